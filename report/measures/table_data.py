"""The rows of a table as vectors; each is made once for all queries of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import Location
from report.expressions.checking import checked
from report.expressions.evaluation import evaluate
from report.expressions.faults import faults_at
from report.expressions.parser import parse
from report.expressions.schema import Scope
from report.expressions.vectors import BooleanVector, repeated
from report.measures.query import where_key
from report.measures.selection import selected_rows
from report.rows import RowRanges

if TYPE_CHECKING:
    from report.expressions.syntax import Node
    from report.expressions.typed import TableColumn, Typed
    from report.expressions.vectors import Mask, Vector
    from report.intake.model import EventTable
    from report.measures.query import Where


class TableData:
    """A table, its schema for expressions, and the vectors that were made of its rows."""

    def __init__(self, table: EventTable) -> None:
        self.table = table
        self.schema = table.rows.schema
        self._vectors: dict[Typed, Vector] = {}
        self._masks: dict[str, tuple[Mask, int]] = {}

    def __len__(self) -> int:
        return len(self.table.frame)

    def typed(self, node: Node, text: str, place: Location) -> Typed:
        """Return the typed tree of an expression over the rows.

        :raises ExpressionError: what is wrong with it, at its place in the brief.
        """
        with faults_at(place):
            return checked(node, Scope(self.schema), text)

    def typed_text(self, text: str, place: Location) -> Typed:
        """Return the typed tree of the text of an expression over the rows.

        :raises ExpressionError: what is wrong with it, at its place in the brief.
        """
        with faults_at(place):
            return self.typed(parse(text), text, place)

    def vector(self, tree: Typed) -> Vector:
        """Return the value of each row; a text that says in words that it is blank is a blank."""
        if tree not in self._vectors:
            self._vectors[tree] = repeated(evaluate(tree, self.table.rows), len(self))
        return self._vectors[tree]

    def whole(self, column: TableColumn) -> Vector:
        """Return all values of a column of any table of the brief."""
        return self.table.rows.whole(column)

    def kept(self, where: Where | None, place: Location) -> tuple[Mask, int]:
        """Return the rows that meet a condition, and how many with an unknown date may meet it.

        :raises ExpressionError: what is wrong with the condition.
        """
        if not where:
            return np.ones(len(self), dtype=bool), 0
        key = where_key(where)
        if key not in self._masks:
            self._masks[key] = self._evaluated(where, place)
        return self._masks[key]

    def _evaluated(self, where: Where, place: Location) -> tuple[Mask, int]:
        if not isinstance(where, str):
            return selected_rows(self.table, dict(where), place), 0
        with faults_at(place):
            return self.condition(self.condition_tree(where, place))

    def condition_tree(self, where: str, place: Location) -> Typed:
        """Return the typed tree of a condition over the rows.

        :raises ExpressionError: what is wrong with it, at its place in the brief.
        """
        return self.table.condition_expression(where, place).tree

    def condition(self, tree: Typed) -> tuple[Mask, int]:
        """Return the rows for which a condition is true, and how many are uncertain for a date."""
        truths = self.vector(tree)
        if not isinstance(truths, BooleanVector):
            raise TypeError(truths.kind)
        return truths.values & ~truths.blank, int(truths.uncertain.sum())

    def rows(self, mask: Mask) -> RowRanges:
        """Return the numbers of rows in the source."""
        index: Any = self.table.frame.index
        numbers = index if mask.all() else index[mask]
        # The numbers ascend: where the last is as far from the first as there are rows, none is
        # left out.
        is_run = len(numbers) > 0 and numbers[-1] - numbers[0] == len(numbers) - 1
        if is_run:
            return RowRanges.run(int(numbers[0]), int(numbers[-1]))
        return RowRanges(numbers.to_numpy())
