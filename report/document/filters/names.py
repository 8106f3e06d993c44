"""``names``: what a column holds in the rows of a measure."""

from __future__ import annotations

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.measure_views import MeasureView, MembersView
from report.errors import ExpressionError, Location
from report.measures import Measure, require_column
from report.tables import value_text


def _names(context: FilterContext, value: object, column: str | None = None) -> str:
    """``{{ measures.states["آسيا"] | names("counterpart") }}``: what a column holds in the rows
    counted; ``{{ measures.attacks.top(3, "region") | names }}``: the members of a dimension."""
    if isinstance(value, MembersView) and column is None:
        return value.joined()
    if isinstance(value, MeasureView) and column is None and value.member:
        return value.member
    if column is None:
        raise ExpressionError.of("column-wanted")
    if not isinstance(value, Measure):
        raise ExpressionError.of("number-wanted", None, given=str(value)[:80])
    names: dict[str, None] = {}
    context.spend(sum(len(rowset.rows) for rowset in value.rows) // 10)
    for rowset in value.rows:
        table = context.tables[rowset.table]
        require_column(table, column, Location())
        cells = table.frame.loc[list(rowset.rows), column].dropna()
        shown = (value_text(cell, table.columns[column], context.locale) for cell in cells)
        names |= dict.fromkeys(shown)
    return context.note(value, arabic.join(list(names)))


NAMES = ProseFilter(_names)
