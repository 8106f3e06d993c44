"""Write the inline boxes of a line, as :class:`report.render.text_layer.TextLayer` writes them.

Plain words are put together from their strings, left-to-right texts from those of their cuts, and
all other texts that recur are written once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from report.render.codes import SLIVER
from report.render.lines import Line
from report.render.long_tables.code_operators import CodeOperators, Operators
from report.render.long_tables.limited import Limited
from report.render.long_tables.model import SCALE
from report.render.long_tables.recorder import Recorder
from report.render.long_tables.strings import move_line, select_font
from report.render.long_tables.text_runs import text_runs
from report.render.long_tables.typeface import UNITS, Typeface, Word
from report.render.long_tables.word_strings import composed
from report.render.operators import BEFORE
from report.render.pieces import HYPHENS, part_needed, parted
from report.render.strings import is_spaced, move
from report.render.text_layer import TextLayer

#: The maximum number of cached texts, and the longest of them.
_MOST, _LONGEST = 20_000, 40
_MOVE = re.compile(r"(-?[.\d]+) 0 Td")
#: The move after a mark that ends a text, and the one before another mark there.
_THERE_AND_BACK = f" {move(-SLIVER)} {move(SLIVER)} "
#: A number binds the word after it (:func:`report.arabic.bind_numbers`), which begins a text then.
NO_BREAK_SPACE = "\u00a0"
_SPACE = "/Span <</ActualText( )>>BDC\n"


@dataclass(slots=True)
class Segments:
    """Writes texts in one face."""

    face: Typeface
    layer: TextLayer
    codes: CodeOperators
    _drawn: Limited[tuple[object, ...], Operators | None] = field(
        default_factory=lambda: Limited(_MOST)
    )
    _font: str = field(init=False)

    def __post_init__(self) -> None:
        self._font = f"\n{select_font(self.face.name, self.face.size)}"

    def line(self, texts: Sequence[tuple[str, bool, int]], units: int) -> str | None:
        """Return the operators of a line from its left edge, or ``None`` if the face lacks a
        character.

        ``texts`` are those of its boxes from the right: each with whether it is right-to-left, and
        its width in Pango units. ``units`` is the width of the line.
        """
        fragments = [self._font]
        pen, right = 0, ""
        following = [text for text, *_ in texts[1:]]
        for (text, rtl, width), left in zip(texts, (*following, " "), strict=True):
            units -= width
            if not text.strip():
                right = right and right + " "
                continue
            text_operators = self._text(text, width, right, left, rtl=rtl)
            if text_operators is None:
                return None
            x = round(units * SCALE / UNITS)
            head, first, rest, last = text_operators
            fragments += ("\n", head, move_line(x + first - pen), rest)
            pen, right = x + last, text
        return "".join(fragments)

    def _text(self, text: str, units: int, right: str, left: str, *, rtl: bool) -> Operators | None:
        """Return the operators of a text; ``right`` and ``left`` are the texts beside it, with a
        space where the line ends."""
        separated = part_needed(text, right) if right else rtl and text[0] in HYPHENS
        operators = (
            self._words(text, separated=separated)
            if rtl
            else self.codes.operators(text, separated=separated, parted=is_spaced(text, left))
        )
        if operators is None:
            return self._general(text, units, right, rtl=rtl, separated=separated)
        if not parted(text, right):
            return operators
        head, first, rest, last = operators
        place = round((units / UNITS - BEFORE * self.face.size / 1000) * SCALE)
        rest = f"\n[{self.face.between}]TJ\nEMC\n{head}{move_line(first - place)}{rest}"
        return Operators(_SPACE, place, rest, last)

    def _words(self, text: str, *, separated: bool) -> Operators | None:
        """Return the operators of a right-to-left text of plain words, or ``None``."""
        bound = text[0] == NO_BREAK_SPACE and not text[1:2].isspace()
        tokens = (text[1:] if bound else text).strip(" ").split(" ")
        words: list[Word] = []
        signs = False
        for token in tokens:
            word = self.face.word(token) or self.face.signs(token)
            if word is None:
                return None
            signs = signs or (word.few and token not in self.face.few)
            words.append(word)
        if separated and tokens[0][0].isdigit():
            return None
        few = tokens if signs or not self.face.few.isdisjoint(tokens) else ()
        if few and bound:
            return None
        string = composed(self.face, words, few, spaced=text[-1] == " ")
        if string is None:
            return None
        if text[0] == " ":
            string = f"{string} {self.face.space}"
        elif bound:
            string = f"{string} {self.face.no_break_space}"
        if separated:
            string = f"{string} {self.face.part}".replace(_THERE_AND_BACK, " ")
        return Operators("", 0, f"\n[{string}]TJ".replace("> <", ""), 0)

    def _general(
        self, text: str, units: int, right: str, *, rtl: bool, separated: bool
    ) -> Operators | None:
        """Return the operators of any text, or ``None`` if the face lacks a character."""
        if len(text) > _LONGEST:
            return self._draw(text, units, right, rtl=rtl)
        key = (text, rtl, separated, bool(right), parted(text, right))
        if key not in self._drawn:
            self._drawn[key] = self._draw(text, units, right, rtl=rtl)
        return self._drawn[key]

    def _draw(self, text: str, units: int, right: str, *, rtl: bool) -> Operators | None:
        shaped = text_runs(self.face, text, rtl=rtl)
        if shaped is None:
            return None
        recorder = Recorder({})
        layer = self.layer.beside()
        width, size = units / UNITS, self.face.size
        box = self.face.face, recorder.page_rectangle, None
        if right:
            layer.lines.append(Line(right, *box, width, 1.0, 0, size))
        if shaped[0]:
            layer.draw_runs(
                recorder, shaped[0], Line(text, *box, 0, width, 0, size), recorder.at(0)
            )
        last = recorder.pen
        drawn = recorder.taken().partition("\n")[2]  # without the font
        move = _MOVE.search(drawn)
        if move is None:
            return Operators("", 0, "", 0)
        first = round(float(move[1]) * 100)
        return Operators(drawn[: move.start()], first, drawn[move.end() :], last)
