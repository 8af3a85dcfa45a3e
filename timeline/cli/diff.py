"""``timeline diff``: what differs between two versions of an events file, in words and as a figure."""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH117, PTH122

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from timeline import files, pipeline
from timeline.cli import choice, render, standard
from timeline.cli.arguments import Misuse
from timeline.cli.faults import refused
from timeline.editing.difference import Difference, difference
from timeline.layout import LAYOUTS, SCALES, THEMES
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.model import Timeline

USAGE = "[OLD] [NEW] [-o PICTURE]... [options]"
EXAMPLES = """\
OLD and NEW are files, - for standard input, or REV:FILE for a file in a git
revision, its path from the current folder; REV: alone is the other file there.

examples:
  timeline diff                              events.json since the last commit
  timeline diff notes.json                   notes.json since the last commit
  timeline diff HEAD~3:events.json events.json -o changes.svg
  timeline diff main: events.json --format markdown   for a pull request
  timeline diff old.json new.json -o changes.html --from 2025-05
"""

NAME = "events.json"


class Version(NamedTuple):
    """One of the two that are compared: how it is called, and its bytes."""

    name: str
    data: bytes


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add("old", metavar="OLD", nargs="?", help="the older version (default: HEAD:events.json)")
    add("new", metavar="NEW", nargs="?", help="the newer version (default: the file of OLD as it is now)")
    add(
        "-o",
        dest="outputs",
        metavar="PICTURE",
        action="append",
        default=[],
        help="draw the figure, too: an .svg or .html file, - for an SVG to standard output",
    )
    add(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="of the words: text (the default), markdown for a pull request, json for programs",
    )
    add("--exit-code", action="store_true", help="exit with 1 where anything differs")
    add("--layout", choices=LAYOUTS, help="how the figure is arranged; auto chooses by what there is")
    add("--scale", choices=SCALES, help="how time is spread in the figure")
    add("--theme", choices=THEMES, help="the figure's colours; auto follows the reader's dark mode")
    add(
        "--width",
        metavar="PX",
        type=render.width,
        help="the figure's width in pixels, 320 to 4000 (default: 1200)",
    )
    add("--from", dest="first", metavar="DATE", help="leave out of the figure what ends before this date")
    add("--to", dest="last", metavar="DATE", help="leave out of the figure what begins after this date")
    parser.set_defaults(groups=[])


def run(arguments: Namespace) -> int:
    """Says what differs, and draws it where that is asked for. Nothing is drawn where a version has
    errors."""
    for path in arguments.outputs:
        _checked_output(path)
    old, new = (Version(standard.shown(name), _read(name)) for name in _named(arguments.old, arguments.new))
    for path in arguments.outputs:
        if any(files.is_same(path, version.name) for version in (old, new)):
            raise Misuse(f"{path} is one of the versions itself; name another picture")
    before, after = _timeline(old), _timeline(new)
    if before is None or after is None:
        return 1
    found = difference(before, after)
    told = _told(found, old, new, arguments.format).encode()
    drawn = [(path, _figure(found, old, new, path, arguments)) for path in arguments.outputs]
    if standard.STANDARD not in arguments.outputs:
        standard.write_output(told)
    files.save([(path, data) for path, data in drawn if path != standard.STANDARD])
    for path, data in drawn:
        if path == standard.STANDARD:
            standard.write_output(data)
        else:
            print(f"wrote {path}", file=sys.stderr)
    return 1 if arguments.exit_code and (found or old.data != new.data) else 0


# The versions


def _named(old: str | None, new: str | None) -> tuple[str, str]:
    """Both versions as they were named, the default in place of one that was not. Raises ``Misuse``."""
    for name in (old, new):
        _refuse_bare_revision(name)
    if old is None:
        old = NAME
    if new is None:
        revision, path = _parts(old)
        if revision is not None:
            new = path or NAME
        elif old == standard.STANDARD:
            raise Misuse("say what standard input is to be compared with: timeline diff - NEW")
        else:
            old, new = f"HEAD:{old}", old
    if old == new == standard.STANDARD:
        raise Misuse("standard input can be one of the versions, not both")
    return _whole(old, new), _whole(new, old)


def _refuse_bare_revision(name: str | None) -> None:
    """Raises ``Misuse`` for a revision as git takes it, without a colon: it would be read as a file."""
    if (
        not name
        or name == standard.STANDARD
        or ":" in name
        or name.endswith(".json")
        or os.path.lexists(name)
    ):
        return
    words = " ".join(f"{one}:" for one in name.split("..") if one.strip("."))
    raise Misuse(f"there is no file {name}; where a revision is meant: timeline diff {words}")


