"""``timeline build``: everything that a report needs from its events files.

What that is stands in the table ``[tool.timeline]`` of the nearest ``pyproject.toml``, else in the
``display`` of the file. All of it is made in memory before the first file is touched: where anything is
wrong, nothing changes.
"""

# os.path, for pathlib would be among the dearest imports of the program:
# ruff: noqa: PTH109, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping, Sequence

from timeline import files, pipeline, settings
from timeline.cli import outputs, painting, standard, watching
from timeline.cli.arguments import Misuse
from timeline.cli.faults import refused
from timeline.cli.outputs import Made, Means, Output
from timeline.cli.progress import Progress
from timeline.products import BUILT, FORMATS, PRODUCTS
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.settings import Picture, Settings

if TYPE_CHECKING:
    from timeline.embed.documents import Update
    from timeline.model import Timeline

_SHARED = 0o1002
"""The rights of a folder that everybody may write to, where nobody can remove what is another's."""

USAGE = "[FILE]... [--only FORMAT]... [-o FOLDER] [options]"
EXAMPLES = """\
examples:
  timeline build                       all formats of events.json to output/, or
                                       what pyproject.toml says in [tool.timeline]
  timeline build notes.json -o report  those of one file, to report/
  timeline build --only svg,bib        the picture and the references
  timeline build --check               in a CI: is everything up to date?
  timeline build --watch               again after each save, until Ctrl+C
"""


class Plan(NamedTuple):
    """What is to be built: ``settings`` with paths from here, as far as it was asked for.

    ``table`` is the ``pyproject.toml`` that says so, None where there is none, and ``root`` its folder.
    """

    settings: Settings
    root: str = "."
    table: str | None = None


class Job(NamedTuple):
    """One file to be made, of a part of a timeline."""

    output: Output
    picture: Picture
    timeline: Timeline


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    add = parser.add_argument
    add(
        "files",
        metavar="FILE",
        nargs="*",
        help="the events files (default: what [tool.timeline] in pyproject.toml names, else events.json)",
    )
    add(
        "-o",
        dest="folder",
        metavar="FOLDER",
        help="where to write (default: what pyproject.toml says, else output)",
    )
    add(
        "--only",
        metavar="FORMAT",
        action="append",
        type=_formats,
        default=[],
        help=f"make nothing else: {', '.join(FORMATS)}; more than one may be given, and several with commas",
    )
    add(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 where a file to be written is missing or stale",
    )
    watching.option(parser, "build")
    painting.options(parser)
    painting.add_data(parser)


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(text.split(","))
    for format in formats:
        try:
            pipeline.checked_format(format)
        except ValueError as fault:
            raise ArgumentTypeError(str(fault)) from None
    return formats


def run(arguments: Namespace) -> int:
    """Builds everything, or compares it with what is there."""
    if standard.STANDARD in arguments.files:
        raise Misuse("what is built is named after its file; standard input has no name: see timeline render")
    if not arguments.watch:
        return _build(arguments)
    if arguments.check:
        raise Misuse("--check looks once, --watch again and again; give one of them")
    return watching.again_for(lambda: _watched(arguments), lambda: _build(arguments))


def _build(arguments: Namespace) -> int:
    plan = _plan(arguments)
    if plan is None:
        return 1
    with Progress() as progress:
        progress.at("reading")
        loaded = _loaded(plan)
        if loaded is None:
            return 1
        jobs = list(_jobs(plan, loaded, arguments))
        made = _made(jobs, plan, arguments, progress)
        progress.at("looking through the documents")
        update = _update(plan)
    if update is not None and update.faults:
        sys.stderr.write("\n".join(update.faults) + "\ntimeline: nothing was built\n")
        return 1
    return _conclude(jobs, made, update, arguments)


# What is asked for


def _plan(arguments: Namespace) -> Plan | None:
    """What is to be built; None where the settings have errors, which are named on standard error. Raises
    ``Misuse``."""
    found = _table()
    if found is None:
        named = arguments.files or [standard.DEFAULT]
        pictures = tuple(Picture(file, None, None, Settings().request) for file in dict.fromkeys(named))
        return Plan(_asked(Settings(pictures), arguments))
    table, data = found
    said, faults = settings.read(data)
    if said is None:
        from timeline.source import show  # hardly any has faults

        sys.stderr.write(show(faults, data.decode(errors="replace"), table))
        sys.stderr.write(f"timeline: nothing was built, for {table} has errors\n")
        return None
    root = os.path.dirname(table) or "."
    return Plan(_asked(_chosen(_from_here(said, root), arguments.files), arguments), root, table)


def _table() -> tuple[str, bytes] | None:
    """The nearest ``pyproject.toml`` with settings, in this folder or above, as far as the project reaches;
    its path from here, and what it holds."""
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, settings.NAME)
        data = files.content(path)
        if data is not None and b"timeline" in data and any(settings.read(data)):
            return os.path.relpath(path), data
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")) or _is_anybodys(above):
            return None
        folder = above


