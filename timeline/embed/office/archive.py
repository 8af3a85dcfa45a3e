"""A zip archive of which a few members change, and nothing else.

Office documents are zip archives (PKWARE APPNOTE 6.3.3, as ISO/IEC 21320-1 restricts it), and other programs
have opinions on what stands in them: on the order of the members, on how each is packed, on its extra fields.
So every member that stays is copied as the bytes that it is, from its local header to where the next one
begins, and its entry in the central directory as well; of that, only the place in the file is written anew.

A stranger may have made the archive. Nothing is unpacked but what is asked for, never more than a limit, and
never to the disk; where readers could disagree on what stands in it (two members of one name, or members that
lie over each other), it is refused.
"""

from __future__ import annotations

import struct
import zlib

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 128 * 2**20
"""Bytes that one member may have when it is unpacked: some forty thousand pages."""
LARGEST = 2**31 - 1
"""Bytes of a whole archive: what every reader takes."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_FULL = 0xFFFFFFFF  # a number that stands in the zip64 extra field instead
_NEW_YEAR = (0, 0x21)  # time and date: 1980-01-01, the first there is


class ArchiveFault(Exception):  # noqa: N818 - it is the file's, and no error of the program's
    """A file is no archive that can be read, or none that should be. The message is for the user."""


class Member(NamedTuple):
    """An entry of the central directory, and where its bytes lie."""

    name: str
    entry: bytes  # as it stands in the directory
    method: int
    crc: int
    packed: int  # bytes in the file
    size: int  # bytes unpacked
    start: int  # of the local header
    stop: int  # where the next thing begins


class Archive:
    """The members of an archive by name. What is put in is there at once, and in what ``written`` gives.
    All methods raise ``ArchiveFault``.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"PK\3\4"):
            raise ArchiveFault("it is no zip archive, as such documents are")
        self._data = data
        self._comment, members = _directory(data)
        self._members = {member.name: member for member in members}
        self._changed: dict[str, bytes | None] = {}

    @property
    def names(self) -> list[str]:
        """The names of all members, in the order of the directory; new ones last."""
        kept = [name for name in self._members if self._changed.get(name, b"") is not None]
        return kept + [name for name in self._changed if self._is_new(name)]

    def __contains__(self, name: str) -> bool:
        if name in self._changed:
            return self._changed[name] is not None
        return name in self._members

    def read(self, name: str) -> bytes:
        """The content of a member. Raises ``KeyError`` where there is none of this name."""
        changed = self._changed.get(name)
        if changed is not None:
            return changed
        if name in self._changed:
            raise KeyError(name)
        member = self._members[name]
        if member.size > MOST:
            raise ArchiveFault(f"{name} would be {member.size:,} bytes large; {MOST:,} are the most")
        content = self._unpacked(member, member.size + 1)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise ArchiveFault(f"{name} is damaged: it is not what its checksum says")
        return content

    def head(self, name: str, most: int) -> bytes:
        """The first bytes of a member, ``most`` at the most; what follows is not looked at."""
        changed = self._changed.get(name)
        if changed is not None:
            return changed[:most]
        return self._unpacked(self._members[name], most)

    def put(self, name: str, content: bytes) -> None:
        """Gives a member another content, or the archive another member."""
        if name not in self or self.read(name) != content:
            self._changed[name] = content

    def remove(self, name: str) -> None:
        """Takes a member out."""
        if name in self._members:
            self._changed[name] = None
        else:
            self._changed.pop(name, None)

    def written(self) -> bytes:
        """The archive as it is now: the very bytes that were read where nothing has changed."""
        if not self._changed:
            return self._data
        pieces: list[bytes] = []
        places: dict[str, tuple[int, bytes]] = {}  # where each member begins now, and its entry
        length = 0
        for member in sorted(self._members.values(), key=lambda one: one.start):
            if self._changed.get(member.name, b"") is None:
                continue
            piece, entry = self._kept(member)
            places[member.name] = (length, entry)
            pieces.append(piece)
            length += len(piece)
        for name in filter(self._is_new, self._changed):
            piece, entry = _packed(name, self._changed[name] or b"", None)
            places[name] = (length, entry)
            pieces.append(piece)
            length += len(piece)
        entries = [_placed(places[name][1], places[name][0]) for name in self.names]
        directory = b"".join(entries)
        if length + len(directory) > LARGEST or len(entries) > 0xFFFF:
            raise ArchiveFault(f"it would be larger than {LARGEST:,} bytes, which is the most")
        count = len(entries)
        numbers = (0, 0, count, count, len(directory), length, len(self._comment))
        return b"".join((*pieces, directory, _END.pack(b"PK\5\6", *numbers), self._comment))

    def _is_new(self, name: str) -> bool:
        return name not in self._members and self._changed[name] is not None

    def _kept(self, member: Member) -> tuple[bytes, bytes]:
        """A member and its entry as they go into the new archive."""
        content = self._changed.get(member.name)
        if content is None:
            return self._data[member.start : member.stop], member.entry
        return _packed(member.name, content, member)

    def _unpacked(self, member: Member, most: int) -> bytes:
        header = _LOCAL.unpack_from(self._data, member.start)
        begin = member.start + _LOCAL.size + header[9] + header[10]
        packed = self._data[begin : begin + member.packed]
        if member.method == _STORED:
            return packed[:most]
        if member.method != _DEFLATED:
            raise ArchiveFault(
                f"{member.name} is packed by method {member.method}, which such documents lack"
            )
        try:
            return zlib.decompressobj(-15).decompress(packed, most)
        except zlib.error:
            raise ArchiveFault(f"{member.name} is damaged: it cannot be unpacked") from None


