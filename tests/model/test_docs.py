"""The pages on the document and on the diagnostics say what the tables say, no more and no less."""

import ast
import re
from pathlib import Path

import pytest

from timeline.model import CODES
from timeline.model.table import PALETTE, RECORDS

ROOT = Path(__file__).parents[2]


def test_the_page_lists_every_code_with_its_one_line() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text()
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(code, entry.severity, entry.summary) for code, entry in CODES.items()]


def codes_in_the_source() -> set[str]:
    """Every text in the two rooms that looks like a code and stands where a code stands."""
    found = set()
    for path in [*(ROOT / "timeline/source").glob("*.py"), *(ROOT / "timeline/model").glob("*.py")]:
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = 1 if name == "Pattern" else 0
            if name in ("fault", "Fault", "Problem", "refuse", "Pattern") and len(node.args) > at:
                code = node.args[at]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def test_every_code_is_used_and_every_used_code_is_in_the_table() -> None:
    from_dates = {code for code in CODES if code.startswith(("date-", "zone-"))} - {"date-plain"}
    assert codes_in_the_source() == set(CODES) - from_dates


@pytest.mark.parametrize("code", CODES)
def test_a_help_tells_more_than_the_line(code: str) -> None:
    entry = CODES[code]
    assert "\n" not in entry.summary
    assert not entry.summary.endswith(".")
    assert len(entry.help) > len(entry.summary) or code in ("link-self", "group-unused", "json-empty")
    assert all(len(line) <= 115 for line in entry.help.splitlines())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record.name))
def test_the_page_lists_every_key_of_a_record(record: object) -> None:
    name, rows = record.name, record.rows  # type: ignore[attr-defined]
    page = (ROOT / "docs" / "document.md").read_text()
    section = page.split(f"## {name}\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)`( \*)? \| .* \| (.*) \|$", section, re.MULTILINE)
    assert listed == [
        (row.key, " *" if row.required else "", f"{row.about} {row.more}".strip()) for row in rows
    ]


def test_the_page_names_every_colour() -> None:
    page = (ROOT / "docs" / "document.md").read_text()
    assert all(f"`{name}`" in page for name in PALETTE)
