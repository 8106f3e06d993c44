"""Merged cells in the body of a table: a name applies to all of its rows, a number counts once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity
from report.intake.recognise.cells import Cell, Sheet, address, is_blank, is_year
from report.intake.recognise.layout import Layout
from report.intake.types.kind import type_of
from report.workbooks.cells import ErrorCell, FormulaCell

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.sources.columns import ChosenColumns

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MergedCells:
    """The content of merged areas: ``values`` by position where they differ from the file.

    ``filled`` are the cells that take the value of the first cell of their area; ``notes`` are the
    findings about the remaining areas.
    """

    values: Mapping[Spot, Cell]
    filled: tuple[Spot, ...]
    notes: tuple[Finding, ...]


def merged_cells(
    sheet: Sheet,
    layout: Layout,
    chosen: ChosenColumns,
    declared: Mapping[str, Column],
    where: Location,
) -> MergedCells:
    """Return the content of the merged areas in a table's body.

    A text, date or year that is merged over rows applies to each of them. A number belongs to the
    first row alone (``merged-number``), so that no sum counts it twice, and so does a cell that is
    merged over columns (``merged-across``). A covered cell with a value is hidden by the
    spreadsheet and not read (``covered-cell``).
    """
    values: dict[Spot, Cell] = {}
    filled: list[Spot] = []
    notes: list[Finding] = []
    names = dict(zip(chosen.places, chosen.names, strict=True))
    for area in sheet.merges:
        spots = list(_spots(sheet, layout, names, area))
        top, left = area[0] - sheet.top, area[1] - sheet.left
        if len(spots) < 2 or spots[0] != (top, left):
            continue
        first = sheet.rows[top][left]
        notes.extend(_covered(sheet, spots[1:], where))
        down = not is_blank(first) and _is_of_each_row(first, declared.get(names[left]))
        for row, place in spots[1:]:
            values[row, place] = first if down and place == left else None
            if down and place == left:
                filled.append((row, place))
        rule = _rule_of(area, first, down)
        if rule is not None:
            place_of = replace(
                where, row=area[0], column=names[left], cell=address(area[0], area[1])
            )
            whole = f"{address(area[0], area[1])}:{address(area[2], area[3])}"
            notes.append(
                Finding(
                    rule, place_of, {"given": str(first)[:60], "range": whole}, Severity.WARNING
                )
            )
    return MergedCells(values, tuple(filled), tuple(notes))


def _spots(
    sheet: Sheet, layout: Layout, names: Mapping[int, str], area: tuple[int, int, int, int]
) -> Iterator[Spot]:
    """Yield the positions of a merged area inside the table, the first cell first."""
    rows = range(
        max(area[0] - sheet.top, layout.body.start), min(area[2] - sheet.top + 1, layout.body.stop)
    )
    places = range(
        max(area[1] - sheet.left, layout.box.left), min(area[3] - sheet.left + 1, layout.box.right)
    )
    for row in rows:
        for place in places:
            if place in names:
                yield row, place


def _is_of_each_row(cell: Cell, column: Column | None) -> bool:
    """Return whether a cell that is merged over rows applies to each row, as names, dates and years
    do.
    """
    if isinstance(cell, ErrorCell | FormulaCell):
        return False
    if column is not None and not type_of(column).is_free_text:
        return not column.facts.is_amount
    return isinstance(cell, bool) or not isinstance(cell, int | float) or is_year(cell)


def _rule_of(area: tuple[int, int, int, int], first: Cell, down: bool) -> str | None:
    """Return the rule of the finding about an area, ``None`` when its value fills every row."""
    if is_blank(first):
        return None
    if area[3] > area[1]:
        return "merged-across"
    return None if down else "merged-number"


def _covered(sheet: Sheet, spots: list[Spot], where: Location) -> Iterator[Finding]:
    """Yield ``covered-cell`` for each covered cell that has a value."""
    for row, place in spots:
        if not is_blank(sheet.rows[row][place]):
            spot = address(row + sheet.top, place + sheet.left)
            place_of = replace(where, row=row + sheet.top, cell=spot)
            yield Finding(
                "covered-cell",
                place_of,
                {"given": str(sheet.rows[row][place])[:60]},
                Severity.WARNING,
            )
