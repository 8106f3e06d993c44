"""Parts of Hijri dates, by the Umm al-Qura calendar of the package ``hijridate``.

The calendar covers 1 August 1924 to 16 November 2077; a date outside has no such part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

import numpy as np

from report.expressions.functions.calendar import DATE_PARAMETER, Numbers
from report.expressions.functions.function import Context, Function, Help
from report.expressions.kinds import Signature, Type
from report.expressions.vectors import DateVector, NumberVector, Vector, spread

#: The Reduced Julian Day Number of 1 January 1970 (Julian Day Number less 2,400,000).
_REDUCED_JULIAN = 40_588


@cache
def _month_starts() -> tuple[Numbers, int]:
    """Return the first day of each month, in days since 1970, and the number of the first month."""
    from hijridate import ummalqura

    starts = np.array(ummalqura.MONTH_STARTS, dtype=np.int64) - _REDUCED_JULIAN
    return starts, ummalqura.HIJRI_OFFSET


def _hijri(
    name: str,
    piece: Callable[[Numbers, Numbers], Numbers],
    is_of_day: bool,
    help_: Help,
    example: str,
) -> Function:
    """Return the function of a part.

    :param piece: returns the part, of months since the start of the calendar and days from 0.
    """

    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        vector = cast(DateVector, arguments[0])
        starts, offset = _month_starts()
        first, last = vector.first.astype(np.int64), vector.last.astype(np.int64)
        is_known = (first >= starts[0]) & (last < starts[-1])
        first_month = (
            np.searchsorted(starts, np.where(is_known, first, starts[0]), side="right") - 1
        )
        last_month = np.searchsorted(starts, np.where(is_known, last, starts[0]), side="right") - 1
        day = np.where(is_known, first, starts[0]) - starts[first_month]
        values = piece(first_month + offset, day)
        is_single = is_known & (values == piece(last_month + offset, day))
        if is_of_day:
            is_single &= first == last
        elif name == "hijri_month":
            is_single &= first_month == last_month
        blank = ~spread(is_single, vector.codes, False)
        numbers = spread(np.where(is_single, values, 0), vector.codes, 0)
        return NumberVector(numbers, 0, blank)

    result = Type("number", is_whole=True, part=name)
    return Function(name, Signature((DATE_PARAMETER,), result), evaluate, help_, (example,))


HIJRI_YEAR = _hijri(
    "hijri_year",
    lambda months, _days: months // 12 + 1,
    False,
    Help(
        "The Hijri year (Umm al-Qura), of dates from 1924-08-01 to 2077-11-16.",
        "السنة الهجرية (أم القرى)، لتواريخ ما بين 1924-08-01 و2077-11-16.",
    ),
    "hijri_year('2025-11-24')",
)
HIJRI_MONTH = _hijri(
    "hijri_month",
    lambda months, _days: np.mod(months, 12) + 1,
    False,
    Help("The Hijri month, 1 to 12; 9 is Ramadan.", "الشهر الهجري، من 1 إلى 12، و9 لرمضان."),
    "hijri_month('2025-03-01')",
)
HIJRI_DAY = _hijri(
    "hijri_day",
    lambda _months, days: days + 1,
    True,
    Help("The day of the Hijri month, 1 to 30.", "اليوم من الشهر الهجري، من 1 إلى 30."),
    "hijri_day('2025-11-24')",
)
