"""The block of a question as a query of the measures, and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from report.brief.load import LoadedBrief
from report.intake import read_tables
from report.measures.engine import Engine
from report.measures.model import Result
from report.measures.query import Asked, Query
from report.measures.show import parse_show


def asked(brief: LoadedBrief, block: Mapping[str, Any]) -> Result:
    """Return what the measures of a brief answer to a block."""
    return Engine(brief, read_tables(brief)).result(query_of(block))


def query_of(block: Mapping[str, Any]) -> Query:
    """Return the keys of a block as a query."""
    keys = dict(block)
    lists = {key: _dimensions(keys.pop(key, ())) for key in ("rows", "columns")}
    sorts = {key: _several(keys.pop(key, ())) for key in ("sort", "sort_columns")}
    complete = keys.pop("complete", False)
    if isinstance(complete, Mapping):
        complete = {text: _range(value) for text, value in complete.items()}
    return Query(
        measures=tuple(_measure(item) for item in keys.pop("measures")),
        complete=complete if isinstance(complete, Mapping) else _range(complete),
        totals=frozenset(keys.pop("totals", ())),
        **lists,
        **sorts,
        **keys,
    )


def dimensions_of(block: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the expressions of the rows of a block, one for each column that they take."""
    return tuple(
        text
        for item in block.get("rows", ())
        for text in ([item] if isinstance(item, str) else item)
    )


def _measure(item: str | Mapping[str, Any]) -> Asked:
    if isinstance(item, str):
        return Asked(measure=item)
    show = [parse_show(words, item.get("of")) for words in _several(item.get("show", ()))]
    return Asked(measure=item["measure"], show=tuple(show), decimals=item.get("decimals"))


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _dimensions(value: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def _range(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
