"""Other programs that draw: asked in their order, told what to do, held to what they write."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.converters.machines import script
from timeline.converters import ConverterFault, Converters, Job, Picture
from timeline.converters.commands import command, put
from timeline.converters.programs import Program

SVG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg"><text x="1">{}</text></svg>\n'
)
WRITES = "open(OUT, 'wb').write(b'drawn by ' + os.path.basename(sys.argv[0]).encode())"


def picture(words: str = "Words", width: float = 640, height: float = 360.5) -> Picture:
    return Picture(SVG.format(words), width, height, "A <title>", "de-AT")


def job(*pictures: Picture, format: str = "png", density: float = 2) -> Job:
    return Job(pictures or (picture(),), format, density)


def accepted(contents: list[bytes], by: str) -> tuple[list[bytes], str]:
    """What a caller would take as it is."""
    return contents, by


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has the programs that a test writes into this folder, and no others."""
    for name in ("TIMELINE_CONVERTER", "CHROME_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def refusal(converters: Converters, wanted: Job | None = None) -> str:
    with pytest.raises(ConverterFault) as fault:
        converters.draw(wanted or job(), accepted)
    return str(fault.value)


# Which one draws


def test_the_first_program_of_the_machine_draws_and_says_its_version(machine: Path) -> None:
    script(machine, "rsvg-convert", WRITES)
    script(machine, "inkscape", WRITES)
    converters = Converters()
    assert converters.draw(job(), accepted) == ([b"drawn by rsvg-convert"], "rsvg-convert 9.8.7")
    assert converters.used == "rsvg-convert 9.8.7"
    assert converters.program is None


def test_one_that_is_named_draws_in_place_of_the_first(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(machine, "rsvg-convert", WRITES)
    path = script(machine, "inkscape", WRITES)
    for wanted in ("inkscape", str(path)):
        assert Converters(wanted).draw(job(), accepted)[0] == [b"drawn by inkscape"]
    monkeypatch.setenv("TIMELINE_CONVERTER", "inkscape")
    assert Converters().draw(job(), accepted)[0] == [b"drawn by inkscape"]
    assert Converters("rsvg-convert").draw(job(), accepted)[0] == [b"drawn by rsvg-convert"]
    assert Converters("auto").program is None
    assert (Converters().is_explicit, Converters("auto").is_explicit) == (False, True)
    monkeypatch.setenv("TIMELINE_CONVERTER", "paint")
    with pytest.raises(ConverterFault, match=r"^TIMELINE_CONVERTER: 'paint' is none of the programs"):
        Converters()


def test_a_pdf_of_several_pictures_is_asked_for_at_once_and_a_png_of_each(machine: Path) -> None:
    script(machine, "rsvg-convert", "open(OUT, 'w').write(' '.join(sorted(a for a in ARGS if '.svg' in a)))")
    pages = [picture("one"), picture("two"), picture("three")]
    assert Converters().draw(job(*pages, format="pdf"), accepted)[0] == [b"0.svg 1.svg 2.svg"]
    assert Converters().draw(job(*pages), accepted)[0] == [b"0.svg"] * 3


def test_none_is_asked_where_none_is_wished_for(machine: Path) -> None:
    script(machine, "rsvg-convert", WRITES)
    converters = Converters("none")
    assert converters.is_forbidden
    assert refusal(converters) == "a program that shapes text could draw it, and none is to be asked"


def test_without_any_program_the_message_says_what_to_install(machine: Path) -> None:
    script(machine, "apt-get", "")
    assert refusal(Converters()) == (
        "no program that draws it from the SVG is here: apt-get install librsvg2-bin brings rsvg-convert; "
        "Inkscape, Chromium and Chrome do as well"
    )


# What goes wrong


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("", "it ended well and wrote nothing"),
        ("print('0 bytes written to file')", "it ended well and wrote nothing (0 bytes written to file)"),
        ("open(OUT, 'wb')", "it wrote an empty file"),
        ("print('a'); print('cannot open display: \\x1b[1m', file=sys.stderr); sys.exit(1)",
         "it ended with status 1 (cannot open display: [1m)"),
        (f"{WRITES}; sys.exit(3)", "it ended with status 3"),
        ("os.kill(os.getpid(), 11)", "it ended with status -11"),
        ("time.sleep(60)", "it was not done after 0.5 seconds"),
        ("os.write(1, bytes(200_000)); sys.exit(1)", "it ended with status 1"),
    ],
)  # fmt: skip
def test_what_a_program_does_instead_of_drawing_is_said(machine: Path, lines: str, words: str) -> None:
    script(machine, "rsvg-convert", lines)
    started = time.monotonic()
    assert refusal(Converters("rsvg-convert", patience=0.5)) == f"rsvg-convert cannot draw it: {words}"
    assert time.monotonic() - started < 10


