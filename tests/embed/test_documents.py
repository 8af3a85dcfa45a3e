"""Documents brought up to date: what stands between markers is written, all else stays, nothing is lost."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import files
from timeline.embed import documents, markers, office
from timeline.embed.blocks import SYNTAXES
from timeline.embed.documents import Update
from timeline.embed.options import OWN
from timeline.embed.syntax import LANGUAGES
from timeline.request import NAMES

EVENTS: dict[str, Any] = {
    "title": "Two events",
    "groups": [{"id": "town", "title": "The town"}],
    "events": [
        {"id": "first", "date": "2014", "title": "A plan is adopted", "group": "town"},
        {"date": "2021-08-15", "title": "The plan is dropped"},
    ],
}
ENDINGS = {name: language.endings[0] for name, language in LANGUAGES.items()}
PAIRS = {
    name: f"{one.before}timeline: {{}}{one.after}\n{one.before}/timeline{one.after}\n"
    for name, one in LANGUAGES.items()
}
PAIRS["rst"] = PAIRS["rst"].replace("\n", "\n\n")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an events file, in which the test runs."""
    monkeypatch.chdir(tmp_path)
    put("events.json", json.dumps(EVENTS))
    return tmp_path


def put(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def read(path: str) -> str:
    return Path(path).read_bytes().decode()


def embed(*paths: str, **options: Any) -> Update:
    """Brings documents up to date on the disk; there may be no faults."""
    update = documents.brought_up_to_date(paths, **options)
    assert update.faults == []
    documents.save(update)
    return update


def refused(*paths: str, **options: Any) -> str:
    """What is said of documents that have errors; nothing in the folder may have changed."""
    before = everything()
    update = documents.brought_up_to_date(paths, **options)
    assert update.faults
    assert update.changes == []
    documents.save(update)
    assert everything() == before
    return "\n".join(update.faults)


def everything() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def names(folder: str | Path = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def md(asked: str = "events.json", block: str = "") -> str:
    return f"<!-- timeline: {asked} -->\n{block}<!-- /timeline -->\n"


# What is written


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_marker_gets_its_picture_in_every_language(name: str) -> None:
    path = f"report.{ENDINGS[name]}"
    put(path, f"Before\n\n{PAIRS[name].format('events.json')}\nAfter\n")
    update = embed(path)
    assert update.counts[path].markers == 1
    text = read(path)
    assert text.startswith("Before\n\n")
    assert text.endswith("\nAfter\n")
    assert "Two events: 2 events from 2014 to 15 August 2021" in text.replace("\\", "").replace("{}", "")
    pictures = {change.path for change in update.changes if change.kind == "picture"}
    stem = "events-timeline-print" if name in ("latex", "typst") else "events-timeline"
    assert {f"{stem}.{ending}" for ending in SYNTAXES[name].pictures} <= pictures
    assert stem in text
    again = embed(path)
    assert again.changes == []
    assert read(path) == text


@pytest.mark.parametrize("name", LANGUAGES)
def test_when_the_events_change_the_check_fails_and_embedding_mends_it(name: str) -> None:
    path = f"report.{ENDINGS[name]}"
    put(path, PAIRS[name].format("events.json --list"))
    embed(path)
    assert documents.brought_up_to_date([path]).changes == []
    put("events.json", json.dumps(EVENTS).replace("dropped", "forgotten"))
    stale = documents.brought_up_to_date([path])
    assert path in {change.path for change in stale.changes}
    assert "forgotten" not in read(path)
    documents.save(stale)
    assert "forgotten" in read(path)
    assert documents.brought_up_to_date([path]).changes == []


def test_a_picture_that_is_missing_or_changed_is_made_again() -> None:
    put("report.md", md())
    embed("report.md")
    svg = Path("events-timeline.svg")
    original = svg.read_bytes()
    svg.unlink()
    (missing,) = documents.brought_up_to_date(["report.md"]).changes
    assert (missing.path, missing.old) == ("events-timeline.svg", None)
    svg.write_bytes(original.replace(b"</svg>", b"<!-- mine --></svg>"))
    (changed,) = embed("report.md").changes
    assert changed.old is not None
    assert svg.read_bytes() == original


def test_a_pdf_of_other_fonts_is_up_to_date_and_one_of_other_events_is_not() -> None:
    put("report.tex", PAIRS["latex"].format("events.json"))
    embed("report.tex")
    pdf = Path("events-timeline-print.pdf")
    drawn = pdf.read_bytes()
    pdf.write_bytes(drawn.replace(b"\n", b"\n% other bytes\n", 1))
    assert pdf.read_bytes() != drawn
    assert documents.brought_up_to_date(["report.tex"]).changes == []
    put("events.json", json.dumps(EVENTS).replace("2014", "2013"))
    assert str(pdf) in {change.path for change in documents.brought_up_to_date(["report.tex"]).changes}


def test_what_a_marker_asks_for_stands_in_its_block() -> None:
    asked = 'events.json --caption "Of *plans*" --alt "Nothing much" --list --folder figures --name plans'
    put("report.md", md(asked))
    embed("report.md")
    text = read("report.md")
    assert "[![Nothing much](figures/plans.svg)](figures/plans.html)" in text
    assert "*Of \\*plans\\**" in text
    assert "- 15 August 2021: The plan is dropped" in text
    assert names("figures") == ["plans.html", "plans.svg"]


def test_the_picture_is_that_of_the_part_that_is_asked_for(folder: Path) -> None:
    put("report.md", md("events.json --group town --list --no-link"))
    embed("report.md")
    assert "plan is dropped" not in read("report.md")
    assert "](events-timeline-group-town.svg)\n" in read("report.md")
    assert not list(folder.glob("*.html"))


def test_a_link_may_lead_elsewhere(folder: Path) -> None:
    put("report.md", md("events.json --link https://example.org/a?b=c"))
    embed("report.md")
    assert "](https://example.org/a?b=c)" in read("report.md")
    assert not list(folder.glob("*.html"))


def test_a_picture_may_stand_in_the_page_itself() -> None:
    put("page.html", f"<body>\n{md('events.json --inline --caption Words')}</body>\n")
    put("page.md", md("events.json --inline"))
    embed("page.html", "page.md")
    assert read("page.html").count("<svg ") == read("page.md").count("<svg ") == 1
    assert names() == ["events.json", "page.html", "page.md"]
    put(
        "page.html",
        f"{md('events.json --inline')}{md('events.json --inline')}{md('events.json --inline --width 400')}",
    )
    embed("page.html")
    ids = re.findall(r'(?<=\s)id="([^"]+)"', read("page.html"))
    assert len(ids) == len(set(ids)) > 2
    assert documents.brought_up_to_date(["page.html", "page.md"]).changes == []


def test_a_picture_that_is_too_tall_for_paper_comes_on_pages(folder: Path) -> None:
    many = [
        {"date": f"{1900 + year}", "title": f"Event {year}", "summary": "Words. " * 20} for year in range(40)
    ]
    put("events.json", json.dumps({"events": many}))
    put("report.tex", PAIRS["latex"].format("events.json"))
    put("report.typ", PAIRS["typst"].format("events.json"))
    put("report.md", md())
    embed("report.tex", "report.typ", "report.md")
    assert "page=2" in read("report.tex")
    pages = sorted(folder.glob("events-timeline-print-*.svg"))
    assert len(pages) == read("report.tex").count("page=") == read("report.typ").count("image(") > 1
    assert read("report.md").count("![") == 1
    put("report.md", md("events.json --pages a4"))
    assert "pages are for latex and typst" in refused("report.md")


def test_asciidoc_finds_its_pictures_where_it_says_that_they_lie() -> None:
    put(
        "report.adoc", f"= Title\n:imagesdir: pics\n\n{PAIRS['asciidoc'].format('events.json --folder pics')}"
    )
    put("other.adoc", f"= Title\n:imagesdir: pics\n\n{PAIRS['asciidoc'].format('events.json')}")
    embed("report.adoc", "other.adoc")
    assert "image::events-timeline.svg[" in read("report.adoc")
    assert "image::../events-timeline.svg[" in read("other.adoc")


# What stays


LINES = st.sampled_from(
    [
        *(
            "",
            "Text",
            "  indented",
            "    code",
            "```",
            "~~~",
            "> quote",
            "- item",
            "1. one",
            "\ttab",
            "<pre>",
        ),
        *(
            "</pre>",
            "<!-- remark -->",
            "<!-- open",
            "-->",
            "`<!-- timeline: x -->`",
            "ümläut ∂",
            "trailing  ",
        ),
        *("$x$ %", "# head", "::", ".. note::", "\\begin{verbatim}", "\\end{verbatim}", "#+BEGIN_SRC"),
        *("#+END_SRC", "----", "/* a", "*/", "PAIR", "PAIR", "PAIR", "OPEN", "CLOSE"),
    ]
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(LANGUAGES)),
    lines=st.lists(LINES, max_size=12),
    indent=st.sampled_from(["", "", "", "  ", "> ", "    "]),
    line_end=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    mark=st.sampled_from([b"", b"", b"\xef\xbb\xbf"]),
    ends=st.booleans(),
)
def test_outside_of_blocks_no_byte_changes_and_a_second_run_changes_nothing(
    name: str, lines: list[str], indent: str, line_end: str, mark: bytes, ends: bool
) -> None:
    opening, closing = (f"{indent}{line}" for line in PAIRS[name].format("events.json").split("\n") if line)
    blank = "\n\n" if name == "rst" else "\n"
    words = {"PAIR": f"{blank[1:]}{opening}{blank}{closing}{blank[1:]}", "OPEN": opening, "CLOSE": closing}
    text = "\n".join(words.get(line, line) for line in lines) + "\n" * ends
    path = f"random.{ENDINGS[name]}"
    data = mark + text.replace("\n", line_end).encode()
    put(path, data)
    update = documents.brought_up_to_date([path])
    documents.save(update)
    if update.faults:
        assert Path(path).read_bytes() == data
        return
    assert around(path, name) == around_of(data, name)
    assert documents.brought_up_to_date([path]).changes == []


def around(path: str, name: str) -> list[bytes]:
    return around_of(Path(path).read_bytes(), name)


def around_of(data: bytes, name: str) -> list[bytes]:
    """The bytes before, between and behind the blocks, without the checksums."""
    text = data.decode()
    parts, at = [], 0
    for marker in markers.find(text.removeprefix("\ufeff"), LANGUAGES[name]).markers:
        shift = len(text) - len(text.removeprefix("\ufeff"))
        parts += [text[at : marker.first + shift], text[marker.last + shift : marker.sign + shift]]
        at = marker.sign_end + shift
    return [part.encode() for part in (*parts, text[at:])]


def test_ends_of_lines_indentation_and_a_missing_last_end_stay() -> None:
    put("report.md", "\ufeffText\r\n\r\n- item\r\n\r\n  " + "\r\n  ".join(md().splitlines()))
    embed("report.md")
    text = Path("report.md").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfText\r\n\r\n- item\r\n\r\n  <!-- timeline: events.json -->\r\n")
    assert b"\r\n  [![Two events" in text
    assert text.endswith(b" -->")
    assert text.replace(b"\r\n", b"").count(b"\n") == 0


def test_in_a_quote_each_line_of_the_block_is_quoted() -> None:
    put("report.md", "".join(f"> {line}\n" for line in md().splitlines()))
    embed("report.md")
    assert all(line.startswith(">") for line in read("report.md").splitlines())
    assert documents.brought_up_to_date(["report.md"]).changes == []


def test_other_ends_of_lines_in_the_whole_document_are_no_change_by_hand() -> None:
    put("report.md", md())
    embed("report.md")
    put("report.md", read("report.md").replace("\n", "\r\n"))
    assert documents.brought_up_to_date(["report.md"]).changes == []


# What is refused


BAD = """\
# Nested

<!-- timeline: events.json -->
<!-- timeline: events.json --width 400 -->
<!-- /timeline -->
<!-- /timeline -->

# Fenced, which is fine

```
<!-- timeline: events.json -->
```

# Changed by hand

<!-- timeline: events.json -->
My own words
<!-- /timeline sha256:0123456789ab -->

# Written by hand

<!-- timeline: events.json --width 500 -->
My own picture
<!-- /timeline -->

# Options

<!-- timeline: events.json --widht 500 --caption "Never ended -->
<!-- /timeline -->

<!-- timeline: events.json --widht 500 --width x -->
<!-- /timeline -->

# Files

<!-- timeline: nowhere.json -->
<!-- /timeline -->

<!-- timeline: ../outside.json -->
<!-- /timeline -->

<!-- timeline: broken.json -->
<!-- /timeline -->

# Never ended

<!-- timeline: events.json -->
"""


def test_every_fault_of_a_document_is_told_with_its_line_and_no_byte_changes() -> None:
    put("bad.md", BAD)
    put("good.md", md())
    put("broken.json", '{"events": [{"date": "2025-02-30", "title": "No such day"}]}')
    told = refused("bad.md", "good.md")
    places = [line.partition(": ")[0::2] for line in told.splitlines() if line.startswith("bad.md:")]
    assert [(place, said.partition("]")[0]) for place, said in places] == [
        ("bad.md:4:1", "error[marker-nested"),
        ("bad.md:17:1", "error[block-edited"),
        ("bad.md:23:1", "error[block-foreign"),
        ("bad.md:28:50", "error[marker-quote"),
        ("bad.md:31:28", "error[marker-option"),
        ("bad.md:31:40", "error[marker-option"),
        ("bad.md:36:16", "error[marker-file"),
        ("bad.md:39:16", "error[marker-outside"),
        ("bad.md:42:16", "error[marker-events"),
        ("bad.md:47:1", "error[marker-unmatched"),
    ]
    assert "broken.json:1:23: error[date-day]: February 2025 has 28 days" in told
    assert "did you mean width" in told


def test_a_block_changed_by_hand_is_written_anew_only_by_force() -> None:
    put("report.md", md())
    embed("report.md")
    before = read("report.md")
    put("report.md", before.replace("Two events", "My events", 1))
    assert "report.md:3:1: error[block-edited]" in refused("report.md")
    embed("report.md", force=True)
    assert read("report.md") == before


def test_an_emptied_block_and_a_lost_checksum_are_no_changes_by_hand() -> None:
    put("report.md", md())
    embed("report.md")
    before = read("report.md")
    put("report.md", before[: before.index("[!")] + before[before.index("<!-- /") :])
    embed("report.md")
    assert read("report.md") == before
    checksum = before[before.index(" sha256:") : before.index(" -->", before.index(" sha256:"))]
    put("report.md", before.replace(checksum, ""))
    embed("report.md")
    assert read("report.md") == before


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("/etc/hostname", "/etc/hostname is no path from the folder of the document"),
        ("~/events.json", "~/events.json is no path from the folder of the document"),
        ("https://example.org/events.json", "nothing is fetched from elsewhere"),
        ("../secret.json", "../secret.json leads out of the folder of the document"),
        ("link.json", "link.json leads out of the folder of the document"),
        ("docs/../../secret.json", "leads out of the folder of the document"),
        ("events.json --folder ../out", "leads out of the folder of the document"),
        ("events.json --folder out", "leads out of the folder of the document"),
        ("events.json --folder /tmp", "is no path from the folder of the document"),
        ("events.json --name ../x", "name is '../x'"),
        ("events.json --link javascript:alert(1)", "link is 'javascript:alert(1)'"),
        ("events.json --formats svg,exe", "formats is 'exe'; it can be one of: svg, png, pdf"),
        ("events.json --formats pdf", "this document can show svg or png or gif, and not pdf"),
        ("events.json --group twon", "there is no group 'twon'; did you mean town"),
        ("events.json --width", "--width lacks its value"),
        ("events.json –width 720", "a dash stands there for two hyphens: --width"),
        ("evens.json", "did you mean events.json?"),
        ("events.json --list=yes", "--list takes no value"),
        ("events.json --link x --no-link", "--link and --no-link are at odds"),
        ("events.json stray", "'stray' is no option"),
        ("--width 400", "here the events file should stand"),
        ('"$(touch owned).json"', "there is no file $(touch owned).json"),
        ("`touch owned`", "is no option"),
        ("*.json", "there is no file *.json"),
    ],
)
def test_a_document_reaches_nothing_but_its_folder_and_runs_nothing(
    folder: Path, asked: str, words: str
) -> None:
    inside = folder / "inside"
    (inside / "docs").mkdir(parents=True)
    put("secret.json", json.dumps(EVENTS))
    os.chdir(inside)
    put("events.json", json.dumps(EVENTS))
    Path("link.json").symlink_to("../secret.json")
    Path("out").symlink_to("..")
    put("report.md", md(asked))
    told = refused("report.md")
    assert told.startswith("report.md:1:")
    assert words in told
    assert names(folder) == ["events.json", "inside", "secret.json"]


