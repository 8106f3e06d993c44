"""A timeline: days as columns, the first at the right; events as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from report.charts.layout import too_narrow
from report.charts.lettering import height, longest_word, widest, wrap
from report.charts.model import TimelineData, TimelineEntry
from report.charts.numbers import Number
from report.charts.overlay import Align, Sheet
from report.charts.style import (
    ACCENT,
    BAR,
    FAINT,
    GAP,
    GREY,
    LABEL_SIZE,
    PAPER,
    ROW,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)

UNDATED = "التاريخ غير مذكور"

_LABEL_SHARE = 0.4
_EMPTY = Pen(GREY, 0.75, (3.0, 2.0))
_INSET = 1.5


def draw_timeline(sheet: Sheet, data: TimelineData, number: Number) -> float:
    """Draw the events over the days; return the height in points.

    An event without dates is an empty dashed outline over the whole span, with its note in the middle. One with
    a single known day is solid on that day, and dashed on the side that the source leaves open.
    """
    labels = [_label(entry, sheet.width * _LABEL_SHARE) for entry in data.entries]
    right = sheet.width - GAP - max(label.width for label in labels)
    day = right / len(data.day_labels)
    top = _draw_days(sheet, data, right, day)
    bottom = top + sum(label.row_height for label in labels)
    for index in range(len(data.day_labels) + 1):
        sheet.line(right - index * day, top, right - index * day, bottom, Pen(FAINT))
    y = top
    for entry, label in zip(data.entries, labels, strict=True):
        _draw_label(sheet, label, y)
        _draw_event(sheet, data, entry, right, day, y + label.row_height / 2)
        y += label.row_height
        sheet.line(0, y, sheet.width, y, Pen(FAINT))
    return bottom


@dataclass(frozen=True, slots=True)
class _Label:
    """The lines of an event's name, and of its note where that does not stand in the outline."""

    name: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def width(self) -> float:
        return max(widest(self.name, LABEL_SIZE), widest(self.note, SMALL_SIZE))

    @property
    def height(self) -> float:
        return height(len(self.name), LABEL_SIZE) + height(len(self.note), SMALL_SIZE)

    @property
    def row_height(self) -> float:
        return max(ROW + 2.5, self.height + 6)


def _label(entry: TimelineEntry, most: float) -> _Label:
    dated = entry.start is not None or entry.end is not None
    return _Label(wrap(entry.label, most, LABEL_SIZE), wrap(entry.note, most, SMALL_SIZE) if dated else ())


def _draw_label(sheet: Sheet, label: _Label, top: float) -> None:
    first = top + (label.row_height - label.height) / 2
    name = height(len(label.name), LABEL_SIZE)
    sheet.block(label.name, sheet.width, first + name / 2)
    note = height(len(label.note), SMALL_SIZE)
    sheet.block(label.note, sheet.width, first + name + note / 2, size=SMALL_SIZE, color=GREY)


def _draw_days(sheet: Sheet, data: TimelineData, right: float, day: float) -> float:
    """Write the names of the days above their columns, every one or every second, third ... as there is room."""
    longest = max(longest_word(label, SMALL_SIZE) for label in data.day_labels) + 4
    every = max(1, -int(-longest // day))
    if every > len(data.day_labels):
        raise too_narrow()
    shown = [
        (index, wrap(label, every * day - 3.5, SMALL_SIZE))
        for index, label in enumerate(data.day_labels)
        if index % every == 0 and index + every <= len(data.day_labels)
    ]
    tall = height(max(len(lines) for _, lines in shown), SMALL_SIZE)
    for index, lines in shown:
        middle = tall - height(len(lines), SMALL_SIZE) / 2
        # One name for several days stands at the right of the first of them, where their columns begin.
        x = right - (index + 0.5 if every == 1 else index) * day
        align: Align = "center" if every == 1 else "right"
        sheet.block(lines, x, middle, align=align, size=SMALL_SIZE, weight=SEMIBOLD, color=ACCENT)
    sheet.line(0, tall + 4, sheet.width, tall + 4, Pen(ACCENT, 0.75))
    return tall + 4


def _draw_event(sheet: Sheet, data: TimelineData, entry: TimelineEntry, right: float, day: float, y: float) -> None:
    def outline(first: date, last: date) -> tuple[float, float]:
        start, stop = (first - data.start).days, (last - data.start).days + 1
        return right - stop * day + _INSET, (stop - start) * day - 2 * _INSET

    first, last = entry.start or entry.end, entry.end or entry.start
    if first is None or last is None:
        left, wide = outline(data.start, data.end)
        lines = wrap(entry.note or UNDATED, wide - 8, SMALL_SIZE)
        _draw_empty(sheet, left, y, wide, BAR + 3)
        sheet.block(lines, left + wide / 2, y, align="center", size=SMALL_SIZE, color=GREY)
        return
    if entry.start is None or entry.end is None:
        left, wide = outline(data.start if entry.start is None else first, data.end if entry.end is None else last)
        _draw_empty(sheet, left, y, wide, BAR)
    left, wide = outline(first, last)
    sheet.box(left, y - BAR / 2, wide, BAR, Fill(ACCENT))


def _draw_empty(sheet: Sheet, left: float, y: float, width: float, tall: float) -> None:
    sheet.box(left, y - tall / 2, width, tall, Fill(PAPER))
    sheet.frame(left, y - tall / 2, width, tall, _EMPTY)
