"""Files that a command makes of an events file: named, made in memory, then saved or compared, all of them.

``timeline render`` names them one by one, ``timeline build`` makes what a report needs.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH120, PTH122

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from itertools import count, takewhile

from timeline import files, pipeline
from timeline.cli import standard
from timeline.cli.arguments import Misuse
from timeline.products import PRODUCTS
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.converters import Converters
    from timeline.model import Timeline
    from timeline.request import Wishes
    from timeline.write.typefaces import Faces


class Output(NamedTuple):
    """Where to write, and what."""

    path: str
    format: str


class Made(NamedTuple):
    """A file to be: its content, and the number of events that it tells of, where it tells of any."""

    path: str
    data: bytes
    events: int | None = None
    by: str = ""  # the other program that drew it, and why, where one did


class Means(NamedTuple):
    """By what painted pictures are made, and what a part of a page has below its picture."""

    faces: Faces | None = None
    density: float | None = None
    converters: Converters | None = None
    caption: str | None = None
    told: bool = False


def make(timeline: Timeline, output: Output, wishes: Wishes, source: str, means: Means) -> list[Made]:
    """The files that an output becomes; ``source`` is the path of the events file, beside which pictures are
    looked for. Raises ``Misuse``."""
    events = None if output.format in pipeline.REFERENCES else len(timeline.events)
    if output.format == "html" and any(event.image for event in timeline.events):
        from timeline.pictures import brought_along  # few files have pictures

        timeline = brought_along(timeline, os.path.dirname(source))
    try:
        contents, by = _contents(timeline, output.format, wishes, means)
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    if not PRODUCTS[output.format].paged or not wishes.pages:
        return [Made(output.path, contents[0], events, by)]
    pages = enumerate(contents, 1)
    return [Made(page_path(output, number), content, events, by) for number, content in pages]


def _contents(timeline: Timeline, format: str, wishes: Wishes, means: Means) -> tuple[list[bytes], str]:
    """The content of each file, and which other program drew it, if one did."""
    asked = means.converters
    if asked:
        asked.used = asked.cause = ""
    contents = pipeline.made(
        timeline,
        format,
        wishes,
        faces=means.faces,
        density=means.density,
        converters=asked,
        caption=means.caption,
        told=means.told,
    )
    return contents, f"{asked.used}{asked.cause and ': '}{asked.cause}" if asked else ""


def page_path(output: Output, number: int) -> str:
    """The name of one page of a picture: "report-2.svg"."""
    stem, ending = os.path.splitext(output.path)
    return f"{stem}-{number}{ending}"


def keep_apart(made: Sequence[Made], sources: Collection[str]) -> None:
    """Raises ``Misuse`` where a file to be written is one of those that are read."""
    for path in (one.path for one in made if one.path != standard.STANDARD):
        if any(files.is_same(path, source) for source in sources):
            raise Misuse(f"{path} is the events file itself; name another output")


def left_over(outputs: Sequence[Output], made: Sequence[Made]) -> list[str]:
    """The pages of earlier, longer pictures that lie behind the last one that there is now."""
    written = {one.path for one in made}
    found: list[str] = []
    for output in outputs:
        if PRODUCTS[output.format].paged:
            paths = (page_path(output, number) for number in count(1))
            there = takewhile(lambda path: path in written or files.content(path) is not None, paths)
            found += [path for path in there if path not in written]
    return found


def compare(made: Sequence[Made], left: Sequence[str]) -> int:
    """Says which files are not what would be written now; the exit status."""
    for path in left:
        print(f"left over from before: {path}")
    old = [(one.path, files.content(one.path), one.data) for one in made]
    for path, before, data in old:
        if before != data:
            print(f"{'missing' if before is None else 'stale'}: {path}")
    if all(before == data for _, before, data in old):
        print(f"up to date: {', '.join(one.path for one in made)}")
        return 0
    return 1


def write(
    made: Sequence[Made], left: Sequence[str], save: Callable[[list[tuple[str, bytes]]], None] = files.save
) -> None:
    """Saves what is new by ``save``, all or nothing, says what was done, and sends to standard output what is
    meant for it."""
    named = [one for one in made if one.path != standard.STANDARD]
    fresh = {one.path for one in named if files.content(one.path) != one.data}
    save([(one.path, one.data) for one in named if one.path in fresh])
    # Where the picture itself goes to standard output, the words must not.
    voice = sys.stdout if len(named) == len(made) else sys.stderr
    for one in named:
        became = f"wrote {one.path}" if one.path in fresh else f"{one.path} is up to date"
        by = f"; drawn by {one.by}" if one.by else ""
        print(f"{became} ({_told(one)}{size(len(one.data))}{by})", file=voice)
    for path in left:
        print(f"{path} is left over from before: there is no such page now", file=voice)
    for one in made:
        if one.path == standard.STANDARD:
            standard.write_output(one.data)
            if one.by:
                print(f"drawn by {one.by}", file=sys.stderr)


def _told(one: Made) -> str:
    return "" if one.events is None else f"{one.events} event{'' if one.events == 1 else 's'}, "


def size(count: int) -> str:
    """A number of bytes, as file managers show it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
