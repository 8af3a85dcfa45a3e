"""What the page can ask to be done to the text: one function for each operation, text in and text out.

An operation comes as an object from JSON and is not to be trusted in any way. ``carry_out`` raises
``Refused``, with a sentence for the user, for all that cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline import source
from timeline.editing import Refused, changes
from timeline.editing.changes import put_key, with_what_it_empties
from timeline.editor import checks
from timeline.editor.draft import BEYOND, units
from timeline.editor.excerpt import edit_near
from timeline.editor.sheet import Sheet
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Path
from timeline.source import edit as splice

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Op: TypeAlias = "Mapping[str, Any]"

DEEPEST = 20
"""Steps of a path: more than twice as many as any value of a document is deep."""
LARGEST_NUMBER = 10**9


class Done(NamedTuple):
    """The text that came of an operation, and what it did, in words for the undo button.

    ``select`` is the number of the event to choose now, and ``said`` a sentence for the user.
    """

    text: str
    label: str
    select: int | None = None
    said: str | None = None


def carry_out(sheet: Sheet, op: object) -> Done:
    """The text of a sheet with an operation done to it. Raises ``Refused``."""
    if not isinstance(op, dict) or not isinstance(op.get("op"), str) or op["op"] not in OPERATIONS:
        raise Refused(f"there is no such operation; there are: {', '.join(OPERATIONS)}")
    try:
        done = OPERATIONS[op["op"]](sheet, op)
    except LookupError as fault:
        raise Refused(f"that is not in the document (any more): {_plain(fault)}") from None
    except RecursionError:
        raise Refused("that is nested too deeply") from None
    except ValueError as fault:
        if isinstance(fault, Refused):
            raise
        if not sheet.readable:
            raise Refused("the text has errors that have to be mended first, in the text itself") from None
        raise Refused(f"that cannot stand in a document: {_plain(fault)}") from None
    if not is_whole(done.text):
        raise Refused("that would leave half of a character behind")
    return done


def _plain(fault: Exception) -> str:
    return str(fault.args[0])[:200] if fault.args else "nothing is there"


# By path


def _put(sheet: Sheet, op: Op) -> Done:
    path, value = _path(op), _value(op)
    if not path:
        raise Refused("the whole document cannot be put; change the text instead")
    path, value = _from_what_is_there(_document(sheet), path, value)
    text = edit_near(sheet, path, lambda text, path: _put_into(text, path, value))
    return Done(text, f"change {_named(sheet.value, _path(op))}")


def _put_into(text: str, path: Path, value: object) -> str:
    """The text with a value at a path that leads there but for its last step."""
    held = _at(source.read(text).value, path[:-1])
    if isinstance(held, dict) and isinstance(path[-1], str):
        return put_key(text, path[:-1], held, path[-1], value)
    if isinstance(held, list) and path[-1] == len(held):
        return splice.insert(text, path, value)
    return splice.put(text, path, value)


def _from_what_is_there(document: object, path: Path, value: object) -> tuple[Path, object]:
    """A path and a value, or where something on the way is missing, the path of that with all the rest."""
    held: Any = document
    for number, step in enumerate(path[:-1]):
        if _has(held, step):
            held = held[step]
            continue
        for each in reversed(path[number + 1 :]):
            if isinstance(each, int) and each:
                raise Refused(f"a new list begins with place 0, and not with {each}")
            value = [value] if isinstance(each, int) else {each: value}
        return path[: number + 1], value
    return path, value


def _insert(sheet: Sheet, op: Op) -> Done:
    whole, value = _path(op), _value(op)
    if len(whole) < 2 or not isinstance(whole[-1], int):
        raise Refused("the path has to end with a place in a list")
    path, value = _from_what_is_there(_document(sheet), whole, value)
    put = splice.insert if path == whole else _put_into
    text = edit_near(sheet, path, lambda text, path: put(text, path, value))
    select = whole[-1] if whole[:-1] == ("events",) else None
    return Done(text, f"add to {_named(sheet.value, whole[:-1])}", select)


def _remove(sheet: Sheet, op: Op) -> Done:
    path, document = _path(op), _document(sheet)
    _at(document, path)
    label = f"remove {_named(document, path)}"
    if _is_event(path[:2]) and len(path) > 2:
        path = (*path[:2], *with_what_it_empties(_at(document, path[:2]), path[2:]))
    return Done(edit_near(sheet, path, splice.remove), label)


def _move(sheet: Sheet, op: Op) -> Done:
    path, place = _path(op), _number(op, "place")
    label = f"move {_named(_document(sheet), path)}"
    select = place if path[:-1] == ("events",) else None
    if path[:-1] == ("events",):
        return Done(splice.move(sheet.text, path, place), label, select)
    return Done(edit_near(sheet, path, lambda text, path: splice.move(text, path, place)), label, select)


# Events


def _add(sheet: Sheet, op: Op) -> Done:
    date, title = _text(op, "date").strip(), _text(op, "title").strip()
    group = _text(op, "group") if op.get("group") is not None else None
    if not date or not title:
        raise Refused("a new event needs a date and a title")
    document = _document(sheet)
    if isinstance(document, dict) and "events" not in document:
        document = {**document, "events": []}
    new = changes.new_event(document, date, title, group=group)
    step = {"path": ["events", new.place], "value": new.event}
    said = f"added “{title[:60]}” {new.between}".strip()
    return Done(_insert(sheet, step).text, f"add “{title[:60]}”", new.place, said)


def _rename(sheet: Sheet, op: Op) -> Done:
    index, new = _number(op, "event"), _text(op, "id")
    events = _events(sheet, index)
    changes.refuse_taken(events, index, new)
    put = edit_near(
        sheet, ("events", index, "id"), lambda text, path: put_key(text, path[:-1], events[index], "id", new)
    )
    text, links = changes.relinked(put, events, index, new)
    said = f"renamed {changes.name(events[index])} to {new}{_more(changes.with_links(links))}"
    return Done(text, f"rename to {new[:60]}", said=said)


def _delete(sheet: Sheet, op: Op) -> Done:
    index, force = _number(op, "event"), op.get("force", False)
    if not isinstance(force, bool):
        raise Refused("force is true or false")
    events = _events(sheet, index)
    linking = changes.linking_to(events, index)
    one, named = changes.name(events[index]), changes.listed([changes.name(events[each]) for each in linking])
    if linking and not force:
        raise Refused(f"{one} is linked to by {named}; delete these links, too, to delete it")
    if linking:
        text = splice.remove(changes.unlinked(sheet.text, events, index), ("events", index))
    else:
        text = edit_near(sheet, ("events", index), splice.remove)
    detail = f"with the links to it from {named}" if linking else ""
    return Done(text, f"delete {one[:60]}", said=f"deleted {one}{_more(detail)}")


def _events(sheet: Sheet, index: int) -> list[dict[str, Any]]:
    """The events of a document that has one of this number."""
    events = changes.events_of(_document(sheet))
    if index >= len(events):
        raise LookupError(f"there is no event {index}")
    return events


def _more(detail: str) -> str:
    return f", {detail}" if detail else ""


# The text itself


def _raw(sheet: Sheet, op: Op) -> Done:
    """Offsets are UTF-16 code units; halves of characters are made whole with their other halves."""
    text = sheet.text
    at, removed, put = _number(op, "at"), _number(op, "removed"), _text(op, "put", whole=False)
    if text.isascii() or not BEYOND.search(text):
        if at + removed > len(text):
            raise Refused("that is past the end of the text")
        changed = text[:at] + put + text[at + removed :]
    else:
        units = text.encode("utf-16-le")
        if 2 * (at + removed) > len(units):
            raise Refused("that is past the end of the text")
        new = units[: 2 * at] + put.encode("utf-16-le", "surrogatepass") + units[2 * (at + removed) :]
        changed = new.decode("utf-16-le", "surrogatepass")
    return Done(changed, "typing" if put else "deleting")


def _fix(sheet: Sheet, op: Op) -> Done:
    from timeline.editing import fixes  # most runs never need it

    code, place = _text(op, "code"), (_number(op, "line"), _number(op, "from"))
    lines = source.Lines(sheet.text)
    found = checks.check(sheet, lambda _: None).diagnostics
    for one in found:
        there = one.line, units(lines.line(one.line), one.mark - 1)
        if one.fix is not None and (one.code, there) == (code, place):
            text = fixes.mended(sheet.text, one)
            before = next((other for other in found if other.code.startswith("json-")), None)
            if text is None and before is not None and before is not one:
                raise Refused(f"mend line {before.line} first: {before.message}")
            if text is None:
                raise Refused("mending that alone could change something else; look at what stands around it")
            return Done(text, one.fix.title[:80], said=f"mended: {one.message}")
    raise Refused("there is no certain way to mend that; see its help")


def _mend(sheet: Sheet, _op: Op) -> Done:
    from timeline.editing import fixes  # as above

    made = fixes.fixed(sheet.text)
    count = sum(len(one.reasons) for one in made.fixes)
    if not count:
        raise Refused("nothing can be mended for certain; see what helps with each problem")
    return Done(made.text, "mend all that is certain", said=f"mended {count:,}, {len(made.left):,} left")


def _tidy(sheet: Sheet, _op: Op) -> Done:
    from timeline.editing.canonical import canonical

    return Done(canonical(sheet.text), "tidy the text")


OPERATIONS: dict[str, Callable[[Sheet, Op], Done]] = {
    "put": _put,
    "insert": _insert,
    "remove": _remove,
    "move": _move,
    "add": _add,
    "rename": _rename,
    "delete": _delete,
    "text": _raw,
    "fix": _fix,
    "mend": _mend,
    "tidy": _tidy,
}


# What an operation says


def _path(op: Op) -> Path:
    path = op.get("path")
    if not isinstance(path, list) or len(path) > DEEPEST:
        raise Refused("a path is a list of keys and places")
    for step in path:
        if isinstance(step, str) and is_whole(step):
            continue
        if type(step) is not int or not 0 <= step < LARGEST_NUMBER:
            raise Refused("a path is a list of keys and places")
    return tuple(path)


def _value(op: Op) -> object:
    if "value" not in op:
        raise Refused("there is no value")
    return op["value"]


def _number(op: Op, key: str) -> int:
    number = op.get(key)
    if type(number) is not int or not 0 <= number < LARGEST_NUMBER:
        raise Refused(f"{key} has to be a whole number")
    return number


def _text(op: Op, key: str, *, whole: bool = True) -> str:
    text = op.get(key)
    if not isinstance(text, str) or (whole and not is_whole(text)):
        raise Refused(f"{key} has to be a text")
    return text


def is_whole(text: str) -> bool:
    """Whether a text has no halves of characters, which no file could hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# The document as it is


def _document(sheet: Sheet) -> Any:
    if not sheet.readable:
        raise Refused("the text has errors that have to be mended first, in the text itself")
    return sheet.value


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        if not _has(value, step):
            raise LookupError(f"there is no {'.'.join(map(str, path))}")
        value = value[step]
    return value


def _has(held: object, step: str | int) -> bool:
    if isinstance(held, dict):
        return isinstance(step, str) and step in held
    return isinstance(held, list) and isinstance(step, int) and 0 <= step < len(held)


def _is_event(path: Path) -> bool:
    return len(path) == 2 and path[0] == "events" and isinstance(path[1], int)


def _named(document: object, path: Path) -> str:
    """What a path leads to, in words: "the title of ceasefire"."""
    if not _is_event(path[:2]):
        return ".".join(map(str, path)) or "the document"
    try:
        event = _at(document, path[:2])
    except LookupError:
        event = None
    known = event if isinstance(event, dict) else {}
    name = str(known.get("id") or known.get("title") or f"event {int(path[1]) + 1}")[:60]
    return f"{path[2]} of {name}" if len(path) > 2 else name
