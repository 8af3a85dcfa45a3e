"""Makes the pictures in docs/embedding of pages, frames, what pandoc makes, and mails.

    python -m tests.embed.portraits [html|iframe|pandoc|mail]...

They are made by the hosts themselves and by a browser, and are looked at, not tested: another version of a
host gives other pixels.
"""

from __future__ import annotations

import base64
import email
import email.policy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.cli import program
from tests.conftest import CHROMIUM_FLAGS
from tests.embed.pictures import save

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = program.ROOT
DOCS = ROOT / "docs" / "embedding"
GALLERY = ROOT / "tests" / "gallery"
STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem; background: #fdfcf9; color: #2b2a27;
       font: 17px/1.55 Georgia, "Liberation Serif", serif; }
h1 { font-size: 1.7rem; line-height: 1.2; }
figure.timeline { margin: 1.5rem 0; }
figcaption { color: #6b675e; font-size: .85rem; }
"""


def timeline(*arguments: str, cwd: Path) -> str:
    done = program.timeline(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shot(browser: Browser, page: Path, to: Path, size: tuple[int, int]) -> None:
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]})
    opened.goto(page.as_uri())
    opened.wait_for_timeout(1500)  # frames come to rest
    opened.screenshot(path=to)
    opened.close()


def light(path: Path) -> None:
    """Fewer bytes for the same picture."""
    with Image.open(path) as picture:
        save(picture, path)


def html(browser: Browser, folder: Path) -> None:
    """An article with two fragments."""
    for name in ("contested-dates", "apollo-11"):
        events, output = str(GALLERY / f"{name}.json"), f"{name}.fragment.html"
        timeline("render", events, "-o", output, "--width", "700", "--list", cwd=folder)
    paths = (folder / f"{name}.fragment.html" for name in ("contested-dates", "apollo-11"))
    parts = [path.read_text("utf-8") for path in paths]
    text = (
        f"<!doctype html><html lang=en><meta charset=utf-8><style>{STYLE}</style>"
        f"<h1>Dates, agreed on and not</h1><p>Of some things nobody knows when they happened.</p>{parts[0]}"
        f"<p>Of others everybody knows it to the second.</p>{parts[1]}"
    )
    (folder / "article.html").write_text(text, "utf-8")
    shot(browser, folder / "article.html", DOCS / "html.png", (800, 1500))
    light(DOCS / "html.png")


def iframe(browser: Browser, folder: Path) -> None:
    """An article with a page in a frame."""
    timeline("render", str(GALLERY / "apollo-11.json"), "-o", "page.html", cwd=folder)
    lines = timeline("embed", "--iframe", "page.html", cwd=folder)
    text = (
        f"<!doctype html><html lang=en><meta charset=utf-8><style>{STYLE} body {{ max-width: 60rem; }}"
        "iframe { margin: 1rem 0; outline: 1px solid #d8d3c6; }</style>"
        f"<h1>Eight days in July</h1><p>Click an event to read what is known of it.</p>{lines}"
        "<p>What follows stands right below the frame, however tall the page in it is.</p>"
    )
    (folder / "frame.html").write_text(text, "utf-8")
    shot(browser, folder / "frame.html", DOCS / "iframe.png", (1060, 1200))
    light(DOCS / "iframe.png")


REPORT = """\
# Eight days in July

Half of what went wrong did so within five minutes.

![From *lift-off* to splashdown](events.json){.timeline width=70%}
"""


def pandoc(browser: Browser, folder: Path) -> None:
    """One report as a page, a PDF and a Word document, side by side."""
    (folder / "events.json").write_bytes((GALLERY / "apollo-11.json").read_bytes())
    (folder / "report.md").write_text(REPORT, "utf-8")
    filter = str(ROOT / "timeline" / "cli" / "pandoc.py")
    page = ["-s", "-M", "pagetitle=Report", "-o", "report.html"]
    for options in (page, ["-o", "report.pdf"], ["-o", "report.docx"]):
        subprocess.run(["pandoc", "report.md", "--filter", filter, *options], cwd=folder, check=True)
    shot(browser, folder / "report.html", folder / "html.png", (760, 1020))
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", "word", "report.docx"]
    subprocess.run(office, cwd=folder, check=True, capture_output=True)
    pages = []
    for name in ("report.pdf", "word/report.pdf"):
        made = ["pdftoppm", "-r", "75", "-png", "-singlefile", name, name.replace("/", "-")]
        subprocess.run(made, cwd=folder, check=True)
        pages.append(folder / f"{name.replace('/', '-')}.png")
    side_by_side([folder / "html.png", *pages], DOCS / "pandoc.png", 760)
    light(DOCS / "pandoc.png")


def side_by_side(paths: Sequence[Path], to: Path, height: int) -> None:
    pictures = []
    for path in paths:
        with Image.open(path) as picture:
            width = round(picture.width * height / picture.height)
            pictures.append(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS))
    sheet = Image.new("RGB", (sum(each.width + 12 for each in pictures) + 12, height + 24), "#8a8f96")
    at = 12
    for each in pictures:
        sheet.paste(each, (at, 12))
        at += each.width + 12
    sheet.save(to)


def mail(browser: Browser, folder: Path) -> None:
    """A message with its head, as a mail program shows it."""
    events = str(GALLERY / "apollo-11.json")
    given = ("--to", "Desk <desk@example.org>", "--from", "Archive <archive@example.org>")
    timeline("embed", "--mail", events, *given, "--attach", "html,pdf", "-o", "report.eml", cwd=folder)
    read = email.message_from_bytes((folder / "report.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(read, email.message.EmailMessage)
    body = read.get_body(("html",))
    assert body
    text = body.get_content()
    for part in read.walk():
        if part.get_content_type() == "image/png":
            data = base64.b64encode(part.get_content()).decode()
            text = text.replace(f"cid:{part['Content-ID'].strip('<>')}", f"data:image/png;base64,{data}")
    rows = [f"<b>{name}:</b> {escape(str(read[name]))}" for name in ("From", "To", "Subject")]
    rows.append("<b>Attached:</b> " + ", ".join(str(each.get_filename()) for each in read.iter_attachments()))
    head = "<br>".join(rows)
    style = "background:#eef1f4;margin:-16px -16px 16px;padding:12px 20px;font:14px/1.6 Arial,sans-serif"
    body_tag = '<body style="margin:16px">'
    text = text.replace(body_tag, f'{body_tag}<div style="{style}">{head}</div>')
    (folder / "mail.html").write_text(text, "utf-8")
    shot(browser, folder / "mail.html", DOCS / "mail.png", (720, 1180))
    light(DOCS / "mail.png")


ALL: dict[str, Callable[[Browser, Path], None]] = {
    "html": html,
    "iframe": iframe,
    "pandoc": pandoc,
    "mail": mail,
}


def main(names: Sequence[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        for name in names or ALL:
            with tempfile.TemporaryDirectory() as folder:
                ALL[name](browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
