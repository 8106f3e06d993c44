"""The lines that Pango has shaped: runs of one font and direction, their glyphs and clusters."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

if TYPE_CHECKING:
    from report.render.engine.boxes import Style, TextBox
    from report.render.engine.drawing import Surface

    class Layout:
        """The layout of a text: its source, and its lines while it is active."""

        text: str

        def reactivate(self, style: Style) -> None: ...
        def deactivate(self) -> None: ...


__all__ = [
    "EMPTY",
    "FROM_UNITS",
    "GLYPH_INFO",
    "UNKNOWN",
    "ShapedRun",
    "first_font",
    "first_line_runs",
    "glyphs_without_flags",
    "pango_version",
    "referenced",
    "shaped_runs",
]

ffi.cdef("gpointer g_object_ref (gpointer object);")

#: ``PangoGlyphInfo`` of Pango 1.x: the glyph, its advance and offsets in Pango units, and flags.
GLYPH_INFO = struct.Struct("=Iiii4x")
#: The number of a glyph without ink; the flag of a glyph for a character that the font lacks.
EMPTY: int = pango.PANGO_GLYPH_EMPTY
UNKNOWN: int = pango.PANGO_GLYPH_UNKNOWN_FLAG


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """Glyphs of one font and direction, from left to right.

    ``start`` and ``length`` give its position in the text of its line, in bytes of UTF-8. ``level``
    is its embedding level (UAX #9). ``shaped`` holds its glyphs, as :data:`GLYPH_INFO` reads them.
    ``font`` is the Pango font.
    """

    start: int
    length: int
    level: int
    shaped: bytes
    font: Any
    _glyphs: Any
    _starts: list[int] | None = None

    def glyphs(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield each glyph's number, its advance, and its offsets right and down, in Pango
        units."""
        return GLYPH_INFO.iter_unpack(self.shaped)

    def clusters(self) -> list[int]:
        """Return, for each glyph, the start of its text, in bytes from the start of the run."""
        if self._starts is not None:
            return self._starts
        starts: list[int] = ffi.unpack(self._glyphs.log_clusters, self._glyphs.num_glyphs)
        return starts

    def detached(self, font: object) -> ShapedRun:
        """Return this run with what it needs of its layout, and a font that stays."""
        return replace(self, font=font, _glyphs=None, _starts=self.clusters())

    def width(self, surface: Surface, number: int, size: float) -> int:
        """Return the width of a glyph in thousandths of the font size, as WeasyPrint rounds it."""
        pango.pango_font_get_glyph_extents(
            self.font, number, surface.ink_rect, surface.logical_rect
        )
        width: int = round(surface.logical_rect.width * 1000 * FROM_UNITS / size)
        return width


def first_line_runs(box: TextBox) -> Iterable[ShapedRun]:
    """Return the runs of a text box, from left to right. Its layout has to be active."""
    layout: Any = box.pango_layout
    stored = getattr(layout, "first_line_runs", None)
    runs: Iterable[ShapedRun] = shaped_runs(layout) if stored is None else stored()
    return runs


def shaped_runs(layout: Any) -> Iterator[ShapedRun]:
    """Yield the runs of an active layout, from left to right."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    node = line.runs
    while node != ffi.NULL:
        run, node = node.data, node.next
        item, glyphs = run.item, run.glyphs
        shaped = glyphs_without_flags(
            ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * GLYPH_INFO.size)
        )
        # Pango stores the level in one byte, and WeasyPrint reads it together with the following
        # ones.
        level = item.analysis.level & 0xFF
        yield ShapedRun(item.offset, item.length, level, shaped, item.analysis.font, glyphs)


def glyphs_without_flags(shaped: Any) -> bytes:
    """Return the glyphs of a run without their flags.

    Pango sets two bits of the flags. The other bits are left from earlier use of the memory, so
    equal glyphs can have unequal bytes.
    """
    size = len(shaped)
    values = int.from_bytes(shaped, "little") & _mask(size)
    return values.to_bytes(size, "little")


@cache
def _mask(size: int) -> int:
    """Return the bits of what :data:`GLYPH_INFO` reads of a run of this length in bytes."""
    glyph = b"\xff" * (GLYPH_INFO.size - 4) + bytes(4)
    return int.from_bytes(glyph * (size // GLYPH_INFO.size), "little")


def first_font(box: TextBox) -> object:
    """Return Pango's font of the first run of a text box."""
    layout: Any = box.pango_layout
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    assert line.runs != ffi.NULL
    font: object = line.runs.data.item.analysis.font
    layout.deactivate()
    return font


def referenced(font: Any) -> tuple[int, object]:
    """Return the address of a Pango font, and a reference that keeps the font."""
    return int(ffi.cast("intptr_t", font)), ffi.gc(
        gobject.g_object_ref(font), gobject.g_object_unref
    )


def pango_version() -> str:
    """Return the version of Pango."""
    number: int = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
