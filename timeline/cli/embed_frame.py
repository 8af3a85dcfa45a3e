"""``timeline embed --iframe``: the lines that show a finished page in a frame of another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from timeline.cli.arguments import Misuse


def options(parser: ArgumentParser) -> None:
    """Adds the options of a frame."""
    group = parser.add_argument_group("a frame in a web page")
    group.add_argument(
        "--iframe",
        action="store_true",
        help="print the lines of HTML that show a page, made by timeline render, in a frame as tall as it is",
    )
    group.add_argument("--name", metavar="TEXT", help="what the frame is called (default: the page's title)")
    group.add_argument("--src", metavar="URL", help="the page's address in the frame (default: its path)")
    group.add_argument(
        "--no-script", action="store_true", help="no script beside the frame, which keeps a shape then"
    )


def run(arguments: Namespace) -> int:
    """Prints the lines for the one page that is named."""
    from timeline.embed.figure import EmbedFault
    from timeline.embed.frame import snippet

    if len(arguments.files) != 1:
        raise Misuse("--iframe takes one page; name it, as timeline embed --iframe events.html")
    try:
        lines = snippet(arguments.files[0], arguments.name, arguments.src, script=not arguments.no_script)
    except EmbedFault as fault:
        raise Misuse(str(fault)) from None
    print(lines, end="")
    return 0
