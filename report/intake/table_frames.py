"""The tables of a brief as expressions see them: schemas, columns, and rows of other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Location
from report.expressions.distinct import distinct
from report.expressions.evaluation import undetermined_rows
from report.expressions.expression import check
from report.expressions.faults import ExpressionFault
from report.expressions.kinds import Type
from report.expressions.schema import Schema, SchemaColumn, Scope
from report.expressions.typed import Aggregated, Link, TableColumn
from report.expressions.typed import Column as TypedColumn
from report.intake.column_vectors import vector_of
from report.intake.types.kind import TextType, type_of
from report.intake.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from report.arabic.dates import Interval
    from report.brief.tables import Column, ForeignKey, Table
    from report.expressions.vectors import Mask, Vector
    from report.intake.model import EventTable


def schema_column(
    column: Column,
    locale: str,
    table: str,
    expression_type: Type | None = None,
    *,
    is_shown: bool = False,
) -> SchemaColumn:
    """Return a column as expressions know it: texts are compared as its cells are read.

    :param table: the name of its table.
    :param expression_type: the type of the expression of a computed column.
    :param is_shown: the declared values are in display form, as in an event table.
    """
    if expression_type is not None:
        values = column.values or expression_type.values
        return SchemaColumn(replace(expression_type, values=values))
    facts = column.facts
    shown = column if is_shown else type_of(column).shown(column, locale)
    values = tuple(map(str, shown.values)) if facts.kind == "text" else ()
    reader = _cell_reader(column, locale)
    result = Type(facts.kind, facts.is_whole, part=facts.date_part, values=values, as_cell=reader)
    return SchemaColumn(result, "" if column.value is not None else table)


def _cell_reader(column: Column, locale: str) -> Callable[[str], str] | None:
    """Return the function from a text of an expression to the cell that it means."""
    kind = type_of(column)
    if column.value is not None or not isinstance(kind, TextType):
        return None
    if not (kind.is_closed or type(kind).meant is not TextType.meant):
        return _cleaned

    def read(text: str) -> str:
        return str(kind.condition(text, column, locale, Location()))

    return read


def _cleaned(text: str) -> str:
    from report.intake.conditions import clean

    return clean(text)


def links_of(foreign_keys: Iterable[ForeignKey]) -> tuple[Link, ...]:
    """Return the foreign keys of a table as expressions follow them."""
    return tuple(Link(key.table, key.columns, key.references) for key in foreign_keys)


class AbsentColumnError(Exception):
    """A column that the brief declares and the table lacks, about which there is a finding."""


class TableFrame:
    """The rows of a table, whose columns become vectors when they are asked for."""

    def __init__(
        self,
        frames: TableFrames,
        schema: Schema,
        frame: pd.DataFrame,
        columns: Mapping[str, Column],
    ) -> None:
        self.schema = schema
        self._frames = frames
        self._frame = frame
        self._columns = columns
        self._vectors: dict[str, Vector] = {}
        self._rows: dict[Link, np.ndarray] = {}
        self._undetermined: dict[str, Mask | None] = {}

    @property
    def frames(self) -> TableFrames:
        """The tables that rows look things up in."""
        return self._frames

    @property
    def period(self) -> Interval | None:
        """The period of the brief."""
        return self._frames.period

    def __len__(self) -> int:
        return len(self._frame)

    @property
    def vectors(self) -> Mapping[str, Vector]:
        """The columns that were asked for so far, or added."""
        return self._vectors

    def put(self, name: str, vector: Vector) -> None:
        """Add a column."""
        self._vectors[name] = vector

    def has(self, name: str) -> bool:
        """Return whether the table has a column, and does not only declare it."""
        return name in self._vectors or name in self._frame.columns

    def own(self, name: str) -> Vector:
        """Return a column of the table itself.

        :raises AbsentColumnError: when the table lacks a declared column.
        """
        if name not in self._vectors:
            if name not in self._frame.columns:
                raise AbsentColumnError(name)
            column = self._columns[name]
            array: Any = self._frame[name].array
            if not isinstance(array, Values):
                store = type_of(column).store(self._frame[name], self._frames.locale)
                array = Values(store)
            self._vectors[name] = vector_of(array, column)
        return self._vectors[name]

    def column(self, column: TypedColumn) -> Vector:
        """Return a column, along the foreign keys of its path; blank where a key leads nowhere.

        :raises ExpressionError: ``several-rows`` when a key leads to several rows.
        """
        if not column.path:
            return self.own(column.name)
        link, *rest = column.path
        target = self._frames[link.table]
        vector = target.column(TypedColumn(column.span, column.type, tuple(rest), column.name))
        return taken(vector, self._linked_rows(link))

    def undetermined(self, column: TypedColumn) -> Mask | None:
        """Return the rows in which a computed column is blank because a date does not determine it;
        ``None`` without such rows."""
        if not column.path:
            return self.own_undetermined(column.name)
        link, *rest = column.path
        target = self._frames[link.table]
        mask = target.undetermined(TypedColumn(column.span, column.type, tuple(rest), column.name))
        rows = self._linked_rows(link)
        return None if mask is None else mask[rows] & (rows >= 0)

    def own_undetermined(self, name: str) -> Mask | None:
        """Return the rows of :meth:`undetermined` for a column of the table itself."""
        if name not in self._undetermined:
            self._undetermined[name] = None  # a column that another table computes may lead here
            self._undetermined[name] = self._computed_undetermined(name)
        return self._undetermined[name]

    def _computed_undetermined(self, name: str) -> Mask | None:
        column = self._columns.get(name)
        if column is None or column.value is None:
            return None
        try:
            tree = check(column.value, Scope(self.schema)).tree
        except ExpressionFault:
            return None  # another table computes it, from columns that this one lacks
        mask = undetermined_rows(tree, self)
        return None if mask is None else mask & self.own(name).blank

    def whole(self, column: TableColumn) -> Vector:
        """Return all values of a column of another table."""
        return self._frames[column.table].own(column.name)

    def only(self, places: np.ndarray) -> SelectedFrame:
        """Return some of the rows, whose columns are taken from those of this one."""
        return SelectedFrame(self._frames, self.schema, self, places)

    def aggregate(self, aggregated: Aggregated) -> Vector:
        """Rows have no aggregates; the checker refuses them."""
        raise TypeError(aggregated.aggregate.name)

    def named(self, name: str) -> Vector:
        """Rows have no measures; the checker refuses them."""
        raise TypeError(name)

    def _linked_rows(self, link: Link) -> np.ndarray:
        """Return for each row the row that its key leads to, -1 if none."""
        if link not in self._rows:
            self._rows[link] = self._joined(link, self._frames[link.table])
        return self._rows[link]

    def _joined(self, link: Link, target: TableFrame) -> np.ndarray:
        ours = np.zeros(len(self), dtype=np.int64)
        theirs = np.zeros(len(target), dtype=np.int64)
        for column, reference in zip(link.columns, link.references, strict=True):
            values, codes = distinct(target.own(reference))
            numbers = {value: number for number, value in enumerate(values)}
            own_values, own_codes = distinct(self.own(column))
            own_numbers = [numbers.get(value, -1) for value in own_values]
            matched = np.array([*own_numbers, -1], dtype=np.int64)[own_codes]
            ours = _combined(ours, matched, len(values))
            theirs = _combined(theirs, codes.astype(np.int64), len(values))
        return self._matched(link, ours, theirs)

    def _matched(self, link: Link, ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
        """Return the place in ``theirs`` of each number of ``ours``; -1 matches nothing."""
        filled = np.flatnonzero(theirs >= 0)
        order = filled[np.argsort(theirs[filled], kind="stable")]
        numbers = theirs[order]
        repeated = numbers[1:][numbers[1:] == numbers[:-1]]
        if np.isin(repeated, ours).any():
            row = int(order[np.searchsorted(numbers, repeated[np.isin(repeated, ours)][0])])
            target = self._frames[link.table]
            cells = [
                target.own(name).take(np.array([row])).objects()[0] for name in link.references
            ]
            key = "، ".join(str(cell) for cell in cells)
            raise ExpressionError.of("several-rows", None, table=link.table, key=key)
        if not len(numbers):
            return np.full(len(ours), -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(numbers, ours), len(numbers) - 1)
        return np.where((numbers[place] == ours) & (ours >= 0), order[place], -1)


class SelectedFrame(TableFrame):
    """Rows of another table, in any order and number, with further columns.

    ``uncertain`` counts the rows that a condition left out because a date is uncertain.
    """

    uncertain: int = 0

    def __init__(
        self, frames: TableFrames, schema: Schema, source: TableFrame, rows: np.ndarray
    ) -> None:
        super().__init__(frames, schema, source._frame, source._columns)
        self._source = source
        self._places = rows

    def __len__(self) -> int:
        return len(self._places)

    def has(self, name: str) -> bool:
        """Return whether the rows have a column: an added one, or one of the source."""
        return name in self._vectors or self._source.has(name)

    def own(self, name: str) -> Vector:
        """Return a column: an added one, or one of the source."""
        if name not in self._vectors:
            self._vectors[name] = taken(self._source.own(name), self._places)
        return self._vectors[name]

    def own_undetermined(self, name: str) -> Mask | None:
        """Return the rows of :meth:`undetermined` for a column of the rows themselves."""
        if name in self._undetermined or not self._source.has(name):
            return super().own_undetermined(name)
        mask = self._source.own_undetermined(name)
        self._undetermined[name] = None if mask is None else mask[self._places]
        return self._undetermined[name]


def _combined(keys: np.ndarray, codes: np.ndarray, width: int) -> np.ndarray:
    """Return the numbers of pairs; -1 where either is blank."""
    return np.where((keys < 0) | (codes < 0), -1, keys * max(width, 1) + codes)


def taken(vector: Vector, rows: np.ndarray) -> Vector:
    """Return a vector's values at rows; -1 gives a blank."""
    from report.expressions.functions.choices import blank_of, chosen

    if not len(vector):
        return blank_of(vector.kind).take(np.zeros(len(rows), dtype=np.int64))
    is_row = rows >= 0
    return chosen(is_row, vector.take(np.where(is_row, rows, 0)), blank_of(vector.kind))


