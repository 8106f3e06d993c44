"""Checks of the cells of one column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import Finding
from report.intake.normalise.distinct import (
    arrow_of,
    equal_codes,
    text_codes,
)
from report.intake.validate.date_bounds import earliest_end, judged, latest_start
from report.intake.validate.table_check import TableCheck
from report.intake.validate.table_under_test import shown

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.brief.tables import Column
    from report.intake.validate.table_under_test import Context, TableUnderTest


def column_checks(subject: TableUnderTest, context: Context) -> Iterator[TableCheck | Finding]:
    """Yield a check for each constraint that the brief sets on a column, or a finding for an
    invalid one.
    """
    for name, column in subject.columns.items():
        if name not in subject.frame.columns:
            continue
        if column.required or name in subject.spec.key:
            yield TableCheck("missing-cell", name, lambda cells: cells.notna(), blanks=True)
        if column.unique:
            yield _unique(subject, name)
        if column.values and column.facts.kind == "text":
            yield _allowed(name, column)
        for key in ("minimum", "maximum", "pattern", "within"):
            if getattr(column, key) is not None:
                yield _bound(subject, context, name, column, key)


def _allowed(name: str, column: Column) -> TableCheck:
    values = {"values": tuple(column.values)}
    return TableCheck("bad-category", name, lambda cells: cells.isin(column.values), values)


def _bound(
    subject: TableUnderTest, context: Context, name: str, column: Column, key: str
) -> TableCheck | Finding:
    """Return the check for a key that applies to some column types only."""
    where = context.where("tables", subject.name, "columns", name, key)
    bound: object = getattr(column, key)
    facts = column.facts
    fits = key in facts.keys
    if key in ("minimum", "maximum"):
        fits = fits and isinstance(bound, date) == (facts.kind == "date")
    if not fits:
        return Finding("unfit-key", where, {"key": key, "given": bound, "type": column.type})
    if key == "pattern":
        fault = pattern_fault(str(bound))
        if fault is not None:
            return Finding("bad-pattern", where, {"given": bound, "reason": fault})
        return TableCheck(
            "no-match", name, lambda cells: matches(cells, str(bound)), {"pattern": bound}
        )
    if key == "within":
        return _within(name, context)
    if isinstance(bound, date):
        return _day_bound(name, key, bound)
    return _number_bound(name, key, column)


def _number_bound(name: str, key: str, column: Column) -> TableCheck:
    bound: Any = getattr(column, key)
    exact = Decimal(str(bound))

    def passes(cells: pd.Series) -> pd.Series:
        limit = exact if cells.dtype == object else bound
        return cells >= limit if key == "minimum" else cells <= limit

    return TableCheck(
        "below-minimum" if key == "minimum" else "above-maximum", name, passes, {"bound": bound}
    )


def _day_bound(name: str, key: str, bound: date) -> TableCheck:
    """Return the check of dates against a day; open ends, and ends known by month only, may
    pass."""

    def is_late(interval: Interval) -> bool:
        return (latest_start(interval) or bound) >= bound

    def is_early(interval: Interval) -> bool:
        return (earliest_end(interval) or bound) <= bound

    rule, passes = ("below-minimum", is_late) if key == "minimum" else ("above-maximum", is_early)
    values = {"bound": bound.isoformat()}
    return TableCheck(rule, name, lambda cells: judged(cells, passes), values, blanks=True)


def _within(name: str, context: Context) -> TableCheck:
    period = context.period
    first, last = period.start or date.min, period.end or date.max

    def is_within(interval: Interval) -> bool:
        start, end = latest_start(interval) or first, earliest_end(interval) or last
        return start >= first and end <= last

    values = {"period": period.text}
    return TableCheck(
        "outside-period", name, lambda cells: judged(cells, is_within), values, blanks=True
    )


def _unique(subject: TableUnderTest, name: str) -> TableCheck:
    cells = subject.frame[name]
    return TableCheck(
        "repeated-cell",
        name,
        first_only,
        detail=first_row(subject, name, lambda: comparable(cells)),
    )


def first_only(cells: pd.Series) -> pd.Series:
    """Return, for each cell, whether no earlier cell is equal to it."""
    return ~comparable(cells).duplicated()


def first_row(
    subject: TableUnderTest, column: str, codes: Callable[[], pd.Series]
) -> Callable[[int], dict[str, object]]:
    """Return a function from a position to the row where its value, by ``codes``, occurs first."""

    @cache
    def repeated() -> tuple[pd.Series, dict[object, int]]:
        values = codes()
        several = values[values.duplicated(keep=False)]
        firsts = several.drop_duplicates()
        return several, dict(zip(firsts.tolist(), firsts.index.tolist(), strict=True))

    def detail(position: int) -> dict[str, object]:
        several, firsts = repeated()
        place = subject.where(firsts[several.at[position]], column)
        file = subject.where(position).file
        return {
            "first": place.row
            if place.file == file
            else f"{place.row} ({Path(place.file or '').name})"
        }

    return detail


def comparable(cells: pd.Series) -> pd.Series:
    """Return a column's cells in a form that is fast to compare: texts, dates and decimals as
    numbers.
    """
    texts = arrow_of(cells)
    if texts is not None:  # pandas would create an object for each
        return text_codes(texts).set_axis(cells.index)
    return equal_codes(cells) if cells.dtype == object else cells


def pattern_fault(pattern: str) -> str | None:
    """Return the error of a regular expression, or ``None``.

    The syntax is RE2's, which matches in linear time and has neither backreferences nor lookaround.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        pc.match_substring_regex(pa.array([""]), pattern=_whole(pattern))
    except pa.ArrowInvalid as error:
        return shown(str(error).removeprefix("Invalid regular expression: "))
    return None


def matches(cells: pd.Series, pattern: str) -> pd.Series:
    """Return which texts match a pattern completely."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pa.array(cells.astype("string[pyarrow]"), type=pa.large_string())
    matching = pc.match_substring_regex(texts, pattern=_whole(pattern))
    return pd.Series(matching.to_numpy(zero_copy_only=False), index=cells.index, dtype=bool)


def _whole(pattern: str) -> str:
    return rf"\A(?:{pattern})\z"
