"""Left-to-right texts that are set glyph by glyph: numbers, codes such as ``MJZ-2025-01``, words.

The distance of a glyph from the preceding one depends on these two alone, so it is computed once
for each two. All figures are equally wide: texts that differ only in their figures have the same
layout. The strings of words are cached.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from report.render.clusters import LEAST_GAP, Placed
from report.render.codes import SLIVER, Shape
from report.render.long_tables.itemize import items_of
from report.render.long_tables.limited import Computed, Limited
from report.render.long_tables.strings import inline_string
from report.render.pieces import RLM, STEP, Glyph
from report.render.strings import move, tj

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: Replaces all figures by noughts: codes that differ only in their figures become equal.
ALIKE = str.maketrans("123456789", "000000000")
#: The scripts (ISO 15924) of such texts; figures and signs alone have none.
NO_SCRIPT, LATIN = "Zyyy", "Latn"
#: The number of hexadecimal figures of a glyph code.
CODE_LENGTH = 4
#: The maximum number of cached cuts.
_MOST = 20_000
_LETTER, _FIGURE = re.compile("[A-Za-z]"), re.compile("[0-9]")
#: A text without letters of other scripts, and without direction marks.
_COMMON = re.compile("[\0-\x7f\xa0\u2010-\u2027]+")


class Step(NamedTuple):
    """From a glyph to the one to its right, which begins ``move`` thousandths of the font size
    after the end of the first. ``units`` is the width that it adds, in Pango units.

    If readers would take the distance for a space or an overlap, ``closed`` is the code of the
    first glyph as a shape that ends where the second begins, as in
    :mod:`report.render.clusters`; otherwise it is empty.
    """

    move: int
    units: int
    closed: str = ""


#: The steps from one glyph to others, by the texts of these; ``None`` to one that is not set so.
Steps = Computed[str, Step | None]


class Cut(NamedTuple):
    """A stretch of a text that pdfium reads in one direction (see
    :func:`report.render.pieces.left_to_right_pieces`).

    ``string`` holds its glyphs as a ``TJ`` string, ``width`` is their width in thousandths of the
    font size, and ``units`` is the width in Pango units without that of the first glyph. ``first``
    is the text of the first glyph, and ``steps`` are those from the last one. ``said`` is the text
    as a PDF string. In an ``even`` cut each sign is a glyph, and none is moved. ``opens`` and
    ``closes`` tell whether the text begins and ends with a space.
    """

    string: str
    width: int
    units: int
    first: str
    steps: Steps
    said: str
    even: bool
    opens: bool
    closes: bool


def script_of(text: str) -> str:
    """Return the script (ISO 15924) that Pango assigns to a left-to-right text; figures alone have
    none."""
    return LATIN if any(map(str.isalpha, text)) else NO_SCRIPT


def _figures(sign: str) -> str | tuple[str]:
    """Return all ten figures for ``0``, and any other text unchanged."""
    return "0123456789" if sign == "0" else (sign,)


class Cuts:
    """The cuts of the texts in one script.

    ``start`` holds the steps to the first glyph of a text.
    """

    def __init__(self, face: Typeface, script: str) -> None:
        self._face = face
        self._script = script
        self._hex: dict[int, str] = {}
        self._wide: dict[str, int] = {}
        self._steps = Computed[str, Steps](self._steps_after)
        self.start = self._steps[""]
        self._cuts = Limited[str, Cut | None](_MOST)
        self.find = self._cuts.get

    def cut(self, text: str) -> Cut | None:
        """Return a cut, or ``None`` if it is not set glyph by glyph."""
        if text in self._cuts:
            return self._cuts[text]
        alike = text.translate(ALIKE)
        if alike not in self._cuts:
            self._cuts[alike] = self._one_by_one(alike)
        cut = self._cuts[alike]
        if cut is None or alike == text:
            return cut
        return cut._replace(string=self._with_figures(cut, text), said=inline_string(text))

    def codes(self, text: str) -> str:
        """Return the glyph codes of the signs of a cut, in hexadecimal."""
        return text.translate(self._hex)

    def units(self, cut: Cut) -> int | None:
        """Return the width in Pango units of a text that is one cut."""
        step = self.start[cut.first]
        return None if step is None else step.units + cut.units

    def _with_figures(self, cut: Cut, text: str) -> str:
        """Return the string of a cut, which has noughts, with the figures of ``text``."""
        if cut.even:
            return f"<{self.codes(text)}>"
        signs = iter(text)
        operands: list[str] = []
        for operand in cut.string.split(" "):
            if operand.startswith("<"):
                starts = range(1, len(operand) - 1, CODE_LENGTH)
                codes = (operand[start : start + CODE_LENGTH] for start in starts)
                pairs = zip(codes, signs, strict=False)
                shown = (self._hex[ord(sign)] if sign.isdigit() else code for code, sign in pairs)
                operand = f"<{''.join(shown)}>"
            operands.append(operand)
        return " ".join(operands)

    def _one_by_one(self, alike: str) -> Cut | None:
        """Return a cut whose signs are set one by one, or otherwise shaped as a whole."""
        string, right, units, steps, even = "<", 0, 0, self.start, True
        for sign in alike:
            step = steps[sign]
            if step is None:
                return None if _FIGURE.search(alike) else self._shaped(alike)
            if step.closed:
                string = string[:-CODE_LENGTH] + step.closed
            elif step.move:
                string = f"{string}> {move(-step.move)} <"
            even = even and not step.move
            string += self._hex[ord(sign)]
            right += step.move + self._wide[sign]
            units += step.units
            steps = self._steps[sign]
        first = self.start[alike[0]]
        assert first is not None
        units -= first.units
        said, spaces = inline_string(alike), (alike[0].isspace(), alike[-1].isspace())
        return Cut(f"{string}>", right, units, alike[0], steps, said, even, *spaces)

    def _shaped(self, text: str) -> Cut | None:
        """Return a cut with ligatures, or ``None`` if it has other glyphs than such."""
        shaped = self._face.left_to_right_glyphs(text, self._script)
        if shaped is None or not shaped[0]:
            return None
        glyphs, _, units = shaped
        first, last = self.start[glyphs[0].text], glyphs[-1]
        read = "".join([glyph.text for glyph in glyphs])
        if read != text or glyphs[0].x or first is None or any(map(_is_uncommon, glyphs)):
            return None
        right = int(last.x + last.width)
        units -= first.units
        steps = self._steps[last.text]
        string, said = tj(glyphs, 0, right), inline_string(text)
        spaces = text[0].isspace(), text[-1].isspace()
        return Cut(string, right, units, glyphs[0].text, steps, said, False, *spaces)

    def _steps_after(self, left: str) -> Steps:
        return Steps(lambda right: self._step(left, right))

    def _step(self, left: str, right: str) -> Step | None:
        """Return the step from a glyph, or from the start of a text, to the next glyph.

        A ``0`` represents all figures. Return ``None`` if they differ in the step.
        """
        steps = {self._between(*pair) for pair in product(_figures(left), _figures(right))}
        widths = {self._wide.get(sign) for sign in _figures(right)}
        return steps.pop() if len(steps) == 1 and len(widths) == 1 else None

    def _between(self, left: str, right: str) -> Step | None:
        first = self._alone(left) if left else None
        second = self._alone(right)
        if second is None or (left and first is None):
            return None
        if first is None:
            return Step(0, second[1])
        both = self._face.shaped(left + right, rtl=False, script=self._script)
        if both is None:
            return None
        clusters, _, units = both
        glyphs = list(chain.from_iterable(group for group, _ in clusters))
        if [glyph.number for glyph in glyphs] != [first[0].number, second[0].number]:
            return None
        gap = glyphs[1].x - first[0].width
        if gap != int(gap):
            return None
        return Step(int(gap), units - first[1], self._closed(first[0], left, right, int(gap)))

    def _alone(self, text: str) -> tuple[Placed, int] | None:
        """Return the glyph of a text and its width in Pango units, or ``None`` if the text is not
        one glyph on the line."""
        shaped = self._face.shaped(text, rtl=False, script=self._script)
        if shaped is None or len(shaped[0]) != 1 or len(shaped[0][0][0]) != 1:
            return None
        ((glyph,), letters), units = shaped[0][0], shaped[2]
        if letters != text or not glyph.width or glyph.up or glyph.x:
            return None
        if text not in self._wide:
            code = self._code(Shape(((glyph.number, 0, 0),), glyph.width), text)
            self._wide[text] = glyph.width
            if len(text) == 1:
                self._hex[ord(text)] = code
        return glyph, units

    def _closed(self, glyph: Placed, left: str, right: str, gap: int) -> str:
        """Return the code of a glyph that ends where the next begins, or an empty text if it need
        not."""
        width = glyph.width + gap
        spaced = gap > 0 and (left.isspace() or right.isspace())
        if abs(gap) <= LEAST_GAP or width < SLIVER or spaced:
            return ""
        return self._code(Shape(((glyph.number, 0, 0),), width, synthetic=True), left)

    def _code(self, shape: Shape, text: str) -> str:
        return f"{self._face.codes.of(shape, text):0{CODE_LENGTH}x}"


def _is_uncommon(glyph: Glyph) -> bool:
    """Return whether a glyph is a mark, or is between two thousandths of the font size."""
    sign = glyph.text[-1]
    is_mark = unicodedata.combining(sign) or unicodedata.category(sign) == "Cf"
    return bool(is_mark) or glyph.x != int(glyph.x)


class GlyphCodes:
    """The left-to-right texts of a face: its plain numbers, and the ``cuts`` of its scripts."""

    def __init__(self, face: Typeface) -> None:
        self.cuts = {script: Cuts(face, script) for script in (NO_SCRIPT, LATIN)}
        self._numbers: dict[str, int | None] = {}
        self._before_number = tj([face.invisible_glyph(0, SLIVER, RLM)], 0, 0)
        self._before_figure = tj(
            [face.invisible_glyph(-STEP, SLIVER, RLM)], 0, 0
        )  # see ``left_to_right_pieces``

    def script_of(self, text: str) -> str | None:
        """Return the script of a left-to-right text, or ``None`` if it has other ones or several
        directions."""
        if text.isascii() or _COMMON.fullmatch(text):
            return LATIN if _LETTER.search(text) else NO_SCRIPT
        items = items_of(text, rtl=False)
        alone = len(items) == 1 and not items[0].level and items[0].script in self.cuts
        return items[0].script if alone else None

    def number(self, text: str) -> tuple[str, int] | None:
        """Return a plain number as a ``TJ`` string and its width in Pango units, or ``None`` if its
        figures are not set one by one."""
        cuts = self.cuts[NO_SCRIPT]
        alike = text.translate(ALIKE)
        if alike not in self._numbers:
            cut = cuts.cut(alike)
            self._numbers[alike] = cuts.units(cut) if cut is not None and cut.even else None
        units = self._numbers[alike]
        if units is None:
            return None
        opening = self._before_number if len(text) > 1 else self._before_figure
        return f"{opening} <{cuts.codes(text)}>", units