def test_with_a_root_a_document_reaches_what_lies_in_it() -> None:
    put("docs/report.md", md("../events.json --folder ../figures"))
    put("top.md", "")
    assert "--root on the command line" in refused("docs/report.md")
    embed("docs/report.md", root=".")
    assert "](../figures/events-timeline.svg)" in read("docs/report.md")
    with pytest.raises(ValueError, match="lies outside the folder docs"):
        documents.brought_up_to_date(["top.md"], root="docs")


@pytest.mark.parametrize(
    ("asked", "place", "words"),
    [
        ("events.json --width 720 --from 2025-13", 47, "--from 2025-13: there is no month 13"),
        ("events.json --to=2025-02-30 --width 720", 28, "--to 2025-02-30: February 2025 has 28 days"),
        ("events.json --width 720 --group twon", 48, "there is no group 'twon'"),
        ("events.json --caption x --pages a4", 40, "pages are for latex and typst"),
        ("events.json --from 1950 --to 1951", 28, "no event of the file lies between these dates"),
    ],
)
def test_a_fault_of_an_option_is_told_at_that_option(asked: str, place: int, words: str) -> None:
    put("report.md", md(asked))
    assert refused("report.md").startswith(f"report.md:1:{place}: error[marker-option]: {words}")


def test_an_option_with_a_dash_is_one_fault_and_no_more() -> None:
    put("report.md", md("events.json —-width 720"))
    told = refused("report.md")
    assert told.count("error[") == 1
    assert "'—-width' is no option" in told


