"""The columns of a table on a sheet: which are read, their names, and which are left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity, TableError
from report.intake.recognise.cells import Box, Sheet, address, letters_of
from report.intake.recognise.layout import Layout
from report.messages import text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: A nameless edge column with a lower share of filled cells holds notes beside the table.
_NOTES_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The table of a sheet, the count of its declared columns, and the sheet's other rectangles."""

    sheet: Sheet
    mask: npt.NDArray[np.bool_]
    layout: Layout
    matched: int
    other_boxes: tuple[Box, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """The sort key of the best table: declared columns, then filled cells."""
        return self.matched, self.layout.box.filled


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """The columns of a table: their ``places`` on the sheet, counted from 0, and their names.

    ``labels`` has the label of each nameless column, by its assigned name. ``beside`` holds the
    places of remark columns at the edges of the table; ``notes`` are the warnings about assigned
    names and omitted columns.
    """

    places: tuple[int, ...]
    names: tuple[str, ...]
    labels: Mapping[str, str]
    beside: tuple[int, ...]
    notes: tuple[Finding, ...]


def lettered(letters: str, declared: Collection[str], taken: Collection[str]) -> tuple[str, str]:
    """Return the name and the label of a column that has no name in its file.

    The name is the form that the brief declares (``B``, ``column B``, ``العمود B``), by default
    ``column B``. A form that names another column (``taken``) is not available.
    """
    label = text("column.unnamed", "ar", letters=letters)
    name = text("column.unnamed", "en", letters=letters)
    forms = (letters, name, label)
    return next((form for form in forms if form in declared and form not in taken), name), label


def choose_columns(
    table: FoundTable, body: npt.NDArray[np.int64], declared: Collection[str], where: Location
) -> ChosenColumns:
    """Return the columns of a table.

    A nameless column gets a name from its letters (``nameless-column``). A column with neither a
    name nor a filled cell is left out (``blank-columns``, when it is between others).

    :param body: the positions of the table's rows.
    :param declared: the column names in the brief.
    :raises TableError: ``twice-column``.
    """
    layout, sheet = table.layout, table.sheet
    left = layout.box.left
    named = [place for place, name in enumerate(layout.names, left) if name]
    taken = frozenset(layout.names)
    names: dict[int, str] = {}
    labels: dict[str, str] = {}
    beside, blank = [], []
    notes: list[Finding] = []
    for place, name in enumerate(layout.names, left):
        filled = int(table.mask[body, place].sum())
        if name:
            names[place] = name
        elif not filled:
            blank.append(place)
        elif named[0] < place < named[-1] or filled >= max(len(body) * _NOTES_SHARE, 2):
            letters = letters_of(place + sheet.left)
            names[place], label = lettered(letters, declared, taken)
            labels[names[place]] = label
            if names[place] not in declared:
                spot = address(
                    int(body[table.mask[body, place]][0]) + sheet.top, place + sheet.left
                )
                values = {"name": names[place], "letters": letters}
                notes.append(
                    Finding("nameless-column", replace(where, cell=spot), values, Severity.WARNING)
                )
        else:
            beside.append(place)
    _need_distinct(list(names.values()), replace(where, row=layout.header[-1] + sheet.top))
    between = [place for place in blank if min(names) < place < max(names)]
    if between:
        blanks = tuple(letters_of(place + sheet.left) for place in between)
        notes.append(Finding("blank-columns", where, {"columns": blanks}, Severity.WARNING))
    return ChosenColumns(tuple(names), tuple(names.values()), labels, tuple(beside), tuple(notes))


def _need_distinct(names: list[str], where: Location) -> None:
    twice = [name for index, name in enumerate(names) if name in names[:index]]
    if twice:
        raise TableError(
            *(Finding("twice-column", where, {"given": name}) for name in dict.fromkeys(twice))
        )
