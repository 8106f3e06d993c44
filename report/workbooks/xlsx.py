"""The state of XLSX sheets (ECMA-376, Part 1, 18): errors, formulas, formats, hidden rows."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from report.workbooks.cells import PERCENT, SheetState, Spot
from report.workbooks.formats import BUILT_IN, mark_of, without_lone_unit
from report.workbooks.xml_parts import chunks, has_any, local, parse

#: Markers of state; a sheet without them has none.
_SIGNS = (b't="e"', b"hidden", b'ht="0"', b'width="0"')
_FORMULAS = (b"<f>", b"<f ", b"<f/")
#: A formula without a stored value.
_UNSTORED = re.compile(rb"</f>(?!\s*<v>[^<])|<f(?:\s[^>]*)?/>(?!\s*<v>[^<])")
#: The most digits of an integer that is read from the file's text.
_MOST_DIGITS = 40
#: An error cell up to its value, and the value.
_ERROR_CELL = re.compile(
    rb"(<(?:\w+:)?c\s[^>]*\bt=[\"']e[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>)[^<]*",
    re.DOTALL,
)
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """The parts of a workbook: sheets by name, and styles; ``from_1904`` is its date system.

    ``to_compute`` says that a spreadsheet must compute all formulas on opening: a program wrote the
    file.
    """

    sheets: dict[str, str]
    styles: str | None
    from_1904: bool
    to_compute: bool


def states(
    archive: zipfile.ZipFile, names: Mapping[str, bool]
) -> tuple[dict[str, SheetState], bool]:
    """Return the state of the named sheets, and whether days count from 1904.

    ``names`` says of each sheet whether it has integers that no double holds; their digits are then
    read from the file.

    :raises BrokenPart: when a part cannot be read.
    """
    book = _book(archive)
    marks = _marked_styles(archive, book.styles)
    scans = {
        name: _state(archive, book, name, marks, long)
        for name, long in names.items()
        if name in book.sheets
    }
    return scans, book.from_1904


def _book(archive: zipfile.ZipFile) -> Book:
    members = {name.lower(): name for name in archive.namelist()}
    main = next(
        (
            target
            for kind, target in _relations(archive, "", members).values()
            if kind == "officeDocument"
        ),
        "",
    )
    workbook = main or members.get("xl/workbook.xml", "xl/workbook.xml")
    relations = _relations(archive, workbook, members)
    sheets: dict[str, str] = {}
    flags: dict[str, str | None] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            number = next((value for key, value in attributes.items() if local(key) == "id"), "")
            if number in relations:
                sheets[attributes.get("name", "")] = relations[number][1]
        elif tag == "workbookPr":
            flags["date1904"] = attributes.get("date1904")
        elif tag == "calcPr":
            flags["to_compute"] = attributes.get("fullCalcOnLoad")

    parse(archive, workbook, start)
    styles = next((target for kind, target in relations.values() if kind == "styles"), None)
    return Book(sheets, styles, _is_true(flags.get("date1904")), _is_true(flags.get("to_compute")))


def _relations(
    archive: zipfile.ZipFile, part_name: str, members: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Return the kind and target of each relation of a part, by id; the case of part names is
    ignored.
    """
    folder, name = posixpath.split(part_name)
    path = members.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    relations: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            full = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
            relations[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                members.get(full.lower(), full),
            )

    if path is not None:
        parse(archive, path, start)
    return relations


def with_known_errors(data: bytes) -> bytes:
    """Return a workbook with ``#VALUE!`` in each error cell; the reader refuses newer error values.

    :func:`states` of the original workbook returns the true values.
    """
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(changed, "w") as copy:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename.lower().endswith(".xml"):
                content = _ERROR_CELL.sub(rb"\g<1>#VALUE!", content)
            copy.writestr(info.filename, content)
    return changed.getvalue()


