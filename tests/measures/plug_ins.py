"""Functions of measures as another package has them: of rows, and of measures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from report.brief.base import Name
from report.brief.measures import ColumnMeasure, Measure
from report.intake.model import EventTable
from report.measures.function import DerivedFunction, Result, TableFunction
from report.measures.model import UNDEFINED
from report.measures.model import Measure as Counted
from report.measures.selection import numbers_in


class Product(ColumnMeasure):
    """The product of a column of numbers."""

    product: Name


class _Product(TableFunction[Product]):
    model = Product

    def result(self, spec: Product, table: EventTable, frame: pd.DataFrame) -> Result:
        product = Decimal(1)
        for number in numbers_in(frame, spec.column):
            product *= number
        return Result(product if len(frame) else UNDEFINED, 1)

    def rule(self, spec: Product, table: EventTable) -> str:
        return f"جداء عمود «{table.columns[spec.column].label}»"


class Larger(Measure):
    """The larger of two measures."""

    larger: tuple[Name, Name]


class _Larger(DerivedFunction[Larger]):
    model = Larger

    def parents(self, spec: Larger) -> Sequence[str]:
        return spec.larger

    def result(self, spec: Larger, parents: Sequence[Counted]) -> Result:
        return Result(max(parent.value for parent in parents if parent.is_defined))

    def rule(self, spec: Larger, parents: Sequence[Counted]) -> str:
        return f"أكبر «{parents[0].label}» و«{parents[1].label}»"


PRODUCT, LARGER = _Product(), _Larger()
