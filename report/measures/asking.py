"""Queries of what blocks ask of the measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.errors import Location
from report.measures.formulas import count_of
from report.measures.query import Asked, Query
from report.measures.show import parse_show
from report.messages import phrase

if TYPE_CHECKING:
    from report.brief.asking import AskedMeasure, Asking
    from report.measures.query import DimensionText, Range, Where

#: Returns the place of a key of a block: ``locate("measures", 0, "show")``.
Locate = Callable[..., Location]


def query_of(
    asking: Asking,
    rows: Sequence[Sequence[str]],
    columns: Sequence[Sequence[str]],
    locate: Locate,
    *,
    table: str | None = None,
    within: Sequence[Where] = (),
    keys: tuple[str, str] = ("rows", "columns"),
) -> Query:
    """Return what a block asks of the measures as a query.

    :param rows: the dimensions of the rows, each as the expressions that it has; those of
        ``columns`` likewise. A chart gives ``by`` and ``series``.
    :param locate: returns the place of a key of the block.
    :param table: the table whose rows are counted where the block names no measure.
    :param within: further conditions on rows, as those of the section that the block is in.
    :param keys: the keys of the block that name the dimensions of the rows and of the columns.
    :raises ExpressionError: ``bad-show``.
    """
    asked = [_asked(measure, index, locate) for index, measure in enumerate(asking.measures)]
    if not asked and table is not None:
        asked = [Asked(measure=count_of(table))]
    places = {"rows": keys[0], "columns": keys[1]}
    return Query(
        measures=tuple(asked),
        rows=tuple(map(_dimension, rows)),
        columns=tuple(map(_dimension, columns)),
        where=asking.where or None,
        within=tuple(within),
        having=asking.having,
        top=asking.top,
        bottom=asking.bottom,
        top_of=asking.top_of,
        ties=asking.ties,
        others=_others(asking.others),
        sort=asking.sort,
        sort_columns=asking.sort_columns,
        complete=_complete(asking),
        missing=asking.missing,
        totals=frozenset(asking.totals),
        round_to_total=asking.round_to_total,
        labels=asking.labels,
        locate=lambda key: locate(places.get(key, key)),
    )


def _asked(measure: AskedMeasure, index: int, locate: Locate) -> Asked:
    place = locate("measures", index, "show")
    return Asked(
        measure=measure.measure,
        show=tuple(parse_show(words, measure.of, place) for words in measure.show),
        name=measure.name,
        label=measure.label,
        decimals=measure.decimals,
        change=measure.change,
    )


def _dimension(texts: Sequence[str]) -> DimensionText:
    return texts[0] if len(texts) == 1 else tuple(texts)


def _others(label: bool | str) -> str | None:
    if isinstance(label, str):
        return label
    return phrase("others") if label else None


def _complete(asking: Asking) -> Range | dict[str, Range]:
    complete = asking.complete
    if isinstance(complete, dict):
        return {dimension: _range(value) for dimension, value in complete.items()}
    return _range(complete)


def _range(value: bool | tuple[object, ...]) -> Range:
    if isinstance(value, bool):
        return value
    first, last = value
    return first, last  # type: ignore[return-value]
