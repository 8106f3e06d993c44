"""Findings in a copy of the workbook they were found in: each cell marked and commented, all of
them on a last sheet.

The original is only read. A CSV file, an old workbook or a database table becomes a new workbook,
its cells where the findings say they are.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from report.errors import Finding, Location, Severity
from report.findings.losses import Loss, losses, of_warning
from report.findings.plain import severity_word
from report.intake.missing_values import is_missing
from report.messages import text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from report.intake.grid import Grid
    from report.messages import Language

#: A larger table is copied only where it has findings: a workbook in memory takes a hundred times
#: its text.
MOST_CELLS = 500_000
#: What Excel holds.
_LAST_ROW, _LONGEST = 1_048_576, 32_767
_LONGEST_COMMENT = 2_000

_FILLS = {Severity.ERROR: "FFF4C7C3", Severity.WARNING: "FFFFF2CC", Severity.NOTE: "FFE8EEF1"}
_HEADS = ("severity", "sheet", "cell", "row", "column", "value", "rule", "what", "do")
_WIDTHS = (10, 16, 8, 8, 20, 24, 18, 60, 60)


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """The bytes of an XLSX workbook, and a warning for each thing that the original has and the
    copy has not."""

    data: bytes
    lost: tuple[Finding, ...]


def mark_copy(
    path: Path, grids: Sequence[Grid], findings: Iterable[Finding], language: Language
) -> MarkedCopy:
    """Return a copy of the table's file as a workbook, with the findings of that file in it.

    ``grids`` are what was read from ``path``. What cannot be carried over is reported in ``lost``:
    ``lost-in-copy``, ``new-workbook``, ``copied-in-part``.
    """
    own = [finding for finding in findings if finding.where.file == str(path)]
    own_grids = [grid for grid in grids if grid.path == path]
    cells = sum(len(grid.rows) * len(grid.header) for grid in own_grids)
    opened = _opened(path) if cells <= MOST_CELLS else None
    if opened is not None:
        book, lost = opened
        _annotate(book, own, language)
        with suppress(
            Exception
        ):  # as when opening: what openpyxl took in may be what it cannot put out
            return MarkedCopy(_bytes(book), tuple(_lost(path, loss) for loss in lost))
    book, lost = _made(own_grids, own, cells > MOST_CELLS)
    _annotate(book, own, language)
    return MarkedCopy(_bytes(book), tuple(_lost(path, loss) for loss in lost))


def _annotate(book: Workbook, findings: Sequence[Finding], language: Language) -> None:
    """Mark the cells and add the list."""
    for (sheet, address), about in _by_cell(findings).items():
        _mark(_sheet(book, sheet), address, about, language)
    _list(book, findings, language)


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lost(path: Path, loss: Loss) -> Finding:
    values = loss.values()
    return Finding(loss.rule, Location(file=str(path)), values, Severity.WARNING)


def _opened(path: Path) -> tuple[Workbook, list[Loss]] | None:
    """Return the workbook in a file, without its macros, and what is lost of it; ``None`` if it is
    not one."""
    from openpyxl import load_workbook

    lost = losses(path)
    if lost is None:
        return None
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            book: Workbook = load_workbook(path)
    except Exception:  # a strange workbook may raise anything; its cells are already read
        return None
    return book, list(
        dict.fromkeys([*lost, *(of_warning(str(warning.message)) for warning in caught)])
    )


def _made(
    grids: Sequence[Grid], findings: Sequence[Finding], large: bool
) -> tuple[Workbook, list[Loss]]:
    """Return a new workbook with the cells of grids where they stood; of large ones only the rows
    with findings."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = {finding.where.row for finding in findings}
    for grid in grids:
        sheet = book.create_sheet(_title(grid.sheet or grid.path.stem))
        sheet.sheet_view.rightToLeft = True
        _fill(sheet, grid, rows if large else None)
    if not book.worksheets:
        book.create_sheet(_title("table"))
    lost = [Loss("new-workbook")]
    return book, [*lost, Loss("copied-in-part")] if large else lost


