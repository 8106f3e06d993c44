"""What the kinds of chart share: the label column at the right, the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.charts.lettering import advance, height, widest, wrap
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import (
    GAP,
    GREY,
    LABEL_SIZE,
    LEADING,
    MISSING_FILL,
    OTHERS_SERIES_FILL,
    ROW,
    SMALL_SIZE,
    Fill,
    Pen,
    Sign,
)
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.measures.model import MemberKind

SWATCH = 8.0
_SWATCH_GAP = 4.5
_ITEM_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of rows, broken into lines; ``width`` is that of the column they need, in
    points."""

    lines: tuple[tuple[str, ...], ...]
    width: float

    def row_heights(self, least: float = ROW) -> list[float]:
        """Return the height of each row in points: its lines and their air, and never less than
        ``least``."""
        return [max(least, height(len(lines), LABEL_SIZE) + 5.5) for lines in self.lines]


def label_column(labels: Iterable[str], most: float) -> Labels:
    """Break ``labels`` to a column of at most ``most`` points, and no wider than the longest line
    needs."""
    lines = tuple(wrap(label, most, LABEL_SIZE) for label in labels)
    return Labels(lines, max(widest(label, LABEL_SIZE) for label in lines))


def too_narrow() -> ExpressionError:
    """Return the error for a chart whose texts do not fit its width."""
    return ExpressionError.of("chart-too-narrow")


def axis_title(sheet: Sheet, text: str, right: float, top: float) -> float:
    """Write what the axis counts, above its start; return the height used in points."""
    lines = wrap(text, right, SMALL_SIZE)
    if not lines:
        return 0.0
    tall = height(len(lines), SMALL_SIZE)
    sheet.block(lines, right, top + tall / 2, size=SMALL_SIZE, color=GREY)
    return tall + 3


def legend(
    sheet: Sheet,
    items: Sequence[tuple[Sign, str]],
    right: float,
    top: float,
    *,
    is_round: bool = False,
    has_level_ticks: bool = False,
    swatch: Callable[[int, float, float], None] | None = None,
) -> float:
    """Set the legend from the right: each swatch with its text at its left; return the height used
    in points.

    :param is_round: whether swatches are dots, as the marks are.
    :param has_level_ticks: whether ticks are level, as those of columns are.
    :param swatch: draws the swatch of an item at its left and its top, where it is a mark itself.
    """
    x, y, tallest = right, top, 0.0
    for index, (sign, label) in enumerate(items):
        lines = wrap(label, right - SWATCH - _SWATCH_GAP, LABEL_SIZE)
        item = SWATCH + _SWATCH_GAP + widest(lines, LABEL_SIZE)
        if x < right and x - item < 0:
            x, y, tallest = right, y + tallest, 0.0
        tall = height(max(len(lines), 1), LABEL_SIZE) + 1.5
        middle = y + LABEL_SIZE * LEADING / 2
        if swatch is not None:
            swatch(index, x - SWATCH, middle - SWATCH / 2)
        elif isinstance(sign, Pen):
            center, half = x - SWATCH / 2, SWATCH / 2 + 1
            if has_level_ticks:
                sheet.line(x - SWATCH, middle, x, middle, sign)
            else:
                sheet.line(center, middle - half, center, middle + half, sign)
        elif is_round:
            sheet.disc(x - SWATCH / 2, middle, SWATCH * 0.4, sign)
        else:
            sheet.box(x - SWATCH, middle - SWATCH / 2, SWATCH, SWATCH, sign)
        sheet.block(lines, x - SWATCH - _SWATCH_GAP, y + height(max(len(lines), 1), LABEL_SIZE) / 2)
        x, tallest = x - item - _ITEM_GAP, max(tallest, tall)
    return y - top + tallest + GAP


def member_fill(kind: MemberKind) -> Fill | None:
    """Return the fill of a member that is no value: all others together, or what has none."""
    return {"others": OTHERS_SERIES_FILL, "missing": MISSING_FILL}.get(kind)


def swatched(text: str) -> float:
    """Return the width in points of a small swatch with ``text`` at its left, and the air before
    it."""
    return GAP + 1.5 + 5.5 + 2.5 + advance(text, SMALL_SIZE)


def write_swatched(
    sheet: Sheet, text: str, right: float, y: float, fill: Fill, color: Color, mark: str = ""
) -> None:
    """Write ``text`` after a small swatch, ending :func:`swatched` points left of ``right``."""
    edge = right - GAP - 1.5
    sheet.box(edge - 5.5, y - 2.75, 5.5, 5.5, fill)
    sheet.write(text, edge - 5.5 - 2.5, y, size=SMALL_SIZE, color=color, mark=mark)
