"""The part of a page: two of them in one, under whatever rules the page has, and through what cleans it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops

from tests.cli import program
from tests.embed.hosts import EVENTS, Look, write
from tests.page.tools import package
from tests.page.tools import program as tool
from timeline.embed.figure import figure, written
from timeline.write.fragment import armoured

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

STRICT = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
WATCH = """
window.seen = [];
addEventListener("securitypolicyviolation", (event) => seen.push(event.violatedDirective));
"""
EMPTIED = """(at) => {
  const figure = document.querySelectorAll("figure")[at];
  figure.style.height = `${figure.getBoundingClientRect().height}px`;
  figure.replaceChildren();
}"""
RATIO = "({ viewBox: { baseVal: { width, height } } }) => height / width"
OTHER = {
    "title": "Rivers *and* _boats_",
    "lang": "de",
    "groups": [{"id": "road", "title": "Flüsse", "color": "#aa3377"}],
    "events": [
        {"id": "first", "date": "1900", "title": "Erstes Boot", "group": "road"},
        {"date": "1930", "title": "Zweites"},
    ],
}
MARKUP = (
    "*a* _b_ `c` [x](y) ![x](y) $1$ :smile: <b> &amp; ~~d~~ ==e== {{f}} {: .g} \\h # i | j ^k^ @l "
    "http://m.example 1. n"
)
"""What some engine of Markdown takes for markup."""


def fragment(document: dict[str, Any], prefix: str | None = None, theme: str | None = None) -> str:
    drawn = written(json.dumps(document), "events.json").wishing(width=640, theme=theme)
    return drawn.fragment(prefix, told=True)


def page_with(*parts: str, head: str = "") -> str:
    body = "<p>Words between.</p>".join(parts)
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}<title>T</title></head><body>{body}"


def shown(page: Page, folder: Path, text: str) -> Page:
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    return page


def pictures(page: Page) -> list[bytes]:
    return [each.screenshot() for each in page.query_selector_all(".timeline-picture > svg")]


def apart(one: bytes, other: bytes) -> int:
    """The most by which the pixels of two pictures differ, of 255."""
    first, second = (Image.open(io.BytesIO(each)).convert("L") for each in (one, other))
    return max(ImageChops.difference(first, second).tobytes())


@pytest.mark.parametrize("theme", ["light", "auto"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_on_one_page_look_as_each_does_alone(
    context: BrowserContext, tmp_path: Path, theme: str, scheme: Any
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    one, other = fragment(EVENTS, theme=theme), fragment(OTHER, theme=theme)
    together = pictures(shown(page, tmp_path, page_with(one, other)))
    for at in (0, 1):
        shown(page, tmp_path, page_with(one, other)).evaluate(EMPTIED, 1 - at)
        assert pictures(page) == [together[at]]
    assert together[0] != together[1]
    # What is dark on a dark ground is so by rules for classes of its own alone:
    rules = re.findall(r"<style>(.*?)</style>", one + other)
    assert (rules == []) == (theme == "light")
    form = r"(?:@media \([\w:-]+\)\{\.tl-[0-9a-f]{8}-[\w-]+\{[^{}]*\}\})+"
    assert [rule for rule in rules if not re.fullmatch(form, rule)] == []


def test_two_on_one_page_share_no_id_and_no_class_of_a_picture() -> None:
    looks = [Look(fragment(document, theme="auto")) for document in (EVENTS, OTHER)]
    one, other = (set(look.ids()) for look in looks)
    assert one
    assert not one & other
    classes = [
        {name for each in look.found for name in each.attributes.get("class", "").split()} for look in looks
    ]
    assert classes[0] & classes[1] == {"timeline", "timeline-picture", "timeline-words"}
    for look in looks:
        (picture,) = look.all("svg")
        assert set(picture.attributes["aria-labelledby"].split()) == set(look.ids())


def test_the_same_one_twice_needs_a_prefix_and_has_all_its_ids_from_it() -> None:
    text = fragment(EVENTS, "one", theme="auto") + fragment(EVENTS, "two", theme="auto")
    ids = Look(text).ids()
    assert len(ids) == len(set(ids)) == 4
    assert {id.partition("-")[0] for id in ids} == {"one", "two"}


def test_the_command_takes_the_prefix(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    command = ("render", "events.json", "-o", "a.fragment.html", "--id-prefix", "mine")
    done = program.timeline(*command, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "a.fragment.html").read_text("utf-8")
    assert text.startswith('<figure class="timeline" lang="en">\n')
    assert Look(text).ids() == ["mine-t", "mine-d"]
    assert program.timeline(*command, "--check", cwd=tmp_path).returncode == 0
    write(tmp_path, {"events.json": OTHER})
    assert program.timeline(*command, "--check", cwd=tmp_path).returncode == 1
    assert program.timeline(*command, cwd=tmp_path).returncode == 0
    assert program.timeline(*command, "--check", cwd=tmp_path).returncode == 0


def test_a_strict_policy_of_the_page_forbids_nothing_of_it(page: Page, tmp_path: Path) -> None:
    plain = page_with(fragment(EVENTS), fragment(OTHER))
    free = pictures(shown(page, tmp_path, plain))
    strict = shown(page, tmp_path, page_with(fragment(EVENTS), fragment(OTHER), head=STRICT))
    assert pictures(strict) == free
    assert strict.evaluate("seen") == []
    # The policy is at work:
    strict.evaluate("document.body.setAttribute('style', 'color:red')")
    assert strict.evaluate("seen") != []


def test_it_shrinks_with_the_room_and_never_grows_beyond_its_size(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, page_with(fragment(EVENTS)))
    for width, drawn in ((1600, 640), (400, 400 - 16 - 80)):  # margins of the body and of the figure
        page.set_viewport_size({"width": width, "height": 800})
        box = page.locator(".timeline-picture > svg").bounding_box()
        assert box
        assert box["width"] == pytest.approx(drawn, abs=1)
        ratio = page.locator(".timeline-picture > svg").evaluate(RATIO)
        assert box["height"] == pytest.approx(drawn * ratio, abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_events_unfold_and_the_links_are_live(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, page_with(fragment(EVENTS)))
    assert not page.get_by_text("2 May 1951: The motorway opens [1]").is_visible()
    page.get_by_text("Events", exact=True).click()
    assert page.get_by_text("2 May 1951: The motorway opens [1]").is_visible()
    page.get_by_text("Sources", exact=True).click()
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="read"))
    page.get_by_role("link", name="example.org/survey", exact=True).last.click()
    page.wait_for_url("https://example.org/survey")


def test_the_picture_has_its_name_and_its_words_can_be_found(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, page_with(fragment(EVENTS), fragment(OTHER)))
    named = page.get_by_role("img")
    assert named.count() == 2
    assert page.get_by_role("img", name="Roads & bridges").count() == 1
    assert page.get_by_role("img", name="Rivers *and* _boats_").count() == 1
    assert page.evaluate("find('The motorway opens')")


def test_what_cleans_markup_in_browsers_takes_nothing_that_is_seen(page: Page, tmp_path: Path) -> None:
    text = fragment(EVENTS)
    before = pictures(shown(page, tmp_path, page_with(text)))
    page.add_script_tag(path=package("dompurify/dist/purify.js"))
    clean = page.evaluate("(text) => DOMPurify.sanitize(text)", text)
    assert pictures(shown(page, tmp_path, page_with(clean))) == before
    first, second = Look(text), Look(clean)
    assert [each.name for each in first.found] == [each.name for each in second.found]
    lost = {
        name
        for one, other in zip(first.found, second.found, strict=True)
        for name in one.attributes.keys() - other.attributes.keys()
    }
    assert lost <= {"target"}


def test_what_cleans_markup_on_servers_keeps_what_it_is_told_to_keep(page: Page, tmp_path: Path) -> None:
    nh3 = pytest.importorskip("nh3")
    text = fragment(EVENTS)
    look = Look(text)
    allowed: dict[str, set[str]] = {}
    for each in look.found:
        allowed.setdefault(each.name, set()).update(each.attributes)
    for tag in allowed:
        allowed[tag] -= {"rel"}  # which it sets itself
    names = {"viewbox": "viewBox"}
    attributes = {tag: {names.get(name, name) for name in given} for tag, given in allowed.items()}
    clean = nh3.clean(text, tags=set(allowed), attributes=attributes)
    before = pictures(shown(page, tmp_path, page_with(text)))
    assert pictures(shown(page, tmp_path, page_with(clean))) == before


# Through Markdown


def markdown(text: str) -> str:
    return str(pytest.importorskip("markdown").markdown(text))


def markdown_in_html(text: str) -> str:
    extensions = ["md_in_html", "smarty", "attr_list", "tables", "footnotes"]
    return str(pytest.importorskip("markdown").markdown(text, extensions=extensions))


def commonmark(text: str) -> str:
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True, "typographer": True})
    return str(parser.enable(["replacements", "smartquotes"]).render(text))


def mistune(text: str) -> str:
    plugins = ["strikethrough", "math", "table", "url", "mark"]
    return str(pytest.importorskip("mistune").create_markdown(escape=False, plugins=plugins)(text))


def by_pandoc(*arguments: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if not shutil.which("pandoc"):
            pytest.skip("no pandoc on this machine")
        command = ["pandoc", "-t", "html", "--wrap=preserve", *arguments]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout

    return convert


ENGINES = {
    "Python-Markdown": markdown,
    "Python-Markdown with HTML": markdown_in_html,
    "CommonMark": commonmark,
    "mistune": mistune,
    "pandoc": by_pandoc("-f", "markdown"),
    "pandoc for GitHub": by_pandoc("-f", "gfm"),
}


def flat(text: str) -> list[tuple[str, ...]]:
    """The elements with their attributes, and their words."""
    look = Look(text)
    return [(each.name, *sorted(map("=".join, each.attributes.items())), each.text) for each in look.found]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_armoured_form_goes_through_markdown_as_it_is(engine: str) -> None:
    events = [
        {"date": "1900", "title": MARKUP, "summary": f"{MARKUP}\n\n    four blanks\n\n- a list\n\n> a quote"},
        {"date": "1950~", "title": "x_y_z  two blanks", "sources": ["s"]},
    ]
    sources = {"s": {"title": MARKUP, "url": "https://e.org/_a_*b*"}}
    plain = fragment({"title": MARKUP, "events": events, "sources": sources})
    made = ENGINES[engine](f"Before *this*.\n\n{armoured(plain)}\nBehind.\n")
    inside = flat(made)
    start = next(at for at, each in enumerate(inside) if each[0] == "div")
    expected = flat(f"<div>\n{plain}</div>")
    assert inside[start : start + len(expected)] == expected
    if engine == "pandoc":  # which reads on in what has no armour
        assert not {"em", "code"} & {name for name, *_ in expected}
        assert {"em", "code"} <= {name for name, *_ in flat(ENGINES[engine](f"A\n\n{plain}\nB\n"))[2:]}


def test_the_armoured_form_has_a_tag_at_the_beginning_of_each_line() -> None:
    lines = armoured(fragment(EVENTS)).splitlines()
    assert (lines[0], lines[-1]) == ("<div>", "</div>")
    assert [line for line in lines if not line.startswith("<")] == []


def test_a_picture_of_several_pages_is_one_part(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    assert figure(str(tmp_path / "events.json")).fragment("p").count("<svg ") == 1
    done = program.timeline("render", "-o", "-", "--format", "fragment", "--pages", "a4", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("<figure ") == 1


def test_the_command_takes_a_caption_and_the_events_in_words(tmp_path: Path) -> None:
    write(tmp_path, {"events.json": EVENTS})
    command = ("render", "-o", "a.fragment.html", "--caption", "Roads & <more>", "--list")
    assert program.timeline(*command, cwd=tmp_path).returncode == 0
    look = Look((tmp_path / "a.fragment.html").read_text("utf-8"))
    assert [each.text for each in look.all("p", inside="figcaption")] == ["Roads & <more>"]
    assert [each.text for each in look.all("summary")] == ["Events", "Sources"]
    for option in (("--list",), ("--caption", "x")):
        wrong = program.timeline("render", "-o", "a.svg", *option, cwd=tmp_path)
        assert (wrong.returncode, ".fragment.html" in program.only_line(wrong)) == (2, True)


def test_the_checker_of_html_finds_nothing_wrong_with_any_of_them(tmp_path: Path) -> None:
    parts = [fragment(EVENTS), fragment(OTHER, theme="auto")]
    for file in sorted((program.ROOT / "tests" / "gallery").glob("*.json")):
        told = file.stem != "long-words"
        parts.append(figure(str(file)).wishing(width=700).fragment(file.stem, told=told))
    path = tmp_path / "page.html"
    path.write_text(page_with(*parts).replace("<p>Words between.</p>", "\n"), "utf-8")
    command = [tool("java"), "-jar", str(package("vnu-jar/build/dist/vnu.jar")), "--errors-only", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stderr == ""


def test_a_page_from_right_to_left_does_not_turn_a_picture_round(page: Page, tmp_path: Path) -> None:
    text = figure(str(program.ROOT / "tests" / "gallery" / "fa-dudmanha.json")).wishing(width=640).fragment()
    text = page_with(text, head="<style>body{margin:0}figure{margin:8px}html{width:1200px}</style>")
    (straight,) = pictures(shown(page, tmp_path, text.replace(' dir="rtl"', "")))
    (bare,) = pictures(shown(page, tmp_path, text.replace(' direction="ltr"', "")))
    (turned,) = pictures(shown(page, tmp_path, text.replace("<html ", "<html dir=rtl ")))
    assert apart(straight, turned) < 60  # a letter may stand a part of a pixel further
    assert apart(straight, bare) > 150
    box = page.locator(".timeline-picture > svg").bounding_box()
    assert box
    assert box["x"] + box["width"] == 1200 - 8  # it stands where a text begins
