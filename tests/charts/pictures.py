"""Data for charts over the grammar, and what holds for each picture of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest
from charts.ink import overlap
from charts.test_chart_time import box as box_of
from hypothesis import strategies as st

from report.charts import ChartDrawing, draw
from report.charts.grammar.data import ChartData, Datum, Member, Options, Panel
from report.charts.grammar.scales import Linear, Log, Symlog
from report.charts.kind import chart_kind
from report.charts.model import InkMark, InkScale
from report.errors import ExpressionError

SCALES = {"linear": Linear, "log": Log}
Values = Sequence[Sequence[float | None]]
#: Boxes with less than this in common do not touch, in points.
_NEAR = 0.02
#: What a chart may refuse for want of room, whatever its values.
NO_ROOM = {
    "chart-too-narrow", "chart-panel-narrow", "chart-label-long", "chart-labels-wide",
    "chart-text-no-room",
}  # fmt: skip
NAMES = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ab12", min_size=2, max_size=50).filter(str.strip)
LONG = "الوكالة الوطنية لتدبير المياه والغابات ومحاربة التصحر والمحافظة على التنوع البيولوجي " * 2
HARD: dict[str, tuple[Values, Sequence[str] | None]] = {
    "sixty": ([[float(index % 17 + 1)] * 2 for index in range(60)], None),
    "sizes": ([[0.001, 1e12], [1.0, 10.0], [1e6, 1e3], [1e12, 0.001]], None),
    "negative": ([[-5.0, -7.0], [-1.0, -2.5], [-12.0, -3.0]], None),
    "equal": ([[7.0, 7.0]] * 5, None),
    "one": ([[3.0, 4.0]], None),
    "one blank": ([[None, 4.0], [3.0, None], [1.0, 2.0]], None),
    "blank": ([[None, None]] * 3, None),
    "zero": ([[0.0, 0.0]] * 3, None),
    "long": ([[3.0, 8.0], [5.0, 1.0]], [LONG[:120], LONG[20:140]]),
    "mixed": (
        [[3.0, 8.0], [5.0, 1.0], [2.0, 2.0]],
        ["IMO 9074729", "ميناء Tanger Med 2", "٢٠١٠ — 2020"],
    ),
}


def data_of(
    values: Values,
    labels: Sequence[str] | None = None,
    series: Sequence[str] = ("الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"),
    **options: Any,
) -> ChartData:
    """Return data of some series over some categories, the values of each in a row."""
    names = labels or [f"فئة {index}" for index in range(len(values))]
    cells = tuple(tuple((datum_of(value),) for value in line) for line in values)
    return ChartData(
        categories=tuple(Member(label=name, position=index) for index, name in enumerate(names)),
        series=tuple(Member(label=name) for name in series[: len(values[0])]),
        panels=(Panel(label="", cells=cells),),
        options=Options(**options),
    )


def datum_of(value: float | None) -> Datum:
    """Return a value with its printed form."""
    number = None if value is None else float(value)
    return Datum(value=number, text="—" if value is None else f"{value:g}")


def rows(
    count: int | tuple[int, int],
    numbers: st.SearchStrategy[float | None],
    most: int = 20,
) -> st.SearchStrategy[list[tuple[str, list[float | None]]]]:
    """Return labels with as many values each as ``count`` says."""
    least, greatest = (count, count) if isinstance(count, int) else count
    wide = st.integers(least, greatest)
    return wide.flatmap(
        lambda size: st.lists(
            st.tuples(NAMES, st.lists(numbers, min_size=size, max_size=size)),
            min_size=1,
            max_size=most,
        )
    )


def picture(
    kind: str, data: ChartData, width: float, refusals: frozenset[str] | set[str] = frozenset()
) -> ChartDrawing | None:
    """Draw data and check the picture; return ``None`` where it is refused by one of ``refusals``
    or for want of room."""
    try:
        drawing = draw(kind, data, width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in NO_ROOM | refusals
        return None
    check(drawing)
    assert draw(kind, data, width=width) == drawing
    return drawing


def check(drawing: ChartDrawing) -> None:
    """Check that no text touches another, the edge or the mark of another value, and that marks
    are where their scale says."""
    boxes = [box_of(text) for text in drawing.texts]
    for first, second in combinations(boxes, 2):
        assert not overlap(first, second, _NEAR)
    for left, top, right, bottom in boxes:
        assert left >= -0.01 and right <= drawing.width + 0.01
        assert top >= -0.01 and bottom <= drawing.height + 0.01
    for mark in drawing.marks:
        if mark.kind in ("bar", "dot"):
            left, top, right, bottom = _inside(mark)
            assert left >= -0.02 and right <= drawing.width + 0.02, mark
            assert top >= -0.02 and bottom <= drawing.height + 0.02, mark
    for text, box in zip(drawing.texts, boxes, strict=True):
        for mark in drawing.marks:
            own = (mark.id, f"{mark.id.rpartition('.')[0]}.label" if mark.kind == "tile" else "")
            if mark.kind in ("bar", "dot", "tile") and not (text.mark and text.mark in own):
                assert not overlap(box, _inside(mark), _NEAR), (text.text, mark)
    scales = {scale.name: scale for scale in drawing.scales}
    for mark in drawing.marks:
        if mark.kind == "square":
            continue  # it has a place in a row of others, on no scale
        scale = scales[mark.scale]
        if scale.axis in ("x", "y"):
            assert list(_places(mark, scale)) == pytest.approx(
                [place(scale, value) for value in mark.values], abs=0.02
            )


def value_marks(drawing: ChartDrawing) -> list[InkMark]:
    """Return the marks of a drawing without those of its legend."""
    return [mark for mark in drawing.marks if not mark.id.startswith("legend.")]


def place(scale: InkScale, value: float) -> float:
    """Return where a scale puts a value."""
    if scale.kind == "symlog":
        return Symlog(*scale.domain, *scale.points, scale.threshold).place(value)
    return SCALES[scale.kind](*scale.domain, *scale.points).place(value)


def _places(mark: InkMark, scale: InkScale) -> Iterator[float]:
    """Yield the places on a scale of a mark, one for each of its values."""
    axis = 0 if scale.axis == "x" else 1
    if mark.kind == "dot":
        yield mark.geometry[axis]
    elif mark.kind == "bar":
        low, high = sorted((mark.geometry[axis], mark.geometry[axis + 2]))
        runs_up = place(scale, mark.values[0]) <= place(scale, mark.values[1])
        yield from (low, high) if runs_up else (high, low)
    else:
        places = mark.geometry[axis::2]
        # A tick at a value has both of its ends there.
        yield from places if len(mark.values) > 1 else places[:1]


def _inside(mark: InkMark) -> tuple[float, float, float, float]:
    if mark.kind == "dot":
        x, y, radius = mark.geometry
        return x - radius, y - radius, x + radius, y + radius
    return mark.geometry  # type: ignore[return-value]


def hard(kind: str, name: str, series: int = 2) -> tuple[ChartData, str]:
    """Return a hard case, and the rule that refuses it; an empty text where none does."""
    values, labels = HARD[name]
    data = data_of([line[:series] for line in values], labels)
    try:
        chart_kind(kind).check(data)
        drawing = draw(kind, data, width=480)
    except ExpressionError as error:
        return data, error.findings[0].rule
    check(drawing)
    return data, ""
