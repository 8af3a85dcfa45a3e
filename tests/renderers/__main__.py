"""Prints how far the pictures of other renderers are from Chromium's, for every document of the gallery.

python -m tests.renderers [--install] [--keep DIRECTORY] [RENDERER …]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.gallery import NAMES, drawn, load
from tests.renderers.compare import differs
from tests.renderers.judged import EXCEPTIONS, complaints
from tests.renderers.programs import REFERENCE, RENDERERS, Renderer


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.renderers", description=__doc__.partition("\n")[0])
    parser.add_argument("renderers", metavar="RENDERER", nargs="*", help="all that are there, where left out")
    parser.add_argument("--install", action="store_true", help="install from Debian what is missing")
    parser.add_argument("--keep", metavar="DIRECTORY", type=Path, help="leave the pictures there")
    asked = parser.parse_args()
    if unknown := set(asked.renderers) - {one.name for one in RENDERERS}:
        parser.error(f"no such renderer: {', '.join(sorted(unknown))}")
    wanted = [one for one in RENDERERS if one.name in {REFERENCE, *asked.renderers} or not asked.renderers]
    if asked.install:
        install(wanted)
    for one in wanted:
        if missing := one.missing():
            sys.stdout.write(f"{one.name:12} is not there: {', '.join(missing)}\n")
    there = [one for one in wanted if not one.missing()]
    if not there or there[0].name != REFERENCE:
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        return compared(there, asked.keep or Path(scratch))


def install(wanted: Sequence[Renderer]) -> None:
    """Installs the Debian packages of the renderers that are not there."""
    packages = [package for one in wanted if one.missing() for package in one.debian.split()]
    if packages:
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], check=True, env=quiet)
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=True, env=quiet)


def compared(renderers: Sequence[Renderer], folder: Path) -> int:
    """Draws the gallery with each renderer, prints a line for each document; 1 where one has a complaint."""
    files = written(folder)
    for one in renderers:
        start = perf_counter()
        (folder / one.name).mkdir(exist_ok=True)
        one.draw(files, folder / one.name)
        sys.stdout.write(f"{one.name:12} drew {len(files)} pictures in {perf_counter() - start:.0f} s\n")
    others = [one.name for one in renderers[1:]]
    sys.stdout.write(f"\n{'':26}" + "".join(f"{name:>13}" for name in others) + "\n")
    wrong = []
    for svg in files:
        language = load(svg.stem).lang
        shares = ""
        for name in others:
            found = differs(svg, folder / name)
            shares += f"{found.share:12.3%}{'*' if language in EXCEPTIONS.get(name, ((), ''))[0] else ' '}"
            wrong += [f"{svg.stem}, {name}: {told}" for told in complaints(name, language, found)]
        sys.stdout.write(f"{svg.stem:26}{shares}\n")
    for name, (languages, reason) in EXCEPTIONS.items():
        sys.stdout.write(f"* {name} in {', '.join(sorted(languages))}: {reason}\n")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def written(folder: Path) -> list[Path]:
    """The gallery's pictures as files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.svg" for name in NAMES]
    for svg in files:
        svg.write_text(drawn(svg.stem), encoding="utf-8")
    return files


if __name__ == "__main__":
    sys.exit(main())
