"""The page's script: joining its modules is all it takes to make one text of them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from timeline import write
from timeline.write.script import IMPORT, MODULES, joinable, script, style, uncommented

ASSETS = Path(write.__file__).with_name("assets")
TEXTS = {name: (ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in MODULES}
MOST = 82_000  # bytes of style and script together

_DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let) +([\w$]+|[\[{].*?[\]}] =)", re.MULTILINE
)
_FURTHER = re.compile(r", ([\w$]+) = ")  # const A = 1, B = 2;
_BRACKETED = re.compile(r"[\[({][^\[({\])}]*[\])}]")


def declared(module: str) -> list[str]:
    """The names at the top level of a module: lines that are not indented."""
    names = []
    for found in _DECLARED.finditer(module):
        names += re.findall(r"[\w$]+", found[1])
        line = module[found.end() : module.find("\n", found.end())]
        while line != (line := _BRACKETED.sub("", line)):
            pass
        names += _FURTHER.findall(line)
    return names


def test_the_modules_are_those_that_are_there() -> None:
    assert {file.stem for file in ASSETS.glob("*.js")} == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_from_those_before_it_alone(name: str) -> None:
    imported = {found[1] for found in IMPORT.finditer(TEXTS[name])}
    assert imported <= set(MODULES[: MODULES.index(name)])


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_and_exports_in_the_forms_that_joining_takes_out(name: str) -> None:
    left = joinable(TEXTS[name])
    assert re.findall(r"^ *(?:import\b.*|export\b.*)", left, re.MULTILINE) == []
    assert "import(" not in left


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_names_that_their_module_exports(name: str) -> None:
    for found in IMPORT.finditer(TEXTS[name]):
        names = re.findall(r"[\w$]+", found[0].partition("{")[2].partition("}")[0])
        exported = declared("\n".join(re.findall(r"^export .*", TEXTS[found[1]], re.MULTILINE)))
        assert set(names) <= set(exported), found[1]


def test_no_name_stands_twice_at_the_top_of_the_modules() -> None:
    counts = Counter(name for text in TEXTS.values() for name in declared(text))
    assert {name for name, count in counts.items() if count > 1} == set()


def test_nothing_in_the_script_makes_markup_or_code_of_a_text() -> None:
    sinks = r"(?:inner|outer|Adjacent)HTML|document\.write|\beval\b|new Function|srcdoc|setAttribute\(.style"
    assert re.findall(sinks, script()) == []


def test_nothing_in_the_script_could_end_it_or_ask_for_anything() -> None:
    text = script()
    assert "</script" not in text.lower()
    assert "<!--" not in text
    requests = r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|new Worker|\.src = "
    assert re.findall(requests, text) == []


def test_the_joined_script_is_one_that_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "script.mjs"
    file.write_text(script(), encoding="utf-8")
    try:
        run = subprocess.run(["node", "--check", file], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("node is not there")
    assert run.returncode == 0, run.stderr


def test_comments_stay_with_those_who_read_the_modules() -> None:
    told = "// Head.\nlet a = 1; // why\n\n/** @type {X} */\nlet b = (/** @type {Y} */ c) => c;\n/*\n x */\n"
    assert uncommented(told) == "let a = 1;\nlet b = (c) => c;\n"
    assert uncommented("/** @type {X} */ (a);\nb;\n/** c */\n") == "(a);\nb;\n"
    assert not re.findall(r"/\*|(?:^|\s)//", script() + style())


def test_style_and_script_stay_small() -> None:
    assert len(style().encode()) + len(script().encode()) < MOST
