"""``note``: a boxed remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from report.brief.base import Markdown, Words
from report.brief.blocks import Block
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext


class Note(Block):
    """A remark in a box, in Markdown; a warning is red."""

    note: Markdown
    title: Words | None = None
    kind: Literal["note", "warning"] = "note"


@dataclass(frozen=True, slots=True)
class NoteView:
    """What is declared of a note, beside its text."""

    kind: str
    title: str | None


class _Note(BlockKind[Note]):
    model = Note
    template = "note"
    views = (NoteView,)

    def view(self, context: RenderContext, block: Note, path: BlockPath) -> Mapping[str, object]:
        html = context.prose.blocks(block.note, context.brief.where(*path, "note"))
        return {"html": html, "block": NoteView(block.kind, block.title)}


NOTE = _Note()
