"""Makes the pictures in docs/embedding of documents of Word, PowerPoint and LibreOffice.

    python -m tests.embed.office.pictures

They show what LibreOffice makes of the documents, and are looked at, not tested: another version of it gives
other pixels.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

import docx
import pptx
from docx.shared import Cm, Pt
from PIL import Image, ImageOps

from tests.cli.program import ROOT, timeline
from tests.embed.office.making import libreoffice, printed
from tests.embed.pictures import save
from tests.gallery import HERE
from tests.needed import program as needed

DOCS = ROOT / "docs" / "embedding"
GREY = "#d0d0d0"


def report(events: str, title: str, before: str, caption: str, after: str) -> bytes:
    """A report of one page, with a placeholder in it."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(title, 1)
    document.add_paragraph(before)
    document.add_paragraph(f"{{{{timeline {events} --caption “{caption}”}}}}")
    document.add_paragraph(after)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def talk(events: str, title: str) -> bytes:
    """A presentation of one slide, with a placeholder in its body."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text = f"{{{{timeline {events}}}}}"
    written = io.BytesIO()
    presentation.save(written)
    return written.getvalue()


def shown(pdf: Path, to: Path, width: int) -> None:
    """The first page of a PDF as a picture with a thin frame."""
    stem = pdf.with_suffix("")
    printed("pdftoppm", "-r", "220", "-png", "-f", "1", "-l", "1", "-singlefile", pdf, stem)
    with Image.open(stem.with_suffix(".png")) as page:
        ink = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, *page.size)
        whole = page.convert("RGB").crop((0, 0, page.width, min(page.height, ink[3] + page.width // 12)))
    small = whole.resize((width, round(whole.height * width / whole.width)), Image.Resampling.LANCZOS)
    framed = ImageOps.expand(small, 1, GREY)
    save(framed, to)


def main() -> None:
    needed("soffice", "libreoffice-writer-nogui libreoffice-impress-nogui")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in ("july-1914", "de-mauerfall", "apollo-11"):
            shutil.copy(HERE / f"{one}.json", folder)
        (folder / "word.docx").write_bytes(
            report(
                "july-1914.json",
                "From Sarajevo to war",
                "Five weeks lie between the shots of Sarajevo and the war of the great powers. "
                "The figure shows who did what on which day, and what led to it.",
                "Figure 1. Steps to war in the summer of 1914",
                "Of the ultimatum nothing was to be changed any more; the answer came within the time "
                "that it gave.",
            )
        )
        (folder / "writer.docx").write_bytes(
            report(
                "de-mauerfall.json",
                "Der Herbst 1989",
                "Vom Sommer bis zum November 1989 öffnet sich eine Grenze nach der anderen. "
                "Die Abbildung zeigt, was wann geschah.",
                "Abbildung 1. Der Weg zum 9. November",
                "Die Nachricht ging um die Welt.",
            )
        )
        (folder / "powerpoint.pptx").write_bytes(talk("apollo-11.json", "Eight days in July"))
        (libreoffice(folder, "odt", folder / "writer.docx") / "writer.odt").rename(folder / "libreoffice.odt")
        done = timeline("embed", "word.docx", "powerpoint.pptx", "libreoffice.odt", cwd=folder)
        assert done.returncode == 0, done.stderr
        made = libreoffice(
            folder, "pdf", *(folder / one for one in ("word.docx", "powerpoint.pptx", "libreoffice.odt"))
        )
        for one in ("word", "powerpoint", "libreoffice"):
            shown(made / f"{one}.pdf", DOCS / f"{one}.png", 900)


if __name__ == "__main__":
    main()
