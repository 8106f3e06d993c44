"""Sections that are repeated for each value of a dimension (``for_each``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.brief.blocks import BLOCKS
from report.brief.kinds import name_of
from report.document.limits import LimitedTables, Limits
from report.document.numbering import BlockPath, id_of_value
from report.document.scopes import Scope, SectionValue
from report.errors import ExpressionError, Finding, Location, MujazError, Severity
from report.measures import CountedMeasures
from report.measures.counting import limited_measures
from report.measures.formulas import count_of
from report.measures.model import Measure, TableRows
from report.measures.opaque import plain_value
from report.measures.query import Asked, Query
from report.messages import phrase
from report.rows import RowRanges

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.brief.blocks import Block
    from report.brief.model import Section
    from report.expressions.typed import Typed
    from report.intake.model import EventTable
    from report.measures.model import Member

_DIVISIONS = ("sections", "appendices")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A brief whose repeated sections are separate sections, and what each is about.

    :param scopes: by the path of a section, the rows that it is about; a section without
        an entry is about all.
    :param findings: warnings about blocks that are not about the value of their section.
    """

    brief: LoadedBrief
    scopes: Mapping[BlockPath, Scope]
    findings: tuple[Finding, ...] = ()


def with_repeated_sections(
    brief: LoadedBrief, tables: Mapping[str, EventTable], measures: CountedMeasures
) -> Repeated:
    """Return a brief with a section for each value of the dimension that ``for_each`` names.

    Ids of the section and of its blocks say the value: ``regions[آسيا]``.

    :raises ExpressionError: what is wrong with ``for_each`` and its keys, for all sections.
    """
    if not any(section.for_each for name in _DIVISIONS for section in getattr(brief.model, name)):
        return Repeated(brief, {})
    scopes: dict[BlockPath, Scope] = {}
    written: dict[tuple[str, int], int] = {}
    updated: dict[str, tuple[Section, ...]] = {}
    findings: list[Finding] = []
    warnings: list[Finding] = []
    for division in _DIVISIONS:
        sections: list[Section] = []
        for number, section in enumerate(getattr(brief.model, division)):
            repeating = _Repeating(brief, tables, measures, section, (division, number))
            try:
                for copy, scope in repeating.copies():
                    path = (division, len(sections))
                    written[path] = number
                    if scope is not None:
                        scopes[path] = scope
                    sections.append(copy)
                warnings += repeating.findings
            except MujazError as error:
                findings.extend(error.findings)
        updated[division] = tuple(sections)
    if findings:
        raise ExpressionError(*findings)
    model = brief.model.model_copy(update=updated)
    repeated = replace(brief, model=model, written=written, unrepeated=brief.model)
    return Repeated(repeated, scopes, tuple(warnings))


