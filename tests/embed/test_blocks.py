"""What stands between two markers: the words of a file are words to each host, whatever they look like."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import pytest

from tests.embed.documents.report import module, program
from tests.embed.hostile_words import words
from tests.write.test_svg import scene
from timeline.embed.blocks import SYNTAXES, Block
from timeline.embed.blocks.latex import CORK, OLDEST
from timeline.write.pdf import pdf
from timeline.write.typefaces import Faces

WORDS = words()
BLOCK = Block("x", ("svg", "pdf"), "What is seen", (720, 400))
FRAME = {"html", "head", "meta", "title", "link", "style", "script", "body", "main", "div", "h1"}
"""Elements that some hosts put around a document."""
OURS = {"figure", "figcaption", "img", "a", "p", "em", "strong", "span", "ul", "ol", "li"}
OURS_TOO = {"details", "summary", "picture", "source", "b", "br"}


class Seen(HTMLParser):
    """What a host has made of a document: the items of lists, the texts of pictures, the elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.items: list[str] = []
        self.alternatives: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self._is_in_item = False
        body = page[max(page.find("<body"), 0) :]
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "li":
            self.items.append("")
            self._is_in_item = True
        if tag == "img":
            self.alternatives.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._is_in_item = False

    def handle_data(self, data: str) -> None:
        if self._is_in_item:
            self.items[-1] += data


QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "--", "…": "...", "\u200b": "", "\u2060": ""}
)
"""What hosts set for quotes, dashes and dots, and what holds their signs apart."""


def bare(text: str) -> str:
    """A text without blanks, escapes of addresses, and what good printers do to quotes."""
    return "".join(unquote(normalize("NFKC", text.translate(QUOTES))).split())


def listed(syntax: str, texts: list[str], folded: bool = False) -> str:
    block = BLOCK._replace(events=texts, folded=folded)
    return "\n".join(SYNTAXES[syntax].write(block)) + "\n"


def captioned(syntax: str, texts: list[str]) -> str:
    """A figure for each text."""
    blocks = [BLOCK._replace(alt=text, caption=text, page="p.html") for text in texts]
    return "\n".join("\n".join(SYNTAXES[syntax].write(block)) for block in blocks) + "\n"


def only_words(
    syntax: str, render: Callable[[str], str], also: Collection[str] = (), figures: int = len(WORDS)
) -> None:
    """Holds the items of lists, the texts of so many pictures, and all that is an element, to what was
    written."""
    lists = Seen(render(listed(syntax, WORDS)))
    assert [bare(item) for item in lists.items] == [bare(text) for text in WORDS]
    shown = Seen(render(captioned(syntax, WORDS[:figures])))
    assert [bare(text) for text in shown.alternatives] == [bare(text) for text in WORDS[:figures]]
    assert (lists.elements | shown.elements) - FRAME - OURS <= set(also)
    odd = {name for name in lists.attributes | shown.attributes if name.startswith("on")}
    assert odd == set()


def piped(*command: str) -> Callable[[str], str]:
    """What a program prints when it is given a document."""

    def render(text: str) -> str:
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=120)
        return done.stdout.decode()

    return render


def commonmark(text: str) -> str:
    return str(module("markdown_it").MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))


def python_markdown(text: str) -> str:
    """With all that sites add to it."""
    module("pymdownx")
    added = ("tilde", "caret", "mark", "arithmatex", "emoji", "details", "snippets", "tasklist", "magiclink")
    extensions = ["extra", "admonition", "sane_lists", *(f"pymdownx.{name}" for name in added)]
    return str(module("markdown").markdown(text, extensions=extensions))


def plain_python_markdown(text: str) -> str:
    return str(module("markdown").markdown(text))


def docutils(text: str) -> str:
    strict = {"report_level": 1, "halt_level": 1, "embed_stylesheet": False, "output_encoding": "unicode"}
    return str(module("docutils.core").publish_string(text, writer="html5", settings_overrides=strict))


@pytest.mark.parametrize("render", [commonmark, plain_python_markdown, python_markdown])
def test_in_markdown_they_are(render: Callable[[str], str]) -> None:
    only_words("markdown", render)


@pytest.mark.parametrize("dialect", ["markdown", "gfm", "commonmark_x"])
def test_in_markdown_they_are_to_pandoc(dialect: str) -> None:
    pandoc = program("pandoc", "pandoc")
    only_words("markdown", piped(pandoc, "--from", dialect, "--wrap", "none"))


