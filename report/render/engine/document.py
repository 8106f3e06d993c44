"""Lay out HTML and style sheets as a document, and write the document as a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document as _Document

from report.render.engine.html_input import compile_once
from report.render.engine.page_marks import PageMarks, quick_pages
from report.render.engine.pdf import page_digests, pages, write_once
from report.render.engine.shared_fonts import FontFaces, FontSet, shared_fonts
from report.render.engine.sheets import together, with_source
from report.render.engine.sources import is_known_release
from report.render.engine.targets import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from email.message import EmailMessage
    from xml.etree.ElementTree import Element

    from report.render.engine.boxes import PageBox
    from report.render.engine.drawing import Font, FontKey
    from report.render.engine.pdf import Pdf

    class PictureData:
        """The bytes of a picture."""

        data: bytes

    class Picture:
        """A picture: its name in the PDF, and, for a raster image, its bytes."""

        id: str
        image_data: PictureData

    class Metadata:
        """The metadata of a document; dates are in the form of ISO 8601."""

        title: str
        authors: list[str]
        description: str
        keywords: list[str]
        generator: str
        created: str
        modified: str
        lang: str

    class Page:
        """A laid-out page: its height in CSS pixels, and its links (kind, target, ...)."""

        height: float
        links: Sequence[tuple[Any, ...]]

        def paint(self, stream: object, scale: float = 1) -> None: ...

    class Document:
        """A laid-out document. ``fonts`` are those of its pages, by WeasyPrint's keys."""

        pages: Sequence[Page]
        metadata: Metadata
        fonts: dict[FontKey, Font]

        def write_pdf(self, **options: object) -> bytes: ...

    class Fetcher:
        """Opens URLs."""

        def __init__(
            self, *, allowed_protocols: Sequence[str], allow_redirects: bool = True
        ) -> None: ...
        def fetch(self, url: str, headers: EmailMessage | None = None) -> Response: ...

    class Response:
        """The content of a URL."""

        headers: EmailMessage

        def __init__(self, url: str, body: bytes, headers: EmailMessage | None = None) -> None: ...
        def read(self) -> bytes: ...
else:
    from weasyprint.document import Page
    from weasyprint.urls import URLFetcher as Fetcher
    from weasyprint.urls import URLFetcherResponse as Response

    Document = _Document

__all__ = [
    "Document",
    "Fetcher",
    "FontFaces",
    "LayoutSession",
    "Page",
    "Response",
    "Source",
    "layout_session",
    "page_box",
    "write_pdf",
]


#: A rule that defines something in the session or loads another file, and the escape that may
#: disguise it. A sheet without it stands alone.
_SHARED_DEFINITION = re.compile(
    r"@(?:import|font-face|counter-style|color-profile)|\\", re.IGNORECASE
)
#: Characters of the longest sheet that is kept, parsed, for the documents that follow.
_KEPT = 100_000


@lru_cache(maxsize=64)
def _parsed(css: str, base: str | None) -> CSS:
    """Return a style sheet that stands alone: to parse it, no file is loaded."""
    sheet = CSS(string=css, base_url=base, url_fetcher=Fetcher(allowed_protocols=()))
    return with_source(sheet, css, base)


