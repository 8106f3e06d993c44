"""Which lines of a result are printed, and in what order: sorted, the first ones, the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from report.intake.reducing import order_key
from report.measures.lines import Codes, Level, Side
from report.measures.members import ALL
from report.measures.model import Member, MemberKind
from report.measures.steps import reduced
from report.messages import phrase

if TYPE_CHECKING:
    import numpy.typing as npt

#: Returns the value of each line of a level, in all groups of the opposite side.
Values = Callable[[Level], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class SortKey:
    """What lines are sorted by.

    :param values: of a measure; ``None`` where lines are sorted by their members.
    :param by_label: whether members are sorted by their values and not in the declared order.
    :param depth: the level of nesting that it sorts; ``None`` for each that no other key names.
    :param is_plain: whether the values are those of the measure itself, without ``show``.
    """

    values: Values | None
    descending: bool = False
    by_label: bool = False
    depth: int | None = None
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Printed:
    """A line that is printed: one of a level, with the members that its head names."""

    level: Level
    line: int
    members: tuple[Member, ...]
    kind: MemberKind = "value"


@dataclass(frozen=True, slots=True)
class Selection:
    """How many members of a dimension are kept.

    :param depth: the level of nesting that is meant, from 0.
    :param count: how many; the remaining members have the code of others from this depth on.
    :param is_bottom: whether those with the smallest values are kept.
    :param keeps_ties: whether members that equal the last one are kept too.
    """

    depth: int
    count: int
    values: Values
    is_bottom: bool = False
    keeps_ties: bool = False


class Arrangement:
    """The lines of one side in the order to print.

    :param is_kept: for each line of the finest level whether ``having`` keeps it.
    :param others_label: the label of what is not shown; ``None`` to leave it out.
    """

    def __init__(
        self,
        side: Side,
        is_kept: npt.NDArray[np.bool_],
        keys: Sequence[SortKey],
        selection: Selection | None = None,
        others_label: str | None = None,
    ) -> None:
        self._side = side
        self._keys = keys
        self._lines = [line for line in range(len(side.finest)) if is_kept[line]]
        self._others_label = others_label
        self._depth = len(side.depths)
        if selection is not None:
            self._select(selection)
        self._others_depth = selection.depth if selection is not None else self._depth - 1
        self._keys_of_groups, self._of_others = self._with_others()

    # Which lines are kept -------------------------------------------------------------------

    def _select(self, selection: Selection) -> None:
        side, depth = self._side, selection.depth
        level = side.level(side.outer(depth + 1))
        values = selection.values(level)
        siblings: dict[Codes, dict[int, None]] = {}
        inner, outer = side.outer(depth + 1), side.outer(depth)
        own_lines: dict[int, int | None] = {}
        is_finest = level is side.finest
        for line in self._lines:
            codes = side.finest.codes[line]
            own = own_lines[line] = line if is_finest else level.index(reduced(codes, inner))
            if own is not None:
                siblings.setdefault(reduced(codes, outer), {})[own] = None
        chosen: set[int] = set()
        for members in siblings.values():
            filled = [line for line in members if not side.is_missing(level.codes[line], depth)]
            chosen.update(set(members).difference(filled))
            chosen.update(self._first(level, filled, values, selection))
        self._lines = [line for line, own in own_lines.items() if own in chosen]

    def _first(
        self, level: Level, lines: Sequence[int], values: Sequence[Any], selection: Selection
    ) -> list[int]:
        """Return the lines with the largest, or smallest, values, those without one last; of equals
        the first labels."""
        labelled = sorted(
            lines, key=lambda line: self._label_key(level.codes[line], selection.depth)
        )
        ranked = [line for line in labelled if values[line] is not None]
        ranked.sort(key=lambda line: order_key(values[line]), reverse=not selection.is_bottom)
        ranked += [line for line in labelled if values[line] is None]
        count = selection.count
        if selection.keeps_ties and 0 < count < len(ranked):
            last = values[ranked[count - 1]]
            while count < len(ranked) and values[ranked[count]] == last:
                count += 1
        return ranked[:count]

    def _with_others(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Return the keys of groups with the code of others, and which groups are in others."""
        side = self._side
        finest = side.finest
        is_kept = np.zeros(len(finest) + 1, dtype=bool)
        is_kept[self._lines] = True
        kept_groups = is_kept[finest.of_group]
        keys = side.keys.copy()
        if self._others_label is None or not side.dimensions:
            return keys, np.zeros(len(keys), dtype=bool)
        outer = side.outer(self._others_depth)
        parents = side.level(outer)
        shown = {parents.index(reduced(finest.codes[line], outer)) for line in self._lines}
        is_shown = np.array([line in shown for line in range(len(parents))] + [False], dtype=bool)
        if not self._others_depth:
            is_shown[:-1] = True
        is_other = ~kept_groups & is_shown[parents.of_group]
        # Blanks that having drops are no other member.
        is_blank = [
            keys[:, index] == side.dimensions[index].missing
            for index in side.within(self._others_depth)
        ]
        is_other &= ~np.logical_and.reduce(is_blank)
        first = side.outer(self._others_depth).stop
        for index in range(first, len(side.dimensions)):
            dimension = side.dimensions[index]
            is_inner = index >= side.outer(self._others_depth + 1).stop
            if index == first:
                keys[is_other, index] = dimension.others
            elif not (is_inner and dimension.calendar is not None):
                keys[is_other, index] = ALL
        return keys, is_other

    @property
    def hidden(self) -> int:
        """How many lines of the finest level are neither shown nor in the member for others."""
        finest = self._side.finest
        is_kept = np.zeros(len(finest) + 1, dtype=bool)
        is_kept[self._lines] = True
        is_hidden = ~is_kept[finest.of_group] & ~self._of_others & (finest.of_group >= 0)
        return len(np.unique(finest.of_group[is_hidden]))

    # In what order --------------------------------------------------------------------------

    def ordered(self) -> list[int]:
        """Return the lines of the finest level that are kept, in order."""
        return self._sorted(self._lines, 0)

    def _sorted(self, lines: Sequence[int], depth: int) -> list[int]:
        if depth == self._depth:
            return list(lines)
        if depth + 1 == self._depth:
            by_codes = {self._side.finest.codes[line]: line for line in lines}
            return [by_codes[codes] for codes in self._siblings(list(by_codes), depth)]
        groups = self._by_member(lines, depth)
        ordered = []
        for codes in self._siblings(list(groups), depth):
            ordered += self._sorted(groups[codes], depth + 1)
        return ordered

    def _by_member(self, lines: Sequence[int], depth: int) -> dict[Codes, list[int]]:
        """Return the lines of each member of a level of nesting, by its codes."""
        groups: dict[Codes, list[int]] = {}
        dimensions = self._side.outer(depth + 1)
        for line in lines:
            groups.setdefault(reduced(self._side.finest.codes[line], dimensions), []).append(line)
        return groups

    def _siblings(self, siblings: list[Codes], depth: int) -> list[Codes]:
        """Return the members of one group in order, those without a value last."""
        side = self._side
        level = side.level(side.outer(depth + 1))
        lines = {codes: level.index(codes) or 0 for codes in siblings}
        keys = [key for key in self._keys if self._sorts(key, depth)]
        siblings = sorted(siblings)
        if any(key.values is not None for key in keys):
            siblings.sort(key=lambda codes: self._label_key(codes, depth))
        for key in reversed(keys):
            siblings = self._by(key, siblings, lines, level, depth)
        return sorted(siblings, key=lambda codes: side.is_missing(codes, depth))

    def _sorts(self, key: SortKey, depth: int) -> bool:
        """Return whether a key sorts a level: its own, or for a key of none each that no key names.

        Where keys name every level, such a key sorts all.
        """
        named = {sort_key.depth for sort_key in self._keys} - {None}
        return key.depth == depth or (
            key.depth is None and (depth not in named or len(named) == self._depth)
        )

    def _by(
        self,
        key: SortKey,
        siblings: list[Codes],
        lines: dict[Codes, int],
        level: Level,
        depth: int,
    ) -> list[Codes]:
        if key.values is not None:
            values = key.values(level)
            blank = [codes for codes in siblings if values[lines[codes]] is None]
            filled = [codes for codes in siblings if values[lines[codes]] is not None]
            filled.sort(key=lambda codes: order_key(values[lines[codes]]), reverse=key.descending)
            return filled + blank
        if key.by_label:
            return sorted(
                siblings,
                key=lambda codes: self._label_key(codes, depth),
                reverse=key.descending,
            )
        return sorted(siblings, reverse=key.descending)

    def _label_key(self, codes: Codes, depth: int) -> tuple[Any, ...]:
        keys = []
        for index in self._side.within(depth):
            code, members = codes[index], self._side.dimensions[index].members
            member = members[code] if code < len(members) else None
            if member is None or member.kind == "missing":
                keys.append((True, 0))
            else:
                keys.append((False, order_key(member.value)))
        return tuple(keys)

    # What is printed ------------------------------------------------------------------------

    def printed(self, *, subtotals: bool, total: bool) -> list[Printed]:
        """Return the lines to print: those that are kept, others, totals of groups and of all."""
        side = self._side
        finest = side.finest
        is_kept = np.zeros(len(finest) + 1, dtype=bool)
        is_kept[self._lines] = True
        included = is_kept[finest.of_group] | self._of_others
        every = frozenset(range(len(side.dimensions)))
        others_level = None
        if self._of_others.any():
            others_level = side.grouped(self._keys_of_groups, every, self._of_others)
        levels = [
            side.grouped(self._keys_of_groups, frozenset(side.outer(depth)), included)
            for depth in range(self._depth)
        ]
        lines = self._tree(self.ordered(), others_level, levels if subtotals else [], 0, ())
        if total and side.dimensions:
            lines.append(
                Printed(levels[0], 0, self._whole("total", 0, levels[0].codes[0]), "total")
            )
        return lines

    def _tree(
        self,
        lines: Sequence[int],
        others_level: Level | None,
        levels: Sequence[Level],
        depth: int,
        outer: Codes,
    ) -> list[Printed]:
        side = self._side
        if depth == self._depth:
            return list(map(self._line, lines))
        printed: list[Printed] = []
        missing: list[Printed] = []
        if depth + 1 == self._depth:
            for own_line in map(self._line, lines):
                codes = side.finest.codes[own_line.line]
                is_missing = own_line.kind == "missing" and side.is_missing(codes, depth)
                (missing if is_missing else printed).append(own_line)
        else:
            dimensions = side.outer(depth + 1)
            for codes, members in self._by_member(lines, depth).items():
                outer_codes = codes[: dimensions.stop]
                own = self._tree(members, others_level, levels, depth + 1, outer_codes)
                subtotal = levels[depth + 1].index(codes) if levels else None
                if subtotal is not None:
                    heads = self._whole("subtotal", dimensions.stop, codes)
                    own.append(Printed(levels[depth + 1], subtotal, heads, "subtotal"))
                (missing if side.is_missing(codes, depth) else printed).extend(own)
        if others_level is not None and depth == self._others_depth:
            for line, codes in enumerate(others_level.codes):
                if codes[: len(outer)] == outer:
                    heads = self._heads(codes)
                    printed.append(Printed(others_level, line, heads, "others"))
        return printed + missing

    def _line(self, line: int) -> Printed:
        side = self._side
        codes = side.finest.codes[line]
        kind: MemberKind = "value"
        for depth in range(self._depth):
            if side.is_missing(codes, depth):
                kind = "missing"
        return Printed(side.finest, line, self._heads(codes), kind)

    def _heads(self, codes: Codes) -> tuple[Member, ...]:
        heads = []
        for code, dimension in zip(codes, self._side.dimensions, strict=True):
            if 0 <= code < len(dimension.members):
                heads.append(dimension.members[code])
            elif code == ALL:
                heads.append(Member(None, "", "others"))
            else:
                heads.append(Member(None, self._others_label or phrase("others"), "others"))
        return tuple(heads)

    def _whole(self, kind: MemberKind, outer: int, codes: Codes) -> tuple[Member, ...]:
        heads = list(self._heads(codes)[:outer])
        rest = len(self._side.dimensions) - outer
        heads += [Member(None, phrase("total") if not index else "", kind) for index in range(rest)]
        return tuple(heads)
