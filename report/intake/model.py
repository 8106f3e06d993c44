"""The result of intake: an event table whose row numbers are those of its spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from report.rows import RowRanges

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column
    from report.errors import Finding, Location
    from report.expressions.expression import Expression
    from report.expressions.kinds import Type
    from report.expressions.vectors import BooleanVector, Mask
    from report.intake.derived import Derivation
    from report.intake.grid import Grid
    from report.intake.quality import Quality
    from report.intake.table_frames import TableFrame, TableFrames


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """A table after reading, normalisation and checks.

    ``frame`` has one column per column of the file, under the names in the file, with values of
    ``str``, ``int``, :class:`decimal.Decimal`, ``bool`` and :class:`report.arabic.Interval`; a
    blank is ``None``. Countries are named in the brief's locale. The index is the row number as a
    spreadsheet shows it; rows of several files are numbered from 1 across all files.

    The columns are :class:`report.intake.values.Values`: cells become Python objects only on
    access, and selected, sorted or grouped rows are indices without copies. Iterate over a long
    table with :func:`report.intake.values.chunks`, not with ``tolist()``.

    ``columns`` holds the declarations of the brief, and a plain text column for each undeclared
    column. ``grids`` keep every raw cell. ``findings`` come from all checks of the table; an error
    among them stops the build. ``in_memory`` says that the cells are in no file of the brief: they
    were supplied in memory, or an edition carries them as cells. ``types`` says what expressions
    know about computed columns. ``derivation`` says which rows of ``source`` the rows of a derived
    table are made of; it has no grids. ``frames`` are the tables of the brief as expressions see
    them. ``selected`` are the rows as expressions see them, where they are not all those of the
    table in ``frames``.
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
    types: Mapping[str, Type] = field(default_factory=dict)
    derivation: Derivation | None = None
    source: EventTable | None = None
    frames: TableFrames | None = None
    selected: TableFrame | None = None

    @property
    def is_derived(self) -> bool:
        """Whether the rows are made of those of another table."""
        return self.derivation is not None

    @property
    def rows(self) -> TableFrame:
        """The rows as expressions see them; each column becomes a vector once."""
        if self.selected is not None:
            return self.selected
        if self.frames is None:
            raise ValueError(f"the table {self.name} stands alone")
        return self.frames[self.name]

    def only(self, mask: Mask) -> EventTable:
        """Return the table with some of its rows, whose columns become vectors but once.

        What the rows look up in other tables, and in this one, stays whole.
        """
        import numpy as np

        places = np.flatnonzero(mask)
        return replace(
            self,
            frame=self.frame.iloc[places],
            selected=self.rows.only(places),
            derivation=None if self.derivation is None else self.derivation.only(places),
        )

    def condition_expression(self, text: str, place: Location) -> Expression:
        """Return a condition on the rows.

        :raises ExpressionError: what is wrong with the expression, at ``place``.
        """
        from report.expressions.expression import check_condition
        from report.expressions.faults import faults_at
        from report.expressions.schema import Scope

        with faults_at(place):
            return check_condition(text, Scope(self.rows.schema))

    def condition(self, text: str, place: Location) -> BooleanVector:
        """Return for which rows a condition is true, and for which it is uncertain.

        :raises ExpressionError: what is wrong with the expression, at ``place``.
        """
        from report.expressions.evaluation import evaluate
        from report.expressions.faults import faults_at

        condition = self.condition_expression(text, place)
        with faults_at(place):
            return cast("BooleanVector", evaluate(condition.tree, self.rows))

    def source_rows(self, rows: RowRanges) -> tuple[str, RowRanges]:
        """Return the rows of a file that some rows are made of, and the name of its table.

        The rows of a table that is not derived are made of themselves.
        """
        if self.derivation is None or self.source is None:
            return self.name, rows
        index: Any = self.frame.index
        positions = self.derivation.source_rows(index.get_indexer(rows.numbers()))
        return self.source.source_rows(RowRanges(self.source.frame.index[positions].to_numpy()))

    @property
    def source_columns(self) -> tuple[str, ...]:
        """The names of the columns that are not computed."""
        return tuple(name for name in self.frame.columns if name not in self.types)

    def places(self, rows: RowRanges) -> tuple[tuple[str | None, RowRanges], ...]:
        """Return row numbers of the frame as row numbers of the files, by file name.

        The name is ``None`` when there is one file. Rows of several sheets of one file go by sheet
        name.
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
