"""Renderers of SVG, each as a function from SVG files to PNG files of twice their size.

Twice, since some of them round the advance of each letter to a whole pixel, which at its natural size shifts
long lines by more than any eye would forgive, and on paper is not there. LibreOffice draws by way of PDF for
the same reason: that is also how its users print.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES

ZOOM = 2
DPI = 96 * ZOOM
REFERENCE = "chromium"
PATIENCE = 600  # seconds


class Renderer(NamedTuple):
    """A program or a package: how to see whether it is there, and how to have it draw files into a folder."""

    name: str
    needs: tuple[str, ...]  # programs, or packages of Python where they begin with "python:"
    debian: str  # the packages that bring the programs
    draw: Callable[[Sequence[Path], Path], None]

    def missing(self) -> list[str]:
        """What of its needs this machine lacks."""
        return [need for need in self.needs if not _has(need)]


def _has(need: str) -> bool:
    if need.startswith("python:"):
        try:
            importlib.import_module(need.removeprefix("python:"))
        except (ImportError, OSError):  # the second where a package lacks the library that it is made for
            return False
        return True
    if need == REFERENCE:
        return any(map(shutil.which, CHROMIUM_NAMES))
    return shutil.which(need) is not None


def size(svg: Path) -> tuple[int, int]:
    """The width and height in px that the file says of itself."""
    head = svg.read_text(encoding="utf-8")[:1000]
    found = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', head)
    assert found, svg
    return round(float(found[1])), round(float(found[2]))


def _chromium(files: Sequence[Path], folder: Path) -> None:
    # In a thread of its own: a session of tests has a browser open already, and a thread can hold but one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_chromium_alone, files, folder).result()


def _chromium_alone(files: Sequence[Path], folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        page = browser.new_page(device_scale_factor=ZOOM)
        for svg in files:
            width, height = size(svg)
            page.set_viewport_size({"width": width, "height": height})
            page.goto(svg.resolve().as_uri())
            page.screenshot(path=_png(svg, folder))
        browser.close()


def _librsvg(files: Sequence[Path], folder: Path) -> None:
    for svg in files:
        _run("rsvg-convert", "--zoom", str(ZOOM), "--output", _png(svg, folder), svg)


def _inkscape(files: Sequence[Path], folder: Path) -> None:
    # Given several files it writes each picture beside its file, so the files come to the folder.
    copies = [Path(shutil.copy(svg, folder)) for svg in files]
    _run("inkscape", "--export-type=png", f"--export-dpi={DPI}", *copies)


def _resvg(files: Sequence[Path], folder: Path) -> None:
    import resvg_py

    for svg in files:
        _png(svg, folder).write_bytes(bytes(resvg_py.svg_to_bytes(svg_path=str(svg), zoom=ZOOM)))


def _cairosvg(files: Sequence[Path], folder: Path) -> None:
    import cairosvg  # type: ignore[import-untyped] # it has no types

    for svg in files:
        cairosvg.svg2png(url=str(svg), write_to=str(_png(svg, folder)), scale=ZOOM)


def _libreoffice(files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files)
    for svg in files:
        pdf = folder / f"{svg.stem}.pdf"
        _run("pdftoppm", "-r", str(DPI), "-png", "-singlefile", pdf, folder / svg.stem)


def _png(svg: Path, folder: Path) -> Path:
    return folder / f"{svg.stem}.png"


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


RENDERERS = (
    Renderer(REFERENCE, (REFERENCE, "python:playwright"), "chromium", _chromium),
    Renderer("librsvg", ("rsvg-convert",), "librsvg2-bin", _librsvg),
    Renderer("resvg", ("python:resvg_py",), "", _resvg),
    Renderer("cairosvg", ("python:cairosvg",), "libcairo2", _cairosvg),
    Renderer("inkscape", ("inkscape",), "inkscape", _inkscape),
    Renderer("libreoffice", ("soffice", "pdftoppm"), "libreoffice-draw poppler-utils", _libreoffice),
)
"""All of them, the one that the others are compared with first."""
