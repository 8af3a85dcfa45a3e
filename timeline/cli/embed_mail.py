"""``timeline embed --mail``: a timeline as a message."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from timeline import files
from timeline.cli import standard
from timeline.cli.arguments import Misuse


def options(parser: ArgumentParser) -> None:
    """Adds the options of a message."""
    add = parser.add_argument_group("a message").add_argument
    add(
        "--mail",
        action="store_true",
        help="write a mail with the picture of an events file, and its events and sources in words",
    )
    add("-o", dest="output", metavar="PATH", help="the file of the message, - for standard output")
    add("--to", metavar="ADDRESS", action="append", help="whom it is for; may be given more than once")
    add("--from", dest="sender", metavar="ADDRESS", help="whom it is from")
    add("--subject", metavar="TEXT", help="its subject (default: the title of the timeline)")
    add("--date", metavar="DATE", help="its date, as 2026-03-06T09:30+01:00 (default: none)")
    add("--link", metavar="URL", help="where the picture leads")
    add("--attach", metavar="FORMATS", help="what goes along, of: html, pdf, svg, png; with commas between")
    add("--options", metavar="TEXT", help='how the picture is drawn, as "--layout vertical --width 720"')


def run(arguments: Namespace) -> int:
    """Writes the message of the one events file that is named."""
    from timeline.embed.figure import EmbedFault, figure
    from timeline.embed.mail import message
    from timeline.embed.options import typed
    from timeline.request import named, requested

    if len(arguments.files) != 1:
        raise Misuse("--mail takes one events file, as timeline embed --mail events.json -o report.eml")
    if arguments.output is None:
        raise Misuse(
            "--mail needs -o and the path of the message; - is standard output: "
            f"timeline embed --mail {arguments.files[0]} -o report.eml"
        )
    path = arguments.files[0]
    if files.is_same(arguments.output, path):
        raise Misuse(f"{arguments.output} is the events file itself; name another output")
    files.read(path)  # one that cannot be read is no fault in a file
    try:
        request = requested(named(typed(arguments.options or "")))
    except ValueError as fault:
        raise Misuse(str(fault)) from None
    try:
        drawn = figure(path, request)
    except EmbedFault as fault:
        print(fault, file=sys.stderr)
        return 1
    try:
        data = message(
            drawn,
            arguments.to or (),
            sender=arguments.sender,
            subject=arguments.subject,
            date=arguments.date,
            link=arguments.link,
            attach=[one.strip() for one in (arguments.attach or "").split(",") if one.strip()],
        )
    except EmbedFault as fault:
        raise Misuse(str(fault)) from None
    if arguments.output == standard.STANDARD:
        standard.write_output(data)
        return 0
    files.save([(arguments.output, data)])
    print(f"wrote {arguments.output}")
    return 0
