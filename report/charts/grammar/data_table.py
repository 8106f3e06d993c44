"""The data of a chart as a table of texts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, compress
from typing import TYPE_CHECKING

from report.messages import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report.charts.grammar.data import ChartData, Datum


#: Yields further values of a category of the shown panel, each with what it is called.
More = Callable[["ChartData", int], "Iterator[tuple[str, Datum]]"]


def data_table(data: ChartData, more: More | None = None) -> tuple[tuple[str, ...], ...]:
    """Return a row for each value, the heads first.

    Columns that would be empty in all rows are left out: the panel of a chart of one panel, the
    series of a chart of one.

    :param more: the values besides those of the measures, as of single rows.
    """
    names = ("panel", "category", "series", "measure", "value", "printed")
    heads = tuple(page_text(f"chart.data.{name}") for name in names)
    rows = list(chain.from_iterable(_rows(panel, more) for panel in data.each_panel()))
    is_used = [any(column) for column in zip(*rows, strict=True)]
    return tuple(tuple(compress(row, is_used)) for row in (heads, *rows))


def _rows(data: ChartData, more: More | None) -> Iterator[tuple[str, ...]]:
    for row, category in enumerate(data.categories):
        for column, series in enumerate(data.series):
            cell = data.panel.cells[row][column]
            labels = [head.label for head in data.heads]
            values = [*zip(labels, cell, strict=True), *(more(data, row) if more else ())]
            for label, datum in values:
                if datum.is_absent:
                    continue
                value = "" if datum.value is None else f"{datum.value:.15g}"
                yield data.panel.label, category.label, series.label, label, value, datum.text