# What is read


def _directory(data: bytes) -> tuple[bytes, list[Member]]:
    """The comment of an archive and its members, in the order of the directory."""
    end, comment = _end(data)
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, end)
    if _FULL in (size, start) or 0xFFFF in (here, count):
        disk, first_disk, here, count, size, start = _end64(data, end)
    if disk or first_disk or here != count:
        raise ArchiveFault("it is one part of an archive of several files")
    if start + size > end:
        raise ArchiveFault("it is damaged: its directory lies outside of it")
    entries = list(_entries(data, start, start + size))
    if len(entries) != count:
        raise ArchiveFault(
            f"it is damaged: its directory tells of {count:,} members and has {len(entries):,}"
        )
    return comment, _bounded(entries, start)


def _end(data: bytes) -> tuple[int, bytes]:
    """Where the end record begins, and the comment after it, with which the file has to end."""
    found = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - 0xFFFF))
    while found >= 0:
        comment = data[found + _END.size :]
        if found + _END.size <= len(data) and _END.unpack_from(data, found)[-1] == len(comment):
            return found, comment
        found = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - 0xFFFF), found)
    raise ArchiveFault("it is damaged, or not all of it is there: the end of the archive is missing")


def _end64(data: bytes, end: int) -> tuple[int, int, int, int, int, int]:
    """The numbers of the zip64 end record."""
    locator = end - _LOCATOR64.size
    if locator >= 0 and data.startswith(b"PK\6\7", locator):
        at = _LOCATOR64.unpack_from(data, locator)[2]
        if at + _END64.size <= locator and data.startswith(b"PK\6\6", at):
            _, _, _, _, disk, first_disk, here, count, size, start = _END64.unpack_from(data, at)
            return disk, first_disk, here, count, size, start
    raise ArchiveFault("it is damaged: the end of the zip64 archive is missing")


def _entries(data: bytes, at: int, stop: int) -> Iterator[Member]:
    """The members of a directory; where they stop is not known yet."""
    while at < stop:
        if at + _CENTRAL.size > stop or not data.startswith(b"PK\1\2", at):
            raise ArchiveFault("it is damaged: its directory cannot be read")
        fields = _CENTRAL.unpack_from(data, at)
        flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
        name_length, extra_length, comment_length, disk = fields[10:14]
        after = at + _CENTRAL.size + name_length + extra_length + comment_length
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        if after > stop:
            raise ArchiveFault("it is damaged: its directory cannot be read")
        if flags & _ENCRYPTED:
            raise ArchiveFault("its members are encrypted; take the password off it first")
        entry = data[at:after]
        found = [size, packed, fields[16]]
        for index, place in enumerate(_places64(entry)):
            if place is not None:
                found[index] = struct.unpack_from("<Q", entry, place)[0]
        size, packed, start = found
        if disk not in (0, 0xFFFF) or start + _LOCAL.size > len(data):
            raise ArchiveFault(f"it is damaged: {name} lies outside of it")
        yield Member(name, entry, method, crc, packed, size, start, 0)
        at = after


