"""Each fault of a document has a file in ``bad/``, with the words that are expected of it."""

from pathlib import Path

import pytest

from tests import bad_files
from timeline import model, source

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize("name", bad_files.names(BAD))
def test_a_bad_file_is_told_in_the_words_beside_it(name: str) -> None:
    text, faults = source.decode((BAD / f"{name}.json").read_bytes())
    reading = source.read(text)
    _, problems = model.check(reading.value, complete=reading.complete)
    bad_files.compare(BAD, name, source.show(faults + source.place(problems, reading), text, f"{name}.json"))
