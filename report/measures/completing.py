"""The members that are shown though no row has them: missing periods, declared values, classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from report.arabic.dates import parse_edtf
from report.errors import ExpressionError, Location, MujazError
from report.expressions.exact import plain
from report.expressions.typed import Apply, Constants
from report.measures.calendar import Calendar, period

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.expressions.typed import Typed
    from report.measures.members import Dimension
    from report.measures.model import Value
    from report.measures.query import Query, Range

_WHOLE = re.compile(r"-?\d{1,30}")
#: The most members that a dimension is completed to.
MOST_MEMBERS = 100_000


def completed(
    dimension: Dimension, tree: Typed, shown: Iterable[int], expected: Range, place: Location
) -> list[Value] | None:
    """Return all members of a dimension that are to be shown; ``None`` where none are added.

    :param tree: the typed expression of the dimension.
    :param shown: the codes of the members that rows have.
    :raises ExpressionError: ``bad-range``, ``too-many-groups``.
    """
    if expected is False:
        return None
    values = [
        dimension.members[code].value for code in shown if dimension.members[code].kind == "value"
    ]
    if isinstance(expected, tuple):
        return _from_to(dimension, tree, expected, place)
    if dimension.type.values:
        return list(dimension.type.values)
    if dimension.type.kind == "boolean":
        return [True, False]
    if dimension.calendar is not None:
        return _of_calendar(dimension.calendar, values, place)
    step = _step(tree)
    numbers = [value for value in values if isinstance(value, int | Fraction)]
    if step is None or not numbers:
        return None
    return list(_numbers(min(numbers), max(numbers), step, place))


def check_completable(
    query: Query, dimensions: Sequence[Dimension], trees: Sequence[Typed]
) -> None:
    """Check that the key ``complete`` of a query can add a member, where :func:`completed` adds
    none: a step between numbers has nothing to start from if there are no rows.

    :raises ExpressionError: ``nothing-to-complete`` if all dimensions that it is for are texts
        without declared values, or numbers that are not whole.
    """
    asked = {
        dimension.text: tree
        for dimension, tree in zip(dimensions, trees, strict=True)
        if query.complete_of(dimension.text)
    }
    if asked and all(_step(tree) is None for tree in asked.values()):
        names = tuple(asked)
        raise ExpressionError.of("nothing-to-complete", query.locate("complete"), names=names)


def _of_calendar(calendar: Calendar, values: Sequence[Value], place: Location) -> list[Value]:
    positions = [calendar.position(value) for value in values]
    names = [position for position in positions if position is not None]
    cycle = calendar.cycle
    if cycle is not None:
        first, last = cycle
        last = max([last, *names]) if calendar.part in ("month", "hijri_month") else last
        return [calendar.value_at(position) for position in range(first, last + 1)]
    if not names:
        return []
    return list(_periods(calendar, min(names), max(names), place))


def _from_to(
    dimension: Dimension, tree: Typed, expected: Sequence[object], place: Location
) -> list[Value]:
    first, last = expected
    bad = ExpressionError.of(
        "bad-range", place, dimension=dimension.text, first=str(first), last=str(last)
    )
    calendar = dimension.calendar
    if calendar is not None and dimension.type.kind == "date":
        try:
            start, end = parse_edtf(str(first)).start, parse_edtf(str(last)).end
        except MujazError:
            raise bad from None
        if start is None or end is None or start > end:
            raise bad
        ends = [calendar.position(period(day, day)) or 0 for day in (start, end)]
        return list(_periods(calendar, ends[0], ends[1], place))
    numbers = [int(str(end)) for end in expected if _WHOLE.fullmatch(str(end))]
    if len(numbers) != 2 or numbers[0] > numbers[1] or dimension.type.kind != "number":
        raise bad
    if calendar is not None:
        least, greatest = calendar.cycle or numbers
        if numbers[0] < least or numbers[1] > greatest:
            raise bad
        ends_of_part = [calendar.position(number) or 0 for number in numbers]
        return list(_periods(calendar, ends_of_part[0], ends_of_part[1], place))
    return list(_numbers(numbers[0], numbers[1], _step(tree) or 1, place))


def _periods(calendar: Calendar, first: int, last: int, place: Location) -> Iterator[Value]:
    if last - first >= MOST_MEMBERS:
        raise ExpressionError.of("too-many-groups", place, limit=MOST_MEMBERS)
    for position in range(first, last + 1):
        yield calendar.value_at(position)


def _numbers(
    first: int | Fraction, last: int | Fraction, step: int | Fraction, place: Location
) -> Iterator[Value]:
    if (last - first) / step >= MOST_MEMBERS:
        raise ExpressionError.of("too-many-groups", place, limit=MOST_MEMBERS)
    number = first
    while number <= last:
        yield plain(number)
        number += step


def _step(tree: Typed) -> int | Fraction | None:
    """Return the step from number to number: the width of ``bin``, 1 for whole numbers."""
    if isinstance(tree, Apply) and tree.function.name == "bin":
        width = tree.arguments[1]
        if isinstance(width, Constants):
            value = width.values[0]
            if isinstance(value, int | Fraction) and value > 0:
                return value
    return 1 if tree.type.is_whole else None


def extra_keys(
    keys: npt.NDArray[np.int64],
    members: Sequence[Sequence[int] | None],
    row_count: int,
) -> npt.NDArray[np.int64]:
    """Return the keys of groups to add so that all members are shown.

    Each completed dimension has all its members under each combination of the remaining ones that
    rows have.

    :param keys: of the groups that rows have.
    :param members: for each dimension the codes of all members; ``None`` if it is not completed.
    :param row_count: how many of the dimensions are on the rows; the rest are on the columns.
    """
    count = len(members)
    rows = _combinations(keys, members, range(row_count))
    columns = _combinations(keys, members, range(row_count, count))
    if not rows or not columns:
        return np.empty((0, count), dtype=np.int64)
    added = [row + columns[0] for row in rows] + [rows[0] + column for column in columns]
    return np.array(added, dtype=np.int64).reshape(len(added), count)


def _combinations(
    keys: npt.NDArray[np.int64], members: Sequence[Sequence[int] | None], dimensions: range
) -> list[tuple[int, ...]]:
    open_dimensions = [index for index in dimensions if members[index] is None]
    held = set(map(tuple, keys[:, open_dimensions].tolist()))
    if not open_dimensions:
        held = {()}
    combinations = []
    completed_codes = [members[index] or () for index in dimensions if members[index] is not None]
    for fixed in held:
        for chosen in product(*completed_codes):
            of_fixed, of_chosen = iter(fixed), iter(chosen)
            combinations.append(
                tuple(
                    next(of_fixed) if members[index] is None else next(of_chosen)
                    for index in dimensions
                )
            )
    return combinations
