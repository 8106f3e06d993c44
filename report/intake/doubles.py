"""Doubles that represent decimal numbers (IEEE 754: each keeps 15 digits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_EXACT = 10**15
_MOST_DECIMALS = 15


def scaled(numbers: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], int] | None:
    """Return doubles as whole numbers, and how many decimals are to be split off these, the fewest that do for all but
    at least one; ``None`` where one of them is no number of at most 15 digits.

    A quotient of two doubles is the double nearest to it: so where that is the one given, the decimal number that the
    whole one and its decimals tell is what Python writes the double as.
    """
    for decimals in range(1, _MOST_DECIMALS + 1):
        with np.errstate(over="ignore"):
            whole = np.rint(numbers * 10.0**decimals)
        if not (np.abs(whole) < _EXACT).all():
            return None
        if (whole / 10.0**decimals == numbers).all():
            return whole.astype(np.int64), decimals
    return None
