"""``timeline fix`` as its users type it: what it shows, writes, and leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import only_line, timeline, write_events

SLIPS = """{
  "events": [
    {"date": "14 May 2025", titel: "Plan"},
    {"date": "2015" "title": "Talks",}
  ]
}
"""
MENDED = """{
  "events": [
    {"date": "2025-05-14", "title": "Plan"},
    {"date": "2015", "title": "Talks"}
  ]
}
"""
AND_ONE_BY_HAND = SLIPS.replace('"2015"', '"2025-02-30"')


def test_every_fix_is_shown_as_a_difference_with_its_reason(tmp_path: Path) -> None:
    path = write_events(tmp_path, SLIPS)
    result = timeline("fix", cwd=tmp_path)
    assert result.stdout == """\
events.json:3: date-syntax: a date begins with its year: write "2025-05-14"
events.json:3: json-key-quotes: a key must stand in double quotes: write "titel"
events.json:3: key-unknown: an event has no key “titel”: write "title"
-    {"date": "14 May 2025", titel: "Plan"},
+    {"date": "2025-05-14", "title": "Plan"},

events.json:4: json-comma-missing: a comma is missing after this: add a comma
events.json:4: json-comma-extra: a comma before the }: remove the comma
-    {"date": "2015" "title": "Talks",}
+    {"date": "2015", "title": "Talks"}

events.json: 5 mended, no errors left
"""
    assert (result.returncode, result.stderr, path.read_text("utf-8")) == (0, "", MENDED)
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]


def test_a_second_run_has_nothing_to_mend(tmp_path: Path) -> None:
    path = write_events(tmp_path, MENDED)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    result = timeline("fix", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "events.json: nothing to mend\n")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_what_is_certain_is_mended_though_errors_are_left_and_those_are_shown(tmp_path: Path) -> None:
    path = write_events(tmp_path, AND_ONE_BY_HAND)
    result = timeline("fix", cwd=tmp_path)
    assert result.returncode == 1
    assert path.read_text("utf-8") == MENDED.replace("2015", "2025-02-30")
    assert "error[date-day]: February 2025 has 28 days" in result.stdout
    assert result.stdout.endswith("events.json: 5 mended, 1 error left\n")


def test_a_dry_run_shows_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = write_events(tmp_path, SLIPS)
    dry = timeline("fix", "--dry-run", cwd=tmp_path)
    assert (dry.returncode, path.read_text("utf-8")) == (1, SLIPS)
    assert dry.stdout.endswith("events.json: 5 would be mended, no errors left\n")
    wet = timeline("fix", cwd=tmp_path)
    assert dry.stdout.rpartition("\n\n")[0] == wet.stdout.rpartition("\n\n")[0]
    assert timeline("fix", "--dry-run", cwd=tmp_path).returncode == 0


def test_from_standard_input_only_the_text_comes_out(tmp_path: Path) -> None:
    result = timeline("fix", "-f", "-", cwd=tmp_path, stdin=SLIPS.encode())
    assert (result.returncode, result.stdout) == (0, MENDED)
    assert result.stderr.endswith("standard input: 5 mended, no errors left\n")
    assert timeline("fix", "-f", "-", cwd=tmp_path, stdin=MENDED.encode()).stdout == MENDED


def test_what_cannot_be_mended_comes_out_of_the_filter_as_it_was(tmp_path: Path) -> None:
    result = timeline("fix", "-f", "-", cwd=tmp_path, stdin=b"date,title\n")
    assert (result.returncode, result.stdout) == (1, "date,title\n")
    assert result.stderr.endswith("standard input: nothing to mend for certain, 1 error left\n")


def test_a_byte_order_mark_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(b'\xef\xbb\xbf{"events": []}')
    result = timeline("fix", cwd=tmp_path)
    assert result.stdout.splitlines()[0] == (
        "events.json:1: encoding-mark: the file begins with a byte order mark: remove the mark"
    )
    assert (result.returncode, path.read_bytes()) == (0, b'{"events": []}')


def test_a_line_that_goes_shows_as_gone(tmp_path: Path) -> None:
    write_events(tmp_path, '{\n  "title": "A",\n  "lang": null,\n  "events": []\n}\n')
    assert timeline("fix", cwd=tmp_path).stdout == (
        "events.json:2: type: “lang” must be a language tag, as \"en\" or \"pt-BR\", in double quotes, "
        "not null: leave the key out\n"
        '-  "title": "A",\n-  "lang": null,\n+  "title": "A",\n\n'
        "events.json: 1 mended, no errors left\n"
    )


def test_of_a_long_line_only_what_is_round_the_change_is_shown(tmp_path: Path) -> None:
    events = [{"date": "2014", "title": f"Plan {number}"} for number in range(500)]
    events[250]["date"] = "c. 1911"
    write_events(tmp_path, {"events": events})
    shown = timeline("fix", cwd=tmp_path).stdout
    assert '"c. 1911"' in shown
    assert '"1911~"' in shown
    assert max(map(len, shown.splitlines())) < 200


def test_nothing_that_a_terminal_obeys_is_shown(tmp_path: Path) -> None:
    write_events(tmp_path, '{"title": "a\x1bb", "events": []}')
    assert "a<U+001B>b" in timeline("fix", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (SLIPS, "4 of these can be mended by: timeline fix"),
        (AND_ONE_BY_HAND, "4 of these can be mended by: timeline fix"),
        (MENDED, None),
    ],
)
def test_check_says_how_many_can_be_mended(tmp_path: Path, text: str, offer: str | None) -> None:
    write_events(tmp_path, text)
    last = timeline("check", cwd=tmp_path).stdout.splitlines()[-1]
    assert (last == offer) if offer else "mended" not in last


def test_check_names_the_file_in_its_offer(tmp_path: Path) -> None:
    write_events(tmp_path, SLIPS, "my notes.json")
    result = timeline("check", "my notes.json", cwd=tmp_path)
    assert result.stdout.endswith(": timeline fix -f 'my notes.json'\n")


def test_check_tells_programs_the_fix(tmp_path: Path) -> None:
    write_events(tmp_path, '{"events": [{"date": "14 May 2025", "title": "A"}]}')
    (fault,) = json.loads(timeline("check", "--format", "json", cwd=tmp_path).stdout)
    assert fault["fix"] == {
        "start": 21,
        "end": 34,
        "replacement": '"2025-05-14"',
        "title": 'write "2025-05-14"',
    }


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = timeline("fix", cwd=tmp_path)
    assert (result.returncode, only_line(result)) == (
        2,
        "timeline: cannot read events.json: there is no such file; timeline new writes one to start from",
    )
