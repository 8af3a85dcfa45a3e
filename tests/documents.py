"""Events files made to be hard to draw, each for one reason, for the tests in a browser and for looking at.

    python -m tests.documents DIRECTORY

writes them all, one ``NAME.json`` each. Every document is made by a function without arguments, the same on
every run, so that a fault seen once can be seen again. They hold between 1 and 400 events.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import news

Document = dict[str, Any]

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LONG_TITLE = (
    "The commission of inquiry into the conduct of the harbour works, sitting for the eleventh time behind "
    "closed doors, asks the ministry, the board and the contractors for every paper on the northern wall"
)
SCRIPTS = {
    "Chinese": "港口委员会宣布对北墙倒塌事件展开全面调查，并要求各承包商在三十天内提交所有文件",
    "Japanese": "港湾委員会は北側防波堤の崩壊について調査を開始し、請負業者に資料の提出を求めた",
    "Korean": "항만위원회가 북쪽 방파제 붕괴에 대한 조사를 시작했다",
    "Arabic": "لجنة الميناء تفتح تحقيقا في انهيار الجدار الشمالي وتطلب الوثائق من المقاولين",
    "Hebrew": "ועדת הנמל פותחת בחקירה של קריסת הקיר הצפוני (חלק 2)",
    "Urdu": "بندرگاہ کمیٹی نے شمالی دیوار کے گرنے کی تحقیقات شروع کر دیں",
    "Hindi": "बंदरगाह समिति ने उत्तरी दीवार के गिरने की जाँच शुरू की और ठेकेदारों से कागज़ात माँगे",
    "Thai": "คณะกรรมการท่าเรือเปิดการสอบสวนการพังทลายของกำแพงด้านเหนือ",
    "Russian": "Портовая комиссия начинает расследование обрушения северной стены",
    "Greek": "Η επιτροπή του λιμένα αρχίζει έρευνα για την κατάρρευση του βόρειου τείχους",
    "Vietnamese": "Ủy ban cảng mở cuộc điều tra về vụ sập bức tường phía bắc",
    "emoji": "Storm 🌊🌊🌊 over the harbour 👩‍👩‍👧‍👦 🇵🇰 and a warning ⚠️ to 1️⃣2️⃣ ships 🚢",
    "two ways": "The paper الميناء اليوم reports that 3 of 5 walls stand",
    "accents": "A\u0301\u0323 e\u0302\u0301 n\u0303 o\u0308\u0304 u\u0328: Ǻ, Ệ, ṩ and ǖ, composed and not",
}


def one() -> Document:
    """The smallest file there is."""
    return {"events": [{"date": "2014", "title": "A year is all that is known"}]}


def two() -> Document:
    """Two events a century and a minute apart in precision."""
    return {
        "title": "Two events",
        "events": [
            {"date": "1914", "title": "The wall is built"},
            {"date": "2025-05-10T15:35Z", "title": "The wall falls", "importance": 5},
        ],
    }


def fourteen() -> Document:
    """Seven quiet years, then minutes: years, months, days, a span and clock times side by side."""
    dates = [
        "2014",
        "2021",
        "2025-04",
        "2025-04-22",
        "2025-05-07/2025-05-10",
        "2025-05-09",
        "2025-05-10T12:00+05:30",
        "2025-05-10T15:35+05:30",
        "2025-05-10T17:00+05:30",
        "2025-05-17",
        "2025-07-25",
        "2025-07-29",
        "2025-07-30",
        "2026-03-06",
    ]
    return {
        "title": "A harbour wall, fourteen times in the news",
        "subtitle": "Norhaven, 2014 to 2026",
        "timezone": "Asia/Karachi",
        **_groups(),
        "events": [
            {"date": date, "title": _headline(number), "group": _group(number), "importance": 1 + number % 5}
            for number, date in enumerate(dates)
        ],
    }


def equal_dates() -> Document:
    """Forty events on one day, half of them in one minute, and nothing else."""
    return {
        "title": "Everything on one day",
        "events": [
            {"date": "2025-05-10" if number % 2 else "2025-05-10T15:35Z", "title": _headline(number)}
            for number in range(40)
        ],
    }


def long_titles() -> Document:
    """Titles of two hundred letters everywhere that a title can stand."""
    groups = [{"id": id, "title": f"{id.title()}: {LONG_TITLE}"} for id in _GROUP_IDS]
    return {
        "title": f"{LONG_TITLE}; {LONG_TITLE}",
        "subtitle": f"{LONG_TITLE}. {LONG_TITLE}.",
        "groups": groups,
        "eras": [{"date": "2019/2021", "title": LONG_TITLE}, {"date": "2022-03", "title": LONG_TITLE}],
        "sources": {f"s{n}": {"title": f"{n}. {LONG_TITLE}", "publisher": LONG_TITLE} for n in range(6)},
        "events": [
            {
                "date": f"{2019 + number // 3}-{1 + 4 * (number % 3):02}",
                "title": f"{number}. {LONG_TITLE}",
                "summary": f"{LONG_TITLE}. " * 3,
                "group": _group(number),
                "sources": [f"s{number % 6}", {"source": f"s{(number + 1) % 6}", "stance": "disputes"}],
                "figures": [{"value": "1,234,567,890", "label": LONG_TITLE}],
            }
            for number in range(14)
        ],
    }


def long_words() -> Document:
    """Words with no place to break, wider than any label, everywhere that a word can stand."""
    return {
        "title": LONG_WORD * 3,
        "subtitle": "W" * 200,
        "groups": [{"id": "g", "title": LONG_WORD * 4}],
        "eras": [{"date": "2020/2021", "title": LONG_WORD}],
        "sources": {"s": {"title": "m" * 300, "url": "https://example.org/" + "path-" * 60}},
        "events": [
            {
                "date": f"2020-{1 + number:02}",
                "title": (LONG_WORD, "W" * 60, "i" * 60, "漢" * 60, "—" * 60, "a/b" * 20)[number % 6],
                "group": "g",
                "sources": ["s"],
                "figures": [{"value": "9" * 60, "label": LONG_WORD}],
            }
            for number in range(12)
        ],
    }


def scripts() -> Document:
    """The same news in scripts that run right to left, stack, join, or have no spaces; and emoji."""
    words = list(SCRIPTS.values())
    return {
        "title": f"{SCRIPTS['Chinese']} · {SCRIPTS['Arabic']}",
        "subtitle": f"{SCRIPTS['Hindi']} · {SCRIPTS['emoji']}",
        "groups": [{"id": id, "title": words[at]} for at, id in enumerate(_GROUP_IDS)],
        "eras": [{"date": "2024-05/2024-09", "title": SCRIPTS["Urdu"]}],
        "sources": {"s": {"title": SCRIPTS["Hebrew"], "publisher": SCRIPTS["Japanese"]}},
        "events": [
            {
                "date": f"2024-{1 + number % 12:02}-{1 + number:02}",
                "title": words[number % len(words)],
                "summary": words[(number + 5) % len(words)],
                "group": _group(number),
                "sources": ["s"],
            }
            for number in range(2 * len(words))
        ],
    }


def right_to_left() -> Document:
    """A file whose own language runs right to left."""
    words = [SCRIPTS[script] for script in ("Arabic", "Hebrew", "Urdu")]
    return {
        "title": SCRIPTS["Arabic"],
        "subtitle": SCRIPTS["Urdu"],
        "lang": "ur",
        "timezone": "Asia/Karachi",
        "events": [{"date": f"{2010 + number}", "title": words[number % 3]} for number in range(9)],
    }


def deep_time() -> Document:
    """From the first light to last year and beyond: most of its years are out of ``datetime``'s reach."""
    rows = (
        ("Y-13800000000~", "The universe begins"),
        ("Y-4540000000~", "The Earth forms"),
        ("Y-66000000", "The great dinosaurs die out"),
        ("-9999~/-8000", "Ice leaves the north"),
        ("-0044-03-15", "Caesar is killed"),
        ("0000", "The year before the year 1"),
        ("0476-09-04", "The last western emperor is deposed"),
        ("1969-07-20T20:17Z", "A landing on the Moon"),
        ("2025", "Last year"),
        ("Y170000002", "Something far ahead"),
    )
    return {"title": "Deep time", "events": [{"date": date, "title": title} for date, title in rows]}


