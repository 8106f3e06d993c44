"""Lines of text that a document draws as the document before it in the process did.

A line is written again with the operators of the document before if its shaped runs are the same,
at the same place, after the same texts on its baseline, and if all codes and widths that it asks
for are equal to the earlier ones: they are given out already, or are the next ones. The new ones
are then given out as if the line were drawn, so that the bytes are those of a new process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from report.render.engine.drawing import append_operators, marked_content, shown_font
from report.render.engine.glyphs import EMPTY

if TYPE_CHECKING:
    from report.render.codes import Codes, Shape
    from report.render.engine.boxes import TextBox
    from report.render.engine.drawing import Font, Surface
    from report.render.engine.glyphs import ShapedRun
    from report.render.lines import Line
    from report.render.pieces import Lead
    from report.render.runs import RunEncoder

#: The most lines that are remembered of a document, about 2 KB each.
MOST_LINES = 5_000
#: The most texts on one baseline before a line that is remembered.
MOST_BEFORE = 30


@dataclass(frozen=True, slots=True)
class LineKey:
    """What the operators of a line depend on, beside codes and widths: its shaped runs, which are
    the same object where they are the same, and its place and text."""

    shaped: tuple[ShapedRun, ...]
    rest: tuple[object, ...]

    def __hash__(self) -> int:
        """Return the hash of a key."""
        return hash((id(self.shaped), self.rest))

    def __eq__(self, other: object) -> bool:
        """Return whether two lines have the same shaped runs, at the same place."""
        if not isinstance(other, LineKey):
            return NotImplemented
        return self.shaped is other.shaped and self.rest == other.rest


@dataclass(frozen=True, slots=True)
class UsedFont:
    """A font of a line by its name in the PDF: the widths of its glyphs, and the codes that the
    line asked for, each by its place after the first code of the font, with its shape and text.
    Both are in the order of use."""

    name: str
    widths: dict[int, int]
    first: int
    codes: tuple[tuple[int, tuple[Shape, str]], ...]

    def fits(self, fonts: dict[str, Font], codes: dict[str, Codes]) -> bool:
        """Return whether the font has the same glyphs in this document, and gives the same
        codes."""
        font, own = fonts.get(self.name), codes.get(self.name)
        return (
            font is not None
            and own is not None
            and own.first == self.first
            and own.gives(self.codes)
            and all(font.widths.get(glyph, width) == width for glyph, width in self.widths.items())
        )


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line that was drawn. ``shown`` is the font and size at its end, ``left`` the text that it
    ends."""

    operators: tuple[object, ...]
    shown: tuple[str, float] | None
    line: Line
    left: Lead | None
    fonts: tuple[UsedFont, ...]


@dataclass(slots=True)
class TextMemory:
    """The lines of the document before (``earlier``), and those of this one."""

    earlier: dict[object, object]
    _lines: dict[object, DrawnLine] = field(default_factory=dict)
    #: The fonts of this document by those of Pango, which the lines that are shaped keep.
    _fonts: dict[object, Font] = field(default_factory=dict)
    #: The lines of the page that is being drawn, or ``None`` if one of them is not remembered.
    page: list[tuple[LineKey, DrawnLine]] | None = None

    def find(self, key: LineKey, surface: Surface, encoder: RunEncoder) -> DrawnLine | None:
        """Return a line that would be drawn again, or ``None``."""
        line = self._lines.get(key) or self.earlier.get(key)
        if not isinstance(line, DrawnLine):
            return None
        fonts = self._fonts_by_name(key.shaped, surface)
        if not all(used.fits(fonts, encoder.codes()) for used in line.fonts):
            return None
        for used in line.fonts:
            encoder.codes()[used.name].give(used.codes)
            add_glyphs(fonts[used.name], used.widths)
        self.store(key, line)
        return line

    def store(self, key: LineKey, line: DrawnLine) -> None:
        """Store a line of this document, and of the page that is being drawn."""
        if self.page is not None:
            self.page.append((key, line))
        if len(self._lines) < MOST_LINES:
            self._lines[key] = line

    def used_fonts(
        self, shaped: tuple[ShapedRun, ...], surface: Surface, encoder: RunEncoder
    ) -> tuple[UsedFont, ...] | None:
        """Return the fonts of a line that was just drawn, or ``None`` if one of its glyphs was
        not."""
        used: list[UsedFont] = []
        numbers: dict[str, dict[int, None]] = {}
        fonts = self._fonts_by_name(shaped, surface)
        for run in shaped:
            font = self._font(run, surface)
            if fonts[font.hash] is not font:
                return None
            glyphs = [number for number, *_ in run.glyphs() if number != EMPTY]
            numbers.setdefault(font.hash, {}).update(dict.fromkeys(glyphs))
        for name, font in fonts.items():
            codes = encoder.codes().get(name)
            if codes is None or not numbers[name].keys() <= font.widths.keys():
                return None
            widths = {number: font.widths[number] for number in numbers[name]}
            used.append(UsedFont(name, widths, codes.first, codes.asked_entries()))
        return tuple(used)

    def _fonts_by_name(self, shaped: Iterable[ShapedRun], surface: Surface) -> dict[str, Font]:
        """Return the fonts of shaped runs, added to the document in their order."""
        fonts: dict[str, Font] = {}
        for run in shaped:
            font = self._font(run, surface)
            fonts.setdefault(font.hash, font)
        return fonts

    def _font(self, run: ShapedRun, surface: Surface) -> Font:
        """Return the font of a run, which is added to the document if it is new."""
        font = self._fonts.get(run.font)
        if font is None:
            font, _ = surface.add_font(run.font)
            self._fonts[run.font] = font
        return font

    def end_document(self) -> None:
        """Leave the lines of this document to the next one."""
        self.earlier.clear()
        self.earlier.update(self._lines)


