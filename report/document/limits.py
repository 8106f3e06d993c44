"""Which rows of each table a repeated section is about: those of one value of its dimension.

A table is limited by the dimension itself, by the same columns where a foreign key leads to them,
or through the table that it is derived from. Tables that others look things up in are whole for
them, and limited where they are listed and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Location, MujazError
from report.expressions.parser import parse
from report.expressions.syntax import Name, text_of
from report.expressions.typed import Column, Typed, walk
from report.intake.completing import made_of_rows
from report.measures.conditions import member_condition
from report.measures.table_data import TableData
from report.measures.trees import substituted

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.expressions.syntax import Node
    from report.expressions.vectors import Mask
    from report.intake.model import EventTable
    from report.measures.engine import Engine
    from report.measures.query import Where


@dataclass(frozen=True, slots=True)
class LimitedTables:
    """The tables of a brief, limited to one value.

    :param limits: the conditions by table, for the words of measures.
    :param whole: the tables that nothing limits.
    """

    tables: Mapping[str, EventTable]
    limits: Mapping[str, tuple[Where, ...]]
    whole: frozenset[str]


class Limits:
    """How the tables of a brief are limited by a dimension of one of them.

    :param main: the table that has the dimension.
    :param where: the further condition on its rows.
    """

    def __init__(
        self,
        brief: LoadedBrief,
        tables: Mapping[str, EventTable],
        engine: Engine,
        main: str,
        dimension: str,
        where: Where,
    ) -> None:
        self._brief = brief
        self._tables = tables
        self._engine = engine
        self._main = main
        self._where = where
        self._kind = self._typed(main, dimension).type.kind
        self._by_table = self._dimensions(dimension)

    def of(self, value: object, place: Location) -> LimitedTables:
        """Return the tables limited to a value of the dimension; ``None`` for rows without one.

        :param place: of the condition on the rows, for errors.
        """
        limits = self._conditions(value)
        masks = {
            name: self._mask(self._engine.data[name], conditions, place)
            for name, conditions in limits.items()
        }
        places = {name: np.flatnonzero(mask) for name, mask in masks.items()}
        tables = {
            name: table.only(masks[name]) if name in masks else table
            for name, table in self._tables.items()
        }
        derived = made_of_rows(self._brief, self._tables, places)
        for name, table in derived.items():
            own = limits.get(name)
            tables[name] = (
                table if own is None else table.only(self._mask(TableData(table), own, place))
            )
        return LimitedTables(tables, limits, frozenset(tables) - {*limits, *derived})

    def _conditions(self, value: object) -> dict[str, tuple[Where, ...]]:
        limits: dict[str, tuple[Where, ...]] = {}
        for name, dimension in self._by_table.items():
            condition = member_condition(dimension, value)
            has_where = bool(self._where) and name == self._main
            limits[name] = (condition, self._where) if has_where else (condition,)
        return limits

    def _mask(self, data: TableData, conditions: tuple[Where, ...], place: Location) -> Mask:
        mask = np.ones(len(data), dtype=bool)
        for condition in conditions:
            mask &= data.kept(condition, place)[0]
        return mask

    # What the dimension is called -----------------------------------------------------------

    def _dimensions(self, dimension: str) -> dict[str, str]:
        """Return the dimension by table, as an expression over its rows."""
        candidates = list(self._from_target(dimension))
        texts: dict[str, str] = {}
        for name in self._tables:
            own = dimension if self._has(name, dimension) else None
            targets = [text for table, text in candidates if table == name]
            text = own or next((text for text in targets if self._has(name, text)), None)
            if text is not None:
                texts[name] = text
        reached, unclear = texts, set[str]()
        while reached:
            waiting = [name for name in self._tables if name not in texts and name not in unclear]
            ways_of = {name: self._along_keys(name, reached) for name in waiting}
            reached = {name: ways[0] for name, ways in ways_of.items() if len(ways) == 1}
            unclear |= {name for name, ways in ways_of.items() if len(ways) > 1}
            texts |= reached
        return texts

    def _from_target(self, dimension: str) -> Iterator[tuple[str, str]]:
        """Yield the tables that the foreign keys of the dimension lead to, with the dimension as
        an expression over their rows."""
        node, tree = parse(dimension), self._typed(self._main, dimension)
        paths = {piece.path for piece in walk(tree) if isinstance(piece, Column)}
        if len(paths) != 1:
            return
        (path,) = paths
        for count, link in enumerate(path, 1):
            length = len(path) - count + 1

            def shortened(piece: Node, length: int = length) -> Node | None:
                return Name(piece.span, piece.path[-length:]) if isinstance(piece, Name) else None

            yield link.table, text_of(substituted(node, shortened))

    def _along_keys(self, name: str, reached: Mapping[str, str]) -> list[str]:
        """Return the dimension along each foreign key that leads to it."""
        schema = self._engine.data[name].schema
        texts = []
        for link in dict.fromkeys(schema.links):
            if link.table not in reached or not schema.has(link):
                continue
            is_alone = len(schema.links_named(link.table)) == 1
            first = link.table if is_alone else link.columns[0]

            def prefixed(piece: Node, first: str = first) -> Node | None:
                return Name(piece.span, (first, *piece.path)) if isinstance(piece, Name) else None

            text = text_of(substituted(parse(reached[link.table]), prefixed))
            if self._has(name, text):
                texts.append(text)
        return texts

    def _has(self, table: str, text: str) -> bool:
        try:
            return self._typed(table, text).type.kind == self._kind
        except MujazError:
            return False

    def _typed(self, table: str, text: str) -> Typed:
        return self._engine.data[table].typed_text(text, Location())
