"""The conditions of the queries of a brief, for the check of the values that they compare with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.measures.query import where_key

if TYPE_CHECKING:
    from report.errors import Location
    from report.expressions.typed import Typed
    from report.measures.members import Dimension
    from report.measures.query import Query, Where


@dataclass(frozen=True, slots=True, eq=False)
class AskedWhere:
    """A condition on the rows of a table, and its place in the brief.

    :param is_settled: the rows that a date leaves open are reported by its measure.
    """

    table: str
    where: Where
    place: Location
    is_settled: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class AskedHaving:
    """A condition on groups, and its place in the brief.

    :param table: the table that aggregates in it are of, if they name no other.
    :param dimensions: the dimensions of the groups, by the names that the tree has for them.
    """

    table: str
    tree: Typed
    dimensions: Mapping[str, Dimension]
    place: Location


@dataclass(frozen=True, slots=True, eq=False)
class AskedConditions:
    """The conditions that queries have asked so far, each once."""

    _asked: dict[tuple[object, ...], AskedWhere | AskedHaving] = field(default_factory=dict)

    def __iter__(self) -> Iterator[AskedWhere | AskedHaving]:
        return iter(tuple(self._asked.values()))

    def add_query(self, query: Query, tables: Iterable[str]) -> None:
        """Add the ``where`` of a query about some tables."""
        if query.where:
            self.add_where(query.where, tables, query.locate("where"))

    def add_where(
        self, where: Where, tables: Iterable[str], place: Location, *, is_settled: bool = False
    ) -> None:
        """Add a condition on the rows of some tables; ``is_settled`` as in :class:`AskedWhere`."""
        key = where_key(where)
        for table in tables:
            asked = AskedWhere(table, where, place, is_settled)
            self._asked.setdefault((table, key, place), asked)

    def add_having(self, asked: AskedHaving) -> None:
        """Add a condition on groups."""
        self._asked.setdefault((asked.table, asked.tree, asked.place), asked)