@dataclass(frozen=True, slots=True)
class LayoutSession:
    """The state that the sheets and the pages of one document share: its fonts, its counter styles
    and its fetcher.

    A definition in one style sheet is available to all later ones.
    """

    fetcher: Fetcher
    pictures: dict[str, Picture]
    _fonts: FontSet
    _counters: CounterStyle

    def sheet(self, css: str, base: str | None = None) -> object:
        """Return a style sheet; its URLs are relative to ``base``. Sheets of equal text are parsed
        once, for all documents."""
        if len(css) <= _KEPT and not _SHARED_DEFINITION.search(css):
            return _parsed(css, base)
        return self._defined(css, base)

    def together(self, sheets: Sequence[object]) -> list[object]:
        """Return the same style sheets, with those that follow each other as one."""
        return together(sheets) if is_known_release() else list(sheets)

    def faces(self, faces: FontFaces) -> object:
        """Return the style sheet of the first fonts of the document, which are loaded once for all
        documents that begin with them."""
        fonts = self._fonts
        if fonts.faces is None:
            fonts.begin(faces, self._defined(faces.css, faces.base))
        return fonts.sheet if fonts.faces == faces else self.sheet(faces.css, faces.base)

    def _defined(self, css: str, base: str | None) -> CSS:
        """Return a style sheet whose definitions are those of the session."""
        sheet = CSS(
            string=css,
            base_url=base,
            url_fetcher=self.fetcher,
            font_config=self._fonts.fonts,
            counter_style=self._counters,
        )
        return with_source(sheet, css, base)

    @property
    def written_runs(self) -> dict[object, object] | None:
        """What the renderer stores of the runs of documents for later ones; ``None`` if the fonts
        do not stay."""
        runs: dict[object, object] | None = self._fonts.fonts.runs
        return runs

    @property
    def drawn_lines(self) -> dict[object, object] | None:
        """What the renderer stores of the lines of a document for the next one; ``None`` if the
        fonts do not stay."""
        drawn: dict[object, object] | None = self._fonts.fonts.drawn
        return drawn

    def source(self, html: str, base: str | None = None) -> Source:
        """Return a parsed document that is not laid out."""
        compile_once()
        return Source(self, HTML(string=html, base_url=base, url_fetcher=self.fetcher))

    def counter(self, value: int, style: str) -> str:
        """Return a number in a counter style of CSS."""
        text: str = self._counters.render_value(value, style)
        return text


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed document; ``root`` is its ``html`` element."""

    session: LayoutSession
    _html: HTML

    @property
    def root(self) -> Element:
        """The root element."""
        root: Element = self._html.etree_element
        return root

    def lay_out(self, sheets: Sequence[object]) -> Document:
        """Return the document laid out, with tags."""
        session = self.session
        options = {"stylesheets": list(sheets), "pdf_tags": True, "cache": session.pictures}
        with quick_pages():
            document: Document = _Rendering._render(
                self._html,
                session._fonts.fonts,
                session._counters,
                None,
                {**DEFAULT_OPTIONS, **options},
            )
        session._fonts.fonts.pages_laid_out += map(page_box, document.pages)
        return document


class _Rendering(_Document):  # type: ignore[misc]
    """A document whose targets :class:`report.render.engine.targets.Collector` collects, and whose
    styles begin with what is remembered of them."""

    @classmethod
    def _build_layout_context(
        cls, html: Any, fonts: Any, counters: Any, profiles: Any, options: Any
    ) -> Any:
        # A document that is laid out for another one, off screen, has elements of its own.
        stored = fonts.elements if is_known_release() and not fonts.layouts else None
        context = None if stored is None else stored.context(html, fonts, counters, options)
        if context is None:
            old = dict(counters)
            context = super()._build_layout_context(html, fonts, counters, profiles, options)
            if stored is not None:
                added = {key: value for key, value in counters.items() if old.get(key) is not value}
                stored.note(html, added, options, context)
        context.target_collector = Collector(context.target_collector)
        context.page_marks = PageMarks()
        context.font_config.layouts.append(context)
        if is_known_release():
            context.font_config.styles.begin_document(context.style_for)
        return context


@contextmanager
def layout_session(
    fetcher: Fetcher, pictures: dict[str, Picture], faces: FontFaces | None = None
) -> Iterator[LayoutSession]:
    """Return the session of a document while the context lasts. ``pictures`` is the cache of its
    pictures, ``faces`` the fonts that it begins with, which later documents use too.

    The folder that WeasyPrint writes other fonts to is removed at the end. WeasyPrint removes it
    when the object is collected, which does not happen when the process ends
    (:func:`report.command.main`).
    """
    with shared_fonts(faces) as fonts:
        try:
            yield LayoutSession(fetcher, pictures, fonts, CounterStyle())
        except BaseException:
            # WeasyPrint warns once of each fault in a sheet: the next document has to hear it
            # again.
            _parsed.cache_clear()
            raise


def page_box(page: Page) -> PageBox:
    """Return the box of a page."""
    box: PageBox = page._page_box  # type: ignore[attr-defined]
    return box


def write_pdf(
    document: Document, identifier: str, finish: Callable[[Pdf], None]
) -> tuple[bytes, list[bytes]]:
    """Write an uncompressed PDF, and return it with a digest of what readers read of each page.
    ``finish`` is called with it just before it is written."""
    digests: list[bytes] = []

    def finisher(_: Document, pdf: Pdf) -> None:
        finish(pdf)
        pages_of_pdf = pages(pdf)
        write_once(pdf)
        digests.extend(page_digests(pdf, pages_of_pdf))

    data = document.write_pdf(
        finisher=finisher,
        pdf_tags=True,
        pdf_identifier=identifier.encode(),
        pdf_version="1.7",
        uncompressed_pdf=True,
    )
    return data, digests
