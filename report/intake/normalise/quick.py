"""Normalise whole columns at once, when no cell needs individual treatment."""

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
#: A function that normalises the distinct cells of a column.
ByCells = Callable[[Distinct], NormalColumn]
#: Below this share of distinct texts in a sample, distinct texts are read one by one instead.
_SAMPLE, _FEW = 2_000, 0.5
#: The block size in bytes; small arrays stay in the processor's cache.
_BLOCK = 1 << 17
_DIGITS = np.zeros(256, dtype=bool)
_DIGITS[[ord("-"), ord("."), *range(ord("0"), ord("9") + 1)]] = True
#: A number whose dot may separate thousands.
_DOUBTFUL = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"


def quick_texts(
    raw: pd.Series, texts: pa.ChunkedArray, column: Column, policy: Policy, by_cells: ByCells
) -> NormalColumn | None:
    """Return a column of free text; only cells that may be unclean or blank go to ``by_cells``.

    The result is ``None`` when the column has few distinct texts, which are cheaper to read one by
    one.
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
    """Return a column of numbers in digits with at most one dot; ``None`` for other numbers."""
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
    # A sample usually suffices; the whole column is read only when it does not.
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
    """Return a number column that the file stores as such; ``None`` when a cell needs individual
    treatment.
    """
    import pandas as pd
    import pyarrow as pa

    whole = kind.is_whole
    if pa.types.is_integer(held.type):
        stored = held.fill_null(0).to_numpy()
        least = np.iinfo(np.int64).min + 1 if whole else 1 - 10**15
        if len(stored) and (stored.min() < least or stored.max() > -least):
            return None
    elif pa.types.is_floating(held.type):
        stored = held.fill_null(0.0).to_numpy() + 0.0  # turns -0.0 into 0.0
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
    """Return the number of decimals when all numbers have equally many and end in zero, else
    ``None``.

    A sample usually decides.
    """
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
    """Return whether a column of digits and signs has dots; ``None`` for any other column."""
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
    """Return whether the dot is certainly a decimal sign: declared, or in an unambiguous number."""
    import pyarrow.compute as pc

    proof = r"\.[0-9]{1,2}$|\.[0-9]{4}|^-?0[0-9]*\.|^-?[0-9]{4,}\."
    return column.decimal == "." or bool(pc.any(pc.match_substring_regex(texts, proof)).as_py())
