"""How the numbers of a measure are printed: what the brief declares, else what its formula says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.amounts import NumberFormat, currency_decimals, scaled
from report.expressions.exact import decimals_needed
from report.expressions.typed import Aggregated, Apply, Column, Named, Typed, walk

if TYPE_CHECKING:
    from report.arabic.amounts import ChangeSign
    from report.brief.measures import Measure as Spec
    from report.brief.tables import Column as Declared
    from report.measures.model import Value
    from report.measures.query import Asked
    from report.measures.show import ShowAs
    from report.measures.table_data import TableData

#: Aggregates whose result has the decimals and the percent sign of their column.
_KEEPS_FORM = frozenset(["sum", "min", "max", "mode", "first", "last", "only", "range"])
#: Aggregates whose result has the percent sign of their column.
_KEEPS_PERCENT = _KEEPS_FORM | {"mean", "median", "quantile", "wmean"}
#: Aggregates and signs that make decimals of whole numbers.
_DIVIDES = frozenset(["mean", "wmean", "median", "quantile", "std", "/"])
#: The most decimals that values are printed with for their own sake.
_MOST_DECIMALS = 3


def declared_style(spec: Spec) -> NumberFormat:
    """Return how a measure is printed as far as the brief says."""
    decimals = spec.decimals
    if decimals is None and spec.currency is not None and spec.scale is None:
        decimals = currency_decimals(spec.currency)
    return NumberFormat(
        decimals=decimals,
        is_percent=spec.percent is True,
        unit=spec.unit,
        currency=spec.currency,
        scale=spec.scale,
    )


def shown_style(asked: Asked, style: NumberFormat, show: Sequence[ShowAs]) -> NumberFormat:
    """Return how a measure is printed as it is shown: as a share, a change, a rank.

    :param style: how the measure itself is printed.
    """
    for item in show:
        change: ChangeSign | None = "plus" if item.is_comparison else None
        if item.kind == "difference" and style.is_percentage:
            style = replace(style, is_points=True, unit=None, currency=None, scale=None)
        if item.kind == "moving-mean" and style.decimals == 0:
            style = replace(style, change=change, decimals=1)
        elif item.keeps_unit:
            style = replace(style, change=change)
        elif item.kind == "rank":
            style = NumberFormat(decimals=0)
        else:
            style = NumberFormat(decimals=1, is_percent=item.is_percent, change=change)
    if asked.change is not None:
        style = replace(style, change=asked.change)
    return style if asked.decimals is None else replace(style, decimals=asked.decimals)


def needed_decimals(values: Iterable[Value], style: NumberFormat) -> int | None:
    """Return how many decimals the printed values need, the same for all; ``None`` if these are
    more than 3."""
    needed = 0
    denominators = {1}
    for value in values:
        if not isinstance(value, int | Fraction):
            continue
        number = scaled(value, style)
        if number.denominator in denominators:
            continue
        denominators.add(number.denominator)
        decimals = decimals_needed(number)
        if decimals is None or decimals > _MOST_DECIMALS:
            return None
        needed = max(needed, decimals)
    return needed


class Styles:
    """The formats of measures.

    :param style_of: returns the format of a measure that a formula names, ``None`` where the name
        is of no measure.
    """

    def __init__(
        self,
        data: Mapping[str, TableData],
        style_of: Callable[[str], NumberFormat | None],
    ) -> None:
        self._data = data
        self._style_of = style_of

    def style(self, spec: Spec, tree: Typed, *, is_ratio: bool) -> NumberFormat:
        """Return how a measure with a formula is printed."""
        style = declared_style(spec)
        is_ratio = is_ratio or self._is_ratio(tree)
        is_percent = style.is_percent or (not is_ratio and self._is_percent(tree))
        decimals = style.decimals
        if decimals is None and style.scale is None:
            decimals = 1 if is_ratio else self._decimals(tree)
        return replace(style, is_ratio=is_ratio, is_percent=is_percent, decimals=decimals)

    def _decimals(self, tree: Typed) -> int | None:
        """Return how many decimals are printed; ``None`` for as many as a value has."""
        if tree.type.kind != "number":
            return None
        if tree.type.is_whole:
            return 0
        if isinstance(tree, Named):
            style = self._style_of(tree.name)
            return None if style is None else style.decimals
        column = self._column(tree, _KEEPS_FORM)
        if column is not None:
            return column.decimals
        return 1 if any(map(_divides, walk(tree))) else None

    def _is_ratio(self, tree: Typed) -> bool:
        if isinstance(tree, Aggregated):
            return tree.aggregate.name == "share"
        style = self._style_of(tree.name) if isinstance(tree, Named) else None
        return style is not None and style.is_ratio

    def _is_percent(self, tree: Typed) -> bool:
        """Return whether values are in hundredths: of a column or measure of percentages."""
        if isinstance(tree, Named):
            style = self._style_of(tree.name)
            return style is not None and style.is_percent
        if isinstance(tree, Apply) and tree.function.name in ("+", "-", "coalesce"):
            measured = [argument for argument in tree.arguments if not _is_constant(argument)]
            return bool(measured) and all(map(self._is_percent, measured))
        column = self._column(tree, _KEEPS_PERCENT)
        return column is not None and column.percent is True

    def _column(self, tree: Typed, keeping: frozenset[str]) -> Declared | None:
        """Return the column that an aggregate takes its form from; ``None`` for another tree."""
        if isinstance(tree, Apply) and tree.function.name == "coalesce" and tree.arguments:
            return self._column(tree.arguments[0], keeping)
        if not isinstance(tree, Aggregated) or not tree.arguments:
            return None
        argument = tree.arguments[0]
        is_own = isinstance(argument, Column) and not argument.path
        if tree.aggregate.name not in keeping or not is_own or not isinstance(argument, Column):
            return None
        return self._data[tree.table].table.columns.get(argument.name)


def _divides(tree: Typed) -> bool:
    if isinstance(tree, Aggregated):
        return tree.aggregate.name in _DIVIDES
    return isinstance(tree, Apply) and tree.function.name in _DIVIDES


def _is_constant(tree: Typed) -> bool:
    pieces = list(walk(tree))
    return not any(isinstance(piece, Named | Aggregated) for piece in pieces)
