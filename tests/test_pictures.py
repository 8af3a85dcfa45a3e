"""Pictures beside the events file: what is brought along into a page, and what is not, and why."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from pathlib import Path

import pytest

import timeline
from timeline.pictures import LIMIT, brought_along, fault

CONTENTS = {
    "wall.png": b"\x89PNG\r\n\x1a\n and more",
    "wall.PNG": b"\x89PNG\r\n\x1a\n and more",
    "wall.jpg": b"\xff\xd8\xff\xe0 and more",
    "wall.jpeg": b"\xff\xd8\xff\xe1 and more",
    "wall.gif": b"GIF89a and more",
    "wall.webp": b"RIFF\n\x00\x00\x00WEBP and more",
}


def shown(src: str, folder: Path) -> str:
    """The address of a picture after it was to be brought along."""
    event = {"date": "2014", "title": "A wall", "image": {"src": src, "alt": "The wall"}}
    (found,) = brought_along(timeline.loads(json.dumps({"events": [event]})), str(folder)).events
    assert found.image is not None
    return found.image.src


@pytest.mark.parametrize("name", CONTENTS)
def test_a_picture_is_brought_along_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CONTENTS[name])
    assert fault(name, str(tmp_path)) is None
    kind, _, data = shown(name, tmp_path).partition(";base64,")
    assert kind in ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
    assert b64decode(data) == CONTENTS[name]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("wall.png", b"\xff\xd8\xff\xe0", "its content is not PNG, as its ending says; it is JPEG"),
        ("wall.jpg", b"<svg/>", "its content is not JPEG, as its ending says"),
        ("wall.webp", b"RIFF\n\x00\x00\x00WAVE", "its content is not WEBP, as its ending says"),
        ("wall.gif", b"", "its content is not GIF, as its ending says"),
        ("wall.png", CONTENTS["wall.png"] + bytes(LIMIT), "it is larger than 2 MB"),
        ("wall.svg", b"<svg/>", "its ending is none of png, jpg, jpeg, gif, webp"),
        ("wall", b"", "its ending is none of png, jpg, jpeg, gif, webp"),
    ],
)
def test_what_is_no_picture_or_too_large_keeps_its_path(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert fault(name, str(tmp_path)) == reason
    assert shown(name, tmp_path) == name


def test_a_picture_of_the_greatest_size_is_brought_along(tmp_path: Path) -> None:
    begin = CONTENTS["wall.png"]
    (tmp_path / "wall.png").write_bytes(begin + bytes(LIMIT - len(begin)))
    assert fault("wall.png", str(tmp_path)) is None


@pytest.mark.parametrize(
    ("src", "reason"),
    [
        ("nowhere.png", "there is no such file"),
        ("folder.png", "it is no file"),
        ("../secret.png", "it lies outside the folder of the events file"),
        ("link.png", "it lies outside the folder of the events file"),
    ],
)
def test_what_cannot_be_read_keeps_its_path(tmp_path: Path, src: str, reason: str) -> None:
    inside = tmp_path / "inside"
    (inside / "folder.png").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(CONTENTS["wall.png"])
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    assert fault(src, str(inside)) == reason
    assert shown(src, inside) == src


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "wall.png")
    assert fault("wall.png", str(tmp_path)) == "it is no file"
