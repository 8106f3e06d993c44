"""The answer to a query: its lines in order, its cells, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from report.arabic.amounts import unit_text
from report.errors import DistinctFindings, Finding, Severity
from report.measures.arrange import Arrangement, Printed
from report.measures.conditions import group_words, where_text, with_conditions
from report.measures.exact import exact_text
from report.measures.having import Having
from report.measures.model import (
    Cell,
    Description,
    MeasureHead,
    Note,
    Provenance,
    Result,
    TableRows,
)
from report.measures.opaque import counted_cells
from report.measures.ordering import Ordering
from report.measures.rounding import adds_up, round_to_total
from report.measures.styles import needed_decimals, shown_style
from report.messages import joined, phrase, phrase_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.expressions.aggregates.groups import Groups
    from report.expressions.vectors import Mask
    from report.measures.function import Result as Counted
    from report.measures.grid import Setting
    from report.measures.lines import Level
    from report.measures.model import Value
    from report.measures.query import Query, Where
    from report.measures.show_as import Place

    #: The rows and the columns of values of two levels, as NumPy indexes an array by them.
    _Places = tuple[npt.NDArray[np.int64], ...]


def _by_level(printed: Sequence[Printed]) -> list[tuple[Level, list[int]]]:
    """Return the levels of printed lines, each with the indexes of its lines."""
    lines: dict[int, tuple[Level, list[int]]] = {}
    for line in printed:
        lines.setdefault(id(line.level), (line.level, []))[1].append(line.line)
    return list(lines.values())


class Answer:
    """The answer to one query.

    :param included: by table, the rows that are in a group.
    :param notes: what is known to be said about the result so far.
    :param limits: by table, the conditions that all answers of the engine are limited by.
    """

    def __init__(
        self,
        setting: Setting,
        query: Query,
        included: Mapping[str, Mask],
        notes: tuple[Note, ...],
        locale: str,
        limits: Mapping[str, tuple[Where, ...]],
    ) -> None:
        self._limits = limits
        self._setting = setting
        self._query = query
        self._included = included
        self._notes = notes
        self._locale = locale
        formulas = setting.formulas
        self._shows = [asked.show or formulas[asked.measure].show for asked in query.measures]
        self._grids = [
            setting.grid(asked.measure, show)
            for asked, show in zip(query.measures, self._shows, strict=True)
        ]
        self._ordering = Ordering(setting, query, self._grids)
        self._groups: dict[str, Groups] = {}

    def result(self) -> Result:
        """Return the result.

        :raises ExpressionError: what is wrong with ``having``, ``sort`` or ``show``.
        """
        setting, query = self._setting, self._query
        self._ordering.set_ranks()
        self.rows, self.columns = self._lines()
        for row, column, _ in self._blocks:
            for grid in self._grids:
                grid.shown(row, column)  # what is wrong with a show is said here
        heads = tuple(map(self._head, range(len(query.measures))))
        self._heads = heads
        return Result(
            tuple(printed.members for printed in self.rows),
            tuple(printed.members for printed in self.columns),
            heads,
            tuple(dimension.label for dimension in setting.rows.dimensions),
            tuple(dimension.label for dimension in setting.columns.dimensions),
            (*self._notes, *self._hidden, *self._rounding_notes(), *self._sign_notes()),
            tuple(self._findings()),
            self._cell,
            self._has_rows,
            (*setting.rows.dimensions, *setting.columns.dimensions),
        )

    # Lines ----------------------------------------------------------------------------------

    def _lines(self) -> tuple[list[Printed], list[Printed]]:
        setting, query = self._setting, self._query
        kept_rows = np.ones(len(setting.rows.finest), dtype=bool)
        kept_columns = np.ones(len(setting.columns.finest), dtype=bool)
        if query.having is not None:
            names = {name: self._ordering.grid_named(name) for name in setting.formulas.names}
            grids = {
                **{name: grid for name, grid in names.items() if grid},
                **self._ordering.by_name,
            }
            first = setting.formulas[query.measures[0].measure]
            having = Having(setting, grids, first, query.locate("having"))
            kept_rows, kept_columns = having.kept(query.having)
        selected = self._ordering.selected_side()
        printed = []
        hidden: list[Note] = []
        for (side, texts), stored in zip(
            self._ordering.sides(), (kept_rows, kept_columns), strict=True
        ):
            is_selected = selected is not None and selected[0] is side
            takes_others = is_selected or (selected is None and side is setting.rows)
            arrangement = Arrangement(
                side,
                stored,
                self._ordering.keys(side, texts),
                self._ordering.selection(side, selected[1]) if is_selected and selected else None,
                query.others if takes_others else None,
            )
            if arrangement.hidden:
                hidden.append(Note("note.not-shown", {"count": arrangement.hidden}))
            total = "columns" if side is setting.rows else "rows"
            printed.append(
                arrangement.printed(subtotals="groups" in query.totals, total=total in query.totals)
            )
        self._hidden = hidden
        return printed[0], printed[1]

    def counted(self, row: int = 0) -> Counted:
        """Return what the function of a plug-in returned for a row of a query of one measure."""
        printed, across = self.rows[row], self.columns[0]
        formula = self._setting.formulas[self._query.measures[0].measure]
        cells = counted_cells(self._setting, formula, printed.level, across.level)
        return cells[printed.line]

    @cached_property
    def _blocks(self) -> list[tuple[Level, Level, _Places]]:
        """The pairs of levels whose lines are printed, and the places of these lines."""
        pairs = product(_by_level(self.rows), _by_level(self.columns))
        return [(row, column, np.ix_(lines, across)) for (row, lines), (column, across) in pairs]

    # Cells ----------------------------------------------------------------------------------

    def _head(self, index: int) -> MeasureHead:
        asked, show = self._query.measures[index], self._shows[index]
        formula = self._setting.formulas[asked.measure]
        style = shown_style(asked, formula.style, show)
        if style.decimals is None:
            style = replace(style, decimals=needed_decimals(self._printed_values(index), style))
        return MeasureHead(
            asked.alias,
            asked.measure,
            asked.label or formula.label,
            style,
            formula.spec.noun if not show else None,
            unit_text(style, self._locale),
        )

    def _printed_values(self, index: int) -> Iterator[Any]:
        """Yield the printed values of a measure, the lines of each pair of levels together."""
        for rows, columns, places in self._blocks:
            yield from self._grids[index].values(rows, columns)[places].ravel().tolist()

    def _value(self, index: int, row: Printed, column: Printed) -> Value:
        value: Value = self._grids[index].values(row.level, column.level)[row.line, column.line]
        return value

    def _cell(self, row: int, column: int, measure: int) -> Cell:
        line, across, head = self.rows[row], self.columns[column], self._heads[measure]
        value = self._value(measure, line, across)
        rounded = self._rounded(measure).get((row, column))
        return Cell(value, head.style, self._provenance(measure, line, across, value), rounded)

    def _has_rows(self, row: int, column: int) -> bool:
        line, across = self.rows[row], self.columns[column]
        lines = self._setting.lines(line.level, across.level)
        return bool(lines.have_rows[line.line * len(across.level) + across.line])

    def _provenance(self, index: int, row: Printed, column: Printed, value: Value) -> Provenance:
        asked = self._query.measures[index]

        def find_rows() -> tuple[TableRows, ...]:
            shown = self._grids[index].shown(row.level, column.level)
            return self._rows_of(asked.measure, shown.places(row.line, column.line))

        return Provenance(
            partial(self._description, index, row, column, value),
            find_rows,
            measure=asked.measure,
            conditions=self._rules[index][1],
            show=tuple([item.text for item in self._shows[index]]),
            find_places=lambda table: self._places_in(table, row, column),
        )

    def _description(self, index: int, row: Printed, column: Printed, value: Value) -> Description:
        """Return in words what a cell is."""
        asked, show = self._query.measures[index], self._shows[index]
        formulas = self._setting.formulas
        rule, conditions = self._rules[index]
        group = (*self._group(row), *self._group(column))
        rule = with_conditions(rule, [*conditions, *map(group_words, group)])
        if show:
            rule = formulas.words().show(show, rule)
        names = [member.label for member in (*row.members, *column.members) if member.label]
        label = joined("list.values", names) or asked.label or formulas[asked.measure].label
        return Description(label, rule, exact_text(value), group)

    def _places_in(self, table: str, row: Printed, column: Printed) -> npt.NDArray[np.intp]:
        """Return the places in a table of the rows of a cell, in ascending order."""
        is_group = (row.level.of_group == row.line) & (column.level.of_group == column.line)
        groups = np.flatnonzero(is_group)
        if len(groups) == 1:
            if table not in self._groups:
                self._groups[table] = self._setting.grouping.groups(table, self._included[table])
            return self._groups[table].rows(groups[0])
        of_row = self._setting.grouping.of_row[table]
        return np.flatnonzero(np.append(is_group, False)[of_row] & self._included[table])

    @cached_property
    def _rules(self) -> list[tuple[str, tuple[str, ...]]]:
        """For each measure, in words, how it is calculated and the conditions on its rows."""
        formulas = self._setting.formulas
        descriptions = []
        for asked in self._query.measures:
            own = formulas.condition(asked.measure)
            conditions = (*([own] if own else []), *self._where_words(asked.measure))
            descriptions.append((formulas.rule(asked.measure), conditions))
        return descriptions

    def _where_words(self, measure: str) -> list[str]:
        query, formulas = self._query, self._setting.formulas
        table = self._setting.data[formulas[measure].table].table
        place = query.locate("where")
        conditions = (*self._limits.get(table.name, ()), *query.conditions)
        return [where_text(where, table, place) for where in conditions]

    def _group(self, printed: Printed) -> list[tuple[str, str]]:
        """Return the label of each dimension of a line with that of its member."""
        pairs = zip(printed.members, printed.level.dimensions, strict=True)
        return [
            (dimension.label, member.label)
            for member, dimension in pairs
            if member.kind in ("value", "missing", "others") and member.label
        ]

    def _rows_of(self, measure: str, places: Sequence[Place]) -> tuple[TableRows, ...]:
        """Return the rows that the values at some places were made from."""
        setting = self._setting
        grouping = setting.grouping
        is_group = np.zeros(len(grouping) + 1, dtype=bool)
        for rows, row, columns, column in places:
            is_group[:-1] |= (rows.of_group == row) & (columns.of_group == column)
        hits: dict[TableRows, None] = {}
        for leaf in setting.formulas.leaves([measure]):
            data = setting.data[leaf.table]
            mask = is_group[grouping.of_row[leaf.table]] & self._included[leaf.table]
            if leaf.measure is not None:
                mask = mask & setting.where_mask(setting.formulas[leaf.measure])
            if leaf.condition is not None:
                mask = mask & data.condition(leaf.condition)[0]
            if leaf.counted is not None:
                mask = mask & ~data.vector(leaf.counted).blank
            hits[TableRows.of(data.table, data.rows(mask))] = None
        return tuple(hits)

    # Rounding -------------------------------------------------------------------------------

    def _wholes(self, index: int) -> list[list[tuple[int, int]]]:
        """Return the cells of each whole that shares are of; none where nothing is a share."""
        show = self._shows[index]
        share_of = show[-1].share_of if show else None
        if share_of is None:
            return []
        wholes: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
        for row, line in enumerate(self.rows):
            for column, across in enumerate(self.columns):
                if line.kind in ("total", "subtotal") or across.kind in ("total", "subtotal"):
                    continue
                key = _whole_key(share_of, line, across)
                wholes.setdefault(key, []).append((row, column))
        return list(wholes.values())

    def _shares(self, index: int, cells: Sequence[tuple[int, int]]) -> list[Any]:
        values = [self._value(index, self.rows[row], self.columns[column]) for row, column in cells]
        return [0 if value is None else value for value in values]

    def _rounding_notes(self) -> list[Note]:
        for index, head in enumerate(self._heads):
            decimals, rounded = head.style.decimals or 0, self._rounded(index)
            for cells in self._wholes(index):
                shares = self._shares(index, cells)
                is_exact = cells[0] in rounded or adds_up(shares, decimals)
                if sum(shares) == 100 and not is_exact:
                    return [Note("note.rounding")]
        return []

    def _sign_notes(self) -> list[Note]:
        """Return the note that a comparison with a negative value is printed without percentage."""
        for (rows, columns, places), grid in product(self._blocks, self._grids):
            negative = grid.shown(rows, columns).negative
            if negative is not None and negative[places].any():
                return [Note("note.no-percentage")]
        return []

    def _is_negative(self, index: int, row: int, column: int) -> bool:
        """Return whether a cell has no percentage as a value is negative."""
        line, across = self.rows[row], self.columns[column]
        negative = self._grids[index].shown(line.level, across.level).negative
        return negative is not None and bool(negative[line.line, across.line])

    def _rounded(self, index: int) -> dict[tuple[int, int], Decimal]:
        """Return the numbers that are printed so that the shares of each whole add up."""
        if not self._query.round_to_total:
            return {}
        if index not in self._rounded_cells:
            rounded: dict[tuple[int, int], Decimal] = {}
            decimals = self._heads[index].style.decimals or 0
            for cells in self._wholes(index):
                shares = self._shares(index, cells)
                if not any(self._is_negative(index, *cell) for cell in cells):
                    rounded.update(zip(cells, round_to_total(shares, decimals), strict=True))
            self._rounded_cells[index] = rounded
        return self._rounded_cells[index]

    @cached_property
    def _rounded_cells(self) -> dict[int, dict[tuple[int, int], Decimal]]:
        return {}

    # Findings -------------------------------------------------------------------------------

    def _findings(self) -> list[Finding]:
        """Return a warning for each printed group of a measure that is divided by zero."""
        setting = self._setting
        findings = DistinctFindings()
        for (name, *block), cells in setting.zero_divisions.items():
            if not setting.formulas[name].warns_of_zero:
                continue
            place, label = setting.formulas.place(name, "value"), setting.formulas[name].label
            for row, column in product(self.rows, self.columns):
                is_block = [id(row.level), id(column.level)] == block
                if is_block and cells[row.line * len(column.level) + column.line]:
                    group = phrase_values("group", self._group_text(name, row, column))
                    values = {"measure": label, **group}
                    findings.add(Finding("zero-denominator", place, values, Severity.WARNING))
        return list(findings)

    def _group_text(self, measure: str, row: Printed, column: Printed) -> str:
        """Return what the rows of a cell have in common."""
        words = [*self._where_words(measure)]
        words += [group_words(pair) for pair in (*self._group(row), *self._group(column))]
        return joined("list.conditions", words) if words else phrase("group.all")


def _whole_key(share_of: str, row: Printed, column: Printed) -> tuple[Any, ...]:
    if share_of == "row":
        return (id(row.level), row.line)
    if share_of == "column":
        return (id(column.level), column.line)
    if share_of == "group":
        codes = row.level.codes[row.line]
        return (codes[:-1], id(column.level), column.line)
    return ()