def _marked_styles(archive: zipfile.ZipFile, part_name: str | None) -> dict[str, str]:
    """Return the marks of cell styles by number: percent signs, and units if there are several."""
    marks = {str(number): mark for number, mark in BUILT_IN.items()}
    styles: list[str] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            marks[attributes.get("numFmtId", "")] = mark_of(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            styles.append(attributes.get("numFmtId", ""))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if part_name is not None:
        parse(archive, part_name, start, end)
    return without_lone_unit(
        {str(index): marks.get(number, "") for index, number in enumerate(styles)}
    )


def _state(
    archive: zipfile.ZipFile, book: Book, name: str, marks: Mapping[str, str], long: bool
) -> SheetState:
    member = book.sheets[name]
    signs = [*_SIGNS, *(_FORMULAS if book.to_compute else ())]
    if not long and not has_any(archive, member, signs, _UNSTORED):
        quick = _only_marks(archive, member, marks)
        if quick is not None:
            return quick
    scan = _SheetScan(marks)
    parse(archive, member, scan.start, scan.end, scan.text)
    # Programs without a calculator write 0 as the value of every formula.
    if book.to_compute and not scan.computed:
        scan.state.unstored.update(scan.zeros)
    return scan.state


def _only_marks(
    archive: zipfile.ZipFile, part_name: str, marks: Mapping[str, str]
) -> SheetState | None:
    """Return the state of a sheet with marked formats only, in a quarter of the time of
    :func:`parse`.

    Whether these cells hold numbers is not checked. The result is ``None`` for a cell that is
    written in an unusual way: without its address, or with other attributes before its style.
    """
    state = SheetState()
    if not marks:
        return state
    styles = b"|".join(style.encode() for style in sorted(marks))
    usual = rb' r="([A-Z]{1,3})([0-9]{1,7})" s="(%b)"' % styles
    unusual = rb"\s[^<>]*\bs\s*=\s*[\"'](?:%b)[\"']" % styles
    cell = re.compile(rb"<c(?:%b|%b)|<!" % (usual, unusual))
    rest = b""
    for chunk in chunks(archive, part_name):
        text = rest + chunk
        end = text.rfind(b"<")
        if end <= 0:
            return None
        for letters, row, style in cell.findall(text, 0, end):
            if not letters:
                return None
            state.add_mark(marks[style.decode()], int(row), _number(letters.decode()))
        rest = text[end:]
    return state


class _SheetScan:
    """Handler of a sheet's XML: rows, cells, columns, filter.

    Few cells of a million have a state, so the work for each is small.
    """

    def __init__(self, marks: Mapping[str, str]) -> None:
        self.state = SheetState()
        self.zeros: dict[Spot, str] = {}
        self.computed = False
        self._marks = marks
        self._row = 0
        self._last: str | None = None
        self._beyond = 0
        self._attributes: dict[str, str] = {}
        self._formula: str | None = None
        self._has_formula = False
        self._text: list[str] = []
        self.text = self._text.append

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        if tag == "c":
            self._attributes, self._has_formula, self._formula = attributes, False, None
            self._text.clear()
            if "r" in attributes:
                self._last, self._beyond = attributes["r"], 0
            else:
                self._beyond += 1
        elif tag == "v":
            if self._has_formula:
                self._formula = "".join(self._text)
            self._text.clear()
        elif tag == "f":
            self._has_formula = True
            self._text.clear()
        elif tag == "row":
            self._begin_row(attributes)
        else:
            self._begin_other(tag, attributes)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag != "c":
            return
        kind, attributes = self._attributes.get("t", "n"), self._attributes
        if self._has_formula:
            self._take_formula(kind)
        if kind == "e":
            self.state.errors[self._spot()] = "".join(self._text).strip() or "#VALUE!"
        elif kind == "n" and self._text and not (self._has_formula and self._formula is None):
            mark = self._marks.get(attributes.get("s", ""))
            if mark is not None:
                self.state.add_mark(mark, *self._spot())
            if (
                mark != PERCENT
                and len(self._text[0]) > 15
                and (number := whole_number("".join(self._text).strip())) is not None
            ):
                self.state.numbers[self._spot()] = number

    def _take_formula(self, kind: str) -> None:
        """Record a formula without a value, or with 0; any other value was computed."""
        value = "" if self._formula is None else "".join(self._text).strip()
        formula = "=" + ("".join(self._text) if self._formula is None else self._formula).strip()
        if kind in ("n", "b", "d") and not value:
            self.state.unstored[self._spot()] = formula
        elif kind == "n" and value == "0":
            self.zeros[self._spot()] = formula
        else:
            self.computed = True

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._last, self._beyond = None, 0
        if _is_true(attributes.get("hidden")) or _is_zero(attributes.get("ht")):
            self.state.add_hidden_rows(self._row, self._row)

    def _begin_other(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "col":
            if _is_true(attributes.get("hidden")) or _is_zero(attributes.get("width")):
                self.state.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif tag == "filterColumn" or (tag == "sheetPr" and _is_true(attributes.get("filterMode"))):
            self.state.filtered = True

    def _spot(self) -> Spot:
        """Return the position of the cell; one without an address follows the previous cell."""
        match = _REFERENCE.fullmatch(self._last or "")
        if match is None:
            return self._row, self._beyond
        return int(match[2]), _number(match[1]) + self._beyond


def whole_number(text: str) -> int | None:
    """Return an integer of more than 15 digits as written; ``None`` for any other number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if (
        not value.is_finite()
        or not 15 <= value.adjusted() < _MOST_DIGITS
        or value != value.to_integral_value()
    ):
        return None
    return int(value)


@cache
def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_zero(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"0+(\.0*)?", value) is not None
