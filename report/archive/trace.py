"""From a text on a page to what it was made from: a measure with its rule and rows, or the rows of
a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report.arabic.locales import rules
from report.archive.alignment import Alignment, TextSource
from report.archive.bounded import HOSTILE
from report.archive.carried import printed_lines
from report.archive.edition_texts import EditionTexts, Sought, edition_texts
from report.archive.flow import ChosenRows, Piece, pieces
from report.archive.number_search import (
    MATCHES,
    AskedNumber,
    Hit,
    Match,
    asked_number,
    number_hits,
    same_number,
)
from report.archive.plugins import differing_plugins
from report.archive.printed import TextOnPage, plain
from report.archive.provenance import Options
from report.archive.rebuild import recorded_software, unpacked
from report.archive.search_ahead import SearchedEdition, needles_of
from report.archive.word_places import holds, places, words_of
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.brief.printed import blocks_of
from report.document.expected import RegisterRows, RunningText
from report.errors import ArchiveError, Finding, reason_of_error
from report.measures import TableRows
from report.tables.model import BLANK

if TYPE_CHECKING:
    from report.composing import Composed
    from report.document.model import MeasureUse
    from report.measures import Measure, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a text was made from.

    ``measure`` names the measure that was printed, and is ``None`` for a count of a table or chart,
    and for a cell. ``value`` is the exact number, ``rule`` says how it was counted. ``rows`` are
    numbers of rows in their source. ``group`` pairs each dimension with its member, ``conditions``
    are further conditions on the rows, ``show`` is what of the measure is shown. The words are
    phrases: :func:`report.messages.said` gives them in either language.
    """

    measure: str | None
    label: str
    value: str
    rule: str
    rows: tuple[TableRows, ...]
    group: tuple[tuple[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    show: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place where a text stands: its page from 1, the block of the brief, the words around it,
    its origins.

    Without origins it is a text of the brief itself, of the file ``source`` if known. ``match``
    says how the place has what is asked for, and ``printed`` how it is printed there. With
    ``is_running`` it is the title of a section in the running heads of ``pages``; of other places
    these are the one page.
    """

    page: int
    key: str | None
    context: str
    origins: tuple[Origin, ...]
    source: str | None = None
    match: Match = "exact"
    printed: str = ""
    pages: tuple[int, ...] = ()
    is_running: bool = False


def trace_edition(
    edition: SearchedEdition,
    text: str,
    page: int | None,
    compose: Callable[[Path, Options], Composed],
    warn: Callable[[Finding], None],
) -> tuple[Trace, ...]:
    """Return every place where ``text`` is printed in an edition; see :func:`trace`.

    ``compose`` is given the folder of the brief inside, and the options of its build. ``warn`` is
    given a finding for each plug-in that differs from that of the build.

    :raises ArchiveError: ``not-a-pdf``, ``not-an-edition``, ``unsafe-inside``,
        ``text-not-printed``; and what composing raises.
    """
    where, files = edition.where, edition.files
    with unpacked(files, where) as (folder, options):
        for finding in differing_plugins(recorded_software(files, where).plugins, where):
            warn(finding)
        composed = compose(folder, options)
        sought = _sought(composed, text)
        try:
            printed = edition_texts(edition.data, where, sought, edition.revisions, edition.search)
        except HOSTILE as error:
            raise ArchiveError.of("no-texts", where, **reason_of_error(error)) from error
        traces = trace(printed, composed, text, page)
    if not traces:
        raise ArchiveError.of("text-not-printed", replace(where, page=page), text=text)
    return traces


def trace(
    printed: EditionTexts, composed: Composed, text: str, page: int | None = None
) -> tuple[Trace, ...]:
    """Return every place where ``text`` is printed, with what it was made from.

    Places with the same text come first, in the order of reading, then those with the same number
    (:data:`report.archive.number_search.Match`). A text is found where it stands between blanks or
    stops, however its figures and letters are isolated; ``page`` looks on one page alone.
    """
    search = _Search(printed, composed, text, page)
    traces = [*search.of_texts(), *search.of_carried(), *search.of_running(printed.running)]
    if any(item.match != "number" for item in traces):
        traces = [item for item in traces if item.match != "number"]
    return tuple(sorted(traces, key=lambda item: MATCHES.index(item.match)))


def _sought(composed: Composed, text: str) -> Sought | None:
    """Return what the rows of long registers are searched for; ``None`` if all of them are needed,
    to find the sums that pages carry forward."""
    document = composed.document
    if document.carried:
        return None
    items: dict[str | None, list[RegisterRows]] = {}
    for item in document.expected:
        if isinstance(item, RegisterRows):
            items.setdefault(item.place.key, []).append(item)
    placed = {key: own[0].placed(document.registers) for key, own in items.items() if len(own) == 1}
    registers = {key: rows for key, rows in placed.items() if rows is not None}
    if len(registers) < len(items) or not items:
        return None
    asked = asked_number(text)
    texts = [text]
    if asked is not None:
        texts += [use.text for use in _uses_of_value(composed, asked)]
    words = [words_of(item) for item in texts]
    return Sought(needles_of(text).with_texts(words[1:]), max(map(len, words)), registers)


def _uses_of_value(composed: Composed, asked: AskedNumber) -> Iterator[MeasureUse]:
    """Yield the uses of measures in prose whose exact value is asked for."""
    for use in composed.document.measure_uses:
        if asked.is_value(_provenance_of(composed, use).value, use.text):
            yield use


def _provenance_of(composed: Composed, use: MeasureUse) -> Provenance:
    if use.asked is not None:  # a measure of zero is not true
        return use.asked.provenance
    return _measure(composed, use.measure).provenance


class _Search:
    """The search for a text, or a number, in an edition."""

    def __init__(
        self, printed: EditionTexts, composed: Composed, text: str, page: int | None
    ) -> None:
        self._printed = printed
        self._texts = printed.texts
        self._composed = composed
        self._document = composed.document
        self._text = text
        self._page = page
        self._asked = asked_number(text)
        self._locale = composed.brief.model.brief.locale
        self._decimal = rules(self._locale).symbols.decimal

    def of_texts(self) -> Iterator[Trace]:
        """Yield the places in the texts of the structure tree."""
        hits = {
            place: Hit(place, "exact", self._text) for place in places(self._printed, self._text)
        }
        if self._asked is not None:
            for hit in number_hits(self._texts, self._asked, self._decimal):
                hits.setdefault(hit.place, hit)
            for hit in self._uses_of_value(self._asked):
                hits.setdefault(hit.place, hit)
        hits = {place: hit for place, hit in hits.items() if self._is_asked(place)}
        sources = self._sources(hits)
        for place in sources.keys() - hits.keys():
            if self._is_asked(place):
                hits[place] = Hit(place, "value", " ".join(self._texts[place].said.split()))
        for place, hit in sorted(hits.items()):
            yield self._trace(hit, sources.get(place, TextSource()))

    def of_carried(self) -> Iterator[Trace]:
        """Yield the places where what is asked for is a sum that a page carries forward."""
        if not self._document.carried:
            return
        for line in printed_lines(self._texts, self._document):
            if self._page not in (None, line.page):
                continue
            for printed, provenance in zip(line.texts, line.provenance, strict=True):
                match = self._match(printed, whole=True)
                if match is not None:
                    context = " | ".join((line.name, *line.texts))
                    origins = (_origin(provenance),)
                    yield Trace(
                        page=line.page,
                        key=line.key,
                        context=context,
                        origins=origins,
                        match=match[0],
                        printed=match[1],
                        pages=(line.page,),
                    )

    def of_running(self, running: Sequence[str]) -> Iterator[Trace]:
        """Yield the titles of sections that have what is asked for, with the pages whose running
        heads show them.

        :param running: the running heads and feet of each page.
        """
        heads = (item for item in self._document.expected if isinstance(item, RunningText))
        for item in dict.fromkeys(heads):
            if item.text_key is None:
                continue
            match = self._match(item.text)
            origins = () if match is None else self._origins(item.text_key, match[1], ())
            if match is None or not origins:
                continue
            head = plain(item.text)
            pages = tuple(
                number
                for number, drawn in enumerate(running, 1)
                if head in drawn and self._page in (None, number)
            )
            if pages:
                yield Trace(
                    page=pages[0],
                    key=item.text_key,
                    context=item.text,
                    origins=origins,
                    match=match[0],
                    printed=match[1],
                    pages=pages,
                    is_running=True,
                )

    def _is_asked(self, place: int) -> bool:
        return self._page in (None, self._texts[place].page)

    def _match(self, printed: str, *, whole: bool = False) -> tuple[Match, str] | None:
        """Return how a text has what is asked for.

        :param whole: whether it must be all of the text.
        """
        if words_of(printed) == words_of(self._text) if whole else holds(printed, self._text):
            return "exact", self._text
        form = self._asked and same_number(printed, self._asked, self._decimal)
        return ("form", form) if form else None

    def _uses_of_value(self, asked: AskedNumber) -> Iterator[Hit]:
        """Yield the places of measures in prose whose exact value is asked for."""
        for use in _uses_of_value(self._composed, asked):
            for place in places(self._printed, use.text):
                if self._texts[place].key in (use.key, None):
                    yield Hit(place, "value", use.text)

    def _trace(self, hit: Hit, source: TextSource) -> Trace:
        printed = self._texts[hit.place]
        key = printed.key or source.text_key
        origins = self._origins(key, hit.printed, source.provenance)
        block = None if origins else _block(self._composed, key)
        return Trace(
            page=printed.page,
            key=key,
            context=self._context(hit.place),
            origins=origins,
            source=None if block is None else next(block.files(), None),
            match=hit.match,
            printed=hit.printed,
            pages=(printed.page,),
        )

    def _origins(
        self, key: str | None, printed: str, provenance: Sequence[Provenance]
    ) -> tuple[Origin, ...]:
        """Return the origins of a text; without a provenance of its own, those of the measures that
        its block prints so."""
        if not provenance:
            provenance = [
                _provenance_of(self._composed, use)
                for use in self._document.measure_uses
                if use.key == key and holds(use.text, printed)
            ]
        return tuple(dict.fromkeys(map(_origin, provenance)))

    def _sources(self, places: Collection[int]) -> dict[int, TextSource]:
        """Return where the texts at some places come from, and those whose exact value is asked
        for."""
        every = self._asked is not None
        sought = None if every else {self._texts[place].key for place in places}
        aligned = Alignment(self._texts, places, sought)
        chosen = self._chosen_rows()
        for piece in pieces(self._document, self._locale, self._printed.page_of, chosen):
            aligned.expect(piece, is_value=self._is_value(piece))
        return aligned.sources()

    def _chosen_rows(self) -> dict[str | None, ChosenRows]:
        """Return the rows that are read of the registers whose rows are not all read."""
        rows: dict[str | None, set[int]] = {key: set() for key in self._printed.rows}
        for text in self._texts if rows else ():
            if text.row is not None and text.key in rows:
                rows[text.key].add(text.row)
        chosen = {}
        for item in self._document.expected:
            key = item.place.key if isinstance(item, RegisterRows) else None
            if isinstance(item, RegisterRows) and key in rows:
                register = item.placed(self._document.registers)
                assert register is not None
                first = self._printed.rows[key]
                own = (row for row in rows[key] if 0 <= row - first < len(register))
                chosen[key] = ChosenRows(register, first, frozenset(own))
        return chosen

    def _context(self, place: int) -> str:
        """Return the row of a table that a text is in; elsewhere the texts beside it in its
        block."""
        printed = self._texts[place]
        if printed.row is not None:
            row = self._row_around(place, printed.row)
            return " | ".join(" ".join(cell.said.split()) for cell in row)
        beside = (
            text
            for text in self._texts[max(0, place - 2) : place + 3]
            if (text.key, text.page) == (printed.key, printed.page)
        )
        return " ".join(" ".join(text.said.split()) for text in beside)[:200]

    def _row_around(self, place: int, row: int) -> Sequence[TextOnPage]:
        """Return the texts of a row, which stand together."""
        start = end = place
        while start and self._texts[start - 1].row == row:
            start -= 1
        while end < len(self._texts) and self._texts[end].row == row:
            end += 1
        return self._texts[start:end]

    def _is_value(self, piece: Piece) -> bool:
        """Return whether the exact value of a text is asked for; the label of a value is none."""
        asked = self._asked
        if asked is None or not any(map(str.isdigit, piece.text)):
            return False
        return any(
            source.value and asked.is_value(source.value, piece.text) for source in piece.provenance
        )


def _block(composed: Composed, key: str | None) -> Block | None:
    return next(
        (block for path, block in blocks_of(composed.brief.model) if dotted(path) == key), None
    )


def _measure(composed: Composed, name: str) -> Measure:
    whole, _, group = name.partition("[")
    measure = composed.measures[whole]
    return measure.parts[group.removesuffix("]")] if group else measure


def _origin(provenance: Provenance) -> Origin:
    return Origin(
        measure=provenance.measure,
        label=provenance.label,
        value=provenance.value or (BLANK if provenance.measure else ""),
        rule=provenance.rule,
        rows=provenance.rows,
        group=provenance.group,
        conditions=provenance.conditions,
        show=provenance.show,
    )
