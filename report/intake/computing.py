"""What a brief computes from its tables: columns, and tables derived from tables.

A derived table is made when an expression, or the brief, asks for it; so tables may come in any
order, and a circle of them is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from report.errors import ExpressionError, Finding, Severity
from report.expressions.aggregates import AGGREGATES, Groups
from report.expressions.schema import Schema, Scope
from report.intake.computed import ComputedColumn, ComputedTable, UnusableError
from report.intake.derived import (
    Derivation,
    DerivedFault,
    NewColumn,
    Origin,
    copied_column,
    ordered_rows,
    selected,
    taken_frame,
    without_value,
)
from report.intake.grouped import GroupFrame, Grouping, grouping
from report.intake.table_frames import (
    AbsentColumnError,
    SelectedFrame,
    TableFrame,
    TableFrames,
    links_of,
    schema_column,
)
from report.intake.types.kind import shown_columns

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic.dates import Interval
    from report.brief.load import LoadedBrief
    from report.brief.tables import Column, Table
    from report.expressions.kinds import Type
    from report.expressions.vectors import Vector
    from report.intake.model import EventTable
    from report.intake.validate import TableUnderTest


@dataclass(frozen=True, slots=True, eq=False)
class DerivedTable:
    """A derived table: its columns in order, and the rows that each row is made of."""

    name: str
    columns: Mapping[str, Column]
    types: Mapping[str, Type]
    vectors: Mapping[str, Vector]
    derivation: Derivation


class _Schemas(MutableMapping[str, Schema]):
    """The schemas of the tables; that of a derived table is made when it is asked for by name.

    Iteration yields those that are made so far, and makes no other.
    """

    def __init__(self, computing: Computing) -> None:
        self._schemas: dict[str, Schema] = {}
        self._computing = computing

    def __getitem__(self, name: str) -> Schema:
        if name not in self._schemas and name in self._computing.derived_names:
            self._computing.derived(name)
        return self._schemas[name]

    def __setitem__(self, name: str, schema: Schema) -> None:
        self._schemas[name] = schema

    def __delitem__(self, name: str) -> None:
        del self._schemas[name]

    def __contains__(self, name: object) -> bool:
        return name in self._schemas or name in self._computing.derived_names

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)


class Computing:
    """The computed columns and derived tables of a brief.

    :param read: tables that are yet to be checked.
    :param tables: tables that were checked before; their columns are computed again.
    :param places: the positions of the rows that derived tables are made of, by the tables that
        are limited; where it is given, all other tables and all columns are as in ``tables``.
    """

    def __init__(
        self,
        brief: LoadedBrief,
        read: Mapping[str, TableUnderTest],
        tables: Mapping[str, EventTable],
        period: Interval,
        places: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        self._brief = brief
        self._places = places
        self._specs = brief.model.tables
        self.derived_names = tuple(name for name, spec in self._specs.items() if spec.is_derived)
        self.frames = TableFrames(brief.model.brief.locale, period)
        self.frames.schemas = _Schemas(self)
        self._columns: dict[str, dict[str, Column]] = {}
        self._types: dict[str, Mapping[str, Type]] = {}
        self._computed: dict[str, ComputedTable] = {}
        self._derived: dict[str, DerivedTable] = {}
        self._active: list[str] = []
        self._unusable: set[str] = set()
        self._findings: list[Finding] = []
        for name, spec in self._specs.items():
            if name in read:
                subject = read[name]
                columns = {**spec.of_file.columns, **subject.columns}
                self._add(name, spec, subject.frame, columns, is_shown=False)
            elif name in tables and not spec.is_derived:
                table = tables[name]
                if places is not None:
                    self._keep(table, spec)
                    continue
                own = {title: table.columns[title] for title in table.source_columns}
                self._add(name, spec, table.frame[list(own)], own, is_shown=True)

    def _add(
        self,
        name: str,
        spec: Table,
        frame: pd.DataFrame,
        columns: dict[str, Column],
        *,
        is_shown: bool,
    ) -> None:
        computed = ComputedTable(self._brief, self.frames, name, spec)
        schema_columns = {
            title: schema_column(column, self.frames.locale, name, is_shown=is_shown)
            for title, column in columns.items()
            if title not in computed.names
        }
        all_columns = computed.known(schema_columns)
        added = self.frames.add(name, frame, columns, spec.foreign_keys, all_columns)
        computed.attach(added, Scope(added.schema))
        self._computed[name] = computed
        self._columns[name] = columns if is_shown else shown_columns(columns, self.frames.locale)

    def _keep(self, table: EventTable, spec: Table) -> None:
        """Add a table with the vectors that were made of its columns, computed ones among them."""
        self.frames.put(table.name, table.rows)
        self._computed[table.name] = ComputedTable(
            self._brief, self.frames, table.name, spec.of_file
        )
        self._columns[table.name] = dict(table.columns)
        self._types[table.name] = table.types

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with computed columns and derived tables that were computed so far."""
        of_columns = chain.from_iterable(table.findings for table in self._computed.values())
        return (*self._findings, *of_columns)

    def columns(self, name: str) -> Mapping[str, ComputedColumn]:
        """Return the computed columns of a table that is not derived."""
        return self._computed[name].all()

    def all_derived(self) -> Mapping[str, DerivedTable]:
        """Return the derived tables that can be made, in the order of the brief."""
        for name in self.derived_names:
            try:
                self.derived(name)
            except UnusableError:
                continue
        return {name: self._derived[name] for name in self.derived_names if name in self._derived}

    def derived(self, name: str) -> DerivedTable:
        """Return a derived table.

        :raises UnusableError: when it cannot be made; a finding says why.
        """
        if name in self._active:
            circle = [*self._active[self._active.index(name) :], name]
            self._unusable.update(circle)
            values = {"given": name, "circle": " ← ".join(circle)}
            where = self._brief.where("tables", name, "from")
            self._findings.append(Finding("circular-table", where, values))
        if name in self._unusable:
            raise UnusableError
        if name not in self._derived:
            self._active.append(name)
            try:
                self._derived[name] = self._made(name)
            except UnusableError:
                self._unusable.add(name)
                raise
            finally:
                self._active.remove(name)
        return self._derived[name]

    def _made(self, name: str) -> DerivedTable:
        try:
            return self._built(name, self._specs[name])
        except DerivedFault as fault:
            where = self._brief.where("tables", name, *fault.path)
            self._findings.append(Finding(fault.rule, where, fault.values))
        except ExpressionError as error:
            where = self._brief.where("tables", name)
            self._findings.append(Finding(error.findings[0].rule, where, error.findings[0].values))
        except AbsentColumnError:
            pass
        raise UnusableError

    def _origin(self, name: str, spec: Table) -> Origin:
        """Return the table that a derived one comes from.

        :raises DerivedFault: ``unknown-table``.
        """
        source = spec.from_ or ""
        if source in self.derived_names:
            table = self.derived(source)
            frame = self.frames[source]
            return Origin(source, frame, table.columns, table.types, frame.schema.links)
        if source not in self._specs:
            values = {"given": source, "known": tuple(self._specs)}
            raise DerivedFault("unknown-table", ("from",), values)
        if source not in self._computed:
            raise UnusableError  # the table could not be read
        computed = self._computed[source]
        columns = computed.all()
        frame = self.frames[source]
        declared = {**self._columns[source], **{key: each.column for key, each in columns.items()}}
        present = {key: column for key, column in declared.items() if frame.has(key)}
        types = {key: each.type for key, each in columns.items()}
        types |= self._types.get(source, {})
        return Origin(source, frame, present, types, frame.schema.links)

    def _built(self, name: str, spec: Table) -> DerivedTable:
        origin = self._origin(name, spec)
        if self._places is not None and origin.name in self._places:
            origin = origin.only(self._places[origin.name])
        frame, added, rows = selected(self.frames, spec, origin)
        weight = spec.severity.get("uncertain-rows", "warning")
        if frame.uncertain and weight != "off":
            where = self._brief.where("tables", name, "where")
            values = {"expression": spec.where, "count": frame.uncertain}
            self._findings.append(Finding("uncertain-rows", where, values, Severity(weight)))
        if spec.by:
            return self._grouped(name, spec, origin, frame, rows)
        if spec.order:
            trial = self._row_table(name, spec, origin, frame, added, rows, is_ordered=False)
            names = list(trial.scope.schema.columns)
            order = self._order(spec, trial, names, len(rows))
            rows = rows[order]
            added = {
                key: NewColumn(item.column, item.type, item.vector.take(order))
                for key, item in added.items()
            }
            frame = taken_frame(self.frames, frame, added, rows, origin)
        computed = self._row_table(
            name, spec, origin, frame, added, rows, is_ordered=bool(spec.order)
        )
        base = {
            key: copied_column(column, without_value(spec, key))
            for key, column in origin.columns.items()
            if key not in added
        }
        base |= {key: item.column for key, item in added.items()}
        types = {**origin.types, **{key: item.type for key, item in added.items()}}
        return self._finished(
            name,
            spec,
            computed,
            base,
            types,
            Derivation.of_rows(origin.name, origin.positions(rows)),
        )

    def _order(
        self, spec: Table, trial: ComputedTable, names: Sequence[str], length: int
    ) -> np.ndarray:
        """Return the rows in the order of the table, by the columns of a trial without order.

        :raises UnusableError: when a column of the order cannot be computed.
        """
        try:
            return ordered_rows(spec, trial.scope, trial.rows, names, length)
        except UnusableError:
            self._findings.extend(trial.findings)
            raise

    def _row_table(
        self,
        name: str,
        spec: Table,
        origin: Origin,
        frame: SelectedFrame,
        added: Mapping[str, NewColumn],
        rows: np.ndarray,
        is_ordered: bool,
    ) -> ComputedTable:
        """Register the rows of a derived table, and return its computed columns."""
        computed = ComputedTable(self._brief, self.frames, name, spec)
        schema_columns = {
            key: column for key, column in frame.schema.columns.items() if key not in computed.names
        }
        links = (*links_of(spec.foreign_keys), *origin.links)
        schema = Schema(
            name, computed.known(schema_columns), links, self.frames.schemas, is_ordered
        )
        registered = SelectedFrame(self.frames, schema, origin.frame, rows)
        for key, item in added.items():
            registered.put(key, item.vector)
        self.frames.put(name, registered)
        computed.attach(registered, Scope(schema))
        return computed

    def _grouped(
        self, name: str, spec: Table, origin: Origin, frame: SelectedFrame, rows: np.ndarray
    ) -> DerivedTable:
        groups = grouping(spec, frame, origin)
        if spec.order:
            trial = self._group_table(name, spec, frame, groups, is_ordered=False)
            names = [*groups.columns, *trial.names]
            groups = groups.taken(self._order(spec, trial, names, groups.count))
        computed = self._group_table(name, spec, frame, groups, is_ordered=bool(spec.order))
        members = Groups(groups.ids, groups.count)
        starts = np.append(members.starts, len(members.order))
        made_of = origin.positions(rows[members.order])
        derivation = Derivation(origin.name, made_of, starts)
        base = {key: item.column for key, item in groups.columns.items()}
        types = {key: item.type for key, item in groups.columns.items()}
        return self._finished(name, spec, computed, base, types, derivation)

    def _group_table(
        self, name: str, spec: Table, frame: SelectedFrame, groups: Grouping, is_ordered: bool
    ) -> ComputedTable:
        """Register the groups of a derived table, and return its computed columns."""
        import pandas as pd

        computed = ComputedTable(self._brief, self.frames, name, spec)
        schema_columns = {
            key: schema_column(item.column, self.frames.locale, name, item.type)
            for key, item in groups.columns.items()
        }
        links = links_of(spec.foreign_keys)
        schema = Schema(
            name, computed.known(schema_columns), links, self.frames.schemas, is_ordered
        )
        registered = TableFrame(self.frames, schema, pd.DataFrame(index=range(groups.count)), {})
        for key, item in groups.columns.items():
            registered.put(key, item.vector)
        self.frames.put(name, registered)
        types = computed.group_types({key: item.type for key, item in groups.columns.items()})
        scope = Scope(frame.schema, types, AGGREGATES, is_ordered)
        rows = GroupFrame(frame, groups, lambda key: computed.computed(key).vector)
        computed.attach(registered, scope, rows)
        return computed

    def _finished(
        self,
        name: str,
        spec: Table,
        computed: ComputedTable,
        base: Mapping[str, Column],
        types: Mapping[str, Type],
        derivation: Derivation,
    ) -> DerivedTable:
        """Return a derived table with its computed columns at the end."""
        self._computed[name] = computed
        names = [*base, *computed.names]
        for key in spec.columns:
            if key not in names:
                where = self._brief.where("tables", name, "columns", key)
                values = {"table": name, "given": key, "nearest": None, "known": tuple(names)}
                self._findings.append(Finding("unknown-column", where, values))
        results = computed.all()
        columns = {key: column for key, column in base.items() if key not in computed.names}
        vectors = {key: self.frames[name].own(key) for key in columns}
        columns |= {key: item.column for key, item in results.items()}
        vectors |= {key: item.vector for key, item in results.items()}
        all_types = {**types, **{key: item.type for key, item in results.items()}}
        known_columns = self.frames[name].schema.columns
        known_types = {key: all_types.get(key) or known_columns[key].type for key in columns}
        return DerivedTable(name, columns, known_types, vectors, derivation)
