"""Places of labels: boxes from measured texts, and an index of what is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, hypot
from typing import TYPE_CHECKING, Generic, TypeVar

from report.charts.lettering import advance, height, overhang, widest
from report.charts.palette import Color
from report.charts.style import INK, LABEL_SIZE, LINE, PAPER, REGULAR, Fill, Pen
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.charts.overlay import Align, Sheet

T = TypeVar("T")
#: A straight line from a label to its mark.
Lead = tuple[tuple[float, float], tuple[float, float]]

#: The side in points of a square of the index.
_SQUARE = 24.0
#: The air around a label.
AIR = 1.0
#: How far from each other, in points, a slanted line is taken.
_STEP = 3.0
#: Less than this, in points, is no distance.
_NOTHING = 0.001


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the left and the top of the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, box: Box) -> bool:
        """Return whether two boxes share more than an edge."""
        across = self.left < box.right and box.left < self.right
        return across and self.top < box.bottom and box.top < self.bottom

    def holds(self, point: tuple[float, float]) -> bool:
        """Return whether a point is inside the box."""
        x, y = point
        return self.left < x < self.right and self.top < y < self.bottom

    def is_within(self, box: Box) -> bool:
        """Return whether this box is inside another one."""
        wide = box.grown(_NOTHING)
        across = wide.left <= self.left and self.right <= wide.right
        return across and wide.top <= self.top and self.bottom <= wide.bottom

    def entry(self, first: tuple[float, float], last: tuple[float, float]) -> float | None:
        """Return the share of a straight line after which it is in the box; ``None`` if it never
        is."""
        start, end = 0.0, 1.0
        (x, y), (dx, dy) = first, (last[0] - first[0], last[1] - first[1])
        sides = (
            (-dx, x - self.left),
            (dx, self.right - x),
            (-dy, y - self.top),
            (dy, self.bottom - y),
        )
        for step, room in sides:
            if step == 0:
                if room <= 0:
                    return None
            elif step < 0:
                start = max(start, room / step)
            else:
                end = min(end, room / step)
        return start if start < end else None

    def grown(self, air: float) -> Box:
        """Return the box with air around it."""
        return Box(self.left - air, self.top - air, self.right + air, self.bottom + air)


@lru_cache(maxsize=1 << 12)
def _extent(lines: tuple[str, ...], size: float, weight: int) -> tuple[float, float, float, float]:
    """Return the width and the height of a label in points, and how far its letters reach above and
    below that."""
    rise, drop = overhang(lines, size, weight)
    return widest(lines, size, weight), height(len(lines), size), rise, drop


@dataclass(frozen=True, slots=True)
class Label:
    """A text to place: its lines, its look, and the mark of the value that it prints."""

    lines: tuple[str, ...]
    size: float = LABEL_SIZE
    weight: int = REGULAR
    color: Color = INK
    mark: str = ""

    @property
    def width(self) -> float:
        """The width in points."""
        return _extent(self.lines, self.size, self.weight)[0]

    @property
    def height(self) -> float:
        """The height in points."""
        return _extent(self.lines, self.size, self.weight)[1]

    def box(self, spot: Spot) -> Box:
        """Return what the label takes at a spot."""
        wide, tall, rise, drop = _extent(self.lines, self.size, self.weight)
        left, top = spot.x, spot.y - tall / 2
        if spot.align != "left":
            left -= wide / 2 if spot.align == "center" else wide
        return Box(left, top - rise, left + wide, top + tall + drop)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label may be: the middle of its height, and its edge or centre by ``align``.

    :param lead: the point that a line leads to from the label, where it is far from its mark.
    """

    x: float
    y: float
    align: Align = "center"
    lead: tuple[float, float] | None = None


