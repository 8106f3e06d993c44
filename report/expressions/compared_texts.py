"""The texts that an expression compares columns, measures and dimensions with."""

from __future__ import annotations

from collections.abc import Iterator

from report.expressions.typed import Aggregated, Apply, Column, Constant, Named, Typed

_COMPARISONS = frozenset(["==", "in"])
Compared = tuple[str, Column | Named, str]


def compared_texts(tree: Typed, table: str) -> Iterator[Compared]:
    """Yield each column or name that a tree compares with a constant text, and the text.

    The name of their table is yielded first: ``table``, or inside an aggregate that of its rows.
    """
    if isinstance(tree, Aggregated):
        condition = () if tree.where is None else (tree.where,)
        for piece in (*tree.arguments, *condition):
            yield from compared_texts(piece, tree.table)
    elif isinstance(tree, Apply):
        if tree.function.name in _COMPARISONS:
            yield from _compared(tree, table)
        for piece in tree.arguments:
            yield from compared_texts(piece, table)


def _compared(tree: Apply, table: str) -> Iterator[Compared]:
    constants = [each.value for each in tree.arguments if isinstance(each, Constant)]
    for each in tree.arguments:
        if isinstance(each, Column | Named):
            for value in constants:
                if isinstance(value, str):
                    yield table, each, value
