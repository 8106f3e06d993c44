"""The shapes of a drawing as SVG by Matplotlib, and as a record of what is painted."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, pairwise
from typing import TYPE_CHECKING, Any

from report.charts.model import InkShape
from report.charts.palette import Color, Palette
from report.charts.style import Pen

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.backends.backend_svg import RendererSVG

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
class Look:
    """How a shape is painted: the tone of its area, the pen of its line."""

    face: Color | None
    pen: Pen | None


@dataclass(frozen=True, slots=True)
class Shape:
    """Points from the top left, joined by straight lines; the last point of an area is the first
    again."""

    look: Look
    points: tuple[tuple[float, float], ...]

    def moved(self, x: float, y: float) -> Shape:
        """Return the shape at another place."""
        return Shape(self.look, tuple((left + x, top + y) for left, top in self.points))


@dataclass(frozen=True, slots=True)
class Outlines:
    """The points of shapes one after another, from the left and from below, in hundredths of a
    point.

    :param points: x and y in two columns; ``starts`` has the place of the first of each shape, and
        the number of all.
    :param is_closed: whether the last point of a shape is its first.
    """

    points: np.ndarray[Any, Any]
    starts: tuple[int, ...]
    is_closed: tuple[bool, ...]


def outlines_of(shapes: Sequence[Shape], height: float) -> Outlines:
    """Return the points of shapes.

    :param height: that of the drawing, in points.
    """
    import numpy as np

    starts = (0, *accumulate(len(shape.points) for shape in shapes))
    every = chain.from_iterable(shape.points for shape in shapes)
    numbers = np.fromiter(chain.from_iterable(every), dtype=float, count=2 * starts[-1])
    points = numbers.reshape(-1, 2)
    points[:, 1] = height - points[:, 1]
    points = points.round(2) + 0.0  # no zero has a sign
    first, last = np.array(starts[:-1], dtype=int), np.array(starts[1:], dtype=int) - 1
    is_closed = (points[first] == points[last]).all(axis=1) & (last - first > 1)
    return Outlines(points, starts, tuple(is_closed.tolist()))


def svg_of(
    shapes: Sequence[Shape], outlines: Outlines, size: tuple[float, float], palette: Palette
) -> str:
    """Return shapes as SVG. Equal shapes give equal bytes.

    :param size: the width and the height of the drawing, in points.
    """
    with _quiet():
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import RendererSVG

    with rc_context(_RC):
        written = io.StringIO()
        svg: Any = RendererSVG
        renderer = svg(*size, written, image_dpi=72, metadata=_NO_METADATA)
        renderer.open_group("figure")
        codes = _codes(outlines)
        first = 0
        for (look, _), group in groupby(enumerate(shapes), key=_painted_with):
            end = first + sum(1 for _ in group)
            points = slice(outlines.starts[first], outlines.starts[end])
            _paint(renderer, look, outlines.points[points], codes[points], palette)
            first = end
        renderer.close_group("figure")
        renderer.finalize()
    # The prologue names a DTD by its web address, and would keep the drawing from being put inside
    # HTML.
    return written.getvalue()[written.getvalue().index("<svg") :]


def _painted_with(numbered: tuple[int, Shape]) -> tuple[Look, int]:
    """Return what the shapes of one path have in common. One that has a fill and an outline is a
    path of its own, so that it hides what is under it."""
    index, shape = numbered
    is_own = shape.look.face is not None and shape.look.pen is not None
    return shape.look, index if is_own else -1


def _codes(outlines: Outlines) -> np.ndarray[Any, Any]:
    """Return what Matplotlib does at each point: move there, draw a line, or close the shape."""
    import numpy as np
    from matplotlib.path import Path

    codes = np.full(outlines.starts[-1], Path.LINETO, dtype=Path.code_type)
    codes[list(outlines.starts[:-1])] = Path.MOVETO
    ends = zip(outlines.starts[1:], outlines.is_closed, strict=True)
    codes[[end - 1 for end, is_closed in ends if is_closed]] = Path.CLOSEPOLY
    return codes


def _paint(
    renderer: RendererSVG,
    look: Look,
    points: np.ndarray[Any, Any],
    codes: np.ndarray[Any, Any],
    palette: Palette,
) -> None:
    """Write shapes of one look as one path. Matplotlib writes it as it writes a patch."""
    from matplotlib.colors import to_rgba
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    pen = look.pen
    svg: Any = renderer
    context = svg.new_gc()
    context.set_linewidth(pen.width if pen else 0)
    context.set_capstyle("butt")
    context.set_joinstyle(pen.join if pen else "miter")
    if pen:
        context.set_foreground(to_rgba(palette.color(pen.color)), isRGBA=True)
    if pen and pen.dash:
        context.set_dashes(0, pen.dash)
    face = to_rgba(palette.color(look.face)) if look.face else None
    svg.open_group("patch")
    svg.draw_path(context, Path(points, codes), IdentityTransform(), face)
    svg.close_group("patch")


def inks_of(shapes: Sequence[Shape], outlines: Outlines, palette: Palette) -> Iterator[InkShape]:
    """Yield the shapes as they are painted."""
    numbers = outlines.points.ravel().tolist()
    for shape, (first, end), is_closed in zip(
        shapes, pairwise(outlines.starts), outlines.is_closed, strict=True
    ):
        pen = shape.look.pen
        yield InkShape(
            points=tuple(numbers[2 * first : 2 * (end - is_closed)]),
            fill=palette.color(shape.look.face) if shape.look.face else None,
            stroke=palette.color(pen.color) if pen else None,
            width=pen.width if pen else 0.0,
            dash=(pen.dash or ()) if pen else (),
            join=pen.join if pen else "",
            closed=is_closed,
        )


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
