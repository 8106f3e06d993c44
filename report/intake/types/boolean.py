"""``boolean``: yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.intake.types.kind import ColumnType

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.base import Scalar
    from report.brief.tables import Column
    from report.intake.normalise.distinct import Distinct
    from report.intake.normalise.model import Policy, Reading


class _Boolean(ColumnType):
    name = "boolean"
    kind = "boolean"
    is_closed = True
    reads_text = True
    fault = "bad-boolean"
    schema = "boolean"
    packed = "boolean"

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.words import read_booleans

        return read_booleans(cells)

    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        from report.intake.normalise.distinct import masked_series

        return masked_series(values, distinct.codes, "boolean")

    def may_be(self, value: Scalar) -> bool:
        return isinstance(value, bool | str)


BOOLEAN = _Boolean()
