"""Which texts of a column have one of many words: a search of their bytes, without a Python string
for each word."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: The letters of the words: U+0621 to U+063A and U+0641 to U+064A. Their first byte is D8 or D9.
LETTERS = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
#: Of each byte, which of two groups of letters it begins, and, shifted, which it ends. No byte
#: does both.
_SHIFT = 2
_KINDS = bytes(
    {0xD8: 1, 0xD9: 2}.get(byte, 0)
    | ((0xA1 <= byte <= 0xBA) | (0x81 <= byte <= 0x8A) << 1) << _SHIFT
    for byte in range(256)
)
#: About this many bytes are searched at a time: what is computed of them stays near the processor.
_BLOCK = 1 << 18
#: The bytes at either end of a word that its hash is of, and what is behind the last word.
_WINDOW = 8
_BEHIND = b"\n" * _WINDOW
#: The bits of such bytes that are in the word, by how many of them are.
_INSIDE = np.array([(1 << 8 * size) - 1 for size in range(_WINDOW + 1)], dtype=np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
    dtype=np.uint64,
)
#: The bits of a hash that a table is read by. Of a quarter of a million words, the first table has
#: one place in 17 and, with the second, one other word in 300 passes both.
_BITS = 22


@dataclass(frozen=True, slots=True, eq=False)
class WordSearch:
    """The words, and two tables of the places that their hashes have."""

    words: frozenset[str]
    first: npt.NDArray[np.bool_]
    second: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, words: Collection[str]) -> WordSearch:
        """Return a search for these words.

        :raises ValueError: when a word has a sign that is not one of :data:`LETTERS`.
        """
        import pyarrow as pa

        if not LETTERS.issuperset("".join(words)):
            raise ValueError("a word has a sign that is none of the letters")
        first, second = (np.zeros(1 << _BITS, dtype=bool) for _ in range(2))
        for block in _blocks(pa.array(words, type=pa.large_string())):
            hashes = _hashes(block.data, *_words(block.data))
            first[_in_first(hashes)] = True
            second[_in_second(hashes)] = True
        return cls(frozenset(words), first, second)

    def positions(self, texts: pa.LargeStringArray) -> npt.NDArray[np.int64]:
        """Return the positions of the texts that have one of the words, ascending.

        All signs but :data:`LETTERS` are between words.
        """
        positions = [np.empty(0, dtype=np.int64)]
        for block in _blocks(texts):
            starts, ends = _words(block.data)
            hashes = _hashes(block.data, starts, ends)
            places = np.flatnonzero(self.first[_in_first(hashes)])
            places = places[self.second[_in_second(hashes[places])]]
            spans = zip(starts[places].tolist(), ends[places].tolist(), strict=True)
            in_words = [
                start for start, end in spans if block.data[start:end].decode() in self.words
            ]
            positions.append(block.positions(np.array(in_words, dtype=np.int64)))
        return np.unique(np.concatenate(positions))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Some texts, each with a line end behind it: the position of the first, their bytes, and
    where each text starts in them."""

    first: int
    data: bytes
    starts: npt.NDArray[np.int64]

    def positions(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the positions of the texts that these bytes are in."""
        return self.first + np.searchsorted(self.starts, places, side="right") - 1


def _blocks(texts: pa.LargeStringArray) -> Iterator[_Block]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(texts):
        return
    nothing, line_end = (pa.scalar(text, type=pa.large_string()) for text in ("", "\n"))
    ended = pc.binary_join_element_wise(texts, nothing, line_end)
    _, offsets, data = ended.buffers()
    starts = np.frombuffer(offsets, dtype=np.int64)[ended.offset : ended.offset + len(ended) + 1]
    whole = memoryview(data)
    steps = np.arange(starts[0], starts[-1] + _BLOCK, _BLOCK)
    cuts = np.unique(np.minimum(np.searchsorted(starts, steps), len(texts))).tolist()
    for first, last in itertools.pairwise(cuts):
        begin, end = int(starts[first]), int(starts[last])
        yield _Block(first, bytes(whole[begin:end]), starts[first:last] - begin)


def _words(data: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where the words of a block start and end.

    A letter of two bytes is in a word; a word starts where one is and none is two bytes before, and
    ends in the reverse case.
    """
    kinds = np.frombuffer(data.translate(_KINDS), dtype=np.uint8)
    letters = np.zeros(len(data) + 4, dtype=bool)
    np.not_equal(kinds[:-1] & (kinds[1:] >> _SHIFT), 0, out=letters[2 : len(data) + 1])
    edges = np.flatnonzero(letters[2:] != letters[:-2])
    return edges[::2], edges[1::2]


def _hashes(
    data: bytes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """Return a hash of each word: of its length and of the bytes at its start and end."""
    windows = np.ndarray((len(data),), dtype="<u8", buffer=data + _BEHIND, strides=(1,))
    sizes = ends - starts
    first = windows[starts] & _INSIDE[np.minimum(sizes, _WINDOW)]
    last = windows[np.maximum(ends - _WINDOW, 0)] * (sizes > _WINDOW)
    hashes: npt.NDArray[np.uint64] = first * _FACTORS[0]
    hashes ^= last * _FACTORS[1] ^ sizes.view(np.uint64) * _FACTORS[2]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _FACTORS[3]
    return hashes


def _in_first(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _BITS)).view(np.int64)


def _in_second(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    return (hashes >> np.uint64(64 - 2 * _BITS) & np.uint64((1 << _BITS) - 1)).view(np.int64)