def _parts(name: str) -> tuple[str | None, str]:
    """A revision and the path in it, or None and the path of a file. What is there is a file, whatever its
    name, and so is what begins like a drive of Windows."""
    revision, colon, path = name.partition(":")
    is_drive = len(revision) == 1 and revision.isalpha() and path[:1] in ("\\", "/")
    if not colon or os.path.lexists(name) or is_drive:
        return None, name
    return revision, path


def _whole(name: str, other: str) -> str:
    """``REV:`` with the file that is meant: the other version's."""
    revision, path = _parts(name)
    if revision is None or path:
        return name
    meant = "" if other == standard.STANDARD else _parts(other)[1]
    return f"{revision}:{meant or NAME}"


def _read(name: str) -> bytes:
    """The bytes of a version. Raises ``FileFault`` or ``Misuse``."""
    revision, path = _parts(name)
    return standard.read(name) if revision is None else _from_git(name, revision, path)


def _from_git(name: str, revision: str, path: str) -> bytes:
    """What git has of a file in a revision, byte for byte. Raises ``Misuse``."""
    import subprocess  # only revisions need it

    if revision.startswith("-"):
        raise Misuse(f"cannot read {name}: no revision begins with a hyphen")
    # An absolute path means the repository that it lies in; any other starts at the current folder, as in git
    # it does behind "./".
    folder, base = os.path.split(path) if os.path.isabs(path) else ("", path)
    inside = base.replace(os.sep, "/")
    inside = inside if inside.startswith(("./", "../")) else f"./{inside}"
    command = ["git", *(["-C", folder] if folder else []), "cat-file", "blob", f"{revision}:{inside}"]
    try:
        ran = subprocess.run(  # noqa: S603 - a list of arguments, none of which can be an option
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
        )
    except FileNotFoundError:
        raise Misuse(f"cannot read {name}: revisions are read by git, which is not installed") from None
    except (OSError, ValueError) as fault:
        raise Misuse(f"cannot read {name}: git cannot be run: {fault}") from None
    if ran.returncode:
        raise Misuse(f"cannot read {name}: {_why(ran.stderr.decode(errors='replace'), revision, path)}")
    return ran.stdout


def _why(said: str, revision: str, path: str) -> str:
    """What git has against it, in our words where they are plainer."""
    if "not a git repository" in said:
        return "there is no git repository here; REV:FILE is a file in one of its revisions"
    if "invalid object name" in said or "unknown revision" in said or "bad revision" in said:
        hint = "; has anything been committed?" if revision == "HEAD" else ""
        return f"git knows no revision {revision!r}{hint}"
    if "does not exist in" in said or "exists on disk, but not in" in said:
        return f"there is no {path} in that revision (paths start at the current folder)"
    if "bad file" in said:
        return "it is a folder"
    line = next(filter(None, map(str.strip, said.splitlines())), "git says nothing about why")
    return line.removeprefix("fatal: ").removeprefix("error: ")


def _timeline(version: Version) -> Timeline | None:
    """What a version says; None where it has errors, which have been named then."""
    outcome = pipeline.read(version.data)
    if outcome.timeline is None:
        refused(outcome, version.data, version.name, "compared")
    return outcome.timeline


# What is said, and drawn


def _told(found: Difference, old: Version, new: Version, format: str) -> str:
    from timeline.editing import account  # its words are needed only now

    if format == "json":
        import json

        return json.dumps(account.values(found, old.name, new.name), ensure_ascii=False, indent=2) + "\n"
    title = f"{old.name} → {new.name}"
    if found:
        return account.report(found, title, format)
    alike = "nothing differs" if old.data == new.data else "only the writing differs; the files say the same"
    return f"{title}: {alike}\n"


def _checked_output(path: str) -> str:
    """The format of a picture by the ending of its name. Raises ``Misuse``."""
    ending = os.path.splitext(path)[1].lower()
    if path == standard.STANDARD or ending == ".svg":
        return "svg"
    if files.is_folder(path):
        raise Misuse(f"cannot write {path}: it is a folder")
    if ending not in (".html", ".htm"):
        raise Misuse(f"{path} has an ending that says no format; end it in .svg or .html")
    return "html"


def _figure(found: Difference, old: Version, new: Version, path: str, arguments: Namespace) -> bytes:
    """The figure, as it is to be written there."""
    from timeline.editing import comparison  # only a figure needs the layout

    shown = comparison.comparison(found, old.name, new.name)
    if shown.timeline.events:
        shown = shown._replace(timeline=choice.part(shown.timeline, arguments))
    wishes = {name: getattr(arguments, name) for name in ("layout", "scale", "theme", "width")}
    if _checked_output(path) == "html":
        return comparison.page(shown, found, wishes).encode()
    return comparison.svg(shown, wishes).encode()
