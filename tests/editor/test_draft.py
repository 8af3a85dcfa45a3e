"""The text with its history: whatever is done can be taken back, and done again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.editor.draft import Draft
from timeline.source.splices import LONG, Splice, difference

TEXTS = st.text("ab\n😀é", max_size=12)


@given(TEXTS, TEXTS)
def test_a_difference_makes_the_one_text_of_the_other(old: str, new: str) -> None:
    text = old
    for splice in difference(old, new):
        assert text[splice.at : splice.at + len(splice.removed)] == splice.removed
        text = splice.apply(text)
    assert text == new


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["x", "yy", ""])), max_size=8))
def test_of_a_long_text_with_as_many_lines_only_lines_differ(changes: list[tuple[int, str]]) -> None:
    lines = [f"line {number:4} of the text, which is longer than it need be\n" for number in range(100)]
    others = list(lines)
    for number, put in changes:
        others[number] = others[number][:5] + put + others[number][6:]
    old, new = "".join(lines), "".join(others)
    splices, text = difference(old, new), old
    for splice in splices:
        text = splice.apply(text)
    assert text == new
    assert sum(len(splice.removed) + len(splice.put) for splice in splices) <= 2 * LONG


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), TEXTS, st.sampled_from(["", "title", "summary"])),
        st.tuples(st.sampled_from(["undo", "redo", "save"]), st.just(""), st.just("")),
    ),
    max_size=20,
)


@given(TEXTS, STEPS)
def test_every_revision_can_be_had_and_every_step_taken_back(
    first: str, steps: list[tuple[str, str, str]]
) -> None:
    draft, texts = Draft(first), [first]
    for what, text, name in steps:
        if what == "change":
            draft.change(difference(draft.text, text), "a change", name)
        elif what == "undo":
            draft.undo()
        elif what == "redo":
            draft.redo()
        else:
            draft.close_step()
        if len(texts) < draft.revision:
            texts.append(draft.text)
    for revision, text in enumerate(texts, 1):
        assert draft.at(revision) == text
        shown = text.encode("utf-16-le")
        for at, removed, put in draft.shown(draft.since(revision), revision):
            shown = shown[: 2 * at] + put.encode("utf-16-le") + shown[2 * (at + removed) :]
        assert shown.decode("utf-16-le") == draft.text
    last = draft.text
    count = 0
    while draft.undo():
        count += 1
    assert draft.text == first
    for _ in range(count):
        draft.redo()
    assert draft.text == last


def typed(draft: Draft, text: str, name: str = "") -> None:
    draft.change(difference(draft.text, text), f"make it {text}", name)


def test_changes_of_one_name_that_follow_each_other_are_one_step() -> None:
    draft = Draft("")
    for text in ("a", "ab", "abc"):
        typed(draft, text, "title")
    typed(draft, "abc!", "summary")
    draft.undo()
    assert draft.text == "abc"
    draft.undo()
    assert draft.text == ""
    assert draft.redo() == "make it a"
    assert draft.text == "abc"


def test_changes_without_a_name_and_those_after_a_save_are_steps_of_their_own() -> None:
    draft = Draft("")
    typed(draft, "a")
    typed(draft, "ab")
    draft.undo()
    assert draft.text == "a"
    typed(draft, "ax", "title")
    draft.close_step()
    typed(draft, "axy", "title")
    draft.undo()
    assert draft.text == "ax"


def test_a_new_change_drops_what_was_taken_back() -> None:
    draft = Draft("")
    typed(draft, "a")
    draft.undo()
    assert (draft.undo_label, draft.redo_label) == (None, "make it a")
    typed(draft, "b")
    assert (draft.undo_label, draft.redo_label) == ("make it b", None)
    assert draft.redo() is None
    assert draft.text == "b"


def test_a_change_of_nothing_is_no_step_and_keeps_what_was_taken_back() -> None:
    draft = Draft("")
    typed(draft, "a")
    draft.undo()
    typed(draft, "")
    assert draft.revision == 3
    assert draft.redo_label == "make it a"


def test_a_splice_knows_its_way_back() -> None:
    splice = Splice(1, "b", "xyz")
    assert splice.back().apply(splice.apply("abc")) == "abc"
