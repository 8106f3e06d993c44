"""The output of a reader: columns of raw cells with the spreadsheet address of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from report.errors import Finding


@dataclass(frozen=True, slots=True)
class Recognised:
    """A property of a file that was detected and not set in the brief.

    ``what`` is the key of ``[tables.NAME]`` that pins it (``encoding``, ``delimiter``, ``sheet``,
    ``range``, ``header``), ``value`` the value to set.
    """

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A row, or cells of one, outside the table: a title above it, a total below, a note beside it.

    ``row`` is the row number as a spreadsheet shows it; ``why`` is ``title``, ``total``, ``note``
    or ``ragged``.
    """

    row: int
    cells: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The table of one file, or of one of its sheets, with unchanged cells.

    ``header`` has one name per column; two header rows are joined by a space. ``columns`` has one
    series per column, with a ``RangeIndex``. Its dtype is ``string[pyarrow]`` when every cell is
    text; an Arrow type (``int64``, ``double``, ``bool``, ``date32``) when the file stores the
    column as such; otherwise ``object``, with cells of ``str``, ``int``, ``float``, ``bool``,
    ``datetime.datetime``, ``datetime.date``, ``datetime.time`` or the special cells of a workbook
    (:mod:`report.workbooks.cells`). A blank cell is ``None`` or ``<NA>``.

    ``rows`` holds the spreadsheet number of each row, ``letters`` the letters of each column:
    ``f"{letters[c]}{rows[r]}"`` is the address of a cell. The letters of a column that is not in
    the file are empty. ``sha256`` is the digest of the file on disk. ``labels`` has the label of
    each column that is nameless in the file, by its assigned name. ``notes`` are warnings about how
    the table was read; ``severity`` in ``[tables.NAME]`` sets their weight.
    """

    path: Path
    sha256: str
    sheet: str | None
    header: tuple[str, ...]
    columns: tuple[pd.Series, ...]
    rows: np.ndarray
    letters: tuple[str, ...]
    recognised: tuple[Recognised, ...] = ()
    excluded_rows: tuple[ExcludedRow, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()
