"""Texts of plain words: their strings, and where their lines must not be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.render.long_tables.typeface import LETTERS, Typeface, Word
from report.render.pdfjs import is_plain
from report.render.pieces import pdfjs_takes_for_left_to_right

_LETTER = re.compile(f"[{LETTERS}]")
_TIED = re.compile(r"[»”«“] +[(\[]|— +—")


def is_tied(text: str) -> bool:
    """Return whether a line must not be broken at a space of a text of plain words: between a quote
    and an opening bracket (UAX #14, LB15), and between two dashes (LB17)."""
    return (" (" in text or " [" in text or "— " in text) and bool(_TIED.search(text))


def composed(
    face: Typeface, words: Sequence[Word], tokens: Sequence[str], *, spaced: bool = False
) -> str | None:
    """Return the ``TJ`` string of a text of words, or ``None`` if the text layer has to write it.

    It has no letters, so that its figures take another form, or pdf.js can misread it.

    :param tokens: the texts of the words if pdf.js can misread some of them.
    :param spaced: whether a space ends the text.
    """
    space = face.space
    if not tokens:
        string = f" {space} ".join([word.string for word in reversed(words)])
        return f"{space} {string}" if spaced else string
    right = sum([word.right for word in words])
    length = sum([word.length for word in words]) + len(words) - 1
    text = " ".join(tokens)
    few = length > 4 and right < 0.3 * length and pdfjs_takes_for_left_to_right(text)
    if few or not _LETTER.search(text) or not is_plain(f"{text} " if spaced else text):
        return None
    strings = [] if spaced else [words[-1].string]
    rest = words[::-1] if spaced else words[-2::-1]
    strings += [word.spaced or f"{space} {word.string}" for word in rest]
    return " ".join(strings)
