"""What editors and pre-commit make of the program: by the recipes in docs/editors.md, word for word."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import ONE_FAULT, ROOT, surroundings, timeline, write_events

DOCS = (ROOT / "docs" / "editors.md").read_text("utf-8")


def test_the_problem_matcher_of_the_docs_reads_what_check_says(tmp_path: Path) -> None:
    (recipe,) = (
        text for text in re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL) if "problemMatcher" in text
    )
    (task,) = json.loads(recipe)["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    write_events(
        tmp_path, '{"events": [{"date": "2025-02-30", "title": "T"},\n{"date": "2014", "titel": "U"}]}'
    )
    said = timeline("check", cwd=tmp_path).stdout.splitlines()
    found = [match for line in said if (match := re.match(pattern["regexp"], line))]
    rows = json.loads(timeline("check", "--format", "json", cwd=tmp_path).stdout)
    assert len(found) == len(rows) == 3
    for match, row in zip(found, rows, strict=True):
        for key in ("file", "line", "column", "severity", "code", "message"):
            assert match[pattern[key]] == str(row[key])


def test_the_error_format_of_the_docs_fills_the_list_of_vim(tmp_path: Path) -> None:
    vim = shutil.which("vim")
    if vim is None and not os.environ.get("CI"):
        pytest.skip("no vim here")
    assert vim, "vim is missing"
    (setting,) = re.findall(r":set makeprg=(?:\\ |\S)+ (errorformat=.*)", DOCS)
    write_events(tmp_path, ONE_FAULT)
    said = timeline("check", cwd=tmp_path).stdout
    (tmp_path / "said").write_text(said, "utf-8")
    listing = "map(getqflist(), {_, one -> [bufname(one.bufnr), one.lnum, one.col, one.type, one.text]})"
    (tmp_path / "script").write_text(
        f"set {setting}\ncgetfile said\ncall writefile([json_encode({listing})], 'listed')\nqall!\n", "utf-8"
    )
    subprocess.run([vim, "-u", "NONE", "-es", "-S", "script"], cwd=tmp_path, check=True, timeout=60)
    (row,) = json.loads((tmp_path / "listed").read_text("utf-8"))
    assert row == ["events.json", 1, 23, "e", "February 2025 has 28 days"]


def test_pre_commit_stops_a_commit_of_a_faulty_file(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("pre-commit")
    if not program.exists() and not os.environ.get("CI"):
        pytest.skip("no pre-commit here")
    environment = surroundings(PRE_COMMIT_HOME=str(tmp_path / "home"))

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path / "report", check=True, capture_output=True)

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, "try-repo", str(ROOT), name, "--all-files", "--verbose"],
            cwd=tmp_path / "report",
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    (tmp_path / "report").mkdir()
    git("init", "-q")
    write_events(tmp_path / "report", ONE_FAULT, "a.events.json")
    write_events(tmp_path / "report", "{no events file", "package.json")
    git("add", ".")
    done = hook("timeline-check")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "a.events.json:1:23: error[date-day]" in done.stdout
    assert "package.json" not in done.stdout
    write_events(tmp_path / "report", ONE_FAULT.replace("30", "28"), "a.events.json")
    git("add", ".")
    assert hook("timeline-check").returncode == 0
    reformatted = hook("timeline-fmt")
    assert reformatted.returncode == 1, reformatted.stdout  # pre-commit's own way to say that files changed
    git("add", ".")
    assert hook("timeline-fmt").returncode == 0
