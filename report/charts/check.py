"""What can be drawn: the limits of each kind of chart, told in words of the brief before anything is laid out."""

from __future__ import annotations

import math
from collections.abc import Iterable

from report.charts.model import MatrixData, SeriesData, TimelineData, UnitData
from report.charts.style import SERIES_FILLS, UNIT_FILLS
from report.errors import ExpressionError

MOST_CATEGORIES = 60
MOST_COLUMNS = 40
MOST_UNITS = 2000
MOST_DAYS = 62
MOST_LETTERS = 160
LARGEST = 1e12


def check_series(data: SeriesData, *, most_series: int) -> None:
    """Check the data of bars.

    :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``, ``chart-series``, ``chart-value``
        or ``chart-label-long``.
    """
    _check_count(len(data.categories), MOST_CATEGORIES)
    _check_shape(len(data.values), len(data.categories))
    if not data.series:
        raise ExpressionError.of("chart-empty")
    if len(data.series) > most_series:
        raise ExpressionError.of("chart-series", count=len(data.series), most=most_series)
    _check_labels((*data.categories, *data.series, data.axis_label))
    for category, values in zip(data.categories, data.values, strict=True):
        _check_shape(len(values), len(data.series))
        for value in values:
            if value is not None:
                _check_value(category, value, LARGEST)


def check_bars(data: SeriesData) -> None:
    """Check the data of plain bars, which have one series; see :func:`check_series`."""
    check_series(data, most_series=1)


def check_many(data: SeriesData) -> None:
    """Check the data of grouped and stacked bars; see :func:`check_series`."""
    check_series(data, most_series=len(SERIES_FILLS))


def check_matrix(data: MatrixData) -> None:
    """Check the data of a matrix.

    :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many`` or ``chart-label-long``.
    """
    _check_count(len(data.rows), MOST_CATEGORIES)
    _check_count(len(data.columns), MOST_COLUMNS)
    _check_labels((*data.rows, *data.columns))
    for row, column in data.cells:
        if not (0 <= row < len(data.rows) and 0 <= column < len(data.columns)):
            raise ExpressionError.of("chart-shape", given=f"({row}, {column})", needed=_size(data))


def check_units(data: UnitData) -> None:
    """Check the data of a unit chart.

    :raises ExpressionError: ``chart-empty``, ``chart-series``, ``chart-too-many``, ``chart-value`` or
        ``chart-label-long``.
    """
    for group in data.groups:
        _check_value(group.label, group.count, LARGEST)
    _check_count(sum(group.count for group in data.groups), MOST_UNITS)
    named = sum(group.known for group in data.groups)
    if named > len(UNIT_FILLS):
        raise ExpressionError.of("chart-series", count=named, most=len(UNIT_FILLS))
    _check_labels((*(group.label for group in data.groups), data.unit))


def check_timeline(data: TimelineData) -> None:
    """Check the data of a timeline.

    :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``, ``chart-outside`` or
        ``chart-label-long``.
    """
    _check_count(len(data.entries), MOST_CATEGORIES)
    days = (data.end - data.start).days + 1
    _check_count(max(days, 0), MOST_DAYS)
    _check_shape(len(data.day_labels), days)
    _check_labels(
        (*data.day_labels, *(text for entry in data.entries for text in (entry.label, entry.note)))
    )
    for entry in data.entries:
        first, last = entry.start or entry.end, entry.end or entry.start
        if first and last and not data.start <= first <= last <= data.end:
            raise ExpressionError.of(
                "chart-outside", label=entry.label, start=data.start, end=data.end
            )


def check_height(height: float, count: int, tallest: float) -> None:
    """Check that a drawing of ``height`` points is no taller than ``tallest``.

    :raises ExpressionError: ``chart-too-tall``.
    """
    if height > tallest:
        raise ExpressionError.of(
            "chart-too-tall",
            count=count,
            height=round(height * 25.4 / 72),
            most=round(tallest * 25.4 / 72),
        )


def _check_count(count: int, most: int) -> None:
    if count == 0:
        raise ExpressionError.of("chart-empty")
    if count > most:
        raise ExpressionError.of("chart-too-many", count=count, most=most)


def _check_shape(given: int, needed: int) -> None:
    if given != needed:
        raise ExpressionError.of("chart-shape", given=given, needed=needed)


def _check_value(label: str, value: float, most: float) -> None:
    if not (math.isfinite(value) and 0 <= value <= most):
        raise ExpressionError.of("chart-value", label=label, value=value)


def _check_labels(labels: Iterable[str]) -> None:
    for label in labels:
        if len(label) > MOST_LETTERS:
            raise ExpressionError.of(
                "chart-label-long", label=f"{label[:40]}…", count=len(label), most=MOST_LETTERS
            )


def _size(data: MatrixData) -> str:
    return f"{len(data.rows)} × {len(data.columns)}"
