"""One table in both table renderers: the same lines, and each letter in the same place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pypdfium2
import pytest
from properties import slow
from render.long_tables.mixed_texts import mixed_text
from render.long_tables.registers import write_brief
from render.long_tables.test_renderer import change

from report.building import build
from report.tables import MIN_ROWS_FOR_LONG_TABLE

#: The rows of a short table that the long-table renderer still sets.
SHORT = MIN_ROWS_FOR_LONG_TABLE + 5
#: How far apart a letter may be in the two, in points.
NEAR = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Letter:
    """A letter on a page: its line, counted from the foot, how far right it begins and how far up it is, in points."""

    line: int
    left: float
    up: float
    sign: str


def letters(path: Path) -> list[list[Letter]]:
    """Return the letters of each page, line by line from the foot up, in the order of :func:`_in_order`."""
    pages = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            results = []
            for index in range(text.count_chars()):
                sign = text.get_text_range(index, 1)
                if sign.isspace() or not sign or unicodedata.category(sign[0]) in ("Cf", "Mn"):
                    continue
                left, bottom, *_ = text.get_charbox(index, loose=True)
                results.append((bottom, left, sign))
            pages.append(_in_order(_lines(sorted(results))))
    return pages


def _in_order(letters: Iterable[Letter]) -> list[Letter]:
    """Return letters line by line, by their signs, and each sign from left to right: pdfium reports letters of several
    replacement texts so near each other that rounding puts them in another order."""
    return sorted(letters, key=attrgetter("line", "sign", "left"))


def _lines(result: list[tuple[float, float, str]]) -> Iterator[Letter]:
    line, earlier = 0, -100.0
    for up, left, sign in result:
        line += up - earlier > 2
        earlier = up
        yield Letter(line, left, up, sign)


#: The keys of a long table with a unit and a note, and a chapter that follows it.
NOTED = (
    'unit = "درهم"\nnote = "ملاحظة تحت العنوان"',
    '[[appendices]]\ntitle = "بعد السجل"\nblocks = [{ note = "نص" }]',
)


#: Sums of a column at groups and pages.
SUMMED = 'group = "kind"\nsort = "-date"\nsums = ["amount"]\ntotals = ["groups", "pages", "end"]'


@pytest.mark.parametrize(
    ("rows", "notes", "keys", "more"),
    [
        slow(SHORT, "plain", "", ""),
        (SHORT, "careful", "", ""),
        slow(SHORT, "careful", 'group = "kind"', ""),
        slow(SHORT, "mixed", 'group = "kind"', ""),
        (SHORT, "plain", *NOTED),
        slow(230, "careful", SUMMED, ""),
        pytest.param(230, "plain", "landscape = true", "", marks=pytest.mark.slow),
        pytest.param(230, "plain", "", "", marks=pytest.mark.slow),
        pytest.param(230, "careful", "", "", marks=pytest.mark.slow),
        pytest.param(230, "careful", 'group = "kind"', "", marks=pytest.mark.slow),
        pytest.param(230, "plain", *NOTED, marks=pytest.mark.slow),
    ],
    ids=[
        *("plain", "careful", "grouped", "mixed", "noted", "summed", "landscape"),
        *("long plain", "long careful", "long grouped", "long noted"),
    ],
)
def test_a_register_is_set_alike_in_both(
    rows: int, notes: str, keys: str, more: str, tmp_path: Path
) -> None:
    pages = {}
    for engine in ("weasyprint", "fast"):
        folder = write_brief(
            tmp_path / engine,
            rows,
            careful=notes == "careful",
            note_of=mixed_text if notes == "mixed" else None,
            keys=f'{keys}\nengine = "{engine}"',
            more=more,
        )
        edition = build(folder, tmp_path / f"{engine}.pdf", text_gate=False)
        pages[engine] = letters(edition.path)
        assert len(pages[engine]) == edition.pages
    slow, quick = pages["weasyprint"], pages["fast"]
    assert len(slow) == len(quick)
    for number, (first, second) in enumerate(zip(slow, quick, strict=True), 1):
        assert [letter.sign for letter in first] == [letter.sign for letter in second], number
        apart = [
            max(abs(a.left - b.left), abs(a.up - b.up)) for a, b in zip(first, second, strict=True)
        ]
        assert max(apart, default=0) <= NEAR, number


@pytest.mark.parametrize(
    ("every", "words"), [(25, 1500), slow(7, 60), slow(3, 45)], ids=["tall", "long", "longer"]
)
def test_rows_of_many_lines_at_the_beginning_are_set_alike_in_both(
    every: int, words: int, tmp_path: Path
) -> None:
    """The pages that WeasyPrint sets end where its rows do, and no page has a gap."""
    pages = {}
    for engine in ("weasyprint", "fast"):
        keys = f'engine = "{engine}"'
        folder = write_brief(tmp_path / engine, SHORT, careful=False, keys=keys)
        change(folder, {(row, 5): "كلمة " * words for row in range(every, 45, every)})
        pages[engine] = letters(build(folder, tmp_path / f"{engine}.pdf", text_gate=False).path)
    assert len(pages["weasyprint"]) == len(pages["fast"])
    for first, second in zip(pages["weasyprint"], pages["fast"], strict=True):
        assert [letter.sign for letter in first] == [letter.sign for letter in second]
