"""Labels in a row: the least movement that keeps them apart.

Labels in a given order, each wanting a place, must not overlap. Write each one's place as what remains when
the sizes and gaps of those before it are taken off: "no overlap" becomes "never decreasing", and the places
that need the least movement (least squares) are an isotonic regression. Pooling adjacent violators solves it
exactly in linear time (Ayer et al., Annals of Mathematical Statistics 26, 1955), and where the row has ends,
clamping that answer to them is exact again: a pool keeps its members, only its level moves.
"""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float],
    sizes: Sequence[float],
    gap: float = 0.0,
    low: float = 0.0,
    high: float = float("inf"),
) -> list[float]:
    """The left edges of boxes in their given order, as near as can be to the ``wanted`` left edges.

    The boxes have ``sizes``, stay ``gap`` apart and lie between ``low`` and ``high``; all in px. The answer
    has the least sum of squared movements that there is. Raises ValueError where the boxes do not fit between
    the ends.
    """
    offsets: list[float] = []
    taken = 0.0
    for size in sizes:
        offsets.append(taken)
        taken += size + gap
    room = high - low - (taken - gap if offsets else 0.0)
    if room < -1e-6:
        raise ValueError(f"boxes of {taken - gap:g} px in all do not fit into {high - low:g} px")
    ceiling = low + max(room, 0.0)
    level = _never_decreasing([place - offset for place, offset in zip(wanted, offsets, strict=True)])
    return [min(max(place, low), ceiling) + offset for place, offset in zip(level, offsets, strict=True)]


def _never_decreasing(values: Sequence[float]) -> list[float]:
    """The never-decreasing sequence nearest to ``values``: pools of neighbours, each at its mean."""
    means: list[float] = []
    counts: list[int] = []
    for value in values:
        mean, count = value, 1
        while means and means[-1] >= mean:
            before = counts.pop()
            mean = (means.pop() * before + mean * count) / (before + count)
            count += before
        means.append(mean)
        counts.append(count)
    return [mean for mean, count in zip(means, counts, strict=True) for _ in range(count)]