def _fill(sheet: Worksheet, grid: Grid, expected: set[int | None] | None) -> None:
    header = max(int(grid.rows[0]) - 1, 1) if len(grid.rows) else 1
    for name, letters in zip(grid.header, grid.letters, strict=True):
        if letters:
            _write(sheet[f"{letters}{header}"], name)
    for excluded in grid.excluded_rows:
        for cell, letters in zip(excluded.cells, grid.letters, strict=False):
            if cell and excluded.row != header:
                _write(sheet[f"{letters}{excluded.row}"], cell)
    for line, row in enumerate(grid.rows.tolist()):
        if row > _LAST_ROW or (expected is not None and row not in expected):
            continue
        for column, letters in zip(grid.columns, grid.letters, strict=True):
            if letters:
                _write(sheet[f"{letters}{row}"], column.iloc[line])


def _write(cell: Cell, value: object) -> None:
    """Put a value into a cell; a text that begins like a formula stays a text."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if is_missing(value):
        return
    if isinstance(value, bool | int | float | dt.date | dt.time):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value))[:_LONGEST]
    cell.data_type = "s"


def _title(name: str) -> str:
    return "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "table"


def _sheet(book: Workbook, name: str | None) -> Worksheet:
    named = [
        sheet
        for sheet in book.worksheets
        if name is not None and sheet.title in (name, _title(name))
    ]
    return (named or book.worksheets)[0]


def _by_cell(findings: Sequence[Finding]) -> dict[tuple[str | None, str], list[Finding]]:
    cells: dict[tuple[str | None, str], list[Finding]] = {}
    for finding in findings:
        if finding.where.cell is not None and (finding.where.row or 0) <= _LAST_ROW:
            cells.setdefault((finding.where.sheet, finding.where.cell), []).append(finding)
    return cells


def _mark(sheet: Worksheet, address: str, findings: Sequence[Finding], language: Language) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _real(sheet, address)
    worst = min((finding.severity for finding in findings), key=list(_FILLS).index)
    cell.fill = PatternFill("solid", fgColor=_FILLS[worst])
    lines = [
        f"{severity_word(finding.severity, language)}: {finding.what(language)} "
        f"{finding.do(language)}"
        for finding in findings
    ]
    said = [cell.comment.text] if cell.comment is not None else []
    comment = Comment(_shortened("\n".join([*said, *lines])), "Mujaz", height=120, width=320)
    cell.comment = comment


def _real(sheet: Worksheet, address: str) -> Cell:
    """Return the cell at an address: of merged cells the first, which is the only one that holds
    anything."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return cast("Cell", sheet.cell(merged.min_row, merged.min_col))
    return cast("Cell", sheet[address])


def _shortened(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return text if len(text) <= _LONGEST_COMMENT else f"{text[: _LONGEST_COMMENT - 1]}…"


def _list(book: Workbook, findings: Sequence[Finding], language: Language) -> None:
    """Add the sheet that lists every finding, each linked to its cell."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(_free(book, text("findings.sheet", language)))
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.freeze_panes = "A2"
    for index, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, index, text(f"findings.head.{head}", language))
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(findings, start=2):
        where = finding.where
        values = (
            severity_word(finding.severity, language), where.sheet, where.cell, where.row,
            where.column, finding.given, finding.rule, finding.what(language),
            finding.do(language),
        )  # fmt: skip
        for index, value in enumerate(values, start=1):
            cell = sheet.cell(number, index)
            _write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if where.cell is not None:
            title = _sheet(book, where.sheet).title.replace("'", "''")
            sheet.cell(number, 3).hyperlink = Hyperlink(
                f"C{number}", location=f"'{title}'!{where.cell}"
            )


def _free(book: Workbook, title: str) -> str:
    """Return a title that no sheet has, compared without case: «الملاحظات», «الملاحظات 2»."""
    taken = {name.casefold() for name in book.sheetnames}
    names = (title if number == 1 else f"{title} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)
