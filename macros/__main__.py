"""The command line: `python -m macros check`, `build`, `serve` and the others in `commands/`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from .commands import (
    addresses,
    build,
    changes,
    check,
    due,
    from_issue,
    new,
    proof,
    rename,
    report,
    retire,
    rules,
    schemas,
    scope,
)

STATUS = "Each command has --help with an example. It ends with 0 if all is well, 1 if something has to be mended, 2 if it was called wrongly."
INTERRUPTED, UNREAD, ENDED = 130, 141, 143  # as shells count
COMMANDS = (
    check,
    rules,
    changes,
    due,
    new,
    rename,
    retire,
    from_issue,
    schemas,
    addresses,
    report,
    build,
    proof,
    scope,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 if all is well, 1 if something has to be mended, 2 if it can't be meant."""
    parser = argparse.ArgumentParser(
        prog="python -m macros",
        description="Check, build and show the plan's website, and change the plan.",
        epilog=STATUS,
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="the project's folder (default: this one)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for module in COMMANDS:
        module.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen.root.resolve(), chosen)
        sys.stdout.flush()
        return status
    except (KeyboardInterrupt, EOFError):  # Ctrl and C, or the end of what is typed
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD


def _end(*_: object) -> None:
    """Let what a command has begun be taken back, and its child processes be ended, when it is asked to end."""
    sys.exit(ENDED)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
