"""Briefs of many pages that are not registers: ``python benchmarks/long_briefs.py KIND SIZE
FOLDER`` writes one.

A brief grows in one thing alone, which is its kind: pages of prose, tables and charts; charts;
footnotes; entries of an index; measures; sections; rows of a pivot table. ``whole`` grows in all of
them together. Words are made of letters by rule (``rows.py``), so that none is a fact, and no
number is typed in the prose. Equal arguments give equal bytes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.rows import (  # noqa: E402
    KINDS,
    PLACES,
    amount_of,
    date_of,
    rare_words_of,
    words_of,
)

#: How many words a page of prose has, and a paragraph.
PAGE_WORDS, PARAGRAPH = 330, 55
#: The events that charts and measures are of.
EVENTS = 400

HEAD = """\
[brief]
title = "موجز تجريبي طويل"
period = "2016-01-01/2025-12-31"
issued = 2026-01-02
reference = "BENCH-2"
issuer = "برنامج قياس"
classification = "معطيات من صنع البرنامج"
[tables.events]
source = "events.csv"
label = "الأحداث"
[tables.events.columns]
number = { type = "integer", label = "الرقم", required = true, unique = true }
date = { type = "date", label = "التاريخ" }
place = { label = "المكان" }
kind = { label = "النوع" }
amount = { type = "number", label = "المبلغ" }
[measures.events]
label = "الأحداث"
count = "events"
"""
INDEX = """\
[tables.terms]
source = "terms.csv"
label = "المداخل"
[tables.terms.columns]
term = { label = "المدخل", required = true, unique = true }
"""
PIVOT = """\
[tables.cells]
source = "cells.csv"
label = "الخلايا"
[tables.cells.columns]
group = { label = "المجموعة" }
year = { type = "integer", label = "السنة" }
value = { type = "integer", label = "القيمة" }
[measures.cells]
label = "القيمة"
sum = "cells"
column = "value"
"""


@dataclass(slots=True)
class Draft:
    """A brief while it is written: its words, the text of ``brief.toml``, and the other files."""

    chance: random.Random
    tables: list[str] = field(default_factory=lambda: [HEAD])
    sections: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    words: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = words_of(self.chance)

    def sentence(self, count: int) -> str:
        """Return a number of words."""
        return " ".join(islice(self.words, count))

    def names(self, count: int) -> list[str]:
        """Return a number of names of two words each, all different."""
        names = dict.fromkeys(self.sentence(2) for _ in range(2 * count))
        return list(names)[:count]

    def prose(self, paragraphs: Sequence[str], title: str = "") -> None:
        """Add a block of prose to the last section, or to a new one with a title."""
        name = f"text/{len(self.files)}.md"
        self.files[name] = "\n\n".join(paragraphs) + "\n"
        self.block(f'prose = "{name}"', title)

    def block(self, keys: str, title: str = "") -> None:
        """Add a block to the last section, or to a new one with a title."""
        if title:
            self.sections.append(f'[[sections]]\ntitle = "{title}"')
        self.sections.append(f"[[sections.blocks]]\n{keys}")

    def table(self, name: str, head: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
        """Add the file of a table."""
        lines = [",".join(head), *(",".join(map(str, row)) for row in rows)]
        self.files[name] = "\n".join(lines) + "\n"

    def paragraphs(self, pages: int) -> list[str]:
        """Return as much prose as fills some pages."""
        count = pages * PAGE_WORDS // PARAGRAPH
        return [f"{self.sentence(PARAGRAPH)}." for _ in range(count)]

    def write(self, folder: Path) -> None:
        """Write the brief."""
        text = "\n".join([*self.tables, *self.sections]) + "\n"
        for name, content in {**self.files, "brief.toml": text}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def events(draft: Draft) -> None:
    """Add the table of events."""
    chance = draft.chance
    rows = (
        (
            number,
            date_of(chance),
            chance.choice(PLACES),
            chance.choice(KINDS),
            amount_of(chance),
        )
        for number in range(1, EVENTS + 1)
    )
    draft.table("events.csv", ("number", "date", "place", "kind", "amount"), rows)


def chart(draft: Draft, number: int) -> str:
    """Return the keys of a chart: a bar chart or a line chart of some of the events."""
    caption = draft.sentence(6)
    where = f'where = "number > {number % EVENTS // 2}"'
    kind, by = (("bars", "place"), ("line", "year(date)"))[number % 2]
    table = 'table = "events"' if kind == "bars" else 'measures = ["events"]'
    return f'chart = "{kind}"\n{table}\nby = "{by}"\n{where}\ncaption = "{caption}"'


def listing(draft: Draft, number: int) -> str:
    """Return the keys of a table of some of the events."""
    first = number * 7 % (EVENTS - 20)
    return (
        'table = "events"\ncolumns = ["number", "date", "place", "kind", "amount"]\n'
        f'where = "number > {first} and number <= {first + 12}"\ncaption = "{draft.sentence(6)}"'
    )


def pages(draft: Draft, size: int) -> None:
    """Add prose, tables and charts on about ``size`` pages: a chart and a table on three pages."""
    for number in range(max(1, size // 6)):
        draft.prose(draft.paragraphs(2), draft.sentence(4))
        for half in range(2):
            draft.block(chart(draft, 2 * number + half))
            draft.block(listing(draft, 2 * number + half))
            draft.prose(draft.paragraphs(1))


def charts(draft: Draft, size: int) -> None:
    """Add ``size`` charts, in sections of ten."""
    for number in range(size):
        draft.block(chart(draft, number), draft.sentence(4) if number % 10 == 0 else "")


def footnotes(draft: Draft, size: int) -> None:
    """Add ``size`` footnotes: one for each paragraph, in sections of fifty."""
    for start in range(0, size, 50):
        numbers = range(start, min(start + 50, size))
        texts = [f"{draft.sentence(20)}[^n{number}] {draft.sentence(20)}." for number in numbers]
        notes = [f"[^n{number}]: {draft.sentence(9)}." for number in numbers]
        draft.prose([*texts, *notes], draft.sentence(4))


def index(draft: Draft, size: int) -> None:
    """Add an index of ``size`` entries with two page numbers each.

    A section has 100 of the terms, and those of the section before it again. The second word of a
    term is in no other one: terms of frequent words would recur by chance in each section, and a
    longer index would have more page numbers for each entry.
    """
    draft.tables.append(INDEX)
    words = zip(draft.words, rare_words_of(draft.chance), strict=False)
    terms = [" ".join(pair) for pair in islice(words, size)]
    draft.table("terms.csv", ("term",), ((term,) for term in terms))
    starts = range(0, size, 100)
    for start in starts:
        previous = start - 100 if start else starts[-1]
        both = terms[start : start + 100] + terms[previous : previous + 100]
        texts = [f"{draft.sentence(4)} {term} {draft.sentence(4)}." for term in both]
        eights = [" ".join(texts[first : first + 8]) for first in range(0, len(texts), 8)]
        draft.prose(eights, draft.sentence(4))
    draft.block('index = ["terms.term"]', "فهرس")


def measures(draft: Draft, size: int) -> None:
    """Add ``size`` measures: each is printed in prose, and listed with its rule."""
    names = [f"m{number}" for number in range(size)]
    for number, name in enumerate(names):
        draft.tables.append(
            f'[measures.{name}]\nlabel = "{draft.sentence(3)}"\n'
            f'value = "count(events where number > {number % EVENTS})"\n'
        )
    for start in range(0, size, 50):
        texts = [
            f"{draft.sentence(12)} {{{{ measures.{name} }}}} {draft.sentence(6)}."
            for name in names[start : start + 50]
        ]
        draft.prose(texts, draft.sentence(4))
    draft.block('method = "measures"\ncaption = "القياسات"', "المنهج")


def sections(draft: Draft, size: int) -> None:
    """Add ``size`` sections, each with an id and a reference to the one before."""
    for number in range(size):
        title = f'{draft.sentence(4)}"\nid = "s{number}'
        reference = f"{{{{ ref('s{max(0, number - 1)}') }}}}"
        draft.prose([f"{draft.sentence(PARAGRAPH)}، {reference}."], title)


def pivot(draft: Draft, size: int) -> None:
    """Add a pivot table of ``size`` rows and ten columns of figures."""
    draft.tables.append(PIVOT)
    cells = (
        (name, year, draft.chance.randint(1, 99_999))
        for name in draft.names(size)
        for year in range(2016, 2025)
    )
    draft.table("cells.csv", ("group", "year", "value"), cells)
    draft.block(
        'table = "cells"\ncaption = "القيم"\nrows = ["group"]\ncolumns = "year"\n'
        'measures = ["cells"]\ntotals = ["rows", "columns"]',
        "القيم",
    )


def whole(draft: Draft, size: int) -> None:
    """Add all of these: of ``size`` pages of prose, tables and charts, with the shares of a large
    report."""
    pages(draft, size)
    footnotes(draft, size)
    sections(draft, size // 5)
    measures(draft, size // 2)
    pivot(draft, size // 2)
    index(draft, size)


KINDS_OF_GROWTH: dict[str, Callable[[Draft, int], None]] = {
    function.__name__: function
    for function in (pages, charts, footnotes, index, measures, sections, pivot, whole)
}


def write(kind: str, size: int, folder: Path, seed: int = 1448) -> None:
    """Write a brief of a kind and a size to a folder."""
    draft = Draft(random.Random(seed))
    events(draft)
    KINDS_OF_GROWTH[kind](draft, size)
    draft.write(folder)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
