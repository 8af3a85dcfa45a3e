"""Which programs there are that draw an SVG, and where they are on each system."""

# os.path, for pathlib is a dear import:
# ruff: noqa: PTH100, PTH111, PTH113, PTH117, PTH118, PTH119

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from timeline.records import NamedTuple

RSVG, INKSCAPE, BROWSER, RESVG = KINDS = "rsvg-convert", "inkscape", "browser", "resvg"
"""The programs that are known, in the order in which they are asked."""
BROWSERS = (
    *("google-chrome-stable", "google-chrome", "chromium-browser", "chromium"),
    *(
        "microsoft-edge-stable",
        "microsoft-edge",
        "chrome",
        "msedge",
        "chrome-headless-shell",
        "brave-browser",
    ),
)
"""Names under which browsers are called that take the same options."""
_MAKES = "chromium", "chrome", "edge", "brave"

_MACOS = {
    BROWSER: (
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    INKSCAPE: ("Inkscape.app/Contents/MacOS/inkscape",),
}
_WINDOWS = {
    BROWSER: (
        r"Google\Chrome\Application\chrome.exe",
        r"Chromium\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
    ),
    INKSCAPE: (r"Inkscape\bin\inkscape.exe",),
}
_INSTALLED_BY = {
    "apt-get": "apt-get install librsvg2-bin",
    "dnf": "dnf install librsvg2-tools",
    "zypper": "zypper install rsvg-convert",
    "pacman": "pacman -S librsvg",
    "apk": "apk add rsvg-convert",
    "brew": "brew install librsvg",
}
"""What brings rsvg-convert, by the program that installs programs."""


class ConverterFault(ValueError):  # noqa: N818 - it is about other programs, or a wish for one
    """No program draws a picture. The message says why, and what would help, as a part of a sentence."""


class Program(NamedTuple):
    """One of the ``KINDS``, and where it is."""

    kind: str
    path: str

    @property
    def name(self) -> str:
        """What it is called, without its version."""
        return stem(self.path) if self.kind == BROWSER else self.kind


def found() -> Iterator[Program]:
    """The programs of this machine, in the order in which they are asked."""
    for kind in KINDS:
        if path := next(_places(kind), None):
            yield Program(kind, path)


def named(wanted: str) -> Program:
    """The program of that name, or at that path: a name alone is never a file of the present folder, which
    may be anybody's. Raises ``ConverterFault``.
    """
    kind = _kind(stem(wanted))
    if not kind:
        known = ", ".join((RSVG, INKSCAPE, RESVG, *_MAKES))
        raise ConverterFault(
            f"{wanted!r} is none of the programs that are known: {known}, or the path of one"
        )
    if os.path.basename(wanted) == wanted:
        if path := next(_places(kind, wanted), None):
            return Program(kind, path)
        hint = f": {how_to_install()}" if kind == RSVG else ""
        raise ConverterFault(f"there is no {wanted} on this machine{hint}")
    if not _is_program(wanted):
        raise ConverterFault(f"{wanted} is no program that can be run")
    return Program(kind, os.path.abspath(wanted))


def how_to_install() -> str:
    """What a user of this machine can do to have a program that draws."""
    if _system() == "win32":
        return "install Inkscape, or Microsoft Edge or Chrome"
    line = next((line for name, line in _INSTALLED_BY.items() if in_path(name)), None)
    brings = f"{line} brings rsvg-convert" if line else "install rsvg-convert (librsvg)"
    return f"{brings}; Inkscape, Chromium and Chrome do as well"


def _system() -> str:
    return sys.platform


def _kind(name: str) -> str:
    """The kind of the program that has a name; "" for one that is not known."""
    low = name.lower()
    if low == BROWSER or _make(name):
        return BROWSER
    return next((kind for kind in KINDS if low.startswith(kind)), "")


def _make(name: str) -> str:
    """Whose browser has a name; "" where it is none."""
    return next((make for make in _MAKES if make in name.lower()), "")


def stem(path: str) -> str:
    """The name of a program without folders and without the ending that Windows gives it."""
    name = os.path.basename(path)
    return name[:-4] if name.lower().endswith((".exe", ".com", ".bat", ".cmd")) else name


def _places(kind: str, wanted: str = "") -> Iterator[str]:
    """Where a program of a kind is, or a browser of the make that is ``wanted``: at first where the user
    says, then by its names, and then where its installers put it."""
    make = _make(wanted)
    own = os.environ.get("CHROME_PATH", "") if kind == BROWSER and not make else ""
    if os.path.isabs(own) and _is_program(own):
        yield own
    names = [name for name in BROWSERS if make in name] if kind == BROWSER else [kind]
    for name in dict.fromkeys([wanted, *names] if wanted not in ("", BROWSER) else names):
        if there := in_path(name):
            yield there
    for path in _installed(kind):
        if _is_program(path) and make in stem(path).lower():
            yield path


def _installed(kind: str) -> Iterator[str]:
    """Where its installers put a program that is in no ``PATH``."""
    if _system() == "darwin":
        for folder in ("/Applications", os.path.expanduser("~/Applications")):
            yield from (os.path.join(folder, path) for path in _MACOS.get(kind, ()))
    elif _system() == "win32":
        for name in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
            if base := os.environ.get(name):
                yield from (os.path.join(base, path) for path in _WINDOWS.get(kind, ()))


def in_path(name: str) -> str | None:
    """The program that would run by a name. Folders that are not absolute are passed over, and so is, on
    Windows, the present one: a program that came with an events file is not to run.
    """
    endings = (".exe", ".com") if _system() == "win32" else ("",)  # a batch file needs a shell
    for folder in filter(os.path.isabs, os.environ.get("PATH", os.defpath).split(os.pathsep)):
        for ending in endings:
            path = os.path.join(folder, name + ending)
            if _is_program(path):
                return path
    return None


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)
