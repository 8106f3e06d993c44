"""The text layer: write each line of text so that readers return it letter by letter.

This module draws every text of a page instead of WeasyPrint: the same glyphs at the same positions,
with the codes of :mod:`report.render.codes`. See ``docs/text-layer.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from report.errors import DistinctFindings
from report.render.codes import Codes, write_codes
from report.render.engine.drawing import (
    Matrix,
    marked_content,
    operators_from,
    operators_of,
    shown_font,
)
from report.render.engine.glyphs import first_line_runs
from report.render.engine.patches import Patch, Replacement, replaced
from report.render.engine.pdf import Pdf, pages, resolve
from report.render.fonts import BundledFont
from report.render.lines import Line, Run, Written, join_runs, text_to_the_right
from report.render.model import DrawnText
from report.render.operators import write, write_space, write_start
from report.render.page_texts import PageTexts
from report.render.pdfjs import divided, starts_with_mark, steered
from report.render.pieces import (
    HYPHENS,
    Glyph,
    Lead,
    Piece,
    end_of,
    left_to_right_pieces,
    part_needed,
    parted,
    shares_cut,
)
from report.render.right_to_left import continuing_piece, right_to_left_piece
from report.render.runs import RunEncoder
from report.render.strings import tj
from report.render.text_memory import DrawnLine, TextMemory, draw_again, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report.render.engine.boxes import TextBox
    from report.render.engine.drawing import Font, Surface
    from report.render.engine.glyphs import ShapedRun
    from report.render.text_memory import LineKey

#: WeasyPrint draws nothing below this size: the precision of a number in its PDF.
_LEAST_SIZE = 1e-6


@dataclass(slots=True)
class TextLayer:
    """The text drawn while the layer is active: its codes by font, its lines, and its findings."""

    encoder: RunEncoder = field(default_factory=RunEncoder)
    lines: list[Line] = field(default_factory=list)
    #: The left-to-right text that the last line box ends, if any; in CSS pixels on the page.
    left: Lead | None = None
    #: The pieces of each run, with the codes that they asked for. The run is stored too: its id is
    #: in the key, and must not become that of another run.
    _pieces_of: dict[
        tuple[int, bool, bool, Lead | None, float], tuple[Run, tuple[Piece, ...], tuple[int, ...]]
    ] = field(default_factory=dict)
    #: The lines of the document before, if there is one.
    memory: TextMemory | None = None

    @property
    def rtl(self) -> bool:
        """Whether the document is read from right to left."""
        return self.encoder.rtl

    @property
    def findings(self) -> DistinctFindings:
        """What is wrong with the text that was drawn."""
        return self.encoder.findings

    def page_texts(self) -> PageTexts | None:
        """Return what remembers the texts of pages, if anything is remembered."""
        return None if self.memory is None else PageTexts(self, self.memory)

    def recall(self, drawn: dict[object, object] | None, runs: dict[object, object] | None) -> None:
        """Draw lines of the document before again, and write runs of earlier ones again, if there
        are any."""
        self.memory = None if drawn is None else TextMemory(drawn)
        self.encoder.memory = runs

    def draw_first_line(
        self,
        stream: Surface,
        textbox: TextBox,
        text_overflow: str,
        block_ellipsis: object,
        matrix: Matrix,
    ) -> list[object]:
        """Draw a line of text; replaces the function of WeasyPrint.

        Returns the emojis to draw: always none, because no bundled font has colours.
        """
        if not textbox.text.strip() or textbox.style["font_size"] < _LEAST_SIZE:
            return []
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            self.encoder.report("text-cut", textbox)
            return []
        rise = self._rise(stream, textbox, matrix)
        shaped = first_line_runs(textbox)
        place = *matrix.values, rise, self.left, self.rtl
        key = None
        if self.memory is not None and isinstance(shaped, tuple):
            key = key_of(textbox, shaped, place, self.lines, stream)
        if self.memory is None:
            self._draw_shaped(stream, textbox, shaped, matrix, rise)
        elif key is None:
            self.memory.page = None
            self._draw_shaped(stream, textbox, shaped, matrix, rise)
        elif (drawn := self.memory.find(key, stream, self.encoder)) is not None:
            self.lines.append(draw_again(drawn, textbox, stream))
            self.left = drawn.left
        else:
            state = self._state(stream)
            self.encoder.begin_line()
            self._draw_shaped(stream, textbox, shaped, matrix, rise)
            self._remember(self.memory, key, stream, state)
        return []

    def _state(self, stream: Surface) -> tuple[int, int, int, int]:
        """Return how many operators, lines, fonts with codes and findings there are."""
        counts = len(self.lines), len(self.encoder.codes()), len(self.findings)
        return (len(operators_of(stream)), *counts)

    def _remember(
        self, memory: TextMemory, key: LineKey, stream: Surface, state: tuple[int, int, int, int]
    ) -> None:
        """Store a line that was just drawn, unless it is not like others: without text, with a
        finding, or the first one in a font.

        :param state: what :meth:`_state` was before.
        """
        start, lines, fonts, findings = state
        if self._state(stream)[1:] != (lines + 1, fonts, findings):
            memory.page = None
            return
        used = memory.used_fonts(key.shaped, stream, self.encoder)
        if used is None:
            memory.page = None
        else:
            operators, shown = operators_from(stream, start), shown_font(stream)
            memory.store(key, DrawnLine(operators, shown, self.lines[-1], self.left, used))

    def _draw_shaped(
        self, stream: Surface, textbox: TextBox, shaped: Iterable[ShapedRun], matrix: Matrix,
        rise: float,
    ) -> None:  # fmt: skip
        """Draw a line of shaped runs."""
        runs = self.encoder.runs_of(stream, textbox, shaped, rise)
        if runs:
            mcid = marked_content(stream, textbox)
            a, b, c, d, x, y = matrix.values
            line = Line(
                getattr(textbox, "read_text", textbox.pango_layout.text),
                runs[-1].face,
                stream.page_rectangle,
                mcid,
                x,
                textbox.width,
                y + rise,
                runs[-1].size,
                raised=bool(rise),
                ends_inside=getattr(textbox, "ends_inside", False),
            )
            self.draw_line(stream, runs, line, Matrix(a, b, c, d, x, y + rise))

    def draw_line(self, stream: Surface, runs: list[Run], line: Line, matrix: Matrix) -> None:
        """Draw the runs of a line box, and add the line box to the drawn ones."""
        self.draw_runs(stream, runs, line, matrix)
        self.lines.append(line if self.left is None else replace(line, lead=self.left.x))

    def _rise(self, stream: Surface, textbox: TextBox, matrix: Matrix) -> float:
        """Return the height of a superscript above the baseline of its base text, in CSS pixels, or
        0."""
        size = textbox.style["font_size"]
        if not (self.rtl and self.lines) or size >= self.lines[-1].size:
            return 0.0
        place = stream.page_rectangle, None, matrix.values[4], textbox.width, matrix.values[5]
        return Line("", self.lines[-1].font, *place, size).rise(self.lines[-1])

    def fonts(self) -> tuple[str, ...]:
        """Return the PostScript names of the bundled fonts in use, sorted."""
        return self.encoder.fonts()

    def write_codes(self, pdf: Pdf) -> None:
        """Write the codes into the fonts of a PDF that is about to be written."""
        codes = self.encoder.codes()
        resources = resolve(pdf, pages(pdf)[0]["Resources"])
        for name, reference in resolve(pdf, resources["Font"]).items():
            if name in codes:  # the fonts with at least one drawn run
                write_codes(pdf, resolve(pdf, reference), codes[name])

    def drawn(self, pdf: Pdf) -> list[DrawnText]:
        """Return the lines with the numbers of their pages."""
        page = self.page_numbers(pdf)
        return [
            DrawnText(text=line.text, font=line.font.postscript, page=page[id(line.surface)])
            for line in self.lines
        ]

    def page_numbers(self, pdf: Pdf) -> dict[int, int]:
        """Return the number of each page, counted from 1, by the identity of its surface (see
        :class:`Line`)."""
        surfaces = [resolve(pdf, page["Contents"]).page_rectangle for page in pages(pdf)]
        return {id(surface): number for number, surface in enumerate(surfaces, 1)}

    def beside(self) -> TextLayer:
        """Return a layer for text outside the document's pages, with the same codes, fonts and
        findings."""
        return TextLayer(self.encoder.beside())

    def codes_of(self, font: Font) -> tuple[BundledFont | None, Codes]:
        """Return the bundled face of a WeasyPrint font, and its codes."""
        return self.encoder.face(font), self.encoder.codes_of(font)

    def draw_runs(self, stream: Surface, runs: list[Run], line: Line, matrix: Matrix) -> None:
        """Draw the runs of a line box."""
        right = self._read_before(line)
        runs = join_runs(runs) if self.rtl else runs
        left = self.left
        written = self._written(runs, line)
        faces = {id(run.font) for run in runs}
        mixed = any(run.rtl for run in runs)
        apart = self.rtl and mixed and (len(faces) > 1 or any(item.marked for item in written))
        segments = None
        if self.rtl:
            readable = steered(runs, self._with_text, together=not apart)
            segments = divided(readable, together=not apart)
            if segments is not None or readable is not runs:
                self.left = left
                written = self._written(segments or readable, line)
        if not apart and segments is None:
            if parted(line.text, right):
                write_space(
                    stream, runs[0], line.width, matrix, self.encoder.invisible_glyph(runs[0].font)
                )
            write(stream, written, matrix)
            return
        # pdf.js ends its text at a piece with a replacement text, and does not read every text as
        # written. A line with several faces consists of several text objects, which readers of the
        # structure join in file order. In all three cases the pieces are written in reading order.
        for piece in reversed(written):
            marked = starts_with_mark(piece.run)
            if marked:
                write_start(
                    stream,
                    piece.run,
                    piece.x,
                    matrix,
                    self.encoder.invisible_glyph(piece.run.font),
                )
            elif parted(piece.run.text, right):
                write_space(
                    stream,
                    piece.run,
                    piece.x + piece.run.width,
                    matrix,
                    self.encoder.invisible_glyph(piece.run.font),
                )
            write(stream, [piece], matrix, continued=marked)
            right = piece.run.text

    def _with_text(self, run: Run, glyph: Glyph, text: str) -> Glyph:
        """Return a glyph of a run with another text."""
        code = self.encoder.codes_of(run.font).with_text(glyph.code, text)
        return glyph._replace(code=code, text=text)

    def _read_before(self, line: Line) -> str:
        """Return the text drawn before a line box if it is to the right on the same line.

        A space is added if the two do not touch, and between two numbers if one is a superscript.
        """
        previous = self.lines[-1] if self.rtl and self.lines else None
        if previous is None or not line.follows(previous):
            return ""
        figures = line.raised and line.text[0].isdigit() and previous.text[-1].isdigit()
        return previous.text if line.touches(previous) and not figures else previous.text + " "

    def _written(self, runs: list[Run], line: Line) -> list[Written]:
        """Return the runs of a line with their pieces, from left to right."""
        places = list(accumulate((run.width for run in runs[:-1]), initial=0.0))
        if not self.rtl:
            return [
                Written(run, (Piece(0, run.advance, tj(run.glyphs, 0, run.advance)),), x)
                for run, x in zip(runs, places, strict=True)
            ]
        if len(runs) == 1 or not any(run.rtl for run in runs):
            return self._continued(runs, places, line)
        # An Arabic component with figures, «فصل2», leaves the address around it open.
        if not (min(run.level for run in runs) % 2 and self._continues(line)):
            self.left = None
        inside = min(run.level for run in runs) > 0
        neighbours = [*(run.text for run in runs[1:]), text_to_the_right(line, self.lines)]
        return [
            Written(run, self._pieces(run, neighbour, inside, None, run.advance), x)
            for run, neighbour, x in zip(runs, neighbours, places, strict=True)
        ]

    def _continued(self, runs: list[Run], places: list[float], line: Line) -> list[Written]:
        """Return one run, or left-to-right runs of several faces, each continuing the one
        to its left."""
        inside = min(run.level for run in runs) > 0
        if not self._continues(line):
            self.left = None
        neighbour = text_to_the_right(line, self.lines)
        if self.left is not None and self.left.way == "right":
            neighbour = self.lines[-1].text
        leading = _leading(runs)
        written: list[Written] = []
        for number, (run, place) in enumerate(zip(runs, places, strict=True)):
            x = line.x + place
            unit = run.size / 1000
            follows = None if self.left is None else self.left.moved(x, unit)
            reach = run.advance
            if number == leading < len(runs) - 1:
                reach = (places[-1] + runs[-1].width - place) / unit
            pieces = self._pieces(run, neighbour, inside, follows, reach)
            end = end_of(pieces, run.glyphs, follows)
            end = end._replace(way="right") if run.rtl else end
            self.left = end.moved(-x / unit, 1 / unit)
            neighbour = ""
            written.append(Written(run, pieces, place))
        return written

    def _continues(self, line: Line) -> bool:
        """Return whether a line box is to the right of the last one, as in left-to-right text."""
        return bool(self.lines) and line.continues(self.lines[-1])

    def _pieces(
        self, run: Run, right: str, inside: bool, follows: Lead | None, end: float
    ) -> tuple[Piece, ...]:
        marked = part_needed(run.text, right) if right else run.rtl and run.text[0] in HYPHENS
        key = (id(run), marked, inside, follows, end)
        codes = self.encoder.codes_of(run.font)
        if (stored := self._pieces_of.get(key)) is not None:
            codes.ask(stored[2])
            return stored[1]
        asked, codes.asked = codes.asked, {}
        pieces = self._new_pieces(run, marked=marked, inside=inside, follows=follows, end=end)
        self._pieces_of[key] = (run, pieces, tuple(codes.asked))
        if asked is not None:
            asked.update(codes.asked)
        codes.asked = asked
        return pieces

    def _new_pieces(
        self, run: Run, *, marked: bool, inside: bool, follows: Lead | None, end: float
    ) -> tuple[Piece, ...]:
        invisible_glyph = self.encoder.invisible_glyph(run.font)
        if run.rtl and follows is not None:
            return (continuing_piece(run.glyphs, run.advance, invisible_glyph, follows),)
        if run.rtl:
            return (
                right_to_left_piece(run.glyphs, run.advance, invisible_glyph, separated=marked),
            )
        return left_to_right_pieces(
            run.glyphs, end, invisible_glyph, inside=inside, separated=marked, follows=follows
        )


def _leading(runs: Sequence[Run]) -> int:
    """Return the place of the run that pdfium reads last among the left-to-right runs of a box: the
    first one, or a later one that continues its cut."""
    for place, (run, following) in enumerate(pairwise(runs)):
        if not shares_cut(run.glyphs, following.glyphs):
            return place
    return len(runs) - 1


@contextmanager
def text_layer(*, rtl: bool) -> Iterator[TextLayer]:
    """Draw every text by this layer while the context lasts.

    :param rtl: whether the document is read from right to left (``/Direction /R2L``).
    """
    layer = TextLayer(RunEncoder(rtl))
    with replaced(Replacement(Patch.TEXT, lambda _: layer.draw_first_line)):
        yield layer
    if layer.memory is not None:
        layer.memory.end_document()
