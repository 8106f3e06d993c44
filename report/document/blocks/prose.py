"""``prose``: Markdown from a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report.brief.base import FilePath
from report.brief.blocks import Block
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.errors import Location


class Prose(Block):
    """Markdown from a file; numbers in it are measures."""

    prose: FilePath

    def files(self) -> Iterator[FilePath]:
        """Yield the file."""
        yield self.prose


class _Prose(BlockKind[Prose]):
    model = Prose
    template = "prose"

    def view(self, context: RenderContext, block: Prose, path: BlockPath) -> Mapping[str, object]:
        text = context.brief.read_text(block.prose, context.brief.where(*path, "prose"))
        file = Location(file=context.brief.name_of_text(block.prose), line=1)
        return {"html": context.prose.blocks(text, file)}


PROSE = _Prose()
