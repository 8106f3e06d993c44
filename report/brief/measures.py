"""``[measures.NAME]``: named numbers, and the registry of the functions that calculate them.

The functions of Mujaz are in :mod:`report.measures`, a module each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from report.brief.base import Strict, Text, Where, Words
from report.brief.kinds import ByKind, Kind, by_key, name_of, unknown_kind
from report.brief.query import Query
from report.registry import Registry

MEASURES: Registry[Kind] = Registry(
    "measures", "report.measures.functions:FUNCTIONS", "report.measures.function:MeasureFunction"
)


def _currency(code: str) -> str:
    """Take the code of a currency."""
    from report.arabic.amounts import is_currency

    if not is_currency(code):
        raise PydanticCustomError("bad_currency", "a currency is wanted", {"given": code})
    return code


class Measure(Strict):
    """What every measure may have. One more key names its function, and says what it is applied
    to."""

    elsewhere: ClassVar[frozenset[str]] = frozenset({"where", "by", "column", "from", "show", "of"})

    label: Words
    noun: Text | None = None
    unit: Words | None = Field(default=None, description="the unit that follows the number")
    currency: Annotated[Text, AfterValidator(_currency)] | None = Field(
        default=None, description="the currency of the amounts, by its code of ISO 4217: MAD"
    )
    scale: Literal["thousand", "million", "billion"] | None = Field(
        default=None, description="what printed numbers are divided by; tables say it in the head"
    )
    decimals: int | None = Field(
        default=None,
        ge=0,
        le=15,
        description="how many decimals are printed, rounded half away from zero",
    )
    percent: bool | None = Field(
        default=None,
        description="whether the numbers are percentages, 25 for 25%, printed with the sign",
    )

    @property
    def function(self) -> str:
        """The name of the function, which is the key that says what it is applied to."""
        return name_of(MEASURES, self)

    def queries(self) -> Iterator[Query]:
        """Yield what the measure asks of tables."""
        yield from ()


class FilteredMeasure(Measure):
    """A measure of the rows of a table that meet conditions, also for each value of a column."""

    where: Where = Field(
        default_factory=dict,
        description="the conditions on rows: an expression, or values by columns",
    )
    by: Text | None = Field(
        default=None,
        description="also compute it for each value of this column: measures.NAME['value']",
    )

    @property
    def rows_of(self) -> str | None:
        """The name of the table; ``None`` where the measure does not name it."""
        return None

    def queries(self) -> Iterator[Query]:
        """Yield the rows that the measure is calculated from."""
        if self.rows_of is not None:
            yield Query(table=self.rows_of, where=self.where, by=self.by)


class TableMeasure(FilteredMeasure):
    """A measure of the rows of the table that the key of its function names."""

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(getattr(self, self.function))

    @property
    def rows_of(self) -> str | None:
        """The name of the table."""
        return self.table


class ColumnMeasure(TableMeasure):
    """A measure of one column of a table."""

    column: Text


def _chosen(data: object) -> Strict:
    if not isinstance(data, dict):
        return Measure.model_validate(data)
    own = [name for name in MEASURES.builtin if name in data]
    name = by_key(MEASURES, data)
    if name is None or len(own) > 1:
        names = MEASURES.names()
        several = PydanticCustomError(
            "one_of", "exactly one is wanted", {"keys": tuple(own if len(own) > 1 else names)}
        )
        if len(own) > 1:
            raise several
        remaining = {
            key: value for key, value in data.items() if key not in ColumnMeasure.model_fields
        }
        raise unknown_kind(remaining, names, "Measure", several)
    return MEASURES[name].validated(data)


AnyMeasure = Annotated[Measure, ByKind(Measure, _chosen, MEASURES)]
