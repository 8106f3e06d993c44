"""Walks over the syntax trees of measures: names, tables that are counted, ``total(…)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from report.expressions.aggregates import AGGREGATES
from report.expressions.syntax import Call, Logic, Name, Node, children, text_of

_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Whole:
    """``total(measure)``: a measure over all rows, or with ``of`` over those of an outer group."""

    measure: str
    of: str | None = None


def without_totals(node: Node, wholes: dict[str, Whole]) -> Node:
    """Return a tree with a name for each ``total(measure)``, which is added to ``wholes``."""

    def replaced(piece: Node) -> Node | None:
        if not isinstance(piece, Call) or piece.name != _TOTAL:
            return None
        if not 1 <= len(piece.arguments) <= 2 or not isinstance(piece.arguments[0], Name):
            return None
        name = text_of(piece)
        of = text_of(piece.arguments[1]) if len(piece.arguments) == 2 else None
        wholes[name] = Whole(piece.arguments[0].path[0], of)
        return Name(piece.span, (name,))

    return substituted(node, replaced)


def substituted(node: Node, replaced: Callable[[Node], Node | None]) -> Node:
    """Return a tree with its pieces replaced: ``replaced`` returns another tree, or ``None``."""
    replacement = replaced(node)
    if replacement is not None:
        return replacement
    changes: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            changes[item.name] = substituted(value, replaced)
        elif isinstance(value, tuple) and value and all(isinstance(each, Node) for each in value):
            changes[item.name] = tuple(substituted(each, replaced) for each in value)
    return replace(node, **changes) if changes else node


def outside_aggregates(node: Node, replaced: Callable[[Node], Node | None]) -> Node:
    """Return a formula with pieces replaced, except those inside aggregates."""

    def kept(piece: Node) -> Node | None:
        is_aggregate = isinstance(piece, Call) and _is_aggregate(piece)
        return piece if is_aggregate else replaced(piece)

    return substituted(node, kept)


def with_condition(node: Node, condition: Node) -> Node:
    """Return a formula in which every aggregate is over the rows that also meet a condition."""

    def replaced(piece: Node) -> Node | None:
        if not isinstance(piece, Call) or not _is_aggregate(piece):
            return None
        if piece.where is None:
            return replace(piece, where=condition)
        return replace(piece, where=Logic(piece.span, "and", (piece.where, condition)))

    return substituted(node, replaced)


def names_outside_aggregates(node: Node) -> Iterator[str]:
    """Yield the names that a formula has outside of aggregates: measures."""
    if isinstance(node, Name):
        if len(node.path) == 1:
            yield node.path[0]
        return
    if isinstance(node, Call) and _is_aggregate(node):
        return
    for child in children(node):
        yield from names_outside_aggregates(child)


def _is_aggregate(call: Call) -> bool:
    aggregate = AGGREGATES.get(call.name)
    return aggregate is not None and (
        call.where is not None or aggregate.signature.fits_count(len(call.arguments))
    )


def has_aggregates(node: Node) -> bool:
    """Return whether a tree has an aggregate."""
    if isinstance(node, Call) and _is_aggregate(node):
        return True
    return any(map(has_aggregates, children(node)))


def counted_tables(node: Node) -> Iterator[str]:
    """Yield the names that ``count(…)`` has as its one argument: tables, or columns."""
    if isinstance(node, Call) and node.name == "count" and len(node.arguments) == 1:
        argument = node.arguments[0]
        if isinstance(argument, Name) and len(argument.path) == 1:
            yield argument.path[0]
    for child in children(node):
        yield from counted_tables(child)
