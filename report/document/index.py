"""The index: where each term stands, first in each section, as anchors that the page numbers are
taken from.

Terms are looked up in the passages of the blocks and in the cells of long registers. Each section
begins a page, so two anchors of a term never share a page and no page is listed twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice

from markupsafe import Markup

from report.arabic import sort_key
from report.arabic.article import without_article
from report.arabic.collation import SortKey, without_signs
from report.document.passages import Passage, Passages, read_passages
from report.document.terms import Terms
from report.tables import LongTable, rows_in_html

#: The number of rows of a register searched at a time.
_AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term and the anchors of its places, in page order."""

    term: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedSection:
    """The blocks of a section as HTML, under the section's anchor.

    ``new_page`` says that it opens a page, so that no earlier anchor shares it.
    """

    anchor: str
    blocks: tuple[Markup, ...]
    new_page: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """A block while its terms are marked; ``anchors`` are pairs of an offset and the HTML put
    there."""

    html: Markup
    passages: Passages
    anchors: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, html: Markup) -> _Block:
        return cls(html, read_passages(str(html)))

    def marked(self) -> Markup:
        """Return the HTML with its anchors."""
        html = str(self.html)
        pieces, start = [], 0
        for offset, anchor in sorted(self.anchors, key=lambda anchor: anchor[0]):
            pieces += [html[start:offset], anchor]
            start = offset
        return Markup("".join([*pieces, html[start:]]))


def mark_terms(
    sections: Sequence[IndexedSection],
    terms: Sequence[str],
    locale: str,
    registers: Mapping[str, LongTable] | None = None,
) -> tuple[list[tuple[Markup, ...]], tuple[IndexEntry, ...]]:
    """Return the blocks of each section with an anchor before the first place of each term, and the
    entries.

    A term is marked once from one new page to the next.

    :param sections: the sections, in page order.
    :param terms: the words to find; the longest that fits a place wins, so that «كوريا الجنوبية» is
        not «كوريا».
    :param registers: the tables whose other rows are not in the HTML. Anchors of these rows are put
        into the register's probe, each with the row that it is of.
    """
    marking = _Marking(terms)
    marked = [marking.section(section) for section in sections]
    marking.rows(sections, marked, registers or {})
    order = {section.anchor: position for position, section in enumerate(sections)}
    entries = [
        IndexEntry(term, tuple(sorted(anchors, key=lambda name: order[name.partition("-ix")[0]])))
        for term, anchors in marking.anchors.items()
        if anchors
    ]
    entries.sort(key=lambda entry: _order(entry.term, locale))
    return [_marked(blocks) for blocks in marked], tuple(entries)


def _order(term: str, locale: str) -> tuple[SortKey, SortKey]:
    """Return what a term of the index sorts by: its words; between equal words, its signs."""
    plain = without_signs(term)
    return sort_key(plain, locale, ignore_article=True), sort_key(term, locale)


def _marked(blocks: Iterable[_Block]) -> tuple[Markup, ...]:
    return tuple(block.marked() for block in blocks)


def _any_starts_with(prefix: str, names: Iterable[str]) -> bool:
    return any(name.startswith(prefix) for name in names)


class _Marking:
    """The terms of a brief while they are looked up."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = Terms(terms)
        #: The terms that are marked since the last new page.
        self._marked: set[str] | None = None
        self._row_numbers = count()  # several registers may be in one section
        self.anchors: dict[str, list[str]] = {term: [] for term in self._terms.numbers}

    def section(self, section: IndexedSection) -> list[_Block]:
        """Mark the terms in the blocks of a section."""
        if section.new_page or self._marked is None:
            self._marked = set()
        blocks = [_Block.of(html) for html in section.blocks]
        for block in blocks:
            for passage in block.passages:
                self._passage(passage, section.anchor, block, self._marked)
        return blocks

    def _passage(
        self, passage: Passage, section: str, block: _Block, marked_terms: set[str]
    ) -> None:
        places: list[tuple[int, str]] = []
        taken = bytearray(len(passage.text))
        for term in self._terms.in_text(passage.text):
            if term in marked_terms:
                continue
            for match in self._terms.places(term, passage.text):
                if not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                    places.append((match.start(), term))
                    marked_terms.add(term)
                    break
        for start, term in sorted(places, reverse=True):
            anchor = f"{section}-ix{self._terms.numbers[term]}"
            block.anchors.append((passage.offset(start), f'<span id="{anchor}"></span>'))
            self.anchors[term].append(anchor)

    def rows(
        self,
        sections: Sequence[IndexedSection],
        marked: Sequence[Sequence[_Block]],
        registers: Mapping[str, LongTable],
    ) -> None:
        """Look up the terms in the rows of long registers that are not in the HTML."""
        for key, table in registers.items():
            for section, blocks in zip(sections, marked, strict=True):
                for block in blocks:
                    if key in block.passages.probes:
                        anchors = self._row_anchors(table, f"{section.anchor}-ix")
                        block.anchors.append((block.passages.probes[key], anchors))

    def _row_anchors(self, table: LongTable, prefix: str) -> str:
        """Return the anchors of the terms that the section of ``prefix`` has nowhere else."""
        left = [
            term for term, anchors in self.anchors.items() if not _any_starts_with(prefix, anchors)
        ]
        spans = []
        for term, row in first_rows(table, left, rows_in_html(table)).items():
            anchor = f"{prefix}-row{next(self._row_numbers)}"
            spans.append(f'<span id="{anchor}" data-row="{row}"></span>')
            self.anchors[term].append(anchor)
        return "".join(spans)


def first_letter(term: str) -> str:
    """Return the letter that a term stands under: the first after its article, without hamza or
    madda; a capital.

    Signs before it do not count: «(ISO) 9001» stands under I. A term of signs alone stands under
    its first sign.
    """
    return unicodedata.normalize("NFD", without_article(without_signs(term)))[0].upper()


def first_rows(table: LongTable, terms: Sequence[str], following: int) -> dict[str, int]:
    """Return the first row of each term, of the rows from ``following`` on, counted from 0."""
    lookup = Terms(terms)
    places: dict[str, int] = {}
    rows = (item for item in table.items() if isinstance(item, tuple))
    start = following
    rest = islice(rows, following, None)
    while len(places) < len(lookup.numbers) and (chunk := list(islice(rest, _AT_A_TIME))):
        lines = ("\0".join(map(_one_line, row)) for row in chunk)
        text = "\0\n".join(lines)  # no term goes over from one cell or row to the next
        for term in lookup.in_text(text):
            if term not in places and (match := next(lookup.places(term, text), None)):
                places[term] = start + text.count("\n", 0, match.start())
        start += len(chunk)
    return places


def _one_line(cell: str | None) -> str:
    return cell.replace("\n", " ") if cell else ""
