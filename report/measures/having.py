"""Conditions on groups, over their dimensions and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Location
from report.expressions.aggregates import AGGREGATES
from report.expressions.checking import Checker
from report.expressions.evaluation import GroupsOnly, evaluate
from report.expressions.faults import faults_at
from report.expressions.parser import parse
from report.expressions.schema import Scope
from report.expressions.syntax import Logic, Name, Node, children
from report.expressions.vectors import BooleanVector
from report.measures.asked_conditions import AskedHaving
from report.measures.dimensions import vector_of
from report.measures.formula import Formula
from report.measures.selection import unknown_measure
from report.measures.trees import Whole, outside_aggregates, without_totals

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.expressions.kinds import Type
    from report.expressions.typed import Aggregated, TableColumn
    from report.expressions.vectors import Mask, Vector
    from report.measures.grid import Setting, ShownGrid
    from report.measures.lines import Level, Side
    from report.measures.members import Dimension


class Having:
    """A condition on the groups of a query.

    :param grids: the measures that it may name.
    :param first: the formula whose table aggregates inside the condition are of.
    """

    def __init__(
        self,
        setting: Setting,
        grids: Mapping[str, ShownGrid],
        first: Formula,
        place: Location,
    ) -> None:
        self._setting = setting
        self._grids = grids
        self._first = first
        self._place = place

    def kept(self, text: str) -> tuple[Mask, Mask]:
        """Return which lines of the rows and of the columns meet a condition.

        The parts that ``and`` joins are conditions on the side whose dimensions they name.

        :raises ExpressionError: what is wrong with the condition.
        """
        setting = self._setting
        rows = np.ones(len(setting.rows.finest), dtype=bool)
        columns = np.ones(len(setting.columns.finest), dtype=bool)
        with faults_at(self._place):
            node = parse(text)
        is_joined = isinstance(node, Logic) and node.word == "and"
        for piece in node.operands if is_joined and isinstance(node, Logic) else (node,):
            if self._is_of_columns(piece):
                columns &= self._mask(piece, setting.columns, text)
            else:
                rows &= self._mask(piece, setting.rows, text)
        return rows, columns

    def _is_of_columns(self, node: Node) -> bool:
        setting = self._setting
        on_columns = any(_holds(node, axis.node) for axis in setting.columns.dimensions)
        on_rows = any(_holds(node, axis.node) for axis in setting.rows.dimensions)
        return on_columns and not on_rows

    def _mask(self, node: Node, side: Side, text: str) -> Mask:
        setting = self._setting
        level = side.finest
        wholes: dict[str, Whole] = {}
        node = without_totals(node, wholes)
        for whole in wholes.values():
            if whole.measure not in setting.formulas:
                names = setting.formulas.names
                raise ExpressionError(unknown_measure(whole.measure, names, self._place))
        by_name = {f"{axis.text}\0": (index, axis) for index, axis in enumerate(side.dimensions)}
        by_node = {axis.node: name for name, (_, axis) in by_name.items()}

        def replaced(piece: Node) -> Node | None:
            name = by_node.get(piece)
            return None if name is None else Name(piece.span, (name,))

        node = outside_aggregates(node, replaced)
        types: dict[str, Type] = {name: grid.type for name, grid in self._grids.items()}
        types |= {name: axis.type for name, (_, axis) in by_name.items()}
        types |= {
            name: setting.formulas.formula(whole.measure).type for name, whole in wholes.items()
        }
        schema = setting.data[self._first.table].schema
        with faults_at(self._place):
            tree = Checker(Scope(schema, types, AGGREGATES), text).condition(node)
        dimensions = {name: axis for name, (_, axis) in by_name.items()}
        asked = AskedHaving(self._first.table, tree, dimensions, self._place)
        setting.conditions.add_having(asked)
        frame = _Lines(self._setting, self._first, self._grids, side, level, wholes, by_name)
        with faults_at(self._place):
            truths = evaluate(tree, frame)
        if not isinstance(truths, BooleanVector):
            raise TypeError(truths.kind)
        return truths.values & ~truths.blank


class _Lines(GroupsOnly):
    """The lines of one side, in all groups of the opposite side, as a frame of a condition."""

    def __init__(
        self,
        setting: Setting,
        first: Formula,
        grids: Mapping[str, ShownGrid],
        side: Side,
        level: Level,
        wholes: Mapping[str, Whole],
        dimensions: Mapping[str, tuple[int, Dimension]],
    ) -> None:
        self._setting = setting
        self._first = first
        self._grids = grids
        self._level = level
        self._wholes = wholes
        self._dimensions = dimensions
        is_rows = side is setting.rows
        whole = setting.columns.whole if is_rows else setting.rows.whole
        self._levels = (level, whole) if is_rows else (whole, level)

    @property
    def period(self) -> Interval | None:
        return self._setting.period

    def __len__(self) -> int:
        return len(self._level)

    def whole(self, column: TableColumn) -> Vector:
        return self._setting.data[self._first.table].whole(column)

    def aggregate(self, aggregated: Aggregated) -> Vector:
        return self._setting.aggregate(self._first, aggregated, *self._levels)

    def named(self, name: str) -> Vector:
        if name in self._dimensions:
            index, dimension = self._dimensions[name]
            return vector_of(members_of(self._level, index), dimension.type)
        whole = self._wholes.get(name)
        if whole is None:
            return self._grids[name].vector(*self._levels)
        return self._setting.whole(whole, *self._levels)


def members_of(level: Level, index: int) -> Sequence[Any]:
    """Return the value of each line's member of a dimension; ``None`` for no single member."""
    members = level.dimensions[index].members
    codes = (codes[index] for codes in level.codes)
    return [members[code].value if 0 <= code < len(members) else None for code in codes]


def _holds(node: Node, expected: Node) -> bool:
    return node == expected or any(_holds(child, expected) for child in children(node))
