"""The colours of charts: design tokens (:mod:`report.design`), and what is mixed from them.

Charts name their colours (:mod:`report.charts.style`); ``tokens.css`` declares once which colour a
name represents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from report.design import house_sheets, read_tokens
from report.design.contrast import contrast_ratio, relative_luminance

#: The names of colours: those of tokens, then those that are mixed from them.
Color = Literal[
    "ink",
    "accent",
    "grey",
    "line",
    "paper",
    "second",
    "light",
    "land",
    "tone1",
    "tone2",
    "tone3",
    "tone4",
    "tone5",
    "below1",
    "below2",
    "below3",
]

#: How much of the accent is in a mixture with paper: in the fill of a second series, and below its
#: hatches.
_SECOND, _LIGHT = 0.465, 0.09
#: How much of the accent is in the tones of classes, light to dark: about even steps of lightness.
_TONES = {"tone1": 0.13, "tone2": 0.31, "tone3": 0.52, "tone4": 0.78, "tone5": 1.0}
#: How much of the hue of values below zero is in their tones, light to dark.
_BELOW = {"below1": 0.26, "below2": 0.52, "below3": 1.0}
#: The hue of values below zero: violet, and brown where the accent is blue itself. Who sees no red
#: or no green sees blue apart from yellow.
_VIOLET, _BROWN = "#54278f", "#7f3b08"
#: How much of the colour of lines is in the land around a map.
_LAND = 0.32


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as six hexadecimal digits after ``#``."""

    ink: str
    accent: str
    grey: str
    line: str

    def color(self, name: Color) -> str:
        """Return the colour that a name represents."""
        match name:
            case "ink" | "accent" | "grey" | "line":
                color: str = getattr(self, name)
                return color
            case "paper":
                return "#ffffff"
            case "second":
                return self._mixed(_SECOND)
            case "light":
                return self._mixed(_LIGHT)
            case "land":
                return self._mixed(_LAND, self.line)
            case "tone1" | "tone2" | "tone3" | "tone4" | "tone5":
                return self._mixed(_TONES[name])
            case "below1" | "below2" | "below3":
                return self._mixed(_BELOW[name], self._opposite())

    def on_accent(self) -> Color:
        """Return which of ink and paper can be read on the accent: the one with the higher contrast
        (WCAG 2.2)."""
        return self.on("accent")

    def on(self, name: Color) -> Color:
        """Return which of ink and paper can be read on a colour: the one with the higher contrast
        (WCAG 2.2)."""
        ground, ink = luminance(self.color(name)), luminance(self.ink)
        return "paper" if contrast_ratio(1.0, ground) >= contrast_ratio(ink, ground) else "ink"

    def _opposite(self) -> str:
        red, green, blue = _channels(self.accent)
        return _BROWN if blue > max(red, green) else _VIOLET

    def _mixed(self, share: float, color: str = "") -> str:
        return _with_paper(share, color or self.accent)


def read_palette(sheets: Iterable[str]) -> Palette:
    """Return the palette that style sheets declare for ``:root``, after those of Mujaz: the last
    declaration counts.

    :raises TokenError: when a token of the palette is not an opaque colour.
    """
    return _palette((*house_sheets(), *sheets))


@lru_cache(maxsize=8)
def _palette(sheets: tuple[str, ...]) -> Palette:
    """Return the palette of style sheets; that of the same sheets is read once."""
    tokens = read_tokens(sheets)
    return Palette(*(tokens.color(f"--{name}") for name in ("ink", "accent", "grey", "line")))


@lru_cache(maxsize=1)
def house_palette() -> Palette:
    """Return the palette of the tokens that come with Mujaz."""
    return read_palette(())


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1."""
    return relative_luminance(_channels(color))


@lru_cache(maxsize=256)
def _with_paper(share: float, color: str) -> str:
    """Return a mixture of a colour with paper."""
    channels = _channels(color)
    return "#" + "".join(f"{round(255 - share * (255 - channel)):02x}" for channel in channels)


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[start : start + 2], 16) for start in (1, 3, 5))