@dataclass(slots=True)
class Taken:
    """What is taken of a sheet: boxes of marks and of labels, each with its owner.

    :param room: where labels may be at all.
    :param labels: the boxes of the labels.
    :param grid: the lines of the grid, which are under labels and stop at them.
    """

    room: Box
    labels: list[Box] = field(default_factory=list)
    grid: list[Box] = field(default_factory=list)
    _squares: dict[tuple[int, int], list[tuple[Box, str]]] = field(default_factory=dict)

    def add(self, box: Box, owner: str = "", *, is_label: bool = False) -> None:
        """Take a box; a label of the same owner may lie on it. Reference lines stop at labels."""
        if is_label:
            self.labels.append(box)
        for square in _squares(box):
            self._squares.setdefault(square, []).append((box, owner))

    def add_path(self, points: Sequence[tuple[float, float]]) -> None:
        """Take a line, a box for each of its pieces."""
        for first, last in pairwise(points):
            across, down = sorted((first[0], last[0])), sorted((first[1], last[1]))
            self.add(Box(across[0], down[0], across[1], down[1]))

    def is_free(self, box: Box, owner: str = "") -> bool:
        """Return whether a label of an owner may take a box."""
        if not box.is_within(self.room):
            return False
        for square in _squares(box):
            for taken, holder in self._squares.get(square, ()):
                if taken.touches(box) and not (owner and owner == holder):
                    return False
        return True

    def spot(self, label: Label, spots: Iterable[Spot], owner: str = "") -> Spot | None:
        """Return the first of the spots that has room for a label, and whose line crosses no other
        label; ``None`` if none has."""
        for spot in spots:
            is_free = self.is_free(label.box(spot).grown(AIR), owner)
            if is_free and (spot.lead is None or self.lead(label, spot) is not None):
                return spot
        return None

    def pieces(self, line: Box, *, is_level: bool) -> Iterator[tuple[float, float]]:
        """Yield the pieces of a straight line that cross no label, each with the air around it."""
        near = [label.grown(AIR) for label in self.labels]
        boxes = [box for box in near if box.touches(line)]
        if is_level:
            return cut(line.left, line.right, [(box.left, box.right) for box in boxes])
        return cut(line.top, line.bottom, [(box.top, box.bottom) for box in boxes])

    def lead(self, label: Label, spot: Spot) -> Lead | None:
        """Return the line from a label to its mark, up to the value that is written there; ``None``
        where it would cross another label."""
        first, last = lead_of(label.box(spot), spot)
        end = 1.0
        for box in self.labels:
            entry = box.grown(AIR / 2).entry(first, last)
            if entry is None:
                continue
            if not box.grown(AIR).holds(last):
                return None
            end = min(end, entry)
        across, down = last[0] - first[0], last[1] - first[1]
        return first, (first[0] + end * across, first[1] + end * down)


def write_label(sheet: Sheet, label: Label, spot: Spot, taken: Taken | None = None) -> None:
    """Write a label at a spot, with its leading line, and take its box. The grid stops at it."""
    box = label.box(spot)
    if taken is not None:
        hide_grid(sheet, box, taken)
    if spot.lead is not None:
        line = taken.lead(label, spot) if taken is not None else None
        first, last = line or lead_of(box, spot)
        sheet.line(*first, *last, Pen(LINE, 0.6))
        if taken is not None:
            taken.add_path(list(_steps(first, last)))
    sheet.block(
        label.lines,
        spot.x,
        spot.y,
        align=spot.align,
        size=label.size,
        weight=label.weight,
        color=label.color,
        mark=label.mark,
    )
    if taken is not None:
        taken.add(box, is_label=True)


def hide_grid(sheet: Sheet, box: Box, taken: Taken) -> None:
    """Draw paper where a line of the grid would cross a label."""
    if any(line.touches(box) for line in taken.grid):
        sheet.box(box.left, box.top, box.right - box.left, box.bottom - box.top, Fill(PAPER))


def place_label(
    sheet: Sheet, taken: Taken, label: Label, spots: Iterable[Spot], owner: str = ""
) -> bool:
    """Write a label at the first spot that has room; return whether one has."""
    spot = taken.spot(label, spots, owner)
    if spot is not None:
        write_label(sheet, label, spot, taken)
    return spot is not None


