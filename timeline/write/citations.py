"""A source as a reader's own papers cite it: in plain words, for BibTeX, and as CSL-JSON.

The file does not say what kind of thing a source is, so no kind is guessed: what has an address on the web is
a page there, anything else a document. Of dates each form takes what it can say: BibTeX and CSL-JSON have
fields for plain dates and for "circa", CSL-JSON for two of them and for seasons as well; all other dates are
given in words, so that no doubt is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from timeline.dates import Date, around, words
from timeline.languages import Language
from timeline.model import Source
from timeline.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    Fields: TypeAlias = list[tuple[str, str]]

SPECIALS = {
    **{ord(one): f"\\{one}" for one in "&%$#_"},
    ord("\\"): r"\textbackslash{}",
    ord("{"): r"\textbraceleft{}",  # BibTeX counts braces, a backslash before them or not
    ord("}"): r"\textbraceright{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}
"""Characters that mean something to LaTeX, and how it prints them."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names, which each style prints in its language."""

_URL_SPECIALS = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}


def citation(source: Source, language: Language, key: str | None = None) -> dict[str, object]:
    """``text``, ``bibtex`` and ``csl`` of a source, with the words of ``language`` where words are needed."""
    return {
        "text": reference(source, language),
        "bibtex": bibtex(source, language, key),
        "csl": csl(source, language),
    }


def reference(source: Source, language: Language) -> str:
    """Who, what, where, when, and where to read it, in sentences; the address in full."""
    parts = language.phrases["source.parts"]
    who = f"{source.author}{parts}" if source.author else ""
    dated = words(source.date, language=language) if source.date else None
    sentences = [language.sentence(who + source.title)]
    if where := parts.join(filter(None, (source.publisher, dated))):
        sentences.append(language.sentence(where))
    if source.note:
        sentences.append(language.sentence(" ".join(source.note.split())))
    if source.url:
        sentences.append(source.url)
    if source.accessed:
        sentences.append(language.sentence(around("source.read", source.accessed, language)))
    return " ".join(sentences)


# BibTeX


def bibtex(source: Source, language: Language, key: str | None = None) -> str:
    """An entry for BibTeX and biblatex. Names and titles are in two pairs of braces: kept as they are.
    ``key`` is what it is cited by, made from the id where it is None."""
    in_words = words(source.date, language=language) if source.date else ""
    has_field = source.date is None or _plain(source.date) or _edtf(source.date)
    note = " ".join(filter(None, ("" if has_field else language.sentence(in_words), source.note)))
    fields = [
        ("author", _braced(source.author)),
        ("title", _braced(source.title)),
        ("organization", _braced(source.publisher)),
        *_bibtex_date(source.date, in_words),
        ("url", f"{{{source.url.translate(_URL_SPECIALS)}}}" if source.url else ""),
        ("urldate", f"{{{_day(source.accessed)}}}" if source.accessed else ""),
        ("note", f"{{{latex(note)}}}" if note else ""),
    ]
    kind = "online" if _is_on_the_web(source) else "misc"
    lines = [f"  {name} = {value}," for name, value in fields if value]
    return "\n".join((f"@{kind}{{{key or _key(source.id)},", *lines, "}"))


