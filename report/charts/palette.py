"""The colours of charts: the design tokens of the style sheets, and what is mixed from them.

Charts name their colours (:mod:`report.charts.style`); which colour a name stands for is said once, in ``tokens.css``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from report.places import templates

#: The names of colours: those of tokens, then those that are mixed from them.
Color = Literal["ink", "accent", "grey", "line", "paper", "second", "light"]

_TOKENS = ("ink", "accent", "grey", "line")
_QUICK = re.compile(rf"--(?:{'|'.join(_TOKENS)})\s*:")
#: How much of the accent is in a mixture with paper: in the fill of a second series, and below its hatches.
_SECOND, _LIGHT = 0.465, 0.09


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as six hexadecimal digits after ``#``."""

    ink: str
    accent: str
    grey: str
    line: str

    def color(self, name: Color) -> str:
        """Return the colour that a name stands for."""
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
        """Return which of ink and paper can be read on the accent: the one with the higher contrast (WCAG 2.2)."""
        accent, ink = _luminance(self.accent), _luminance(self.ink)
        return "paper" if _contrast(1.0, accent) >= _contrast(ink, accent) else "ink"

    def _mixed(self, share: float) -> str:
        return "#" + "".join(
            f"{round(255 - share * (255 - part)):02x}" for part in _parts(self.accent)
        )


def read_palette(sheets: Iterable[str]) -> Palette:
    """Return the palette that style sheets declare for ``:root``, the last declaration of a token being in force.

    What none of them declares is as in the tokens of the house.

    :raises ValueError: when a token of the palette is not an opaque colour; the message says which.
    """
    found = {name: color for css in sheets if _QUICK.search(css) for name, color in _tokens(css)}
    return Palette(**{name: found.get(name) or getattr(house_palette(), name) for name in _TOKENS})


@lru_cache(maxsize=1)
def house_palette() -> Palette:
    """Return the palette of the tokens that come with Mujaz."""
    css = (templates() / "css" / "tokens.css").read_text("utf-8")
    return Palette(**dict(_tokens(css)))


def _tokens(css: str) -> list[tuple[str, str]]:
    """Return the tokens of the palette that a style sheet declares for ``:root``, with their colours."""
    import tinycss2  # type: ignore[import-untyped]

    found = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() not in (
            ":root",
            "html",
        ):
            continue
        for line in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        ):
            if (
                line.type == "declaration"
                and line.name.removeprefix("--") in _TOKENS
                and line.name.startswith("--")
            ):
                found.append((line.name[2:], _color(line)))
    return found


def _color(declaration: Any) -> str:
    from tinycss2 import serialize
    from tinycss2.color4 import parse_color  # type: ignore[import-untyped]

    value = [token for token in declaration.value if token.type not in ("whitespace", "comment")]
    color = parse_color(value[0]) if len(value) == 1 else None
    if color is None or color == "currentcolor" or color.alpha != 1:
        raise ValueError(f"{declaration.name}: {serialize(declaration.value).strip()}")
    return "#" + "".join(
        f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in color.to("srgb").coordinates
    )


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
