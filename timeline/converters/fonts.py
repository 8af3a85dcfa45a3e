"""Whether the fonts of the machine have all characters of a picture, as fontconfig says."""

from __future__ import annotations

from timeline.converters.programs import in_path


def without_font(words: str) -> str | None:
    """A sentence about a character that no font of this machine has; None where there is none, or where
    nothing tells. A program would draw it as an empty box and call that well done.
    """
    wanted = {one for one in words if not one.isascii() and _is_seen(one)}
    if not wanted or not (program := in_path("fc-list")):
        return None
    held = _held(program)
    missing = sorted(one for one in wanted if held and not any(low <= ord(one) <= high for low, high in held))
    if not missing:
        return None
    from unicodedata import name

    first = missing[0]
    said = f'"{first}" (U+{ord(first):04X}{", " if name(first, "") else ""}{name(first, "")})'
    if len(missing) > 1:
        said += f" and {len(missing) - 1} other characters"
    how = " (on Debian: apt-get install fonts-noto-core fonts-noto-cjk)"
    return f"no font of this machine has {said}: install one that has{how}"


def _is_seen(character: str) -> bool:
    """Whether a character asks for a glyph: letters, marks, numbers, signs, but for the choice of a form."""
    from unicodedata import category

    return category(character)[0] in "LMNPS" and not 0xFE00 <= ord(character) <= 0xFE0F


def _held(program: str) -> list[tuple[int, int]]:
    """The characters that all fonts of the machine have together, from and to; nothing where fontconfig does
    not say."""
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
        return [(int(low, 16), int(high or low, 16)) for low, _, high in stretches]
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