def keys(ids: Iterable[str]) -> dict[str, str]:
    """What each source is cited by in BibTeX: its id, without what a key cannot have. No two of them are the
    same, nor differ in capitals alone, which BibTeX takes for the same."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        wanted = _key(id)
        key, number = wanted, 1
        while key.lower() in taken:
            number += 1
            key = f"{wanted}-{number}"
        taken.add(key.lower())
        made[id] = key
    return made


def bibliography(sources: Iterable[Source], keys: Mapping[str, str], language: Language) -> str:
    """A file for BibTeX and biblatex with these sources in their order, each by its key in ``keys``."""
    entries = [bibtex(source, language, keys[source.id]) for source in sources]
    return "\n\n".join(entries) + "\n" if entries else "% No event cites a source.\n"


def latex(text: str) -> str:
    """A text as LaTeX prints it, in one line."""
    return " ".join(text.split()).translate(SPECIALS)


def _key(id: str) -> str:
    return re.sub(r"[^\w.-]", "", id) or "source"


def _braced(text: str | None) -> str:
    return f"{{{{{latex(text)}}}}}" if text else ""


def _bibtex_date(date: Date | None, in_words: str) -> Fields:
    """The fields for a date that there are fields for. Typst refuses a whole file for the sake of a year that
    is no number, but for a date that biblatex knows, beside which it does not look at the year; BibTeX's own
    styles print the year as it stands."""
    parts = _plain(date)
    if date is None:
        return []
    if not parts:
        known = _edtf(date)
        return [("date", f"{{{known}}}"), ("year", f"{{{latex(in_words)}}}")] if known else []
    names = [("year", str(parts[0])), *([("month", MONTHS[parts[1] - 1])] if parts[1:] else [])]
    return [*names, *([("day", str(parts[2]))] if parts[2:] else [])]


def _edtf(date: Date) -> str:
    """A date as biblatex writes one that is approximate as a whole, or before our era; empty for others: of
    these biblatex, pandoc and Typst read what they do not say."""
    if date.form != "date" or date.unspecified or date.uncertain or date.unit not in ("year", "month", "day"):
        return ""
    parts = date.parts
    if parts is None or parts.year.significant or not -10000 < parts.year.value < 10000:
        return ""
    if date.approximate:
        return date.text if date.text.endswith("~") and date.text.count("~") == 1 else ""
    return date.text if parts.year.value < 1 else ""


def _day(date: Date) -> str:
    """A date of access, as EDTF: biblatex reads the plain ones, and the others print as they are."""
    return date.text.partition("T")[0]


# CSL-JSON


def csl(source: Source, language: Language) -> dict[str, object]:
    """An item of CSL-JSON (schema 1.0.2)."""
    online = _is_on_the_web(source)
    item: dict[str, object] = {
        "id": source.id,
        "type": "webpage" if online else "document",
        "title": source.title,
    }
    if source.author:
        item["author"] = [{"literal": source.author}]
    if source.publisher:
        item["container-title" if online else "publisher"] = source.publisher
    if source.date:
        item["issued"] = csl_date(source.date, language)
    if source.accessed:
        item["accessed"] = csl_date(source.accessed, language)
    if source.url:
        item["URL"] = source.url
    if source.note:
        item["note"] = source.note
    return item


def csl_json(sources: Iterable[Source], language: Language) -> str:
    """A file of CSL-JSON with these sources in their order."""
    import json  # the page prints its data by itself

    return json.dumps([csl(source, language) for source in sources], ensure_ascii=False, indent=2) + "\n"


def csl_date(date: Date, language: Language) -> dict[str, object]:
    """A date variable of CSL-JSON. One that its fields cannot say is given in words; times of day are left
    out."""
    said: dict[str, object] = {"literal": words(date, language=language)}
    ends = [date.start, date.end] if date.form == "interval" else [date]
    found = [_csl_parts(end) for end in ends]
    seasons = [season for _, season in found if season]
    if date.form in ("one", "all") or not all(parts for parts, _ in found) or (seasons and len(ends) > 1):
        return said
    doubtful = date.approximate or date.uncertain
    if doubtful and (len(ends) > 1 or _is_doubtful_in_part(date)):
        return said
    made: dict[str, object] = {"date-parts": [parts for parts, _ in found]}
    if seasons:
        made["season"] = seasons[0]
    if doubtful:
        made["circa"] = True
    return made


def _csl_parts(date: Date | None) -> tuple[list[int], int]:
    """Year, month and day of a date, and the season from 1, 0 for none; no numbers where it has others."""
    if date is not None and date.unit == "season" and not date.unspecified and (parts := date.parts):
        year = parts.year.value
        return ([year] if 0 < year < 10000 else []), (int(parts.month) - 21) % 4 + 1
    return _numbers(date), 0


def _is_doubtful_in_part(date: Date) -> bool:
    parts = date.parts
    if parts is None:
        return True
    written = [parts.year, parts.month, parts.day]
    return len({doubt for part, doubt in zip(written, parts.doubts, strict=True) if part}) > 1


def _plain(date: Date | None) -> list[int]:
    """The numbers of a date that is in no doubt; none for any other."""
    return [] if date is None or date.approximate or date.uncertain else _numbers(date)


def _numbers(date: Date | None) -> list[int]:
    """Year, month and day, as many as are written, of the years 1 to 9999; none where a digit is open."""
    if date is None or date.form != "date" or date.unspecified:
        return []
    parts = date.parts
    if parts is None or parts.year.significant or not 0 < parts.year.value < 10000:
        return []
    if parts.month and int(parts.month) > 12:
        return []
    return [parts.year.value, *(int(part) for part in (parts.month, parts.day) if part)]


def _is_on_the_web(source: Source) -> bool:
    return source.url is not None and not source.url.lower().startswith("mailto:")
