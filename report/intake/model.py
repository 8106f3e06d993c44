"""What intake yields: an event table, its rows numbered as the analyst sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.rows import RowRanges

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column
    from report.errors import Finding
    from report.intake.grid import Grid
    from report.intake.quality import Quality


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """A table that was read, normalised and checked.

    ``frame`` has a column per column of the file, under the file's own names, of ``str``, ``int``,
    :class:`decimal.Decimal`, ``bool`` and :class:`report.arabic.Interval`, a blank being ``None``; countries are
    named in the brief's locale. Its index is the row number as a spreadsheet shows it; where the table is of several
    files, rows are counted from 1 through all of them. The columns are :class:`report.intake.values.Values`: cells
    become such objects only where they are looked at, and rows that are taken out of the frame, sorted or grouped, are
    places of it and no copies. So a long table is not gone through by ``tolist()``, but by
    :func:`report.intake.values.chunks`. ``columns`` holds what the brief declares, and a plain text
    column for each that it does not. ``grids`` keep every cell as it was given. ``findings`` are all of the
    table's checks; where one is an error, no page is made of it. ``in_memory`` tells that its cells are in no file of
    the brief: they were given in memory, or come from an edition that carries them as cells.
    """

    name: str
    label: str
    frame: pd.DataFrame
    columns: Mapping[str, Column]
    grids: tuple[Grid, ...]
    quality: Quality
    findings: tuple[Finding, ...]
    locale: str
    in_memory: bool = False

    def places(self, rows: RowRanges) -> tuple[tuple[str | None, RowRanges], ...]:
        """Return rows of the frame as numbers in their file, by the file's name; ``None`` if there is one file.

        Where the rows are of several sheets of one file, they go by the sheet's name.
        """
        if len(self.grids) == 1:
            return ((None, rows),)
        numbers, paths = rows.numbers(), {grid.path for grid in self.grids}
        ranges: list[tuple[str | None, RowRanges]] = []
        offset = 0
        for grid in self.grids:
            local_numbers = numbers[(offset < numbers) & (numbers <= offset + len(grid.rows))]
            if len(local_numbers):
                name = grid.path.name if len(paths) > 1 else str(grid.sheet)
                if len(paths) > 1 and sum(sibling.path == grid.path for sibling in self.grids) > 1:
                    name = f"{name} ({grid.sheet})"
                ranges.append((name, RowRanges(grid.rows[local_numbers - 1 - offset])))
            offset += len(grid.rows)
        return tuple(ranges)
