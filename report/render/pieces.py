"""A line of text in pieces, so that readers with a bidirectional algorithm of their own put it together again.

A PDF holds no direction: each reader finds the lines by the glyphs' places and turns right-to-left text round as it
sees fit. Three readers, each with its own rules, are served at once; the rules and what was measured are in
``docs/text-layer.md``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from report.render.codes import SLIVER, ZWNJ

RLM, LRM = "\u200f", "\u200e"
#: What a ghost at the end of a piece represents. It begins with a mark of the right: MuPDF ends a span there, and
#: compares the letters before it with the replacement text by themselves. It is two marks: poppler drops what has the
#: text of another at nearly the same place, and must keep the ghosts that lead to the pieces.
END = RLM + RLM
#: The tag of a piece's marked content. Not ``Span``: poppler would set the text of a Span as one glyph, in its place.
TAG = "MUJZ_Piece"

#: Below this, in thousandths of the font size, nothing is moved: the precision of a number in WeasyPrint's PDF.
_LEAST = 1e-6
#: pypdf reads a space where one number of a ``TJ`` array moves the pen further than half a space, in thousandths of the
#: font size; several numbers that move it less are no space.
_LONGEST_MOVE = 100
#: How far the pieces of a code start from each other, in thousandths of the font size: pdfium orders by that.
STEP = 2

#: A number that pdf.js keeps whole in a right-to-left text: no sign, symbol or space (which justification widens).
_NUMBER = re.compile(r"\d+(?:[.,:/\u060c\u066b\u066c]\d+)*")

#: A text longer than this pdf.js takes for one from left to right where fewer of its letters are Arabic.
_SHORT, _SHARE = 4, 0.3
#: What pdfium takes for the hyphen of a word separated at the end of its line, where it ends one.
HYPHENS = frozenset("-\u00ad")
#: What pdfium mirrors or undoes although Unicode does not.
_CHANGED = frozenset("‘’“”®")

Direction = Literal["left", "weak", "right", "neutral"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A code to write at ``x``, its width and its text; lengths in thousandths of the font size."""

    x: float
    code: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A string for ``TJ`` that leads the pen from ``x`` to ``end``, in thousandths of the font size.

    ``text`` is what readers get for it that honour ``ActualText`` on any marked content; ``None`` leaves it to the
    glyphs.
    """

    x: float
    end: float
    string: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the last piece of a left-to-right text starts, and how many pieces that has."""

    x: float
    pieces: int


#: Returns a glyph that shows nothing, at ``x``, of ``width``, which represents ``text``.
InvisibleGlyph = Callable[[float, int, str], Glyph]


def direction(character: str) -> Direction:
    """Return how pdfium takes a character when it turns a line round (its ``core/fxcrt/fx_bidi.cpp``)."""
    match unicodedata.bidirectional(character):
        case "L":
            return "left"
        case "R" | "AL":
            return "right"
        case "EN" | "AN" | "NSM" | "CS" | "ES" | "ET":
            return "weak"
        case _:
            return "neutral"


def right_to_left_piece(
    glyphs: Sequence[Glyph], end: float, invisible_glyph: InvisibleGlyph, *, part: bool
) -> Piece:
    """Return a right-to-left run as one piece, with brackets, quotes and such signs as an ellipsis between marks.

    A mark also stands between two neighbours that pdfium would not turn round, such as a no-break space and a full
    stop. With ``part`` a mark parts the run from what is to its right.
    """
    marked: list[Glyph] = []
    for glyph in glyphs:
        if marked and _kept_in_order(marked[-1].text[-1], glyph.text[0]):
            marked.append(invisible_glyph(glyph.x, SLIVER, RLM))
        if _is_changed(glyph.text[0]):
            right = glyph.x + glyph.width
            marked += [
                invisible_glyph(glyph.x, SLIVER, RLM),
                glyph,
                invisible_glyph(right - SLIVER, SLIVER, LRM),
            ]
        else:
            marked.append(glyph)
    if len(glyphs) == 1 and glyphs[0].width == SLIVER:
        # pdfium leaves out a ghost alone, which has no width, and takes a mark alone, above or below the rest, for
        # another line: another ghost beside it gives it a width, and a height down to the baseline.
        marked.append(invisible_glyph(glyphs[0].x + SLIVER, SLIVER, RLM))
    elif part:
        marked.append(invisible_glyph(end - SLIVER, SLIVER, RLM))
    return Piece(0, end, tj(marked, 0, end))


