"""The values of measures on the lines of a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Finding, Location
from report.expressions.evaluation import GroupsOnly, evaluate
from report.expressions.faults import faults_at
from report.expressions.functions.function import Context
from report.expressions.kinds import NUMBER
from report.expressions.typed import Constants
from report.expressions.vectors import object_array, repeated
from report.measures.cells import Grouping, Lines
from report.measures.dimensions import vector_of
from report.measures.lines import Level, Side
from report.measures.member_parts import part_of_members
from report.measures.members import ALL
from report.measures.opaque import opaque_values
from report.measures.show import ShowAs
from report.measures.show_as import Place, Show, Shown
from report.measures.steps import Part, Values, reduced

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.expressions.kinds import Type
    from report.expressions.typed import Aggregated, TableColumn
    from report.expressions.vectors import Mask, Vector
    from report.measures.asked_conditions import AskedConditions
    from report.measures.formula import Formula
    from report.measures.formulas import Formulas
    from report.measures.model import Value
    from report.measures.table_data import TableData
    from report.measures.trees import Whole

_Key = tuple[int, int]


@dataclass(eq=False)
class Setting:
    """What the measures of one query are computed with.

    :param period: the period of the brief.
    :param conditions: the conditions that queries ask, to which those on groups are added.
    :param zero_divisions: by measure and lines, the cells that were divided by zero, row after row.
    :param counted: by measure and lines, what functions of plug-ins returned.
    """

    formulas: Formulas
    data: Mapping[str, TableData]
    grouping: Grouping
    rows: Side
    columns: Side
    period: Interval | None
    place: Location
    conditions: AskedConditions
    zero_divisions: dict[tuple[str, int, int], Mask] = field(default_factory=dict)
    counted: dict[tuple[str, int, int], list[Any]] = field(default_factory=dict)
    _lines: dict[_Key, Lines] = field(default_factory=dict)
    _grids: dict[tuple[str, tuple[ShowAs, ...]], ShownGrid] = field(default_factory=dict)
    _aggregates: dict[tuple[Any, ...], Vector] = field(default_factory=dict)
    _ranks: dict[int, Callable[[], Sequence[int]]] = field(default_factory=dict)
    #: Levels are known by their identity, so they live as long as this.
    _levels: list[Level] = field(default_factory=list)

    def __post_init__(self) -> None:
        dimensions = (self.rows, self.columns)
        self._nothing = tuple(
            Level(
                side.dimensions,
                ((ALL,) * len(side.dimensions),),
                np.full(len(self.grouping), -1, dtype=np.int64),
            )
            for side in dimensions
        )

    def lines(self, rows: Level, columns: Level) -> Lines:
        """Return the cells of two levels."""
        key = (id(rows), id(columns))
        if key not in self._lines:
            self._levels += [rows, columns]
            self._lines[key] = Lines(self.grouping, rows, columns, self.place)
        return self._lines[key]

    def grid(self, name: str, show: tuple[ShowAs, ...] | None = None) -> ShownGrid:
        """Return the shown values of a measure, by default with its own ``show``."""
        formula = self.formulas[name]
        shown = formula.show if show is None else show
        key = (name, shown)
        if key not in self._grids:
            self._grids[key] = ShownGrid(self, formula, shown)
        return self._grids[key]

    @property
    def no_rows(self) -> tuple[Level, Level]:
        """Two levels whose one cell holds no rows."""
        return self._nothing  # type: ignore[return-value]

    def set_ranks(self, side: Side, ranks: Callable[[], Sequence[int]]) -> None:
        """Say what returns for each line of a side's finest level its place in the order to
        show."""
        self._ranks[id(side)] = cache(ranks)

    def ranks(self, side: Side) -> Sequence[int]:
        """Return for each line of a side's finest level its place in the order to show."""
        ranks = self._ranks.get(id(side))
        return range(len(side.finest)) if ranks is None else ranks()

    def aggregate(self, formula: Formula, node: Aggregated, rows: Level, columns: Level) -> Vector:
        """Return an aggregate of each cell; equal ones of several measures are computed once."""
        where = formula.where if node.table == formula.table else None
        condition = node.where
        key = (id(rows), id(columns), node, repr(where) if where else "")
        if key not in self._aggregates:
            data = self.data[node.table]
            groups = self.lines(rows, columns).groups(node.table)
            if where:
                groups = groups.only(self.where_mask(formula))
            if condition is not None:
                groups = groups.only(data.condition(condition)[0])
            arguments: list[Any] = []
            for argument in node.arguments:
                if isinstance(argument, Constants):
                    arguments.append(repeated(vector_of(argument.values, argument.type), 1))
                else:
                    arguments.append(data.vector(argument))
            self._aggregates[key] = node.aggregate.over(groups, arguments)
        return self._aggregates[key]

    def whole(self, whole: Whole, rows: Level, columns: Level) -> Vector:
        """Return for each cell a measure of all rows, or of those of its outer group.

        :raises ExpressionError: ``no-dimension``.
        """
        return _whole(self, self.grid(whole.measure), whole.of, rows, columns)

    def where_mask(self, formula: Formula) -> Mask:
        """Return the rows that the condition of a measure keeps."""
        place = self.formulas.place(formula.name, "where")
        return self.data[formula.table].kept(formula.where, place)[0]


