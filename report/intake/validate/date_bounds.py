"""Checks of dates against bounds, once per distinct date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from report.intake.missing_values import is_missing
from report.intake.normalise.distinct import shared_objects

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval
    from report.arabic.dates import Precision


def judged(values: pd.Series, passes: Callable[[Interval], bool]) -> pd.Series:
    """Return which intervals of a series pass; blanks pass."""
    import pandas as pd

    codes, intervals = shared_objects(values)
    passing = (
        is_missing(interval) or passes(interval)  # type: ignore[arg-type]
        for interval in intervals
    )
    outcome = np.array([int(passed) for passed in passing]).astype(bool)
    return pd.Series(outcome[codes], index=values.index)


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
