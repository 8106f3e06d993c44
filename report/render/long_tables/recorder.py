"""Record what the text layer writes to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.render.engine.drawing import Matrix, font_of, new_rectangle
from report.render.long_tables import strings
from report.render.long_tables.model import SCALE

if TYPE_CHECKING:
    from report.render.engine.drawing import Font, FontKey
    from report.render.engine.pdf import Dictionary


class Recorder:
    """Replaces WeasyPrint's page stream for :class:`report.render.text_layer.TextLayer`.

    ``fonts`` are the fonts of the document, as WeasyPrint stores them. The pen is counted in
    hundredths of a point.
    """

    def __init__(self, fonts: dict[FontKey, Font]) -> None:
        self.page_rectangle = object()
        self.ink_rect = new_rectangle()
        self.logical_rect = new_rectangle()
        self._fonts = fonts
        self._shown: tuple[str, float] | None = None
        self._operators: list[str] = []
        self._pen = (0, 0)

    def at(self, x: float) -> Matrix:
        """Return the matrix of a box that is ``x`` CSS pixels to the right."""
        return Matrix(d=-1, e=x)

    def add_font(self, pango_font: object) -> tuple[Font, float]:
        """Return the document's font and its size in CSS pixels."""
        return font_of(self._fonts, pango_font)

    def set_font_size(self, font: str, size: float) -> None:
        """Select a font."""
        if (font, size) != self._shown:
            self._shown = font, size
            self._operators.append(strings.select_font(font, size))

    def set_text_matrix(
        self, _a: float, _b: float, _c: float, _d: float, x: float, y: float
    ) -> None:
        """Move the pen, relative to its last position."""
        pen = round(x * SCALE), round(-y * SCALE)
        self._operators.append(strings.move_line(pen[0] - self._pen[0], pen[1] - self._pen[1]))
        self._pen = pen

    def show_text(self, text: str) -> None:
        """Show a string."""
        self._operators.append(f"[{text}]TJ")

    def begin_marked_content(self, tag: str, properties: Dictionary) -> None:
        """Begin a marked-content sequence with its own text."""
        self._operators.append(f"/{tag} {properties.data.decode('latin-1')}BDC")

    def end_marked_content(self) -> None:
        """End the marked-content sequence."""
        self._operators.append("EMC")

    def taken(self) -> str:
        """Return the operators recorded since the last call, for a pen at (0, 0), and start
        over."""
        operators, self._operators, self._shown, self._pen = (
            "\n".join(self._operators),
            [],
            None,
            (0, 0),
        )
        return operators

    @property
    def pen(self) -> int:
        """Where the pen is, in hundredths of a point to the right."""
        return self._pen[0]

    def begin(self, y: float) -> None:
        """Set the baseline, in CSS pixels down."""
        self._pen = (0, round(-y * SCALE))
