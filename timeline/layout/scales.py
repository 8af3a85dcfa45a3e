"""The one door to all scales, and what each of them has to tell the reader."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.dates import Date, Zone
from timeline.languages import EN, Language
from timeline.layout.breaks import broken, linear
from timeline.layout.extents import Extent, Window
from timeline.layout.scale import Before, Scale


def choose(
    name: str,
    reaches: Sequence[Extent],
    units: Sequence[str],
    low: float,
    high: float,
    *,
    weights: Sequence[float] | None = None,
    as_of: Date | None = None,
    window: Window = (None, None),
    language: Language = EN,
) -> Scale:
    """The scale of that name, one of ``model.table.SCALES``, for an axis from ``low`` to ``high`` in px.

    ``reaches`` are the extents of all events and ``units`` those of their dates; there is at least one.
    ``weights``, for an axis that runs down, are the px that each event's label needs along it, 0 for none:
    then the axis is shared out by size. ``as_of`` is the author's today, and the ``window`` the time that may
    be shown, to which the reaches are clipped already. Raises ``ValueError`` for another name.
    """
    match name:
        case "linear":
            return linear(reaches, units, low, high, weights=weights, window=window)
        case "auto" | "breaks":
            eager = name == "breaks"
            return broken(
                reaches, units, low, high, eager=eager, weights=weights, window=window, language=language
            )
        case "even":
            from timeline.layout.even import even  # rare, and start-up is to be fast

            return even(reaches, units, low, high, weights=weights, window=window)
        case "log":
            from timeline.layout.log import log  # rare, too

            today = None if as_of is None or as_of.last is None else as_of.last + 1
            return log(reaches, low, high, as_of=today, window=window)
    raise ValueError(f"there is no scale {name!r}")


def note(scale: Scale, zone: Zone, language: Language = EN) -> str | None:
    """What a reader has to know about the scale, in a sentence; None for one that is to scale throughout."""
    match scale.kind:
        case "breaks":
            return language.say("notes.cuts")
        case "even":
            return language.say("notes.even")
        case "log" if isinstance(scale.bent, Before):
            from timeline.layout.log_ticks import said  # rare, as above

            date, at_its_end = said(scale.bent, zone, language)
            return language.say("notes.log_end" if at_its_end else "notes.log", date=date)
    return None
