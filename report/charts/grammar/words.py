"""What a chart says to those who hear it: its kind, its extent, what it shows, its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from report.charts.grammar.compared import tick_items
from report.charts.grammar.data import ChartData, Member, Role
from report.charts.grammar.facts import (
    Pairing,
    amount,
    is_time,
    line_facts,
    lines_of,
    pair_facts,
)
from report.charts.lettering import one_line
from report.messages import page_text

#: The values of a chart that has more of them are not spoken one by one.
MOST_SPOKEN = 80
#: The names of more series, panels or further members than these are not spoken.
_MOST_NAMED = 8
_BAND: tuple[Role, ...] = ("low", "high")
#: The nouns of the parts of dates, by the keys of their texts.
_NOUNS = {
    "year": "year",
    "hijri_year": "year",
    "iso_year": "year",
    "decade": "decade",
    "year_month": "month",
    "month": "month",
    "hijri_month": "month",
    "year_week": "week",
    "week_start": "week",
    "week": "week",
    "date": "day",
    "day": "day",
    "weekday": "day",
    "hijri_day": "day",
}


def alt_text(
    name: str,
    data: ChartData,
    *,
    noun: str = "",
    pairing: Pairing | None = None,
    values: Callable[[ChartData], Sequence[str]] | None = None,
) -> str:
    """Return what a chart shows: kind and unit, extent, change over time, the greatest and the
    least value of each series, and of a chart that is not long each value.

    :param name: what the chart is called.
    :param noun: what its categories are, as the lexicon has it; otherwise parts of time, or
        categories.
    :param pairing: what the two values of each category are compared as.
    :param values: returns the values of the shown panel in words; each with its category if not
        given.
    """
    noun = noun or _noun(data)
    counted = data.axis_label or data.heads[0].label
    unit = f" ({counted})" if counted and not data.has("second") else ""
    cells = len(data.panels) * len(data.categories) * len(data.series)
    is_long = cells * len(data.roles) > MOST_SPOKEN
    spoken = None if is_long else values or _values
    panels = [
        labelled(panel.panel.label, ". ".join(_panel(panel, noun, pairing, spoken)))
        for panel in data.each_panel()
    ]
    said = [f"{name}{unit}: {'؛ '.join(_extent(data, noun))}", *panels]
    if is_long:
        said += _blanks(data)
    return one_line(f"{'. '.join(said)}.")


def _panel(
    data: ChartData,
    noun: str,
    pairing: Pairing | None,
    spoken: Callable[[ChartData], Sequence[str]] | None,
) -> Iterator[str]:
    """Yield the sentences about a panel."""
    if pairing is not None and len(data.series) == 2:
        yield from pair_facts(data, pairing, noun)
    for line in lines_of(data, noun):
        yield labelled(line.label, "؛ ".join(line_facts(line, data.locale)))
    if spoken is not None and (values := spoken(data)):
        between = "؛ " if any("، " in value for value in values) else "، "
        yield page_text("chart.values", values=between.join(values))


def labelled(label: str, text: str) -> str:
    """Return a text after what it is of, such as a panel; by itself where that has no label."""
    return f"{label}: {text}" if label else text


def _noun(data: ChartData) -> str:
    """Return what the categories are: parts of time, unless one of them is an interval of other
    length."""
    own = [member for member in data.categories if member.kind == "value"]
    if data.calendar is None or any(member.position is None for member in own):
        return page_text("noun.category")
    return page_text(f"noun.{_NOUNS.get(data.calendar.part, 'category')}")


def _extent(data: ChartData, noun: str) -> Iterator[str]:
    """Yield how many categories there are and from when to when, then the series and the panels."""
    own = [member for member in data.categories if member.kind == "value"]
    size = amount(len(own), noun, data.locale)
    placed = [(member.position, member) for member in own if member.position is not None]
    if is_time(data) and len(placed) > 1:
        _, first = min(placed, key=lambda pair: pair[0])
        _, last = max(placed, key=lambda pair: pair[0])
        size = f"{size}، {page_text('chart.between', start=first.label, end=last.label)}"
    yield from _besides(size, data.categories)
    if len(data.series) > 1:
        yield from _listed(data.series, page_text("noun.series"), data.locale)
    if data.has("low"):
        low, high = (data.head(role).label for role in _BAND)
        yield page_text("chart.band", low=low, high=high)
    for _, label in tick_items(data):
        yield page_text("chart.tick", label=label)
    if len(data.panels) > 1:
        panels = [Member(label=panel.label) for panel in data.panels]
        yield from _listed(panels, page_text("noun.panel"), data.locale)


def _listed(members: Sequence[Member], noun: str, locale: str) -> Iterator[str]:
    """Yield how many members there are, by name if they are few."""
    own = [member.label for member in members if member.kind == "value"]
    size = amount(len(own), noun, locale)
    named = f"{size}: {'، '.join(own)}" if 0 < len(own) <= _MOST_NAMED else size
    yield from _besides(named, members)


def _besides(text: str, members: Sequence[Member]) -> Iterator[str]:
    """Yield a text, then the members for other and missing values."""
    yield text
    further = [f"«{member.label}»" for member in members if member.kind != "value"]
    if further:
        yield page_text("chart.besides", names="، ".join(further))


def _blanks(data: ChartData) -> Iterator[str]:
    """Yield how many values are not stated in a chart whose values are not spoken."""
    blank = sum(datum.value is None and not datum.is_absent for datum in data.each_datum())
    if blank:
        cells = amount(blank, page_text("noun.cell"), data.locale)
        yield page_text("chart.blanks", cells=cells)


def _values(data: ChartData) -> list[str]:
    """Return each category of the shown panel with its value, or with those of the series."""
    said = partial(_said, data)
    rows = []
    for row, category in enumerate(data.categories):
        if all(datum.is_absent for datum in chain.from_iterable(data.panel.cells[row])):
            continue
        if len(data.series) == 1:
            rows.append(f"{category.label}: {said(row, 0)}")
            continue
        pairs = [f"{item.label}: {said(row, index)}" for index, item in enumerate(data.series)]
        rows.append(f"{category.label} ({'، '.join(pairs)})")
    return rows


def _said(data: ChartData, row: int, series: int) -> str:
    """Return a value, with those of its further measures by their labels."""
    cell = data.panel.cells[row][series]
    further = zip(data.heads[1:], cell[1:], strict=False)
    words = [f"{head.label}: {datum.words}" for head, datum in further]
    return f"{cell[0].words} ({'، '.join(words)})" if words else cell[0].words
