"""What of a brief reaches a page: its blocks, their texts, and columns of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from report.brief.blocks import Block
from report.brief.kinds import words_in
from report.brief.load import LoadedBrief
from report.brief.locate import KeyPath
from report.brief.model import Brief


def printed_columns(model: Brief) -> Mapping[str, frozenset[str]]:
    """Return the names of the columns whose values are printed, by the name of their table.

    A column that a table is only sorted or filtered by is not printed. A name is returned as the
    brief writes it, even if the table has no such column.
    """
    columns: defaultdict[str, set[str]] = defaultdict(set)
    of_blocks = chain.from_iterable(block.queries() for block in all_blocks(model))
    of_measures = chain.from_iterable(measure.queries() for measure in model.measures.values())
    for query in chain(of_blocks, of_measures):
        columns[query.table].update(query.printed)
    return {table: frozenset(columns) for table, columns in columns.items()}


def blocks_of(model: Brief) -> Iterator[tuple[KeyPath, Block]]:
    """Yield every block with its path, in the order of the pages: summary, sections, appendices."""
    if model.summary is not None:
        for index, block in enumerate(model.summary.blocks):
            yield ("summary", "blocks", index), block
    for division, sections in (("sections", model.sections), ("appendices", model.appendices)):
        for number, section in enumerate(sections):
            for index, block in enumerate(section.blocks):
                yield (division, number, "blocks", index), block


def all_blocks(model: Brief) -> Iterator[Block]:
    """Yield every block of a brief, in the order of the pages."""
    return (block for _, block in blocks_of(model))


def texts_of(brief: LoadedBrief) -> Iterator[str]:
    """Yield the texts of a brief that are printed for people to read: those of ``brief.toml``, then
    the files.

    :raises BriefError: when a file cannot be read.
    """
    yield from words_in(brief.model)
    for file in chain.from_iterable(block.files() for block in all_blocks(brief.model)):
        yield brief.read_text(file, brief.where())
