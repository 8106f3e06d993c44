"""The alternative text of each kind of chart: everything it shows, in one Arabic paragraph, from the data."""

from __future__ import annotations

from report.charts.lettering import one_line
from report.charts.model import MatrixData, SeriesData, TimelineData, TimelineEntry, UnitData
from report.charts.numbers import Number
from report.charts.style import NOT_STATED
from report.charts.timeline import UNDATED


def series_alt(data: SeriesData, number: Number, kind: str) -> str:
    """Return each category with its value, or with the value of each series."""
    counted = f" ({data.axis_label})" if data.axis_label else ""
    rows = []
    for category, values in zip(data.categories, data.values, strict=True):
        stated = [NOT_STATED if value is None else number(value) for value in values]
        if len(data.series) == 1:
            rows.append(f"{category} {stated[0]}")
        else:
            named = (f"{series} {value}" for series, value in zip(data.series, stated, strict=True))
            rows.append(f"{category}: {'، '.join(named)}")
    one = "، " if len(data.series) == 1 else "؛ "
    return one_line(f"{kind}{counted}: {one.join(rows)}.")


def matrix_alt(data: MatrixData) -> str:
    """Return the columns, then each row with the columns that it is marked in."""
    rows = []
    for index, row in enumerate(data.rows):
        marked = [column for at, column in enumerate(data.columns) if (index, at) in data.cells]
        rows.append(f"{row}: {'، '.join(marked) or 'لا شيء مذكور'}")
    return one_line(
        f"مصفوفة، أعمدتها: {'، '.join(data.columns)}. وما ذكر في كل صف: {'؛ '.join(rows)}."
    )


def units_alt(data: UnitData, number: Number) -> str:
    """Return the count of each group and the total."""
    unit = f" ({data.unit})" if data.unit else ""
    groups = [
        f"{group.label} {number(group.count)}{'' if group.known else ' (مربعات فارغة)'}"
        for group in data.groups
    ]
    total = number(sum(group.count for group in data.groups))
    return one_line(f"رسم بالمربعات، مربع لكل وحدة{unit}: {'، '.join(groups)}؛ المجموع {total}.")


def timeline_alt(data: TimelineData) -> str:
    """Return the span, then each event with its days."""
    events = "؛ ".join(f"{entry.label}: {_interval(data, entry)}" for entry in data.entries)
    return one_line(f"خط زمني من {data.day_labels[0]} إلى {data.day_labels[-1]}: {events}.")


def _interval(data: TimelineData, entry: TimelineEntry) -> str:
    start = data.day_labels[(entry.start - data.start).days] if entry.start else None
    end = data.day_labels[(entry.end - data.start).days] if entry.end else None
    if start is None and end is None:
        return entry.note or UNDATED
    if start is None:
        days = f"إلى {end}، وبدايته غير مذكورة"
    elif end is None:
        days = f"من {start}، ونهايته غير مذكورة"
    else:
        days = start if start == end else f"من {start} إلى {end}"
    return f"{days} ({entry.note})" if entry.note else days
