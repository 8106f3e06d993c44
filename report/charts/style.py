"""The look of every chart: colours, sizes, and the fills that tell series apart without hue.

All lengths are points. The fills keep a lightness step of at least 20 (CIE L*) between plain neighbours, and
from the third series on a hatch as well, so that a greyscale print tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INK = "#1b2a33"
ACCENT = "#0b5d3b"
SECOND = "#8db6a1"
GREY = "#6b7780"
FAINT = "#d5dadd"
PAPER = "#ffffff"

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

#: The tallest drawing that leaves room for its title, caption and source on an A4 page of 247 mm of text.
TALLEST = 620.0

#: What stands for a value that the source does not state.
NOT_STATED = "غير مذكور"


@dataclass(frozen=True, slots=True)
class Pen:
    """A line: its colour, its width in points, and its dashes (on, off) in points."""

    color: str
    width: float = HAIRLINE
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled: a tone, a hatch over it, an outline, and the colour of figures set on the tone."""

    tone: str
    hatch: Literal["none", "rising", "crossed"] = "none"
    hatch_color: str = INK
    outline: Pen | None = None
    text: str = INK


#: The fills of series, in order.
SERIES_FILLS = (
    Fill(ACCENT, text=PAPER),
    Fill(SECOND),
    Fill("#e9eeeb", "rising", ACCENT, Pen(ACCENT)),
    Fill(PAPER, outline=Pen(INK, 0.75)),
    Fill(PAPER, "crossed", GREY, Pen(GREY)),
)

#: The fills of the named groups of a unit chart, and the outline of the groups that the source does not name.
UNIT_FILLS = (Fill(ACCENT), Fill(SECOND, "rising", ACCENT, Pen(ACCENT)), Fill(PAPER, "crossed", GREY, Pen(GREY)))
UNNAMED_FILL = Fill(PAPER, outline=Pen(GREY, 0.75))
