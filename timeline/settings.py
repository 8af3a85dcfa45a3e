"""What a project says of its timelines: the table ``[tool.timeline]`` of its ``pyproject.toml``.

    [tool.timeline]
    events = "events.json"          # or a list of files
    output = "figures"
    formats = ["svg", "pdf", "md"]
    documents = ["report.md"]       # whose markers are kept up to date as well
    width = 605                     # and all that ``timeline.request`` knows

    [[tool.timeline.pictures]]      # one more picture, with wishes of its own
    name = "may"
    from = "2025-05"
    to = "2025-05"

It comes with a project, from whoever that is of: it names no place outside the project's folder, and no
program to be run.

Everything that is wrong is found in one run. The reader of TOML in the standard library keeps no positions;
where there is a fault, the line of a key is found by reading ever more of the file, until the key is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from timeline import products
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.request import NAMES, Request, nearest, requested
from timeline.source import Diagnostic

if TYPE_CHECKING:
    from typing import Any, TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"

TABLE = ("tool", "timeline")
NAME = "pyproject.toml"

_PATIENCE = 2_000_000
"""Characters that are read again and again to find the places of faults; one of people has a thousand."""

_FILE_NAME = re.compile(r"\w(?:[\w. -]*\w)?")


class Picture(NamedTuple):
    """A timeline, of which one file is made in each format.

    ``name`` is what the files are called, without their endings; None: as the events file is. ``formats`` is
    None where nobody has said which.
    """

    events: str
    name: str | None
    formats: tuple[str, ...] | None
    request: Request


class Settings(NamedTuple):
    """What a project wants to have built. Paths are those from its folder, with ``/``."""

    pictures: tuple[Picture, ...] = ()
    output: str = "output"
    formats: tuple[str, ...] | None = None
    request: Request = Request()
    fonts: tuple[str, ...] = ()
    density: float | None = None
    documents: tuple[str, ...] = ()
    with_data: bool = False


class _Refused(Exception):  # noqa: N818 - it is the user's
    """A value that a key cannot have; ``help`` says what would be right."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help


def read(data: bytes) -> tuple[Settings | None, list[Diagnostic]]:
    """The settings in the bytes of a ``pyproject.toml``, and everything that is wrong with them.

    The settings are None where there is no such table, and where anything is wrong.
    """
    import tomllib  # only a project that has such a file needs it

    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return None, [_diagnostic("toml-utf8", "the file is not in UTF-8, as TOML has to be", line)]
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return None, [_syntax(str(fault), text)]
    except RecursionError:
        return None, [_syntax("Too many arrays or tables within each other", text)]
    table = document.get(TABLE[0], {})
    table = table.get(TABLE[1]) if isinstance(table, dict) else None
    places = _Places(text)
    if table is None:
        return None, [places.misplaced()] if TABLE[1] in document else []
    reader = _Reader()
    settings = reader.settings(table)
    placed = [places.placed(*fault) for fault in reader.faults]
    return (None if placed else settings), sorted(placed, key=lambda one: (one.line, one.column))


