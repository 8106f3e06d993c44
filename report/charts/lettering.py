"""Breaking the texts of charts into lines, by the widths that the renderer will set them in.

Matplotlib measures no text: its shapes are laid out from these widths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from report.arabic import ltr_runs
from report.charts.style import LEADING, REGULAR
from report.lettering import advance, reach

__all__ = [
    "Rest",
    "advance",
    "broken_runs",
    "height",
    "longest_end",
    "longest_word",
    "one_line",
    "overhang",
    "widest",
    "wrap",
]

#: The sign between the two ends of a range: «1990-1999», «2019/2020».
_BETWEEN_ENDS = re.compile(r"(?<=\d[-–—/])(?=\d)")
#: Where a word may be broken before its letters are: after the signs of codes and addresses.
_BETWEEN_PARTS = re.compile(r"(?<=[\w/][-–—/?&=])(?=\w)")


class Rest(str):
    """A line, or the start of one, that continues a word of the line above it."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Return ``text`` with every run of white space as one space."""
    return " ".join(text.split())


def wrap(text: str, width: float, size: float, weight: int = REGULAR) -> tuple[str, ...]:
    """Break ``text`` into the fewest lines of at most ``width`` points, and these into even
    lengths.

    A word is broken only when it is wider than the line: a range between its ends, an address or a
    code after its signs. What continues a word is a :class:`Rest`.
    """
    pieces = (_pieces(word, width, size, weight) for word in text.split())
    words = list(chain.from_iterable(pieces))
    lines = _greedy(words, width, size, weight)
    low, high = max((advance(word, size, weight) for word in words), default=0.0), width
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        narrower = _greedy(words, middle, size, weight)
        if len(narrower) == len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return tuple(lines)


def broken_runs(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return for each line of a text how many characters at its start and at its end are of a
    left-to-right run that the line above it begins, and that the line below it continues."""
    spaced = [line if isinstance(line, Rest) else f" {line}" for line in lines]
    ends = accumulate(map(len, spaced))
    runs = [run for run in ltr_runs("".join(spaced)) if not (run.plain or run.eastern)]
    result: list[tuple[int, int]] = []
    for line, end in zip(lines, ends, strict=True):
        start = end - len(line)
        above = max((run.end for run in runs if run.start < start < run.end), default=start)
        below = min((run.start for run in runs if run.start < end < run.end), default=end)
        below = max(below, start)
        result.append((len(line), 0) if above >= end else (above - start, end - below))
    return result


def height(lines: int, size: float) -> float:
    """Return the height in points of a block of ``lines`` lines."""
    return lines * size * LEADING


def overhang(lines: Sequence[str], size: float, weight: int = REGULAR) -> tuple[float, float]:
    """Return how far letters with marks on them, or far below the line, reach beyond the first and
    the last of ``lines``, in points."""
    if not lines:
        return 0.0, 0.0
    half = height(1, size) / 2
    rise, drop = reach(lines[0], weight)[0], reach(lines[-1], weight)[1]
    return max(0.0, rise * size - half), max(0.0, drop * size - half)


def widest(lines: tuple[str, ...], size: float, weight: int = REGULAR) -> float:
    """Return the width in points of the widest of ``lines``; 0 without lines."""
    return max((advance(line, size, weight) for line in lines), default=0.0)


def longest_word(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width in points of the widest word of ``text``: the narrowest column that need not
    break it."""
    return widest(tuple(text.split()), size, weight)


def longest_end(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width in points of the widest word of ``text``, of a range that of an end: the
    narrowest column that breaks no other word."""
    ends = chain.from_iterable(map(_BETWEEN_ENDS.split, text.split()))
    return widest(tuple(ends), size, weight)


def _greedy(words: list[str], width: float, size: float, weight: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and advance(longer, size, weight) <= width:
            lines[-1] = type(lines[-1])(longer)
        else:
            lines.append(word)
    return lines


def _pieces(word: str, width: float, size: float, weight: int) -> list[str]:
    if advance(word, size, weight) <= width:
        return [word]
    pieces = [""]
    for unit in _units(word, width, size, weight):
        longer = pieces[-1] + unit
        if pieces[-1] and advance(longer, size, weight) > width:
            pieces.append(unit)
        else:
            pieces[-1] = longer
    return [pieces[0], *map(Rest, pieces[1:])]


def _units(word: str, width: float, size: float, weight: int) -> Iterator[str]:
    """Yield what a word wider than the line is broken into: the ends of a range; of an end wider
    than the line, the parts of a code or an address; of a wider part, the letters with their
    marks."""
    for end in _BETWEEN_ENDS.split(word):
        pieces = [end] if advance(end, size, weight) <= width else _BETWEEN_PARTS.split(end)
        for piece in pieces:
            if advance(piece, size, weight) <= width:
                yield piece
            else:
                yield from _letters(piece)


def _letters(text: str) -> Iterator[str]:
    """Yield each letter of a text with the marks on it."""
    letter = ""
    for character in text:
        if letter and not unicodedata.combining(character):
            yield letter
            letter = ""
        letter += character
    yield letter
