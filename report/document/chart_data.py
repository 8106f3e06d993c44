"""From a chart block and the tables to the data that a chart is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from report import arabic
from report.arabic.dates import Interval
from report.brief import LoadedBrief, blocks
from report.charts.model import (
    ChartData,
    MatrixData,
    SeriesData,
    TimelineData,
    TimelineEntry,
    UnitData,
    UnitGroup,
)
from report.document.numbering import BlockPath
from report.errors import ExpressionError
from report.intake.model import EventTable
from report.measures import (
    MISSING,
    Measure,
    require_column,
    select,
    unknown_measure,
    values_in_order,
    values_of,
)
from report.tables import cross_counts, value_text

if TYPE_CHECKING:
    import pandas as pd

#: A timeline's axis has a label for each day: more than this and they run into each other.
LONGEST_TIMELINE = 31


def chart_data(
    block: blocks.Chart,
    path: BlockPath,
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    measures: Mapping[str, Measure],
) -> ChartData:
    """Return what ``block`` is drawn from.

    :raises ExpressionError: when it names a table, column or measure that is not there, or dates that are not dates.
    """
    if block.chart == "units":
        return _units(block, path, brief, measures)
    table = tables.get(block.table or "")
    if table is None:
        raise ExpressionError.of(
            "unknown-table", brief.where(*path, "table"), given=block.table, known="، ".join(tables)
        )
    frame = select(table, block.where, brief.where(*path, "where"))
    if block.chart == "timeline":
        return _timeline(block, path, brief, table, frame)
    if block.chart == "matrix":
        return _matrix(block, path, brief, table, frame)
    return _series(block, path, brief, table, frame)


def _series(
    block: blocks.Chart, path: BlockPath, brief: LoadedBrief, table: EventTable, frame: pd.DataFrame
) -> SeriesData:
    assert block.by is not None  # the model sees to it
    rows, columns, values = cross_counts(
        table, frame, block.by, block.series, brief.model.brief.locale, brief.where(*path, "by")
    )
    pairs = list(zip(rows, values, strict=True))
    if block.order == "value":
        pairs.sort(key=lambda pair: -sum(pair[1]))
    elif block.order == "alphabet":
        pairs.sort(key=lambda pair: arabic.sort_key(pair[0], brief.model.brief.locale))
    return SeriesData(
        categories=tuple(row for row, _ in pairs),
        series=tuple(columns),
        values=tuple(tuple(float(value) for value in line) for _, line in pairs),
        axis_label=block.unit or "",
    )


def _matrix(
    block: blocks.Chart, path: BlockPath, brief: LoadedBrief, table: EventTable, frame: pd.DataFrame
) -> MatrixData:
    assert block.by is not None and block.series is not None  # the model sees to it
    for key in ("by", "series"):
        require_column(table, getattr(block, key), brief.where(*path, key))
    rows = values_in_order(table, block.by, frame)
    columns = [value for value in values_in_order(table, block.series, frame) if value is not None]
    row_at, column_at = (
        {value: at for at, value in enumerate(values)} for values in (rows, columns)
    )
    cells = {
        (row_at[row], column_at[column])
        for row, column in zip(
            values_of(frame, block.by), values_of(frame, block.series), strict=True
        )
        if column is not None
    }
    locale = brief.model.brief.locale
    return MatrixData(
        rows=tuple(value_text(row, table.columns[block.by], locale) for row in rows),
        columns=tuple(
            value_text(column, table.columns[block.series], locale) for column in columns
        ),
        cells=frozenset(cells),
    )


def _units(
    block: blocks.Chart, path: BlockPath, brief: LoadedBrief, measures: Mapping[str, Measure]
) -> UnitData:
    groups = []
    for index, spec in enumerate(block.groups):
        measure = find_measure(measures, spec.measure, brief, (*path, "groups", index, "measure"))
        if not measure.is_defined or measure.value != int(measure.value) or measure.value < 0:
            where = brief.where(*path, "groups", index, "measure")
            raise ExpressionError.of("not-a-count", where, given=str(measure.value))
        groups.append(
            UnitGroup(label=spec.label or measure.label, count=int(measure.value), known=spec.known)
        )
    return UnitData(groups=tuple(groups), unit=block.unit or "")


def find_measure(
    measures: Mapping[str, Measure], name: str, brief: LoadedBrief, path: BlockPath
) -> Measure:
    """Return a measure by name.

    :raises ExpressionError: ``unknown-measure``, with the nearest name.
    """
    if name not in measures:
        raise ExpressionError(unknown_measure(name, measures, brief.where(*path)))
    return measures[name]


def _timeline(
    block: blocks.Chart, path: BlockPath, brief: LoadedBrief, table: EventTable, frame: pd.DataFrame
) -> TimelineData:
    assert block.label is not None and block.date is not None  # the model sees to it
    for key in ("label", "date", "remark"):
        if (column := getattr(block, key)) is not None:
            require_column(table, column, brief.where(*path, key))
    dates = frame[block.date]
    if not all(date is None or isinstance(date, Interval) for date in dates):
        raise ExpressionError.of("not-dates", brief.where(*path, "date"), column=block.date)
    whole = arabic.parse_edtf(brief.model.brief.period)
    starts = [date.start for date in dates if date is not None and date.start] + [whole.start]
    ends = [date.end for date in dates if date is not None and date.end] + [whole.end]
    start = min(day for day in starts if day is not None)
    end = max(day for day in ends if day is not None)
    days = (end - start).days + 1
    if days > LONGEST_TIMELINE:
        raise ExpressionError.of(
            "long-timeline", brief.where(*path, "date"), days=days, limit=LONGEST_TIMELINE
        )
    remarks = frame[block.remark] if block.remark is not None else [None] * len(frame)
    entries = tuple(
        TimelineEntry(
            label=MISSING if label is None else str(label),
            start=date.start if date else None,
            end=date.end if date else None,
            note=str(remark or ("" if date else MISSING)),
        )
        for label, date, remark in zip(frame[block.label], dates, remarks, strict=True)
    )
    shown = [start + timedelta(days=day) for day in range(days)]
    locale = brief.model.brief.locale
    labels = tuple(
        f"{arabic.digits(day.day, locale)} {arabic.month_name(day.month, locale)}" for day in shown
    )
    return TimelineData(entries=entries, start=start, end=end, day_labels=labels)
