"""The text layer: how a line of text is written, so that it is read back letter by letter.

Stands in for one function of WeasyPrint 70.0, ``weasyprint.draw.text.draw_first_line``: the same glyphs at the same
places, under the codes of :mod:`report.press.codes`. See ``docs/text-layer.md``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from report.errors import Finding, PressError, Where
from report.press.codes import GHOST_WIDTH, Codes
from report.press.fonts import FAMILIES, BundledFont, bundled_font, has_character
from report.press.machine import WEASYPRINT
from report.press.model import DrawnText

import os
ORDER = os.environ.get("ORDER", "visual")
SPACE = os.environ.get("SPACE", " ")

@dataclass(slots=True)
class _Glyph:
    """A glyph of a line: lengths in thousandths of the font size, ``x`` from the start of its run."""

    code: int
    text: str
    x: float
    width: float
    rise: float
    step: float
    ghosts: tuple[int, ...]


@dataclass(slots=True)
class _Run:
    """Glyphs in visual order, left to right, of one font, size and direction; ``x`` in points from the line's."""

    font: Any
    size: float
    rtl: bool
    start: int
    x: float
    advance: float
    glyphs: list[_Glyph]


@dataclass(slots=True)
class TextLayer:
    """What was drawn while the layer was in place: codes by font, lines, and what cannot stand."""

    codes: dict[str, Codes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _faces: dict[int, tuple[Any, BundledFont | None]] = field(default_factory=dict)
    _lines: list[tuple[object, str, str]] = field(default_factory=list)

    def face(self, font: Any) -> BundledFont | None:
        if id(font) not in self._faces:
            # The font is kept, so that its id stays its own.
            self._faces[id(font)] = (font, bundled_font(bytes(font.file_content)))
        return self._faces[id(font)][1]

    def codes_of(self, font: Any) -> Codes:
        """Return the codes of a font; WeasyPrint's fonts that share a hash share one font of the PDF."""
        return self.codes.setdefault(font.hash, Codes())

    def draw_first_line(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any,
                        matrix: Any) -> list[object]:
        from weasyprint.text.ffi import pango
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            self._report("text-cut", text=_sample(textbox.text))
            return []
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        runs = self._runs(stream, textbox, first_line)
        if not runs:
            return []
        stream.set_text_matrix(*matrix.values)
        if ORDER == "visual":
            _write_visual(stream, runs)
        else:
            _write_logical(stream, runs)
        self._lines.append((stream.page_rectangle, layout.text, runs[0].font.name.decode()))
        return []

    def fonts(self) -> tuple[str, ...]:
        return tuple(sorted({face.postscript for _, face in self._faces.values() if face is not None}))

    def drawn(self, pdf: Any) -> list[DrawnText]:
        rects = {}
        for number, kid in enumerate(pdf.pages["Kids"][::3], 1):
            page = pdf.objects[kid]
            rects[id(pdf.objects[int(page["Contents"].split()[0])].page_rectangle)] = number
        return [DrawnText(text=t, font=f, page=rects[id(r)]) for r, t, f in self._lines]

    def _report(self, rule: str, **values: object) -> None:
        finding = Finding(rule, Where(), values)
        if finding not in self.findings:
            self.findings.append(finding)

    def _runs(self, stream: Any, textbox: Any, first_line: Any) -> list[_Run]:
        from weasyprint.text.ffi import ffi
        runs: list[_Run] = []
        utf8 = textbox.pango_layout.text.encode()
        x = 0.0
        node = first_line.runs
        while node != ffi.NULL:
            glyph_item, node = node.data, node.next
            font, size = stream.add_font(glyph_item.item.analysis.font)
            face = self.face(font)
            item = glyph_item.item
            text = utf8[item.offset : item.offset + item.length]
            if face is None or face.family not in textbox.style["font_family"]:
                self._report_font(font, text.decode(), textbox)
                continue
            run = self._run(stream, font, size, glyph_item, text, x, textbox)
            x += run.advance * size / 1000
            runs.append(run)
        return runs

    def _report_font(self, font, text, textbox) -> None:
        families = [f for f in textbox.style["font_family"] if f in FAMILIES]
        missing = [c for c in text if not c.isspace() and not any(has_character(f, c) for f in families)]
        if families and missing:
            c = missing[0]
            self._report("missing-glyph", character=c, code=f"U+{ord(c):04X}", text=_sample(textbox.text))
        else:
            self._report("foreign-font", font=font.family, text=_sample(textbox.text))

    def _run(self, stream: Any, font: Any, size: float, glyph_item: Any, text: bytes, x: float, textbox: Any) -> _Run:
        from weasyprint.text.ffi import FROM_UNITS, pango
        EMPTY, UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG
        count = glyph_item.glyphs.num_glyphs
        infos = glyph_item.glyphs.glyphs[0:count]
        clusters = list(glyph_item.glyphs.log_clusters[0:count])
        rtl = bool(glyph_item.item.analysis.level % 2)
        texts = _texts(clusters, [i.geometry.width for i in infos], text, rtl)
        codes = self.codes_of(font)
        widths = font.widths
        pen = 0.0
        glyphs = []
        for info, meaning in zip(infos, texts, strict=True):
            number, geometry = info.glyph, info.geometry
            advance = geometry.width * 1000 * FROM_UNITS / size
            if number == EMPTY:
                # WeasyPrint 70.0 steps by Pango units here: a difference only where the width is not zero.
                pen += geometry.width / size
                continue
            if number == 0 or number & UNKNOWN:
                c = chr(number - UNKNOWN) if number else (meaning or " ")[0]
                self._report("missing-glyph", character=c, code=f"U+{ord(c):04X}", text=_sample(textbox.text))
                continue
            width = widths.get(number)
            if width is None:
                pango.pango_font_get_glyph_extents(
                    glyph_item.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
                width = widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
            font.to_unicode[number] = ""
            offset = geometry.x_offset / size
            step = int(width + offset - advance)
            *before, last = meaning if rtl and len(meaning) > 1 else (meaning,)
            if last == " " and rtl:
                last = SPACE
            glyphs.append(_Glyph(codes.of(number, last, width), last, pen + offset, width,
                -geometry.y_offset / 1000, step,
                tuple(codes.ghost(letter) for letter in reversed(before))))
            pen += offset + width - step
        return _Run(font, size, rtl, glyph_item.item.offset, x, pen, glyphs)


def _texts(clusters: list[int], widths: list[int], text: bytes, rtl: bool) -> list[str]:
    """Return for each glyph, in visual order, the part of the run's text that it stands for."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    members: dict[int, list[int]] = {}
    for place, start in enumerate(clusters):
        members.setdefault(start, []).append(place)
    texts = [""] * len(clusters)
    for start, places in members.items():
        letters = text[start : ends[start]].decode()
        logical = places[::-1] if rtl else places
        for place, part in zip(logical, _share(letters, [widths[p] for p in logical]), strict=True):
            texts[place] = part
    return texts


def _share(letters: str, widths: list[int]) -> list[str]:
    """Share the letters of a cluster among its glyphs, both in logical order."""
    if len(widths) == 1:
        return [letters]
    if len(letters) == len(widths):
        return list(letters)
    marks = [c for c in letters if unicodedata.combining(c)]
    thin = [i for i, w in enumerate(widths) if w == 0]
    shares = [""] * len(widths)
    if marks and len(marks) == len(thin) == len(widths) - 1:
        for i, mark in zip(thin, marks, strict=True):
            shares[i] = mark
        letters = "".join(c for c in letters if not unicodedata.combining(c))
    shares[max(range(len(widths)), key=widths.__getitem__)] = letters
    return shares


def _write_visual(stream: Any, runs: list[_Run]) -> None:
    for run in runs:
        stream.set_font_size(run.font.hash, run.size)
        parts: list[str] = []
        pen = 0.0
        for g in run.glyphs:
            gap = pen - g.x
            if g.rise:
                if parts: stream.show_text("".join(parts)); parts = []
                stream.set_text_rise(g.rise)
            parts.append(f"{gap}<{g.code:04x}>" if abs(gap) > 1e-6 else f"<{g.code:04x}>")
            pen = g.x + g.width
            if g.rise:
                stream.show_text("".join(parts)); parts = []
                stream.set_text_rise(0)
            for ghost in g.ghosts:
                parts.append(f"{GHOST_WIDTH}<{ghost:04x}>")
        if abs(pen - run.advance) > 1e-6:
            parts.append(f"{pen - run.advance}")
        if parts:
            stream.show_text("".join(parts).replace("><", ""))


def _write_logical(stream: Any, runs: list[_Run]) -> None:
    line = 0.0
    def go(x):
        nonlocal line
        d = round(x - line, 5)
        if d:
            stream.move_text_to(float(d), 0); line += d
    for run in sorted(runs, key=lambda r: r.start):
        stream.set_font_size(run.font.hash, run.size)
        if not run.rtl:
            go(run.x)
            _write_visual(stream, [run])
            continue
        for g in reversed(run.glyphs):
            x = run.x + g.x * run.size / 1000
            for i, gh in enumerate(reversed(g.ghosts)):
                go(x + (g.width - GHOST_WIDTH) * run.size / 1000)
                stream.show_text(f"<{gh:04x}>")
            go(x)
            if g.rise: stream.set_text_rise(g.rise)
            stream.show_text(f"<{g.code:04x}>")
            if g.rise: stream.set_text_rise(0)


def _sample(text: str) -> str:
    return text.strip()[:60]


@contextmanager
def text_layer() -> Iterator[TextLayer]:
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
