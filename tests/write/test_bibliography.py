"""The sources of a timeline as files for BibTeX and as CSL-JSON, read by the programs that they are for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import citeproc  # type: ignore[import-untyped]
import pytest
from bibtexparser.entrypoint import parse_string
from citeproc import types
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline import pipeline
from timeline.model import Timeline
from timeline.model.order import in_time, source_numbers
from timeline.products import PRODUCTS
from timeline.write.citations import keys

KINDS = {kind for name, kind in vars(types).items() if name.isupper()} | {"document"}  # new in CSL 1.0.2
"""The types of CSL, as another program has them, and below its variables, with their hyphens."""
VARIABLES = {name.replace("_", "-") for name in (*citeproc.NAMES, *citeproc.DATES, *citeproc.VARIABLES)}
GALLERY = sorted((Path(__file__).parents[1] / "gallery").glob("*.json"))

REPORT: dict[str, Any] = {
    "title": "Who said what",
    "sources": {
        "unused": {"title": "Nobody cites this"},
        "Late": {"title": "50 % of {all} & more_#1", "author": "A. Writer and Sons", "date": "2025-07-31~"},
        "early": {
            "title": "Über die Brücke",
            "publisher": "The Daily",
            "date": "1951-05",
            "url": "https://example.org/a_b?c=50%25&d={e}#f",
            "accessed": "2026-01-02",
            "note": "Front page.\nSeen on paper.",
        },
        "late": {"title": "Another one whose id differs in capitals", "date": "2024/2025"},
        "🌊": {"title": "A wave", "date": "[1667,1668]"},
        "🌋": {"title": "Its volcano", "date": "-0044-03-15", "url": "mailto:a@example.org"},
    },
    "events": [
        {"date": "2025", "title": "Last", "sources": ["Late", "late", "🌊"], "figures": [
            {"value": "3", "label": "waves", "source": "🌋"}]},
        {"date": "1951", "title": "First", "sources": [{"source": "early", "quote": "It is."}]},
    ],
}  # fmt: skip
CITED = ["early", "Late", "late", "🌊", "🌋"]
"""In the order of time, as the picture numbers them."""
TITLES = ["Über die Brücke", "Another one whose id differs in capitals", "A wave", "Its volcano"]


def read(document: dict[str, Any]) -> Timeline:
    return timeline.loads(json.dumps(document))


def items(tl: Timeline) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pipeline.references(tl, "csl"))
    return found


def program(name: str, path: str | None = None) -> str:
    """Where a program is. In a CI it has to be there."""
    found = shutil.which(name, path=path)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"no {name} on this machine")
    assert found, f"{name} is missing"
    return found


def run(*command: str, cwd: Path) -> str:
    """What a program prints that has nothing to complain of."""
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout + result.stderr
    return result.stdout


def test_the_sources_stand_in_the_order_of_their_numbers_and_no_others_do() -> None:
    assert [item["id"] for item in items(read(REPORT))] == CITED
    library = parse_string(pipeline.references(read(REPORT), "bib"))
    assert [entry.key for entry in library.entries] == ["early", "Late", "late-2", "source", "source-2"]
    assert not library.failed_blocks


def test_of_a_part_only_the_sources_of_that_part_are_there_by_the_same_keys() -> None:
    part = pipeline.select(read(REPORT), first="2025")
    assert [item["id"] for item in items(part)] == CITED[1:]
    assert "@misc{late-2," in pipeline.references(part, "bib")


def test_without_sources_the_files_are_empty_and_still_files() -> None:
    bare = read({"events": [{"date": "2014", "title": "A"}]})
    assert pipeline.references(bare, "csl") == "[]\n"
    library = parse_string(pipeline.references(bare, "bib"))
    assert (library.entries, library.failed_blocks) == ([], [])


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"format is 'bibtex'; it can be one of: csl, bib; did you mean bib"):
        pipeline.references(read(REPORT), "bibtex")


@given(st.lists(st.text(st.sampled_from("aAbB.-_é🌊🌋2"), min_size=1), unique=True))
def test_no_two_keys_are_the_same_for_bibtex(ids: list[str]) -> None:
    made = keys(ids)
    assert list(made) == ids
    assert len({key.lower() for key in made.values()}) == len(ids)


def assert_valid(listed: list[dict[str, Any]]) -> None:
    """Holds CSL-JSON to the names and types of CSL, and has it read by a program that is not ours."""
    for item in listed:
        assert item["type"] in KINDS
        assert {*item} - {"id", "type"} <= VARIABLES
        for name in {*item} & {"issued", "accessed"}:
            assert {*item[name]} <= {"date-parts", "season", "circa", "literal"}
            for parts in item[name].get("date-parts", []):
                assert 1 <= len(parts) <= 3
                assert all(type(part) is int for part in parts)
        for author in item.get("author", []):
            assert {*author} <= {"family", "given", "literal"}
        assert len(CiteProcJSON([item])) == 1  # one by one, for it takes "Late" and "late" for the same


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.stem))
def test_every_file_of_the_gallery_gives_valid_references(path: Path) -> None:
    tl = timeline.load(path)
    listed = items(tl)
    assert_valid(listed)
    assert [item["id"] for item in listed] == list(source_numbers(in_time(tl.events)))
    library = parse_string(pipeline.references(tl, "bib"))
    assert len(library.entries) == len(listed) == len(library.entries_dict)
    assert not library.failed_blocks


def test_what_is_hard_to_write_is_valid_too() -> None:
    assert_valid(items(read(REPORT)))
    with pytest.raises(AssertionError):  # the judge is awake
        assert_valid([{"id": "a", "type": "press report"}])


# The programs that read them


def test_bibtex_takes_the_file_and_keeps_its_order(tmp_path: Path) -> None:
    bibtex = program("bibtex")
    (tmp_path / "refs.bib").write_text(pipeline.references(read(REPORT), "bib"), "utf-8")
    lines = ["\\relax", "\\citation{*}", "\\bibstyle{unsrt}", "\\bibdata{refs}"]
    (tmp_path / "report.aux").write_text("\n".join(lines) + "\n", "utf-8")
    said = run(bibtex, "report", cwd=tmp_path)
    warnings = [line for line in said.splitlines() if line.startswith("Warning")]
    assert warnings == ['Warning--entry type for "early" isn\'t style-file defined']  # it has no @online
    printed = " ".join((tmp_path / "report.bbl").read_text("utf-8").split())
    places = [
        printed.index(f"\\bibitem{{{key}}}") for key in ("early", "Late", "late-2", "source", "source-2")
    ]
    assert places == sorted(places)
    assert "c. 31 July 2025" in printed


def test_latex_prints_what_bibtex_has_made_of_it(tmp_path: Path) -> None:
    latex, bibtex, text = program("pdflatex"), program("bibtex"), program("pdftotext")
    (tmp_path / "refs.bib").write_text(
        pipeline.references(read(REPORT), "bib").replace("🌊", "").replace("🌋", ""), "utf-8"
    )
    body = ["\\documentclass{article}", "\\begin{document}", "\\nocite{*}", "Text \\cite{late-2}."]
    ending = ["\\bibliographystyle{unsrt}", "\\bibliography{refs}", "\\end{document}"]
    (tmp_path / "report.tex").write_text("\n".join((*body, *ending)) + "\n", "utf-8")
    for command in (latex, bibtex, latex, latex):
        arguments = ["report"] if command == bibtex else ["-interaction=nonstopmode", "report.tex"]
        run(command, *arguments, cwd=tmp_path)
    printed = " ".join(run(text, "report.pdf", "-", cwd=tmp_path).split())
    assert "Text [3]." in printed  # as in the picture, since all were named before
    assert "May 1951. Front page. Seen on paper. [2]" in printed
    assert re.search(r"\[2\] A\. Writer and Sons\. 50 % of .all. & more.#1, c\. 31 July 2025\.", printed)


def test_typst_takes_the_file(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "refs.bib").write_text(pipeline.references(read(REPORT), "bib"), "utf-8")
    page = 'See @early and @Late.\n#bibliography("refs.bib", full: true, style: "ieee")\n'
    (tmp_path / "report.typ").write_text(page, "utf-8")
    typst.compile(str(tmp_path / "report.typ"), output=str(tmp_path / "report.pdf"))
    printed = " ".join(run(program("pdftotext"), "report.pdf", "-", cwd=tmp_path).split())
    for title in TITLES:
        assert title.split()[-1] in printed, title
    assert "See [1] and [2]." in printed


STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Numbers</title><id>numbers</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="[" suffix="]"><text variable="citation-number"/></layout></citation>
  <bibliography><layout suffix=".">
    <text variable="citation-number" prefix="[" suffix="] "/><text variable="title"/>
    <date variable="issued" form="text" prefix=", "/></layout></bibliography>
</style>
"""


