"""Missing values, in any form that pandas gives them."""

from __future__ import annotations

import pandas as pd


def is_missing(value: object) -> bool:
    """Return whether a value is ``None``, ``<NA>``, ``NaT`` or NaN."""
    return value is None or value is pd.NA or value != value
