"""``sources``: the list of ``[sources]``, and the files of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from report.brief.blocks import Block
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.intake.model import EventTable


class Sources(Block):
    """The list of ``[sources]``."""

    sources: Literal["all"]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, as the list of sources says it."""

    title: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class DataFileView:
    """A file of a table: its name without its folder, its sheet, its number of rows, its SHA-256 in
    hexadecimal."""

    table: str
    name: str
    sheet: str | None
    rows: int
    digest: str


class _Sources(BlockKind[Sources]):
    model = Sources
    template = "sources"
    views = (SourceView, DataFileView)

    def view(self, context: RenderContext, block: Sources, path: BlockPath) -> Mapping[str, object]:
        declared = context.brief.model.sources.values()
        sources = [SourceView(source.title, source.detail) for source in declared]
        files = list(chain.from_iterable(map(_files, context.tables.values())))
        return {"sources": sources, "files": files}


def _files(table: EventTable) -> Iterator[DataFileView]:
    for grid in table.grids:
        yield DataFileView(table.label, grid.path.name, grid.sheet, len(grid.rows), grid.sha256)


SOURCES = _Sources()