class ShownGrid:
    """The values of a measure, with all of its ``show`` applied in turn."""

    def __init__(self, setting: Setting, formula: Formula, show: tuple[ShowAs, ...]) -> None:
        self._setting = setting
        self._formula = formula
        self._show = show
        self.rows, self.columns = setting.rows, setting.columns
        self._vectors: dict[_Key, Vector] = {}
        self._shown: dict[_Key, Shown] = {}

    @property
    def type(self) -> Type:
        """The type of the values."""
        keeps_values = all(item.kind == "value" for item in self._show)
        return self._formula.type if keeps_values else NUMBER

    def part(self, text: str) -> tuple[bool, Part] | None:
        """Return the side and the values of an expression of the members of one dimension."""
        setting = self._setting
        tables = [setting.data[self._formula.table]]
        for on_rows, side in ((True, self.rows), (False, self.columns)):
            values = part_of_members(text, side.dimensions, tables, setting.period)
            if values is not None:
                return on_rows, values
        return None

    @property
    def is_shown(self) -> bool:
        """Whether anything but the values themselves is shown."""
        return bool(self._show)

    # What Show asks of a grid ---------------------------------------------------------------

    def values(self, rows: Level, columns: Level) -> Values:
        """Return the values, by row and column."""
        return self.shown(rows, columns).values

    def empty(self) -> Value:
        """Return the value for no rows."""
        if self._show:
            return None
        value: Value = self.values(*self._setting.no_rows)[0, 0]
        return value

    def ranks(self, side: Side) -> Sequence[int]:
        """Return for each line of a side's finest level its place in the order to show."""
        return self._setting.ranks(side)

    def dimension(self, text: str) -> tuple[bool, int] | None:
        """Return the side and the place of a dimension, by its expression or its label."""
        for on_rows, side in ((True, self.rows), (False, self.columns)):
            for index, dimension in enumerate(side.dimensions):
                if text in (dimension.text, dimension.label):
                    return on_rows, index
        return None

    # ----------------------------------------------------------------------------------------

    def shown(self, rows: Level, columns: Level) -> Shown:
        """Return the values with the places that they were made from."""
        key = (id(rows), id(columns))
        if key not in self._shown:
            self._shown[key] = self._made(rows, columns)
        return self._shown[key]

    def _made(self, rows: Level, columns: Level) -> Shown:
        if self._show:
            return self._applied(len(self._show) - 1).of(rows, columns)
        vector = self.vector(rows, columns)
        values = object_array(vector.objects()).reshape(len(rows), len(columns))

        def places(row: int, column: int) -> Sequence[Place]:
            return ((rows, row, columns, column),)

        return Shown(values, places)

    def ranking(self, *, rows: bool) -> ShownGrid:
        """Return the values by which the lines of a side are sorted and ranked: the shown ones, or
        those of the measure itself where what is shown does not compare these lines.

        :param rows: whether the side is that of the rows.
        :raises ExpressionError: what is wrong with ``show``.
        """
        for count in range(len(self._show)):
            if not self._applied(count).is_along(rows=rows):
                return self._setting.grid(self._formula.name, ())
        return self

    def _applied(self, index: int) -> Show:
        """Return one ``show``, over the values that those before it give."""
        show = self._show[index]
        grid = self._setting.grid(self._formula.name, self._show[:index])
        place = show.place
        if show.needs_numbers and grid.type.kind != "number":
            measure = self._formula.label
            raise ExpressionError.of("show-without-numbers", place, show=show.text, measure=measure)
        return Show(show, grid, place)

    def vector(self, rows: Level, columns: Level) -> Vector:
        """Return the values as one vector, row after row."""
        if self._show:
            values = self.values(rows, columns)
            return vector_of(values.ravel().tolist(), self.type)
        key = (id(rows), id(columns))
        if key not in self._vectors:
            self._setting.lines(rows, columns)  # keeps the levels
            self._vectors[key] = self._computed(rows, columns)
        return self._vectors[key]

    def _computed(self, rows: Level, columns: Level) -> Vector:
        formula, setting = self._formula, self._setting
        if formula.tree is None:
            return opaque_values(setting, formula, rows, columns)
        frame = _Cells(setting, formula, rows, columns)
        context = Context(len(frame), setting.period)
        with faults_at(setting.formulas.place(formula.name, "value")):
            vector = repeated(evaluate(formula.tree, frame, context), len(frame))
        if context.zero_divisions is not None:
            setting.zero_divisions[formula.name, id(rows), id(columns)] = context.zero_divisions
        return vector


