"""XLSX, XLS and ODS, by calamine in a process of its own (:mod:`report.intake.sources.workbook_process`)."""

from __future__ import annotations

import difflib
import io
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import TableError
from report.intake.grid import Grid, Recognised
from report.intake.recognise.cells import Sheet
from report.intake.recognise.kind import ZIP_FAULTS
from report.intake.sources import limits
from report.intake.sources.columns import Found
from report.intake.sources.grids import find_table, grid_of

if TYPE_CHECKING:
    from report.brief.tables import Table
    from report.intake.sources.files import Source

_PROGRAM = Path(__file__).with_name("workbook_process.py")


def read_workbook(source: Source, spec: Table, recognised: Sequence[Recognised] = ()) -> Grid:
    """Read the sheet that the brief names, or else the one with the columns it declares, or the largest table.

    Hidden sheets are read only when they are named.

    :raises TableError: ``broken-workbook``, ``slow-workbook``, ``large-workbook``, ``packed-size``, ``encrypted``,
        ``unknown-sheet``, ``no-table-here``, and those of :func:`report.intake.sources.grids.grid_of`.
    """
    if source.data.startswith(b"PK"):
        _check_unpacked(source)
    # The member of a zip may be what the brief names: then the sheet is not.
    asked = None if isinstance(spec.sheet, str) and source.member and spec.sheet in source.member else spec.sheet
    answer = _ask(source, "" if asked is None else f"#{asked}" if isinstance(asked, int) else f"={asked}")
    sheets = [
        Sheet(item["name"], item["rows"], item["top"], item["left"], tuple(item["merges"])) for item in answer["sheets"]
    ]
    if asked is not None and not sheets:
        names: list[str] = answer["names"]
        nearest = difflib.get_close_matches(str(asked), names, n=1, cutoff=0.0)
        values = {"given": asked, "nearest": (nearest or [""])[0], "known": "، ".join(names[:20])}
        raise TableError.of("unknown-sheet", source.where, **values)
    found = _best([table for sheet in sheets if (table := find_table(sheet, spec, source.where)) is not None])
    if found is None:
        raise TableError.of("no-table-here", source.where)
    told = (*recognised, Recognised("sheet", str(found.sheet.name))) if spec.sheet is None else tuple(recognised)
    return grid_of(source, found, told, spec)


def _best(tables: Sequence[Found]) -> Found | None:
    return max(tables, key=lambda table: table.rank, default=None)


def _check_unpacked(source: Source) -> None:
    """Refuse a workbook that unfolds to more than the limits allow; its parts are counted, not trusted."""
    left = min(limits.LARGEST_UNPACKED, max(limits.FREE_RATIO, len(source.data) * limits.LARGEST_RATIO))
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            members = archive.infolist()
            if len(members) > limits.MOST_MEMBERS or sum(member.file_size for member in members) > left:
                raise TableError.of(
                    "packed-size", source.where, limit=limits.LARGEST_UNPACKED // limits.MIB, ratio=limits.LARGEST_RATIO
                )
    except ZIP_FAULTS as error:
        raise TableError.of("broken-workbook", source.where, reason=str(error)) from error


def _ask(source: Source, wanted: str) -> dict[str, Any]:
    """Return what the process answers."""
    command = [sys.executable, "-I", str(_PROGRAM), str(limits.WORKBOOK_MEMORY), wanted]
    try:
        done = subprocess.run(
            command, input=source.data, capture_output=True, timeout=limits.WORKBOOK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TableError.of("slow-workbook", source.where, seconds=limits.WORKBOOK_SECONDS) from error
    if done.returncode:  # out of memory: it was aborted, or it gave up
        raise TableError.of("large-workbook", source.where, limit=limits.WORKBOOK_MEMORY // limits.MIB)
    answer: dict[str, Any] = pickle.loads(done.stdout)
    if "error" in answer:
        kind, words = answer["error"]
        if kind == "PasswordError" or "password" in words.lower():
            raise TableError.of("encrypted", source.where)
        raise TableError.of("broken-workbook", source.where, reason=words.splitlines()[0][:200] if words else kind)
    return answer
