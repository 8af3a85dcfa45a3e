"""Runs the page's own modules in Node, on tables of cases that Python makes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest

from timeline.layout import typeset
from timeline.layout.advances import BOLD, REGULAR
from timeline.scene import Circle, Group, Line, Rect, Shape, Text
from timeline.scene import Path as Outline

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "timeline" / "write" / "assets"
TOLERANCE = 0.01  # px
SHOWN = 12  # differences that a failing test tells of

Table: TypeAlias = Sequence[tuple[object, object]]
"""Cases: what a function is given, and what it has to answer."""


def agree(runner: str, tables: Mapping[str, Table]) -> None:
    """Asserts that the modules answer as Python does. ``runner`` is the script beside this one that says, for
    the name of each table, how they are called.
    """
    found = answers(runner, {name: [case for case, _ in table] for name, table in tables.items()})
    wrong = [
        f"{name} {number}: {difference}\n   given {json.dumps(case, ensure_ascii=False)[:600]}"
        for name, table in tables.items()
        for number, (case, expected) in enumerate(table)
        for difference in differences(json.loads(json.dumps(expected)), found[name][number])[:1]
    ]
    count = sum(map(len, tables.values()))
    assert not wrong, f"{len(wrong)} of {count} cases differ:\n" + "\n".join(wrong[:SHOWN])


def answers(runner: str, tables: Mapping[str, Sequence[object]]) -> dict[str, list[Any]]:
    """What the modules answer to every input of every table."""
    return _run({"runner": str(HERE / runner), "tables": tables})


def twin(module: str, expression: str, cases: Sequence[object]) -> list[Any]:
    """What an expression in the names of a module answers to each case, which is called ``one`` in it."""
    return _run({"module": module, "expression": expression, "tables": {"": cases}})[""]


def _run(asked: dict[str, Any]) -> dict[str, list[Any]]:
    """Asks Node. Without it the test is skipped, but in a CI it fails."""
    node = shutil.which("node")
    if node is None:
        why = "no Node on this machine"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    asked["advances"] = _advances(json.dumps(asked["tables"], ensure_ascii=False))
    command = [node, str(HERE / "run.mjs"), _modules().name]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


@cache
def _modules() -> TemporaryDirectory[str]:
    """A folder with the page's modules in which Node takes them for modules."""
    folder = TemporaryDirectory()
    Path(folder.name, "package.json").write_text('{"type": "module"}')
    for module in ASSETS.glob("*.js"):
        Path(folder.name, module.name).write_bytes(module.read_bytes())
    return folder


def differences(expected: object, found: object, at: str = "") -> list[str]:
    """Where two values of JSON differ: numbers by more than the tolerance, all else at all."""
    match expected, found:
        case (bool(), _) | (_, bool()) | (None, _) | (_, None):
            same = expected is found
        case (int() | float(), int() | float()):
            same = abs(expected - found) <= TOLERANCE + 1e-12 * abs(expected)
        case list(), list() if len(expected) == len(found):
            pairs = enumerate(zip(expected, found, strict=True))
            return [one for place, pair in pairs for one in differences(*pair, f"{at}[{place}]")]
        case dict(), dict() if expected.keys() == found.keys():
            return [one for key in expected for one in differences(expected[key], found[key], f"{at}.{key}")]
        case _:
            same = expected == found
    return [] if same else [f"{at} is {found!r}, not {expected!r}"]


def _advances(text: str) -> dict[str, dict[str, float]]:
    """The advances in em of all characters of a text, and of those that any language's words may bring."""
    others = set(re.sub(r"[\x00-\x7f]", "", text))
    return {
        weight: {
            character: (typeset.measure(character, 1000, bold=weight == "bold") - 1) / 1000 / typeset.FIT
            for character in others.union(*table.values())
        }
        for weight, table in (("regular", REGULAR), ("bold", BOLD))
    }


def plain(shape: Shape) -> dict[str, object]:
    """A shape of a scene as the page's script has it; of an event's group without the event."""
    match shape:
        case Line():
            return {"is": "line", **shape._asdict()}
        case Rect():
            found = {"is": "rect", **shape._asdict()}
            found["thick"] = found.pop("stroke_width")
            return found
        case Circle():
            return {
                "is": "circle", "x": shape.cx, "y": shape.cy, "r": shape.r, "fill": shape.fill,
                "stroke": shape.stroke, "thick": shape.stroke_width,
            }  # fmt: skip
        case Outline():
            found = {"is": "path", **shape._asdict()}
            found["thick"] = found.pop("stroke_width")
            return found
        case Text():
            found = {"is": "text", **shape._asdict()}
            del found["href"]
            return found
        case Group():
            shapes = [plain(inner) for inner in shape.shapes]
            return {"is": "group", "shapes": shapes, "title": shape.title or ""}
