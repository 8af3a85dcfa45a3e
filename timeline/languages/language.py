"""What a picture and a page need to know of a language.

Every text that we write stands in the table of its language as one whole phrase with named places in braces,
because languages order words differently; none is glued from fragments. Keys are the same in all tables.
Three endings of keys mean variants, and these are there only where a language needs them:

    .one .few .many .other …   by the number in {count}: the plural categories of Unicode's CLDR
    .short                     for a picture, where "Jul" stands for "July"
    .governed                  of a date's pattern: in the case that words such as "since" ask for
    .year .month .day          of a phrase around a date ("since.day"): for a plain date of that unit

Numbers have Western digits but in Persian and Pashto, where printed matter has its own throughout; in Arabic
both are in use, and the Western ones are read everywhere. Years are always of the Gregorian calendar, which
the events file is written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

Large: TypeAlias = "tuple[tuple[int, Mapping[str, str]], ...]"
"""Great numbers of years by size, the greatest first: how many years make one, and "{number} million years"
by the plural category of the number."""


ENDINGS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।")
"""How sentences end, in any of the scripts."""


def running(sentences: Iterable[str]) -> str:
    """Sentences one after the other: with a blank between them, but for those that end in a wide stop."""
    return " ".join(sentences).replace("。 ", "。")


def alike(key: str, categories: str, text: str) -> dict[str, str]:
    """A phrase that is the same in all ``categories`` of number, as entries of a table."""
    return {f"{key}.{category}": text for category in categories.split()}


def _filled(phrase: str, values: Mapping[str, object]) -> str:
    """A phrase with its places filled. Where it ends in what brings a stop of its own, as "44 v. Chr." and
    "25 июля 2025 г." do, there is no second one.
    """
    text = phrase.format_map(values)
    return text[:-1] if text.endswith("..") and phrase.endswith("}.") else text


class Language(NamedTuple):
    """The facts and phrases of one language.

    ``months`` are as in a date with a day, ``months_alone`` as in "July 2025" and on an axis; the short ones
    likewise. ``plural`` gives the category of a number from its whole part and the digits of its fraction.
    ``lakhs`` groups digits as in 12,34,567, and numbers are grouped from ``grouped_from`` on. ``digits`` are
    the ten digits where they are not the Western ones. ``first`` is the first day of a month where it is
    "1er". ``iso`` says that dates are written as numbers, since there is no table for the tag.
    """

    tag: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_alone_short: tuple[str, ...]
    plural: Callable[[int, str], str]
    large: Large
    large_short: Large
    phrases: Mapping[str, str]
    right_to_left: bool = False
    decimal: str = "."
    thousands: str = ","
    lakhs: bool = False
    grouped_from: int = 1000
    digits: str = ""
    first: str = ""
    ordinal: Callable[[int], str] = str
    iso: bool = False

    def say(self, key: str, **values: object) -> str:
        """The phrase of a key with its places filled. Raises KeyError for a key or a place there is not."""
        return _filled(self.phrases[key], values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """The phrase of a key in the form for ``count``, which fills {count}."""
        phrase = self.phrases[f"{key}.{self.plural(count, '')}"]
        return _filled(phrase, {"count": self.number(count), **values})

    def joined(self, names: list[str], key: str = "list") -> str:
        """Names as a list: "a, b, c" for "list", "a; b" for "list.of_phrases", "a, b and c" for "and" or
        "or".
        """
        if key in ("list", "list.of_phrases"):
            return self.phrases[key].join(names)
        if len(names) == 1:
            return names[0]
        return self.say(key, first=self.phrases["list"].join(names[:-1]), last=names[-1])

    def sentence(self, text: str) -> str:
        """A text with a full stop, where it brings no ending of its own."""
        return text if text.rstrip().endswith(ENDINGS) else text + self.phrases["stop"]

    def number(self, number: int, fraction: str = "") -> str:
        """A whole number that is not negative, its thousands set apart, and the digits of its fraction."""
        text = str(number)
        if number >= self.grouped_from:
            step, head, groups = (2 if self.lakhs else 3), text[:-3], [text[-3:]]
            while head:
                head, groups = head[:-step], [head[-step:], *groups]
            text = self.thousands.join(groups)
        return self.in_digits(text + (self.decimal + fraction if fraction else ""))

    def in_digits(self, text: str) -> str:
        """A text of Western digits in those of the language."""
        return text.translate(dict(zip(range(48, 58), self.digits, strict=True))) if self.digits else text

    def day(self, day: int) -> str:
        """A day of the month."""
        return self.first if day == 1 and self.first else self.in_digits(str(day))

    def amount(self, table: Large, thousandths: int, scale: int) -> str:
        """A great number of years: ``thousandths`` of ``scale``, which is one of those in ``table``."""
        whole, part = divmod(thousandths, 1000)
        fraction = f"{part:03}".rstrip("0") if part else ""
        forms = dict(table)[scale]
        return forms.get(self.plural(whole, fraction), forms["other"]).format(
            number=self.number(whole, fraction)
        )
