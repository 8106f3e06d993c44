"""Columns of tables as vectors of expressions, and vectors as columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_05UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from report.expressions.distinct import distinct
from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    NumberVector,
    TextVector,
    spread,
    text_pool,
)
from report.intake.doubles import scaled
from report.intake.stores import Coded, Numbers, Texts
from report.messages import page_text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from report.arabic.dates import Interval
    from report.brief.tables import Column
    from report.expressions.kinds import Kind
    from report.expressions.vectors import Value, Vector
    from report.intake.stores import Store
    from report.intake.values import Values

#: The digits of a quotient that has no end. A remainder shows in the last one (ROUND_05UP), so
#: that rounding it again to fewer digits gives what rounding the quotient itself gives.
_LONG = Context(prec=40, rounding=ROUND_05UP)
#: The longest integers that doubles represent as their decimals are written.
_DOUBLE = 10**15


@dataclass(frozen=True, slots=True, eq=False)
class Quotients(Coded):
    """Numbers without an exact decimal form; ``vector`` has them as fractions, by place."""

    vector: NumberVector


def vector_of(values: Values, column: Column) -> Vector:
    """Return a column of an event table; a text that says that it is blank is a blank."""
    store, kind = values.store, column.facts.kind
    if isinstance(store, Quotients):
        return store.vector.take(np.asarray(values.places))
    if isinstance(store, Numbers):
        return _numbers(store, values)
    if isinstance(store, Texts) and kind == "text":
        return _texts(values)
    cells = values.distinct()
    codes = np.where(cells.codes < 0, -1, cells.codes).astype(np.int32)
    return _coded(kind, cells.cells, codes)


def _numbers(store: Numbers, values: Values) -> Vector:
    places = values.places
    index = slice(places.start, places.stop) if isinstance(places, range) else places
    numbers = cast("np.ndarray[Any, Any]", store.numbers[index])
    blank = store.blank(places)
    if numbers.dtype == np.int64:
        return NumberVector(np.where(blank, 0, numbers), 0, blank)
    exact = scaled(np.where(blank, 0.0, numbers))
    if exact is not None:
        return NumberVector(exact[0], exact[1], blank)
    cells = values.distinct()
    return _coded("number", cells.cells, cells.codes)


def _texts(values: Values) -> Vector:
    import pyarrow as pa

    written = values.written()
    texts = written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    filled = texts.is_valid().to_numpy(zero_copy_only=False)
    codes = np.where(filled, np.arange(len(texts)), -1).astype(np.int32)
    return TextVector(texts, _stated(texts, codes))


def _stated(pool: pa.Array, codes: np.ndarray) -> np.ndarray:
    """Return codes with those of the word for a blank as blanks."""
    import pyarrow.compute as pc

    is_missing = pc.equal(pool, page_text("not-stated")).fill_null(False)
    mask = is_missing.to_numpy(zero_copy_only=False)
    return np.where(spread(mask, codes, False), -1, codes) if mask.any() else codes


def _coded(kind: str, cells: list[object], codes: np.ndarray) -> Vector:
    """Return a column by its distinct cells."""
    if kind == "number":
        fractions = [Fraction(cast("int | Decimal", cell)) for cell in cells]
        places = np.where(codes < 0, len(fractions), codes)
        vector: Vector = NumberVector.of_fractions([*fractions, Fraction(0)], places, codes < 0)
        return vector
    if kind == "date":
        return DateVector.of(cast("list[Interval | None]", cells), codes.astype(np.int32))
    if kind == "boolean":
        truths = np.array([bool(cell) for cell in cells], dtype=bool)
        return BooleanVector.of(spread(truths, codes, False), codes < 0)
    pool = text_pool([str(cell) for cell in cells])
    return TextVector(pool, _stated(pool, codes).astype(np.int32), is_unique=True)


def store_of(vector: Vector) -> Store:
    """Return the values of a vector as a column of an event table.

    Numbers become ``int`` or ``Decimal``. A quotient without end has 40 digits in print,
    and stays exact in expressions.
    """
    if isinstance(vector, NumberVector):
        return _number_store(vector)
    values, codes = distinct(vector)
    return Coded.of(values, codes)


def _number_store(vector: NumberVector) -> Store:
    blank = vector.blank if vector.blank.any() else None
    if vector.is_integers and vector.decimals == 0:
        return Numbers(vector.numbers, blank)
    if vector.is_integers and vector.most < _DOUBLE and vector.decimals <= 15:
        return Numbers(vector.numbers / 10.0**vector.decimals, blank)
    values, codes = distinct(vector)
    decimals = [decimal_of(value) for value in values]
    store = Coded.of(decimals, codes)
    is_exact = all(
        Fraction(number) == value for number, value in zip(decimals, values, strict=True)
    )
    return store if is_exact else Quotients(store.pool, store.codes, vector)


def decimal_of(value: Value) -> int | Decimal:
    """Return an exact number as a whole one or as a decimal of at most 40 digits."""
    if isinstance(value, Fraction):
        return _LONG.divide(Decimal(value.numerator), Decimal(value.denominator))
    return cast("int", value)


def series_of(vector: Vector) -> pd.Series:
    """Return a vector as a column of normal values, as the checks of cells take it."""
    import pandas as pd

    if isinstance(vector, NumberVector) and vector.is_integers and vector.decimals == 0:
        return pd.Series(pd.arrays.IntegerArray(vector.numbers.copy(), vector.blank.copy()))
    if isinstance(vector, BooleanVector):
        return pd.Series(pd.arrays.BooleanArray(vector.values.copy(), vector.blank.copy()))
    if isinstance(vector, TextVector):
        texts = vector.pool.take(_arrow_codes(vector.codes))
        return pd.Series(pd.StringDtype("pyarrow").__from_arrow__(texts))  # type: ignore[attr-defined]
    values, codes = distinct(vector)
    cells = [decimal_of(value) if isinstance(value, Fraction) else value for value in values]
    if isinstance(vector, NumberVector):
        cells = [Decimal(cell) if isinstance(cell, int) else cell for cell in cells]
    pool = np.empty(len(cells) + 1, dtype=object)
    pool[: len(cells)] = cells
    return pd.Series(pool[codes], dtype=object)


def _arrow_codes(codes: np.ndarray) -> pa.Array:
    import pyarrow as pa

    return pa.array(codes, mask=codes < 0)


def type_name(kind: Kind, is_whole: bool, is_closed: bool) -> str:
    """Return the type of a computed column by the kind of its expression."""
    if kind == "number":
        return "integer" if is_whole else "number"
    if kind == "text":
        return "category" if is_closed else "text"
    return kind
