"""Markers in LaTeX, Org and AsciiDoc: a comment there is a line of its own, and so is what begins code and
what ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.embed.syntax.comment import IN_CODE, LIVE, Comment, is_marker, rows

_LATEX = re.compile(r"([ \t]*)%+")
_ORG = re.compile(r"([ \t]*)#+(?=[ \t])")
_ASCIIDOC = re.compile(r"()//(?!/)")

_ENVIRONMENT = re.compile(
    r"\\begin[ \t]*\{("
    r"(?:[BLV]?[Vv]erbatim|spverbatim|alltt|semiverbatim|comment|filecontents|VerbatimOut"
    r"|lstlisting|listing|minted|tcblisting|tcboutputlisting|pyglist|luacode|pycode|asy"
    r")\*?)\}"
)
_DEFINED = re.compile(
    r"\\(?:lstnewenvironment|DefineVerbatimEnvironment|newtcblisting|NewTCBListing|CustomVerbatimEnvironment"
    r"|newverbatim|specialcomment|excludecomment)\*?\s*(?:\[[^\]]*\])?\s*\{([A-Za-z]+\*?)\}"
)
_VERB = re.compile(r"\\(?:verb|lstinline)\*?([^\sA-Za-z*\[{])[^\r\n]*?\1")
_MINTED = re.compile(r"\\newminted(?:\[([A-Za-z]+)\])?\{([A-Za-z]+)\}")


def latex(text: str) -> Iterator[Comment]:
    """Markers in LaTeX. Environments whose content is printed as it stands are code, those that the document
    itself defines as well."""
    begins, end = _environments(text), ""
    for at, line in rows(text):
        if end:
            yield from _line(at, line, _LATEX, IN_CODE)
            if end in line.replace("\\end {", "\\end{"):
                end = ""
            continue
        yield from _line(at, line, _LATEX)
        if "\\begin" in line and (opened := begins.search(_without_comment(line))):
            name = opened[opened.lastindex or 1]
            behind = line[opened.end() :]
            end = "" if f"\\end{{{name}}}" in behind else f"\\end{{{name}}}"


def _environments(text: str) -> re.Pattern[str]:
    """What begins an environment that is code, those included that a document defines."""
    if "\\new" not in text and "nvironment" not in text and "comment{" not in text:
        return _ENVIRONMENT
    names = set(_DEFINED.findall(text))
    names |= {name or f"{language}code" for name, language in _MINTED.findall(text)}
    if not names:
        return _ENVIRONMENT
    listed = "|".join(re.escape(name) for name in sorted(names))
    return re.compile(rf"{_ENVIRONMENT.pattern}|\\begin[ \t]*\{{({listed})\}}")


def _without_comment(line: str) -> str:
    """A line of LaTeX without its code, up to where its comment begins."""
    line = _VERB.sub("", line)
    found = re.match(r"(?:[^%\\]|\\.)*", line)
    return found[0] if found else line


_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_(\w+)", re.IGNORECASE)
_CODE_OF_ORG = ("src", "example", "export", "comment")


def org(text: str) -> Iterator[Comment]:
    """Markers in Org. A block that is never ended is none."""
    last = {
        found[2].lower(): at
        for at, line in rows(text)
        if (found := _BLOCK.match(line)) and found[1].lower() == "end"
    }
    inside = ""
    for at, line in rows(text):
        yield from _line(at, line, _ORG, IN_CODE if inside else LIVE)
        if found := _BLOCK.match(line):
            name, begins = found[2].lower(), found[1].lower() == "begin"
            if inside:
                inside = "" if name == inside and not begins else inside
            elif begins and name in _CODE_OF_ORG and last.get(name, -1) > at:
                inside = name


_DELIMITER = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3}(?=[^`]*$))")
_FRAME = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|\|={3,}|\+)[ \t]*$")
"""What begins or ends a block that has others within, or ties one to an item of a list."""
_ATTRIBUTES = re.compile(r"\[[^\[\]]*\][ \t]*$")
_STYLE = re.compile(
    r"\[(?:source|listing|literal|stem|latexmath|asciimath|pass|verse)\b[^\]]*\]\s*$|\[,[^\]]*\]\s*$"
)


def asciidoc(text: str) -> Iterator[Comment]:
    """Markers in AsciiDoc, whose comments begin in the first column. A paragraph that begins with a blank, or
    below the name of such a style, is code as a whole."""
    delimiter, styled, code, inside = "", False, False, False
    for at, line in rows(text):
        if delimiter:
            yield from _line(at, line, _ASCIIDOC, IN_CODE)
            delimiter = "" if line.rstrip() == delimiter else delimiter
            continue
        opened = _DELIMITER.match(line)
        if opened and (line.rstrip() == opened[1] or opened[1] == "```"):
            delimiter, styled, code, inside = opened[1], False, False, False
        elif not line.strip() or _FRAME.match(line):
            styled = styled and not line.strip()
            code = inside = False
        elif code and not _ATTRIBUTES.match(line):
            yield from _line(at, line, _ASCIIDOC, IN_CODE)
        elif line.startswith("//"):
            yield from _line(at, line, _ASCIIDOC)
        elif _ATTRIBUTES.match(line):
            styled, code, inside = styled or bool(_STYLE.match(line)), False, False
        elif not (styled and line.startswith((".", "["))):
            code = styled or (not inside and line[0] in " \t")
            styled, inside = False, True


def _line(at: int, line: str, sign: re.Pattern[str], standing: str = LIVE) -> Iterator[Comment]:
    """The marker that a line is, if it is one."""
    if (begins := sign.match(line)) and is_marker(line[begins.end() :]):
        inner = at + begins.end()
        yield Comment(at + len(begins[1]), at + len(line), inner, at + len(line), begins[1], standing)
