"""Pango's memory is read as it lies."""

from __future__ import annotations

import struct

from report.render.engine.glyphs import GLYPH_INFO, glyphs_without_flags


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


def test_equal_glyphs_have_equal_bytes_with_any_bits_of_the_flags() -> None:
    """Pango sets two bits of the flags of a glyph, and leaves the other bits."""
    from weasyprint.text.ffi import ffi

    glyphs = ffi.new("PangoGlyphInfo[]", 3)
    memory = ffi.buffer(glyphs)
    read_glyphs = []
    for rest in (b"\x00", b"\x5a", b"\xff"):
        for place, number in enumerate((7, 0x0FFFFFFF, 65_000)):
            info = GLYPH_INFO.pack(number, 1024 * place, -place, 3)[:-4] + rest * 4
            memory[place * GLYPH_INFO.size : (place + 1) * GLYPH_INFO.size] = info
        read_glyphs.append(glyphs_without_flags(memory))
    assert len(set(read_glyphs)) == 1
    assert list(GLYPH_INFO.iter_unpack(read_glyphs[0])) == [
        (7, 0, 0, 3),
        (0x0FFFFFFF, 1024, -1, 3),
        (65_000, 2048, -2, 3),
    ]
