"""All functions of WeasyPrint that Mujaz replaces, and how they are replaced and restored.

A replacement is created from the original function, which it may call. One document is rendered at
a time, so that no other thread sees the replacement (:mod:`report.render.rendering`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from report.render.engine.boxes import LayoutContext, TextBox
    from report.render.engine.pdf import Dictionary

    #: Lays out a line or an inline box. Its arguments start with the box and the position where the
    #: text of the previous line ended.
    LineParts = tuple[Any, ...]
    SplitLine = Callable[..., LineParts]
    #: The part of a text that fits on a line, the byte where the remaining text begins, and whether
    #: a forced line break follows.
    TextPart = tuple[TextBox | None, int | None, bool]
    #: Lays out a text. Its arguments are the context, the text, the available width in CSS pixels,
    #: the first byte, and whether it starts a line.
    SplitText = Callable[[LayoutContext, TextBox, float | None, int | None, bool], TextPart]
    #: Returns whether a line may be broken in a text of a language.
    CanBreak = Callable[[str, str | None], bool]
    #: Creates the structure elements of a box.
    BuildTags = Callable[..., Iterator[Dictionary]]


class Patch(Enum):
    """The replaced functions, as ``module:name``, in the order in which a document passes through
    them."""

    #: Builds the boxes of a document before layout.
    BOXES = "weasyprint.document:build_formatting_structure"
    #: Lays out one page.
    PAGE = "weasyprint.layout.page:remake_page"
    #: Lays out the backgrounds of the boxes of a page.
    BACKGROUNDS = "weasyprint.layout:layout_backgrounds"
    #: Lays out the part of a table that is on one page.
    TABLE = "weasyprint.layout.block:table_layout"
    #: Lays out a line, and an inline box in one.
    LINE = "weasyprint.layout.inline:split_inline_box"
    #: Returns whether a line may be broken between two boxes.
    CAN_BREAK = "weasyprint.layout.inline:can_break_text"
    #: Breaks a text at the end of a line.
    BREAK = "weasyprint.layout.inline:split_text_box"
    #: Justifies a line.
    JUSTIFY = "weasyprint.layout.inline:justify_line"
    #: Draws a line of text.
    TEXT = "weasyprint.draw.text:draw_first_line"
    #: Creates the structure elements of a box and its descendants.
    TAGS = "weasyprint.pdf.tags:_build_box_tree"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A patch, and the function that creates the replacement from the original."""

    patch: Patch
    make: Callable[[Any], Any]


@contextmanager
def replaced(*replacements: Replacement) -> Iterator[None]:
    """Replace functions of WeasyPrint in order while the context lasts, and restore them in reverse
    order.

    :raises AttributeError: if WeasyPrint has no such function.
    """
    with ExitStack() as stack:
        for replacement in replacements:
            owner, name = _place_of(replacement.patch)
            stock = getattr(owner, name)
            stack.callback(setattr, owner, name, stock)
            setattr(owner, name, replacement.make(stock))
        yield


def stock(patch: Patch) -> Any:
    """Return the function that is currently installed for a patch."""
    return getattr(*_place_of(patch))


def _place_of(patch: Patch) -> tuple[Any, str]:
    """Return the object that holds the replaced function, and the attribute name."""
    module, _, path = patch.value.partition(":")
    *owners, name = path.split(".")
    owner: Any = reduce(getattr, owners, import_module(module))
    return owner, name
