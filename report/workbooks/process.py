"""Read a workbook in a separate process: bytes on standard input, sheets on standard output.

The reader is fast and memory-safe, but a small file that names the cell XFD1048576 makes it
allocate more memory than there is, which ends the process. It therefore runs in a process with
limits. The arguments are the memory limit in bytes and the requested sheets, by name or number, as
JSON (an empty list means all visible sheets).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import pickle
import sys
import zipfile
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from report.workbooks.cells import ErrorCell, FormulaCell, SheetState, is_number

#: Beyond this, a double does not hold every integer.
_EXACT = 2**53
#: Numbers from here on keep their exponent.
_LARGEST = 1e40
#: The most cells of a sheet, with blanks.
_MOST_CELLS = 1 << 28


def _bounded(size: int) -> None:
    if (
        sys.platform == "win32"
    ):  # no such bounds there; the size of what is unpacked is still bounded
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > size:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (size, most))
        except (ValueError, OSError):  # macOS has no bound on address space
            return


def _cell(value: object) -> object:
    """Return a cell as the spreadsheet shows it: 3 and not 3.0, a duration as hours beyond 24."""
    if value == "" or value is None:
        return None
    if type(value) is float:
        if not value.is_integer():
            return float(f"{value:.15g}")  # 0.30000000000000004 was typed 0.3
        if abs(value) < _EXACT:
            return int(value)
        return int(Decimal(repr(value))) if abs(value) < _LARGEST else value
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value


def _sheet(workbook: CalamineWorkbook, name: str) -> dict[str, Any]:
    sheet = workbook.get_sheet_by_name(name)
    rows = [list(map(_cell, row)) for row in sheet.to_python(skip_empty_area=True)]
    top, left = sheet.start or (0, 0)
    merges = [
        (start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1)
        for start, end in (sheet.merged_cell_ranges or ())
    ]
    return {"name": name, "rows": rows, "top": top + 1, "left": left + 1, "merges": merges}


def _has_long(rows: list[list[Any]]) -> bool:
    """Return whether a number exceeds the integers that a double holds exactly."""
    cells = chain.from_iterable(rows)
    return any(type(cell) is int and not -_EXACT < cell < _EXACT for cell in cells)


def _add_state(sheet: dict[str, Any], state: SheetState) -> None:
    """Add to a sheet the state that the reader does not return."""
    sheet["top"], sheet["left"] = _with_state(sheet["rows"], sheet["top"], sheet["left"], state)
    sheet["merges"] = sheet["merges"] or state.merges
    sheet["hidden_rows"], sheet["hidden_columns"] = state.hidden_rows, state.hidden_columns
    sheet["filtered"] = state.filtered
    # Kept apart from the cells: pickling an object for each takes longer than reading the workbook.
    sheet["percent"], sheet["units"] = state.percent, state.units


def _with_state(rows: list[list[Any]], top: int, left: int, state: SheetState) -> tuple[int, int]:
    """Put errors, formulas and long numbers into their cells; return the position of the first
    cell.

    The reader returns blanks for errors and formulas, and omits them at the edges of the sheet.
    """
    spots = [*state.errors, *state.unstored]
    if spots:
        top, left = _widened(rows, top, left, spots)
    for (row, column), text in state.errors.items():
        rows[row - top][column - left] = ErrorCell(text)
    for (row, column), text in state.unstored.items():
        rows[row - top][column - left] = FormulaCell(text)
    for (row, column), number in state.numbers.items():
        if is_number(rows, row - top, column - left):
            rows[row - top][column - left] = number
    return top, left


def _widened(
    rows: list[list[Any]], top: int, left: int, spots: list[tuple[int, int]]
) -> tuple[int, int]:
    """Extend the rectangle of cells to include ``spots``; return the position of its first cell."""
    width = len(rows[0]) if rows else 0
    if not rows:
        top, left = spots[0]
    first_row, last_row = min(row for row, _ in spots), max(row for row, _ in spots)
    first_column, last_column = (
        min(column for _, column in spots),
        max(column for _, column in spots),
    )
    left_gap, right_gap = max(left - first_column, 0), max(last_column - (left + width - 1), 0)
    above, below = max(top - first_row, 0), max(last_row - (top + len(rows) - 1), 0)
    if (len(rows) + above + below) * (width + left_gap + right_gap) > _MOST_CELLS:
        raise MemoryError
    if left_gap or right_gap:
        rows[:] = [[*[None] * left_gap, *row, *[None] * right_gap] for row in rows]
    width += left_gap + right_gap
    rows[:0] = [[None] * width for _ in range(above)]
    rows.extend([None] * width for _ in range(below))
    return top - above, left - left_gap


def _states(data: bytes, names: dict[str, bool]) -> tuple[dict[str, SheetState], bool]:
    """Return the sheet states that the reader does not return, and whether days count from 1904.

    ``names`` says of each sheet whether it has integers that no double holds.
    """
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" in archive.namelist() and "mimetype" in archive.namelist():
                from report.workbooks import ods

                return ods.states(archive, names), False
            from report.workbooks import xlsx

            return xlsx.states(archive, names)
    from report.workbooks import xls

    return xls.states(data, list(names))


def _read(data: bytes, requested: list[str | int]) -> dict[str, Any]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    metadata = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in metadata]
    shown = [sheet.name for sheet in metadata if sheet.visible == SheetVisibleEnum.Visible]
    by_request = {asked: _named(asked, names) for asked in requested}
    unknown = [asked for asked, name in by_request.items() if name is None]
    chosen = (
        [name for name in dict.fromkeys(by_request.values()) if name is not None]
        if requested
        else shown
    )
    try:
        sheets = [_sheet(workbook, name) for name in chosen]
    except CalamineError as error:
        if "cell error" not in str(error):
            raise
        from report.workbooks.xlsx import with_known_errors

        workbook = CalamineWorkbook.from_filelike(io.BytesIO(with_known_errors(data)))
        sheets = [_sheet(workbook, name) for name in chosen]
    states, from_1904 = _states(data, {sheet["name"]: _has_long(sheet["rows"]) for sheet in sheets})
    for sheet in sheets:
        _add_state(sheet, states.get(sheet["name"], SheetState()))
    hidden = [name for name in names if name not in shown]
    return {
        "names": names,
        "sheets": sheets,
        "hidden": hidden,
        "unknown": unknown,
        "from_1904": from_1904,
    }


def _named(asked: str | int, names: list[str]) -> str | None:
    """Return the sheet with a name or a number, counted from 1, or ``None``."""
    if isinstance(asked, int):
        return names[asked - 1] if 0 < asked <= len(names) else None
    return next((name for name in names if name.strip() == asked.strip()), None)


def main() -> None:
    """Write a dictionary: ``names``, ``sheets``, ``hidden``, ``unknown``, ``from_1904``; or
    ``error``.
    """
    _bounded(int(sys.argv[1]))
    try:
        answer = _read(sys.stdin.buffer.read(), json.loads(sys.argv[2]))
    except MemoryError:
        raise SystemExit(3) from None
    # A panic of the reader is no Exception; the parent reports it.
    except BaseException as error:
        answer = {"error": (type(error).__name__, str(error))}
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


if __name__ == "__main__":
    main()
