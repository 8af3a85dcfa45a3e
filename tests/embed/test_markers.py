"""Where markers stand in a document, and what is wrong with them, line by line."""

from __future__ import annotations

import time

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from timeline.embed import markers
from timeline.embed.markers import Marker
from timeline.embed.syntax import LANGUAGES, LIVE, comments
from timeline.source.places import Lines


def found(name: str, text: str) -> list[tuple[str, str]]:
    """The markers of a text: what each asks for, and the lines of its block."""
    done = markers.find(text, LANGUAGES[name])
    assert done.faults == []
    return [(asked(text, marker), "\n".join(marker.block(text))) for marker in done.markers]


def asked(text: str, marker: Marker) -> str:
    return text[marker.options : marker.options_end].strip()


def faults(name: str, text: str) -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    lines = Lines(text)
    return [(*lines.at(fault.start), fault.code) for fault in markers.find(text, LANGUAGES[name]).faults]


PAIRS = {
    "markdown": "<!-- timeline: a.json -->\nblock\n<!-- /timeline -->\n",
    "html": "<!-- timeline: a.json -->\nblock\n<!-- /timeline -->\n",
    "rst": ".. timeline: a.json\n\nblock\n\n.. /timeline\n",
    "latex": "% timeline: a.json\nblock\n% /timeline\n",
    "typst": "// timeline: a.json\nblock\n// /timeline\n",
    "asciidoc": "// timeline: a.json\nblock\n// /timeline\n",
    "org": "# timeline: a.json\nblock\n# /timeline\n",
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_marker_is_a_comment_of_each_language(name: str) -> None:
    pair = PAIRS[name]
    assert [(asked, block.strip()) for asked, block in found(name, pair)] == [("a.json", "block")]
    assert len(found(name, f"Text.\n\n{pair}\nMore.\n\n{pair}")) == 2
    ((asked, _),) = found(name, pair.replace("\n", "\r\n"))
    assert asked == "a.json"


def test_every_language_has_a_case_here() -> None:
    assert PAIRS.keys() == LANGUAGES.keys()


CODE = {
    "markdown": [
        "```\n{}```\n",
        "````md\n```\n{}```\n````\n",
        "~~~ html\n{}~~~\n",
        "- item\n\n  ```\n{:  }  ```\n",
        "> ~~~\n{:> }> ~~~\n",
        "text\n\n{:    }\n",
        "- item\n\n{:      }\n",
        "<pre>\n{}</pre>\n",
        "<script>\n{}</script>\n",
        "---\ntitle: x\n{}---\n",
        "```\n{}",  # never ended
    ],
    "html": [
        "<pre>\n{}</pre>\n",
        "<script>\n{}</script>\n",
        "<style>{}</style>",
        "<textarea rows='2'>\n{}</textarea>\n",
        "<svg><![CDATA[\n{}]]></svg>\n",
        "<?php\n{}?>\n",
        "<PRE>\n{}",
    ],
    "rst": [
        "Text::\n\n{:   }\nMore.\n",
        "::\n\n{:   }\n",
        ".. code-block:: rst\n\n{:   }\n",
        ".. code:: rst\n   :number-lines:\n\n{:   }\n",
        ".. raw:: html\n\n{:   }\n",
        "..\n{:   }\n",
        ".. A remark\n\n{:   }\n",
        "- item::\n\n{:     }\n",
    ],
    "latex": [
        "\\begin{{verbatim}}\n{}\\end{{verbatim}}\n",
        "\\begin{{Verbatim}}[frame=single]\n{}\\end{{Verbatim}}\n",
        "\\begin{{lstlisting}}[language=TeX]\n{}\\end{{lstlisting}}\n",
        "\\begin{{minted}}{{latex}}\n{}\\end{{minted}}\n",
        "\\begin{{comment}}\n{}\\end{{comment}}\n",
        "\\lstnewenvironment{{tex}}{{}}{{}}\n\\begin{{tex}}\n{}\\end{{tex}}\n",
        "\\newminted{{python}}{{}}\n\\begin{{pythoncode}}\n{}\\end{{pythoncode}}\n",
    ],
    "typst": ["```typ\n{}```\n", "````\n```\n{}```\n````\n", "/*\n{}*/\n", "/* /* */\n{}*/\n", "`\n{}`\n"],
    "asciidoc": [
        "----\n{}----\n",
        "....\n{}....\n",
        "++++\n{}++++\n",
        "////\n{}////\n",
        "-----\n----\n{}-----\n",
        "```asciidoc\n{}```\n",
        "[source,asciidoc]\nfirst\n{}\n",
        " first\n{}\n",
    ],
    "org": [
        "#+BEGIN_SRC org\n{}#+END_SRC\n",
        "#+begin_example\n{}#+end_example\n",
        "#+BEGIN_EXPORT html\n{}#+END_EXPORT\n",
        "#+BEGIN_COMMENT\n{}#+END_COMMENT\n",
    ],
}


class Indented(str):
    """A text that is indented by what stands in a format behind the colon."""

    def __format__(self, prefix: str) -> str:
        return "".join(f"{prefix}{line}" for line in self.splitlines(keepends=True))


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in CODE.items() for case in cases])
def test_markers_that_are_shown_as_code_are_left_alone(name: str, case: str) -> None:
    text = "Text.\n\n" * (not case.startswith("---\n")) + case.format(Indented(PAIRS[name]))
    done = markers.find(text, LANGUAGES[name])
    assert (done.markers, done.faults) == ([], [])
    assert done.in_code >= 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("markdown", "- item\n\n{:  }\n- more\n"),
        ("markdown", "1. item\n   - deep\n\n{:     }\n"),
        ("markdown", "> {:> }".replace("> {", "{")),
        ("markdown", "!!! note\n{:    }\n"),
        ("markdown", "=== \"Tab\"\n\n{:    }\n"),
        ("markdown", "[^1]: Note\n\n{:    }\n"),
        ("markdown", "text\n{}text\n"),
        ("markdown", "```\ncode\n```\n{}"),
        ("markdown", "`<!--` begins a comment\n\n{}"),
        ("markdown", "a <!-- remark\nof two lines --> b\n\n{}"),
        ("markdown", "> ```\n> code\n\n{}"),  # the fence ends with its quote
        ("markdown", "<div>\n{}</div>\n"),
        ("html", "<p title='a > b'>x</p>\n  {:  }".replace("  {", "{")),
        ("html", "<!-- remark -->\n{}"),
        ("html", '<meta content="never closed\n<meta name="b" />\n{}'),
        ("latex", "\\begin{{comment}}\n\\end {{comment}}\n{}"),
        ("rst", "Text::\n\n   code\n\n{}"),
        ("rst", ".. note::\n\n{:   }\n"),
        ("rst", "..\n\n{}"),
        ("latex", "% \\begin{{verbatim}}\n{}"),
        ("latex", "\\verb|\\begin{{verbatim}}| \\begin{{quote}}\n{:  }\\end{{quote}}\n"),
        ("typst", 'See https://example.org `code`.\n#raw("`")\n{}'),
        ("typst", "// don`t\n{}"),
        ("asciidoc", "====\n{}====\n"),
        ("asciidoc", "----\ncode\n----\n{}"),
        ("asciidoc", "[source]\ncode\n\n{}"),
        ("org", "- item\n{:  }"),
        ("org", "#+BEGIN_SRC\n{}"),  # never ended, so it begins nothing
        ("org", "#+BEGIN_QUOTE\n{}#+END_QUOTE\n"),
    ],
)  # fmt: skip
def test_markers_between_all_sorts_of_text_are_found(name: str, text: str) -> None:
    ((asked, block),) = found(name, text.format(Indented(PAIRS[name])))
    assert (asked, block.strip()) == ("a.json", "block")