def _is_anybodys(folder: str) -> bool:
    """Whether a folder is one in which everybody keeps files of his own, as ``/tmp``: what lies there is no
    project, and its settings may be those of a stranger."""
    try:
        return os.stat(folder).st_mode & _SHARED == _SHARED
    except OSError:
        return True


def _from_here(said: Settings, root: str) -> Settings:
    """The settings with paths from here. Raises ``Misuse`` for a path that a link leads out of the folder of
    the settings."""

    def placed(path: str) -> str:
        here = os.path.normpath(os.path.join(root, path))
        if not files.is_below(here, root):
            raise Misuse(f"{path} in {settings.NAME} leads out of its folder")
        return here

    return said._replace(
        pictures=tuple(one._replace(events=placed(one.events)) for one in said.pictures),
        output=placed(said.output),
        fonts=tuple(map(placed, said.fonts)),
        documents=tuple(map(placed, said.documents)),
    )


def _chosen(said: Settings, named: Sequence[str]) -> Settings:
    """What is to be made of the files that the command line names, where it names any."""
    if not named:
        return said
    pictures: list[Picture] = []
    for file in named:
        known = [one for one in said.pictures if files.is_same(one.events, file)]
        pictures += known or [Picture(file, None, said.formats, said.request)]
    return said._replace(pictures=tuple(dict.fromkeys(pictures)), documents=())


def _asked(said: Settings, arguments: Namespace) -> Settings:
    """The settings with what the command line asks for instead."""
    return said._replace(
        output=said.output if arguments.folder is None else arguments.folder,
        fonts=tuple(arguments.fonts or said.fonts),
        density=said.density if arguments.density is None else arguments.density,
        documents=() if arguments.only else said.documents,
        with_data=arguments.with_data or said.with_data,
    )


def _watched(arguments: Namespace) -> list[str]:
    """The files whose change has everything built anew."""
    found = _table()
    named = [*arguments.files] or [standard.DEFAULT]
    if found is None:
        return named
    said, _ = settings.read(found[1])
    if said is not None and not arguments.files:
        root = os.path.dirname(found[0])
        named = [os.path.normpath(os.path.join(root, one.events)) for one in said.pictures]
    return [*dict.fromkeys(named), found[0]]


# What comes of it


def _loaded(plan: Plan) -> dict[str, Timeline] | None:
    """The timeline of each events file, by its path; None where one has errors, which are named on standard
    error."""
    loaded: dict[str, Timeline] = {}
    faulty = False
    for path in dict.fromkeys(picture.events for picture in plan.settings.pictures):
        data = standard.read(path)
        outcome = pipeline.read(data, picture_fault=standard.picture_fault(path))
        if outcome.timeline is None:
            refused(outcome, data, path, "built")
            faulty = True
            continue
        if outcome.diagnostics:
            from timeline.source import show  # most files have nothing to show

            sys.stderr.write(show(outcome.diagnostics, outcome.text, path))
        origin = painting.origin_of(data, path, kept=plan.settings.with_data)
        loaded[path] = outcome.timeline._replace(origin=origin)
    return None if faulty else loaded


def _jobs(plan: Plan, loaded: Mapping[str, Timeline], arguments: Namespace) -> Iterator[Job]:
    """One for each picture and format. Raises ``Misuse`` where there are none, and where two are one file."""
    only = [format for formats in arguments.only for format in formats]
    places: dict[str, Picture] = {}
    for picture in plan.settings.pictures:
        whole = loaded[picture.events]
        try:
            timeline = pipeline.asked(whole, picture.request)
        except ValueError as fault:
            raise Misuse(f"{_named(picture, plan)}: {fault}") from None
        listed = picture.formats if picture.formats is not None else whole.display.formats
        formats = only or BUILT if listed is None else [one for one in listed if one in only or not only]
        for format in dict.fromkeys(formats):
            stem = settings.stem(picture._replace(events=picture.events.replace(os.sep, "/")))
            path = os.path.join(plan.settings.output, stem + PRODUCTS[format].ending)
            other = places.setdefault(path.lower(), picture)
            if other is not picture:
                both = f"{_named(other, plan)} and {_named(picture, plan)}"
                raise Misuse(f"{both} would both be {path}; give one of them another name")
            yield Job(Output(path, format), picture, timeline)
    if not places:
        what = f" as {', '.join(only)}" if only else ""
        raise Misuse(f"there is nothing to build{what}: the formats that are to be made are others")


def _named(picture: Picture, plan: Plan) -> str:
    """A picture as it is named to the user."""
    if picture.name is None:
        return picture.events
    return f"the picture “{picture.name}” in {plan.table}"


