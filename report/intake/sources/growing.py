"""A column of text that grows block by block in one piece: Arrow's readers make many, each with room to spare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa


class GrowingText:
    """Texts in Arrow's layout: where each ends, the bytes of all, and which are none (``large_string``)."""

    def __init__(self) -> None:
        self._ends = bytearray(8)
        self._data = bytearray()
        self._valid = bytearray()
        self._blanks = 0

    def add(self, texts: pa.LargeStringArray) -> None:
        """Put texts behind the others; nothing is kept of ``texts`` itself."""
        _, ends, data = texts.buffers()
        if not len(texts):
            return
        places = np.frombuffer(ends, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
        moved = places[1:] + (len(self._data) - places[0])
        if data is not None:
            self._data += memoryview(data)[places[0] : places[-1]]
        self._ends += memoryview(moved).cast("B")
        self._valid += memoryview(texts.is_valid().to_numpy(zero_copy_only=False)).cast("B")
        self._blanks += texts.null_count

    def done(self) -> pa.Array:
        """Return all texts as one array, nothing copied; none can be added any more."""
        import pyarrow as pa

        valid = None
        if self._blanks:
            valid = pa.py_buffer(
                np.packbits(np.frombuffer(self._valid, dtype=np.uint8), bitorder="little")
            )
        buffers = [valid, pa.py_buffer(self._ends), pa.py_buffer(self._data)]
        return pa.Array.from_buffers(pa.large_string(), len(self._valid), buffers, self._blanks)


def grown(names: list[str], blocks: Iterable[pa.RecordBatch]) -> pa.Table:
    """Return blocks of rows, all their columns text, as one table whose columns are in one piece each."""
    import pyarrow as pa

    columns = [GrowingText() for _ in names]
    for block in blocks:
        for column, texts in zip(columns, block.columns, strict=True):
            column.add(texts)
    return pa.table([column.done() for column in columns], names=names)
