"""The changes themselves. Each is a few edits by path, and says in words what it has done.

They work on what the text says and not on a checked timeline, so that a file with a fault can be mended by
them, too. The text has to be readable as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from timeline import pipeline, source
from timeline.editing.names import readable_id
from timeline.editing.values import documented_keys, meant, pattern_at, short_key
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Path
from timeline.source import edit as splice
from timeline.source.places import after_blank, members

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Object: TypeAlias = "dict[str, Any]"

MOST_NAMED = 12
"""Events that a message names one by one."""


class Change(NamedTuple):
    """A new text, and what was done, in words before and after the name of the file."""

    text: str
    done: str
    detail: str = ""


class NewEvent(NamedTuple):
    """An event to be put at a place of the list; ``between`` names its neighbours there."""

    event: Object
    place: int
    between: str


class Refused(ValueError):  # noqa: N818 - not an error: an answer
    """The change cannot be made as it was asked for. The message is for the user."""


def add(
    text: str,
    date: str,
    title: str,
    *,
    group: str | None = None,
    sources: Sequence[str] = (),
    id: str | None = None,
    pairs: Sequence[tuple[str, str]] = (),
) -> Change:
    """A new event, in the order of dates. Without ``id`` it gets one that is made from its title. ``pairs``
    are more of its keys with their values, as they were typed."""
    document: Any = source.read(text).value
    if isinstance(document, dict) and "events" not in document:
        text, document = splice.insert(text, ("events",), []), {**document, "events": []}
    for key in ("id", "date", "title"):
        if key in dict(pairs):
            raise Refused(f"{key} is not given as KEY=VALUE here; see: timeline add --help")
    if id is not None:
        refuse_taken(events_of(document), -1, id)
    new = new_event(document, date, title, group=group, sources=sources, id=id)
    text = splice.insert(text, ("events", new.place), new.event)
    for key, written in pairs:
        event = events_of(source.read(text).value)[new.place]
        text = _assigned(text, ("events", new.place), event, key.split("."), written)
    return Change(text, f"added {new.event['id']}{_before_our_era(date)} to", new.between)


def _before_our_era(date: str) -> str:
    """What a date with a minus means, in brackets, for its year is one off; nothing for others."""
    if not date.startswith(("-", "Y-")):
        return ""
    from timeline.dates import DateFault, parse, words  # few dates are so old

    try:
        return f" ({words(parse(date))})"
    except DateFault:
        return ""


def new_event(
    document: Any,
    date: str,
    title: str,
    *,
    group: str | None = None,
    sources: Sequence[str] = (),
    id: str | None = None,
) -> NewEvent:
    """The event that ``add`` puts into a document. Raises ``LookupError`` where that has no list of them."""
    from timeline.editing.order import place_in_time  # late, for it reads dates
    from timeline.model.check import zone_of

    events = events_of(document)
    taken = [event.get("id") for event in events]
    event: Object = {
        "id": readable_id(title, date, taken) if id is None else id,
        "date": date,
        "title": title,
    }
    if group is not None:
        event["group"] = group
    if sources:
        event["sources"] = list(sources)
    place = place_in_time(date, [each.get("date") for each in events], zone_of(document))
    return NewEvent(event, place, _neighbours(events, place))


def assign(text: str, one: str, pairs: Sequence[tuple[str, str]]) -> Change:
    """New values for keys of an event, as they were typed; an empty one removes its key.

    A key with dots leads into a value: ``image.alt``, ``sources.0.quote``; the number one past the last of a
    list adds to it.
    """
    index = _index(text, one)
    for key, written in pairs:
        if key == "id":
            raise Refused("links go by the id; to change both: timeline rename ID NEW")
        event = events_of(source.read(text).value)[index]
        steps = [key] if key in event else key.split(".")
        text = _assigned(text, ("events", index), event, steps, written)
    return Change(text, f"changed {', '.join(key for key, _ in pairs)} of {one} in")


def assign_to_document(text: str, pairs: Sequence[tuple[str, str]]) -> Change:
    """New values for keys of the document itself, as they were typed; an empty one removes its key.

    Groups and sources are called by their ids, and made where there is none yet: ``groups.law.title``,
    ``sources.daily.url``; eras by their numbers.
    """
    for key, written in pairs:
        document = _document(text)
        _refuse_key_of_events(document, key)
        text, steps = _steps_from_document(text, document, key, written)
        text = _assigned(text, (), _document(text), steps, written)
    return Change(text, f"changed {', '.join(key for key, _ in pairs)} in")


def remove(text: str, one: str, *, force: bool = False) -> Change:
    """The text without an event. Links that lead to it are in the way, or with ``force`` go with it."""
    index = _index(text, one)
    events = events_of(source.read(text).value)
    linking = linking_to(events, index)
    named = listed([name(events[number]) for number in linking])
    if linking and not force:
        raise Refused(f"{one} is linked to by {named}; --force takes these links out, too")
    text = unlinked(text, events, index)
    detail = f"with the links to it from {named}" if linking else ""
    return Change(splice.remove(text, ("events", index)), f"removed {one} from", detail)


def rename(text: str, one: str, new: str) -> Change:
    """Another id for an event, or its first, with all the links that lead there."""
    index = _index(text, one)
    events = events_of(source.read(text).value)
    refuse_taken(events, index, new)
    text, changed = relinked(put_key(text, ("events", index), events[index], "id", new), events, index, new)
    return Change(text, f"renamed {one} to {new} in", with_links(changed))


# Links


def linking_to(events: Sequence[Object], index: int) -> list[int]:
    """The numbers of the other events with links to one."""
    id = events[index].get("id")
    if id is None:
        return []
    return [
        number for number, event in enumerate(events) if number != index and id in map(_target, _links(event))
    ]


def refuse_taken(events: Sequence[Object], index: int, id: str) -> None:
    """Raises ``Refused`` where another event than that of a number has the id."""
    if any(event.get("id") == id for number, event in enumerate(events) if number != index):
        raise Refused(f"another event has the id {id!r} already")


def unlinked(text: str, events: Sequence[Object], index: int) -> str:
    """The text without the links that lead to one of its events from others."""
    id = events[index].get("id")

    def edit(event: str, path: Path, links: list[Any]) -> str:
        doomed = [place for place, link in enumerate(links) if _target(link) == id]
        if len(doomed) == len(links):
            return splice.remove(event, (*path, "links"))
        for place in reversed(doomed):
            event = splice.remove(event, (*path, "links", place))
        return event

    return _with_links(text, events, linking_to(events, index), edit)


def relinked(text: str, events: Sequence[Object], index: int, new: str) -> tuple[str, int]:
    """The text with the links that led to one of its events, whose id is another now, and their number."""
    old = events[index].get("id")
    if old is None or old == new:
        return text, 0
    changed = 0

    def edit(event: str, path: Path, links: list[Any]) -> str:
        nonlocal changed
        for place, link in enumerate(links):
            if _target(link) == old:
                event = splice.put(event, (*path, "links", place, "to"), new)
                changed += 1
        return event

    linking = [number for number, event in enumerate(events) if old in map(_target, _links(event))]
    return _with_links(text, events, linking, edit), changed


def _with_links(
    text: str,
    events: Sequence[Object],
    numbers: Sequence[int],
    edit: Callable[[str, Path, list[Any]], str],
) -> str:
    """The text with events edited, whose places are found in one pass; ``edit`` takes a text in which one of
    them stands at a path, and its links. It must not depend on what stands around the event."""
    if not numbers:
        return text
    spans = [span for _, span in members(text, _start_of_events(text))]
    before, after = f"[{_letter(text)},", "]"
    parts: list[str] = []
    done = 0
    for number in numbers:
        span = spans[number]
        made = edit(f"{before}{text[span.start : span.end]}{after}", (1,), _links(events[number]))
        parts += text[done : span.start], made[len(before) : len(made) - len(after)]
        done = span.end
    return "".join((*parts, text[done:]))


def _start_of_events(text: str) -> int:
    return next(span.start for key, span in members(text, after_blank(text, 0)) if key == "events")


def _letter(text: str) -> str:
    """A letter beyond ASCII as the author writes them, for an edit to learn it; nothing if there is none."""
    if not text.isascii():
        return '"é"'
    return '"\\u00e9"' if re.search(r"\\u(?!00[01])", text) else '""'


def with_links(count: int) -> str:
    """How many links were changed, in words; nothing where none were."""
    return f"with {count:,} link{'' if count == 1 else 's'} to it" if count else ""


# The events of a text


def events_of(document: Any) -> list[Object]:
    """The events, an empty object for what is none. Raises ``LookupError`` where there is no list of them."""
    events = document.get("events") if isinstance(document, dict) else None
    if not isinstance(events, list):
        raise LookupError("there is no list of events")
    return [event if isinstance(event, dict) else {} for event in events]


def _index(text: str, one: str) -> int:
    """The number of the event with an id or, where there is none, with a title that no other one has."""
    events = events_of(source.read(text).value)
    for key in ("id", "title"):
        found = [number for number, event in enumerate(events) if event.get(key) == one]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"there are {len(found)} events with the {key} {one!r}")
    if timeline := pipeline.read_text(text).timeline:
        try:
            pipeline.checked_event(one, timeline)
        except ValueError as fault:
            raise Refused(str(fault)) from None
    raise Refused(f"there is no event {one!r}, as far as the file can be read; see: timeline check")


def _links(event: Object) -> list[Any]:
    links = event.get("links")
    return links if isinstance(links, list) else []


def _target(link: object) -> object:
    return link.get("to") if isinstance(link, dict) else None


def name(event: Object) -> str:
    """What to call an event: its id or, for want of one, its title."""
    return str(event["id"]) if "id" in event else f"“{str(event.get('title', ''))[:60]}”"


def listed(names: Sequence[str]) -> str:
    """Names for a message, not more of them than anybody reads."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _neighbours(events: Sequence[Object], place: int) -> str:
    before, after = events[place - 1 : place] if place else [], events[place : place + 1]
    if before and after:
        return f"between {name(before[0])} and {name(after[0])}"
    if before or after:
        return f"behind {name(before[0])}" if before else f"before {name(after[0])}"
    return ""


