"""A character of another face does not move its line.

Pango gives a text the ascent of the highest face in it, and WeasyPrint places the text by that. So
a line with a symbol, a honorific or a letter of another face beside a left-to-right run would be
higher than its neighbours. Here the baseline of each text is that of its own face (CSS 2.1,
10.8.1).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from report.render.engine.boxes import LayoutContext, TextBox
    from report.render.engine.patches import SplitText, TextPart


def even_lines() -> AbstractContextManager[None]:
    """Place each text by the baseline of its face while the context lasts."""
    return replaced(Replacement(Patch.BREAK, _placed))


def _placed(stock: SplitText) -> SplitText:
    """Return a function that lays out a text as ``stock`` does, with that baseline."""
    from report.render.engine.boxes import own_baseline

    def split(
        context: LayoutContext, box: TextBox, width: float | None, skip: int | None,
        is_line_start: bool = True,
    ) -> TextPart:  # fmt: skip
        text_part = stock(context, box, width, skip, is_line_start)
        line = text_part[0]
        if line is not None and line.style["line_height"] != "normal":
            line.baseline = own_baseline(line)
        return text_part

    return split
