"""Convert normalised columns into the compact values that measures and tables use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column
    from report.intake.grid import Grid
    from report.intake.stores import Store

#: Texts recur when their number is at least this multiple of the distinct ones.
_TIMES = 8


def values_frame(
    frame: pd.DataFrame, columns: Mapping[str, Column], index: pd.Index, locale: str
) -> pd.DataFrame:
    """Return a frame of :class:`report.intake.values.Values`: exact numbers, countries by name.

    :raises ExpressionError: ``unknown-locale``.
    """
    import pandas as pd

    from report.intake.types.kind import type_of
    from report.intake.values import Values

    values_by_name = {
        name: Values(type_of(columns[name]).store(frame[name], locale)) for name in frame.columns
    }
    return pd.DataFrame(values_by_name, index=index)


def row_index(grids: Sequence[Grid]) -> pd.Index:
    """Return the row numbers of a table: those of its file, or numbers from 1 for several files."""
    import pandas as pd

    if len(grids) != 1:
        return pd.RangeIndex(1, sum(len(grid.rows) for grid in grids) + 1, name="row")
    rows = np.asarray(grids[0].rows)
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return pd.RangeIndex(rows[0], rows[-1] + 1, name="row")
    index: pd.Index = pd.Index(rows, name="row")
    return index


def free_texts_store(cells: pd.Series) -> Store:
    """Return a column of texts: coded when its texts recur, otherwise unchanged."""
    from report.intake.normalise.distinct import arrow_of, distinct_texts, recur
    from report.intake.stores import Coded, Texts

    texts = arrow_of(cells)
    if texts is None:
        return _objects_store(cells)
    if recur(texts):
        distinct_cells = distinct_texts(texts)
        if len(distinct_cells.cells) * _TIMES <= len(texts):
            return Coded.of(distinct_cells.cells, distinct_cells.codes)
    return Texts(texts)


def texts_store(cells: pd.Series, shown: Callable[[str], str] | None) -> Store:
    """Return a column by its distinct texts; ``shown`` turns each into the text that is shown."""
    from report.intake.normalise.distinct import arrow_of, distinct_texts
    from report.intake.stores import Coded

    texts = arrow_of(cells)
    if texts is None:
        return _objects_store(cells)
    distinct_cells = distinct_texts(texts)
    if shown is None:
        return Coded.of(distinct_cells.cells, distinct_cells.codes)
    return Coded.of([shown(str(cell)) for cell in distinct_cells.cells], distinct_cells.codes)


def _objects_store(cells: pd.Series) -> Store:
    """Return a column of numbers, of booleans, or of objects by those that are distinct."""
    from report.intake.normalise.distinct import shared_objects
    from report.intake.stores import Coded, Numbers

    if str(cells.dtype) in ("Int64", "Float64"):
        return Numbers.of(cells)
    if cells.dtype == object:
        codes, objects = shared_objects(cells)
        cells_or_none = [None if value is None or value != value else value for value in objects]
        return Coded.of(cells_or_none, codes)
    truth = cells.to_numpy(dtype=np.int8, na_value=-1)
    return Coded.of([False, True], truth)


def country_text(code: str, locale: str) -> str:
    """Return the name by which a country is shown.

    :raises ExpressionError: ``unknown-locale``.
    """
    from report.arabic import country_name

    return country_name(code, locale)
