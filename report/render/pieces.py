"""Split a line of text into pieces, so that readers with a bidirectional algorithm reassemble it
correctly.

A PDF stores no text direction: each reader finds the lines by the positions of glyphs and reverses
right-to-left text by its own rules. The pieces satisfy three such readers at once;
``docs/text-layer.md`` has their rules and the measurements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from report.render.clusters import full_space
from report.render.codes import ALM, SLIVER
from report.render.justification import SPACES
from report.render.strings import is_spaced, tj

RLM, LRM = "\u200f", "\u200e"
#: A zero-width space: it has no direction.
ZWSP = "\u200b"
#: The text of the invisible glyph at the end of a piece. It begins with a right-to-left mark: MuPDF
#: ends a span there, and compares only the letters before it with the replacement text. It has two
#: marks: poppler drops a glyph with the same text as another one at nearly the same position, and
#: must keep the invisible glyphs that lead to the pieces.
END = RLM + RLM
#: The tag of a piece's marked content. It is not ``Span``, because poppler would replace a Span by
#: a single glyph.
TAG = "MUJZ_Piece"

#: The distance between the starts of a code's pieces, in thousandths of the font size: pdfium
#: orders by that.
STEP = 2

#: A number that pdf.js keeps whole in a right-to-left text: without a sign, symbol or space (which
#: justification widens).
_NUMBER = re.compile(r"\d+(?:[.,:/\u060c\u066b\u066c]\d+)*")

#: pdf.js takes a longer text for left-to-right if a smaller fraction of its letters is Arabic.
_SHORT, _SHARE = 4, 0.3
#: The characters that pdfium takes for the hyphen of a divided word at the end of a line.
HYPHENS = frozenset("-\u00ad")
#: Signs before Arabic figures that are letters in the tables of pdfium, which are those of an
#: earlier Unicode.
_LATER = frozenset("\u0604\u0605")

Direction = Literal["left", "weak", "right", "neutral"]
#: The letter of a single space, and a cut: see :func:`cut_places`.
_SPACE = "s"
_CUT = re.compile("(?<=[lwr])s(?:l+|w+)s(?=[lwr])|l+|w+|r+|[ns]+")


class Glyph(NamedTuple):
    """A code to write at ``x``, its width and its text; lengths in thousandths of the font size."""

    x: float
    code: int
    width: int
    text: str


class Piece(NamedTuple):
    """A ``TJ`` string that moves the pen from ``x`` to ``end``, in thousandths of the font size.

    ``text`` is its replacement text, for readers that honour ``ActualText`` on any marked content;
    with ``None`` they read the glyphs. ``anchor`` is a glyph without width that is shown first, at
    its own position: pdf_oxide takes the position of the first glyph for that of the replacement
    text (``Operator::TJ`` in its ``extractors/text.rs``), and sorts the texts of a line by that.
    """

    x: float
    end: float
    string: str
    text: str | None = None
    anchor: Glyph | None = None


class Lead(NamedTuple):
    """Where the pieces of a left-to-right text start, and how many there are.

    ``x`` is the start of the leftmost piece. The last cut of the text (see
    :func:`left_to_right_pieces`) has the direction ``way``. Another piece of this cut starts at
    its own letters if the cut is the ``first`` one, otherwise between ``last``, the start of the
    last piece, and ``limit``, the start of the cut before.
    """

    x: float
    pieces: int
    way: Direction
    first: bool
    last: float
    limit: float

    def moved(self, left: float, unit: float) -> Lead:
        """Return the lead with its positions counted from ``left``, in another unit."""
        x, last, limit = ((place - left) / unit for place in (self.x, self.last, self.limit))
        return self._replace(x=x, last=last, limit=limit)

    def continued_by(self, run: Sequence[Glyph]) -> bool:
        """Return whether pdfium reads the start of the next run as a part of the last cut. Signs
        have marks of their own."""
        return self.way == direction(run[0].text[0]) != "neutral"


#: Returns a glyph without ink, at ``x``, of ``width``, which represents ``text``.
InvisibleGlyph = Callable[[float, int, str], Glyph]


@cache
def direction(character: str) -> Direction:
    """Return the direction that pdfium assigns to a character when it reverses a line (its
    ``core/fxcrt/fx_bidi.cpp``)."""
    if character in _LATER:
        return "right"
    match unicodedata.bidirectional(character):
        case "L":
            return "left"
        case "R" | "AL":
            return "right"
        case "EN" | "AN" | "NSM" | "CS" | "ES" | "ET":
            return "weak"
        case _:
            return "neutral"


def left_to_right_pieces(
    glyphs: Sequence[Glyph],
    end: float,
    invisible_glyph: InvisibleGlyph,
    *,
    inside: bool,
    separated: bool,
    follows: Lead | None = None,
    parted: bool = False,
) -> tuple[Piece, ...]:
    """Return the pieces of a left-to-right run in a right-to-left line, such as ``MJZ-2025-01``.

    pdfium cuts a line where the direction of its characters changes and reverses the order of the
    cuts: it reads ``F9`` as ``9F``. So each cut is a piece that starts, with an invisible glyph,
    just before the left edge of the run, the last one leftmost: pdfium, which orders pieces by
    their starts, reverses them back. An invisible glyph at the end of each piece leads it to the
    next without a gap. The replacement text hides the invisible glyphs. Readers that follow the
    glyphs find them in their order and at their positions; to poppler the invisible glyphs are
    marks that separate the run from the line.

    A run of several pieces ends in a bridge, a piece of invisible glyphs that starts after the
    first one in pdfium's order and leads from there to the right edge. It is written last: PDFBox,
    and MuPDF if it ignores replacement texts, see a space where the pen moves forward, and there it
    separates no letters (``writePage`` in ``PDFTextStripper.java``).

    A word with the spaces on both its sides is one cut (:func:`cut_places`): it is the same in
    either order.

    The text of a piece is what its last glyphs before the final invisible glyph represent, and
    never what its first glyphs alone represent: MuPDF returns the text of the glyphs unchanged
    where they end like the replacement text, and drops the invisible glyphs before them
    (``do_extract_within_actualtext`` in its ``stext-device.c``). A sign that ends the run is the
    exception.

    Each of several pieces has an anchor, the first one leftmost. They stand where the pieces start
    and not where their letters are: readers that follow the pen would see a space there.

    If the run continues a left-to-right text, reported by ``follows``, its pieces start to the
    left of that text's pieces.

    Where a space is between two cuts, one number moves the pen: pypdf may read a space there. The
    same is true of the end of the run if it is ``parted``: if it ends its line, or a space follows.

    With ``separated`` a mark separates the run from the text to its right. A plain number
    ``inside`` a right-to-left text has only this mark: pdf.js ends its text at a piece with a
    replacement text.
    """
    cuts = _cuts(glyphs)
    texts = ["".join(glyph.text for glyph in cut) for cut in cuts]
    if inside and follows is None and _NUMBER.fullmatch("".join(texts).lstrip(ALM)):
        last = [invisible_glyph(end - SLIVER, SLIVER, RLM)] if separated else []
        # pdfium finds no writing direction, and so no end of a line, if all characters start at one
        # position.
        beside = 0 if len(glyphs) > 1 else -STEP
        return (Piece(0, end, tj([invisible_glyph(beside, SLIVER, RLM), *glyphs, *last], 0, end)),)
    if follows is None and len(cuts) == 1 and _has_eastern_groups(glyphs):
        return tuple(_groups_of_number(glyphs, end, invisible_glyph, separated=separated))
    edge, pieces_before = (0.0, 0) if follows is None else (follows.x, follows.pieces)
    right_edge = end if follows is None else follows.x
    bridged = int(follows is None and len(cuts) > 1)
    leads = [edge + lead_of(place) for place in range(len(cuts) + bridged)]
    stops = [right_edge, *leads][bridged:]
    if follows is not None and follows.continued_by(glyphs):
        # Two faces share a cut, which pdfium does not divide: this piece starts after the first.
        shared = lead_of(0) if follows.first else (follows.last + follows.limit) / 2
        leads = [shared, *leads[:-1]]
        stops = [end if follows.first else follows.limit, edge, *leads[1:]]
    parted_first = separated or has_bracket_first(texts) or cuts[0][-1].text[-1] in HYPHENS
    anchors = sorted(leads)
    spaces = [is_spaced(*texts_beside) for texts_beside in pairwise(("", *texts, " " * parted))]
    pieces: list[Piece] = []
    for place, (cut, lead, stop) in enumerate(zip(cuts, leads[bridged:], stops, strict=False)):
        # pdfium joins a sign that ends the text to a space or a sign on its left.
        sign = place == len(cuts) - 1 and direction(cut[0].text[0]) == "neutral"
        marked = parted_first and not place
        width = width_of(pieces_before + place + bridged)
        right = cut[-1].x + cut[-1].width
        opening = [invisible_glyph(lead, width, LRM)] * (2 if sign else 1)
        shown = opening + cut
        if sign or marked:
            shown.append(invisible_glyph(right - SLIVER, SLIVER, LRM))
        ends = [len(shown)] if len(cuts) > 1 else [len(shown), len(shown) + 1]
        spaced = [len(opening)] * spaces[place] + ends * spaces[place + 1]
        # poppler would pull a space on the left of the run into it.
        shown += [
            invisible_glyph(lead - SLIVER, SLIVER, RLM),
            invisible_glyph(stop - SLIVER, SLIVER, END),
        ]
        anchor = invisible_glyph(anchors[place], 0, LRM) if len(cuts) > 1 else None
        text = f"{LRM * sign}{texts[place]}{LRM * marked}"
        pieces.append(Piece(lead, stop, tj(shown, lead, stop, spaced), text, anchor))
    if bridged:
        pieces.append(_bridge(leads[0], right_edge, invisible_glyph, parted=spaces[-1]))
    return tuple(pieces)


def _has_eastern_groups(glyphs: Sequence[Glyph]) -> bool:
    """Return whether a number has Arabic-Indic figures and spaces between its groups."""
    kinds = {unicodedata.bidirectional(glyph.text[-1]) for glyph in glyphs}
    return "AN" in kinds and any(glyph.text[-1].isspace() for glyph in glyphs)


def _groups_of_number(
    glyphs: Sequence[Glyph], end: float, invisible_glyph: InvisibleGlyph, *, separated: bool
) -> Iterator[Piece]:
    """Yield a piece for each group of such a number, and for each space, from left to right.

    pdf.js takes the number for right-to-left text, and reverses the groups that it reads in one
    text; it ends a text at a piece. pdfium reads all in one cut.
    """
    groups = [list(group) for _, group in groupby(glyphs, key=lambda glyph: glyph.text.isspace())]
    stops = [*(group[0].x for group in groups[1:]), end]
    for place, (group, stop) in enumerate(zip(groups, stops, strict=True)):
        left, text = group[0].x, "".join(glyph.text for glyph in group)
        if text.isspace():
            group = [invisible_glyph(left, round(stop - left), full_space(text))]
        lead = left + lead_of(0)
        shown = [invisible_glyph(lead, width_of(place), LRM), *group]
        marked = separated and stop == end
        if marked:
            shown.append(invisible_glyph(stop - SLIVER, SLIVER, LRM))
        shown += [
            invisible_glyph(lead - SLIVER, SLIVER, RLM),
            invisible_glyph(stop - SLIVER, SLIVER, END),
        ]
        yield Piece(lead, stop, tj(shown, lead, stop), f"{text}{LRM * marked}")


def _bridge(
    lead: float, right_edge: float, invisible_glyph: InvisibleGlyph, *, parted: bool
) -> Piece:
    """Return a piece without letters that leads the pen from ``lead`` to the right edge of a run.

    Its text has no direction. pdfium adds a right-to-left mark to the Arabic letters that touch the
    run on the right, as in ``بـMJZ-2025``, and does not reverse letters that share a cut with a
    replacement text: it reads ``ـب``. It reads a left-to-right mark inside the run, after its first
    cut, and its search does not pass over marks.
    """
    invisible = [
        invisible_glyph(lead, width_of(0), ZWSP),
        invisible_glyph(right_edge - SLIVER, SLIVER, END),
    ]
    return Piece(lead, right_edge, tj(invisible, lead, right_edge, [1] * parted), ZWSP)


def lead_of(place: int) -> int:
    """Return the distance from the left edge of a left-to-right text to the start of its piece
    ``place``, counted from 0.

    Every piece starts to the left of the first letter. poppler sorts the words of a line by their
    left edges and ends the line at a word that begins more than 0.5 em before the right edge of the
    preceding one (``minCharSpacing`` in ``TextBlock::coalesce`` of its ``TextOutputDev.cc``), as a
    invisible glyph behind the left edge of a wide letter does.
    """
    return -STEP * (place + 1)


def width_of(place: int) -> int:
    """Return the width of the invisible glyphs that lead to piece ``place`` of a left-to-right
    text.

    It differs from piece to piece, because pdfium drops a text object with the same codes as one
    near it. All these invisible glyphs end at one position, past the left edge of the text, so that
    poppler sees no gap before the first letter.
    """
    return SLIVER + STEP * place


def end_of(pieces: Sequence[Piece], run: Sequence[Glyph], follows: Lead | None) -> Lead:
    """Return where the left-to-right text that the pieces of a run end starts, in the unit of the
    pieces."""
    cuts = _cuts(run)
    way = direction(cuts[-1][0].text[0])
    starts = [piece.x for piece in pieces[: len(cuts)]]
    # A plain number starts with a mark to its left.
    x = min(min(lead_of(0), piece.x) if piece.text is None else piece.x for piece in pieces)
    if follows is None:
        return Lead(x, len(pieces), way, len(cuts) == 1, starts[-1], [0.0, *starts][-2])
    count = follows.pieces + len(pieces)
    if len(cuts) == 1 and follows.continued_by(run):
        return follows._replace(pieces=count, last=starts[-1])
    return Lead(min(x, follows.x), count, way, False, starts[-1], [follows.x, *starts][-2])


def shares_cut(left: Sequence[Glyph], right: Sequence[Glyph]) -> bool:
    """Return whether pdfium reads a left-to-right run and the start of the next one as one cut."""
    way = direction(right[0].text[0])
    return way != "neutral" and all(direction(glyph.text[0]) == way for glyph in left)


def _cuts(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of a left-to-right run in its cuts."""
    kinds = "".join([kind_of(glyph.text) for glyph in glyphs])
    return [list(glyphs[start:end]) for start, end in cut_places(kinds)]


