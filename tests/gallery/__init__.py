"""The gallery: documents of every kind, each with the picture that it gave when somebody last looked at it.

A picture that has changed is not wrong; it has to be looked at. ``differs`` writes the new one beside the old
and a page that shows the two, and ``accept`` puts it in the old one's place.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import timeline
from timeline.model import Timeline

HERE = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in HERE.glob("*.json")))
PAGE = "difference.html"
COMMAND = "python -m tests.gallery --accept"


def load(name: str) -> Timeline:
    """The document of that name."""
    return timeline.load(HERE / f"{name}.json")


def drawn(name: str) -> str:
    """Its picture as it is drawn today, in the document's own layout, scale, theme and width."""
    return timeline.render(load(name), "svg")


def differs(name: str, svg: str, folder: Path = HERE) -> bool:
    """Is ``svg`` another picture than the one in ``folder``, or the first? Then it is written beside it, and
    the page of differences anew; otherwise what an earlier run has written is removed.
    """
    old, new = folder / f"{name}.svg", folder / f"{name}.new.svg"
    same = old.exists() and old.read_bytes() == svg.encode("utf-8")
    if same:
        new.unlink(missing_ok=True)
    else:
        new.write_bytes(svg.encode("utf-8"))
    _write_page(folder)
    return not same


def accept(names: Iterable[str], folder: Path = HERE) -> list[str]:
    """Draws the pictures of that name and keeps them; those that were others before come back."""
    changed = [name for name in names if differs(name, drawn(name), folder)]
    for name in changed:
        (folder / f"{name}.new.svg").replace(folder / f"{name}.svg")
    _write_page(folder)
    return changed


def _write_page(folder: Path) -> None:
    """A page with every new picture beside its old one and, where there is one, what differs between them."""
    page = folder / PAGE
    changed = sorted(path.name.removesuffix(".new.svg") for path in folder.glob("*.new.svg"))
    if not changed:
        page.unlink(missing_ok=True)
        return
    rows = "\n".join(_row(name, (folder / f"{name}.svg").exists()) for name in changed)
    page.write_text(HEAD.format(count=len(changed), rows=rows), encoding="utf-8")


def _row(name: str, has_old: bool) -> str:
    name = escape(name)
    old, new = f'<img src="{name}.svg" alt="before">', f'<img src="{name}.new.svg" alt="now">'
    both = f"<td>{old}<td>{new}<td class=both>{old}{new}" if has_old else f"<td>none yet<td>{new}<td>"
    return f"<tr><th colspan=3 id={name}>{name}\n<tr>{both}"


HEAD = """<!DOCTYPE html>
<meta charset="utf-8">
<title>{count} pictures of the gallery have changed</title>
<style>
body {{ font: 15px sans-serif; margin: 1em }}
table {{ width: 100%; table-layout: fixed; border-spacing: 8px }}
th {{ text-align: left; padding-top: 1em }}
td {{ vertical-align: top }}
img {{ width: 100%; outline: 1px solid #ccc }}
.both {{ display: grid; isolation: isolate }}
.both img {{ grid-area: 1 / 1 }}
.both img + img {{ mix-blend-mode: difference }}
</style>
<h1>{count} pictures have changed</h1>
<p>Before, now, and the difference: black where the two are alike. Where all of it is meant, keep it with
<code>python -m tests.gallery --accept</code>.
<table>
{rows}
</table>
"""
