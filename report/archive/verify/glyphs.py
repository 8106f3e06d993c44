"""The position of each glyph of a page, from the operators of its content (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.archive.pdf_objects import ObjectNumber, entry, texts_of_codes
from report.archive.verify.typefaces import widths_of

if TYPE_CHECKING:
    from pikepdf import Object, Page

_OPERATORS = "q Q cm BT Tm Td Tf TJ Tj BDC BMC EMC"
#: A glyph up to this width, in thousandths of an em, shows nothing: a mark, or a letter that
#: another glyph draws.
_NARROW = 25.0

Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph: its text, its marked content, and its origin on the page in points."""

    text: str
    mark: int | None
    right: float
    up: float


class Fonts:
    """The codes of the fonts of a PDF: the text and the width of each."""

    def __init__(self) -> None:
        self._known: dict[ObjectNumber, tuple[Mapping[int, str], Mapping[int, float]]] = {}

    def of(self, font: Object) -> tuple[Mapping[int, str], Mapping[int, float]]:
        """Return the texts and the widths of a font's codes."""
        if font.objgen not in self._known:
            self._known[font.objgen] = texts_of_codes(font), widths_of(font.DescendantFonts[0])
        return self._known[font.objgen]


def glyphs(page: Page, fonts: Fonts) -> Iterator[Glyph]:
    """Yield the visible glyphs of a page in the order of its content.

    :raises ValueError, KeyError, AttributeError, TypeError: if the content does not have the form
        that the renderer writes.
    """
    import pikepdf

    named = entry(entry(page.obj, "/Resources"), "/Font")
    saved: list[Matrix] = []
    marks: list[int | None] = []
    matrix: Matrix = _STILL
    line: Matrix = _STILL
    codes: tuple[Mapping[int, str], Mapping[int, float]] = ({}, {})
    size = 0.0
    for instruction in pikepdf.parse_content_stream(page, _OPERATORS):
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            saved.append(matrix)
        elif name == "Q":
            matrix = saved.pop()
        elif name == "cm":
            matrix = _product(_matrix(operands), matrix)
        elif name == "BT":
            line = _STILL
        elif name == "Tm":
            line = _matrix(operands)
        elif name == "Td":
            line = _product((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
        elif name == "Tf":
            codes, size = fonts.of(named[str(operands[0])]), float(operands[1])
        elif name in ("BDC", "BMC"):
            marked = (
                name == "BDC"
                and isinstance(operands[1], pikepdf.Dictionary)
                and "/MCID" in operands[1]
            )
            outer = marks[-1] if marks else None
            marks.append(int(operands[1].MCID) if marked else outer)
        elif name == "EMC":
            marks.pop()
        else:
            pieces = operands[0] if name == "TJ" else operands
            mark = marks[-1] if marks else None
            gone = 0.0
            for text, right in _shown(pieces, codes, size):
                across, up = _moved(right, _product(line, matrix))
                gone = right
                yield Glyph(text, mark, across, up)
            line = _product((1, 0, 0, 1, gone, 0), line) if name == "Tj" else line


def _shown(
    pieces: Iterable[Object], codes: tuple[Mapping[int, str], Mapping[int, float]], size: float
) -> Iterator[tuple[str, float]]:
    """Yield the texts of a line with the positions of their glyphs on it."""
    from pikepdf import String

    texts, widths = codes
    right = 0.0
    for piece in pieces:
        if not isinstance(piece, String):
            right -= float(piece) * size / 1000
            continue
        written = bytes(piece)
        for index in range(0, len(written) - 1, 2):
            code = int.from_bytes(written[index : index + 2], "big")
            width = widths.get(code, 0.0)
            text = texts.get(code, "")
            if width > _NARROW and text.strip():
                yield text, right
            right += width * size / 1000


def _matrix(operands: Iterable[Object]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies the first matrix, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(right: float, matrix: Matrix) -> tuple[float, float]:
    return matrix[0] * right + matrix[4], matrix[1] * right + matrix[5]
