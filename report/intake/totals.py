"""Find totals and subtotals among the rows of a table by their labels and sums, and exclude them.

A row whose label can only mean a total is a total. An ambiguous label is decided by the numbers:
the row is a total when it holds the sums of the rows above it, since an earlier total or from the
top, or of the rows below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Finding, Location, Severity, first_few
from report.intake.grid import ExcludedRow, Grid
from report.intake.recognise.total_rows import labelled_rows, learn_labels
from report.intake.sums import Sums, amount_names, number_columns

if TYPE_CHECKING:
    from report.brief.tables import Table
    from report.intake.recognise.total_words import Label

#: More labels than this without a matching sum are values of the column, such as a kind of trade.
_MOST_UNPROVED = 50
#: The most rows of a table whose unlabelled last row is compared with the sums of all rows.
_SHORT = 5_000
#: The most row numbers in a message.
_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that may be a total.

    ``label`` is ``None`` when only its numbers suggest it. ``first`` says that the label is the
    first text of the row.
    """

    label: Label | None
    text: str
    first: bool


def without_totals(grid: Grid, spec: Table) -> Grid:
    """Return a table without its totals, with a note on each row that only resembles one.

    The key ``totals`` overrides the detection: ``keep`` keeps all rows, a list gives the numbers of
    the rows that are totals.
    """
    if spec.totals == "keep" or not len(grid.rows):
        return grid
    if not isinstance(spec.totals, str):
        return _declared_totals(grid, spec.totals)
    candidates = _candidates(grid, spec)
    last = len(grid.rows) - 1
    if not candidates and last > _SHORT:
        return _without_totals(grid, (), tuple(_summaries(grid, ())))
    sums = Sums(number_columns(grid, spec, candidates))
    accepted, unproved, differing = _judged(grid, candidates, sums)
    if len(accepted) == len(grid.rows):  # every row would be a total
        return grid
    notes = [
        *_differing(grid, differing),
        *_unproved(grid, unproved, candidates, accepted),
        *_summaries(grid, accepted),
    ]
    if last not in candidates and 2 < last <= _SHORT and sums.is_whole_sum(last):
        values = {"totals": _as_key(grid, [*accepted, last])}
        notes.append(Finding("adds-up", _place(grid, last), values, Severity.WARNING))
    return _without_totals(grid, accepted, tuple(notes))


def _declared_totals(grid: Grid, rows: Sequence[int]) -> Grid:
    """Exclude the rows with these numbers; a note reports numbers that do not exist."""
    positions = np.flatnonzero(np.isin(grid.rows, np.array(rows, dtype=np.int64)))
    present = set(grid.rows[positions].tolist())
    violations = [row for row in rows if row not in present]
    where = Location(file=str(grid.path), sheet=grid.sheet)
    notes = [
        Finding("no-total-there", replace(where, row=row), {}, Severity.WARNING)
        for row in violations
    ]
    return _without_totals(grid, positions.tolist(), tuple(notes))


def _candidates(grid: Grid, spec: Table) -> dict[int, _Candidate]:
    """Return the rows that may be totals by their label, or because they hold numbers only."""
    from report.intake.side_by_side import side_by_side

    many = len(grid.rows) * len(grid.columns) >= 500_000
    candidates: dict[int, _Candidate] = {}
    learn_labels(grid.columns)
    for column, labels in enumerate(side_by_side(labelled_rows, grid.columns, many=many)):
        for position, (label, text) in labels.items():
            if position not in candidates:
                candidates[position] = _Candidate(label, text, _is_first(grid, position, column))
    for position in _unlabelled(grid, spec):
        candidates.setdefault(position, _Candidate("weak", "", True))
    return dict(sorted(candidates.items()))


def _is_first(grid: Grid, position: int, column: int) -> bool:
    """Return whether all cells of a row before ``column`` are blank or figures."""
    from report.intake.recognise.cells import is_blank, is_figure

    cells = [_cell(grid, index, position) for index in range(column)]
    return all(is_blank(cell) or is_figure(cell) for cell in cells)


def _unlabelled(grid: Grid, spec: Table) -> list[int]:
    """Return the rows whose texts are all blank, in a table with both texts and numbers."""
    numbers = set(amount_names(grid, spec))
    texts = [
        column
        for name, column in zip(grid.header, grid.columns, strict=True)
        if name not in numbers
    ]
    if not numbers or not texts:
        return []
    blank = np.ones(len(grid.rows), dtype=bool)
    for column in texts:
        blank &= column.isna().to_numpy(dtype=bool)
        if not blank.any():
            return []
    positions: list[int] = np.flatnonzero(blank).tolist()
    return positions if len(positions) * 2 < len(grid.rows) else []


