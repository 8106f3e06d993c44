"""Tables that are derived from a table: its rows filtered, stacked, grouped and ordered.

Each row of a derived table knows the rows of that table that it is made of
(:class:`Derivation`), so that a number of it leads to the rows of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, cast

import numpy as np

from report.errors import ExpressionError
from report.expressions.evaluation import evaluate
from report.expressions.expression import Expression, check, check_condition
from report.expressions.faults import ExpressionFault
from report.expressions.functions.choices import chosen
from report.expressions.kinds import Type, common
from report.expressions.schema import Schema, SchemaColumn, Scope
from report.expressions.typed import Column as TypedColumn
from report.expressions.vectors import BooleanVector, repeated
from report.intake.column_vectors import type_name
from report.intake.sorting import sorted_rows
from report.intake.sources.limits import MOST_STACKED_ROWS
from report.intake.table_frames import SelectedFrame

if TYPE_CHECKING:
    from report.brief.tables import Column, Table
    from report.expressions.typed import Link
    from report.expressions.vectors import Vector
    from report.intake.table_frames import TableFrame, TableFrames


class DerivedFault(Exception):
    """A fault of the declaration of a derived table: a rule, the key below the table, values."""

    def __init__(
        self, rule: str, path: tuple[str | int, ...], values: Mapping[str, object]
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.path = path
        self.values = values


@contextmanager
def of_key(*path: str | int) -> Iterator[None]:
    """Say that an expression stands under a key of the table.

    :raises DerivedFault: what is wrong with the expression, or with a value of it.
    """
    try:
        yield
    except ExpressionFault as fault:
        raise DerivedFault(fault.rule, path, fault.values) from None
    except ExpressionError as error:
        raise DerivedFault(error.findings[0].rule, path, error.findings[0].values) from None


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The table that a derived one comes from.

    ``places`` are the positions of the rows of ``frame`` in it; ``None`` for all.
    """

    name: str
    frame: TableFrame
    columns: Mapping[str, Column]
    types: Mapping[str, Type]
    links: tuple[Link, ...]
    places: np.ndarray | None = None

    def only(self, places: np.ndarray) -> Origin:
        """Return some rows of the table; what they look up stays whole."""
        frame = self.frame.only(places)
        return Origin(self.name, frame, self.columns, self.types, self.links, places)

    def positions(self, rows: np.ndarray) -> np.ndarray:
        """Return the positions in the table of rows of ``frame``."""
        return rows if self.places is None else self.places[rows]


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """Which rows of another table the rows of a derived one are made of, by position from 0.

    The rows of row ``i`` are ``rows[starts[i]:starts[i + 1]]``, in ascending order.
    """

    table: str
    rows: np.ndarray
    starts: np.ndarray

    @classmethod
    def of_rows(cls, table: str, rows: np.ndarray) -> Derivation:
        """Return the derivation of rows that come from one row each."""
        return cls(table, rows, np.arange(len(rows) + 1))

    def source_rows(self, rows: np.ndarray) -> np.ndarray:
        """Return the rows of the source that some rows are made of, ascending, each once."""
        return np.unique(self.only(rows).rows)

    def only(self, rows: np.ndarray) -> Derivation:
        """Return the derivation of some of the rows."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(lengths)
        places = np.repeat(self.starts[rows] - (ends - lengths), lengths)
        places += np.arange(int(lengths.sum()))
        return Derivation(self.table, self.rows[places], np.concatenate([[0], ends]))


@dataclass(frozen=True, slots=True, eq=False)
class NewColumn:
    """A column of a derived table that its own declaration does not compute."""

    column: Column
    type: Type
    vector: Vector


def expression_column(
    name: str, declared: Column | None, model: Column | None, type_: Type
) -> Column:
    """Return the declaration of a column by its expression.

    :param declared: what the brief says of it.
    :param model: the column that the expression names, whose declaration holds otherwise.
    """
    from report.brief.tables import Column

    if model is not None:
        return copied_column(model, declared)
    base = Column(label=name) if declared is None else declared
    if base.has_own_type:
        return base
    values = base.values or type_.values
    is_year = type_.part in ("year", "iso_year", "decade", "hijri_year")
    name_of_type = "year" if is_year else type_name(type_.kind, type_.is_whole, bool(values))
    return base.model_copy(
        update={"type": name_of_type, "values": values if type_.kind == "text" else ()}
    )


def copied_column(model: Column, declared: Column | None) -> Column:
    """Return the declaration of a column that a derived table takes from its source.

    :param declared: what the brief says of it; the declaration of ``model`` holds otherwise.
    """
    if declared is None:
        return model
    values = declared.values or model.values
    return declared.model_copy(update={"type": model.type, "values": values})


def selected(
    frames: TableFrames, spec: Table, origin: Origin
) -> tuple[SelectedFrame, dict[str, NewColumn], np.ndarray]:
    """Return the rows of the origin, each once for each entry of ``stack``, that meet ``where``.

    The columns of the entries and the positions of the rows in the origin are returned with them.

    :raises DerivedFault: ``uneven-stack``, ``stack-too-long``, and what is wrong with an
        expression.
    """
    entries = max(len(spec.stack), 1)
    if spec.stack and len(origin.frame) * entries > MOST_STACKED_ROWS:
        raise DerivedFault("stack-too-long", ("stack",), {"limit": MOST_STACKED_ROWS})
    rows = np.repeat(np.arange(len(origin.frame)), entries)
    added = _stack_columns(spec, origin, rows)
    schema_columns = dict(origin.frame.schema.columns.items())
    schema_columns |= {name: SchemaColumn(item.type) for name, item in added.items()}
    schema = Schema(
        origin.name, schema_columns, origin.links, frames.schemas, origin.frame.schema.is_ordered
    )
    frame = SelectedFrame(frames, schema, origin.frame, rows)
    for name, item in added.items():
        frame.put(name, item.vector)
    if spec.where is None:
        return frame, added, rows
    with of_key("where"):
        condition = check_condition(spec.where, Scope(schema))
        truths = cast(BooleanVector, evaluate(condition.tree, frame))
    places = np.flatnonzero(truths.values)
    added = {
        name: NewColumn(item.column, item.type, item.vector.take(places))
        for name, item in added.items()
    }
    taken = taken_frame(frames, frame, added, rows[places], origin)
    taken.uncertain = int(truths.uncertain.sum())
    return taken, added, rows[places]


def taken_frame(
    frames: TableFrames,
    frame: TableFrame,
    added: Mapping[str, NewColumn],
    rows: np.ndarray,
    origin: Origin,
) -> SelectedFrame:
    """Return a frame of rows of the origin, with added columns of as many rows."""
    taken = SelectedFrame(frames, frame.schema, origin.frame, rows)
    for name, item in added.items():
        taken.put(name, item.vector)
    return taken


def _stack_columns(spec: Table, origin: Origin, rows: np.ndarray) -> dict[str, NewColumn]:
    """Return the columns of the entries: each row takes the value of its entry."""
    names = tuple(spec.stack[0]) if spec.stack else ()
    for index, entry in enumerate(spec.stack):
        if set(entry) != set(names):
            values = {"given": tuple(entry), "known": tuple(names)}
            raise DerivedFault("uneven-stack", ("stack", index), values)
    entry_of_row = np.tile(np.arange(max(len(spec.stack), 1)), len(origin.frame))
    return {name: _stacked(name, spec, origin, rows, entry_of_row) for name in names}


def _stacked(
    name: str, spec: Table, origin: Origin, rows: np.ndarray, entry_of_row: np.ndarray
) -> NewColumn:
    expressions: list[Expression] = []
    for index, entry in enumerate(spec.stack):
        with of_key("stack", index, name):
            expressions.append(check(entry[name], Scope(origin.frame.schema)))
    types = [expression.type for expression in expressions]
    alike = common(types)
    if alike is None:
        kinds = tuple(dict.fromkeys(item.kind for item in types))
        raise DerivedFault("stack-kinds", ("stack", 0, name), {"column": name, "kinds": kinds})
    vectors = []
    for index, expression in enumerate(expressions):
        with of_key("stack", index, name):
            vectors.append(evaluate(expression.tree, origin.frame).take(rows))
    numbered = list(enumerate(vectors))
    vector = reduce(
        lambda joined, pair: chosen(entry_of_row == pair[0], pair[1], joined),
        numbered[1:],
        vectors[0],
    )
    models = [plain_column(expression, origin) for expression in expressions]
    is_alike = all(model is not None and model.type == models[0].type for model in models)  # type: ignore[union-attr]
    model = models[0] if is_alike and len(models) == 1 else None
    declared = spec.columns.get(name)
    column = expression_column(name, declared, model, alike)
    return NewColumn(column, alike, vector)


def plain_column(expression: Expression, origin: Origin) -> Column | None:
    """Return the declaration of the column that an expression names and is; else ``None``."""
    tree = expression.tree
    if isinstance(tree, TypedColumn) and not tree.path:
        return origin.columns.get(tree.name)
    return None


def order_keys(
    spec: Table, scope: Scope, frame: TableFrame | object, is_column: Sequence[str]
) -> list[tuple[Vector, bool]]:
    """Return the keys of ``order``, each with whether it descends."""
    keys = []
    for index, text in enumerate(spec.order):
        is_descending = text.startswith("-") and text not in is_column
        with of_key("order", index):
            expression = check(f" {text[1:]}" if is_descending else text, scope)
            keys.append((evaluate(expression.tree, frame), is_descending))  # type: ignore[arg-type]
    return keys


def ordered_rows(
    spec: Table, scope: Scope, frame: TableFrame | object, names: Sequence[str], length: int
) -> np.ndarray:
    """Return the rows in the order of the table."""
    keys = order_keys(spec, scope, frame, names)
    return sorted_rows([(repeated(vector, length), is_down) for vector, is_down in keys], length)


def without_value(spec: Table, name: str) -> Column | None:
    """Return what the brief says of a column that it does not compute."""
    declared = spec.columns.get(name)
    return declared if declared is not None and declared.value is None else None