def _made(jobs: Sequence[Job], plan: Plan, arguments: Namespace, progress: Progress) -> list[Made]:
    """All files. Raises ``Misuse``, with every reason for which one of them cannot be made."""
    means = _means(jobs, plan, arguments)
    made: list[Made] = []
    reasons: dict[str, list[Output]] = {}
    for job in jobs:
        progress.at(f"making {job.output.path}")
        wishes = job.picture.request.wishes
        if arguments.check and (there := _as_it_would_be(job, plan.settings)):
            made.append(there)
            continue
        try:
            made += outputs.make(job.timeline, job.output, wishes, job.picture.events, means)
        except Misuse as fault:
            reasons.setdefault(str(fault), []).append(job.output)
    if reasons:
        raise Misuse(_cannot(reasons, jobs, arguments.files))
    outputs.keep_apart(made, {job.picture.events for job in jobs})
    if plan.table is not None and arguments.folder is None:
        _keep_inside(made, plan.root)
    for document in plan.settings.documents:
        if any(files.is_same(one.path, document) for one in made):
            raise Misuse(
                f"{document} is a document of the project and would be written over; move the output"
            )
    return made


def _keep_inside(made: Sequence[Made], root: str) -> None:
    """Raises ``Misuse`` where a file to be written is a link out of the project, which may be anybody's."""
    for one in made:
        if not files.is_below(one.path, root):
            raise Misuse(f"{one.path} is a link that leads out of the folder of {settings.NAME}")


def _as_it_would_be(job: Job, said: Settings) -> Made | None:
    """A painted picture that is there and says that it shows what is asked for now. Its bytes depend on the
    fonts of the machine that made it, and on its packing: another one cannot compare them."""
    path, format = job.output
    wishes = job.picture.request.wishes
    if not PRODUCTS[format].painted or said.fonts or (PRODUCTS[format].paged and wishes.pages):
        return None
    there = files.content(path)
    if there is None:
        return None
    from timeline.provenance import reading  # only a check asks

    extra = pipeline.extra_options(said.density) if format == "png" else ()
    would_be = pipeline.provenance(job.timeline, wishes, extra)
    return Made(path, there) if would_be and reading.says(there, would_be) else None


def _means(jobs: Sequence[Job], plan: Plan, arguments: Namespace) -> Means:
    """By what pictures are painted. Raises ``Misuse`` for an option that none of them needs."""
    formats = {job.output.format for job in jobs}
    said, density = plan.settings, plan.settings.density if "png" in formats else None
    painting.faces(formats, arguments)
    if formats & {*pipeline.PAINTED}:
        # Whoever names another program has its fonts, and not those of the project.
        by_itself = arguments.converter in (None, "auto", "none")
        fonts = said.fonts if by_itself else arguments.fonts
        arguments = Namespace(density=density, fonts=fonts, converter=arguments.converter)
    return Means(painting.faces(formats, arguments), density, painting.converters(formats, arguments))


def _cannot(reasons: Mapping[str, Sequence[Output]], jobs: Sequence[Job], named: Sequence[str]) -> str:
    """Why nothing is built, and how all else would be."""
    said = [
        f"cannot make {' and '.join(output.path for output in failed)}: {reason}"
        for reason, failed in reasons.items()
    ]
    bad = {output.format for failed in reasons.values() for output in failed}
    good = dict.fromkeys(job.output.format for job in jobs if job.output.format not in bad)
    from shlex import join  # most builds go well

    rest = f"; all else: {join(['timeline', 'build', *named, '--only', ','.join(good)])}" if good else ""
    return "\n".join([*said, f"nothing was built{rest}"])


def _update(plan: Plan) -> Update | None:
    """What the documents of the project need. Raises ``FileFault``, and ``Misuse`` for one of no known
    kind."""
    if not plan.settings.documents:
        return None
    from timeline.embed.documents import brought_up_to_date  # few projects have documents

    try:
        return brought_up_to_date(plan.settings.documents, plan.root)
    except ValueError as fault:
        raise Misuse(str(fault)) from None


def _remarks(update: Update) -> Iterator[str]:
    """What is odd about the documents, and no fault."""
    from timeline.embed.documents import without

    yield from update.remarks
    yield from (without(path, count) for path, count in update.counts.items() if not count.markers)


def _conclude(jobs: Sequence[Job], made: Sequence[Made], update: Update | None, arguments: Namespace) -> int:
    """Writes everything, or compares it with what is there; the exit status."""
    paged = [job.output for job in jobs if job.picture.request.wishes.pages]
    left = outputs.left_over(paged, made)
    changes = update.changes if update else []
    for remark in _remarks(update) if update else ():
        print(remark, file=sys.stderr)
    if arguments.check:
        for change in changes:
            print(f"{'missing' if change.old is None else 'stale'}: {change.path}")
        status = outputs.compare(made, left)
        if update and not changes:
            print(f"up to date: {', '.join(update.counts)}")
        return 1 if changes else status
    beside = {os.path.realpath(one.path): one.data for one in made}
    for change in changes:
        if beside.get(os.path.realpath(change.path), change.new) != change.new:
            raise Misuse(f"{change.path} is to be made both beside a document and by build; move one of them")

    if update is None:
        outputs.write(made, left)
        return 0
    from timeline.embed import documents

    outputs.write(made, left, lambda fresh: documents.save(update, beside=fresh))
    for change in changes:
        print(f"wrote {change.path} ({outputs.size(len(change.new))})")
    written = {change.path for change in changes}
    for path in update.counts:
        if path not in written:
            print(f"{path} is up to date")
    return 0