def test_after_one_that_fails_the_next_is_asked(machine: Path) -> None:
    script(machine, "rsvg-convert", "sys.exit(1)")
    script(machine, "inkscape", "time.sleep(60)")
    script(machine, "chromium", WRITES)
    converters = Converters(patience=0.5)
    assert converters.draw(job(), accepted) == ([b"drawn by chromium"], "chromium version 9.8.7")
    (machine / "chromium").unlink()
    script(machine, "apk", "")
    assert refusal(converters) == (
        "rsvg-convert cannot draw it: it ended with status 1; inkscape cannot draw it: it was not done after "
        "0.5 seconds; apk add rsvg-convert brings rsvg-convert; Inkscape, Chromium and Chrome do as well"
    )


def test_a_picture_that_the_caller_does_not_accept_is_as_good_as_none(machine: Path) -> None:
    script(machine, "rsvg-convert", WRITES)
    script(machine, "inkscape", WRITES)

    def judged(contents: list[bytes], by: str) -> str:
        if b"rsvg" in contents[0]:
            raise ValueError("it is no PNG")
        return by

    assert Converters().draw(job(), judged) == "inkscape 9.8.7"
    with pytest.raises(ConverterFault, match="rsvg-convert cannot draw it: it is no PNG"):
        Converters("rsvg-convert").draw(job(), judged)


def test_a_program_is_ended_with_all_that_it_has_started(machine: Path) -> None:
    script(
        machine,
        "rsvg-convert",
        "child = os.fork()\n"
        f"if child:\n    open({str(machine / 'child')!r}, 'w').write(str(child))\n"
        "time.sleep(60)",
    )
    refusal(Converters(patience=0.5))
    child = int((machine / "child").read_text())
    deadline = time.monotonic() + 5
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_program_is_ended_where_the_user_interrupts(machine: Path) -> None:
    script(
        machine,
        "rsvg-convert",
        f"open({str(machine / 'own')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)",
    )

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        with pytest.raises(KeyboardInterrupt):
            Converters().draw(job(), accepted)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not _runs(int((machine / "own").read_text()))


# How it runs


def test_a_program_runs_in_a_folder_of_its_own_without_input_and_leaves_nothing_behind(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(machine))
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", None)
    script(
        machine,
        "rsvg-convert",
        "assert sys.stdin.read() == ''\n"
        "open('left-behind', 'w').write('x')\n"
        "told = [os.getcwd(), os.environ['SOURCE_DATE_EPOCH'], *os.listdir()]\n"
        "open(OUT, 'w').write(' '.join(told))",
    )
    contents, _ = Converters().draw(job(), accepted)
    folder, epoch, *names = contents[0].decode().split()
    assert Path(folder).parent == machine
    assert (epoch, sorted(names)) == ("0", ["0.svg", "left-behind", "said.txt"])
    assert [path.name for path in machine.iterdir()] == ["rsvg-convert"]


def test_no_shell_reads_what_a_program_is_told(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = machine / "a; touch hacked; $(touch hacked) 'x"
    folder.mkdir()
    script(folder, "rsvg-convert", WRITES)
    monkeypatch.setenv("PATH", str(folder))
    assert Converters().draw(job(), accepted)[0] == [b"drawn by rsvg-convert"]
    assert not list(machine.rglob("hacked"))


@pytest.mark.parametrize(
    ("kind", "format", "arguments"),
    [
        ("rsvg-convert", "png", "--format png --zoom 1.25 --output out.png 0.svg"),
        ("rsvg-convert", "pdf", "--format pdf --output out.pdf 0.svg"),
        (
            "inkscape",
            "png",
            "--export-type=png --export-area-page --export-dpi=120 --export-filename=out.png 0.svg",
        ),
        ("inkscape", "pdf", "--export-type=pdf --export-area-page --export-filename=out.pdf 0.svg"),
        ("resvg", "png", "--zoom 1.25 0.svg out.png"),
    ],
)
def test_each_program_is_told_what_to_draw(kind: str, format: str, arguments: str) -> None:
    told = command(Program(kind, "/bin/program"), job(format=format, density=1.25), "/folder")
    assert told == ["/bin/program", *arguments.split()]


def test_a_browser_is_given_a_page_with_the_picture_and_no_network(tmp_path: Path) -> None:
    browser = Program("browser", "/bin/chromium")
    told = command(browser, job(format="pdf"), str(tmp_path))
    assert told[-1] == (tmp_path / "page.xhtml").as_uri()
    assert {f"--print-to-pdf={tmp_path / 'out.pdf'}", "--no-pdf-header-footer", "--headless"} <= {*told}
    assert {"--proxy-server=127.0.0.1:9", f"--user-data-dir={tmp_path / 'profile'}"} <= {*told}
    assert ("--no-sandbox" in told) is (os.geteuid() == 0)
    put(browser, job(format="pdf"), str(tmp_path))
    page = (tmp_path / "page.xhtml").read_text("utf-8")
    assert "@page {size:640px 360.5px;margin:0}" in page
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="de-AT">' in page
    assert "<title>A &lt;title&gt;</title>" in page
    assert "default-src 'none'" in page
    assert page.count("<?xml") == 1


def test_a_browser_s_window_is_larger_than_the_picture(tmp_path: Path) -> None:
    """Some take a part of its height for themselves, and none is narrower than 500 px."""
    told = command(Program("browser", "/bin/chromium"), job(picture(width=320, height=360.5)), str(tmp_path))
    assert {"--window-size=520,561", "--force-device-scale-factor=2"} <= {*told}


def test_a_browser_is_no_root_where_its_user_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in command(Program("browser", "/bin/chromium"), job(), str(tmp_path))


def test_a_program_that_is_a_snap_draws_where_it_can_see(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timeline import converters

    snap = script(machine, "snap", WRITES)
    monkeypatch.setattr(converters, "_SNAP", str(snap))
    monkeypatch.setenv("HOME", str(machine))
    (machine / "chromium").symlink_to(snap)
    folder = converters._reachable(Program("browser", str(machine / "chromium")))
    assert folder == str(machine)
    (machine / "snap-common").mkdir()
    assert converters._reachable(Program("browser", "/usr/bin/chromium-of-debian")) is None


# What a program is not asked


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("resvg", job(format="pdf"), "it makes no PDF"),
        (
            "inkscape",
            job(picture(), picture(), format="pdf"),
            "it makes no PDF of several pages that is whole",
        ),
        ("inkscape", job(picture("שלום world")), "it sets lines of both directions from left to right"),
        ("chromium", job(picture(height=8001)), "it draws no picture of more than 16,000 pixels on a side"),
    ],
)
def test_a_program_is_not_asked_for_what_it_does_badly(
    machine: Path, name: str, wanted: Job, words: str
) -> None:
    script(machine, name, WRITES)
    assert f"{name} cannot draw it: {words}" in refusal(Converters(), wanted)


