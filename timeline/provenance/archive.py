"""The pictures in a document that is an archive: Word, PowerPoint, LibreOffice and EPUB keep them as they
were put in."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from timeline.provenance.limits import LARGEST, MOST, Unreadable

ENDINGS = (".png", ".svg", ".pdf")
MOST_PARTS = 20_000
"""Files in an archive that are looked through."""


def members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive that by their names may be pictures, each with its name. Raises
    ``Unreadable``."""
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise Unreadable(f"it holds more than {MOST_PARTS:,} files")
            pictures = [part for part in parts if part.filename.lower().endswith(ENDINGS)]
            if len(pictures) > MOST:
                raise Unreadable(f"it holds more than {MOST:,} pictures")
            for part in pictures:
                with archive.open(part) as file:
                    data = file.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise Unreadable(f"its pictures unpack to more than {LARGEST / 1024**2:.0f} MB")
                yield part.filename, data
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as fault:
        raise Unreadable(f"it is damaged, or locked: {str(fault)[:100] or type(fault).__name__}") from None
