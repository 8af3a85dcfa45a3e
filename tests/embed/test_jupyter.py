"""Timelines in notebooks: run by Jupyter's own kernel, and printed by nbconvert, from an empty folder."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

import timeline
from tests.embed.hosts import EVENTS, Look, changed, rules, run, write
from tests.needed import program as needed
from tests.page.hostile import hostile
from timeline.embed import jupyter
from timeline.embed.figure import EmbedFault
from timeline.embed.jupyter import show

CELLS = (
    "%load_ext timeline.embed.jupyter\nimport timeline",
    'tl = timeline.load("events.json")\ntl',
    "from IPython.display import display\ndisplay(show(tl, width=600)); display(show(tl, width=600))",
    '%timeline events.json --from 1944 --caption "Two of them"',
    '%%timeline --width 640\n{"events": [{"date": "2014", "title": "Written in the cell"}]}',
)


def notebook(folder: Path, *cells: str) -> None:
    """Writes ``report.ipynb``, as Jupyter would."""
    code: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"cell{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": cell,
        }
        for number, cell in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {"cells": code, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    write(folder, {"report.ipynb": json.dumps(document)})


def convert(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    home = {
        name: str(folder / "home")
        for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
    }
    return run("nbconvert", *arguments, "report.ipynb", cwd=folder, **home)


def executed(folder: Path) -> Path:
    done = convert(folder, "--to", "notebook", "--execute", "--inplace")
    assert done.returncode == 0, done.stderr
    return folder / "report.ipynb"


def outputs(folder: Path) -> list[dict[str, Any]]:
    """What the cells of an executed notebook have shown, by media type."""
    cells = json.loads((folder / "report.ipynb").read_text("utf-8"))["cells"]
    found = [output["data"] for cell in cells for output in cell["outputs"] if "data" in output]
    return [
        {name: text if isinstance(text, str) else "".join(text) for name, text in one.items()}
        for one in found
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notebook whose cells have run."""
    folder = tmp_path_factory.mktemp("notebook")
    write(folder, {"events.json": EVENTS})
    notebook(folder, *CELLS)
    executed(folder)
    return folder


# What cells show


def test_each_way_to_show_a_timeline_shows_one(report: Path) -> None:
    shown = outputs(report)
    assert [set(one) for one in shown] == [
        {"text/html", "image/svg+xml", "text/plain", "application/pdf"}
    ] * 5
    words = [Look(one["text/html"]).pictures()[0].text for one in shown]
    assert ["viaduct" in text for text in words] == [True, True, True, False, False]
    assert "Written in the cell" in words[4]
    assert "1931: A viaduct is built [1]" in shown[0]["text/plain"]
    assert shown[0]["image/svg+xml"].startswith("<?xml")
    assert base64.b64decode(shown[0]["application/pdf"]).startswith(b"%PDF")


def test_no_two_outputs_of_a_notebook_share_an_id_or_a_rule(report: Path) -> None:
    shown = [one["text/html"] for one in outputs(report)]
    ids = Look("".join(shown)).ids()
    assert len(ids) == len(set(ids)) == 10
    styled = [set(rules(one)) for one in shown]
    assert all(styled)
    assert len(set().union(*styled)) == sum(map(len, styled))


def test_running_all_cells_again_gives_the_same_notebook(report: Path) -> None:
    before = outputs(report)
    executed(report)
    assert outputs(report) == before


def test_a_notebook_that_is_not_trusted_shows_an_image_and_no_loose_words(report: Path) -> None:
    """Such a notebook keeps images, classes and ``hidden``; it drops style sheets, and the tags of SVG."""
    look = Look(outputs(report)[0]["text/html"])
    (image,) = look.all("img")
    assert image.attributes["alt"].startswith("Roads & bridges: 3 events from 1931")
    assert "The motorway opens" in base64.b64decode(image.attributes["src"].partition(",")[2]).decode()
    (picture,) = look.pictures()
    assert any("hidden" in parent.attributes for parent in picture.parents)
    assert not any("hidden" in parent.attributes for parent in image.parents)


# What is made of a notebook


@pytest.mark.parametrize("format", ["html", "slides"])
def test_pages_have_the_picture_with_live_links_and_words(report: Path, format: str) -> None:
    done = convert(report, "--to", format, "--output", format)
    assert done.returncode == 0, done.stderr
    (page,) = report.glob(f"{format}*.html")
    look = Look(page.read_text("utf-8"))
    assert len(look.pictures()) == 5
    assert look.all("a", inside="svg", href="https://example.org/survey")
    (caption,) = look.all("figcaption")
    assert caption.text == "Two of them"


def test_a_page_shows_the_picture_itself_and_not_the_image_in_its_place(report: Path, page: Any) -> None:
    assert convert(report, "--to", "html", "--output", "seen").returncode == 0
    page.route("http*://**", lambda route: route.abort())
    page.goto((report / "seen.html").as_uri())
    assert page.locator(".timeline-picture svg").first.is_visible()
    assert not page.locator("figure.timeline img").first.is_visible()
    assert page.locator(".timeline-picture svg").first.bounding_box()["width"] == 720
    paper = page.locator(".timeline-picture svg rect").first
    light = paper.evaluate("one => getComputedStyle(one).fill")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert light == "rgb(255, 255, 255)"
    assert paper.evaluate("one => getComputedStyle(one).fill") != light