def _judged(
    grid: Grid, candidates: Mapping[int, _Candidate], sums: Sums
) -> tuple[list[int], list[int], list[tuple[int, tuple[str, str, str]]]]:
    """Return the totals, the kept rows, and the differences between totals and sums."""
    open_rows: list[int] = []
    for position, candidate in candidates.items():
        least = (
            1
            if candidate.label == "exact"
            or (candidate.label == "named" and _of_row_above(grid, position, candidate.text))
            else 2
        )
        if candidate.label is not None and sums.adds_up(position, least, every=not candidate.text):
            sums.take_out(position)
        elif candidate.label == "exact" and candidate.first:
            open_rows.append(position)
            sums.take_out(position, closes=not sums.comparable(position))
        elif candidate.text:
            open_rows.append(position)
    differing = [
        (total, difference)
        for total in sums.taken
        if total not in open_rows and (difference := sums.difference(total)) is not None
    ]
    unproved: list[int] = []
    for position in open_rows:
        candidate, follows = candidates[position], sums.follows(position, open_rows)
        if follows and candidate.label is not None and candidate.text:
            sums.take_out(position)
        elif candidate.label == "exact" and candidate.first:
            difference = sums.difference(position)
            differing += [(position, difference)] if difference is not None else []
        elif candidate.text and sums.has_others(position):
            unproved.append(position)
    return sums.taken, unproved, differing


def _of_row_above(grid: Grid, position: int, label: str) -> bool:
    """Return whether a label names a value of the row above: «مجموع فاس» below a row of فاس."""
    above = _texts(grid, position - 1) if position else ()
    return any(text.strip() in label for text in above)


def _texts(grid: Grid, position: int) -> Iterator[str]:
    """Yield the cells of a row that are neither blank nor figures."""
    from report.intake.recognise.cells import is_blank, is_figure

    for column in range(len(grid.columns)):
        cell = _cell(grid, column, position)
        if cell is not None and not is_blank(cell) and not is_figure(cell):
            yield cell


def _differing(
    grid: Grid, differing: Sequence[tuple[int, tuple[str, str, str]]]
) -> Iterator[Finding]:
    for position, (column, said, counted) in differing:
        where = replace(_place(grid, position, column), column=column)
        yield Finding("total-differs", where, {"given": said, "sum": counted}, Severity.WARNING)


def _unproved(
    grid: Grid,
    positions: Sequence[int],
    candidates: Mapping[int, _Candidate],
    accepted: Sequence[int],
) -> Iterator[Finding]:
    """Yield one note on the rows that only resemble totals, at the first of them.

    A mention of the word that is no label matters in the last row only.
    """
    last = len(grid.rows) - 1
    rows = [
        position
        for position in positions
        if candidates[position].label is not None or position == last
    ]
    rows = (
        rows if len(rows) <= _MOST_UNPROVED else [position for position in rows if position == last]
    )
    if rows:
        values = {
            "given": candidates[rows[0]].text,
            "count": len(rows),
            "rows": first_few(rows, _MOST_LISTED, lambda position: str(int(grid.rows[position]))),
            "totals": _as_key(grid, [*accepted, *rows]),
        }
        yield Finding("total-kept", _place(grid, rows[0]), values, Severity.WARNING)


def _summaries(grid: Grid, totals: Collection[int]) -> Iterator[Finding]:
    """Yield one note on the rows at the end of a table, totals aside, that name a mean or an
    extreme: they are counted like the others.
    """
    from report.intake.recognise.total_words import is_summary

    rows: list[int] = []
    for position in range(len(grid.rows) - 1, 0, -1):
        if position not in totals:
            if not is_summary(next(_texts(grid, position), "")):
                break
            rows.insert(0, position)
    if rows:
        values = {
            "given": next(_texts(grid, rows[0])),
            "count": len(rows),
            "totals": _as_key(grid, [*totals, *rows]),
        }
        yield Finding("summary-kept", _place(grid, rows[0]), values, Severity.WARNING)


def _as_key(grid: Grid, positions: Sequence[int]) -> str:
    """Return row numbers as the key ``totals`` lists them: it names all totals, those that were
    detected too."""
    return ", ".join(first_few(sorted(grid.rows[list(positions)].tolist()), _MOST_LISTED))


def _place(grid: Grid, position: int, column: str | None = None) -> Location:
    row = int(grid.rows[position])
    cell = f"{grid.letters[grid.header.index(column)]}{row}" if column is not None else None
    return Location(file=str(grid.path), sheet=grid.sheet, row=row, cell=cell)


def _cell(grid: Grid, column: int, position: int) -> str | None:
    from report.intake.missing_values import is_missing

    cell = grid.columns[column].iloc[position]
    return None if is_missing(cell) else str(cell)


def _without_totals(grid: Grid, positions: Sequence[int], notes: tuple[Finding, ...]) -> Grid:
    """Return a grid without the totals at these positions, which become excluded rows."""
    if not len(positions):
        return replace(grid, notes=(*grid.notes, *notes)) if notes else grid
    keep = np.ones(len(grid.rows), dtype=bool)
    keep[list(positions)] = False
    totals = []
    for position in positions:
        cells = tuple(_cell(grid, column, position) or "" for column in range(len(grid.columns)))
        totals.append(ExcludedRow(int(grid.rows[position]), cells, "total"))
    return replace(
        grid,
        columns=tuple(column[keep].reset_index(drop=True) for column in grid.columns),
        rows=grid.rows[keep],
        excluded_rows=tuple(
            sorted((*grid.excluded_rows, *totals), key=lambda excluded: excluded.row)
        ),
        notes=(*grid.notes, *notes),
    )
