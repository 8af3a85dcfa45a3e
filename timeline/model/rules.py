"""The rules that need the whole document: ids that must be known, and what is suspicious though it can be
drawn.

One function per rule. Each takes the timeline as far as it could be read and yields its problems; ``RULES``
names with each the keys of the document that it judges by, and where one of them could not be read, its
rule is silent. A rule first asks at the speed of sets whether there is anything to say, and looks for the
places only then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from timeline.colours import GROUNDS, MARK_CONTRAST, contrast, readable
from timeline.dates import Date, Instant
from timeline.languages import TABLES, has_table
from timeline.model.context import direction
from timeline.model.document import Event, Timeline
from timeline.model.patterns import LANGUAGE, is_hexadecimal
from timeline.model.remarks import nearest
from timeline.records import TYPE_CHECKING
from timeline.source import Path, Problem, instead

if TYPE_CHECKING:
    from typing import TypeAlias

DAY = 86_400_000_000
"""Microseconds in a day."""


def languages_without_a_table(timeline: Timeline) -> Iterator[Problem]:
    tag = timeline.lang
    if tag is None or has_table(tag) or not re.match(LANGUAGE, tag):
        return  # what is no language tag at all has been reported
    message = f"there are no words for “{tag[:60]}”: dates will be numbers, and our own words English"
    yield Problem("lang-unknown", "warning", message, ("lang",), help=f"there are {', '.join(TABLES)}")


def repeated_event_ids(timeline: Timeline) -> Iterator[Problem]:
    ids = [event.id for event in timeline.events]
    yield from _repeated(ids, "event", "events")


def repeated_group_ids(timeline: Timeline) -> Iterator[Problem]:
    yield from _repeated([group.id for group in timeline.groups], "group", "groups")


def _repeated(ids: list[str | None], named: str, key: str) -> Iterator[Problem]:
    twice = {one for one, count in Counter(ids).items() if count > 1 and one is not None}
    first: dict[str, int] = {}
    for index, one in enumerate(ids if twice else ()):
        if one in twice and one is not None:
            if one in first:
                message = f"the id “{one}” is taken by another {named}"
                yield Problem("id-twice", "error", message, (key, index, "id"), see=(key, first[one], "id"))
            first.setdefault(one, index)


def unknown_groups(timeline: Timeline) -> Iterator[Problem]:
    known = {group.id for group in timeline.groups}
    if None in known or {event.group for event in timeline.events} <= known | {None}:
        return  # a group whose id could not be read has been reported, and may be the one that is meant
    for index, event in enumerate(timeline.events):
        if event.group is not None and event.group not in known:
            yield _unknown("group", event.group, known, ("events", index, "group"))


def unknown_sources(timeline: Timeline) -> Iterator[Problem]:
    known = timeline.sources.keys()
    if {cited.source for event in timeline.events for cited in event.sources} <= known:
        return
    for index, event in enumerate(timeline.events):
        for number, cited in enumerate(event.sources):
            if _is_unknown(cited.source, known):
                yield _unknown("source", cited.source, known, ("events", index, "sources", number, "source"))


def unknown_sources_of_figures(timeline: Timeline) -> Iterator[Problem]:
    known = timeline.sources.keys()
    for index, event in enumerate(timeline.events):
        for number, figure in enumerate(event.figures):
            if figure.source is not None and _is_unknown(figure.source, known):
                yield _unknown("source", figure.source, known, ("events", index, "figures", number, "source"))


def unknown_links(timeline: Timeline) -> Iterator[Problem]:
    known: set[str] | None = None
    for index, number, event in _links(timeline):
        if known is None:
            known = {one.id for one in timeline.events if one.id is not None}
        target = event.links[number].to
        if _is_unknown(target, known):
            yield _unknown("event", target, known, ("events", index, "links", number, "to"))


def _is_unknown(one: str | None, known: Iterable[str]) -> bool:
    # Where the id itself could not be read, that has been said.
    return one is not None and one not in known


def _unknown(named: str, one: str, known: Iterable[str], path: Path) -> Problem:
    known = list(known)
    close = nearest(one, known)
    where = f'list it under "{named}s"' if named != "event" else 'give the event meant an "id"'
    fix = None
    if close:
        from timeline.model.slips import sure_id  # late, to keep start-up fast

        sure = sure_id(one, known)
        fix = instead(sure, f'write "{sure}", the only id like it') if sure else None
    message = f"no {named} has the id “{one[:60]}”"
    return Problem("id-unknown", "error", message, path, help=close or where, fix=fix)


def links_to_itself(timeline: Timeline) -> Iterator[Problem]:
    for index, number, event in _links(timeline):
        if event.id is not None and event.links[number].to == event.id:
            message = "an event cannot be linked to itself"
            yield Problem("link-self", "error", message, ("events", index, "links", number, "to"))


def _links(timeline: Timeline) -> Iterator[tuple[int, int, Event]]:
    """The links, as the index of their event, their number in it, and the event."""
    for index, event in enumerate(timeline.events):
        if event.links:
            for number in range(len(event.links)):
                yield index, number, event


def effects_before_causes(timeline: Timeline) -> Iterator[Problem]:
    """Warns of a link whose label, or lack of one, makes an event the cause of one that was over before it
    began.

    Only where no doubt is left: other labels ("invokes", "suspends") may well point back in time.
    """
    events: dict[str | None, Event] | None = None
    for index, number, event in _links(timeline):
        if events is None:
            events = {one.id: one for one in reversed(timeline.events)}
        link = event.links[number]
        other = events.get(link.to)
        said = direction(link.label)
        if other is None or not said or other is event or event.title is None or other.title is None:
            continue
        cause, effect = (event, other) if said == "causes" else (other, event)
        if _is_before(effect.date, cause.date):
            message = f"“{effect.title[:60]}” is over before its cause “{cause.title[:60]}” begins"
            help = "turn the link round, or give it a label that says what joins the two"
            yield Problem("link-backwards", "warning", message, ("events", index, "links", number), help=help)


def sources_before_events(timeline: Timeline) -> Iterator[Problem]:
    dated = {
        one.id: one.date
        for one in timeline.sources.values()
        if one.date is not None and one.date.last is not None
    }
    if not dated:
        return
    ends = {one: date.last for one, date in dated.items()}
    for index, event in enumerate(timeline.events):
        for number, cited in enumerate(event.sources):
            end = ends.get(cited.source)
            if end is None or event.date is None or cited.stance == "mentions":
                continue  # to mention what is to come is no mistake
            date = cited.date or event.date
            if date.first is not None and end < date.first and _is_before(dated[cited.source], date):
                message = f"the source is dated {dated[cited.source].text}, before the event"
                see = ("sources", cited.source, "date")
                path = ("events", index, "sources", number, "source")
                yield Problem("source-early", "warning", f"{message}: see its date", path, see=see)


def _is_before(one: Date | None, other: Date | None) -> bool:
    """Whether one date was surely over before the other began.

    Not where either is doubtful. An offset makes a day begin earlier or later than the document's own by up
    to a day.
    """
    if one is None or other is None or one.last is None or other.first is None:
        return False
    if one.approximate or one.uncertain or other.approximate or other.uncertain:
        return False
    slack = DAY if one.offset != other.offset else 0
    return one.last + slack < other.first


def equal_events(timeline: Timeline) -> Iterator[Problem]:
    """Warns of events with the same title and the same date, however it is written."""
    titles = Counter([event.title for event in timeline.events])
    if len(titles) == len(timeline.events):
        return
    first: dict[tuple[str, Instant | None, Instant | None], int] = {}
    for index, event in enumerate(timeline.events):
        if event.date is None or event.title is None or titles[event.title] == 1:
            continue
        earlier = first.setdefault((event.title, event.date.first, event.date.last), index)
        if earlier != index:
            message = "an event with this date and title stands already"
            path: Path = ("events", index, "title")
            yield Problem("event-twice", "warning", message, path, see=("events", earlier, "title"))


def unused_sources(timeline: Timeline) -> Iterator[Problem]:
    used = {cited.source for event in timeline.events for cited in event.sources}
    used |= {figure.source for event in timeline.events for figure in event.figures if figure.source}
    for one in timeline.sources:
        if one not in used:
            message = f"no event cites the source “{one[:60]}”"
            yield Problem("source-unused", "warning", message, ("sources", one), key=True)


def unused_groups(timeline: Timeline) -> Iterator[Problem]:
    used = {event.group for event in timeline.events}
    for index, group in enumerate(timeline.groups):
        if group.id is not None and group.id not in used:
            message = f"no event belongs to the group “{group.id[:60]}”"
            yield Problem("group-unused", "warning", message, ("groups", index, "id"))


def faint_colours(timeline: Timeline) -> Iterator[Problem]:
    """Warns of a colour in whose place another shade is drawn.

    Judged on the ground of the file's own theme, or on both where it has none or follows the reader.
    """
    theme = timeline.display.theme or "auto"
    grounds = GROUNDS if theme == "auto" else {name: GROUNDS[name] for name in GROUNDS if name == theme}
    for index, group in enumerate(timeline.groups):
        if group.color is None or group.color[:1] != "#" or not is_hexadecimal(group.color[1:]):
            continue  # none, or one that could not be read
        for name, ground in grounds.items():
            ratio = contrast(group.color, ground)
            if ratio < MARK_CONTRAST:
                shade = readable(group.color, ground, MARK_CONTRAST)
                message = f"{group.color} has a contrast of only {ratio:.2f} : 1 with the {name} ground"
                help = f'{shade} is drawn there in its place; "color": "{shade}" would do on either ground'
                yield Problem("color-contrast", "warning", message, ("groups", index, "color"), help=help)


def images_without_alt(timeline: Timeline) -> Iterator[Problem]:
    for index, event in enumerate(timeline.events):
        if event.image is not None and event.image.alt is None:
            message = "the image has no “alt” for those who cannot see it"
            help = 'add "alt": "…" with what it shows'
            yield Problem("image-alt", "warning", message, ("events", index, "image"), help=help)


def missing_pictures(timeline: Timeline, fault: Callable[[str], str | None]) -> Iterator[Problem]:
    """Not among ``RULES``: only who may look at files knows. ``fault`` says what is wrong with a path."""
    for index, event in enumerate(timeline.events):
        src = event.image.src if event.image is not None else None
        if src is not None and not src.startswith("data:") and (reason := fault(src)):
            message = f"the picture cannot be shown: {reason}"
            help = "the path starts at the folder of the events file; the page says it instead"
            yield Problem("image-missing", "warning", message, ("events", index, "image", "src"), help=help)


def events_without_sources(timeline: Timeline) -> Iterator[Problem]:
    """Not among ``RULES``: only some files are held to it."""
    for index, event in enumerate(timeline.events):
        if not event.sources:
            message, help = "the event has no sources", 'add "sources": ["…"]'
            yield Problem("event-unsourced", "error", message, ("events", index), help=help)


Rule: TypeAlias = Callable[[Timeline], Iterator[Problem]]

RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (languages_without_a_table, frozenset({"lang"})),
    (repeated_event_ids, frozenset({"events"})),
    (repeated_group_ids, frozenset({"groups"})),
    (unknown_groups, frozenset({"events", "groups"})),
    (unknown_sources, frozenset({"events", "sources"})),
    (unknown_sources_of_figures, frozenset({"events", "sources"})),
    (unknown_links, frozenset({"events"})),
    (links_to_itself, frozenset({"events"})),
    (effects_before_causes, frozenset({"events"})),
    (sources_before_events, frozenset({"events", "sources"})),
    (equal_events, frozenset({"events"})),
    (unused_sources, frozenset({"events", "sources"})),
    (unused_groups, frozenset({"events", "groups"})),
    (faint_colours, frozenset({"groups"})),
    (images_without_alt, frozenset({"events"})),
)
ABOUT_IDS = frozenset(
    {
        repeated_event_ids,
        unknown_groups,
        unknown_sources,
        unknown_sources_of_figures,
        unknown_links,
        unused_sources,
        unused_groups,
    }
)
"""What cannot be judged where a part of the text was skipped: the id that is missed may stand in it."""
