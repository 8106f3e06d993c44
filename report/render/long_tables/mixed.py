"""Texts that are not only plain Arabic words: with left-to-right runs, signs, and broken words.

Each left-to-right run is in a box of its own, as :func:`report.arabic.isolate` isolates it, and the
boxes follow each other from the right as in WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from report.render.lines import Line
from report.render.long_tables.inlines import Inline, inlines_of
from report.render.long_tables.line_breaks import LineBreaks, Segment
from report.render.long_tables.model import SCALE, ColumnStyle, ShapedLine
from report.render.long_tables.recorder import Recorder
from report.render.long_tables.text_runs import text_runs, units_inside
from report.render.long_tables.typeface import UNITS, Typeface
from report.render.text_layer import TextLayer
from report.tables.widths import breaks_code

#: The room of a line that is never broken, in Pango units.
_ENDLESS = 1 << 60


class Unsettable(Exception):
    """A text with a character that only WeasyPrint can set."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """Lays out the mixed texts of a column. ``language`` is that of its texts."""

    column: ColumnStyle
    face: Typeface
    layer: TextLayer
    language: str

    def lines(self, text: str, shown: str) -> tuple[ShapedLine, ...] | None:
        """Return the lines of a text, or ``None`` if the face lacks one of its characters.

        ``shown`` is the text with its numbers bound.
        """
        width = self.column.right - self.column.left
        boxes = inlines_of(shown, breaks_codes=breaks_code(text, width / self.face.size))
        if not self.column.wraps:
            boxes = [box._replace(wraps=False) for box in boxes]
        breaks = LineBreaks(
            int(width * UNITS) if self.column.wraps else _ENDLESS,
            round(self.face.size * UNITS),
            self.language,
            self.face.space_units,
            self._units,
            self._units_inside,
            self._is_whole,
        )
        try:
            return tuple([self._line(boxes, line) for line in breaks.lines(boxes)])
        except Unsettable:
            return None

    def _is_whole(self, word: str) -> bool:
        """Return whether a word is plain: no line break is inside."""
        return not word or self.face.word(word) is not None

    def _units(self, word: str, box: Inline) -> int:
        """Return the width of a word, in Pango units."""
        plain = self.face.word(word) if box.rtl else None
        if plain is not None:
            return plain.units
        runs = text_runs(self.face, word, rtl=box.rtl)
        if runs is None or box.face is not None:
            raise Unsettable
        return runs[1]

    def _units_inside(self, word: str, end: int, box: Inline) -> int:
        """Return the width of the first ``end`` characters of a word, with the forms that they have
        in it."""
        units = units_inside(self.face, word, end, rtl=box.rtl)
        if units is None or box.face is not None:
            raise Unsettable
        return units

    def _line(self, boxes: Sequence[Inline], segments: Sequence[Segment]) -> ShapedLine:
        """Return a line, with its boxes from the right."""
        recorder = Recorder({})
        layer = self.layer.beside()
        whole = left = sum(segment.units for segment in segments)
        for _, group in groupby(segments, key=lambda segment: boxes[segment.box].place):
            inner = list(group)
            left -= sum(segment.units for segment in inner)
            x = left
            for segment in inner:
                self._draw(recorder, layer, boxes[segment.box], segment, x)
                x += segment.units
        return ShapedLine(round(whole * SCALE / UNITS), "\n" + recorder.taken(), chooses=True)

    def _draw(
        self, recorder: Recorder, layer: TextLayer, box: Inline, segment: Segment, x: int
    ) -> None:
        """Draw a segment ``x`` Pango units from the left edge of its line."""
        if not segment.text.strip():
            return
        runs = text_runs(self.face, segment.text, rtl=box.rtl)
        if runs is None:
            raise Unsettable
        if runs[0]:
            place = x / UNITS, segment.units / UNITS, 0, self.face.size
            line = Line(segment.text, self.face.face, recorder.page_rectangle, None, *place)
            layer.draw_line(recorder, runs[0], line, recorder.at(x / UNITS))
