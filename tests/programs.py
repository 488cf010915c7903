"""Programs of this machine that tests start."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GIT, MAKE, BASH = (shutil.which(name) or name for name in ("git", "make", "bash"))

# An editor, whatever the settings of this machine.
EDITOR = {
    "user.name": "Editor",
    "user.email": "editor@plan.example",
    "commit.gpgsign": "false",
    "init.defaultBranch": "main",
}


def git(root: Path, *arguments: str) -> None:
    """Run Git in a folder, as an editor."""
    settings = [part for name, value in EDITOR.items() for part in ("-c", f"{name}={value}")]
    subprocess.run([GIT, *settings, *arguments], cwd=root, check=True, capture_output=True)