class _Repeating:
    """One section of the brief, and its copies."""

    def __init__(
        self,
        brief: LoadedBrief,
        tables: Mapping[str, EventTable],
        measures: CountedMeasures,
        section: Section,
        path: BlockPath,
    ) -> None:
        self._brief = brief
        self._tables = tables
        self._measures = measures
        self._engine = measures.engine
        self._section = section
        self._path = path
        self.findings: list[Finding] = []

    def copies(self) -> Iterator[tuple[Section, Scope | None]]:
        """Yield the section itself, or its copies with the rows that they are about."""
        dimension = self._section.for_each
        if dimension is None:
            yield self._section, None
            return
        label, members = self._members(dimension)
        if not members:
            return
        main, where = self._main(dimension), self._section.where
        limits = Limits(self._brief, self._tables, self._engine, main, dimension, where)
        place = self._place("where")
        for number, member in enumerate(members):
            limited = limits.of(member.value, place)
            if not number:
                self.findings += self._whole_blocks(dimension, limited)
            measures = limited_measures(self._brief, limited.tables, limited.limits, self._engine)
            stated = _stated(label, member, limited.tables[main])
            value = SectionValue.of(member.label, stated)
            yield self._copy(member), Scope(limited.tables, measures, value)

    def _whole_blocks(self, dimension: str, limited: LimitedTables) -> Iterator[Finding]:
        """Yield a warning for each block that reads a table which nothing limits."""
        for number, block in enumerate(self._section.blocks):
            for table in dict.fromkeys(self._tables_of(block)):
                if table in limited.whole:
                    where = self._brief.where(*self._path, "blocks", number)
                    values = {
                        "block": name_of(BLOCKS, block),
                        "table": table,
                        "dimension": dimension,
                    }
                    yield Finding("not-limited", where, values, Severity.WARNING)

    def _tables_of(self, block: Block) -> Iterator[str]:
        """Yield the tables whose rows a block lists or counts."""
        yield from (query.table for query in block.queries())
        names = [name for name in block.measure_names() if name in self._engine.formulas]
        for leaf in self._engine.formulas.leaves(names):
            yield leaf.table

    def _main(self, dimension: str) -> str:
        """Return the table whose rows the section is about."""
        measure = self._sorted_by()
        if self._section.table is None and measure is not None:
            return self._read_table(self._engine.formulas[measure].table)
        return self._table(dimension)

    def _sorted_by(self) -> str | None:
        """Return the first measure that the section is sorted by."""
        names = (text.removeprefix("-") for text in self._section.sort)
        return next((name for name in names if name in self._measures), None)

    def _place(self, key: str) -> Location:
        return self._brief.where(*self._path, key)

    def _members(self, dimension: str) -> tuple[str, list[Member]]:
        """Return what the dimension is called, and its members in their order."""
        section = self._section
        measure = self._sorted_by() or count_of(self._main(dimension))
        query = Query(
            measures=(Asked(measure=measure),),
            rows=(dimension,),
            where=section.where or None,
            top=section.top,
            sort=section.sort,
            locate=lambda key: self._place("for_each" if key == "rows" else key),
        )
        result = self._engine.result(query)
        return result.row_dimensions[0], [members[0] for members in result.rows]

    def _table(self, dimension: str) -> str:
        """Return the table whose values are meant: the one that is named, or that has it.

        :raises ExpressionError: ``several-tables``, or what is wrong with the dimension.
        """
        if self._section.table is not None:
            if self._section.table not in self._tables:
                names = tuple(self._tables)
                raise ExpressionError.of(
                    "unknown-table", self._place("table"), given=self._section.table, known=names
                )
            return self._read_table(self._section.table)
        having = [name for name in self._tables if self._has(name, dimension)]
        if not having:
            first = next(iter(self._tables))
            self._typed(first, dimension, self._place("for_each"))
        if len(having) != 1:
            names = tuple(having)
            raise ExpressionError.of(
                "several-tables", self._place("for_each"), given=dimension, known=names
            )
        return self._read_table(having[0])

    def _read_table(self, name: str) -> str:
        if self._tables[name].is_derived:
            raise ExpressionError.of("derived-not-limited", self._place("for_each"), given=name)
        return name

    def _has(self, table: str, text: str) -> bool:
        try:
            self._typed(table, text, Location())
        except MujazError:
            return False
        return True

    def _typed(self, table: str, text: str, place: Location) -> Typed:
        return self._engine.data[table].typed_text(text, place)

    def _copy(self, member: Member) -> Section:
        value = member.label
        section = self._section
        blocks = tuple(_with_id(block, value) for block in section.blocks)
        reset: dict[str, object] = {
            "for_each": None,
            "table": None,
            "top": None,
            "sort": (),
            "where": {},
        }
        copy: Section = section.model_copy(update={**reset, "blocks": blocks})
        return copy if copy.id is None else copy.model_copy(update=_id(copy.id, value))


def _stated(dimension: str, member: Member, table: EventTable) -> Measure:
    """Return the value of a section as a measure.

    :param dimension: what its dimension is called.
    :param table: the rows that have it.
    """
    rows = RowRanges(table.frame.index.to_numpy())
    group = phrase("rule.group", dimension=dimension, member=member.label)
    return Measure(
        phrase("rule.name-where", name="value", conditions=group),
        dimension,
        plain_value(member.value),
        phrase("rule.section-value", dimension=dimension, table=table.label),
        (TableRows.of(table, rows),),
        group=((dimension, member.label),),
    )


def _with_id(block: Block, value: str) -> Block:
    """Return a block whose id says the value that it is of."""
    return block if block.id is None else block.model_copy(update=_id(block.id, value))


def _id(name: str, value: str) -> dict[str, str]:
    return {"id": id_of_value(name, value)}