def key_of(
    textbox: TextBox,
    shaped: tuple[ShapedRun, ...],
    place: tuple[object, ...],
    lines: Sequence[Line],
    surface: Surface,
) -> LineKey | None:
    """Return what the operators of a text box depend on, or ``None`` if that is too much.

    :param place: its position and direction, its rise, and the text that the last line ends.
    """
    earlier = _earlier(lines, surface)
    if earlier is None:
        return None
    rest = (
        place, earlier, shown_font(surface), textbox.width,
        textbox.style["font_family"], getattr(textbox, "read_text", None),
        tuple(getattr(textbox, "kashidas", ())), getattr(textbox, "space_stretch", 0.0),
        getattr(textbox, "ends_inside", False),
    )  # fmt: skip
    return LineKey(shaped, rest)


def _earlier(lines: Sequence[Line], surface: Surface) -> tuple[object, ...] | None:
    """Return what a line may read of those before it: the last one of the page, and all on the same
    baseline before that."""
    texts: list[object] = []
    for line in reversed(lines):
        if line.surface is not surface.page_rectangle or line.y != lines[-1].y:
            break
        if len(texts) == MOST_BEFORE:
            return None
        place = line.x, line.y, line.width, line.size
        texts.append((line.text, *place, line.raised, line.lead, line.ends_inside))
    return tuple(texts)


def pango_fonts(lines: Iterable[Iterable[ShapedRun]]) -> Iterable[object]:
    """Return the Pango fonts of shaped lines in the order of first use."""
    return {id(run.font): run.font for run in chain.from_iterable(lines)}.values()


def joined(lines: Iterable[tuple[UsedFont, ...]]) -> tuple[UsedFont, ...]:
    """Return the fonts of lines that follow each other, each once, with all its glyphs and codes in
    the order of first use."""
    widths: dict[str, dict[int, int]] = {}
    firsts: dict[str, int] = {}
    codes: dict[str, dict[int, tuple[Shape, str]]] = {}
    for used in chain.from_iterable(lines):
        widths.setdefault(used.name, {}).update(used.widths)
        firsts[used.name] = used.first
        codes.setdefault(used.name, {}).update(used.codes)
    return tuple(
        [UsedFont(name, widths[name], firsts[name], tuple(codes[name].items())) for name in widths]
    )


def add_glyphs(font: Font, widths: dict[int, int]) -> None:
    """Add glyphs to those of a font that are in use, as if they were drawn."""
    for glyph, width in widths.items():
        if glyph not in font.widths:
            font.widths[glyph], font.to_unicode[glyph] = width, ""


def draw_again(drawn: DrawnLine, textbox: TextBox, surface: Surface) -> Line:
    """Write the operators of a line, and return it on its page."""
    append_operators(surface, drawn.operators, drawn.shown)
    return replace(
        drawn.line, surface=surface.page_rectangle, mcid=marked_content(surface, textbox)
    )