class _Reader:
    """Reads the table and keeps what is wrong: where, what, and what would be right."""

    def __init__(self) -> None:
        self.faults: list[tuple[Path, str, str, str | None]] = []

    def fault(self, path: Path, code: str, message: str, help: str | None = None) -> None:
        self.faults.append((path, code, message, help))

    def settings(self, table: object) -> Settings:
        if not isinstance(table, dict):
            self.fault((), "setting-value", "tool.timeline has to be a table", "write [tool.timeline]")
            return Settings()
        own = self.known(table, (), _OWN, ("pictures",))
        wishes = {name: value for name, value in table.items() if name in NAMES}
        request = self.request(wishes, wishes, ())
        files = own.get("events", ("events.json",))
        whole = [Picture(file, None, own.get("formats"), request) for file in files]
        more = [
            self.picture(one, number, files, wishes, own.get("formats"))
            for number, one in enumerate(self.tables(table))
        ]
        named = {picture.name for picture in more}
        # A picture by the name of the file stands for the whole of it.
        pictures = [one for one in whole if stem(one) not in named] + more
        kept = {key: value for key, value in own.items() if key != "events"}
        return Settings(tuple(pictures), request=request, **kept)

    def tables(self, table: Mapping[str, Any]) -> list[Any]:
        found = table.get("pictures", [])
        if isinstance(found, list):
            return found
        help = "write [[tool.timeline.pictures]] above the keys of each picture"
        self.fault(("pictures",), "setting-value", "pictures has to be tables", help)
        return []

    def picture(
        self,
        table: object,
        number: int,
        files: Sequence[str],
        inherited: Mapping[str, Any],
        formats: tuple[str, ...] | None,
    ) -> Picture:
        """One of the ``pictures``, which wishes what all of them do where it wishes nothing else."""
        path: Path = ("pictures", number)
        if not isinstance(table, dict):
            help = "write [[tool.timeline.pictures]] above its keys"
            self.fault(path, "setting-value", "a picture has to be a table", help)
            return Picture(files[0], None, formats, Request())
        own = self.known(table, path, _OF_PICTURE)
        if "name" not in table:
            help = 'add name = "…": what its files are called, without their endings'
            self.fault(path, "setting-missing", "the picture has no name", help)
        if "events" not in table and len(files) > 1:
            help = f'add events = "{files[0]}", or another of the files'
            self.fault(path, "setting-missing", "the picture does not say which of the events files", help)
        wishes = {name: value for name, value in table.items() if name in NAMES}
        odd = [one for one, other in (("width", "pages"), ("pages", "width")) if other in wishes]
        kept = {name: value for name, value in inherited.items() if name not in odd}
        request = self.request({**kept, **wishes}, wishes, path)
        return Picture(own.get("events", files[0]), own.get("name"), own.get("formats", formats), request)

    def known(
        self,
        table: Mapping[str, Any],
        path: Path,
        readers: Mapping[str, Callable[[Any], Any]],
        others: Sequence[str] = (),
    ) -> dict[str, Any]:
        """What the keys of a table say that ``readers`` read; keys that nobody knows are faults."""
        found: dict[str, Any] = {}
        every = (*readers, *others, *NAMES)
        for key, value in table.items():
            if key in readers:
                try:
                    found[key.replace("-", "_")] = readers[key](value)
                except _Refused as fault:
                    self.fault((*path, key), "setting-value", f"{key} {fault}", fault.help)
            elif key not in every:
                meant = nearest(key.lower().replace("_", "-"), {one: one for one in every})
                help = f"did you mean {meant}?" if meant else f"there are: {', '.join(every)}"
                self.fault((*path, key), "setting-unknown", f"there is no setting “{key}”", help)
        return found

    def request(self, wishes: Mapping[str, Any], own: Mapping[str, Any], path: Path) -> Request:
        """The request that ``wishes`` are; only those that are a table's ``own`` are found wrong with it."""
        sound: dict[str, Any] = {}
        for name, value in wishes.items():
            try:
                requested({name: value})
            except ValueError as fault:
                if name in own:
                    message, _, help = str(fault).partition("; ")
                    self.fault((*path, name), "setting-value", message, help or None)
            else:
                sound[name] = value
        try:
            return requested(sound)
        except ValueError as fault:
            self.fault((*path, next(iter(own), "")), "setting-value", str(fault))
            return Request()


def stem(picture: Picture) -> str:
    """What the files of a picture are called, without their endings."""
    file = picture.events.rpartition("/")[2]
    return picture.name or file.rpartition(".")[0] or file


# What each key takes


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Refused("has to be a text, in quotes")
    return value


def path_of(value: object) -> str:
    """A path from the folder of the file, and not out of it, in its plainest form."""
    path = _text(value).replace("\\", "/")
    if path.startswith(("/", "~")) or re.match("[A-Za-z]:", path):
        raise _Refused(f"is “{path}”, which does not begin in the folder of {NAME}", 'as "figures/may" does')
    if not path.isprintable():
        raise _Refused("has characters that no path has")
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and not steps:
            raise _Refused(f"is “{path}”, which leads out of the folder of {NAME}")
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps) or "."


