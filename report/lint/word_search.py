"""Which texts of a column have one of many words: a search of their bytes, without a Python string
for each word. The same look at the bytes tells texts of letters and single spaces from others."""

from __future__ import annotations

import itertools
import string
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: The letters of the words: U+0621 to U+063A and U+0641 to U+064A. Their first byte is D8 or D9.
LETTERS = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
#: Bits for each byte: which of two groups of letters it begins, and, shifted, which it ends (no
#: byte does both); whether it ends an alef, with or without hamza, or a lam; whether it is a space,
#: or another sign that no convention of print is about.
_SHIFT = 6
_BEGINS, _ALEF, _LAM, _SPACE, _PLAIN = 0b11, 1 << 2, 1 << 3, 1 << 4, 1 << 5
_PLAIN_SIGNS = frozenset(b"\n" + string.ascii_letters.encode())
_KINDS = bytes(
    {0xD8: 1, 0xD9: 2}.get(byte, 0)
    | ((0xA1 <= byte <= 0xBA) | (0x81 <= byte <= 0x8A) << 1) << _SHIFT
    | (byte in (0xA2, 0xA3, 0xA5, 0xA7)) * _ALEF
    | (byte == 0x84) * _LAM
    | (byte == 0x20) * _SPACE
    | (byte in _PLAIN_SIGNS) * _PLAIN
    for byte in range(256)
)
#: About this many bytes are searched at a time: what is computed of them stays near the processor.
_BLOCK = 1 << 18
#: The bytes at either end of a word that its hashes are of, and what is around a block for them.
_WINDOW = 8
_AROUND = b"\n" * _WINDOW
#: The bits at the end of such bytes that are before the word, by how many of them are in it.
_BEFORE = np.array([64 - 8 * size for size in range(_WINDOW + 1)], dtype=np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
    dtype=np.uint64,
)
#: The bits of a hash that a table is read by. The last four letters of a quarter of a million
#: misspelt words are 2,000, those of one word of prose in 13; with the whole words, one in 200
#: passes both tables.
_LAST_BITS, _WHOLE_BITS = 18, 22


