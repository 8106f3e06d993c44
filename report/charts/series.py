"""What a unit chart by category and series says, and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.charts.check import check_labels, check_shape, check_value
from report.charts.lettering import one_line
from report.charts.model import SeriesData
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.charts.numbers import Number


def alt_of(name: str, data: SeriesData, number: Number) -> str:
    """Return each category of a chart with its value, or with the value of each series."""
    counted = f" ({data.axis_label})" if data.axis_label else ""
    rows = []
    for row, category in enumerate(data.categories):
        series = range(len(data.series))
        stated = (
            data.spoken[row] if data.spoken else [data.text(row, index, number) for index in series]
        )
        if len(data.series) == 1:
            rows.append(f"{category} {stated[0]}")
        else:
            pairs = zip(data.series, stated, strict=True)
            rows.append(f"{category}: {'، '.join(f'{name} {value}' for name, value in pairs)}")
    between = "، " if len(data.series) == 1 else "؛ "
    return one_line(f"{name}{counted}: {between.join(rows)}.")


def check_series(data: SeriesData, most: int) -> None:
    """Check the series and the values of a chart; others and blanks are no named series.

    :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-series``, ``chart-value`` or
        ``chart-label-long``.
    """
    check_shape(len(data.values), len(data.categories))
    if not data.series:
        raise ExpressionError.of("chart-empty")
    kinds = data.series_kinds or ("value",) * len(data.series)
    named = sum(kind == "value" for kind in kinds)
    if named > most:
        raise ExpressionError.of("chart-series", count=named, most=most)
    check_labels((*data.categories, *data.series, data.axis_label))
    for category, values in zip(data.categories, data.values, strict=True):
        check_shape(len(values), len(data.series))
        for value in values:
            if value is not None:
                check_value(category, value, signed=bool(data.texts))
