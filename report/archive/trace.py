"""From a text on a page to what it was made from: a measure with its rule and rows, or the rows of
a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.bounded import HOSTILE
from report.archive.carried import printed_lines
from report.archive.flow import pieces
from report.archive.marked import read_page_texts
from report.archive.plugins import differing_plugins
from report.archive.printed import TextOnPage, page_finder, plain, read_texts
from report.archive.provenance import Options
from report.archive.rebuild import open_edition, recorded_software, unpacked
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.document.numbering import blocks_of
from report.errors import ArchiveError, Finding, Location, reason_of_error
from report.measures import TableRows
from report.tables.model import BLANK

if TYPE_CHECKING:
    from report.composing import Composed
    from report.measures import Measure, Provenance

#: Marks beside a word that are no part of it.
_AROUND = "«»()[]{}.،؛:؟!,;\"'…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a text was made from.

    ``measure`` names the measure that was printed, and is ``None`` for a count of a table or chart,
    and for a cell. ``value`` is the exact number, ``rule`` says how it was counted. ``rows`` are
    numbers of rows in their source. ``group`` pairs each dimension with its member, ``conditions``
    are the other conditions on the rows, ``show`` is what of the measure is shown.
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

    Without origins it is a text of the brief itself, of the file ``source`` if known.
    """

    page: int
    key: str | None
    context: str
    origins: tuple[Origin, ...]
    source: str | None = None


def trace_edition(
    path: Path,
    text: str,
    page: int | None,
    compose: Callable[[Path, Options], Composed],
    warn: Callable[[Finding], None],
) -> tuple[Trace, ...]:
    """Return every place where ``text`` is printed in the edition at ``path``; see :func:`trace`.

    ``compose`` is given the folder of the brief inside, and what its build was told. ``warn`` is
    given a finding for each plug-in that differs from that of the build.

    :raises ArchiveError: ``not-a-pdf``, ``not-an-edition``, ``unsafe-inside``,
        ``text-not-printed``; and what composing raises.
    """
    import pikepdf

    where = Location(file=str(path))
    data, files = open_edition(path)
    with pikepdf.open(BytesIO(data)) as pdf, unpacked(files, where) as (folder, options):
        for finding in differing_plugins(recorded_software(files, where).plugins, where):
            warn(finding)
        try:
            texts = read_texts(pdf, read_page_texts(data))
        except HOSTILE as error:
            raise ArchiveError.of("no-texts", where, **reason_of_error(error)) from error
        traces = trace(texts, compose(folder, options), text, page, page_finder(pdf))
    if not traces:
        raise ArchiveError.of("text-not-printed", replace(where, page=page), text=text)
    return traces


def trace(
    texts: Sequence[TextOnPage],
    composed: Composed,
    text: str,
    page: int | None = None,
    page_of: Callable[[str], int | None] = lambda _: None,
) -> tuple[Trace, ...]:
    """Return every place where ``text`` is printed, in the order of reading, with what it was made
    from.

    A text is found where it stands between blanks or stops, however its figures and letters are
    isolated; ``page`` looks on one page alone. ``page_of`` returns the page of an anchor.
    """
    places = [place for place in _places(texts, text) if page is None or texts[place].page == page]
    sources = _provenance(texts, places, composed, page_of)
    traces = [_trace(texts, place, composed, text, sources[place]) for place in places]
    return (*traces, *_carried(texts, composed, text, page))


def _carried(
    texts: Sequence[TextOnPage], composed: Composed, text: str, page: int | None
) -> Iterator[Trace]:
    """Yield the places where ``text`` is a sum that a page carries forward."""
    words = _words(text)
    if not composed.document.carried:
        return
    for line in printed_lines(texts, composed.document):
        if page is not None and page != line.page:
            continue
        for printed, provenance in zip(line.texts, line.provenance, strict=True):
            if _words(printed) == words:
                context = " | ".join((line.name, *line.texts))
                yield Trace(
                    page=line.page, key=line.key, context=context, origins=(_origin(provenance),)
                )


