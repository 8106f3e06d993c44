"""Special cells of workbooks (errors, formulas without a value, percentages) and the state of a
sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

#: The mark of a percent format; any other mark is a currency or a unit.
PERCENT = "%"
#: The position of a cell: row and column, counted from 1.
Spot = tuple[int, int]
#: The first and last number of a run of rows or columns.
Run = tuple[int, int]

#: The error values of Excel (English and French), LibreOffice and Google Sheets, and the signs
#: for a number that is wider than its column.
ERRORS = frozenset(
    [
        *(
            "#REF!",
            "#DIV/0!",
            "#N/A",
            "#N/A N/A",
            "#NAME?",
            "#VALUE!",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "#CALC!",
        ),
        *(
            "#FIELD!",
            "#BLOCKED!",
            "#CONNECT!",
            "#BUSY!",
            "#UNKNOWN!",
            "#PYTHON!",
            "#EXTERNAL!",
            "#ERROR!",
        ),
        *(
            "#NOM?",
            "#VALEUR!",
            "#NOMBRE!",
            "#NUL!",
            "#PROPAGATION!",
            "#EPARS!",
            "#CALCUL!",
            "#CHAMP!",
            "#BLOQUÉ!",
        ),
        *(
            "#CONNEXION!",
            "#OCCUPÉ!",
            "#INCONNU!",
            "#ERREUR!",
            "#CHARGEMENT_DONNEES",
            "#GETTING_DATA",
        ),
        *(f"Err:{number}" for number in range(501, 541)),
        *("#" * count for count in range(3, 41)),
    ]
)


class ErrorCell(str):
    """An error value of a formula, ``#REF!``."""

    __slots__ = ()


class FormulaCell(str):
    """A formula without a stored value, ``=B2*2``; no spreadsheet has computed it."""

    __slots__ = ()


class PercentCell(float):
    """A number in a percent format: 0.25, shown as 25%."""

    __slots__ = ()


@dataclass(slots=True)
class SheetState:
    """The properties of a sheet beside its values.

    ``percent`` has the runs of rows in a percent format by column, for any content; ``units`` has
    them for each currency or unit that formats show, when there are several; ``numbers`` has the
    digits of integers in the file that a double would lose; ``merges`` are areas as (top, left,
    bottom, right). ``filtered`` says that a filter is set.
    """

    errors: dict[Spot, str] = field(default_factory=dict)
    unstored: dict[Spot, str] = field(default_factory=dict)
    percent: dict[int, list[list[int]]] = field(default_factory=dict)
    units: dict[str, dict[int, list[list[int]]]] = field(default_factory=dict)
    numbers: dict[Spot, int] = field(default_factory=dict)
    hidden_rows: list[Run] = field(default_factory=list)
    hidden_columns: list[Run] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    filtered: bool = False

    def add_hidden_rows(self, first: int, last: int) -> None:
        """Record hidden rows; calls come in ascending order."""
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first = self.hidden_rows.pop()[0]
        self.hidden_rows.append((first, last))

    def add_mark(self, mark: str, row: int, column: int) -> None:
        """Record a cell whose format shows a percent sign or a unit; calls come row by row."""
        marked = self.percent if mark == PERCENT else self.units.setdefault(mark, {})
        runs = marked.setdefault(column, [])
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])


def is_number(rows: Sequence[Sequence[object]], index: int, place: int) -> bool:
    """Return whether a cell exists and is a plain number. Positions are counted from 0."""
    inside = 0 <= index < len(rows) and 0 <= place < len(rows[index])
    return inside and type(rows[index][place]) in (int, float)


def mark_percent(
    rows: list[list[Any]], top: int, left: int, percent: Mapping[int, Sequence[Sequence[int]]]
) -> None:
    """Convert the numbers at the places in ``percent`` of a :class:`SheetState` to percent cells,
    in place.

    ``top`` and ``left`` are the position of the first cell of ``rows``.
    """
    for column, runs in percent.items():
        place = column - left
        for first, last in runs:
            for index in range(max(first - top, 0), min(last - top + 1, len(rows))):
                if is_number(rows, index, place):
                    rows[index][place] = PercentCell(rows[index][place])


def is_error(text: str) -> bool:
    """Return whether a text is an error value of a spreadsheet; some programs write them in lower
    case.
    """
    return text in ERRORS or (text[:1] == "#" and text.upper() in ERRORS)


def percent_text(value: float) -> str:
    """Return a fraction as the percentage that a spreadsheet shows, with all digits: 0.125 as
    ``12.5%``.
    """
    return f"{percentage(value):f}%"


def percentage(value: float) -> Decimal:
    """Return a fraction in hundredths, rounded to the 15 significant digits of spreadsheets."""
    whole, _, decimals = format(Decimal(f"{value:.15g}") * 100, "f").partition(".")
    decimals = decimals.rstrip("0")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)