class _Cells(GroupsOnly):
    """The cells of two levels as a frame that a formula is evaluated on."""

    def __init__(self, setting: Setting, formula: Formula, rows: Level, columns: Level) -> None:
        self._setting = setting
        self._formula = formula
        self._rows, self._columns = rows, columns

    @property
    def period(self) -> Interval | None:
        return self._setting.period

    def __len__(self) -> int:
        return len(self._rows) * len(self._columns)

    def whole(self, column: TableColumn) -> Vector:
        return self._setting.data[self._formula.table].whole(column)

    def aggregate(self, aggregated: Aggregated) -> Vector:
        return self._setting.aggregate(self._formula, aggregated, self._rows, self._columns)

    def named(self, name: str) -> Vector:
        whole = self._formula.wholes.get(name)
        if whole is None:
            return self._setting.grid(name).vector(self._rows, self._columns)
        return self._setting.whole(whole, self._rows, self._columns)


def _whole(
    setting: Setting, grid: ShownGrid, of: str | None, rows: Level, columns: Level
) -> Vector:
    """Return for each cell the value of all rows, or of those of its outer group."""
    count = len(rows) * len(columns)
    whole_rows, whole_columns = setting.rows.whole, setting.columns.whole
    if of is None:
        return repeated(grid.vector(whole_rows, whole_columns), count)
    match = grid.dimension(of)
    if match is None:
        sides = (setting.rows, setting.columns)
        names = [axis.text for axis in chain.from_iterable(side.dimensions for side in sides)]
        values = {"given": of, "nearest": None, "known": tuple(names)}
        raise ExpressionError(Finding("no-dimension", setting.place, values))
    on_rows, index = match
    stored = range(index + 1)
    side, level = (setting.rows, rows) if on_rows else (setting.columns, columns)
    groups = side.level(stored)
    lines = [groups.index(reduced(codes, stored)) for codes in level.codes]
    chosen = [len(groups) if line is None else line for line in lines]
    vector = grid.vector(groups, whole_columns) if on_rows else grid.vector(whole_rows, groups)
    padded = object_array([*vector.objects(), None])[np.array(chosen, dtype=np.int64)]
    wide = np.repeat(padded, len(columns)) if on_rows else np.tile(padded, len(rows))
    return vector_of(wide.tolist(), grid.type)
