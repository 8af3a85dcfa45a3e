"""Timelines in Python-Markdown and in MkDocs, with Material and with its own theme, from an empty folder."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import markdown
import pytest
from markdown.preprocessors import Preprocessor

from tests.cli import program
from tests.embed.hosts import EVENTS, Look, changed, rules, run, touch, write
from tests.page.hostile import hostile
from timeline.embed.figure import EmbedFault
from timeline.embed.markdown import OWN, makeExtension
from timeline.request import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page

SETTINGS = """\
site_name: Report
theme: material
markdown_extensions:
  - admonition
  - pymdownx.superfences
  - timeline.embed.markdown
"""
DOCS = Path(__file__).parents[2] / "docs" / "embedding"
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def block(words: str) -> str:
    return f"```timeline\n{words}\n```\n"


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("mkdocs", *arguments, cwd=folder, **QUIET)


def built(folder: Path) -> Path:
    """The site; warnings are errors."""
    done = mkdocs(folder, "build", "--strict", "--quiet")
    assert (done.returncode, done.stderr.strip()) == (0, ""), done.stderr
    return folder / "site"


def look_at(folder: Path, name: str = "index.html") -> Look:
    return Look((folder / "site" / name).read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    text = f"# Report\n\n{block('events.json')}"
    write(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": text, "docs/events.json": EVENTS})
    return tmp_path


@pytest.fixture
def html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes HTML of Markdown in a folder with an events file."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"events.json": EVENTS})

    def made(text: str, *more: str, **settings: Any) -> str:
        name = "timeline.embed.markdown"
        return str(markdown.markdown(text, extensions=[name, *more], extension_configs={name: settings}))

    return made


# MkDocs


def test_three_lines_put_a_timeline_into_a_new_site(tmp_path: Path) -> None:
    """The lines of docs/embedding/mkdocs.md, after MkDocs' own command for a new site."""
    assert mkdocs(tmp_path, "new", ".", "--quiet").returncode == 0
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("theme: material\nmarkdown_extensions:\n  - timeline.embed.markdown\n")
    with (tmp_path / "docs/index.md").open("a", encoding="utf-8") as index:
        index.write(f"\n{block('events.json')}")
    write(tmp_path, {"docs/events.json": EVENTS})
    site = built(tmp_path)
    look = look_at(tmp_path)
    (picture,) = look.pictures()
    assert "The motorway opens" in picture.text
    assert look.all("a", inside="svg", href="https://example.org/survey")
    found = {
        one["location"]: one["text"]
        for one in json.loads((site / "search/search_index.json").read_text())["docs"]
    }
    assert "A viaduct is built" in " ".join(found.values())
    touch(tmp_path, "docs/events.json", changed(EVENTS, 2, title="The tunnel opens"))
    built(tmp_path)
    assert "The tunnel opens" in look_at(tmp_path).pictures()[0].text


def test_the_words_of_a_picture_come_apart_in_the_index_of_a_theme_without_its_own_search(
    project: Path,
) -> None:
    write(project, {"mkdocs.yml": SETTINGS.replace("theme: material", "theme: mkdocs")})
    index = json.loads((built(project) / "search/search_index.json").read_text("utf-8"))
    words = " ".join(one["text"] for one in index["docs"]).split()
    assert {"viaduct", "motorway", "Bridges"} <= set(words)
    assert not [word for word in words if re.search(r"built\w|Themotorway|\dA|Roads\w", word)]


@pytest.mark.parametrize("urls", ["true", "false"])
def test_links_are_right_on_every_page_whatever_their_addresses_look_like(project: Path, urls: str) -> None:
    write(
        project,
        {
            "mkdocs.yml": SETTINGS + f"use_directory_urls: {urls}\n",
            "docs/deep/er/page.md": block("../../events.json --page")
            + "\n"
            + block("/events.json --image --link ../../index.md"),
        },
    )
    site = built(project)
    name = "deep/er/page/index.html" if urls == "true" else "deep/er/page.html"
    look = look_at(project, name)
    made, given = (link for link in look.all("a", inside="figcaption"))
    folder = (site / name).parent
    assert "<title>Roads &amp; bridges</title>" in (folder / made.attributes["href"]).read_text("utf-8")
    assert (folder / given.attributes["href"]).resolve() in (site, site / "index.html")
    (image,) = look.all("img", inside="figure")
    assert b"The motorway opens" in (folder / image.attributes["src"]).read_bytes()
    assert image.attributes["alt"].startswith("Roads & bridges: 3 events")