def test_a_file_that_others_made_is_never_written_over_but_by_force() -> None:
    put("report.md", md())
    put("events-timeline.svg", "<svg>of somebody else</svg>")
    told = refused("report.md")
    assert "events-timeline.svg is there already, and was not made by this program" in told
    assert "another --name leaves it be, --force" in told
    embed("report.md", force=True)
    assert "Two events" in read("events-timeline.svg")


def test_a_page_that_holds_a_picture_of_ours_is_not_taken_for_one() -> None:
    put("index.html", "<p>My own words</p>\n" + PAIRS["html"].format("events.json --inline"))
    embed("index.html")
    put("report.md", md("events.json --name index"))
    assert "index.html is there already, and was not made by this program" in refused("report.md")
    assert "My own words" in read("index.html")


def test_a_picture_that_somebody_puts_there_meanwhile_is_left() -> None:
    put("report.md", md())
    update = documents.brought_up_to_date(["report.md"])
    put("events-timeline.svg", "<svg>of somebody else</svg>")
    with pytest.raises(files.Changed, match=r"events-timeline\.svg was changed by somebody else"):
        documents.save(update)
    assert read("events-timeline.svg") == "<svg>of somebody else</svg>"
    assert read("report.md") == md()


@pytest.mark.parametrize("name", ["figures", "report.md"])
def test_nothing_is_written_where_a_path_has_become_a_link_meanwhile(folder: Path, name: str) -> None:
    (folder / "in" / "figures").mkdir(parents=True)
    (folder / "out").mkdir()
    put("in/events.json", json.dumps(EVENTS))
    put("in/report.md", md("events.json --folder figures"))
    update = documents.brought_up_to_date(["in/report.md"])
    (folder / "in" / name).rename(folder / "out" / name)
    (folder / "in" / name).symlink_to(folder / "out" / name)
    with pytest.raises(files.Changed, match="leads elsewhere"):
        documents.save(update)
    assert read("in/report.md") == md("events.json --folder figures")
    assert not [*(folder / "out").rglob("*.svg")]


