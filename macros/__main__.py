"""The command line: `python -m macros check`, `build`, `serve` and the others in `commands/`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

STATUS = "Each command has --help with an example. It ends with 0 if all is well, 1 if something has to be mended, 2 if it was called wrongly."
INTERRUPTED, UNREAD, ENDED = 130, 141, 143  # as shells count
# Each with its module in commands/. Only that of the command that is asked for is read: the others take half as long again.
COMMANDS = {
    "check": "check",
    "rules": "rules",
    "changes": "changes",
    "due": "due",
    "new": "new",
    "rename": "rename",
    "retire": "retire",
    "from-issue": "from_issue",
    "schemas": "schemas",
    "addresses": "addresses",
    "report": "report",
    "build": "build",
    "serve": "build",
    "proof": "proof",
    "scope": "scope",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 if all is well, 1 if something has to be mended, 2 if it can't be meant."""
    known = argparse.ArgumentParser(add_help=False)
    known.add_argument(
        "--root", type=Path, default=Path.cwd(), help="the project's folder (default: this one)"
    )
    parser = argparse.ArgumentParser(
        prog="python -m macros",
        description="Check, build and show the plan's website, and change the plan.",
        epilog=STATUS,
        parents=[known],
    )
    known.add_argument("command", nargs="?")
    asked = COMMANDS.get(known.parse_known_args(arguments)[0].command)
    every = f"{{{','.join(COMMANDS)}}}" if asked else None
    commands = parser.add_subparsers(dest="command", required=True, metavar=every)
    for module in [asked] if asked else dict.fromkeys(COMMANDS.values()):
        import_module(f"{__package__}.commands.{module}").add(commands)
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
