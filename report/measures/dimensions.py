"""The members of a dimension and the code of each row, made of the vectors of its expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from report.arabic.dates import Interval
from report.expressions.distinct import distinct
from report.expressions.exact import plain
from report.expressions.vectors import (
    DateVector,
    NumberVector,
    TextVector,
    Vector,
)
from report.intake.reducing import order_key
from report.measures.calendar import Calendar
from report.measures.labels import member_label, missing_label
from report.measures.members import Dimension
from report.measures.model import Member
from report.messages import phrase

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.brief.tables import Column
    from report.expressions.kinds import Type
    from report.expressions.syntax import Node
    from report.measures.model import Value

Codes = np.ndarray[Any, np.dtype[np.int32]]
#: Whole numbers in a range of at most this size are coded by their distance from the least.
_MOST_DENSE = 1_000_000


def dimension_of(
    text: str,
    node: Node,
    kind: Type,
    label: str,
    vectors: Mapping[str, Vector],
    locale: str,
    extra: Sequence[Value] = (),
    column: Column | None = None,
) -> tuple[Dimension, dict[str, Codes]]:
    """Return a dimension, and for each table the code of each row.

    Members are in their declared order, texts without one as they first appear, other values
    ascending. A cell that says in words that it is blank is one.

    :param vectors: the values of the expression, by table.
    :param extra: values that are members though no row has them.
    :param column: the column that the expression names, if it is no more than that.
    """
    ordered, codes = _dates(vectors, extra) or _ordered(vectors, kind, extra)
    label_of = partial(member_label, piece=kind.part, locale=locale, column=column)
    members = [Member(value, label_of) for value in ordered]
    if any((held_codes == len(ordered)).any() for held_codes in codes.values()):
        members.append(Member(None, missing_label(kind.part), "missing"))
    calendar = Calendar.of(kind.kind, kind.part)
    return Dimension(text, node, kind, label, tuple(members), calendar), codes


def _dates(
    vectors: Mapping[str, Vector], extra: Sequence[Value]
) -> tuple[list[Value], dict[str, Codes]] | None:
    """Return the dates of one table in order, and the code of each row; ``None`` for all else, and
    where two dates may be of the same days."""
    if len(vectors) != 1 or extra:
        return None
    ((table, vector),) = vectors.items()
    if not isinstance(vector, DateVector):
        return None
    pairs = vector.pool_keys
    if len(np.unique(pairs)) < len(pairs):
        return None
    counts = np.bincount(vector.codes + 1, minlength=len(pairs) + 1)[1:]
    present = np.flatnonzero(counts)
    present = present[np.argsort(pairs[present])]
    places = np.full(len(pairs) + 1, len(present), dtype=np.int32)
    places[present] = np.arange(len(present))
    return [vector.pool[index] for index in present.tolist()], {table: places[vector.codes]}


def _ordered(
    vectors: Mapping[str, Vector], kind: Type, extra: Sequence[Value]
) -> tuple[list[Value], dict[str, Codes]]:
    """Return the values of some tables in order, and the code of each row: their number for a
    blank."""
    coded = {table: _coded(vector) for table, vector in vectors.items()}
    ordered = _in_order(_all_values([held for held, _ in coded.values()], extra), kind)
    codes = {}
    for table, (held, numbers) in coded.items():
        if ordered is held:
            is_blank = numbers < 0
            filled = np.where(is_blank, len(ordered), numbers) if is_blank.any() else numbers
            codes[table] = filled.astype(np.int32, copy=False)
            continue
        places = np.array([*_places_in(ordered, held), len(ordered)], dtype=np.int32)
        codes[table] = places[numbers]
    return ordered, codes


def _all_values(values: Sequence[list[Value]], extra: Sequence[Value]) -> list[Value]:
    """Return the distinct values of several tables, as they first appear, with further ones."""
    if len(values) == 1 and not extra:
        return values[0]
    return list(dict.fromkeys(chain(*values, extra)))


def _places_in(ordered: Sequence[Value], values: Sequence[Value]) -> list[int]:
    """Return the places of values among all, which are other objects only where several tables
    have them."""
    by_id = dict(zip(map(id, ordered), range(len(ordered)), strict=True))
    try:
        # A date is slow to hash.
        return list(map(by_id.__getitem__, map(id, values)))
    except KeyError:
        place = {value: index for index, value in enumerate(ordered)}
        return [place[value] for value in values]


def _coded(vector: Vector) -> tuple[list[Value], npt.NDArray[np.int64]]:
    """Return the distinct values of a vector, and the code of each row: -1 for a blank."""
    if isinstance(vector, NumberVector) and vector.is_integers and len(vector):
        least, greatest = int(vector.numbers.min()), int(vector.numbers.max())
        if greatest - least < min(_MOST_DENSE, 4 * len(vector)):
            return _dense(vector, least, greatest)
    values, codes = distinct(vector)
    not_stated = phrase("not-stated")
    if isinstance(vector, TextVector) and not_stated in values:
        said = values.index(not_stated)
        codes = np.where(codes == said, -1, np.where(codes > said, codes - 1, codes))
        values = [*values[:said], *values[said + 1 :]]
    return values, codes


def _dense(
    vector: NumberVector, least: int, greatest: int
) -> tuple[list[Value], npt.NDArray[np.int64]]:
    codes = vector.numbers - least
    blank = vector.blank
    counts = np.bincount(codes if not blank.any() else codes[~blank], minlength=1)
    present = np.flatnonzero(counts)
    numbers = np.full(greatest - least + 1, -1, dtype=np.int64)
    numbers[present] = np.arange(len(present))
    scale = 10**vector.decimals
    values: list[Value] = [plain(Fraction(number, scale)) for number in (present + least).tolist()]
    codes = numbers[codes]
    return values, np.where(blank, -1, codes) if blank.any() else codes


def _in_order(values: list[Value], kind: Type) -> list[Value]:
    if kind.values:
        declared = [value for value in kind.values if value in values]
        return [*declared, *(value for value in values if value not in kind.values)]
    if kind.kind == "text":
        return values
    if kind.kind == "boolean":
        return sorted(values, key=lambda value: value is not True)
    return sorted(values, key=order_key)


def vector_of(values: Sequence[Value], kind: Type) -> Vector:
    """Return values of one kind as a vector, ``None`` as a blank."""
    from report.expressions.vectors import BooleanVector

    blank = np.array([value is None for value in values], dtype=bool)
    if kind.kind == "text":
        return TextVector.of([None if value is None else str(value) for value in values])
    if kind.kind == "date":
        intervals = [value if isinstance(value, Interval) else None for value in values]
        return DateVector.of(intervals)
    if kind.kind == "boolean":
        return BooleanVector.of(np.array([value is True for value in values], dtype=bool), blank)
    numbers = [value if isinstance(value, int | Fraction) else 0 for value in values]
    vector: NumberVector = NumberVector.of_fractions(
        list(map(Fraction, numbers)), np.arange(len(values)), blank
    )
    return vector
