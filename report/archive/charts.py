"""Attach what the charts show: their data as CSV, and their marks, so that the ink of the pages can
be read against them.

``charts/marks.json`` has every chart with its scales, its marks and its shapes, as
:class:`report.charts.ChartDrawing` has them. ``charts/1.csv`` is the table behind the first chart.
See ``docs/inside.md``.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from report.archive.package import attachment
from report.charts.model import InkMark, InkScale, InkShape
from report.messages import page_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from report.archive.model import Attachment
    from report.document import Composition
    from report.document.model import ShownChart

#: The path of the marks.
MARKS = "charts/marks.json"


@dataclass(frozen=True, slots=True)
class RecordedChart:
    """A chart as ``charts/marks.json`` records it.

    :param key: the block of the brief.
    :param name: how the chart is referred to.
    :param width: the width of the drawing in points; ``height`` its height.
    :param labels: what each mark is called in messages, by its id.
    """

    key: str
    name: str
    width: float
    height: float
    scales: tuple[InkScale, ...]
    marks: tuple[InkMark, ...]
    shapes: tuple[InkShape, ...]
    labels: Mapping[str, str]


def pack_charts(document: Composition) -> Iterator[Attachment]:
    """Yield the attachments of the charts; none for a document without charts."""
    if not document.charts:
        return
    records = [recorded_chart(chart) for chart in document.charts]
    content = json.dumps(records, ensure_ascii=False, separators=(",", ":"), default=_as_object)
    yield attachment(MARKS, [content.encode(), b"\n"], "Supplement", page_text("attached.marks"))
    yield from pack_chart_tables(document)


def _as_object(record: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a dataclass as an object of JSON."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def pack_chart_tables(document: Composition) -> Iterator[Attachment]:
    """Yield the tables behind the charts as attachments."""
    for chart in document.charts:
        if chart.table:
            what = page_text("attached.chart", name=chart.name)
            yield attachment(chart.file, [_csv(chart.table)], "Data", what)


def recorded_chart(chart: ShownChart) -> RecordedChart:
    """Return what is recorded of a chart of a document."""
    drawing = chart.drawing
    labels = {text.mark: text.text for text in drawing.texts if text.mark.endswith(".label")}
    named = {
        mark.id: labels.get(f"{mark.id.rpartition('.')[0]}.label", "") for mark in drawing.marks
    }
    shown = {name: label for name, label in named.items() if label}
    return RecordedChart(
        chart.key,
        chart.name,
        drawing.width,
        drawing.height,
        drawing.scales,
        drawing.marks,
        drawing.shapes,
        shown,
    )


def read_charts(content: bytes) -> tuple[RecordedChart, ...]:
    """Read ``charts/marks.json``.

    :raises ValueError: if it does not have the form that Mujaz writes.
    """
    try:
        return tuple(_read(record) for record in json.loads(content))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _read(record: Mapping[str, Any]) -> RecordedChart:
    chart = RecordedChart(
        str(record["key"]),
        str(record["name"]),
        _number(record["width"]),
        _number(record["height"]),
        tuple(InkScale(**_typed(scale, _SCALE)) for scale in record["scales"]),
        tuple(InkMark(**_typed(mark, _MARK)) for mark in record["marks"]),
        tuple(InkShape(**_typed(shape, _SHAPE)) for shape in record["shapes"]),
        {str(name): str(label) for name, label in record["labels"].items()},
    )
    for mark in chart.marks:
        first, end = mark.shapes
        if not 0 <= first <= end <= len(chart.shapes):
            raise ValueError(f"mark {mark.id}: shapes {first} to {end}")
    return chart


def _number(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"not a number: {value}")
    return number


def _numbers(value: Sequence[float]) -> tuple[float, ...]:
    return tuple(_number(number) for number in value)


def _pair(value: Sequence[float]) -> tuple[float, float]:
    first, last = value
    return _number(first), _number(last)


def _classes(value: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    """Return the classes of a scale of tones.

    :raises ValueError: when they are not in order.
    """
    classes = tuple((_number(low), str(color)) for low, color in value)
    if any(first >= second for (first, _), (second, _) in pairwise(classes)):
        raise ValueError("classes that are not in order")
    return classes


def _indexes(value: Sequence[int]) -> tuple[int, int]:
    first, last = value
    return int(first), int(last)


def _color(value: object) -> str | None:
    return None if value is None else str(value)


_SCALE = {
    "name": str, "kind": str, "axis": str, "domain": _pair, "points": _pair, "threshold": _number,
    "classes": _classes,
}  # fmt: skip
_MARK = {
    "id": str, "kind": str, "values": _numbers, "scale": str, "geometry": _numbers,
    "shapes": _indexes,
}  # fmt: skip
_SHAPE = {
    "points": _numbers, "fill": _color, "stroke": _color, "width": _number, "dash": _numbers,
    "join": str, "closed": bool,
}  # fmt: skip


def _typed(record: Mapping[str, Any], types: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record, each of its type."""
    return {name: read(record[name]) for name, read in types.items()}


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode()