def test_the_options_of_a_marker_may_take_several_lines() -> None:
    ((asked, _),) = found("markdown", "<!-- timeline: a.json\n  --width 400 -->\n<!-- /timeline -->\n")
    assert asked == "a.json\n  --width 400"
    ((asked, _),) = found("rst", ".. timeline: a.json\n   --width 400\n\n.. /timeline\n")
    assert asked == "a.json\n   --width 400"


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("markdown", "<!-- timeline: a.json -->\n", [(1, 1, "marker-unmatched")]),
        ("markdown", "x\n\n  <!-- /timeline -->\n", [(3, 3, "marker-unmatched")]),
        (
            "markdown",
            "<!-- timeline: a -->\n<!-- timeline: b -->\n<!-- /timeline -->\n<!-- /timeline -->\n",
            [(2, 1, "marker-nested")],
        ),
        (
            "markdown",
            "<!-- timeline: a -->\n\n<!-- timeline: b -->\n<!-- /timeline -->\n",
            [(1, 1, "marker-unmatched")],
        ),
        (
            "markdown",
            "<!-- timeline: a -->\n<!-- /timeline -->\n<!-- /timeline -->\n",
            [(3, 1, "marker-unmatched")],
        ),
        (
            "markdown",
            "Text <!-- timeline: a -->\n\n<!-- /timeline -->\n",
            [(1, 6, "marker-alone")],
        ),
        ("markdown", "<!-- timeline: a --> text\n<!-- /timeline -->\n", [(1, 1, "marker-alone")]),
        (
            "markdown",
            "<!-- timeline: a --><!-- /timeline -->\n",
            [(1, 1, "marker-alone"), (1, 21, "marker-alone")],
        ),
        ("markdown", "<!-- off\n<!-- timeline: a -->\n", [(2, 1, "marker-within")]),
        ("markdown", "<!-- timeline: a\n", [(1, 1, "marker-alone"), (1, 1, "marker-unmatched")]),
        ("markdown", "<!-- timeline a.json -->\n", [(1, 1, "marker-unknown")]),
        ("markdown", "<!-- Timelines: a.json -->\n", [(1, 1, "marker-unknown")]),
        (
            "markdown",
            "<!-- timeline: a -->\n<!-- /timeline sha256:xyz -->\n",
            [(2, 1, "marker-checksum")],
        ),
        ("markdown", "<!-- timeline: a -->\n<!-- /timeline sha256:12 -->\n", [(2, 1, "marker-checksum")]),
        ("html", "<p><!-- timeline: a --></p>\n", [(1, 4, "marker-alone"), (1, 4, "marker-unmatched")]),
        ("html", "<a title='\n<!-- timeline: a -->\n", [(2, 1, "marker-within")]),
        (
            "html",
            "<!--\n<!-- timeline: a -->\n<!-- /timeline -->\n",
            [(2, 1, "marker-within"), (3, 1, "marker-unmatched")],
        ),
        ("rst", "Text\n.. timeline: a\n\n.. /timeline\n", [(2, 1, "marker-alone")]),
        ("rst", ".. timeline: a\n\n.. /timeline\n\n   A quote.\n", [(3, 1, "marker-below")]),
        ("latex", "x\n  % timeline: a\n", [(2, 3, "marker-unmatched")]),
        ("org", "# /timeline\n", [(1, 1, "marker-unmatched")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    name: str, text: str, wrong: list[tuple[int, int, str]]
) -> None:
    assert faults(name, text) == wrong


def test_comments_of_a_section_that_is_called_timeline_are_no_markers() -> None:
    text = (
        "<!-- Timeline -->\n<!-- timeline section -->\n<!-- end timeline -->\n<!-- timelines: see below -->\n"
    )
    assert faults("html", text) == faults("markdown", text) == []
    assert faults("rst", ".. timeline:: a.json\n   :width: 400\n") == []  # which is a directive


def test_every_fault_of_a_document_is_told_in_one_run() -> None:
    text = (
        "<!-- timeline: a -->\n\n"
        "Text <!-- timeline: b -->\n\n"
        "<!-- /timeline -->\n<!-- /timeline -->\n<!-- /timeline -->\n"
    )
    assert faults("markdown", text) == [(3, 6, "marker-alone"), (7, 1, "marker-unmatched")]


# The checksum


def test_a_checksum_does_not_depend_on_what_editors_do_to_the_ends_of_lines() -> None:
    said = markers.checksum(["", "one", "", "two"])
    assert said == markers.checksum(["one  ", "", "two", ""])
    assert said != markers.checksum(["one", "two"])
    assert markers.agrees(said, ["one", "", "two"])
    assert markers.agrees(said[:8], ["one", "", "two"])
    assert not markers.agrees(said[:7], ["one", "", "two"])
    assert not markers.agrees("", ["one"])


# The parsers of others agree

PIECES = [
    "text", "", "", "```", "~~~", "````", "   ```", "    indented", "- item", "* a", "1. one", "10. ten",
    "> quote",
    ">", "> > deep", "  cont", "    four", "      six", "\ttab", "- - nested", "-", "# head", "---", "***",
    "`code", "a `b` c", "- ```", "> ```", "  ```", "    ```", "1.  x", "> - a", "   > lazy",
    "<div>", "</div>",
]  # fmt: skip
LEADS = [
    "",
    " ",
    "  ",
    "   ",
    "    ",
    "      ",
    "\t",
    "> ",
    ">",
    "- ",
    "1. ",
    "  > ",
    "> > ",
    ">   ",
    "text ",
    "`x` ",
]
MARKER = st.sampled_from(LEADS).map(lambda lead: f"{lead}<!-- timeline: #.json -->")


def numbered(lines: list[str]) -> tuple[str, int]:
    """A text in which each marker has a number of its own, and how many there are."""
    text, count = "\n".join(["x", "", *lines, ""]), 0
    while "#.json" in text:
        text, count = text.replace("#.json", f"{count}.json", 1), count + 1
    return text, count


def live(name: str, text: str, count: int) -> list[bool]:
    done = [text[one.start : one.end] for one in comments(text, LANGUAGES[name]) if one.standing == LIVE]
    return [any(f" {number}.json" in one for one in done) for number in range(count)]


def blocks_of_html(text: str) -> str:
    """What of a text CommonMark takes for blocks of HTML."""
    return "\n".join(
        token.content for token in MarkdownIt("commonmark").parse(text) if token.type == "html_block"
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), MARKER), min_size=1, max_size=9))
def test_what_is_a_marker_in_markdown_is_a_comment_to_commonmark(lines: list[str]) -> None:
    text, count = numbered(lines)
    blocks = blocks_of_html(text)
    for number, is_live in enumerate(live("markdown", text, count)):
        assert not is_live or f" {number}.json" in blocks


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from([one for one in PIECES if not one.startswith(("<", "10"))]), MARKER),
        min_size=1,
        max_size=9,
    )
)
def test_a_comment_of_commonmark_that_is_a_marker_is_found(lines: list[str]) -> None:
    text, count = numbered(lines)
    blocks = blocks_of_html(text)
    assume("\n-\n" not in f"\n{text}")  # of a bare item others make this or that
    for number, is_live in enumerate(live("markdown", text, count)):
        assert is_live or f" {number}.json" not in blocks


