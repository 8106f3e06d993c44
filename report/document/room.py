"""The room for titles and key figures: measured before layout, so that they are cut, shrunk or set
in several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from math import ceil, floor

from report.arabic import bind, isolate_plain
from report.arabic.bidi import ltr_runs
from report.arabic.binding import NO_BREAK, WORD_JOINER
from report.brief.model import Heading
from report.design import TextBlock
from report.errors import BriefError, Location
from report.lettering import SEMIBOLD, advance, cut, lines

#: The height that the title, caption and source of a chart take, in points.
AROUND_CHART = 80.1
#: The gap between two charts of half a measure, in points.
_GUTTER = 15.0
#: The size of running heads in points. One has half of the head of a page, one a third of its foot,
#: less these points.
_RUNNING, _HEAD_GAP, _FOOT_GAP = 8.0, 9.6, 8.0
#: A Latin run with figures is a code if it has at most this many characters.
_LONGEST_CODE = 24
#: The sizes of the cover's title in points, each with the distance of its lines.
_TITLES = {34: 50.0, 28: 42.0, 24: 36.0, 20: 31.0, 17: 27.0, 14: 22.0, 11: 17.0, 8: 12.5}
#: The lines of the cover's other texts: their sizes and distances in points, and what is beside
#: them.
_SUBTITLE, _ISSUER, _FACT = (15.0, 25.0, 0.0), (11.0, 17.0, 0.0), (10.5, 17.0, 119.2)
#: What the cover has less than its page has for text, and what it has beyond its texts, in points:
#: above a title that is set smaller there is less (``front.css``).
_BELOW, _AROUND, _LESS = 3.1, 375.0, 91.0
#: The spaces at which a line may end.
_BREAKABLE = re.compile(r"[ \t\n\r]+")
#: The sizes of a key figure in points; a box's padding.
_FIGURES, _PADDING = (26.0, 22.0, 18.0, 15.0), 17.5
#: The widest small line under a key figure, in points.
_WIDEST_LINE = 110.0
#: A line that is measured may be broken a little earlier.
_SAFE = 0.97


def chart_width(block: TextBlock, width: str) -> float:
    """Return the width in points of a chart that is ``full`` or ``half``."""
    full = float(floor(block.width))
    return full if width == "full" else (full - _GUTTER) / 2


def running(text: str, width: float) -> str:
    """Return a text for a running head: on one line, cut with an ellipsis if it is wider than
    ``width`` points.

    The cut is between words that a line may end between: a number keeps its unit, and a code its
    figures, unless they are wider than the head.
    """
    plain = " ".join(text.split())
    bound = _codes_bound(bind(plain, heading=True))
    first = bound.partition(" ")[0]
    fits = advance(f"{first} …", _RUNNING, SEMIBOLD) <= width
    shown = cut(bound if fits else plain, width, _RUNNING, SEMIBOLD)
    return isolate_plain(shown.replace(NO_BREAK, " ").replace(WORD_JOINER, ""))


def _codes_bound(text: str) -> str:
    """Return a text with no-break spaces in its short Latin runs that have figures, as in «ISO
    19005-3»."""
    pieces: list[str] = []
    position = 0
    for run in ltr_runs(text):
        code = text[run.start : run.end]
        if len(code) <= _LONGEST_CODE and any(map(str.isdigit, code)):
            pieces += [text[position : run.start], code.replace(" ", NO_BREAK)]
            position = run.end
    return "".join([*pieces, text[position:]])


def head_width(block: TextBlock) -> float:
    """Return the width in points of one of the two running heads of a page."""
    return block.width / 2 - _HEAD_GAP


def foot_width(block: TextBlock) -> float:
    """Return the width in points of one of the three texts at the foot of a page."""
    return block.width / 3 - _FOOT_GAP


def cover_size(heading: Heading, block: TextBlock, where: Location) -> int:
    """Return the size of the cover's title, in points, at which the cover is one page with this
    text block.

    :raises BriefError: ``cover-too-long``, when the title does not fit.
    """
    remaining = [
        (heading.subtitle or "", _SUBTITLE),
        (heading.issuer, _ISSUER),
        (heading.classification, _ISSUER),
    ]
    remaining += [(text or "", _FACT) for text in (heading.place, heading.reference)]
    texts = sum(
        _height(text, size, leading, block.width - beside)
        for text, (size, leading, beside) in remaining
        if text
    )
    taken = _AROUND + texts + 2 * (_FACT[1] + 5.7)
    for size, leading in _TITLES.items():
        less = 0.0 if size == max(_TITLES) else _LESS
        if (
            taken - less + lines(heading.title, block.width * _SAFE, size, SEMIBOLD) * leading
            <= block.height - _BELOW
        ):
            return size
    raise BriefError.of("cover-too-long", where)


def are_short_facts(facts: Sequence[str], block: TextBlock) -> bool:
    """Return whether each word of the facts on the cover takes at most half of the room beside
    their names.

    Then none is broken, even in the larger type of a brief's own style sheet. To break a word
    anywhere, WeasyPrint measures each of its letters, which takes a twentieth of the time of a
    small brief in a warm process.
    """
    size, _, beside = _FACT
    words = chain.from_iterable(map(_BREAKABLE.split, facts))
    return all(advance(word, size, SEMIBOLD) <= (block.width - beside) / 2 for word in words)


def _height(text: str, size: float, leading: float, width: float) -> float:
    return lines(text, width * _SAFE, size, SEMIBOLD) * leading


def figure_rows(values: Sequence[str], measure: float) -> tuple[int, int]:
    """Return the size of key figures in points and how many are in a row, so that each is on one
    line.

    :param measure: the width of the text block, in points.

    What is wider than the page at the least size stays so, and is reported after layout.
    """
    counts = dict.fromkeys(ceil(len(values) / rows) for rows in range(1, len(values) + 1))
    for count in counts:
        for size in _FIGURES:
            if all(
                advance(value, size, SEMIBOLD) <= measure / count - _PADDING for value in values
            ):
                return round(size), count
    return round(_FIGURES[-1]), 1


def line_width(measure: float, count: int) -> float:
    """Return the width in points of the small line under a key figure.

    :param measure: the width of the text block, in points; ``count`` how many figures are in a row.
    """
    return float(floor(min(_WIDEST_LINE, measure / count - _PADDING)))
