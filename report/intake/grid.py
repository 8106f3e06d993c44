"""What a reader finds in a file: columns of raw cells, with the row and the column of each as the analyst sees them."""

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
    """One thing that was worked out about a file and not told by the brief: ``what`` is the key of ``[tables.NAME]``
    that pins it (``encoding``, ``delimiter``, ``sheet``, ``range``, ``header``), ``value`` what it would be set to."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A row, or part of one, that is not of the table: a title above it, a total below, a note beside.

    ``row`` is its number as a spreadsheet shows it; ``why`` is ``title``, ``total``, ``note`` or ``ragged``.
    """

    row: int
    cells: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table as it is in one file, or one sheet of it: nothing in its cells is changed.

    ``header`` has a name for each column, two header rows being joined by a space. ``columns`` has a series each, with
    a ``RangeIndex``: ``string[pyarrow]`` where every cell is text; a type of Arrow (``int64``, ``double``, ``bool``,
    ``date32``) where the file holds the column in one; else ``object`` of ``str``, ``int``, ``float``, ``bool``,
    ``datetime.datetime``, ``datetime.date`` or ``datetime.time``, or of the cells of a workbook that are none of these
    (:mod:`report.workbooks.cells`). A blank cell is ``None`` or ``<NA>``.
    ``rows`` holds the number of each row as a spreadsheet shows it, ``letters`` the letters of each column, so that
    ``f"{letters[c]}{rows[r]}"`` is a cell's address; a column that is not of the file has none. ``sha256`` is that of
    the file as it is on the disk.
    ``labels`` has the label of each column that has no name in the file, by the name that it is given. ``notes`` are
    warnings about how the table was read; ``severity`` in ``[tables.NAME]`` decides what they weigh.
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
