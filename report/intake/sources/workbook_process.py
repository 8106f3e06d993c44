"""Read a workbook in a process of its own: bytes in on standard input, its sheets out on standard output.

The reader of workbooks is fast and safe with memory, but a file of a kilobyte that names the cell XFD1048576 makes it
ask for more memory than there is, and that ends the whole process. So it gets one of its own, with bounds.
Run as a program with the memory it may take in bytes and the sheet that is wanted (empty for all); imports nothing of
the project, so that it starts at once.
"""

from __future__ import annotations

import datetime as dt
import io
import pickle
import sys
from typing import Any


def _bounded(size: int) -> None:
    if sys.platform == "win32":  # no such bounds there; the size of what is unpacked is still bounded
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > size:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (size, most))
        except (ValueError, OSError):  # macOS has no bound on address space
            return


def _cell(value: Any) -> Any:
    """Return a cell as the spreadsheet shows it: it knows no whole numbers apart from others, yet shows 3, not 3.0;
    a span of time is shown as hours beyond 24."""
    if value == "" or value is None:
        return None
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value


def _sheet(workbook: Any, name: str) -> dict[str, Any]:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
    top, left = sheet.start or (0, 0)
    merges = [(start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1) for start, end in (sheet.merged_cell_ranges or ())]
    return {"name": name, "rows": rows, "top": top + 1, "left": left + 1, "merges": merges}


def _read(data: bytes, wanted: str) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    metadata = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in metadata]
    shown = [sheet.name for sheet in metadata if sheet.visible == SheetVisibleEnum.Visible]
    if wanted:
        number = int(wanted[1:]) if wanted.startswith("#") else 0
        if wanted.startswith("#"):
            chosen = names[number - 1 : number] if number > 0 else []
        else:
            chosen = [name for name in names if name.strip() == wanted[1:].strip()][:1]
    else:
        chosen = shown
    return {"names": names, "sheets": [_sheet(workbook, name) for name in chosen]}


def main() -> None:
    """Answer with a dictionary: ``names`` and ``sheets``, or ``error`` with its kind and its words."""
    _bounded(int(sys.argv[1]))
    try:
        answer = _read(sys.stdin.buffer.read(), sys.argv[2])
    except MemoryError:
        raise SystemExit(3) from None
    # A panic of the reader is no Exception; whatever it is, the parent tells of it.
    except BaseException as error:
        answer = {"error": (type(error).__name__, str(error))}
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


if __name__ == "__main__":
    main()
