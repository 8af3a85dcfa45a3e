"""Archives of which a few members change: all others stay as they lie there, and hostile ones do no harm."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.embed.office.making import contents, raw
from timeline.embed.office.archive import MOST, Archive, ArchiveFault

names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/\\"), min_size=1, max_size=9
)
members = st.dictionaries(names, st.binary(max_size=300), min_size=1, max_size=6)


def zipped(held: dict[str, bytes], *, force_zip64: bool = False) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            with archive.open(name, "w", force_zip64=force_zip64) as member:
                member.write(content)
    return written.getvalue()


def curious() -> bytes:
    """An archive with everything that writers of archives do."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number, (name, method) in enumerate(
            (("mimetype", 0), ("z.xml", 8), ("ä/ü.xml", 8), ("a.bin", 0))
        ):
            info = zipfile.ZipInfo(name, (1999 + number, 12, 31, 23, 59, 58))
            info.compress_type = method
            info.external_attr = 0o640 << 16
            info.create_system = number
            if number:
                info.extra = b"\x20\xa2\x04\x00\x28\xa0\x02\x00"  # what Word leaves to grow into
                info.comment = b"of its own"
            archive.writestr(info, name.encode() * 50)
        archive.comment = b"made by hand"
    return written.getvalue()


class Unseekable(io.RawIOBase):
    """A pipe: what is written to it has its sizes behind it."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.written += piece
        return len(piece)


def test_an_archive_that_nothing_changes_is_the_very_bytes_that_were_read() -> None:
    data = curious()
    archive = Archive(data)
    archive.put("z.xml", archive.read("z.xml"))
    assert archive.written() is data


def test_members_that_stay_keep_their_bytes_order_times_and_extra_fields() -> None:
    archive = Archive(curious())
    archive.put("ä/ü.xml", b"other")
    archive.put("media/new.png", b"picture")
    new, old = raw(archive.written()), raw(curious())
    assert list(new) == [*old, "media/new.png"]
    assert {name: new[name] for name in old if name != "ä/ü.xml"} == {
        name: old[name] for name in old if name != "ä/ü.xml"
    }
    assert contents(archive.written())["ä/ü.xml"] == b"other"
    assert new["ä/ü.xml"][1:] == old["ä/ü.xml"][1:]  # its time, its rights, its comment
    with zipfile.ZipFile(io.BytesIO(archive.written())) as read:
        assert read.comment == b"made by hand"


def test_a_new_member_bears_no_time_of_the_clock() -> None:
    archive = Archive(curious())
    archive.put("new.xml", b"<a/>")
    assert raw(archive.written())["new.xml"].time == (1980, 1, 1, 0, 0, 0)


def test_a_member_that_goes_leaves_all_others_as_they_are() -> None:
    archive = Archive(curious())
    archive.remove("z.xml")
    old = raw(curious())
    assert raw(archive.written()) == {name: one for name, one in old.items() if name != "z.xml"}
    assert "z.xml" not in archive
    with pytest.raises(KeyError):
        archive.read("z.xml")


def test_sizes_behind_their_members_stay_there() -> None:
    pipe = Unseekable()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.xml", b"<one/>" * 40)
        archive.writestr("two.xml", b"<two/>" * 40)
    changed = Archive(pipe.written)
    assert changed.read("one.xml") == b"<one/>" * 40
    changed.put("two.xml", b"<three/>")
    start = pipe.written.index(b"PK\3\4", 4)
    assert changed.written()[:start] == pipe.written[:start]  # the descriptor is part of it
    assert contents(changed.written()) == {"one.xml": b"<one/>" * 40, "two.xml": b"<three/>"}


def test_members_with_sizes_of_64_bits_are_read_and_kept() -> None:
    data = zipped({"one.xml": b"<one/>" * 9, "two.xml": b"<two/>"}, force_zip64=True)
    archive = Archive(data)
    assert archive.read("one.xml") == b"<one/>" * 9
    archive.put("two.xml", b"<three/>")
    assert contents(archive.written()) == {"one.xml": b"<one/>" * 9, "two.xml": b"<three/>"}


def with_places_of_64_bits(data: bytes) -> bytes:
    """The archive with the places of its members, and its end, as large archives have them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, start = archive.infolist(), archive.start_dir
    entries = b""
    for info in infos:
        name = info.filename.encode()
        entries += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 45, 45, 0, info.compress_type, 0, 0x21, info.CRC, 0xFFFFFFFF,
            0xFFFFFFFF, len(name), 28, 0, 0, 0, 0, 0xFFFFFFFF,
        )  # fmt: skip
        entries += name + struct.pack("<2H3Q", 1, 24, info.file_size, info.compress_size, info.header_offset)
    count = len(infos)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(entries), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(entries), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + entries + end + locator + last


