"""The look of every chart: colours by name, sizes, and the fills that tell series apart without
hue.

All lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from report.charts.palette import Color

INK: Final = "ink"
ACCENT: Final = "accent"
SECOND: Final = "second"
LIGHT: Final = "light"
GREY: Final = "grey"
LINE: Final = "line"
PAPER: Final = "paper"

REGULAR = 400
SEMIBOLD = 600

LABEL_SIZE = 9.0
SMALL_SIZE = 8.0

#: Distance between the middles of two lines of one wrapped text, as a multiple of its size.
LEADING = 1.34

ROW = 17.5
BAR = 10.5
GAP = 6.0
HAIRLINE = 0.5


@dataclass(frozen=True, slots=True)
class Pen:
    """A line: its colour, its width in points, its dashes (on, off …) in points, its corners."""

    color: Color
    width: float = HAIRLINE
    dash: tuple[float, ...] | None = None
    join: Literal["miter", "round"] = "miter"


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled: a tone, a hatch over it, and an outline."""

    tone: Color
    hatch: Literal["none", "rising", "falling", "crossed", "level", "upright", "plaid"] = "none"
    hatch_color: Color = INK
    outline: Pen | None = None


#: What a legend shows beside a label: a filled swatch, or an upright tick.
Sign = Fill | Pen

#: The fills of series, in order. Each is apart from the others when a copier has made it black and
#: white: it is full, empty, or has lines of its own direction on a light ground.
SERIES_FILLS = (
    Fill(ACCENT),
    Fill("tone2", outline=Pen(ACCENT, 0.75)),
    Fill(LIGHT, "rising", ACCENT, Pen(ACCENT)),
    Fill(PAPER, "level", INK, Pen(INK, 0.75)),
    Fill(PAPER, "crossed", GREY, Pen(GREY)),
    Fill(LIGHT, "upright", ACCENT, Pen(ACCENT)),
)

#: The fills of members that are no value of their dimension: the rest together, and what has none;
#: the first also where it is beside other series.
OTHERS_FILL = Fill(LINE, outline=Pen(GREY, 0.75))
OTHERS_SERIES_FILL = Fill("land", "plaid", GREY, Pen(GREY))
MISSING_FILL = Fill(PAPER, "falling", GREY, Pen(GREY))

#: The fills of the named groups of a unit chart, and the outline of the groups that the source does
#: not name.
UNIT_FILLS = (
    Fill(ACCENT),
    Fill(SECOND, "rising", ACCENT, Pen(ACCENT)),
    Fill(PAPER, "crossed", GREY, Pen(GREY)),
)
UNNAMED_FILL = Fill(PAPER, outline=Pen(GREY, 0.75))