def antiquity() -> Document:
    """A century before the common era, by years, months and days."""
    dates = [
        "-0099",
        "-0079~",
        "-0062/-0059",
        "-0058/-0049",
        "-0048-01",
        "-0043-03-15",
        "-0042-10-03",
        "-0030-09-02",
        "-0026",
    ]
    return {
        "title": "A century in Rome",
        "events": [{"date": date, "title": _headline(number)} for number, date in enumerate(dates)],
    }


def doubts() -> Document:
    """Every way of not knowing when, every status, and sources that disagree about the date."""
    dates = [
        "2014~",
        "1984?",
        "198X",
        "2004-06-XX",
        "2001-21",
        "2001-34",
        "2004-06-~11",
        "2011-%06-13",
        "[1667,1668,1670..1672]",
        "{1960,1961-12}",
        "[..1984-12]",
        "2004-02-01~/2005",
        "1985-04/..",
        "../1985-04",
        "/1984",
        "1950S2",
        "16XX",
    ]
    statuses = ("confirmed", "reported", "alleged", "disputed")
    return {
        "title": "What is not known for certain",
        "as_of": "2026-03-06",
        "sources": {"diary": {"title": "A diary"}, "court": {"title": "The court’s record", "date": "20XX"}},
        "events": [
            {
                "id": f"d{number}",
                "date": date,
                "title": f"{_headline(number)}: {date}",
                "status": statuses[number % 4],
                "sources": ["diary", {"source": "court", "stance": "disputes", "date": f"19{80 + number}"}],
            }
            for number, date in enumerate(dates)
        ],
    }


