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
_ARABIC_0600, _ARABIC_0640 = 0xD8, 0xD9


def suspects(texts: pa.ChunkedArray) -> np.ndarray:
    """Return the positions, ascending, of the texts of a column of ``large_string`` that may not be clean."""
    found, before = [np.empty(0, dtype=np.int64)], 0
    for chunk in texts.chunks:
        found.append(_in_chunk(chunk) + before)
        before += len(chunk)
    return np.concatenate(found)


def _in_chunk(chunk: pa.LargeStringArray) -> np.ndarray:
    buffers = chunk.buffers()
    if not len(chunk) or buffers[2] is None:
        return np.empty(0, dtype=np.int64)
    offsets = np.frombuffer(buffers[1], dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    data = np.frombuffer(buffers[2], dtype=np.uint8)[offsets[0] : offsets[-1]]
    if not len(data):
        return np.empty(0, dtype=np.int64)
    offsets = offsets - offsets[0]
    full = np.flatnonzero(offsets[1:] > offsets[:-1])
    edges = (data[offsets[full]] <= _SPACE) | (data[offsets[full + 1] - 1] <= _SPACE)
    inside = np.searchsorted(offsets, _stains(data), side="right") - 1
    return np.union1d(full[edges], inside)


def _stains(data: np.ndarray) -> np.ndarray:
    """Return where in the bytes a character begins that a step could change, or a second blank in a row stands."""
    stained = data < _SPACE
    blank = data == _SPACE
    stained[1:] |= blank[1:] & blank[:-1]
    if data.max() >= 0x80:
        stained |= _leads()[data]
        for lead, seconds in _pairs():
            stained[:-1] |= (data[:-1] == lead) & seconds[data[1:]]
    return np.flatnonzero(stained)


@cache
def _leads() -> np.ndarray:
    """Bytes that begin characters of which some are not clean: all but those of Latin and of the Arabic letters."""
    table = np.zeros(256, dtype=bool)
    table[0xC0:] = True
    table[[0xC3, 0xC4, 0xC5, _ARABIC_0600, _ARABIC_0640]] = False
    return table


@cache
def _pairs() -> tuple[tuple[int, np.ndarray], ...]:
    """The two bytes of the Arabic block that are not plain letters: marks, tatweel, figures, the letter mark."""
    alm, marks = np.zeros(256, dtype=bool), np.zeros(256, dtype=bool)
    alm[0x9C] = True
    marks[[0x80, *range(0x8B, 0xAA), *range(0xAE, 0xC0)]] = True
    return ((_ARABIC_0600, alm), (_ARABIC_0640, marks))
