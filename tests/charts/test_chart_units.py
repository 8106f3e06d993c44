from __future__ import annotations

import re

from report.charts import UnitData, UnitGroup, draw
from report.charts.palette import house_palette

ACCENT = house_palette().color("accent")
GREY = house_palette().color("grey")
SECOND = house_palette().color("second")

DATA = UnitData(
    groups=(
        UnitGroup(label="دولة مسماة", count=30),
        UnitGroup(label="منظمة", count=5),
        UnitGroup(label="غير مسماة", count=8, known=False),
    ),
    unit="اجتماع",
)


def squares(svg: str, style: str) -> list[tuple[float, float]]:
    """Return (right, top) of every square drawn in ``style``, in the order drawn."""
    found = []
    for data, looks in re.findall(r'<path d="([^"]+)" style="([^"]+)"', svg):
        if style in looks:
            for outline in data.split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
                found.append((round(max(numbers[0::2]), 1), round(min(numbers[1::2]), 1)))
    return found


def test_one_square_for_each_thing_and_one_in_the_legend() -> None:
    svg = draw("units", DATA, width=459).svg
    assert len(squares(svg, f"fill: {ACCENT}")) == 30 + 1
    assert len(squares(svg, f"fill: {SECOND}")) == 5 + 1
    assert len(squares(svg, f"fill: none; stroke: {GREY}")) == 8 + 1


def test_squares_fill_rows_from_the_right_in_order_of_the_groups() -> None:
    svg = draw("units", DATA, width=459).svg
    first = squares(svg, f"fill: {ACCENT}")[:30]
    assert first[0] == (459, 0)
    assert first == sorted(first, key=lambda square: (square[1], -square[0]))
    assert len({top for _, top in first}) == 3
    assert min(top for _, top in squares(svg, f"fill: {SECOND}")[:5]) > max(top for _, top in first)


def test_groups_are_counted_in_the_legend() -> None:
    texts = [place.text for place in draw("units", DATA, width=222).texts]
    assert texts == ["30", "دولة مسماة", "5", "منظمة", "8", "غير مسماة", "كل مربع: اجتماع"]


def test_a_group_of_none_takes_no_fill_and_no_legend() -> None:
    groups = (UnitGroup(label="لا أحد", count=0), UnitGroup(label="دولة", count=2))
    drawing = draw("units", UnitData(groups=groups), width=222)
    assert [place.text for place in drawing.texts] == ["2", "دولة"]
    assert len(squares(drawing.svg, f"fill: {ACCENT}")) == 2 + 1
    assert "لا أحد 0" in drawing.alt


def test_many_squares_stay_within_the_width() -> None:
    drawing = draw("units", UnitData(groups=(UnitGroup(label="دولة", count=900),)), width=222)
    found = squares(drawing.svg, f"fill: {ACCENT}")[:900]
    assert len(set(found)) == 900
    assert min(right for right, _ in found) > 0
