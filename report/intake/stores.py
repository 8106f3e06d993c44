"""Storage of column values as numbers and bytes; Python objects are created on access.

A million rows of Python objects take gigabytes; as Arrow and NumPy arrays they take hardly more
than the file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from report.arabic.dates import Interval
from report.intake.common_bytes import common_only
from report.intake.doubles import decimals_of_all, scaled
from report.intake.normalise.distinct import Distinct, distinct_texts, recur

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

#: Places in a column: a range, or an array of indices in any order.
Places = range | np.ndarray
_Held = np.ndarray[Any, np.dtype[np.int64 | np.float64]]


class Store(Protocol):
    """The values of a column, indexed from 0; a blank is ``None``."""

    @property
    def nbytes(self) -> int:
        """The memory size in bytes."""

    def __len__(self) -> int: ...

    def objects(self, places: Places) -> list[Any]:
        """Return the values at these places as Python objects."""

    def blank(self, places: Places) -> npt.NDArray[np.bool_]:
        """Return which of these places are blank."""

    def distinct(self, places: Places) -> Distinct:
        """Return the distinct values at these places, in order of first appearance."""

    def equal(self, places: Places, values: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return a mask of the places whose value is in ``values``."""

    def written(self, places: Places) -> pa.Array:
        """Return the values at these places in file form, as ``large_string``; a blank is null."""