def test_one_that_is_asked_for_by_name_is_asked_all_the_same_where_it_can(machine: Path) -> None:
    script(machine, "inkscape", WRITES)
    assert Converters("inkscape").draw(job(picture("שלום world")), accepted)[0] == [b"drawn by inkscape"]
    assert "makes no PDF" in refusal(Converters(str(script(machine, "resvg", WRITES))), job(format="pdf"))


def test_resvg_is_heeded_where_it_tells_of_letters_that_it_lacks(machine: Path) -> None:
    fallback = "Warning (in usvg::text:183): Fallback from Liberation Sans to Noto Sans Devanagari."
    script(machine, "resvg", f"{WRITES}; print({fallback!r}, file=sys.stderr)")
    assert "it takes fallback fonts" in refusal(Converters())
    assert Converters("resvg").draw(job(), accepted)[0] == [b"drawn by resvg"]
    missing = "Warning (in usvg::text::layout:1384): No fonts with a म/U+92E character were found."
    script(machine, "resvg", f"{WRITES}; print({missing!r}, file=sys.stderr)")
    assert "it has no font with म/U+92E" in refusal(Converters("resvg"))


# Fonts


def test_letters_that_no_font_of_the_machine_has_are_refused_before_any_program_is_asked(
    machine: Path,
) -> None:
    """Programs would draw empty boxes, and call that well done."""
    script(machine, "rsvg-convert", WRITES)
    script(machine, "fc-list", "print('20-7e a0-17f'); print('915 917-91e 91a-939')")
    assert Converters().draw(job(picture("कख \u00e9"[0] + "\u00e9")), accepted)[0]
    assert refusal(Converters(), job(picture("कखट ไทย"))) == (
        'no font of this machine has "ख" (U+0916, DEVANAGARI LETTER KHA) and 3 others: install one '
        "that has (on Debian: apt-get install fonts-noto-core)"
    )
    assert "fonts-noto-cjk)" in refusal(Converters(), job(picture("日本")))
    assert "fonts-noto-color-emoji)" in refusal(Converters(), job(picture("🧿")))
    assert "(U+0E17, THAI CHARACTER THO THAHAN) and 2 other" in refusal(
        Converters("rsvg-convert"), job(picture("ไทย"[1:] + "ไ"))
    )


def test_what_asks_for_no_glyph_needs_no_font(machine: Path) -> None:
    script(machine, "rsvg-convert", WRITES)
    script(machine, "fc-list", "print('20-7e 915')")
    assert Converters().draw(job(picture("क\u200d\u200c\ufe0f\u202b\u202c ")), accepted)[0]


@pytest.mark.parametrize("lines", ["sys.exit(1)", "print('none of that')", ""])
def test_where_nothing_tells_of_the_fonts_the_program_decides(machine: Path, lines: str) -> None:
    script(machine, "rsvg-convert", WRITES)
    script(machine, "fc-list", lines)
    assert Converters().draw(job(picture("क")), accepted)[0]


def test_only_the_words_of_a_picture_are_its_words() -> None:
    one = Picture("<svg><title>कथा</title><desc>ก</desc><text>ab</text><a><text>&lt;c</text></a></svg>", 1, 1)
    assert job(one).words == "ab&lt;c"
