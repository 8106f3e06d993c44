"""``value``: an expression over aggregates and measures."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import Field

from report.brief.base import Name, Text
from report.brief.measures import FilteredMeasure
from report.errors import Location
from report.expressions.parser import parse
from report.expressions.syntax import Node
from report.measures.function import FormulaFunction
from report.measures.show import ShowAs, parse_show


class Formula(FilteredMeasure):
    """An expression over aggregates and other measures: ``sum(killed) / count()``."""

    value: Text = Field(
        description="an expression over aggregates and other measures: sum(killed) / count()"
    )
    from_: Name | None = Field(
        default=None,
        alias="from",
        description="the table whose rows are meant, where the expression does not say it",
    )
    show: Text | tuple[Text, ...] = Field(
        default=(),
        description="what of the measure is shown: share of total, running total, rank; several "
        "from left to right",
    )
    of: Text | None = Field(default=None, description="the dimension that show is about")

    @property
    def rows_of(self) -> str | None:
        """The name of the table; ``None`` where the expression says it."""
        return self.from_


class _Formula(FormulaFunction[Formula]):
    model = Formula

    def node(self, spec: Formula) -> Node:
        return parse(spec.value)

    def text(self, spec: Formula) -> str:
        return spec.value

    def table(self, spec: Formula) -> str | None:
        return spec.from_

    def show(self, spec: Formula, place: Callable[[str], Location]) -> tuple[ShowAs, ...]:
        words = spec.show if isinstance(spec.show, tuple) else (spec.show,)
        return tuple(parse_show(text, spec.of, place("show")) for text in words)


FORMULA = _Formula()
