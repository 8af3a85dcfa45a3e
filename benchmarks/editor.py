"""Measures how long somebody waits who edits a long file in the web editor, and for what.

    python benchmarks/editor.py                      10 000 events
    python benchmarks/editor.py --events 1000        fewer of them
    python benchmarks/editor.py --warnings 1500      with so many warnings in the file

Needs Playwright and a Chromium (``--chromium`` says where). What the tables say: ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import news  # noqa: E402 - found by the line above
from tests.editor.running import Running, editor  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHOWN, DRAWN = 200, 500  # milliseconds that are allowed from a key to what is wrong, and to the picture
LAYOUTS = ("horizontal", "vertical")
TYPED = "nevertheless"
KEYS_APART = 80  # milliseconds, of somebody who types fast
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-extensions", "--no-first-run")
PATIENCE = 120_000  # milliseconds

HOOKS = (Path(__file__).parent / "editor.js").read_text("utf-8")

# The fields that are typed into, by the tabs that show them, with the keys that lead into an event's title.
PLACES = {
    "the form": ("#tab-events", "#form textarea >> nth=0", ["End"]),
    "the text": ("#tab-text", "#raw textarea", ["ArrowDown"] * 3 + ["End", "ArrowLeft", "ArrowLeft"]),
}


def document(count: int, warnings: int) -> dict[str, Any]:
    """A file of news of which so many events are made the cause of one that was over before."""
    made = news.document(count)
    for number in range(count - warnings, count):
        made["events"][number]["links"] = [{"to": "e0", "label": "led to"}]
    return made


# The server's work, without HTTP


def server(file: Path, text: str, rounds: int) -> Iterator[tuple[str, float]]:
    """Milliseconds of processor time for what a request makes the server do, by its steps."""
    from timeline.editor import checks, operations
    from timeline.editor.desk import Desk
    from timeline.editor.disk import Disk
    from timeline.editor.journal import Journal
    from timeline.editor.picture import Easel
    from timeline.editor.sheet import Sheet

    spent: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        begun = time.thread_time()
        made = act()
        spent.setdefault(name, []).append(1000 * (time.thread_time() - begun))
        return made

    for _ in range(rounds):
        timed("json.loads of the file", lambda: json.loads(text))
    desk: Desk = timed("open: read", lambda: Desk(Disk(str(file)), Journal(str(file), str(file.parent))))
    state = timed("open: check", desk.whole)
    timed("open: JSON", lambda: json.dumps(state))
    watched = (
        (operations, "carry_out", "edit: operation"),
        (Sheet, "changed", "edit: read"),
        (checks, "check", "edit: check"),
        (checks, "shown", "edit: tell what is wrong"),
        (Journal, "changed", "edit: journal"),
    )
    for owner, attribute, name in watched:
        setattr(owner, attribute, _watched(getattr(owner, attribute), name, timed))
    middle, easel = state["events"] // 2, Easel()
    for number in range(rounds):
        op = {"op": "put", "path": ["events", middle, "title"], "value": "x" * (1 + number % 20)}
        step = timed("edit", partial(desk.edit, desk.draft.revision, op, "typing"))
        timed("edit: JSON", partial(json.dumps, step))
    for layout in LAYOUTS:
        for number in range(3):
            op = {"op": "put", "path": ["events", middle, "title"], "value": "y" * (1 + number)}
            desk.edit(desk.draft.revision, op, "typing")
            options = {"layout": layout, "width": 800}
            timed(f"picture: {layout}", partial(easel.picture, *desk.drawn(), options))
    desk.close()
    yield from ((name, median(found)) for name, found in spent.items())


def _watched(act: Callable[..., Any], name: str, timed: Callable[[str, Callable[[], Any]], Any]) -> Any:
    def watched(*given: Any, **named: Any) -> Any:
        return timed(name, partial(act, *given, **named))

    return watched


# HTTP


def requests(running: Running, events: int, rounds: int) -> Iterator[tuple[str, float]]:
    """Milliseconds until requests are answered, one after another, while nothing else is done."""
    spent: dict[str, list[float]] = {}

    def timed(name: str, route: str, body: Any) -> Any:
        begun = time.perf_counter()
        answer = running.ask(route, body)
        spent.setdefault(name, []).append(1000 * (time.perf_counter() - begun))
        return answer

    revision = timed("/document", "/document", {})["revision"]
    for number in range(rounds):
        timed("an empty request", "/date", {"text": "2014"})
        op = {"op": "put", "path": ["events", events // 2, "title"], "value": "x" * (1 + number % 20)}
        revision = timed("/edit", "/edit", {"revision": revision, "op": op, "step": "a"})["revision"]
    for layout in LAYOUTS:
        for number in range(3):
            op = {"op": "put", "path": ["events", events // 2, "title"], "value": "y" * (1 + number)}
            revision = running.ask("/edit", {"revision": revision, "op": op})["revision"]
            timed(f"/picture {layout}", "/picture", {"options": {"layout": layout, "width": 800}})
    yield from ((name, median(found)) for name, found in spent.items())


# The page


@contextmanager
def browser(program: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = opened.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(HOOKS)
        yield page
        opened.close()


def opening(page: Page, address: str) -> dict[str, float]:
    """Milliseconds from the address to what is seen."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("measured.pictures.some((one) => one.painted)")
    return dict(page.evaluate("measured.opening()"))


