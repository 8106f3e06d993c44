"""Which letter each glyph of a cluster represents, and in what order and where they are written.

A cluster is the least part of a text that its shaping leaves together: a letter with its marks, a ligature. Its
glyphs and its letters need not be as many.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from report.render.codes import SLIVER, ZWNJ, Part, Shape

#: The least gap or overlap that is closed, in thousandths of the font size. The readers' own limits start at about 100.
LEAST_GAP = 50
#: How far from each other equal letters are at the least, in thousandths of the font size.
TWINS = 120
#: A space that pdf.js takes for a character.
FULL_SPACE = "\u200b "
#: From 600 thousandths of the font size on, pdf.js takes a space for the end of the text.
_WIDEST_SPACE = 550


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph where Pango puts it: ``x`` is its origin from the start of its run and ``width`` its advance, both in
    thousandths of the font size; ``up`` is in font units."""

    number: int
    x: float
    up: int
    width: int


@dataclass(frozen=True, slots=True)
class Written:
    """A shape to write at ``x``, in thousandths of the font size from the start of its run, and its text."""

    shape: Shape
    text: str
    x: float


#: The glyphs of a cluster in visual order, and its letters in logical order.
Cluster = tuple[list[Placed], str]


def write_clusters(clusters: list[Cluster], *, rtl: bool, upem: int) -> list[Written]:
    """Return what to write for the clusters of a run, from left to right.

    A zero-width non-joiner has no glyph: it is read with the letter or mark before it, from right to left. There it
    comes first, since readers turn the line round character by character, and since pdf.js drops a glyph whose text
    ends in a format character (``isInvisibleFormatMark`` in its ``getUnicodeCategory``). From left to right it is
    left out.
    """
    written: list[Written] = []
    for glyphs, letters in _join_marks(clusters, rtl=rtl):
        parted = ZWNJ if rtl and letters.endswith(ZWNJ) else ""
        for item in _write_cluster(glyphs, letters.replace(ZWNJ, ""), rtl=rtl, upem=upem):
            if (
                rtl
                and written
                and unicodedata.combining(item.text[0])
                and _weak(written[-1].text[0])
            ):
                # pdfium does not turn round a mark and a full stop: it takes both for one run of numbers, unless
                # a right-to-left mark parts them.
                written.append(Written(_sliver([], item.x, upem), "\u200f", item.x))
            if parted:
                mark = "\u200f" if unicodedata.combining(item.text[0]) else ""  # as above
                item = replace(item, text=parted + mark + item.text)
                parted = ""
            written.append(item)
    return _close_gaps(_part_twins(written))


def raised(clusters: list[Cluster], up: int) -> list[Cluster]:
    """Return clusters with their glyphs drawn higher by ``up`` font units."""
    return [
        ([replace(glyph, up=glyph.up + up) for glyph in glyphs], letters)
        for glyphs, letters in clusters
    ]


def fill_spaces(written: list[Written], advance: float) -> list[Written]:
    """Let a space take up its room that pdf.js would misread: one that justification has made wide, and one before
    a word that ends in a mark (to its right, since text is written from left to right).

    ``advance`` is where the run ends. Such a space is not written as a space alone, which pdf.js takes for no
    character at all: it would see the text end at a wide one, and a second one after the mark.
    """
    ends = [*(item.x for item in written[1:]), advance]
    marks = [*(bool(unicodedata.combining(item.text[-1])) for item in written[1:]), False]
    start = 0.0
    filled: list[Written] = []
    for item, end, mark in zip(written, ends, marks, strict=True):
        if item.text == " " and (mark or end - start > _WIDEST_SPACE):
            filled.append(Written(Shape((), round(end - start), made=True), FULL_SPACE, start))
        else:
            filled.append(item)
        start = item.x + item.shape.width
    return filled


def _part_twins(written: list[Written]) -> list[Written]:
    """Move each ghost away from a letter of the same kind to its right, into the room of its ligature.

    MuPDF takes two equal letters at nearly one place for one that is drawn twice, to look bold.
    """
    parted = list(written)
    for place in range(1, len(written) - 1):
        left, invisible_glyph, right = parted[place - 1], written[place], written[place + 1]
        room = left.shape.width - TWINS
        if (
            not invisible_glyph.shape.parts
            and invisible_glyph.text == right.text
            and invisible_glyph.x + SLIVER >= right.x
            and room > TWINS
        ):
            edge = left.x + left.shape.width
            parted[place - 1] = replace(left, shape=replace(left.shape, width=room, made=True))
            parted[place] = replace(
                invisible_glyph, shape=replace(invisible_glyph.shape, width=TWINS), x=edge - TWINS
            )
    return parted


def _close_gaps(written: list[Written]) -> list[Written]:
    """Let each shape end where the next begins, where kerning parts or overlaps them.

    Readers would take a gap for a space, and a step back for the start of another piece of text.
    """
    closed = list(written)
    for place, (left, right) in enumerate(pairwise(written)):
        gap = right.x - left.x - left.shape.width
        spaced = gap > 0 and (left.text.isspace() or right.text.isspace())  # a justified line's
        width = left.shape.width + round(gap)
        if abs(gap) > LEAST_GAP and width >= SLIVER and not spaced:
            closed[place] = replace(left, shape=replace(left.shape, width=width, made=True))
    return closed


