"""Encode the runs of a line of text: each glyph with its text gets a code of its font."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from report.errors import DistinctFindings, Finding, Location
from report.render.clusters import (
    Cluster,
    Placed,
    Written,
    fill_spaces,
    full_space,
    raised,
    write_clusters,
)
from report.render.codes import ZWNJ, Codes, Shape
from report.render.engine.glyphs import EMPTY, FROM_UNITS, UNKNOWN
from report.render.fonts import FAMILIES, BundledFont, bundled_font, has_character
from report.render.justification import SPACES
from report.render.lines import Run, visible, without
from report.render.pieces import Glyph, InvisibleGlyph
from report.render.run_memory import WrittenRun, store, widths_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report.render.engine.boxes import TextBox
    from report.render.engine.drawing import Font, Surface
    from report.render.engine.glyphs import ShapedRun

_SAMPLE = 60


@dataclass(slots=True)
class RunEncoder:
    """The fonts of a document in use, the codes of each, and what is wrong with its text.

    :param rtl: whether the document is read from right to left.
    """

    rtl: bool = False
    findings: DistinctFindings = field(default_factory=DistinctFindings)
    _codes: dict[str, Codes] = field(default_factory=dict)
    _faces: dict[int, tuple[Font, BundledFont | None]] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], Run] = field(default_factory=dict)
    #: The runs of earlier documents, if there are any.
    memory: dict[object, object] | None = None

    def fonts(self) -> tuple[str, ...]:
        """Return the PostScript names of the bundled fonts in use, sorted."""
        names = {face.postscript for _, face in self._faces.values() if face is not None}
        return tuple(sorted(names))

    def codes(self) -> dict[str, Codes]:
        """Return the codes of each font with at least one run, by WeasyPrint's name of the font."""
        return self._codes

    def beside(self) -> RunEncoder:
        """Return an encoder with the same codes, fonts and findings, and no stored runs."""
        return RunEncoder(self.rtl, self.findings, self._codes, self._faces)

    def codes_of(self, font: Font) -> Codes:
        """Return the codes of a font."""
        return self._codes.setdefault(font.hash, Codes(len(self._codes)))

    def begin_line(self) -> None:
        """Note the codes that are asked for from here on."""
        for codes in self._codes.values():
            codes.asked = {}

    def runs_of(
        self, stream: Surface, textbox: TextBox, shaped_runs: Iterable[ShapedRun], rise: float
    ) -> list[Run]:
        """Return the drawable runs of a line from left to right, ``rise`` above its baseline."""
        text = textbox.pango_layout.text.encode()
        runs: list[Run] = []
        pango_font = None
        for shaped in shaped_runs:
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
        full = self.invisible_glyph(run.font)(space.x, width, full_space(space.text))
        return replace(run, glyphs=(*glyphs, full))

    def invisible_glyph(self, font: Font) -> InvisibleGlyph:
        """Return the function that makes the invisible glyphs of a font."""
        codes = self.codes_of(font)

        def make(x: float, width: int, text: str) -> Glyph:
            return Glyph(x, codes.of(Shape((), width, synthetic=True), text), width, text)

        return make

    def _run(
        self,
        stream: Surface,
        textbox: TextBox,
        shaped: ShapedRun,
        font: Font,
        size: float,
        line: bytes,
        rise: float,
    ) -> Run | None:
        """Return a run of glyphs of one font and direction, or ``None`` if it cannot be drawn.

        Words recur, so each run is computed once for each font and size.
        """
        text = line[shaped.start : shaped.start + shaped.length]
        # The kashidas are drawn and not read.
        inside = range(shaped.length)
        silent = frozenset(
            place - shaped.start
            for place in getattr(textbox, "kashidas", ())
            if place - shaped.start in inside
        )
        stretch = getattr(textbox, "space_stretch", 0.0)
        families = textbox.style["font_family"]
        key = (font.hash, size, shaped.level, text, shaped.shaped, families, silent, stretch, rise)
        stored = self._runs.get(key)
        if stored is not None:
            self._codes[font.hash].ask([glyph.code for glyph in stored.glyphs])
            return stored
        if all(number == EMPTY for number, *_ in shaped.glyphs()):
            return None  # only control characters, for which Pango picks any font
        face = self.face(font)
        if face is None or face.family not in families:
            self._report_font(font, text.decode(), textbox)
            return None
        findings_before = len(self.findings)
        recalled = self._recalled(key, shaped, font)
        if recalled is None:
            numbers = [number for number, *_ in shaped.glyphs()]
            measured = frozenset(numbers) - font.widths.keys()
            clusters, advance = self._place(
                stream, textbox, shaped, font, size, text, silent, stretch * 1000 / size
            )
            if rise:
                clusters = raised(clusters, round(rise / size * font.upem))
            written = self._written(font, shaped.level, clusters, advance)
            logical = _logical(clusters, rtl=bool(shaped.level % 2))
            widths = widths_of(numbers, font)
            recalled = WrittenRun(tuple(written), logical, advance, widths, measured)
        run = self._encoded(font, size, face, shaped.level, recalled)
        if run is not None and len(self.findings) == findings_before:
            self._runs[key] = run
            if self.memory is not None:
                store(self.memory, (self.rtl, *key, tuple(shaped.clusters())), recalled)
        return run

    def _recalled(
        self, key: tuple[object, ...], shaped: ShapedRun, font: Font
    ) -> WrittenRun | None:
        """Return what an earlier document wrote for a run if this one would write the same; its
        glyphs are then in use."""
        if self.memory is None:
            return None
        recalled = self.memory.get((self.rtl, *key, tuple(shaped.clusters())))
        if not isinstance(recalled, WrittenRun) or not recalled.fits(font):
            return None
        recalled.use(font)
        return recalled

    def _written(
        self, font: Font, level: int, clusters: list[Cluster], advance: float
    ) -> list[Written]:
        """Return what to write for clusters in visual order."""
        rtl = bool(level % 2)
        written = write_clusters(clusters, rtl=rtl, upem=font.upem)
        return fill_spaces(written, advance) if self.rtl and rtl else written

    def _encoded(
        self, font: Font, size: float, face: BundledFont, level: int, run: WrittenRun
    ) -> Run | None:
        """Return a run, each glyph with its code; ``None`` without glyphs."""
        codes = self.codes_of(font)
        glyphs = tuple(
            [
                Glyph(x, codes.of(shape, letters), shape.width, letters)
                for shape, letters, x in run.written
            ]
        )
        return Run(font, size, face, level, run.text, glyphs, run.advance) if glyphs else None

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
            # Pango counts downwards.
            up = -round(y_offset / size * font.upem / 1000) if y_offset else 0
            if start != previous:
                clusters.append(([], letters))
                previous = start
            clusters[-1][0].append(Placed(number, pen + offset, up, width))
            pen += offset + width - int(width + offset - advance * 1000 * FROM_UNITS / size)
            if stretch and letters in SPACES:
                pen += stretch
        return clusters, pen

    def face(self, font: Font) -> BundledFont | None:
        """Return the bundled face of a font; ``None`` for another font."""
        if id(font) not in self._faces:
            # The font is stored beside its face, so that its id stays unique.
            self._faces[id(font)] = (font, bundled_font(bytes(font.file_content)))
        return self._faces[id(font)][1]

    def report(self, rule: str, textbox: TextBox, **values: object) -> None:
        """Add a finding about a text, once."""
        sample = textbox.text.strip()[:_SAMPLE]
        self.findings.add(Finding(rule, Location(), {**values, "text": sample}))

    def _report_missing(self, character: str, textbox: TextBox) -> None:
        self.report("missing-glyph", textbox, character=character, code=f"U+{ord(character):04X}")

    def _report_font(self, font: Font, text: str, textbox: TextBox) -> None:
        """Report why a run is in another font than requested: its fonts lack a character, or the
        family is unknown."""
        families = [family for family in textbox.style["font_family"] if family in FAMILIES]
        for character in visible(text):
            if families and not any(has_character(family, character) for family in families):
                self._report_missing(character, textbox)
                return
        self.report("foreign-font", textbox, font=font.family)


def _logical(clusters: list[Cluster], *, rtl: bool) -> str:
    """Return the text of clusters in visual order, as it is read."""
    text = "".join([letters for _, letters in (clusters[::-1] if rtl else clusters)])
    return text.replace(ZWNJ, "")
