"""The small events file that a new one starts from."""

from __future__ import annotations

SCHEMA = "events.schema.json"
"""The name under which the example looks for its schema, beside it."""

EXAMPLE = f"""\
{{
  "$schema": "./{SCHEMA}",
  "title": "A title for the picture",
  "groups": [
    {{"id": "works", "title": "The works", "color": "#0072b2"}},
    {{"id": "inquiry", "title": "The inquiry", "color": "#d55e00"}}
  ],
  "sources": {{
    "daily": {{"title": "North wall falls", "publisher": "The Daily", "date": "2024-03-13"}}
  }},
  "events": [
    {{"id": "contract", "date": "2021", "title": "The contract is signed", "group": "works"}},
    {{"id": "building", "date": "2022-04/2023-11", "title": "The wall is built", "group": "works"}},
    {{
      "id": "collapse",
      "date": "2024-03-12",
      "title": "The north wall falls",
      "summary": "A few sentences on what happened.",
      "group": "works",
      "importance": 5,
      "sources": [{{"source": "daily", "quote": "Its own words.", "locator": "para 3"}}],
      "links": [{{"to": "hearing", "label": "led to"}}]
    }},
    {{"id": "hearing", "date": "2024-05~", "title": "The first hearing", "group": "inquiry"}}
  ]
}}
"""
