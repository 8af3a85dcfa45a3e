"""The command ``timeline``: arguments in, pipeline, files out. The only room that prints and that knows exit
statuses.

    0    done
    1    the file has errors, a date is not valid, or an output is stale
    2    the command was used wrongly, or a file could not be read or written
    130  interrupted from the keyboard
    141  whoever read the output has gone; said by the status alone, as every program in a pipe does

Whatever goes wrong with arguments and files becomes one line on standard error. Each command is a module with
``options``, which says what it takes, and ``run``; only the one that was asked for is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from timeline.cli.arguments import COMMANDS, Misuse, command_line, overview, version
from timeline.files import FileFault, reason

DONE, FAULTY, REFUSED, INTERRUPTED, UNHEARD = 0, 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. ``argv`` is what stands after the program's name; the result is the exit status."""
    try:
        # No list(…) here: the module of the command "list" takes that name once it has been imported.
        status = _run([*(sys.argv[1:] if argv is None else argv)])
        if sys.stdout is not None:
            sys.stdout.flush()  # a full disk must be heard of while there is still a status to give
    except BrokenPipeError:
        _abandon_output()
        return UNHEARD
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except (Misuse, FileFault) as fault:
        _complain(str(fault))
        return REFUSED
    except OSError as fault:
        _abandon_output()
        _complain(f"cannot write to standard output: {reason(fault)}")
        return REFUSED
    except MemoryError:
        _complain("there is not enough memory for this file")
        return REFUSED
    return status


def _run(argv: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold bytes that are no text, and a locale may know no dashes: neither may end a
        # run.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    first = argv[0] if argv else "--help"
    if first == "help" and argv[1:2] and argv[1] in COMMANDS:
        argv = [argv[1], "--help"]
        first = argv[0]
    if first in ("-h", "--help", "help"):
        print(overview())
        return DONE
    if first == "--version":
        print(version())
        return DONE
    if first not in COMMANDS:
        raise Misuse(_unknown(first))
    try:
        command, arguments = command_line(first, argv[1:])
    except SystemExit:  # argparse has printed the help that was asked for
        return DONE
    from timeline.source import collector_paused

    with collector_paused():  # a run is short and its documents are trees: there is nothing to collect
        return command.run(arguments)


def _unknown(word: str) -> str:
    """What to say to a first word that is no command."""
    if word.startswith("-"):
        return f"unknown option {word}\nsee: timeline --help"
    if word.endswith(".json"):
        return f"unknown command {word!r}; did you mean: timeline render {word}"
    from difflib import get_close_matches  # only a slip of the finger pays for it

    close = get_close_matches(word, COMMANDS, 1, 0.5)
    hint = f"; did you mean: timeline {close[0]}" if close else f"; the commands are: {', '.join(COMMANDS)}"
    return f"unknown command {word!r}{hint}"


def _complain(message: str) -> None:
    with suppress(OSError):
        print(f"timeline: {message}", file=sys.stderr)


def _abandon_output() -> None:
    """Points standard output at nothing, so that what is still in its buffer cannot fail again when Python
    ends."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
