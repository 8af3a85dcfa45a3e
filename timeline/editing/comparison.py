"""The figure of a ``Difference``: one timeline with the events of both versions.

What differs stands full, in four groups: added, removed, re-dated, changed. What does not recedes, as around
an event in focus. A removed event is struck through; a re-dated one is joined with a hollow mark at the date
that it had. The marks are those that pictures have for disputed events and for dates that sources dispute,
which have no other use here: the figure is about the file, so that neither its links and sources nor its
statuses are drawn. The words are the file's language's, those for these marks put in the place of the usual
ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline import write
from timeline.dates import Date, words
from timeline.editing.difference import Change, Difference
from timeline.languages import Language, language
from timeline.layout import Options, marks
from timeline.layout.legend import Entry, Icon
from timeline.layout.marks import Mark, Piece
from timeline.layout.plan import checked, sheet, whole, window_of
from timeline.model import Citation, Event, Group, Timeline
from timeline.model.order import in_time
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.scene import Scene, Shape

if TYPE_CHECKING:
    from typing import Any

KINDS = ("added", "removed", "redated", "changed")
"""What can have become of an event; also the ids of the groups."""

COLOURS = ("#009e73", "#d55e00", "#0072b2", "#b85c92")
"""Of the kinds: four of the colours by Okabe and Ito that stay furthest apart for the colour-blind."""

UNLABELLED = "notes.unlinked."  # the phrases for events without a label where others are in focus
NAMED = 6  # events of a kind that the description names


class Comparison(NamedTuple):
    """A difference as a timeline of both versions' events, ready to be drawn or to be selected from."""

    timeline: Timeline
    old: str  # what the versions are called
    new: str


def comparison(difference: Difference, old: str, new: str) -> Comparison:
    """The events of both versions, each in the group of what became of it, the unchanged ones in none.
    ``old`` and ``new`` are the names of the versions."""
    own = language(difference.new.lang)
    events = [
        *(_plain(change.new, "added") for change in difference.added),
        *(_plain(change.old, "removed")._replace(status="disputed") for change in difference.removed),
        *(_both(change, "redated", own) for change in difference.redated),
        *(_both(change, "changed", own) for change in difference.changed),
        *(_plain(event, None) for event in difference.same),
    ]
    groups = [Group(kind, "", colour) for kind, colour in zip(KINDS, COLOURS, strict=True)]
    whole = difference.new._replace(
        title=difference.new.title or difference.old.title,
        events=tuple(in_time(events)),
        groups=tuple(groups),
        sources={},
    )
    return Comparison(whole, old, new)


def picture(shown: Comparison, options: Options, *, headed: bool = True) -> Scene:
    """The figure, with its title and what is compared above it where it is ``headed``. Raises ValueError for
    an option there is not."""
    checked(options)
    own = language(shown.timeline.lang)
    timeline = _counted_in(shown.timeline, own)
    if headed:
        timeline = timeline._replace(subtitle=_compared(shown, own))
    else:
        timeline = timeline._replace(title=None, subtitle=None)
    spoken = _spoken(timeline, own)
    shared = whole(timeline, options)._replace(
        numbers={"": 0},
        language=spoken,
        full=frozenset(event for event in timeline.events if event.group),
        asides=_old_dates(timeline),
        retouched=lambda entries: _legend(entries, timeline, spoken),
    )
    drawn = sheet(timeline, options, shared)
    if drawn.unlabelled:  # then it is to be said that not only the unchanged ones have no label
        drawn = sheet(timeline, options, shared._replace(language=_counting(spoken)))
    title = shown.timeline.title or drawn.scene.title
    return drawn.scene._replace(title=title, description=_description(shown, timeline, own))


def svg(shown: Comparison, wishes: Mapping[str, object]) -> str:
    """The figure as SVG. ``wishes`` are those ``Options`` that are wished for, or None. Raises ValueError for
    one that there is not."""
    scene = picture(shown, _options(shown, Options(), wishes))
    return write.svg(scene, _prefix(shown, wishes))


def page(shown: Comparison, difference: Difference, wishes: Mapping[str, object]) -> str:
    """The figure and all of the ``difference`` in words, as a page. For the rest see ``svg``."""
    from timeline.editing import account  # only a page needs the words and its frame
    from timeline.write.changes import page

    options = _options(shown, Options(theme="auto"), wishes)
    scene = picture(shown, options, headed=False)
    between = f"{shown.old} → {shown.new}"
    return page(
        scene, _prefix(shown, wishes), between, account.counts(difference), account.sections(difference)
    )


def _options(shown: Comparison, usual: Options, wishes: Mapping[str, object]) -> Options:
    """The wishes over what the file asks for over what is ``usual``."""
    display = shown.timeline.display._asdict()
    asked = {name: display[name] for name in ("layout", "scale", "theme", "width", "columns")}
    given: dict[str, Any] = {
        name: wish for held in (asked, wishes) for name, wish in held.items() if wish is not None
    }
    return usual._replace(**given)


def _prefix(shown: Comparison, wishes: Mapping[str, object]) -> str:
    """What ids and classes begin with: another for another figure, so that two can stand on one page."""
    from zlib import crc32

    drawn = repr((tuple(map(tuple, shown.timeline.events)), shown.old, shown.new, sorted(wishes.items())))
    return f"tl-{crc32(drawn.encode('utf-8', 'backslashreplace')):08x}"


# Events


def _plain(event: Event, kind: str | None) -> Event:
    """What the figure has of an event: when, what, and how important."""
    return Event(event.date, event.title, event.id, group=kind, importance=event.importance)


