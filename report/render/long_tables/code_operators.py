"""The operators of left-to-right texts: they are those of
:func:`report.render.pieces.left_to_right_pieces`, put together from the strings of their cuts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from report.render.codes import SLIVER
from report.render.long_tables.glyph_codes import (
    ALIKE,
    CODE_LENGTH,
    Cuts,
)
from report.render.long_tables.limited import Computed, Limited
from report.render.long_tables.model import SCALE
from report.render.long_tables.strings import inline_string, move_line
from report.render.pieces import (
    END,
    HYPHENS,
    LRM,
    RLM,
    STEP,
    TAG,
    ZWSP,
    Piece,
    cut_places,
    direction,
    has_bracket_first,
    kind_of,
    lead_of,
    width_of,
)
from report.render.strings import move

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: The maximum number of cached widths, and of cached forms; the longest text of a form.
_MOST, _MOST_FORMS, _LONGEST = 10_000, 2_000, 40
_FIGURE = re.compile("[0-9]")
_OPENING = f"/{TAG} <</ActualText "
#: The numbers that move the pen back, by the distance.
_MOVES = Computed[int, str](move)
#: The letter of a character for its direction, by its code point.
_KINDS = Computed[int, str](lambda code: kind_of(chr(code)))
#: Where the parts of the pieces are among the fragments of a text, which begin with a head.
_EACH = 6
_SAID, _WAYS, _STRINGS, _BACKS = (slice(place, None, _EACH) for place in (1, 3, 4, 5))


class Operators(NamedTuple):
    """The operators of a text: what precedes the first move of the pen, this move, and the rest.

    ``first`` and ``last`` are the positions of the pen after its first move and its last one, in
    hundredths of a point from the left edge of the text.
    """

    head: str
    first: int
    rest: str
    last: int


class _Frame(NamedTuple):
    """What all texts with the same number of cuts have in common.

    ``first`` and ``last`` are those of :class:`Operators`. ``fragments`` are what all pieces have
    in common, with empty places for the rest: their texts, the ways to their glyphs, these, and the
    ways back. ``leads`` are the starts of the pieces, and ``stops`` where the ways back lead, in
    thousandths of the font size. After all pieces are a move by ``way`` less the end of the text,
    and ``end``.
    """

    first: int
    last: int
    fragments: list[str]
    leads: range
    stops: range
    way: int
    end: str


class _Placed(NamedTuple):
    """The cuts of a text: their texts, also as PDF strings, their glyphs, and where these begin and
    end, in thousandths of the font size.

    ``spaced`` tells whether a space is before each cut or begins it, and whether one ends the text.
    """

    texts: Sequence[str]
    said: list[str]
    strings: list[str]
    lefts: list[int]
    rights: list[int]
    spaced: list[bool]


class _Figures(NamedTuple):
    """A cut of figures in texts that differ only in their figures: where it starts and ends in the
    text, and the fragments before it, between its text and its glyphs."""

    start: int
    end: int
    opening: str
    between: str


class _Form(NamedTuple):
    """The operators of texts that differ only in their figures.

    ``first`` and ``last`` are those of :class:`Operators`. ``cuts`` are those of figures,
    ``rest`` is what follows the last one, and ``codes`` returns the codes of figures.
    """

    first: int
    last: int
    cuts: tuple[_Figures, ...]
    rest: str
    codes: Callable[[str], str]


class CodeOperators:
    """Writes left-to-right texts in one face."""

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self._units = Limited[str, int | None](_MOST)
        #: Returns the width of a text if it is cached and has no figures but noughts.
        self.find_units = self._units.get
        self._frames: dict[tuple[int, bool, bool], _Frame] = {}
        self._forms = Limited[tuple[str, bool, bool], _Form | None](_MOST_FORMS)
        self._seen = Limited[tuple[str, bool, bool], bool](_MOST)

    def operators(
        self, text: str, *, separated: bool = False, parted: bool = False
    ) -> Operators | None:
        """Return the operators of a text that is set glyph by glyph, or ``None`` for any other
        text.

        :param separated: whether a mark separates it from the text to its right.
        :param parted: whether it ends its line, or a space follows.
        """
        form = None
        if len(text) <= _LONGEST and _FIGURE.search(text):
            key = (text.translate(ALIKE), separated, parted)
            if key in self._forms:
                form = self._forms[key]
            elif key in self._seen:
                form = self._forms[key] = self._form(*key)
            else:  # a form pays where such a text recurs
                self._seen[key] = True
        if form is None:
            whole = self._joined(text, separated, parted)
            return None if whole is None else whole[0]
        fragments: list[str] = []
        for start, end, opening, between in form.cuts:
            figures = text[start:end]
            fragments += (opening, figures, between, form.codes(figures))
        return Operators("", form.first, "".join(fragments) + form.rest, form.last)

    def _form(self, alike: str, separated: bool, parted: bool) -> _Form | None:
        """Return the form of a text whose figures are noughts, or ``None`` if some of its cuts of
        figures are not figure after figure."""
        whole, cuts = self._joined(alike, separated, parted), self._cuts(alike)
        if whole is None or cuts is None:
            return None
        operators, fragments = whole
        of_figures: list[_Figures] = []
        so_far, end = 0, 0
        for place, cut in enumerate(_cut_texts(alike)):
            start, end = end, end + len(cut)
            if "0" not in cut:
                continue
            said, glyphs = _SAID.start + _EACH * place, _STRINGS.start + _EACH * place
            string = f" <{cuts.codes(cut)}"
            if fragments[said] != f"({cut})" or not fragments[glyphs].startswith(f"{string}>"):
                return None
            opening = "".join(fragments[so_far:said]) + "("
            between = f"){''.join(fragments[said + 1 : glyphs])} <"
            of_figures.append(_Figures(start, end, opening, between))
            fragments[glyphs] = fragments[glyphs].removeprefix(string)
            so_far = glyphs
        rest = "".join(fragments[so_far:])
        return _Form(operators.first, operators.last, tuple(of_figures), rest, cuts.codes)

    def _joined(
        self, text: str, separated: bool, parted: bool
    ) -> tuple[Operators, list[str]] | None:
        """Return what :meth:`operators` does for any text, with the fragments of the operators."""
        placed = self._placed(text)
        if placed is None:
            return None
        texts, said, strings, lefts, rights, spaced = placed
        spaced[-1] = spaced[-1] or parted
        end, last = rights[-1], len(texts) - 1
        marked = separated or has_bracket_first(texts) or texts[0][-1] in HYPHENS
        # pdfium joins a sign that ends the text to a space or a sign on its left.
        sign = direction(texts[-1][0]) == "neutral"
        frame = self._frame(len(texts), sign=sign, marked=marked)
        if marked or sign:
            for place in sorted({0 if marked else last, last if sign else 0}):
                opening_mark = LRM if sign and place == last else ""
                closing_mark = LRM if marked and not place else ""
                said[place] = inline_string(f"{opening_mark}{texts[place]}{closing_mark}")
                strings[place] += f"{_MOVES[SLIVER]} <{self._mark(SLIVER, LRM)}> {SLIVER} "
                rights[place] -= SLIVER
        fragments = frame.fragments.copy()
        fragments[_SAID] = said
        fragments[_WAYS] = _moves(spaced, frame.leads, lefts)
        fragments[_STRINGS] = strings
        fragments[_BACKS] = _moves(spaced[1:], rights, frame.stops)
        fragments += (*_moves(spaced[-1:], (frame.way,), (end,)), frame.end)
        return Operators("", frame.first, "".join(fragments), frame.last), fragments

    def units(self, text: str) -> int | None:
        """Return the width in Pango units of a text that is set glyph by glyph, else ``None``."""
        units = self._units.get(text, -1)
        if units != -1:
            return units
        alike = text.translate(ALIKE)
        if alike not in self._units:
            self._units[alike] = self._new_units(alike)
        return self._units[alike]

    def of_pieces(self, pieces: Sequence[Piece]) -> Operators:
        """Return the operators of pieces."""
        operators: list[str] = []
        first = pen = 0
        for piece in pieces:
            place = self._places(piece.x)
            anchor, anchored = place, ""
            if piece.anchor is not None:
                anchor = self._places(piece.anchor.x)
                anchored = f"[<{piece.anchor.code:04x}>]TJ\n{move_line(place - anchor)}"
            if operators:
                operators.append(f"\n{move_line(anchor - pen)}")
            else:
                first = anchor
            text = inline_string(piece.text or "")
            operators.append(f"/{TAG} <</ActualText {text}>>BDC\n{anchored}[{piece.string}]TJ\nEMC")
            pen = place
        return Operators("", first, "".join(operators), pen)

    def _new_units(self, text: str) -> int | None:
        cuts = self._cuts(text)
        if cuts is None:
            return None
        units, steps = 0, cuts.start
        for cut_text in _cut_texts(text):
            cut = cuts.find(cut_text) or cuts.cut(cut_text)
            step = None if cut is None else steps[cut.first]
            if cut is None or step is None:
                return None
            units += step.units + cut.units
            steps = cut.steps
        return units

    def _placed(self, text: str) -> _Placed | None:
        """Return the cuts of a text with their places, or ``None`` if one is not set glyph by
        glyph."""
        cuts = self._cuts(text)
        if cuts is None:
            return None
        texts = _cut_texts(text)
        said: list[str] = []
        strings: list[str] = []
        lefts: list[int] = []
        rights: list[int] = []
        spaced: list[bool] = []
        closed = False
        find, new, steps, x = cuts.find, cuts.cut, cuts.start, 0
        for cut_text in texts:
            cut = find(cut_text) or new(cut_text)
            if cut is None:
                return None
            string, width, _, first, following, as_string, _, opens, closes = cut
            step = steps[first]
            if step is None:
                return None
            x += step.move
            if step.closed:
                strings[-1] = f"{strings[-1][: -2 - CODE_LENGTH]}{step.closed}> "
                rights[-1] = x
            lefts.append(x)
            x += width
            rights.append(x)
            strings.append(f" {string} ")
            said.append(as_string)
            spaced.append(closed or opens)
            steps, closed = following, closes
        spaced.append(closed)
        return _Placed(texts, said, strings, lefts, rights, spaced)

    def _cuts(self, text: str) -> Cuts | None:
        """Return the cuts of the script of a text, or ``None`` if it is not Latin as a whole."""
        glyph_codes = self._face.glyph_codes
        script = glyph_codes.script_of(text)
        return None if script is None else glyph_codes.cuts[script]

    def _frame(self, count: int, *, sign: bool, marked: bool) -> _Frame:
        """Return the frame of texts with ``count`` cuts; the first is ``marked``, or the last is a
        ``sign``.

        Glyph codes are given out in the order of
        :func:`report.render.pieces.left_to_right_pieces`.
        """
        key = count, sign, marked
        if key not in self._frames:
            self._frames[key] = self._new_frame(*key)
        return self._frames[key]

    def _new_frame(self, count: int, sign: bool, marked: bool) -> _Frame:
        bridged = int(count > 1)
        leads = range(lead_of(bridged), lead_of(bridged + count), -STEP)
        fragments: list[str] = []
        tail, end = "", ""
        first = pen = 0
        for place, lead in enumerate(leads):
            is_sign = sign and place == count - 1
            width = width_of(place + bridged)
            opening = f"<{self._mark(width, LRM)}> {width} " * (2 if is_sign else 1)
            if is_sign or (marked and not place):
                self._mark(SLIVER, LRM)
            back, stop = self._mark(SLIVER, RLM), self._mark(SLIVER, END)
            start, anchored = self._places(lead), ""
            if bridged:
                start = self._places(lead_of(count - place))
                moved = self._places(lead) - start
                anchored = f"[<{self._mark(0, LRM)}>]TJ\n{move_line(moved)}"
            head = f"{tail}\n{move_line(start - pen)}/{TAG} <</ActualText " if place else _OPENING
            fragments += (head, "", f">>BDC\n{anchored}[{opening}", "", "", "")
            first, pen = first if place else start, self._places(lead)
            tail, end = f" <{back}> {SLIVER} ", f" <{stop}> {SLIVER} {move(-SLIVER)}]TJ\nEMC"
            tail += f"{move(-STEP)}{end}" * bridged
        stops = range(leads.start - SLIVER, leads.stop - SLIVER, leads.step)
        if not bridged:
            return _Frame(first, pen, [*fragments, tail], leads, stops, -STEP, end)
        last = self._places(lead_of(0))
        said, width = inline_string(ZWSP), width_of(0)
        text = f"{tail}\n{move_line(last - pen)}/{TAG} <</ActualText {said}>>BDC\n"
        bridge = f"{text}[<{self._mark(width, ZWSP)}> {width} "
        return _Frame(first, last, [*fragments, bridge], leads, stops, SLIVER - STEP, end)

    def _mark(self, width: int, text: str) -> str:
        """Return the code of an invisible glyph."""
        return f"{self._face.invisible_glyph(0, width, text).code:04x}"

    def _places(self, place: float) -> int:
        """Return a distance in hundredths of a point, from thousandths of the font size."""
        return round(place * self._face.size * SCALE / 1000)


def _moves(spaced: Sequence[bool], places: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Return the numbers that move the pen from each end to its place: one where a space is anyway,
    which :func:`report.render.strings.jump` writes as the number itself."""
    return [
        str(place - end) if space else _MOVES[place - end]
        for space, place, end in zip(spaced, places, ends, strict=False)  # one more space
    ]


def _cut_texts(text: str) -> list[str]:
    """Return the cuts of a text."""
    if text.isascii():
        return _ascii_cuts().findall(text)
    return [text[start:end] for start, end in cut_places(text.translate(_KINDS))]


@cache
def _ascii_cuts() -> re.Pattern[str]:
    """Return the pattern of a cut of ASCII signs: that of :func:`report.render.pieces.cut_places`
    with the signs themselves."""
    signs: dict[str, str] = {}
    for sign in map(chr, range(128)):
        signs[direction(sign)] = signs.get(direction(sign), "") + re.escape(sign)
    left, weak, neutral = (f"[{signs[name]}]+" for name in ("left", "weak", "neutral"))
    beside = f"[{signs['left']}{signs['weak']}]"
    return re.compile(f"(?<={beside}) (?:{left}|{weak}) (?={beside})|{left}|{weak}|{neutral}")
