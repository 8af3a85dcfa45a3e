"""Prints what the page's script works with: one block of JSON, which the browser takes for text.

Nothing in a block of script ends it but ``</script``, and ``<!--`` changes what does; so no ``<`` stands in
it. Characters that are cleaned out of the markup (see there) stand here by their numbers, so that the data
that a reader saves are those of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from timeline.model.plain import as_document
from timeline.provenance import base64
from timeline.write.book import Book
from timeline.write.citations import citation, keys
from timeline.write.markup import Markup

PHRASES = ("reader.", "status.", "mark.", "link.words", "event.line", "list", "stop")
"""How the keys of those phrases begin that the script says."""

_BY_NUMBER = re.compile("[&<>\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def data(book: Book, chart: Mapping[str, object], chunk: int) -> Markup:
    """The element with all that the script is told, as assets/types.d.ts describes it (``PageData``).

    ``chart`` is made by the layout; ``chunk`` says how many events each part of a long list has, 0 for a list
    in one piece.
    """
    timeline = book.timeline
    cited_by = keys(timeline.sources)
    values = {
        "document": as_document(timeline),
        "chart": chart,
        "phrases": {key: phrase for key, phrase in book.language.phrases.items() if key.startswith(PHRASES)},
        "citations": [
            citation(timeline.sources[source], book.language, cited_by[source]) for source in book.numbers
        ],
        "anchors": [entry.anchor for entry in book.entries],
        "chunk": chunk,
    }
    return Markup(f'<script type="application/json" id="_data">{embedded(values)}</script>')


def carried(data: bytes) -> Markup:
    """The element with the bytes of the events file. Raises ``ValueError`` for too many."""
    return Markup(f'<script type="application/json" id="_file">"{base64(data)}"</script>')


def embedded(values: object) -> str:
    """Plain values as JSON that may stand in a script element. Raises ``ValueError`` for NaN and the like."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _BY_NUMBER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
