"""What Word's and PowerPoint's files have in common: parts, what kind each is of, and which needs which
(ECMA-376 part 2, Open Packaging Conventions; the namespaces are those of part 1, strict, or part 4,
transitional).
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from timeline.embed.office.archive import Archive, ArchiveFault
from timeline.embed.office.markup import Element, Markup, MarkupFault, quoted
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

_TYPES_PART = "[Content_Types].xml"
_KINDS = {"png": "image/png", "svg": "image/svg+xml"}


class Family(NamedTuple):
    """The namespaces of a document: most are transitional, and Word can save strict ones."""

    word: str
    slides: str
    drawing: str
    in_text: str  # drawings in a text
    picture: str
    relations: str  # the attributes that name a relationship, and the beginning of their types


TRANSITIONAL = Family(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/presentationml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = Family(
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/presentationml/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "http://purl.oclc.org/ooxml/drawingml/picture",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class Relation(NamedTuple):
    """What a part says of another part, or of an address outside."""

    id: str
    kind: str  # the last word of its type: image, hyperlink, header …
    target: str  # the name of a part, or the address
    outside: bool
    element: Element


class Package:
    """The parts of a document. Each is read once; ``written`` puts back those that have changed.

    All methods raise ``ArchiveFault`` and ``MarkupFault``; a part that is missing is a ``MarkupFault``.
    """

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._names: dict[str, str] = {}  # parts have one name whatever its case
        for name in self.archive.names:
            if self._names.setdefault(name.lower(), name) != name:
                raise ArchiveFault(f"it has two parts of the name {name}")
        self._parts: dict[str, Markup] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._by_id: dict[str, dict[str, Relation]] = {}
        self._given: dict[str, int] = {}
        self._types = self.part(_TYPES_PART)
        self._extensions: set[str] = set()
        self.main, self.family = self._main()

    def _main(self) -> tuple[str, Family]:
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and not relation.outside:
                strict = (relation.element.get("Type") or "").startswith(STRICT.relations)
                return relation.target, STRICT if strict else TRANSITIONAL
        raise ArchiveFault("it names no main part, as such documents do")

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed it; a change would break the signature."""
        signatures = any(name.startswith("_xmlsignatures/") for name in self._names)
        types = [relation.element.get("Type") or "" for relation in self.relations("")]
        return signatures or any("digital-signature" in one for one in types)

    def part(self, name: str, forget: Callable[[Element], bool] | None = None) -> Markup:
        """A part that is XML. What is to be forgotten of it holds for the first who asks."""
        if name not in self._parts:
            try:
                self._parts[name] = Markup(self.archive.read(self._named(name)), forget)
            except KeyError:
                raise MarkupFault(f"it has no part {name}") from None
            except MarkupFault as fault:
                raise MarkupFault(f"{name}: {fault}") from None
        return self._parts[name]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._names

    def content(self, name: str) -> bytes | None:
        """The content of a part as it is in the file; None where it is missing."""
        return self.archive.read(self._named(name)) if self.has(name) else None

    def head(self, name: str, most: int) -> bytes:
        """The first bytes of a part; none where it is missing."""
        return self.archive.head(self._named(name), most) if self.has(name) else b""

    def _named(self, name: str) -> str:
        return self._names.get(name.lower(), name)

    def kind(self, name: str) -> str:
        """The content type of a part; "" where none is said."""
        extension = name.rpartition(".")[2].lower()
        found = ""
        for one in self._types.root.children:
            if one.name == (TYPES, "Override") and (one.get("PartName") or "").lower() == f"/{name}".lower():
                return one.get("ContentType") or ""
            if one.name == (TYPES, "Default") and (one.get("Extension") or "").lower() == extension:
                found = one.get("ContentType") or ""
        return found

    # Relations

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; "" is the whole document."""
        if part not in self._relations:
            name = _relations_of(part)
            found = self.part(name).root.children if self.has(name) else []
            self._relations[part] = [_relation(one, part) for one in found]
        return self._relations[part]

    def related(self, part: str, id: str | None) -> Relation | None:
        """What a part calls by an id."""
        if part not in self._by_id:
            self._by_id[part] = {one.id: one for one in self.relations(part)}
        return self._by_id[part].get(id or "")

    def relate(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        """Makes a part refer to another part or to an address, and says by which id."""
        name = _relations_of(part)
        known = [_number(one.id) for one in self.relations(part)]
        number = self._given[part] = max([self._given.get(part, 0), *known]) + 1
        written = target if outside else posixpath.relpath(f"/{target}", posixpath.dirname(f"/{part}"))
        mode = ' TargetMode="External"' if outside else ""
        kind = f"{self.family.relations}/{kind}"
        if not self.has(name):
            self._add(
                name,
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Relationships xmlns="{RELATIONS}"/>',
            )
        relations = self.part(name)
        prefix = _prefix(relations.root)
        relations.append(
            relations.root,
            f'<{prefix}Relationship Id="rId{number}" Type={quoted(kind)} Target={quoted(written)}{mode}/>',
        )
        return f"rId{number}"

    def unrelate(self, part: str, relation: Relation) -> None:
        """Takes a relation away."""
        self.part(_relations_of(part)).remove(relation.element)

    def users(self, target: str) -> list[tuple[str, str]]:
        """The parts that refer to a part, each with its id for it."""
        found = []
        for name in self.archive.names:
            owner = _owner(name)
            if owner is not None:
                found += [
                    (owner, one.id)
                    for one in self.relations(owner)
                    if one.target == target and not one.outside
                ]
        return found

    # Parts that are put in

    def replace(self, name: str, content: bytes) -> None:
        """Gives a part that is no XML another content."""
        self.archive.put(self._named(name), content)

    def add(self, folder: str, stem: str, extension: str, content: bytes) -> str:
        """Puts a picture into a folder, under the first free name with a number; says that name."""
        number = 1
        while self.has(name := f"{folder}/{stem}{number}.{extension}"):
            number += 1
        self.archive.put(name, content)
        self._names[name.lower()] = name
        self._declare(name, extension)
        return name

    def remove(self, name: str) -> None:
        """Takes a part out."""
        self.archive.remove(self._named(name))
        self._names.pop(name.lower(), None)
        for one in self._types.root.children:
            if one.name == (TYPES, "Override") and (one.get("PartName") or "").lower() == f"/{name}".lower():
                self._types.remove(one)

    def _declare(self, name: str, extension: str) -> None:
        """Says in the list of content types what a new part is, where the list does not say so already."""
        kind = _KINDS[extension]
        root = self._types.root
        known = self.kind(name)
        if known == kind or extension in self._extensions:
            return
        prefix = _prefix(root)
        if known:  # this ending means something else here
            self._types.append(
                root, f'<{prefix}Override PartName={quoted(f"/{name}")} ContentType="{kind}"/>'
            )
            return
        self._extensions.add(extension)
        default = f'<{prefix}Default Extension="{extension}" ContentType="{kind}"/>'
        defaults = [one for one in root.children if one.name == (TYPES, "Default")]
        if defaults:
            self._types.after(defaults[-1], default)
        else:
            self._types.prepend(root, default)

    def _add(self, name: str, text: str) -> None:
        self.archive.put(name, text.encode())
        self._names[name.lower()] = name
        if not self.kind(name):
            self._types.prepend(
                self._types.root,
                f'<{_prefix(self._types.root)}Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            )

    def written(self) -> bytes:
        """The whole document as it is now."""
        for name, part in self._parts.items():
            if part.changed:
                self.archive.put(self._named(name), part.written())
        return self.archive.written()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(name: str) -> str | None:
    """The part whose relations stand in a member of this name."""
    folder, file = posixpath.split(name)
    above, rels = posixpath.split(folder)
    if rels.lower() != "_rels" or not file.lower().endswith(".rels"):
        return None
    return posixpath.join(above, file[:-5])


def _relation(element: Element, part: str) -> Relation:
    outside = element.get("TargetMode") == "External"
    target = element.get("Target") or ""
    if not outside:
        path = posixpath.join(posixpath.dirname(f"/{part}"), unquote(target.partition("#")[0]))
        target = posixpath.normpath(path).lstrip("/")
    kind = (element.get("Type") or "").rpartition("/")[2]
    return Relation(element.get("Id") or "", kind, target, outside, element)


def _number(id: str) -> int:
    found = re.fullmatch(r"rId(\d{1,9})", id)
    return int(found[1]) if found else 0


def _prefix(root: Element) -> str:
    """What the names of a root's children begin with, in a file of one namespace."""
    return next(
        (f"{prefix}:" if prefix else "" for prefix, uri in root.scope.items() if uri == root.space), ""
    )