def left_to_right_pieces(
    glyphs: Sequence[Glyph],
    end: float,
    invisible_glyph: InvisibleGlyph,
    *,
    inside: bool,
    part: bool,
    follows: Lead | None = None,
) -> tuple[Piece, ...]:
    """Return the pieces of a left-to-right run in a right-to-left line, such as ``MJZ-2025-01``.

    pdfium cuts a line where the direction of its characters changes and turns the order of the cuts round: it reads
    ``F9`` as ``9F``. So each cut is a piece that starts, by a ghost, just before the left edge of the run, the last one
    leftmost: pdfium, which orders pieces by where they start, turns them round itself. A ghost at the end of each
    leads it to the next without a gap. Its own text replaces what the ghosts say. Other readers go by the glyphs,
    whose order and place are untouched; to poppler the ghosts are marks that part the run from the line.

    A run of several pieces ends in a bridge, a piece of ghosts that starts behind the first one in pdfium's order and
    leads from there to the right edge. It is written last: PDFBox, and MuPDF where it leaves replacement texts out, see
    a space where the pen moves forward, and there it parts no letters (``writePage`` in ``PDFTextStripper.java``).

    The text of a piece is what its last glyphs before the ghost at its end say, and never what its first ones say
    alone: MuPDF takes glyphs for the text unchanged where they end as it does, and leaves out the ghosts before
    them (``do_extract_within_actualtext`` in its ``stext-device.c``). A sign that ends the run is the exception.

    Where the run continues with a left-to-right text, its pieces start to the left of those of that text, which
    ``follows`` reports.

    With ``part`` a mark parts the run from what is to its right. A plain number ``inside`` a right-to-left text has no
    other than the mark that parts it: pdf.js ends what it reads where a piece has its own text.
    """
    cuts = [list(cut) for _, cut in groupby(glyphs, key=lambda glyph: direction(glyph.text[0]))]
    if inside and follows is None and _NUMBER.fullmatch("".join(glyph.text for glyph in glyphs)):
        last = [invisible_glyph(end - SLIVER, SLIVER, RLM)] if part else []
        # pdfium tells no direction of writing, and so no end of a line, where all characters start at one place.
        beside = 0 if len(glyphs) > 1 else -STEP
        return (Piece(0, end, tj([invisible_glyph(beside, SLIVER, RLM), *glyphs, *last], 0, end)),)
    edge = Lead(0, 0) if follows is None else follows
    right_edge = end if follows is None else follows.x
    bridged = int(follows is None and len(cuts) > 1)
    leads = [edge.x + lead_of(place) for place in range(len(cuts) + bridged)]
    stops = [right_edge, *leads][bridged:]
    parted_first = part or _has_bracket_first(cuts) or cuts[0][-1].text[-1] in HYPHENS
    pieces: list[Piece] = []
    for place, (cut, lead, stop) in enumerate(zip(cuts, leads[bridged:], stops, strict=False)):
        # pdfium joins a sign that ends the text to a space or a sign to its left.
        sign = place == len(cuts) - 1 and direction(cut[0].text[0]) == "neutral"
        marked = parted_first and not place
        width = width_of(edge.pieces + place + bridged)
        right = cut[-1].x + cut[-1].width
        shown = [invisible_glyph(lead, width, LRM)] * (2 if sign else 1) + cut
        if sign or marked:
            shown.append(invisible_glyph(right - SLIVER, SLIVER, LRM))
        # poppler would draw a space to the left of the run into it.
        shown += [
            invisible_glyph(lead - SLIVER, SLIVER, RLM),
            invisible_glyph(stop - SLIVER, SLIVER, END),
        ]
        text = "".join(glyph.text for glyph in cut)
        pieces.append(Piece(lead, stop, tj(shown, lead, stop), f"{LRM * sign}{text}{LRM * marked}"))
    if bridged:
        pieces.append(_bridge(leads[0], right_edge, invisible_glyph))
    return tuple(pieces)


def _bridge(lead: float, right_edge: float, invisible_glyph: InvisibleGlyph) -> Piece:
    """Return a piece without letters that leads the pen from ``lead`` to the right edge of a run."""
    ghosts = [
        invisible_glyph(lead, width_of(0), LRM),
        invisible_glyph(right_edge - SLIVER, SLIVER, END),
    ]
    return Piece(lead, right_edge, tj(ghosts, lead, right_edge), RLM)


def lead_of(place: int) -> int:
    """Return how far from the left edge of a left-to-right text its piece ``place`` starts, counted from 0.

    Every piece starts to the left of the first letter. poppler sorts the words of a line by their left edges and ends
    the line where a word begins more than 0.5 em before the right edge of the one before it (``minCharSpacing`` in
    ``TextBlock::coalesce`` of its ``TextOutputDev.cc``), as a ghost does that is behind the left edge of a wide
    letter.
    """
    return -STEP * (place + 1)


