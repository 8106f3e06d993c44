"""pandas extension arrays whose cells become Python objects only on access."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandas.api.extensions import (  # type: ignore[attr-defined]  # the stubs lack the last
    ExtensionArray,
    ExtensionDtype,
    ExtensionScalarOpsMixin,
)
from pandas.api.indexers import check_array_indexer

from report.arabic.dates import Interval
from report.intake.normalise.distinct import recur
from report.intake.reducing import order_key, paired, reduced, running
from report.intake.stores import Coded, Numbers, Places, Store, Texts

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from report.intake.normalise.distinct import Distinct

#: The message of NumPy and pandas for an index of another type.
_NO_INDEX = (
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
    "arrays are valid indices"
)
#: The number of cells that are objects at a time in an iteration over a column.
_AT_A_TIME = 10_000
#: The number of cells whose bytes are searched at a time.
_SEARCHED = 1 << 14


class ValueDtype(ExtensionDtype):
    """The dtype of value columns: ``str``, ``int``, ``Decimal``, ``bool``, ``Interval`` or
    ``None``.
    """

    name = "values"
    type = object
    kind = "O"
    na_value = None

    @classmethod
    def construct_array_type(cls) -> builtins.type[Values]:
        """Return the class of the columns."""
        return Values


class Values(ExtensionArray, ExtensionScalarOpsMixin):  # type: ignore[misc]
    """An immutable column of values: ``store`` holds them, ``at`` selects which are in this column.

    Taking rows, in any order, makes a list of places and copies no values.
    """

    def __init__(self, store: Store, index: Places | None = None) -> None:
        self._store = store
        self._at: Places = range(len(store)) if index is None else index

    @property
    def dtype(self) -> ValueDtype:
        """The dtype that all such columns share."""
        return ValueDtype()

    @property
    def store(self) -> Store:
        """The store of the values, which other columns may share."""
        return self._store

    @property
    def places(self) -> Places:
        """The places of this column's cells in the store."""
        return self._at

    @property
    def nbytes(self) -> int:
        """The memory size in bytes, including values that other columns share."""
        return self._store.nbytes + (0 if isinstance(self._at, range) else int(self._at.nbytes))

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, tuple) and len(item) == 2 and Ellipsis in item:
            item = item[1] if item[0] is Ellipsis else item[0]
        if isinstance(item, int | np.integer):
            place = int(self._at[int(item)])
            return self._store.objects(range(place, place + 1))[0]
        if item is Ellipsis:
            item = slice(None)
        if isinstance(item, slice):
            return Values(self._store, self._at[item])
        if not pd.api.types.is_list_like(item):
            raise IndexError(_NO_INDEX)
        index = np.asarray(check_array_indexer(self, item))
        return self.take(np.flatnonzero(index) if index.dtype == bool else index)

    def __iter__(self) -> Iterator[Any]:
        for block in self.parts(_AT_A_TIME):
            yield from block

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> np.ndarray:
        cells = np.empty(len(self), dtype=object)
        cells[:] = self.tolist()
        return cells if dtype is None else cells.astype(dtype)

    def __arrow_array__(self, type: pa.DataType | None = None) -> pa.Array:
        """Return the column as an Arrow array; dates become EDTF texts, other values stay."""
        import pyarrow as pa

        cells = [cell.text if isinstance(cell, Interval) else cell for cell in self]
        return pa.array(cells, type=type)

    def __eq__(self, other: object) -> Any:
        if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
            return NotImplemented
        return np.asarray(self) == (np.asarray(other) if isinstance(other, Values) else other)

    @classmethod
    def _create_method(
        cls, op: Any, coerce_to_dtype: bool = True, result_dtype: Any = None
    ) -> Callable[[Values, object], Any]:
        """Return the method of an operator; pandas installs it at the end of this module."""
        compares = result_dtype is bool

        def method(self: Values, other: object) -> Any:
            if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
                return NotImplemented
            results = paired(op, self.tolist(), other, compares=compares)
            if compares:
                return np.array(results, dtype=bool)
            if op.__name__ in ("divmod", "rdivmod"):
                pairs = [(None, None) if pair is None else pair for pair in results]
                return tuple(cls._from_sequence(column) for column in zip(*pairs, strict=True))
            return cls._from_sequence(results)

        method.__name__ = f"__{op.__name__}__"
        return method

    def tolist(self) -> list[Any]:
        """Return all values as objects."""
        return self._store.objects(self._at)

    def parts(self, size: int) -> Iterator[list[Any]]:
        """Yield the values in order, ``size`` of them at a time as objects."""
        for start in range(0, len(self), size):
            yield self._store.objects(self._at[start : start + size])

    def isna(self) -> npt.NDArray[np.bool_]:
        """Return which cells are blank."""
        return self._store.blank(self._at)

    def copy(self) -> Values:
        """Return an equal column that shares the values; columns are immutable."""
        return Values(self._store, self._at)

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Values:
        """Return the cells at these indices, in this order; ``allow_fill`` makes -1 mean
        ``fill_value``.

        :raises IndexError: when an index is out of bounds.
        :raises ValueError: for other negative indices with ``allow_fill``.
        """
        chosen = np.asarray(indices, dtype=np.intp)
        if allow_fill and (chosen < -1).any():
            raise ValueError("-1 alone stands for a cell that is filled in")
        places = chosen[chosen != -1] if allow_fill else chosen
        if len(places) and not len(self):
            raise IndexError("cannot do a non-empty take from an empty axes.")
        if (places >= len(self)).any() or (places < -len(self)).any():
            raise IndexError("out of bounds")
        if len(places) < len(chosen):
            cells = [*self.tolist(), fill_value]
            return self._from_sequence([cells[place] for place in chosen.tolist()])
        if isinstance(self._at, range) and self._at == range(len(self._store)):
            # All columns of a frame share one array of places.
            return Values(self._store, chosen if not (chosen < 0).any() else chosen % len(self))
        return Values(self._store, np.asarray(self._at, dtype=np.intp)[chosen])

    def each(self) -> Iterator[list[Any]]:
        """Yield lists of values that together contain every value of the column at least once.

        A value may repeat when the column has many distinct texts: deduplication would take longer
        than reading them.
        """
        if isinstance(self._store, Coded):
            yield self._store.distinct(self._at).cells
        else:
            yield from self.parts(_AT_A_TIME)

    def joined(self, rare: str) -> Iterator[str]:
        """Yield texts that together have every character of the column's cells that ``rare``, a
        regular expression for RE2, matches.

        ``rare`` matches no sign that :mod:`report.intake.common_bytes` is about. Cells without such
        a character may be left out.
        """
        if isinstance(self._store, Texts):
            step = len(self) if recur(self._store.texts) else _SEARCHED
            for start in range(0, len(self), max(1, step)):
                yield self._store.joined(self._at[start : start + step], rare)
            return
        for cells in self.each():
            yield "\n".join(str(cell) for cell in cells if cell is not None)

    def distinct(self) -> Distinct:
        """Return the distinct values of the column, in order of first appearance, and the code of
        each cell.
        """
        return self._store.distinct(self._at)

    def equal(self, values: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return a mask of the cells whose value is in ``values``; ``None`` is a blank."""
        return self._store.equal(self._at, values)

    def written(self) -> pa.Array:
        """Return the cells in file form, as Arrow text; a blank is null."""
        return self._store.written(self._at)

    def extent(self) -> tuple[int, list[int | Decimal]] | None:
        """Return how many decimals the numbers of the column need at most, and the least and the
        greatest of them; ``None`` where that is not known without reading each."""
        return self._store.extent(self._at) if isinstance(self._store, Numbers) else None

    def addends(self) -> list[int | Decimal]:
        """Return a few numbers whose sum is exactly that of the column."""
        if isinstance(self._store, Numbers):
            return self._store.addends(self._at)
        return [cell for cell in self if cell is not None]

    def floats(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """Return the cells as doubles, and the mask of blank cells, which are 0.

        :raises ValueError: when a cell is no number.
        """
        if isinstance(self._store, Numbers):
            return self._store.floats(self._at)
        distinct = self.distinct()
        cells: list[Any] = distinct.cells
        try:
            numbers = np.array([*(float(cell) for cell in cells), 0.0])
        except TypeError as error:
            raise ValueError(str(error)) from error
        return numbers[distinct.codes], distinct.codes < 0

    def factorize(self, use_na_sentinel: bool = True) -> tuple[np.ndarray, Values]:
        """Return the code of each cell and the distinct values; a blank is -1, or one of the
        values.
        """
        distinct = self.distinct()
        codes, cells = np.asarray(distinct.codes, dtype=np.intp), list(distinct.cells)
        if not use_na_sentinel and (codes < 0).any():
            first = int(np.argmax(codes < 0))
            rank = len(set(codes[:first].tolist()))
            codes = np.where(codes < 0, rank, codes + (codes >= rank))
            cells.insert(rank, None)
        return codes, self._from_sequence(cells)

    def fillna(self, value: object, limit: int | None = None, copy: bool = True) -> Values:
        """Return the column with blanks replaced by ``value``, or by a list's value of the same
        row.

        :param limit: how many blanks are replaced at most.
        :raises ValueError: when a list has another length.
        :raises TypeError: for a dictionary.
        """
        if isinstance(value, dict):
            raise TypeError("ExtensionArray.fillna does not support filling with a dict")
        mask = np.ones(len(self), dtype=bool)
        mask[np.flatnonzero(self.isna())[:limit]] = False
        return self._where(mask, value)

    def _where(self, mask: npt.NDArray[np.bool_], value: Any) -> Values:
        """Return the column with ``value``, or a list's value of the same row, wherever ``mask`` is
        false.
        """
        several = pd.api.types.is_list_like(value)
        if several and len(value) != len(self):
            raise ValueError(
                f"Length of 'value' does not match. Got ({len(value)}) expected {len(self)}"
            )
        replacements = list(value) if several else [value] * len(self)
        cells = zip(self.tolist(), replacements, mask.tolist(), strict=True)
        return self._from_sequence(
            [cell if stays else replacement for cell, replacement, stays in cells]
        )

    def _values_for_argsort(self) -> np.ndarray:
        """Return the rank of each cell; dates sort by day."""
        distinct = self.distinct()
        order = sorted(
            range(len(distinct.cells)), key=lambda index: order_key(distinct.cells[index])
        )
        ranks = np.full(len(distinct.cells) + 1, -1)  # the last rank is that of blanks
        ranks[order] = np.arange(len(order))
        places: np.ndarray = ranks[np.asarray(distinct.codes)]
        return places

    def _reduce(
        self, name: str, *, skipna: bool = True, keepdims: bool = False, **keywords: Any
    ) -> Any:
        """Return a reduction of the column, as :func:`report.intake.reducing.reduced` does."""
        if not skipna and name not in ("any", "all") and self.isna().any():
            result = None
        else:
            filled = [cell for cell in self if cell is not None]
            options = {key: keywords[key] for key in ("min_count", "ddof") if key in keywords}
            result = reduced(name, filled, **options)
        return self._from_sequence([result]) if keepdims else result

    def _accumulate(self, name: str, *, skipna: bool = True, **_: Any) -> Values:
        """Return cumulative sums, products, minima or maxima."""
        cells = self.tolist()
        totals = running(name, cells)
        if not skipna and None in cells:
            totals[cells.index(None) :] = [None] * (len(cells) - cells.index(None))
        return self._from_sequence(totals)

    def _formatter(self, boxed: bool = False) -> Callable[[Any], str]:
        """Return the function that formats a cell."""
        return str

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> Values:
        cells = [
            None if scalar is None or scalar is pd.NA or scalar != scalar else scalar
            for scalar in scalars
        ]
        return cls(Coded.of(cells, np.arange(len(cells))))

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Values]) -> Values:
        return cls._from_sequence(chain.from_iterable(to_concat))


Values._add_arithmetic_ops()
Values._add_comparison_ops()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive rows of a frame: their numbers, and the values of each column as objects."""

    rows: list[int]
    columns: tuple[list[Any], ...]


def values_of_column(frame: pd.DataFrame, column: str) -> Values:
    """Return a column of an event table's frame in its stored form."""
    held = frame[column].array
    if not isinstance(held, Values):
        raise TypeError(f"{column!r} is no column of values: {held.dtype}")
    return held


def chunks(frame: pd.DataFrame, columns: Sequence[str], size: int = _AT_A_TIME) -> Iterator[Chunk]:
    """Yield the rows of an event table's frame in order, ``size`` at a time as objects.

    A frame with the same rows in another order, or with a subset of them, costs no more than its
    indices.
    """
    held = [values_of_column(frame, column) for column in columns]
    for start in range(0, len(frame), size):
        rows = slice(start, start + size)
        yield Chunk(frame.index[rows].tolist(), tuple(column[rows].tolist() for column in held))