def test_places_of_64_bits_are_read_and_written_anew() -> None:
    data = with_places_of_64_bits(
        zipped({"one.xml": b"<one/>" * 9, "two.xml": b"<two/>", "three.xml": b"<3/>"})
    )
    archive = Archive(data)
    assert archive.names == ["one.xml", "two.xml", "three.xml"]
    archive.put("one.xml", b"<longer/>" * 99)
    expected = {"one.xml": b"<longer/>" * 99, "two.xml": b"<two/>", "three.xml": b"<3/>"}
    assert contents(archive.written()) == expected


@given(members, st.dictionaries(names, st.binary(max_size=300), max_size=4), st.data())
def test_whatever_changes_other_readers_find_it(
    held: dict[str, bytes], put: dict[str, bytes], data: st.DataObject
) -> None:
    archive = Archive(zipped(held))
    removed = data.draw(st.sets(st.sampled_from(sorted(held))))
    for name in removed:
        archive.remove(name)
    for name, content in put.items():
        archive.put(name, content)
    expected = {name: content for name, content in held.items() if name not in removed} | put
    assert contents(archive.written()) == expected
    assert sorted(archive.names) == sorted(expected)
    assert {name: archive.read(name) for name in expected} == expected


# Hostile ones


def test_a_file_that_is_cut_off_is_refused_wherever_that_is() -> None:
    data = zipped({"one.xml": b"<one/>", "two.xml": b"<two/>"})
    for length in range(len(data)):
        with pytest.raises(ArchiveFault):
            Archive(data[:length])


@settings(max_examples=300)
@given(st.data())
def test_a_file_with_flipped_bytes_is_refused_or_read_but_never_anything_else(data: st.DataObject) -> None:
    good = curious()
    broken = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = Archive(bytes(broken))
        for name in archive.names:
            archive.read(name)
            archive.head(name, 5)
        archive.put("new", b"new")
        archive.written()
    except ArchiveFault:
        pass


def test_two_members_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped_twice("one.xml")
    with pytest.raises(ArchiveFault, match="two members of the name one\\.xml"):
        Archive(data)


def zipped_twice(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, b"for one reader")
        archive.writestr(name, b"for another")
    return written.getvalue()


def test_members_that_lie_over_each_other_are_refused() -> None:
    data = bytearray(zipped({"one.xml": b"<one/>", "two.xml": b"<two/>"}))
    second = data.rindex(b"PK\1\2")
    data[second + 42 : second + 46] = struct.pack("<L", 2)  # begins within the first
    with pytest.raises(ArchiveFault, match="lie over each other"):
        Archive(bytes(data))


def test_a_member_that_would_fill_the_memory_is_not_unpacked() -> None:
    bomb = zipped({"one.xml": bytes(MOST + 1)})
    assert len(bomb) < 200_000
    with pytest.raises(ArchiveFault, match="134,217,729 bytes large"):
        Archive(bomb).read("one.xml")


def test_a_member_that_is_larger_than_it_says_is_not_unpacked_further() -> None:
    data = bytearray(zipped({"one.xml": bytes(10_000_000)}))
    entry = data.rindex(b"PK\1\2")
    data[entry + 24 : entry + 28] = struct.pack("<L", 5)
    with pytest.raises(ArchiveFault, match="is damaged"):
        Archive(bytes(data)).read("one.xml")


def test_a_member_that_is_encrypted_is_refused() -> None:
    data = bytearray(zipped({"one.xml": b"<one/>"}))
    data[data.rindex(b"PK\1\2") + 8] |= 1
    with pytest.raises(ArchiveFault, match="encrypted"):
        Archive(bytes(data))


def test_what_stands_before_the_first_member_is_refused() -> None:
    data = zipped({"one.xml": b"<one/>"})
    with pytest.raises(ArchiveFault):
        Archive(b"MZ" + data)
