"""The JSON Schema of the document, made from its table.

Draft-07, which editors treat best: they offer what ``defaultSnippets`` hold, show ``markdownDescription``
where the mouse rests, and say ``patternErrorMessage`` in place of a regular expression. Newer drafts lose
some of that, and in draft-07 nothing beside a ``$ref`` counts, so a reference that needs a description is
wrapped in ``allOf``.
"""

from __future__ import annotations

from typing import Any

from timeline.model import patterns
from timeline.model.kinds import Record, Row
from timeline.model.table import DOCUMENT, RECORDS

_DATE = {
    "type": "string",
    "pattern": patterns.DATE,
    "patternErrorMessage": "Must be a date, as 2014, 2021-08, 2025-07-25, 2014~ or 2025-05-07/2025-05-10.",
    "description": "A date (EDTF).",
    "markdownDescription": (
        "A date ([EDTF](https://www.loc.gov/standards/datetime/)): `2014`, `2021-08`, `2025-07-25`, "
        "`2025-05-10T15:35:00+05:30`, `2014~` (about), `1984?` (uncertain), `198X`, `2001-21` (spring), "
        "`2025-05-07/2025-05-10`, `2021-08-15/..` (still going on), `-0044-03-15`, `[1667,1668..]`."
    ),
}
_SNIPPET = {
    "label": "event",
    "description": "An event with a date and a title",
    "body": {"date": "${1:2024-01-31}", "title": "${2:Title}"},
}


def schema() -> dict[str, Any]:
    """The JSON Schema as plain values, new each time."""
    definitions = {record.name: _definition(record) for record in RECORDS if record is not DOCUMENT}
    definitions["date"] = dict(_DATE)
    definitions["event"]["defaultSnippets"] = [dict(_SNIPPET)]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Events of a timeline",
        **_definition(DOCUMENT),
        "definitions": definitions,
    }


def _definition(record: Record) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [row.key for row in record.rows if row.required],
        "properties": {row.key: _property(row) for row in record.rows},
        "patternProperties": {"^x-": {"markdownDescription": "Your own: kept, and never looked at."}},
        "additionalProperties": False,
    }


def _property(row: Row) -> dict[str, Any]:
    made = row.kind.schema()
    if "$ref" in made:
        made = {"allOf": [made]}
    text = f"{row.about} {row.more}".strip()
    return {**made, "description": row.about, "markdownDescription": text}
