"""Whether a changed text may take the place of the old one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from timeline import pipeline, source
from timeline.editing.changes import Change
from timeline.records import NamedTuple
from timeline.source import Diagnostic


class Result(NamedTuple):
    """What came of a change. ``change`` is None where it may not be kept; the ``diagnostics``, which are
    about ``text``, then say why. Else they are what has become suspicious by it."""

    change: Change | None
    diagnostics: list[Diagnostic]
    text: str


def checked(
    data: bytes,
    change: Callable[[str], Change],
    picture_fault: Callable[[str], str | None] | None = None,
) -> Result:
    """Changes the text of a file and reads what came of it. Raises ``Refused``, as the change does.

    Of a new text with errors, those are shown that the old one did not have; where it had them all, they are
    shown with their lines in the old one.
    """
    text, faults = source.decode(data)
    if faults or source.read(text).faults:
        return Result(None, pipeline.read(data).diagnostics, text)
    try:
        made = change(text)
    except LookupError:  # what is to be changed is not what the document says it should be
        return Result(None, _errors(pipeline.read_text(text).diagnostics), text)
    outcome = pipeline.read_text(made.text, picture_fault=picture_fault)
    if not outcome.diagnostics:
        return Result(made, [], made.text)
    old = pipeline.read_text(text, picture_fault=picture_fault).diagnostics
    fresh = beyond(outcome.diagnostics, old)
    if outcome.timeline is not None:
        return Result(made, fresh, made.text)
    if errors := _errors(fresh):
        return Result(None, errors, made.text)
    return Result(None, _errors(old), text)


def _errors(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in diagnostics if one.severity == "error"]


def beyond(new: Sequence[Diagnostic], old: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Those of ``new`` that are not among ``old``, wherever they stand."""
    known = Counter(map(_said, old))
    found = []
    for one in new:
        known[_said(one)] -= 1
        if known[_said(one)] < 0:
            found.append(one)
    return found


def _said(one: Diagnostic) -> tuple[str, str]:
    return one.code, re.sub(r" in line \d+$", "", one.message)