@pytest.mark.parametrize("render", [commonmark, plain_python_markdown, python_markdown])
def test_in_folded_lists_of_markdown_they_are(render: Callable[[str], str]) -> None:
    seen = Seen(render(listed("markdown", WORDS, folded=True)))
    assert [bare(item) for item in seen.items] == [bare(text) for text in WORDS]
    assert seen.elements <= FRAME | OURS | OURS_TOO


def test_in_html_they_are() -> None:
    only_words("html", str, also=OURS_TOO)


def test_in_restructuredtext_they_are() -> None:
    only_words("rst", docutils)


def test_in_asciidoc_they_are() -> None:
    asciidoctor = program("asciidoctor", "asciidoctor")
    extra = ("--attribute", "experimental", "--attribute", "stem")
    only_words("asciidoc", piped(asciidoctor, "--embedded", *extra, "--out-file", "-", "-"))


def test_in_org_they_are_to_pandoc() -> None:
    pandoc = program("pandoc", "pandoc")
    only_words("org", piped(pandoc, "--from", "org", "--wrap", "none"))


def test_in_org_they_are_to_emacs(tmp_path: Path) -> None:
    emacs = program("emacs", "emacs-nox")

    def render(text: str) -> str:
        head = "#+OPTIONS: author:nil timestamp:nil html-postamble:nil\n"
        (tmp_path / "report.org").write_text(head + text, encoding="utf-8")
        export = ("--eval", "(require 'ox-html)", "--eval", "(org-html-export-to-html)")
        command = (emacs, "--quick", "--batch", "report.org", *export)
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return (tmp_path / "report.html").read_text("utf-8")

    only_words("org", render, figures=100)  # of which Emacs makes its references slowly


def test_in_typst_they_are(tmp_path: Path) -> None:
    typst = module("typst")
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')

    def render(text: str) -> str:
        (tmp_path / "report.typ").write_text(text, encoding="utf-8")
        return bytes(typst.compile(tmp_path / "report.typ", format="html")).decode()

    only_words("typst", render, also=("b", "br"))


ENGINES = {"pdflatex": "texlive-latex-recommended", "xelatex": "texlive-xetex"}
LATEX = """\\documentclass{article}
\\usepackage[paperwidth=500mm,paperheight=400mm,margin=10mm]{geometry}
\\usepackage{graphicx}%s
\\begin{document}
\\hyphenpenalty10000
%s
\\clearpage
%s
\\listoffigures
\\end{document}
"""


T1 = "\\usepackage[T1]{fontenc}\\usepackage{lmodern}"
"""Without it, pdfLaTeX writes files in which some signs cannot be searched."""


@pytest.mark.parametrize("packages", ["", "\\usepackage{hyperref}"])
@pytest.mark.parametrize("engine", ENGINES)
def test_in_latex_they_are(engine: str, packages: str, tmp_path: Path) -> None:
    latex, reader = program(engine, ENGINES[engine]), program("pdftotext", "poppler-utils")
    (tmp_path / "x.pdf").write_bytes(picture())
    numbered = [f"Q{number}Q {text}" for number, text in enumerate(WORDS)]
    block = BLOCK._replace(endings=("pdf",), events=numbered)
    figures = captioned("latex", WORDS).replace("\\end{figure}", "\\end{figure}\\clearpage")
    packages += T1 if engine == "pdflatex" else ""
    text = LATEX % (packages, "\n".join(SYNTAXES["latex"].write(block)), figures)
    (tmp_path / "report.tex").write_text(text, encoding="utf-8")
    command = (latex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex")
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]
    printing = (reader, "-raw", "-l", "12", "report.pdf", "-")
    done = subprocess.run(printing, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    said = done.stdout.decode().replace("\u2212", "-").replace("•", "")
    items = re.findall(r"Q\d+Q(.*?)(?=Q\d+Q|Figure 1:|\f\d|\n\d+\s*\f|\Z)", said, re.DOTALL)
    assert [bare(item) for item in items[: len(WORDS)]] == [bare(text) for text in WORDS]


def picture() -> bytes:
    """A PDF of one page with nothing on it."""
    return pdf([scene()], Faces())


# What else a block has to be


def written(syntax: str, **values: Any) -> str:
    block = BLOCK._replace(**values)
    return "\n".join(SYNTAXES[syntax].write(block))


@pytest.mark.parametrize(
    ("syntax", "sign"),
    [
        *[("rst", "#"), ("rst", "%"), ("latex", "%"), ("latex", "{"), ("latex", "~")],
        *[("asciidoc", "{"), ("asciidoc", "]"), ("org", "["), ("org", "\\")],
    ],
)
def test_a_path_that_a_syntax_cannot_name_is_refused(syntax: str, sign: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"the path a {sign} b/x.")):
        written(syntax, stem=f"a {sign} b/x")


