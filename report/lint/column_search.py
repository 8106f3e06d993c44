"""Which texts of a column may violate a convention: a search of the whole column that passes over
most texts without a Python string for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from report.arabic.conventions import known_words, searched
from report.arabic.conventions_text import LETTER, VOWEL
from report.intake.normalise.distinct import recur
from report.lint.word_search import WordSearch

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: This many texts are searched at a time; their bytes are copied.
_AT_A_TIME = 1 << 14
#: Texts are searched for letters alone unless half of the first ones have more: most of the others
#: would then be searched twice.
_SAMPLE = 100


def arrow_texts(cells: Sequence[object]) -> pa.ChunkedArray:
    """Return the texts among some cells as an Arrow array; other cells are null.

    Half a character of UTF-16, which UTF-8 has no bytes for, becomes a question mark.
    """
    import pyarrow as pa

    texts = [cell if isinstance(cell, str) else None for cell in cells]
    try:
        return pa.chunked_array([pa.array(texts, type=pa.large_string())])
    except UnicodeEncodeError:
        encoded = [None if text is None else text.encode("utf-8", "replace") for text in texts]
        return pa.chunked_array([pa.array(encoded, type=pa.large_binary())]).cast(pa.large_string())


def suspects(texts: pa.ChunkedArray, locale: str) -> npt.NDArray[np.int64]:
    """Return the ascending positions of ``large_string`` texts that may violate a convention.

    All other texts obey.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if recur(texts):
        coded = pc.dictionary_encode(texts).combine_chunks()
        chosen = _suspects(coded.dictionary, locale)
        return np.flatnonzero(np.isin(coded.indices.fill_null(-1).to_numpy(), chosen))
    positions = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(texts), _AT_A_TIME):
        joined = pa.concat_arrays(texts.slice(start, _AT_A_TIME).chunks)
        positions.append(_suspects(joined, locale) + start)
    return np.concatenate(positions)


def _suspects(texts: pa.LargeStringArray, locale: str) -> npt.NDArray[np.int64]:
    import pyarrow.compute as pc

    words = _word_search(locale)
    foreign = np.flatnonzero(~_mask(pc.string_is_ascii(texts).fill_null(True)))
    if not len(foreign):
        return foreign
    texts = texts if len(foreign) == len(texts) else texts.take(foreign)
    if len(words.of_letters(texts.slice(0, _SAMPLE)).odd) * 2 > min(len(texts), _SAMPLE):
        return foreign[_signed_or_misspelt(texts, locale)]
    search = words.of_letters(texts)
    rest = search.odd
    among_rest = _signed_or_misspelt(texts if len(rest) == len(texts) else texts.take(rest), locale)
    return foreign[np.union1d(search.positions, rest[among_rest])]


def _signed_or_misspelt(texts: pa.LargeStringArray, locale: str) -> npt.NDArray[np.int64]:
    """Return the ascending positions of texts of any signs that may violate a convention."""
    import pyarrow.compute as pc

    signs, words = searched(locale), _word_search(locale)
    matched = _mask(pc.match_substring_regex(texts, f"{signs}|{VOWEL}"))
    if not matched.any():
        return words.positions(texts)
    signed, plain = texts.filter(matched), texts.filter(~matched)
    certain = _mask(pc.match_substring_regex(signed, signs))
    vocalised = pc.replace_substring_regex(signed.filter(~certain), VOWEL, "")
    arabic = _mask(pc.match_substring_regex(signed, LETTER))
    positions = np.concatenate(
        (
            np.flatnonzero(matched)[certain & arabic],
            np.flatnonzero(matched)[~certain][words.positions(vocalised)],
            np.flatnonzero(~matched)[words.positions(plain)],
        )
    )
    return np.sort(positions)


def _mask(booleans: pa.BooleanArray) -> npt.NDArray[np.bool_]:
    mask: npt.NDArray[np.bool_] = booleans.to_numpy(zero_copy_only=False)
    return mask


@lru_cache(maxsize=2)
def _word_search(locale: str) -> WordSearch:
    return WordSearch.of(known_words(locale))
