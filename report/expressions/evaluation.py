"""Evaluates a typed expression on whole columns."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

import numpy as np

from report.expressions.arithmetic import constant
from report.expressions.functions.choices import blank_of
from report.expressions.functions.function import FUNCTIONS, Context
from report.expressions.typed import (
    Aggregated,
    Apply,
    Column,
    Constant,
    Constants,
    Named,
    Period,
    TableColumn,
    Typed,
)
from report.expressions.vectors import BooleanVector, DateVector, TextVector, Value, repeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.arabic.dates import Interval
    from report.expressions.vectors import Mask, Vector


class Frame(Protocol):
    """The rows, or the groups, that an expression is evaluated on.

    Each method returns a vector of as many rows. A frame of rows has columns only; a frame of
    groups has aggregates and names only.
    """

    @property
    def period(self) -> Interval | None:
        """The period of the brief."""

    def __len__(self) -> int: ...

    def column(self, column: Column) -> Vector:
        """Return a column, along the foreign keys of its path."""

    def undetermined(self, column: Column) -> Mask | None:
        """Return the rows in which a computed column is blank because a date does not determine it;
        ``None`` without such rows."""

    def whole(self, column: TableColumn) -> Vector:
        """Return all values of a column of another table; the length is that table's."""

    def aggregate(self, aggregated: Aggregated) -> Vector:
        """Return an aggregate of each group."""

    def named(self, name: str) -> Vector:
        """Return a measure or a dimension of each group."""


class GroupsOnly:
    """The part of a frame of groups that raises an error: groups have no columns, and the checker
    refuses them."""

    def column(self, column: Column) -> Vector:
        """Raise :class:`TypeError`."""
        raise TypeError(column.name)

    def undetermined(self, column: Column) -> Mask | None:
        """Raise :class:`TypeError`."""
        raise TypeError(column.name)


def evaluate(tree: Typed, frame: Frame, context: Context | None = None) -> Vector:
    """Return the values of an expression, one for each row of a frame.

    :param context: collects what is found on the way, such as divisions by zero.
    """
    context = context or Context(len(frame), frame.period)
    return repeated(_Evaluation(frame, context).result(tree), len(frame))


def undetermined_rows(tree: Typed, frame: Frame) -> Mask | None:
    """Return the rows in which an expression is unknown because a date does not determine it;
    ``None`` without such rows."""
    evaluation = _Evaluation(frame, Context(len(frame), frame.period), follows_columns=True)
    vector = evaluation.result(tree)
    if isinstance(vector, BooleanVector):
        return vector.uncertain if vector.uncertain.any() else None
    return evaluation.undetermined.get(tree)


class _Evaluation:
    """The vectors of one evaluation, each piece computed once."""

    def __init__(self, frame: Frame, context: Context, *, follows_columns: bool = False) -> None:
        """Take what is evaluated on.

        :param follows_columns: whether computed columns are asked for the rows that a date does not
            determine. Truths ask for them always.
        """
        self._frame = frame
        self._context = context
        self._follows_columns = follows_columns
        self._done: dict[Typed, Vector] = {}
        #: By piece, the rows that are blank because a date does not determine a part of it.
        self.undetermined: dict[Typed, Mask] = {}

    def result(self, tree: Typed) -> Vector:
        """Return the vector of a whole expression; a truth that is unknown because a date does not
        determine its month is uncertain, as one that compares the date itself."""
        self._follows_columns |= tree.type.kind == "boolean"
        vector = self.vector(tree)
        mask = self.undetermined.get(tree)
        if mask is None or not isinstance(vector, BooleanVector):
            return vector
        return BooleanVector.of(vector.values, vector.blank, vector.uncertain | mask)

    def vector(self, tree: Typed) -> Vector:
        """Return the vector of a tree; a constant has a single row."""
        if tree not in self._done:
            self._done[tree] = self._computed(tree)
        return self._done[tree]

    def _computed(self, tree: Typed) -> Vector:
        match tree:
            case Constant():
                return constant_vector(tree)
            case Period():
                return DateVector.of([self._frame.period])
            case Column():
                self._note_column(tree)
                return self._frame.column(tree)
            case TableColumn():
                return self._frame.whole(tree)
            case Named():
                return self._frame.named(tree.name)
            case Aggregated():
                return self._frame.aggregate(tree)
            case Apply():
                return self._applied(tree)
        raise TypeError(type(tree).__name__)

    def _applied(self, tree: Apply) -> Vector:
        arguments: list[Vector] = []
        for argument in tree.arguments:
            if isinstance(argument, Constants):
                arguments.append(argument.values)  # type: ignore[arg-type]
            else:
                arguments.append(self.vector(argument))
        if tree.function.name not in FUNCTIONS:
            vector = tree.function.evaluate(arguments, self._context)
        else:
            with FUNCTIONS.guarded(tree.function.name):
                vector = tree.function.evaluate(arguments, self._context)
        self._note_undetermined(tree, arguments, vector)
        return vector

    def _note_column(self, column: Column) -> None:
        mask = self._frame.undetermined(column) if self._follows_columns else None
        if mask is not None:
            self.undetermined[column] = mask

    def _note_undetermined(self, tree: Apply, arguments: list[Vector], vector: Vector) -> None:
        """Note the rows where a value is blank but its dates are not, and those made of them."""
        undetermined = self.undetermined
        masks = [undetermined[each] for each in tree.arguments if each in undetermined]
        dates = [argument for argument in arguments if isinstance(argument, DateVector)]
        if len(dates) == len(arguments) and vector.kind != "boolean":
            masks.append(~_either([argument.blank for argument in dates]))
        if masks:
            mask = vector.blank & _either(masks)
            if mask.any():
                undetermined[tree] = mask


def _either(masks: Sequence[Mask]) -> Mask:
    """Return the rows in which one of several masks holds."""
    either: Mask = np.logical_or.reduce(np.broadcast_arrays(*masks))
    return either


def constant_vector(tree: Constant) -> Vector:
    """Return a constant as a vector of one row."""
    value: Value = tree.value
    if value is None:
        return blank_of(tree.type.kind)
    if isinstance(value, bool):
        return BooleanVector.of(*_single(value))
    if isinstance(value, int | Fraction):
        return constant(value)
    return TextVector.of([value]) if isinstance(value, str) else DateVector.of([value])


def _single(value: bool):  # type: ignore[no-untyped-def]
    return np.array([value]), np.array([False])