def test_a_timeline_is_drawn_where_a_block_may_stand_and_nowhere_else(project: Path) -> None:
    text = f"""\
# Report

- an item

    {block("events.json --id-prefix in-item").replace(chr(10), chr(10) + "    ")}
!!! note

    {block("events.json --id-prefix in-note").replace(chr(10), chr(10) + "    ")}
> ```timeline
> events.json --id-prefix in-quote
> ```

Words above.
```timeline events.json
--id-prefix in-words
```
Words below.

````markdown
{block("none.json")}````

    {block("none.json").replace(chr(10), chr(10) + "    ")}
"""
    write(project, {"docs/index.md": text})
    built(project)
    look = look_at(project)
    drawn = {one.attributes["aria-labelledby"].split("-t")[0]: one for one in look.pictures()}
    assert sorted(drawn) == ["in-item", "in-note", "in-quote", "in-words"]
    assert "li" in [parent.name for parent in drawn["in-item"].parents]
    assert "blockquote" in [parent.name for parent in drawn["in-quote"].parents]
    assert "admonition note" in [parent.attributes.get("class") for parent in drawn["in-note"].parents]
    assert [code.text for code in look.all("code") if "none.json" in code.text] == [
        "```timeline none.json ```",
        "```timeline none.json ```",
    ]


def test_superfences_can_be_given_the_fence_instead(project: Path) -> None:
    settings = SETTINGS.replace("  - timeline.embed.markdown\n", "").replace(
        "  - pymdownx.superfences\n",
        "  - pymdownx.superfences:\n      custom_fences:\n        - name: timeline\n"
        "          class: timeline\n"
        "          format: !!python/name:timeline.embed.markdown.fence\n",
    )
    write(project, {"mkdocs.yml": settings, "docs/index.md": block("events.json") * 2})
    built(project)
    look = look_at(project)
    assert len(look.pictures()) == 2
    assert len(look.ids()) == len(set(look.ids()))
    write(project, {"docs/index.md": block("none.json")})
    assert "there is no such file" in mkdocs(project, "build", "--strict").stderr


def test_a_fault_fails_a_strict_build_and_is_told_with_its_line(project: Path) -> None:
    write(project, {"docs/events.json": '{\n "events": [\n  {"date": "2025-02-30", "title": "<b>"}\n ]\n}\n'})
    write(project, {"docs/index.md": f"---\ntitle: Head\n---\n# Report\n\n{block('events.json')}"})
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "docs/index.md:6: timeline: docs/events.json:3:13: error[date-day]: February 2025" in done.stderr
    assert mkdocs(project, "build").returncode == 0
    (shown,) = look_at(project).all("pre", class_="timeline-fault")
    assert '"title": "<b>"' in shown.text


def test_a_document_in_the_page_itself_has_its_faults_in_the_lines_of_the_page(project: Path) -> None:
    text = '# R\n\n```timeline --width 600\n{"events": [\n {"date": "2014-13", "title": "A *star*"}]}\n```\n'
    write(project, {"docs/index.md": text})
    assert "docs/index.md:5:12: error[date-month]" in mkdocs(project, "build", "--strict").stderr
    write(project, {"docs/index.md": text.replace("2014-13", "2014-12")})
    built(project)
    (picture,) = look_at(project).pictures()
    assert "A *star*" in picture.text
    assert picture.attributes["viewbox"].startswith("0 0 600 ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("none.json", "cannot read docs/none.json: there is no such file"),
        ("", "it names no events file"),
        ("events.json --widht 700", "there is no option 'widht'; did you mean width"),
        ("events.json --width", "--width lacks its value"),
        ("events.json --pages a4", "a document takes one picture; leave out pages"),
        ("../outside.json", "../outside.json lies outside docs; the setting roots can allow that"),
        ('events.json --caption "open', "this quotation mark opens a text that does not end"),
    ],
)
def test_a_wrong_block_is_told_with_its_line_and_what_would_be_right(
    project: Path, words: str, said: str
) -> None:
    write(project, {"docs/index.md": f"# R\n\n{block(words)}", "outside.json": EVENTS})
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert f"docs/index.md:3: timeline: {said}" in " ".join(done.stderr.split())


def test_a_setting_lets_events_lie_beside_the_pages_folder(project: Path) -> None:
    settings = SETTINGS.rstrip() + ":\n      roots: [data]\n      width: 640\n"
    write(
        project,
        {"mkdocs.yml": settings, "data/events.json": EVENTS, "docs/index.md": block("../data/events.json")},
    )
    built(project)
    assert look_at(project).pictures()[0].attributes["viewbox"].startswith("0 0 640 ")


