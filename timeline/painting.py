"""Scenes as PNG and as PDF: by the program itself, or, where it cannot set their words, by another one that
draws their SVG."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.converters import ConverterFault, Converters, Job, Picture
from timeline.records import TYPE_CHECKING, NamedTuple
from timeline.write.typefaces import Faces, Unwritable

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.scene import Scene


class Means(NamedTuple):
    """By what pictures are painted: the fonts that set the words, the other programs that may be asked, and
    how many pixels of a PNG a CSS pixel has."""

    faces: Faces
    converters: Converters
    density: float


def means(faces: Faces | None, converters: Converters | None, density: float | None) -> Means:
    """The same, with the fonts and the programs of the machine where none are given. Raises ``ValueError``
    for a program that the environment names and that is not there."""
    from timeline.write.png import DENSITY

    return Means(faces or Faces(), converters or Converters(), DENSITY if density is None else density)


def painted(
    scenes: Sequence[Scene],
    format: str,
    by: Means,
    title: str | None,
    said: Sequence[Provenance | None],
) -> list[bytes]:
    """A PNG for each of the scenes, or one PDF with all of them, called by the ``title``. ``said`` is what
    each file says of where it comes from.

    Raises ``Unwritable`` where nothing can draw the words, and ``ValueError`` where the program that somebody
    asked for does not draw it.
    """
    forced = by.converters.program is not None
    if forced and by.faces.are_named:
        if by.converters.is_explicit:
            raise ValueError(
                "a font that is named is for the program's own hand; another one takes those of the machine"
            )
        forced = False  # what is said here counts more than what is said once for all
    if forced:
        return _converted(scenes, format, by, title, said)
    try:
        return _own(scenes, format, by, title, said)
    except Unwritable as refusal:
        if not refusal.by_converter:
            raise
        try:
            if by.faces.are_named:
                raise ConverterFault(
                    "leave out the font, and another program may draw it in those of the machine"
                )
            contents = _converted(scenes, format, by, title, said)
        except ConverterFault as fault:
            raise Unwritable(f"{refusal}; {fault}", by_converter=True, cause=refusal.cause) from None
        by.converters.cause = refusal.cause
        return contents


def _own(
    scenes: Sequence[Scene], format: str, by: Means, title: str | None, said: Sequence[Provenance | None]
) -> list[bytes]:
    if format == "pdf":
        from timeline.write.pdf import pdf  # late, like all writers

        return [pdf(scenes, by.faces, title, said[0])]
    from timeline.write.png import png

    return [png(scene, by.faces, by.density, made) for scene, made in zip(scenes, said, strict=True)]


def _converted(
    scenes: Sequence[Scene], format: str, by: Means, title: str | None, said: Sequence[Provenance | None]
) -> list[bytes]:
    """The same by another program. Raises ``ConverterFault``, and ``ValueError`` for too large a picture."""
    from timeline.write import foreign, svg
    from timeline.write.png import size

    sizes = [size(scene, by.density) for scene in scenes] if format == "png" else []

    def accepted(contents: list[bytes], program: str) -> list[bytes]:
        told = [made and made._replace(fonts=program) for made in said]
        if format == "pdf":
            return [foreign.pdf(contents[0], scenes, title, told[0])]
        every = zip(contents, scenes, sizes, told, strict=True)
        return [
            foreign.png(content, scene, pixels, by.density, made) for content, scene, pixels, made in every
        ]

    pictures = [
        Picture(
            svg(scene._replace(dark=None), f"p{number}"), scene.width, scene.height, scene.title, scene.lang
        )
        for number, scene in enumerate(scenes, 1)
    ]
    return by.converters.draw(Job(pictures, format, by.density), accepted)