@pytest.mark.parametrize("format", pipeline.REFERENCES)
def test_pandoc_numbers_them_as_the_picture_does(tmp_path: Path, format: str) -> None:
    pandoc = program("pandoc", "/usr/bin:/usr/local/bin")
    name = f"refs{PRODUCTS[format].ending}"
    (tmp_path / name).write_text(pipeline.references(read(REPORT), format), "utf-8")
    (tmp_path / "numbers.csl").write_text(STYLE, "utf-8")
    (tmp_path / "report.md").write_text('---\nnocite: "@*"\n---\n\nSee [@early].\n', "utf-8")
    options = ["--citeproc", "--bibliography", name, "--csl", "numbers.csl", "-t", "plain", "--wrap=none"]
    printed = run(pandoc, *options, "report.md", cwd=tmp_path)
    assert printed.startswith("See [1].")
    numbered = [line for line in printed.splitlines() if line.startswith("[")]
    assert [line.partition("]")[0][1:] for line in numbered] == ["1", "2", "3", "4", "5"]
    for line, id in zip(numbered, CITED, strict=True):
        title = read(REPORT).sources[id].title
        if format == "bib":  # whose braces pandoc takes for LaTeX's own, however they are written
            title = title.replace("{", "").replace("}", "")
        assert title in line
