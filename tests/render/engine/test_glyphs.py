"""Pango's memory is read as it lies."""

from __future__ import annotations

import struct

from report.render.engine.glyphs import GLYPH_INFO


def test_glyphs_lie_in_memory_as_they_are_read() -> None:
    from weasyprint.text.ffi import ffi

    assert ffi.sizeof("PangoGlyphInfo") == GLYPH_INFO.size
    assert [field.offset for _, field in ffi.typeof("PangoGlyphInfo").fields] == [0, 4, 16]
    assert [field.offset for _, field in ffi.typeof("PangoGlyphGeometry").fields] == [0, 4, 8]


def test_the_level_is_the_first_byte_of_what_weasyprint_reads_for_it() -> None:
    """Pango's is a byte (``guint8``) with others after it."""
    from weasyprint.text.ffi import ffi

    analysis = ffi.new("PangoAnalysis *")
    place = ffi.offsetof("PangoAnalysis", "level")
    ffi.buffer(analysis)[place : place + 4] = struct.pack("4B", 2, 0, 128, 2)
    assert analysis.level & 0xFF == 2
