from __future__ import annotations

import re

import pytest

from report.charts import MatrixData, draw
from report.charts.palette import house_palette

ACCENT = house_palette().color("accent")

ROWS = ("المملكة المتحدة", "الأمانة العامة لمجلس وزراء الداخلية العرب", "ألمانيا")
COLUMNS = (
    "مكافحة الجريمة السيبرانية", "مكافحة الإرهاب", "الهجرة غير النظامية", "التكوين وتبادل الخبرات",
    "تأمين التظاهرات الكبرى", "الجريمة المنظمة", "تبادل المعلومات", "الاتجار بالمخدرات", "الشرطة العلمية والتقنية",
)  # fmt: skip
CELLS = frozenset({(0, 0), (0, 8), (1, 3)})


def marks(svg: str) -> list[tuple[float, float]]:
    """Return the middles of the filled squares, from the top, then from the right."""
    middles = []
    for data, style in re.findall(r'<path d="([^"]+)" style="([^"]+)"', svg):
        if f"fill: {ACCENT}" in style:
            for outline in data.split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
                xs, ys = numbers[0::2], numbers[1::2]
                middles.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return sorted(middles, key=lambda middle: (round(middle[1]), -middle[0]))


def test_a_mark_only_where_the_source_says() -> None:
    drawing = draw("matrix", MatrixData(rows=ROWS, columns=COLUMNS, cells=CELLS), width=459)
    result = marks(drawing.svg)
    assert len(result) == len(CELLS)
    heads = {place.text: place for place in drawing.texts if place.align == "center"}
    lines_of_row = {place.text: place.y for place in drawing.texts if place.align == "right"}
    assert result[0][0] == pytest.approx(heads["السيبرانية"].x, abs=0.02)
    assert result[0][1] == result[1][1] == pytest.approx(lines_of_row[ROWS[0]], abs=0.02)
    assert result[1][0] == pytest.approx(heads["والتقنية"].x, abs=0.02)
    # The first column is the one nearest the row labels.
    assert result[0][0] > result[2][0] > result[1][0]


def test_heads_are_whole_words() -> None:
    drawing = draw("matrix", MatrixData(rows=ROWS, columns=COLUMNS, cells=CELLS), width=459)
    heads = [place for place in drawing.texts if place.align == "center"]
    assert sorted(" ".join(place.text for place in heads).split()) == sorted(
        " ".join(COLUMNS).split()
    )


def test_heads_too_wide_for_half_a_page_are_numbers_with_a_key() -> None:
    drawing = draw("matrix", MatrixData(rows=ROWS, columns=COLUMNS, cells=CELLS), width=222)
    heads = [place.text for place in drawing.texts if place.align == "center"]
    assert heads == [str(number) for number in range(1, 10)]
    words = " ".join(place.text for place in drawing.texts if place.align == "right")
    test_results = []
    for column in COLUMNS:
        for word in column.split():
            test_results.append(word in words)
    assert all(test_results)
    assert len(marks(drawing.svg)) == len(CELLS)