@pytest.mark.parametrize("force", [False, True])
def test_no_picture_takes_the_place_of_a_document(force: bool) -> None:
    put("report.html", md("events.json --name report"))
    assert "report.html is one of the files that are read here" in refused("report.html", force=force)


def test_two_markers_may_share_a_picture_but_not_a_name(folder: Path) -> None:
    put("report.md", md() + "\n" + md() + "\n" + md("events.json --width 400"))
    embed("report.md")
    assert sorted(path.name for path in folder.glob("*.svg")) == [
        "events-timeline-width-400.svg",
        "events-timeline.svg",
    ]
    put("other.md", md("events.json --width 500 --name events-timeline"))
    told = refused("report.md", "other.md")
    assert "events-timeline.svg is what line 1 of report.md asks for, with other events or options" in told


def test_pictures_of_former_names_are_told() -> None:
    put("report.md", md("events.json --name before"))
    embed("report.md")
    put("report.md", read("report.md").replace("--name before", "--name after"))
    assert embed("report.md").remarks == [
        "before.svg is left over: no marker of report.md asks for it now",
        "before.html is left over: no marker of report.md asks for it now",
    ]
    assert embed("report.md").remarks == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Gr\xfc\xdfe\n" + md().encode(), "report.md:1:3: error[encoding-utf8]"),
        (("x" + md()).encode("utf-16"), "error[encoding-wide]"),
        (bytes(range(256)) * 4, "error[encoding-binary]"),
    ],
)
def test_a_document_that_is_no_utf8_is_refused_with_the_place(data: bytes, words: str) -> None:
    put("report.md", data)
    assert words in refused("report.md")


