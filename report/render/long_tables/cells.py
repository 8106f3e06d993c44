"""Lay out the cells of a long table as lines. Each distinct word is shaped only once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from report.arabic import bind_numbers, foreign_language, ltr_runs
from report.arabic.bidi import Run
from report.render.long_tables.cell_cache import CellCache
from report.render.long_tables.cell_streams import with_stream
from report.render.long_tables.code_operators import CodeOperators
from report.render.long_tables.glyph_codes import ALIKE
from report.render.long_tables.limited import Limited
from report.render.long_tables.mixed import Mixed
from report.render.long_tables.model import SCALE, ColumnStyle, LaidOutCell, ShapedLine
from report.render.long_tables.strings import move_line, select_font, text_string
from report.render.long_tables.typeface import UNITS, Typeface, Word
from report.render.long_tables.word_strings import composed, is_tied
from report.render.overflow import TOLERANCE
from report.render.pieces import HYPHENS
from report.render.text_layer import TextLayer
from report.tables.model import BLANK

#: The maximum number of cached languages of each column.
_MOST_LANGUAGES = 20_000
#: What a word may be bound to (:func:`report.arabic.bind_numbers`).
_FIGURE = re.compile("[\\d\u00b2\u00b3\u00b9\u2070-\u2079]")
_LATIN = re.compile("[A-Za-z\u00c0-\u02af]")
#: A left-to-right text without a line break inside: a code, or a number with its sign.
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|[+−-]?\d+(?:[.,]\d+)*[%‰]?")
_LONGEST_CODE = 24
_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
#: Letters before the Arabic ones in Unicode: all read from left to right.
_FOREIGN = re.compile("[^\\W\\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u0590-\U0010ffff]")
#: A number that needs no isolation: its figures are of one kind, and so of one script.
_NUMBER = re.compile(
    r"(?!0\d)[0-9]+(?:[.,][0-9]+)*|[\u0660-\u0669]+(?:[.,\u066b\u066c][\u0660-\u0669]+)*"
    r"|[\u06f0-\u06f9]+(?:[.,\u066b\u066c][\u06f0-\u06f9]+)*"
)
#: A code that starts with a Latin word is one run.
_NAMED = re.compile(r"[A-Za-z]+-[0-9]+")


def _whole(text: str) -> list[tuple[int, int]]:
    """Return the runs of a text that are isolated as one piece, as (start, end) offsets."""
    return [(run.start, run.end) for run in ltr_runs(text) if not run.eastern]


@dataclass(slots=True)
class Cells:
    """Lays out the plain texts of a column, or of the group heads.

    ``layer`` writes lines that pdf.js would misread, and ``cached`` holds the cells of earlier
    texts. ``cell`` returns ``None`` for a text that only WeasyPrint can set, such as a range of
    years. ``neutral`` is true once a text began with a character without direction. ``ahead`` are
    cells that another process has laid out for the next call of ``cells``. ``leading`` is the
    distance between the baselines of a row, in hundredths of a point; if it is 0, rows differ.
    """

    column: ColumnStyle
    face: Typeface
    layer: TextLayer
    cached: CellCache = field(default_factory=CellCache)
    leading: float = 0
    neutral: bool = False
    ahead: Mapping[str, LaidOutCell] = field(default_factory=dict)
    _languages: Limited[str, str | None] = field(default_factory=lambda: Limited(_MOST_LANGUAGES))
    codes: CodeOperators = field(init=False)
    mixed: Mixed = field(init=False)

    def __post_init__(self) -> None:
        self.codes = CodeOperators(self.face)
        self.mixed = Mixed(self.column, self.face, self.layer, self.codes)

    @property
    def room(self) -> int:
        """The width available for a line, in Pango units."""
        return int((self.column.right - self.column.left) * UNITS)

    def _fits(self, cell: LaidOutCell) -> LaidOutCell | None:
        """Return a one-line cell, or ``None`` if it is wider than its column and may be broken."""
        over = cell.lines[0].reach / SCALE - (self.column.right - self.column.left)
        return None if over > TOLERANCE and self.column.wraps else cell

    def _over(self, cell: LaidOutCell) -> float:
        """Return how far a cell crosses its left edge, in CSS pixels, or 0."""
        reach = max([line.reach for line in cell.lines]) / SCALE
        return max(0.0, reach - (self.column.right - self.column.edge))

    def cells(self, texts: Sequence[str | None]) -> list[LaidOutCell | None]:
        """Return the laid-out cells of texts; a missing text becomes a dash."""
        cached, ahead = self.cached, self.ahead
        new = [text for text in texts if text and text not in cached and text not in ahead]
        self.shape(new)
        find, cell = cached.cells.get, self.cell
        laid_out = [find(text or BLANK) or cell(text or BLANK) for text in texts]
        self.ahead = {}
        return laid_out

    def shape(self, texts: Iterable[str]) -> None:
        """Shape the words of texts at once."""
        self.face.shape(chain.from_iterable([text.split(" ") for text in texts]))

    def cell(self, text: str) -> LaidOutCell | None:
        """Return the laid-out cell of a text, or ``None`` if only WeasyPrint can set it."""
        laid_out = self.cached.get(text)
        if laid_out is not None:
            return laid_out
        laid_out = self.ahead.get(text) or self.new_cell(text)
        if laid_out is not None:
            self.keep(text, laid_out)
        return laid_out

    def new_cell(self, text: str) -> LaidOutCell | None:
        """Return what :meth:`cell` does, and store it nowhere."""
        laid_out = self._cell(text)
        if laid_out is None:
            return None
        if not self.column.wraps and (over := self._over(laid_out)):
            laid_out = laid_out._replace(over=over)
        return self.streamed(laid_out)

    def streamed(self, cell: LaidOutCell) -> LaidOutCell:
        """Return a cell with its operators in a stream that pages share, if they are many."""
        if not self.leading:
            return cell
        return with_stream(cell, self.leading, select_font(self.face.name, self.face.size))

    def keep(self, text: str, cell: LaidOutCell) -> None:
        """Cache the laid-out cell of a text, which may recur."""
        self.neutral = self.neutral or cell.neutral
        self.cached.put(text, cell)

    def separated(self, cell: LaidOutCell) -> LaidOutCell:
        """Return a cell with its first character separated from the text that is read before it."""
        first = cell.lines[0]
        if first.chooses:
            return cell
        body = f"{first.body.removesuffix(']TJ')} {self.face.part}]TJ"
        return cell._replace(lines=(first._replace(body=body), *cell.lines[1:]))

    def _cell(self, text: str) -> LaidOutCell | None:
        cell: LaidOutCell | None = None
        if _NUMBER.fullmatch(text):
            cell = self._number(text)
        elif _CODE.fullmatch(text):
            cell = self._code(text)
        elif not _FIGURE.search(text):
            cell = self._plain(text, text)
        else:
            shown = bind_numbers(text) if " " in text else text
            runs = ltr_runs(shown)
            if all(run.plain for run in runs):
                cell = self._plain(text, shown)
            return self._mixed(text, shown, runs) if cell is None else cell
        return self._mixed(text, text, ltr_runs(text)) if cell is None else cell

    def _number(self, text: str) -> LaidOutCell | None:
        """Return the cell of a plain number, or ``None`` if its figures are not set one by one."""
        number = self.face.glyph_codes.number(text)
        if number is None:
            return None
        string, units = number
        whole = ShapedLine(round(units * SCALE / UNITS), f"[{string}]TJ")
        return self._fits(LaidOutCell((whole,), text_string(text)))

    def _plain(self, text: str, shown: str) -> LaidOutCell | None:
        """Return the cell of a text of plain words, or ``None`` for any other text."""
        tokens = shown.split(" ")
        find, word = self.face.words.get, self.face.word
        words = [find(token) or word(token) for token in tokens]
        if None in words or is_tied(shown):
            return None
        plain: list[Word] = words  # type: ignore[assignment]
        if self.column.wraps and max([word.units for word in plain]) > self.room:
            return None  # the line breaks inside a word
        few = not self.face.few.isdisjoint(tokens)
        lines: list[ShapedLine] = []
        for first, end, units in self._broken(plain):
            line = self._line(plain[first:end], tokens[first:end] if few else (), units)
            if line is None:
                return None
            lines.append(line)
        return LaidOutCell(tuple(lines), text_string(text), neutral=plain[0].neutral)

    def _mixed(self, text: str, shown: str, runs: Sequence[Run]) -> LaidOutCell | None:
        lines = self.mixed.lines(text, shown, runs)
        if not lines:
            return None
        latin = bool(_FOREIGN.search(text))
        alone = latin and not _LETTER.search(text)
        language = foreign_language(text) if alone else None
        return LaidOutCell(
            lines, text_string(text), latin, unicodedata.bidirectional(text[0]) == "ON", language
        )

    def _broken(self, words: list[Word]) -> Iterator[tuple[int, int, int]]:
        """Yield each line as (first word, end word, width in Pango units), filled greedily."""
        space = self.face.space_units
        ends = list(accumulate([word.units + space for word in words]))
        if not self.column.wraps:
            yield 0, len(words), ends[-1] - space
            return
        room = self.room + space
        first = start = 0
        while first < len(words):
            end = bisect_right(ends, start + room, first + 1)
            yield first, end, ends[end - 1] - start - space
            first, start = end, ends[end - 1]

    def _line(self, words: list[Word], tokens: Sequence[str], units: int) -> ShapedLine | None:
        """Return a line of words, or ``None`` if no word has letters: figures alone take another
        form.

        ``tokens`` are the texts of the words if pdf.js can misread some of them.
        """
        reach = round(units * SCALE / UNITS)
        string = composed(self.face, words, tokens)
        if string is None:
            if not any(map(_LETTER.search, tokens)):
                return None
            return ShapedLine(reach, self._written(" ".join(tokens), units), chooses=True)
        if tokens and tokens[0][0] in HYPHENS:
            string = f"{string} {self.face.part}"
        return ShapedLine(reach, f"[{string}]TJ".replace("> <", ""))

    def _written(self, text: str, units: int) -> str:
        """Return a line that the text layer writes."""
        drawn = self.mixed.segments.line([(text, True, units)], units)
        assert drawn is not None, text
        return drawn

    def _code(self, text: str) -> LaidOutCell | None:
        """Return the cell of a text that is entirely one code."""
        if len(text) > _LONGEST_CODE or (
            not _NAMED.fullmatch(text) and _whole(text) != [(0, len(text))]
        ):
            return None
        operators, units = self.codes.operators(text, parted=True), self.codes.units(text)
        if operators is None or units is None:
            pieces = self.face.left_to_right(text)
            if pieces is None:
                return None
            operators, units = self.codes.of_pieces(pieces[0]), pieces[1]
        body = f"\n{select_font(self.face.name, self.face.size)}\n{move_line(operators.first)}"
        line = ShapedLine(round(units * SCALE / UNITS), body + operators.rest, chooses=True)
        return self._fits(
            LaidOutCell(
                (line,),
                text_string(text),
                latin=bool(_LATIN.search(text)),
                language=self._language(text),
            )
        )

    def _language(self, text: str) -> str | None:
        """Return the language of a code; it is the same for codes that differ only in their
        figures."""
        alike = text.translate(ALIKE)
        if alike not in self._languages:
            self._languages[alike] = foreign_language(alike)
        return self._languages[alike]
