"""Classify single cells for table detection: blank, figure, name, total."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.workbooks.cells import ErrorCell, FormulaCell, is_error

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

#: A raw cell; ``None`` for a blank.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | None

#: Digits of any script with signs of numbers, dates, times, percents and money: no column names.
_FIGURE = re.compile(
    r"[\s+\-−–(\[<>≈~$€£%٪*]*\d[\d\s.,٫٬/:\-−–+()%٪eETZ*]*(?:DH|MAD|USD|EUR|درهم)?\s*"
)
#: Invisible characters of a blank cell.
BLANKS = " \t\r\n\xa0\u200b\u200e\u200f\ufeff"
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_NOTE = re.compile(
    r"(?:[*†‡]|\(\*\)|(?:notes?|source|remarks?|remarques?|nb|n\.b\.)\s*:|(?:ملاحظ(?:ة|ات)|ملحوظة|المصدر|المصادر|تنبيه)\b)",
    re.IGNORECASE,
)
_LONG_NOTE = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, or of a text file, as a rectangle: all rows have the same length.

    The first cell is at row ``top`` and column ``left``, counted from 1 as in a spreadsheet.
    ``merges`` holds merged areas as (top, left, bottom, right), counted likewise, with inclusive
    ends. ``lengths`` holds, for a text file, the original cell count of each row, before padding. A
    columnar reader provides ``mask``, the filled cells, and ``series``, which returns a column's
    cells at given rows, so that no row is iterated. ``hidden_rows`` and ``hidden_columns`` hold
    hidden runs, counted from 1; ``filtered`` says that a filter is set. ``units`` has, for each
    currency or unit that number formats show, the runs of rows by column, counted from 1.
    """

    name: str | None
    rows: Sequence[Sequence[Cell]]
    top: int = 1
    left: int = 1
    merges: tuple[tuple[int, int, int, int], ...] = ()
    lengths: npt.NDArray[np.int64] | None = None
    mask: npt.NDArray[np.bool_] | None = None
    series: Callable[[int, npt.NDArray[np.int64]], pd.Series] | None = None
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    filtered: bool = False
    units: Mapping[str, Mapping[int, Sequence[Sequence[int]]]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of cells by positions from 0; ``bottom`` and ``right`` are exclusive."""

    top: int
    left: int
    bottom: int
    right: int
    filled: int = field(default=0, compare=False)

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.right - self.left


def is_blank(cell: Cell) -> bool:
    """Return whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def is_figure(cell: Cell) -> bool:
    """Return whether a cell holds a number, date, time or boolean, typed or written as text.

    An error value and a formula without a value count as figures.
    """
    if isinstance(cell, ErrorCell | FormulaCell):
        return True
    if isinstance(cell, str):
        if cell[:1] == "#" and is_error(cell.strip()):
            return True
        return len(cell) <= 60 and _FIGURE.fullmatch(cell.strip()) is not None
    return cell is not None


def is_year(cell: Cell) -> bool:
    """Return whether a cell may be a year that names a column."""
    text = str(cell) if isinstance(cell, int | str) and not isinstance(cell, bool) else ""
    return _YEAR.fullmatch(text.strip()) is not None


def is_total(row: Sequence[Cell]) -> bool:
    """Return whether the first text of a row may be the label of a total."""
    from report.intake.recognise.total_words import label_of

    first = next(
        (
            cell
            for cell in row
            if isinstance(cell, str) and not is_blank(cell) and not is_figure(cell)
        ),
        None,
    )
    return first is not None and label_of(first) is not None


def is_note(row: Sequence[Cell], *, apart: bool) -> bool:
    """Return whether a row is a remark and not data.

    A remark is a single text with the mark of a remark, a long one, or one ``apart``, after a blank
    row.
    """
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) != 1 or len(row) < 2 or not isinstance(filled[0], str) or is_figure(filled[0]):
        return False
    return apart or len(filled[0]) > _LONG_NOTE or _NOTE.match(filled[0].strip()) is not None


def name_of(cell: Cell) -> str:
    """Return a cell as a column name: NFC, without invisible characters, on one line."""
    if cell is None:
        return ""
    text = "".join(
        char for char in str(cell) if unicodedata.category(char) != "Cf" or char == "\u200c"
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 1: A, Z, AA."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the number of a column, from 1, by its letters; inverse of :func:`letters_of`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell, both counted from 1: ``C17``."""
    return f"{letters_of(column)}{row}"
