"""Whether the fonts of the machine have all characters of a picture, as fontconfig says."""

from __future__ import annotations

from bisect import bisect_right

from timeline.converters.programs import in_path

LAST = 0x10FFFF
"""The last character that there is."""
_PICTURES = 0x1F000  # from here on characters are small pictures


def without_font(words: str) -> str | None:
    """A sentence about a character that no font of this machine has; None where there is none, or where
    nothing tells. A program would draw it as an empty box and call that well done.
    """
    wanted = {one for one in words if not one.isascii() and _is_seen(one)}
    if not wanted or not (program := in_path("fc-list")):
        return None
    held = _held(program)
    missing = sorted(one for one in wanted if held and not _within(ord(one), held))
    if not missing:
        return None
    from unicodedata import name

    first = missing[0]
    called = name(first, "")
    said = f'"{first}" (U+{ord(first):04X}{called and ", "}{called})'
    if len(missing) > 1:
        said += f" and {len(missing) - 1} other{'s' if len(missing) > 2 else ''}"
    package = "core"
    if called.startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA")):
        package = "cjk"
    elif ord(first) >= _PICTURES:
        package = "color-emoji"
    how = f"install one that has (on Debian: apt-get install fonts-noto-{package})"
    return f"no font of this machine has {said}: {how}"


def _is_seen(character: str) -> bool:
    """Whether a character asks for a glyph: letters, marks, numbers, signs, but for the choice of a form."""
    from unicodedata import category

    chooses = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return category(character)[0] in "LMNPS" and not chooses


def _within(character: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether a character is in one of the stretches, which are in order and apart."""
    place = bisect_right(stretches, (character, LAST)) - 1
    return place >= 0 and character <= stretches[place][1]


def _held(program: str) -> list[tuple[int, int]]:
    """The characters that all fonts of the machine have together, in stretches from and to; nothing where
    fontconfig does not say."""
    import subprocess

    try:
        listed = subprocess.run(  # noqa: S603 - as above
            [program, "--format", "%{charset}\n"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
        ).stdout.decode("ascii", "replace")
        stretches = (one.partition("-") for one in set(listed.split()))
        every = sorted((int(low, 16), int(high or low, 16)) for low, _, high in stretches)
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
    apart: list[tuple[int, int]] = []
    for low, high in every:
        if apart and low <= apart[-1][1] + 1:
            apart[-1] = apart[-1][0], max(high, apart[-1][1])
        else:
            apart.append((low, high))
    return apart
