"""What the tables of all programs share: the rows, the page, the columns, the face; and how a peer
is called.

Mujaz numbers the rows of a register, groups the figures of amounts, and sets a register in 9 pt on
13.5 pt with 1 mm above and below and 1.5 mm beside: so do the peers, in columns as wide as Mujaz's,
between the same margins.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import HEAD

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts" / "ibm-plex-sans-arabic"
REGULAR = FONTS / "IBMPlexSansArabic_400Regular.ttf"
BOLD = FONTS / "IBMPlexSansArabic_600SemiBold.ttf"
#: A4 with the margins of the house, in millimetres: top, outer, bottom, spine; the text is 162 mm
#: wide.
MARGINS = (24.0, 20.0, 26.0, 28.0)
#: Shares of the width, in percent, from the right, of all columns but the number of the row and the
#: notes: a code, a date and an amount are in one line.
GIVEN = (14.2, 13.5, 11.5, 12.0, 11.5)
SIZE, LEAD = 9.0, 13.5
#: The padding of a cell in millimetres, above and below, and beside.
ABOVE, BESIDE = 1.0, 1.5
LINE, TINT = "#cfd6d4", "#f2f5f3"
TITLE = "سجل تجريبي من صنع البرنامج"
#: The widths of a table, a figure, a point and a cell's padding, in ems, as Mujaz measures the
#: rows' numbers.
_TABLE, _FIGURE, _POINT, _PADDING = 51.02, 0.6, 0.272, 1.006


@dataclass(frozen=True, slots=True)
class Table:
    """A table in its printed form: the head, the rows, and the shares of the width in percent, from
    the right."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]


def read(path: Path) -> Table:
    """Return the rows of a CSV as Mujaz prints them: numbered, with amounts like ``72.554,77``."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        rows = [
            (grouped(index), number, date, place, kind, grouped(float(amount), 2), notes)
            for index, (number, date, place, kind, amount, notes) in enumerate(reader, start=1)
        ]
    return Table(("#", *HEAD), rows, widths(len(rows)))


def grouped(value: float, decimals: int = 0) -> str:
    """Return a number in its written form in the Maghreb: points between thousands, a comma before
    decimals."""
    return f"{value:,.{decimals}f}".translate({ord(","): ".", ord("."): ","})


def widths(count: int) -> tuple[float, ...]:
    """Return the shares of the columns: the number of the row has what the last one needs, the
    notes have the rest."""
    last = grouped(count)
    points = last.count(".")
    first = round((_PADDING + _FIGURE * (len(last) - points) + _POINT * points) / _TABLE * 100, 1)
    return (first, *GIVEN, round(100 - first - sum(GIVEN), 1))


def program(names: Sequence[str]) -> str | None:
    """Return the path of the first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def main(work: Callable[[Table, Path], None]) -> None:
    """Call ``work`` with the table of the CSV and the PDF to write, from the command line."""
    source, output = sys.argv[1:3]
    work(read(Path(source)), Path(output))
