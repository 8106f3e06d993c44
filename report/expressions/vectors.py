"""The values of a whole column: exact numbers, texts, truths, and dates as spans of days.

Every vector has ``blank``, a mask of the rows without a value. A vector of one row is a
constant and is repeated (*broadcast*) where it meets a longer one, as in NumPy. Vectors are
immutable. Texts and dates are held once each in a *pool*; ``codes`` index it by row, -1 for a
blank, so that work is done on the distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, cast

import numpy as np

from report.arabic.dates import Interval
from report.expressions.days import (
    FIRST_DAY,
    LAST_DAY,
    OPEN_FIRST,
    OPEN_LAST,
    first_day,
    interval_of,
    last_day,
)
from report.expressions.exact import MOST, plain, scaled_fractions

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from report.expressions.kinds import Kind

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int32]]
Days = np.ndarray[Any, np.dtype[np.int32]]
Keys = np.ndarray[Any, np.dtype[np.int64]]
#: One value: numbers are ``int`` where they are whole, else ``Fraction``.
Value = int | Fraction | str | bool | Interval | None


@dataclass(frozen=True, eq=False)
class NumberVector:
    """Exact numbers: ``numbers / 10**decimals``.

    ``numbers`` is a 64-bit integer for each row; where they do not suffice it is an array of
    ``Fraction`` objects, and ``decimals`` is 0. A blank row holds 0.
    """

    numbers: np.ndarray[Any, Any]
    decimals: int
    blank: Mask

    kind: Kind = "number"

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def is_integers(self) -> bool:
        """Whether the numbers are 64-bit integers and not fractions."""
        return bool(self.numbers.dtype != object)

    @cached_property
    def most(self) -> int:
        """The largest absolute value of the integers."""
        if not len(self.numbers):
            return 0
        return max(abs(int(self.numbers.min())), abs(int(self.numbers.max())))

    def take(self, rows: npt.NDArray[np.integer]) -> NumberVector:
        """Return the numbers of these rows."""
        return NumberVector(self.numbers[rows], self.decimals, self.blank[rows])

    def scaled(self, decimals: int) -> npt.NDArray[np.int64] | None:
        """Return the integers of as many decimals; ``None`` where 64 bits do not suffice."""
        shift = decimals - self.decimals
        if not self.is_integers or shift < 0 or self.most * 10**shift > MOST:
            return None
        return self.numbers if shift == 0 else self.numbers * np.int64(10**shift)

    def factorized(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return codes by row and the distinct ``numbers``; a blank has a code like any number."""
        import pandas as pd

        codes, uniques = pd.factorize(self.numbers)
        return codes, uniques

    @cached_property
    def pooled(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Codes by row, and the ``numbers`` that they index, which can have repetitions."""
        return self.factorized()

    @cached_property
    def fractions(self) -> np.ndarray[Any, Any]:
        """The numbers as an array of ``Fraction`` objects."""
        if not self.is_integers:
            return self.numbers
        codes, uniques = self.pooled
        scale = 10**self.decimals
        pool = object_array([Fraction(number, scale) for number in uniques.tolist()])
        taken: np.ndarray[Any, Any] = pool[codes]
        return taken

    @cached_property
    def keys(self) -> Keys:
        """Integers by row that are ordered as the numbers are; those of blanks mean nothing."""
        if self.is_integers:
            return self.numbers
        codes, pool = self.pooled
        keys: Keys = _ranks(pool.tolist())[codes]
        return keys

    def objects(self) -> list[Value]:
        """Return the values, ``None`` for a blank."""
        if self.is_integers and self.decimals == 0:
            return _with_blanks(self.numbers.tolist(), self.blank)
        codes, uniques = self.pooled
        values = uniques.tolist()
        if self.is_integers:
            scale = 10**self.decimals
            values = [
                Fraction(number, scale) if number % scale else number // scale for number in values
            ]
        distinct = object_array(list(map(plain, values)))
        return _with_blanks(distinct[codes].tolist(), self.blank)

    @classmethod
    def of_fractions(cls, values: Sequence[Fraction], codes: np.ndarray, blank: Mask) -> Self:
        """Return the numbers ``values[codes]``, as integers where 64 bits suffice."""
        held = scaled_fractions(values)
        if held is None:
            numbers: np.ndarray[Any, Any] = object_array(values or [Fraction(0)])
        else:
            numbers = np.array(held[0] or [0], dtype=np.int64)
        taken = numbers[codes]
        taken[blank] = Fraction(0) if held is None else 0
        vector = cls(taken, 0 if held is None else held[1], blank)
        if held is None:
            vector.__dict__["pooled"] = codes, numbers  # fractions are slow to hash
        return vector


@dataclass(frozen=True, eq=False)
class TextVector:
    """Texts: ``pool`` holds them, each once if ``is_unique``; ``codes`` index it by row."""

    pool: pa.Array
    codes: Codes
    is_unique: bool = False

    kind: Kind = "text"

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> TextVector:
        """Return a vector of these texts, blank for ``None``."""
        codes = [-1 if text is None else index for index, text in enumerate(texts)]
        return cls(text_pool(texts), np.array(codes, dtype=np.int32))

    @property
    def blank(self) -> Mask:
        """The rows without a text."""
        return self.codes < 0

    @cached_property
    def texts(self) -> list[str | None]:
        """The texts of the pool."""
        texts: list[str | None] = self.pool.to_pylist()
        return texts

    @cached_property
    def keys(self) -> Keys:
        """Integers by row that are ordered as the texts are by code points."""
        keys: Keys = spread(_ranks([text or "" for text in self.texts]), self.codes, 0)
        return keys

    def take(self, rows: npt.NDArray[np.integer]) -> TextVector:
        """Return the texts of these rows."""
        return TextVector(self.pool, self.codes[rows], self.is_unique)

    def unified(self) -> TextVector:
        """Return the texts with each one once in the pool."""
        if self.is_unique:
            return self
        coded = self.pool.dictionary_encode()
        numbers = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        return TextVector(coded.dictionary, spread(numbers, self.codes, -1), is_unique=True)

    def mapped(self, function: Callable[[str], str]) -> TextVector:
        """Return a function of each text."""
        texts = [None if text is None else function(text) for text in self.texts]
        return TextVector(text_pool(texts), self.codes)

    def objects(self) -> list[Value]:
        """Return the values, ``None`` for a blank."""
        pool = object_array([*self.texts, None])
        values: list[Value] = pool[self.codes].tolist()
        return values


@dataclass(frozen=True, eq=False)
class BooleanVector:
    """Truths of three values (Kleene): ``values``, and ``blank`` where a row is unknown.

    ``uncertain`` marks the unknown rows that are unknown because a date is an interval and not
    because a cell is blank. ``values`` are false where a row is unknown.
    """

    values: Mask
    blank: Mask
    uncertain: Mask

    kind: Kind = "boolean"

    def __len__(self) -> int:
        return len(self.values)

    @classmethod
    def of(cls, values: Mask, blank: Mask, uncertain: Mask | None = None) -> BooleanVector:
        """Return truths, unknown where ``blank`` or ``uncertain``."""
        if uncertain is None:
            uncertain = np.zeros(1, dtype=bool)
        unknown = blank | uncertain
        values, unknown, uncertain = np.broadcast_arrays(values & ~unknown, unknown, uncertain)
        return cls(values, unknown, uncertain)

    @property
    def keys(self) -> Keys:
        """Integers by row: 0 for false and for unknown, 1 for true."""
        return self.values.astype(np.int64)

    def take(self, rows: npt.NDArray[np.integer]) -> BooleanVector:
        """Return the truths of these rows."""
        return BooleanVector(self.values[rows], self.blank[rows], self.uncertain[rows])

    def objects(self) -> list[Value]:
        """Return the values, ``None`` for an unknown one."""
        return _with_blanks(self.values.tolist(), self.blank)


@dataclass(frozen=True, eq=False)
class DateVector:
    """Dates as spans of days: ``first`` and ``last`` of the pool, in days since 1970.

    :data:`OPEN_FIRST` and :data:`OPEN_LAST` mean open ends. ``intervals`` are the dates of the
    pool as read, if the vector was made from dates.
    """

    first: Days
    last: Days
    codes: Codes
    intervals: tuple[Interval | None, ...] | None = None

    kind: Kind = "date"

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, intervals: Sequence[Interval | None], codes: Codes | None = None) -> DateVector:
        """Return the dates ``intervals[codes]``, or one for each; blank for ``None`` and -1."""
        filled = [interval for interval in intervals if interval is not None]
        is_blank = np.array([interval is None for interval in intervals], dtype=bool)
        places: Codes = (np.cumsum(~is_blank) - 1).astype(np.int32)
        places[is_blank] = -1
        if codes is not None:
            places = spread(places, codes, -1)
        first = [first_day(interval) for interval in filled]
        last = [last_day(interval) for interval in filled]
        return cls(
            np.array(first, dtype=np.int32), np.array(last, dtype=np.int32), places, tuple(filled)
        )

    @classmethod
    def of_days(cls, first: np.ndarray, last: np.ndarray, blank: Mask) -> DateVector:
        """Return spans of days by row; a span outside the years 1 to 9999 is blank."""
        import pandas as pd

        first, last, blank = np.broadcast_arrays(first, last, blank)
        is_outside = (first < FIRST_DAY) & (first != OPEN_FIRST)
        is_outside |= (last > LAST_DAY) & (last != OPEN_LAST)
        is_outside |= (first > LAST_DAY) | (last < FIRST_DAY)
        first, last = np.clip(first, OPEN_FIRST, OPEN_LAST), np.clip(last, OPEN_FIRST, OPEN_LAST)
        pairs = first.astype(np.int64) * 2**32 + (last.astype(np.int64) - OPEN_FIRST)
        codes, uniques = pd.factorize(pairs)
        held: Codes = np.where(blank | is_outside, -1, codes).astype(np.int32)
        pool_last = (uniques & (2**32 - 1)) + OPEN_FIRST
        return cls((uniques >> 32).astype(np.int32), pool_last.astype(np.int32), held)

    @property
    def blank(self) -> Mask:
        """The rows without a date."""
        return self.codes < 0

    @property
    def firsts(self) -> Days:
        """The first day of each row; 0 for a blank."""
        days: Days = spread(self.first, self.codes, 0)
        return days

    @property
    def lasts(self) -> Days:
        """The last day of each row; 0 for a blank."""
        days: Days = spread(self.last, self.codes, 0)
        return days

    @property
    def keys(self) -> Keys:
        """Integers by row that are ordered as the dates are by their first and then last day."""
        keys: Keys = spread(self.pool_keys, self.codes, 0)
        return keys

    @property
    def pool_keys(self) -> Keys:
        """Integers of the pool that are ordered as its dates are by their first and then last
        day."""
        keys: Keys = self.first.astype(np.int64) * 2**32 + self.last
        return keys

    def take(self, rows: npt.NDArray[np.integer]) -> DateVector:
        """Return the dates of these rows."""
        return DateVector(self.first, self.last, self.codes[rows], self.intervals)

    @cached_property
    def pool(self) -> tuple[Interval | None, ...]:
        """The dates of the pool; ``None`` for what no date can be, which no row holds."""
        if self.intervals is not None:
            return self.intervals
        pairs = zip(self.first.tolist(), self.last.tolist(), strict=True)
        return tuple(interval_of(first, last) for first, last in pairs)

    def objects(self) -> list[Value]:
        """Return the values, ``None`` for a blank."""
        values: list[Value] = object_array([*self.pool, None])[self.codes].tolist()
        return values


Vector = NumberVector | TextVector | BooleanVector | DateVector


def spread(values: np.ndarray, codes: np.ndarray, blank: int) -> np.ndarray:
    """Return ``values[codes]``, ``blank`` where a code is -1."""
    return cast(np.ndarray, np.append(values, np.array([blank], dtype=values.dtype))[codes])


def object_array(values: Sequence[object]) -> np.ndarray[Any, Any]:
    """Return a one-dimensional array of objects."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def text_pool(texts: Sequence[str | None]) -> pa.Array:
    """Return texts as an Arrow array."""
    import pyarrow as pa

    return pa.array(texts, type=pa.large_string())


def _with_blanks(values: list[Any], blank: Mask) -> list[Value]:
    for row in np.flatnonzero(blank).tolist():
        values[row] = None
    return values


def _ranks(values: Sequence[Any]) -> Keys:
    """Return the rank of each value, from 0, the same for equal ones."""
    rank_of = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return np.array([rank_of[value] for value in values], dtype=np.int64)


def repeated(vector: Vector, length: int) -> Vector:
    """Return a vector of ``length`` rows; one of a single row is repeated."""
    if len(vector) == length:
        return vector
    return vector.take(np.zeros(length, dtype=np.int64))
