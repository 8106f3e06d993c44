"""Annotations: reference bands under the marks, reference lines over them, notes at values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from report.charts.grammar.data import ChartData, Reference
from report.charts.grammar.place import (
    Box,
    Label,
    Spot,
    Taken,
    around,
    no_room,
    place_label,
)
from report.charts.grammar.scales import Linear, Point
from report.charts.lettering import height, wrap
from report.charts.overlay import Sheet
from report.charts.style import GREY, INK, LIGHT, SEMIBOLD, SMALL_SIZE, Fill, Pen
from report.messages import page_text

#: The widest a note at a value gets, in points.
_NOTE_WIDTH = 96.0
_REFERENCE_PEN = Pen(INK, 0.75, (2.5, 1.8))
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the marks of a chart are drawn, and its scales.

    :param upright: whether values run up, as those of columns and lines do.
    :param positions: the scale of the categories; ``None`` where these are no axis.
    """

    box: Box
    values: Linear
    positions: Point | None = None
    upright: bool = True

    def span(self, reference: Reference) -> tuple[bool, float, float]:
        """Return whether a reference is level, and its two places in points."""
        is_level = self.upright != reference.is_position
        scale: Linear | Point | None = self.positions if reference.is_position else self.values
        if scale is None:
            raise no_room(reference.label)
        end = reference.start if reference.end is None else reference.end
        if reference.is_position and reference.end is not None:
            # A band of categories has the whole slots of its first and its last one.
            low, high = min(reference.start, end) - 0.5, max(reference.start, end) + 0.5
            return is_level, *_sorted(scale.place(low), scale.place(high))
        return is_level, *_sorted(scale.place(reference.start), scale.place(end))


def words_above(data: ChartData, *, upright: bool = True) -> float:
    """Return the room in points that the words of upright lines and bands take above the marks.

    :param upright: whether values run up, so that the lines of categories are upright.
    """
    shown = [item for item in data.options.references if item.is_position == upright]
    lines = [len(wrap(item.label, _NOTE_WIDTH, SMALL_SIZE)) for item in shown]
    return height(max(lines), SMALL_SIZE) + _GAP if lines else 0.0


def draw_bands(sheet: Sheet, data: ChartData, frame: Frame) -> None:
    """Draw the reference bands; before the marks, which are over them."""
    for reference in data.options.references:
        if reference.end is not None:
            box = _band_box(frame, reference)
            wide, tall = box.right - box.left, box.bottom - box.top
            sheet.box(box.left, box.top, wide, tall, Fill(LIGHT))


def draw_lines(sheet: Sheet, data: ChartData, frame: Frame, taken: Taken) -> None:
    """Draw the reference lines and write the words of lines and bands, after the marks.

    :raises ExpressionError: ``chart-text-no-room``.
    """
    for reference in data.options.references:
        is_level, low, high = frame.span(reference)
        box = frame.box
        if reference.end is None:
            _draw_line(sheet, box, low, taken, is_level=is_level)
        limit = box.right - box.left if is_level else _NOTE_WIDTH
        lines = wrap(reference.label, limit, SMALL_SIZE)
        label = Label(lines, SMALL_SIZE, color=GREY)
        spots = (
            _level_spots(label, box, low, high)
            if is_level
            else _upright_spots(label, box, low, high)
        )
        if not place_label(sheet, taken, label, spots):
            raise no_room(reference.label)


def draw_notes(
    sheet: Sheet,
    data: ChartData,
    points: Mapping[tuple[int, int], tuple[float, float]],
    taken: Taken,
) -> None:
    """Write the annotations of a chart, each with a line that leads to its value.

    :param points: where the value of a category and a series is drawn.
    :raises ExpressionError: ``chart-text-no-room``, also for a note at a blank.
    """
    for note in data.options.annotations:
        point = points.get((note.category, note.series))
        lines = wrap(note.text, _NOTE_WIDTH, SMALL_SIZE, SEMIBOLD)
        label = Label(lines, SMALL_SIZE, SEMIBOLD)
        if point is None or not place_label(sheet, taken, label, _note_spots(label, *point)):
            raise no_room(note.text)


def scale_notes(data: ChartData) -> Iterable[str]:
    """Yield what a reader has to know of the scale of values: that it is logarithmic."""
    if data.options.scale != "linear":
        yield page_text(f"note.scale.{data.options.scale}")


def _draw_line(sheet: Sheet, box: Box, place: float, taken: Taken, *, is_level: bool) -> None:
    """Draw a reference line, with gaps where it would cross a label."""
    half = _REFERENCE_PEN.width / 2
    if is_level:
        whole = Box(box.left, place - half, box.right, place + half)
        for low, high in taken.pieces(whole, is_level=True):
            sheet.line(low, place, high, place, _REFERENCE_PEN)
    else:
        whole = Box(place - half, box.top, place + half, box.bottom)
        for low, high in taken.pieces(whole, is_level=False):
            sheet.line(place, low, place, high, _REFERENCE_PEN)
    taken.add(whole)


def _band_box(frame: Frame, reference: Reference) -> Box:
    is_level, low, high = frame.span(reference)
    if is_level:
        return Box(frame.box.left, low, frame.box.right, high)
    return Box(low, frame.box.top, high, frame.box.bottom)


def _level_spots(label: Label, box: Box, low: float, high: float) -> Iterable[Spot]:
    """Yield the spots of the words of a level line or band, from the right."""
    half = label.height / 2 + _GAP / 2
    heights = (low - half, high + half) if low == high else ((low + high) / 2, low - half)
    sides: tuple[tuple[float, Literal["left", "right", "center"]], ...] = (
        (box.right - 2, "right"),
        (box.left + 2, "left"),
        ((box.left + box.right) / 2, "center"),
    )
    for y in heights:
        for x, align in sides:
            yield Spot(x, y, align)


def _upright_spots(label: Label, box: Box, low: float, high: float) -> Iterable[Spot]:
    """Yield the spots of the words of an upright line or band: above the marks, else from the
    top."""
    half = label.height / 2
    step = max(half, 6.0)
    above = box.top - half - 2
    yield Spot((low + high) / 2, above)
    yield Spot(high, above, "right")
    yield Spot(low, above, "left")
    y = box.top + half + 1
    while y < box.bottom - half:
        if low < high:
            yield Spot((low + high) / 2, y)
        yield Spot(low - _GAP, y, "right")
        yield Spot(high + _GAP, y, "left")
        y += step


def _note_spots(label: Label, x: float, y: float) -> Iterable[Spot]:
    half = label.height / 2
    for spot in around(x, y, 5.0, is_led=True):
        shift = 0.0 if spot.y == y else (half - SMALL_SIZE * 0.67) * (1 if spot.y > y else -1)
        yield Spot(spot.x, spot.y + shift, spot.align, spot.lead)


def _sorted(first: float, second: float) -> tuple[float, float]:
    return min(first, second), max(first, second)
