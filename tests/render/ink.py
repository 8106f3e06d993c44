"""Where the ink of a PDF lies, as pdfium reads it: the judge of what the renderer says of its own boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

#: Points to a millimetre.
MM = 72 / 25.4
#: The margins of the house in points: at the spine, at the outer edge, at the head and at the foot.
SPINE, OUTER, HEAD, FOOT = 28 * MM, 20 * MM, 24 * MM, 26 * MM
#: A glyph may reach past its advance by this, in points, or by this part of the height of its text: the arm of «كـ»
#: at the size of a heading reaches furthest.
BEARING, ARM = 1.5, 0.12


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, the marked content that it is in, the box of its ink in points from the lower left corner."""

    text: str
    mark: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    @property
    def reach(self) -> float:
        """How far its ink may reach past an edge that its advances end at."""
        return max(BEARING, ARM * (self.top - self.bottom))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its size in points, and its pieces of text."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]


def sheets(path: Path | bytes) -> Iterator[Sheet]:
    """Yield the pages of a PDF.

    The boxes are those of pdfium's text objects: where a piece has its own text, its signs have no boxes.
    """
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            pieces = []
            for piece_before in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = piece_before.get_bounds()
                if right - left > 0.2 and top - bottom > 0.2:
                    pieces.append(
                        Piece(
                            _text(piece_before, text),
                            raw.FPDFPageObj_GetMarkedContentID(piece_before),
                            left,
                            bottom,
                            right,
                            top,
                        )
                    )
            width, height = page.get_size()
            yield Sheet(number, width, height, tuple(pieces))


def _text(piece_before: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(piece_before, page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(piece_before, page, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def outside(sheet: Sheet) -> list[Piece]:
    """Return the pieces off the paper, and those between head and foot that are not in the text block.

    The spine of a book that is read from right to left is at the right of its odd pages.
    """
    right, left = (SPINE, OUTER) if sheet.number % 2 else (OUTER, SPINE)
    results = []
    for piece in sheet.pieces:
        body = piece.top < sheet.height - HEAD + BEARING and piece.bottom > FOOT - BEARING
        low, high = (left, sheet.width - right) if body else (0, sheet.width)
        off = piece.left < low - piece.reach or piece.right > high + piece.reach
        if off or piece.bottom < 0 or piece.top > sheet.height:
            results.append(piece)
    return results


def overlaps(sheet: Sheet) -> list[tuple[Piece, Piece]]:
    """Return the pairs of pieces of different marked contents, such as cells, that lie over each other.

    The pieces of one are not compared: the text layer puts glyphs that show nothing between them.
    """
    results = []
    open_: list[Piece] = []
    for piece in sorted(sheet.pieces, key=lambda piece_before: piece_before.bottom):
        open_ = [piece_before for piece_before in open_ if piece_before.top > piece.bottom]
        neighbours = [piece_before for piece_before in open_ if piece_before.mark != piece.mark]
        results += [
            (piece_before, piece)
            for piece_before in neighbours
            if _shared(piece_before, piece) > 0.3 * min(piece_before.area, piece.area)
        ]
        open_.append(piece)
    return results


def _shared(first: Piece, second: Piece) -> float:
    width = min(first.right, second.right) - max(first.left, second.left)
    height = min(first.top, second.top) - max(first.bottom, second.bottom)
    return width * height if width > 0 and height > 0 else 0.0
