"""Functions that choose between values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, cast

import numpy as np

from report.expressions import arithmetic
from report.expressions.distinct import distinct
from report.expressions.functions.function import Context, Function, Help
from report.expressions.kinds import Parameter, Signature, Type, common
from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    Mask,
    NumberVector,
    TextVector,
    Vector,
    repeated,
)

if TYPE_CHECKING:
    from report.expressions.kinds import Kind


def chosen(mask: Mask, left: Vector, right: Vector) -> Vector:
    """Return ``left`` where ``mask``, else ``right``; both are of one kind."""
    length = max(len(mask), len(left), len(right))
    if 0 in (len(mask), len(left), len(right)):
        length = 0
    mask = np.broadcast_to(mask, length)
    left, right = repeated(left, length), repeated(right, length)
    if isinstance(left, NumberVector):
        return arithmetic.choose(mask, left, cast(NumberVector, right))
    if isinstance(left, BooleanVector):
        truths = cast(BooleanVector, right)
        return BooleanVector(
            np.where(mask, left.values, truths.values),
            np.where(mask, left.blank, truths.blank),
            np.where(mask, left.uncertain, truths.uncertain),
        )
    if isinstance(left, TextVector):
        return _chosen_text(mask, left, cast(TextVector, right))
    return _chosen_date(mask, left, cast(DateVector, right))


def _chosen_text(mask: Mask, left: TextVector, right: TextVector) -> TextVector:
    import pyarrow as pa

    shifted = np.where(right.codes < 0, -1, right.codes + len(left.pool))
    codes = np.where(mask, left.codes, shifted).astype(np.int32)
    return TextVector(pa.concat_arrays([left.pool, right.pool]), codes)


def _chosen_date(mask: Mask, left: DateVector, right: DateVector) -> DateVector:
    shifted = np.where(right.codes < 0, -1, right.codes + len(left.first))
    codes = np.where(mask, left.codes, shifted).astype(np.int32)
    first = np.concatenate([left.first, right.first])
    last = np.concatenate([left.last, right.last])
    if left.intervals is None and right.intervals is None:
        return DateVector(first, last, codes)
    return DateVector(first, last, codes, (*left.pool, *right.pool))


def blank_of(kind: Kind) -> Vector:
    """Return a single blank of a kind."""
    blank = np.ones(1, dtype=bool)
    if kind == "number":
        return NumberVector(np.zeros(1, dtype=np.int64), 0, blank)
    if kind == "text":
        return TextVector.of([None])
    if kind == "date":
        return DateVector.of([None])
    return BooleanVector.of(~blank, blank)


def _result(types: Sequence[Type]) -> Type:
    return common(types) or types[0]


def _if(arguments: Sequence[Vector], _context: Context) -> Vector:
    condition, left, right = arguments
    return chosen(cast(BooleanVector, condition).values, left, right)


IF = Function(
    "if",
    Signature(
        (Parameter("condition", ("boolean",)), Parameter("value"), Parameter("otherwise")),
        lambda types: _result(types[1:]),
        same=(1,),
    ),
    _if,
    Help(
        "The value where the condition is true; otherwise the other value, also where the "
        "condition is unknown.",
        "القيمة حيث يصح الشرط، وإلا فالقيمة الأخرى، ولو كان الشرط مجهولا.",
    ),
    ("if(3 > 2, 'نعم', 'لا')",),
)


def _coalesce(arguments: Sequence[Vector], _context: Context) -> Vector:
    return reduce(lambda left, right: chosen(~left.blank, left, right), arguments)


COALESCE = Function(
    "coalesce",
    Signature((Parameter("value"), Parameter("value")), _result, repeats=True, same=(0,)),
    _coalesce,
    Help("The first value that is not blank.", "أول قيمة غير فارغة."),
    ("coalesce(missing, 0)",),
)


def _prior(arguments: Sequence[Vector], context: Context) -> Vector:
    length = context.length
    value = repeated(arguments[0], length)
    rows = np.arange(length) - 1
    is_new = rows < 0
    for group in arguments[1:]:
        codes = distinct(repeated(group, length))[1]
        is_new = is_new | (codes != codes[rows])
    shifted = value.take(np.maximum(rows, 0))
    return chosen(~is_new, shifted, blank_of(shifted.kind))


PRIOR = Function(
    "prior",
    Signature((Parameter("value"),), lambda types: types[0]),
    _prior,
    Help(
        "The value in the row before, by the order of the derived table; with same = column only "
        "of a row with the same value in that column, else blank.",
        "القيمة في الصف السابق بحسب ترتيب الجدول المشتق، ومع same = column فمن صف له القيمة نفسها "
        "في ذلك العمود، وإلا ففارغ.",
    ),
    is_window=True,
)
