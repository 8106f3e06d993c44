"""From a text on a page to what it was made from: a measure with its rule and rows, or the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.bounded import HOSTILE
from report.archive.marked import read_page_texts
from report.archive.plugins import differing_plugins
from report.archive.printed import TextOnPage, plain, read_texts
from report.archive.provenance import Options
from report.archive.rebuild import open_edition, recorded_software, unpacked
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.brief.query import Query
from report.document.numbering import BlockPath, blocks_of
from report.errors import ArchiveError, Finding, Location, reason_of_error
from report.measures import TableRows, part_name, rows_with, select, values_in_order
from report.messages import page_text
from report.rows import RowRanges
from report.tables import value_text
from report.tables.counts import TOTAL
from report.tables.forms import NumberForm, cell_of, needed_decimals
from report.tables.model import BLANK

if TYPE_CHECKING:
    import pandas as pd

    from report.composing import Composed
    from report.intake.model import EventTable
    from report.measures import Measure

#: Marks beside a word that are no part of it.
_AROUND = "«»()[]{}.،؛:؟!,;\"'…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a text was made from.

    ``measure`` names the measure that was printed, and is ``None`` for a count of a table or chart, and for a cell.
    ``value`` is the exact number, ``rule`` says how it was counted. ``rows`` are numbers of rows in their source.
    """

    measure: str | None
    label: str
    value: str
    rule: str
    rows: tuple[TableRows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place where a text stands: its page from 1, the block of the brief, the words around it, its origins.

    Without origins it is a text of the brief itself, of the file ``source`` where that is known.
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

    ``compose`` is given the folder of the brief inside, and what its build was told. ``warn`` is given a finding for
    each plug-in that differs from that of the build.

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
        found = trace(texts, compose(folder, options), text, page)
    if not found:
        raise ArchiveError.of("text-not-printed", replace(where, page=page), text=text)
    return found


def trace(
    texts: Sequence[TextOnPage], made: Composed, text: str, page: int | None = None
) -> tuple[Trace, ...]:
    """Return every place where ``text`` is printed, in the order of reading, with what it was made from.

    A text is found where it stands between blanks or stops, however its figures and letters are isolated; ``page``
    looks on one page alone.
    """
    found = []
    for at in _places(texts, text):
        one = texts[at]
        if page is None or one.page == page:
            path, block = _block(made, one.key)
            origins = tuple(dict.fromkeys(_origins(made, one, texts, path, block, text)))
            source = next(block.files(), None) if block is not None and not origins else None
            found.append(
                Trace(
                    page=one.page,
                    key=one.key,
                    context=_context(texts, at),
                    origins=origins,
                    source=source,
                )
            )
    return tuple(found)


def _places(texts: Sequence[TextOnPage], text: str) -> Iterator[int]:
    """Yield the places in ``texts`` where ``text`` begins: its words are there one after the other in one block."""
    asked = _words(text)
    words = [(word, at) for at, one in enumerate(texts) for word in _words(one.said)]
    for start, (_, first) in enumerate(words):
        here = words[start : start + len(asked)]
        if [word for word, _ in here] == asked and len({texts[at].key for _, at in here}) == 1:
            yield first


def _words(text: str) -> list[str]:
    """Return the words of a text without the stops and brackets around them."""
    plain_words = (plain(word) for word in text.split())
    return [word.strip(_AROUND) or word for word in plain_words if word]


def _holds(one: str, other: str) -> bool:
    """Whether the words of one of two texts are in the other."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _context(texts: Sequence[TextOnPage], at: int) -> str:
    """Return the row of a table that a text is in; elsewhere the texts beside it in its block."""
    one = texts[at]
    if one.row is not None:
        return " | ".join(" ".join(other.said.split()) for other in texts if other.row == one.row)
    beside = (
        other
        for other in texts[max(0, at - 2) : at + 3]
        if (other.key, other.page) == (one.key, one.page)
    )
    return " ".join(" ".join(other.said.split()) for other in beside)[:200]


def _block(made: Composed, key: str | None) -> tuple[BlockPath, Block | None]:
    return next(
        ((path, block) for path, block in blocks_of(made.brief) if dotted(path) == key), ((), None)
    )


def _origins(
    made: Composed,
    one: TextOnPage,
    texts: Sequence[TextOnPage],
    path: BlockPath,
    block: Block | None,
    text: str,
) -> Iterator[Origin]:
    for printed in made.document.measure_uses:
        if printed.key == one.key and _holds(printed.text, text):
            yield _of_measure(_measure(made, printed.measure))
    for query in block.queries() if block is not None else ():
        if query.by is None:
            yield from _cells(made, query, path, one, texts)
        else:
            yield from _counts(made, query, path, one, texts, plain(text))


def _measure(made: Composed, name: str) -> Measure:
    whole, _, part = name.partition("[")
    measure = made.measures[whole]
    return measure.parts[part.removesuffix("]")] if part else measure


def _of_measure(measure: Measure) -> Origin:
    return Origin(
        measure=measure.name,
        label=measure.label,
        value=str(measure.value) if measure.is_defined else BLANK,
        rule=measure.rule,
        rows=measure.rows,
    )


def _row_of(one: TextOnPage, texts: Sequence[TextOnPage]) -> list[str]:
    """Return the texts of the row of a table that ``one`` is in."""
    return [plain(other.said) for other in texts if one.row is not None and other.row == one.row]


def _cells(
    made: Composed,
    query: Query,
    path: BlockPath,
    one: TextOnPage,
    texts: Sequence[TextOnPage],
) -> Iterator[Origin]:
    """Yield the rows of a table of rows that print as the row that ``one`` is in."""
    row = "".join(_row_of(one, texts))
    if not row:
        return
    table = made.tables[query.table]
    frame = select(table, dict(query.where), made.brief.where(*path, "where"))
    locale = made.brief.model.brief.locale
    forms = [
        NumberForm.of(table.columns[column], needed_decimals(frame[column]))
        for column in query.columns
    ]
    for number, *cells in zip(
        frame.index, *(frame[column] for column in query.columns), strict=True
    ):
        shown = "".join(
            plain(cell_of(cell, locale, form).text) for cell, form in zip(cells, forms, strict=True)
        )
        if row.endswith(shown):  # a register's number stands before it
            label = part_name(cells[0])
            yield Origin(
                measure=None, label=label, value="", rule=page_text("rule.row", table=table.label),
                rows=(TableRows(query.table, RowRanges([number])),),
            )  # fmt: skip


def _counts(
    made: Composed,
    query: Query,
    path: BlockPath,
    one: TextOnPage,
    texts: Sequence[TextOnPage],
    wanted: str,
) -> Iterator[Origin]:
    """Yield the counts that print as ``wanted``: in a table those of its row and column, in a chart all of them."""
    table = made.tables[query.table]
    frame = select(table, dict(query.where), made.brief.where(*path, "where"))
    locale = made.brief.model.brief.locale
    row = _row_of(one, texts)
    heads = {plain(other.said) for other in texts if other.id is not None and other.id in one.heads}
    for rule, names, rows in _groups(table, frame, query):
        shown = plain(cell_of(len(rows), locale).text)
        if shown != wanted:
            continue
        if row and not (plain(names[0]) in row[0] and (len(names) < 2 or plain(names[1]) in heads)):
            continue
        numbers = RowRanges(rows.index.to_numpy())
        label = "، ".join(names)
        yield Origin(
            measure=None,
            label=label,
            value=str(len(rows)),
            rule=rule,
            rows=(TableRows(table.name, numbers),),
        )


def _groups(
    table: EventTable, frame: pd.DataFrame, query: Query
) -> Iterator[tuple[str, tuple[str, ...], pd.DataFrame]]:
    """Yield the counts of a query: rule, names of the row and the column, rows; with the sums of a table."""
    by, series = query.by or "", query.series
    label = page_text("rule.count", table=table.label)
    columns: list[tuple[str | None, str, pd.DataFrame]] = [(None, "", frame)]
    if series is not None:
        across = table.columns[series]
        for value in values_in_order(table, series, frame):
            condition = f"؛ {across.label} = {part_name(value)}"
            columns.append(
                (
                    value_text(value, across, table.locale),
                    condition,
                    rows_with(frame, series, value),
                )
            )
    for head, condition, part in columns:
        if series is None or head is not None or query.total:
            column = () if series is None else (head or TOTAL,)
            for value in values_in_order(table, by, part):
                named = f"{table.columns[by].label} = {part_name(value)}{condition}"
                rule = label + page_text("rule.where") + named
                yield (
                    rule,
                    (value_text(value, table.columns[by], table.locale), *column),
                    rows_with(part, by, value),
                )
            if query.total:
                yield (
                    label + condition.replace("؛ ", page_text("rule.where"), 1),
                    (TOTAL, *column),
                    part,
                )
