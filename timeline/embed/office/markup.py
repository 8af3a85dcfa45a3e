"""XML that is read with the place of everything in it, and changed by the smallest stretch.

Word, PowerPoint and LibreOffice write more into their files than any library knows. Nothing of it is written
again from what was understood: a file is read to learn where things stand, and what changes is cut out of its
bytes and put into them. The result is read once more before it leaves this file.

Names are pairs (namespace, local name); which prefixes a file has for its namespaces is its own affair.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    Name: TypeAlias = tuple[str, str]

XML = "http://www.w3.org/XML/1998/namespace"
DEEPEST = 4000
"""Elements within each other; documents of people have some dozens."""
MOST = 4_000_000
"""Elements of a file: those of some ten thousand pages."""
MOST_KEPT = 1_000_000
"""Elements that are remembered at once; each takes some 300 bytes."""
MOST_PREFIXES = 4_000_000
"""Prefixes that all elements together which declare some have in scope: each of them remembers all that hold
there, up to some 400 MB."""

_NOTHING: Mapping[Name, str] = {}
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ATTRIBUTE = re.compile(rb"""([^\s="'/<>]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


class MarkupFault(Exception):  # noqa: N818 - it is the file's, and no error of the program's
    """XML that cannot be read, or should not be. The message is for the user."""


class Element:
    """An element, and where it stands: its start tag from ``start`` to ``inner``, its end tag from ``outer``
    to ``stop``. Of an empty element's one tag, ``inner``, ``outer`` and ``stop`` are the end.
    """

    __slots__ = (
        "attributes", "children", "inner", "name", "outer", "parent", "scope", "start", "stop", "tail",
        "text",
    )  # fmt: skip

    def __init__(
        self, name: Name, attributes: Mapping[Name, str], parent: Element | None, scope: Mapping[str, str]
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element] = []
        self.scope = scope
        """The namespaces by their prefixes, as they hold within the element."""
        self.text = ""
        """The text before its first child."""
        self.tail = ""
        """The text behind it, before its next sibling."""
        self.start = self.inner = self.outer = self.stop = 0

    @property
    def local(self) -> str:
        return self.name[1]

    @property
    def space(self) -> str:
        return self.name[0]

    @property
    def outside(self) -> Mapping[str, str]:
        """The namespaces that hold where the element stands, without those that it declares itself."""
        return self.parent.scope if self.parent is not None else {"xml": XML}

    def get(self, local: str, space: str = "") -> str | None:
        """The value of an attribute."""
        return self.attributes.get((space, local))

    def child(self, name: Name) -> Element | None:
        """The first child of this name."""
        return next((one for one in self.children if one.name == name), None)

    def all(self, name: Name) -> Iterator[Element]:
        """All elements of this name within, in their order."""
        return (one for one in self.within() if one.name == name)

    def within(self) -> Iterator[Element]:
        """All elements within, in their order."""
        waiting = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.children)

    def ancestors(self) -> Iterator[Element]:
        """The elements around, from the nearest."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent


class Splice(NamedTuple):
    """What is put in the place of the bytes from ``start`` to ``stop``."""

    start: int
    stop: int
    new: str


class Markup:
    """An XML file: its ``root``, and a way to change it.

    ``forget`` is asked of every element at its end, and says whether nobody will look into it: so a long
    document takes little memory. Raises ``MarkupFault``.
    """

    def __init__(self, data: bytes, forget: Callable[[Element], bool] | None = None) -> None:
        self._mark = next((one for one in _MARKS if data.startswith(one[0])), None)
        self._text = data
        if self._mark:  # expat counts bytes, which are the same again when the text is encoded again
            try:
                self._text = data[2:].decode(self._mark[1]).encode()
            except UnicodeError:
                raise MarkupFault("it is no UTF-16, as its first bytes say") from None
        self.root = _Reader(self._text, forget, bool(self._mark)).root
        self._splices: list[Splice] = []
        self._filled: dict[int, int] = {}  # the splice that fills an empty element, by where that begins

    def source(self, element: Element) -> str:
        """The element as it is written."""
        return self._text[element.start : element.stop].decode()

    def replace(self, start: int, stop: int, new: str) -> None:
        """Puts ``new`` in the place of a stretch; two such stretches must not lie over each other."""
        self._splices.append(Splice(start, stop, new))

    def remove(self, element: Element) -> None:
        """Takes an element out."""
        self.replace(element.start, element.stop, "")

    def before(self, element: Element, new: str) -> None:
        """Puts something before an element."""
        self.replace(element.start, element.start, new)

    def after(self, element: Element, new: str) -> None:
        """Puts something behind an element."""
        self.replace(element.stop, element.stop, new)

    def append(self, element: Element, new: str) -> None:
        """Puts something into an element, as the last that it has."""
        self._into(element, new, last=True)

    def prepend(self, element: Element, new: str) -> None:
        """Puts something into an element, as the first that it has."""
        self._into(element, new, last=False)

    def _into(self, element: Element, new: str, *, last: bool) -> None:
        if element.inner < element.stop:
            place = element.outer if last else element.inner
            self.replace(place, place, new)
            return
        if (index := self._filled.get(element.start)) is not None:  # an empty element that is none any more
            splice = self._splices[index]
            ends = splice.new.rindex("</") if last else 1
            self._splices[index] = splice._replace(new=splice.new[:ends] + new + splice.new[ends:])
            return
        tag = self._text[element.start : element.stop]
        written = re.match(rb"<([^\s/>]+)", tag)
        name = written[1].decode() if written else ""
        slash = element.start + tag.rindex(b"/")
        self._filled[element.start] = len(self._splices)
        self.replace(slash, element.stop, f">{new}</{name}>")

    def set(self, element: Element, local: str, value: str, space: str = "") -> None:
        """Gives an attribute another value, or an element another attribute."""
        if element.get(local, space) == value:
            return
        tag = self._text[element.start : element.inner]
        head = len(tag) - len(tag.lstrip(b"<")) + len(re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0])
        for found in _ATTRIBUTE.finditer(tag, head):
            if _resolved(found[1].decode(), element.scope) == (space, local):
                start = element.start + found.start(2)
                self.replace(start, element.start + found.end(2), quoted(value))
                return
        found_prefixes, declared = prefixes(element.scope, {space: "t"} if space else {})
        prefix = found_prefixes.get(space, "")
        self.replace(
            element.start + head, element.start + head, f"{declared} {prefix}{local}={quoted(value)}"
        )

    @property
    def changed(self) -> bool:
        return bool(self._splices)

    def written(self) -> bytes:
        """The file with all changes made. Raises ``MarkupFault`` where that would be no XML any more."""
        pieces: list[bytes] = []
        at = 0
        for splice in sorted(self._splices, key=lambda one: (one.start, one.stop)):
            if not at <= splice.start <= splice.stop:
                raise MarkupFault("its parts lie so in each other that they cannot be changed")
            pieces += (self._text[at : splice.start], splice.new.encode())
            at = splice.stop
        text = b"".join((*pieces, self._text[at:]))
        try:
            _Reader(text, lambda _: True, bool(self._mark))
        except MarkupFault as fault:
            raise MarkupFault(f"it cannot be changed so that it stays whole: {fault}") from None
        return self._mark[0] + text.decode().encode(self._mark[1]) if self._mark else text


class _Reader:
    """What expat calls."""

    def __init__(self, text: bytes, forget: Callable[[Element], bool] | None, recoded: bool) -> None:
        self._text = text
        self._forget = forget
        self._open: list[Element] = []
        self._scope: Mapping[str, str] = {"xml": XML}
        self._declared: dict[str, str] = {}
        self._pieces: list[str] = []  # of the text that is being read
        self._names: dict[str, Name] = {}
        self._count = self._kept = self._prefixes = 0
        self._root: Element | None = None
        self._parser = parser = expat.ParserCreate("utf-8" if recoded else None, namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.XmlDeclHandler = None if recoded else self._declaration
        try:
            parser.Parse(text, True)
        except expat.ExpatError as fault:
            raise MarkupFault(f"it is no XML: {fault}") from None

    @property
    def root(self) -> Element:
        assert self._root is not None  # noqa: S101 - expat refuses a file without one
        return self._root

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise MarkupFault(f"it is written in {encoding}, where UTF-8 is expected")

    def _doctype(self, *_: object) -> None:
        raise MarkupFault("it has a document type declaration, as such documents never have")

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._declared:
            self._scope = {**self._scope, **self._declared}
            self._declared = {}
            self._prefixes += len(self._scope)
            if self._prefixes > MOST_PREFIXES:
                raise MarkupFault("it declares more namespaces than any document needs")
        self._end_text()
        self._count += 1
        self._kept += 1
        if self._count > MOST or self._kept > MOST_KEPT or len(self._open) >= DEEPEST:
            raise MarkupFault(
                f"it has more than {MOST:,} elements, or {DEEPEST:,} within each other, which is the most"
            )
        parent = self._open[-1] if self._open else None
        named = {self._name(key): value for key, value in attributes.items()} if attributes else _NOTHING
        element = Element(self._name(name), named, parent, self._scope)
        element.start = self._parser.CurrentByteIndex
        tag = _TAG.match(self._text, element.start)
        assert tag is not None  # noqa: S101 - expat has read it
        element.inner = element.outer = element.stop = tag.end()
        if parent is None:
            self._root = element
        else:
            parent.children.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._end_text()
        element = self._open.pop()
        if not self._text.endswith(b"/>", element.start, element.inner):
            element.outer = self._parser.CurrentByteIndex
            element.stop = self._text.index(b">", element.outer) + 1
        self._scope = self._open[-1].scope if self._open else {"xml": XML}
        if self._forget and self._forget(element):
            self._kept -= sum(1 for _ in element.within())
            element.children = []
            element.text = ""

    def _characters(self, text: str) -> None:
        self._pieces.append(text)

    def _end_text(self) -> None:
        """Gives the text that has been read to the element to which it belongs."""
        if self._pieces and self._open:
            element = self._open[-1]
            if element.children:
                element.children[-1].tail = "".join(self._pieces)
            else:
                element.text = "".join(self._pieces)
        self._pieces.clear()

    def _name(self, written: str) -> Name:
        """The pair that expat writes as one text; the same object each time."""
        name = self._names.get(written)
        if name is None:
            space, _, local = written.rpartition(" ")
            name = self._names[written] = (space, local)
        return name


def _resolved(written: str, scope: Mapping[str, str]) -> Name:
    """The name of an attribute that is written so."""
    prefix, _, local = written.rpartition(":")
    return (scope.get(prefix, prefix) if prefix else ""), local


# What is written


def escaped(text: str) -> str:
    """``text`` as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """``text`` as the value of an attribute."""
    spaced = escaped(text).replace('"', "&quot;")
    return '"' + spaced.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;") + '"'


def prefixes(scope: Mapping[str, str], wished: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What names of some namespaces begin with where a ``scope`` holds, and the declarations that lack.

    ``wished`` are prefixes by namespace. The first of the answer gives, for each namespace, its prefix with
    the colon; the second is empty, or what the outermost new element has to declare.
    """
    found: dict[str, str] = {}
    declared = ""
    for space, wish in wished.items():
        known = [prefix for prefix, uri in scope.items() if uri == space and prefix]
        prefix = wish if wish in known else (known or [wish])[0]
        if not known:
            while prefix in scope:  # for something else
                prefix += "_"
            declared += f" xmlns:{prefix}={quoted(space)}"
        found[space] = f"{prefix}:"
    return found, declared
