"""How a reader of the document says that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.records import TYPE_CHECKING
from timeline.source import Meant, Problem

if TYPE_CHECKING:
    from typing import Any, NoReturn


class Remarks(Exception):  # noqa: N818 - some are no errors
    """What is to be said about a value, and the value as far as it can be used.

    A reader raises them instead of handing on where in the document it stands: the paths of the problems
    begin at the value, and each container on the way out puts its own step in front. So a value without
    fault, the rule, costs nothing but its reading, and a fault does not keep the rest from being read.
    """

    def __init__(self, problems: list[Problem], value: Any = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.value = value

    def under(self, step: str | int) -> list[Problem]:
        """The problems as the container sees them, whose member at ``step`` has them.

        A message that begins with "must" lacks its subject until a key gives it one.
        """
        return [_named(problem, step)._replace(path=(step, *problem.path)) for problem in self.problems]


def _named(problem: Problem, step: str | int) -> Problem:
    if not isinstance(step, str) or not problem.message.startswith("must "):
        return problem
    subject = f"an item of “{step}”" if problem.path else f"“{step}”"
    return problem._replace(message=f"{subject} {problem.message}")


def refuse(
    code: str,
    message: str,
    value: object = None,
    *,
    column: int = 0,
    length: int = 0,
    help: str | None = None,
    fix: Meant | None = None,
) -> NoReturn:
    """Raise one error about a value; ``value`` is what the rules that follow may still use of it."""
    raise Remarks([Problem(code, "error", message, column=column, length=length, help=help, fix=fix)], value)


def can_be_mended(problems: Iterable[Problem]) -> bool:
    """Whether every error among these has a fix."""
    return all(one.fix is not None for one in problems if one.severity == "error")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """ "did you mean …", where something known resembles a word."""
    from difflib import get_close_matches  # late, to keep start-up fast

    words = list(known)
    close = [one for one in words if one.lower() == word.lower()] or get_close_matches(
        word[:100], words, 1, 0.6
    )
    return f'did you mean "{close[0]}"?' if close else None