def _paths(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values:
        raise _Refused("names no file", "leave it out, or name one")
    return tuple(dict.fromkeys(path_of(one) for one in values))


def _formats(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    there_are = f"there are: {', '.join(products.FORMATS)}"
    if not values:
        raise _Refused("names no format", there_are)
    for one in values:
        if one not in products.FORMATS:
            meant = nearest(str(one).lower(), {format: format for format in products.FORMATS})
            help = f"did you mean {meant}?" if meant else there_are
            raise _Refused(f"names {one!r}, which there is not", help)
    return tuple(dict.fromkeys(values))


def _density(value: object) -> float:
    low, high = products.DENSITIES
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    raise _Refused(f"has to be a number from {low:g} to {high:g}")


def _file_name(value: object) -> str:
    if _FILE_NAME.fullmatch(text := _text(value)):
        return text
    raise _Refused(f"is “{text}”", "it can have letters, digits, blanks, - _ and . within, and no folders")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _Refused("has to be true or false, without quotes")


_OWN: Mapping[str, Callable[[Any], Any]] = {
    "events": _paths,
    "output": path_of,
    "formats": _formats,
    "documents": _paths,
    "fonts": _paths,
    "density": _density,
    "with-data": _flag,
}
_OF_PICTURE: Mapping[str, Callable[[Any], Any]] = {
    "name": _file_name,
    "events": path_of,
    "formats": _formats,
}
KEYS = (*_OWN, "pictures")
"""The settings that are no options of a picture."""
KEYS_OF_PICTURE = tuple(_OF_PICTURE)


# Where it stands


class _Places:
    """Finds the line in which a key of the table is written, by reading as many lines as it takes."""

    def __init__(self, text: str) -> None:
        self.lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # TOML knows no other ends of lines
        self._left = _PATIENCE

    def placed(self, path: Path, code: str, message: str, help: str | None) -> Diagnostic:
        line = self._line((*TABLE, *path))
        return _diagnostic(code, message, line, *self._mark(line, path), help=help)

    def misplaced(self) -> Diagnostic:
        """What is said of a table by the last of its names."""
        line = self._line(TABLE[1:])
        message = "the table [timeline] is none of a tool’s, and nobody reads it"
        return _diagnostic(
            "setting-table", message, line, *self._mark(line, ()), help="write [tool.timeline]"
        )

    def _mark(self, line: int, path: Path) -> tuple[int, int]:
        """The column of the key in its line, and how much of it there is."""
        text = self.lines[line - 1].rstrip("\r\n") if self.lines else ""
        names = [re.escape(step) for step in path if isinstance(step, str)] or ["timeline"]
        found = re.search(rf"(?<![\w-]){names[-1]}(?![\w-])", text)
        if found:
            return found.start() + 1, len(found[0])
        blank = len(text) - len(text.lstrip())
        return blank + 1, max(1, len(text.strip()))

    def _line(self, path: Path) -> int:
        """The first line of the statement behind which the path is there."""
        low, high = 0, len(self.lines)  # it is not there behind ``low`` lines, and is behind ``high``
        while high - low > 1:
            if self._left < 0:
                return self._guessed(path, low, high)
            middle = (low + high) // 2
            if self._has(middle, path):
                high = middle
            else:
                low = middle
        return max(1, high)

    def _guessed(self, path: Path, low: int, high: int) -> int:
        """The first of these lines that looks as if it were the one: of a file that would take too long."""
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        key = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
        found = (line for line in range(low + 1, high + 1) if key.match(self.lines[line - 1]))
        return next(found, max(1, high))

    def _has(self, count: int, path: Path) -> bool:
        """Whether the path is there behind so many lines, and those that end the statement they end in."""
        import tomllib

        for end in range(count, len(self.lines) + 1):
            text = "".join(self.lines[:end])
            self._left -= len(text)
            if self._left < 0:
                return True
            try:
                found: Any = tomllib.loads(text)
            except tomllib.TOMLDecodeError:
                continue
            return _is_in(found, path)
        return True


def _is_in(value: Any, path: Path) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or len(value) <= step:
                return False
        elif not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def _syntax(message: str, text: str) -> Diagnostic:
    """What the reader of TOML says, at its place."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    lines = text.count("\n") + (not text.endswith("\n"))
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (max(1, lines), 1)
    said = message[: found.start()] if found else message
    return _diagnostic("toml-syntax", f"this is no TOML: {said[:1].lower()}{said[1:]}", line, column)


def _diagnostic(
    code: str, message: str, line: int, column: int = 1, length: int = 1, help: str | None = None
) -> Diagnostic:
    return Diagnostic(code, "error", message, line, column, column, length, help)
