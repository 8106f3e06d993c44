"""Which texts of a column may be labels of totals, told of a million by the bytes that they begin and end with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from report.intake.recognise.total_words import label_of, mentions_total

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from report.intake.recognise.total_words import Label

_MARKS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
#: What a label may begin with: the words of totals in Arabic, and in Latin letters of either case.
_FIRST = ("م", "ج", "إ", "أ", "ح", *_MARKS, "to", "su", "so", "s/", "s.", "gr", "en", "cu", "al")
#: And, behind «ا» or «ال», what the words go on with.
_AFTER_ALEF = ("ج", *_MARKS)
_AFTER_ARTICLE = ("م", "ج", "إ", "أ", "ا", "ك", *_MARKS)
_ALEF, _LAM = "ا", "ل"
#: The last four bytes of «مجموع», «إجمالي» and «total»; the last in any case.
_ENDS = frozenset(end.encode()[-4:] for end in ("وع", "لي", "لى", "otal", "OTAL", "taux", "TAUX"))
_LAST_BYTES = np.isin(np.arange(256), sorted({end[-1] for end in _ENDS}))
_MARK = rf"[{_MARKS}]*"
#: What the words look like with marks anywhere; letters in the forms of U+FE70 on are looked at one by one.
_WORDS = "|".join(
    _MARK.join(word) for word in ("مجم", "مجام", "جمال", "جمل", "حاصل", "الكل", "الجميع")
)
_LABEL = (
    rf"(?i)^[\s0-9\PL]*(?:(?:ا{_MARK}ل{_MARK})?[اأإ]?{_MARK}(?:{_WORDS})"
    r"|grand|sub|sous|s ?[/.]|tot|ensemble|cumul|som|sum|all)"
    rf"|(?:{_WORDS})[^ ]*$|(?:total|totaux)$|[\x{{fe70}}-\x{{feff}}]"
)


def _code(pair: str) -> int:
    return int.from_bytes(pair.encode()[:2], "big")


@cache
def _starts(words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return, for each number that two bytes are, whether one of these words begins with it, in any case."""
    table = np.zeros(1 << 16, dtype=bool)
    table[[_code(form) for word in words for form in (word, word.upper(), word.capitalize())]] = (
        True
    )
    return table


@cache
def _first_bytes() -> npt.NDArray[np.bool_]:
    """Return as :func:`_starts` does what labels begin with; signs and letters of other blocks are looked at too."""
    table = _starts(_FIRST).copy()
    for byte in (*range(0x30), *range(0x5B, 0x61), *range(0xE0, 0x100)):
        table[byte << 8 : (byte + 1) << 8] = True
    return table


def labelled_rows(column: pd.Series) -> dict[int, tuple[Label | None, str]]:
    """Return the positions of the cells of a column that are labelled as totals, or mention them (``None``)."""
    found: dict[int, tuple[Label | None, str]] = {}
    known: dict[str, tuple[Label | None, str] | None] = {}
    for at, text in _likely(column):
        if text not in known:
            label = label_of(text)
            known[text] = (label, text) if label is not None or mentions_total(text) else None
        one = known[text]
        if one is not None:
            found[at] = one
    return found


def _likely(column: pd.Series) -> list[tuple[int, str]]:
    """Return the texts of a column that may be such a label, with their positions."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from report.intake.normalise.distinct import arrow_of, typed_of

    if typed_of(column) is not None:
        return []
    texts = arrow_of(column)
    if texts is None:
        return [
            (at, cell) for at, cell in enumerate(column.array) if isinstance(cell, str) and cell
        ]
    before = 0
    likely: list[tuple[int, str]] = []
    for chunk in texts.chunks:
        places = _likely_in(chunk)
        some = chunk.take(pa.array(places))
        hits = np.flatnonzero(pc.match_substring_regex(some, _LABEL).to_numpy(zero_copy_only=False))
        likely += zip(
            (places[hits] + before).tolist(), some.take(pa.array(hits)).to_pylist(), strict=True
        )
        before += len(chunk)
    return likely


def _likely_in(chunk: pa.LargeStringArray) -> npt.NDArray[np.int64]:
    _, ends, buffer = chunk.buffers()
    if not len(chunk) or buffer is None or buffer.size < 8:
        return np.flatnonzero(~chunk.is_null().to_numpy(zero_copy_only=False))
    offsets = np.frombuffer(ends, dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    data = np.frombuffer(buffer, dtype=np.uint8)
    starts, lengths = offsets[:-1], np.diff(offsets)
    # Nothing is read behind the buffer's end: the last few texts are looked at in any case.
    inside = np.minimum(starts, len(data) - 8)
    first = _pair(data, inside)
    last = data[np.maximum(offsets[1:] - 1, 0)]
    wanted = _first_bytes()[first] | (starts > len(data) - 8)
    numbered = np.flatnonzero((first >> 8 >= 0x30) & (first >> 8 <= 0x39))
    wanted[numbered] = (last[numbered] >= 0x80) | (
        (last[numbered] | 0x20) >= 0x61
    )  # «14- الإجمالي»; no number or date
    alef = np.flatnonzero(first == _code(_ALEF))
    second, third = _pair(data, inside[alef] + 2), _pair(data, inside[alef] + 4)
    article = second == _code(_LAM)
    wanted[alef] = np.where(article, _starts(_AFTER_ARTICLE)[third], _starts(_AFTER_ALEF)[second])
    wanted |= starts > len(data) - 8
    ends = np.flatnonzero(_LAST_BYTES[last])
    wanted[ends] |= _endings(data, offsets[1:][ends])
    return np.flatnonzero(wanted & (lengths > 2))


def _endings(data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return which texts end in a word of totals, as «فاس الإجمالي» and «Fès Total» of a spreadsheet's subtotals do."""
    before = np.maximum(ends, 4)
    tails = _pair(data, before - 4).astype(np.uint32) << 16 | _pair(data, before - 2)
    return np.isin(
        tails, np.array([int.from_bytes(end, "big") for end in sorted(_ENDS)], dtype=np.uint32)
    )


def _pair(data: npt.NDArray[np.uint8], places: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    high, low = data[places].astype(np.uint16), data[places + 1].astype(np.uint16)
    return np.bitwise_or(np.left_shift(high, np.uint16(8)), low)
