"""Which programs draw an SVG, and where they are found on each system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.converters.machines import script
from timeline.converters import KINDS, ConverterFault, programs
from timeline.converters.programs import (
    BROWSER,
    BROWSERS,
    INKSCAPE,
    RESVG,
    RSVG,
    found,
    how_to_install,
    named,
)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no program is, but for those that the test puts into the one folder of its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME_PATH", raising=False)
    return tmp_path


def system(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_system", lambda: name)


def test_programs_are_found_in_the_order_in_which_they_are_asked(machine: Path) -> None:
    assert list(found()) == []
    for name in ("resvg", "chromium", "inkscape", "rsvg-convert"):
        script(machine, name, "")
    assert [program.kind for program in found()] == list(KINDS) == [RSVG, INKSCAPE, BROWSER, RESVG]
    assert [program.name for program in found()][2] == "chromium"


def test_browsers_are_known_by_all_their_names_and_the_user_s_own_comes_first(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in reversed(BROWSERS):
        script(machine, name, "")
        assert [program.name for program in found()] == [name]
    own = script(machine, "my chrome", "")
    monkeypatch.setenv("CHROME_PATH", str(own))
    assert [program.path for program in found()] == [str(own)]
    assert named("browser").path == str(own)
    assert named("msedge").name == "msedge"
    assert named("chromium").name == "chromium"
    assert named("edge").name == "microsoft-edge-stable"
    monkeypatch.setenv("CHROME_PATH", str(machine / "gone"))
    assert [program.name for program in found()] == [BROWSERS[0]]


def test_a_program_may_be_named_by_its_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine / "else where").mkdir()
    path = script(machine / "else where", "rsvg-convert-2.58", "")
    assert named(str(path)) == (RSVG, str(path))
    monkeypatch.chdir(machine)
    assert named("else where/rsvg-convert-2.58") == (RSVG, str(path))
    for name, kind in {
        "Google Chrome": BROWSER,
        "chrome-headless-shell": BROWSER,
        "msedge": BROWSER,
        "Inkscape": INKSCAPE,
        "resvg": RESVG,
    }.items():
        assert named(str(script(machine / "else where", name, ""))).kind == kind


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (
            "imagemagick",
            "'imagemagick' is none of the programs that are known: rsvg-convert, inkscape, resvg,",
        ),
        ("rsvg-convert", "there is no rsvg-convert on this machine: "),
        ("chromium", "there is no chromium on this machine"),
        ("/nowhere/rsvg-convert", "/nowhere/rsvg-convert is no program that can be run"),
        ("/bin", "'/bin' is none of the programs that are known"),
    ],
)
@pytest.mark.usefixtures("machine")
def test_a_program_that_is_not_known_or_not_there_is_refused(wanted: str, words: str) -> None:
    with pytest.raises(ConverterFault) as fault:
        named(wanted)
    assert str(fault.value).startswith(words)


def test_what_cannot_be_run_is_no_program(machine: Path) -> None:
    script(machine, "rsvg-convert", "").chmod(0o644)
    (machine / "inkscape").mkdir()
    assert list(found()) == []
    with pytest.raises(ConverterFault, match="can be run"):
        named(str(machine / "rsvg-convert"))


def test_no_program_is_taken_from_the_present_folder(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(machine, "rsvg-convert", "")
    monkeypatch.chdir(machine)
    for path in ("", ".", f".{os.pathsep}", "bin"):
        monkeypatch.setenv("PATH", path)
        assert list(found()) == []
        with pytest.raises(ConverterFault, match="there is no rsvg-convert on this machine"):
            named("rsvg-convert")
    assert named("./rsvg-convert").path == str(machine / "rsvg-convert")


def test_on_macos_programs_are_found_in_their_bundles(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system("darwin", monkeypatch)
    monkeypatch.setenv("HOME", str(machine))
    for bundle, name in (
        ("Microsoft Edge", "Microsoft Edge"),
        ("Google Chrome", "Google Chrome"),
        ("Inkscape", "inkscape"),
    ):
        folder = machine / "Applications" / f"{bundle}.app" / "Contents" / "MacOS"
        folder.mkdir(parents=True)
        script(folder, name, "")
    assert [program.name for program in found()] == ["inkscape", "Google Chrome"]
    assert named("edge").name == "Microsoft Edge"
    with pytest.raises(ConverterFault):
        named("chromium")


def test_on_windows_programs_are_found_where_their_installers_put_them(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("win32", monkeypatch)
    for variable in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
        monkeypatch.setenv(variable, str(machine / variable))
    # This system joins with other signs: the tables are what is Windows' own.
    monkeypatch.setattr(
        programs,
        "_WINDOWS",
        {kind: tuple(path.replace("\\", "/") for path in paths) for kind, paths in programs._WINDOWS.items()},
    )
    edge = machine / "PROGRAMFILES(X86)" / "Microsoft" / "Edge" / "Application"
    inkscape = machine / "PROGRAMFILES" / "Inkscape" / "bin"
    for folder, name in ((edge, "msedge.exe"), (inkscape, "inkscape.exe")):
        folder.mkdir(parents=True)
        script(folder, name, "")
    script(machine, "rsvg-convert.exe", "")
    script(machine, "resvg.bat", "")  # which would need a shell
    assert [program.name for program in found()] == ["rsvg-convert", "inkscape", "msedge"]
    assert how_to_install() == "install Inkscape, or Microsoft Edge or Chrome"


@pytest.mark.parametrize(
    ("installer", "line"),
    [
        ("apt-get", "apt-get install librsvg2-bin brings rsvg-convert; "),
        ("dnf", "dnf install librsvg2-tools brings"),
        ("pacman", "pacman -S librsvg brings"),
        ("apk", "apk add rsvg-convert brings"),
        ("zypper", "zypper install rsvg-convert brings"),
        ("brew", "brew install librsvg brings"),
        ("none", "install rsvg-convert (librsvg); Inkscape, Chromium and Chrome do as well"),
    ],
)
def test_what_to_install_is_said_as_this_system_does_it(machine: Path, installer: str, line: str) -> None:
    script(machine, installer, "")
    assert how_to_install().startswith(line)
