"""A message with a timeline: read again by the standard library, and its letter shown in Chromium."""

from __future__ import annotations

import base64
import email
import email.policy
import email.utils
import json
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli import program
from tests.embed.hosts import EVENTS, Look, changed, write
from timeline.embed.figure import EmbedFault, figure, written
from timeline.embed.mail import message

if TYPE_CHECKING:
    from playwright.sync_api import Page


def read(data: bytes) -> EmailMessage:
    """The message as a mail program reads it, and nothing in it is amiss."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert [part.defects for part in mail.walk() if part.defects] == []
    return mail


def letter(mail: EmailMessage) -> tuple[str, bytes, str]:
    """The part in HTML, the picture in it, and the picture's name there."""
    page = mail.get_body(("html",))
    assert page
    (picture,) = (part for part in mail.walk() if part.get_content_type() == "image/png")
    return page.get_content(), picture.get_content(), picture["Content-ID"].strip("<>")


def test_one_command_writes_a_message_with_the_picture_and_the_events(tmp_path: Path, page: Page) -> None:
    write(tmp_path, {"events.json": EVENTS})
    asked = (
        "--to",
        "Ärztin <a@example.org>",
        "--subject",
        "Straßen",
        "--link",
        "https://example.org/page.html",
    )
    done = program.timeline("embed", "--mail", "events.json", *asked, "-o", "report.eml", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "wrote report.eml\n", "")
    mail = read((tmp_path / "report.eml").read_bytes())
    assert (mail["To"], mail["Subject"]) == ("Ärztin <a@example.org>", "Straßen")
    assert (mail["Date"], mail["Message-ID"], mail["From"]) == (None, None, None)
    plain = mail.get_body(("plain",))
    assert plain
    assert "2 May 1951: The motorway opens [1]" in plain.get_content()
    text, picture, name = letter(mail)
    look = Look(text)
    (shown,) = look.all("img")
    assert shown.attributes["src"] == f"cid:{name}"
    assert shown.attributes["alt"].startswith("Roads & bridges: 3 events")
    assert look.all("img", inside="a")
    assert look.all("a")[0].attributes["href"] == "https://example.org/page.html"
    assert look.all("a", href="https://example.org/survey")
    assert [each.text for each in look.all("li")][2] == "2 May 1951: The motorway opens [1]"
    assert not look.all("script")
    assert not look.all("style")
    # As it is shown, and on a telephone:
    data = base64.b64encode(picture).decode()
    inside = text.replace(f"cid:{name}", f"data:image/png;base64,{data}")
    (tmp_path / "letter.html").write_text(inside, "utf-8")
    page.goto((tmp_path / "letter.html").as_uri())
    drawn = page.locator("img")
    box = drawn.bounding_box()
    assert box
    assert (f"{box['width']:.0f}", f"{box['height']:.0f}") == (
        shown.attributes["width"],
        shown.attributes["height"],
    )
    assert drawn.evaluate("image => image.naturalWidth") == 2 * int(shown.attributes["width"])
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_same_file_gives_the_same_message_and_another_file_another(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS, "other.json": changed(EVENTS, 0, title="A viaduct falls down")})
    path = str(tmp_path / "events.json")
    one, two = (message(figure(path), ["a@example.org"], attach=["html", "pdf"]) for _ in range(2))
    assert one == two
    other = read(message(figure(str(tmp_path / "other.json")), ["a@example.org"]))
    assert read(one).get_boundary() != other.get_boundary()
    assert letter(read(one))[2] != letter(other)[2]


def test_what_is_attached_is_what_would_be_written(tmp_path: Path) -> None:
    write(tmp_path, {"März 1.json": EVENTS})
    drawn = figure(str(tmp_path / "März 1.json"))
    mail = read(message(drawn, attach=["html", "pdf", "svg", "png", "html"]))
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert [*attached] == ["M-rz-1.html", "M-rz-1.pdf", "M-rz-1.svg", "M-rz-1.png"]
    assert attached["M-rz-1.html"].startswith("<!doctype html>")
    assert attached["M-rz-1.pdf"].startswith(b"%PDF-")
    with pytest.raises(EmbedFault, match="'docx' cannot be attached"):
        message(drawn, attach=["docx"])


