"""The text gate: every word that was drawn must come back when the PDF is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from report.errors import Finding, PressError, Where
from report.press.model import DrawnText

# Bidi controls, joiners and soft hyphens steer the setting of the text; no reader gives them back.
_CONTROLS = dict.fromkeys((0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF,
                           0xFFFE, 0x2))
# A bracket of a right-to-left line is drawn mirrored, and readers differ on which of the pair they give back; like
# a hyphen at the end of a line and other punctuation it is no part of the word that is searched.
_WORD = re.compile(r"[^\W_]+(?:[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\w]*)")


def check_text(pdf: bytes, drawn: Iterable[DrawnText]) -> None:
    """Read ``pdf`` back with pdfium and look for every word of ``drawn`` on its page.

    A word is found when a search on its page finds it. Letters that differ only in compatibility (a presentation
    form) count as different.

    :raises PressError: ``text-lost``, a finding for each of the first ten words that do not come back.
    """
    import pypdfium2

    pages: dict[int, set[str]] = {}
    where: dict[tuple[int, str], str] = {}
    for text in drawn:
        for word in words(text.text):
            pages.setdefault(text.page, set()).add(word)
            where.setdefault((text.page, word), text.font)
    findings = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in sorted(pages):
            read = _read(document, number)
            come = set(words(read))
            for word in sorted(pages[number] - come):
                if word not in read:
                    values = {"word": word, "font": where[number, word]}
                    findings.append(Finding("text-lost", Where(page=number), values))
    finally:
        document.close()
    if findings:
        raise PressError(*findings[:10])


def words(text: str) -> list[str]:
    """Return the words of a text, composed (NFC), without punctuation and without controls."""
    return _WORD.findall(unicodedata.normalize("NFC", text.translate(_CONTROLS)))


def _read(document, number: int) -> str:
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        return unicodedata.normalize("NFC", text_page.get_text_range().translate(_CONTROLS))
    finally:
        text_page.close()
        page.close()
