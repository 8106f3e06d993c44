"""``number``: decimal numbers, exact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from report.intake.types.kind import NumericType

if TYPE_CHECKING:
    import pandas as pd

    from report.intake.normalise.distinct import Distinct


class _Number(NumericType):
    name = "number"
    is_amount = True
    keys = NumericType.keys | {"percent", "decimals"}
    fault = "bad-number"
    schema = "number"
    packed = "number"
    longest = 15  # digits that a double holds

    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        """Return doubles, or decimals where a number has more digits than a double holds."""
        from report.intake.normalise.distinct import masked_series, object_series

        if not any(isinstance(value, Decimal) for value in values):
            return masked_series(values, distinct.codes, "Float64")
        exact = [Decimal(repr(value)) if isinstance(value, float) else value for value in values]
        return object_series(exact, distinct.codes)


NUMBER = _Number()
