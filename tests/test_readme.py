"""What README.md tells a newcomer to type does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line and not line.startswith("#")
]


def test_the_first_command_draws_the_real_file_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "timeline", clone / "timeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "events.json", clone)
    first = COMMANDS[0]
    assert first == "python3 -m timeline render events.json"
    # -S: nothing is installed; the interpreter of the tests stands in for the system's.
    command = [sys.executable, "-S", *first.split()[1:]]
    run = subprocess.run(command, cwd=clone, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    for name in ("events.svg", "events.html"):
        assert f"output/{name}" in run.stdout + run.stderr, "it says what it wrote"
        assert (clone / "output" / name).read_bytes() == (ROOT / "output" / name).read_bytes()


def test_one_command_installs_and_runs_the_tests() -> None:
    """The command itself is run by ``.ci/run``, which reads it out of the README by the same marks."""
    lines = [line for line in COMMANDS if ".venv" in line and ".[test]" in line and "pytest" in line]
    assert len(lines) == 1


def test_the_other_commands_on_our_own_file_succeed(tmp_path: Path) -> None:
    """Those with redirections, virtual environments, repositories or other people's files are the reader's
    own to try."""
    plain = re.compile(r"^(?:python3 -m )?timeline (?!render|edit|diff)[^|>&]*$")
    commands = [line for line in COMMANDS if plain.match(line)]
    shutil.copy(ROOT / "events.json", tmp_path)
    (tmp_path / "report.md").write_text("# A report\n", encoding="utf-8")
    for line in commands:
        arguments = shlex.split(line.removeprefix("python3 -m "), comments=True)[1:]
        run = subprocess.run(
            [sys.executable, "-c", "import sys; from timeline.cli import main; sys.exit(main())", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, f"{line}\n{run.stdout}{run.stderr}"


def test_every_picture_and_page_it_links_to_is_in_the_repository() -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)|(?:src|href|srcset)=\"([^\"#]+)\"", README)
    local = [target for pair in targets for target in pair if target and not re.match(r"[a-z]+:", target)]
    assert local, "the README opens with the picture"
    assert [target for target in local if not (ROOT / target).exists()] == []
