"""Measures of plug-ins, which are functions of rows or of measures and no expressions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from report.brief.measures import MEASURES
from report.expressions.exact import decimals_needed, plain
from report.expressions.kinds import NUMBER
from report.measures.dimensions import vector_of
from report.measures.function import TableFunction
from report.measures.model import UNDEFINED, Measure

if TYPE_CHECKING:
    from report.expressions.vectors import Vector
    from report.measures.formula import Formula
    from report.measures.function import Result as Counted
    from report.measures.grid import Setting
    from report.measures.lines import Level
    from report.measures.model import Value

#: The most decimals of a cell.
_MOST_DECIMALS = 30


def opaque_values(setting: Setting, formula: Formula, rows: Level, columns: Level) -> Vector:
    """Return the value of each cell of a measure whose function is not an expression."""
    counted = counted_cells(setting, formula, rows, columns)
    return vector_of([exact_value(result.value) for result in counted], NUMBER)


def counted_cells(setting: Setting, formula: Formula, rows: Level, columns: Level) -> list[Counted]:
    """Return the result of the function for the rows, or the measures, of each cell."""
    key = (formula.name, id(rows), id(columns))
    if key not in setting.counted:
        setting.counted[key] = _counted(setting, formula, rows, columns)
    return setting.counted[key]


def _counted(setting: Setting, formula: Formula, rows: Level, columns: Level) -> list[Counted]:
    function: Any = formula.function
    place = setting.formulas.place(formula.name, formula.spec.function)
    cells = len(rows) * len(columns)
    with MEASURES.guarded(formula.spec.function, place):
        if not isinstance(function, TableFunction):
            parents = [setting.grid(name).vector(rows, columns) for name in formula.parents]
            columns_of_parents = [vector.objects() for vector in parents]
            return [
                function.result(formula.spec, _parents(setting, formula, columns_of_parents, cell))
                for cell in range(cells)
            ]
        data = setting.data[formula.table]
        groups = setting.lines(rows, columns).groups(formula.table)
        groups = groups.only(setting.where_mask(formula))
        ends = np.append(groups.starts, len(groups.order)).tolist()
        return [
            function.result(
                formula.spec,
                data.table,
                data.table.frame.take(groups.order[ends[cell] : ends[cell + 1]]),
            )
            for cell in range(cells)
        ]


def _parents(
    setting: Setting, formula: Formula, columns: list[list[Value]], cell: int
) -> list[Measure]:
    """Return the measures that a derived one is calculated from, with their values for one cell."""
    measures = []
    for name, values in zip(formula.parents, columns, strict=True):
        parent = setting.formulas[name]
        style = parent.style
        measures.append(
            Measure(
                name,
                parent.label,
                plain_value(values[cell]),
                setting.formulas.rule(name),
                (),
                parent.spec.noun,
                is_share=style.is_ratio,
                decimals=style.decimals,
                is_percent=style.is_percent,
            )
        )
    return measures


def exact_value(value: int | Decimal) -> Value:
    """Return a number of a plug-in as an exact one; what is no number is blank."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return plain(value)
    return int(value)


def plain_value(value: Value) -> int | Decimal:
    """Return a value as measures of prose have it: ``int``, ``Decimal``, or :data:`UNDEFINED`."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return decimal_of(value) if isinstance(value, Fraction) else UNDEFINED


def decimal_of(value: Fraction) -> Decimal:
    """Return a fraction as a decimal number: exact where it has an end, else to 28 digits."""
    decimals = decimals_needed(value)
    if decimals is not None and decimals <= _MOST_DECIMALS:
        digits = str(value.numerator * 10**decimals // value.denominator)
        return Decimal(f"{digits}E-{decimals}")
    return Decimal(value.numerator) / Decimal(value.denominator)
