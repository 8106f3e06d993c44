"""A text column that grows by blocks in one buffer; Arrow's readers make many, with spare room in
each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: Spare capacity as a factor of the estimate from the first block. Memory that is never written
#: is never allocated.
_SPARE = 1.05
#: The growth factor of an array that is too short.
_FACTOR = 1.25


class _Room:
    """An array that fills from its start, with spare capacity at its end."""

    def __init__(self, dtype: npt.DTypeLike, length: int) -> None:
        self._array: npt.NDArray[Any] = np.empty(length, dtype=dtype)
        self.used = 0

    def take(self, count: int) -> npt.NDArray[Any]:
        """Return the next ``count`` elements, for writing."""
        end = self.used + count
        if end > len(self._array):
            longer = np.empty(max(end, int(len(self._array) * _FACTOR)), dtype=self._array.dtype)
            longer[: self.used] = self.filled()
            self._array = longer
        taken = self._array[self.used : end]
        self.used = end
        return taken

    def filled(self) -> npt.NDArray[Any]:
        """Return the written elements, without a copy."""
        return self._array[: self.used]


class GrowingText:
    """Texts in Arrow's layout: end offsets, bytes, and validity (``large_string``).

    ``blocks`` estimates the total size as a multiple of the first block.
    """

    def __init__(self, blocks: float = 1.0) -> None:
        self._blocks = blocks
        self._ends, self._data = _Room(np.int64, 0), _Room(np.uint8, 0)
        self._valid: list[npt.NDArray[np.bool_] | int] = []  # a number counts texts without blanks
        self._blanks = 0

    def add(self, texts: pa.LargeStringArray) -> None:
        """Append a copy of these texts."""
        _, ends, data = texts.buffers()
        if not len(texts):
            return
        places = np.frombuffer(ends, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
        size = int(places[-1] - places[0])
        if not self._ends.used:
            self._ends = _Room(np.int64, self._expected(len(texts)) + 1)
            self._data = _Room(np.uint8, self._expected(size))
            self._ends.take(1)[0] = 0
        np.add(places[1:], self._data.used - places[0], out=self._ends.take(len(texts)))
        if data is not None:
            self._data.take(size)[:] = np.frombuffer(data, dtype=np.uint8)[places[0] : places[-1]]
        self._valid.append(
            texts.is_valid().to_numpy(zero_copy_only=False) if texts.null_count else len(texts)
        )
        self._blanks += texts.null_count

    def done(self) -> pa.Array:
        """Return all texts as one array, without a copy; no more texts can be added."""
        import pyarrow as pa

        if not self._ends.used:
            return pa.array([], type=pa.large_string())
        valid = None
        if self._blanks:
            masks = [
                np.ones(mask, dtype=bool) if isinstance(mask, int) else mask for mask in self._valid
            ]
            valid = pa.py_buffer(np.packbits(np.concatenate(masks), bitorder="little"))
        buffers = [valid, pa.py_buffer(self._ends.filled()), pa.py_buffer(self._data.filled())]
        return pa.Array.from_buffers(pa.large_string(), self._ends.used - 1, buffers, self._blanks)

    def _expected(self, first: int) -> int:
        return int(first * self._blocks * _SPARE) if self._blocks > 1 else first


def grown(names: list[str], blocks: Iterable[pa.RecordBatch], expected: float = 1.0) -> pa.Table:
    """Return blocks of text rows as one table with contiguous columns.

    ``expected`` is the approximate number of blocks.
    """
    import pyarrow as pa

    columns = [GrowingText(expected) for _ in names]
    for block in blocks:
        for column, texts in zip(columns, block.columns, strict=True):
            column.add(texts)
    return pa.table([column.done() for column in columns], names=names)
