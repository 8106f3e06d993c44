"""Steps from line to line of a result: to the one before, to the year before, to the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from report.measures.calendar import TimeLine
from report.measures.lines import Codes, Level, Side
from report.measures.members import ALL

if TYPE_CHECKING:
    from report.measures.model import Value

Values = np.ndarray[Any, Any]
#: Returns a value of a line: the year of a month.
Part = Callable[[Codes], object]


class Grid(Protocol):
    """The values of one measure by the lines of rows and columns."""

    @property
    def rows(self) -> Side:
        """The rows."""

    @property
    def columns(self) -> Side:
        """The columns."""

    def values(self, rows: Level, columns: Level) -> Values:
        """Return the values of the measure: an array of objects, by row and column."""

    def empty(self) -> Value:
        """Return the value of the measure for no rows: 0 for a count, else a blank."""

    def ranks(self, side: Side) -> Sequence[int]:
        """Return for each line of the side's finest level its place in the order to show."""

    def dimension(self, text: str) -> tuple[bool, int] | None:
        """Return whether a dimension is on the rows, and which it is; ``None`` if it is unknown."""

    def part(self, text: str) -> tuple[bool, Part] | None:
        """Return whether an expression of one dimension's members is on the rows, and its values;
        ``None`` if it is no such expression."""


@dataclass(frozen=True, slots=True)
class Track:
    """The dimensions of one side along which values are compared.

    :param time_line: their positions, where they are time.
    :param resets: dimensions; a running total restarts at each of their members.
    :param part: a value of each line; a running total restarts when it changes.
    """

    on_rows: bool
    dimensions: tuple[int, ...]
    time_line: TimeLine | None
    resets: frozenset[int]
    part: Part | None = None

    @classmethod
    def of(cls, on_rows: bool, side: Side, dimensions: tuple[int, ...]) -> Track:
        """Return the track along one dimension."""
        calendar = side.dimensions[dimensions[0]].calendar
        line = None if calendar is None else TimeLine.of((calendar,))
        return cls(on_rows, dimensions, line, frozenset())


