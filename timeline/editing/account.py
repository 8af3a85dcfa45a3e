"""The words for a ``Difference``: sentences, a report in plain text or Markdown, plain values for JSON.

All of it is in English, as everything is that the commands say; the texts of the file stand in it as they
are. Of a text that was reworded the old and the new form are shown, what is alike in long ones left out, and
what differs marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from timeline.dates import Date, words
from timeline.editing.difference import Change, Difference
from timeline.model import Event, Timeline
from timeline.narrate.listed import Item, Line, Piece, Section, clipped, marked
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

PROSE = ("title", "subtitle", "summary", "quote", "note", "publisher", "author")
"""Keys of texts of which what differs is shown within them."""
SINGULAR = {"people": "person", "places": "place", "tags": "tag"}
"""The lists of plain texts, and what each member is."""
MOST = 100
"""Sentences of a summary."""


class Style(NamedTuple):
    """How a report is written."""

    plain: Callable[[str], str]  # words of the file
    old: str  # what differs in a reworded text
    new: str
    title: str
    heading: str
    item: str
    more: str  # a further line of an item
    before: str  # the old form of a reworded text
    after: str


def _escaped(text: str) -> str:
    from timeline.narrate.report import STYLES as REPORTS

    return REPORTS["markdown"].plain(text)


STYLES: Mapping[str, Style] = {
    "text": Style(str, "[{}]", "[{}]", "{}", "\n{}", "  {}", "    {}", "      - {}", "      + {}"),
    "markdown": Style(
        _escaped,
        "~~{}~~",
        "**{}**",
        "### {}\n",
        "\n**{}**\n",
        "- {}",
        "  - {}",
        "    - old: {}",
        "    - new: {}",
    ),
}


# Sentences


def sentences(difference: Difference) -> list[str]:
    """A sentence for each thing that differs: “ceasefire: 10 May 2025 → 10 May 2025, 15:35”. They are the
    lines of a list and have no full stops."""
    found = [f"added: {_listed(change.new)}" for change in difference.added]
    found += [f"removed: {_listed(change.old)}" for change in difference.removed]
    for change in (*difference.redated, *difference.changed):
        found += [f"{name(change.new)}: {line.text}" for line in of_event(change, difference)]
    return found + [line.text for line in of_document(difference)]


def summary(difference: Difference) -> list[str]:
    """At most ``MOST`` sentences, and one that says how many more there are; of two texts that say the same,
    that only their writing can differ."""
    found = sentences(difference)
    if not found:
        return ["Only the writing differs: spacing, the order of keys, or keys of your own (x-…)."]
    more = len(found) - MOST
    return found if more <= 0 else [*found[:MOST], f"… and {more:,} more"]


def counts(difference: Difference) -> str:
    """How much differs, in a line: “3 added, 1 removed, 2 re-dated”."""
    parts = [
        f"{len(changes):,} {word}"
        for changes, word in (
            (difference.added, "added"),
            (difference.removed, "removed"),
            (difference.redated, "re-dated"),
            (difference.changed, "changed otherwise" if difference.redated else "changed"),
        )
        if changes
    ]
    same = f"{len(difference.same):,} unchanged" if difference.same else ""
    if not parts:
        return "no event differs" if same else "there are no events"
    return ", ".join([*parts, *([same] if same else [])])


def name(event: Event) -> str:
    """What to call an event: its id or, for want of one, its title."""
    return event.id or f"“{clipped(event.title)}”"


def _listed(event: Event) -> str:
    id = f" ({event.id})" if event.id else ""
    return f"{words(event.date)}: {clipped(event.title)}{id}"


# What differs in one of them


def of_event(change: Change, difference: Difference) -> Iterator[Line]:
    """What differs in an event that is in both versions, its date first."""
    for key in sorted(change.keys, key=lambda key: key != "date"):
        old, new = getattr(change.old, key), getattr(change.new, key)
        if key == "group":
            yield Line(_moved(_group(old, difference.old), _group(new, difference.new)))
        elif key in ("sources", "figures", "links", *SINGULAR):
            yield from _parts(key, old, new)
        else:
            yield _value(key, old, new)


def of_document(difference: Difference) -> Iterator[Line]:
    """What differs in the document around the events."""
    for setting in difference.settings:
        yield _value(setting.key, setting.old, setting.new)
    for change in difference.others:
        one = change.old or change.new
        known = one.title if change.thing == "era" else one.id
        if not change.keys:
            yield Line(f"{change.thing} {known} {'added' if change.old is None else 'removed'}")
            continue
        for key in change.keys:
            line = _value(key, getattr(change.old, key), getattr(change.new, key))
            yield line._replace(text=f"{change.thing} {known}: {line.text}")
    if difference.reordered:
        yield Line("the events stand in another order in the file")


def _group(id: str | None, timeline: Timeline) -> str | None:
    return next((group.title for group in timeline.groups if group.id == id), id)


def _moved(old: str | None, new: str | None) -> str:
    if old is None:
        return f"put into the group {new}"
    if new is None:
        return f"taken out of the group {old}"
    return f"moved from {old} to {new}" if old != new else "its group has another id"


def _value(key: str, old: Any, new: Any) -> Line:
    """Another value for one key."""
    said = "" if key == "date" else f"{key.replace('_', ' ')} "
    if key == "image" and old is not None and new is not None:
        fields = [field for field in new._fields if getattr(old, field) != getattr(new, field)]
        return Line(f"image: another {_joined(fields)}")
    before, after = _said(old), _said(new)
    if isinstance(old, Date) and isinstance(new, Date):
        if before == after:
            before, after = f"“{old.text}”", f"“{new.text}”"
        return Line(f"{said}{before} → {after}")
    if old is None or old == "":
        return Line(f"{said}added: {clipped(after)}")
    if new is None or new == "":
        return Line(f"{said}removed: {clipped(before)}")
    if before == after:
        return Line(f"{said}differs in its blanks or line breaks alone")
    if key in PROSE:
        return Line(f"{said}reworded", before, after)
    return Line(f"{said}{clipped(before)} → {clipped(after)}")


def _said(value: Any) -> str:
    """A value in one line."""
    if value is None:
        return "none"
    if isinstance(value, Date):
        return words(value)
    if isinstance(value, tuple):
        return str(value[0])  # an image, by its path
    return " ".join(str(value).split())


def _parts(key: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Line]:
    """What differs in a list of an event: of people, places, tags, sources, figures or links."""
    singular = SINGULAR.get(key, key[:-1])
    before, after = _keyed(key, old), _keyed(key, new)
    come = [mark for mark in after if mark not in before]
    gone = [mark for mark in before if mark not in after]
    for marks, held, what in ((come, after, "added"), (gone, before, "removed")):
        if marks:
            plural = singular if len(marks) == 1 else key
            yield Line(f"{plural} {what}: {_joined([_part(key, held[mark]) for mark in marks])}")
    for mark, one in before.items():
        other = after.get(mark)
        if other is not None and other != one and key not in SINGULAR:
            for field in one._fields:
                if getattr(one, field) != getattr(other, field):
                    line = _value(field, getattr(one, field), getattr(other, field))
                    what = f"its date {line.text}" if field == "date" else line.text
                    yield line._replace(text=f"{singular} {_part(key, one)}: {what}")
    if not come and not gone and list(before) != list(after):
        yield Line(f"{key} in another order")


def _keyed(key: str, members: Sequence[Any]) -> dict[object, Any]:
    """The members of a list by what each is known by, and by how often it has come before."""
    found: dict[object, Any] = {}
    times: Counter[object] = Counter()
    for member in members:
        mark = member if key in SINGULAR else member.label if key == "figures" else member[0]
        found[mark, times[mark]] = member
        times[mark] += 1
    return found


def _part(key: str, member: Any) -> str:
    if key == "figures":
        return f"{member.value} {clipped(member.label)}"
    if key == "links":
        return f"to {member.to}" + (f" ({clipped(member.label)})" if member.label else "")
    return clipped(member if key in SINGULAR else member.source)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# Reports


def sections(difference: Difference) -> list[Section]:
    """All that differs, under headings."""
    found = (
        ("Added", [Item("", [Line(_listed(change.new))]) for change in difference.added]),
        ("Removed", [Item("", [Line(_listed(change.old))]) for change in difference.removed]),
        ("Re-dated", [_item(change, difference) for change in difference.redated]),
        ("Changed", [_item(change, difference) for change in difference.changed]),
        ("Around the events", [Item("", [line]) for line in of_document(difference)]),
    )
    return [Section(heading, items) for heading, items in found if items]


def _item(change: Change, difference: Difference) -> Item:
    """An event of both versions, and what differs in it."""
    event, title = change.new, clipped(change.new.title)
    known = f"{event.id} ({title})" if event.id else f"“{title}”"
    return Item(known, list(of_event(change, difference)))


def report(difference: Difference, title: str, format: str) -> str:
    """All that differs, one thing to a line; ``format`` is "text" or "markdown". ``title`` says what is
    compared."""
    style = STYLES[format]
    lines = [style.title.format(style.plain(title)), counts(difference)]
    for section in sections(difference):
        lines.append(style.heading.format(section.heading))
        for item in section.items:
            lines += _lines(item, style)
    return "\n".join(lines) + "\n"


def _lines(item: Item, style: Style) -> Iterator[str]:
    """An item: where it has a single line, behind its name."""
    name, frame = style.plain(item.name), style.item
    if item.name and len(item.lines) > 1:
        yield frame.format(f"{name}:")
        frame = style.more
    for line in item.lines:
        text = style.plain(line.text)
        yield frame.format(f"{name}: {text}" if item.name and len(item.lines) == 1 else text)
        if line.old or line.new:
            before, after = marked(line.old, line.new)
            yield style.before.format("".join(map(_set_in(style, style.old), before)))
            yield style.after.format("".join(map(_set_in(style, style.new), after)))


def _set_in(style: Style, mark: str) -> Callable[[Piece], str]:
    def written(piece: Piece) -> str:
        text, differs = piece
        core = text.strip()
        if not differs or not core:
            return style.plain(text)
        at = text.index(core)
        return text[:at] + mark.format(style.plain(core)) + text[at + len(core) :]

    return written


# For programs


def values(difference: Difference, old: str, new: str) -> dict[str, object]:
    """The difference as plain values, with the names of what is compared."""
    return {
        "old": old,
        "new": new,
        "unchanged": len(difference.same),
        "added": [_short(change.new) for change in difference.added],
        "removed": [_short(change.old) for change in difference.removed],
        "redated": [_changed(change) for change in difference.redated],
        "changed": [_changed(change) for change in difference.changed],
        "document": [
            *({"key": one.key, "old": one.old, "new": one.new} for one in difference.settings),
            *map(_other, difference.others),
            *([{"key": "events", "reordered": True}] if difference.reordered else []),
        ],
    }


def _short(event: Event) -> dict[str, object]:
    return {"id": event.id, "date": event.date.text, "title": event.title}


def _changed(change: Change) -> dict[str, object]:
    pairs = {
        key: {"old": _plain(getattr(change.old, key)), "new": _plain(getattr(change.new, key))}
        for key in change.keys
    }
    return {**_short(change.new), "changes": pairs}


def _other(change: Change) -> dict[str, object]:
    return {"thing": change.thing, "old": _plain(change.old), "new": _plain(change.new)}


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as written, no keys of nothing."""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        held = value._asdict().items()
        return {key: _plain(one) for key, one in held if one is not None and one != ()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
