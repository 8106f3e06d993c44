"""``quality``: how good the tables are."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from report.brief.base import Text
from report.brief.blocks import Captioned
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.quality_view import Part, quality_parts
from report.document.rendering import RenderContext


class Quality(Captioned):
    """The quality of the tables: full cells, corrections, excluded rows, detected settings,
    repeated rows."""

    quality: Text = Field(description="a table's name, or all")


class _Quality(BlockKind[Quality]):
    model = Quality
    template = "quality"
    views = (Part,)

    def view(self, context: RenderContext, block: Quality, path: BlockPath) -> Mapping[str, object]:
        every = block.quality == "all"
        chosen = (
            list(context.tables.values())
            if every
            else [context.table(block.quality, (*path, "quality"))]
        )
        replaced = tuple(sign for sign in context.replaced if every or sign.table == block.quality)
        return {"parts": quality_parts(chosen, context.locale, context.templates.pages, replaced)}


QUALITY = _Quality()
