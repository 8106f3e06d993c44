"""How pdf.js reads a line: which texts it reverses as they were written, and how to divide the
others.

pdf.js collects the characters of a text object from left to right, and puts them in reading order
by a bidirectional algorithm of its own (``bidi`` in its worker). This module has the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from report.render.codes import ALM
from report.render.lines import Run
from report.render.pieces import STEP, Glyph, pdfjs_takes_for_left_to_right

#: Blocks of Unicode beyond Latin-1 and Arabic whose characters are Arabic letters to pdf.js. It
#: takes all others, such as ``“`` and ``–``, for Latin letters.
_ARABIC = ((0x0700, 0x08AC), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
_HEBREW = (0x0590, 0x05F4)
#: Texts without numbers and Latin letters, which pdf.js reverses as a whole.
_REVERSED = re.compile(r"[ !(),./:;?\[\]«»،؛؟\u061c\u0620-\u065f\u066e-\u06d3-]*")

#: Marks in the text of a glyph. pdf.js keeps a non-joiner at the wrong side of a vowel mark.
_SILENT = re.compile("[\u200b-\u200f]")


def kind(character: str) -> str:
    """Return the bidirectional type of a character in pdf.js."""
    code = ord(character)
    if code <= 0xFF or 0x0600 <= code <= 0x06FF:
        return unicodedata.bidirectional(character)
    if _HEBREW[0] <= code <= _HEBREW[1]:
        return "R"
    return "AL" if any(first <= code <= last for first, last in _ARABIC) else "L"


def is_plain(text: str) -> bool:
    """Return whether pdf.js reads a line of Arabic words, numbers and stops as written if most of
    it is letters: it ends in no vowel mark, and has no sign that pdf.js takes for a letter."""
    return not unicodedata.combining(text[-1]) and all(kind(sign) != "L" for sign in text)


def steered(
    runs: list[Run], retext: Callable[[Run, Glyph, str], Glyph], *, together: bool
) -> list[Run]:
    """Return the runs of a line with marks that keep numbers, signs and vowel marks apart for
    pdf.js, where it reads them as written with these; else the list itself.

    ``retext`` returns a glyph of a run with another text. With ``together`` all runs are one text
    object.
    """
    texts = [runs] if together else [[run] for run in runs]
    result: list[Run] = []
    for text in texts:
        wrong = any(run.rtl for run in text) and not _reads(text)
        result += _separated(text, retext) if wrong else text
    changed = any(new is not run for new, run in zip(result, runs, strict=True))
    return result if changed else runs


def _separated(runs: Sequence[Run], retext: Callable[[Run, Glyph, str], Glyph]) -> Sequence[Run]:
    """Return runs with such marks, or unchanged if pdf.js still reads something else."""
    last = runs[-1].glyphs[-1]
    left = "R"
    result: list[Run] = []
    for place, run in enumerate(runs):
        glyphs: list[Glyph] = []
        for glyph in run.glyphs:
            if _is_skipped(glyph):
                glyphs.append(glyph)
                continue
            border = place > 0 and glyph is run.glyphs[0]
            seen = _seen(glyph.text)
            if glyph is not last and _merges(left, kind(seen[0]), border=border):
                glyph = retext(run, glyph, ALM + glyph.text)
            left = kind(seen[-1])
            glyphs.append(glyph)
        result.append(replace(run, glyphs=tuple(glyphs)))
    return result if _reads(result) else runs


def _merges(left: str, right: str, *, border: bool) -> bool:
    """Return whether pdf.js may read two neighbours from left to right; a ``border`` of a number is
    between them."""
    if left == "L":
        return right not in ("R", "AL")
    if left in ("EN", "AN"):
        return right in ("NSM", "L") or (border and right in ("ET", "ES", "CS", "EN", "AN"))
    return border and left in ("ET", "ES", "CS") and right in ("EN", "AN")


def divided(runs: Sequence[Run], *, together: bool) -> list[Run] | None:
    """Return the runs of a line from left to right, divided so that pdf.js reads each as written;
    ``None`` if none needs to be divided.

    Left-to-right runs stay whole; they are plain numbers, or have pieces already. With
    ``together`` all runs are one text object if pdf.js reads it as written.
    """
    if not any(run.rtl for run in runs):
        return None
    if together and _reads(runs) and not starts_with_mark(runs[0]):
        return None
    segments: list[Run] = []
    for run in runs:
        segments += _segments(run) if run.rtl else [run]
    changed = together or len(segments) > len(runs) or any(map(starts_with_mark, runs))
    return segments if changed else None


def starts_with_mark(run: Run) -> bool:
    """Return whether the leftmost glyph of a right-to-left run is a mark.

    pdf.js does not compare the position of a mark with that of the text before it: it adds the mark
    to that text, or makes it a separate text.
    """
    if not run.rtl:
        return False
    seen = (glyph for glyph in run.glyphs if not _is_skipped(glyph))
    leftmost = next(seen, None)
    return leftmost is not None and _is_mark(leftmost) and next(seen, None) is not None


def _reads(runs: Sequence[Run]) -> bool:
    """Return whether pdf.js reads runs as written if they are one text object."""
    shown = [_shown(run.glyphs) for run in runs]
    return _reads_texts(tuple(shown), tuple(run.rtl for run in runs))


#: A line is asked for twice, by :func:`steered` and by :func:`divided`.
@lru_cache(maxsize=256)
def _reads_texts(shown: tuple[str, ...], rtl: tuple[bool, ...]) -> bool:
    """Return whether pdf.js reads the texts of runs, from left to right, as written if they are one
    text object; ``rtl`` says which runs read from right to left."""
    visual = "".join(shown).strip(" ")
    if len(visual) < 2:
        return True
    if pdfjs_takes_for_left_to_right(visual.replace(ALM, "")):
        return False
    if _REVERSED.fullmatch(visual):
        return all(rtl)
    written = [text[::-1] if right else text for right, text in zip(rtl, shown, strict=True)]
    expected = "".join(reversed(written)).strip(" ")
    return _reading(visual).replace(ALM, "") == expected.replace(ALM, "")


def _shown(glyphs: Sequence[Glyph]) -> str:
    """Return the characters of glyphs that pdf.js does not skip, from left to right."""
    return "".join([_seen(glyph.text) for glyph in glyphs])


#: The texts of glyphs are few, and recur.
@lru_cache(maxsize=4096)
def _seen(text: str) -> str:
    """Return what pdf.js takes of the text of a glyph, empty if it skips the glyph."""
    if unicodedata.category(text[-1]) == "Cf":
        return ""
    return " " if text[0].isspace() else _SILENT.sub("", text)


def _is_skipped(glyph: Glyph) -> bool:
    return not _seen(glyph.text)


@lru_cache(maxsize=4096)
def _reading(visual: str) -> str:
    """Return what pdf.js reads of a text in visual order."""
    stretches = groupby(zip(_levels(visual), visual, strict=True), key=lambda pair: pair[0])
    texts: list[str] = []
    for level, group in stretches:
        text = "".join(character for _, character in group)
        texts.append(text if level > 1 else text[::-1])
    return "".join(reversed(texts))


def _levels(visual: str) -> list[int]:
    """Return the levels that pdf.js gives to the characters of a right-to-left text.

    The rules are those of UAX #9, W1 to N2, and one more: it compares the characters before
    some neutral ones with the second character after them.
    """
    kinds = [kind(character) for character in visual]
    _resolve_weak(kinds)
    _resolve_neutral(kinds)
    return [2 if resolved in ("L", "AN", "EN") else 1 for resolved in kinds]


def _resolve_weak(kinds: list[str]) -> None:
    previous = "R"
    for place, current in enumerate(kinds):
        if current == "NSM":
            kinds[place] = previous
        previous = kinds[place]
    strong = "R"
    for place, current in enumerate(kinds):
        if current == "EN" and strong == "AL":
            kinds[place] = "AN"
        elif current in ("R", "L", "AL"):
            strong = current
    kinds[:] = ["R" if current == "AL" else current for current in kinds]
    for place in range(1, len(kinds) - 1):
        left, current, right = kinds[place - 1 : place + 2]
        if (current == "ES" and left == right == "EN") or (
            current == "CS" and left == right and left in ("EN", "AN")
        ):
            kinds[place] = left
    for place, current in enumerate(kinds):
        if current == "EN":
            _spread(kinds, range(place - 1, -1, -1))
            _spread(kinds, range(place + 1, len(kinds)))


def _spread(kinds: list[str], places: range) -> None:
    """Turn the signs beside a European number into a segment of it."""
    for place in places:
        if kinds[place] != "ET":
            return
        kinds[place] = "EN"


def _resolve_neutral(kinds: list[str]) -> None:
    neutral = ("WS", "ES", "ET", "CS")
    kinds[:] = ["ON" if current in neutral else current for current in kinds]
    strong = "R"
    for place, current in enumerate(kinds):
        if current == "EN" and strong == "L":
            kinds[place] = "L"
        elif current in ("R", "L"):
            strong = current
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] == "ON":
            end += 1
        if end > start:
            left = kinds[start - 1] if start else "R"
            right = kinds[end + 1] if end + 1 < len(kinds) else "R"
            both = left == right == "L"
            kinds[start:end] = ["L" if both else "R"] * (end - start)
        start = end + 1


def _segments(run: Run) -> list[Run]:
    """Return the segments of a right-to-left run from left to right: the signs that pdf.js takes
    for letters, and the text between them; where that has few letters, its words with their
    signs.

    A last word that ends in a mark is a separate segment (see :func:`starts_with_mark`).
    """
    if _reads([run]):
        return _last_word(run) if starts_with_mark(run) else [run]
    segments: list[list[Glyph]] = []
    for sign, group in groupby(run.glyphs, key=_is_sign):
        glyphs = list(group)
        segments += [[glyph] for glyph in glyphs] if sign else _groups(run, glyphs)
    return _runs(run, segments)


def _last_word(run: Run) -> list[Run]:
    """Return the last word of a run, and the words before it, to its right."""
    for place, glyph in enumerate(run.glyphs):
        if _is_space(glyph):
            return _runs(run, [list(run.glyphs[:place]), list(run.glyphs[place:])])
    return [run]


def _groups(run: Run, glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the texts into which glyphs of a run without such signs are divided.

    A word keeps its signs where pdf.js reads it so: alone, it may start with a mark.
    """
    if _reads([replace(run, glyphs=tuple(glyphs))]):
        yield glyphs
        return
    for space, group in groupby(glyphs, key=_is_space):
        word = list(group)
        if not space and _reads([replace(run, glyphs=tuple(word))]):
            yield word
        else:
            yield from _letters_and_signs(word)


