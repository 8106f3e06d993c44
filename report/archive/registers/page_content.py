"""What a page of a long register shows, and the streams that such pages share."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from report.archive.registers.skeleton import OwnPage

#: The red, green and blue of a colour, from 0 to 1.
Tones = tuple[float, float, float]
#: A rectangle: its left, bottom, right and top edges, in hundredths of a point.
Edges = tuple[float, float, float, float]


class Replaced(NamedTuple):
    """A text that stands for glyphs in the content, and the text of those glyphs."""

    said: str
    drawn: str


class Placed(NamedTuple):
    """A text that one operator shows: the number of its marked content, and its index among the
    rooms of the page."""

    mark: int
    text: str
    room: int


@dataclass(slots=True)
class PageContent:
    """What a page shows.

    :param marked: the texts of each marked content by its number.
    :param apart: the texts outside of all marked content with a number, except blanks.
    :param replaced: the texts that replace glyphs, where more than marks of direction may differ.
    :param rooms: the room of each text, in painting order: its left, bottom, right and top edges,
        one after the other, in hundredths of a point.
    :param tones: the colour of each text.
    :param sizes: the font sizes of the page, in points.
    :param rectangles: each with its colour, and the count of texts that are painted before it.
    :param placed: the texts in marked contents, if they are asked for.
    """

    marked: dict[int, str] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    rooms: array[float] = field(default_factory=lambda: array("d"))
    tones: list[Tones] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    rectangles: list[tuple[Edges, Tones, int]] = field(default_factory=list)
    placed: list[Placed] | None = None

    @property
    def count(self) -> int:
        """How many texts are painted."""
        return len(self.tones)


def shared_streams(pages: Iterable[OwnPage]) -> frozenset[int]:
    """Return the streams that are in the content of pages more than once."""
    counts = Counter(chain.from_iterable([page.streams for page in pages]))
    return frozenset([number for number, count in counts.items() if count > 1])


def moved(rooms: array[float], right: int, up: int) -> array[float]:
    """Return rooms that are moved."""
    import numpy

    edges = numpy.frombuffer(rooms).reshape(-1, 2) + numpy.array((right, up))
    return array("d", edges.tobytes())