def test_a_document_that_somebody_changes_meanwhile_is_left_alone(folder: Path) -> None:
    put("report.md", md())
    update = documents.brought_up_to_date(["report.md"])
    put("report.md", "Somebody was here\n" + md())
    with pytest.raises(files.Changed):
        documents.save(update)
    assert read("report.md").startswith("Somebody was here\n")
    assert not list(folder.glob("*.svg"))
    assert "Two events" in read("report.md.mine")


HOSTILE = [
    "<!-- /timeline -->", "-->", "<!-- timeline: x -->", "```", "% /timeline", "// /timeline", "# /timeline",
    ".. /timeline", "\\end{figure}\\begin{verbatim}", "*/ /*", "`", "----", "#+END_SRC", "#+BEGIN_SRC", "::",
    "](javascript:alert(1))", "</figure><script>alert(1)</script>", "{{ x }}", "{% raw %}", "$x$", "]]>",
    "#let",
]  # fmt: skip


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_title_or_caption_becomes_a_marker_or_ends_one(name: str) -> None:
    events = [{"date": f"{1900 + n}", "title": text, "sources": [str(n)]} for n, text in enumerate(HOSTILE)]
    sources = {str(n): {"title": f"{text} \u2028 y"} for n, text in enumerate(HOSTILE)}
    put("events.json", json.dumps({"title": " ".join(HOSTILE), "sources": sources, "events": events}))
    captions = [text.replace("\\", "\\\\") for text in HOSTILE if "-->" not in text]
    path = f"hostile.{ENDINGS[name]}"
    asked = ["events.json --list --sources", *(f'events.json --name x --caption "{one}"' for one in captions)]
    put(path, "Text\n" + "".join(f"\n{PAIRS[name].format(one)}\nText\n" for one in asked))
    before = around(path, name)
    update = embed(path)
    assert update.counts[path].markers == len(asked)
    assert around(path, name) == before
    assert read(path).endswith("\nText\n")
    assert documents.brought_up_to_date([path]).changes == []