def _both(change: Change, kind: str, own: Language) -> Event:
    """An event of both versions: as it is now, with its old date, and its old title or what else differs."""
    old, new = change.old, change.new
    event = _plain(new, kind)
    keys = own.joined([key for key in change.keys if key not in ("date", "title")])
    said = [own.say("difference.count", kind=own.say("difference.changed"), count=keys)] if keys else []
    if change.is_redated and old.date[1:3] == new.date[1:3]:  # of one extent: no mark can show it
        said.insert(0, own.say("difference.was", before=words(old.date, True, own)))
    elif change.is_redated:
        event = event._replace(sources=(Citation("", date=old.date),))
    if old.title != new.title:
        said.insert(0, own.say("difference.was_called", before=old.title))
    return event._replace(title=f"{new.title} ({own.joined(said, 'list.of_phrases')})") if said else event


def _old_dates(timeline: Timeline) -> Sequence[Date]:
    """The dates that events had, as far as they lie within what was selected."""
    first, last = window_of(timeline.selection)
    dates = [cited.date for event in timeline.events for cited in event.sources if cited.date]
    return [
        date
        for date in dates
        if (first is None or date.last is None or date.last >= first)
        and (last is None or date.first is None or date.first <= last)
    ]


# Words


def _counted_in(timeline: Timeline, own: Language) -> Timeline:
    """The timeline with groups that are called by what became of their events, and how many there are."""
    titles = [_capital(_counted(timeline, group.id, own)) for group in timeline.groups]
    groups = zip(timeline.groups, titles, strict=True)
    return timeline._replace(groups=tuple(group._replace(title=title) for group, title in groups))


def _compared(shown: Comparison, own: Language) -> str:
    """Which versions these are, and whether they are alike."""
    between = own.say("difference.versions", old=shown.old, new=shown.new)
    if any(event.group for event in shown.timeline.events):
        return between
    return own.say("difference.count", kind=between, count=own.say("difference.none"))


def _counted(timeline: Timeline, kind: str | None, own: Language) -> str:
    count = sum(1 for event in timeline.events if event.group == kind)
    named = own.say(f"difference.{kind or 'unchanged'}")
    return own.say("difference.count", kind=named, count=own.number(count))


def _spoken(timeline: Timeline, own: Language) -> Language:
    """The language, its phrases for what pictures usually say by these marks exchanged for those of a
    comparison."""
    say = own.phrases
    before = say["difference.was"].replace("{before}", "{date}")
    unchanged = _capital(_counted(timeline, None, own))
    other = {
        "label.or_date": before,
        "mark.a_source_gives": before,
        "status.disputed": say["difference.removed"],
        "legend.other_date": say["difference.old_date"],
        "legend.receded": unchanged,
        "lanes.ungrouped": unchanged,
    }
    nothing = {key: "" for key in say if key.startswith(UNLABELLED)}  # the legend says all of it
    return own._replace(phrases={**say, **other, **nothing})


def _counting(spoken: Language) -> Language:
    """The same with words for how many events have no label."""
    say = spoken.phrases
    counting = {key: say["difference.unlabelled"] for key in say if key.startswith(UNLABELLED)}
    return spoken._replace(phrases={**say, **counting})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _legend(entries: list[Entry], timeline: Timeline, spoken: Language) -> list[Entry]:
    """The legend: first what became of events, each kind with its mark as it is here, and the unchanged ones;
    then the forms of dates. Kinds stand in it even where counts have taken the place of all their marks, but
    not where bands are named after them; and where they do, a stroke and a hollow mark have been explained.
    """
    icons = {entry.text: entry.icon for entry in entries}
    titles = {group.id: group.title for group in timeline.groups}
    unchanged = spoken.say("legend.receded")
    rest = [entry for entry in entries if entry.text not in (*titles.values(), unchanged)]
    there = {event.group for event in timeline.events}
    receded = [Entry(icons.get(unchanged, _receded), unchanged)] if None in there else []
    if icons.keys().isdisjoint(titles.values()):
        return [*receded, *rest]
    own: dict[str, Icon] = {"removed": _struck, "redated": _joined}
    first = [
        Entry(own.get(kind) or icons.get(titles[kind]) or _point(kind), titles[kind])
        for kind in KINDS
        if kind in there
    ]
    twice = [spoken.say(key) for key in ("status.disputed", "legend.other_date")]
    return [*first, *receded, *(entry for entry in rest if entry.text not in twice)]


def _receded(x: float, y: float) -> Sequence[Shape]:
    return [marks.point(x, y, marks.SMALL, 0, "receded")]


def _point(kind: str) -> Icon:
    number = KINDS.index(kind)
    return lambda x, y: [marks.point(x, y, marks.RADIUS, number, f"group-{number}")]


def _struck(x: float, y: float) -> Sequence[Shape]:
    kind = KINDS.index("removed")
    return marks.draw(Mark(None, "", kind, f"group-{kind}", (Piece(x, x, True),), status="disputed"), y)


def _joined(x: float, y: float) -> Sequence[Shape]:
    kind = KINDS.index("redated")
    pieces = Piece(x + 5, x + 5, True), Piece(x - 7, x - 7, False, aside=True)
    return marks.draw(Mark(None, "", kind, f"group-{kind}", pieces), y)


def _description(shown: Comparison, timeline: Timeline, own: Language) -> str:
    """What is compared, and the events of each kind, as far as they are not too many."""
    lines = [own.sentence(_compared(shown, own))]
    for kind in KINDS:
        events = [event for event in timeline.events if event.group == kind]
        if events:
            named = [f"{event.title} ({words(event.date, language=own)})" for event in events[:NAMED]]
            more = ["…"] if len(events) > NAMED else []
            listed = own.joined([*named, *more], "list.of_phrases")
            named_kind = _capital(own.say(f"difference.{kind}"))
            lines.append(own.sentence(own.say("difference.count", kind=named_kind, count=listed)))
    return " ".join(lines)