def _places64(entry: bytes) -> list[int | None]:
    """Where in an entry its unpacked size, packed size and place stand as 64 bits, if they do."""
    fields = _CENTRAL.unpack_from(entry)
    full = [fields[9] == _FULL, fields[8] == _FULL, fields[16] == _FULL]
    if not any(full):
        return [None, None, None]
    for place, stop in _extras(entry):
        if entry[place : place + 2] == b"\1\0":
            at, found = place + 4, []
            for one in full:
                found.append(at if one and at + 8 <= stop else None)
                at += 8 * one
            if [place is not None for place in found] == full:
                return found
    raise ArchiveFault("it is damaged: a size of 64 bits is missing")


def _extras(entry: bytes) -> Iterator[tuple[int, int]]:
    """Where the extra fields of an entry begin and end."""
    fields = _CENTRAL.unpack_from(entry)
    at = _CENTRAL.size + fields[10]
    stop = at + fields[11]
    while at + 4 <= stop:
        after = at + 4 + int.from_bytes(entry[at + 2 : at + 4], "little")
        yield at, min(after, stop)
        at = after


def _bounded(members: list[Member], directory: int) -> list[Member]:
    """The members with their ends: each goes as far as the next. Refuses what readers could read in two
    ways."""
    names: set[str] = set()
    stops: dict[int, int] = {}
    after = directory
    for member in sorted(members, key=lambda one: one.start, reverse=True):
        if member.name in names:
            raise ArchiveFault(f"it has two members of the name {member.name}")
        if member.start + _LOCAL.size + member.packed > after:
            raise ArchiveFault(f"it is damaged: {member.name} and what follows lie over each other")
        names.add(member.name)
        stops[member.start] = after
        after = member.start
    if after != 0:
        raise ArchiveFault("it is damaged: it does not begin with its first member")
    return [member._replace(stop=stops[member.start]) for member in members]


# What is written


def _packed(name: str, content: bytes, old: Member | None) -> tuple[bytes, bytes]:
    """A member of this content, and its entry. All else is as with the ``old`` one."""
    stored = old.method == _STORED if old else name.endswith(".png")  # a PNG is packed already
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = content if stored else packer.compress(content) + packer.flush()
    method = _STORED if stored else _DEFLATED
    made, needed, time, date = 20, 20, *_NEW_YEAR
    raw, flags = _encoded(name)
    extra = comment = b""
    inside = outside = 0
    if old:
        fields = _CENTRAL.unpack_from(old.entry)
        made, needed, flags, time, date = fields[1], max(fields[2], 20), fields[3] & _UTF8, *fields[5:7]
        raw = old.entry[_CENTRAL.size : _CENTRAL.size + fields[10]]
        extras = [old.entry[begin:stop] for begin, stop in _extras(old.entry)]
        extra = b"".join(one for one in extras if one[:2] != b"\1\0")  # the sizes fit their fields now
        comment = old.entry[len(old.entry) - fields[12] :]
        inside, outside = fields[14], fields[15]
    facts = (flags, method, time, date, zlib.crc32(content), len(packed), len(content), len(raw))
    header = _LOCAL.pack(b"PK\3\4", needed, *facts, 0)
    entry = _CENTRAL.pack(b"PK\1\2", made, needed, *facts, len(extra), len(comment), 0, inside, outside, 0)
    return header + raw + packed, entry + raw + extra + comment


def _encoded(name: str) -> tuple[bytes, int]:
    return (name.encode(), 0) if name.isascii() else (name.encode(), _UTF8)


def _placed(entry: bytes, start: int) -> bytes:
    """An entry that says where its member begins now, in the field where it said so before."""
    place = _places64(entry)[2]
    if place is not None:
        return entry[:place] + struct.pack("<Q", start) + entry[place + 8 :]
    return entry[:42] + struct.pack("<L", start) + entry[46:]
