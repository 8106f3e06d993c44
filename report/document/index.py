"""The index: where each term stands, first in each section, as anchors that the page numbers are taken from.

Each section begins a page, so two anchors of a term never share a page and no page is listed twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import escape

from report.arabic import sort_key
from report.arabic.article import PROCLITICS, after_lam, without_article
from report.tables import LongTable

#: Any tag but ``bdi``, which sets the direction of a word inside a term.
_TAG = re.compile(r"(<(?!/?bdi\b)[^>]*>)")
#: What may part two words of a term: spaces of any kind, a line's end, a change of direction.
_BETWEEN = r"(?:\s|</?bdi\b[^>]*>)+"
_MARKS = "\u064b-\u0652\u0670"
#: The number of rows of a register searched at a time.
_AT_A_TIME = 1_000
_DEEPEST_SKIP = frozenset({"h1", "h2", "h3", "h4", "figure", "caption", "thead", "nav"})


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term and the anchors of the places where it stands, in page order."""

    term: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A section's HTML under its anchor; ``new_page`` when it opens a page, so that no earlier anchor shares it."""

    anchor: str
    html: str
    new_page: bool


def _pattern(term: str) -> re.Pattern[str]:
    """Find a term as whole words of HTML text, and never inside a tag or a character reference such as ``&amp;``."""
    forms = _form(term)
    if (fused := after_lam(term)) is not None:
        forms += f"|{fused[0]}{_form(fused[1])}"
    return re.compile(rf"(?<![\w{_MARKS}&#]){PROCLITICS}(?:{forms})(?![\w{_MARKS}])(?![^<]*>)")


def _form(term: str) -> str:
    """Return a pattern of the term's HTML, with any space between its words."""
    return _BETWEEN.join(re.escape(str(escape(word))) for word in term.split())


def first_letter(term: str) -> str:
    """Return the letter that a term stands under: the first after its article, without hamza or madda; a capital."""
    return unicodedata.normalize("NFD", without_article(term))[0].upper()


def mark_terms(
    parts: Sequence[MarkedPart], terms: Sequence[str], locale: str
) -> tuple[list[str], list[IndexEntry]]:
    """Return the parts' HTML with an anchor before the first place of each term, and the index's entries.

    A term is marked once from one new page to the next.

    :param parts: the sections, in page order.
    :param terms: the words to find; the longest that fits a place wins, so that «كوريا الجنوبية» is not «كوريا».
    """
    by_length = sorted(dict.fromkeys(terms), key=lambda term: (-len(term), term))
    patterns = {term: _pattern(term) for term in by_length}
    numbers = {term: index for index, term in enumerate(by_length)}
    anchors: dict[str, list[str]] = {term: [] for term in by_length}
    marked: list[str] = []
    left: dict[str, re.Pattern[str]] = {}
    for marked_part in parts:
        if marked_part.new_page or not marked:
            left = dict(patterns)
        marked.append(_mark(marked_part, left, numbers, anchors))
    entries = [IndexEntry(term, tuple(anchors)) for term, anchors in anchors.items() if anchors]
    entries.sort(key=lambda entry: sort_key(entry.term, locale, ignore_article=True))
    return marked, entries


def _mark(
    part: MarkedPart,
    left: dict[str, re.Pattern[str]],
    numbers: Mapping[str, int],
    found: dict[str, list[str]],
) -> str:
    pieces, skipping = _TAG.split(part.html), 0
    for position, piece in enumerate(pieces):
        if _TAG.fullmatch(piece):
            name = piece.strip("</>").split(" ", 1)[0]
            if name in _DEEPEST_SKIP:
                skipping += -1 if piece.startswith("</") else 1
        elif not skipping and piece.strip():
            pieces[position] = _mark_text(piece, part.anchor, left, numbers, found)
    return "".join(pieces)


def _mark_text(
    text: str,
    section: str,
    left: dict[str, re.Pattern[str]],
    numbers: Mapping[str, int],
    found: dict[str, list[str]],
) -> str:
    taken: list[tuple[int, int, str]] = []
    for term, pattern in list(left.items()):
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), term))
                del left[term]
                break
    for start, _end, term in sorted(taken, reverse=True):
        anchor = f"{section}-ix{numbers[term]}"
        text = f'{text[:start]}<span id="{anchor}"></span>{text[start:]}'
        found[term].append(anchor)
    return text


def first_rows(table: LongTable, terms: Sequence[str], after: int) -> dict[str, int]:
    """Return the row in which each term stands first, of the rows from ``after`` on, counted from 0."""
    left = {term: _pattern(term) for term in terms}
    rows_by_term: dict[str, int] = {}
    rows = (item for item in table.items() if not isinstance(item, str))
    start = after
    rest = islice(rows, after, None)
    while left and (chunk := list(islice(rest, _AT_A_TIME))):
        text = "\n".join("\0".join(_one_line(cell) for cell in row) for row in chunk)
        for term, pattern in list(left.items()):
            if match := pattern.search(text):
                rows_by_term[term] = start + text.count("\n", 0, match.start())
                del left[term]
        start += len(chunk)
    return rows_by_term


def _one_line(cell: str | None) -> str:
    return str(escape(cell)).replace("\n", " ") if cell else ""