def kind_of(text: str) -> str:
    """Return a letter for the direction of a glyph's text, and another one for a single space."""
    return _SPACE if text == " " else direction(text[0])[0]


def cut_places(kinds: str) -> list[tuple[int, int]]:
    """Return where the cuts of a left-to-right text start and end.

    A cut is what pdfium reads in one direction; or a word with the two spaces beside it: in reverse
    order they are the same. Such a word has another cut before and after it.

    :param kinds: the letters of its glyphs, by :func:`kind_of`.
    """
    return [cut.span() for cut in _CUT.finditer(kinds)]


def part_needed(left: str, right: str) -> bool:
    """Return whether pdfium would merge two neighbouring runs; ``right`` is read first.

    It merges stops and figures at their borders, and brackets that follow a Latin letter.
    """
    first = direction(left[0])
    if first == "weak":
        return direction(right[-1]) == "weak"
    beside = (left[1:2] or "ا") if left[0] == " " else left[0]
    signs = first == "neutral" and "neutral" in (direction(beside), direction(right[-1]))
    return signs and not _turned_round(right)


def _turned_round(text: str) -> bool:
    """Return whether pdfium reverses the signs that are read after a text: after Arabic letters, or
    after a plain number with a mark before it."""
    ways = [way for way in map(direction, reversed(text)) if way in ("left", "right")]
    return ways[0] == "right" if ways else bool(_NUMBER.fullmatch(text.strip()))


def pdfjs_takes_for_left_to_right(text: str) -> bool:
    """Return whether pdf.js takes a text for left-to-right: if few or none of its letters are
    Arabic."""
    right = sum(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)
    return right == 0 or (len(text) > _SHORT and right < _SHARE * len(text))


def parted(left: str, right: str) -> bool:
    """Return whether a space separates two neighbouring texts of a line; ``right`` is read
    first."""
    return bool(right) and (left[:1] in SPACES or right[-1] in SPACES)


def has_bracket_first(cuts: Iterable[str]) -> bool:
    """Return whether a code has a bracket before its first Latin letter: pdfium would mirror the
    text up to there."""
    for cut in cuts:
        way = direction((cut.strip(" ") or cut)[0])
        if way == "left":
            return False
        if way == "neutral" and cut.strip(" "):
            return True
    return False
