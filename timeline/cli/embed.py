"""``timeline embed``: timelines put into documents, and kept up to date there."""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH110, PTH118, PTH120

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from timeline import files
from timeline.cli import embed_frame, embed_mail
from timeline.cli.arguments import Misuse
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.embed.documents import Change, Count, Update

USAGE = "FILE... [options]"
EXAMPLES = """\
examples:
  timeline embed --init report.md     puts a first marker in, and the picture
  timeline embed report.md            brings all its timelines up to date
  timeline embed *.md slides.pptx     several documents at once
  timeline embed --check *.md         in a CI: is everything up to date?

A marker is a comment of the document, in Markdown and HTML

  <!-- timeline: events.json --width 720 --caption "What led to it" -->
  <!-- /timeline -->

after % in LaTeX, // in Typst and AsciiDoc, # in Org, .. in reStructuredText. The
picture goes between its two lines and beside the document. In Word, PowerPoint
and LibreOffice it is a paragraph or a box with {{timeline events.json}}.

Where anything is wrong in any of the documents, nothing at all is written.
"""
LONGEST = 200
"""Characters of a line of a difference that are shown."""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("files", metavar="FILE", nargs="*", help="the documents, by the endings of their names")
    add("--check", action="store_true", help="write nothing; exit with 1 where anything is not up to date")
    add(
        "--force",
        action="store_true",
        help="write blocks anew that were changed by hand, and over files that others made",
    )
    add(
        "--root",
        metavar="DIR",
        help="the folder in which all that documents name has to lie (default: that of each document)",
    )
    add("--init", action="store_true", help="put one marker more into each document")
    add(
        "--marker",
        metavar="TEXT",
        help='what --init has the marker ask for, as "events.json --width 720" (default: events.json)',
    )
    add(
        "--after",
        metavar="LINE",
        type=int,
        help="the line behind which --init puts it, 0 for the beginning (default: the document's end)",
    )
    embed_frame.options(parser)
    embed_mail.options(parser)


def run(arguments: Namespace) -> int:
    """Brings documents up to date, or says what that would change."""
    _refuse_stray(arguments)
    if arguments.iframe:
        return embed_frame.run(arguments)
    if arguments.mail:
        return embed_mail.run(arguments)
    if not arguments.files:
        raise Misuse("name the documents, as timeline embed report.md")
    if arguments.init and arguments.check:
        raise Misuse("--init writes and --check does not; give one of them")
    if arguments.init:
        return max(_start(path, arguments) for path in dict.fromkeys(arguments.files))
    from timeline.embed import documents

    try:
        update = documents.brought_up_to_date(arguments.files, arguments.root, force=arguments.force)
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    return _compare(update, arguments) if arguments.check else _write(update, arguments)


_BELONG = {
    "init": ("marker", "after"),
    "iframe": ("name", "src", "no_script"),
    "mail": ("output", "to", "sender", "subject", "date", "link", "attach", "options"),
}
"""Options that go with another one, by what the parser calls them."""
_TYPED = {"no_script": "--no-script", "output": "-o", "sender": "--from"}


def _refuse_stray(arguments: Namespace) -> None:
    """Raises ``Misuse`` for an option that nothing heeds."""
    for main, others in _BELONG.items():
        given = [name for name in others if getattr(arguments, name) not in (None, False)]
        if given and not getattr(arguments, main):
            raise Misuse(
                f"{_TYPED.get(given[0], f'--{given[0]}')} goes with --{main}; give that, too, or neither"
            )
    chosen = [f"--{name}" for name in ("init", "iframe", "mail") if getattr(arguments, name)]
    if chosen and chosen != ["--init"]:
        chosen += [f"--{name}" for name in ("check", "force", "root") if getattr(arguments, name)]
    if len(chosen) > 1:
        raise Misuse(f"{chosen[0]} and {chosen[1]} are at odds; give one of them")


def _start(path: str, arguments: Namespace) -> int:
    """Puts a marker into one document."""
    from timeline.embed import documents, paths

    usual = os.path.join(os.path.dirname(path), "events.json")
    other = None if arguments.marker or os.path.exists(usual) else paths.alike(usual) or "FILE.json"
    other = f'"{other}"' if other and " " in other else other
    if documents.is_office(path):
        asked = f"{{{{timeline {arguments.marker or other or 'events.json'}}}}}"
        raise Misuse(
            f"write {asked} into {path} yourself, as a paragraph or a box; then: timeline embed {path}"
        )
    if other and os.path.exists(path):
        from shlex import quote  # who has an events.json is never told

        raise Misuse(
            f"there is no {usual}; --marker names another events file: "
            f"timeline embed --init --marker {quote(other)} {quote(path)}"
        )
    try:
        update = documents.started(
            path, arguments.marker or "events.json", arguments.root, after=arguments.after
        )
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    return _write(update, arguments)


def _write(update: Update, arguments: Namespace) -> int:
    """Saves what differs and says what was done."""
    if update.faults:
        return _refuse(update)
    from timeline.embed import documents

    documents.save(update, force=arguments.force)
    written = {change.path for change in update.changes}
    for change in update.changes:
        if change.kind == "picture":
            print(f"wrote {change.path}")
    for path, count in update.counts.items():
        print(_told(path, count, "wrote {} ({})" if path in written else "{} is up to date ({})"))
    _remark(update)
    return 0


def _compare(update: Update, arguments: Namespace) -> int:
    """Says what differs."""
    if update.faults:
        return _refuse(update)
    for change in update.changes:
        if change.kind == "picture":
            print(f"{'missing' if change.old is None else 'stale'}: {change.path}")
        else:
            print("\n".join(update.places.get(change.path) or _difference(change)))
    stale = {change.path for change in update.changes if change.kind == "document"}
    for path, count in update.counts.items():
        if path not in stale:
            print(_told(path, count, "{} is up to date ({})"))
    _remark(update)
    if update.changes:
        from shlex import join

        root = ["--root", arguments.root] if arguments.root else []
        print(f"to bring all of it up to date: {join(['timeline', 'embed', *root, *arguments.files])}")
    return int(bool(update.changes))


def _refuse(update: Update) -> int:
    sys.stderr.write("\n".join(update.faults))
    print("timeline: nothing was written, for there are errors", file=sys.stderr)
    return 1


def _remark(update: Update) -> None:
    for remark in update.remarks:
        print(remark, file=sys.stderr)


def _told(path: str, count: Count, words: str) -> str:
    """A line on one document."""
    from timeline.embed.documents import without

    if count.markers:
        return words.format(path, f"{count.markers} timeline{'' if count.markers == 1 else 's'}")
    return without(path, count)


def _difference(change: Change) -> Sequence[str]:
    """The first lines of what would change in a document."""
    from timeline import lines  # only a check needs it
    from timeline.source.report import spelled

    old, new = ((data or b"").decode(errors="replace").splitlines() for data in (change.old, change.new))
    found = lines.difference(old, new, 1)
    if not found:
        return [f"{change.path}: only the ends of lines would change"]
    rows = [f"--- {change.path}", f"+++ {change.path}", *found]
    more = [f"… and {len(rows) - files.MOST_LINES:,} lines more"] if len(rows) > files.MOST_LINES else []
    clipped = (row if len(row) <= LONGEST else f"{row[: LONGEST - 1]}…" for row in rows[: files.MOST_LINES])
    return [*map(spelled, clipped), *more]
