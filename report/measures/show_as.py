"""Shares, running totals, comparisons and ranks of a measure over the lines of a result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Finding, Location
from report.expressions.exact import plain
from report.intake.reducing import order_key
from report.measures.changes import (
    Number,
    difference,
    has_negative,
    percent,
    percentage_base,
)
from report.measures.lines import Codes, Level, Side
from report.measures.members import ALL
from report.measures.show import ShowAs
from report.measures.steps import Grid, Steps, Track, Turned, Values, reduced
from report.nearest import nearest

if TYPE_CHECKING:
    from report.expressions.vectors import Mask

#: The place of a value: a level of rows, its line, a level of columns, its line.
Place = tuple[Level, int, Level, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """The values that are shown on some lines, and the places that each one was made from.

    :param negative: which have no percentage because a negative value is compared; ``None`` where
        nothing is compared.
    """

    values: Values
    places: Callable[[int, int], Sequence[Place]]
    negative: Mask | None = None


class Show:
    """Applies one ``show`` to the values of a measure.

    :param place: of the key in the brief, for errors.
    """

    def __init__(self, show: ShowAs, grid: Grid, place: Location) -> None:
        self._show = show
        self._grid = grid
        self._place = place

    def of(self, rows: Level, columns: Level) -> Shown:
        """Return the values to show on some lines.

        :raises ExpressionError: ``no-dimension`` when ``of`` names none, ``no-member`` when a named
            member does not exist, ``no-order`` when there is nothing along which to compare.
        """
        kind = self._show.kind
        if kind == "share":
            return self._share(rows, columns)
        if kind == "rank":
            return self._rank(rows, columns)
        track = self._track()
        if not track.on_rows:
            return self._transposed(rows, columns, track)
        return self._along(rows, columns, track)

    def is_along(self, *, rows: bool) -> bool:
        """Return whether the lines of a side have values that can be compared, over all lines of
        the other side together.

        A change along the columns has none for all columns together, and each row is the whole of
        its shares.

        :param rows: whether the side is that of the rows.
        :raises ExpressionError: as :meth:`of`.
        """
        if self._show.kind == "share":
            constant = "row" if rows else "column"
            return self._show.share_of != constant
        if self._show.kind == "rank":
            return rows == bool(self._grid.rows.dimensions)
        return rows == self._track().on_rows

    # Shares ---------------------------------------------------------------------------------

    def _share(self, rows: Level, columns: Level) -> Shown:
        grid, share_of = self._grid, self._show.share_of
        values = grid.values(rows, columns)
        if share_of == "group":
            wholes = self._group_wholes(rows, columns)
        else:
            whole_rows = rows if share_of == "row" else grid.rows.whole
            whole_columns = columns if share_of == "column" else grid.columns.whole
            wholes = np.broadcast_to(grid.values(whole_rows, whole_columns), values.shape)
        shares = _each(percent, values, _each(percentage_base, values, wholes))
        negative = _each(has_negative, values, wholes).astype(bool)
        return Shown(shares, lambda row, column: ((rows, row, columns, column),), negative)

    def _group_wholes(self, rows: Level, columns: Level) -> Values:
        """Return for each value that of its group: all that is in the same member further out."""
        of = self._show.of
        on_rows, last = (True, len(self._grid.rows.dimensions) - 2)
        if of is not None:
            on_rows, last = self._dimension(of)
        side, level = (self._grid.rows, rows) if on_rows else (self._grid.columns, columns)
        wholes = np.full((len(rows), len(columns)), None, dtype=object)
        for line, codes in enumerate(level.codes):
            # A total is of no member further out: its group is the whole.
            dimensions = tuple(index for index in range(last + 1) if codes[index] != ALL)
            groups = side.level(dimensions)
            group = groups.index(reduced(codes, dimensions))
            if group is None:
                continue
            if on_rows:
                wholes[line] = self._grid.values(groups, columns)[group]
            else:
                wholes[:, line] = self._grid.values(rows, groups)[:, group]
        return wholes

    # Ranks ----------------------------------------------------------------------------------

    def _rank(self, rows: Level, columns: Level) -> Shown:
        side, level, on_rows = self._grid.rows, rows, True
        if not side.dimensions:
            side, level, on_rows = self._grid.columns, columns, False
        resets: frozenset[int] = frozenset()
        if self._show.of is not None:
            of_rows, index = self._dimension(self._show.of)
            resets = frozenset(range(index + 1)) if of_rows == on_rows else frozenset()
        values = self._grid.values(rows, columns)
        source = values if on_rows else values.T
        ranks = np.full(source.shape, None, dtype=object)
        for lines in _partitions(level, resets).values():
            ranked = [line for line in lines if _is_single(side, level, line)]
            for column in range(source.shape[1]):
                compared = [source[line, column] for line in ranked]
                ordinals = _ranks(compared, self._show.ascending)
                for line, rank in zip(ranked, ordinals, strict=True):
                    ranks[line, column] = rank
        shown = ranks if on_rows else ranks.T
        return Shown(shown, lambda row, column: ((rows, row, columns, column),))

    # Along a sequence -----------------------------------------------------------------------

    def _transposed(self, rows: Level, columns: Level, track: Track) -> Shown:
        turned = Show(self._show, Turned(self._grid), self._place)
        shown = turned._along(columns, rows, track)

        def places(row: int, column: int) -> Sequence[Place]:
            turned_places = shown.places(column, row)
            return tuple((*place[2:], *place[:2]) for place in turned_places)

        negative = None if shown.negative is None else shown.negative.T
        return Shown(shown.values.T, places, negative)

    def _along(self, rows: Level, columns: Level, track: Track) -> Shown:
        values = self._grid.values(rows, columns)
        steps = Steps(self._grid, rows, track)
        if self._show.kind == "running":
            return self._running(rows, columns, steps, values)
        if self._show.count:
            return self._moving(rows, columns, steps, values)
        empty = self._grid.empty()
        bases = np.full(values.shape, None, dtype=object)
        sources: list[int | None] = [None] * len(rows)
        for line in range(len(rows)):
            source, exists = self._base(steps, line)
            sources[line] = source
            if source is not None:
                bases[line] = values[source]
            elif exists:
                bases[line] = empty
        results, negative = self._compared(rows, steps, values, bases)
        is_reached = np.array([steps.has_position(line) for line in range(len(rows))], dtype=bool)
        results[~is_reached] = None
        negative[~is_reached] = False

        def places(row: int, column: int) -> Sequence[Place]:
            source, own = sources[row], (rows, row, columns, column)
            base = () if source is None or source == row else ((rows, source, columns, column),)
            return base if self._show.kind == "value" else (own, *base)

        return Shown(results, places, negative)

    def _compared(
        self, rows: Level, steps: Steps, values: Values, bases: Values
    ) -> tuple[Values, Mask]:
        """Return the comparisons, and which have no percentage as a value is negative."""
        kind = self._show.kind
        if kind == "value":
            return bases, np.zeros(values.shape, dtype=bool)
        differences = _each(difference, values, bases)
        if kind == "difference":
            return differences, np.zeros(values.shape, dtype=bool)
        wholes, whole_bases = values, bases
        if kind == "contribution":
            wholes, whole_bases = self._wholes(rows, steps, values.shape)
        compared = _each(percentage_base, wholes, whole_bases)
        results = _each(percent, values if kind == "index" else differences, compared)
        return results, _each(has_negative, wholes, whole_bases).astype(bool)

    def _wholes(self, rows: Level, steps: Steps, shape: tuple[int, ...]) -> tuple[Values, Values]:
        """Return for each line the value of all other dimensions together, and that at its base."""
        grid, dimensions = self._grid, steps.track.dimensions
        level = grid.rows.level(dimensions)
        whole = grid.values(level, grid.columns.whole)
        whole_steps = Steps(grid, level, steps.track)
        wholes, bases = (np.full(shape, None, dtype=object) for _ in range(2))
        for line, codes in enumerate(rows.codes):
            own = level.index(reduced(codes, dimensions))
            if own is None:
                continue
            wholes[line] = whole[own, 0]
            source, exists = self._base(whole_steps, own)
            if source is not None:
                bases[line] = whole[source, 0]
            elif exists:
                bases[line] = grid.empty()
        return wholes, bases

    def _base(self, steps: Steps, line: int) -> tuple[int | None, bool]:
        """Return the line that a line is compared with, and whether there is such a place."""
        base = self._show.base
        if base == "previous":
            return steps.before(line)
        if base == "before":
            return steps.listed_before(line)
        if base == "last-year":
            return steps.year_before(line)
        if base == "first":
            return steps.first(line)
        return steps.named(line, self._member(steps.track))

    def _running(self, rows: Level, columns: Level, steps: Steps, values: Values) -> Shown:
        results = np.full(values.shape, None, dtype=object)
        earlier: dict[int, tuple[list[int], int]] = {}
        for run in steps.runs():
            totals: list[Any] = [None] * values.shape[1]
            for count, line in enumerate(run, 1):
                earlier[line] = run, count
                for column, value in enumerate(values[line].tolist()):
                    totals[column] = _added(totals[column], value)
                results[line] = totals

        def places(row: int, column: int) -> Sequence[Place]:
            run, count = earlier.get(row, ([row], 1))
            return tuple((rows, line, columns, column) for line in run[:count])

        return Shown(results, places)

    def _moving(self, rows: Level, columns: Level, steps: Steps, values: Values) -> Shown:
        """Return the sum or the mean of each value and those before it, blanks aside."""
        results = np.full(values.shape, None, dtype=object)
        empty = self._grid.empty()
        windows = [steps.window(line, self._show.count) for line in range(len(rows))]
        for line, window in enumerate(windows):
            for column in range(values.shape[1] if window else 0):
                listed = [empty if place is None else values[place, column] for place in window]
                results[line, column] = self._summed(listed)

        def places(row: int, column: int) -> Sequence[Place]:
            lines = [line for line in windows[row] if line is not None] or [row]
            return tuple((rows, line, columns, column) for line in lines)

        return Shown(results, places)

    def _summed(self, values: Sequence[Any]) -> Number | None:
        filled = [Fraction(value) for value in values if value is not None]
        if not filled:
            return None
        total = sum(filled, Fraction(0))
        return plain(total / len(filled) if self._show.kind == "moving-mean" else total)

    # What the words mean --------------------------------------------------------------------

    def _dimension(self, text: str) -> tuple[bool, int]:
        match = self._grid.dimension(text)
        if match is None:
            sides = (self._grid.rows, self._grid.columns)
            dimensions = chain.from_iterable(side.dimensions for side in sides)
            names = [dimension.text for dimension in dimensions]
            raise _unknown("no-dimension", text, names, self._place)
        return match

    def _track(self) -> Track:
        """Return the side and the dimensions along which values are compared."""
        show, grid = self._show, self._grid
        if show.of is not None and show.kind != "running":
            on_rows, index = self._dimension(show.of)
            side = grid.rows if on_rows else grid.columns
            return Track.of(on_rows, side, (index,))
        if show.base == "named":
            return self._track_of_member()
        for on_rows, side in ((True, grid.rows), (False, grid.columns)):
            timed = side.time_line(with_years=show.base == "last-year")
            if timed is not None:
                return self._resetting(Track(on_rows, timed[0], timed[1], frozenset()))
        on_rows = bool(grid.rows.dimensions)
        side = grid.rows if on_rows else grid.columns
        if not side.dimensions:
            raise ExpressionError.of("no-order", self._place, show=show.text)
        if show.base == "last-year":
            raise ExpressionError.of("no-years", self._place, show=show.text)
        last = tuple(side.within(len(side.depths) - 1))
        return self._resetting(Track(on_rows, last, None, frozenset()))

    def _resetting(self, track: Track) -> Track:
        """Return a track with what a running total begins again at."""
        if self._show.of is None:
            return track
        date_part = self._grid.part(self._show.of)
        if self._grid.dimension(self._show.of) is None and date_part is not None:
            return replace(track, part=date_part[1] if date_part[0] == track.on_rows else None)
        on_rows, index = self._dimension(self._show.of)
        return replace(track, resets=frozenset([index] if on_rows == track.on_rows else []))

    def _track_of_member(self) -> Track:
        grid = self._grid
        for on_rows, side in ((True, grid.rows), (False, grid.columns)):
            for index in reversed(range(len(side.dimensions))):
                if side.dimensions[index].find(self._show.member) is not None:
                    return Track.of(on_rows, side, (index,))
        dimensions = (*grid.rows.dimensions, *grid.columns.dimensions)
        members = chain.from_iterable(dimension.members for dimension in dimensions)
        labels = [member.label for member in members]
        raise _unknown("no-member", self._show.member, labels, self._place)

    def _member(self, track: Track) -> int:
        """Return the code of the named member of the dimension that is compared along."""
        side = self._grid.rows  # the grid is turned so that the track is on the rows
        dimension = side.dimensions[track.dimensions[-1]]
        code = dimension.find(self._show.member)
        if code is None:
            labels = [member.label for member in dimension.members]
            raise _unknown("no-member", self._show.member, labels, self._place)
        return code


def _partitions(level: Level, resets: frozenset[int]) -> dict[Codes, list[int]]:
    lines: dict[Codes, list[int]] = {}
    for line, codes in enumerate(level.codes):
        lines.setdefault(reduced(codes, tuple(resets)), []).append(line)
    return lines


def _is_single(side: Side, level: Level, line: int) -> bool:
    """Return whether a line is of members, and not a whole, the member for others or the blanks."""
    codes = level.codes[line]
    is_whole = all(code == ALL for code in codes)
    is_member = all(
        code < len(dimension.members)
        for code, dimension in zip(codes, level.dimensions, strict=True)
    )
    is_missing = any(side.is_missing(codes, depth) for depth in range(len(side.depths)))
    return is_member and not is_whole and not is_missing


def _ranks(values: Sequence[Any], ascending: bool) -> list[int | None]:
    """Return the rank of each value, equals the same; the ranks after equals are passed over."""
    keys = [None if value is None else order_key(value) for value in values]
    filled = sorted((key for key in keys if key is not None), reverse=not ascending)
    first: dict[Any, int] = {}
    for rank, key in enumerate(filled, 1):
        first.setdefault(key, rank)
    return [None if key is None else first[key] for key in keys]


def _each(function: Callable[[Any, Any], Any], values: Values, bases: Values) -> Values:
    results = np.full(values.shape, None, dtype=object)
    for place in np.ndindex(values.shape):
        value: Any = values[place]
        base: Any = bases[place]
        if value is not None and base is not None:
            results[place] = function(value, base)
    return results


def _added(total: Number | None, value: Number | None) -> Number | None:
    if value is None:
        return total
    return value if total is None else plain(total + value)


def _unknown(rule: str, name: str, names: Sequence[str], place: Location) -> ExpressionError:
    values = {"given": name, "nearest": nearest(name, names), "known": tuple(names)}
    return ExpressionError(Finding(rule, place, values))