@dataclass(frozen=True, slots=True, eq=False)
class WordSearch:
    """The words, and two tables of the places that their hashes have: of their last letters, and of
    the whole words."""

    words: frozenset[str]
    last: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, words: Collection[str]) -> WordSearch:
        """Return a search for these words.

        :raises ValueError: when a word has a sign that is not one of :data:`LETTERS`.
        """
        import pyarrow as pa

        if not LETTERS.issuperset(set("".join(words))):
            raise ValueError("a word has a sign that is none of the letters")
        last, whole = (np.zeros(1 << bits, dtype=bool) for bits in (_LAST_BITS, _WHOLE_BITS))
        for block in _blocks(pa.array(words, type=pa.large_string())):
            block_words = _words(block.data, _letters(_kinds(block.data)))
            last[block_words.last_places()] = True
            whole[block_words.whole_places()] = True
        return cls(frozenset(words), last, whole)

    def positions(self, texts: pa.LargeStringArray) -> npt.NDArray[np.int64]:
        """Return the positions of the texts that have one of the words, ascending.

        All signs but :data:`LETTERS` are between words.
        """
        positions = [np.empty(0, dtype=np.int64)]
        for block in _blocks(texts):
            positions.append(self._in_block(block, _letters(_kinds(block.data))))
        return np.unique(np.concatenate(positions))

    def of_letters(self, texts: pa.LargeStringArray) -> LettersSearch:
        """Return what :meth:`positions` does, of the texts up to the first block that has more than
        letters and spaces; the other texts are left."""
        positions, odd = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for block in _blocks(texts):
            kinds = _kinds(block.data)
            letters = _letters(kinds)
            plain = 2 * np.count_nonzero(letters) + np.count_nonzero(kinds & (_SPACE | _PLAIN))
            if plain < len(block.data):
                odd.append(np.arange(block.first, len(texts)))
                break
            positions.append(self._in_block(block, letters))
            odd.append(block.positions(_odd_places(kinds)))
        return LettersSearch(*(np.unique(np.concatenate(places)) for places in (positions, odd)))

    def _in_block(self, block: _Block, letters: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return the positions of the texts of a block that have one of the words."""
        candidates = _words(block.data, letters)
        candidates = candidates.only(self.last[candidates.last_places()])
        candidates = candidates.only(self.whole[candidates.whole_places()])
        spans = zip(candidates.starts.tolist(), candidates.ends.tolist(), strict=True)
        in_words = [start for start, end in spans if block.data[start:end].decode() in self.words]
        return block.positions(np.array(in_words, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class LettersSearch:
    """The ascending positions of the texts that have one of the words, and of those that may
    violate a convention by other things.

    A text that is in neither is of ASCII letters, line ends, :data:`LETTERS` and single spaces, and
    no alef in it stands before another one and a lam, or after another one and before a lam.
    """

    positions: npt.NDArray[np.int64]
    odd: npt.NDArray[np.int64]


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


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words of a block: where they start and end, and the eight bytes that follow each byte of
    ``_AROUND`` and the block, as a number."""

    windows: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def only(self, chosen: npt.NDArray[np.bool_]) -> _Words:
        """Return some of the words."""
        places = np.flatnonzero(chosen)
        return _Words(self.windows, self.starts[places], self.ends[places])

    def last_places(self) -> npt.NDArray[np.int64]:
        """Return the place of each word in the table of last letters."""
        return _place(self._last() * _FACTORS[0], _LAST_BITS)

    def whole_places(self) -> npt.NDArray[np.int64]:
        """Return the place of each word in the table of whole words: by its length, its first and
        its last letters."""
        hashes = self.windows[self.starts + _WINDOW] << _BEFORE[self._inside()]
        hashes = hashes * _FACTORS[1] ^ self._last() * _FACTORS[0]
        hashes ^= (self.ends - self.starts).view(np.uint64) * _FACTORS[2]
        hashes ^= hashes >> np.uint64(29)
        return _place(hashes * _FACTORS[3], _WHOLE_BITS)

    def _inside(self) -> npt.NDArray[np.int64]:
        inside: npt.NDArray[np.int64] = np.minimum(self.ends - self.starts, _WINDOW)
        return inside

    def _last(self) -> npt.NDArray[np.uint64]:
        last: npt.NDArray[np.uint64] = self.windows[self.ends] >> _BEFORE[self._inside()]
        return last


def _place(hashes: npt.NDArray[np.uint64], bits: int) -> npt.NDArray[np.int64]:
    places: npt.NDArray[np.int64] = (hashes >> np.uint64(64 - bits)).view(np.int64)
    return places


def _kinds(data: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(data.translate(_KINDS), dtype=np.uint8)


def _letters(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return where a letter of two bytes starts; before the first byte are two more, which start
    none, and behind the last byte two as well."""
    letters = np.zeros(len(kinds) + 4, dtype=bool)
    begins_and_ends = kinds[:-1] & (kinds[1:] >> _SHIFT)
    np.not_equal(begins_and_ends, 0, out=letters[2 : len(kinds) + 1])
    return letters


def _odd_places(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Return the places of two alefs before a lam, as in a lam-alef that a file has in the wrong
    order, and of two spaces.

    The bytes are of texts of letters and spaces alone.
    """
    odd = kinds[:-1] & kinds[1:] & _SPACE
    odd[:-3] |= kinds[:-4] & kinds[2:-2] & (kinds[4:] >> 1) & _ALEF
    return np.flatnonzero(odd != 0)


def _words(data: bytes, letters: npt.NDArray[np.bool_]) -> _Words:
    """Return the words of a block, by where its letters start.

    A letter of two bytes is in a word; a word starts where one is and none is two bytes before, and
    ends in the reverse case.
    """
    edges = np.flatnonzero(letters[2:] != letters[:-2])
    windows = np.ndarray(
        (len(data) + _WINDOW,), dtype="<u8", buffer=_AROUND + data + _AROUND, strides=(1,)
    )
    return _Words(windows, edges[::2], edges[1::2])
