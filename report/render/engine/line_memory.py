"""What is remembered of the lines of a document for the documents that follow it in the fonts.

A line is known by its text, its width, and the properties of its style that decide how a text is
shaped and broken (:data:`TEXT_PROPERTIES`). Its glyphs are stored when it is drawn first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weasyprint.text.line_break import Layout

from report.render.engine.glyphs import ShapedRun, referenced, shaped_runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report.render.engine.boxes import Style

#: The most lines of one document, about 1 KB each, and of those before it.
MOST, MOST_OF_EARLIER = 30_000, 8_000
#: The most lines whose glyphs are stored, about 1 KB each.
MOST_GLYPHS = 8_000
#: The properties that ``split_text_box`` and what it calls read.
TEXT_PROPERTIES = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override",
    "font_size", "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps",
    "font_variant_east_asian", "font_variant_ligatures", "font_variant_numeric",
    "font_variant_position", "font_variation_settings", "font_weight", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "line_height", "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break",
    "word_spacing",
)  # fmt: skip

#: A line: its number of the style, and what else it depends on.
LineKey = tuple[object, ...]


@dataclass(slots=True)
class LineMemory:
    """Lines by what they depend on: those of this document, and those of earlier ones.

    ``_numbers`` has a number for each different style of text; ``_styles`` those of the styles of
    this document by identity, each with the style, so that its id stays unique.
    """

    _lines: dict[LineKey, Any] = field(default_factory=dict)
    _earlier: dict[LineKey, Any] = field(default_factory=dict)
    _glyphs: dict[LineKey, tuple[ShapedRun, ...]] = field(default_factory=dict)
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    _styles: dict[int, tuple[Style, int]] = field(default_factory=dict)
    _fonts: dict[int, Any] = field(default_factory=dict)

    def number(self, style: Style) -> int:
        """Return the number of what a style says of text."""
        stored = self._styles.get(id(style))
        if stored is None:
            values = tuple([_hashable(style[name]) for name in TEXT_PROPERTIES])
            number = self._numbers.setdefault(values, len(self._numbers))
            stored = self._styles[id(style)] = style, number
        return stored[1]

    def find(self, key: LineKey) -> Any:
        """Return what was stored of a line, or ``None``."""
        line = self._lines.get(key)
        if line is None and (line := self._earlier.get(key)) is not None:
            self._lines[key] = line
        return line

    def store(self, key: LineKey, line: Any) -> None:
        """Store a line."""
        if len(self._lines) >= MOST:
            self._lines.clear()
            self._earlier.clear()
        self._lines[key] = line

    def layout(self, layout: Layout, style: Style) -> StoredLayout:
        """Return a layout that is shaped in a style once, however often it is drawn."""
        return StoredLayout(layout, self, self.number(style))

    def glyphs(self, layout: StoredLayout) -> tuple[ShapedRun, ...]:
        """Return the runs of an active layout. They stay when the layout goes."""
        key = layout.number, layout.text, layout.justification_spacing
        runs = self._glyphs.get(key)
        if runs is None:
            if len(self._glyphs) >= MOST_GLYPHS:
                self._glyphs.clear()
            runs = tuple([run.detached(self._font(run.font)) for run in shaped_runs(layout)])
            self._glyphs[key] = runs
        return runs

    def end_document(self) -> None:
        """Forget what only this document needs, and what it did not use if there is too much."""
        self._styles.clear()
        if len(self._lines) + len(self._earlier) > MOST_OF_EARLIER:
            self._earlier = {}
        self._earlier.update(self._lines)
        self._lines = {}
        if len(self._earlier) > MOST_OF_EARLIER:
            self._earlier = {}

    def _font(self, font: Any) -> Any:
        """Return a Pango font that stays as long as this memory."""
        address, reference = referenced(font)
        return self._fonts.setdefault(address, reference)


class StoredLayout(Layout):  # type: ignore[misc]
    """The layout of a line that may be drawn several times, in documents that follow each other.

    ``reactivate`` only notes the style; Pango shapes the text when its layout is asked for.
    """

    def __init__(self, layout: Layout, memory: LineMemory, number: int) -> None:
        self.__dict__.update(vars(layout))
        self.number = number
        self._memory = memory
        self._pending: Style | None = None

    def reactivate(self, style: Style) -> None:
        """Note the style in which the text is drawn."""
        self._pending = style
        if self._memory.number(style) != self.number:
            self._shape()

    def deactivate(self) -> None:
        """Release Pango's layout, if there is one."""
        self._pending = None
        if "layout" in vars(self):
            super().deactivate()

    def __getattr__(self, name: str) -> Any:
        """Shape the text when Pango's layout is asked for."""
        if name not in ("layout", "language", "style") or vars(self).get("_pending") is None:
            raise AttributeError(name)
        self._shape()
        return vars(self)[name]

    def first_line_runs(self) -> Iterable[ShapedRun]:
        """Return the runs of the text, from left to right."""
        if self._pending is None or self._memory.number(self._pending) != self.number:
            return shaped_runs(self)
        return self._memory.glyphs(self)

    def _shape(self) -> None:
        super().reactivate(self._pending)


def _hashable(value: Any) -> object:
    """Return a value of a style; some values are lists or sets."""
    if isinstance(value, set):
        return frozenset(value)
    if isinstance(value, list | tuple):
        return tuple([_hashable(item) for item in value])
    return value
