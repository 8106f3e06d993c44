"""Columns of a few values for tests of expressions, and their schema."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from report.arabic import Interval, parse_edtf
from report.expressions import Column, Schema, SchemaColumn, Scope, check, evaluate
from report.expressions.kinds import BOOLEAN, DATE, NUMBER, TEXT, WHOLE, Type
from report.expressions.typed import TableColumn
from report.expressions.vectors import BooleanVector, DateVector, NumberVector, TextVector, Vector

TYPES = {
    "number": NUMBER, "whole": WHOLE, "text": TEXT, "boolean": BOOLEAN, "date": DATE,
}  # fmt: skip


def vector_of(kind: str, values: Sequence[object]) -> Vector:
    """Return a vector of these values; dates are EDTF, ``None`` is a blank."""
    blank = np.array([value is None for value in values], dtype=bool)
    if kind in ("number", "whole"):
        numbers = [Fraction(0 if value is None else str(value)) for value in values]
        vector: Vector = NumberVector.of_fractions(numbers, np.arange(len(values)), blank)
        return vector
    if kind == "text":
        return TextVector.of([None if value is None else str(value) for value in values])
    if kind == "boolean":
        return BooleanVector.of(np.array([bool(value) for value in values], dtype=bool), blank)
    return DateVector.of([None if value is None else parse_edtf(str(value)) for value in values])


class Rows:
    """A frame of rows."""

    def __init__(self, vectors: dict[str, Vector], period: str = "2025-11") -> None:
        self._vectors = vectors
        self.period: Interval | None = parse_edtf(period)

    def __len__(self) -> int:
        return len(next(iter(self._vectors.values())))

    def column(self, column: Column) -> Vector:
        return self._vectors[column.name]

    def undetermined(self, column: Column) -> None:
        """Columns here are given, and none is computed."""

    def whole(self, column: TableColumn) -> Vector:
        return self._vectors[f"{column.table}.{column.name}"]

    def aggregate(self, aggregated: object) -> Vector:
        raise NotImplementedError

    def named(self, name: str) -> Vector:
        raise NotImplementedError


def scope_of(kinds: dict[str, str], is_ordered: bool = False) -> Scope:
    """Return the scope of a table whose columns are of these kinds."""
    types: dict[str, Type] = {name: TYPES[kind] for name, kind in kinds.items()}
    columns = {name: SchemaColumn(column) for name, column in types.items()}
    return Scope(Schema("events", columns, is_ordered=is_ordered))


def values(text: str, kinds: dict[str, str], cells: dict[str, Sequence[object]]) -> list[object]:
    """Return the values of an expression over columns."""
    frame = Rows({name: vector_of(kind, cells[name]) for name, kind in kinds.items()})
    return list(evaluate(check(text, scope_of(kinds)).tree, frame).objects())


def value(text: str) -> object:
    """Return the value of an expression over constants; a date as EDTF."""
    (result,) = values(text, {"row": "whole"}, {"row": [1]})
    return result.text if isinstance(result, Interval) else result
