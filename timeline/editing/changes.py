"""The changes themselves. Each is a few edits by path, and says in words what it has done.

They work on what the text says and not on a checked timeline, so that a file with a fault can be mended by
them, too. The text has to be readable as JSON.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline import pipeline, source
from timeline.editing.names import readable_id
from timeline.editing.values import documented_keys, meant, pattern_of, short_key
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Path
from timeline.source import edit as splice

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
    place: int | None = None  # of a new event, in the list


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
) -> Change:
    """A new event, in the order of dates. Without ``id`` it gets one that is made from its title."""
    from timeline.editing.order import place_in_time  # late, for it reads dates

    document: Any = source.read(text).value
    if isinstance(document, dict) and "events" not in document:
        text, document = splice.insert(text, ("events",), []), {**document, "events": []}
    events = _events(document)
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
    dates = [each.get("date") for each in events]
    place = place_in_time(date, dates, document.get("timezone"))
    changed = splice.insert(text, ("events", place), event)
    return Change(changed, f"added {event['id']} to", _neighbours(events, place), place)


def assign(text: str, one: str, pairs: Sequence[tuple[str, str]]) -> Change:
    """New values for keys of an event, as they were typed; an empty one removes its key.

    A key with dots leads into a value: ``image.alt``, ``sources.0.quote``; the number one past the last of a
    list adds to it.
    """
    index = _index(text, one)
    for key, written in pairs:
        if key == "id":
            raise Refused("links go by the id; to change both: timeline rename ID NEW")
        event = _events(source.read(text).value)[index]
        text = _assigned(text, index, event, key, written)
    return Change(text, f"changed {', '.join(key for key, _ in pairs)} of {one} in")


def remove(text: str, one: str, *, force: bool = False) -> Change:
    """The text without an event. Links that lead to it are in the way, or with ``force`` go with it."""
    change = delete_event(text, _index(text, one), force=force, way_out="--force takes these links out, too")
    return change._replace(done=f"removed {one} from")


def delete_event(text: str, index: int, *, force: bool, way_out: str) -> Change:
    """The text without the event of a number, as by ``remove``; ``way_out`` ends the refusal."""
    events = _events(source.read(text).value)
    if index >= len(events):
        raise LookupError(f"there is no event {index}")
    id, one = events[index].get("id"), _name(events[index])
    linking = [
        number
        for number, event in enumerate(events)
        if number != index and id is not None and id in map(_target, _links(event))
    ]
    named = _listed([_name(events[number]) for number in linking])
    if linking and not force:
        raise Refused(f"{one} is linked to by {named}; {way_out}")
    for number in linking:
        path: Path = ("events", number, "links")
        links = [link for link in _links(events[number]) if _target(link) != id]
        text = splice.put(text, path, links) if links else splice.remove(text, path)
    detail = f"with the links to it from {named}" if linking else ""
    return Change(splice.remove(text, ("events", index)), f"removed {one}", detail)


def rename(text: str, one: str, new: str) -> Change:
    """Another id for an event, or its first, with all the links that lead there."""
    change = rename_event(text, _index(text, one), new)
    return change._replace(done=f"renamed {one} to {new} in")


def rename_event(text: str, index: int, new: str) -> Change:
    """Another id for the event of a number, as by ``rename``."""
    events = _events(source.read(text).value)
    if index >= len(events):
        raise LookupError(f"there is no event {index}")
    old, one = events[index].get("id"), _name(events[index])
    if any(event.get("id") == new for number, event in enumerate(events) if number != index):
        raise Refused(f"another event has the id {new!r} already")
    text = put_key(text, ("events", index), events[index], "id", new)
    changed = 0
    for number, event in enumerate(events):
        for place, link in enumerate(_links(event)):
            if old is not None and _target(link) == old and old != new:
                text = splice.put(text, ("events", number, "links", place, "to"), new)
                changed += 1
    links = f"with {changed} link{'' if changed == 1 else 's'} to it" if changed else ""
    return Change(text, f"renamed {one} to {new}", links)


# The events of a text


def _events(document: Any) -> list[Object]:
    """The events, an empty object for what is none. Raises ``LookupError`` where there is no list of them."""
    events = document.get("events") if isinstance(document, dict) else None
    if not isinstance(events, list):
        raise LookupError("there is no list of events")
    return [event if isinstance(event, dict) else {} for event in events]


def _index(text: str, one: str) -> int:
    """The number of the event with an id or, where there is none, with a title that no other one has."""
    events = _events(source.read(text).value)
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


def _name(event: Object) -> str:
    """What to call an event: its id or, for want of one, its title."""
    return str(event["id"]) if "id" in event else f"“{str(event.get('title', ''))[:60]}”"


def _listed(names: Sequence[str]) -> str:
    """Names for a message, not more of them than anybody reads."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _neighbours(events: Sequence[Object], place: int) -> str:
    before, after = events[place - 1 : place] if place else [], events[place : place + 1]
    if before and after:
        return f"between {_name(before[0])} and {_name(after[0])}"
    if before or after:
        return f"behind {_name(before[0])}" if before else f"before {_name(after[0])}"
    return ""


# One value


def _assigned(text: str, index: int, event: Object, key: str, written: str) -> str:
    """The text with what was written for a key, which may lead into values."""
    root: Path = ("events", index)
    steps = [key] if key in event else key.split(".")
    held: Any = event
    path: Path = ()
    for number, name in enumerate(steps):
        step = _step(held, name, path)
        known = step in held if isinstance(held, dict) else isinstance(step, int) and step < len(held)
        if not known:
            if not written:
                raise Refused(f"there is no {key} to be removed")
            rest = steps[number + 1 :]
            value: Any = meant(pattern_of(steps), written)
            for each in reversed(rest):
                value = [value] if each == "0" else {each: value}
            if isinstance(step, str):
                return put_key(text, root + path, held, step, value, ranked=not path)
            return splice.insert(text, (*root, *path, step), value)
        path, held = (*path, step), held[step]
        first = short_key(pattern_of(path))
        if isinstance(held, str) and written and number + 2 == len(steps) and first:
            value = meant(pattern_of(steps), written)  # "app" says as much as {"source": "app"}
            return splice.put(text, (*root, *path), {first: held, steps[-1]: value})
    if not written:
        return splice.remove(text, root + with_what_it_empties(event, path))
    return splice.put(text, root + path, meant(pattern_of(path), written))


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
