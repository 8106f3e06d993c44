"""The text gate: every word that was drawn must be found when the PDF is searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from report.errors import Finding, PressError, Where
from report.press.model import DrawnText

#: A build that loses words loses many: more than these say nothing new.
_MOST_FINDINGS = 10

# A run of letters with their marks, or of digits. Punctuation is no part of the word that is searched: brackets are
# drawn mirrored in a right-to-left line, and readers differ on which of the pair they give back. Letters are parted
# from digits because pdfium itself turns "F5" in a right-to-left line into "5F", whoever made the PDF.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed])*|\d+")


def check_text(pdf: bytes, drawn: Iterable[DrawnText]) -> None:
    """Read ``pdf`` back with pdfium, the reader of Chrome and Edge, and look for every word on its page.

    Words are compared letter for letter after canonical composition (Unicode NFC): a presentation form in the place
    of a letter is a loss.

    :raises PressError: ``text-lost``, a finding for each of the first ten words that do not come back.
    """
    import pypdfium2

    fonts: dict[int, dict[str, str]] = {}
    for line in drawn:
        for word in words(line.text):
            fonts.setdefault(line.page, {}).setdefault(word, line.font)
    findings: list[Finding] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page, wanted in sorted(fonts.items()):
            text = _read(document, page)
            # Nearly all words stand whole in the text; only the others are worth a search.
            for word in sorted(wanted.keys() - set(words(text))):
                if word not in text:
                    findings.append(Finding("text-lost", Where(page=page), {"word": word, "font": wanted[word]}))
    finally:
        document.close()
    if findings:
        raise PressError(*findings[:_MOST_FINDINGS])


def words(text: str) -> list[str]:
    """Return the words of a text, composed, without what only steers its setting (Unicode category Cf)."""
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    kept = text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", kept)


def _read(document: Any, number: int) -> str:
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        return _plain(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
