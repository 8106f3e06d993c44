"""The room for titles and key figures: measured before layout, so that they are cut, shrunk or set in several rows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from report.arabic import isolate_plain
from report.brief.model import Heading
from report.errors import BriefError, Where
from report.lettering import SEMIBOLD, advance, cut, lines

#: The measure of an A4 page with the margins of ``page.css``, in points.
MEASURE = 459.2
#: The size of running heads, and the widths of one at the head and one at the foot of a page, in points.
_RUNNING, HEAD, FOOT = 8.0, 220.0, 145.0
#: The sizes of the cover's title in points, each with the distance of its lines.
_TITLES = {34: 50.0, 28: 42.0, 24: 36.0, 20: 31.0, 17: 27.0, 14: 22.0, 11: 17.0, 8: 12.5}
#: The lines of the cover's other texts: their sizes and distances in points, and their widths.
_SUBTITLE, _ISSUER, _FACT = (15.0, 25.0, MEASURE), (11.0, 17.0, MEASURE), (10.5, 17.0, 340.0)
#: What the cover has in points, beyond its texts: above a title that is set smaller there is less (``front.css``).
_COVER, _AROUND, _LESS = 697.0, 375.0, 91.0
#: The sizes of a key figure in points; a box's padding.
_FIGURES, _PADDING = (26.0, 22.0, 18.0, 15.0), 17.5
#: A line that is measured may be broken a little earlier.
_SAFE = 0.97


def running(text: str, width: float = HEAD) -> str:
    """Return a text for a running head: on one line, cut with an ellipsis where it is wider than ``width`` points."""
    return isolate_plain(cut(" ".join(text.split()), width, _RUNNING, SEMIBOLD))


def cover_size(heading: Heading, where: Where) -> int:
    """Return the size of the cover's title, in points, at which the cover is one page.

    :raises BriefError: ``cover-too-long``, when there is none.
    """
    others = [
        (heading.subtitle or "", _SUBTITLE),
        (heading.issuer, _ISSUER),
        (heading.classification, _ISSUER),
    ]
    others += [(text or "", _FACT) for text in (heading.place, heading.reference)]
    taken = (
        _AROUND + sum(_height(text, *look) for text, look in others if text) + 2 * (_FACT[1] + 5.7)
    )
    for size, leading in _TITLES.items():
        less = 0.0 if size == max(_TITLES) else _LESS
        if taken - less + lines(heading.title, MEASURE * _SAFE, size, SEMIBOLD) * leading <= _COVER:
            return size
    raise BriefError.of("cover-too-long", where)


def _height(text: str, size: float, leading: float, width: float) -> float:
    return lines(text, width * _SAFE, size, SEMIBOLD) * leading


def figure_rows(values: Sequence[str]) -> tuple[int, int]:
    """Return the size of key figures in points and how many stand in a row, so that each is on one line.

    What is wider than the page at the least size stays so, and is told after layout.
    """
    counts = dict.fromkeys(ceil(len(values) / rows) for rows in range(1, len(values) + 1))
    for count in counts:
        for size in _FIGURES:
            if all(
                advance(value, size, SEMIBOLD) <= MEASURE / count - _PADDING for value in values
            ):
                return round(size), count
    return round(_FIGURES[-1]), 1