def test_a_site_that_is_served_follows_its_events_file(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command,
        cwd=project,
        env=program.surroundings(**QUIET),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as serving:
        try:
            assert wait(port, "The motorway opens")
            write(project, {"docs/events.json": changed(EVENTS, 2, title="The tunnel opens")})
            assert wait(port, "The tunnel opens")
        finally:
            serving.terminate()


def wait(port: int, words: str) -> bool:
    """Whether the site says ``words`` before long."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                if words in answer.read().decode():
                    return True
        except OSError:
            pass  # it is not there yet, or building
        time.sleep(0.1)
    return False


def test_a_picture_is_dark_where_material_is_and_narrow_where_the_window_is(
    project: Path, page: Page
) -> None:
    """Material gives figures the width of what is in them: the picture must not take its own from them."""
    page.route("http*://**", lambda route: route.abort())
    page.goto((built(project) / "index.html").as_uri())
    wide, narrow = page.locator(".timeline-picture svg").all()
    paper = wide.locator("rect").first
    assert paper.evaluate("one => getComputedStyle(one).fill") == "rgb(255, 255, 255)"
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert paper.evaluate("one => getComputedStyle(one).fill") == "rgb(20, 24, 31)"
    assert (wide.is_visible(), narrow.is_visible()) == (True, False)
    box = wide.bounding_box()
    assert box is not None
    assert box["width"] > 640
    page.set_viewport_size({"width": 390, "height": 800})
    assert (wide.is_visible(), narrow.is_visible()) == (False, True)
    box = narrow.bounding_box()
    assert box is not None
    assert 320 < box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_page_of_zensical_has_its_paths_from_its_own_folder(tmp_path: Path) -> None:
    """Zensical follows upon Material, and says which page it reads in a processor of its own."""

    class Told(markdown.Extension):  # type: ignore[misc]  # Python-Markdown states no types
        def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that is called
            context = Preprocessor(md)
            context.run = lambda lines: lines
            context.page = SimpleNamespace(path="deep/page.md", url="deep/page/")
            context.config = {"root_dir": str(tmp_path), "docs_dir": "docs"}
            md.preprocessors.register(context, "rendering_context", 0)

    write(
        tmp_path, {"docs/events.json": EVENTS, "docs/deep/page.md": f"---\na: b\n---\n{block('none.json')}"}
    )
    made = markdown.markdown(block("../events.json"), extensions=[Told(), "timeline.embed.markdown"])
    assert "The motorway opens" in made
    with pytest.raises(
        EmbedFault, match=r"docs/deep/page\.md:4: timeline: cannot read .*docs/deep/none\.json"
    ):
        markdown.markdown(block("none.json"), extensions=[Told(), "timeline.embed.markdown"])


# Python-Markdown by itself


def test_python_markdown_needs_nothing_else(html: Any) -> None:
    look = Look(html(block('events.json --caption "Roads *and* <bridges>" --name roads --list --sources')))
    (framed,) = look.all("figure")
    assert framed.attributes["id"] == "roads"
    assert look.all("figcaption")[0].text == "Roads *and* <bridges>"
    assert look.all("li", inside="ul")[0].text == "1931: A viaduct is built [1]"
    assert look.all("a", inside="ol", href="https://example.org/survey")


def test_two_timelines_of_a_page_share_no_id_and_no_rule(html: Any) -> None:
    made = html(block("events.json") + "\n" + block("events.json"), dark=[".dark {}"])
    other = html("Another text.\n\n" + block("events.json"), dark=[".dark {}"])
    ids = Look(made + other).ids()
    assert len(ids) == len(set(ids)) == 12
    one, two = (set(rules(part)) for part in made.split("<figure")[1:])
    assert one
    assert not one & two


def test_the_same_text_gives_the_same_page(html: Any) -> None:
    text = f"Words\n\n{block('events.json')}\n\n{block('events.json --group road')}"
    assert html(text) == html(text)


def test_the_words_of_a_file_cannot_become_markup(html: Any, tmp_path: Path) -> None:
    write(tmp_path, {"events.json": hostile()})
    made = html(block("events.json --list --sources"), "md_in_html", "smarty", "abbr", "footnotes")
    look = Look(made)
    assert {one.name for one in look.found} <= {
        "a", "circle", "desc", "div", "figure", "g", "li", "line", "ol", "path", "rect", "style", "svg",
        "text", "title", "ul",
    }  # fmt: skip
    assert not [
        name for one in look.found for name in one.attributes if name.startswith("on") or name == "srcdoc"
    ]


def test_without_mkdocs_a_fault_is_raised(html: Any) -> None:
    with pytest.raises(EmbedFault, match=r"<text>:3: timeline: .*no such file"):
        html("# R\n\n" + block("none.json"))
    with pytest.raises(EmbedFault, match="a file can only be put into a site of MkDocs"):
        html(block("events.json --page"))
    with pytest.raises(EmbedFault, match="outside"):
        html(block("../events.json"))


def test_the_docs_name_every_option_and_every_setting() -> None:
    docs = (DOCS / "mkdocs.md").read_text("utf-8")
    assert [name for name in (*NAMES, *OWN) if not re.search(f"`--{name}[` ]", docs)] == ["pages"]
    for name in makeExtension().config:
        assert f"      {name}: " in docs or f"`{name}`" in docs
    assert "markdown_extensions:\n  - timeline.embed.markdown\n" in docs