def test_latex_takes_the_pdf_and_its_words_are_found(report: Path) -> None:
    done = convert(report, "--to", "latex")
    assert done.returncode == 0, done.stderr
    assert (
        len(re.findall(r"\\includegraphics|\\adjustimage", (report / "report.tex").read_text("utf-8"))) >= 5
    )
    for program in ("xelatex", "pdftotext"):
        needed(program)
    command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    made = subprocess.run(command, cwd=report, capture_output=True, check=False, timeout=120)
    assert made.returncode == 0, made.stdout[-3000:].decode(errors="replace")
    told = subprocess.run(
        ["pdftotext", "report.pdf", "-"], cwd=report, capture_output=True, check=True, timeout=60
    )
    words = " ".join(told.stdout.decode().split())
    assert words.count("The motorway opens") == 4
    assert "Written in the cell" in words.partition("%%timeline")[2].partition("]}")[2]


def test_changed_events_are_drawn_when_the_cells_run_again(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    notebook(tmp_path, *CELLS[:2])
    executed(tmp_path)
    write(tmp_path, {"events.json": changed(EVENTS, 2, title="The tunnel opens")})
    executed(tmp_path)
    (shown,) = outputs(tmp_path)
    assert "The tunnel opens" in shown["text/html"]
    assert "The motorway opens" not in shown["text/html"]


def test_a_fault_stops_the_run_and_is_told_without_a_traceback(tmp_path: Path) -> None:
    notebook(tmp_path, CELLS[0], '%%timeline\n{"events": [\n  {"date": "2025-02-30", "title": "A"}]}')
    done = convert(tmp_path, "--to", "notebook", "--execute", "--inplace")
    assert done.returncode == 1
    assert "UsageError: cell:3:13: error[date-day]: February 2025 has 28 days" in done.stderr
    assert "embed/jupyter.py" not in done.stderr


# In the same process


@pytest.fixture
def shell() -> InteractiveShell:
    """IPython, with the extension loaded."""
    fresh: InteractiveShell = InteractiveShell()  # type: ignore[no-untyped-call]
    jupyter.load_ipython_extension(fresh)
    return fresh


def bundle(picture: jupyter.Picture) -> dict[str, str]:
    return picture._repr_mimebundle_()


def test_a_timeline_is_drawn_only_while_the_extension_is_loaded(shell: InteractiveShell) -> None:
    formatter: Any = shell.display_formatter
    drawn = timeline.loads(json.dumps(EVENTS))
    assert "text/html" in formatter.format(drawn)[0]
    jupyter.unload_ipython_extension(shell)
    assert set(formatter.format(drawn)[0]) == {"text/plain"}


def test_a_picture_has_the_alt_text_and_the_caption_that_it_is_given() -> None:
    shown = Look(
        bundle(show(timeline.loads(json.dumps(EVENTS)), alt='A "road" & more', caption="<i>"))["text/html"]
    )
    assert shown.pictures()[0].attributes["aria-label"] == 'A "road" & more'
    assert shown.all("img")[0].attributes["alt"] == 'A "road" & more'
    assert shown.all("figcaption")[0].text == "<i>"


def test_a_picture_says_what_it_is_where_it_cannot_be_seen() -> None:
    assert repr(show(timeline.loads(json.dumps(EVENTS)))).startswith("<Roads & bridges: 3 events from 1931")


def test_the_words_of_a_file_cannot_become_markup() -> None:
    look = Look(
        bundle(show(timeline.loads(json.dumps(hostile())), caption="<script>alert(1)</script>"))["text/html"]
    )
    assert {one.name for one in look.found} <= {
        "a", "circle", "desc", "div", "figcaption", "figure", "g", "img", "line", "path", "rect", "style",
        "svg", "text", "title",
    }  # fmt: skip
    assert not [
        name for one in look.found for name in one.attributes if name.startswith("on") or name == "srcdoc"
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"width": 7}, "width"),
        ({"layout": "vertcal"}, "did you mean vertical"),
        ({"groups": "raod"}, "did you mean road"),
        ({"first": "1944-13"}, "there is no month 13"),
        ({"prefix": "1"}, "a letter and then"),
    ],
)
def test_an_option_that_cannot_be_fulfilled_is_told_where_it_is_given(
    options: dict[str, Any], said: str
) -> None:
    with pytest.raises(EmbedFault, match=said):
        show(timeline.loads(json.dumps(EVENTS)), **options)


def test_a_file_is_shown_by_its_path(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    assert "The motorway opens" in bundle(show(tmp_path / "events.json"))["text/plain"]
    with pytest.raises(EmbedFault, match="no such file"):
        show(tmp_path / "none.json")
