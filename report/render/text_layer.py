"""The text layer: write each line of text so that readers return it letter by letter.

This module draws every text of a page instead of WeasyPrint: the same glyphs at the same positions,
with the codes of :mod:`report.render.codes`. See ``docs/text-layer.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from report.errors import Finding, Location
from report.render.clusters import FULL_SPACE, Cluster, Placed, fill_spaces, raised, write_clusters
from report.render.codes import ZWNJ, Codes, Shape, write_codes
from report.render.engine.drawing import Matrix, marked_content
from report.render.engine.glyphs import EMPTY, FROM_UNITS, UNKNOWN, first_line_runs
from report.render.engine.patches import Patch, Replacement, replaced
from report.render.engine.pdf import Pdf, pages, resolve
from report.render.fonts import FAMILIES, BundledFont, bundled_font, has_character
from report.render.justification import SPACES
from report.render.lines import Line, Run, Written, join_runs, text_to_the_right, visible, without
from report.render.model import DrawnText
from report.render.operators import write, write_space
from report.render.pieces import (
    HYPHENS,
    Glyph,
    InvisibleGlyph,
    Lead,
    Piece,
    end_of,
    left_to_right_pieces,
    part_needed,
    parted,
    pdfjs_takes_for_left_to_right,
    right_to_left_piece,
    tj,
)

if TYPE_CHECKING:
    from report.render.engine.boxes import TextBox
    from report.render.engine.drawing import Font, Surface
    from report.render.engine.glyphs import ShapedRun

#: WeasyPrint draws nothing below this size: the precision of a number in its PDF.
_LEAST_SIZE = 1e-6
_SAMPLE = 60


@dataclass(slots=True)
class TextLayer:
    """The text drawn while the layer is active: its codes by font, its lines, and its findings."""

    rtl: bool = False
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _codes: dict[str, Codes] = field(default_factory=dict)
    _faces: dict[int, tuple[Font, BundledFont | None]] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], Run] = field(default_factory=dict)
    #: The left-to-right text that the last line box ends, if any; in CSS pixels on the page.
    _left: Lead | None = None
    _made: dict[tuple[int, bool, bool, Lead | None], tuple[Run, tuple[Piece, ...]]] = field(
        default_factory=dict
    )

    def draw_first_line(
        self,
        stream: Surface,
        textbox: TextBox,
        text_overflow: str,
        block_ellipsis: object,
        matrix: Matrix,
    ) -> list[object]:
        """Draw a line of text; replaces the function of WeasyPrint.

        Returns the emojis to draw: always none, because no bundled font has colours.
        """
        if not textbox.text.strip() or textbox.style["font_size"] < _LEAST_SIZE:
            return []
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            self._report("text-cut", textbox)
            return []
        rise = self._rise(stream, textbox, matrix)
        runs = self._runs_of(stream, textbox, rise)
        if runs:
            mcid = marked_content(stream, textbox)
            a, b, c, d, x, y = matrix.values
            text, place = (
                getattr(textbox, "read_text", textbox.pango_layout.text),
                (x, textbox.width, y + rise),
            )
            line = Line(text, runs[-1].face, stream.page_rectangle, mcid, *place, runs[-1].size, bool(rise),
                        ends_inside=getattr(textbox, "ends_inside", False))  # fmt: skip
            self.draw_runs(stream, runs, line, Matrix(a, b, c, d, x, y + rise))
            self.lines.append(line if self._left is None else replace(line, lead=self._left.x))
        return []

    def _rise(self, stream: Surface, textbox: TextBox, matrix: Matrix) -> float:
        """Return the height of a superscript above the baseline of its base text, in CSS pixels, or
        0."""
        if not (self.rtl and self.lines):
            return 0.0
        place = stream.page_rectangle, None, matrix.values[4], textbox.width, matrix.values[5]
        return Line("", self.lines[-1].font, *place, textbox.style["font_size"]).rise(
            self.lines[-1]
        )

    def fonts(self) -> tuple[str, ...]:
        """The PostScript names of the bundled fonts in use, sorted."""
        return tuple(
            sorted({face.postscript for _, face in self._faces.values() if face is not None})
        )

    def write_codes(self, pdf: Pdf) -> None:
        """Write the codes into the fonts of a PDF that is about to be written."""
        resources = resolve(pdf, pages(pdf)[0]["Resources"])
        for name, reference in resolve(pdf, resources["Font"]).items():
            if name in self._codes:  # the fonts with at least one drawn run
                write_codes(pdf, resolve(pdf, reference), self._codes[name])

    def drawn(self, pdf: Pdf) -> list[DrawnText]:
        """Return the lines with the numbers of their pages."""
        page = self.page_numbers(pdf)
        return [
            DrawnText(text=line.text, font=line.font.postscript, page=page[id(line.surface)])
            for line in self.lines
        ]

    def page_numbers(self, pdf: Pdf) -> dict[int, int]:
        """Return the number of each page, counted from 1, by the identity of its surface (see
        :class:`Line`)."""
        surfaces = [resolve(pdf, page["Contents"]).page_rectangle for page in pages(pdf)]
        return {id(surface): number for number, surface in enumerate(surfaces, 1)}

    def _runs_of(self, stream: Surface, textbox: TextBox, rise: float) -> list[Run]:
        """Return the drawable runs of a line from left to right, ``rise`` above its baseline."""
        text = textbox.pango_layout.text.encode()
        runs: list[Run] = []
        pango_font = None
        for shaped in first_line_runs(textbox):
            if shaped.font != pango_font:
                pango_font = shaped.font
                font, size = stream.add_font(pango_font)
            run = self._run(stream, textbox, shaped, font, size, text, rise)
            if run is None:
                continue
            if self.rtl and runs and runs[-1].ends_in_space and run.starts_with_mark:
                runs[-1] = self._filled(runs[-1])
            runs.append(run)
        return runs

    def _filled(self, run: Run) -> Run:
        """Return a run whose last space is one that pdf.js recognises as a character (see
        ``fill_spaces``)."""
        *glyphs, space = run.glyphs
        width = round(run.advance - space.x)
        full = self._invisible_glyph(run.font)(space.x, width, FULL_SPACE)
        return replace(run, glyphs=(*glyphs, full))

    def beside(self) -> TextLayer:
        """Return a layer for text outside the document's pages, with the same codes, fonts and
        findings."""
        return TextLayer(self.rtl, findings=self.findings, _codes=self._codes, _faces=self._faces)

    def codes_of(self, font: Font) -> tuple[BundledFont | None, Codes]:
        """Return the bundled face of a WeasyPrint font, and its codes."""
        return self._face(font), self._codes.setdefault(font.hash, Codes())

    def draw_runs(self, stream: Surface, runs: list[Run], line: Line, matrix: Matrix) -> None:
        """Draw the runs of a line box."""
        right = self._read_before(line)
        logical = (
            self.rtl and pdfjs_takes_for_left_to_right(line.text) and any(run.rtl for run in runs)
        )
        if logical:
            runs = list(chain.from_iterable(run.split() if run.rtl else [run] for run in runs))
        written = self._written(runs, line)
        faces = {id(piece.run.font) for piece in written}
        if not (
            logical or (self.rtl and (len(faces) > 1 or any(piece.marked for piece in written)))
        ):
            if parted(line.text, right):
                write_space(
                    stream, runs[0], line.width, matrix, self._invisible_glyph(runs[0].font)
                )
            write(stream, written, matrix)
            return
        # pdf.js ends its text at a piece with a replacement text, and does not reverse a text that
        # it takes for left-to-right. A line with several faces consists of several text objects,
        # which readers of the structure join in file order. In all three cases the pieces are
        # written in reading order.
        for piece in reversed(written):
            if parted(piece.run.text, right):
                write_space(
                    stream,
                    piece.run,
                    piece.x + piece.run.width,
                    matrix,
                    self._invisible_glyph(piece.run.font),
                )
            write(stream, [piece], matrix)
            right = piece.run.text

    def _read_before(self, line: Line) -> str:
        """Return the text drawn before a line box if it is to the right on the same line.

        A space is added if the two do not touch, and between two numbers if one is a superscript.
        """
        previous = self.lines[-1] if self.rtl and self.lines else None
        if previous is None or not line.follows(previous):
            return ""
        figures = line.raised and line.text[0].isdigit() and previous.text[-1].isdigit()
        return previous.text if line.touches(previous) and not figures else previous.text + " "

    def _written(self, runs: list[Run], line: Line) -> list[Written]:
        """Return the runs of a line with their pieces, from left to right."""
        pieces: list[tuple[Piece, ...]]
        if not self.rtl:
            strings = [tj(run.glyphs, 0, run.advance) for run in runs]
            pieces = [
                (Piece(0, run.advance, string),) for run, string in zip(runs, strings, strict=True)
            ]
        else:
            inside = min(run.level for run in runs) > 0
            runs = join_runs(runs)
            neighbours = [*(run.text for run in runs[1:]), text_to_the_right(line, self.lines)]
            follows = self._lead(line) if len(runs) == 1 else None
            pieces = [
                self._pieces(run, neighbour, inside, follows)
                for run, neighbour in zip(runs, neighbours, strict=True)
            ]
            self._left = end_of(pieces[0], line.x, line.size, follows) if len(runs) == 1 else None
        places = accumulate((run.width for run in runs), initial=0.0)
        return [
            Written(run, run_pieces, x)
            for run, run_pieces, x in zip(runs, pieces, places, strict=False)
        ]

    def _lead(self, line: Line) -> Lead | None:
        """Return the left-to-right text that a line box continues, if any."""
        if self._left is not None and self.lines and line.continues(self.lines[-1]):
            return replace(self._left, x=(self._left.x - line.x) * 1000 / line.size)
        return None

    def _pieces(
        self, run: Run, right: str, inside: bool, follows: Lead | None
    ) -> tuple[Piece, ...]:
        marked = part_needed(run.text, right) if right else run.rtl and run.text[0] in HYPHENS
        key = (id(run), marked, inside, follows)
        if key not in self._made:
            invisible_glyph = self._invisible_glyph(run.font)
            if run.rtl:
                pieces: tuple[Piece, ...] = (
                    right_to_left_piece(run.glyphs, run.advance, invisible_glyph, part=marked),
                )
            else:
                pieces = left_to_right_pieces(
                    run.glyphs,
                    run.advance,
                    invisible_glyph,
                    inside=inside,
                    part=marked,
                    follows=follows,
                )
            # The run is stored too: its id is in the key, and must not become another run's.
            self._made[key] = (run, pieces)
        return self._made[key][1]

    def _invisible_glyph(self, font: Font) -> InvisibleGlyph:
        """Return the function that makes the ghosts of a font."""
        codes = self._codes.setdefault(font.hash, Codes())

        def invisible_glyph(x: float, width: int, text: str) -> Glyph:
            return Glyph(x, codes.of(Shape((), width, synthetic=True), text), width, text)

        return invisible_glyph

    def _run(
        self,
        stream: Surface,
        textbox: TextBox,
        run: ShapedRun,
        font: Font,
        size: float,
        line: bytes,
        rise: float,
    ) -> Run | None:
        """Return a run of glyphs of one font and direction, or ``None`` if it cannot be drawn.

        Words recur, so each run is computed once for each font and size.
        """
        text = line[run.start : run.start + run.length]
        # The kashidas are drawn and not read.
        inside = range(run.length)
        silent = frozenset(
            place - run.start
            for place in getattr(textbox, "kashidas", ())
            if place - run.start in inside
        )
        stretch = getattr(textbox, "space_stretch", 0.0)
        key = (
            font.hash,
            size,
            run.level,
            text,
            run.shaped,
            textbox.style["font_family"],
            silent,
            stretch,
            rise,
        )
        stored = self._runs.get(key)
        if stored is not None:
            return stored
        if all(number == EMPTY for number, *_ in run.glyphs()):
            return None  # only control characters, for which Pango picks any font
        face = self._face(font)
        if face is None or face.family not in textbox.style["font_family"]:
            self._report_font(font, text.decode(), textbox)
            return None
        findings_before = len(self.findings)
        clusters, advance = self._place(
            stream, textbox, run, font, size, text, silent, stretch * 1000 / size
        )
        if rise:
            clusters = raised(clusters, round(rise / size * font.upem))
        codes = self._codes.setdefault(font.hash, Codes())
        rtl = bool(run.level % 2)
        written = write_clusters(clusters, rtl=rtl, upem=font.upem)
        if self.rtl and rtl:
            written = fill_spaces(written, advance)
        glyphs = tuple(
            Glyph(item.x, codes.of(item.shape, item.text), item.shape.width, item.text)
            for item in written
        )
        logical = "".join(letters for _, letters in (clusters[::-1] if rtl else clusters)).replace(
            ZWNJ, ""
        )
        if not glyphs:
            return None
        result = Run(font, size, face, run.level, logical, glyphs, advance)
        if len(self.findings) == findings_before:
            self._runs[key] = result
        return result

    def _place(
        self,
        stream: Surface,
        textbox: TextBox,
        run: ShapedRun,
        font: Font,
        size: float,
        text: bytes,
        silent: frozenset[int],
        stretch: float,
    ) -> tuple[list[Cluster], float]:
        """Return the clusters of a run in visual order, each with its letters, and the run's
        advance.

        The pen moves exactly as in WeasyPrint 70.0, including its rounding, so that no pixel moves,
        except that each space is wider by ``stretch``, in thousandths of the font size
        (:mod:`report.render.justification`).
        """
        starts = run.clusters()
        edges = sorted(set(starts))
        ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
        clusters: list[Cluster] = []
        previous = None
        pen = 0.0
        for (number, advance, x_offset, y_offset), start in zip(run.glyphs(), starts, strict=True):
            letters = visible(without(text, start, ends[start], silent))
            if number == EMPTY:
                pen += advance / size
                clusters += [([], ZWNJ)] * (letters == ZWNJ)
                continue
            if number == 0 or number & UNKNOWN:
                character = letters[0] if number == 0 else chr(number & ~UNKNOWN)
                self._report_missing(character, textbox)
                continue
            width = font.widths.get(number)
            if width is None:
                width = font.widths[number] = run.width(stream, number, size)
            font.to_unicode[number] = ""  # the glyphs that WeasyPrint keeps in the subset
            offset = x_offset / size
            up = -round(y_offset / size * font.upem / 1000)  # Pango counts downwards
            if start != previous:
                clusters.append(([], letters))
                previous = start
            clusters[-1][0].append(Placed(number, pen + offset, up, width))
            pen += offset + width - int(width + offset - advance * 1000 * FROM_UNITS / size)
            if stretch and letters in SPACES:
                pen += stretch
        return clusters, pen

    def _face(self, font: Font) -> BundledFont | None:
        if id(font) not in self._faces:
            # The font is stored beside its face, so that its id stays unique.
            self._faces[id(font)] = (font, bundled_font(bytes(font.file_content)))
        return self._faces[id(font)][1]

    def _report(self, rule: str, textbox: TextBox, **values: object) -> None:
        finding = Finding(rule, Location(), {**values, "text": textbox.text.strip()[:_SAMPLE]})
        if finding not in self.findings:
            self.findings.append(finding)

    def _report_missing(self, character: str, textbox: TextBox) -> None:
        self._report("missing-glyph", textbox, character=character, code=f"U+{ord(character):04X}")

    def _report_font(self, font: Font, text: str, textbox: TextBox) -> None:
        """Report why a run is in another font than requested: its fonts lack a character, or the
        family is unknown."""
        families = [family for family in textbox.style["font_family"] if family in FAMILIES]
        for character in visible(text):
            if families and not any(has_character(family, character) for family in families):
                self._report_missing(character, textbox)
                return
        self._report("foreign-font", textbox, font=font.family)


@contextmanager
def text_layer(*, rtl: bool) -> Iterator[TextLayer]:
    """Draw every text by this layer while the context lasts.

    :param rtl: whether the document is read from right to left (``/Direction /R2L``).
    """
    layer = TextLayer(rtl)
    with replaced(Replacement(Patch.TEXT, lambda _: layer.draw_first_line)):
        yield layer
