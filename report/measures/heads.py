"""Columns of a table of measures with equal heads, and names that mean two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from report.errors import Finding, Severity
from report.expressions.parser import parse
from report.measures.trees import names_outside_aggregates

if TYPE_CHECKING:
    from report.measures.model import Result
    from report.measures.query import Query


def head_findings(query: Query, result: Result) -> Iterator[Finding]:
    """Yield the warnings about the heads of a table: ``repeated-measure`` for two equal columns,
    ``same-label`` for two different ones with the same head, ``ambiguous-name`` for a name in
    ``sort`` or ``having`` that is a measure and a dimension.
    """
    yield from _repeated(query, result)
    yield from _same_labels(query, result)
    yield from _ambiguous(query, result)


def _repeated(query: Query, result: Result) -> Iterator[Finding]:
    seen = set()
    for asked, head in zip(query.measures, result.measures, strict=True):
        shown = tuple(show.text for show in asked.show)
        same = (asked.measure, shown, tuple(show.of for show in asked.show), head.style)
        if same in seen:
            values = {"measure": head.label}
            yield _warning(query, "repeated-measure", "measures", values)
        seen.add(same)


def _same_labels(query: Query, result: Result) -> Iterator[Finding]:
    columns: list[tuple[tuple[str, str, bool], tuple[str, ...]]] = [
        ((axis.label, "", False), (axis.text,)) for axis in result.axes
    ]
    for asked, head in zip(query.measures, result.measures, strict=True):
        printed = (head.label, head.unit, head.style.is_percentage)
        shown = tuple(show.text for show in asked.show)
        columns.append((printed, (asked.measure, *shown)))
    count = len(result.axes)
    first_of: dict[tuple[str, str, bool], tuple[bool, tuple[str, ...]]] = {}
    for index, (printed, column) in enumerate(columns):
        column_key = (index < count, column)
        first_key = first_of.setdefault(printed, column_key)
        if first_key != column_key:
            first, second = ": ".join(first_key[1]), ": ".join(column)
            values = {"label": printed[0], "first": first, "second": second}
            yield _warning(query, "same-label", "measures", values)


def _ambiguous(query: Query, result: Result) -> Iterator[Finding]:
    """Yield a warning for each name of a measure of the query that is a dimension too."""
    both = {asked.alias for asked in query.measures} & {axis.text for axis in result.axes}
    named = {
        "sort": _sorted_by(query.sort),
        "sort_columns": _sorted_by(query.sort_columns),
        "having": _names_in(query.having),
    }
    for key, names in named.items():
        for name in sorted(names & both):
            yield _warning(query, "ambiguous-name", key, {"given": name})


def _sorted_by(texts: Sequence[str]) -> set[str]:
    return {text.removeprefix("-").strip() for text in texts}


def _names_in(text: str | None) -> set[str]:
    if text is None:
        return set()
    return set(names_outside_aggregates(parse(text)))


def _warning(query: Query, rule: str, key: str, values: Mapping[str, object]) -> Finding:
    return Finding(rule, query.locate(key), values, Severity.WARNING)
