"""Shape many words at once.

The words of a batch are one text, separated by spaces, and HarfBuzz shapes it as a whole. A word is
taken from it only if HarfBuzz states that the cuts at its edges are safe: then its glyphs are those
of the word alone (``HB_GLYPH_FLAG_UNSAFE_TO_BREAK``). The glyphs are arrays, in which few are
distinct: each takes a look-up in a dictionary, instead of several Python objects.

What a glyph adds to the ``TJ`` string of its word depends only on the glyph, its letters, the shift
of the glyph to its right, and the letter there. It is computed once for each of these, by the
general rules of :mod:`report.render.clusters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress, repeat
from operator import getitem
from typing import TYPE_CHECKING, NamedTuple

from report.render.clusters import Cluster, Placed, Written, write_clusters
from report.render.codes import SLIVER, UnknownCode
from report.render.long_tables.glyph_arrays import GlyphArrays
from report.render.long_tables.limited import Computed
from report.render.pieces import Glyph
from report.render.strings import move, tj

if TYPE_CHECKING:
    from numpy import bool_, int64, object_
    from numpy.typing import NDArray

    Numbers = NDArray[int64]
    Flags = NDArray[bool_]

#: The number of words that are shaped at once.
_TOGETHER = 2_048
#: More new strings of glyphs than this in a batch are put among the sorted ones.
_MANY = 32
#: The bits of a key for the advance of a glyph.
_ADVANCE_BITS = 24
#: The bits of a key for the letters of a glyph, and for the shift of the glyph to its right.
_LETTERS_BITS, _SHIFT_BITS = 24, 17
#: Letters that are one glyph are numbered from here: all characters are below.
_LIGATURES = 0x110000
#: The keys of a space between two words, and of a glyph of a word that is not shaped here.
_SPACE, _NOTHING = -1, -2


class _ShapedGlyph(NamedTuple):
    """A glyph with its position.

    ``width`` is its own width and ``offset`` its shift to the right, in thousandths of the font
    size. ``back`` is how much less than its width it moves the pen. ``plain`` is true if the rules
    of this module suffice for it.
    """

    number: int
    width: int
    offset: float
    back: int
    plain: bool


class _Columns(NamedTuple):
    """The glyphs so far as columns: advances in Pango units, numbers of their shifts, and flags."""

    advance: Numbers
    shift: Numbers
    plain: Flags
    safe: Flags
    space: Flags


class ManyWords:
    """Shapes words of letters, each with at most one stop behind, in one font.

    ``space`` is the number of its space, and ``shaped`` shapes a text. ``step`` returns how far a
    glyph moves the pen, from its width, its shift and its advance in Pango units. ``width`` returns
    the width of a glyph in thousandths of the size ``size``, and ``glyphs`` gives codes to shapes.
    """

    def __init__(
        self,
        space: int,
        size: float,
        shaped: Callable[[str], GlyphArrays],
        width: Callable[[int], int],
        step: Callable[[int, float, int], float],
        glyphs: Callable[[Sequence[Written]], list[Glyph]],
    ) -> None:
        self._space, self._size = space, size
        self._shaped, self._width, self._step, self._written = shaped, width, step, glyphs
        self._glyphs: list[_ShapedGlyph] = []
        self._rows: list[tuple[int, int, bool, bool, bool]] = []
        self._columns: _Columns | None = None
        self._shifts: list[float] = [0.0]
        self._shift_numbers = {0.0: 0}
        #: Letters that are one glyph, after the letter to their right.
        self._ligatures: list[str] = []
        self._numbers = Computed[int, int](self._number)
        #: The sorted keys of the glyphs so far, and their numbers.
        self._sorted: tuple[Numbers, ...] | None = None
        #: The glyphs that are not at their places.
        self._rare: list[tuple[int, ...]] = []
        self._rare_keys = Computed[tuple[int, ...], int](self._rare_key)
        self._ligature_numbers = Computed[str, int](self._ligature)
        self._string = cache(self._write)
        self._pieces = Computed[int, str](self._piece)
        self._pieces[_SPACE], self._pieces[_NOTHING] = "|", ""
        #: The sorted keys of these strings, and the strings.
        self._sorted_pieces: tuple[Numbers, NDArray[object_]] | None = None

    def shape(self, words: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """Yield each word with its ``TJ`` string and its width in Pango units, except for the words
        that need the general rules, or codes that another process gives out.

        Codes are given out in the order of the words and of the letters in them, whichever words
        are shaped together.
        """
        batches = (words[start : start + _TOGETHER] for start in range(0, len(words), _TOGETHER))
        return chain.from_iterable(map(self._batch, batches))

    def _batch(self, words: Sequence[str]) -> Iterable[tuple[str, str, int]]:
        import numpy as np

        text = " ".join(words)
        shaped = self._shaped(text)
        glyphs = self._numbered(shaped)[::-1]
        clusters = shaped.clusters[::-1]
        columns = self._as_columns()

        lengths = np.diff(clusters, append=len(text))
        spaces = np.cumsum([len(word) + 1 for word in words[:-1]], dtype=np.int64) - 1
        separators = np.searchsorted(clusters, spaces)
        cut = columns.space[glyphs[separators]] & (clusters[separators] == spaces)
        if lengths.min() < 0 or not cut.all() or not (lengths[separators] == 1).all():
            return self._halves(words)

        first = np.concatenate(([0], separators + 1))
        plain = columns.plain[glyphs] & (lengths > 0)
        plain[first] &= columns.safe[glyphs[first]]
        plain[separators] = columns.safe[glyphs[separators]]
        advances = columns.advance[glyphs]
        advances[separators] = 0
        keys = self._keys(text, glyphs, clusters, lengths, first)
        keys[~plain] = _NOTHING
        keys[separators] = _SPACE
        whole = "".join(reversed(self._strings(keys, plain)))
        whole = f"|<{whole.replace('|', '>|<')}>|".replace("<>", "")
        strings = whole.replace("| ", "|").replace(" |", "|")[1:-1].split("|")[::-1]
        shaped_words = zip(words, strings, np.add.reduceat(advances, first).tolist(), strict=True)
        return compress(shaped_words, np.logical_and.reduceat(plain, first).tolist())

    def _halves(self, words: Sequence[str]) -> Iterable[tuple[str, str, int]]:
        """Return what :meth:`_batch` does for words that do not all allow the cuts at their
        edges."""
        if len(words) == 1:
            return ()
        middle = len(words) // 2
        return [*self._batch(words[:middle]), *self._batch(words[middle:])]

    def _keys(
        self, text: str, glyphs: Numbers, clusters: Numbers, lengths: Numbers, first: Numbers
    ) -> Numbers:
        """Return what the string of each glyph depends on, as a number; :meth:`_piece` takes it
        apart. All arrays are in the order of reading, and ``first`` holds the index of the first
        glyph of each word."""
        import numpy as np

        letters = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)[clusters]
        for place in np.flatnonzero(lengths > 1).tolist():
            start = int(clusters[place])
            end = start + int(lengths[place])
            beside = text[start - 1] if start else " "
            letters[place] = self._ligature_numbers[beside + text[start:end]]
        right = np.zeros_like(glyphs)
        right[1:] = self._as_columns().shift[glyphs[:-1]]
        right[first] = 0
        ends = np.zeros_like(glyphs)
        ends[first] = 1
        ends[np.concatenate((first[1:] - 2, [len(glyphs) - 1]))] |= 2
        return ((glyphs << _SHIFT_BITS | right) << _LETTERS_BITS | letters) << 2 | ends

    def _strings(self, keys: Numbers, plain: Flags) -> list[str]:
        """Return what the glyphs add to the strings of their words; one that another process has to
        give a code is not ``plain`` from now on."""
        import numpy as np

        sorted_keys, pieces = self._sorted_pieces or (np.zeros(1, np.int64), np.array([""], object))
        places = sorted_keys.searchsorted(keys).clip(max=len(sorted_keys) - 1)
        new = np.flatnonzero(sorted_keys[places] != keys).tolist()
        strings: list[str] = pieces[places].tolist()
        for place in new:
            try:
                strings[place] = self._pieces[int(keys[place])]
            except UnknownCode:
                plain[place], strings[place] = False, ""
        if len(new) > _MANY:
            keys_so_far = sorted(self._pieces)
            pieces = np.array([self._pieces[key] for key in keys_so_far], object)
            self._sorted_pieces = np.array(keys_so_far, np.int64), pieces
        return strings

    def _numbered(self, shaped: GlyphArrays) -> Numbers:
        """Return the numbers of glyphs with their positions."""
        import numpy as np

        keys = (shaped.numbers << _ADVANCE_BITS | shaped.advances) << 1 | shaped.flagged
        rare = shaped.across | shaped.up | (shaped.advances < 0)
        for place in np.flatnonzero(rare).tolist():
            keys[place] = self._rare_keys[tuple([int(column[place]) for column in shaped[1:]])]
        if self._sorted is not None:
            sorted_keys, sorted_numbers = self._sorted
            places = sorted_keys.searchsorted(keys)
            if (sorted_keys.take(places, mode="clip") == keys).all():
                return sorted_numbers[places]
        numbers = np.fromiter(map(getitem, repeat(self._numbers), keys.tolist()), np.int64)
        self._sorted = tuple(np.array(sorted(self._numbers.items()), np.int64).T.copy())
        return numbers

    def _rare_key(self, glyph: tuple[int, ...]) -> int:
        """Return a negative key for a glyph that is not at its place."""
        self._rare.append(glyph)
        return -len(self._rare)

    def _number(self, key: int) -> int:
        """Return the number of a new glyph, in the order of their first use."""
        if key < 0:
            advance, across, up, flagged, number = self._rare[-key - 1]
        else:
            across, up, flagged, rest = 0, 0, key & 1, key >> 1
            number, advance = rest >> _ADVANCE_BITS, rest & ((1 << _ADVANCE_BITS) - 1)
        width = self._width(number) if number else 0
        offset = across / self._size
        back = round(offset + width - self._step(width, offset, advance))
        plain = width > SLIVER and not up
        self._glyphs.append(_ShapedGlyph(number, width, offset, back, plain))
        if offset not in self._shift_numbers:
            self._shift_numbers[offset] = len(self._shifts)
            self._shifts.append(offset)
        shift = self._shift_numbers[offset]
        space = number == self._space and not offset and not up
        self._rows.append((advance, shift, plain, not flagged, space))
        return len(self._glyphs) - 1

    def _as_columns(self) -> _Columns:
        import numpy as np

        if self._columns is None or len(self._columns.advance) < len(self._rows):
            advance, shift, *flags = zip(*self._rows, strict=True)
            numbers = np.array(advance, np.int64), np.array(shift, np.int64)
            self._columns = _Columns(*numbers, *(np.array(flag, np.bool_) for flag in flags))
        return self._columns

    def _ligature(self, several: str) -> int:
        self._ligatures.append(several)
        return _LIGATURES + len(self._ligatures) - 1

    def _piece(self, key: int) -> str:
        """Return what a glyph adds to the string of its word, inside the brackets of a string of
        glyphs."""
        ends, key = key & 3, key >> 2
        letter, key = key & ((1 << _LETTERS_BITS) - 1), key >> _LETTERS_BITS
        right, number = key & ((1 << _SHIFT_BITS) - 1), key >> _SHIFT_BITS
        glyph, shift = self._glyphs[number], self._shifts[right]
        beside = letters = chr(letter) if letter < _LIGATURES else ""
        if letter >= _LIGATURES:
            several = self._ligatures[letter - _LIGATURES]
            beside, letters = several[0], several[1:]
        end = glyph.width - glyph.back + shift
        if letter < _LIGATURES and end == glyph.width:
            ends |= 1  # a letter at its place is the same beside any letter
        string = self._string(glyph.number, glyph.width, letters, end, None if ends & 1 else beside)
        return f"> {move(-glyph.offset)} <{string}" if ends & 2 and glyph.offset else string

    def _write(self, number: int, width: int, letters: str, end: float, beside: str | None) -> str:
        """Return the string of a glyph and of the way to ``end``, inside the brackets of a string
        of glyphs. To the right is the letter ``beside``, or nothing."""
        clusters: list[Cluster] = [([Placed(number, 0.0, 0, width)], letters)]
        if beside is not None:
            # Any glyph will do to the right: its letter and its place count.
            clusters.append(([Placed(number, end, 0, width)], beside))
        written = write_clusters(clusters, rtl=True, upem=1000)
        string = tj(self._written(written if beside is None else written[:-1]), 0, end)
        string = string[1:] if string.startswith("<") else f"> {string}"
        return string[:-1] if string.endswith(">") else f"{string} <"
