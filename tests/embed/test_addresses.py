"""Where a picture may lead, asked in one place for all hosts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.embed.hosts import run, write
from timeline.embed.addresses import address, checked, pieces

EVENTS = json.dumps({"events": [{"date": "1957-10-04", "title": "Sputnik 1"}]})
ALLOWED = (
    "https://example.org/a?b=c#d",
    "HTTP://example.org",
    "mailto:a@example.org",
    "events.html",
    "/events.html",
    "../a b.html",
    "#events",
    "seite-ä.html",
    "a/b:c.html",
)
REFUSED = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,a",
    "file:///etc/passwd",
    "C:\\a.html",
    "//example.org",
    "\\\\host\\a",
    "",
    " ",
    "a\nb",
)


@pytest.mark.parametrize("link", ALLOWED)
def test_a_path_and_an_address_of_the_web_or_of_mail_are_taken_as_they_are(link: str) -> None:
    assert checked(link) == link


@pytest.mark.parametrize("link", REFUSED)
def test_what_could_do_something_else_than_lead_there_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="it can be a path, or an address with http, https or mailto"):
        checked(link)


def test_a_path_with_a_colon_is_not_taken_for_a_scheme() -> None:
    assert address("a:b/c d.html") == "./a%3Ab/c%20d.html"


def test_an_address_in_words_ends_before_the_sentence_does() -> None:
    text = "See (https://example.org/a_(b)), and https://example.org."
    found = [part for part, is_web in pieces(text) if is_web]
    assert found == ["https://example.org/a_(b)", "https://example.org"]


def test_no_host_takes_a_link_that_runs_something(tmp_path: Path) -> None:
    settings = 'project = "A"\nextensions = ["timeline.embed.sphinx"]\n'
    text = "A\n=\n\n.. timeline:: events.json\n   :link: javascript:alert(1)\n"
    write(tmp_path, {"conf.py": settings, "index.rst": text, "events.json": EVENTS})
    built = run("sphinx", "-q", "-b", "html", ".", "out", cwd=tmp_path)
    assert "link is 'javascript:alert(1)'" in built.stderr
    assert 'href="javascript' not in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_no_block_takes_a_link_that_runs_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import markdown

    write(tmp_path, {"events.json": EVENTS})
    monkeypatch.chdir(tmp_path)
    text = "```timeline\nevents.json --link javascript:alert(1)\n```\n"
    with pytest.raises(Exception, match="link is 'javascript:alert"):
        markdown.markdown(text, extensions=["timeline.embed.markdown"])
