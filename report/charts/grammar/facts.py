"""What a chart shows, in words and from its cells: change from first to last, the greatest and the
least, what is compared.

Two values whose printed forms are the same are equal here: a reader cannot tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from report.arabic import Lexicon, counted, join
from report.charts.grammar.data import AXES
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.data import ChartData, Datum, Role

#: How the text compares the two values of a category: as a change, or by size.
Pairing = Literal["change", "size"]
#: More series than these are summed up together; over time, where each has its change, the second.
MOST_LINES, MOST_LINES_IN_TIME = 6, 12
#: More equal values than these are counted, not named.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A value and what it is of.

    :param position: its place on an axis of time, in steps of the calendar; ``None`` without one.
    """

    label: str
    datum: Datum
    position: int | None = None

    @property
    def number(self) -> float:
        """The value as a number."""
        return self.datum.value or 0.0

    @property
    def words(self) -> str:
        """The value, with what it is of."""
        return f"{self.datum.words} ({self.label})" if self.label else self.datum.words

    def is_equal(self, point: Point) -> bool:
        """Return whether two values are the same for a reader."""
        return self.number == point.number or self.datum.words == point.datum.words


@dataclass(frozen=True, slots=True)
class Line:
    """The values of a series or of a measure, in the order of the chart, without blanks.

    :param label: its name; empty where there is only one.
    :param noun: what the values are of, as the lexicon has it.
    """

    label: str
    noun: str
    points: tuple[Point, ...]


def amount(number: int, noun: str, locale: str, *, is_object: bool = False) -> str:
    """Return how many there are of a noun of the lexicon; an object is in the genitive."""
    case: Literal["nom", "obl"] = "obl" if is_object else "nom"
    return counted(number, noun, lexicon=Lexicon.shipped(), case=case, locale=locale)


def is_time(data: ChartData) -> bool:
    """Return whether the categories follow one another in time; the months of any year do not."""
    return data.calendar is not None and data.calendar.cycle is None


def lines_of(data: ChartData, noun: str) -> Iterator[Line]:
    """Yield the values of the shown panel that are compared: a line for each series and measure.

    Blanks are in no line. A line has no category and no series for other or missing values. Many
    series are one line.
    """
    axes = [role for role in data.roles if role in AXES]
    series = [index for index, member in enumerate(data.series) if member.kind == "value"]
    most = MOST_LINES_IN_TIME if is_time(data) else MOST_LINES
    for role in axes:
        head = data.head(role).label if len(axes) > 1 else ""
        if len(series) > most:
            points = chain.from_iterable(_points(data, index, role, True) for index in series)
            yield Line(head, page_text("noun.cell"), tuple(points))
            continue
        for index in series:
            label = data.series[index].label if len(data.series) > 1 else ""
            names = "، ".join(filter(None, (label, head)))
            yield Line(names, noun, tuple(_points(data, index, role, False)))


def _points(data: ChartData, series: int, role: Role, has_series: bool) -> Iterator[Point]:
    for row, category in enumerate(data.categories):
        datum = data.datum(row, series, role)
        if category.kind != "value" or datum.value is None:
            continue
        named = (category.label, data.series[series].label if has_series else "")
        place = category.position if is_time(data) and not has_series else None
        yield Point("، ".join(filter(None, named)), datum, place)


def line_facts(line: Line, locale: str) -> Iterator[str]:
    """Yield what the values of a line show: their change over time, the greatest, the least."""
    if not line.points:
        yield page_text("chart.no-values")
        return
    if len(line.points) == 1:
        yield page_text("chart.only-value", value=line.points[0].words)
        return
    greatest = max(line.points, key=lambda point: point.number)
    if all(point.is_equal(greatest) for point in line.points):
        yield page_text("chart.all-equal", value=greatest.datum.words)
        return
    yield from _trend(line.points)
    least = min(line.points, key=lambda point: point.number)
    yield page_text(
        "chart.extremes",
        greatest=_extreme(greatest, line, locale),
        least=_extreme(least, line, locale),
    )


def _trend(points: Sequence[Point]) -> Iterator[str]:
    """Yield how values over time changed from the first to the last one."""
    ordered = [(point.position, point) for point in points if point.position is not None]
    if len(ordered) < 2:
        return
    _, first = min(ordered, key=lambda pair: pair[0])
    _, last = max(ordered, key=lambda pair: pair[0])
    if first.is_equal(last):
        ends = {"first": first.label, "last": last.label}
        yield page_text("chart.trend.same", value=last.datum.words, **ends)
    else:
        way = "up" if last.number > first.number else "down"
        yield page_text(f"chart.trend.{way}", first=first.words, last=last.words)


def _extreme(extreme: Point, line: Line, locale: str) -> str:
    """Return an extreme value with what it is of: all of these by name, or how many they are."""
    equal = [point for point in line.points if point.is_equal(extreme)]
    return f"{extreme.datum.words} ({_named([point.label for point in equal], line.noun, locale)})"


def _named(labels: Sequence[str], noun: str, locale: str) -> str:
    """Return names; of many names their number."""
    if len(labels) > MOST_NAMED:
        return amount(len(labels), noun, locale)
    is_plain = not any("،" in label for label in labels)
    return join(labels) if is_plain else "؛ ".join(labels)


def pair_facts(data: ChartData, pairing: Pairing, noun: str) -> Iterator[str]:
    """Yield in how many categories of the shown panel the second series is greater, less, equal.

    :param pairing: whether the second value is a change of the first.
    """
    groups: dict[str, list[str]] = {"up": [], "down": [], "same": []}
    for row, category in enumerate(data.categories):
        first, last = (Point("", data.datum(row, series)) for series in (0, 1))
        if category.kind == "value" and None not in (first.datum.value, last.datum.value):
            way = "up" if last.number > first.number else "down"
            groups["same" if first.is_equal(last) else way].append(category.label)
    ends = {"first": data.series[0].label, "last": data.series[1].label}
    said = []
    for way, labels in groups.items():
        if labels:
            where = amount(len(labels), noun, data.locale, is_object=True)
            if len(labels) <= MOST_NAMED:
                where = f"{where} ({join(labels)})"
            said.append(page_text(f"chart.{pairing}.{way}", where=where, **ends))
    if said:
        yield page_text(f"chart.{pairing}", changes=page_text("chart.and").join(said), **ends)
