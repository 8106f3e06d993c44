"""Cells that no plain text or number describes: errors, formulas without a value, percentages; a sheet's state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

#: A cell's place: row and column, both counted from 1.
Spot = tuple[int, int]
#: First and last number of a run of rows or columns.
Run = tuple[int, int]

#: The error values of Excel (in English and French), LibreOffice and Google Sheets; and the signs that are shown in
#: place of a number which its column is too narrow for.
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
    """A formula of which no value is stored, ``=B2*2``: no spreadsheet has computed it since it was written."""

    __slots__ = ()


class PercentCell(float):
    """A number in a percent format: 0.25 that is shown as 25%."""

    __slots__ = ()


@dataclass(slots=True)
class SheetState:
    """What a sheet holds beside its values.

    ``percent`` has runs of rows in a percent format by column, whatever their cells hold; ``numbers`` the digits of
    whole numbers as the file has them, where a double would lose some; ``merges`` are areas as (top, left, bottom,
    right). ``filtered`` says that a filter is set.
    """

    errors: dict[Spot, str] = field(default_factory=dict)
    unstored: dict[Spot, str] = field(default_factory=dict)
    percent: dict[int, list[list[int]]] = field(default_factory=dict)
    numbers: dict[Spot, int] = field(default_factory=dict)
    hidden_rows: list[Run] = field(default_factory=list)
    hidden_columns: list[Run] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    filtered: bool = False

    def add_hidden_rows(self, first: int, last: int) -> None:
        """Note rows that are not shown; they come in ascending order."""
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first = self.hidden_rows.pop()[0]
        self.hidden_rows.append((first, last))

    def add_percent(self, row: int, column: int) -> None:
        """Note a cell in a percent format; cells come row by row."""
        runs = self.percent.setdefault(column, [])
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])


def is_number(rows: Sequence[Sequence[object]], index: int, place: int) -> bool:
    """Say whether a cell of a sheet is a plain number; it need not be there. Positions are counted from 0."""
    inside = 0 <= index < len(rows) and 0 <= place < len(rows[index])
    return inside and type(rows[index][place]) in (int, float)


def mark_percent(
    rows: list[list[Any]], top: int, left: int, percent: Mapping[int, Sequence[Sequence[int]]]
) -> None:
    """Make percentages of the numbers at the places that ``percent`` of a :class:`SheetState` names.

    ``top`` and ``left`` are the place of the first of the cells, ``rows``.
    """
    for column, runs in percent.items():
        place = column - left
        for first, last in runs:
            for index in range(max(first - top, 0), min(last - top + 1, len(rows))):
                if is_number(rows, index, place):
                    rows[index][place] = PercentCell(rows[index][place])


def is_error(text: str) -> bool:
    """Say whether a text is an error value of a spreadsheet; programs write some in small letters."""
    return text in ERRORS or (text[:1] == "#" and text.upper() in ERRORS)


def percent_text(value: float) -> str:
    """Return a fraction as the percentage that a spreadsheet shows, with all its digits: 0.125 as ``12.5%``."""
    return f"{percentage(value):f}%"


def percentage(value: float) -> Decimal:
    """Return a fraction in hundredths; a spreadsheet shows 15 significant digits of its numbers."""
    whole, _, decimals = format(Decimal(f"{value:.15g}") * 100, "f").partition(".")
    decimals = decimals.rstrip("0")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)
