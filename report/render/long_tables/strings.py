"""PDF text strings, and the operators that place them."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from functools import cache

from report.render.long_tables.limited import Computed
from report.render.long_tables.model import SCALE

#: The text matrix without its position: it turns hundredths of a point into points.
TEXT_MATRIX = "100 0 0 100"
#: The signs of a literal string that are escaped.
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def _points(hundredths: int) -> str:
    """Return a distance in points, in its shortest form."""
    whole, rest = divmod(abs(hundredths), 100)
    digits = f"{whole or ''}" + (f".{rest:02}".rstrip("0") if rest else "")
    return f"{'-' if hundredths < 0 else ''}{digits or '0'}"


_POINTS = Computed[int, str](_points)


@cache
def select_font(name: str, size: float) -> str:
    """Return the operator that selects a font; ``size`` is in CSS pixels."""
    return f"/{name} {size * SCALE / 100:g} Tf"


def start_line(x: int, y: int) -> str:
    """Return the operator that starts a line at a position in hundredths of a point.

    The text matrix restores the points of the page. With a font size in other units pdfium finds no
    end of a line between two short texts (``CPDF_TextPage::ProcessInsertObject`` in its
    ``cpdf_textpage.cpp``), and reads the lines of a cell from the last to the first.
    """
    return f"{TEXT_MATRIX} {x} {y} Tm"


def move_line(right: int, up: int = 0) -> str:
    """Return the operator that moves the start of a line by hundredths of a point."""
    return f"{_POINTS[right]} {_POINTS[up]} Td"


def inline_string(text: str) -> str:
    """Return a text string for page content, in ASCII letters."""
    if not text.isascii():
        return f"<{(BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>"
    return f"({text.translate(_ESCAPED)})"


def text_string(text: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2) as a literal: in ASCII if possible, else in
    UTF-16."""
    raw = text.encode("ascii") if text.isascii() else BOM_UTF16_BE + text.encode("utf-16-be")
    raw = (
        raw.replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
        .replace(b"\r", b"\\r")
    )
    return b"(" + raw + b")"
