"""``year``: years of up to four figures, printed without a thousands sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.intake.types.kind import NumericType

if TYPE_CHECKING:
    import numpy as np

    from report.brief.tables import Column
    from report.intake.normalise.model import Policy, Reading


class _Year(NumericType):
    name = "year"
    is_whole = True
    groups_thousands = False
    date_part = "year"
    fault = "bad-year"
    schema = "year"
    packed = "year"
    longest = 4

    def fits(self, numbers: np.ndarray) -> bool:
        from report.intake.normalise.years import FIRST, LAST

        return not len(numbers) or bool(numbers.min() >= FIRST and numbers.max() <= LAST)

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.years import read_years

        return read_years(cells, counts(), column, policy.locale)


YEAR = _Year()
