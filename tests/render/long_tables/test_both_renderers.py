"""One table in both table renderers: the same lines, and each letter in the same place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from properties import slow
from render.long_tables.registers import write_brief

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
    """Return the letters of each page, line by line from the foot up, from left to right."""
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
            pages.append(sorted(_lines(sorted(results))))
    return pages


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
    ("rows", "careful", "keys", "more"),
    [
        slow(SHORT, False, "", ""),
        (SHORT, True, "", ""),
        slow(SHORT, True, 'group = "kind"', ""),
        (SHORT, False, *NOTED),
        slow(230, True, SUMMED, ""),
        pytest.param(230, False, "landscape = true", "", marks=pytest.mark.slow),
        pytest.param(230, False, "", "", marks=pytest.mark.slow),
        pytest.param(230, True, "", "", marks=pytest.mark.slow),
        pytest.param(230, True, 'group = "kind"', "", marks=pytest.mark.slow),
        pytest.param(230, False, *NOTED, marks=pytest.mark.slow),
    ],
    ids=[
        *("plain", "careful", "grouped", "noted", "summed", "landscape"),
        *("long plain", "long careful", "long grouped", "long noted"),
    ],
)
def test_a_register_is_set_alike_in_both(
    rows: int, careful: bool, keys: str, more: str, tmp_path: Path
) -> None:
    pages = {}
    for engine in ("weasyprint", "fast"):
        folder = write_brief(
            tmp_path / engine,
            rows,
            careful=careful,
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
