"""Tokens that follow from others: written out as one more style sheet."""

from __future__ import annotations

from base64 import b64encode

from report.design.pages import PageGeometry
from report.places import assets


def derived_css(pages: PageGeometry, half_chart: float, accent: str) -> str:
    """Return the style sheet of the tokens that follow from others.

    :param pages: the pages of the document; the text block is that of portrait pages.
    :param half_chart: the width of a chart of half a measure, in points.
    :param accent: the colour of the ornament on the cover.
    """
    sides = (pages.left, pages.right)
    width, height = min(side.text_width for side in sides), min(side.text_height for side in sides)
    return (
        f":root {{ --text-width: {width:.10f}pt; --text-height: {height:.10f}pt; "
        f"--chart-half: {half_chart:g}pt; --ornament: url({_ornament(accent)}); }}\n"
    )


def _ornament(accent: str) -> str:
    """Return the ornament in the accent colour, as an address that holds it (RFC 2397)."""
    svg = (assets() / "ornaments" / "khatam.svg").read_text("utf-8").replace("currentColor", accent)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
