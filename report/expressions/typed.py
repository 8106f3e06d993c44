"""The typed tree of a checked expression: every name is resolved and every kind is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.expressions.faults import Span
from report.expressions.kinds import Type

if TYPE_CHECKING:
    from report.expressions.aggregates.aggregate import Aggregate
    from report.expressions.functions.function import Function
    from report.expressions.vectors import Value


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: rows of a table lead to the row of ``table`` with equal ``references``."""

    table: str
    columns: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece of a typed tree. Trees are equal, and of one hash, when they mean the same."""

    span: Span = field(compare=False)
    type: Type


@dataclass(frozen=True, slots=True)
class Constant(Typed):
    """The same value in every row."""

    value: Value


@dataclass(frozen=True, slots=True)
class Constants(Typed):
    """Several constants in brackets."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Period(Typed):
    """The period of the brief."""


@dataclass(frozen=True, slots=True)
class Column(Typed):
    """A column of the table, or of another one along foreign keys."""

    path: tuple[Link, ...]
    name: str


@dataclass(frozen=True, slots=True)
class TableColumn(Typed):
    """All values of a column of another table, after ``in``."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class Named(Typed):
    """A measure or a dimension, by the name that the scope gives it."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply(Typed):
    """A function of values."""

    function: Function
    arguments: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Aggregated(Typed):
    """An aggregate over the rows of a group of ``table`` that meet ``where``.

    The arguments and the condition are expressions over the rows; the condition is of truths.

    :param conditions: ``where`` and the arguments that are of truths, each with its text.
    """

    aggregate: Aggregate
    table: str
    arguments: tuple[Typed, ...]
    where: Typed | None
    conditions: tuple[tuple[str, Typed], ...] = field(compare=False, default=())


def walk(tree: Typed) -> Iterator[Typed]:
    """Yield a typed tree and all its pieces, also those inside aggregates."""
    yield tree
    if isinstance(tree, Apply | Aggregated):
        for argument in tree.arguments:
            yield from walk(argument)
    if isinstance(tree, Aggregated) and tree.where is not None:
        yield from walk(tree.where)


def columns_of(tree: Typed) -> tuple[str, ...]:
    """Return the columns of the own table that a tree reads, in order; keys of look-ups too."""
    names: dict[str, None] = {}
    for piece in walk(tree):
        if isinstance(piece, Column):
            own = piece.path[0].columns if piece.path else (piece.name,)
            names.update(dict.fromkeys(own))
    return tuple(names)


def aggregates_of(tree: Typed) -> tuple[Aggregated, ...]:
    """Return the different aggregates of a tree, in order."""
    matches = (piece for piece in walk(tree) if isinstance(piece, Aggregated))
    return tuple(dict.fromkeys(matches))


def names_of(tree: Typed) -> tuple[str, ...]:
    """Return the measures and dimensions that a tree names, in order."""
    names = (piece.name for piece in walk(tree) if isinstance(piece, Named))
    return tuple(dict.fromkeys(names))