@pytest.mark.parametrize("syntax", ["markdown", "html"])
def test_paths_and_pages_are_addresses(syntax: str) -> None:
    text = written(syntax, stem="für (uns)/50%", page="a:b/ü?#.html")
    assert "f%C3%BCr%20%28uns%29/50%25.svg" in text
    assert "./a%3Ab/%C3%BC%3F%23.html" in text


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_picture_of_another_format_stands_first_where_it_is_asked_for(syntax: str) -> None:
    assert "x.png" in written(syntax, endings=("png", "svg", "pdf"))
    with pytest.raises(ValueError, match="this document can show"):
        written(syntax, endings=("tiff",))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_document_refers_to_a_figure_by_a_name_of_plain_letters(syntax: str) -> None:
    text = written(syntax, name="Über uns_2", caption="A caption")
    assert ("Uber-uns-2" in text) is (syntax != "markdown")
    assert written(syntax, name="旅", caption="A caption") == written(syntax, caption="A caption")


@pytest.mark.parametrize("syntax", ["latex", "typst"])
def test_each_page_of_a_picture_is_a_figure_and_the_first_has_the_caption(syntax: str) -> None:
    text = written(syntax, pages=3, caption="A caption", name="roads")
    assert [text.count(alt) for alt in ("(1/3)", "(2/3)", "(3/3)")] == [1, 1, 1]
    assert (text.count("A caption"), text.count("roads")) == (1, 1)


def test_latex_is_told_of_letters_that_pdflatex_may_not_know() -> None:
    text = written("latex", caption="«Łódź» – Přerov", events=["Киев → 北京"])
    assert text.splitlines()[:2] == [
        "% « » needs \\usepackage[T1]{fontenc}, XeLaTeX or LuaLaTeX",
        "% К в е и 京 北 needs an encoding that has it, XeLaTeX or LuaLaTeX",
    ]
    assert "needs" not in written("latex", caption="Łódź – “so” it is → there, 5 × 6 ≤ 30 €")


@pytest.mark.parametrize(("encoding", "unknown"), [("OT1", OLDEST), ("T1", CORK)], ids=["OT1", "T1"])
def test_pdflatex_knows_the_letters_of_which_it_is_not_told(
    encoding: str, unknown: re.Pattern[str], tmp_path: Path
) -> None:
    latex = program("pdflatex", "texlive-latex-recommended")
    letters = [chr(code) for code in range(0xA1, 0x2300) if chr(code).isprintable()]
    known = [one for one in letters if bool(unknown.fullmatch(one)) is (encoding == "T1")]
    assert len(known) > (20 if encoding == "T1" else 250)
    head = f"\\documentclass{{article}}\\usepackage[{encoding}]{{fontenc}}\\begin{{document}}\n"
    text = f"{head}{' '.join(known)}\n\\end{{document}}\n"
    (tmp_path / "letters.tex").write_text(text, encoding="utf-8")
    command = (latex, "-interaction=nonstopmode", "-halt-on-error", "letters.tex")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-1500:]


@pytest.mark.parametrize("syntax", ["markdown", "html"])
def test_markup_stands_in_place_of_the_picture(syntax: str) -> None:
    text = written(syntax, inline="<div>\n<svg></svg>\n</div>", caption="A caption")
    assert "<div>\n<svg></svg>\n</div>" in text
    assert "A caption" in text
    assert "<img" not in text


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_no_line_has_blanks_at_its_end_or_a_break_within(syntax: str) -> None:
    block = BLOCK._replace(alt="a\nb ", caption=" c\u2028d ", events=["e\n\nf https://example.org"])
    lines = SYNTAXES[syntax].write(block._replace(page="p"))
    assert [line for line in lines if line != line.rstrip() or len(line.splitlines()) > 1] == []
    assert "c d" in "\n".join(lines)
