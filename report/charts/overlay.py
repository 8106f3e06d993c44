"""The sheet a chart is drawn on: shapes for Matplotlib, texts for the renderer.

Matplotlib's SVG with text as text cannot be set by WeasyPrint, and text as paths cannot be
searched. So no text is given to Matplotlib at all: shapes are laid out from widths measured by
HarfBuzz, Matplotlib writes them as SVG, and the texts are handed on with their positions, for the
renderer to set as real text over the shapes.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from report.charts.lettering import advance
from report.charts.model import ChartDrawing, OverlayText
from report.charts.palette import Color, Palette
from report.charts.style import INK, LABEL_SIZE, LEADING, REGULAR, Fill, Pen

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

Align = Literal["left", "center", "right"]

#: Distance in points between two lines of a hatch, along an axis.
HATCH_STEP = 3.2

#: Everything that a user's own matplotlibrc could change in these drawings.
_RC: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "mujaz",
    "svg.id": None,
    "path.simplify": False,
    "path.sketch": None,
    "path.effects": [],
    "lines.scale_dashes": False,
    "patch.antialiased": True,
    "patch.force_edgecolor": False,
    "figure.hooks": [],
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}


@dataclass(frozen=True, slots=True)
class _Look:
    face: Color | None
    pen: Pen | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """Points from the top left, joined by straight lines; the last point of an area is the first
    again."""

    look: _Look
    points: tuple[tuple[float, float], ...]


class Sheet:
    """Collects the shapes and texts of one chart. Lengths are points, from the left and top edges,
    y downwards."""

    def __init__(self, width: float, palette: Palette) -> None:
        self.width = width
        self.palette = palette
        self._shapes: list[_Shape] = []
        self._texts: list[OverlayText] = []

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Draw a rectangle, its hatch and its outline, all within the rectangle."""
        if width <= 0 or height <= 0:
            return
        self._rectangle(left, top, width, height, _Look(fill.tone, None))
        if fill.hatch != "none":
            pen = Pen(fill.hatch_color, 0.6)
            for segment in _hatch(left, top, left + width, top + height, hatch=fill.hatch):
                self._shapes.append(_Shape(_Look(None, pen), segment))
        if fill.outline:
            self.frame(left, top, width, height, fill.outline)

    def frame(self, left: float, top: float, width: float, height: float, pen: Pen) -> None:
        """Draw the outline of a rectangle, its ink within the rectangle."""
        half = min(pen.width, width, height) / 2
        self._rectangle(
            left + half, top + half, width - 2 * half, height - 2 * half, _Look(None, pen)
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, pen: Pen) -> None:
        """Draw a straight line."""
        self._shapes.append(_Shape(_Look(None, pen), ((x0, y0), (x1, y1))))

    def path(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        """Draw straight lines from each point to the next."""
        self._shapes.append(_Shape(_Look(None, pen), tuple(points)))

    def dot(self, x: float, y: float, radius: float, color: Color) -> None:
        """Draw a filled dot of about a point: an octagon, which no eye tells from a circle at that
        size."""
        turns = [turn * math.pi / 4 for turn in range(8)]
        corners = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        self._shapes.append(_Shape(_Look(color, None), (*corners, corners[0])))

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        align: Align = "right",
        size: float = LABEL_SIZE,
        weight: int = REGULAR,
        color: Color = INK,
        mark: str = "",
    ) -> None:
        """Write one line whose vertical middle is ``y``; ``x`` is its left edge, centre or right
        edge by ``align``. ``mark`` names the value that it prints."""
        width = round(advance(text, size, weight), 2)
        tone = self.palette.color(color)
        place = OverlayText(
            text=text,
            x=round(x, 2),
            y=round(y, 2),
            width=width,
            size=size,
            align=align,
            weight=weight,
            color=tone,
            mark=mark,
        )
        self._texts.append(place)

    def block(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        *,
        align: Align = "right",
        size: float = LABEL_SIZE,
        weight: int = REGULAR,
        color: Color = INK,
        mark: str = "",
    ) -> None:
        """Write lines one under another, the vertical middle of the whole at ``y``.

        ``mark`` names the value that each of them stands for.
        """
        first = y - (len(lines) - 1) * size * LEADING / 2
        for index, line in enumerate(lines):
            self.write(
                line,
                x,
                first + index * size * LEADING,
                align=align,
                size=size,
                weight=weight,
                color=color,
                mark=mark,
            )

    def drawing(self, height: float, alt: str) -> ChartDrawing:
        """Return the finished drawing, ``height`` points tall. Equal sheets give equal bytes."""
        height = round(height, 2)
        svg = _svg(self._shapes, self.width, height, self.palette)
        return ChartDrawing(
            svg=svg, texts=tuple(self._texts), width=self.width, height=height, alt=alt
        )

    def _rectangle(self, left: float, top: float, width: float, height: float, look: _Look) -> None:
        right, bottom = left + width, top + height
        self._shapes.append(
            _Shape(look, ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)))
        )


def _hatch(
    left: float, top: float, right: float, bottom: float, *, hatch: str
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the lines of a diagonal hatch cut to a rectangle, in one phase over the whole sheet.

    The lines are drawn one by one, since an SVG pattern is left to each reader's resolution.
    """
    if hatch in ("rising", "crossed"):
        for step in range(
            math.floor((left + top) / HATCH_STEP) + 1, math.ceil((right + bottom) / HATCH_STEP)
        ):
            total = step * HATCH_STEP
            x0, x1 = max(left, total - bottom), min(right, total - top)
            yield (x0, total - x0), (x1, total - x1)
    if hatch in ("falling", "crossed"):
        for step in range(
            math.floor((left - bottom) / HATCH_STEP) + 1, math.ceil((right - top) / HATCH_STEP)
        ):
            difference = step * HATCH_STEP
            x0, x1 = max(left, difference + top), min(right, difference + bottom)
            yield (x0, x0 - difference), (x1, x1 - difference)


def _svg(shapes: Sequence[_Shape], width: float, height: float, palette: Palette) -> str:
    with _quiet():
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

    with rc_context(_RC):
        figure = Figure(figsize=(width / 72, height / 72), dpi=72, frameon=False)
        for look, group in groupby(shapes, key=lambda shape: shape.look):
            figure.add_artist(_patch(look, list(group), height, palette))
        written = io.StringIO()
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(written, metadata=_NO_METADATA)
    # The prologue names a DTD by its web address, and would keep the drawing from being put inside
    # HTML.
    return written.getvalue()[written.getvalue().index("<svg") :]


def _patch(look: _Look, shapes: Sequence[_Shape], height: float, palette: Palette) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    path = Path.make_compound_path(*(_path(shape, height) for shape in shapes))
    pen = look.pen
    return PathPatch(
        path,
        facecolor=palette.color(look.face) if look.face else "none",
        edgecolor=palette.color(pen.color) if pen else "none",
        linewidth=pen.width if pen else 0,
        linestyle=(0, pen.dash) if pen and pen.dash else "solid",
        joinstyle=pen.join if pen else "miter",
        capstyle="butt",
        transform=IdentityTransform(),
    )


def _path(shape: _Shape, height: float) -> Path:
    from matplotlib.path import Path

    flipped = [(round(x, 2), round(height - y, 2)) for x, y in shape.points]
    return Path(flipped, closed=len(flipped) > 2 and flipped[0] == flipped[-1])


@contextmanager
def _quiet() -> Iterator[None]:
    """Hush Matplotlib's words on its font cache and folders, of no use to who builds a brief."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
