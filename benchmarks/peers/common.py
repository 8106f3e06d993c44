"""What the tables of all programs share: the page, the columns, the face; and how a peer is called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from benchmarks.rows import Kind

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts" / "ibm-plex-sans-arabic"
REGULAR = FONTS / "IBMPlexSansArabic_400Regular.ttf"
BOLD = FONTS / "IBMPlexSansArabic_600SemiBold.ttf"
#: A4 with the margins of the house, in millimetres: top, outer, bottom, spine; the text is 162 mm wide.
MARGINS = (24.0, 20.0, 26.0, 28.0)
#: Shares of the width, in percent, from the right.
WIDTHS = (15.0, 14.0, 13.0, 14.0, 11.0, 33.0)
SIZE, LEAD = 9.0, 13.5
TITLE = "سجل تجريبي من صنع البرنامج"


def main(work: Callable[[int, Kind, Path], None]) -> None:
    """Call ``work`` with the rows, the kind of words and the PDF to write, from the command line."""
    rows, kind, path = sys.argv[1:4]
    work(int(rows), cast(Kind, kind), Path(path))
