from __future__ import annotations

import re
from itertools import pairwise

import pytest
from charts.chart_data import matrix_data
from hypothesis import example, given
from hypothesis import strategies as st

from report.charts import draw
from report.charts.lettering import advance, longest_end, wrap
from report.charts.palette import house_palette
from report.charts.style import SMALL_SIZE
from report.errors import ExpressionError

ACCENT = house_palette().color("accent")

ROWS = ("المملكة المتحدة", "الأمانة العامة لمجلس وزراء الداخلية العرب", "ألمانيا")
COLUMNS = (
    "مكافحة الجريمة السيبرانية", "مكافحة الإرهاب", "الهجرة غير النظامية", "التكوين وتبادل الخبرات",
    "تأمين التظاهرات الكبرى", "الجريمة المنظمة", "تبادل المعلومات", "الاتجار بالمخدرات", "الشرطة العلمية والتقنية",
)  # fmt: skip
CELLS = ((0, 0), (0, 8), (1, 3))


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
    drawing = draw("matrix", matrix_data(ROWS, COLUMNS, CELLS), width=459)
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
    drawing = draw("matrix", matrix_data(ROWS, COLUMNS, CELLS), width=459)
    heads = [place for place in drawing.texts if place.align == "center"]
    assert sorted(" ".join(place.text for place in heads).split()) == sorted(
        " ".join(COLUMNS).split()
    )


def test_heads_too_wide_for_half_a_page_are_numbers_with_a_key() -> None:
    drawing = draw("matrix", matrix_data(ROWS, COLUMNS, CELLS), width=222)
    heads = [place.text for place in drawing.texts if place.align == "center"]
    assert heads == [str(number) for number in range(1, 10)]
    words = " ".join(place.text for place in drawing.texts if place.align == "right")
    test_results = []
    for column in COLUMNS:
        for word in column.split():
            test_results.append(word in words)
    assert all(test_results)
    assert len(marks(drawing.svg)) == len(CELLS)


def heads_of(columns: tuple[str, ...], rows: tuple[str, ...], width: float) -> list[str]:
    data = matrix_data(rows, columns, [(0, 0)])
    texts = draw("matrix", data, width=width).texts
    # From the right, then from above: the lines of one head follow each other.
    heads = [place for place in texts if place.align == "center"]
    return [place.text for place in sorted(heads, key=lambda place: (-place.x, place.y))]


@pytest.mark.parametrize("dash", ["-", "–", "/"])
@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
@pytest.mark.parametrize(("rows", "count"), [(("نعم", "لا"), 15), (ROWS, 11)])
def test_heads_that_are_ranges_are_broken_between_their_ends(
    dash: str, digits: str, rows: tuple[str, ...], count: int
) -> None:
    eastern = str.maketrans("0123456789", digits)
    years = [(f"{year}{dash}", f"{year + 9}") for year in range(1870, 1870 + 10 * count, 10)]
    ends = [tuple(end.translate(eastern) for end in pair) for pair in years]
    heads = heads_of(tuple("".join(pair) for pair in ends), rows, 459)
    assert heads == [end for pair in ends for end in pair]


def test_heads_that_have_room_are_not_broken() -> None:
    columns = ("1990-1999", "2000-2009")
    assert heads_of(columns, ROWS, 459) == list(columns)


def test_short_row_labels_leave_their_room_to_the_columns() -> None:
    columns = tuple(map(str, range(1990, 2026)))
    numbers = [str(number) for number in range(1, len(columns) + 1)]
    assert heads_of(columns, ("نعم", "لا"), 459) == numbers
    with pytest.raises(ExpressionError) as raised:
        heads_of(columns, ROWS, 459)
    assert [finding.rule for finding in raised.value.findings] == ["chart-too-narrow"]


@example(["111/1/ا"], 26.0)
@given(
    st.lists(st.text("اب1٢-–/٤5\u064b", min_size=1, max_size=14), min_size=1, max_size=5),
    st.floats(6, 80),
)
def test_lines_keep_every_letter_and_fit(words: list[str], width: float) -> None:
    text = " ".join(words)
    lines = wrap(text, width, SMALL_SIZE)
    assert "".join("".join(lines).split()) == "".join(words)
    if longest_end(text, SMALL_SIZE) <= width:
        assert all(advance(line, SMALL_SIZE) <= width for line in lines)
        # Nothing is broken but between words and between the ends of a range.
        breaks = [(upper[-1], lower[0]) for upper, lower in pairwise(lines)]
        rest = text
        for (last, first), line in zip(breaks, lines, strict=False):
            rest = rest[len(line) :]
            assert rest[0] == " " or (last in "-–/" and first.isdigit())
            rest = rest.lstrip(" ")


def test_each_filled_cell_is_a_mark() -> None:
    cells = [(0, 1), (2, 0), (2, 2)]
    rows, columns = ("أ", "ب", "ت"), ("س", "ص", "ع")
    drawing = draw("matrix", matrix_data(rows, columns, cells), width=300)
    assert {mark.id for mark in drawing.marks} == {f"0.{row}.{column}" for row, column in cells}
    assert {mark.kind for mark in drawing.marks} == {"square"}