def around(x: float, y: float, gap: float, *, is_led: bool = False) -> Iterator[Spot]:
    """Yield the spots around a point, the nearest first.

    :param gap: the points between the point and the label's nearest edge.
    :param is_led: whether further spots follow, from which a line leads to the point.
    """
    tall = LABEL_SIZE * 0.67
    yield Spot(x, y - gap - tall)
    yield Spot(x - gap, y, "right")
    yield Spot(x + gap, y, "left")
    yield Spot(x, y + gap + tall)
    for far in (14.0, 24.0, 36.0, 50.0, 70.0) if is_led else ():
        for side in (-1, 1):
            yield Spot(x, y + side * (far + tall), lead=(x, y))
            yield Spot(x - far, y + side * (far * 0.6 + tall), "right", lead=(x, y))
            yield Spot(x + far, y + side * (far * 0.6 + tall), "left", lead=(x, y))


def cut(
    low: float, high: float, gaps: Iterable[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """Yield the pieces of a line from ``low`` to ``high`` that are in no gap."""
    edge = low
    for start, end in sorted(gaps):
        if start > edge:
            yield edge, min(start, high)
        edge = max(edge, end)
        if edge >= high:
            return
    yield edge, high


@dataclass(frozen=True, slots=True)
class Wish(Generic[T]):
    """An item that wants its middle at ``want``, is ``size`` long, and gets its middle in
    ``middle``."""

    item: T
    want: float
    size: float
    middle: float = 0.0


def apart(wishes: Sequence[Wish[T]], low: float, high: float) -> list[Wish[T]]:
    """Return items in one direction so that none touches another, each as near as can be to where
    it wants to be.

    :param low: the least edge of any item; ``high`` the greatest. They need to have room for all.
    """
    groups: list[list[Wish[T]]] = []
    for wish in sorted(wishes, key=lambda wish: wish.want):
        groups.append([wish])
        while len(groups) > 1 and _end(groups[-2], low, high) > _start(groups[-1], low, high):
            last = groups.pop()
            groups[-1] += last
    placed = []
    for group in groups:
        edge = _start(group, low, high)
        for wish in group:
            placed.append(replace(wish, middle=edge + wish.size / 2))
            edge += wish.size
    return placed


def no_room(text: str) -> ExpressionError:
    """Return the error for a text that has no place on its chart."""
    return ExpressionError.of("chart-text-no-room", text=text)


def text_width(text: str, size: float = LABEL_SIZE, weight: int = REGULAR) -> float:
    """Return the width of a text in points."""
    return advance(text, size, weight)


def _steps(first: tuple[float, float], last: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield points of a slanted line so near to each other that their boxes are as thin as it."""
    across, down = last[0] - first[0], last[1] - first[1]
    count = max(1, ceil(hypot(across, down) / _STEP))
    for step in range(count + 1):
        yield first[0] + across * step / count, first[1] + down * step / count


def lead_of(box: Box, spot: Spot) -> Lead:
    """Return the line from the box of a label to the point that its spot leads to."""
    x, y = spot.lead or (spot.x, spot.y)
    start = min(max(x, box.left), box.right)
    return (start, box.bottom + AIR if y > box.bottom else box.top - AIR), (x, y)


def _start(group: Sequence[Wish[T]], low: float, high: float) -> float:
    tall = sum(wish.size for wish in group)
    middle = sum(wish.want for wish in group) / len(group)
    return max(low, min(middle - tall / 2, high - tall))


def _end(group: Sequence[Wish[T]], low: float, high: float) -> float:
    return _start(group, low, high) + sum(wish.size for wish in group)


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(floor(box.left / _SQUARE), floor(box.right / _SQUARE) + 1):
        for down in range(floor(box.top / _SQUARE), floor(box.bottom / _SQUARE) + 1):
            yield across, down
