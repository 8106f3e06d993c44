"""Assign letters to the glyphs of a cluster, and put both in the order in which they are written.

A cluster is the smallest unit of text that shaping keeps together: a letter with its marks, or a
ligature. It may have more glyphs than letters, or fewer.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from report.render.codes import ALM, SLIVER, ZWNJ, Shape
from report.render.justification import SPACES
from report.render.truetype import Component

#: The smallest gap or overlap that is closed, in thousandths of the font size. The limits of the
#: readers start at about 100.
LEAST_GAP = 50
#: The minimum distance between equal letters, in thousandths of the font size.
TWINS = 120
#: From this width on, in thousandths of the font size, pdf.js takes a space for the end of the
#: text.
_WIDEST_SPACE = 550


class Placed(NamedTuple):
    """A glyph at its position from Pango.

    ``x`` is its origin from the start of its run and ``width`` its advance, both in thousandths of
    the font size; ``up`` is in font units.
    """

    number: int
    x: float
    up: int
    width: int


class Written(NamedTuple):
    """A shape to write at ``x``, in thousandths of the font size from the start of its run, and its
    text."""

    shape: Shape
    text: str
    x: float


#: The glyphs of a cluster in visual order, and its letters in logical order.
Cluster = tuple[list[Placed], str]


def write_clusters(clusters: list[Cluster], *, rtl: bool, upem: int) -> list[Written]:
    """Return what to write for the clusters of a run, from left to right.

    A zero-width non-joiner has no glyph. From right to left, it is read with the letter or mark
    before it: it comes first there, because readers reverse the line character by character, and
    because pdf.js drops a glyph whose text ends in a format character (``isInvisibleFormatMark`` in
    its ``getUnicodeCategory``). From left to right it is left out.
    """
    written: list[Written] = []
    for glyphs, letters in _join_marks(clusters, rtl=rtl):
        if _is_plain(glyphs, letters):
            written.append(_write_plain(glyphs[0], letters))
            continue
        parted = ZWNJ if rtl and letters.endswith(ZWNJ) else ""
        for item in _write_cluster(glyphs, letters.replace(ZWNJ, ""), rtl=rtl, upem=upem):
            if (
                rtl
                and written
                and unicodedata.combining(item.text[0])
                and _weak(written[-1].text[0])
            ):
                # pdfium does not reverse a mark and a full stop, because it takes both for one run
                # of numbers. A right-to-left mark between them prevents that.
                written.append(Written(_sliver([], item.x, upem), "\u200f", item.x))
            if parted:
                mark = "\u200f" if unicodedata.combining(item.text[0]) else ""  # as above
                item = item._replace(text=parted + mark + item.text)
                parted = ""
            written.append(item)
    return _close_gaps(_part_twins(written))


def raised(clusters: list[Cluster], up: int) -> list[Cluster]:
    """Return clusters with their glyphs raised by ``up`` font units."""
    higher: list[Cluster] = []
    for glyphs, letters in clusters:
        higher.append(([glyph._replace(up=glyph.up + up) for glyph in glyphs], letters))
    return higher


def full_space(space: str) -> str:
    """Return the text of a space, with or without a break, that pdf.js recognises as a
    character: it drops a text that begins with a space."""
    return ALM + space


def fill_spaces(written: list[Written], advance: float) -> list[Written]:
    """Replace the spaces that pdf.js would misread by spaces that take up their width.

    These are spaces that justification has widened, and spaces before a word that ends in a mark
    (to its right, since text is written from left to right). ``advance`` is the end of the run.
    pdf.js does not read a space written alone as a character: it would end the text at a wide one,
    and see a second one after the mark.
    """
    filled = list(written)
    for place, item in enumerate(written):
        if item.text not in SPACES:
            continue
        start = written[place - 1].x + written[place - 1].shape.width if place else 0.0
        right = written[place + 1] if place + 1 < len(written) else None
        end = advance if right is None else right.x
        marked = right is not None and unicodedata.combining(right.text[-1])
        if marked or end - start > _WIDEST_SPACE:
            shape = Shape((), round(end - start), synthetic=True)
            filled[place] = Written(shape, full_space(item.text), start)
    return filled


def _part_twins(written: list[Written]) -> list[Written]:
    """Move each invisible glyph away from an equal letter to its right, into the width of its
    ligature.

    MuPDF takes two equal letters at nearly one position for a letter drawn twice to look bold.
    """
    if all(item.shape.components for item in written):
        return written
    parted = list(written)
    for place in range(1, len(written) - 1):
        left, invisible_glyph, right = parted[place - 1], written[place], written[place + 1]
        room = left.shape.width - TWINS
        if (
            not invisible_glyph.shape.components
            and invisible_glyph.text == right.text
            and invisible_glyph.x + SLIVER >= right.x
            and room > TWINS
        ):
            edge = left.x + left.shape.width
            parted[place - 1] = left._replace(shape=left.shape._replace(width=room, synthetic=True))
            parted[place] = invisible_glyph._replace(
                shape=invisible_glyph.shape._replace(width=TWINS), x=edge - TWINS
            )
    return parted


def _close_gaps(written: list[Written]) -> list[Written]:
    """Let each shape end where the next begins, where kerning separates or overlaps them.

    Readers would take a gap for a space, and a step back for the start of another text.
    """
    closed = list(written)
    for place, (left, right) in enumerate(pairwise(written)):
        gap = right.x - left.x - left.shape.width
        if abs(gap) <= LEAST_GAP:
            continue
        spaced = gap > 0 and (left.text.isspace() or right.text.isspace())  # a justified line
        width = left.shape.width + round(gap)
        if width >= SLIVER and not spaced:
            closed[place] = left._replace(shape=left.shape._replace(width=width, synthetic=True))
    return closed


def _weak(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("CS", "ES", "ET", "EN", "AN")


def _join_marks(clusters: list[Cluster], *, rtl: bool) -> list[Cluster]:
    """Join a cluster that is only marks, or only a zero-width non-joiner, to that of the letter
    before it.

    Pango separates them, and readers must not. A non-joiner that follows no letter of the run is
    left out.
    """
    if not any(_is_only_marks(letters) for _, letters in clusters):
        return clusters
    joined: list[Cluster] = []
    for glyphs, letters in reversed(clusters) if rtl else clusters:  # in logical order
        if letters == ZWNJ and not joined:
            continue
        if joined and _is_only_marks(letters):
            previous, base = joined.pop()
            joined.append((glyphs + previous if rtl else previous + glyphs, base + letters))
        else:
            joined.append((glyphs, letters))
    return joined[::-1] if rtl else joined


@lru_cache(maxsize=4096)
def _is_only_marks(letters: str) -> bool:
    return all(letter == ZWNJ or unicodedata.combining(letter) for letter in letters)


def _write_cluster(glyphs: list[Placed], letters: str, *, rtl: bool, upem: int) -> list[Written]:
    """Return what to write for a cluster, from left to right.

    ``glyphs`` are in visual order, ``letters`` in logical order. Readers reverse a right-to-left
    line letter by letter, so each letter gets its own code. In a ligature, the last letter is on
    the glyph, and the preceding ones are on invisible glyphs at the right edge of the glyph; each
    mark follows its letter. A left-to-right ligature needs no invisible glyphs. A glyph without a
    letter (a joining stroke) is drawn as a part of its neighbour.
    """
    if _is_single(glyphs, letters):
        return [_write_plain(glyphs[0], letters)]
    logical = glyphs[::-1] if rtl else glyphs
    bodies = [glyph for glyph in logical if glyph.width] or logical[:1]
    marks = [glyph for glyph in logical if glyph not in bodies]
    groups = _letters_of(letters, len(bodies))
    if not rtl:
        groups = [[_joined(group)] for group in groups]
    signs = [sign for _, sign in chain.from_iterable(groups) if sign]
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
                        Shape(_components(carriers_of_letter, left, upem), width, composed),
                        letter,
                        left,
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


def _is_plain(glyphs: list[Placed], letters: str) -> bool:
    """Return whether a cluster is one letter on a glyph of its own, as most are."""
    return _is_single(glyphs, letters) and not _is_only_marks(letters)


def _is_single(glyphs: list[Placed], letters: str) -> bool:
    """Return whether a cluster is one character on a glyph of its own, on the line."""
    return len(letters) == 1 == len(glyphs) and glyphs[0].width != 0 and glyphs[0].up == 0


def _write_plain(glyph: Placed, letter: str) -> Written:
    return Written(_unchanged(glyph.number, glyph.width), letter, glyph.x)


@lru_cache(maxsize=4096)
def _unchanged(number: int, width: int) -> Shape:
    """Return the shape of a glyph of the font."""
    return Shape(((number, 0, 0),), width)


def _sliver(glyphs: list[Placed], origin: float, upem: int) -> Shape:
    return Shape(_components(glyphs, origin, upem), SLIVER, synthetic=True)


def _components(glyphs: list[Placed], origin: float, upem: int) -> tuple[Component, ...]:
    return tuple(
        (glyph.number, round((glyph.x - origin) * upem / 1000), glyph.up) for glyph in glyphs
    )


def _joined(group: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the letters of a group as one text, and their signs as another."""
    return "".join(letter for letter, _ in group), "".join(sign for _, sign in group)


def _letters_of(text: str, bodies: int) -> list[list[tuple[str, str]]]:
    """Distribute letters over ``bodies`` glyphs: for each glyph its letters, each with the marks
    that follow it.

    With more letters than glyphs, the last glyph takes all remaining letters; with fewer, there are
    fewer groups.
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
    """Distribute the glyphs of marks over the letters that bear ``signs``, one for each sign as far
    as they suffice."""
    shared: list[list[Placed]] = []
    left = list(marks)
    for place, sign in enumerate(signs):
        remaining = len(signs) - place - 1
        count = len(left) if not remaining else max(0, min(len(sign), len(left) - remaining))
        shared.append(left[:count])
        left = left[count:]
    return shared
