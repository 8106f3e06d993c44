"""The texts of a page that the document before drew, drawn again as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.render.text_memory import UsedFont, add_glyphs, joined, pango_fonts

if TYPE_CHECKING:
    from report.render.engine.drawing import Font, Surface
    from report.render.lines import Line
    from report.render.pieces import Lead
    from report.render.text_layer import TextLayer
    from report.render.text_memory import DrawnLine, LineKey, TextMemory


@dataclass(frozen=True, slots=True)
class TextsOfPage:
    """The texts of a page as they were drawn.

    ``left_before`` and ``left_after`` are the text that the last line box ends, before the page and
    at its end; ``pango_fonts`` are those of its lines in the order of first use.
    """

    rtl: bool
    left_before: Lead | None
    left_after: Lead | None
    remembered: tuple[tuple[LineKey, DrawnLine], ...]
    lines: tuple[Line, ...]
    pango_fonts: tuple[object, ...]
    used: tuple[UsedFont, ...]


@dataclass(slots=True)
class PageTexts:
    """Draws the texts of pages with a text layer, or draws those of the document before again."""

    _layer: TextLayer
    _memory: TextMemory
    _start: int = 0
    _before: Lead | None = None

    def begin_page(self) -> None:
        """Note the lines that are drawn from here on."""
        self._start, self._before = len(self._layer.lines), self._layer.left
        self._memory.page = []

    def end_page(self) -> TextsOfPage | None:
        """Return the lines of a page, or ``None`` if one of them is not remembered."""
        noted, self._memory.page = self._memory.page, None
        if noted is None:
            return None
        layer = self._layer
        return TextsOfPage(
            layer.rtl,
            self._before,
            layer.left,
            tuple(noted),
            tuple(layer.lines[self._start :]),
            tuple(pango_fonts(key.shaped for key, _ in noted)),
            joined(line.fonts for _, line in noted),
        )

    def draw_again(self, noted: TextsOfPage, surface: Surface) -> bool:
        """Draw the lines of a page again, without their operators, if these would be the same ones;
        return whether they are."""
        layer = self._layer
        if (noted.rtl, noted.left_before) != (layer.rtl, layer.left):
            return False
        fonts: dict[str, Font] = {}
        for pango_font in noted.pango_fonts:
            font, _ = surface.add_font(pango_font)
            fonts.setdefault(font.hash, font)
        codes = layer.encoder.codes()
        if not all(used.fits(fonts, codes) for used in noted.used):
            return False
        for used in noted.used:
            codes[used.name].give(used.codes)
            add_glyphs(fonts[used.name], used.widths)
        for key, line in noted.remembered:
            self._memory.store(key, line)
        layer.lines.extend(noted.lines)
        layer.left = noted.left_after
        return True
