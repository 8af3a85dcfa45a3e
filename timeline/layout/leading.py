"""How high a line of text is, by its script.

Letters of most scripts keep within 1.27 of the type size from line to line. Marks above and below the letters
of Thai, of the Indic scripts and of Arabic do not: in Noto fonts, which most systems show them in, ink of two
lines meets at that distance. The factors leave a little air between the highest and the lowest marks.
"""

from __future__ import annotations

USUAL = 1.27
_TALL = (
    ("\u0600", "\u08ff", 1.45),  # Arabic
    ("\u0900", "\u0dff", 1.5),  # Devanagari … Sinhala
    ("\u0e00", "\u0eff", 1.6),  # Thai, Lao
    ("\u1000", "\u109f", 1.6),  # Myanmar
    ("\u1780", "\u17ff", 1.6),  # Khmer
)


def leading(size: float, *texts: str) -> float:
    """From one baseline to the next, in px, for lines of these texts in type of ``size`` px."""
    factor = USUAL
    for text in texts:
        if not text.isascii():
            for low, high, needed in _TALL:
                if needed > factor and any(low <= character <= high for character in text):
                    factor = needed
    return round(size * factor, 1)