def spans_and_eras() -> Document:
    """Spans in and over each other, joined by many links, before eras that do the same."""
    lengths = (0, 4, 1, 12)
    events = [
        {
            "id": f"s{number}",
            "date": f"{1990 + number}-03/{1990 + number + lengths[number % 4]}-09",
            "title": _headline(number),
            "group": _group(number),
            "links": [
                {"to": f"s{later}", "label": "leads to"} for later in (number + 1, number + 6) if later < 30
            ],
        }
        for number in range(30)
    ]
    eras = [{"date": f"{1985 + 4 * n}/{1991 + 4 * n}", "title": f"The era of board {n}"} for n in range(9)]
    eras.append({"date": "2015/..", "title": "Since the fall"})
    return {"title": "Thirty spans", "as_of": "2032", **_groups(), "eras": eras, "events": events}


def hundred() -> Document:
    """A hundred events of a quarter of a century, in bursts."""
    return news.document(100, seed=3)


def crowd() -> Document:
    """Four hundred events in bursts, every tenth with a title that is long, unbroken or in another script."""
    document = news.document(400, seed=4)
    hard = [LONG_TITLE, LONG_WORD, *SCRIPTS.values()]
    for number, event in enumerate(document["events"][::10]):
        event["title"] = f"{hard[number % len(hard)]} {number}"
    return document


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "one": one,
    "two": two,
    "fourteen": fourteen,
    "equal-dates": equal_dates,
    "long-titles": long_titles,
    "long-words": long_words,
    "scripts": scripts,
    "right-to-left": right_to_left,
    "deep-time": deep_time,
    "antiquity": antiquity,
    "doubts": doubts,
    "spans-and-eras": spans_and_eras,
    "hundred": hundred,
    "crowd": crowd,
}

_GROUP_IDS = ("policy", "conflict", "diplomacy", "trade")


def _group(number: int) -> str:
    return _GROUP_IDS[number % len(_GROUP_IDS)]


def _groups() -> Document:
    return {"groups": [{"id": id, "title": id.title()} for id in _GROUP_IDS]}


def _headline(number: int) -> str:
    """One of a few short headlines, its number added so that no two events are alike."""
    return f"{news.WHO[number % len(news.WHO)]} {news.WHAT[(3 * number) % len(news.WHAT)]} ({number})"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the hard events files to DIRECTORY.")
    parser.add_argument("directory", metavar="DIRECTORY", type=Path)
    directory: Path = parser.parse_args().directory
    directory.mkdir(parents=True, exist_ok=True)
    for name, make in DOCUMENTS.items():
        text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        (directory / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
