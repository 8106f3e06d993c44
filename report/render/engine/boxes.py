"""The boxes of a laid-out document: their kinds, and queries of them.

The kinds are WeasyPrint's own classes. This module declares what the renderer uses of each. Lengths
are in CSS pixels; positions go right and down from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from weasyprint.layout.preferred import trailing_whitespace_size
from weasyprint.text.line_break import create_layout, line_size, strut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from report.render.engine.glyphs import Layout
    from report.render.engine.pdf import Dictionary
    from report.render.engine.shared_fonts import Fonts

    class Style(dict[str, Any]):
        """The computed values of CSS properties, by name with underscores."""

        def copy(self) -> Style: ...

    class ComputedStyle(Style):
        """The style of an element or a pseudo-element: what the cascade says (values and their
        weights), and the style that it inherits from."""

        parent_style: ComputedStyle | None
        pseudo_type: str | None
        anonymous_style: Style
        cascaded: dict[str, tuple[Any, Any]]
        specified: dict[str, Any]
        base_url: str | None
        initial_page_sizes: dict[str, Any]

    class StyleFor:
        """The styles of a document, by element and pseudo-element."""

        initial_page_sizes: dict[str, Any]

        def get_computed_styles(self) -> dict[tuple[object, str | None], ComputedStyle]: ...

    class Box:
        """Any box. ``element`` is its HTML element."""

        element: Element | None
        element_tag: str | None
        style: Style
        position_x: float
        position_y: float
        width: float
        height: float
        baseline: float
        border_top_width: float
        children: Sequence[Any]
        bookmark_label: str | None
        missing_link: Box | None
        footnote: Box | None
        link_annotation: Dictionary | None
        is_outside_marker: bool
        is_header: bool
        is_footer: bool

        def descendants(self) -> Iterator[Box]: ...
        def is_in_normal_flow(self) -> bool: ...
        def translate(self, dx: float, dy: float, *, ignore_floats: bool = False) -> None: ...
        def content_box_x(self) -> float: ...
        def content_box_y(self) -> float: ...
        def border_box_x(self) -> float: ...
        def border_box_y(self) -> float: ...
        def border_width(self) -> float: ...
        def border_height(self) -> float: ...
        def margin_width(self) -> float: ...
        def margin_height(self) -> float: ...
        def copy_with_children(self, children: Sequence[Box]) -> Box: ...
        def deepcopy(self) -> Box: ...

    #: The value of the property ``content``: kinds of parts, each with its source.
    Content = tuple[tuple[str, Any], ...]

    class LayoutContext:
        """WeasyPrint's state during layout; passed on unchanged."""

        font_config: Fonts

    #: The marked content of each box: its number and more.
    Tags = dict[Box, dict[str, Any]]

    class TextBox(Box):
        """Text of one style on one line, shaped by Pango (``pango_layout``).

        The last four attributes are Mujaz's own, if the renderer has set them: the text that is
        read instead of ``text``, the positions of kashidas in bytes of ``text``, the extra width of
        each space, and whether the line ends inside a word.
        """

        text: str
        justification_spacing: float
        pango_layout: Layout
        read_text: str
        kashidas: frozenset[int]
        space_stretch: float
        ends_inside: bool

        def copy(self) -> TextBox: ...
        def copy_with_text(self, text: str) -> TextBox: ...
        @classmethod
        def anonymous_from(cls, parent: Box, text: str) -> TextBox: ...

    class ParentBox(Box):
        """A box that may contain others."""

    class BlockLevelBox(Box):
        """A box of the block level."""

    class BlockBox(BlockLevelBox, ParentBox):
        """A block of lines or of other blocks."""

    class InlineBox(ParentBox):
        """A part of a line with its own style."""

    class LineBox(ParentBox):
        """A line."""

        text_indent: float

    class ReplacedBox(Box):
        """A picture."""

    class TableBox(ParentBox):
        """A table: its row groups. The first may be its head and the last its foot.

        ``collapsed_border_grid`` are the borders of a table whose cells share them: those at the
        sides of each row, and those between the rows.
        """

        column_groups: Sequence[Any]
        column_widths: list[float]
        collapsed_border_grid: tuple[list[Any], list[Any]]

    class TableCellBox(ParentBox):
        """A cell, with its first column."""

        grid_x: int

    class FlexContainerBox(ParentBox):
        """A flexbox."""

    class GridContainerBox(ParentBox):
        """A grid."""

    class PageBox(ParentBox):
        """A page: the flow, the footnotes, and the margin boxes."""

    class MarginBox(ParentBox):
        """A box in the margin of a page; ``at_keyword`` is its name in CSS."""

        at_keyword: str

    class AbsolutePlaceholder(Box):
        """A placeholder in the flow for an absolutely positioned box."""
else:
    from weasyprint.formatting_structure.boxes import (
        BlockBox,
        BlockLevelBox,
        Box,
        FlexContainerBox,
        GridContainerBox,
        InlineBox,
        LineBox,
        MarginBox,
        PageBox,
        ParentBox,
        ReplacedBox,
        TableBox,
        TableCellBox,
        TextBox,
    )
    from weasyprint.layout.absolute import AbsolutePlaceholder

__all__ = [
    "AbsolutePlaceholder",
    "BlockBox",
    "BlockLevelBox",
    "Box",
    "FlexContainerBox",
    "GridContainerBox",
    "InlineBox",
    "LineBox",
    "MarginBox",
    "PageBox",
    "ParentBox",
    "ReplacedBox",
    "TableBox",
    "TableCellBox",
    "TextBox",
    "element_of",
    "lay_out",
    "trailing_space",
    "whole",
]


def whole(box: Box) -> Box:
    """Return the box of a placeholder, or ``box`` itself if it is not a placeholder."""
    inner: Box = getattr(box, "_box", box)
    return inner


def boxes_in(box: Box) -> list[Any]:
    """Return a box and all boxes inside it, each before those inside it, and none of them as a
    placeholder.

    WeasyPrint goes through a generator for each box around each box.
    """
    inside: list[Any] = []
    waiting: list[Any] = [box]
    while waiting:
        inner = waiting.pop()
        inner = getattr(inner, "_box", inner)
        inside.append(inner)
        if inner.children:
            waiting.extend(reversed(inner.children))
    return inside


def element_of(box: Box) -> Element:
    """Return the HTML element of a box that has one."""
    assert box.element is not None
    return box.element


def lay_out(context: LayoutContext, box: TextBox, text: str) -> tuple[Layout, float]:
    """Return the layout of a text in the style of a box, ready to be drawn, and its width."""
    memory = context.font_config.lines
    key = memory.number(box.style), text
    stored: tuple[Layout, float] | None = memory.find(key)
    if stored is None:
        layout = create_layout(text, box.style, context, max_width=None, justification_spacing=0)
        first_line, _ = layout.get_first_line()
        width: float = line_size(first_line, box.style)[0]
        layout.deactivate()
        stored = memory.layout(layout, box.style), width
        memory.store(key, stored)
    return stored


def own_baseline(box: TextBox) -> float:
    """Return how far the baseline of the first face of a box is below the top of its line, in CSS
    pixels."""
    baseline: float = strut(box.style)[1]
    return baseline


def trailing_space(context: LayoutContext, line: Box) -> float:
    """Return the width of the white space that ends a line and is removed."""
    width: float = trailing_whitespace_size(context, line)
    return width
