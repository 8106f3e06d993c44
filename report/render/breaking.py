"""Break lines that would otherwise not fit.

Bound words give way last: a line of words joined by no-break spaces or word joiners that is wider
than its column is broken at these. A word that is still too wide is broken between two letters.
WeasyPrint 70.0 does neither if such words are in more than one inline box, as figures beside Arabic
words are: the line then leaves its column.

WeasyPrint breaks a long word where its joined letters still fit, and then sets the line again
without the following letters. The last Arabic letter of the line takes its final form, which may be
wider, and the line leaves its box. This module breaks such a line earlier.

Pango may end a line several words too early where the direction changes in its text. WeasyPrint
then sets the next word on the line at most. This module sets all words that fit.

A text that ends in white space may fit except for this space, as before a figure that is bound to
it. WeasyPrint 70.0 then breaks the text after its first word. This module breaks it at its last
possible place.

A line that ends inside a word is marked (``ends_inside``), so that its text and the next line's are
read as one word.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from report.render.engine.patches import Patch, Replacement, replaced, stock
from report.render.line_ends import COLLAPSES

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LayoutContext, LineBox, TextBox
    from report.render.engine.patches import CanBreak, LineParts, SplitLine, SplitText, TextPart

#: The maximum number of times a line is broken earlier. Each time the width shrinks by the excess,
#: or by this part of the font size: together by more than the width of a letter.
BREAKS, BREAK_STEP = 14, 0.1
#: WeasyPrint lays out a shorter line word by word, in ems.
_SHORT_LINE = 4
#: Rounding of Pango's units, in CSS pixels.
_NEAR = 0.01
#: The characters that bind two words, and their breakable replacements: a space, a zero-width
#: space.
_GIVEN = str.maketrans({"\u00a0": " ", "\u2060": "\u200b"})
_BINDS = re.compile("[\u00a0\u2060]")
#: Two characters between which a word may be broken as a last resort.
TWO_LETTERS = re.compile(r"\w\w")
#: Two words between which a line may certainly be broken.
_TWO_WORDS = re.compile(r"\w \w")
#: White space that Pango lets hang over the end of a line: before a space, or at the end of a text.
_HANGING = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000](?= )|[^\\S\n]\\Z")
_WRAPS = frozenset(("normal", "pre-wrap", "pre-line"))
#: Forbids a break, without a width.
_JOINER = "\u2060"


class Gives(IntEnum):
    """What gives way in a line: nothing, the bonds between words, or the words themselves."""

    NOTHING = 0
    BONDS = 1
    WORDS = 2


def loosened(text: str) -> str:
    """Return a text of the same length in which a line may be broken where words are bound."""
    return text.translate(_GIVEN)


def is_bound(text: str) -> bool:
    """Return whether a no-break space or a word joiner binds words of a text."""
    return bool(_BINDS.search(text))


def broken_words() -> AbstractContextManager[None]:
    """Break lines by the rules of this module while the context lasts."""
    breaker = _Breaker(stock(Patch.LINE), stock(Patch.BREAK), stock(Patch.CAN_BREAK))
    return replaced(
        Replacement(Patch.LINE, lambda _: breaker.split_inline),
        Replacement(Patch.BREAK, lambda _: breaker.split_text),
        Replacement(Patch.CAN_BREAK, lambda _: breaker.can_break),
    )


@dataclass(slots=True)
class _Breaker:
    """Lays out lines by WeasyPrint's own functions; ``gives`` is what gives way in the current
    line."""

    stock_inline: SplitLine
    stock_text: SplitText
    stock_can_break: CanBreak
    gives: Gives = Gives.NOTHING

    def split_inline(
        self, context: LayoutContext, box: Box, position_x: float, max_x: float,
        bottom_space: float, skip: object, containing_block: Box, absolute: list[Box],
        fixed: list[Box], placeholders: list[Box], floats: list[Box], children: list[Box],
        *first: object,
    ) -> LineParts:  # fmt: skip
        """Lay out a line, or an inline box in it, with as little giving way as possible."""
        from report.render.engine import boxes

        lists = absolute, fixed, placeholders, floats, children

        def lay_out() -> LineParts:
            return self.stock_inline(
                context,
                box,
                position_x,
                max_x,
                bottom_space,
                skip,
                containing_block,
                *lists,
                *first,
            )

        if not isinstance(box, boxes.LineBox):
            return lay_out()
        copies = [list(items) for items in lists]
        around = self.gives
        try:
            for self.gives in _gives(box):
                for items, copy in zip(lists, copies, strict=True):
                    items[:] = copy
                result = lay_out()
                if _fits(context, result[0], max_x - box.position_x):
                    break
        finally:
            self.gives = around
        return result

    def split_text(
        self,
        context: LayoutContext,
        box: TextBox,
        available_width: float | None,
        skip: int | None,
        is_line_start: bool = True,
    ) -> TextPart:
        """Lay out the part of a text that fits on the line; a text without a width is only
        measured."""
        if available_width is None:
            return self.stock_text(context, box, None, skip, is_line_start)
        if self.gives:
            return self._loosened(context, box, available_width, skip, is_line_start)
        result = self._narrowed(context, box, available_width, skip, is_line_start)
        if self._torn(box, result, skip) and is_bound(_rest(box, skip).partition(" ")[0]):
            return self._loosened(context, box, available_width, skip, is_line_start)
        return result

    def can_break(self, text: str, language: str | None) -> bool:
        """Return whether a line may be broken in ``text``."""
        if not self.gives:
            return bool(self.stock_can_break(text, language))
        inside = self.gives is Gives.WORDS and TWO_LETTERS.search(text)
        return bool(inside or self.stock_can_break(loosened(text), language))

    def _loosened(
        self,
        context: LayoutContext,
        box: TextBox,
        width: float,
        skip: int | None,
        is_line_start: bool,
    ) -> TextPart:
        """Lay out a text whose bonds give way; the remaining text, for the next line, stays
        bound."""
        rest = _rest(box, skip)
        if not rest:
            return self.stock_text(context, box, width, skip, is_line_start)
        loose = box.copy_with_text(loosened(rest))
        if self.gives is Gives.WORDS:
            is_line_start = True  # WeasyPrint breaks words only with this value
            if loose.style["white_space"] == "nowrap":
                loose.style = loose.style.copy()
                loose.style["white_space"] = "normal"
        line, resume_at, preserved = self._narrowed(context, loose, width, 0, is_line_start)
        if line is not None:
            line.style = box.style
        if resume_at is not None:
            taken = len(loose.text.encode()[:resume_at].decode())
            resume_at = (skip or 0) + len(rest[:taken].encode())
        return line, resume_at, preserved

    def _narrowed(
        self,
        context: LayoutContext,
        box: TextBox,
        width: float,
        skip: int | None,
        is_line_start: bool,
    ) -> TextPart:
        """Lay out a text; the last letter before a break inside a word stays within the line."""
        result = self._with_space(context, box, width, skip, is_line_start)
        result = self._lengthened(context, box, width, skip, result)
        line = result[0]
        if line is None or not _ends_inside(box, line, result[1], skip):
            return result
        room = width
        for _ in range(BREAKS):
            over = line.width - width
            if over <= _NEAR or len(line.text) < 2 or room <= 0:
                break
            room -= max(over, BREAK_STEP * box.style["font_size"])
            narrower = self.stock_text(context, box, room, skip, is_line_start)
            if narrower[0] is None or not _ends_inside(box, narrower[0], narrower[1], skip):
                break
            result, line = narrower, narrower[0]
        line.ends_inside = True
        return result

    def _with_space(
        self,
        context: LayoutContext,
        box: TextBox,
        width: float,
        skip: int | None,
        is_line_start: bool,
    ) -> TextPart:
        """Lay out as much of a text as fits, also if the space that ends it does not.

        Pango lets a text fit if only its last white space does not. WeasyPrint measures this space
        too, and then breaks the text after its first word, or not at all.
        """
        result = self.stock_text(context, box, width, skip, is_line_start)
        line, resume_at, _ = result
        if line is None or (line.width <= width if resume_at is None else _two_words(line)):
            return result
        rest = _rest(box, skip)
        visible = rest.rstrip(" ") if box.style["white_space"] in COLLAPSES else rest
        gaps = [match.end() for match in _HANGING.finditer(visible)]
        if visible and (visible != rest or gaps):
            firm = box.copy_with_text(_HANGING.sub(lambda match: match[0] + _JOINER, visible))
            line, resume_at, preserved = self.stock_text(context, firm, width, 0, is_line_start)
            if resume_at is None:
                return self.stock_text(context, box, None, skip, is_line_start)
            taken = len(firm.text.encode()[:resume_at].decode())
            joiners = sum(gap + number < taken for number, gap in enumerate(gaps))
            taken -= joiners
            if joiners:
                bare = box.copy_with_text(visible[:taken].rstrip(" "))
                line = self.stock_text(context, bare, None, 0, is_line_start)[0]
            result = line, (skip or 0) + len(visible[:taken].encode()), preserved
        return result

    def _lengthened(
        self, context: LayoutContext, box: TextBox, width: float, skip: int | None, result: TextPart
    ) -> TextPart:
        """Lay out more words of a text if they fit into less than :data:`_SHORT_LINE`.

        For such a line WeasyPrint compares the first letter of the second word alone, which may be
        wider than the word: «ف» is wider than «في».
        """
        resume_at = result[1]
        if resume_at is None or width >= _SHORT_LINE * box.style["font_size"]:
            return result
        rest = _rest(box, skip)
        taken = len(rest.encode()[: resume_at - (skip or 0)].decode())
        end = taken
        while end < len(rest) and rest[taken - 1] == " ":
            end = rest.find(" ", end + 1)
            end = len(rest) if end < 0 else end
            if end < len(rest) and not self.can_break(rest[end - 1 : end + 2], box.style["lang"]):
                continue
            line = self.stock_text(context, box.copy_with_text(rest[:end]), None, 0, True)[0]
            if line is None or line.width > width:
                break
            taken = end + 1
            if taken >= len(rest):
                return self.stock_text(context, box, None, skip, True)
            result = line, (skip or 0) + len(rest[:taken].encode()), False
        return result

    def _torn(self, box: TextBox, text_part: TextPart, skip: int | None) -> bool:
        """Return whether a line ends where the line breaking rules allow no break."""
        line, resume_at, _ = text_part
        if line is None or not _ends_inside(box, line, resume_at, skip):
            return False
        following = box.text.encode()[resume_at:].decode()[:1]
        return not self.stock_can_break(line.text[-1] + following, box.style["lang"])


def _gives(line: LineBox) -> tuple[Gives, ...]:
    """Return what may give way in a line, least first."""
    if line.style["white_space"] not in _WRAPS:
        return (Gives.NOTHING,)
    if line.style["overflow_wrap"] == "normal":
        return Gives.NOTHING, Gives.BONDS
    return tuple(Gives)


def _fits(context: LayoutContext, line: LineBox, room: float) -> bool:
    """Return whether a line fits into ``room`` CSS pixels, without the space that ends it."""
    from report.render.engine.boxes import trailing_space

    over: float = line.width - room
    return over <= _NEAR or over - trailing_space(context, line) <= _NEAR


def _two_words(line: TextBox) -> bool:
    """Return whether a line has a space at which it may be broken."""
    return bool(_TWO_WORDS.search(line.text))


def _rest(box: TextBox, skip: int | None) -> str:
    """Return the text of a box from the byte ``skip`` on."""
    text: str = box.text
    return text.encode()[skip:].decode() if skip else text


def _ends_inside(
    box: TextBox, line: TextBox | None, resume_at: int | None, skip: int | None
) -> bool:
    """Return whether ``line`` ends without white space: inside a word, or after a sign that allows
    a break."""
    if line is None or resume_at is None:
        return False
    preceding = box.text.encode()[(skip or 0) : resume_at].decode()
    return bool(preceding) and preceding == line.text and not preceding[-1].isspace()
