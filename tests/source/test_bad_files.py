"""Each fault of a text has a file in ``bad/``, with the words that are expected of it."""

from pathlib import Path

import pytest

from tests import bad_files
from timeline import source

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize("name", bad_files.names(BAD))
def test_a_bad_file_is_told_in_the_words_beside_it(name: str) -> None:
    text, faults = source.decode((BAD / f"{name}.json").read_bytes())
    if text or not faults:
        faults = faults + source.place([], source.read(text))
    bad_files.compare(BAD, name, source.show(faults, text, f"{name}.json"))
