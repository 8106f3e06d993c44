"""The operators that write a line of text to a page: its pieces, and the space before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.render.codes import SLIVER
from report.render.engine.pdf import actual_text
from report.render.lines import TOUCH, Run, Written
from report.render.pieces import TAG, ZWSP, InvisibleGlyph, Piece
from report.render.strings import tj

if TYPE_CHECKING:
    from report.render.engine.drawing import Matrix, Surface

#: The space between two boxes is written this far before the edge of the first, in thousandths of
#: the font size.
BEFORE = 50
#: The text of this space: pdf.js would drop a space alone.
BETWEEN = ZWSP + " "


def write(
    stream: Surface, written: Sequence[Written], matrix: Matrix, *, continued: bool = False
) -> None:
    """Write the runs of a line from left to right; with ``continued`` from where the pen is."""
    a, b, c, d, x, y = matrix.values
    strings: list[str] = []
    pen = written[0].x if continued else None
    shown: object = None
    for item in written:
        font = (item.run.font.hash, item.run.size)
        for piece in item.pieces:
            place = item.x + piece.x * item.run.size / 1000
            moved = pen is None or piece.text is not None or abs(place - pen) > TOUCH / 10
            if moved or font != shown:
                _show(stream, strings)
                stream.set_font_size(*font)
                shown = font
            if piece.text is not None:
                _write_piece(stream, piece, piece.text, item, matrix)
            else:
                if moved:
                    stream.set_text_matrix(a, b, c, d, x + place, y)
                strings.append(piece.string)
            pen = item.x + piece.end * item.run.size / 1000
    _show(stream, strings)


def _write_piece(stream: Surface, piece: Piece, text: str, item: Written, matrix: Matrix) -> None:
    """Write a piece of the run ``item`` as marked content with the replacement text ``text``."""
    a, b, c, d, x, y = matrix.values

    def move_to(place: float) -> None:
        stream.set_text_matrix(a, b, c, d, x + item.x + place * item.run.size / 1000, y)

    move_to(piece.x if piece.anchor is None else piece.anchor.x)
    stream.begin_marked_content(TAG, actual_text(text))
    if piece.anchor is not None:
        stream.show_text(f"<{piece.anchor.code:04x}>")
        move_to(piece.x)
    stream.show_text(piece.string)
    stream.end_marked_content()


def write_start(
    stream: Surface, run: Run, left: float, matrix: Matrix, invisible_glyph: InvisibleGlyph
) -> None:
    """Write a space that only pdf.js reads, up to ``left``, in CSS pixels from the left edge of the
    box: a mark at ``left`` would be added to the text before it (:mod:`report.render.pdfjs`)."""
    _write_space(stream, run, left - SLIVER * run.size / 1000, matrix, invisible_glyph, ZWSP)


def write_space(
    stream: Surface, run: Run, right: float, matrix: Matrix, invisible_glyph: InvisibleGlyph
) -> None:
    """Write a space, which pdf.js would otherwise miss, before ``right``, in CSS pixels from the
    left edge of the box.

    ``invisible_glyph`` makes the invisible glyphs of the run's font.
    """
    # All remaining readers get only the space.
    place = right - BEFORE * run.size / 1000
    _write_space(stream, run, place, matrix, invisible_glyph, " ")


def _write_space(
    stream: Surface,
    run: Run,
    place: float,
    matrix: Matrix,
    invisible_glyph: InvisibleGlyph,
    text: str,
) -> None:
    """Write a space at ``place`` that other readers read as ``text``."""
    a, b, c, d, x, y = matrix.values
    stream.set_font_size(run.font.hash, run.size)
    stream.begin_marked_content("Span", actual_text(text))
    stream.set_text_matrix(a, b, c, d, x + place, y)
    stream.show_text(tj([invisible_glyph(0, SLIVER, BETWEEN)], 0, SLIVER))
    stream.end_marked_content()


def _show(stream: Surface, strings: list[str]) -> None:
    if strings:
        stream.show_text(" ".join(strings).replace("> <", ""))
        strings.clear()