class Turned:
    """A grid with its rows as columns."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.rows, self.columns = grid.columns, grid.rows

    def values(self, rows: Level, columns: Level) -> Values:
        """Return the values, by row and column of the turned grid."""
        return self._grid.values(columns, rows).T

    def empty(self) -> Value:
        """Return the value for no rows."""
        return self._grid.empty()

    def ranks(self, side: Side) -> Sequence[int]:
        """Return for each line of a side its place in the order to show."""
        return self._grid.ranks(side)

    def dimension(self, text: str) -> tuple[bool, int] | None:
        """Return whether a dimension is on the rows of the turned grid, and which it is."""
        match = self._grid.dimension(text)
        return None if match is None else (not match[0], match[1])

    def part(self, text: str) -> tuple[bool, Part] | None:
        """Return the values of an expression of members on the turned grid."""
        match = self._grid.part(text)
        return None if match is None else (not match[0], match[1])


class Steps:
    """The lines of a level of the rows, in order along a track."""

    def __init__(self, grid: Grid, level: Level, track: Track) -> None:
        self.track = track
        self._grid = grid
        self._level = level
        self._positions = [self._position(codes) for codes in level.codes]
        self._keys = [self._key(codes) for codes in level.codes]
        self._lines: dict[tuple[Codes, int], int] = {}
        self._ordered: dict[Codes, list[int]] = {}
        for line, (key, position) in enumerate(zip(self._keys, self._positions, strict=True)):
            if position is not None:
                self._lines[key, position] = line
                self._ordered.setdefault(key, []).append(line)
        self._places: dict[int, tuple[list[int], int]] = {}
        for lines in self._ordered.values():
            lines.sort(key=lambda line: self._positions[line] or 0)
            self._places.update((line, (lines, index)) for index, line in enumerate(lines))
        self._bounds = self._all_positions()

    def has_position(self, line: int) -> bool:
        """Return whether a line is at one position: not a total, not others, not without a date."""
        return self._positions[line] is not None

    def runs(self) -> Iterator[list[int]]:
        """Yield the lines of each run from the first one on."""
        for lines in self._ordered.values():
            start = 0
            for place in range(1, len(lines) + 1):
                if place == len(lines) or self._resets(lines[place - 1], lines[place]):
                    yield lines[start:place]
                    start = place

    def before(self, line: int) -> tuple[int | None, bool]:
        """Return the line before a line; without it, whether the calendar has a period there."""
        position, key = self._positions[line], self._keys[line]
        if position is None:
            return None, False
        if self.track.time_line is None:
            return self.listed_before(line)
        return self._at(key, position - 1)

    def listed_before(self, line: int) -> tuple[int | None, bool]:
        """Return the line that is listed before a line, regardless of the calendar."""
        place = self._places.get(line)
        if place is None or place[1] == 0:
            return None, False
        run, index = place
        return run[index - 1], True

    def year_before(self, line: int) -> tuple[int | None, bool]:
        """Return the line of the same period of the year before."""
        position, time_line = self._positions[line], self.track.time_line
        if position is None or time_line is None:
            return None, False
        earlier = time_line.year_before(position)
        return (None, False) if earlier is None else self._at(self._keys[line], earlier)

    def window(self, line: int, count: int) -> list[int | None]:
        """Return a line and those before it, ``count`` in all; nothing where there are fewer.

        A period of the calendar without a line is ``None``.
        """
        position, key = self._positions[line], self._keys[line]
        if position is None:
            return []
        if self.track.time_line is None:
            run, index = self._places[line]
            return list(run[index + 1 - count : index + 1]) if index + 1 >= count else []
        steps = [self._at(key, place) for place in range(position + 1 - count, position + 1)]
        return [source for source, _ in steps] if all(exists for _, exists in steps) else []

    def first(self, line: int) -> tuple[int | None, bool]:
        """Return the first line of the run of a line."""
        if self._positions[line] is None:
            return None, False
        return self._ordered[self._keys[line]][0], True

    def named(self, line: int, code: int) -> tuple[int | None, bool]:
        """Return the line with the same members, except a named one of the track."""
        if self._positions[line] is None:
            return None, False
        codes = list(self._level.codes[line])
        codes[self.track.dimensions[-1]] = code
        return self._level.index(tuple(codes)), True

    def _at(self, key: Codes, position: int) -> tuple[int | None, bool]:
        line = self._lines.get((key, position))
        first, last = self._bounds
        return line, line is not None or first <= position <= last

    def _resets(self, previous: int, line: int) -> bool:
        codes, value_of = self._level.codes, self.track.part
        if value_of is not None and value_of(codes[previous]) != value_of(codes[line]):
            return True
        return any(codes[previous][index] != codes[line][index] for index in self.track.resets)

    def _key(self, codes: Codes) -> Codes:
        return tuple(code for index, code in enumerate(codes) if index not in self.track.dimensions)

    def _position(self, codes: Codes) -> int | None:
        dimensions = [self._level.dimensions[index] for index in self.track.dimensions]
        own = [codes[index] for index in self.track.dimensions]
        pairs = list(zip(own, dimensions, strict=True))
        if any(code == ALL or code >= len(dimension.members) for code, dimension in pairs):
            return None
        is_blank = [code == dimension.missing for code, dimension in pairs]
        if self.track.time_line is None:
            return None if all(is_blank) else self._rank_of(codes)
        if any(is_blank):
            return None
        values = [
            dimension.members[code].value for code, dimension in zip(own, dimensions, strict=True)
        ]
        return self.track.time_line.position(values)

    def _rank_of(self, codes: Codes) -> int:
        """Return the place of a line in the order to show; lines of no group by their codes."""
        side = self._grid.rows
        line = side.finest.index(codes)
        if line is not None:
            return self._grid.ranks(side)[line]
        return codes[self.track.dimensions[-1]]

    def _all_positions(self) -> tuple[int, int]:
        """Return the first and last position of all groups."""
        finest = self._grid.rows.finest
        if self._level is finest or self.track.time_line is None:
            positions = [position for position in self._positions if position is not None]
        else:
            hits = map(self._position, finest.codes)
            positions = [position for position in hits if position is not None]
        return (min(positions), max(positions)) if positions else (0, -1)


def reduced(codes: Codes, stored: Sequence[int] | range) -> Codes:
    """Return codes with those of all but some dimensions as :data:`ALL`."""
    if len(stored) == len(codes):
        return codes
    return tuple(code if index in stored else ALL for index, code in enumerate(codes))
