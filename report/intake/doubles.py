"""Doubles that represent decimal numbers (IEEE 754: each keeps 15 significant digits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_EXACT = 10**15
_MOST_DECIMALS = 15


def decimals_of_all(numbers: npt.NDArray[np.float64]) -> int | None:
    """Return how many decimals the decimal numbers that doubles represent need at most; ``None`` as
    :func:`scaled`, or if one is a negative zero."""
    if np.signbit(numbers[numbers == 0]).any():
        return None
    exact = scaled(numbers)
    if exact is None:
        return None
    return 0 if exact[1] == 1 and (np.rint(numbers) == numbers).all() else exact[1]


def scaled(numbers: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], int] | None:
    """Return doubles as integers and the number of decimals to shift them by.

    The number of decimals is the smallest one, from 1 on, that represents all of them exactly. The
    result is ``None`` when a double is no decimal number of at most 15 digits.

    A quotient of two doubles is the nearest double to the true quotient. When it equals the given
    double, the shifted integer is the decimal number that Python prints for that double.
    """
    for decimals in range(1, _MOST_DECIMALS + 1):
        with np.errstate(over="ignore"):
            whole = np.rint(numbers * 10.0**decimals)
        if not (np.abs(whole) < _EXACT).all():
            return None
        if (whole / 10.0**decimals == numbers).all():
            return whole.astype(np.int64), decimals
    return None
