"""Parts of a whole: their order, what they reach together, and what is no part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, TypeVar

from report.arabic.amounts import NumberFormat, amount_text
from report.charts.grammar.axes import ValueAxis, value_axis
from report.charts.grammar.data import ChartData, Datum, Head
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.stack import Span, extent, pile
from report.charts.grammar.words import alt_text
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

P = TypeVar("P", bound=PlotChart)

#: How shares are printed: a number in hundredths.
SHARE = NumberFormat(is_percent=True, decimals=0)


def has_shares(data: ChartData) -> bool:
    """Return whether series are stacked as their shares of the total."""
    return data.options.stack == "percent"


def spans_of(data: ChartData, row: int) -> tuple[Span, ...]:
    """Return what the values of a category fill; no shares of a total that a blank makes unknown,
    or that is zero. A blank without rows is no part: it leaves the total known."""
    values = [data.value(row, index) for index in range(len(data.series))]
    if not has_shares(data):
        return pile(values)
    is_unknown = any(_is_unknown(data.datum(row, index)) for index in range(len(data.series)))
    return () if is_unknown else pile(values, "percent")


def _is_unknown(datum: Datum) -> bool:
    """Return whether a value is blank though there may be rows that it is of."""
    source = datum.provenance
    return datum.value is None and (source is None or any(rows.rows for rows in source.rows))


def pile_extent(data: ChartData) -> tuple[float, float]:
    """Return the least and the greatest value that the piles of all panels reach."""
    return data.of_all(
        "piles", lambda: extent([spans_of(panel, row) for panel, row in data.each_row()])
    )


class StackedKind(PlotKind[P]):
    """A kind of chart whose series are piled on each other, as they are or as shares.

    :cvar share_name: what its alternative text calls it where lengths are shares.
    """

    has_legend = True
    share_name: ClassVar[str]

    def check(self, data: ChartData) -> None:
        """Check that shares are of values that are not negative.

        :raises ExpressionError: ``chart-negative-part``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        if has_shares(data):
            check_not_negative(data)

    def alt(self, data: ChartData, number: object) -> str:
        """Return the alternative text: each value, and whether lengths are shares."""
        return alt_text(self.share_name if has_shares(data) else self.name, data)

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: where there are no shares, too."""
        yield from super().notes(data)
        if has_shares(data) and not all(spans_of(panel, row) for panel, row in data.each_row()):
            yield page_text("note.no-shares")

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the legend and the unit: of shares, what lengths are and what numbers are."""
        if has_shares(data):
            counted = data.axis_label or data.heads[0].label
            data = replace(data, axis_label=page_text("chart.share-lengths", counted=counted))
        return super().head(sheet, data, right)


def share_axis(data: ChartData) -> ValueAxis:
    """Return the axis of shares: from nothing to all."""
    return value_axis(replace(data, heads=(Head(label="", style=SHARE),)), [0.0, 100.0])


def check_not_negative(data: ChartData, rule: str = "chart-negative-part") -> None:
    """Check that no value is negative, since a part of a whole is not.

    :raises ExpressionError: ``rule``.
    """
    for panel, row in data.each_row():
        for index in range(len(data.series)):
            value = panel.value(row, index)
            if value is not None and value < 0:
                label, text = data.categories[row].label, panel.text(row, index)
                raise ExpressionError.of(rule, label=label, value=text)


def check_parts(data: ChartData) -> None:
    """Check that the values are parts of a whole: none below zero, and one above it.

    :raises ExpressionError: ``chart-negative-part``, ``chart-empty``.
    """
    check_not_negative(data)
    if not any(data.numbers("value")):
        raise ExpressionError.of("chart-empty")


def by_value(data: ChartData) -> ChartData:
    """Return the data with their categories from the greatest to the least; others and blanks
    last. Categories of several panels are sorted by the sum of their values."""
    sizes = [0.0] * len(data.categories)
    for panel, row in data.each_row():
        sizes[row] += panel.value(row) or 0.0

    def key(row: int) -> tuple[bool, float]:
        return data.categories[row].kind != "value", -sizes[row]

    order = sorted(range(len(data.categories)), key=key)
    panels = []
    for shown in data.panels:
        panels.append(replace(shown, cells=tuple(shown.cells[row] for row in order)))
    categories = tuple(data.categories[row] for row in order)
    return replace(data, categories=categories, panels=tuple(panels))


class RankedKind(PlotKind[P]):
    """A kind of chart whose values are parts of a whole, from the greatest to the least."""

    def data(self, chart: P, context: ChartContext) -> ChartData:
        """Return the parts, from the greatest to the least.

        :raises ExpressionError: ``chart-not-parts``; see :meth:`PlotKind.data`.
        """
        return by_value(super().data(chart, context))

    def check(self, data: ChartData) -> None:
        """Check that the values are parts of a whole.

        :raises ExpressionError: ``chart-negative-part``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        check_parts(data)


def reached_shares(data: ChartData) -> Iterator[Fraction]:
    """Yield what the categories of the shown panel are together up to each one, in hundredths of
    the whole; zero in a panel without values."""
    values = [Fraction(data.value(row) or 0.0) for row in range(len(data.categories))]
    whole, reached = sum(values), Fraction(0)
    for value in values:
        reached += value
        yield reached * 100 / whole if whole else Fraction(0)


def share_words(share: Fraction, locale: str) -> str:
    """Return a share in whole hundredths: «34%»; what is more than nothing is never 0%, and what is
    less than all never 100%: it is «99,4%», or «more than 99,9%»."""
    exact = replace(SHARE, decimals=1)
    if 99 < share < Fraction(1999, 20):
        return amount_text(share, exact, locale)
    if 0 < share < 1:
        return page_text("share.less", share=amount_text(1, SHARE, locale))
    if 99 < share < 100:
        return page_text("share.more", share=amount_text(Fraction(999, 10), exact, locale))
    return amount_text(share, SHARE, locale)