# One value


def _document(text: str) -> Object:
    document = source.read(text).value
    if not isinstance(document, dict):
        raise LookupError("the document is no object")
    return document


def _refuse_key_of_events(document: Object, key: str) -> None:
    """Raises ``Refused`` for what only stands in an event."""
    first = key.partition(".")[0]
    if first == "events":
        raise Refused("events are changed one by one: timeline set ID KEY=VALUE")
    if first not in documented_keys(()) and first not in document and first in documented_keys(("events", 0)):
        raise Refused(f"{first} is a key of events; say of which one: timeline set ID {key}=…")


def _steps_from_document(text: str, document: Object, key: str, written: str) -> tuple[str, list[str]]:
    """The parts of a key of the document, a group by its number; the text, with a group that is new."""
    first, _, rest = key.partition(".")
    if key in document or first not in ("groups", "sources") or not rest:
        return text, [key] if key in document else key.split(".")
    held = document.get(first)
    if first == "groups":
        groups = held if isinstance(held, list) else []
        ids = [str(one.get("id")) if isinstance(one, dict) else "" for one in groups]
    else:
        ids = list(held) if isinstance(held, dict) else []
    known = [id for id in ids if id and f"{rest}.".startswith(f"{id}.")]
    id = max(known, key=len) if known else rest.partition(".")[0]  # an id may have dots
    more = rest[len(id) + 1 :].split(".") if len(rest) > len(id) else []
    if first == "sources":
        return text, [first, id, *more]
    if known:
        return text, [first, str(ids.index(id)), *more]
    if id.isdigit():
        return text, [first, id, *more]
    if not written or not more:
        hint = f"; to make it: timeline set groups.{id}.title=…" if written else ""
        raise Refused(f"there is no group {id!r}{hint}")
    if first not in document:
        text = put_key(text, (), document, first, [{"id": id}])
    else:
        text = splice.insert(text, (first, len(ids)), {"id": id})
    return text, [first, str(len(ids)), *more]


