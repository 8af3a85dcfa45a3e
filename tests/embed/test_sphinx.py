"""Timelines in Sphinx, built by Sphinx itself, from an empty folder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zipfile import ZipFile

import pytest

from tests.embed.hosts import EVENTS, Look, changed, rules, run, touch, write
from tests.needed import program as needed
from tests.page.hostile import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOCS = Path(__file__).parents[2] / "docs" / "embedding"
CONF = 'project = "Report"\nextensions = ["timeline.embed.sphinx"]\n'
REPORT = """\
Report
======

See :ref:`roads` and :numref:`roads`.

.. timeline:: events.json
   :name: roads
   :page:

   How the *roads* came.

   They are long.
"""


def build(folder: Path, builder: str = "html", *options: str) -> subprocess.CompletedProcess[str]:
    return run("sphinx", "-b", builder, *options, ".", f"_build/{builder}", cwd=folder)


def built(folder: Path, builder: str = "html", *options: str) -> Path:
    """The folder with what was built; warnings are errors."""
    done = build(folder, builder, "-q", "-W", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "_build" / builder


def html(folder: Path, name: str = "index.html") -> str:
    return (folder / "_build" / "html" / name).read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"conf.py": CONF + "numfig = True\n", "index.rst": REPORT, "events.json": EVENTS})
    return tmp_path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project, built once, for who only looks."""
    folder = tmp_path_factory.mktemp("site")
    write(folder, {"conf.py": CONF + "numfig = True\n", "index.rst": REPORT, "events.json": EVENTS})
    built(folder)
    return folder


# From an empty folder


