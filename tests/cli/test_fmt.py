"""``timeline fmt`` as its users type it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.program import TWO_EVENTS, only_line, timeline, write_events
from timeline.editing.canonical import canonical

COMPACT = json.dumps(TWO_EVENTS, separators=(",", ":"))
FORM = canonical(COMPACT)


def test_a_file_is_written_in_its_form_and_then_has_it(tmp_path: Path) -> None:
    path = write_events(tmp_path, COMPACT)
    result = timeline("fmt", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "wrote events.json in its form\n", "")
    assert path.read_text("utf-8") == FORM
    assert timeline("fmt", "-f", "events.json", cwd=tmp_path).stdout == "events.json has its form already\n"
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]


def test_a_check_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    text = FORM.replace('    {"id"', '    { "id"', 1)
    path = write_events(tmp_path, text)
    result = timeline("fmt", "--check", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == ["--- events.json", "+++ events.json"]
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        '-    { "id": "town", "title": "The town"}',
        '+    {"id": "town", "title": "The town"}',
    ]
    assert lines[2] == "@@ -3,3 +3,3 @@"
    assert lines[-1] == "events.json would change; to write it: timeline fmt events.json"
    assert path.read_text("utf-8") == text
    write_events(tmp_path, FORM)
    result = timeline("fmt", "--check", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_long_difference_is_cut(tmp_path: Path) -> None:
    events = [{"date": str(year), "title": "Word " * 30} for year in range(1000, 2000)]
    write_events(tmp_path, json.dumps({"events": events}, indent=1))
    lines = timeline("fmt", "--check", cwd=tmp_path).stdout.splitlines()
    assert len(lines) == 42
    assert lines[-2] == "…"
    write_events(tmp_path, json.dumps({"events": events}))
    lines = timeline("fmt", "--check", cwd=tmp_path).stdout.splitlines()
    assert max(map(len, lines)) == 200


def test_of_several_files_each_is_written_and_one_with_faults_is_named(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_events(tmp_path, COMPACT, name)
    faulty = write_events(tmp_path, '{"events": [],}', "faulty.json")
    result = timeline("fmt", "a.json", "faulty.json", "b.json", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == "wrote a.json in its form\nwrote b.json in its form\n"
    assert result.stderr.startswith("faulty.json:1:14: error[json-comma-extra]: ")
    assert result.stderr.endswith("nothing was written, for faulty.json has errors to be mended first\n")
    assert (tmp_path / "b.json").read_text("utf-8") == FORM
    assert faulty.read_text("utf-8") == '{"events": [],}'


def test_where_a_file_is_missing_none_is_written(tmp_path: Path) -> None:
    path = write_events(tmp_path, COMPACT)
    result = timeline("fmt", "events.json", "no.json", cwd=tmp_path)
    assert (result.returncode, path.read_text("utf-8")) == (2, COMPACT)
    assert only_line(result) == "timeline: cannot read no.json: there is no such file"


def test_errors_that_are_none_of_json_are_not_in_the_way(tmp_path: Path) -> None:
    path = write_events(tmp_path, '{"events":[{"date":"2025-02-30","group":"nobody"}]}')
    assert timeline("fmt", cwd=tmp_path).returncode == 0
    assert path.read_text("utf-8") == (
        '{\n  "events": [\n    {"date": "2025-02-30", "group": "nobody"}\n  ]\n}\n'
    )


def test_a_file_that_is_no_utf_8_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    for data in ("\ufeff{}".encode(), b'{"a": "\xe9"}', "{}".encode("utf-16")):
        path.write_bytes(data)
        result = timeline("fmt", cwd=tmp_path)
        assert (result.returncode, "error[encoding-" in result.stderr) == (1, True)
        assert path.read_bytes() == data


def test_standard_input_goes_to_standard_output_in_its_form(tmp_path: Path) -> None:
    for name in (["-"], ["-f", "-"]):
        result = timeline("fmt", *name, cwd=tmp_path, stdin=COMPACT.encode())
        assert (result.returncode, result.stdout, result.stderr) == (0, FORM, "")
    result = timeline("fmt", "-", cwd=tmp_path, stdin=b"{")
    assert (result.returncode, result.stdout) == (1, "")
    result = timeline("fmt", "-", "--check", cwd=tmp_path, stdin=COMPACT.encode())
    assert (result.returncode, result.stdout.splitlines()[0]) == (1, "--- standard input")


def test_files_are_named_in_one_way(tmp_path: Path) -> None:
    result = timeline("fmt", "a.json", "-f", "b.json", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert only_line(result) == "timeline: files are named with -f and without it; name them in one way"
    result = timeline("fmt", "a.json", "-", cwd=tmp_path)
    assert only_line(result) == "timeline: - is standard input and output, and stands alone"


def test_line_ends_alone_can_be_what_would_change(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(FORM.replace("\n", "\r\n").encode())
    assert timeline("fmt", "--check", cwd=tmp_path).returncode == 0
    path.write_bytes(FORM.replace("\n", "\r\n").encode()[:-2] + b"\n")
    result = timeline("fmt", "--check", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.splitlines()[0] == "events.json: only the ends of lines would change"
