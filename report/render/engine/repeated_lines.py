"""A text that is laid out again in the same style and width is broken where it was.

WeasyPrint lays out most lines several times: the footnotes of a page with each one that is added, a
table cell for its row and then for its column, a page until its counters are known. Shaping is a
quarter of the time of a large document.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from report.render.engine.boxes import LayoutContext, TextBox
    from report.render.engine.line_memory import LineMemory
    from report.render.engine.patches import SplitText, TextPart

#: What WeasyPrint sets in the part of a text that fits on a line. The layout is not changed later:
#: a line that is justified or elongated gets new widths and layouts.
_SET = ("text", "pango_layout", "width", "height", "margin_top", "margin_bottom", "baseline")


def repeated_lines() -> AbstractContextManager[None]:
    """Break each text once for each width while the context lasts."""
    return replaced(Replacement(Patch.BREAK, _once))


def _once(stock: SplitText) -> SplitText:
    """Return a function that breaks a text as ``stock`` does, and remembers the line with the fonts
    of the document."""

    def split(
        context: LayoutContext, box: TextBox, width: float | None, skip: int | None,
        is_line_start: bool = True,
    ) -> TextPart:  # fmt: skip
        memory: LineMemory = context.font_config.lines
        key = (
            memory.number(box.style), box.text, width, skip, is_line_start,
            box.justification_spacing,
        )  # fmt: skip
        stored = memory.find(key)
        if stored is None:
            text_part = stock(context, box, width, skip, is_line_start)
            memory.store(key, (_attributes(text_part[0], memory), *text_part[1:]))
            return text_part
        attributes, resume_at, preserved = stored
        if attributes is None:
            return None, resume_at, preserved
        line = box.copy()
        vars(line).update(attributes)
        return line, resume_at, preserved

    return split


def _attributes(line: TextBox | None, memory: LineMemory) -> dict[str, Any] | None:
    """Return what is set in a line, whose layout is shaped once from here on."""
    if line is None:
        return None
    line.pango_layout = memory.layout(line.pango_layout, line.style)
    return {name: getattr(line, name) for name in _SET}
