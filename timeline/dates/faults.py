"""What can be wrong with a date or a zone: the codes, and the one exception that carries them."""

from __future__ import annotations

CODES = {
    "date-syntax": "the text is not a date as EDTF writes dates",
    "date-year": "the year has more digits than a calendar can use",
    "date-month": "there is no such month, season or quarter",
    "date-day": "there is no such day in this month",
    "date-time": "there is no such time of day",
    "date-offset": "there is no such offset from UTC",
    "date-order": "the end is before the start",
    "date-gap": "the clocks of the zone never showed this time",
    "date-fold": "the clocks of the zone showed this time twice",
    "zone-unknown": "no time zone has this name",
}


class DateFault(ValueError):  # noqa: N818  # a fault in what somebody wrote, and not an error of the program
    """A date or zone that cannot be read.

    ``code`` is a key of ``CODES``. ``message`` says what was read and what is wrong with it. ``column`` (from
    1) and ``length`` (at least 1) mark the place in the text; at the end of the text, ``column`` is one past
    it. ``help`` is the way out, where there is one to tell; ``fix`` is what was meant, where it can be one
    thing only.
    """

    def __init__(
        self,
        code: str,
        message: str,
        column: int = 1,
        length: int = 1,
        help: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(f"{message}; {help}" if help else message)
        self.code = code
        self.message = message
        self.column = column
        self.length = length
        self.help = help
        self.fix = fix

    def __reduce__(self) -> tuple[type[DateFault], tuple[str, str, int, int, str | None, str | None]]:
        return DateFault, (self.code, self.message, self.column, self.length, self.help, self.fix)

    def at(self, column: int, length: int) -> DateFault:
        """The same fault with another place."""
        return DateFault(self.code, self.message, column, length, self.help, self.fix)


def quote(text: str) -> str:
    """A text for a message: in quotes, cut where it is long, with what cannot be printed as its code."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown) + '"'
