"""Columns of a data frame whose cells are objects only while they are looked at."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from pandas.api.indexers import check_array_indexer

from report.intake.stores import Coded, Numbers, Places, Store

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from report.intake.normalise.distinct import Distinct

#: So many cells are objects at a time where a whole column is gone through.
_AT_A_TIME = 10_000


class ValueDtype(ExtensionDtype):
    """The type of a column of values: ``str``, ``int``, ``Decimal``, ``bool``, ``Interval``, a blank being ``None``."""

    name = "values"
    type = object
    kind = "O"
    na_value = None

    @classmethod
    def construct_array_type(cls) -> builtins.type[Values]:
        """Return the class of the columns."""
        return Values


class Values(ExtensionArray):
    """A column of values that cannot be changed: ``store`` holds them, ``at`` says which of them stand here.

    To take rows, in any order, is to make a list of places; nothing is copied of the values themselves.
    """

    def __init__(self, store: Store, at: Places | None = None) -> None:
        self._store = store
        self._at: Places = range(len(store)) if at is None else at

    @property
    def dtype(self) -> ValueDtype:
        """The one type of such columns."""
        return ValueDtype()

    @property
    def nbytes(self) -> int:
        """What the values take in memory, other columns that share them or not."""
        return self._store.nbytes + (0 if isinstance(self._at, range) else int(self._at.nbytes))

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, int | np.integer):
            place = int(self._at[int(item)])
            return self._store.objects(range(place, place + 1))[0]
        if isinstance(item, slice):
            return Values(self._store, self._at[item])
        found = np.asarray(check_array_indexer(self, item))
        return self.take(np.flatnonzero(found) if found.dtype == bool else found)

    def __iter__(self) -> Iterator[Any]:
        for part in self.parts(_AT_A_TIME):
            yield from part

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> np.ndarray:
        found = np.empty(len(self), dtype=object)
        found[:] = self.tolist()
        return found if dtype is None else found.astype(dtype)

    def __eq__(self, other: object) -> Any:
        if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
            return NotImplemented
        return np.asarray(self) == (np.asarray(other) if isinstance(other, Values) else other)

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
        """Return the column itself, as it were: it never changes."""
        return Values(self._store, self._at)

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Values:
        """Return the cells of these numbers, in their order; with ``allow_fill``, -1 is a blank.

        :raises IndexError: when there is no such cell.
        """
        chosen = np.asarray(indices, dtype=np.intp)
        if len(chosen) and (chosen.max() >= len(self) or chosen.min() < -len(self)):
            raise IndexError("out of bounds")
        if allow_fill and len(chosen) and chosen.min() < 0:
            cells = self.tolist()
            return self._from_sequence([None if at < 0 else cells[at] for at in chosen.tolist()])
        if isinstance(self._at, range) and self._at == range(len(self._store)):
            # The same array for all columns of a frame: one copy of the places, however many columns there are.
            return Values(self._store, chosen if not (chosen < 0).any() else chosen % len(self))
        return Values(self._store, np.asarray(self._at)[chosen])

    def each(self) -> Iterator[list[Any]]:
        """Yield lists of values that together hold every value of the column at least once.

        A value of a column of many different texts may occur again: to tell them apart takes
        longer than to read them.
        """
        if isinstance(self._store, Coded):
            yield self._store.distinct(self._at).cells
        else:
            yield from self.parts(_AT_A_TIME)

    def distinct(self) -> Distinct:
        """Return the values that stand in the column, in the order in which they first do, and which stands where."""
        return self._store.distinct(self._at)

    def equal(self, wanted: Collection[object]) -> npt.NDArray[np.bool_]:
        """Return which cells hold one of these values; ``None`` is a blank."""
        return self._store.equal(self._at, wanted)

    def written(self) -> pa.Array:
        """Return the cells as a program's file has them, text of Arrow, null for a blank."""
        return self._store.written(self._at)

    def addends(self) -> list[int | Decimal]:
        """Return numbers with exactly the sum of the column, which is of numbers; few where that can be."""
        if isinstance(self._store, Numbers):
            return self._store.addends(self._at)
        return [one for one in self if one is not None]

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> Values:
        cells = [None if one is None or one != one else one for one in scalars]
        return cls(Coded.of(cells, np.arange(len(cells))))

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Values]) -> Values:
        return cls._from_sequence([one for part in to_concat for one in part])


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of a frame that follow each other: their numbers, and of each column the values as objects."""

    rows: list[int]
    columns: tuple[list[Any], ...]


def values_of_column(frame: pd.DataFrame, column: str) -> Values:
    """Return a column of the frame of an event table as it is held."""
    held = frame[column].array
    if not isinstance(held, Values):
        raise TypeError(f"{column!r} is no column of values: {held.dtype}")
    return held


def chunks(frame: pd.DataFrame, columns: Sequence[str], size: int = _AT_A_TIME) -> Iterator[Chunk]:
    """Yield the rows of an event table's frame in its order, ``size`` at a time; objects are made of no more of them.

    A frame of the same rows in another order, or of some of them, costs no more than their places.
    """
    held = [values_of_column(frame, column) for column in columns]
    for start in range(0, len(frame), size):
        part = slice(start, start + size)
        yield Chunk(frame.index[part].tolist(), tuple(column[part].tolist() for column in held))
