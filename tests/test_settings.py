"""The table ``[tool.timeline]``: what it says, and where it is wrong."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import settings, source
from timeline.products import FORMATS
from timeline.request import NAMES, Request, Wishes
from timeline.settings import KEYS, KEYS_OF_PICTURE, Picture, Settings, stem

PAGE = (Path(__file__).parents[1] / "docs" / "build.md").read_text("utf-8")


def sound(text: str) -> Settings:
    """The settings in a file without fault."""
    said, faults = settings.read(text.encode())
    assert not faults, told(text)
    assert said is not None
    return said


def told(text: str) -> str:
    """What is said of a file with faults."""
    said, faults = settings.read(text.encode())
    assert said is None
    return source.show(faults, text, "pyproject.toml")


def faults(text: str) -> list[tuple[int, int, str, str | None]]:
    """Line, column, words and help of each fault."""
    return [(one.line, one.column, one.message, one.help) for one in settings.read(text.encode())[1]]


# What it says


def test_an_empty_table_is_one_picture_of_events_json_in_all_formats() -> None:
    said = sound("[tool.timeline]\n")
    assert said == Settings((Picture("events.json", None, None, Request()),))
    assert said.output == "output"


@pytest.mark.parametrize("text", ["", "[project]\nname = 'timeline'\n", "[tool.other]\nwidth = 1\n"])
def test_a_file_without_the_table_says_nothing(text: str) -> None:
    assert settings.read(text.encode()) == (None, [])


def test_everything_can_be_said() -> None:
    said = sound("""\
[tool.timeline]
events = ["a.json", "b/c.json"]
output = "./figures/"
formats = ["svg", "bib", "svg"]
documents = "report.md"
fonts = ["fonts/One.ttf"]
density = 3
with-data = true
width = 605
from = 1914
to = 1914-12-31
group = ["a", "b"]
""")
    request = Request(Wishes(width=605), "1914", "1914-12-31", ("a", "b"))
    assert said == Settings(
        (
            Picture("a.json", None, ("svg", "bib"), request),
            Picture("b/c.json", None, ("svg", "bib"), request),
        ),
        output="figures",
        formats=("svg", "bib"),
        request=request,
        fonts=("fonts/One.ttf",),
        density=3.0,
        documents=("report.md",),
        with_data=True,
    )


def test_a_picture_wishes_what_all_do_where_it_wishes_nothing_else() -> None:
    said = sound("""\
[tool.timeline]
width = 605
theme = "print"
formats = ["pdf"]
[[tool.timeline.pictures]]
name = "may"
from = "2025-05"
[[tool.timeline.pictures]]
name = "dark"
theme = "dark"
formats = ["svg"]
[[tool.timeline.pictures]]
name = "slides"
pages = "16:9"
""")
    whole, may, dark, slides = said.pictures
    assert whole == Picture("events.json", None, ("pdf",), Request(Wishes(width=605, theme="print")))
    assert may.request == Request(Wishes(width=605, theme="print"), first="2025-05")
    assert (dark.formats, dark.request.wishes.theme) == (("svg",), "dark")
    assert slides.request.wishes == Wishes(theme="print", pages="16:9")  # its paper is as wide as it is


def test_a_picture_by_the_name_of_the_file_takes_the_place_of_the_whole() -> None:
    said = sound("[tool.timeline]\nevents = 'b/c.json'\n[[tool.timeline.pictures]]\nname = 'c'\nto = 2020\n")
    assert [(stem(one), one.request.last) for one in said.pictures] == [("c", "2020")]


def test_a_picture_may_be_of_another_file() -> None:
    text = "[tool.timeline]\nevents=['a.json','b.json']\npictures=[{name='x', events='b.json'}]\n"
    assert [(stem(one), one.events) for one in sound(text).pictures] == [
        ("a", "a.json"), ("b", "b.json"), ("x", "b.json")
    ]  # fmt: skip


# What is wrong with it


def test_all_faults_are_found_in_one_run_each_with_its_line() -> None:
    text = '''\
[project]
readme = """
[tool.timeline]
widht = 3
"""

[tool.timeline]   # in which much is wrong
widht = 720
formats = [
    "svg",
    "pgn",
]
events = "../x.json"
themes = ["dark"]

[[tool.timeline.pictures]]
name = "a/b"

[[tool.timeline.pictures]]
theme = "drak"
'''
    assert faults(text) == [
        (8, 1, "there is no setting “widht”", "did you mean width?"),
        (9, 1, "formats names 'pgn', which there is not", "did you mean png?"),
        (13, 1, "events is “../x.json”, which leads out of the folder of pyproject.toml", None),
        (14, 1, "there is no setting “themes”", "did you mean theme?"),
        (
            17, 1, "name is “a/b”",
            "it can have letters, digits, blanks, - _ and . within, and no folders",
        ),
        (
            19, 17, "the picture has no name",
            'add name = "…": what its files are called, without their endings',
        ),
        (20, 1, "theme is 'drak'", "it can be one of: light, dark, auto, print; did you mean dark"),
    ]  # fmt: skip
    assert told(text).startswith("""\