def _weak(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("CS", "ES", "ET", "EN", "AN")


def _join_marks(clusters: list[Cluster], *, rtl: bool) -> list[Cluster]:
    """Join clusters that are marks or a zero-width non-joiner alone to that of the letter they follow: Pango parts
    them, readers must not. A non-joiner that follows no letter of the run is left out."""
    joined: list[Cluster] = []
    for glyphs, letters in reversed(clusters) if rtl else clusters:  # in logical order
        if letters == ZWNJ and not joined:
            continue
        if joined and all(letter == ZWNJ or unicodedata.combining(letter) for letter in letters):
            previous, base = joined.pop()
            joined.append((glyphs + previous if rtl else previous + glyphs, base + letters))
        else:
            joined.append((glyphs, letters))
    return joined[::-1] if rtl else joined


def _write_cluster(glyphs: list[Placed], letters: str, *, rtl: bool, upem: int) -> list[Written]:
    """Return what to write for a cluster, from left to right.

    ``glyphs`` are in visual order, ``letters`` in logical order. Readers turn a right-to-left line round letter by
    letter, so each letter gets its own code: in a ligature the last one is on the glyph and the rest are on
    ghosts at the glyph's right edge; marks stand between, each after its letter. A left-to-right ligature needs no
    ghosts. A glyph that no letter is left for (a joining stroke) is drawn as a part of its neighbour.
    """
    if len(glyphs) == 1 and len(letters) == 1 and glyphs[0].width and not glyphs[0].up:
        glyph = glyphs[0]
        return [Written(Shape(((glyph.number, 0, 0),), glyph.width), letters, glyph.x)]
    logical = glyphs[::-1] if rtl else glyphs
    bodies = [glyph for glyph in logical if glyph.width] or logical[:1]
    marks = [glyph for glyph in logical if glyph not in bodies]
    groups = _letters_of(letters, len(bodies))
    if not rtl:
        groups = [
            [("".join(letter for letter, _ in group), "".join(sign for _, sign in group))]
            for group in groups
        ]
    signs = [sign for group in groups for _, sign in group if sign]
    carriers = iter(_marks_of(marks, signs))
    spare = bodies[len(groups) :] + ([] if signs else marks)
    written: list[Written] = []
    for place, group in enumerate(groups):
        carriers_of_letter = [bodies[place], *(spare if place == len(groups) - 1 else ())]
        left = min(glyph.x for glyph in carriers_of_letter)
        width = round(max(glyph.x + glyph.width for glyph in carriers_of_letter) - left) or SLIVER
        edge = left + width - SLIVER
        for rank, (letter, sign) in enumerate(group, 1):
            on_glyph = rank == len(group)
            if on_glyph:
                composed = (
                    len(carriers_of_letter) > 1
                    or carriers_of_letter[0].up != 0
                    or carriers_of_letter[0].width == 0
                )
                written.append(
                    Written(
                        Shape(_parts(carriers_of_letter, left, upem), width, composed), letter, left
                    )
                )
            else:
                written.append(Written(_sliver([], edge, upem), letter, edge))
            if sign:
                x = left if on_glyph and rtl else edge
                carried = next(carriers)
                pairs = [(carried, sign)]
                if len(carried) == len(sign):
                    pairs = [([glyph], letter) for glyph, letter in zip(carried, sign, strict=True)]
                written += [Written(_sliver(glyphs_, x, upem), text, x) for glyphs_, text in pairs]
    return written[::-1] if rtl else written


def _sliver(glyphs: list[Placed], origin: float, upem: int) -> Shape:
    return Shape(_parts(glyphs, origin, upem), SLIVER, made=True)


def _parts(glyphs: list[Placed], origin: float, upem: int) -> tuple[Part, ...]:
    return tuple(
        (glyph.number, round((glyph.x - origin) * upem / 1000), glyph.up) for glyph in glyphs
    )


def _letters_of(text: str, bodies: int) -> list[list[tuple[str, str]]]:
    """Share letters among ``bodies`` glyphs: for each glyph its letters, each with the marks that follow it.

    With more letters than glyphs the last glyph takes those that are left over; with fewer, there are fewer groups.
    """
    letters: list[tuple[str, str]] = []
    for character in text:
        if letters and unicodedata.combining(character):
            letters[-1] = (letters[-1][0], letters[-1][1] + character)
        else:
            letters.append((character, ""))
    cut = min(bodies, len(letters)) - 1
    return [*([letter] for letter in letters[:cut]), letters[cut:]]


def _marks_of(marks: list[Placed], signs: list[str]) -> list[list[Placed]]:
    """Share the glyphs of marks among the letters that bear ``signs``, as many as each has where they suffice."""
    shared: list[list[Placed]] = []
    left = list(marks)
    for place, sign in enumerate(signs):
        remaining = len(signs) - place - 1
        count = len(left) if not remaining else max(0, min(len(sign), len(left) - remaining))
        shared.append(left[:count])
        left = left[count:]
    return shared
