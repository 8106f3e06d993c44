"""The values used for drawing: matrices, colours, fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.draw.color import get_color
from weasyprint.pdf.fonts import Font as _Font
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_pango_font_key

from report.render.engine.pdf import Dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from report.render.engine.boxes import Box, Style

    class Matrix:
        """A transformation: a, b, c, d, e, f of ISO 32000-1, 8.3.3."""

        values: tuple[float, float, float, float, float, float]

        def __init__(
            self, a: float = 1, b: float = 0, c: float = 0, d: float = 1, e: float = 0, f: float = 0
        ) -> None: ...

    class Font:
        """A font of the document: its name in the PDF (``hash``), its file, its widths by glyph,
        and its subset."""

        hash: str
        family: str
        upem: int
        file_content: bytes
        widths: dict[int, int]
        to_unicode: dict[int, str]

    class Rectangle:
        """A rectangle in Pango's units."""

        width: int

    class FontKey:
        """The key that distinguishes the fonts of a document."""

    class Colour:
        """A colour: its opacity, its coordinates in its own space, and a conversion to another
        space."""

        alpha: float
        coordinates: Sequence[float]

        def to(self, space: str) -> Colour: ...

    class Surface(Protocol):
        """The drawing surface of a page: the operators of its content. ``page_rectangle`` is a
        different object on each page."""

        page_rectangle: object
        ink_rect: Rectangle
        logical_rect: Rectangle

        def add_font(self, font: object) -> tuple[Font, float]: ...
        def set_font_size(self, font: str, size: float) -> None: ...
        def set_text_matrix(
            self, a: float, b: float, c: float, d: float, e: float, f: float
        ) -> None: ...
        def show_text(self, text: str) -> None: ...
        def begin_marked_content(self, tag: str, properties: Dictionary) -> None: ...
        def end_marked_content(self) -> None: ...
else:
    from weasyprint.matrix import Matrix

    Font = _Font

__all__ = [
    "Font",
    "Matrix",
    "append_operators",
    "font_of",
    "marked_content",
    "new_rectangle",
    "operators_from",
    "operators_of",
    "shown_font",
    "used_colour",
]


def marked_content(surface: Surface, box: Box) -> int | None:
    """Return the number of the marked content of a box, or ``None`` if it is not tagged."""
    tag = (getattr(surface, "_tags", None) or {}).get(box)
    return None if tag is None else tag["mcid"]


def shown_font(surface: Surface) -> tuple[str, float] | None:
    """Return the font and the size in which text is shown next, if they are set."""
    font: tuple[str, float] | None = getattr(surface, "_current_font", None)
    return font


def operators_of(surface: Surface) -> list[object]:
    """Return the operators of a page so far."""
    operators: list[object] = vars(surface)["stream"]
    return operators


def operators_from(surface: Surface, start: int) -> tuple[object, ...]:
    """Return the operators of a page from a place on, with copies of their property lists."""
    return tuple(map(_copied, operators_of(surface)[start:]))


def append_operators(
    surface: Surface, operators: tuple[object, ...], shown: tuple[str, float] | None
) -> None:
    """Append operators that end with text in a font to those of a page."""
    written = operators_of(surface)
    if shown is not None:
        count = len(written)
        surface.set_font_size(*shown)
        del written[count:]
    written.extend(map(_copied, operators))


def _copied(operator: object) -> object:
    return Dictionary(operator) if isinstance(operator, Dictionary) else operator


def used_colour(style: Style, name: str) -> Colour:
    """Return the used colour of a property: ``currentcolor`` is the style's own colour."""
    colour: Colour = get_color(style, name)
    return colour


def new_rectangle() -> Rectangle:
    """Return a rectangle that Pango can write into."""
    rectangle: Rectangle = ffi.new("PangoRectangle *")
    return rectangle


def font_of(fonts: dict[FontKey, Font], pango_font: object) -> tuple[Font, float]:
    """Return the document's font for a Pango font, added to ``fonts`` if missing, and its size in
    CSS pixels."""
    key, description, size = get_pango_font_key(pango_font)
    if key not in fonts:
        fonts[key] = _Font(pango_font, description, size)
    return fonts[key], size
