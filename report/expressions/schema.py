"""What an expression can name: the columns of its table, foreign keys, measures and dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.expressions.kinds import Type
from report.expressions.typed import Link

if TYPE_CHECKING:
    from report.expressions.aggregates.aggregate import Aggregate


@dataclass(frozen=True, slots=True, eq=False)
class SchemaColumn:
    """A column.

    :param type: what its cells are.
    :param declared_in: the table whose columns in the brief give its type; empty for a computed
        column.
    """

    type: Type
    declared_in: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """A table as expressions know it.

    :param name: the table's name.
    :param columns: its columns by name.
    :param links: its foreign keys.
    :param tables: all tables by name, this one among them.
    :param is_ordered: its rows have a declared order, so that ``prior`` can be used.
    """

    name: str
    columns: Mapping[str, SchemaColumn]
    links: tuple[Link, ...] = ()
    tables: Mapping[str, Schema] = field(default_factory=dict)
    is_ordered: bool = False

    def links_named(self, name: str) -> tuple[Link, ...]:
        """Return the foreign keys that a name before a dot means: a table's, or a key column's."""
        return tuple(
            link
            for link in self.links
            if (name == link.table or (name,) == link.columns) and self.has(link)
        )

    def has(self, link: Link) -> bool:
        """Return whether the columns of a foreign key are in both tables."""
        target = self.tables.get(link.table)
        if target is None or len(link.columns) != len(link.references):
            return False
        is_own = all(column in self.columns for column in link.columns)
        return is_own and all(column in target.columns for column in link.references)

    @property
    def link_names(self) -> tuple[str, ...]:
        """The names that can stand before a dot."""
        links = [link for link in self.links if self.has(link)]
        columns = (link.columns[0] for link in links if len(link.columns) == 1)
        return tuple(dict.fromkeys([*(link.table for link in links), *columns]))


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Where an expression stands.

    :param schema: the table that it is about.
    :param names: measures and dimensions that it may name, with their types.
    :param aggregates: the aggregates that it may use, by name; an expression over rows has none.
    :param are_groups_ordered: the groups have a declared order.
    """

    schema: Schema
    names: Mapping[str, Type] = field(default_factory=dict)
    aggregates: Mapping[str, Aggregate] = field(default_factory=dict)
    are_groups_ordered: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether the rows or groups have a declared order, so that ``prior`` can be used."""
        return self.are_groups_ordered if self.is_grouped else self.schema.is_ordered

    @property
    def is_grouped(self) -> bool:
        """Whether the expression is over groups, so that columns stand inside aggregates only."""
        return bool(self.aggregates)

    def of_rows(self, table: str | None = None) -> Scope:
        """Return the scope inside an aggregate: the rows of this table, or of another one."""
        return Scope(self.schema if table is None else self.schema.tables[table])
