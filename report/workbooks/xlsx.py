"""The state of the sheets of an XLSX workbook (ECMA-376, Part 1, 18): errors, formulas, formats, what is hidden."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from report.workbooks.cells import SheetState
from report.workbooks.xml_parts import has_any, parse

#: The numbers of the built-in formats 0% and 0.00%.
_PERCENT_FORMATS = frozenset(["9", "10"])
#: What of a format's code is shown as it stands, and is no sign of the format.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
#: Without any of these a sheet has nothing to tell of its state.
_SIGNS = (
    *(b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/"),
    *(b"hidden", b'ht="0"', b'width="0"'),
)
_LONG = rb">-?[0-9]{16}|[0-9][eE]\+?(?:1[5-9]|[2-9][0-9])<"
#: Whole numbers of up to so many digits are taken from the text of the file.
_MOST_DIGITS = 40
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """The parts of a workbook: of each sheet by its name, the styles, and whether days are counted from 1904."""

    sheets: dict[str, str]
    styles: str | None
    from_1904: bool


def states(archive: zipfile.ZipFile, names: Sequence[str]) -> tuple[dict[str, SheetState], bool]:
    """Return the state of the sheets of these names, and whether days are counted from 1904.

    :raises BrokenPart: when a part cannot be read.
    """
    book = _book(archive)
    percent = _percent_styles(archive, book.styles)
    found = {name: _state(archive, book.sheets[name], percent) for name in names if name in book.sheets}
    return found, book.from_1904


def _book(archive: zipfile.ZipFile) -> Book:
    known = {name.lower(): name for name in archive.namelist()}
    main = next((target for kind, target in _relations(archive, "", known).values() if kind == "officeDocument"), "")
    part = main or known.get("xl/workbook.xml", "xl/workbook.xml")
    relations = _relations(archive, part, known)
    sheets: dict[str, str] = {}
    flags: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "sheet" and given.get("id") in relations:
            sheets[given.get("name", "")] = relations[given["id"]][1]
        elif tag == "workbookPr":
            flags.append(given.get("date1904", ""))

    parse(archive, part, start)
    styles = next((target for kind, target in relations.values() if kind == "styles"), None)
    return Book(sheets, styles, flags[:1] in (["1"], ["true"]))


def _relations(archive: zipfile.ZipFile, part: str, known: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return the kind and the target of each relation of a part, by its id; part names differ in case in some files."""
    folder, name = posixpath.split(part)
    path = known.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "").replace("\\", "/")
            full = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], known.get(full.lower(), full))

    if path is not None:
        parse(archive, path, start)
    return found


def is_percent(code: str) -> bool:
    """Tell whether a number format (``0.0%``) shows percentages."""
    return "%" in _LITERAL.sub("", code)


def _percent_styles(archive: zipfile.ZipFile, part: str | None) -> frozenset[str]:
    """Return the numbers of the cell styles that show percentages."""
    formats = set(_PERCENT_FORMATS)
    styles: list[str] = []
    inside = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt" and is_percent(given.get("formatCode", "")):
            formats.add(given.get("numFmtId", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            styles.append(given.get("numFmtId", ""))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if part is not None:
        parse(archive, part, start, end)
    return frozenset(str(at) for at, number in enumerate(styles) if number in formats)


def _state(archive: zipfile.ZipFile, part: str, percent: frozenset[str]) -> SheetState:
    styled = rb"\bs=[\"'](?:" + b"|".join(style.encode() for style in sorted(percent)) + rb")[\"']"
    pattern = re.compile(rb"%s|%s" % (_LONG, styled) if percent else _LONG)
    if not has_any(archive, part, _SIGNS, pattern):
        return SheetState()
    scan = _SheetScan(percent)
    parse(archive, part, scan.start, scan.end, scan.text)
    return scan.state


class _SheetScan:
    """Goes through the XML of a sheet: rows, cells, columns, the filter."""

    def __init__(self, percent: frozenset[str]) -> None:
        self.state = SheetState()
        self._percent = percent
        self._row = self._column = 0
        self._kind = self._style = ""
        self._formula: list[str] | None = None
        self._value: list[str] = []
        self._into: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element's beginning."""
        if tag == "c":
            self._cell(given)
        elif tag == "v":
            self._into = self._value
        elif tag == "f":
            self._formula = self._into = []
        elif tag == "row":
            self._begin_row(given)
        elif tag == "col" and (_is_true(given.get("hidden")) or _is_zero(given.get("width"))):
            self.state.hidden_columns.append((int(given["min"]), int(given["max"])))
        elif tag == "sheetPr":
            self.state.filtered = self.state.filtered or _is_true(given.get("filterMode"))
        elif tag == "filterColumn":
            self.state.filtered = True

    def text(self, text: str) -> None:
        """Take characters."""
        if self._into is not None:
            self._into.append(text)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag in ("v", "f"):
            self._into = None
        elif tag == "c":
            self._end_cell()

    def _begin_row(self, given: dict[str, str]) -> None:
        self._row = int(given["r"]) if "r" in given else self._row + 1
        self._column = 0
        if _is_true(given.get("hidden")) or _is_zero(given.get("ht")):
            self.state.add_hidden_rows(self._row, self._row)

    def _cell(self, given: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(given.get("r", ""))
        if match is None:
            self._column += 1
        else:
            self._row, self._column = int(match[2]), _number(match[1])
        self._kind, self._style = given.get("t", "n"), given.get("s", "")
        self._formula, self._value = None, []

    def _end_cell(self) -> None:
        spot = self._row, self._column
        value = "".join(self._value).strip()
        if self._kind == "e":
            self.state.errors[spot] = value or "#VALUE!"
        elif self._formula is not None and not value and self._kind in ("n", "b", "d"):
            self.state.unstored[spot] = "=" + "".join(self._formula).strip()
        elif self._kind == "n" and value:
            if self._style in self._percent:
                self.state.add_percent(*spot)
            elif len(value) > 15 and (number := whole_number(value)) is not None:
                self.state.numbers[spot] = number


def whole_number(text: str) -> int | None:
    """Return a whole number of more than 15 digits as it is written; ``None`` for any other number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or not 15 <= value.adjusted() < _MOST_DIGITS or value != value.to_integral_value():
        return None
    return int(value)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_zero(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"0+(\.0*)?", value) is not None