TEXTS = [
    "text", "text::", "::", "  indented", "    four", "- item", "- item::", "* b", "1. one\n\n   body", "..",
    ".. a comment\n   body", ".. note::\n\n   body", ".. code-block:: rst\n\n   code",
    ".. code:: python\n\n   x = 1",
    ".. _target:", "> quoted", "  - nested", "| line", ":field: value", "term\n  definition",
    ".. |s| replace:: t",
]  # fmt: skip
COMMENT = st.sampled_from(["", "", " ", "  ", "   ", "    "]).map(lambda lead: f"{lead}.. timeline: #.json")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TEXTS), COMMENT), min_size=1, max_size=8))
def test_markers_in_restructuredtext_are_comments_to_docutils_and_the_other_way(texts: list[str]) -> None:
    text, count = numbered("\n\n".join(texts).split("\n"))
    tree = publish_doctree(text, settings_overrides={"report_level": 5, "halt_level": 5})
    comments = [node.astext() for node in tree.findall(nodes.comment)]
    wanted = [any(one.startswith(f"timeline: {number}.json") for one in comments) for number in range(count)]
    assert live("rst", text, count) == wanted


# How long it takes

HOSTILE = {
    "markdown": ["<!-- ", "`", "`a``b```c<!-- ", "> ", "- ", "<!-- timeline: a -->\n", "x <!-- x\n"],
    "html": ["<!-- ", "<a b='", "<", "<pre>", "<!-- timeline: a -->\n", "<![CDATA[", "<a b='<!--"],
    "rst": [".. ", "x::\n\n ", ".. timeline: a\n", "..\n", "- "],
    "latex": ["\\begin{verbatim}\n", "\\begin{", "% timeline: a\n", "\\newminted{", "\\\\"],
    "typst": ["`", "```", "``", "/*", "// timeline: a\n", '= "', "\\"],
    "asciidoc": ["----\n", "// timeline: a\n", "[source]\n", "[,"],
    "org": ["#+BEGIN_SRC\n", "# timeline: a\n", "#+END_SRC\n"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name, parts in HOSTILE.items() for part in parts]
)
def test_a_long_document_takes_time_in_proportion_to_its_length(name: str, part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * (length // len(part) + 1))[:length]
        start = time.process_time()
        markers.find(text, LANGUAGES[name])
        return time.process_time() - start

    assert seconds(400_000) < 0.5 + 30 * seconds(40_000)  # ten times as long takes ten times as much
