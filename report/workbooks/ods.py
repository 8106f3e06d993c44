"""The state of ODS sheets (OpenDocument 1.3, Part 3): errors, formulas, formats, hidden rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from itertools import product
from typing import Any

from report.workbooks.cells import PERCENT, SheetState, is_error
from report.workbooks.formats import unit_text
from report.workbooks.xlsx import whole_number
from report.workbooks.xml_parts import has_any, parse

_PART = "content.xml"
#: Markers of state; a file without them has no sheet state.
_SIGNS = (b"formula=", b'"percentage"', b'"currency"', b"visibility=", b"-spanned=", b'"error"')
#: A number format with letters or a currency sign.
_LETTERED = re.compile(rb"<number:text>[^<]*[A-Za-z$\x80-\xff]")
_FORMATS = ("number-style", "currency-style")
_CELLS = ("table-cell", "covered-table-cell")
#: Larger repetitions of cells are blanks at the end of a row.
_MOST_REPEATED = 1 << 20


def states(archive: zipfile.ZipFile, names: Mapping[str, bool]) -> dict[str, SheetState]:
    """Return the state of the named sheets; the flags say which have numbers that no double holds.

    A null date other than 1899-12-30 does not matter: days are texts.

    :raises BrokenPart: when the content cannot be read.
    """
    if not any(names.values()) and not has_any(archive, _PART, _SIGNS, _LETTERED):
        return {name: SheetState() for name in names}
    scan = _ContentScan()
    parse(archive, _PART, scan.start, scan.end, scan.text)
    return {name: scan.states.get(name, SheetState()) for name in names}


class _ContentScan:
    """Handler of the content's XML: tables, columns, rows and cells, each possibly repeated."""

    def __init__(self) -> None:
        self.states: dict[str, SheetState] = {}
        self._units = _Units()
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
                self._units.begin_table()
        elif self._depth != 1:
            self._units.start(tag, attributes)
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
        elif not self._depth:
            self._units.text(text)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag == "table":
            self._depth -= 1
        elif tag in _CELLS and self._depth == 1 and self._attributes is not None:
            self._end_cell(self._attributes, "".join(self._text).strip())
            self._attributes = None
        elif not self._depth:
            self._units.end(tag)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        count = _count(attributes.get("number-columns-repeated"))
        if attributes.get("visibility") in ("collapse", "filter"):
            self._state.hidden_columns.append((self._place, self._place + count - 1))
        self._units.add_columns(self._place, count, attributes.get("default-cell-style-name"))
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
            self._mark(PERCENT)
        else:
            unit = self._units.of_cell(attributes, self._column)
            if unit:
                self._mark(unit)
            if len(value) > 15 and (number := whole_number(value)) is not None:
                self._note(self._state.numbers, number)

    def _mark(self, mark: str) -> None:
        for row, column in self._spots():
            self._state.add_mark(mark, row, column)

    def _note(self, into: dict[tuple[int, int], Any], value: object) -> None:
        into.update(dict.fromkeys(self._spots(), value))

    def _spots(self) -> list[tuple[int, int]]:
        if self._rows * self._columns > _MOST_REPEATED:
            raise MemoryError
        columns = range(self._column, self._column + self._columns)
        rows = range(self._row, self._row + self._rows)
        return [(row, column) for column, row in product(columns, rows)]


class _Units:
    """The currencies and units of a document's number formats, and of the columns of a table."""

    def __init__(self) -> None:
        self._by_format: dict[str, str] = {}
        self._by_style: dict[str, str] = {}
        self._columns: list[tuple[int, int, str]] = []
        self._format: str | None = None
        self._is_literal = False
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element outside tables."""
        if tag in _FORMATS:
            self._format, self._text = attributes.get("name", ""), []
        elif tag == "style" and attributes.get("data-style-name") is not None:
            unit = self._by_format.get(attributes["data-style-name"], "")
            self._by_style[attributes.get("name", "")] = unit
        self._is_literal = self._format is not None and tag in ("text", "currency-symbol")

    def text(self, text: str) -> None:
        """Handle character data outside tables."""
        if self._is_literal:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """Handle the end of an element outside tables."""
        self._is_literal = False
        if tag in _FORMATS and self._format is not None:
            self._by_format[self._format] = unit_text("".join(self._text))
            self._format = None

    def begin_table(self) -> None:
        """Forget the columns of the table before."""
        self._columns = []

    def add_columns(self, first: int, count: int, style: str | None) -> None:
        """Record the style of the cells without a style in ``count`` columns."""
        unit = self._by_style.get(style or "", "")
        if unit:
            self._columns.append((first, first + count, unit))

    def of_cell(self, attributes: dict[str, str], column: int) -> str:
        """Return the currency or unit of a cell, empty when it has none or is no number."""
        kind, style = attributes.get("value-type"), attributes.get("style-name")
        if kind not in ("float", "currency"):
            return ""
        if kind == "currency" and attributes.get("currency"):
            return attributes["currency"]
        if style is not None:
            return self._by_style.get(style, "")
        return next((unit for first, stop, unit in self._columns if first <= column < stop), "")


def _count(text: str | None) -> int:
    return max(int(text), 1) if text else 1
