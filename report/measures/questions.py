"""Questions of sentences: a measure at some members, where a condition holds, by a dimension."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from report.arabic.dates import parse_edtf
from report.errors import ExpressionError, Location
from report.expressions.evaluation import evaluate
from report.expressions.faults import Span, faults_at
from report.expressions.functions import FUNCTIONS
from report.expressions.parser import parse
from report.expressions.syntax import Call, Name, text_of
from report.measures.conditions import member_condition
from report.measures.query import Asked, Query
from report.measures.reach import require_reached
from report.nearest import nearest

if TYPE_CHECKING:
    from report.expressions.typed import Typed
    from report.measures.counting import Counting
    from report.measures.engine import Engine
    from report.measures.members import Dimension
    from report.measures.model import Measure, Member
    from report.measures.query import Where

#: The modules of the functions that take a part of a date.
_OF_DATES = ("report.expressions.functions.calendar", "report.expressions.functions.hijri")
_DAY, _PERIOD = "date", re.compile(r"\d{4}(-\d{2}){0,2}")
#: The dimension whose member a period is, by the length of its text.
_PARTS = {4: "year", 7: "year_month"}
#: What a measure without parts offers.
_CAN_BE_ASKED = ("at(…)", "where(…)", "by(…)", "top(…)", "bottom(…)")
#: The work of an answer in steps of the sandbox, and the rows that are looked at in one more.
_STEPS, _ROWS_A_STEP = 1000, 10


def _free(_steps: int) -> None:
    """Count nothing."""


def _nowhere(_condition: str) -> Location:
    """Return no place."""
    return Location()


@dataclass(frozen=True, eq=False)
class Question:
    """A measure, the conditions on its rows, and the dimension that it is a member of.

    :param within: the conditions, as expressions.
    :param dimension: the dimension of its last member; ``None`` if it is of all.
    :param outer: the question that the member is one of.
    :param spend: counts the rows that an answer looks at as work.
    :param locate: returns the place of a condition that a sentence asks.
    """

    counting: Counting
    name: str
    within: tuple[Where, ...] = ()
    dimension: str | None = None
    outer: Question | None = None
    spend: Callable[[int], None] = _free
    locate: Callable[[str], Location] = _nowhere

    @cached_property
    def measure(self) -> Measure:
        """The answer. A measure with ``show`` is that of the member among those of its
        dimension."""
        if not self.within:
            return self.counting.count(self.name)
        if self._is_shown and self.dimension is not None and self.outer is not None:
            for _, measure, question in self.outer.members(self.dimension):
                if question.within == self.within:
                    return measure
        self._spend()
        return self.counting.ask(self.name, self.within)

    @property
    def _is_shown(self) -> bool:
        """Whether the measure is compared with other groups."""
        return bool(self.counting.engine.formulas[self.name].show)

    @property
    def label(self) -> str:
        """The label of the measure, without the conditions."""
        return self.counting.engine.formulas[self.name].label

    def _spend(self) -> None:
        rows = sum(len(self.counting.engine.data[table]) for table in self.tables)
        self.spend(_STEPS + rows // _ROWS_A_STEP)

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables whose rows the measure is made from."""
        leaves = self.counting.engine.formulas.leaves([self.name])
        return tuple(dict.fromkeys(leaf.table for leaf in leaves))

    def where(self, condition: str) -> Question:
        """Return the question about the rows that meet a condition.

        :raises ExpressionError: what is wrong with the condition.
        """
        for table in self.tables:
            self.counting.engine.data[table].condition_tree(condition, Location())
        place = self.locate(condition)
        self.counting.engine.conditions.add_where(condition, self.tables, place, is_settled=True)
        return replace(self, within=(*self.within, condition), dimension=None, outer=None)

    def at(self, members: Mapping[str, object]) -> Question:
        """Return the question about the rows of one member of each of some dimensions.

        :param members: values, by columns or by functions of the table's date column.
        :raises ExpressionError: ``unknown-dimension``, ``several-dates``, ``no-such-member``.
        """
        question = self
        for name, value in members.items():
            question = question.member(self.dimension_named(name), value)
        return question

    def member(self, dimension: str, value: object) -> Question:
        """Return the question about the rows of one member of a dimension.

        A year or a month of a dimension of dates means the dates within it.

        :raises ExpressionError: ``no-such-member``, ``no-such-period``, or what is wrong with the
            dimension.
        """
        held, tree = self._dimension(dimension)
        if tree.type.kind == _DAY and tree.type.part is None and _PERIOD.fullmatch(str(value)):
            period = parse_edtf(str(value))
            self._require_reached(dimension, period)
            condition = f"({dimension}) in '{period.text}'"
        else:
            member = _value(held, tree, value)
            self._require_reached(dimension, member)
            condition = member_condition(dimension, member)
        within = (*self.within, condition)
        return replace(self, within=within, dimension=dimension, outer=self)

    def part(self, value: object) -> Question:
        """Return the question about a value of the dimension that the measure is counted by; else
        of the only date column, for a year, a month or a day; else of the only column that has it.

        :raises ExpressionError: ``no-part``, ``part-of-several``, ``several-dates``,
            ``no-such-period``.
        """
        by = self.counting.by_text(self.name)
        if by is not None:
            return self._part_by(by, value)
        if isinstance(value, int) or _PERIOD.fullmatch(str(value)):
            column = self._date_column(str(value))
            if column is not None:
                period = parse_edtf(str(value))
                if self._is_shown and (calendar := _PARTS.get(len(period.text))):
                    return self.member(f"{calendar}({column})", value)
                self._require_reached(column, period)
                within = (*self.within, f"{column} in '{period.text}'")
                return replace(self, within=within, dimension=None, outer=self)
        columns = [text for text in self._text_columns() if self._has(text, value)]
        if len(columns) > 1:
            names = tuple(columns)
            values = {"given": str(value), "known": names, "column": names[0]}
            raise ExpressionError.of("part-of-several", None, **values)
        if not columns:
            values = {"measure": self.name, "given": str(value), "known": _CAN_BE_ASKED}
            raise ExpressionError.of("no-part", None, **values)
        return self.member(columns[0], value)

    def _require_reached(self, text: str, value: object) -> None:
        """Check that a period is in all dates of the data or in the brief's period.

        :param text: the expression of the dimension that the period is a value of.
        :raises ExpressionError: ``no-such-period``.
        """
        engine = self.counting.engine.whole
        dimension, _ = self._dimension(text, engine)
        days = [day for day in (engine.period.start, engine.period.end) if day is not None]
        period_ends: list[object] = []
        if dimension.calendar is not None and dimension.type.kind == "number":
            data = engine.data[self.tables[0]]
            for day in days:
                text = f"{dimension.calendar.part}('{day.isoformat()}')"
                tree = data.typed_text(text, Location())
                period_ends += evaluate(tree, data.table.rows).objects()[:1]
        require_reached(dimension, value, engine.period, period_ends)

    def _part_by(self, by: str, value: object) -> Question:
        try:
            return self.member(by, value)
        except ExpressionError as error:
            (finding,) = error.findings
            if finding.rule == "no-such-period":
                raise
            values = {"given": str(value), "known": finding.values.get("known", "")}
            raise ExpressionError.of("no-part", None, measure=self.name, **values) from None

    def by(
        self, dimension: str | None = None, *, top: int | None = None, bottom: int | None = None
    ) -> tuple[tuple[Member, Measure, Question], ...]:
        """Return the measure for each member of a dimension.

        :param dimension: the one that the measure is counted by, if not given.
        :param top: how many members with the largest values, from the largest.
        :param bottom: how many with the smallest values, from the smallest.
        :raises ExpressionError: ``unknown-dimension``, ``several-dates``, ``no-by``.
        """
        return self.members(self.by_dimension(dimension), top=top, bottom=bottom)

    def members(
        self, text: str, *, top: int | None = None, bottom: int | None = None
    ) -> tuple[tuple[Member, Measure, Question], ...]:
        """Return the measure for each member of a dimension, as :meth:`by` does.

        :param text: the expression of the dimension.
        """
        self._spend()
        is_chosen = top is not None or bottom is not None
        sign = "-" if top is not None else ""
        query = Query(
            measures=(Asked(measure=self.name),),
            rows=(text,),
            within=self.within,
            top=top,
            bottom=bottom,
            sort=(f"{sign}{self.name}",) if is_chosen else (),
            missing="hide" if is_chosen else "show",
        )
        answers = []
        for member, measure in self.counting.by(self.name, query):
            condition = member_condition(text, member.value)
            within = (*self.within, condition)
            question = replace(self, within=within, dimension=text, outer=self)
            answers.append((member, measure, question))
        return tuple(answers)

    def by_dimension(self, dimension: str | None) -> str:
        """Return the expression of a dimension that prose names.

        :raises ExpressionError: ``no-by`` where none is named and the measure is counted by none.
        """
        if dimension is not None:
            return self.dimension_named(dimension)
        declared = self.counting.by_text(self.name)
        if declared is None:
            raise ExpressionError.of("no-by", None, measure=self.name)
        return declared

    def dimension_named(self, text: str) -> str:
        """Return the expression of a dimension: an unchanged expression, a column, or a part of the
        table's only date column, ``year`` for ``year(date)``.

        :raises ExpressionError: ``unknown-dimension``, ``several-dates``, ``no-date``.
        """
        columns = self._schema_columns()
        if text in columns:
            return text_of(Name(Span(0, 0), (text,)))
        if text in parts_of_dates():
            column = self._date_column(text)
            if column is None:
                raise ExpressionError.of("no-date", None, given=text, table=self.tables[0])
            return f"{text}({column})"
        with faults_at(Location()):
            node = parse(text)
        if isinstance(node, Name) and len(node.path) == 1:
            names = (*columns, *parts_of_dates())
            raise ExpressionError.of(
                "unknown-dimension",
                None,
                given=text,
                known=tuple(names),
                nearest=nearest(text, names),
            )
        return text_of(node) if isinstance(node, Call | Name) else text

    def _schema_columns(self) -> tuple[str, ...]:
        return tuple(self.counting.engine.data[self.tables[0]].schema.columns)

    def _date_column(self, wanted_part: str) -> str | None:
        """Return the table's only column of dates; ``None`` if it has none.

        :raises ExpressionError: ``several-dates``.
        """
        columns = self.counting.engine.data[self.tables[0]].schema.columns
        dates = [name for name, column in columns.items() if column.type.kind == _DAY]
        if len(dates) > 1:
            names = tuple(dates)
            raise ExpressionError.of("several-dates", None, given=wanted_part, known=names)
        return text_of(Name(Span(0, 0), (dates[0],))) if dates else None

    def _text_columns(self) -> Iterable[str]:
        columns = self.counting.engine.data[self.tables[0]].schema.columns
        for name, column in columns.items():
            if column.type.kind == "text":
                yield text_of(Name(Span(0, 0), (name,)))

    def _has(self, dimension: str, value: object) -> bool:
        held, tree = self._dimension(dimension)
        is_value = any(member.is_called(value) for member in held.members)
        return is_value or str(value) in tree.type.values

    def _dimension(self, text: str, engine: Engine | None = None) -> tuple[Dimension, Typed]:
        query = Query(measures=(Asked(measure=self.name),))
        engine = engine or self.counting.engine
        with faults_at(Location()):
            node = parse(text)
        dimension, _, tree = engine.dimension(node, text, self.tables, query, Location())
        return dimension, tree


def parts_of_dates() -> tuple[str, ...]:
    """Return the names of the functions that take a part of a date."""
    return tuple(name for name, home in FUNCTIONS.items() if home.partition(":")[0] in _OF_DATES)


def _value(dimension: Dimension, tree: Typed, value: object) -> object:
    """Return the value of a member that prose names; ``None`` for the rows without one.

    A number, a date or a declared value is a member though no row has it.

    :raises ExpressionError: ``no-such-member``.
    """
    for member in dimension.members:
        is_truth = isinstance(value, bool) == isinstance(member.value, bool)
        if member.is_called(value) and (is_truth or not isinstance(value, bool)):
            return member.value
    kind, text = tree.type.kind, str(value)
    if kind == "number" and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if kind == "date" and _PERIOD.fullmatch(text):
        return parse_edtf(text)
    if kind == "boolean" and isinstance(value, bool):
        return value
    if text in tree.type.values:
        return text
    labels = [member.label for member in dimension.members]
    raise ExpressionError.of(
        "no-such-member",
        None,
        dimension=dimension.label,
        given=text,
        known=tuple(labels),
        nearest=nearest(text, labels),
    )
