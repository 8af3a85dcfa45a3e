"""Our named tuples beside those of ``typing``: the same class bodies, the same behaviour."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from timeline import records


class Ours(records.NamedTuple):
    """A place on a page."""

    x: int
    y: int = 2
    note: str | None = None

    @property
    def sum(self) -> int:
        """x and y."""
        return self.x + self.y


class Theirs(typing.NamedTuple):
    """A place on a page."""

    x: int
    y: int = 2
    note: str | None = None

    @property
    def sum(self) -> int:
        """x and y."""
        return self.x + self.y


CALLS: list[Callable[[Any], object]] = [
    lambda make: make(1),
    lambda make: make(1, 3),
    lambda make: make(1, note="n"),
    lambda make: make(note="n", y=5, x=4),
    lambda make: make(1, 2, "n"),
    lambda make: make._make([7, 8, "n"]),
    lambda make: make(1)._replace(note="r"),
    lambda make: make(1).sum,
    lambda make: make(1)._asdict(),
    lambda make: (make._fields, make._field_defaults, make.__match_args__, make.__doc__),
    lambda make: repr(make(1, note="n")).partition("(")[2],
    lambda make: (make(1) == (1, 2, None), hash(make(1)) == hash((1, 2, None)), make(1) < make(2)),
    lambda make: [*make(1)],
    lambda make: type(copy.copy(make(1))) is make,
    lambda make: type(pickle.loads(pickle.dumps(make(1)))) is make,  # noqa: S301 - our own bytes
    lambda make: hasattr(make(1), "__dict__"),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_named_tuple_does_what_that_of_typing_does(call: Callable[[Any], object]) -> None:
    assert call(Ours) == call(Theirs)


WRONG: list[Callable[[Any], object]] = [
    lambda make: make(),
    lambda make: make(1, 2, "n", 4),
    lambda make: make(1, x=1),
    lambda make: make(1, z=1),
    lambda make: make._make([1]),
]


@pytest.mark.parametrize("call", WRONG)
@pytest.mark.parametrize("make", [Ours, Theirs])
def test_a_named_tuple_refuses_values_that_do_not_fit(make: Any, call: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        call(make)


def test_the_fields_of_a_named_tuple_cannot_be_changed() -> None:
    place: Any = Ours(1)
    with pytest.raises(AttributeError):
        place.x = 2


def test_a_named_tuple_can_be_matched_by_its_fields() -> None:
    match Ours(1, 3):
        case Ours(x, y):
            assert (x, y) == (1, 3)
