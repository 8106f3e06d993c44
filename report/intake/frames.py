"""From the columns of a million cells to the values that measures and tables are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column
    from report.intake.grid import Grid


def values_frame(frame: pd.DataFrame, columns: Mapping[str, Column], index: pd.Index, locale: str) -> pd.DataFrame:
    """Return a frame of objects: numbers exact, countries by their names, ``None`` for a blank.

    :raises ExpressionError: ``unknown-locale``.
    """
    import pandas as pd

    made = {name: _objects(frame[name], columns[name], locale) for name in frame.columns}
    return pd.DataFrame(made, index=index, dtype=object)


def row_index(grids: Sequence[Grid]) -> pd.Index:
    """Return the numbers of a table's rows: those of its file, or, where it is of several, counted from 1."""
    import pandas as pd

    if len(grids) == 1:
        index: pd.Index = pd.Index(np.asarray(grids[0].rows), name="row")
        return index
    return pd.RangeIndex(1, sum(len(grid.rows) for grid in grids) + 1, name="row")


def _objects(cells: pd.Series, column: Column, locale: str) -> np.ndarray:
    import pandas as pd

    values = cells.astype(object).to_numpy(copy=True)
    values[cells.isna().to_numpy()] = None
    if column.type == "country":
        return _mapped(values, lambda code: country_text(str(code), locale))
    if column.type == "number" and cells.dtype == pd.Float64Dtype():
        return _mapped(values, lambda number: Decimal(repr(float(number))))  # type: ignore[arg-type]
    return values


def country_text(code: str, locale: str) -> str:
    """Return the name by which a country is shown.

    :raises ExpressionError: ``unknown-locale``.
    """
    from report.arabic import country_name

    return country_name(code, locale)


def _mapped(values: np.ndarray, change: Callable[[object], object]) -> np.ndarray:
    """Return the values changed, each distinct one once."""
    known: dict[object, object] = {None: None}
    for value in values:
        if value not in known:
            known[value] = change(value)
    made = np.empty(len(values), dtype=object)
    made[:] = [known[value] for value in values]
    return made
