"""The pictures of docs/embedding for documents with markers, taken of what their hosts make.

    python -m tests.embed.documents.photographs [latex] [typst] [markdown] [restructuredtext] [asciidoc] [org]

Each document is written, gets its timeline by ``timeline embed``, and is built, all in an empty folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.cli.program import timeline
from tests.conftest import CHROMIUM_FLAGS
from tests.embed.documents.report import module, program, run
from tests.embed.hosts import write
from tests.embed.photographs import DOCS, beside, seen
from tests.embed.pictures import save
from tests.gallery import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVENTS = {**json.loads((HERE / "ever-given.json").read_text("utf-8")), "display": {}}
CAPTION = 'events.json --caption "From the grounding to the way out"'
BEFORE = (
    "In March 2021 one ship closed the canal through which more than a tenth of the world’s trade goes. "
    "Hundreds of others waited at both ends, or went round Africa."
)
AFTER = (
    "The owners and the authority of the canal agreed in the summer on what was to be paid for it. How much "
    "that was has not been said."
)
HEADING = "Six days in March"
DPI = 84


def sheets(folder: Path, pdf: str, count: int) -> list[Image.Image]:
    """The first pages of a PDF."""
    command = (program("pdftoppm", "poppler-utils"), "-r", DPI, "-png", "-l", count, pdf, "sheet")
    run(folder, *map(str, command))
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("sheet*.png"))]


def put_in(folder: Path, name: str, text: str) -> None:
    write(folder, {"events.json": EVENTS, name: text})
    done = timeline("embed", name, cwd=folder)
    assert done.returncode == 0, done.stderr


def latex(folder: Path, _: Browser) -> list[Image.Image]:
    """A report of two pages."""
    packages = "\\usepackage[margin=2.5cm]{geometry}\n\\usepackage[T1]{fontenc}\n"
    packages += "\\usepackage{lmodern,graphicx,hyperref}"
    text = (
        f"\\documentclass[a4paper,11pt]{{article}}\n{packages}\n\\hypersetup{{hidelinks}}\n\\begin{{document}}\n"
        f"\\section*{{{HEADING}}}\n{BEFORE} Figure~\\ref{{fig:canal}} shows the days.\n\n"
        f"% timeline: {CAPTION} --name canal\n% /timeline\n\n\\medskip\n{AFTER}\n\\end{{document}}\n"
    )
    put_in(folder, "report.tex", text)
    for _number in range(2):
        run(
            folder, program("pdflatex", "texlive"), "-interaction=nonstopmode", "-halt-on-error", "report.tex"
        )
    return sheets(folder, "report.pdf", 1)


def typst(folder: Path, _: Browser) -> list[Image.Image]:
    """A page of Typst."""
    text = (
        f"= {HEADING}\n\n{BEFORE} @fig-canal shows the days.\n\n"
        f"// timeline: {CAPTION} --name canal\n// /timeline\n\n{AFTER}\n"
    )
    put_in(folder, "report.typ", text)
    module("typst").compile(folder / "report.typ", output=folder / "report.pdf")
    return sheets(folder, "report.pdf", 1)


def markdown(folder: Path, browser: Browser) -> list[Image.Image]:
    """What an editor or a forge shows, to those who read in the light and in the dark."""
    text = f"# {HEADING}\n\n{BEFORE}\n\n<!-- timeline: {CAPTION} --dark -->\n<!-- /timeline -->\n\n{AFTER}\n"
    put_in(folder, "report.md", text)
    body = module("markdown_it").MarkdownIt("commonmark").render((folder / "report.md").read_text("utf-8"))
    style = (
        ":root{color-scheme:light dark}body{font:16px/1.5 sans-serif;max-width:720px;margin:24px auto}"
        "@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}}"
    )
    write(folder, {"report.html": f"<!doctype html><meta charset='utf-8'><style>{style}</style>{body}"})
    return [seen(browser, folder / "report.html", 770, scheme) for scheme in ("light", "dark")]


def restructuredtext(folder: Path, browser: Browser) -> list[Image.Image]:
    """What rst2html5 makes."""
    heading = f"{HEADING}\n{'=' * len(HEADING)}"
    text = f"{heading}\n\n{BEFORE}\n\n.. timeline: {CAPTION}\n.. /timeline\n\n{AFTER}\n"
    put_in(folder, "report.rst", text)
    run(folder, sys.executable, "-m", "docutils", "report.rst", "report.html")
    return [seen(browser, folder / "report.html", 860)]


def asciidoc(folder: Path, browser: Browser) -> list[Image.Image]:
    """What Asciidoctor makes."""
    text = f"= {HEADING}\n\n{BEFORE}\n\n// timeline: {CAPTION}\n// /timeline\n\n{AFTER}\n"
    put_in(folder, "report.adoc", text)
    run(folder, program("asciidoctor", "asciidoctor"), "report.adoc")
    return [seen(browser, folder / "report.html", 860)]


def org(folder: Path, browser: Browser) -> list[Image.Image]:
    """What Emacs exports, as HTML and by way of LaTeX."""
    head = f"#+TITLE: {HEADING}\n#+OPTIONS: toc:nil author:nil date:nil html-postamble:nil\n"
    head += "#+LATEX_CLASS_OPTIONS: [a4paper]\n#+LATEX_HEADER: \\usepackage[margin=2.5cm]{geometry}\n"
    put_in(folder, "report.org", f"{head}\n{BEFORE}\n\n# timeline: {CAPTION}\n# /timeline\n\n{AFTER}\n")
    emacs = (program("emacs", "emacs-nox"), "--quick", "--batch", "report.org")
    run(folder, *emacs, "--eval", "(require 'ox-html)", "--eval", "(org-html-export-to-html)")
    run(folder, *emacs, "--eval", "(require 'ox-latex)", "--eval", "(org-latex-export-to-pdf)")
    return [seen(browser, folder / "report.html", 760), *sheets(folder, "report.pdf", 1)]


HOSTS: dict[str, Callable[[Path, Browser], list[Image.Image]]] = {
    "latex": latex,
    "typst": typst,
    "markdown": markdown,
    "restructuredtext": restructuredtext,
    "asciidoc": asciidoc,
    "org": org,
}


def main(names: list[str]) -> None:
    """Takes the pictures of the hosts named, all where none is."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = program("chromium", "chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for name in names or HOSTS:
            with tempfile.TemporaryDirectory() as folder:
                save(beside(HOSTS[name](Path(folder), browser)), DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