def test_the_date_is_the_one_that_is_asked_for() -> None:
    drawn = written(json.dumps(EVENTS), "events.json")
    for text, said in (
        ("2026-03-06", "Fri, 06 Mar 2026 00:00:00 +0000"),
        ("2026-03-06T09:30+05:30", "Fri, 06 Mar 2026 09:30:00 +0530"),
    ):
        assert read(message(drawn, date=text))["Date"] == said
    with pytest.raises(EmbedFault, match="'yesterday' is no date"):
        message(drawn, date="yesterday")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\0"])
def test_nothing_that_is_given_adds_a_line_to_the_head(end: str) -> None:
    drawn = written(json.dumps(EVENTS), "events.json")
    hostile = f"a@example.org{end}Bcc: thief@example.org"
    for given in ({"subject": hostile}, {"sender": hostile}, {"to": [hostile]}):
        with pytest.raises(EmbedFault, match="one line"):
            message(drawn, **given)


@pytest.mark.parametrize(
    "address",
    ["nobody", "@example.org", "a@", "a b@example.org", "a@exa mple.org", "a@example..org", "<>", ""],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    drawn = written(json.dumps(EVENTS), "events.json")
    with pytest.raises(EmbedFault, match=r"no address|one line"):
        message(drawn, [address])


def test_names_and_several_addresses_are_read_as_they_are_written() -> None:
    drawn = written(json.dumps(EVENTS), "events.json")
    mail = read(message(drawn, ['"Last, First" <f@example.org>, b@example.org', "Łukasz <l@example.org>"]))
    told = [(one.display_name, one.addr_spec) for one in mail["To"].addresses]
    assert told == [("Last, First", "f@example.org"), ("", "b@example.org"), ("Łukasz", "l@example.org")]


def test_hostile_words_stay_words_in_the_letter() -> None:
    words = '"><script>alert(1)</script>\u202e=_timeline_ --=_timeline'
    events = [{"date": "1951", "title": words, "sources": ["s"], "url": "https://example.org/?\"'><b>"}]
    sources = {"s": {"title": words, "url": "https://example.org/a?\"'><b>"}}
    text = json.dumps({"title": words, "sources": sources, "events": events})
    mail = read(message(written(text, "events.json")))
    page, _, _ = letter(mail)
    look = Look(page)
    assert not look.all("script")
    assert not look.all("b")
    assert "\u202e" not in page
    assert len([*mail.walk()]) == 5


def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS, "wrong.json": changed(EVENTS, 0, date="1931-02-30")})
    for arguments, status, said in (
        (("wrong.json", "-o", "x.eml"), 1, "February 1931 has 28 days"),
        (("gone.json", "-o", "x.eml"), 2, "gone.json"),
        (("events.json",), 2, "-o report.eml"),
        (("events.json", "-o", "events.json"), 2, "events file itself"),
        (("events.json", "-o", "x.eml", "--to", "nobody"), 2, "'nobody' is no address"),
        (("events.json", "-o", "x.eml", "--link", "javascript:alert(1)"), 2, "http, https or mailto"),
        (("events.json", "-o", "x.eml", "--options", "--layuot lanes"), 2, "did you mean layout"),
    ):
        done = program.timeline("embed", "--mail", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (status, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.json", "wrong.json"]


def test_the_picture_is_drawn_as_asked(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    asked = ("--options", "--width 500 --from 1950", "-o", "-")
    done = program.timeline("embed", "--mail", "events.json", *asked, cwd=tmp_path)
    text, _, _ = letter(read(done.stdout.replace("\r\n", "\n").encode()))
    assert Look(text).all("img")[0].attributes["width"] == "500"
    assert "viaduct" not in text
