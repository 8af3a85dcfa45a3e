"""What may stand on the command line, and the help that says so."""

from __future__ import annotations

import argparse
import re
from importlib import import_module

from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn, Protocol

    class Command(Protocol):
        """A module of this room that is a command."""

        USAGE: str
        EXAMPLES: str

        def options(self, parser: argparse.ArgumentParser) -> None:
            """Adds the command's arguments to its parser."""

        def run(self, arguments: argparse.Namespace) -> int:
            """Does the work and returns the exit status."""


COMMANDS = {
    "render": "draw an events file as SVG and HTML",
    "build": "make all that a report needs: pictures, page, words, references",
    "embed": "put timelines into reports, and keep them up to date there",
    "verify": "say whether pictures are what their events file gives now",
    "extract": "give back the events file that a picture brings along",
    "check": "say everything that is wrong with an events file",
    "fix": "mend what is certainly wrong with an events file",
    "describe": "say in words what an events file shows, as for alt text",
    "list": "list the events of a file, or those that are sought",
    "show": "show all that a file says of one event",
    "new": "write a small events file to start from",
    "add": "put an event into an events file, in the order of dates",
    "set": "change the values of an event",
    "remove": "take an event out of an events file",
    "rename": "give an event another id, with all links to it",
    "fmt": "write events files in one form, an event to a line where it fits",
    "diff": "say and draw what differs between two versions of an events file",
    "edit": "edit an events file in the browser",
    "date": "show how dates are read",
    "completion": "print what a shell needs to complete command lines",
    "schema": "print the JSON Schema of events files, for editors",
}
"""The commands, in the order of the help, with what each one does."""


SCATTERED = "pairs", "pictures", "files"
"""Arguments, several of a kind, that may stand before and behind options."""


class Misuse(Exception):  # noqa: N818 - it is the user's, and no error of the program's
    """The command was used wrongly. The message is for the user."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Eighty columns everywhere: help is the same on every terminal, and asking for its width costs time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=80)


class _Parser(argparse.ArgumentParser):
    """A parser that tells in one line what is wrong, and takes ``-0044-03-15`` for the date that it is."""

    def __init__(self, name: str, command: Command) -> None:
        super().__init__(
            prog=f"timeline {name}",
            usage=f"timeline {name} {command.USAGE}",
            description=f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}.",
            epilog=command.EXAMPLES,
            formatter_class=_Help,
            allow_abbrev=False,
        )
        self._negative_number_matcher = re.compile(r"-[0-9X]")

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)  # argparse's own keeps it to itself when that fails

    def refuse_unknown(self, argv: Sequence[str]) -> None:
        """Raises ``Misuse`` for the first option that there is not, where argparse would ask for others
        first."""
        for word in argv:
            if word == "--":
                return
            option = word.partition("=")[0]
            short_with_value = not word.startswith("--") and word[:2] in self._option_string_actions
            if (
                word.startswith("-")
                and word != "-"
                and " " not in word
                and not self._negative_number_matcher.match(word)
                and option not in self._option_string_actions
                and not short_with_value
            ):
                from difflib import get_close_matches  # only a slip of the finger pays for it

                close = get_close_matches(option, self._option_string_actions, 1, 0.75)
                self.error(f"unknown option {option}" + (f"; did you mean {close[0]}" if close else ""))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        from difflib import get_close_matches  # only a slip of the finger pays for it

        choices = [str(choice) for choice in action.choices]
        close = get_close_matches(str(value), choices, 1, 0.6)
        hint = f"; did you mean {close[0]}" if close else ""
        raise argparse.ArgumentError(action, f"{str(value)!r} is none of {', '.join(choices)}{hint}")

    def error(self, message: str) -> NoReturn:
        raise Misuse(f"{message}\nsee: {self.prog} --help")


def add_file(parser: argparse.ArgumentParser, standard: str = "input") -> None:
    """Adds ``--file``; ``standard`` says what ``-`` stands for."""
    parser.add_argument(
        "-f",
        "--file",
        metavar="FILE",
        default="events.json",
        help=f"the events file, - for standard {standard} (default: events.json)",
    )


def parser(name: str) -> tuple[Command, _Parser]:
    """The command of that name, and its parser."""
    command: Any = import_module(f"timeline.cli.{name}")  # a ``Command``
    made = _Parser(name, command)
    command.options(made)
    return command, made


def command_line(name: str, argv: list[str]) -> tuple[Command, argparse.Namespace]:
    """The command of that name and its arguments. Raises ``Misuse``, and ``SystemExit`` where help was
    printed."""
    command, made = parser(name)
    made.refuse_unknown(argv)
    if any(action.dest in SCATTERED for action in made._actions):
        return command, made.parse_intermixed_args(argv)
    return command, made.parse_args(argv)


def version() -> str:
    from timeline import __version__

    return f"timeline {__version__}"


def overview() -> str:
    """The help of the whole program."""
    listed = "\n".join(f"  {name:<11} {purpose}" for name, purpose in COMMANDS.items())
    return f"""\
usage: timeline COMMAND [ARGUMENTS]

Draw dated events, with the evidence for them, as timelines for reports.

{listed}

examples:
  timeline render                             events.json to output/events.svg and .html
  timeline render events.json -o figure.svg   one picture, named by you
  timeline check events.json                  what is wrong with the file, line by line

timeline COMMAND --help tells more of one command; timeline --version its version."""
