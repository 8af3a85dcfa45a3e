"""``timeline date``: how dates are read, one line each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

USAGE = "TEXT... [--format text|json]"
EXAMPLES = """\
examples:
  timeline date 2014~ 2025-05-07/2025-05-10
  timeline date --format json -0044-03-15
"""


def options(parser: ArgumentParser) -> None:
    parser.add_argument("texts", metavar="TEXT", nargs="+", help="a date as events files write it (EDTF)")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (the default) or json"
    )


def run(arguments: Namespace) -> int:
    from timeline.dates import report

    rows = report.describe(arguments.texts)
    if arguments.format == "json":
        import json

        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        print(report.table(rows).rstrip("\n"))
    return 0 if all(row["valid"] for row in rows) else 1
