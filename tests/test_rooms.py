"""The order of the rooms, read from the imports themselves.

A file imports from the rows below its own and from its own room, never from a neighbour in its row and never
upwards; what is imported for type checking alone counts, since it is knowledge too. A new room is a new name
in ``ROWS``.
"""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).parents[1]

ROWS = (
    ("__main__",),
    ("cli",),
    ("editor", "embed", "verification"),
    ("__init__",),  # the Python interface
    ("editing",),
    ("pipeline", "pictures", "settings"),
    ("request", "painting"),
    ("layout", "write"),
    ("narrate",),
    ("model",),
    ("scene", "source", "dates", "colours", "files", "provenance", "converters"),
    ("languages", "lines", "products"),
    ("records",),
)
HOSTS = {
    "timeline.embed.jupyter": {"IPython"},
    "timeline.embed.markdown": {"markdown", "mkdocs", "pymdownx"},
    "timeline.embed.sphinx": {"docutils", "sphinx"},
}
"""What programs import that have these imported already: each its own file, and no file of ours does."""

DEPTH = {room: depth for depth, row in enumerate(ROWS) for room in row}

FILES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(ROOT.glob("timeline/**/*.py"))
}


def imported(module: str) -> Iterator[str]:
    """The modules that a module names in its import statements, wherever in the file they stand."""
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
            source = resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                submodule = f"{source}.{alias.name}"
                yield submodule if submodule in FILES else source


def room(module: str) -> str:
    """``timeline.dates.edtf`` is in the room "dates", the package itself in one of its own, "__init__"."""
    return [*module.split("."), "__init__"][1]


def inside(modules: Iterator[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "timeline"}


def test_every_file_is_in_a_room_of_the_table() -> None:
    assert {room(module) for module in FILES} <= DEPTH.keys()


def test_files_import_only_from_the_rows_below_and_from_their_own_room() -> None:
    wrong = [
        f"{module} imports {name}"
        for module in FILES
        for name in sorted(inside(imported(module)))
        if room(name) != room(module) and DEPTH[room(name)] <= DEPTH[room(module)]
    ]
    assert wrong == []


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {module: inside(imported(module)) - {module} for module in FILES}
    assert set(graphlib.TopologicalSorter(graph).static_order()) >= FILES.keys()


def test_the_program_imports_nothing_beyond_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"timeline"}
    foreign = [
        f"{module} imports {name}"
        for module in FILES
        for name in imported(module)
        if name.split(".")[0] not in allowed | HOSTS.get(module, set())
    ]
    assert foreign == []


def test_what_a_host_imports_is_imported_by_nothing_of_ours() -> None:
    wrong = [f"{module} imports {name}" for module in FILES for name in imported(module) if name in HOSTS]
    assert wrong == []
    assert HOSTS.keys() <= FILES.keys()


def test_the_program_declares_no_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == []


def test_the_program_runs_where_nothing_is_installed() -> None:
    """``-S`` hides every installed package, this one's own included; the clone alone has to do."""
    command = [sys.executable, "-S", "-m", "timeline", "render", "events.json", "--format", "svg", "-o", "-"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.rstrip().endswith("</svg>")
