"""The command line: `python -m macros check`, `build`, `serve` and the others in `commands/`."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from importlib import import_module
from pathlib import Path

from jinja2 import TemplateNotFound

from .commands.whole import NotWrittenError, mend
from .plan.today import NoDayError

STATUS = "Each command has --help with an example. It ends with 0 if all is well, 1 if something has to be mended, 2 if it was called wrongly."
INTERRUPTED, UNREAD, SIGNAL = 130, 141, 128  # as shells count
PUT_BACK = "Put it back, as it is in the project: git restore overrides"
NO_MEMORY = "There is not enough memory for this. Close other programs, and run it again."
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


def command_line(arguments: list[str] | None = None) -> argparse.ArgumentParser:
    """The commands, and what may be typed behind each: that which `arguments` ask for, or all. Raises NoDayError."""
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
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 if all is well, 1 if something has to be mended, 2 if it can't be meant.

    What a computer may lack, such as room, memory or a permission, is told in a line.
    """
    try:
        parser = command_line(arguments)
        chosen = parser.parse_args(arguments)
        root = chosen.root.resolve()
        if not root.is_dir():
            parser.error(f"--root: there is no folder {root}.")
        mend(root)
        status: int = chosen.run(root, chosen)
        sys.stdout.flush()
        return status
    except NoDayError as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):  # Ctrl and C, or the end of what is typed
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except NotWrittenError as error:
        print(error, file=sys.stderr)
    except TemplateNotFound as error:
        print(f"overrides/{error} is not there. {PUT_BACK}", file=sys.stderr)
    except MemoryError:
        print(NO_MEMORY, file=sys.stderr)
    except OSError as error:
        print(_lacking(error), file=sys.stderr)
    return 1


def _lacking(error: OSError) -> str:
    """What the system did not allow, and where. Of several files, the first is told."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return "{0} can't be copied ({2}).".format(*error.args[0][0])
    where = f"{error.filename} can't be used" if error.filename else "This can't be done here"
    return f"{where} ({(error.strerror or str(error)).lower()}). Mend that, and run it again."


def end_well() -> None:
    """Let what a command has begun be taken back, and its child processes be ended, when it is asked to end or its window is shut."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sign) is not signal.SIG_IGN:  # as `nohup` sets it
            signal.signal(sign, lambda number, _: sys.exit(SIGNAL + number))


if __name__ == "__main__":
    end_well()
    sys.exit(main())
