"""Find the texts of a long column that cleaning could change, without creating Python strings.

The bytes of the column's buffer (Arrow's layout: offsets, then UTF-8) are scanned as one array. The
result is conservative: a text that is not listed is clean, a listed one may be.
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
    """Return the ascending positions of ``large_string`` texts that may not be clean."""
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
    """Return the byte offsets of characters that a step could change, and of repeated spaces.

    Two arrays are reused for all blocks: allocating memory of this size costs more than the work.
    """
    kinds, hits = np.empty(_BLOCK + 1, dtype=np.uint8), np.empty(_BLOCK + 1, dtype=np.uint8)
    positions = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK + 1]
        kind, hit = kinds[: len(block)], hits[: len(block)]
        np.take(_kinds(), block, out=kind, mode="clip")
        # Align the "begins" bits with the "ends" bits of the next byte.
        np.left_shift(kind[:-1], _SHIFT, out=hit[:-1])
        np.bitwise_and(hit[:-1], kind[1:], out=hit[:-1])
        hit[-1] = 0
        np.bitwise_and(kind, _ALONE, out=kind)
        np.bitwise_or(hit, kind, out=hit)
        positions.append(np.flatnonzero(hit) + start)
    return np.unique(np.concatenate(positions))


#: Bits of :func:`_kinds`: what a byte begins, shifted by three what it ends, or "alone".
_BEGINS_0600, _BEGINS_0640, _BEGINS_BLANKS, _SHIFT, _ALONE = 1, 2, 4, 3, 64


@cache
def _kinds() -> np.ndarray:
    """Return the bits of each byte.

    Control characters and lead bytes outside Latin and Arabic suffice alone. In the Arabic block
    (D8, D9) the second byte decides: marks, tatweel, digits and the letter mark are not plain.
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
