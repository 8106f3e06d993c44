"""Whole columns at once, where nothing in them needs to be looked at cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from report.intake.doubles import scaled
from report.intake.normalise.distinct import Distinct, distinct_texts
from report.intake.normalise.missing import missing_words
from report.intake.normalise.model import Decided, NormalColumn, Policy
from report.workbooks.cells import ERRORS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from report.brief.tables import Column
    from report.intake.types.kind import NumericType

_SMALL_ERRORS = frozenset(error.lower() for error in ERRORS)
#: Normalises the distinct cells of a column one by one.
ByCells = Callable[[Distinct], NormalColumn]
#: With fewer distinct texts than this share in the first of them, each distinct one is looked at instead.
_SAMPLE, _FEW = 2_000, 0.5
#: Bytes that are looked at together: small arrays are made and forgotten in the processor's cache.
_BLOCK = 1 << 17
_DIGITS = np.zeros(256, dtype=bool)
_DIGITS[[ord("-"), ord("."), *range(ord("0"), ord("9") + 1)]] = True
#: A dot that thousands may be separated by.
_DOUBTFUL = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"


def quick_texts(
    raw: pd.Series, texts: pa.ChunkedArray, column: Column, policy: Policy, by_cells: ByCells
) -> NormalColumn | None:
    """Return a column of free text, of which only the cells that are not clean, or say a blank, go to ``by_cells``.

    ``None`` where the column has few distinct texts: then it costs less to look at each of these.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from report.intake.normalise.scan import suspects

    head = texts.slice(0, _SAMPLE)
    if len(head) and pc.count_distinct(head).as_py() < _FEW * len(head):
        return None
    words = missing_words(column, policy.missing, usual=policy.steps.missing_words)
    blank = pc.is_in(
        texts,
        value_set=pa.array(["", *sorted(words | ERRORS | _SMALL_ERRORS)], type=pa.large_string()),
    )
    positions = np.union1d(suspects(texts), np.flatnonzero(blank.to_numpy()))
    if not len(positions):
        return NormalColumn(raw.copy(deep=False), (), (), ())
    looked_at = texts.take(positions)
    normal = by_cells(distinct_texts(looked_at))
    corrections = tuple(
        replace(correction, positions=positions[correction.positions])
        for correction in normal.corrections
    )
    faults = tuple(
        replace(fault, position=int(positions[fault.position])) for fault in normal.faults
    )
    return NormalColumn(_replaced(texts, positions, normal.values), corrections, faults, ())


def _replaced(texts: pa.ChunkedArray, positions: np.ndarray, values: pd.Series) -> pd.Series:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = np.zeros(len(texts), dtype=bool)
    mask[positions] = True
    news = values.array.__arrow_array__(type=pa.large_string())
    if isinstance(news, pa.ChunkedArray):
        news = news.combine_chunks()
    changed = pc.replace_with_mask(texts.combine_chunks(), pa.array(mask), news)
    return pd.Series(pd.StringDtype("pyarrow").__from_arrow__(changed))  # type: ignore[attr-defined]


def quick_numbers(
    texts: pa.ChunkedArray, column: Column, policy: Policy, kind: NumericType
) -> NormalColumn | None:
    """Return a column of numbers that are all written in digits with at most a dot; ``None`` if they are not."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = _of_digits(texts, dots=not kind.is_whole)
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    special_words = column.aliases or column.missing or policy.missing
    if (
        plain is None
        or special_words
        or longest > kind.longest
        or column.decimal not in (None, ".")
    ):
        return None
    # The first cells tell, as a rule; all are looked at only where they do not.
    proved = not plain or any(
        _proved(sample, column) for sample in (texts.slice(0, _SAMPLE), texts)
    )
    if not proved and pc.any(pc.match_substring_regex(texts, _DOUBTFUL)).as_py():
        return None
    try:
        numbers = texts.cast(pa.int64() if kind.is_whole else pa.float64()).combine_chunks()
    except pa.ArrowInvalid:
        return None
    blank = numbers.is_null().to_numpy(zero_copy_only=False)
    values = numbers.fill_null(0).to_numpy(zero_copy_only=False)
    if not kind.fits(values[~blank]):
        return None
    array_type = pd.arrays.IntegerArray if kind.is_whole else pd.arrays.FloatingArray
    decided = (Decided("decimal", "."),) if plain and column.decimal is None else ()
    if plain and column.decimals is None and (places := _even_zeros(texts)):
        decided = (*decided, Decided("decimals", str(places)))
    return NormalColumn(pd.Series(array_type(values.copy(), blank)), (), (), decided)


def quick_typed(held: pa.ChunkedArray, kind: NumericType) -> NormalColumn | None:
    """Return a column of numbers that the file holds as such; ``None`` where one of them must be looked at."""
    import pandas as pd
    import pyarrow as pa

    whole = kind.is_whole
    if pa.types.is_integer(held.type):
        stored = held.fill_null(0).to_numpy()
        least = np.iinfo(np.int64).min + 1 if whole else 1 - 10**15
        if len(stored) and (stored.min() < least or stored.max() > -least):
            return None
    elif pa.types.is_floating(held.type):
        stored = held.fill_null(0.0).to_numpy() + 0.0  # which is 0.0 for -0.0
        if scaled(stored) is None or (whole and (stored != np.rint(stored)).any()):
            return None
    else:
        return None
    if not kind.fits(stored[~held.is_null().to_numpy()]):
        return None
    numbers = stored.astype(np.int64 if whole else np.float64)
    array_type = pd.arrays.IntegerArray if whole else pd.arrays.FloatingArray
    return NormalColumn(
        pd.Series(array_type(numbers, held.is_null().to_numpy().copy())), (), (), ()
    )


def _even_zeros(texts: pa.ChunkedArray) -> int | None:
    """Return how many decimals every number of a column has, where the last of each is a zero, which no number keeps;
    ``None`` for any other column. The first cells tell, as a rule."""
    import pyarrow.compute as pc

    first = texts.slice(0, _SAMPLE).drop_null()[:1].to_pylist()
    places = len(first[0].partition(".")[2]) if first else 0
    if not places:
        return None
    pattern = rf"^-?[0-9]+\.[0-9]{{{places - 1}}}0$"
    even = all(
        pc.all(pc.match_substring_regex(sample, pattern)).as_py()
        for sample in (texts.slice(0, _SAMPLE), texts)
    )
    return places if even else None


def _of_digits(texts: pa.ChunkedArray, *, dots: bool) -> bool | None:
    """Say whether dots are in a column that is otherwise of digits and signs; ``None`` if it is not."""
    has_dot = False
    for chunk in texts.chunks:
        _, ends, data = chunk.buffers()
        if data is None or not len(chunk):
            continue
        offsets = np.frombuffer(ends, dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
        inside = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]]
        for start in range(0, len(inside), _BLOCK):
            block = inside[start : start + _BLOCK]
            if not _DIGITS[block].all():
                return None
            has_dot |= bool((block == ord(".")).any())
    return None if has_dot and not dots else has_dot


def _proved(texts: pa.ChunkedArray, column: Column) -> bool:
    """Say whether the dot is a decimal sign for certain: the brief says so, or a number that can be nothing else."""
    import pyarrow.compute as pc

    proof = r"\.[0-9]{1,2}$|\.[0-9]{4}|^-?0[0-9]*\.|^-?[0-9]{4,}\."
    return column.decimal == "." or bool(pc.any(pc.match_substring_regex(texts, proof)).as_py())
