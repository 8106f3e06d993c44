"""The cells of a register into lines: from words that are shaped once, as far as they recur."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from report.arabic import foreign_language, ltr_runs
from report.press.lines import Line
from report.press.pieces import TAG, pdfjs_takes_for_left_to_right
from report.press.register.mixed import Mixed
from report.press.register.model import SCALE, ColumnLook, SetCell, SetLine
from report.press.register.recorder import Recorder
from report.press.register.strings import inline_string, text_string
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
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
#: Before it there are letters that are read from left to right alone.
_ARABIC = 0x590
#: A number that needs no isolation.
_NUMBER = re.compile(r"(?!0\d)\d+(?:[.,\u066b\u066c]\d+)*")


#: A code that a Latin word begins is one run.
_NAMED = re.compile(r"[A-Za-z]+-[0-9]+")


def _whole(text: str) -> list[tuple[int, int]]:
    """Return the runs of a text that are set apart as one piece, from the first character to after the last."""
    return [(run.start, run.end) for run in ltr_runs(text) if not run.eastern]


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
        if part and made is not None and made.lines and not made.lines[0].chooses:
            first = made.lines[0]
            body = f"{first.body.removesuffix(']TJ')} {self.face.part}]TJ"
            made = made._replace(lines=(first._replace(body=body), *made.lines[1:]))
        self.keep(key, made)
        return made

    def keep(self, key: tuple[str, bool], made: SetCell | None) -> None:
        """Keep how a text was set, where it is likely to come again."""
        if len(key[0]) <= _LONGEST_KEPT and len(self._kept) < _MOST_KEPT:
            self._kept[key] = made

    def _cell(self, text: str) -> SetCell | None:
        if _NUMBER.fullmatch(text) and (number := self.face.number(text)) is not None:
            string, units = number
            return SetCell((SetLine(round(units * SCALE / UNITS), f"[{string}]TJ"),), text_string(text))
        if _CODE.fullmatch(text):
            return self._code(text)
        tokens = text.split(" ")
        known, word = self.face.words, self.face.word
        words = [known.get(token) or word(token) for token in tokens]
        if None in words or (_FIGURE.search(text) and any([not run.plain for run in ltr_runs(text)])):
            return self._mixed(text)
        plain: list[Word] = words  # type: ignore[assignment]
        lines: list[SetLine] = []
        for first, end, units in self._broken(plain):
            line = self._line(plain[first:end], tokens[first:end], units)
            if line is None:
                return None
            lines.append(line)
        return SetCell(tuple(lines), text_string(text), neutral=plain[0].neutral)

    def _mixed(self, text: str) -> SetCell | None:
        lines = Mixed(self.column, self.face, self.layer).lines(text)
        if lines is None:
            return None
        latin = any(letter.isalpha() and ord(letter) < _ARABIC for letter in text)
        alone = latin and not _LETTER.search(text)
        language = foreign_language(text) if alone else None
        return SetCell(lines, text_string(text), latin, unicodedata.bidirectional(text[0]) == "ON", language)

    def _broken(self, words: list[Word]) -> list[tuple[int, int, int]]:
        """Return the words of each line, as many as go into it: the first, the one after the last, and their width."""
        space = self.face.space_units
        room = int((self.column.right - self.column.left) * UNITS) if self.column.wraps else 1 << 60
        lines, first, width = [], 0, words[0].units
        for at in range(1, len(words)):
            wider = width + space + words[at].units
            if wider > room:
                lines.append((first, at, width))
                first, width = at, words[at].units
            else:
                width = wider
        lines.append((first, len(words), width))
        return lines

    def _line(self, words: list[Word], tokens: Sequence[str], units: int) -> SetLine | None:
        """Return a line of words, ``None`` where none has letters: figures alone take another form."""
        reach = round(units * SCALE / UNITS)
        if any([word.few for word in words]):
            right = sum([word.right for word in words])
            length = sum([word.length for word in words]) + len(words) - 1
            if not any(map(_LETTER.search, tokens)):
                return None
            if length > 4 and right < 0.3 * length and pdfjs_takes_for_left_to_right(" ".join(tokens)):
                return SetLine(reach, self._written(" ".join(tokens), units / UNITS), chooses=True)
        if len(words) == 1:
            return SetLine(reach, f"[{words[0].string}]TJ")
        parts = [words[-1].string]
        parts += [word.spaced for word in words[-2::-1]]
        return SetLine(reach, f"[{' '.join(parts)}]TJ".replace("> <", ""))

    def _written(self, text: str, width: float) -> str:
        """Return a line of few letters, which the text layer writes run by run."""
        made = self.face.runs(text)
        assert made is not None, text
        runs, _ = made
        recorder = Recorder({})
        line = Line(text, self.face.face, recorder.page_rectangle, None, 0, width, 0, self.face.size)
        self.layer.draw_runs(recorder, runs, line, recorder.at(0))
        return "\n" + recorder.taken()

    def _code(self, text: str) -> SetCell | None:
        """Return a text that is a code from end to end."""
        if not _CODE.fullmatch(text) or len(text) > _LONGEST_CODE:
            return None
        if not _NAMED.fullmatch(text) and _whole(text) != [(0, len(text))]:
            return None
        if (quick := self.face.code(text)) is not None:
            pieces, units = quick
        elif (made := self.face.left_to_right(text)) is not None:
            pieces = [(one.x, one.string, one.text or "") for one in made[0]]
            units = made[1]
        else:
            return None
        operators, pen = [f"\n/{self.face.name} {self.face.size * SCALE:g} Tf"], 0
        for x, string, said in pieces:
            place = round(x * self.face.size * SCALE / 1000)
            operators.append(f"{place - pen} 0 Td/{TAG} <</ActualText {inline_string(said)}>>BDC\n[{string}]TJ\nEMC")
            pen = place
        line = SetLine(round(units * SCALE / UNITS), "\n".join(operators), chooses=True)
        return SetCell((line,), text_string(text), latin=bool(_LATIN.search(text)), language=foreign_language(text))
