"""What the server says that an edit has changed is enough to know all that the text says."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.editor.running import Running, editor
from tests.editor.test_desk import follow, opened, put
from timeline import pictures
from timeline.editor import checks
from timeline.editor.desk import Desk, Problem
from timeline.editor.sheet import whole

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

COUNT = 60  # events: of fewer, all are read again each time
EVENTS = [
    {"id": f"e{number}", "date": f"{1900 + number}", "title": f"No. {number} 😀"} for number in range(COUNT)
]
DOCUMENT = {"title": "Näve 😀", "events": EVENTS, "groups": [{"id": "town", "title": "The town"}]}

OPS: list[dict[str, Any]] = [
    {"op": "put", "path": ["events", 30, "title"], "value": "another 😀"},
    {"op": "put", "path": ["events", 0, "title"], "value": "the first"},
    {"op": "put", "path": ["events", COUNT - 1, "title"], "value": "the last"},
    {"op": "put", "path": ["title"], "value": "x"},
    {"op": "put", "path": ["groups", 0, "title"], "value": "y"},
    {"op": "insert", "path": ["events", 20], "value": {"date": "1920", "title": "between"}},
    {"op": "insert", "path": ["events", 0], "value": {"date": "1899", "title": "before"}},
    {"op": "insert", "path": ["events", COUNT], "value": {"date": "1999", "title": "behind"}},
    {"op": "delete", "event": 10, "force": True},
    {"op": "delete", "event": 0, "force": True},
    {"op": "move", "path": ["events", 5], "place": 25},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "events.json").write_text(json.dumps(DOCUMENT, indent=1, ensure_ascii=False), "utf-8")
    return tmp_path / "events.json"


@pytest.fixture
def desk(file: Path) -> Iterator[Desk]:
    one = opened(file)
    yield one
    one.close()


def read(old: Any, text: str, renewed: dict[str, Any]) -> Any:
    """What the page takes a text to say, after reading no more than has been renewed."""
    units = text.encode("utf-16-le")

    def cut(start: int, end: int | None) -> str:
        return units[2 * start : None if end is None else 2 * end].decode("utf-16-le")

    some = json.loads(f"[{cut(renewed['from'], renewed['to'])}]")
    first, events = renewed["first"], old["events"]
    around = renewed["around"]
    rest = json.loads(cut(0, around[0]) + cut(around[1], None)) if around else old
    return {**rest, "events": [*events[:first], *some, *events[first + renewed["removed"] :]]}


@pytest.mark.parametrize("op", OPS, ids=lambda op: "-".join(map(str, [op["op"], *op.get("path", [])])))
def test_an_edit_tells_what_it_has_renewed(desk: Desk, op: dict[str, Any]) -> None:
    before = desk.draft.text
    step = desk.edit(desk.draft.revision, op)
    assert read(json.loads(before), follow(before, step), step["renewed"]) == json.loads(desk.draft.text)


def test_one_event_alone_is_renewed_by_an_edit_within_it(desk: Desk) -> None:
    step = put(desk, "events", 30, "title", to="😀😀")
    renewed = step["renewed"]
    assert (renewed["first"], renewed["removed"], renewed["around"]) == (30, 1, [])
    units = desk.draft.text.encode("utf-16-le")[2 * renewed["from"] : 2 * renewed["to"]]
    assert json.loads(units.decode("utf-16-le")) == {**EVENTS[30], "title": "😀😀"}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_typed_into_the_text_is_told_rightly_or_not_at_all(desk: Desk, seed: int) -> None:
    chance, told = random.Random(seed), 0  # noqa: S311 - no secret
    for _ in range(60):
        before = desk.draft.text
        at, removed = chance.randrange(len(before)), chance.choice((0, 0, 0, 1, 40))
        typed = chance.choice(["x", "1", '"', "", " ", "{}", ", {}", "😀"])
        op = {"op": "text", "at": at, "removed": removed, "put": typed}
        try:
            step = desk.edit(desk.draft.revision, op)
        except Problem:
            continue  # it would have cut through a character
        if "renewed" in step:
            told += 1
            assert read(json.loads(before), desk.draft.text, step["renewed"]) == json.loads(desk.draft.text)
        if not step["readable"]:
            desk.undo(desk.draft.revision)
    assert told > 5


def test_nothing_is_told_where_a_tab_is_further_behind_or_the_text_could_not_be_read(desk: Desk) -> None:
    put(desk, "events", 30, "title", to="x")
    put(desk, "events", 30, "title", to="y")
    assert "renewed" not in desk.since(1)
    assert "renewed" in desk.since(2)
    text = desk.draft.text
    desk.edit(3, {"op": "text", "at": text.index('"title": "y"'), "removed": 1, "put": ""})
    assert "renewed" not in desk.undo(4)
    assert "renewed" not in desk.since(5)


def test_a_step_that_comes_to_nothing_tells_nothing(desk: Desk) -> None:
    put(desk, "events", 30, "title", to="x", step="typing")
    put(desk, "events", 30, "title", to=EVENTS[30]["title"], step="typing")
    assert "renewed" not in desk.undo(3)


@pytest.mark.browser
def test_the_page_reads_what_was_renewed_and_keeps_the_rest(file: Path, context: BrowserContext) -> None:
    with editor(file) as running:
        page = context.new_page()
        page.goto(running.address)
        page.wait_for_selector("#rows [role=option]")
        for op in OPS:
            before = running.ask("/document")
            step = running.ask("/edit", {"revision": before["revision"], "op": op})
            after = running.ask("/document")["text"]
            value, kept = page.evaluate(READ, [before["text"], after, step])
            assert value == json.loads(after), op
            assert kept > COUNT - 30, op
        _unreadable(running)


def _unreadable(running: Running) -> None:
    revision = running.ask("/document")["revision"]
    assert "renewed" not in running.edit(revision, op="text", at=0, removed=1, put="")


READ = """async ([before, after, step]) => {
  const { renewed } = await import("/reading.js");
  const old = JSON.parse(before), value = renewed(old, after, step);
  return [value, value.events.filter((event) => old.events.includes(event)).length];
}"""


def test_what_is_wrong_stays_known_rightly_where_only_others_are_read_again(desk: Desk) -> None:
    put(desk, "events", 40, "links", to=[{"to": "e30"}, {"to": "e41"}, {"to": "nobody", "label": "led to"}])
    put(desk, "events", 50, "links", to=[{"to": "e2", "label": "led to"}])
    put(desk, "events", 55, "image", to={"src": "nothing.png"})
    assert len(desk.checked().diagnostics) == 6
    for path in (["events", 45, "title"], ["events", 10, "title"], ["events", 50, "title"], ["title"]):
        for value in ("a longer title than before\n", "x"):
            put(desk, *path, to=value)
            anew = checks.check(whole(desk.draft.text), lambda src: pictures.fault(src, desk.disk.folder))
            assert desk.checked().diagnostics == anew.diagnostics
    desk.edit(desk.draft.revision, {"op": "delete", "event": 5, "force": True})
    desk.edit(
        desk.draft.revision, {"op": "insert", "path": ["events", 50, "links", 0], "value": {"to": "e1"}}
    )
    anew = checks.check(whole(desk.draft.text), lambda src: pictures.fault(src, desk.disk.folder))
    assert desk.checked().diagnostics == anew.diagnostics
