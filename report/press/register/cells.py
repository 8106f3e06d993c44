"""The cells of a register into lines: from words that are shaped once, as far as they recur."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from report.arabic import foreign_language, ltr_runs
from report.press.lines import Line, Run
from report.press.pieces import TAG, Piece, pdfjs_takes_for_left_to_right
from report.press.register.model import POINTS, ColumnLook, Operator, SetCell, SetLine
from report.press.register.recorder import Recorder
from report.press.register.strings import text_string
from report.press.register.typeface import UNITS, Typeface, Word
from report.press.text_layer import TextLayer

#: What stands in a cell that the source leaves open.
BLANK = "—"
#: Texts longer than this hardly come twice; so many of the others are kept for a column.
_LONGEST_KEPT, _MOST_KEPT = 40, 20_000
_FIGURE = re.compile(r"\d")
_LATIN = re.compile("[A-Za-z\u00c0-\u02af]")
#: A text from left to right that no line is broken in: a code, a number with its sign.
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|[+−-]?\d+(?:[.,]\d+)*[%‰]?")
_LONGEST_CODE = 24
#: A number that needs no isolation.
_NUMBER = re.compile(r"(?!0\d)\d+(?:[.,\u066b\u066c]\d+)*")


@dataclass(slots=True)
class Cells:
    """Sets the texts of a column, or of the heads of groups, that are plain enough.

    ``layer`` writes lines of few letters as it does elsewhere; ``cell`` returns ``None`` for a text that only
    WeasyPrint can set, such as one with foreign words in it.
    """

    column: ColumnLook
    face: Typeface
    layer: TextLayer
    _kept: dict[tuple[str, bool], SetCell | None] = field(default_factory=dict)

    def cell(self, text: str, *, part: bool = False) -> SetCell | None:
        """Return a text's lines; ``part`` parts its first character from what is read before it."""
        key = (text, part)
        if key in self._kept:
            return self._kept[key]
        made = self._cell(text)
        if part and made is not None and made.lines and isinstance(made.lines[0].body, str):
            first = made.lines[0]
            made = replace(made, lines=(replace(first, body=f"{first.body} {self.face.part}"), *made.lines[1:]))
        self.keep(key, made)
        return made

    def keep(self, key: tuple[str, bool], made: SetCell | None) -> None:
        """Keep how a text was set, where it is likely to come again."""
        if len(key[0]) <= _LONGEST_KEPT and len(self._kept) < _MOST_KEPT:
            self._kept[key] = made

    def _cell(self, text: str) -> SetCell | None:
        if _NUMBER.fullmatch(text) and (number := self.face.number(text)) is not None:
            string, units = number
            return SetCell((SetLine(units / UNITS, string),), text_string(text))
        if _CODE.fullmatch(text):
            return self._code(text)
        words = [self.face.word(token) for token in text.split(" ")]
        if None in words:
            return self._code(text)
        if _FIGURE.search(text) and any(not run.plain for run in ltr_runs(text)):
            return self._code(text)
        plain: list[Word] = words  # type: ignore[assignment]
        lines = []
        at = 0
        for here in self._broken(plain):
            tokens = text.split(" ")[at : at + len(here)]
            at += len(here)
            line = self._line(here, tokens)
            if line is None:
                return None
            lines.append(line)
        return SetCell(tuple(lines), text_string(text), neutral=plain[0].neutral)

    def _broken(self, words: list[Word]) -> list[list[Word]]:
        """Return the words of each line: as many as go into it."""
        if not self.column.wraps:
            return [words]
        room = int((self.column.right - self.column.left) * UNITS)
        space = self.face.space_units
        lines = [[words[0]]]
        width = words[0].units
        for word in words[1:]:
            width += space + word.units
            if width > room:
                lines.append([word])
                width = word.units
            else:
                lines[-1].append(word)
        return lines

    def _line(self, words: list[Word], tokens: Sequence[str]) -> SetLine | None:
        """Return a line of words, ``None`` where none has letters: figures alone take another form."""
        units = sum(word.units for word in words) + self.face.space_units * (len(words) - 1)
        reach = units / UNITS
        right = sum(word.right for word in words)
        length = sum(word.length for word in words) + len(words) - 1
        if right == 0:
            return None
        if length > 4 and right < 0.3 * length and pdfjs_takes_for_left_to_right(" ".join(tokens)):
            return SetLine(reach, self._written(" ".join(tokens), reach))
        if len(words) == 1:
            return SetLine(reach, words[0].string)
        parts = [words[-1].string, *(word.spaced for word in words[-2::-1])]
        return SetLine(reach, " ".join(parts).replace("> <", ""))

    def _written(self, text: str, width: float) -> tuple[Operator, ...]:
        """Return a line of few letters, which the text layer writes run by run."""
        runs: list[Run] = self.face.runs(text)
        recorder = Recorder({})
        line = Line(text, self.face.face, recorder.page_rectangle, None, 0, width, 0, self.face.size)
        self.layer.draw_runs(recorder, runs, line, recorder.matrix)
        return recorder.taken()

    def _code(self, text: str) -> SetCell | None:
        """Return a text that is a code from end to end."""
        if not _CODE.fullmatch(text) or len(text) > _LONGEST_CODE:
            return None
        if [(run.start, run.end, run.eastern) for run in ltr_runs(text)] != [(0, len(text), False)]:
            return None
        operators: list[Operator] = [f"/{self.face.name} {self.face.size * POINTS:g} Tf"]
        if (quick := self.face.code(text)) is not None:
            units = quick[1]
            for x, string, said in quick[0]:
                operators.append((x * self.face.size / 1000, 0.0))
                operators.append(f"/{TAG} <</ActualText ({said})>>BDC\n[{string}]TJ\nEMC")
        elif (made := self.face.left_to_right(text)) is not None:
            units = made[1]
            operators += self._pieces(made[0])
        else:
            return None
        body = tuple(operators)
        line = SetLine(units / UNITS, body)
        return SetCell((line,), text_string(text), latin=bool(_LATIN.search(text)), language=foreign_language(text))

    def _pieces(self, pieces: tuple[Piece, ...]) -> list[Operator]:
        operators: list[Operator] = []
        for piece in pieces:
            operators.append((piece.x * self.face.size / 1000, 0.0))
            said = None if piece.text is None else text_string(piece.text).decode("latin-1")
            shown = f"[{piece.string}]TJ"
            operators.append(shown if said is None else f"/{TAG} <</ActualText {said}>>BDC\n{shown}\nEMC")
        return operators
