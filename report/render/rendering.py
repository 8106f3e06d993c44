"""HTML to PDF."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from report.bounds import need_pages
from report.document import Stylesheet
from report.document.links import opens_program
from report.errors import Finding, Location, MujazError, RenderError, raised_at
from report.places import assets
from report.processes import fewer_collections
from report.render.breaking import broken_words
from report.render.carried import carrying, check_carried
from report.render.continuation import show_continued
from report.render.engine.repeated_lines import repeated_lines
from report.render.fonts import font_faces, font_files
from report.render.group_heads import repeating_heads
from report.render.justification import justification
from report.render.line_ends import clean_line_ends
from report.render.line_heights import even_lines
from report.render.machine import check_machine
from report.render.markers import put_markers_in_place
from report.render.markup import markup_findings
from report.render.model import DrawnText, PdfMetadata, RenderedPdf
from report.render.overflow import ink_findings
from report.render.page_bound import PageFailed, bounded_pages
from report.render.pictures import PictureCache
from report.render.spoken import part_texts, write_texts
from report.render.text_check import check_text
from report.render.text_objects import nest_marks

if TYPE_CHECKING:
    from report.render.engine.document import Document, FontFaces, Source
    from report.render.engine.pdf import Pdf
    from report.render.long_tables.model import LaidOutRegister
    from report.render.long_tables.renderer import LongTableRenderer
    from report.render.structure import Structure
    from report.render.text_layer import TextLayer
    from report.side_process import SideProcess
    from report.tables.model import LongTable
    from report.tables.sums import Sums

#: WeasyPrint's drawing function and its logger are global to the process, so one document is
#: rendered at a time.
_RENDERING = Lock()


def render_pdf(
    html: str,
    *,
    stylesheets: Sequence[Stylesheet],
    roots: Sequence[Path],
    metadata: PdfMetadata,
    kashida: bool = False,
    text_gate: bool = True,
    registers: Mapping[str, LongTable] = MappingProxyType({}),
    carried: Mapping[str, Sums] = MappingProxyType({}),
    side_process: SideProcess | None = None,
) -> RenderedPdf:
    """Render ``html`` to an uncompressed tagged PDF, whose bytes depend only on the arguments.

    Relative URLs of the HTML start from the first of ``roots``. Only files inside ``roots``, the
    folders of the stylesheets and the bundled fonts can be loaded. With ``kashida``, words of
    justified lines are elongated before their spaces grow (see :mod:`report.render.kashida`). With
    ``text_gate``, the PDF is read back (see :func:`report.render.text_check.check_text`).
    ``registers`` are long tables. The HTML has only their first rows; their pages are rendered
    beside the document (see :mod:`report.render.long_tables.renderer`). ``carried`` are the sums
    that the pages of tables carry forward (see :mod:`report.render.carried`).
    ``side_process`` lays out cells of large tables, and reads the PDF back while this process goes
    on: call ``confirm`` of the result before the PDF is used.

    :raises RenderError: ``no-pango``, ``no-weasyprint``, ``wrong-weasyprint``, ``fetch-refused``,
        ``missing-picture``, ``foreign-font``, ``missing-glyph``, ``text-cut``, ``local-link``,
        ``unsafe-link``, ``render-warning``, ``render-too-much``, ``layout-nested``,
        ``render-failed``, ``off-page``, ``cell-overflow``, ``text-over-text``, ``text-lost``,
        ``bound-pages``, ``carried-differs``; and the findings of :mod:`report.render.markup` and
        :mod:`report.render.svg_bounds`.
    """
    check_machine()
    from report.render.engine.page_memory import reused_pages

    # The pages of these tables depend on more than their boxes.
    pages = nullcontext() if registers or carried else reused_pages(kashida)
    with (
        _RENDERING, fewer_collections(), pages, bounded_pages(), even_lines(), repeated_lines(),
        broken_words(), clean_line_ends(), justification(kashida=kashida), carrying(carried),
        repeating_heads(),
    ):  # fmt: skip
        set_, drawn, digests = _set(
            html, stylesheets, roots, metadata, registers, carried, side_process
        )
    if text_gate and side_process is not None:
        return replace(set_, confirm=side_process.begin(check_text, set_.data, drawn))
    if text_gate:
        check_text(set_.data, drawn, digests)
    return set_


def _set(
    html: str,
    stylesheets: Sequence[Stylesheet],
    roots: Sequence[Path],
    metadata: PdfMetadata,
    registers: Mapping[str, LongTable],
    carried: Mapping[str, Sums],
    side_process: SideProcess | None,
) -> tuple[RenderedPdf, list[DrawnText], list[bytes]]:
    """Render a document, and return it with the drawn lines and a digest of each page."""
    from report.render.engine.document import layout_session, write_pdf
    from report.render.fetch import HouseFetcher
    from report.render.structure import structure
    from report.render.text_layer import text_layer

    faces = _font_faces(stylesheets)
    fetcher = HouseFetcher([*roots, *(sheet.base for sheet in stylesheets), assets()])
    rtl = _right_to_left(metadata)
    with (
        _log() as records,
        text_layer(rtl=rtl) as layer,
        structure(rtl=rtl) as tree,
        layout_session(fetcher, PictureCache(), faces) as session,
    ):
        long_tables: LongTableRenderer | None = None
        try:
            sheets = [] if faces is None else [session.faces(faces)]
            for sheet in stylesheets[len(sheets) :]:
                sheets.append(session.sheet(sheet.css, _folder_url(sheet.base)))
            sheets = session.together(sheets)
            if not registers:
                layer.recall(session.drawn_lines, session.written_runs)
            if registers:
                from report.render.long_tables.renderer import LongTableRenderer

                long_tables = LongTableRenderer(
                    registers, layer, session, sheets, metadata.language, side_process
                )
            source = session.source(html, _folder_url(roots[0]) if roots else None)
            document = _laid_out(source, sheets, long_tables, carried)
            _describe(document, metadata)
            drawn: list[DrawnText] = []
            laid_out_registers: list[LaidOutRegister] = []

            def finish(pdf: Pdf) -> None:
                _finish(pdf, layer, tree, metadata)
                drawn.extend(layer.drawn(pdf))
                if long_tables is not None:
                    laid_out_registers.extend(long_tables.laid_out_registers(pdf, document, tree))

            put_markers_in_place(document, layer.page_texts())
            # The archive compresses the file. WeasyPrint would compress it twice, once for its
            # identifier.
            data, digests = write_pdf(document, metadata.identifier, finish)
            _judge(fetcher.findings, layer.findings, _bad_links(document), records)
        except Exception as error:
            if long_tables is not None:
                long_tables.close()
            if isinstance(error, MujazError):
                raise
            _judge(fetcher.findings, layer.findings, records)
            raise _failed(error, paged=long_tables is None) from error
    more = 0 if long_tables is None else long_tables.more
    rendered = RenderedPdf(
        data=data, pages=len(document.pages) + more, fonts=layer.fonts(),
        registers=tuple(laid_out_registers), pictures=tuple(fetcher.loaded),
        findings=() if long_tables is None else long_tables.notes,
    )  # fmt: skip
    return rendered, drawn, digests


def _font_faces(stylesheets: Sequence[Stylesheet]) -> FontFaces | None:
    """Return the first style sheet if it is that of the bundled fonts."""
    from report.render.engine.document import FontFaces

    if not stylesheets or stylesheets[0].css != font_faces():
        return None
    first = stylesheets[0]
    return FontFaces(first.css, _folder_url(first.base), font_files())


def _laid_out(
    source: Source,
    sheets: Sequence[object],
    long_tables: LongTableRenderer | None,
    carried: Mapping[str, Sums],
) -> Document:
    """Return a document laid out and checked, with the pages of its long tables counted."""
    _judge(markup_findings(source.root))
    with nullcontext() if long_tables is None else long_tables.looking():
        document = source.lay_out(sheets)
    show_continued(document)
    check_carried(document, carried)
    if long_tables is not None:
        long_tables.settle(document)
        need_pages(len(document.pages) + long_tables.more)
    _judge(ink_findings(document))
    return document


def _failed(error: Exception, *, paged: bool) -> RenderError:
    """Return the finding for an error of WeasyPrint; ``paged`` is true if WeasyPrint counts the
    pages of the document."""
    page = error.page if isinstance(error, PageFailed) else None
    inner = error.error if isinstance(error, PageFailed) else error
    where = Location(page=page if paged else None)
    if isinstance(inner, RecursionError | MemoryError | SyntaxError):
        return RenderError.of("render-too-much", where)
    return RenderError.of("render-failed", where, code=f"{type(inner).__name__} {raised_at(inner)}")


def _judge(*findings: Collection[Finding]) -> None:
    """Raise the first group of findings that is not empty: later groups often follow from it."""
    for group in findings:
        if group:
            raise RenderError(*group)


def _describe(document: Document, metadata: PdfMetadata) -> None:
    """Replace the metadata that WeasyPrint read from the HTML head."""
    date = metadata.created.isoformat(timespec="seconds")
    about = document.metadata
    about.title = metadata.title
    about.authors = [metadata.author] if metadata.author else []
    about.description = metadata.subject
    about.keywords = list(metadata.keywords)
    about.generator = "Mujaz"
    about.created = about.modified = date
    about.lang = metadata.language


def _finish(pdf: Pdf, layer: TextLayer, tree: Structure, metadata: PdfMetadata) -> None:
    """Finish the PDF just before it is written: the glyph codes in its fonts, its structure, its
    page direction."""
    layer.write_codes(pdf)
    write_texts(pdf, layer.lines, layer.page_numbers(pdf))
    part_texts(pdf, tree.finish(pdf))
    nest_marks(pdf)
    pdf.catalog["ViewerPreferences"]["DisplayDocTitle"] = "true"
    if _right_to_left(metadata):
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"


def _right_to_left(metadata: PdfMetadata) -> bool:
    return metadata.language.partition("-")[0] == "ar"


def _link_rule(target: str) -> str:
    return "local-link" if target.lower().startswith("file:") else "unsafe-link"


def _bad_links(document: Document) -> list[Finding]:
    """Find the links to local files, which lead nowhere on another machine, and those that open
    programs."""
    findings = []
    for number, page in enumerate(document.pages, 1):
        for kind, target, *_ in page.links:
            if kind != "internal" and opens_program(target):
                place = Location(page=number)
                findings.append(Finding(_link_rule(target), place, {"url": target}))
    return findings


def _folder_url(folder: Path) -> str:
    return folder.resolve().as_uri() + "/"


class _Records(logging.Handler):
    """Stores log records from warnings up as findings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.findings.append(Finding("render-warning", Location(), {"text": record.getMessage()}))


@contextmanager
def _log() -> Iterator[list[Finding]]:
    handler = _Records()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler.findings
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