def _letters_and_signs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield neighbouring letters with their marks, and each other glyph alone."""
    for letters, group in groupby(glyphs, key=lambda glyph: _is_letter(glyph) or _is_mark(glyph)):
        segment = list(group)
        if letters:
            yield segment
        else:
            yield from ([glyph] for glyph in segment)


def _runs(run: Run, segments: Sequence[list[Glyph]]) -> list[Run]:
    """Return the runs of the segments of a run.

    pdfium orders texts by their first glyphs. So what separates a mark from a stop is slightly to
    the left of its letter.
    """
    ends = [*(segment[0].x for segment in segments[1:]), run.advance]
    starts = [0.0, *ends[:-1]]
    ahead = 0.0
    result: list[Run] = []
    for segment, start, end in zip(
        reversed(segments), reversed(starts), reversed(ends), strict=True
    ):
        ahead = ahead + _ahead(segment[0]) if len(segment) == 1 and _ahead(segment[0]) else 0.0
        glyphs = tuple(glyph._replace(x=glyph.x - start - ahead) for glyph in segment)
        text = "".join(glyph.text for glyph in reversed(segment))
        result.append(replace(run, text=text, glyphs=glyphs, advance=end - start))
    return result[::-1]


def _ahead(glyph: Glyph) -> float:
    """Return how far a segment begins to the left of its glyph, in thousandths of the font size."""
    if _is_skipped(glyph):
        return STEP
    return STEP / 2 if _is_mark(glyph) else 0.0


def _is_sign(glyph: Glyph) -> bool:
    return kind(glyph.text[-1]) == "L" and not _is_skipped(glyph)


def _is_space(glyph: Glyph) -> bool:
    return glyph.text[-1].isspace()


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text[-1]) > 0


def _is_letter(glyph: Glyph) -> bool:
    return kind(glyph.text[-1]) in ("R", "AL")
