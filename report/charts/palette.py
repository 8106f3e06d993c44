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

#: The names of colours: those of tokens, then those that are mixed from them.
Color = Literal["ink", "accent", "grey", "line", "paper", "second", "light"]

#: How much of the accent is in a mixture with paper: in the fill of a second series, and below its
#: hatches.
_SECOND, _LIGHT = 0.465, 0.09


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

    def on_accent(self) -> Color:
        """Return which of ink and paper can be read on the accent: the one with the higher contrast
        (WCAG 2.2)."""
        accent, ink = luminance(self.accent), luminance(self.ink)
        return "paper" if contrast(1.0, accent) >= contrast(ink, accent) else "ink"

    def _mixed(self, share: float) -> str:
        return "#" + "".join(
            f"{round(255 - share * (255 - channel)):02x}" for channel in _parts(self.accent)
        )


def read_palette(sheets: Iterable[str]) -> Palette:
    """Return the palette that style sheets declare for ``:root``, after those of Mujaz: the last
    declaration counts.

    :raises TokenError: when a token of the palette is not an opaque colour.
    """
    tokens = read_tokens([*house_sheets(), *sheets])
    return Palette(*(tokens.color(f"--{name}") for name in ("ink", "accent", "grey", "line")))


@lru_cache(maxsize=1)
def house_palette() -> Palette:
    """Return the palette of the tokens that come with Mujaz."""
    return read_palette(())


def luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), from 0 to 1."""
    channels = [value / 255 for value in _parts(color)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: float, second: float) -> float:
    """Return the contrast ratio of two luminances (WCAG 2.2), from 1 to 21."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[start : start + 2], 16) for start in (1, 3, 5))
