"""timeline render: from a file to its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import ONE_FAULT, TWO_EVENTS, only_line, timeline, write_events


def test_render_draws_events_json_as_svg_and_html_and_says_so(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "output/events.svg").read_text("utf-8").startswith("<?xml")
    assert (tmp_path / "output/events.html").read_text("utf-8").startswith("<!doctype html>")
    first, second = result.stdout.splitlines()
    assert first.startswith("wrote output/events.svg (2 events, ")
    assert second.startswith("wrote output/events.html (2 events, ")


def test_the_outputs_are_named_after_the_file(tmp_path: Path) -> None:
    write_events(tmp_path, name="coup.v2.json")
    timeline("render", "coup.v2.json", "--format", "svg", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["coup.v2.svg"]


def test_a_second_run_writes_nothing_and_says_so(tmp_path: Path) -> None:
    write_events(tmp_path)
    timeline("render", "-o", "x.svg", cwd=tmp_path)
    before = (tmp_path / "x.svg").stat()
    result = timeline("render", "-o", "x.svg", cwd=tmp_path)
    assert result.stdout.startswith("x.svg is up to date (2 events")
    after = (tmp_path / "x.svg").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_each_output_has_the_format_of_its_ending(tmp_path: Path) -> None:
    write_events(tmp_path)
    outputs = ["a/b/x.svg", "x.HTM"]
    result = timeline("render", *(part for path in outputs for part in ("-o", path)), cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "a/b/x.svg").read_text("utf-8").startswith("<?xml")
    assert (tmp_path / "x.HTM").read_text("utf-8").startswith("<!doctype html>")


def test_an_output_without_a_known_ending_takes_the_format_that_is_given(tmp_path: Path) -> None:
    write_events(tmp_path)
    assert timeline("render", "-o", "x", "--format", "html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "x").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["-o", "x.gif"],
            "x.gif has the ending of another format; end it in .svg, .png, .pdf, .html, .md,",
        ),
        (["-o", "x.svg", "--format", "html"], "x.svg is to be svg by its ending and html by --format"),
        (
            ["-o", "events.json", "--format", "svg"],
            "events.json is the events file itself; name another output",
        ),
        (["-o", "-", "--check"], "--check compares files; standard output cannot be compared"),
        (["--from", "2025-13"], "--from 2025-13: "),
        (["--from", "2022", "--to", "2021"], "the first date is after the last"),
        (["--from", "2030"], "no event of the file lies between these dates and in these groups"),
        (["--group", "village"], "--group village: there is no group 'village'; there are: town"),
        (["--group", "Twon"], "--group Twon: there is no group 'Twon'; did you mean town"),
        (["--group", "The Town"], "--group The Town: there is no group 'The Town'; did you mean town"),
        (["-o", "."], "cannot write .: it is a folder"),
        (["-o", ".", "--check"], "cannot write .: it is a folder"),
        (["-o", "x.eps", "--format", "svg"], "x.eps has the ending of another format; "),
        (["-o", "x.JPG"], "x.JPG has the ending of another format; "),
        (["--focus", "frist"], "--focus frist: there is no event 'frist'; did you mean first"),
        (["--focus", "first", "--from", "2020"], "--focus first: the event 'first' is not among those that"),
        (["--depth", "2"], "depth counts the links from the event in focus; say which one that is"),
        (["--pages", "a4", "--width", "900"], "pages are as wide as their paper; leave out the width"),
        (["--pages", "a4", "-o", "-"], "--pages makes several SVG files; name them with -o"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    events = write_events(tmp_path)
    before = events.read_bytes()
    result = timeline("render", *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result).startswith(f"timeline: {words}")
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]
    assert events.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["--width", "319"], ["--width", "4001"], ["--width", "x"], ["--width", "000001200999"],
     ["--theme", "red"], ["--scale", "cubic"], ["--layout", "spiral"], ["--format", "gif"],
     ["--columns", "3"], ["--columns", "x"], ["--links", "some"], ["--depth", "0"], ["--pages", "a3"],
     ["--id-prefix", "1x"], ["--id-prefix", ""], ["--colour", "red"]],
)  # fmt: skip
def test_an_option_that_there_is_not_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    write_events(tmp_path)
    result = timeline("render", *arguments, cwd=tmp_path)
    fault, way_out = result.stderr.splitlines()
    assert result.returncode == 2
    assert arguments[0] in fault
    assert way_out == "see: timeline render --help"


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [(["--layout", "horizntal"], "horizontal"), (["--theme", "drak"], "dark"), (["--links", "al"], "all")],
)
def test_a_slip_in_a_word_is_met_with_what_may_be_meant(
    tmp_path: Path, arguments: list[str], meant: str
) -> None:
    result = timeline("render", *arguments, cwd=tmp_path)
    assert result.stderr.splitlines()[0].endswith(f"; did you mean {meant}")


def test_a_file_with_errors_leaves_the_old_picture_as_it_was(tmp_path: Path) -> None:
    write_events(tmp_path, ONE_FAULT)
    (tmp_path / "x.svg").write_text("old", "utf-8")
    result = timeline("render", "-o", "x.svg", "-o", "y.html", cwd=tmp_path)
    assert result.returncode == 1
    assert "events.json:1:" in result.stderr
    assert "error[date-day]" in result.stderr
    assert (tmp_path / "x.svg").read_text("utf-8") == "old"
    assert not (tmp_path / "y.html").exists()


def test_warnings_are_shown_and_do_not_stop_the_drawing(tmp_path: Path) -> None:
    write_events(
        tmp_path, {"groups": [{"id": "idle", "title": "Idle"}], "events": [{"date": "2014", "title": "One"}]}
    )
    result = timeline("render", "-o", "x.svg", cwd=tmp_path)
    assert result.returncode == 0
    assert "warning[" in result.stderr
    assert (tmp_path / "x.svg").exists()


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    data = write_events(tmp_path).read_bytes()
    result = timeline("render", "-", cwd=tmp_path, stdin=data)
    assert result.stdout.startswith("<?xml")
    assert result.stderr == ""
    assert timeline("render", "-", "-o", "-", "--format", "html", cwd=tmp_path, stdin=data).stdout.startswith(
        "<!doc"
    )


def test_a_picture_on_standard_output_is_not_mixed_with_words(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "-", "-o", "x.svg", cwd=tmp_path)
    assert result.stdout.endswith("</svg>\n")
    assert result.stdout == (tmp_path / "x.svg").read_text("utf-8")
    assert result.stderr.startswith("wrote x.svg")


def test_check_names_what_is_missing_and_what_is_stale_and_writes_nothing(tmp_path: Path) -> None:
    write_events(tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output/events.svg").write_text("old", "utf-8")
    result = timeline("render", "--check", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.splitlines() == ["stale: output/events.svg", "missing: output/events.html"]
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["events.svg"]


def test_check_is_content_with_what_render_has_written(tmp_path: Path) -> None:
    write_events(tmp_path)
    timeline("render", cwd=tmp_path)
    result = timeline("render", "--check", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "up to date: output/events.svg, output/events.html\n")


def test_from_to_and_group_leave_events_out(tmp_path: Path) -> None:
    write_events(tmp_path)
    for arguments in (["--to", "2014"], ["--from", "-0044", "--to", "2014-06"], ["--group", "town"]):
        result = timeline("render", *arguments, "-o", "x.svg", cwd=tmp_path)
        assert "(1 event, " in result.stdout, result.stderr
        assert "A plan is adopted" in (tmp_path / "x.svg").read_text("utf-8")


def test_the_prefix_of_ids_can_be_given(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "-", "--id-prefix", "fig_1", cwd=tmp_path)
    assert 'aria-labelledby="fig_1-t fig_1-d"' in result.stdout


def test_any_machine_draws_the_same_bytes(tmp_path: Path) -> None:
    document = {**TWO_EVENTS, "timezone": "Asia/Karachi"}
    data = write_events(tmp_path, document).read_bytes()
    drawn = {
        timeline(
            "render",
            "-",
            "--format",
            format,
            cwd=tmp_path,
            stdin=data,
            PYTHONHASHSEED=seed,
            TZ=zone,
            LC_ALL=locale,
        ).stdout
        for format in ("svg", "html")
        for seed, zone, locale in (("1", "Asia/Karachi", "C"), ("2", "America/St_Johns", "tr_TR.UTF-8"))
    }
    assert len(drawn) == 2
    assert all(drawn)


def test_a_picture_beside_the_file_is_brought_along_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/wall.PNG").write_bytes(b"\x89PNG\r\n\x1a\n")
    event = {"date": "2014", "title": "A wall", "image": {"src": "wall.PNG", "alt": "The wall"}}
    write_events(tmp_path / "papers", {"events": [event]})
    result = timeline("render", "papers/events.json", "-o", "x.html", cwd=tmp_path)
    assert result.stderr == ""
    page = (tmp_path / "x.html").read_text("utf-8")
    assert '<img src="data:image/png;base64,iVBORw0KGgo=" alt="The wall"/>' in page


def test_a_picture_that_is_not_there_is_named(tmp_path: Path) -> None:
    event = {"date": "2014", "title": "A wall", "image": {"src": "wall.png", "alt": "The wall"}}
    write_events(tmp_path, {"events": [event]})
    result = timeline("render", "-o", "x.html", cwd=tmp_path)
    assert result.returncode == 0
    assert "warning[image-missing]: the picture cannot be shown: there is no such file\n" in result.stderr
    assert "^^^^^^^^^^\n" in result.stderr
    assert "wall.png" in (tmp_path / "x.html").read_text("utf-8")


def test_a_long_picture_is_cut_into_pages_that_are_numbered(tmp_path: Path) -> None:
    write_many(tmp_path, 60)
    result = timeline("render", "-o", "x.svg", "--pages", "16:9", cwd=tmp_path)
    written = [line.split()[1] for line in result.stdout.splitlines()]
    assert len(written) > 1, result.stderr
    assert written == [f"x-{number}.svg" for number in range(1, len(written) + 1)]
    assert sorted(path.name for path in tmp_path.glob("*.svg")) == sorted(written)
    assert timeline("render", "-o", "x.svg", "--pages", "16:9", "--check", cwd=tmp_path).returncode == 0


def test_a_page_that_an_earlier_run_left_is_named_and_not_removed(tmp_path: Path) -> None:
    write_events(tmp_path)
    for name in ("x-2.svg", "x-3.svg", "x-5.svg"):
        (tmp_path / name).write_text("old", "utf-8")
    result = timeline("render", "-o", "x.svg", "--pages", "a4", cwd=tmp_path)
    first, *others = result.stdout.splitlines()
    assert first.startswith("wrote x-1.svg (2 events, ")
    assert others == [f"x-{n}.svg is left over from before: there is no such page now" for n in (2, 3)]
    assert (tmp_path / "x-3.svg").read_text("utf-8") == "old"
    checked = timeline("render", "-o", "x.svg", "--pages", "a4", "--check", cwd=tmp_path)
    assert checked.stdout.splitlines()[:2] == [f"left over from before: x-{n}.svg" for n in (2, 3)]


def test_a_page_of_html_holds_all_pages_of_the_picture(tmp_path: Path) -> None:
    write_many(tmp_path, 60)
    result = timeline("render", "-o", "x.html", "--pages", "a4", cwd=tmp_path)
    assert [path.name for path in tmp_path.glob("x*")] == ["x.html"], result.stderr
    assert (tmp_path / "x.html").read_text("utf-8").count('<figure class="timeline">') > 1


def test_the_events_file_is_never_taken_for_a_page(tmp_path: Path) -> None:
    before = write_events(tmp_path, name="x-1.json").read_bytes()
    result = timeline("render", "x-1.json", "-o", "x.json", "--format", "svg", "--pages", "a4", cwd=tmp_path)
    assert result.returncode == 2
    assert only_line(result) == "timeline: x-1.json is the events file itself; name another output"
    assert (tmp_path / "x-1.json").read_bytes() == before


def test_the_picture_of_one_event_in_its_context(tmp_path: Path) -> None:
    write_events(tmp_path)
    result = timeline("render", "-o", "x.svg", "--focus", "first", "--depth", "1", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    usual = timeline("render", "-o", "-", cwd=tmp_path).stdout
    assert (tmp_path / "x.svg").read_text("utf-8") != usual


def write_many(folder: Path, count: int) -> None:
    events = [
        {"date": f"{1900 + number}", "title": f"Event {number}, in some words"} for number in range(count)
    ]
    write_events(folder, {"events": events})


def test_a_file_with_errors_is_not_drawn_and_what_mends_them_is_named(tmp_path: Path) -> None:
    write_events(tmp_path, '{"events": [{"date": "14 May 2025", "title": "T"}]}')
    done = timeline("render", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        "timeline: nothing was drawn, for events.json has errors",
        "1 of these can be mended by: timeline fix",
    ]


def test_a_repair_that_would_not_hold_is_not_offered(tmp_path: Path) -> None:
    """A text for a list of sources can be put into brackets, but there is no such source."""
    write_events(tmp_path, '{"events": [{"date": "2025", "title": "T", "sources": "daily"}]}')
    assert "can be mended" not in timeline("check", cwd=tmp_path).stdout
