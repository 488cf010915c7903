"""The generator. What MkDocs's macros plugin asks of it stands in engine.py, which is read when MkDocs asks: commands don't need it."""

import atexit
import gc
from importlib import import_module
from typing import Any

# A run is short, and keeps nearly all that it makes. To look for what it could let go of took a tenth of it, and once more at the end.
gc.set_threshold(1_000_000)
atexit.register(gc.freeze)

_ASKED = ("define_env", "on_pre_page_macros", "on_post_build")


def __getattr__(name: str) -> Any:
    """What the macros plugin asks for (https://peps.python.org/pep-0562/)."""
    if name in _ASKED:
        return getattr(import_module(f"{__name__}.engine"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