def _assigned(text: str, root: Path, within: Object, steps: Sequence[str], written: str) -> str:
    """The text with what was written for a key of the object at ``root``; it may lead into values."""
    held: Any = within
    path: Path = ()
    for number, name in enumerate(steps):
        step = _step(held, name, path)
        known = step in held if isinstance(held, dict) else isinstance(step, int) and step < len(held)
        if not known:
            if not written:
                raise Refused(f"there is no {'.'.join(steps)} to be removed")
            rest = steps[number + 1 :]
            value: Any = meant(pattern_at((*root, *steps)), written)
            for each in reversed(rest):
                value = [value] if each == "0" else {each: value}
            if isinstance(step, str):
                return put_key(text, root + path, held, step, value, ranked=not path)
            return splice.insert(text, (*root, *path, step), value)
        path, held = (*path, step), held[step]
        first = short_key(pattern_at(root + path))
        if isinstance(held, str) and written and number + 2 == len(steps) and first:
            value = meant(pattern_at((*root, *steps)), written)  # "app" says as much as {"source": "app"}
            return splice.put(text, (*root, *path), {first: held, steps[-1]: value})
    if not written:
        return splice.remove(text, root + with_what_it_empties(within, path))
    return splice.put(text, root + path, meant(pattern_at(root + path), written))


def _step(held: Any, name: str, path: Path) -> str | int:
    """The key or the place that a part of a dotted key means in a value."""
    if isinstance(held, dict):
        return name
    where = ".".join(map(str, path))
    if not isinstance(held, list):
        raise Refused(f"{where} is a single value; nothing in it is called {name}")
    if name.isascii() and name.isdigit() and len(name) < 9 and int(name) <= len(held):
        return int(name)
    numbers = f"0 to {len(held) - 1}, or {len(held)} for one more" if held else "0"
    raise Refused(f"{where} is a list; say which of it by its number, as {where}.0 (there are {numbers})")


def with_what_it_empties(event: Object, path: Path) -> Path:
    """The path of a value, or of the list or object around it that holds nothing else."""
    around: Any = event
    held = [around := around[step] for step in path[:-1]]
    while held and len(held.pop()) == 1:
        path = path[:-1]
    return path


def put_key(text: str, path: Path, held: Object, key: str, value: object, *, ranked: bool = True) -> str:
    """A value at a key of an object; a new key stands where the documents list it."""
    known = documented_keys(path) if ranked else ()
    if key in held or key not in known:
        return splice.put(text, (*path, key), value)
    before_it = known[: known.index(key)]
    keys = list(held)
    earlier = [number for number, one in enumerate(keys) if one in before_it]
    place = earlier[-1] + 1 if earlier else 0
    before = keys[place] if place < len(keys) else None
    return splice.insert(text, (*path, key), value, before)
