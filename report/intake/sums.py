"""Sums over the rows of a table, which identify a row as the total of others."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from report.brief.tables import Table
    from report.intake.grid import Grid

    _Running = npt.NDArray[np.float64]

#: The number of first cells that decide whether an undeclared column holds numbers.
_SAMPLE = 200
#: The number of earlier totals from which the rows of a total may begin.
_MOST_GROUPS = 20
#: The least amount of an unlabelled last row that is reported: small sums are often chance.
_BY_CHANCE = 20


def number_columns(
    grid: Grid, spec: Table, but: Collection[int] = ()
) -> list[tuple[str, npt.NDArray[np.float64]]]:
    """Return the names and numbers of the columns that hold amounts; blank or unread cells are NaN.

    Columns of years are left out, and so are columns that number the rows, the rows at the
    positions ``but`` not counted.
    """
    rows = np.ones(len(grid.rows), dtype=bool)
    rows[list(but)] = False
    read = [(name, _read(column, name, spec)) for name, column in _amounts(grid, spec)]
    return [(name, numbers) for name, numbers in read if not _is_serial(numbers[rows])]


def amount_names(grid: Grid, spec: Table) -> list[str]:
    """Return the names of the columns that hold amounts, judged by their first cells."""
    return [name for name, _ in _amounts(grid, spec)]


def _amounts(grid: Grid, spec: Table) -> Iterator[tuple[str, pd.Series]]:
    for name, column in zip(grid.header, grid.columns, strict=True):
        declared = spec.columns.get(name)
        if declared is not None:
            amounts = declared.facts.is_amount and not declared.unique and name not in spec.key
        else:
            amounts = _of_figures(column, name)
        if amounts:
            yield name, column


def _of_figures(column: pd.Series, name: str) -> bool:
    """Return whether an undeclared column holds numbers."""
    from report.intake.missing_values import is_missing
    from report.intake.normalise.distinct import typed_of
    from report.intake.normalise.years import names_years

    if names_years(name):
        return False
    typed = typed_of(column)
    if typed is not None:
        return str(typed.type).startswith(("int", "uint", "float", "double", "decimal"))
    cells = [cell for cell in column.iloc[:_SAMPLE].tolist() if not is_missing(cell)]
    return sum(map(_is_amount, cells)) * 2 > len(cells)


def _is_amount(cell: object) -> bool:
    from report.intake.normalise.numbers import is_number_text

    if isinstance(cell, str):
        return is_number_text(cell)
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _read(column: pd.Series, name: str, spec: Table) -> npt.NDArray[np.float64]:
    from report.brief.tables import Column
    from report.intake.normalise import Policy, normalise_column

    declared = spec.columns.get(name)
    keys = (
        {"decimal": declared.decimal, "missing": declared.missing} if declared is not None else {}
    )
    as_number = Column(label=name, type="number").model_copy(update=keys)
    read = normalise_column(column, as_number, Policy(spec.normalise, spec.missing, "ar-MA"))
    numbers: npt.NDArray[np.float64] = read.values.to_numpy(dtype=np.float64, na_value=np.nan)
    return numbers


def _is_serial(numbers: npt.NDArray[np.float64]) -> bool:
    """Return whether numbers count the rows by ones, from 0 or 1."""
    if len(numbers) < 3:
        return False
    there = numbers[~np.isnan(numbers)]
    return len(there) > 2 and there[0] in (0, 1) and bool((np.diff(there) == 1).mean() > 0.8)


class Sums:
    """Sums of the amount columns over rows that are not totals; a detected total is taken out."""

    def __init__(self, columns: Sequence[tuple[str, npt.NDArray[np.float64]]]) -> None:
        self._names = [name for name, _ in columns]
        cells = np.stack([numbers for _, numbers in columns]) if columns else np.empty((0, 0))
        self._filled = ~np.isnan(cells)
        self._plain = np.where(self._filled, cells, 0.0)
        self._running = _from_zero(self._plain)
        self._counts = _from_zero(self._plain != 0)
        self._last_place = [_last_place(numbers) for _, numbers in columns]
        self._starts = [0]
        #: Rows that are totals, ascending, with the cumulative sums and counts of each.
        self._taken: list[int] = []
        self._taken_sums = [self._running[:, 0]] if columns else []
        self._taken_counts = [self._counts[:, 0]] if columns else []

    @property
    def taken(self) -> list[int]:
        """The rows that are totals, in ascending order."""
        return list(self._taken)

    def comparable(self, row: int) -> bool:
        """Return whether a row has an amount that could be a sum."""
        return bool(self._columns(row))

    def has_others(self, row: int) -> bool:
        """Return whether another row that is no total has an amount in a column where this row has
        one.
        """
        end = self._plain.shape[1]
        return any(
            self._addends(column, 0, end)
            > (row not in self._taken and self._plain[column, row] != 0)
            for column in self._columns(row)
        )

    def _columns(self, row: int) -> list[int]:
        """Return the indices of the columns in which a row has an amount."""
        columns: list[int] = (
            np.flatnonzero(self._filled[:, row]).tolist() if len(self._names) else []
        )
        return columns

    def take_out(self, row: int, *, closes: bool = True) -> None:
        """Exclude a total from all sums; with ``closes``, the next group begins below it."""
        if row in self._taken[bisect_left(self._taken, row) :][:1]:
            return
        insort(self._taken, row)
        index = bisect_left(self._taken, row)
        if self._names:
            amounts = self._plain[:, row]
            for sums, more in (
                (self._taken_sums, amounts),
                (self._taken_counts, (amounts != 0).astype(np.float64)),
            ):
                sums[index + 1 :] = [
                    sums[index] + more,
                    *(later + more for later in sums[index + 1 :]),
                ]
        if closes:
            insort(self._starts, row + 1)

    def adds_up(self, row: int, least: int, *, every: bool = False) -> bool:
        """Return whether a row holds the sums of at least ``least`` rows above it, in one or more
        groups.

        Half of its columns suffice, since a mean may be beside a sum; ``every`` requires all of
        them.
        """
        return any(self._agrees(row, start, row, least, every=every) for start in self._groups(row))

    def follows(self, row: int, candidates: Sequence[int]) -> bool:
        """Return whether a row holds the sums of the rows below it, up to the next candidate or the
        end.
        """
        end = self._plain.shape[1]
        ends = [
            next(
                (candidate for candidate in sorted({*candidates, *self._taken}) if candidate > row),
                end,
            ),
            end,
        ]
        return any(self._agrees(row, row + 1, stop, 2) for stop in dict.fromkeys(ends))

    def is_whole_sum(self, row: int) -> bool:
        """Return whether a row holds the sums of all rows above it, three or more, and not by
        chance.
        """
        columns = self._columns(row)
        large = len(columns) > 1 or any(
            abs(self._plain[column, row]) >= _BY_CHANCE for column in columns
        )
        return large and self._agrees(row, 0, row, 3, every=True)

    def difference(self, row: int) -> tuple[str, str, str] | None:
        """Return the first column whose total differs from the sum of its rows, the total, and the
        sum.

        Beside columns that add up, a column may hold means, rates or extremes; integers that are
        none of these are reported.
        """
        differing = [column for column in self._columns(row) if not self._adds_up_in(column, row)]
        sound = len(differing) < len(self._columns(row))
        for column in differing:
            start = next(iter(self._groups(row)))
            if not (sound and (self._last_place[column] < 1 or self._is_middle(column, row))):
                return (
                    self._names[column],
                    _shown(self._plain[column, row]),
                    _shown(self._sum(column, start, row)),
                )
        return None

    def _adds_up_in(self, column: int, row: int) -> bool:
        """Return whether a total is the sum of one of its possible groups in a column."""
        return any(self._is_sum(column, row, start) for start in self._groups(row))

    def _is_sum(self, column: int, row: int, start: int) -> bool:
        return self._near(
            column, self._plain[column, row], self._sum(column, start, row), row - start
        )

    def _is_middle(self, column: int, row: int) -> bool:
        """Return whether a number is between the minimum and the maximum above it, as a mean is."""
        above = self._plain[column, :row][self._filled[column, :row]]
        return bool(len(above)) and bool(above.min() <= self._plain[column, row] <= above.max())

    def _groups(self, row: int) -> Iterator[int]:
        """Yield the possible first rows of a total: the last group first, then several groups, then
        all.
        """
        below = [start for start in self._starts if start < row]
        yield from dict.fromkeys([*below[::-1][:_MOST_GROUPS], 0])

    def _agrees(self, row: int, start: int, stop: int, least: int, *, every: bool = False) -> bool:
        columns = [
            column for column in self._columns(row) if self._addends(column, start, stop) >= least
        ]
        if not columns or not self._plain[columns, row].any():
            return False
        equal = [
            self._near(
                column, self._plain[column, row], self._sum(column, start, stop), stop - start
            )
            for column in columns
        ]
        return all(equal) if every else sum(equal) * 2 >= len(equal) and sum(equal) > 0

    def _addends(self, column: int, start: int, stop: int) -> int:
        """Return the number of rows, totals excluded, with an amount other than zero."""
        return int(self._over(self._counts, self._taken_counts, column, start, stop))

    def _sum(self, column: int, start: int, stop: int) -> float:
        return float(self._over(self._running, self._taken_sums, column, start, stop))

    def _over(
        self, whole: _Running, taken: list[_Running], column: int, start: int, stop: int
    ) -> float:
        first, last = bisect_left(self._taken, start), bisect_left(self._taken, stop)
        return float(
            whole[column, stop]
            - whole[column, start]
            - (taken[last][column] - taken[first][column])
        )

    def _near(self, column: int, said: float, counted: float, rows: int) -> bool:
        """Return whether two sums are equal up to the rounding of their addends."""
        place = self._last_place[column]
        rounding = place * max(rows, 2) / 2 if place < 1 else 0.0
        return abs(said - counted) <= max(min(rounding, abs(counted) * 0.005), abs(counted) * 1e-9)


def _from_zero(cells: npt.NDArray[Any]) -> _Running:
    """Return the cumulative sums along each row of an array, starting with zero."""
    return np.concatenate(
        [np.zeros((len(cells), 1)), np.cumsum(cells, axis=1, dtype=np.float64)], axis=1
    )


def _last_place(numbers: npt.NDArray[np.float64]) -> float:
    """Return the last decimal place of a column's numbers: 1 for integers, 0.1 for one decimal."""
    there = numbers[~np.isnan(numbers)][:_SAMPLE]
    for places in range(7):
        if np.allclose(there * 10**places, np.rint(there * 10**places), rtol=0, atol=1e-6):
            return float(10.0**-places)
    return 1e-6


def _shown(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.10g}"
