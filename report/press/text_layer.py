"""The text layer: how a line of text is written, so that it is read back letter by letter.

Stands in for one function of WeasyPrint 70.0, ``weasyprint.draw.text.draw_first_line``: the same glyphs at the same
places, under the codes of :mod:`report.press.codes`. See ``docs/text-layer.md``.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from report.errors import Finding, PressError, Where
from report.press.clusters import Cluster, Placed, write_clusters
from report.press.codes import Codes, resolve, write_codes
from report.press.fonts import FAMILIES, BundledFont, bundled_font, has_character
from report.press.machine import WEASYPRINT
from report.press.model import DrawnText

#: Below this WeasyPrint draws nothing: the precision of a number in its PDF.
_LEAST_SIZE = 1e-6
_SAMPLE = 60

#: PangoGlyphInfo of Pango 1.x: the glyph, its advance and offsets in Pango units, and flags.
_GLYPH_INFO = struct.Struct("=Iiii4x")


@dataclass(frozen=True, slots=True)
class Line:
    """A line box's text as drawn. ``surface`` is the page rectangle that WeasyPrint makes anew for each page and
    hands down to all that is drawn on it; ``mcid`` the marked content that holds it, ``y`` its place on the page."""

    text: str
    font: BundledFont
    surface: object
    mcid: int | None
    y: float


@dataclass(slots=True)
class TextLayer:
    """What was drawn while the layer was in place: its codes by font, its lines, and what cannot stand."""

    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _codes: dict[str, Codes] = field(default_factory=dict)
    _faces: dict[int, tuple[Any, BundledFont | None]] = field(default_factory=dict)
    _strings: dict[tuple[object, ...], str] = field(default_factory=dict)

    def draw_first_line(
        self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        """Draw a line of text; the signature and the meaning are those of the function of WeasyPrint replaced.

        Returns the list of emojis to draw, always empty: no bundled font has colours.
        """
        from weasyprint.text.ffi import pango

        if not textbox.text.strip() or textbox.style["font_size"] < _LEAST_SIZE:
            return []
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            self._report("text-cut", textbox)
            return []
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        stream.set_text_matrix(*matrix.values)
        face = self._draw_runs(stream, textbox, first_line)
        if face is not None:
            tag = (stream._tags or {}).get(textbox)
            mcid = None if tag is None else tag["mcid"]
            self.lines.append(Line(layout.text, face, stream.page_rectangle, mcid, matrix.values[5]))
        return []

    def fonts(self) -> tuple[str, ...]:
        """Return the PostScript names of the bundled fonts drawn with, sorted."""
        return tuple(sorted({face.postscript for _, face in self._faces.values() if face is not None}))

    def write_codes(self, pdf: Any) -> None:
        """Put the codes into the fonts of a ``pydyf.PDF`` that is about to be written."""
        resources = resolve(pdf, _pages(pdf)[0]["Resources"])
        for name, reference in resolve(pdf, resources["Font"]).items():
            if name in self._codes:  # all but a font of which every run was refused
                write_codes(pdf, resolve(pdf, reference), self._codes[name])

    def write_texts(self, pdf: Any) -> None:
        """Give each structure element of text its words in logical order, as replacement text.

        Glyphs stand in visual order, as plain readers want them; ``ActualText`` (ISO 32000-1, 14.9.4) tells a
        reader of the structure, such as a screen reader, what they say. Readers of plain text pass over it there.
        """
        import pydyf  # type: ignore[import-untyped]

        parents = resolve(pdf, resolve(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        page = self._page_numbers(pdf)
        texts: dict[bytes, list[str]] = {}
        following = [*self.lines[1:], None]
        for line, after in zip(self.lines, following, strict=True):
            if line.mcid is not None:
                goes_on = after is not None and after.y == line.y and after.surface is line.surface
                text = line.text if goes_on or line.text.endswith(" ") else line.text + " "
                parent = parents[2 * page[id(line.surface)] - 1][line.mcid]
                texts.setdefault(parent, []).append(text)
        for reference, parts in texts.items():
            element = resolve(pdf, reference)
            if len(parts) == sum(isinstance(kid, int) for kid in element["K"]):
                element["ActualText"] = pydyf.String("".join(parts).replace("\u200b", ""))

    def drawn(self, pdf: Any) -> list[DrawnText]:
        """Return the lines with the numbers of their pages."""
        page = self._page_numbers(pdf)
        return [
            DrawnText(text=line.text, font=line.font.postscript, page=page[id(line.surface)]) for line in self.lines
        ]

    def _page_numbers(self, pdf: Any) -> dict[int, int]:
        surfaces = [resolve(pdf, page["Contents"]).page_rectangle for page in _pages(pdf)]
        return {id(surface): number for number, surface in enumerate(surfaces, 1)}

    def _draw_runs(self, stream: Any, textbox: Any, first_line: Any) -> BundledFont | None:
        """Draw a line run by run; return the font of the last run, or ``None`` where none could be drawn."""
        from weasyprint.text.ffi import ffi

        text = textbox.pango_layout.text.encode()
        strings: list[str] = []
        pango_font = used = None
        node = first_line.runs
        while node != ffi.NULL:
            run, node = node.data, node.next
            if run.item.analysis.font != pango_font:
                pango_font = run.item.analysis.font
                font, size = stream.add_font(pango_font)
                _show(stream, strings)
                stream.set_font_size(font.hash, size)
            string = self._string(stream, textbox, run, font, size, text)
            if string is not None:
                used = self._face(font)
                strings.append(string)
        _show(stream, strings)
        return used

    def _string(self, stream: Any, textbox: Any, run: Any, font: Any, size: float, line: bytes) -> str | None:
        """Return a run, glyphs of one font and direction, as a string for ``TJ``; ``None`` where it cannot be drawn.

        Words recur, so that a run is worked out once for each font and size.
        """
        from weasyprint.text.ffi import ffi, pango

        item, count = run.item, run.glyphs.num_glyphs
        text = line[item.offset : item.offset + item.length]
        shaped = bytes(ffi.buffer(run.glyphs.glyphs, count * _GLYPH_INFO.size))
        rtl = bool(item.analysis.level % 2)
        key = (font.hash, size, rtl, text, shaped, textbox.style["font_family"])
        string = self._strings.get(key)
        if string is not None:
            return string
        if all(number == pango.PANGO_GLYPH_EMPTY for number, *_ in _GLYPH_INFO.iter_unpack(shaped)):
            return None  # controls alone, for which Pango takes any font
        face = self._face(font)
        if face is None or face.family not in textbox.style["font_family"]:
            self._report_font(font, text.decode(), textbox)
            return None
        before = len(self.findings)
        clusters, advance = self._place(stream, textbox, run, font, size, text)
        codes = self._codes.setdefault(font.hash, Codes())
        written = write_clusters(clusters, rtl=rtl, upem=font.upem)
        string = tj([(one.x, codes.of(one.shape, one.text), one.shape.width) for one in written], advance)
        if len(self.findings) == before:
            self._strings[key] = string
        return string

    def _place(
        self, stream: Any, textbox: Any, run: Any, font: Any, size: float, text: bytes
    ) -> tuple[list[Cluster], float]:
        """Return the clusters of a run in visual order, each with its letters, and the run's advance.

        The pen moves exactly as in WeasyPrint 70.0, its rounding included, so that no pixel moves.
        """
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango

        count = run.glyphs.num_glyphs
        starts = ffi.unpack(run.glyphs.log_clusters, count)
        edges = sorted(set(starts))
        ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
        clusters: list[Cluster] = []
        previous = None
        pen = 0.0
        shaped = _GLYPH_INFO.iter_unpack(ffi.buffer(run.glyphs.glyphs, count * _GLYPH_INFO.size))
        for (number, advance, x_offset, y_offset), start in zip(shaped, starts, strict=True):
            if number == pango.PANGO_GLYPH_EMPTY:
                pen += advance / size
                continue
            letters = _visible(text[start : ends[start]].decode())
            if number == 0 or number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                character = letters[0] if number == 0 else chr(number & ~pango.PANGO_GLYPH_UNKNOWN_FLAG)
                self._report_missing(character, textbox)
                continue
            width = font.widths.get(number)
            if width is None:
                pango.pango_font_get_glyph_extents(run.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
                width = font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
            font.to_unicode[number] = ""  # what WeasyPrint cuts the font down to
            offset = x_offset / size
            up = -round(y_offset / size * font.upem / 1000)  # Pango counts downwards
            if start != previous:
                clusters.append(([], letters))
                previous = start
            clusters[-1][0].append(Placed(number, pen + offset, up, width))
            pen += offset + width - int(width + offset - advance * 1000 * FROM_UNITS / size)
        return clusters, pen

    def _face(self, font: Any) -> BundledFont | None:
        if id(font) not in self._faces:
            # The font is kept beside its face, so that its id stays its own.
            self._faces[id(font)] = (font, bundled_font(bytes(font.file_content)))
        return self._faces[id(font)][1]

    def _report(self, rule: str, textbox: Any, **values: object) -> None:
        finding = Finding(rule, Where(), {**values, "text": textbox.text.strip()[:_SAMPLE]})
        if finding not in self.findings:
            self.findings.append(finding)

    def _report_missing(self, character: str, textbox: Any) -> None:
        self._report("missing-glyph", textbox, character=character, code=f"U+{ord(character):04X}")

    def _report_font(self, font: Any, text: str, textbox: Any) -> None:
        """Say why a run is in a font it was not asked in: a character that its fonts lack, or an unknown family."""
        families = [family for family in textbox.style["font_family"] if family in FAMILIES]
        for character in _visible(text):
            if families and not any(has_character(family, character) for family in families):
                self._report_missing(character, textbox)
                return
        self._report("foreign-font", textbox, font=font.family)


def _visible(text: str) -> str:
    """Drop the characters that only steer the setting, such as joiners and bidi marks, where there are others."""
    if text.isalnum() or text == " ":
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf") or text


def tj(glyphs: list[tuple[float, int, int]], advance: float) -> str:
    """Return a run as a string for ``TJ`` (ISO 32000-1, 9.4.3), empty where there is nothing to show.

    ``glyphs`` are (x, code, width) from left to right, and ``advance`` is where the pen ends, in thousandths of the
    font size.
    """
    parts: list[str] = []
    pen = 0.0
    for x, code, width in glyphs:
        if abs(pen - x) > _LEAST_SIZE:
            parts.append(f">{pen - x:.6f}<")
        parts.append(f"{code:04x}")
        pen = x + width
    end = f"{pen - advance:.6f}" if abs(pen - advance) > _LEAST_SIZE else ""
    return f"<{''.join(parts)}>{end}".replace("<>", "")


def _show(stream: Any, strings: list[str]) -> None:
    if strings:
        stream.show_text("".join(strings).replace("><", ""))
        strings.clear()


def _pages(pdf: Any) -> list[Any]:
    # An array of references is held flat: number, generation, R.
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


@contextmanager
def text_layer() -> Iterator[TextLayer]:
    """Put the layer in the place of WeasyPrint's drawing of text, and take it away again.

    :raises PressError: ``wrong-weasyprint`` unless it is the release that this module is written for.
    """
    import weasyprint
    from weasyprint.draw import text as drawing

    if weasyprint.__version__ != WEASYPRINT:
        raise PressError.of("wrong-weasyprint", found=weasyprint.__version__, wanted=WEASYPRINT)
    layer = TextLayer()
    stock = drawing.draw_first_line
    drawing.draw_first_line = layer.draw_first_line
    try:
        yield layer
    finally:
        drawing.draw_first_line = stock
