"""The long description: all that a picture says, in running words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline import pipeline
from timeline.model.order import in_time, source_numbers

GALLERY = sorted((Path(__file__).parents[1] / "gallery").glob("*.json"))

FULL: dict[str, Any] = {
    "title": "Who knew what",
    "subtitle": "and when",
    "as_of": "2026-03-06",
    "groups": [{"id": "policy", "title": "Policy"}, {"id": "war", "title": "War"}],
    "eras": [{"date": f"19{n}0/19{n}9", "title": f"Era {n}"} for n in range(1, 6)],
    "sources": {"daily": {"title": "Accounts", "publisher": "The Daily"}, "web": {"title": "A page"}},
    "events": [
        {
            "id": "ban", "date": "2025-07-25", "title": "A ban", "group": "policy", "status": "alleged",
            "summary": "They name accounts\n\nand groups.",
            "sources": [
                "daily",
                {"source": "web", "date": "2025-07-26"},
                {"source": "daily", "stance": "disputes"},
            ],
            "figures": [{"value": "481", "label": "accounts", "source": "web"}],
            "links": [{"to": "vote", "label": "suspends"}, {"to": "end"}],
        },
        {"id": "vote", "date": "[2025-08-01,2025-08-02]", "title": "Was there a vote?", "group": "war"},
        {"id": "end", "date": "2025-09", "title": "The end"},
    ],
}  # fmt: skip


def paragraphs(document: dict[str, Any], **options: Any) -> list[str]:
    tl = timeline.loads(json.dumps(document))
    told = pipeline.describe(tl, "prose", **options)
    assert told.endswith("\n")
    return told.rstrip("\n").split("\n\n")


def test_an_event_is_told_whole() -> None:
    said = paragraphs(FULL)
    assert said[:2] == ["Who knew what", "and when"]
    assert said[3] == (
        "25 July 2025 · alleged: A ban. They name accounts. And groups. 481 accounts [2]. "
        "Source [2] gives 26 July 2025. Disputed by [1]. Group: Policy. "
        "Suspends: “Was there a vote?” (1 August 2025 or 2 August 2025). "
        "It led to “The end” (September 2025). [1] [2]"
    )
    assert said[4] == (
        "1 August 2025 or 2 August 2025: Was there a vote? "
        "It was one of these dates; which one is not known. Group: War."
    )
    assert said[5] == "September 2025: The end."


def test_the_whole_is_told_first_and_the_background_and_the_sources_last() -> None:
    said = paragraphs(FULL)
    assert said[2].startswith("3 events from 25 July 2025 to September 2025.")
    assert said[2].endswith("As of 6 March 2026.")
    assert said[6].startswith("In the background: “Era 1” (1910–1919), “Era 2”")
    assert said[7:] == ["[1] Accounts. The Daily.", "[2] A page."]


def test_a_date_begins_as_it_does_elsewhere() -> None:
    events = [{"date": "2014~", "title": "A"}, {"date": "2015/..", "title": "B"}]
    said = paragraphs({"events": events})
    assert said[1:] == ["c. 2014: A. The date is approximate.", "since 2015: B. It goes on."]


def test_times_that_name_no_offset_are_said_to_be_local() -> None:
    said = paragraphs({"timezone": "Asia/Karachi", "events": [{"date": "2025-05-10T15:35", "title": "A"}]})
    assert said[0].endswith("Times that name no offset are local times of Asia/Karachi.")


def test_few_eras_are_told_of_once() -> None:
    said = paragraphs({**FULL, "eras": FULL["eras"][:2]})
    assert sum("Era 1" in one for one in said) == 1


def test_a_file_with_eras_alone_tells_of_them() -> None:
    assert paragraphs({"events": [], "eras": FULL["eras"][:1]}) == [
        "A timeline without events.", "In the background: “Era 1” (1910–1919)."
    ]  # fmt: skip


def test_a_link_to_what_is_left_out_is_not_told() -> None:
    tl = pipeline.select(timeline.loads(json.dumps(FULL)), last="2025-08")
    told = pipeline.describe(tl, "prose")
    assert "Was there a vote" in told
    assert "The end" not in told


def test_a_lone_group_goes_without_saying() -> None:
    document = {**FULL, "groups": FULL["groups"][:1], "events": FULL["events"][:1]}
    document["events"] = [{**FULL["events"][0], "links": []}]
    assert "Group" not in " ".join(paragraphs(document))


def test_other_languages_tell_it_in_their_own_phrases() -> None:
    said = " ".join(paragraphs({**FULL, "lang": "de"}))
    assert "Quelle [2] nennt 26. Juli 2025." in said
    assert "Gruppe: Policy." in said
    assert "Was sich daraus ergab: suspends: Was there a vote?" in said
    assert "Stand: 6. März 2026." in said
    for word in ("It led", "In the background", "Group:"):
        assert word not in said


def shown(text: str) -> str:
    """Without blanks, which lines are joined by, and with what a sentence begins in capitals, as it does."""
    return "".join(text.split()).lower()


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.stem))
def test_everything_in_the_picture_is_in_the_description(path: Path) -> None:
    tl = timeline.load(path)
    words = shown(pipeline.describe(tl, "prose"))
    for event in tl.events:
        assert shown(event.title) in words
        assert all(shown(line) in words for line in (event.summary or "").splitlines())
        assert all(shown(figure.value + figure.label) in words for figure in event.figures)
    used = {event.group for event in tl.events} if len(tl.groups) > 1 else set()
    titles = [
        *(era.title for era in tl.eras),
        *(tl.sources[one].title for one in source_numbers(in_time(tl.events))),
        *(group.title for group in tl.groups if group.id in used),
    ]
    for title in titles:
        assert shown(title) in words, title
