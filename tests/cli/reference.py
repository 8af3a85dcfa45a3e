"""Makes docs/commands.md from the help of the commands:

python -m tests.cli.reference > docs/commands.md
"""

from __future__ import annotations

import sys

from timeline.cli.arguments import COMMANDS, overview, parser

HEAD = """\
# Commands

What `--help` says, in one place. `python -m tests.cli.reference > docs/commands.md` makes this page from it.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | the file has errors, a date is not valid, or a picture is stale |
| 2 | the command was used wrongly, or a file could not be read or written |
| 130 | interrupted from the keyboard |
| 141 | the reader of a pipe has gone |
"""


def reference() -> str:
    """The page, as Markdown."""
    helps = {
        "timeline": overview(),
        **{f"timeline {name}": parser(name)[1].format_help() for name in COMMANDS},
    }
    parts = [f"## {name}\n\n```text\n{text.rstrip()}\n```\n" for name, text in helps.items()]
    return "\n".join([HEAD, *parts])


if __name__ == "__main__":
    sys.stdout.write(reference())
