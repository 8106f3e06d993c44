"""The functions of WeasyPrint that Mujaz replaces: all of them, and how they are put in and taken out.

A replacement is made from the function in whose place it stands, which it may call. One document is set at a time, so
that no other thread sees a function that is not its own (:mod:`report.render.rendering`).
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

    #: Lays out a line or an inline box. The box comes first, then where what did not fit continues, and more.
    LineParts = tuple[Any, ...]
    SplitLine = Callable[..., LineParts]
    #: What of a text is put on a line, at which byte the rest begins, whether a line ends there in any case.
    TextPart = tuple[TextBox | None, int | None, bool]
    #: Lays out a text: in what, the text, the room in CSS pixels, the first byte, whether a line begins with it.
    SplitText = Callable[[LayoutContext, TextBox, float | None, int | None, bool], TextPart]
    #: Says whether a line may be broken in a text of a language.
    CanBreak = Callable[[str, str | None], bool]
    #: Makes the structure elements of a box.
    BuildTags = Callable[..., Iterator[Dictionary]]


class Patch(Enum):
    """What is replaced, as ``module:name``, in the order of a document's way through WeasyPrint."""

    #: Lays out one page.
    PAGE = "weasyprint.layout.page:remake_page"
    #: Lays out a line, and an inline box in one.
    LINE = "weasyprint.layout.inline:split_inline_box"
    #: Says whether a line may be broken between two boxes.
    CAN_BREAK = "weasyprint.layout.inline:can_break_text"
    #: Breaks a text at the end of a line.
    BREAK = "weasyprint.layout.inline:split_text_box"
    #: Justifies a line.
    JUSTIFY = "weasyprint.layout.inline:justify_line"
    #: Sorts a box and those in it by when they are painted.
    PAINT = "weasyprint.stacking:_dispatch"
    #: Draws a line of text.
    TEXT = "weasyprint.draw.text:draw_first_line"
    #: Makes the structure elements of a box and those in it.
    TAGS = "weasyprint.pdf.tags:_build_box_tree"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A patch, and what makes the function that is in its place from the one that is replaced."""

    patch: Patch
    make: Callable[[Any], Any]


@contextmanager
def replaced(*replacements: Replacement) -> Iterator[None]:
    """Replace functions of WeasyPrint while the context lasts, one after the other, and put them back in reverse.

    :raises AttributeError: when WeasyPrint has no such function.
    """
    with ExitStack() as stack:
        for replacement in replacements:
            owner, name = _place_of(replacement.patch)
            stock = getattr(owner, name)
            stack.callback(setattr, owner, name, stock)
            setattr(owner, name, replacement.make(stock))
        yield


def stock(patch: Patch) -> Any:
    """Return the function that is at a place now."""
    return getattr(*_place_of(patch))


def _place_of(patch: Patch) -> tuple[Any, str]:
    """Return the owner of what is replaced, and its name there."""
    module, _, path = patch.value.partition(":")
    *owners, name = path.split(".")
    owner: Any = reduce(getattr, owners, import_module(module))
    return owner, name
