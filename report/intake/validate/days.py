"""Checks of dates, once per distinct date: a million cells hold a few hundred dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from report.intake.validate.table_under_test import is_blank

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.arabic.dates import Precision


def distinct(values: pd.Series) -> tuple[np.ndarray, list[object]]:
    """Return, for a series of objects, the index of each cell's object, and the distinct objects.

    Objects are compared by identity: hashing a million dates takes seconds, and normalisation
    shares one object per distinct text. Two equal dates may therefore be two objects.
    """
    import pandas as pd

    cells = values.to_numpy(dtype=object)
    identities = np.fromiter(map(id, cells), dtype=np.int64, count=len(cells))
    codes, _ = pd.factorize(identities)
    first = np.zeros(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, [cells[index] for index in first]


def equal_codes(values: pd.Series) -> pd.Series:
    """Return a number for each cell of hashable objects, equal for equal cells; ``<NA>`` for
    blanks.
    """
    import pandas as pd

    codes, objects = distinct(values)
    numbers: dict[object, int] = {}
    blank = map(is_blank, objects)
    of_object = [
        pd.NA if empty else numbers.setdefault(value, len(numbers))
        for value, empty in zip(objects, blank, strict=True)
    ]
    taken = pd.array(of_object, dtype="Int64").take(codes)
    return pd.Series(taken, index=values.index)


def judged(values: pd.Series, passes: Callable[[Interval], bool]) -> pd.Series:
    """Return which intervals of a series pass; blanks pass."""
    import pandas as pd

    codes, intervals = distinct(values)
    passing = (
        is_blank(interval) or passes(interval)  # type: ignore[arg-type]
        for interval in intervals
    )
    outcome = np.array([int(passed) for passed in passing]).astype(bool)
    return pd.Series(outcome[codes], index=values.index)


def days(values: pd.Series, end: bool) -> pd.Series:
    """Return the first day of each interval, or the last; ``NaT`` for a blank or an open end."""
    import pandas as pd

    codes, intervals = distinct(values)
    ends = [getattr(interval, "end" if end else "start", None) for interval in intervals]
    dates = np.array(ends, dtype="datetime64[D]")
    return pd.Series(dates[codes].astype("datetime64[s]"), index=values.index)


def latest_start(interval: Interval) -> date | None:
    """Return the last possible first day: the end of the month if only the month is known."""
    if interval.start is None or interval.start_precision == "day":
        return interval.start
    return _last(interval.start, interval.start_precision)


def earliest_end(interval: Interval) -> date | None:
    """Return the first possible last day: the start of the month if only the month is known."""
    if interval.end is None or interval.end_precision == "day":
        return interval.end
    return (
        interval.end.replace(day=1)
        if interval.end_precision == "month"
        else interval.end.replace(month=1, day=1)
    )


def _last(day: date, precision: Precision) -> date:
    month = day.month if precision == "month" else 12
    return day.replace(month=month, day=monthrange(day.year, month)[1])
