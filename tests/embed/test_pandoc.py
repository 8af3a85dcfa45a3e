"""The filter, run by pandoc itself: the one of Debian, whose tree has no figures yet, and a newer one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli import program
from tests.embed.hosts import EVENTS, Look, changed, write
from tests.needed import missing
from timeline.embed.pandoc import filtered

FILTER = program.ROOT / "timeline" / "cli" / "pandoc.py"
ALT = "Roads & bridges: 3 events from 1931 to 2 May 1951 in two groups."
REPORT = """\
# A report

Words before.

![What *happened* here](events.json){#fig-roads .timeline .wide width=80% data-kind=own}

Words between.

``` {.timeline events=events.json layout=vertical caption="The same, downwards" list=yes sources=yes}
```

``` python
print("not a timeline")
```
"""
PLAIN = "``` {.timeline events=events.json}\n```\n"


def newer() -> str | None:
    """The pandoc that comes with a package of Python's."""
    try:
        import pypandoc  # type: ignore[import-untyped]
    except ImportError:
        return None
    return str(pypandoc.get_pandoc_path())


def words_of(pdf: bytes) -> str:
    """The words of a PDF."""
    if not shutil.which("pdftotext"):
        missing("no pdftotext on this machine")
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["debian", "newer"])
def pandoc(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs pandoc with the filter in an empty folder, to which a report and its events have come."""
    path = newer() if request.param == "newer" else shutil.which("pandoc", path="/usr/bin:/usr/local/bin")
    if path is None:
        missing(f"no {request.param} pandoc on this machine")
    write(tmp_path, {"events.json": EVENTS, "report.md": REPORT})

    def run(*arguments: str, path: str = path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [path, "report.md", "--filter", str(FILTER), *arguments],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


def done(result: subprocess.CompletedProcess[str]) -> str:
    """What a run printed that went well."""
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


# In each format


def test_a_page_has_inline_pictures_whose_links_work(pandoc: Run, tmp_path: Path) -> None:
    page = done(pandoc("-t", "html"))
    look = Look(page)
    first, _ = look.all("figure")
    assert (first.attributes["id"], first.attributes["lang"]) == ("fig-roads", "en")
    assert first.attributes["class"].split() == ["timeline", "wide"]
    captions = look.all("figcaption")
    assert [each.text for each in captions] == ["What happened here", "The same, downwards"]
    assert look.all("em", inside="figcaption")
    assert len(look.all("svg", inside="figure", role="img")) == 2
    assert look.all("a", inside="svg", href="https://example.org/survey")
    assert "The motorway opens" in first.text
    assert re.search(r'<div style="width:80%;?" class="timeline-picture">', page)
    assert len(look.ids()) == len(set(look.ids()))
    assert "not a timeline" in look.all("pre")[0].text
    assert [each.text for each in look.all("li")][2] == "2 May 1951: The motorway opens [1]"
    assert not (tmp_path / "timeline-figures").exists()


def test_a_page_has_what_the_events_say_now(pandoc: Run, tmp_path: Path) -> None:
    before = done(pandoc("-t", "html"))
    assert before == done(pandoc("-t", "html"))
    write(tmp_path, {"events.json": changed(EVENTS, 2, title="The motorway closes")})
    after = done(pandoc("-t", "html"))
    assert ("The motorway opens" in before, "The motorway opens" in after) == (True, False)
    assert "The motorway closes" in after


def test_a_page_in_one_file_keeps_its_pictures(pandoc: Run, tmp_path: Path) -> None:
    result = pandoc("-s", "--metadata=title:R", "--self-contained", "-o", "report.html")
    assert result.returncode == 0
    look = Look((tmp_path / "report.html").read_text("utf-8"))
    assert len([each for each in look.all("svg", role="img") if "viaduct" in each.text]) == 2


def test_the_same_timeline_twice_has_ids_of_its_own_each_time(pandoc: Run, tmp_path: Path) -> None:
    write(tmp_path, {"report.md": f"{PLAIN}\n{PLAIN}\nand ![in words](events.json){{.timeline}}.\n"})
    look = Look(done(pandoc("-t", "html")))
    pictures = look.all("svg", role="img")
    assert len(pictures) == 3
    assert len({each.attributes["aria-labelledby"] for each in pictures}) == 3
    assert len(look.ids()) == len(set(look.ids())) == 6
    for each in pictures:
        assert set(each.attributes["aria-labelledby"].split()) <= set(look.ids())


def test_a_word_document_has_pictures_alt_texts_captions_and_lists(pandoc: Run, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    done(pandoc("-o", "report.docx"))
    document = docx.Document(tmp_path / "report.docx")
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "What happened here" in words
    assert "The same, downwards" in words
    assert "1931: A viaduct is built [1]" in words
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        xml = archive.read("word/document.xml").decode()
        media = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    told = [element.get("descr") for element in ElementTree.fromstring(xml).iter() if "docPr" in element.tag]
    assert told == [ALT, ALT]
    assert [data[:8] for data in media] == [b"\x89PNG\r\n\x1a\n"] * 2
    sizes = [shape.width.inches for shape in document.inline_shapes]
    assert sizes == pytest.approx([0.8 * 5.83, 5.83], abs=0.01)


def test_a_picture_in_word_is_a_link_where_that_is_asked_for(pandoc: Run, tmp_path: Path) -> None:
    line = 'events=events.json link="https://example.org/page.html" caption="Follow it" alt="Roads"'
    write(tmp_path, {"report.md": f"``` {{.timeline {line}}}\n```\n"})
    done(pandoc("-o", "report.docx"))
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        xml = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "https://example.org/page.html" in links
    assert re.search(r"<w:hyperlink .*<w:drawing>", xml, re.DOTALL) or "hlinkClick" in xml
    assert 'descr="Roads"' in xml
    assert "Follow it" in re.sub("<[^>]*>", "", xml)


def test_slides_show_the_caption_and_tell_the_picture(pandoc: Run, tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    done(pandoc("-o", "report.pptx"))
    shapes = [shape for slide in pptx.Presentation(tmp_path / "report.pptx").slides for shape in slide.shapes]
    pictures = [shape for shape in shapes if hasattr(shape, "image")]
    assert [picture.image.content_type for picture in pictures] == ["image/png"] * 2
    assert all(ALT in picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures)
    words = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert "What happened here" in words
    assert "The same, downwards" in words


def test_an_open_document_has_the_pictures(pandoc: Run, tmp_path: Path) -> None:
    done(pandoc("-o", "report.odt"))
    with zipfile.ZipFile(tmp_path / "report.odt") as archive:
        assert len([name for name in archive.namelist() if re.fullmatch(r"Pictures/.*\.png", name)]) == 2
        words = re.sub("<[^>]*>", "", archive.read("content.xml").decode())
    assert "What happened here" in words


def test_a_pdf_by_latex_is_vector_and_needs_no_converter(pandoc: Run, tmp_path: Path) -> None:
    for name in ("pdflatex", "pdfimages"):
        if not shutil.which(name):
            missing(f"no {name} on this machine")
    bin = tmp_path / "bin"
    bin.mkdir()
    for name in ("pdflatex", "python3", "env"):  # and no rsvg-convert
        (bin / name).symlink_to(sys.executable if name == "python3" else str(shutil.which(name)))
    done(pandoc("-o", "report.pdf", PATH=str(bin)))
    said = words_of((tmp_path / "report.pdf").read_bytes())
    assert said.count("The motorway opens") == 3  # two pictures and the list
    assert "What happened here" in said
    images = subprocess.run(["pdfimages", "-list", tmp_path / "report.pdf"], capture_output=True, check=True)
    assert len(images.stdout.splitlines()) == 2  # the heading and its rule


def test_a_book_for_a_reader_has_the_pictures_as_svg(pandoc: Run, tmp_path: Path) -> None:
    done(pandoc("--metadata=title:R", "-o", "report.epub", "--quiet"))
    with zipfile.ZipFile(tmp_path / "report.epub") as archive:
        media = [archive.read(name) for name in archive.namelist() if name.endswith(".svg")]
        text = "".join(archive.read(name).decode() for name in archive.namelist() if "text/ch" in name)
    assert [ElementTree.fromstring(data).tag for data in media] == ["{http://www.w3.org/2000/svg}svg"] * 2
    look = Look(text)
    assert [each.attributes["alt"] for each in look.all("img")] == [ALT, ALT]
    assert [each.text for each in look.all("figcaption")] == ["What happened here", "The same, downwards"]


def test_a_format_without_pictures_has_the_events_in_words(pandoc: Run, tmp_path: Path) -> None:
    said = " ".join(done(pandoc("-t", "plain", "--wrap=none")).split())
    for words in ("Roads & bridges", "What happened here", ALT, "1931: A viaduct is built [1]", "A survey."):
        assert words in said
    assert not (tmp_path / "timeline-figures").exists()


def test_typst_sets_what_pandoc_gives_it(pandoc: Run, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    result = pandoc("-s", "-t", "typst", "-o", "report.typ")
    if "Unknown output format typst" in result.stderr:
        return  # the older one knows nothing of it
    done(result)
    assert ALT in re.sub(r"\s+", " ", (tmp_path / "report.typ").read_text("utf-8")).replace("\\", "")
    assert words_of(typst.compile(str(tmp_path / "report.typ"))).count("The motorway opens") == 3


def test_markup_of_other_kinds_names_the_file(pandoc: Run, tmp_path: Path) -> None:
    for format in ("gfm", "rst", "org", "latex"):
        text = done(pandoc("-t", format))
        (found,) = set(re.findall(r"timeline-figures/[\w.-]+?vertical-[\w-]+\.(?:svg|pdf)", text))
        assert (tmp_path / found).stat().st_size > 1000


# What is asked for


def test_a_block_may_name_the_file_in_its_body_as_a_marker_does(pandoc: Run, tmp_path: Path) -> None:
    write(tmp_path, {"report.md": '``` timeline\nevents.json --from 1940 --caption "Two words"\n```\n'})
    look = Look(done(pandoc("-t", "html")))
    assert look.all("figcaption")[0].text == "Two words"
    assert "viaduct" not in look.all("figure")[0].text
    assert "motorway" in look.all("figure")[0].text


def test_a_block_may_hold_the_events_themselves(pandoc: Run, tmp_path: Path) -> None:
    write(tmp_path, {"report.md": f"``` timeline\n{json.dumps(EVENTS, indent=1)}\n```\n"})
    assert "The motorway opens" in Look(done(pandoc("-t", "html"))).all("figure")[0].text
    done(pandoc("-o", "report.docx"))
    (picture,) = (tmp_path / "timeline-figures").iterdir()
    assert re.fullmatch(r"timeline-[0-9a-f]{8}\.png", picture.name)


def test_groups_alternative_text_and_the_options_of_pictures_are_obeyed(pandoc: Run, tmp_path: Path) -> None:
    line = '{.timeline events=events.json group="road" theme=dark id-prefix=mine alt="Just so"}'
    write(tmp_path, {"report.md": f"``` {line}\n```\n"})
    look = Look(done(pandoc("-t", "html")))
    (picture,) = look.all("svg")
    assert picture.attributes["aria-label"] == "Just so"
    assert look.ids() == ["mine-t", "mine-d"]
    assert "motorway" in picture.text
    assert "viaduct" not in picture.text


def test_the_folder_of_the_pictures_is_named_within_the_one_it_runs_in(pandoc: Run, tmp_path: Path) -> None:
    done(pandoc("-t", "rst", "-M", "timeline-folder=made/here"))
    assert len([*(tmp_path / "made" / "here").iterdir()]) == 2
    for folder in ("../elsewhere", "/tmp/elsewhere", "a%b"):  # noqa: S108 - nothing is written there
        result = pandoc("-t", "rst", "-M", f"timeline-folder={folder}")
        assert result.returncode == 83
        assert folder in result.stderr
    assert not (tmp_path.parent / "elsewhere").exists()


def test_pictures_are_the_same_on_every_run_and_not_written_again(pandoc: Run, tmp_path: Path) -> None:
    def pictures() -> dict[str, tuple[bytes, int]]:
        found = (tmp_path / "timeline-figures").iterdir()
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in found}

    done(pandoc("-o", "report.docx"))
    before = pictures()
    done(pandoc("-o", "report.docx"))
    assert pictures() == before
    write(tmp_path, {"events.json": changed(EVENTS, 2, title="The motorway closes")})
    done(pandoc("-o", "report.docx"))
    assert pictures().keys() == before.keys()
    assert all(pictures()[name][0] != before[name][0] for name in before)


# What goes wrong


def test_faults_of_all_timelines_are_told_and_nothing_is_written(pandoc: Run, tmp_path: Path) -> None:
    wrong = json.dumps(changed(EVENTS, 0, date="1931-02-30"), indent=1)
    blocks = ["{.timeline events=wrong.json}", "{.timeline events=gone.json}", "{.timeline}"]
    blocks += ["{.timeline events=events.json layuot=lanes}", "{.timeline events=events.json width=20}"]
    nested = "> ![x](https://example.org/events.json){.timeline}\n\n"
    text = REPORT + nested + "".join(f"``` {block}\n```\n\n" for block in blocks)
    write(tmp_path, {"wrong.json": wrong, "report.md": text})
    result = pandoc("-t", "rst")
    assert result.returncode == 83
    line = wrong.split("\n").index('   "date": "1931-02-30",') + 1
    for words in (
        "timeline 3 of the document: https://example.org/events.json",
        f"timeline 4 of the document: wrong.json:{line}:",
        "February 1931 has 28 days",
        "timeline 5 of the document: cannot read gone.json",
        "timeline 6 of the document: no events file is named",
        "timeline 7 of the document: there is no option 'layuot'; did you mean layout",
        "timeline 8 of the document: width is '20'",
    ):
        assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "timeline-figures").exists()


def test_a_document_without_timelines_passes_as_it_is(pandoc: Run, tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| ü | “x” |"
    rest = "![p](events.json)\n\n``` {.json}\n{}\n```\n\n$x^2$ [^1]\n\n[^1]: N"
    write(tmp_path, {"report.md": f"---\ntitle: T\nn: [1, 2.5]\n---\n\n{table}\n\n{rest}\n"})
    command = [str((pandoc.__kwdefaults__ or {})["path"]), "report.md", "-t", "json"]
    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done(pandoc("-t", "json"))) == json.loads(plain.stdout)


def test_whoever_starts_the_filter_alone_is_told_how_it_is_meant(tmp_path: Path) -> None:
    for text in ("", "[]", "not JSON"):
        command = [sys.executable, "-S", str(FILTER)]
        run = subprocess.run(command, input=text, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == (
            "timeline: this is a filter for pandoc; write: pandoc FILE --filter timeline-pandoc -o OUTPUT\n"
        )


def test_the_filter_has_a_name_of_its_own_where_the_program_is_installed() -> None:
    project = tomllib.loads((program.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"]["timeline-pandoc"] == "timeline.cli.pandoc:main"
    assert os.access(FILTER, os.X_OK)


def test_a_list_in_a_list_in_a_list_is_walked_through() -> None:
    block: dict[str, Any] = {"t": "CodeBlock", "c": [["", ["timeline"], []], json.dumps(EVENTS)]}
    for _ in range(150):
        block = {"t": "BulletList", "c": [[block]]}
    text = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [block]})
    assert "The motorway opens" in json.dumps(filtered(json.loads(text), "html5").document)


@pytest.mark.parametrize(("target", "becomes"), [("html", "RawInline"), ("docx", "Image"), ("plain", "Str")])
def test_a_figure_in_the_shape_that_quarto_gives_it_stays_in_that_shape(
    target: str, becomes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"events.json": EVENTS})
    caption = [{"t": "Str", "c": "Caption"}]
    attr = ["", ["timeline"], [["fig-alt", "Roads"], ["fig-align", "center"]]]
    image = {"t": "Image", "c": [attr, caption, ["events.json", ""]]}

    def scaffold(inlines: list[Any]) -> dict[str, Any]:
        plain = {"t": "Plain", "c": inlines}
        return {"t": "Div", "c": [["", [], [["__quarto_custom_scaffold", "true"]]], [plain]]}

    custom = [["__quarto_custom", "true"], ["__quarto_custom_type", "FloatRefTarget"]]
    node = {"t": "Div", "c": [["fig-roads", [], custom], [scaffold([image]), scaffold(caption)]]}
    document = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [node]}
    (found,) = filtered(json.loads(json.dumps(document)), target).document["blocks"]
    assert found["c"][0] == node["c"][0]
    first, second = found["c"][1]
    assert second == scaffold(caption)
    assert first["c"][0] == scaffold([])["c"][0]
    assert first["c"][1][0]["c"][0]["t"] == becomes
    assert "Roads" in json.dumps(first)


def test_the_page_on_the_filter_says_what_works(pandoc: Run, tmp_path: Path) -> None:
    text = (program.ROOT / "docs" / "embedding" / "pandoc.md").read_text("utf-8")
    picture = re.search(r"```markdown\n(!\[.*?)\n```", text)
    block = re.search(r"````markdown\n(.*?)\n````", text, re.DOTALL)
    assert picture
    assert block
    write(tmp_path, {"report.md": f"{picture[1]}\n\n{block[1]}\n"})
    assert len(Look(done(pandoc("-t", "html"))).all("figure")) == 2
    quarto = (program.ROOT / "docs" / "embedding" / "quarto.md").read_text("utf-8")
    head = re.search(r"```yaml\n(.*?)\n```", quarto, re.DOTALL)
    body = re.search(r"```markdown\n(.*?)\n```", quarto, re.DOTALL)
    assert head
    assert body
    write(tmp_path, {"report.md": f"{head[1]}\n\n{body[1]}\n"})
    (figure,) = Look(done(pandoc("-t", "html"))).all("figure")
    assert figure.attributes["id"] == "fig-flight"
