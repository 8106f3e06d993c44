"""Arithmetic over columns without overflow and without binary rounding (0.1 + 0.2 equals 0.3).

A column of numbers is ``Int64``, ``Float64``, or ``object`` of ``Decimal`` for more than 15 digits.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

#: No signals: results that are not numbers, such as a division by zero, become blanks.
_QUIET = Context(prec=60, traps=[])
#: Integers below this can be added in 64 bits, and multiplied below its square root.
_SAFE = 2**62


def exact(column: pd.Series) -> pd.Series:
    """Return a column of numbers as ``Decimal`` objects, blanks as ``None``."""
    if column.dtype == object:
        return column
    blank = column.isna().tolist()
    cells = [
        None if empty else Decimal(str(cell))
        for cell, empty in zip(column.tolist(), blank, strict=True)
    ]
    return type(column)(cells, index=column.index, dtype=object)


def combine(left: pd.Series, right: pd.Series, sign: str) -> pd.Series:
    """Return ``left sign right`` for one of ``+ - * /``; a quotient by zero is blank."""
    if sign == "/":
        right = right.mask(right == 0)
    if _needs_decimals(left, right, sign):
        return _decimals(exact(left), exact(right), sign)
    work: dict[str, Callable[[Any, Any], Any]] = {
        "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    }  # fmt: skip
    with np.errstate(all="ignore"):
        return work[sign](left, right)  # type: ignore[no-any-return]


def _needs_decimals(left: pd.Series, right: pd.Series, sign: str) -> bool:
    if left.dtype == object or right.dtype == object:
        return True
    if sign == "/" or not left.dtype == right.dtype == "Int64":
        return False
    most = 0
    for side in (left.dropna(), right.dropna()):
        if len(side):
            most = max(most, abs(int(side.min())), abs(int(side.max())))
    return most >= (_SAFE if sign in "+-" else 2**31)


def _decimals(left: pd.Series, right: pd.Series, sign: str) -> pd.Series:
    work: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
        "+": _QUIET.add, "-": _QUIET.subtract, "*": _QUIET.multiply, "/": _QUIET.divide,
    }  # fmt: skip
    cells = []
    for first, second in zip(left.tolist(), right.tolist(), strict=True):
        value = (
            work[sign](first, second)
            if isinstance(first, Decimal) and isinstance(second, Decimal)
            else None
        )
        cells.append(value if value is not None and value.is_finite() else None)
    return type(left)(cells, index=left.index, dtype=object)


def compare(left: pd.Series, right: pd.Series, sign: str) -> pd.Series:
    """Return ``left sign right`` for one of ``== != < <= > >=``, ``<NA>`` where a side is blank.

    Doubles that differ by at most 1e-12 are equal.
    """
    import pandas as pd

    if left.dtype == object or right.dtype == object:
        left, right = exact(left), exact(right)
        blank = left.isna() | right.isna()
        zero = Decimal(0)
        with localcontext(_QUIET):
            order = (left.mask(blank, zero) > right.mask(blank, zero)).astype(int)
            order = order - (left.mask(blank, zero) < right.mask(blank, zero)).astype(int)
    else:
        blank = left.isna() | right.isna()
        if left.dtype == right.dtype == "Int64":
            difference = (left > right).astype("Int64") - (left < right).astype("Int64")
            order = difference.fillna(0).astype(int)
        else:
            first, second = (
                left.to_numpy(float, na_value=np.nan),
                right.to_numpy(float, na_value=np.nan),
            )
            with np.errstate(all="ignore"):
                raw = np.where(
                    np.isclose(first, second, rtol=1e-12, atol=1e-12), 0, np.sign(first - second)
                )
            order = pd.Series(np.nan_to_num(raw).astype(int), index=left.index)
    tests: dict[str, Callable[[Any, int], Any]] = {
        "==": operator.eq, "!=": operator.ne, "<": operator.lt,
        "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    }  # fmt: skip
    return pd.Series(tests[sign](order, 0), index=left.index).astype("boolean").mask(blank)
