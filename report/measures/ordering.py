"""What the lines of an answer are sorted by, and whose first members are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Finding
from report.measures.arrange import Arrangement, Selection, SortKey, Values
from report.nearest import nearest

if TYPE_CHECKING:
    from report.measures.grid import Setting, ShownGrid
    from report.measures.lines import Level, Side
    from report.measures.query import Query

#: What lines are sorted by besides measures and dimensions.
_WORDS = ("label", "declared")


class Ordering:
    """The order of the lines of one answer.

    :param grids: the shown measures of the query.
    """

    def __init__(self, setting: Setting, query: Query, grids: Sequence[ShownGrid]) -> None:
        self._setting = setting
        self._query = query
        self._grids = grids

    @cached_property
    def by_name(self) -> dict[str, ShownGrid]:
        """The measures that ``having`` and ``sort`` may name: those of the query, then all."""
        query = self._query
        grids: dict[str, ShownGrid] = {}
        for asked, grid in zip(query.measures, self._grids, strict=True):
            if asked.name is not None or not grid.is_shown:
                grids.setdefault(asked.alias, grid)
        for asked, grid in zip(query.measures, self._grids, strict=True):
            grids.setdefault(asked.alias, grid)
        return grids

    def grid_named(self, name: str) -> ShownGrid | None:
        """Return the measure of a name; ``None`` if there is none, or if it is made from the rows
        of another table."""
        if name in self.by_name:
            return self.by_name[name]
        formulas, tables = self._setting.formulas, self._setting.grouping.of_row
        if name not in formulas.names:
            return None
        is_grouped = all(leaf.table in tables for leaf in formulas.leaves([name]))
        return self._setting.grid(name) if is_grouped else None

    def set_ranks(self) -> None:
        """Say in which order lines follow each other where ``show`` asks for the one before."""
        for side, texts in self.sides():
            keys = [key for key in self.keys(side, texts) if key.values is None or key.is_plain]
            self._setting.set_ranks(side, partial(_ranks, side, keys))

    def sides(self) -> tuple[tuple[Side, Sequence[str]], ...]:
        """Return both sides, each with the words by which it is sorted."""
        query = self._query
        return (
            (self._setting.rows, query.sort),
            (self._setting.columns, query.sort_columns),
        )

    def keys(self, side: Side, texts: Sequence[str]) -> list[SortKey]:
        """Return what a side is sorted by; with ``top`` and no ``sort`` the measure of ``top``."""
        keys = [self._key(side, text) for text in texts]
        selected = self.selected_side()
        if not keys and selected is not None and selected[0] is side:
            grid = self._ranking(side)
            keys = [
                SortKey(
                    self._values(grid, side),
                    descending=self._query.top is not None,
                    depth=selected[1],
                    is_plain=not grid.is_shown,
                )
            ]
        return keys

    def _key(self, side: Side, text: str) -> SortKey:
        descending, name = text.startswith("-"), text.removeprefix("-").strip()
        grid = self._sorting(name)
        if grid is not None:
            ranking = grid.ranking(rows=side is self._setting.rows)
            values = self._values(ranking, side)
            return SortKey(values, descending, is_plain=not ranking.is_shown)
        if name in _WORDS:
            return SortKey(None, descending, by_label=name == "label")
        for depth, start in enumerate((0, *side.depths[:-1])):
            for dimension in side.dimensions[start : side.depths[depth]]:
                if name in (dimension.text, dimension.label):
                    return SortKey(None, descending, by_label=True, depth=depth)
        names = [*self.by_name, *_WORDS]
        values_of_message = {
            "given": text,
            "nearest": nearest(name, names),
            "known": tuple(names),
        }
        raise ExpressionError(Finding("bad-sort", self._query.locate("sort"), values_of_message))

    def _values(self, grid: ShownGrid, side: Side) -> Values:
        setting = self._setting
        is_rows = side is setting.rows
        by_level: dict[int, Sequence[Any]] = {}

        def values(level: Level) -> Sequence[Any]:
            if id(level) not in by_level:
                if is_rows:
                    block = grid.values(level, setting.columns.whole)[:, 0]
                else:
                    block = grid.values(setting.rows.whole, level)[0]
                by_level[id(level)] = block.tolist()
            return by_level[id(level)]

        return values

    def _ranking(self, side: Side) -> ShownGrid:
        """Return the values by which the largest or smallest are kept."""
        named = (self._sorting(text.removeprefix("-").strip()) for text in self._query.sort)
        grid = next(filter(None, named), self._grids[0])
        return grid.ranking(rows=side is self._setting.rows)

    def _sorting(self, name: str) -> ShownGrid | None:
        """Return the measure that lines are sorted by: one of the query, before the words."""
        if name in _WORDS and name not in self.by_name:
            return None
        return self.grid_named(name)

    def selected_side(self) -> tuple[Side, int] | None:
        """Return the side and the level of nesting that ``top`` or ``bottom`` is about."""
        setting, query = self._setting, self._query
        if query.top is None and query.bottom is None:
            return None
        if query.top_of is None:
            side = setting.rows if setting.rows.dimensions else setting.columns
            return (side, len(side.depths) - 1) if side.dimensions else None
        for side in (setting.rows, setting.columns):
            for depth in range(len(side.depths)):
                start = side.outer(depth).stop
                for dimension in side.dimensions[start : side.depths[depth]]:
                    if query.top_of in (dimension.text, dimension.label):
                        return side, depth
        dimensions = (*setting.rows.dimensions, *setting.columns.dimensions)
        texts = [dimension.text for dimension in dimensions]
        values = {
            "given": query.top_of,
            "nearest": nearest(query.top_of, texts),
            "known": tuple(texts),
        }
        raise ExpressionError(Finding("no-dimension", query.locate("top_of"), values))

    def selection(self, side: Side, depth: int) -> Selection:
        """Return which members of one level of nesting ``top`` or ``bottom`` keeps."""
        query = self._query
        return Selection(
            depth,
            query.top if query.top is not None else (query.bottom or 0),
            self._values(self._ranking(side), side),
            is_bottom=query.top is None,
            keeps_ties=query.ties == "keep",
        )


def _ranks(side: Side, keys: Sequence[SortKey]) -> list[int]:
    """Return for each line of a side's finest level its place in the order of some keys."""
    arrangement = Arrangement(side, np.ones(len(side.finest), dtype=bool), keys)
    ranks = [0] * len(side.finest)
    for rank, line in enumerate(arrangement.ordered()):
        ranks[line] = rank
    return ranks
