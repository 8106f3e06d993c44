"""What a table, a chart or a sentence asks the measures for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from report.errors import Location
from report.measures.show import ShowAs

if TYPE_CHECKING:
    from report.arabic.amounts import ChangeSign
    from report.brief.base import Condition, Scalar, Scalars

#: One dimension: an expression, or several whose values are its members together.
DimensionText = str | tuple[str, ...]
#: Which members are shown though no row has them: all between the first and the last, or all from
#: one value to another.
Range = bool | tuple["Scalar", "Scalar"]
Totals = Literal["groups", "rows", "columns"]
Where = str | Mapping[str, "Scalar | Scalars | Condition"]


def where_key(where: Where) -> str:
    """Return a text that is equal for equal conditions."""
    return where if isinstance(where, str) else repr(sorted(where.items()))


def _by_key(key: str) -> Location:
    return Location(key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A measure of a query, and how it is shown.

    :param measure: the name of the measure in the brief.
    :param show: what of it is shown, applied from left to right; the measure's own if empty.
    :param name: what ``having`` and ``sort`` call it; the name of the measure if not given.
    :param label: what its column is called; the label of the measure if not given.
    :param decimals: how many decimals are printed, if the query says so.
    :param change: how a change is marked.
    :param key: the key of the block that names the measure.
    """

    measure: str
    show: tuple[ShowAs, ...] = ()
    name: str | None = None
    label: str | None = None
    decimals: int | None = None
    change: ChangeSign | None = None
    key: str = "measures"

    @property
    def alias(self) -> str:
        """What ``having`` and ``sort`` call it."""
        return self.name or self.measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Measures by dimensions.

    The order of evaluation: the rows that ``where`` keeps are grouped by the dimensions; the
    measures are computed for each group; ``show`` is applied over all groups; ``having`` keeps
    groups; ``top`` or ``bottom`` keep some of these; what is not kept becomes ``others``; then the
    groups are sorted. Totals are the measures of all rows of the groups that are printed.

    :param rows: the dimensions of the rows, from the outermost; those of ``columns`` likewise.
    :param where: a condition on rows, evaluated in the table of each measure.
    :param within: further conditions on rows, as those of the section that a block is in.
    :param having: a condition on the row groups, over dimensions and measures.
    :param top: how many members of a dimension are kept, those with the largest value of the first
        measure of ``sort``, else of the first measure.
    :param bottom: the same of the smallest values.
    :param top_of: the dimension whose members are meant; the last one of the rows if not given.
    :param ties: ``keep`` keeps all members that equal the last one; ``label`` keeps as many as
        asked, those whose values come first.
    :param others: the label of the rest; ``None`` leaves it out.
    :param sort: by what rows are sorted: a measure's name, ``label`` or ``declared``, with a minus
        for descending order. Columns are sorted by ``sort_columns``.
    :param complete: the members that are shown without rows, for all dimensions or for each.
    :param missing: whether rows without a value of a dimension are a group, or left out.
    :param totals: ``rows`` adds a total of each row, ``columns`` of each column, ``groups`` of each
        outer group.
    :param round_to_total: whether printed shares add up, by the largest remainder method.
    :param labels: what dimensions are called, by their expressions.
    :param keys: the keys of the block that name dimensions, by their expressions, where these are
        not its rows or its columns.
    :param locate: returns the place of a key of the query in the brief, for errors.
    """

    measures: tuple[Asked, ...]
    rows: tuple[DimensionText, ...] = ()
    columns: tuple[DimensionText, ...] = ()
    where: Where | None = None
    within: tuple[Where, ...] = ()
    having: str | None = None
    top: int | None = None
    bottom: int | None = None
    top_of: str | None = None
    ties: Literal["label", "keep"] = "label"
    others: str | None = None
    sort: tuple[str, ...] = ()
    sort_columns: tuple[str, ...] = ()
    complete: Range | Mapping[str, Range] = False
    missing: Literal["show", "hide"] = "show"
    totals: frozenset[Totals] = frozenset()
    round_to_total: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    locate: Callable[[str], Location] = field(default=_by_key, repr=False, compare=False)

    @property
    def conditions(self) -> tuple[Where, ...]:
        """All conditions on rows."""
        return (*self.within, self.where) if self.where else self.within

    def complete_of(self, dimension: str) -> Range:
        """Return which members of a dimension are shown without rows."""
        if isinstance(self.complete, Mapping):
            return self.complete.get(dimension, False)
        return self.complete
