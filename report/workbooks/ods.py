"""The state of ODS sheets (OpenDocument 1.3, Part 3): errors, formulas, formats, hidden rows."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from itertools import product
from typing import Any

from report.workbooks.cells import SheetState, is_error
from report.workbooks.xlsx import whole_number
from report.workbooks.xml_parts import has_any, parse

_PART = "content.xml"
#: Markers of state; a file without them has no sheet state.
_SIGNS = (b"formula=", b'"percentage"', b"visibility=", b"-spanned=", b'"error"')
_CELLS = ("table-cell", "covered-table-cell")
#: Larger repetitions of cells are blanks at the end of a row.
_MOST_REPEATED = 1 << 20


def states(archive: zipfile.ZipFile, names: Mapping[str, bool]) -> dict[str, SheetState]:
    """Return the state of the named sheets; the flags say which have numbers that no double holds.

    A null date other than 1899-12-30 does not matter: days are texts.

    :raises BrokenPart: when the content cannot be read.
    """
    if not any(names.values()) and not has_any(archive, _PART, _SIGNS):
        return {name: SheetState() for name in names}
    scan = _ContentScan()
    parse(archive, _PART, scan.start, scan.end, scan.text)
    return {name: scan.states.get(name, SheetState()) for name in names}


class _ContentScan:
    """Handler of the content's XML: tables, columns, rows and cells, each possibly repeated."""

    def __init__(self) -> None:
        self.states: dict[str, SheetState] = {}
        self._state = SheetState()
        self._depth = 0
        self._row = self._rows = 0
        self._column = self._columns = 0
        self._place = 1
        self._attributes: dict[str, str] | None = None
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._state = self.states[attributes.get("name", "")] = SheetState()
                self._row, self._rows, self._place = 0, 1, 1
        elif self._depth != 1:
            return
        elif tag == "table-column":
            self._hide_columns(attributes)
        elif tag == "table-row":
            self._begin_row(attributes)
        elif tag in _CELLS:
            self._column += self._columns
            self._columns = _count(attributes.get("number-columns-repeated"))
            self._attributes, self._text = attributes, []

    def text(self, text: str) -> None:
        """Handle character data."""
        if self._attributes is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag == "table":
            self._depth -= 1
        elif tag in _CELLS and self._depth == 1 and self._attributes is not None:
            self._end_cell(self._attributes, "".join(self._text).strip())
            self._attributes = None

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        count = _count(attributes.get("number-columns-repeated"))
        if attributes.get("visibility") in ("collapse", "filter"):
            self._state.hidden_columns.append((self._place, self._place + count - 1))
        self._place += count

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row += self._rows if self._row else 1
        self._rows = _count(attributes.get("number-rows-repeated"))
        self._column, self._columns = 1, 0
        hidden = attributes.get("visibility")
        if hidden in ("collapse", "filter"):
            self._state.add_hidden_rows(self._row, self._row + self._rows - 1)
            self._state.filtered = self._state.filtered or hidden == "filter"

    def _end_cell(self, attributes: dict[str, str], text: str) -> None:
        down, across = (
            _count(attributes.get(f"number-{way}-spanned")) for way in ("rows", "columns")
        )
        if down > 1 or across > 1:
            self._state.merges.append(
                (self._row, self._column, self._row + down - 1, self._column + across - 1)
            )
        kind, formula = attributes.get("value-type"), attributes.get("formula")
        value = attributes.get("value", "")
        if kind == "error" or (formula is not None and is_error(text)):
            self._note(self._state.errors, text if is_error(text) else "#VALUE!")
        elif formula is not None and kind is None and not text:
            self._note(self._state.unstored, "=" + formula.partition("=")[2])
        elif kind == "percentage":
            for row, column in self._spots():
                self._state.add_percent(row, column)
        elif len(value) > 15 and (number := whole_number(value)) is not None:
            self._note(self._state.numbers, number)

    def _note(self, into: dict[tuple[int, int], Any], value: object) -> None:
        into.update(dict.fromkeys(self._spots(), value))

    def _spots(self) -> list[tuple[int, int]]:
        if self._rows * self._columns > _MOST_REPEATED:
            raise MemoryError
        columns = range(self._column, self._column + self._columns)
        rows = range(self._row, self._row + self._rows)
        return [(row, column) for column, row in product(columns, rows)]


def _count(text: str | None) -> int:
    return max(int(text), 1) if text else 1
