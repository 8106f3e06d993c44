"""What a chart says to those who hear it: its kind, then its values or what they span."""

from __future__ import annotations

from collections.abc import Iterator

from report.charts.grammar.data import ChartData
from report.charts.lettering import one_line
from report.messages import page_text

#: More values than these are summed up.
MOST_SPOKEN = 80


def alt_text(name: str, data: ChartData) -> str:
    """Return each value of a chart; of many the first, the last, the least and the greatest of
    each series.

    :param name: what the chart is called.
    """
    unit = f" ({data.axis_label})" if data.axis_label else ""
    is_long = len(data.panels) * len(data.categories) * len(data.series) > MOST_SPOKEN
    panels = []
    for panel in data.each_panel():
        said = "؛ ".join(_spans(panel)) if is_long else _values(panel)
        panels.append(f"{panel.panel.label}: {said}" if panel.panel.label else said)
    return one_line(f"{name}{unit}: {'. '.join(panels)}.")


def _values(data: ChartData) -> str:
    is_plain = len(data.series) == 1
    rows = []
    for row, category in enumerate(data.categories):
        said = [_said(data, row, index) for index in range(len(data.series))]
        if is_plain:
            rows.append(f"{category.label} {said[0]}")
            continue
        pairs = zip(data.series, said, strict=True)
        rows.append(
            f"{category.label}: {'، '.join(f'{item.label} {text}' for item, text in pairs)}"
        )
    return ("، " if is_plain else "؛ ").join(rows)


def _said(data: ChartData, row: int, series: int) -> str:
    """Return a value, with those of its further measures by their labels."""
    cell = data.panel.cells[row][series]
    further = zip(data.heads[1:], cell[1:], strict=False)
    words = [f"{head.label} {datum.words}" for head, datum in further]
    return f"{cell[0].words} ({'، '.join(words)})" if words else cell[0].words


def _spans(data: ChartData) -> Iterator[str]:
    """Yield the first, last, least and greatest value of each series in words."""
    for index, series in enumerate(data.series):
        filled = [
            (row, value)
            for row in range(len(data.categories))
            if data.categories[row].position is not None
            and (value := data.value(row, index)) is not None
        ]
        if not filled:
            yield f"{series.label}: {page_text('not-stated')}"
            continue
        by_value = sorted(filled, key=lambda pair: pair[1])
        yield page_text(
            "chart.span",
            series=series.label,
            first=_dated(data, filled[0][0], index),
            last=_dated(data, filled[-1][0], index),
            greatest=_dated(data, by_value[-1][0], index),
            least=_dated(data, by_value[0][0], index),
        )


def _dated(data: ChartData, row: int, series: int) -> str:
    return f"{data.datum(row, series).words} ({data.categories[row].label})"
