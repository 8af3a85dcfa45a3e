"""``timeline schema``: what an editor needs to know of events files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

USAGE = "[-h]"
EXAMPLES = """\
example:
  timeline schema > events.schema.json   then, in events.json: "$schema": "events.schema.json"
"""


def options(parser: ArgumentParser) -> None:
    """Takes no arguments."""


def run(arguments: Namespace) -> int:  # noqa: ARG001 - every command is called alike
    import json

    from timeline.model import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
