"""How each program is told to draw, and what of."""

# os.path and open, for pathlib is a dear import:
# ruff: noqa: PTH118, PTH123

from __future__ import annotations

import os
from collections.abc import Sequence

from timeline.converters.programs import BROWSER, INKSCAPE, RESVG, Program
from timeline.records import NamedTuple

_TALLEST = 16_000  # pixels; beyond 16,384 browsers draw nothing, or the beginning again
_NARROWEST = 520  # px; browsers have no narrower windows
_BARS = 200  # px of its height that a window may have for itself; what is too much is cut off
_CSP = "default-src 'none'; style-src 'unsafe-inline'"


class Picture(NamedTuple):
    """A picture to be drawn: an SVG file, its size in px, and its words as they stand in it."""

    svg: str
    width: float
    height: float
    title: str = ""
    lang: str = "en"


class Job(NamedTuple):
    """What is to be made: "png", ``density`` pixels to the px, a file for each picture; or "pdf", one file
    with all of them as its pages."""

    pictures: Sequence[Picture]
    format: str
    density: float = 1.0

    @property
    def words(self) -> str:
        """All the texts that are to be drawn."""
        import re

        return "".join(text for one in self.pictures for text in re.findall(">([^<]+)</text>", one.svg))


def unsuited(program: Program, job: Job, *, by_name: bool) -> str | None:
    """Why a program is not asked for a picture; None where it is."""
    if program.kind == RESVG and job.format == "pdf":
        return "it makes no PDF"
    if program.kind == INKSCAPE and job.format == "pdf" and len(job.pictures) > 1:
        return "it makes no PDF of several pages that is whole"
    if program.kind == INKSCAPE and not by_name and _turns_round(job.words):
        return "it sets lines of both directions from left to right"
    tallest = max(max(one.width, one.height) for one in job.pictures) * job.density
    if program.kind == BROWSER and job.format == "png" and tallest > _TALLEST:
        return f"it draws no picture of more than {_TALLEST:,} pixels on a side"
    return None


def _turns_round(words: str) -> bool:
    from unicodedata import bidirectional

    return any(bidirectional(one) in ("R", "AL", "AN") for one in set(words))


def put(program: Program, job: Job, folder: str) -> None:
    """Writes what a program is to draw into a folder."""
    if program.kind == BROWSER:
        _save(folder, "page.xhtml", _page(job.pictures))
    else:
        for number, one in enumerate(job.pictures):
            _save(folder, f"{number}.svg", one.svg)


def _save(folder: str, name: str, text: str) -> None:
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _page(pictures: Sequence[Picture]) -> str:
    """A page for browsers, on which each picture is a sheet of its size."""
    from html import escape

    rules = ["html,body{margin:0;overflow:hidden}", "svg{display:block}", "div{break-inside:avoid}"]
    sheets = []
    for number, one in enumerate(pictures):
        size = f"size:{one.width:g}px {one.height:g}px;margin:0"
        name = f"sheet{number}"
        rules.append(
            f"@page {{{size}}}" if len(pictures) == 1 else f"@page {name}{{{size}}}#{name}{{page:{name}}}"
        )
        sheets.append(f'<div id="{name}">{one.svg.partition("?>")[2].strip()}</div>')
    if len(pictures) > 1:
        rules.append("html,body{overflow:visible}")
    first = pictures[0]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{escape(first.lang)}">',
            f'<head><meta http-equiv="Content-Security-Policy" content="{_CSP}"/>',
            f"<title>{escape(first.title)}</title><style>{''.join(rules)}</style></head>",
            f"<body>{''.join(sheets)}</body></html>",
        )
    )


def command(program: Program, job: Job, folder: str) -> list[str]:
    """How a program is told to draw; it runs in the folder."""
    out = f"out.{job.format}"
    inputs = [f"{number}.svg" for number in range(len(job.pictures))]
    zoom = f"{job.density:g}"
    match program.kind:
        case "rsvg-convert":
            options = ["--zoom", zoom] if job.format == "png" else []
            return [program.path, "--format", job.format, *options, "--output", out, *inputs]
        case "inkscape":
            options = [f"--export-dpi={96 * job.density:g}"] if job.format == "png" else []
            area = "--export-area-page"
            return [
                program.path,
                f"--export-type={job.format}",
                area,
                *options,
                f"--export-filename={out}",
                *inputs,
            ]
        case "resvg":
            return [program.path, "--zoom", zoom, *inputs, out]
        case _:
            return [program.path, *_browsing(job, folder)]


def _browsing(job: Job, folder: str) -> list[str]:
    """The options for a browser: without a window, without a network, in a profile of its own."""
    from pathlib import Path

    flags = [
        *(
            "headless",
            "disable-gpu",
            "hide-scrollbars",
            "no-first-run",
            "no-default-browser-check",
            "mute-audio",
        ),
        *("disable-background-networking", "disable-component-update", "disable-sync", "disable-extensions"),
        *(
            "disable-default-apps",
            "disable-domain-reliability",
            "disable-breakpad",
            "disable-quic",
            "no-pings",
        ),
        *("disable-client-side-phishing-detection", "metrics-recording-only", "use-mock-keychain"),
        *("disable-lcd-text", "font-render-hinting=none", "force-color-profile=srgb", "password-store=basic"),
        # Nobody answers there: whatever a browser may want to tell somebody, it cannot.
        *("host-resolver-rules=MAP * ~NOTFOUND", "proxy-server=127.0.0.1:9", "proxy-bypass-list=<-loopback>"),
        f"user-data-dir={os.path.join(folder, 'profile')}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("no-sandbox")  # as root browsers have none, and do not start without being told so
    out = os.path.join(folder, f"out.{job.format}")
    if job.format == "pdf":
        flags += ["no-pdf-header-footer", "print-to-pdf-no-header", f"print-to-pdf={out}"]
    else:
        (one,) = job.pictures
        width, height = max(_up(one.width), _NARROWEST), _up(one.height) + _BARS
        flags += [f"force-device-scale-factor={job.density:g}", f"window-size={width},{height}"]
        flags.append(f"screenshot={out}")
    return [*(f"--{flag}" for flag in flags), Path(folder, "page.xhtml").as_uri()]


def _up(length: float) -> int:
    return -int(-length // 1)
