"""What the long-table renderer passes from step to step. Lengths are CSS pixels, down and right from the top left
corner of the page, unless they say otherwise.

What is written to a page is measured in hundredths of a point, up and right from the bottom left corner: whole numbers
are written faster, and take less room, than broken ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

#: CSS pixels to hundredths of a point.
SCALE = 75


class ShapedLine(NamedTuple):
    """A line of a cell. ``reach`` is how far its left edge is from the cell's right one, in hundredths of a point;
    ``body`` are the operators that follow when the pen is set there, ``chooses`` whether they choose a font."""

    reach: int
    body: str
    chooses: bool = False


class LaidOutCell(NamedTuple):
    """A cell's lines, and its text as a PDF string.

    ``latin`` says that there is a letter that is read from left to right, ``neutral`` that the first character has no
    direction: next to each other they want a mark between them. ``language`` is that of a text in foreign letters.
    ``over`` is how far its ink crosses an edge of the cell, in CSS pixels.
    """

    lines: tuple[ShapedLine, ...]
    said: bytes
    latin: bool = False
    neutral: bool = False
    language: str | None = None
    over: float = 0.0


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """A column: the edges of what is in its cells, and whether its lines are broken. ``edge`` is the left edge of
    the cells themselves.

    ``ink`` and ``pale`` are the colours of a text and of a dash for a missing one, as operators.
    """

    left: float
    right: float
    wraps: bool
    numeric: bool
    header: bool
    language: str | None
    ink: str
    pale: str
    edge: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle of a row: from ``top`` to ``bottom``, each a part of the row's height and pixels more."""

    colour: str
    left: float
    right: float
    top: tuple[float, float]
    bottom: tuple[float, float]


@dataclass(frozen=True, slots=True)
class RowStyle:
    """A kind of row: where its first baseline is below its top, how far apart its lines are, what its height is beyond
    its lines, how much of that is ``above`` them, and what is drawn under it."""

    baseline: float
    leading: float
    extra: float
    above: float
    under: tuple[Rectangle, ...]

    def parted(self) -> tuple[RowStyle, RowStyle]:
        """Return the looks of a row's two parts where it goes over to the next page: nothing is at the cut."""
        upper = tuple(rectangle for rectangle in self.under if rectangle.top[0] < 1)
        lower = tuple(rectangle for rectangle in self.under if rectangle.bottom[0] > 0)
        first = replace(self, extra=self.above, under=upper)
        second = replace(
            self,
            baseline=self.baseline - self.above,
            extra=self.extra - self.above,
            above=0.0,
            under=lower,
        )
        return first, second


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How a register looks: its columns, its rows, the head of a group, which is one cell over all columns."""

    columns: tuple[ColumnStyle, ...]
    odd: RowStyle
    even: RowStyle
    group: RowStyle | None
    head: ColumnStyle | None


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Where rows are on a page: from ``top`` to ``bottom``, so far right of where the looks of the columns have them
    as ``shift`` says; ``height`` is that of the page."""

    top: float
    bottom: float
    height: float
    shift: float


class LaidOutRow(NamedTuple):
    """A row on a page, for the structure: its cells' texts as PDF strings, and the languages of those in others.

    ``group`` is the number of its group, from 0. A ``head`` has one text. A row that goes over to the next page is
    there again, with ``again``.
    """

    said: tuple[bytes, ...]
    group: int
    head: bool = False
    again: bool = False
    languages: tuple[tuple[int, str], ...] = ()


class Place(NamedTuple):
    """A page of the long-table renderer, from 0, and how far down it, in CSS pixels."""

    page: int
    down: float


@dataclass(frozen=True, slots=True)
class LaidOutRegister:
    """A register as it was set: what is to be put behind the document's own pages.

    ``pages`` yields, for each page of the long-table renderer, its content (``FlateDecode``) and its rows. ``headers`` says which
    columns name the rows, ``languages`` gives the language of each column. ``anchors`` are the places that links lead
    to, by name.
    """

    pages: Callable[[], Iterator[tuple[bytes, tuple[LaidOutRow, ...]]]]
    headers: tuple[bool, ...]
    languages: tuple[str | None, ...]
    anchors: Mapping[str, Place] = field(default_factory=dict)


def side_of(models: int, at: int) -> int:
    """Return which of the models the page ``at`` of the long-table renderer is like: itself, or the last on the same side."""
    return at if at < models else models - 1 - (at - models + 1) % 2
