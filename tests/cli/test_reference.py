"""The command reference says what the commands say."""

from __future__ import annotations

from tests.cli.program import ROOT
from tests.cli.reference import reference


def test_the_command_reference_is_made_from_the_help() -> None:
    assert (ROOT / "docs/commands.md").read_text("utf-8") == reference(), (
        "to renew it: python -m tests.cli.reference > docs/commands.md"
    )
