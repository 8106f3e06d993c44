"""Find the texts of a long column that may be labels of totals, by their first and last bytes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from report.intake.recognise.total_words import label_of, mentions_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from report.intake.recognise.total_words import Label

_MARKS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
#: First letters of labels: words for totals in Arabic, and in Latin letters of either case.
_FIRST = (
    *("م", "ج", "إ", "أ", "ح", *_MARKS),
    *("to", "su", "so", "s/", "s.", "gr", "en", "cu", "al", "t ", "s "),
)
#: The letters of these words after «ا» or «ال».
_AFTER_ALEF = ("ج", *_MARKS)
_AFTER_ARTICLE = ("م", "ج", "إ", "أ", "ا", "ك", "ح", *_MARKS)
#: First bytes after «ا» or «ال» of what may be a label: a space between letters, and letters and
#: signs of other blocks.
_SET_APART = (0x20, *range(0xE0, 0x100))
_ALEF, _LAM = "ا", "ل"
#: The last four bytes of «مجموع», «إجمالي» and «total», the last in upper and lower case.
_ENDS = frozenset(end.encode()[-4:] for end in ("وع", "لي", "لى", "otal", "OTAL", "taux", "TAUX"))
_LAST_BYTES = np.isin(np.arange(256), sorted({end[-1] for end in _ENDS})).tobytes()
#: Kinds of first bytes: of no label, of a label, a figure (the last byte decides), «ا» (the next
#: two letters decide), and undecided (the second byte decides).
_OTHER, _LABEL_LIKE, _FIGURE, _AFTER, _BY_SECOND = range(5)
#: The number of first bytes that are read, and the number of texts in a block; small arrays stay
#: in the processor's cache.
_LONGEST_LOOK, _ROWS = 8, 1 << 15
#: The texts of a column or chunk that are judged one by one, each once in the process; the stored
#: judgements, and the characters of their texts, at most.
_FEW, _MOST_JUDGED, _LONGEST_JUDGED = 2_000, 20_000, 200
#: Whether a text may be a label.
_JUDGED: dict[str, bool] = {}
_MARK = rf"[{_MARKS}]*"
#: The words with optional marks; texts with presentation forms (U+FE70 on) always match.
_WORDS = "|".join(
    _MARK.join(word) for word in ("مجم", "مجام", "جمال", "جمل", "حاصل", "محصل", "الكل", "الجميع")
)
_LABEL = (
    rf"(?i)^[\s0-9\PL]*(?:(?:ا{_MARK}ل{_MARK})?[اأإ]?{_MARK}(?:{_WORDS})"
    r"|grand|sub|sous|s ?[/.]|tot|ensemble|cumul|som|sum|all)"
    rf"|(?:{_WORDS})[^ ]*$|(?:total|totaux)$|[\x{{fe70}}-\x{{feff}}]"
    r"|^\PL*\pL(?: \pL){3}|^\PL*مج\PL*$"
)


def _code(pair: str) -> int:
    return int.from_bytes(pair.encode()[:2], "big")


@cache
def _starts(words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return a table over byte pairs: whether a word, in any case, begins with the pair."""
    table = np.zeros(1 << 16, dtype=bool)
    for word in words:
        table[[_code(form) for form in (word, word.upper(), word.capitalize())]] = True
    return table


