"""The text check: every drawn word must be found when the PDF is searched.

A word is the text between spaces, with its stops, brackets and signs. A line box without Arabic
letters or commas, such as ``+212 537 00 00 00``, is one word including its spaces. The check
ignores the order of the words on a line, because pdfium gets it wrong if a left-to-right text has
more than one box. It also ignores the order of two adjacent stops, as in «A:،».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from report.errors import Finding, Location, RenderError
from report.render.model import DrawnText
from report.render.pieces import direction
from report.render.replacements import false_replacements

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: The maximum number of findings: a build that loses words usually loses many.
_MOST_FINDINGS = 10
#: The digests of pages in which each word was found, the last one last; at most so many.
_PASSED: dict[bytes, None] = {}
_MOST_PASSED = 1_000
_STOPS = re.compile(r"^[^\w\s\u064b-\u0652\u0670]{2,}|[^\w\s\u064b-\u0652\u0670]{2,}$")


def load_reader() -> None:
    """Load pdfium ahead of the check; it takes a third of a second."""
    import pypdfium2  # noqa: F401


def check_text(pdf: bytes, drawn: Iterable[DrawnText], digests: Sequence[bytes] = ()) -> None:
    """Read ``pdf`` back with pdfium, the reader of Chrome and Edge, and search every word on its
    page.

    The replacement texts of codes and names are compared with their glyphs. Words are compared
    character by character after canonical composition (Unicode NFC), so that a presentation form
    instead of a letter is a loss. Format characters (Unicode category Cf) are ignored.

    :param digests: what readers read of each page, as a digest. A page that passed in this process
        is not read again if its digest and its words are the same.
    :raises RenderError: ``text-lost``, a finding for each of the first ten words that are not
        found.
    """
    lines: dict[int, list[tuple[str, str]]] = {}
    for line in drawn:
        lines.setdefault(line.page, []).append((line.text, line.font))
    keys = {page: _key(digests[page - 1], lines[page]) for page in lines} if digests else {}
    passed = {page for page, key in keys.items() if key in _PASSED}
    fonts: dict[int, dict[str, str]] = {}
    for page in sorted(lines.keys() - passed):
        for text, font in lines[page]:
            for word in words(text):
                fonts.setdefault(page, {}).setdefault(word, font)
    if findings := _lost(pdf, fonts) if fonts else []:
        raise RenderError(*findings[:_MOST_FINDINGS])
    for key in keys.values():
        _PASSED.pop(key, None)
        _PASSED[key] = None
    while len(_PASSED) > _MOST_PASSED:
        del _PASSED[next(iter(_PASSED))]


def _key(digest: bytes, lines: list[tuple[str, str]]) -> bytes:
    """Return the digest of a page with the lines that were drawn on it."""
    return sha256(digest + repr(lines).encode()).digest()


def _lost(pdf: bytes, fonts: dict[int, dict[str, str]]) -> list[Finding]:
    """Return a finding for each word that is not found.

    :param fonts: the words of each page with their fonts.
    """
    import pypdfium2

    findings = [
        Finding("text-lost", Location(page=page), {"word": word, "font": font})
        for page, word, font in false_replacements(pdf, sorted(fonts))
    ]
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page, words_of_page in sorted(fonts.items()):
            text = _read(document, page)
            # Nearly all words are found as a whole in the text; only the remaining ones need a
            # search.
            for word in sorted(words_of_page.keys() - set(text.split())):
                sought = _as_pdfium_reads(word)
                if sought not in text and _core(sought) not in text:
                    values = {"word": word, "font": words_of_page[word]}
                    findings.append(Finding("text-lost", Location(page=page), values))
    finally:
        document.close()
    return findings


def words(text: str) -> list[str]:
    """Return the words of a line box."""
    plain = _plain(text)
    if "،" in plain or any(
        unicodedata.bidirectional(character) in ("R", "AL") for character in plain
    ):
        return plain.split()
    return [plain] if plain else []


def _as_pdfium_reads(word: str) -> str:
    """Return a word with each right-to-left letter in its compatibility form (Unicode NFKC).

    pdfium does this with every letter that it reverses (``AddCharInfoByRLDirection`` in its
    ``cpdf_textpage.cpp``): it reads ``ﷺ`` as the four words that it represents.
    """
    if word.isascii():
        return word
    return _plain(
        "".join(unicodedata.normalize("NFKC", c) if direction(c) == "right" else c for c in word)
    )


def _core(word: str) -> str:
    """Return a word without the stops at its ends if it has two or more there: pdfium may swap
    adjacent stops."""
    return _STOPS.sub("", word)


def _plain(text: str) -> str:
    visible_text = (
        text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    )
    return " ".join(unicodedata.normalize("NFC", visible_text).split())


def _read(document: PdfDocument, number: int) -> str:
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        return _plain(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
