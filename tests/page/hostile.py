"""A document whose every text tries to be something else: markup, a script, an address, an end of its own."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

ATTACKS = (
    "<script>window.hurt=1</script>",
    "<img src=x onerror=window.hurt=2>",
    "<svg onload=window.hurt=3>",
    "</script><script>window.hurt=4</script>",
    "<!--<script>",
    "--></style></noscript></title><iframe srcdoc='<script>parent.hurt=5</script>'>",
    "\"' onfocus=window.hurt=6 autofocus x='",
    "javascript:window.hurt=7",
    "{{constructor.constructor('window.hurt=8')()}} ${window.hurt=9}",
    "]]>&lt;script&gt;window.hurt=10&lt;/script&gt;&#x3c;script&#x3e;",
    "\u202egnp.exe\u202c \u2067left\u2069 \u2028line\u2029paragraph",
    "__proto__ constructor toString hasOwnProperty",
    "=cmd|' /C calc'!A0",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example><base href=//evil.example>",
    "<a href=//evil.example ping=//evil.example target=_blank>click</a>",
)
"""Each of them would be seen: it sets ``window.hurt``, asks the network, or makes an element."""


def hostile(events: int = len(ATTACKS)) -> Document:
    """Every attack in every text of a file; ``events`` of them, the attacks in turn."""
    every = " ".join(ATTACKS)
    names = ["constructor", "toString", "hasOwnProperty", *(f"id-{number}" for number in range(events))]
    return {
        "title": every,
        "subtitle": every,
        "groups": [{"id": "constructor", "title": ATTACKS[0]}, {"id": "valueOf", "title": ATTACKS[3]}],
        "eras": [{"date": "2014/2016", "title": ATTACKS[4]}],
        "sources": {
            "isPrototypeOf": {
                **dict.fromkeys(("title", "publisher", "author", "note"), every),
                "date": "2014",
                "url": "https://example.org/?a=%3Cscript%3E&b='\"",
            },
            "toString": {"title": ATTACKS[1]},
        },
        "events": [_event(number, names) for number in range(events)],
    }


def _event(number: int, names: list[str]) -> Document:
    attack = ATTACKS[number % len(ATTACKS)]
    other = names[(number + 1) % max(1, min(len(names) - 3, 20))]
    return {
        "id": names[number],
        "date": f"{2014 + number % 3}-{1 + number % 12:02}",
        "title": attack,
        "summary": attack,
        "group": ("constructor", "valueOf")[number % 2],
        "importance": 1 + number % 5,
        "sources": [
            {"source": "isPrototypeOf", "quote": attack, "locator": attack, "date": "2014-02-01"},
            {"source": "toString", "stance": "disputes"},
        ],
        "figures": [{"value": attack, "label": attack}],
        **{key: [attack, "constructor", "__proto__"] for key in ("people", "places", "tags")},
        "links": [{"to": other, "label": attack}] if other != names[number] else [],
        "url": "https://example.org/x?y=\u00e9'",
        "image": {"src": "x.png", "alt": attack, "credit": attack},
    }
