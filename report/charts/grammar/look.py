"""The fills and pens of marks, and the legend that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from report.charts.grammar.data import ChartData
from report.charts.grammar.place import Label, Spot, Taken
from report.charts.layout import axis_title, legend, member_fill
from report.charts.lettering import advance
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import (
    ACCENT,
    GREY,
    INK,
    LABEL_SIZE,
    LIGHT,
    LINE,
    MISSING_FILL,
    OTHERS_FILL,
    PAPER,
    REGULAR,
    SECOND,
    SERIES_FILLS,
    SMALL_SIZE,
    Fill,
    Pen,
    Sign,
)

#: The fill of marks that are not highlighted.
DIM_FILL = Fill(LINE)
DIM_PEN = Pen(GREY, 0.7, join="round")

#: The fills of dots in order, and their radii in points: of dots at one place each is seen. A dot
#: has no hatch, so it differs by its tone and its ring.
DOT_FILLS = (Fill(ACCENT), Fill(PAPER, outline=Pen(INK, 1.1)), Fill(SECOND))
DOT_RADII = (2.7, 3.9, 3.3)
#: The fills of marks of one series whose category is no value.
_OWN_FILLS = {"others": OTHERS_FILL, "missing": MISSING_FILL}
_OWN_DOTS = {
    "others": Fill(LINE, outline=Pen(GREY, 0.75)),
    "missing": Fill(PAPER, outline=Pen(GREY, 0.75)),
}

#: The air in points that a value in its mark has at both sides together.
_INSIDE = 5.0
#: The paper between two segments of a stack.
SEAM = Pen(PAPER, 0.7)

#: The pens of lines in order: each differs from all others in its dashes or in its width, so that
#: they are apart in black and white.
SERIES_PENS = (
    Pen(ACCENT, 2.0, join="round"),
    Pen(INK, 1.2, (4.5, 2.0), join="round"),
    Pen(ACCENT, 1.5, (11.0, 2.0, 2.0, 2.0), join="round"),
    Pen(INK, 1.2, (1.4, 1.6), join="round"),
    Pen(ACCENT, 1.4, (8.0, 5.0), join="round"),
    Pen(INK, 0.9, join="round"),
)
_OWN_PENS = {
    "others": Pen(GREY, 1.1, join="round"),
    "missing": Pen(GREY, 1.1, (1.2, 2.4), join="round"),
}
_DIMMED: dict[Color, Color] = {ACCENT: GREY, "tone2": LINE, SECOND: LINE, LIGHT: PAPER, INK: GREY}


def series_fills(data: ChartData) -> tuple[Fill, ...]:
    """Return the fill of each series: others and blanks have their own, in grey; so have those
    that are not highlighted where others are."""
    named = iter(SERIES_FILLS)
    return bright_series(data, [member_fill(item.kind) or next(named) for item in data.series])


def bright_series(data: ChartData, fills: Iterable[Fill]) -> tuple[Fill, ...]:
    """Return the fills of series; where some are highlighted, the rest is grey."""
    if not _has_bright_series(data):
        return tuple(fills)
    return tuple(
        fill if _is_named(data, index) else dimmed(fill) for index, fill in enumerate(fills)
    )


def mark_fill(data: ChartData, category: int, series: int = 0) -> Fill:
    """Return the fill of a mark: of its series; of a single series by its category."""
    if len(data.series) > 1:
        fill = series_fills(data)[series]
        is_dim = not _has_bright_series(data) and not data.is_bright(category, series)
        return dimmed(fill) if is_dim else fill
    own = _OWN_FILLS.get(data.categories[category].kind)
    if own is not None:
        return own
    return SERIES_FILLS[0] if data.is_bright(category, series) else DIM_FILL


def mark_color(data: ChartData, category: int, series: int = 0) -> Color:
    """Return the colour of a dot or a thin line, which has no hatch."""
    if not is_bright_value(data, category, series):
        return GREY
    return (ACCENT, INK, SECOND)[series % 3]


def is_bright_value(data: ChartData, category: int, series: int = 0) -> bool:
    """Return whether a mark is not grey: its category is a value, and highlighted where others
    are."""
    return data.categories[category].kind == "value" and data.is_bright(category, series)


def dot_fills(data: ChartData, fills: Sequence[Fill] = DOT_FILLS) -> tuple[Fill, ...]:
    """Return the fill of the dots of each series; those of others and blanks are grey."""
    named = iter(fills)
    return tuple(_OWN_DOTS.get(series.kind) or next(named) for series in data.series)


def dot_fill(
    data: ChartData, category: int, series: int = 0, fills: Sequence[Fill] = DOT_FILLS
) -> Fill:
    """Return the fill of a dot: of its series, in grey where others are highlighted."""
    fill = dot_fills(data, fills)[series]
    return fill if is_bright_value(data, category, series) else dimmed(fill)


def series_pens(data: ChartData) -> tuple[Pen, ...]:
    """Return the pen of the line of each series; those that are not highlighted are grey."""
    named = iter(SERIES_PENS)
    pens = [_OWN_PENS.get(series.kind) or next(named) for series in data.series]
    if not _has_bright_series(data):
        return tuple(pens)
    return tuple(
        pen if _is_named(data, index) else replace(DIM_PEN, dash=pen.dash)
        for index, pen in enumerate(pens)
    )


def dimmed(fill: Fill) -> Fill:
    """Return a fill in grey, with its hatch. A tone that is seen on paper has no outline."""
    tone = _DIMMED.get(fill.tone, fill.tone)
    outline = replace(fill.outline, color=GREY) if fill.outline else Pen(GREY, 0.4)
    if fill.hatch == "none" and tone in (GREY, LINE):
        return Fill(tone)
    return replace(fill, tone=tone, hatch_color=GREY, outline=outline)


def heading(
    sheet: Sheet,
    data: ChartData,
    right: float,
    top: float,
    items: Sequence[tuple[Sign, str]] = (),
    *,
    is_round: bool = False,
    has_level_ticks: bool = False,
) -> float:
    """Write the legend of some series and the unit of the values; return the height used, in
    points. A panel of several has none: they are above all panels.

    :param right: the right edge of both.
    :param is_round: whether the swatches of the legend are dots.
    :param has_level_ticks: whether its ticks are level.
    """
    if data.is_panel:
        return 0.0
    tall = 0.0
    if items:
        tall = legend(sheet, items, right, top, is_round=is_round, has_level_ticks=has_level_ticks)
    return tall + axis_title(sheet, data.axis_label, right, top + tall)


def series_items(data: ChartData, fills: Sequence[Fill] | None = None) -> list[tuple[Fill, str]]:
    """Return what a legend explains: the fill and the label of each of several series.

    :param fills: the fill of each, where it is not that of bars.
    """
    if len(data.series) < 2:
        return []
    labels = [series.label for series in data.series]
    return list(zip(series_fills(data) if fills is None else fills, labels, strict=True))


def widest_value(data: ChartData, size: float = LABEL_SIZE, weight: int = REGULAR) -> float:
    """Return the width of the widest printed value of all panels, in points."""

    def width() -> float:
        return max(advance(datum.text, size, weight) for datum in data.each_datum())

    return data.of_all(("widest", size, weight), width)


def fits_inside(text: str, first: float, last: float) -> bool:
    """Return whether a value has room in its mark from one place to another, in points."""
    return advance(text, SMALL_SIZE) + _INSIDE <= abs(last - first)


def write_inside(
    sheet: Sheet, text: str, place: tuple[float, float], fill: Fill, name: str, taken: Taken
) -> None:
    """Write a value in the middle of its mark, and take its box; over a hatch it has a plate of
    paper.

    :param place: the middle in points.
    :param name: the name of the mark.
    """
    x, y = place
    if fill.hatch != "none":
        plate = advance(text, SMALL_SIZE) + 3
        sheet.box(x - plate / 2, y - 4.5, plate, 9, Fill(PAPER))
    is_dark = fill.tone in (ACCENT, GREY)
    color: Color = sheet.palette.on_accent() if is_dark else INK
    sheet.write(text, x, y, align="center", size=SMALL_SIZE, color=color, mark=name)
    taken.add(Label((text,), SMALL_SIZE).box(Spot(x, y)), is_label=True)


def _has_bright_series(data: ChartData) -> bool:
    return any(_is_named(data, index) for index in range(len(data.series)))


def _is_named(data: ChartData, series: int) -> bool:
    return any(data.series[series].is_called(name) for name in data.options.highlight)
