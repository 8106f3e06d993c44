"""Find, in a column of a million texts, those that cleaning could change, without making a Python text of any.

The bytes of the column's buffer (Arrow's layout: offsets, then UTF-8) are looked at as one array. The answer errs on
the safe side: a text that is not named is clean, one that is named may be.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

_SPACE = 0x20
_BLOCK = 1 << 18


def suspects(texts: pa.ChunkedArray) -> np.ndarray:
    """Return the positions, ascending, of the texts of a column of ``large_string`` that may not be clean."""
    positions, offset = [np.empty(0, dtype=np.int64)], 0
    for chunk in texts.chunks:
        positions.append(_in_chunk(chunk) + offset)
        offset += len(chunk)
    return np.concatenate(positions)


def _in_chunk(chunk: pa.LargeStringArray) -> np.ndarray:
    buffers = chunk.buffers()
    if not len(chunk) or buffers[2] is None:
        return np.empty(0, dtype=np.int64)
    offsets = np.frombuffer(buffers[1], dtype=np.int64)[
        chunk.offset : chunk.offset + len(chunk) + 1
    ]
    data = np.frombuffer(buffers[2], dtype=np.uint8)[offsets[0] : offsets[-1]]
    if not len(data):
        return np.empty(0, dtype=np.int64)
    offsets = offsets - offsets[0]
    full = np.flatnonzero(offsets[1:] > offsets[:-1])
    edges = (data[offsets[full]] <= _SPACE) | (data[offsets[full + 1] - 1] <= _SPACE)
    inside = np.searchsorted(offsets, _stains(data), side="right") - 1
    return np.union1d(full[edges], inside)


def _stains(data: np.ndarray) -> np.ndarray:
    """Return where in the bytes a character begins that a step could change, or a second blank in a row stands.

    Block by block in two arrays that stay: new memory of this size costs more than the work.
    """
    kinds, hits = np.empty(_BLOCK + 1, dtype=np.uint8), np.empty(_BLOCK + 1, dtype=np.uint8)
    positions = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK + 1]
        kind, hit = kinds[: len(block)], hits[: len(block)]
        np.take(_kinds(), block, out=kind, mode="clip")
        # What a byte begins, moved to where the next one says that it ends it.
        np.left_shift(kind[:-1], _SHIFT, out=hit[:-1])
        np.bitwise_and(hit[:-1], kind[1:], out=hit[:-1])
        hit[-1] = 0
        np.bitwise_and(kind, _ALONE, out=kind)
        np.bitwise_or(hit, kind, out=hit)
        positions.append(np.flatnonzero(hit) + start)
    return np.unique(np.concatenate(positions))


#: Bits of :func:`_kinds`: what a byte begins, and, three places on, what it ends; or that it is enough alone.
_BEGINS_0600, _BEGINS_0640, _BEGINS_BLANKS, _SHIFT, _ALONE = 1, 2, 4, 3, 64


@cache
def _kinds() -> np.ndarray:
    """Return for each byte what it does: controls, and first bytes of what is neither Latin nor Arabic, are enough.

    Of the Arabic block, D8 and D9, the second byte tells: marks, tatweel, figures and the letter mark are not plain.
    """
    kinds = np.zeros(256, dtype=np.uint8)
    kinds[:_SPACE] = _ALONE
    kinds[0xC0:] = _ALONE
    kinds[[0xC3, 0xC4, 0xC5]] = 0
    kinds[0xD8], kinds[0xD9] = _BEGINS_0600, _BEGINS_0640
    kinds[_SPACE] = _BEGINS_BLANKS | _BEGINS_BLANKS << _SHIFT
    kinds[0x9C] |= _BEGINS_0600 << _SHIFT
    kinds[[0x80, *range(0x8B, 0xAA), *range(0xAE, 0xC0)]] |= _BEGINS_0640 << _SHIFT
    return kinds
