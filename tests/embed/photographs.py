"""The pictures of docs/embedding/sphinx.md, mkdocs.md and jupyter.md, taken of what the hosts make.

    python -m tests.embed.photographs [sphinx] [mkdocs] [jupyter]

Each host builds what its page shows, from an empty folder; Chromium and pdftoppm look at it.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.embed.hosts import run, write
from tests.embed.pictures import save
from tests.gallery import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = Path(__file__).parents[2] / "docs" / "embedding"
EVENTS = (HERE / "apollo-11.json").read_text("utf-8")
HIGH = 880
"""How high each picture is, in px."""
GAP = 24


def sphinx(folder: Path, browser: Browser) -> list[Image.Image]:
    """A page of furo, and the same in the PDF that LaTeX makes of it."""
    settings = 'project = "Apollo"\nauthor = "A. Writer"\nextensions = ["timeline.embed.sphinx"]\n'
    looks = 'html_theme = "furo"\nnumfig = True\nlatex_elements = {"papersize": "a4paper"}\n'
    looks += 'latex_theme = "howto"\n'
    text = (
        "The way there\n=============\n\nThe computer was short of time all through the descent, "
        "as :numref:`eight-days` shows.\n\n.. timeline:: events.json\n   :name: eight-days\n   :page:\n\n"
        "   Eight days in *July 1969*.\n"
    )
    write(folder, {"conf.py": settings + looks, "index.rst": text, "events.json": EVENTS})
    for builder in ("html", "latex"):
        built = run("sphinx", "-q", "-b", builder, ".", f"_build/{builder}", cwd=folder)
        assert built.returncode == 0, built.stderr
    for _ in range(2):
        command = ["pdflatex", "-interaction=nonstopmode", "apollo.tex"]
        subprocess.run(command, cwd=folder / "_build/latex", capture_output=True, check=True)
    shown = ["pdftoppm", "-r", "75", "-png", "-singlefile", "-f", "2", "_build/latex/apollo.pdf", "page"]
    subprocess.run(shown, cwd=folder, check=True)
    page = seen(browser, folder / "_build/html/index.html", 1100)
    return [page, Image.open(folder / "page.png").convert("RGB")]


def mkdocs(folder: Path, browser: Browser) -> list[Image.Image]:
    """A page of Material in the light, and in the dark on a phone."""
    settings = (
        "site_name: Apollo\ntheme:\n  name: material\n  font: false\n  palette:\n"
        '    - {media: "(prefers-color-scheme: light)", scheme: default}\n'
        '    - {media: "(prefers-color-scheme: dark)", scheme: slate}\n'
        "markdown_extensions:\n  - timeline.embed.markdown\nuse_directory_urls: false\n"
    )
    text = '# The way there\n\n```timeline\nevents.json --page --caption "Eight days in July 1969"\n```\n'
    write(folder, {"mkdocs.yml": settings, "docs/index.md": text, "docs/events.json": EVENTS})
    built = run("mkdocs", "build", "--quiet", "--strict", cwd=folder)
    assert built.returncode == 0, built.stderr
    page = folder / "site/index.html"
    return [seen(browser, page, 1060), seen(browser, page, 400, "dark")]


def jupyter(folder: Path, browser: Browser) -> list[Image.Image]:
    """A notebook as nbconvert shows it."""
    cells = ("%load_ext timeline.embed.jupyter", 'show("events.json", width=840)')
    code: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": cell,
        }
        for number, cell in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {"cells": code, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    write(folder, {"report.ipynb": json.dumps(document), "events.json": EVENTS})
    built = run("nbconvert", "--to", "html", "--execute", "report.ipynb", cwd=folder, HOME=str(folder))
    assert built.returncode == 0, built.stderr
    return [seen(browser, folder / "report.html", 1100)]


def seen(browser: Browser, page: Path, width: int, scheme: str = "light") -> Image.Image:
    """What a browser window so wide shows of a page, whose requests to elsewhere come to nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": HIGH}, color_scheme="dark" if scheme == "dark" else "light"
    )
    opened = context.new_page()
    opened.route("http*://**", lambda route: route.abort())
    opened.goto(page.as_uri())
    opened.wait_for_timeout(500)
    taken = Image.open(io.BytesIO(opened.screenshot())).convert("RGB")
    context.close()
    return taken


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Pictures side by side on grey, each with a frame."""
    width = sum(one.width for one in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, max(one.height for one in pictures) + 2 * GAP), "#d9dbe0")
    left = GAP
    for one in pictures:
        sheet.paste(one, (left, GAP))
        left += one.width + GAP
    return sheet


HOSTS: dict[str, Callable[[Path, Browser], list[Image.Image]]] = {
    "sphinx": sphinx,
    "mkdocs": mkdocs,
    "jupyter": jupyter,
}


def main(names: list[str]) -> None:
    """Takes the pictures of the hosts named, all where none is."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        for name in names or HOSTS:
            with tempfile.TemporaryDirectory() as folder:
                save(beside(HOSTS[name](Path(folder), browser)), DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
