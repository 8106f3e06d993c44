"""What of WeasyPrint the press leans on without its promise: a release that changes it must be read first."""

from __future__ import annotations

import hashlib
import inspect
import struct
from functools import reduce
from importlib import import_module

import pytest

from report.press.engine.glyphs import GLYPH_INFO
from report.press.machine import WEASYPRINT

#: The source of each, and which module of the press leans on it.
SOURCES = {
    # text_layer: what calls the function replaced, and what it calls
    "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
    "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
    "weasyprint.draw:draw_inline_level": "068162a401d00efd",
    "weasyprint.pdf.stream:Stream.__init__": "918b7e8bb22a7a82",
    "weasyprint.pdf.stream:Stream.marked": "3fa3acacbbf66422",
    "weasyprint.pdf.stream:Stream.set_font_size": "34b9096d1555895d",
    "weasyprint.pdf.stream:Stream.add_font": "e4226e1117477217",
    "weasyprint.pdf.fonts:Font.__init__": "1f281166b10302a4",
    "weasyprint.pdf.fonts:build_fonts_dictionary": "fc551bef35d0d6c3",
    "weasyprint.pdf.tags:add_tags": "f0e74575b0bafaf3",
    "weasyprint.pdf:generate_pdf": "626343ef25c396e8",
    "weasyprint.text.line_break:Layout.get_first_line": "bb65cbda0e27f135",
    "pydyf:Stream.begin_marked_content": "4348260a8eb6e24f",
    "pydyf:Stream.show_text": "3e008af86f62f42c",
    "pydyf:Stream.set_text_matrix": "af511e392ca2a623",
    "pydyf:PDF.add_page": "6039cdea4114e530",
    # continuation
    "weasyprint.document:Page.__init__": "56afceec729bf2c1",
    "weasyprint.formatting_structure.boxes:Box.descendants": "c15a877f61361343",
    "weasyprint.formatting_structure.boxes:Box.__init__": "1b2ea2ec45b9fca4",
    # justification, boxes, kashida
    "weasyprint.layout.inline:text_align": "e953d41b87ccfc30",
    "weasyprint.layout.inline:justify_line": "f83b21ff8793ba6b",
    "weasyprint.text.line_break:create_layout": "6587192cc0ab3ffa",
    "weasyprint.text.line_break:line_size": "03fa04fd51fc69aa",
    # breaking
    "weasyprint.layout.inline:split_inline_level": "d98c008c8fc00582",
    "weasyprint.layout.inline:_break_waiting_children": "62536bacd563bb44",
    "weasyprint.layout.inline:can_break_inside": "fec5e4629e038141",
    "weasyprint.text.line_break:can_break_text": "4f3fb5ef1c239df9",
    "weasyprint.layout.preferred:trailing_whitespace_size": "cd005b8042a652f9",
    # markers
    "weasyprint.stacking:_dispatch": "003563d2565b4d30",
    "weasyprint.stacking:_dispatch_children": "664961378e41dc05",
    "weasyprint.formatting_structure.build:marker_to_box": "b471a3133517591e",
    "weasyprint.draw:draw_block_level": "3de9ec3ad4aaad3c",
    # targets
    "weasyprint.css.targets:TargetCollector": "ea382c293323197b",
    "weasyprint.css.targets:CounterLookupItem": "96cc13d13b3fcbb8",
    "weasyprint.css.targets:anchor_name_from_token": "c690ab4e5d0e7687",
    "weasyprint.formatting_structure.build:compute_content_list": "3a5674cabd84f48a",
    "weasyprint.layout.page:make_page": "656f183328e8b1b5",
    "weasyprint.layout.page:make_all_pages": "b5e4034894841caa",
    "weasyprint.layout:layout_document": "a5cbf437e99caf72",
    # pictures
    "weasyprint.images:RasterImage": "ea99edc276538b4f",
    "weasyprint.images:get_image_from_uri": "07bdb0c0e3fd5b83",
    "weasyprint.pdf.stream:Stream.add_image": "b6eefec44b546e46",
    # setting
    "weasyprint.text.fonts:FontConfiguration.__del__": "b325ecf9683e945e",
    # kept; page_bound stands around the first as well
    "weasyprint.layout.page:remake_page": "1ff09b2dffa17839",
    "weasyprint.layout.block:block_level_page_break": "4c36f807aa76498f",
    "weasyprint.layout.block:block_level_page_name": "5ee94a04549b477a",
    "weasyprint.layout.background:layout_box_backgrounds": "617a870678c82755",
    "weasyprint.layout.background:layout_backgrounds": "5d7d4d589e3d8a33",
    "weasyprint.layout.absolute:AbsolutePlaceholder": "336e26c56311f105",
    "weasyprint.layout:LayoutContext": "211f859ff4e2d663",
    "weasyprint.anchors:gather_anchors": "373f8c676f27da3b",
    "weasyprint.stacking:StackingContext": "ec586508cac97684",
    "weasyprint.draw:draw_page": "d5bda6b6e6758688",
    "weasyprint.draw:draw_stacking_context": "c5811b178bdff82e",
    "weasyprint.pdf.tags:_build_box_tree": "f716251a83e7096e",
    "weasyprint.pdf.anchors:add_links": "262e8b9b299892a7",
    "weasyprint.pdf.stream:Stream": "624257224db6f66d",
    "weasyprint.css:StyleFor": "dac5a13261681453",
    "weasyprint.css:ComputedStyle": "4ff0512c0af12674",
    "weasyprint.css:AnonymousStyle": "414bbf41061e0a4a",
    "weasyprint.css.tokens:Pending": "7dafa4a32b2e3c78",
    "weasyprint.formatting_structure.boxes:Box": "ff6d62300bafef85",
    "weasyprint.text.fonts:get_pango_font_key": "74cbeff1fac3860c",
    "pydyf:Stream": "f17b6bdcfedf2f50",
    # register: what lays out its first pages, and what is done again for the others
    "weasyprint.layout:initialize_page_maker": "5bb3c878d722af53",
    "weasyprint.layout.page:make_margin_boxes": "4a2d2e301eb3bc47",
    "weasyprint.layout.page:set_page_type_computed_styles": "4e68b396b35c4a06",
    "weasyprint.layout.table:table_layout": "6594fa40743fbc0b",
    "weasyprint.layout.table:fixed_table_layout": "8eb61c6621546e17",
    "weasyprint.formatting_structure.boxes:TableBox": "d2ae70cf4447debf",
    "weasyprint.formatting_structure.boxes:TableCellBox": "54bfd79b15e0463d",
    "weasyprint.formatting_structure.boxes:MarginBox": "79a17d1578a5dbfe",
    "weasyprint.layout.inline:get_next_linebox": "67af458c2545e74f",
    "weasyprint.layout.inline:split_inline_box": "3a0cb7ca7e34c7ef",
    "weasyprint.layout.inline:split_text_box": "8c564329599ef23f",
    "weasyprint.layout.inline:remove_last_whitespace": "53f0c79c9fbbda50",
    "weasyprint.layout.inline:line_box_verticality": "1018aadb3410f89a",
    "weasyprint.text.line_break:split_first_line": "39ad1016863ca34d",
    "weasyprint.text.line_break:first_line_metrics": "55ec5d0b58b29a8b",
    "weasyprint.text.line_break:Layout": "681b737d1ba5e004",
    "weasyprint.css.counters:CounterStyle.render_value": "3c9d4c3730fbcef1",
    "weasyprint.document:Document._render": "ebaceeb0fa8e79aa",
    "weasyprint.draw:draw_table": "7aea3dfc0ddf54ff",
    "weasyprint.draw:draw_background": "1c5a4893ea84f296",
    "weasyprint.draw.border:draw_border": "8ba918f30893929f",
    "weasyprint.draw.color:get_color": "8196bf0c7ddc3e54",
    "weasyprint.matrix:Matrix": "312bf3b1eee91a0a",
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_the_press_leans_on_is_as_it_was_read(name: str) -> None:
    module, _, path = name.partition(":")
    thing = reduce(getattr, path.split("."), import_module(module))
    assert hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:16] == SOURCES[name]


def test_the_release_is_the_one_that_was_read() -> None:
    import weasyprint

    assert weasyprint.__version__ == WEASYPRINT


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
