"""The fonts of a process: documents with equal font faces use them one after another.

To load fonts, WeasyPrint reads the machine's font configuration, copies each font to a folder and
starts an empty font map, in which Pango looks for each face and opens it again. Fonts that are
loaded stay for the next document, with the lines that were broken in them
(:mod:`report.render.engine.repeated_lines`). What is stored depends on the fonts alone, so a
document has the same bytes as in a new process.

The first document of a process leaves nothing: a command makes one. Its folder of fonts goes with
it, and that of later documents when the process ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from report.render.engine.box_memory import BoxMemory
from report.render.engine.boxes import TableBox, boxes_in
from report.render.engine.element_styles import ElementStyles
from report.render.engine.line_memory import LineMemory
from report.render.engine.page_memory import PageMemory
from report.render.engine.style_memory import StyleMemory

#: Fonts are loaded again after this many documents: Pango stores each size that it has opened.
MOST_DOCUMENTS = 200

#: The values of an anonymous style that WeasyPrint also reads as specified ones.
_SPECIFIED = ("display", "float", "position")


@dataclass(frozen=True, slots=True)
class FontFaces:
    """A style sheet of ``@font-face`` rules alone, the base of its URLs, and what distinguishes the
    files from others at their places."""

    css: str
    base: str | None
    files: tuple[object, ...]


class Fonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of a document, and the lines, styles and pages that were made with them."""

    def __init__(self, *, stay: bool) -> None:
        super().__init__()
        self.lines = LineMemory()
        self.styles = StyleMemory()
        #: The pages of a document, if the fonts stay for the next one.
        self.pages = PageMemory() if stay else None
        #: The boxes of a document before layout.
        self.boxes = BoxMemory()
        #: The rules of the elements of a document, if the fonts stay for the next one.
        self.elements = ElementStyles() if stay else None
        #: The lines that a document has drawn, as the renderer stores them for the next one.
        self.drawn: dict[object, object] | None = {} if stay else None
        #: The runs that documents have written, as the renderer stores them for later ones.
        self.runs: dict[object, object] | None = {} if stay else None
        #: The layouts of the current document, and the boxes of its pages.
        self.layouts: list[Any] = []
        self.pages_laid_out: list[Any] = []
        #: How many fonts style sheets have added.
        self.added = 0

    def add_font_face(self, *rule: object) -> None:
        """Add the font of a rule, with the arguments of WeasyPrint."""
        self.added += 1
        super().add_font_face(*rule)

    def release_layouts(self) -> None:
        """Drop what the parts of a written document have of each other.

        Its styles and boxes go at once: to look for them among all objects takes longer.
        """
        for context in self.layouts:
            for style in context.style_for.get_computed_styles().values():
                _part_style(style)
            vars(context.target_collector).clear()
            vars(context).clear()
        self.layouts.clear()
        for page in self.pages_laid_out:
            _part_page(page)
        self.pages_laid_out.clear()


@dataclass(slots=True)
class FontSet:
    """Fonts with the sheet that defined them, which is parsed once, and the number of documents."""

    fonts: Fonts
    faces: FontFaces | None = None
    sheet: CSS | None = None
    documents: int = 0
    _added: int = 0

    def begin(self, faces: FontFaces, sheet: CSS) -> None:
        """Note the fonts that every document with these fonts begins with."""
        self.faces, self.sheet, self._added = faces, sheet, self.fonts.added

    def close(self) -> None:
        """Remove the folder of the fonts. The system keeps a file that is open."""
        self.fonts.__del__()

    @property
    def changed(self) -> bool:
        """Whether a document has added other fonts."""
        return self.fonts.added != self._added


@dataclass(slots=True)
class _Process:
    """How many documents the process has made, the fonts that wait for the next one, and whether
    they are dropped when the process ends."""

    documents: int = 0
    spare: FontSet | None = None
    ends: bool = False


_PROCESS = _Process()


@contextmanager
def shared_fonts(faces: FontFaces | None) -> Iterator[FontSet]:
    """Return the fonts of a document while the context lasts; they stay for documents with the same
    ``faces`` unless the document fails or adds others."""
    spare, _PROCESS.spare = _PROCESS.spare, None
    if spare is not None and (faces is None or spare.faces != faces):
        spare.close()
        spare = None
    fonts = spare or FontSet(Fonts(stay=_PROCESS.documents > 0))
    whole = False
    try:
        yield fonts
        whole = True
    finally:
        fonts.documents += 1
        _PROCESS.documents += 1
        stays = whole and faces is not None and fonts.faces == faces and not fonts.changed
        if stays and _PROCESS.documents > 1 and fonts.documents < MOST_DOCUMENTS:
            if fonts.fonts.pages is not None:
                fonts.fonts.pages.end_document()
            fonts.fonts.boxes.end_document()
            fonts.fonts.lines.end_document()
            fonts.fonts.styles.end_document()
            _leave(fonts)
        else:
            fonts.close()
        fonts.fonts.release_layouts()


def _part_style(style: Any) -> None:
    """Drop the anonymous style that is derived from a style and has it, and what that has of
    itself: the values that WeasyPrint reads there."""
    while (anonymous := vars(style).pop("anonymous_style", None)) is not None:
        anonymous.specified = {name: anonymous[name] for name in _SPECIFIED}
        style = anonymous


def _part_page(page: Any) -> None:
    """Drop what the boxes of a page have of those that they are in.

    A copy of a table has the cells of its columns from the table itself, which stays whole.
    """
    for box in boxes_in(page):
        if isinstance(box, TableBox):
            for group in box.column_groups:
                for column in group.children:
                    vars(column).pop("get_cells", None)
    for child in page.children:
        if hasattr(child, "page"):
            child.page = None


def drop_shared_fonts() -> None:
    """Forget the fonts that wait for the next document."""
    spare, _PROCESS.spare = _PROCESS.spare, None
    if spare is not None:
        spare.close()


def _leave(fonts: FontSet) -> None:
    """Leave fonts for the next document, until the process ends."""
    _PROCESS.spare = fonts
    if not _PROCESS.ends:
        from multiprocessing.util import Finalize

        # Workers end without the functions of atexit.
        Finalize(None, drop_shared_fonts, exitpriority=0)
        _PROCESS.ends = True
