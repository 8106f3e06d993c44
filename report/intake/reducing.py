"""Reductions for pandas: sums and means of numbers, minimum and maximum of any values."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from report.arabic.dates import Interval
from report.expressions.days import first_day, last_day
from report.intake.missing_values import is_missing

_NUMBERS = frozenset(["sum", "prod", "mean", "median", "var", "std", "sem", "skew", "kurt"])
_RUNNING: dict[str, Callable[[Any, Any], Any]] = {
    "cumsum": operator.add,
    "cumprod": operator.mul,
    "cummin": lambda first, second: min(first, second, key=order_key),
    "cummax": lambda first, second: max(first, second, key=order_key),
}


def order_key(value: Any) -> Any:
    """Return the sort key of a value: an interval sorts by first and last day, open ends are
    farthest; texts sort by their code points.
    """
    if isinstance(value, Interval):
        return first_day(value), last_day(value), value.text
    return value


def reduced(name: str, values: Sequence[Any], *, min_count: int = 0, ddof: int = 1) -> Any:
    """Return the result of a reduction over non-blank values, or ``None`` without a result.

    Sums and products are exact. The mean of decimal numbers is decimal; variances and the
    statistics derived from them are doubles.

    :param name: the pandas name: ``sum``, ``mean``, ``min``, ``any`` and so on.
    :param min_count: how many values a sum or a product needs.
    :param ddof: the delta degrees of freedom of variances.
    :raises TypeError: when values of this type have no such result.
    """
    if name in ("any", "all"):
        return any(values) if name == "any" else all(values)
    if name in _NUMBERS and not all(isinstance(value, int | Decimal) for value in values):
        raise _unsupported(name)
    if name in ("sum", "prod"):
        if len(values) < min_count:
            return None
        return sum(values) if name == "sum" else _product(values)
    if not values:
        return None
    if name in ("min", "max"):
        return (min if name == "min" else max)(values, key=order_key)
    if name == "mean":
        return sum(values) / len(values)
    if name == "median":
        from statistics import median

        return median(values)
    if name in _NUMBERS:
        return _moment(name, values, ddof)
    raise _unsupported(name)


def _unsupported(name: str) -> TypeError:
    """Return the error with the wording that pandas expects."""
    return TypeError(f"a column of these values does not support operation {name!r}")


def running(name: str, values: Sequence[Any]) -> list[Any]:
    """Return the cumulative sums, products, minima or maxima; a blank stays blank and is skipped.

    :param name: ``cumsum``, ``cumprod``, ``cummin`` or ``cummax``.
    :raises TypeError: when values of this type have no such result.
    """
    filled = [value for value in values if value is not None]
    if name in ("cumsum", "cumprod") and not all(
        isinstance(value, int | Decimal) for value in filled
    ):
        raise _unsupported(name)
    totals = itertools.accumulate(filled, _RUNNING[name])
    return [None if value is None else next(totals) for value in values]


def paired(
    operation: Callable[[Any, Any], Any], values: Sequence[Any], operand: Any, *, compares: bool
) -> list[Any]:
    """Return an operation on each value and a second operand, a scalar or a column of equal length.

    A blank operand gives a blank result; a comparison gives false, and ``!=`` gives true. A double
    that meets a decimal number becomes the decimal number of its ``repr``.

    :raises ValueError: when the columns differ in length.
    """
    scalar = isinstance(operand, str | Interval) or not hasattr(operand, "__len__")
    partners = itertools.repeat(operand, len(values)) if scalar else operand
    if not scalar and len(operand) != len(values):
        raise ValueError("Lengths must match")
    blank = operation is operator.ne if compares else None
    return [
        blank if is_missing(value) or is_missing(second) else operation(*_alike(value, second))
        for value, second in zip(values, partners, strict=True)
    ]


def _alike(first: Any, second: Any) -> tuple[Any, Any]:
    """Return two values of types that Python can combine or compare."""
    pair = [value.item() if hasattr(value, "dtype") else value for value in (first, second)]
    if any(isinstance(value, Decimal) for value in pair):
        pair = [Decimal(repr(value)) if isinstance(value, float) else value for value in pair]
    if all(isinstance(value, Interval) for value in pair):
        pair = [order_key(value) for value in pair]
    return pair[0], pair[1]


def _product(values: Sequence[Any]) -> Any:
    total: Any = 1
    for value in values:
        total *= value
    return total


def _moment(name: str, values: Sequence[Any], ddof: int) -> float:
    """Return a variance or a statistic derived from it, as pandas computes it."""
    series = pd.Series([float(value) for value in values])
    keywords = {"ddof": ddof} if name in ("var", "std", "sem") else {}
    return float(getattr(series, name)(**keywords))
