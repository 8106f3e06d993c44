"""Texts that are not only plain Arabic words: with left-to-right runs, signs, and broken words.

Each left-to-right run is in a box of its own, as :func:`report.arabic.isolate` isolates it, and the
boxes follow each other from the right as in WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from report.arabic.bidi import Run
from report.render.lines import Line
from report.render.long_tables.code_operators import CodeOperators
from report.render.long_tables.glyph_codes import ALIKE
from report.render.long_tables.inlines import Inline, inlines_of
from report.render.long_tables.latin_words import LatinWords
from report.render.long_tables.limited import Limited
from report.render.long_tables.line_breaks import LineBreaks, MeasuredText, Segment
from report.render.long_tables.model import SCALE, ColumnStyle, ShapedLine
from report.render.long_tables.quick_lines import Widths, quick_lines
from report.render.long_tables.recorder import Recorder
from report.render.long_tables.segments import Segments
from report.render.long_tables.text_runs import text_runs, text_units
from report.render.long_tables.typeface import OPENING, UNITS, Typeface
from report.render.long_tables.word_strings import is_tied
from report.render.text_layer import TextLayer
from report.tables.widths import breaks_code

#: The room of a line that is never broken, in Pango units.
_ENDLESS = 1 << 60
#: The maximum number of cached texts and of cached words, and the longest cached text.
_MOST, _LONGEST = 20_000, 40


class Unsettable(Exception):
    """A text with a character that only WeasyPrint can set."""


@dataclass(slots=True)
class Mixed:
    """Lays out the mixed texts of a column; ``codes`` writes its left-to-right texts."""

    column: ColumnStyle
    face: Typeface
    layer: TextLayer
    codes: CodeOperators
    segments: Segments = field(init=False)
    _room: int = field(init=False)
    _breaks: LineBreaks = field(init=False)
    _latin: LatinWords = field(init=False)
    _widths: Limited[Inline, Widths] = field(default_factory=lambda: Limited(_MOST))
    _word_units: Limited[tuple[str, bool], int] = field(default_factory=lambda: Limited(_MOST))

    def __post_init__(self) -> None:
        width = self.column.right - self.column.left
        self._room = int(width * UNITS) if self.column.wraps else _ENDLESS
        self.segments = Segments(self.face, self.layer, self.codes)
        self._latin = LatinWords(self.codes.units, self.face.space_units, self.face.language)
        self._breaks = LineBreaks(
            self._room,
            round(self.face.size * UNITS),
            self.face.language,
            self.face.space_units,
            self._units,
            self._units_inside,
            self.codes.find_units,
            self._is_whole,
        )

    def lines(self, text: str, shown: str, runs: Sequence[Run]) -> tuple[ShapedLine, ...] | None:
        """Return the lines of a text, or ``None`` if the face lacks one of its characters.

        ``shown`` is the text with its numbers bound, and ``runs`` are its left-to-right runs.
        """
        width = (self.column.right - self.column.left) / self.face.size
        boxes = inlines_of(shown, runs, breaks_codes="-" in text and breaks_code(text, width))
        if not self.column.wraps:
            boxes = [box._replace(wraps=False) for box in boxes]
        if any(box.face is not None for box in boxes):
            return None
        try:
            nested = len(boxes) > boxes[-1].place + 1
            lines = None
            if not nested and not boxes[0].text.startswith(" "):
                lines = quick_lines(boxes, self._measured, self._room, self.face.language)
            if lines is None:
                lines = self._breaks.lines(boxes)
            return tuple([self._line(boxes, line, nested=nested) for line in lines])
        except Unsettable:
            return None

    def _measured(self, box: Inline) -> Widths:
        """Return the places where a box may be broken, with the widths up to them."""
        if box.rtl:
            return self._right_to_left(box) or self._by_rules(box)
        if len(box.text) > _LONGEST:
            return (self._latin.widths(box.text) if box.wraps else None) or self._by_rules(box)
        alike = box._replace(text=box.text.translate(ALIKE))
        if alike not in self._widths:
            if self.codes.units(box.text) is None:
                return self._by_rules(box)
            self._widths[alike] = self._by_rules(alike)
        return self._widths[alike]

    def _by_rules(self, box: Inline) -> Widths:
        """Return what :meth:`_measured` does for any text."""
        text = MeasuredText(box, box.text, self._breaks)
        return Widths(text.stops, text.seen, text.whole, text.visible, text.width)

    def _right_to_left(self, box: Inline) -> Widths | None:
        """Return what :meth:`_measured` does for a text of plain words, else ``None``."""
        find, word = self.face.words.get, self.face.word
        space = self.face.space_units
        stops: list[int] = []
        seen: list[int] = []
        whole: list[int] = []
        place = units = visible = 0
        if is_tied(box.text):
            return None
        tokens = box.text.split(" ")
        last = len(tokens) - 1
        for number, token in enumerate(tokens):
            if place:
                units += space
                stops.append(place)
                seen.append(visible)
                whole.append(units)
            if token:
                shaped = find(token) or word(token)
                if shaped is None and number == (last if token[0] in OPENING else 0):
                    shaped = self.face.signs(token)
                if shaped is None:
                    return None
                units += shaped.units
                visible = units
            place += len(token) + 1
        if stops and (stops[-1] == len(box.text) or not box.wraps):
            count = len(stops) - 1 if box.wraps else 0
            del stops[count:], seen[count:], whole[count:]
        return Widths(stops, seen, whole, visible, units)

    def _is_whole(self, word: str) -> bool:
        """Return whether a word is plain: no line break is inside."""
        return not word or self.face.word(word) is not None

    def _units(self, word: str, box: Inline) -> int:
        """Return the width of a word, in Pango units."""
        if box.rtl:
            plain = self.face.word(word)
            if plain is not None:
                return plain.units
        else:
            even = self.codes.units(word)
            if even is not None:
                return even
        units = self._word_units.get((word, box.rtl))
        if units is None:
            units = text_units(self.face, word, rtl=box.rtl)
            if units is None:
                raise Unsettable
            self._word_units[word, box.rtl] = units
        return units

    def _units_inside(self, word: str, end: int, box: Inline) -> int:
        """Return the width of the first ``end`` characters of a word, with the forms that they have
        in it."""
        units = text_units(self.face, word, end, rtl=box.rtl)
        if units is None:
            raise Unsettable
        return units

    def _line(
        self, boxes: Sequence[Inline], segments: Sequence[Segment], *, nested: bool
    ) -> ShapedLine:
        """Return a line, with its boxes from the right."""
        units = sum([segment.units for segment in segments])
        if nested:
            body = self._nested(boxes, segments)
        else:
            texts = [(segment.text, boxes[segment.box].rtl, segment.units) for segment in segments]
            drawn = self.segments.line(texts, units)
            if drawn is None:
                raise Unsettable
            body = drawn
        return ShapedLine(round(units * SCALE / UNITS), body, chooses=True)

    def _nested(self, boxes: Sequence[Inline], segments: Sequence[Segment]) -> str:
        """Return the operators of a line with boxes that follow each other from left to right."""
        recorder = Recorder({})
        layer = self.layer.beside()
        left = sum(segment.units for segment in segments)
        for _, group in groupby(segments, key=lambda segment: boxes[segment.box].place):
            inner = list(group)
            left -= sum(segment.units for segment in inner)
            x = left
            for segment in inner:
                self._draw(recorder, layer, boxes[segment.box], segment, x)
                x += segment.units
        return "\n" + recorder.taken()

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