def width_of(place: int) -> int:
    """Return the width of the ghosts that lead to piece ``place`` of a left-to-right text.

    It differs from piece to piece, for pdfium drops a text object whose codes are those of one near it. All these
    ghosts end at one place, behind the left edge of the text, so that poppler sees no gap before the first letter.
    """
    return SLIVER + STEP * place


def end_of(pieces: Sequence[Piece], x: float, size: float, follows: Lead | None) -> Lead:
    """Return the left-to-right text that the pieces of a box at ``x`` end, in the unit of ``x`` and ``size``."""
    pieces_before = 0 if follows is None else follows.pieces
    return Lead(x + min(piece.x for piece in pieces) * size / 1000, pieces_before + len(pieces))


def _kept_in_order(left: str, right: str) -> bool:
    """Say whether pdfium reads two neighbours of a right-to-left run from left to right, as it does with figures, and
    with a stop and a zero-width non-joiner."""
    if right == ZWNJ:
        return direction(left) == "weak"
    marks = unicodedata.combining(left) and unicodedata.combining(right)
    return direction(left) == direction(right) == "weak" and left != right and not marks


def _is_changed(character: str) -> bool:
    """Say whether pdfium gives another character back when it turns text round.

    It takes a bracket's text for its shape and mirrors it, and it undoes what is compatible with other characters
    (Unicode NFKC), as an ellipsis is with three stops; but not where a mark of the left comes before.
    """
    if unicodedata.mirrored(character) or character in _CHANGED:
        return True
    compatible = direction(character) == "neutral" and not character.isspace()
    return compatible and unicodedata.normalize("NFKC", character) != character


def part_needed(left: str, right: str) -> bool:
    """Say whether pdfium would run two neighbouring runs into one another, of which ``right`` is read first.

    It does so with stops and figures at their borders, and with brackets that follow a Latin letter.
    """
    first = direction(left[0])
    if first == "weak":
        return direction(right[-1]) == "weak"
    beside = (left[1:2] or "ا") if left[0] == " " else left[0]
    signs = first == "neutral" and "neutral" in (direction(beside), direction(right[-1]))
    return signs and not _turned_round(right)


def _turned_round(text: str) -> bool:
    """Say whether pdfium turns round the signs that are read after a text: after Arabic letters, or a plain number,
    before which a mark stands."""
    ways = [way for way in map(direction, reversed(text)) if way in ("left", "right")]
    return ways[0] == "right" if ways else bool(_NUMBER.fullmatch(text.strip()))


def pdfjs_takes_for_left_to_right(text: str) -> bool:
    """Say whether pdf.js takes a text for one from left to right: where few of its letters are Arabic, or none."""
    right = sum(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)
    return right == 0 or (len(text) > _SHORT and right < _SHARE * len(text))


def parted(left: str, right: str) -> bool:
    """Say whether there is a space between two neighbouring texts of a line, of which ``right`` is read first."""
    return bool(right) and (left.startswith(" ") or right.endswith(" "))


def _has_bracket_first(cuts: list[list[Glyph]]) -> bool:
    """Say whether a bracket stands before any Latin letter of a code: up to there pdfium would mirror it."""
    for cut in cuts:
        way = direction(cut[0].text[0])
        if way == "left":
            return False
        if way == "neutral" and any(glyph.text != " " for glyph in cut):
            return True
    return False


def tj(glyphs: Sequence[Glyph], pen: float, end: float) -> str:
    """Return glyphs as a string for ``TJ`` (ISO 32000-1, 9.4.3), empty if there is nothing to show.

    ``pen`` is where the pen stands and ``end`` where it must end, in thousandths of the font size. A mark steps back
    over its own width at once, for pdf.js passes over both the mark and the first number after it.
    """
    operands: list[str] = []
    for glyph in glyphs:
        if abs(pen - glyph.x) > _LEAST:
            operands.append(move(pen - glyph.x))
        operands.append(f"<{glyph.code:04x}>")
        pen = glyph.x + glyph.width
        if unicodedata.category(glyph.text[-1]) == "Cf":
            operands.append(f"{glyph.width}")
            pen = glyph.x
    if abs(pen - end) > _LEAST:
        operands.append(move(pen - end))
    return " ".join(operands).replace("> <", "")


def move(back: float) -> str:
    """Return the numbers of a ``TJ`` array that move the pen back by ``back``, in thousandths of the font size."""
    whole = max(0, math.ceil(abs(back) / _LONGEST_MOVE) - 1)
    step = math.copysign(_LONGEST_MOVE, back)
    return f"{step:.0f} " * whole + f"{back - step * whole:.6f}"
