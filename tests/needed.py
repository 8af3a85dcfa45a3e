"""Programs and modules that a test needs: where one is missing the test is skipped, but in a CI it fails."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Ends a test for which something is missing on this machine."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}, and a CI must have it", pytrace=False)
    pytest.skip(what)


def program(name: str, package: str = "") -> str:
    """The path of a program, which a package of Debian has."""
    found = shutil.which(name)
    return found or missing(f"no {name} on this machine{package and f' (Debian: {package})'}")