class TableFrames:
    """The tables of a brief, by name."""

    def __init__(self, locale: str, period: Interval | None) -> None:
        self.locale = locale
        self.period = period
        self.schemas: MutableMapping[str, Schema] = {}
        self.tables: Mapping[str, EventTable] = {}
        self._frames: dict[str, TableFrame] = {}

    def __getitem__(self, name: str) -> TableFrame:
        return self._frames[name]

    def __contains__(self, name: object) -> bool:
        return name in self._frames

    def put(self, name: str, frame: TableFrame) -> None:
        """Add a table under its name."""
        self.schemas[name] = frame.schema
        self._frames[name] = frame

    def add(
        self,
        name: str,
        frame: pd.DataFrame,
        columns: Mapping[str, Column],
        foreign_keys: Iterable[ForeignKey] = (),
        schema_columns: Mapping[str, SchemaColumn] | None = None,
        is_ordered: bool = False,
    ) -> TableFrame:
        """Add a table whose columns are normal values or stored ones.

        :param columns: the declaration of each column of the frame.
        :param schema_columns: its columns as expressions know them, if they are not those of
            ``columns``.
        :param is_ordered: its rows have a declared order.
        """
        if schema_columns is None:
            schema_columns = {
                title: schema_column(columns[title], self.locale, name) for title in frame.columns
            }
        links = links_of(foreign_keys)
        schema = Schema(name, schema_columns, links, self.schemas, is_ordered)
        self.put(name, TableFrame(self, schema, frame, columns))
        return self._frames[name]

    def add_declared(
        self,
        name: str,
        frame: pd.DataFrame,
        columns: Mapping[str, Column],
        foreign_keys: Iterable[ForeignKey] = (),
    ) -> TableFrame:
        """Add a table that may lack some of its declared columns."""
        schema_columns = {
            title: schema_column(column, self.locale, name) for title, column in columns.items()
        }
        return self.add(name, frame, columns, foreign_keys, schema_columns)


def frames_of_tables(
    tables: Mapping[str, EventTable],
    specs: Mapping[str, Table],
    locale: str,
    period: Interval | None,
) -> TableFrames:
    """Return event tables as expressions see them, with their computed columns."""
    frames = TableFrames(locale, period)
    frames.tables = tables
    for name, table in tables.items():
        keys, is_ordered = specs[name].foreign_keys, bool(specs[name].order)
        schema_columns = {
            title: schema_column(
                table.columns[title], locale, name, table.types.get(title), is_shown=True
            )
            for title in table.frame.columns
        }
        frames.add(name, table.frame, table.columns, keys, schema_columns, is_ordered)
    return frames