def test_the_endings_of_office_documents_are_those_that_are_read_there() -> None:
    assert tuple(documents.OFFICE) == office.ENDINGS


# The first marker


@pytest.mark.parametrize(
    ("path", "text", "around"),
    [
        ("a.md", "Text", ("Text\n\n", "")),
        ("a.md", "Text\n\n", ("Text\n\n", "")),
        ("a.md", "", ("", "")),
        ("a.md", "One\r\nTwo\r\n", ("One\r\nTwo\r\n\r\n", "")),
        ("a.tex", "Text\n\\end{document}\n", ("Text\n\n", "\n\\end{document}\n")),
        ("a.html", "<body><p>x</p></body>", ("<body><p>x</p>\n\n", "\n</body>")),
        ("a.rst", "Text\n", ("Text\n\n", "")),
    ],
)  # fmt: skip
def test_a_first_marker_is_put_at_the_end_of_what_is_shown(
    path: str, text: str, around: tuple[str, str]
) -> None:
    put(path, text)
    update = documents.started(path, "events.json")
    assert update.faults == []
    documents.save(update)
    assert read(path).startswith(around[0])
    assert read(path).endswith(around[1])
    assert documents.brought_up_to_date([path]).changes == []
    assert "Two events" in read(path)


def test_a_marker_is_put_behind_the_line_that_is_named() -> None:
    put("a.md", "# One\nTwo\n```\ncode\n```\n")
    documents.save(documents.started("a.md", "events.json --width 400", after=1))
    assert read("a.md").startswith("# One\n\n<!-- timeline: events.json --width 400 -->\n")
    assert read("a.md").endswith(" -->\n\nTwo\n```\ncode\n```\n")
    with pytest.raises(ValueError, match="would be shown as code"):
        documents.started("a.md", "events.json", after=len(read("a.md").splitlines()) - 1)
    with pytest.raises(ValueError, match="there is no line 99"):
        documents.started("a.md", "events.json", after=99)
    put("b.md", "```\nnever ended\n")
    with pytest.raises(ValueError, match="name another line with --after"):
        documents.started("b.md", "events.json")


