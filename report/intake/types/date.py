"""``date``: days and intervals, in EDTF level 0, Gregorian and Hijri."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.intake.types.kind import ColumnType

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column
    from report.intake.normalise.distinct import Distinct
    from report.intake.normalise.model import Policy, Reading

#: Dates and intervals of :func:`report.arabic.parse_edtf`; Table Schema has single days only.
_EDTF = r"\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?"
_EDTF_TYPE = "http://id.loc.gov/datatypes/edtf"


class _Date(ColumnType):
    name = "date"
    kind = "date"
    keys = frozenset({"within", "minimum", "maximum"})
    fault = "bad-date-cell"

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.dates import read_dates

        return read_dates(cells, counts, column, policy.period)

    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        from report.intake.normalise.distinct import object_series

        return object_series(values, distinct.codes)

    def constraints(self, column: Column) -> dict[str, object]:
        return {"pattern": f"^({_EDTF})(/({_EDTF}))?$"}

    def schema_properties(self, column: Column) -> tuple[dict[str, object], dict[str, object]]:
        """Return the type in RDF, and the bounds: Table Schema has none for texts."""
        bounds = {key: getattr(column, key) for key in ("minimum", "maximum", "within")}
        own = {key: _plain(bound) for key, bound in bounds.items() if bound}
        return {"rdfType": _EDTF_TYPE}, own


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


DATE = _Date()