pyproject.toml:8:1: error[setting-unknown]: there is no setting “widht”
    8 | widht = 720
      | ^^^^^
   help: did you mean width?
""")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("width = 12", "width is 12"),
        ("width = true", "width is True"),
        ("width = [1]", "width is given twice"),
        ("events = []", "events names no file"),
        ("events = 3", "events has to be a text, in quotes"),
        ('events = "/etc/passwd"', "events is “/etc/passwd”, which does not begin in the folder of"),
        ('output = "C:/x"', "output is “C:/x”, which does not begin in the folder of"),
        ('output = "~/x"', "output is “~/x”, which does not begin in the folder of"),
        ('output = "a/../../b"', "output is “a/../../b”, which leads out of the folder of"),
        ('fonts = ["a\\\\..\\\\..\\\\b"]', "fonts is “a/../../b”, which leads out of the folder of"),
        (r'events = "a\u0000b"', "events has characters that no path has"),
        ("documents = ['']", "documents has to be a text, in quotes"),
        ("formats = []", "formats names no format"),
        ("formats = [1]", "formats names 1, which there is not"),
        ("density = 80", "density has to be a number from 0.5 to 8"),
        ("density = true", "density has to be a number from 0.5 to 8"),
        ('converter = "./evil"', "there is no setting “converter”"),
        ('with-data = "yes"', "with-data has to be true or false, without quotes"),
        ("pictures = {}", "pictures has to be tables"),
        ("pictures = ['a']", "a picture has to be a table"),
        ("name = 'x'", "there is no setting “name”"),
        ("focus = ''", "focus is ''"),
        ("width = 605\npages = 'a4'", "pages are as wide as their paper"),
    ],
)
def test_a_value_that_a_key_cannot_have_is_refused_at_its_line(line: str, message: str) -> None:
    ((row, column, said, _),) = faults(f"a = 1\n\n[tool.timeline]\n# note\n{line}\n")
    assert (row, column) == (5, 1)
    assert said.startswith(message)


def test_of_several_files_a_picture_says_which() -> None:
    text = "[tool.timeline]\nevents=['a.json','b.json']\n\n[[tool.timeline.pictures]]\nname='x'\n"
    assert faults(text) == [
        (4, 17, "the picture does not say which of the events files",
         'add events = "a.json", or another of the files'),
    ]  # fmt: skip


def test_a_fault_that_all_pictures_inherit_is_told_once() -> None:
    text = "[tool.timeline]\nwidth = 1\n[[tool.timeline.pictures]]\nname='x'\n"
    assert [(line, message) for line, _, message, _ in faults(text)] == [(2, "width is 1")]


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("[tool.timeline\nwidth = 1\n", 1, 15, "toml-syntax"),
        ("[tool.timeline]\nwidth = \n", 2, 9, "toml-syntax"),
        ("[tool.timeline]\nname = '''x\n", 2, 1, "toml-syntax"),
        ("[tool]\ntimeline = 3\n", 2, 1, "setting-value"),
        ("[tool.other]\n[timeline]\nwidth = 605\n", 2, 2, "setting-table"),
        ("tool = {timeline = {widht = 3}}\n", 1, 21, "setting-unknown"),
        ("[tool]\ntimeline.widht = 3\n", 2, 10, "setting-unknown"),
        ("[tool.timeline]\r\n\r\nwidht = 3\r\n", 3, 1, "setting-unknown"),
        ("x = '''\u2028'''\n[tool.timeline]\nwidht = 3\n", 3, 1, "setting-unknown"),
    ],
)
def test_a_fault_is_found_however_toml_is_written(text: str, line: int, column: int, code: str) -> None:
    (fault,) = settings.read(text.encode())[1]
    assert (fault.line, fault.column, fault.code) == (line, column, code)
    source.show([fault], text, "pyproject.toml")


def test_bytes_that_are_no_text_are_refused_at_their_line() -> None:
    (fault,) = settings.read(b"[tool.timeline]\nfrom = '\xff'\n")[1]
    assert (fault.code, fault.line) == ("toml-utf8", 2)


@given(st.text(st.sampled_from("\n\"'[]=#,x{}. 1\r")))
def test_whatever_stands_before_the_line_is_right_or_the_whole_is_no_toml(noise: str) -> None:
    text = f"{noise}\n[tool.timeline]\nwidht = 1\n"
    _, found = settings.read(text.encode())
    if [one.code for one in found] != ["toml-syntax"]:
        assert [one.line for one in found if "widht" in one.message] == [noise.count("\n") + 3]


VALUES = [
    "1", "-1", "0", "true", "1.5", "nan", "inf", "99999999999999999999",
    "''", "' '", "'a'", "'a/b'", "'..'", "'/'", r'"\u0000"', r'"a\nb"', r'"\u202e"',
    "2025-05-01", "2025-05-01T10:00:00Z", "10:00:00", "'2025-02-30'",
    "[]", "[[]]", "['svg']", "['a', 'a']", "[1, 'a']",
    "{}", "{name = 'a'}", "[{}]", "[{name = 1}]", "[{name = 'a', pictures = []}]",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from([*KEYS, *NAMES, "x"]), st.sampled_from(VALUES)))
def test_whatever_a_key_holds_is_read_or_refused_in_its_line(table: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in table.items())
    said, found = settings.read(f"[tool.timeline]\n{text}".encode())
    assert (said is None) is bool(found)
    lines = text.splitlines()
    for fault in found:
        assert fault.code.startswith("setting-")
        assert 2 <= fault.line <= len(lines) + 1
        assert 1 <= fault.column <= len(lines[fault.line - 2])
    assert source.show(found, text, "pyproject.toml").count("error[") == len(found)


# What the page says


def test_the_page_tells_of_every_setting() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)
    assert [row for row in rows if row in KEYS] == list(KEYS)
    assert {*NAMES, *KEYS_OF_PICTURE} <= {*re.findall(r"`([\w-]+)`", PAGE)}
    assert [row for row in rows if row in FORMATS] == list(FORMATS)


def test_a_file_with_more_faults_than_lines_of_people_is_done_with_soon() -> None:
    begun = time.process_time()
    keys = "".join(f"key-{number} = 1\n" for number in range(1500))
    _, found = settings.read(f"[tool.timeline]\n{keys}".encode())
    assert [one.line for one in found] == [*range(2, 1502)]
    long = "[tool.timeline]\nwidht = 1\nevents = [\n" + "'a',\n" * 5000 + "]\n"
    assert [one.line for one in settings.read(long.encode())[1]] == [2]
    assert time.process_time() - begun < 20


def test_arrays_deep_within_each_other_are_refused() -> None:
    text = "[tool.timeline]\nevents = " + "[" * 5000 + "]" * 5000
    assert "within each other" in told(text)
