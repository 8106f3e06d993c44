"""The measures of a brief by any dimensions: a query in, a table of cells out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Location, MujazError
from report.expressions.faults import ExpressionFault, Span, faults_at
from report.expressions.parser import parse
from report.expressions.syntax import Name, text_of
from report.measures.asked_conditions import AskedConditions
from report.measures.cells import Grouping, grouping_of
from report.measures.completing import check_completable, completed, extra_keys
from report.measures.dimensions import Codes, dimension_of
from report.measures.formula import Leaf
from report.measures.formulas import Formulas
from report.measures.grid import Setting
from report.measures.lines import Side
from report.measures.members import ALL, Dimension
from report.measures.model import Note
from report.measures.query import Asked, Query
from report.measures.results import Answer
from report.measures.selection import unknown_measure
from report.measures.table_data import TableData
from report.measures.trees import substituted

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.brief.load import LoadedBrief
    from report.brief.tables import Column
    from report.expressions.kinds import Type
    from report.expressions.syntax import Node
    from report.expressions.typed import Typed
    from report.expressions.vectors import Mask
    from report.intake.model import EventTable
    from report.measures.model import Cell, Result
    from report.measures.query import DimensionText, Where


class Engine:
    """Answers the queries of a brief.

    Vectors of expressions over the rows are made once, so that all blocks of a brief read a table
    once.
    """

    def __init__(self, brief: LoadedBrief, tables: Mapping[str, EventTable]) -> None:
        from report.arabic.dates import parse_edtf

        self._brief = brief
        self.period = parse_edtf(brief.model.brief.period)
        self.data = {name: TableData(table) for name, table in tables.items()}
        self.formulas = Formulas(brief, self.data)
        self._dimensions: dict[tuple[Any, ...], tuple[Dimension, dict[str, Codes]]] = {}
        self.limits: Mapping[str, tuple[Where, ...]] = {}
        #: The engine over all rows of the brief.
        self.whole = self
        self.conditions = AskedConditions()

    def limited(
        self, limits: Mapping[str, tuple[Where, ...]], whole: Engine | None = None
    ) -> Engine:
        """Return an engine that answers about the rows of some tables that meet conditions.

        It shares all vectors with this one.

        :param limits: the conditions by table; tables without any are whole.
        :param whole: the engine over all rows, if this one has only those that meet them.
        """
        limited = copy(self)
        limited.limits = limits
        limited.whole = (whole or self).whole
        limited.conditions = limited.whole.conditions
        return limited

    @property
    def locale(self) -> str:
        """The locale that labels are printed in."""
        return self._brief.model.brief.locale

    def result(self, query: Query) -> Result:
        """Return the answer to a query.

        :raises ExpressionError: what is wrong with the query, at its places in the brief.
        """
        return self.answer(query).result()

    def cell(self, measure: str, within: tuple[Where, ...] = ()) -> Cell:
        """Return a measure over all rows that meet some conditions.

        :raises ExpressionError: as :meth:`result`.
        """
        return self.result(Query(measures=(Asked(measure=measure),), within=within)).cell(0)

    def holds(self, text: str, place: Location, within: tuple[Where, ...] = ()) -> bool:
        """Return whether a condition on measures is true: ``measures.attacks > 0``.

        :raises ExpressionError: what is wrong with the condition, at its place in the brief.
        """
        with faults_at(place):
            node = substituted(parse(text), _without_prefix)
        asked = (Asked(measure=self.formulas.measure_of(node, place)),)
        query = Query(
            measures=asked, within=within, having=text_of(node), locate=lambda _key: place
        )
        return bool(self.result(query).rows)

    def answer(self, query: Query) -> Answer:
        """Return the groups of a query, from which the result is made.

        :raises ExpressionError: what is wrong with the query, at its places in the brief.
        """
        for asked in query.measures:
            if asked.measure not in self.formulas:
                place = query.locate(asked.key)
                raise ExpressionError(unknown_measure(asked.measure, self.formulas.names, place))
        names = tuple(dict.fromkeys(asked.measure for asked in query.measures))
        leaves = self.formulas.leaves(names)
        tables = tuple(dict.fromkeys(leaf.table for leaf in leaves))
        if not tables:
            tables = tuple(dict.fromkeys(self.formulas.formula(name).table for name in names))
        self.conditions.add_query(query, tables)
        rows = _Axes(self, query.rows, query, "rows", tables)
        columns = _Axes(self, query.columns, query, "columns", tables)
        grouped = _Grouped(self, query, leaves, tables, rows, columns)
        count = len(rows.parts)
        dimensions, keys = grouped.dimensions, grouped.grouping.keys
        setting = Setting(
            self.formulas,
            self.data,
            grouped.grouping,
            Side(dimensions[:count], rows.depths, keys[:, :count]),
            Side(dimensions[count:], columns.depths, keys[:, count:]),
            self.period,
            query.locate("measures"),
            self.conditions,
        )
        return Answer(
            setting, query, grouped.included, tuple(grouped.notes), self.locale, self.limits
        )

    def type_of(self, query: Query, text: DimensionText) -> Type | None:
        """Return the type of a dimension of a query; ``None`` if it is unknown.

        :meth:`result` reports what is wrong with the query.
        """
        if not isinstance(text, str):
            return None
        try:
            leaves = self.formulas.leaves([asked.measure for asked in query.measures])
            table = leaves[0].table
            node = self.node(text, (table,))
            return self.data[table].typed(node, text, query.locate("rows")).type
        except (ExpressionFault, MujazError, KeyError):
            return None

    def node(self, text: str, tables: Sequence[str]) -> Node:
        """Return the tree of a dimension: a column by its whole name, or an expression.

        The name of a column may have blanks and signs.

        :raises ExpressionFault: what is wrong with the expression.
        """
        if any(text in self.data[table].table.columns for table in tables):
            return Name(Span(0, 0), (text,))
        return parse(text)

    def dimension(
        self,
        node: Node,
        text: str,
        tables: Sequence[str],
        query: Query,
        place: Location,
        extra: Sequence[Any] = (),
    ) -> tuple[Dimension, dict[str, Codes], Typed]:
        """Return a dimension over some tables, and the code of each row of each."""
        trees = {table: self.data[table].typed(node, text, place) for table in tables}
        tree = next(iter(trees.values()))
        if len({each.type.kind for each in trees.values()}) > 1:
            names = tuple(tables)
            raise ExpressionError.of("mixed-kinds", place, dimension=text, known=names)
        column = self._column(node, tables)
        label = query.labels.get(text) or self.heading(node, tree, tables)
        key = (node, tuple(tables), label, tuple(map(str, extra)))
        if key not in self._dimensions:
            with faults_at(place):
                vectors = {table: self.data[table].vector(each) for table, each in trees.items()}
            self._dimensions[key] = dimension_of(
                text, node, tree.type, label, vectors, self.locale, extra, column
            )
        dimension, codes = self._dimensions[key]
        return dimension, codes, tree

    def heading(self, node: Node, tree: Typed, tables: Sequence[str]) -> str:
        """Return what an expression over the rows of tables is called: a column by its label."""
        column = self._column(node, tables)
        return self.formulas.words().heading(tree, tables[0]) if column is None else column.label

    def grouped_columns(self) -> tuple[tuple[str, str], ...]:
        """Return the tables and columns that the queries so far group rows by."""
        pairs: dict[tuple[str, str], None] = {}
        for node, tables, *_ in self._dimensions:
            if isinstance(node, Name) and len(node.path) == 1:
                (column,) = node.path
                named = ((table, column) for table in tables)
                pairs.update((pair, None) for pair in named if column in self._columns(pair[0]))
        return tuple(pairs)

    def _columns(self, table: str) -> Mapping[str, Column]:
        return self.data[table].table.columns

    def _column(self, node: Node, tables: Sequence[str]) -> Column | None:
        """Return the column that a dimension is; ``None`` for any other expression."""
        if isinstance(node, Name) and len(node.path) == 1:
            for table in tables:
                column = self.data[table].table.columns.get(node.path[0])
                if column is not None:
                    return column
        return None


def _without_prefix(node: Node) -> Node | None:
    """Return a measure that is written as ``measures.NAME`` by its name alone."""
    is_prefixed = isinstance(node, Name) and len(node.path) == 2 and node.path[0] == "measures"
    return Name(node.span, node.path[1:]) if is_prefixed and isinstance(node, Name) else None


class _Axes:
    """The expressions of the dimensions of one side, and how deep each level of nesting is."""

    def __init__(
        self,
        engine: Engine,
        texts_of_side: Sequence[DimensionText],
        query: Query,
        key: str,
        tables: Sequence[str],
    ) -> None:
        self.parts: list[tuple[str, Node, Location]] = []
        self.depths: list[int] = []
        for dimension in texts_of_side:
            for text in (dimension,) if isinstance(dimension, str) else dimension:
                place = query.locate(query.keys.get(text, key))
                with faults_at(place):
                    self.parts.append((text, engine.node(text, tables), place))
            self.depths.append(len(self.parts))

    def levels(self, start: int) -> Iterator[range]:
        """Yield the places of the expressions of each dimension, counted from ``start``."""
        first = 0
        for last in self.depths:
            yield range(start + first, start + last)
            first = last


class _Grouped:
    """The rows of a query in their groups."""

    def __init__(
        self,
        engine: Engine,
        query: Query,
        leaves: Sequence[Leaf],
        tables: Sequence[str],
        rows: _Axes,
        columns: _Axes,
    ) -> None:
        self._engine = engine
        self._query = query
        self._tables = tables
        self._parts = (*rows.parts, *columns.parts)
        self._levels = (*rows.levels(0), *columns.levels(len(rows.parts)))
        self._leaves = leaves
        self.notes: list[Note] = []
        self._extra: list[Sequence[Any]] = [()] * len(self._parts)
        self._read()
        self.included = self._rows()
        self._present = {table: self._appearing(table) for table in tables}
        self.grouping = self._group(np.empty((0, len(self._parts)), dtype=np.int64))
        if query.complete:
            self._complete()

    def _read(self) -> None:
        read = [
            self._engine.dimension(node, text, self._tables, self._query, place, extra)
            for (text, node, place), extra in zip(self._parts, self._extra, strict=True)
        ]
        self.dimensions = [dimension for dimension, _, _ in read]
        self._trees = [tree for _, _, tree in read]
        self._codes = {table: [codes[table] for _, codes, _ in read] for table in self._tables}

    def _rows(self) -> dict[str, Mask]:
        """Return by table the rows that ``where`` keeps, without blanks where these are hidden."""
        query, uncertain = self._query, 0
        included = {}
        hidden = [0] * len(self._levels)
        for table in self._tables:
            data = self._engine.data[table]
            mask = np.ones(len(data), dtype=bool)
            for condition in (*self._engine.limits.get(table, ()), *query.conditions):
                meets, doubtful = data.kept(condition, query.locate("where"))
                mask, uncertain = mask & meets, uncertain + doubtful
            if query.missing == "hide":
                for place, level in enumerate(self._levels):
                    is_missing = self._is_missing(table, level)
                    hidden[place] += int((mask & is_missing).sum())
                    mask = mask & ~is_missing
            included[table] = mask
        if uncertain:
            self.notes.append(Note("note.uncertain", {"count": uncertain}))
        for count, level in zip(hidden, self._levels, strict=True):
            if count:
                label = "، ".join(self.dimensions[index].label for index in level)
                values = {"dimension": label, "count": count}
                self.notes.append(Note("note.hidden-missing", values))
        return included

    def _is_missing(self, table: str, level: range) -> Mask:
        """Return the rows without a value of a dimension, which may be of several columns."""
        is_blank = [self._codes[table][index] == self._code_of_blank(index) for index in level]
        blank: Mask = np.logical_and.reduce(is_blank)
        return blank

    def _code_of_blank(self, index: int) -> int:
        missing = self.dimensions[index].missing
        return ALL if missing is None else missing  # no row has the code of all

    def _appearing(self, table: str) -> Mask:
        """Return the rows that make a group appear: those that a measure's own ``where`` keeps."""
        formulas, data = self._engine.formulas, self._engine.data[table]
        measures = {leaf.measure for leaf in self._leaves if leaf.table == table}
        if None in measures or not measures:
            return self.included[table]
        masks = [
            data.kept(formulas[name].where, formulas.place(name, "where"))[0]
            for name in measures
            if name is not None
        ]
        appearing: Mask = self.included[table] & np.logical_or.reduce(masks)
        return appearing

    def _group(self, extra: npt.NDArray[np.int64]) -> Grouping:
        return grouping_of(
            self.dimensions,
            self._codes,
            self.included,
            self._present,
            extra,
            self._query.locate("rows"),
        )

    def _complete(self) -> None:
        """Add the members that are shown though no row has them."""
        keys = self.grouping.keys
        expected = list(self._completed(keys))
        if all(values is None for values in expected):
            check_completable(self._query, self.dimensions, self._trees)
            return
        shown = [
            [dimension.members[code] for code in sorted(set(keys[:, index].tolist()))]
            for index, dimension in enumerate(self.dimensions)
        ]
        self._extra = [() if values is None else tuple(values) for values in expected]
        self._read()
        self.grouping = self._group(np.empty((0, len(self._parts)), dtype=np.int64))
        codes: list[list[int] | None] = []
        for values, members, dimension in zip(expected, shown, self.dimensions, strict=True):
            if values is None:
                codes.append(None)
                continue
            place = {member.value: code for code, member in enumerate(dimension.members)}
            every = dict.fromkeys([*values, *(member.value for member in members)])
            codes.append([place[value] for value in every if value in place])
        extra = extra_keys(self.grouping.keys, codes, self._count_of_rows())
        self.grouping = self._group(extra)

    def _completed(self, keys: npt.NDArray[np.int64]) -> Iterator[list[Any] | None]:
        for index, (dimension, tree) in enumerate(zip(self.dimensions, self._trees, strict=True)):
            yield completed(
                dimension,
                tree,
                sorted(set(keys[:, index].tolist())),
                self._query.complete_of(dimension.text),
                self._query.locate("complete"),
            )

    def _count_of_rows(self) -> int:
        rows = self._query.rows
        return sum(1 if isinstance(dimension, str) else len(dimension) for dimension in rows)