def _trace(
    texts: Sequence[TextOnPage],
    place: int,
    composed: Composed,
    text: str,
    provenance: Sequence[Provenance],
) -> Trace:
    printed = texts[place]
    if not provenance:
        provenance = [
            (use.asked or _measure(composed, use.measure)).provenance
            for use in composed.document.measure_uses
            if use.key == printed.key and _holds(use.text, text)
        ]
    origins = tuple(dict.fromkeys(map(_origin, provenance)))
    block = None if origins else _block(composed, printed.key)
    return Trace(
        page=printed.page,
        key=printed.key,
        context=_context(texts, place),
        origins=origins,
        source=None if block is None else next(block.files(), None),
    )


def _provenance(
    texts: Sequence[TextOnPage],
    places: Sequence[int],
    composed: Composed,
    page_of: Callable[[str], int | None],
) -> dict[int, tuple[Provenance, ...]]:
    """Return, for these places in ``texts``, where the values that are expected there come from.

    The texts of a block are the expected ones, so that a place is found by how many characters of
    its block stand before it. A block that differs has no provenance from there on.
    """
    blocks: dict[str | None, _Block] = {}
    for place, text in enumerate(texts):
        if text.note is None:
            blocks.setdefault(text.key, _Block()).add(place, plain(text.said))
    asked = frozenset(places)
    sought = {texts[place].key for place in places}
    locale = composed.brief.model.brief.locale
    for piece in pieces(composed.document, locale, page_of):
        where = piece.place
        if where.key in sought and where.key in blocks and not where.apart and where.note is None:
            blocks[where.key].expect(plain(piece.text), piece.provenance, asked)
    sources: dict[int, tuple[Provenance, ...]] = dict.fromkeys(places, ())
    for block in blocks.values():
        sources.update(block.sources)
    return sources


class _Block:
    """The texts of a block on the pages, while the expected ones are read beside them."""

    def __init__(self) -> None:
        self.sources: dict[int, tuple[Provenance, ...]] = {}
        self._texts: list[tuple[int, str]] = []
        self._next = 0
        self._rest = ""

    def add(self, place: int, text: str) -> None:
        """Add the next text of the block, and its place among all texts."""
        self._texts.append((place, text))

    def expect(self, text: str, provenance: tuple[Provenance, ...], asked: Collection[int]) -> None:
        """Read the next expected text: the places that it covers get its provenance."""
        while text and self._next < len(self._texts):
            place, printed = self._texts[self._next]
            rest = self._rest or printed
            shared = min(len(rest), len(text))
            if rest[:shared] != text[:shared]:
                self._next = len(self._texts)
                return
            if place in asked:
                self.sources[place] = self.sources.get(place, ()) + provenance
            text, self._rest = text[shared:], rest[shared:]
            self._next += not self._rest


def _places(texts: Sequence[TextOnPage], text: str) -> Iterator[int]:
    """Yield the places in ``texts`` where ``text`` begins: its words are there one after the other
    in one block."""
    asked = _words(text)
    words: list[tuple[str, int]] = []
    for place, printed in enumerate(texts):
        words += [(word, place) for word in _words(printed.said)]
    for start, (_, first) in enumerate(words):
        run = words[start : start + len(asked)]
        keys = {texts[place].key for _, place in run}
        if [word for word, _ in run] == asked and len(keys) == 1:
            yield first


def _words(text: str) -> list[str]:
    """Return the words of a text without the stops and brackets around them."""
    plain_words = (plain(word) for word in text.split())
    return [word.strip(_AROUND) or word for word in plain_words if word]


def _holds(printed: str, text: str) -> bool:
    """Whether the words of one of two texts are in the other."""
    short, long = sorted((_words(printed), _words(text)), key=len)
    starts = range(len(long) - len(short) + 1)
    return any(long[start : start + len(short)] == short for start in starts)


def _context(texts: Sequence[TextOnPage], place: int) -> str:
    """Return the row of a table that a text is in; elsewhere the texts beside it in its block."""
    printed = texts[place]
    if printed.row is not None:
        row = (text for text in texts if text.row == printed.row)
        return " | ".join(" ".join(cell.said.split()) for cell in row)
    beside = (
        text
        for text in texts[max(0, place - 2) : place + 3]
        if (text.key, text.page) == (printed.key, printed.page)
    )
    return " ".join(" ".join(text.said.split()) for text in beside)[:200]


def _block(composed: Composed, key: str | None) -> Block | None:
    return next((block for path, block in blocks_of(composed.brief) if dotted(path) == key), None)


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