def test_two_lines_put_a_timeline_into_a_new_project(tmp_path: Path) -> None:
    """The lines of docs/embedding/sphinx.md, after Sphinx's own command for a new project."""
    started = run(
        "sphinx.cmd.quickstart", "-q", "-p", "Report", "-a", "Me", "-v", "1", "-l", "en",
        "--extensions", "timeline.embed.sphinx", ".", cwd=tmp_path,
    )  # fmt: skip
    assert started.returncode == 0, started.stderr
    write(tmp_path, {"events.json": EVENTS})
    with (tmp_path / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. timeline:: events.json\n")
    built(tmp_path)
    look = Look(html(tmp_path))
    (picture,) = look.pictures()
    assert "The motorway opens" in picture.text
    assert look.all("a", inside="svg", href="https://example.org/survey")


def test_a_picture_is_drawn_anew_when_its_events_change_and_then_only(project: Path) -> None:
    write(project, {"other.rst": ":orphan:\n\nOther\n=====\n"})
    built(project)
    first = html(project)
    assert "no targets are out of date" in build(project).stdout
    assert html(project) == first
    touch(project, "events.json", changed(EVENTS, 2, title="The tunnel opens"))
    second = build(project)
    assert "1 changed" in second.stdout
    assert "other" not in re.findall(r"\[ *\d+%\] .*?(\w+)\n", second.stdout)
    assert "The tunnel opens" in html(project)
    assert "The motorway opens" not in html(project)


# HTML


def test_an_inline_picture_has_live_links_and_a_description(site: Path) -> None:
    look = Look(html(site))
    (picture,) = look.pictures()
    named = picture.attributes["aria-labelledby"].split()
    told = [element.text for element in look.found if element.attributes.get("id") in named]
    assert told[0] == "Roads & bridges"
    assert "3 events" in told[1]
    assert look.all("a", inside="svg", href="https://example.org/survey")


def test_the_search_of_the_site_finds_the_words_of_a_picture(site: Path) -> None:
    index = (site / "_build" / "html" / "searchindex.js").read_text("utf-8")
    terms = json.loads(index[index.index("{") : index.rindex("}") + 1])["terms"]
    assert {"viaduct", "motorway", "bridg"} <= terms.keys()
    assert not [term for term in terms if "viaductisbuilt" in term or "svg" in term]


def test_a_figure_has_caption_legend_number_and_name(site: Path) -> None:
    look = Look(html(site))
    (framed,) = look.all("figure")
    assert framed.attributes["id"] == "roads"
    (caption,) = look.all("figcaption")
    assert caption.text.startswith("Fig. 1 How the roads came.")
    assert "They are long." in caption.text
    links = [
        link.text for link in look.all("a", href="#roads") if "headerlink" not in link.attributes["class"]
    ]
    assert links == ["How the roads came.", "Fig. 1"]


def test_the_page_of_a_timeline_is_made_and_linked(site: Path) -> None:
    folder = site / "_build" / "html"
    (link,) = [one for one in Look(html(site)).all("a") if one.text == "Interactive timeline"]
    target = folder / link.attributes["href"]
    assert "<title>Roads &amp; bridges</title>" in target.read_text("utf-8")


def test_an_image_has_alt_text_and_leads_to_its_page_and_is_found_by_the_search(project: Path) -> None:
    write(project, {"index.rst": "Report\n======\n\n.. timeline:: events.json\n   :image:\n   :page:\n"})
    folder = built(project)
    look = Look(html(project))
    (image,) = look.all("img", inside="figure")
    assert image.attributes["alt"].startswith("Roads & bridges: 3 events from 1931 to 2 May 1951")
    assert b"The motorway opens" in (folder / image.attributes["src"]).read_bytes()
    assert (folder / image.parents[-1].attributes["href"]).read_text("utf-8").startswith("<!doctype html>")
    assert '"viaduct"' in (folder / "searchindex.js").read_text("utf-8")


def test_events_and_sources_are_listed_where_they_are_asked_for(project: Path) -> None:
    write(project, {"index.rst": "R\n=\n\n.. timeline:: events.json\n   :list:\n   :sources:\n"})
    built(project)
    look = Look(html(project))
    assert [item.text for item in look.all("li", inside="ul") if "viaduct" in item.text] == [
        "1931: A viaduct is built [1]"
    ]
    assert [item.text for item in look.all("li", inside="ol")] == [
        "A survey. The Office. https://example.org/survey"
    ]
    assert len(look.all("a", inside="ol", href="https://example.org/survey")) == 1


def test_several_timelines_on_a_page_share_no_id_and_no_rule(project: Path) -> None:
    twice = "R\n=\n" + "\n.. timeline:: events.json\n" * 2 + "\n.. timeline:: events.json\n   :group: road\n"
    write(
        project,
        {"index.rst": twice + "\n.. toctree::\n\n   more\n", "more.rst": twice.replace("R\n=", "M\n=")},
    )
    built(project)
    ids = Look(html(project)).ids()
    assert len(ids) == len(set(ids))
    styled = [frozenset(rules(part)) for part in html(project).split("<figure")[1:]]
    assert len(styled) == 3
    assert all(styled)
    assert not styled[0] & styled[1] | styled[1] & styled[2] | styled[0] & styled[2]
    everything = (built(project, "singlehtml") / "index.html").read_text("utf-8")
    drawn = [one for one in Look(everything).ids() if one.startswith("tl-")]
    assert len(drawn) == len(set(drawn)) == 24


def test_a_picture_is_dark_where_the_theme_is_and_narrow_where_the_window_is(
    project: Path, page: Page
) -> None:
    write(project, {"conf.py": CONF + 'numfig = True\nhtml_theme = "furo"\n'})
    page.goto((built(project) / "index.html").as_uri())
    wide, narrow = page.locator(".timeline-picture svg").all()
    paper = wide.locator("rect").first

    def colour(theme: str, reader: Literal["light", "dark"]) -> str:
        page.emulate_media(color_scheme=reader)
        page.evaluate("theme => document.body.dataset.theme = theme", theme)
        return str(paper.evaluate("one => getComputedStyle(one).fill"))

    light, dark = colour("light", "light"), colour("dark", "light")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(20, 24, 31)")
    assert [colour("light", "dark"), colour("auto", "light"), colour("auto", "dark")] == [light, light, dark]
    assert (wide.is_visible(), narrow.is_visible()) == (True, False)
    page.set_viewport_size({"width": 390, "height": 800})
    assert (wide.is_visible(), narrow.is_visible()) == (False, True)
    box = narrow.bounding_box()
    assert box is not None
    assert 320 < box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_words_of_a_file_cannot_become_markup(project: Path) -> None:
    write(
        project,
        {
            "events.json": hostile(),
            "index.rst": "R\n=\n\n.. timeline:: events.json\n   :list:\n   :sources:\n",
        },
    )
    build(project)
    look = Look(html(project))
    inside = [one for one in look.found if any(parent.name == "section" for parent in one.parents)]
    assert {one.name for one in inside} <= {
        "a", "circle", "desc", "div", "figure", "g", "h1", "li", "line", "ol", "p", "path", "rect", "style",
        "svg", "text", "title", "ul",
    }  # fmt: skip
    assert not [
        name for one in inside for name in one.attributes if name.startswith("on") or name == "srcdoc"
    ]
    links = {one.attributes["href"] for one in inside if one.name == "a" and "href" in one.attributes}
    assert all(link.startswith(("https://example.org/", "#", "http")) for link in links)


# Other builders


def test_latex_takes_a_pdf_whose_words_are_found_in_the_report(project: Path) -> None:
    folder = built(project, "latex")
    (picture,) = folder.glob("events-*.pdf")
    assert picture.read_bytes().startswith(b"%PDF")
    assert picture.stem in (folder / "report.tex").read_text("utf-8")
    words = printed(folder, "report")
    assert "The motorway opens" in words
    assert "Fig. 1: How the roads came." in words


def test_latex_gets_a_long_timeline_page_by_page(project: Path) -> None:
    many = {
        "events": [
            {"date": str(year), "title": f"Event number {year}", "summary": "Some words. " * 20}
            for year in range(1900, 1930)
        ]
    }
    write(project, {"events.json": many})
    folder = built(project, "latex")
    code = (folder / "report.tex").read_text("utf-8")
    pages = [int(number) for number in re.findall(r"includegraphics\[\{page=(\d+),", code)]
    assert pages == list(range(2, 2 + len(pages)))
    assert len(pages) >= 2
    words = printed(folder, "report")
    assert [year for year in range(1900, 1930) if f"Event number {year}" not in words] == []


def printed(folder: Path, name: str) -> str:
    """The words of a report that LaTeX has made, as pdftotext reads them."""
    for program in ("pdflatex", "pdftotext"):
        needed(program)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
    for _ in range(2):  # for the numbers of figures
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout[-3000:].decode(errors="replace")
    told = subprocess.run(
        ["pdftotext", f"{name}.pdf", "-"], cwd=folder, capture_output=True, check=True, timeout=60
    )
    return " ".join(told.stdout.decode().split())


def test_a_book_takes_an_image(project: Path) -> None:
    write(
        project,
        {
            "conf.py": CONF + 'copyright = "me"\nversion = "1"\n',
            "index.rst": "R\n=\n\n.. timeline:: events.json\n   :page:\n",
        },
    )
    folder = built(project, "epub", "-d", "_build/doctrees")
    with ZipFile(folder / "Report.epub") as book:
        (name,) = [name for name in book.namelist() if name.endswith(".svg") and "events" in name]
        assert name in book.read("content.opf").decode()
        text = book.read("index.xhtml").decode()
    assert f'src="{name}"' in text
    assert "3 events from 1931" in text
    assert "<svg" not in text


@pytest.mark.parametrize(("builder", "name"), [("text", "index.txt"), ("man", "report.1")])
def test_where_there_are_no_pictures_the_events_are_told(project: Path, builder: str, name: str) -> None:
    write(project, {"conf.py": CONF, "index.rst": REPORT.replace(" and :numref:`roads`", "")})
    told = " ".join((built(project, builder) / name).read_text("utf-8").split())
    assert "Roads & bridges: 3 events" in told
    assert "1931: A viaduct is built [1]" in told
    assert "A survey. The Office. " in told


def test_what_is_to_be_translated_is_the_caption_and_not_the_events(project: Path) -> None:
    catalogue = (built(project, "gettext") / "index.pot").read_text("utf-8")
    assert 'msgid "How the *roads* came."' in catalogue
    assert "viaduct" not in catalogue


def test_a_translated_events_file_is_taken_for_its_language(project: Path) -> None:
    german = changed({**EVENTS, "lang": "de", "title": "Straßen"}, 2, title="Die Autobahn")
    write(project, {"events.de.json": german})
    built(project, "html", "-D", "language=de")
    assert "Die Autobahn" in html(project)


def test_parallel_builds_give_the_same_pages(project: Path) -> None:
    for number in range(6):
        write(
            project, {f"page{number}.rst": f"Page {number}\n======\n\n.. timeline:: events.json\n   :page:\n"}
        )
    write(project, {"index.rst": "R\n=\n\n.. toctree::\n   :glob:\n\n   page*\n"})
    built(project)
    one = {path.name: path.read_bytes() for path in (project / "_build/html").glob("page*.html")}
    shutil.rmtree(project / "_build")
    built(project, "html", "-j", "2")
    assert {path.name: path.read_bytes() for path in (project / "_build/html").glob("page*.html")} == one


def test_the_directive_works_in_myst(tmp_path: Path) -> None:
    text = "# Report\n\n```{timeline} events.json\n:width: 600\n:from: '1944'\n:caption: In *Markdown*\n```\n"
    write(
        tmp_path,
        {"conf.py": CONF.replace("]", ', "myst_parser"]'), "index.md": text, "events.json": EVENTS},
    )
    built(tmp_path)
    look = Look(html(tmp_path))
    (picture,) = look.pictures()
    assert picture.attributes["viewbox"].startswith("0 0 600 ")
    assert "viaduct" not in picture.text
    assert look.all("em", inside="figcaption")[0].text == "Markdown"


# What is wrong


def told(folder: Path) -> str:
    """What Sphinx says of a build that does not go through with warnings as errors."""
    done = build(folder, "html", "-q", "-W", "--keep-going")
    assert done.returncode == 1
    return done.stderr


def test_a_fault_is_told_with_the_line_of_the_document_and_that_of_the_events(project: Path) -> None:
    write(
        project, {"events.json": '{\n "events": [\n  {"date": "2025-02-30", "title": "No such day"}\n ]\n}\n'}
    )
    said = told(project)
    assert (
        "index.rst:6: ERROR: timeline events.json: events.json:3:13: error[date-day]: February 2025" in said
    )
    assert "nothing was drawn" in said


def test_a_file_that_has_been_mended_is_noticed(project: Path) -> None:
    write(project, {"events.json": '{"events": [{"date": "2025-02-30", "title": "No such day"}]}'})
    build(project)
    assert "<svg" not in html(project)
    touch(project, "events.json", EVENTS)
    build(project)
    assert "The motorway opens" in html(project)


@pytest.mark.parametrize(
    ("directive", "words"),
    [
        ("none.json", "index.rst:4: ERROR: timeline none.json: cannot read none.json: there is no such file"),
        ("events.json\n   :widht: 700", "did you mean width"),
        ("events.json\n   :width: 7", "width is '7'; it can be a whole number from 320 to 4000"),
        ("events.json\n   :layout: vertcal", "did you mean vertical"),
        ("events.json\n   :group: raod", "there is no group 'raod'; did you mean road"),
        ("events.json\n   :image:\n   :inline:", "image and inline exclude each other"),
        ("events.json\n   :pages: a4", "a document takes one picture; leave out pages"),
        ("../events.json", "it lies outside the source folder; timeline_roots in conf.py can allow that"),
    ],
)
def test_a_wrong_directive_is_told_with_its_line_and_what_would_be_right(
    project: Path, directive: str, words: str
) -> None:
    write(project.parent, {"events.json": EVENTS})
    write(project, {"index.rst": f"R\n=\n\n.. timeline:: {directive}\n"})
    said = told(project)
    assert words in said
    assert "index.rst:4: ERROR" in said


def test_one_prefix_cannot_be_given_to_two_pictures_of_a_page(project: Path) -> None:
    one = "\n.. timeline:: events.json\n   :id-prefix: mine\n"
    write(project, {"index.rst": "R\n=\n" + one + one})
    assert "index.rst:7: ERROR: timeline events.json: the picture in line 4 has the id-prefix mine" in told(
        project
    )


def test_folders_that_the_settings_name_may_hold_events(tmp_path: Path) -> None:
    write(tmp_path, {"data/events.json": EVENTS})
    source = tmp_path / "docs"
    text = "R\n=\n\n.. timeline:: ../data/events.json\n"
    write(source, {"conf.py": CONF + 'timeline_roots = ["../data"]\n', "index.rst": text})
    built(source)
    assert "The motorway opens" in html(source)
    touch(tmp_path, "data/events.json", changed(EVENTS, 2, title="The tunnel opens"))
    built(source)
    assert "The tunnel opens" in html(source)


def test_a_warning_of_the_file_is_a_warning_of_sphinx_and_can_be_switched_off(project: Path) -> None:
    write(project, {"events.json": {**EVENTS, "events": [*EVENTS["events"], EVENTS["events"][0]]}})
    said = told(project)
    assert re.search(r"index\.rst:6: WARNING: events\.json:\d+:\d+: .*\[timeline\.\S+\]", said)
    write(project, {"conf.py": CONF + 'numfig = True\nsuppress_warnings = ["timeline"]\n'})
    built(project, "html", "-E")


def test_the_docs_name_every_option_and_every_setting() -> None:
    from timeline.embed import sphinx

    docs = (DOCS / "sphinx.md").read_text("utf-8")
    assert [name for name in sphinx.TimelineDirective.option_spec if f"`:{name}:`" not in docs] == []
    settings = re.findall(r'add_config_value\("(\w+)"', Path(sphinx.__file__).read_text("utf-8"))
    assert [name for name in settings if f"`{name} = " not in docs] == ["timeline_version"]
    assert CONF.splitlines()[1] in docs
    assert ".. timeline:: events.json\n" in docs


def test_what_was_asked_for_comes_through_to_the_picture_and_to_the_next_build(project: Path) -> None:
    """Requests are kept in the doctree between reading and writing, and for builds that read nothing anew."""
    events = [{"id": "ides", "date": "-0043-03-15", "title": "The ides"}, *EVENTS["events"]]
    write(project, {"events.json": {**EVENTS, "events": events}})
    options = "   :from: -0100\n   :to: -0001\n   :focus: ides\n   :depth: 3\n   :theme: print\n   :page:\n"
    write(project, {"index.rst": f"R\n=\n\n.. timeline:: events.json\n{options}"})
    built(project, "html", "-d", "_build/trees")
    first = html(project)
    assert "The ides" in first
    assert "motorway" not in first
    shutil.rmtree(project / "_build" / "html")
    built(project, "html", "-d", "_build/trees")
    assert html(project) == first