def typing(
    page: Page, place: str, ways: Sequence[str], rounds: int
) -> Iterator[tuple[str, dict[str, float]]]:
    """What passes from a key to what is seen of it, in milliseconds: of single keys and of keys in a row."""
    quiet = "measured.isQuiet()"
    page.locator(place).focus()
    for key in ways:
        page.keyboard.press(key)
    page.wait_for_function(quiet)
    found: list[dict[str, float]] = []
    for number in range(rounds):
        page.evaluate("measured.reset()")
        page.keyboard.type(TYPED[number % len(TYPED)])
        page.wait_for_function(quiet)
        found += page.evaluate("measured.keys()")
    yield "a key alone", _medians(found)
    page.evaluate("measured.reset()")
    for letter in TYPED * 3:
        page.keyboard.type(letter)
        page.wait_for_timeout(KEYS_APART)
    page.wait_for_function(quiet)
    found = page.evaluate("measured.keys()")
    yield f"one of {len(found)} keys in a row", _medians(found)
    yield "the slowest of them", {name: max(one[name] for one in found) for name in ("shown", "drawn")}


def _medians(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(one[name] for one in found) for name in found[0]}


# All of it


def show(title: str, rows: Iterator[tuple[str, float]], floor: str) -> None:
    """Prints a table, each row beside the floor."""
    print(f"\n{title}")
    found = dict(rows)
    for name, value in found.items():
        print(f"  {name:<28}{value:>9,.1f} ms{value / found[floor]:>9.2f}")


def show_page(name: str, parts: Mapping[str, float]) -> None:
    """Prints what something in the page took, in milliseconds, and whether that is what is asked."""
    asked = {"shown": SHOWN, "drawn": DRAWN} if name.endswith("alone") else {}
    said = ", ".join(
        f"{what} {'kept' if parts[what] <= most else 'MISSED'}: {parts[what]:,.0f} of {most} ms"
        for what, most in asked.items()
    )
    print(f"\n  {name}   {said}")
    print("  " + "".join(f"{part:>10}" for part in parts))
    print("  " + "".join(f"{value:>10,.0f}" for value in parts.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the web editor on a long file.")
    parser.add_argument("--events", type=int, default=10_000, metavar="N")
    parser.add_argument("--warnings", type=int, default=0, metavar="N", help="in the file (0)")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="of each measure (15)")
    parser.add_argument("--chromium", default="/usr/bin/chromium", metavar="PROGRAM")
    parser.add_argument("--no-browser", action="store_true", help="measure the server alone")
    arguments = parser.parse_args()
    count, rounds = arguments.events, arguments.rounds
    text = json.dumps(document(count, arguments.warnings), ensure_ascii=False, indent=2) + "\n"
    print(f"{count:,} events, {len(text) / 1e6:.1f} MB, {os.cpu_count()} processors, {_load()}")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        (folder / "work").mkdir()
        (folder / "work" / "events.json").write_text(text, "utf-8")
        rows = server(folder / "work" / "events.json", text, rounds)
        show("the server's work, in processor time", rows, "json.loads of the file")
        file = folder / "events.json"
        file.write_text(text, "utf-8")
        with editor(file) as running:
            show("over HTTP", requests(running, count, rounds), "an empty request")
        if arguments.no_browser:
            return
        file.write_text(text, "utf-8")
        with editor(file, state=folder / "other") as running, browser(arguments.chromium) as page:
            print("\nin the page, in milliseconds")
            show_page("opening", opening(page, running.address))
            page.fill("#search", f"({count // 2})")
            page.press("#search", "ArrowDown")
            for what, (tab, place, ways) in PLACES.items():
                page.locator(tab).click()
                for name, parts in typing(page, place, ways, rounds):
                    show_page(f"{what}, {name}", parts)
    print(f"\n{_load()}")


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"


if __name__ == "__main__":
    main()