def text_of(value: object) -> str:
    """Return the text of a value in a file for programs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, Interval) else str(value)


def _index(places: Places) -> slice | np.ndarray:
    """Return places as a NumPy index; a contiguous run needs no copy."""
    if isinstance(places, range):
        return (
            slice(places.start, places.stop)
            if places.step == 1
            else np.arange(places.start, places.stop, places.step)
        )
    return places


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts as Arrow read them (``large_string``), whose bytes the grid of the file shares."""

    texts: pa.ChunkedArray

    @property
    def nbytes(self) -> int:
        """The memory size in bytes."""
        return int(self.texts.nbytes)

    def __len__(self) -> int:
        return len(self.texts)

    def objects(self, places: Places) -> list[Any]:
        """Return the texts at these places."""
        values: list[Any] = self._taken(places).to_pylist()
        return values

    def blank(self, places: Places) -> npt.NDArray[np.bool_]:
        """Return which of these places are blank."""
        if not self.texts.null_count:
            return np.zeros(len(places), dtype=bool)
        whole: npt.NDArray[np.bool_] = self.texts.is_null().to_numpy()
        return whole[_index(places)]

    def joined(self, places: Places, rare: str) -> str:
        """Return the texts at these places that are not ASCII and in which a regular expression
        matches, as one text; it matches no sign that :func:`common_only` is about."""
        import pyarrow as pa
        import pyarrow.compute as pc

        taken = self._taken(places)
        if common_only(taken):
            return ""
        taken = taken if not recur(taken) else pa.chunked_array([pc.unique(taken)])
        foreign = taken.filter(pc.invert(pc.string_is_ascii(taken))).combine_chunks()
        matching = foreign.filter(pc.match_substring_regex(foreign, rare))
        return "".join(matching.to_pylist())

    def distinct(self, places: Places) -> Distinct:
        """Return the distinct texts at these places."""
        return distinct_texts(self._taken(places))

    def equal(self, places: Places, values: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return a mask of the places whose text is in ``values``."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = [value for value in values if value is None or isinstance(value, str)]
        matches = pc.is_in(self.texts, value_set=pa.array(texts, type=pa.large_string()))
        whole: npt.NDArray[np.bool_] = matches.to_numpy()
        return whole[_index(places)]

    def written(self, places: Places) -> pa.Array:
        """Return the texts at these places."""
        import pyarrow as pa

        return pa.concat_arrays([pa.array([], type=pa.large_string()), *self._taken(places).chunks])

    def _taken(self, places: Places) -> pa.ChunkedArray:
        """Return the texts at these places.

        Arrow's own ``take`` would first concatenate a column of many chunks.
        """
        import pyarrow as pa

        index = _index(places)
        if isinstance(index, slice):
            return self.texts.slice(index.start, max(index.stop - index.start, 0))
        ends = np.cumsum([len(chunk) for chunk in self.texts.chunks])
        of_chunk = np.searchsorted(ends, index, side="right")
        order = np.argsort(of_chunk, kind="stable")
        starts = np.searchsorted(of_chunk[order], np.arange(len(ends) + 1)).tolist()
        pieces = [pa.array([], type=pa.large_string())]
        for chunk, end, start, stop in zip(
            self.texts.chunks, ends, starts, starts[1:], strict=False
        ):
            if start < stop:
                pieces.append(chunk.take(pa.array(index[order[start:stop]] - (end - len(chunk)))))
        back = np.empty(len(index), dtype=np.int64)
        back[order] = np.arange(len(index))
        return pa.chunked_array([pa.concat_arrays(pieces).take(pa.array(back))])


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Repeated values: ``pool`` has each once, with ``None`` last; ``codes`` index it, -1 for a
    blank.
    """

    pool: np.ndarray
    codes: npt.NDArray[np.int32]

    @classmethod
    def of(cls, values: Sequence[object], codes: np.ndarray) -> Coded:
        """Return the values of these codes, equal values merged; -1 and ``None`` are blanks."""
        number_by_value: dict[object, int] = {}
        same = [
            -1 if value is None else number_by_value.setdefault(value, len(number_by_value))
            for value in values
        ]
        pool = np.empty(len(number_by_value) + 1, dtype=object)
        pool[:-1] = list(number_by_value)
        return cls(pool, np.array([*same, -1], dtype=np.int32)[codes])

    @property
    def nbytes(self) -> int:
        """The memory size in bytes, without the objects themselves."""
        return int(self.codes.nbytes + self.pool.nbytes)

    def __len__(self) -> int:
        return len(self.codes)

    def objects(self, places: Places) -> list[Any]:
        """Return the values at these places; equal values are the same object."""
        values: list[Any] = self.pool[self.codes[_index(places)]].tolist()
        return values

    def blank(self, places: Places) -> npt.NDArray[np.bool_]:
        """Return which of these places are blank."""
        return self.codes[_index(places)] < 0

    def distinct(self, places: Places) -> Distinct:
        """Return the distinct values at these places."""
        import pandas as pd

        codes, uniques = pd.factorize(self.codes[_index(places)])
        filled = uniques >= 0
        numbers = np.where(filled, np.cumsum(filled) - 1, -1)
        return Distinct(self.pool[uniques[filled]].tolist(), numbers[codes])

    def equal(self, places: Places, values: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return a mask of the places whose value is in ``values``."""
        meant = np.array([value in values for value in self.pool], dtype=bool)
        return meant[self.codes[_index(places)]]

    def written(self, places: Places) -> pa.Array:
        """Return the values at these places in file form."""
        import pyarrow as pa

        texts = pa.array(
            [None if value is None else text_of(value) for value in self.pool],
            type=pa.large_string(),
        )
        codes = self.codes[_index(places)]
        return texts.take(pa.array(np.where(codes < 0, len(self.pool) - 1, codes)))


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """64-bit numbers, integers or doubles; ``blanks`` is the mask of blank cells.

    A double represents the decimal number with the fewest digits that is nearest to it (Python's
    ``repr``): the written number, up to 15 digits.
    """

    numbers: _Held
    blanks: npt.NDArray[np.bool_] | None

    @classmethod
    def of(cls, cells: pd.Series) -> Numbers:
        """Return the numbers of a series of ``Int64`` or ``Float64``."""
        blank = cells.isna().to_numpy(dtype=bool)
        whole = str(cells.dtype) == "Int64"
        numbers = cells.to_numpy(dtype=np.int64 if whole else np.float64, na_value=0)
        return cls(numbers, blank if blank.any() else None)

    @property
    def nbytes(self) -> int:
        """The memory size in bytes."""
        return int(self.numbers.nbytes + (0 if self.blanks is None else self.blanks.nbytes))

    def __len__(self) -> int:
        return len(self.numbers)

    def objects(self, places: Places) -> list[Any]:
        """Return the numbers at these places as ``int``, or as ``Decimal``."""
        values: list[Any] = self.numbers[_index(places)].tolist()
        if self.numbers.dtype == np.float64:
            values = [Decimal(repr(number)) for number in values]
        for place in np.flatnonzero(self.blank(places)).tolist():
            values[place] = None
        return values

    def floats(self, places: Places) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """Return the numbers at these places as doubles, and which are blank: these are 0."""
        numbers, blank = self.numbers[_index(places)].astype(np.float64), self.blank(places)
        return (np.where(blank, 0.0, numbers) if blank.any() else numbers), blank

    def blank(self, places: Places) -> npt.NDArray[np.bool_]:
        """Return which of these places are blank."""
        return (
            np.zeros(len(places), dtype=bool)
            if self.blanks is None
            else self.blanks[_index(places)]
        )

    def distinct(self, places: Places) -> Distinct:
        """Return the distinct numbers at these places."""
        import pandas as pd

        blank = self.blank(places)
        filled: _Held = self.numbers[_index(places)][~blank]
        codes, _ = pd.factorize(filled)
        numbers = np.full(len(places), -1, dtype=np.int64)
        numbers[~blank] = codes
        firsts = np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())
        return Distinct(Numbers(filled[firsts], None).objects(range(len(firsts))), numbers)

    def equal(self, places: Places, values: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return a mask of the places whose number is in ``values``."""
        comparable = [
            value for value in values if isinstance(value, int | Decimal) and self._holds(value)
        ]
        matches = np.isin(
            self.numbers[_index(places)], np.array(comparable, dtype=self.numbers.dtype)
        )
        blank = self.blank(places)
        whole: npt.NDArray[np.bool_] = np.where(blank, None in values, matches)
        return whole

    def written(self, places: Places) -> pa.Array:
        """Return the numbers at these places in file form."""
        import pyarrow as pa

        index = _index(places)
        texts = pa.array(
            self.numbers[index], mask=None if self.blanks is None else self.blanks[index]
        )
        if self.numbers.dtype == np.int64:
            return texts.cast(pa.large_string())
        representations = (None if text is None else repr(text) for text in texts.to_pylist())
        plain = [
            str(Decimal(text)) if text is not None and "e" in text else text
            for text in representations
        ]
        return pa.array(plain, type=pa.large_string())

    def extent(self, places: Places) -> tuple[int, list[int | Decimal]] | None:
        """Return how many decimals the numbers at these places need at most, and the least and the
        greatest of them; ``None`` where that is not known without reading each."""
        numbers = self.numbers[_index(places)][~self.blank(places)]
        whole = numbers.dtype == np.int64
        needed = 0 if whole else decimals_of_all(numbers.view(np.float64))
        if needed is None:
            return None
        ends = [numbers.min(), numbers.max()] if len(numbers) else []
        return needed, Numbers(np.array(ends, dtype=numbers.dtype), None).objects(range(len(ends)))

    def addends(self, places: Places) -> list[int | Decimal]:
        """Return a few numbers whose sum is exactly that of the numbers at these places.

        Summing millions of Python objects would take long.
        """
        numbers = self.numbers[_index(places)][~self.blank(places)]
        if numbers.dtype == np.int64:  # 32-bit halves, whose sums fit 64 bits
            halves = numbers.view(np.int64) >> 32, numbers.view(np.int64) & 0xFFFFFFFF
            return [int(halves[0].sum()) << 32, int(halves[1].sum())]
        exact = scaled(numbers.view(np.float64))
        if exact is None:
            return Numbers(numbers, None).objects(range(len(numbers)))
        whole = Numbers(exact[0], None).addends(range(len(numbers)))
        return [Decimal(sum(whole)).scaleb(-exact[1])]

    def _holds(self, number: int | Decimal) -> bool:
        """Return whether the column's doubles or 64-bit integers can represent a number exactly."""
        if self.numbers.dtype == np.int64:
            return number == int(number) and -(2**63) <= number < 2**63
        return Decimal(repr(float(number))) == number
