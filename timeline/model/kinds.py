"""The kinds of values that the document is made of.

Each kind says three things from one definition: how a value is read (``reader`` gives the function, which
hands back what the timeline keeps or raises ``Remarks``), what an editor is told (``schema``, JSON Schema
draft-07), and what a person is told (``words``, which finish the sentence "must be …"). Readers run once
for each value of a document that may have a million, so they are plain functions, made once for a document,
that do nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from timeline.dates import Date, DateFault, Zone, parse, zone
from timeline.model import patterns
from timeline.model.characters import look
from timeline.model.remarks import Remarks, can_be_mended, nearest, refuse
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.source import Meant, Problem, instead

if TYPE_CHECKING:
    from typing import Any, NoReturn, Protocol, TypeAlias

    class Kind(Protocol):
        """A kind of value."""

        @property
        def words(self) -> str:
            """What a value must be, in plain words."""

        def reader(self, zone: Zone) -> Reader:
            """The function that reads a value of a document whose own time zone is ``zone``."""

        def schema(self) -> Schema:
            """The JSON Schema of a value."""


Reader: TypeAlias = "Callable[[object], Any]"
Schema: TypeAlias = "dict[str, Any]"


_TYPES = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


_LEAVE_OUT = "leave the key out where there is nothing to say"


def wrong_type(
    words: str, value: Any, usable: object = None, *, shape: str | None = None, fix: Meant | None = None
) -> NoReturn:
    """Refuse a value that is not of the JSON type it should be; ``shape`` says how it would be written, and
    ``usable`` is what the rules that follow may use. What is null is left out."""
    found = "null" if value is None else _TYPES.get(type(value), "something else")
    help = _LEAVE_OUT if value is None else None
    if type(value) in (int, float) and "in double quotes" in words:
        help = "put it in double quotes" + (f': "{value}"' if abs(value) < 10**15 else "")
    fix = Meant("away") if value is None else fix
    refuse("type", f"must be {words}, not {found}", usable, help=shape or help, fix=fix)


def quoted(value: object) -> Meant | None:
    """A number between quotes, as it is written."""
    return Meant("around", '"', '"') if type(value) in (int, float) else None


def _slips() -> Any:
    """What people write in place of what is asked for; imported only once something is wrong."""
    from timeline.model import slips

    return slips


class Text(NamedTuple):
    """A text. ``blank`` says whether it may be empty, ``lines`` whether it may have line breaks."""

    blank: bool = True
    lines: bool = False
    words: str = "a text, in double quotes"

    def reader(self, zone: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        words, blank, lines = self.words, self.blank, self.lines

        def read(value: object) -> str:
            if type(value) is not str:
                wrong_type(words, value, fix=quoted(value))
            if not value.isprintable():
                look(value, lines)
            if not blank and not value.strip():
                refuse("text-empty", "must not be empty", value)
            return value

        return read

    def schema(self) -> Schema:
        return {"type": "string", "pattern": patterns.text(self.blank, self.lines)}


def _no_help(text: str) -> None:
    """No hint how to put a text right."""


class Pattern(NamedTuple):
    """A text of a certain form. ``made`` gives what the timeline keeps of it, ``help`` the way to put a text
    right, and ``meant`` what it can only have meant, which may be of another form still."""

    words: str
    code: str
    pattern: str
    help: Callable[[str], str | None] = _no_help
    made: Callable[[str], str] = str
    meant: Callable[[str], str | None] = _no_help

    def reader(self, zone: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        words, code, help, made = f"{self.words}, in double quotes", self.code, self.help, self.made
        matches: Callable[[str], object] | None = None

        def read(value: object) -> str:
            nonlocal matches
            if matches is None:  # compiled for the first text that is there: few documents have one of each
                matches = re.compile(self.pattern).match
            if type(value) is not str:
                wrong_type(words, value, fix=quoted(value) if matches(str(value)) else None)
            if not matches(value):
                sure = next((one for one in (value.strip(), self.meant(value)) if one and matches(one)), None)
                fix = instead(sure) if sure else None
                refuse(code, f"must be {self.words}", value, help=help(value), fix=fix)
            return made(value)

        return read

    def schema(self) -> Schema:
        return {"type": "string", "pattern": self.pattern, "patternErrorMessage": f"Must be {self.words}."}


class Choice(NamedTuple):
    """One of a few words."""

    values: tuple[str, ...]

    @property
    def words(self) -> str:
        *most, last = (f'"{value}"' for value in self.values)
        return f"{', '.join(most)} or {last}"

    def reader(self, zone: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        values = frozenset(self.values)

        def read(value: object) -> str:
            if type(value) is not str:
                wrong_type(self.words, value)
            if value not in values:
                sure = _slips().sure_word(value, self.values)
                fix = instead(sure) if sure else None
                refuse("choice", f"must be {self.words}", help=nearest(value, self.values), fix=fix)
            return value

        return read

    def schema(self) -> Schema:
        return {"enum": list(self.values)}


class Whole(NamedTuple):
    """A whole number between two bounds, both included."""

    low: int
    high: int
    unit: str = ""

    @property
    def words(self) -> str:
        return f"a whole number from {self.low} to {self.high}{self.unit}"

    def reader(self, zone: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        allowed = {number: number for number in range(self.low, self.high + 1)}

        def read(value: object) -> int:
            # JSON does not tell 3 from 3.0, and neither does its schema; Python must be kept from reading
            # true as 1.
            if type(value) is not int and type(value) is not float:
                sure = _slips().sure_number(value, self.low, self.high)
                shape = _slips().number_shape(value, self.low, self.high)
                wrong_type(self.words, value, shape=shape, fix=None if sure is None else instead(sure))
            if value not in allowed:
                refuse("range", f"must be {self.words}")
            return allowed[value]  # type: ignore[index]  # a float finds its equal

        return read

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


class EDTF(NamedTuple):
    """A date. ``plain`` asks for a single one without doubts."""

    plain: bool = False

    @property
    def words(self) -> str:
        return 'a single date without doubts, as "2026-03-06"' if self.plain else "a date, in double quotes"

    def reader(self, zone: Zone) -> Reader:
        known: dict[str, Date] = {}  # news repeats its days
        words = self.words

        def read(value: object) -> Date:
            if type(value) is not str:
                fix = _fix_of_date(value, zone)
                wrong_type("a date, in double quotes", value, shape=_slips().date_shape(value), fix=fix)
            date = known.get(value)
            if date is None:
                try:
                    date = known[value] = parse(value, zone)
                except DateFault as fault:
                    raise Remarks([_of_date(fault)]) from None
            return date

        def read_plain(value: object) -> Date:
            date = read(value)
            if date.form != "date" or date.approximate or date.uncertain or date.unspecified:
                refuse("date-plain", f"must be {words}")
            return date

        return read_plain if self.plain else read

    def schema(self) -> Schema:
        if self.plain:
            message = "Must be a single date without doubts, as 2026-03-06."
            return {"type": "string", "pattern": patterns.PLAIN_DATE, "patternErrorMessage": message}
        return {"$ref": "#/definitions/date"}


def _of_date(fault: DateFault) -> Problem:
    column, length = (fault.column, fault.length) if fault.code != "zone-unknown" else (0, 0)
    fix = instead(fault.fix) if fault.fix else None
    return Problem(
        fault.code,
        "error",
        fault.message,
        column=column,
        length=length,
        help=fault.help,
        whole=bool(column),
        fix=fix,
    )


def _fix_of_date(value: object, zone: Zone) -> Meant | None:
    """What was meant by a date that is a number, or an object with two ends."""
    text = str(value) if type(value) is int else _slips().sure_dates(value)
    if text is None:
        return None
    try:
        parse(text, zone)
    except DateFault as fault:
        return instead(fault.fix) if fault.fix else None
    return instead(text)


class ZoneName(NamedTuple):
    """The name of a time zone."""

    words: str = 'the name of a time zone, as "Europe/Paris", in double quotes'

    def reader(self, zone_of_document: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        def read(value: object) -> Zone:
            if type(value) is not str:
                wrong_type(self.words, value)
            try:
                return zone(value)
            except DateFault as fault:
                raise Remarks([_of_date(fault)]) from None

        return read

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


class Anything(NamedTuple):
    """A text that is for others to read, such as ``$schema``."""

    words: str = "a text, in double quotes"

    def reader(self, zone: Zone) -> Reader:  # noqa: ARG002 - one shape for all
        def read(value: object) -> None:
            if type(value) is not str:
                wrong_type(self.words, value)

        return read

    def schema(self) -> Schema:
        return {"type": "string"}


def _instead_of_null(remarks: Remarks, value: object, help: str, fix: Meant | None = None) -> Remarks:
    """The same remarks, with another help and fix where the value is null and no key that can be left out."""
    if value is not None:
        return remarks
    return Remarks([one._replace(help=help, fix=fix) for one in remarks.problems], remarks.value)


class ListOf(NamedTuple):
    """A list of values of one kind."""

    item: Kind

    words: str = "a list, in square brackets"

    def reader(self, zone: Zone) -> Reader:
        return self.reader_of(self.item.reader(zone))

    def reader_of(self, read_item: Reader) -> Reader:
        """The function that reads the list where ``read_item`` reads its items."""

        def read(value: object) -> tuple[object, ...]:
            if type(value) is not list:
                wrong_type(self.words, value, (), shape=self._shape(value), fix=fix_of(value))
            try:
                return tuple(map(read_item, value))
            except Remarks:
                raise collect(value) from None

        def collect(items: list[object]) -> Remarks:
            """Everything that is to be said about the items, now that it is known to be something."""
            made: list[object] = []
            problems: list[Problem] = []
            for index, item in enumerate(items):
                try:
                    made.append(read_item(item))
                except Remarks as remarks:
                    named = _instead_of_null(remarks, item, "remove it from the list", Meant("away"))
                    problems += named.under(index)
                    made.append(remarks.value)
            return Remarks(problems, tuple(made))

        def fix_of(value: object) -> Meant | None:
            """The brackets round what can only be the one item of the list."""
            if value == {}:
                return instead([])
            if type(value) is not dict and not (type(value) is str and _slips().is_one(value)):
                return None
            key = self.item.only_key if isinstance(self.item, Record) and type(value) is str else None
            try:
                read_item({key: value} if key else value)
            except Remarks as remarks:
                if not can_be_mended(remarks.problems):
                    return None
            return Meant("around", f'[{{"{key}": ', "}]") if key else Meant("around", "[", "]")

        return read

    def schema(self) -> Schema:
        return {"type": "array", "items": self.item.schema()}

    def _shape(self, value: object) -> str | None:
        """How a single value would stand in the list, where it could be an item of it."""
        if isinstance(value, dict):
            return _slips().list_shape(value, None) if isinstance(self.item, Record | Either) else None
        key = self.item.only_key if isinstance(self.item, Record) else None
        return _slips().list_shape(value, key) if key or not isinstance(self.item, Record) else None


class MapOf(NamedTuple):
    """An object whose keys are ids, and whose values are records that keep their id as ``id``."""

    item: Record
    words: str = "an object, in curly brackets, with an id before each of its values"

    def reader(self, zone: Zone) -> Reader:
        read_item = self.item.reader(zone)
        is_id = re.compile(patterns.ID).match

        def read(value: object) -> dict[str, object]:
            if type(value) is not dict:
                shape = 'write {"id": {…}}, with the id of each before it' if value else "write {}"
                wrong_type(self.words, value, {}, shape=shape if type(value) is list else None)
            made: dict[str, object] = {}
            problems: list[Problem] = []
            for key, item in value.items():
                if key.startswith("x-"):
                    continue
                if not is_id(key):
                    problems.append(bad_id(key))
                try:
                    one = read_item(item)
                except Remarks as remarks:
                    problems += _instead_of_null(remarks, item, _LEAVE_OUT).under(key)  # others may cite it
                    one = remarks.value
                made[key] = one._replace(id=key)
            if problems:
                raise Remarks(problems, made)
            return made

        return read

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"pattern": patterns.ID},
            "patternProperties": {"^x-": {}, "^(?!x-)": self.item.schema()},
        }


def bad_id(key: str) -> Problem:
    """The problem of a key that cannot be an id."""
    message = f"an id must be {patterns.ID_WORDS}"
    return Problem("id", "error", message, (key,), key=True, help=patterns.id_help(key))


class Row(NamedTuple):
    """One key of a record.

    ``about`` is one line for a list; ``more`` is Markdown for whoever asks further. ``field`` is the name
    in the timeline where it is another than the key's; an empty one keeps the value out.
    """

    key: str
    kind: Kind
    about: str
    more: str = ""
    required: bool = False
    field: str | None = None


class Record(NamedTuple):
    """An object with known keys. ``make`` is the named tuple that it becomes, ``name`` what the document
    calls it."""

    name: str
    make: Any
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        return "an object, in curly brackets"

    def reader(self, zone: Zone) -> Reader:
        fields = self.make._fields
        # What a required key stands for in a record that lacks it, so that the rest can be judged.
        nothing = {**self.make._field_defaults, "zone": zone, "events": ()}
        blank = [nothing.get(field) for field in fields]
        readers: Mapping[str, tuple[int, Reader]] = {
            row.key: (_place(row, fields), row.kind.reader(zone)) for row in self.rows
        }
        required = [row.key for row in self.rows if row.required]
        make, words, find = self.make._make, self.words, readers.get
        blank.append(None)  # the place of what the timeline does not keep

        def read(value: object) -> object:
            if type(value) is not dict:
                shape = _slips().object_shape(value, self.only_key)
                wrong_type(words, value, make(blank[:-1]), shape=shape, fix=fix_of(value))
            made = blank[:]
            problems: list[Problem] = []
            for key, member in value.items():
                entry = find(key)
                if entry is None:
                    if not key.startswith("x-"):
                        problems.append(self.unknown(key)._replace(fix=fix_of_key(key, value)))
                    continue
                place, read_member = entry
                try:
                    made[place] = read_member(member)
                except Remarks as remarks:
                    if key in required:
                        remarks = _instead_of_null(remarks, member, self.needs(key))
                    problems += remarks.under(key)
                    if remarks.value is not None:
                        made[place] = remarks.value
            for key in required:
                if key not in value and not self.is_meant(key, value):
                    problems.append(self.missing(key))
            del made[-1]
            if problems:
                raise Remarks(problems, make(made))
            return make(made)

        def fix_of(value: object) -> Meant | None:
            """The object that a text stands for where it can only be the value of one key."""
            key = self.only_key if self.name in _slips().BY_ONE_TEXT else None
            if not key or type(value) is not str or not _slips().is_one(value.replace("/", "")):
                return None
            try:
                read({key: value})
            except Remarks:
                return None
            return Meant("around", f'{{"{key}": ', "}")

        def fix_of_key(key: str, value: Mapping[str, object]) -> Meant | None:
            """The key that an unknown one can only have meant, where that takes its value."""
            meant = _slips().sure_key(self.name, key, readers, value)
            return instead(meant) if meant and _fits(readers[meant][1], value[key]) else None

        return read

    def unknown(self, key: str) -> Problem:
        """The problem of a key that the record does not have."""
        known = ", ".join(row.key for row in self.rows)
        meant = _slips().meant_key(self.name, key)
        hint = f'did you mean "{meant}"?' if meant else nearest(key, [row.key for row in self.rows])
        hint = hint or f"its keys are {known}; your own begin with x-"
        return Problem(
            "key-unknown", "error", f"{self._named} has no key “{key[:60]}”", (key,), key=True, help=hint
        )

    def is_meant(self, key: str, value: Iterable[str]) -> bool:
        """Whether another word for a key stands among those of an object: then one complaint is enough."""
        known = {row.key for row in self.rows}
        return any(_slips().meant_key(self.name, other) == key for other in value if other not in known)

    def missing(self, key: str) -> Problem:
        """The problem of a key that the record lacks."""
        return Problem("key-missing", "error", f"{self._named} must have a key “{key}”", help=f'add "{key}"')

    def needs(self, key: str) -> str:
        """What to say where a required key has nothing to it."""
        rough = ': a rough date will do, as "2014~" or "201X"' if key == "date" else ""
        return f"{self._named} must have one{rough}"

    @property
    def only_key(self) -> str | None:
        """The key that the record must have, where there is just one, so that a text can stand for it."""
        keys = [row.key for row in self.rows if row.required]
        return keys[0] if len(keys) == 1 else None

    @property
    def _named(self) -> str:
        return (
            f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"
            if self.name != "document"
            else "the document"
        )

    def schema(self) -> Schema:
        return {"$ref": f"#/definitions/{self.name}"}


def _fits(read: Reader, value: object) -> bool:
    """Whether a value can be read, if need be once it has been mended."""
    try:
        read(value)
    except Remarks as remarks:
        return can_be_mended(remarks.problems)
    return True


def _place(row: Row, fields: tuple[str, ...]) -> int:
    field = row.key if row.field is None else row.field
    return fields.index(field) if field else -1


class Either(NamedTuple):
    """A text that is short for an object with one key, or that object itself."""

    text: Kind
    record: Record

    @property
    def words(self) -> str:
        return f"an id, in double quotes, or {self.record.words}"

    def reader(self, zone: Zone) -> Reader:
        read_record = self.record.reader(zone)
        read_text = self.text.reader(zone)
        make = self.record.make
        known: dict[str, object] = {}  # an id that is cited a thousand times is one citation

        def read(value: object) -> object:
            if type(value) is dict:
                return read_record(value)
            if type(value) is not str:
                wrong_type(self.words, value, make(None))
            one = known.get(value)
            if one is None:
                try:
                    one = known[value] = make(read_text(value))
                except Remarks as remarks:
                    raise Remarks(remarks.problems, make(remarks.value)) from None
            return one

        return read

    def schema(self) -> Schema:
        return {"oneOf": [self.text.schema(), self.record.schema()]}