def test_what_is_asked_for_already_is_not_put_in_twice() -> None:
    put("a.md", f"Text\n\n{md()}")
    with pytest.raises(ValueError, match="line 3 asks for that already"):
        documents.started("a.md", "events.json")
    documents.save(documents.started("a.md", "events.json --width 400"))
    assert documents.brought_up_to_date(["a.md"]).counts["a.md"].markers == 2


def test_a_document_with_errors_gets_no_marker() -> None:
    put("a.md", "Text\n\n<!-- /timeline -->\n")
    update = documents.started("a.md", "events.json", after=0)
    assert update.faults[0].startswith("a.md:3:1: error[marker-unmatched]")
    assert update.changes == []


def test_a_document_of_many_markers_takes_time_in_proportion_to_their_number() -> None:
    def seconds(count: int) -> float:
        put("many.adoc", (PAIRS["asciidoc"].format("events.json --no-link") + "\n") * count)
        start = time.process_time()
        assert documents.brought_up_to_date(["many.adoc"]).counts["many.adoc"].markers == count
        return time.process_time() - start

    seconds(1)
    assert seconds(4000) < 0.5 + 30 * seconds(400)


def test_a_first_marker_with_errors_is_not_put() -> None:
    put("a.md", "Text\n")
    update = documents.started("a.md", "nowhere.json")
    assert "a.md:3:16: error[marker-file]: there is no file nowhere.json" in update.faults[0]
    assert update.changes == []


def test_every_code_and_every_option_is_in_the_documentation() -> None:
    root = Path(__file__).parents[2]
    page = (root / "docs" / "embedding" / "README.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in (root / "timeline" / "embed").glob("*.py"))
    codes = set(re.findall(r'"((?:marker|block)-[a-z]+)"', code))
    assert codes == set(re.findall(r"^\| `((?:marker|block)-[a-z]+)` \|", page, re.MULTILINE))
    names = {*OWN, *NAMES} - {"id-prefix"}
    assert {name for name in names if f"`--{name}" not in page} == set()
