"""``[measures.NAME]``: named numbers, and the registry of the functions that calculate them.

The functions of Mujaz are in :mod:`report.measures`, a module each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field
from pydantic_core import PydanticCustomError

from report.brief.base import Conditions, Strict, Text, Words
from report.brief.kinds import ByKind, Kind, by_key, name_of, unknown_kind
from report.brief.query import Query
from report.registry import Registry

MEASURES: Registry[Kind] = Registry(
    "measures", "report.measures.functions:FUNCTIONS", "report.measures.function:MeasureFunction"
)


class Measure(Strict):
    """What every measure may have. One more key names its function, and says what it is applied
    to."""

    elsewhere: ClassVar[frozenset[str]] = frozenset({"where", "by", "column"})

    label: Words
    noun: Text | None = None

    @property
    def function(self) -> str:
        """The name of the function, which is the key that says what it is applied to."""
        return name_of(MEASURES, self)

    def queries(self) -> Iterator[Query]:
        """Yield what the measure asks of tables."""
        yield from ()


class TableMeasure(Measure):
    """A measure that is calculated from the rows of a table, which the key of its function
    names."""

    where: Conditions = Field(default_factory=dict)
    by: Text | None = Field(
        default=None,
        description="also compute it for each value of this column: measures.NAME['value']",
    )

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(getattr(self, self.function))

    def queries(self) -> Iterator[Query]:
        """Yield the rows that the measure is calculated from."""
        yield Query(table=self.table, where=self.where, by=self.by)


class ColumnMeasure(TableMeasure):
    """A measure of one column of a table."""

    column: Text


def _chosen(data: Any) -> Strict:
    if not isinstance(data, dict):
        return Measure.model_validate(data)
    own = [name for name in MEASURES.builtin if name in data]
    name = by_key(MEASURES, data)
    if name is None or len(own) > 1:
        names = MEASURES.names()
        several = PydanticCustomError(
            "one_of", "exactly one is wanted", {"keys": ", ".join(own if len(own) > 1 else names)}
        )
        if len(own) > 1:
            raise several
        remaining = {
            key: value for key, value in data.items() if key not in ColumnMeasure.model_fields
        }
        raise unknown_kind(remaining, names, "Measure", several)
    return MEASURES[name].validated(data)


AnyMeasure = Annotated[Measure, ByKind(Measure, _chosen, MEASURES)]
