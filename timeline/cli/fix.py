"""``timeline fix``: what is certainly wrong with a file, mended."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from timeline import files
from timeline.cli import arguments, standard
from timeline.records import TYPE_CHECKING
from timeline.source.places import Lines

if TYPE_CHECKING:
    from timeline.editing.fixes import Fixed, Mended

USAGE = "[-f FILE] [--dry-run]"
EXAMPLES = """\
examples:
  timeline fix                  mends what can be mended in one way only
  timeline fix --dry-run        shows what that would be, and writes nothing
  timeline fix -f - < a > b     standard input to standard output

What is left to mend by hand is shown as by timeline check. The exit status is 0
where no errors are left, else 1; with --dry-run it is 0 where nothing is to be
mended at all."""

LONGEST = 160
"""Characters of a line that is shown whole; of a longer one, what is round the change."""

AROUND = 50
"""Characters that are shown of a long line before and after a change."""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    arguments.add_file(parser, "input and output")
    parser.add_argument("--dry-run", action="store_true", help="show what would be mended, and write nothing")


def run(arguments: Namespace) -> int:
    """Mends a file and says what was done and what is left."""
    from timeline import source
    from timeline.editing.fixes import fixed_file

    path, dry = arguments.file, arguments.dry_run
    data = standard.read(path)
    result = fixed_file(data)
    # Where the text itself goes to standard output, the words must not.
    voice = sys.stderr if path == standard.STANDARD and not dry else sys.stdout
    name = standard.shown(path)
    voice.write(_shown(result.fixes, source.decode(data)[0], name))
    if result.left:
        voice.write(source.show(result.left, result.text, name))
    new = result.text.encode() if result.fixes else data
    if not dry and path == standard.STANDARD:
        standard.write_output(new)
    elif not dry and new != data:
        files.replace(path, new, data)
    print(f"{name}: {_verdict(result, dry)}", file=voice)
    return 1 if result.left or (dry and result.fixes) else 0


def _verdict(result: Fixed, dry: bool) -> str:
    """The last line: what was done, and what is left to do."""
    count = sum(len(one.reasons) for one in result.fixes)
    errors = f"{len(result.left):,} error{'' if len(result.left) == 1 else 's'}"
    if not count:
        return f"nothing to mend for certain, {errors} left" if result.left else "nothing to mend"
    done = f"{count:,} {'would be ' if dry else ''}mended"
    return f"{done}, {errors if result.left else 'no errors'} left"


# What was done, as a difference


def _shown(fixes: Sequence[Mended], text: str, name: str) -> str:
    """Each fix with its reasons and the lines before and after it; those on the same lines together."""
    lines = Lines(text)
    return "".join(_block(block, lines, name) for block in _blocks(fixes, lines))


def _blocks(fixes: Sequence[Mended], lines: Lines) -> list[list[Mended]]:
    """The fixes, by the lines on which they stand; on a long line each is alone."""
    blocks: list[list[Mended]] = []
    last = 0
    for one in fixes:
        first = lines.at(one.start)[0]
        if blocks and first == last and len(lines.line(first)) <= LONGEST:
            blocks[-1].append(one)
        else:
            blocks.append([one])
        last = lines.at(one.end)[0]
    return blocks


def _block(fixes: Sequence[Mended], lines: Lines, name: str) -> str:
    from timeline.source.report import spelled

    first, column = lines.at(fixes[0].start)
    last = lines.at(fixes[-1].end)[0]
    start = fixes[0].start - column + 1
    end = fixes[-1].end - lines.at(fixes[-1].end)[1] + 1 + len(lines.line(last))
    if end - start > LONGEST * (last - first + 1):
        start, end = max(start, fixes[0].start - AROUND), min(end, fixes[-1].end + AROUND)
    rows = [
        f"{name}:{lines.at(one.start)[0]}: {reason.code}: {reason.message}: {reason.fix.title}"
        for one in fixes
        for reason in one.reasons
        if reason.fix
    ]
    old, new, at = lines.text[start:end], "", start
    for one in fixes:
        new += lines.text[at : one.start] + one.new
        at = one.end
    new += lines.text[at:end]
    if old != new:  # the mark of a file is no part of its text
        rows += [f"-{line}" for line in old.splitlines()] + [f"+{line}" for line in new.splitlines()]
    return "\n".join(map(spelled, rows)) + "\n\n"