@cache
def _after(words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return the table of :func:`_starts`, also true for what may separate the letters of a
    word."""
    table = _starts(words).copy()
    for byte in _SET_APART:
        table[byte << 8 : (byte + 1) << 8] = True
    return table


@cache
def _second_look() -> npt.NDArray[np.uint8]:
    """Return a table over byte pairs: the kind of a text that begins with the pair.

    Signs and letters of other blocks may begin a label too.
    """
    table = np.where(_starts(_FIRST), _LABEL_LIKE, _OTHER).astype(np.uint8)
    for byte in (*range(0x30), *range(0x3A, 0x41), *range(0x5B, 0x61), *range(0xE0, 0x100)):
        table[byte << 8 : (byte + 1) << 8] = _LABEL_LIKE
    table[ord("0") << 8 : (ord("9") + 1) << 8] = _FIGURE
    table[_code(_ALEF)] = _AFTER
    return table


@cache
def _first_look() -> bytes:
    """Return the kind of each first byte for ``bytes.translate``; ``_BY_SECOND`` where the second
    decides.
    """
    kinds = _second_look().reshape(256, 256)
    return (
        np.where((kinds == kinds[:, :1]).all(axis=1), kinds[:, 0], _BY_SECOND)
        .astype(np.uint8)
        .tobytes()
    )


def labelled_rows(column: pd.Series) -> dict[int, tuple[Label | None, str]]:
    """Return the positions of the cells that are labelled as totals, or mention them (``None``)."""
    labels: dict[int, tuple[Label | None, str]] = {}
    label_by_text: dict[str, tuple[Label | None, str] | None] = {}
    for position, text in _likely(column):
        if text not in label_by_text:
            label = label_of(text)
            label_by_text[text] = (
                (label, text) if label is not None or mentions_total(text) else None
            )
        judged = label_by_text[text]
        if judged is not None:
            labels[position] = judged
    return labels


def _likely(column: pd.Series) -> list[tuple[int, str]]:
    """Return the texts of a column that may be labels of totals, with their positions."""
    import pyarrow as pa

    from report.intake.normalise.distinct import arrow_of, distinct_texts, recur, typed_of

    if typed_of(column) is not None:
        return []
    texts = arrow_of(column)
    if texts is None:
        return [
            (position, cell)
            for position, cell in enumerate(column.array)
            if isinstance(cell, str) and cell
        ]
    if recur(texts):
        distinct = distinct_texts(texts)
        chosen = dict(_likely_of(pa.array(distinct.cells, type=pa.large_string())))
        positions = distinct.positions(list(chosen))
        codes = distinct.codes[positions].tolist()
        return [
            (position, chosen[code])
            for position, code in zip(positions.tolist(), codes, strict=True)
        ]
    offset = 0
    likely: list[tuple[int, str]] = []
    for chunk in texts.chunks:
        likely += ((offset + position, text) for position, text in _likely_of(chunk))
        offset += len(chunk)
    return likely


def _likely_of(chunk: pa.LargeStringArray) -> list[tuple[int, str]]:
    """Return the texts of a chunk that may be labels, with their positions in it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = _likely_in(chunk)
    if len(places) <= _FEW:
        texts = chunk.take(pa.array(places)).to_pylist()
        judged = _judged(texts)
        return [
            (place, text)
            for place, text in zip(places.tolist(), texts, strict=True)
            if judged[text]
        ]
    likely = chunk.take(pa.array(places))
    hits = np.flatnonzero(pc.match_substring_regex(likely, _LABEL).to_numpy(zero_copy_only=False))
    return list(zip(places[hits].tolist(), likely.take(pa.array(hits)).to_pylist(), strict=True))


def learn_labels(columns: Sequence[pd.Series]) -> None:
    """Judge the texts of short columns at once, for :func:`labelled_rows`: Arrow takes 5 ms to read
    the expression of labels, as long as for thousands of texts."""
    import pyarrow as pa

    from report.intake.normalise.distinct import arrow_of, typed_of

    texts: list[str] = []
    for column in columns:
        if len(column) <= _FEW and typed_of(column) is None and (cells := arrow_of(column)):
            for chunk in cells.chunks:
                texts += chunk.take(pa.array(_likely_in(chunk))).to_pylist()
    _judged(texts)


def _judged(texts: Sequence[str]) -> dict[str, bool]:
    """Return whether each text may be a label, as far as possible as judged before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    judgements = {text: stored for text in texts if (stored := _JUDGED.get(text)) is not None}
    new = [text for text in dict.fromkeys(texts) if text not in judgements]
    if new:
        matches = pc.match_substring_regex(pa.array(new, type=pa.large_string()), _LABEL)
        judgements |= zip(new, matches.to_pylist(), strict=True)
        if len(_JUDGED) + len(new) > _MOST_JUDGED:
            _JUDGED.clear()
        _JUDGED.update((text, judgements[text]) for text in new if len(text) <= _LONGEST_JUDGED)
    return judgements


def _likely_in(chunk: pa.LargeStringArray) -> npt.NDArray[np.int64]:
    """Return the positions of the texts of a chunk that begin or end as labels do."""
    _, ends, buffer = chunk.buffers()
    if not len(chunk) or buffer is None or buffer.size < _LONGEST_LOOK:
        return np.flatnonzero(~chunk.is_null().to_numpy(zero_copy_only=False))
    offsets = np.frombuffer(ends, dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    data = np.frombuffer(buffer, dtype=np.uint8)
    positions = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(chunk), _ROWS):
        places = _likely_among(data, offsets[start : start + _ROWS + 1])
        if len(places):
            positions.append(places + start)
    return np.concatenate(positions)


def _likely_among(
    data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the indices of the texts between ``offsets`` in ``data`` that begin or end like
    labels.
    """
    starts, ends = offsets[:-1], offsets[1:]
    # No read beyond the buffer's end: the last few texts always match.
    beyond = starts > len(data) - _LONGEST_LOOK
    inside = np.minimum(starts, len(data) - _LONGEST_LOOK)
    first, last = data[inside], data[np.maximum(ends, 1) - 1]
    kinds = _translated(first, _first_look())
    letter_ends = (last >= 0x80) | ((last | 0x20) >= 0x61)
    likely = (kinds == _LABEL_LIKE) | (
        (kinds == _FIGURE) & letter_ends
    )  # «14- الإجمالي»; no number or date
    unsure = np.flatnonzero(kinds == _BY_SECOND)
    if len(unsure):
        likely[unsure] = _begins(data, inside[unsure])
    likely |= beyond
    ending = np.flatnonzero(_translated(last, _LAST_BYTES))
    likely[ending] |= _endings(data, ends[ending])
    chosen = np.flatnonzero(likely)
    return chosen[ends[chosen] - starts[chosen] > 2]


def _translated(values: npt.NDArray[np.uint8], table: bytes) -> npt.NDArray[np.uint8]:
    """Return each byte mapped by a 256-byte table; much faster than array indexing."""
    return np.frombuffer(values.tobytes().translate(table), dtype=np.uint8)


def _begins(data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return a mask of the texts that begin like labels, by their first two bytes, after «ا» by the
    next.
    """
    kinds = _second_look()[_pair(data, starts)]
    matches: npt.NDArray[np.bool_] = kinds == _LABEL_LIKE
    alef = np.flatnonzero(kinds == _AFTER)
    second, third = _pair(data, starts[alef] + 2), _pair(data, starts[alef] + 4)
    matches[alef] = np.where(
        second == _code(_LAM), _after(_AFTER_ARTICLE)[third], _after(_AFTER_ALEF)[second]
    )
    return matches


def _endings(data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return a mask of the texts that end in a word of totals, such as «فاس الإجمالي» and «Fès
    Total».
    """
    stops = np.maximum(ends, 4)
    tails = _pair(data, stops - 4).astype(np.uint32) << 16 | _pair(data, stops - 2)
    return np.isin(
        tails, np.array([int.from_bytes(end, "big") for end in sorted(_ENDS)], dtype=np.uint32)
    )


def _pair(data: npt.NDArray[np.uint8], places: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    high_bytes: npt.NDArray[np.uint16] = np.left_shift(data[places], 8, dtype=np.uint16)
    return np.bitwise_or(high_bytes, data[places + 1])
