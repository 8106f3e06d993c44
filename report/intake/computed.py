"""Computed columns: each is evaluated when another expression, or the table itself, asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Finding, Severity
from report.expressions.evaluation import evaluate
from report.expressions.expression import Expression, check
from report.expressions.faults import ExpressionFault
from report.expressions.functions.function import Context
from report.expressions.schema import SchemaColumn
from report.expressions.vectors import NumberVector
from report.intake.column_vectors import Quotients, store_of, type_name
from report.intake.table_frames import AbsentColumnError

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.brief.tables import Column, Table
    from report.errors import Location
    from report.expressions.evaluation import Frame
    from report.expressions.kinds import Type
    from report.expressions.schema import Scope
    from report.expressions.vectors import Vector
    from report.intake.table_frames import TableFrame, TableFrames

#: The decimals of a quotient without end, where the brief says none.
_DECIMALS = 2
#: The parts of dates that are years, which are printed without separators.
_YEARS = frozenset(["year", "iso_year", "decade", "hijri_year"])


class UnusableError(Exception):
    """A column that cannot be computed, about which there is a finding already."""


@dataclass(frozen=True, slots=True, eq=False)
class ComputedColumn:
    """A computed column: its declaration with its type, what expressions know of it, its values."""

    column: Column
    type: Type
    vector: Vector


class _Columns(Mapping[str, SchemaColumn]):
    """The columns of a table; a computed one is computed when its type is asked for."""

    def __init__(self, columns: Mapping[str, SchemaColumn], table: ComputedTable) -> None:
        self._known = columns
        self._table = table

    def __getitem__(self, name: str) -> SchemaColumn:
        if name in self._known:
            return self._known[name]
        return SchemaColumn(self._table.computed(name).type)

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._table.names

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain(self._known, self._table.names)))

    def __len__(self) -> int:
        return len(list(iter(self)))


class _Types(Mapping[str, "Type"]):
    """The columns of groups; a computed one is computed when its type is asked for."""

    def __init__(self, types: Mapping[str, Type], table: ComputedTable) -> None:
        self._known = types
        self._table = table

    def __getitem__(self, name: str) -> Type:
        return self._known[name] if name in self._known else self._table.computed(name).type

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._table.names

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain(self._known, self._table.names)))

    def __len__(self) -> int:
        return len(list(iter(self)))


class ComputedTable:
    """A table with computed columns, in the tables of a brief."""

    def __init__(self, brief: LoadedBrief, frames: TableFrames, name: str, spec: Table) -> None:
        self.name = name
        self.names = tuple(title for title, item in spec.columns.items() if item.value is not None)
        self.findings: list[Finding] = []
        self.columns: dict[str, ComputedColumn] = {}
        self._brief = brief
        self._frames = frames
        self._spec = spec
        self.scope: Scope
        self.rows: Frame
        self._frame: TableFrame
        self._active: list[str] = []
        self._unusable: set[str] = set()

    def known(self, columns: Mapping[str, SchemaColumn]) -> Mapping[str, SchemaColumn]:
        """Return the columns that expressions can name: these, and the computed ones."""
        return _Columns(columns, self)

    def attach(self, frame: TableFrame, scope: Scope, rows: Frame | None = None) -> None:
        """Say where the columns are evaluated.

        :param frame: the table, to which the columns are added.
        :param rows: what they are evaluated on, if not the table itself: its groups.
        """
        self._frame, self.scope = frame, scope
        self.rows = frame if rows is None else rows  # groups may be none

    def group_types(self, columns: Mapping[str, Type]) -> Mapping[str, Type]:
        """Return what an expression over groups can name: these columns, and the computed ones."""
        return _Types(columns, self)

    def computed(self, name: str) -> ComputedColumn:
        """Return a computed column.

        :raises UnusableError: when it cannot be computed; a finding says why.
        """
        if name in self._active:
            circle = [*self._active[self._active.index(name) :], name]
            self._unusable.update(circle)
            where = self._place(name)
            values = {"given": name, "circle": " ← ".join(circle)}
            self.findings.append(Finding("circular-column", where, values))
        if name in self._unusable:
            raise UnusableError
        if name not in self.columns:
            self._active.append(name)
            try:
                self.columns[name] = self._computed(name)
            except UnusableError:
                self._unusable.add(name)
                raise
            finally:
                self._active.remove(name)
        return self.columns[name]

    def all(self) -> Mapping[str, ComputedColumn]:
        """Return the computed columns that can be computed, in the order of the brief."""
        for name in self.names:
            try:
                self.computed(name)
            except UnusableError:
                continue
        return {name: self.columns[name] for name in self.names if name in self.columns}

    def _place(self, name: str, key: str = "value") -> Location:
        return self._brief.where("tables", self.name, "columns", name, key)

    def _computed(self, name: str) -> ComputedColumn:
        rows, spec = self.rows, self._spec.columns[name]
        where = self._place(name)
        try:
            expression = check(spec.value or "", self.scope)
            context = Context(len(rows), rows.period)
            vector = evaluate(expression.tree, rows, context)
        except ExpressionFault as fault:
            self.findings.append(fault.finding(where))
            raise UnusableError from None
        except ExpressionError as error:
            finding = error.findings[0]
            self.findings.append(Finding(finding.rule, where, finding.values))
            raise UnusableError from None
        except AbsentColumnError:
            raise UnusableError from None
        if context.zero_divisions is not None:
            self._tell_divisions(name, int(context.zero_divisions.sum()), where)
        column = self._typed(name, spec, expression, vector)
        self._frame.put(name, vector)
        return ComputedColumn(column, expression.type, vector)

    def _tell_divisions(self, name: str, count: int, where: Location) -> None:
        weight = self._spec.severity.get("zero-divisor", "warning")
        if count and weight != "off":
            values = {"column": name, "count": count}
            self.findings.append(Finding("zero-divisor", where, values, Severity(weight)))

    def _typed(self, name: str, spec: Column, expression: Expression, vector: Vector) -> Column:
        """Return the declaration with the type of the expression, and with decimals.

        A type that the brief says holds, if the values are of it.
        """
        kind = expression.type.kind
        if spec.has_own_type:
            self._require_fit(name, spec, expression, vector)
            updated = spec
        else:
            values = spec.values or expression.type.values
            column_type = type_name(kind, expression.type.is_whole, bool(values))
            column_type = "year" if expression.type.part in _YEARS else column_type
            changes = {"type": column_type, "values": values if kind == "text" else ()}
            updated = spec.model_copy(update=changes)
        is_endless = isinstance(store_of(vector), Quotients) if kind == "number" else False
        if is_endless and updated.decimals is None:
            updated = updated.model_copy(update={"decimals": _DECIMALS})
        return updated

    def _require_fit(self, name: str, spec: Column, expression: Expression, vector: Vector) -> None:
        from report.intake.types.kind import TextType, type_of

        kind = type_of(spec)
        is_fit = spec.facts.kind == expression.type.kind
        if is_fit and spec.facts.is_whole and isinstance(vector, NumberVector):
            is_fit = vector.is_integers and vector.decimals == 0
        if isinstance(kind, TextType) and kind.shown_value(self._frames.locale) is not None:
            is_fit = False  # its values are not texts of expressions
        if not is_fit:
            values = {"given": spec.type, "column": name, "kind": expression.type.kind}
            self.findings.append(Finding("unfit-computed", self._place(name, "type"), values))
            raise UnusableError
