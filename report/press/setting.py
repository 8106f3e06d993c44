"""HTML to PDF."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from report.bounds import need_pages
from report.document import Stylesheet
from report.document.links import opens_program
from report.errors import Finding, MujazError, PressError, Where, raised_at
from report.places import assets
from report.press.breaking import broken_words
from report.press.continuation import show_continued
from report.press.gate import check_text
from report.press.justification import justification
from report.press.line_ends import clean_line_ends
from report.press.machine import check_machine
from report.press.markers import markers_in_place
from report.press.markup import markup_findings
from report.press.model import DrawnText, PdfMetadata, SetPdf
from report.press.overflow import ink_findings
from report.press.page_bound import PageFailed, bounded_pages
from report.press.pictures import PictureCache
from report.press.spoken import part_texts, write_texts

if TYPE_CHECKING:
    from report.press.engine.document import Document
    from report.press.engine.pdf import Pdf
    from report.press.register.lane import Lane
    from report.press.register.model import SetRegister
    from report.tables.model import LongTable

#: WeasyPrint's drawing function and its logger belong to the whole process: one document is set at a time.
_PRESS = Lock()


def set_pdf(
    html: str,
    *,
    stylesheets: Sequence[Stylesheet],
    roots: Sequence[Path],
    metadata: PdfMetadata,
    kashida: bool = False,
    text_gate: bool = True,
    registers: Mapping[str, LongTable] = MappingProxyType({}),
) -> SetPdf:
    """Set ``html`` into a tagged PDF, not compressed, whose bytes depend only on what is given here.

    Relative URLs of the HTML start from the first of ``roots``; only files inside ``roots``, the stylesheets'
    folders and the fonts of the house can be loaded. With ``kashida`` words of justified lines are elongated
    before their spaces grow (see :mod:`report.press.kashida`). With ``text_gate`` the PDF is read back (see
    :func:`report.press.gate.check_text`). ``registers`` are tables of which the HTML has the first rows only: their
    pages are set beside the document (see :mod:`report.press.register.lane`).

    :raises PressError: ``no-pango``, ``no-weasyprint``, ``wrong-weasyprint``, ``fetch-refused``, ``missing-picture``,
        ``foreign-font``, ``missing-glyph``, ``text-cut``, ``local-link``, ``unsafe-link``, ``press-warning``,
        ``press-too-much``, ``layout-nested``, ``press-failed``, ``off-page``, ``cell-overflow``, ``text-over-text``,
        ``text-lost``, ``bound-pages``; and what :mod:`report.press.markup` and :mod:`report.press.svg_bounds` find.
    """
    check_machine()
    with (
        _PRESS, _fewer_collections(), bounded_pages(), broken_words(), clean_line_ends(),
        justification(kashida=kashida),
    ):  # fmt: skip
        set_, drawn = _set(html, stylesheets, roots, metadata, registers)
    if text_gate:
        check_text(set_.data, drawn)
    return set_


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Let Python look for cycles less often: a document is one large tree, which each search walks from end to end.

    A tenth of the time on 20 pages, for no memory that can be measured.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _set(
    html: str,
    stylesheets: Sequence[Stylesheet],
    roots: Sequence[Path],
    metadata: PdfMetadata,
    registers: Mapping[str, LongTable],
) -> tuple[SetPdf, list[DrawnText]]:
    """Set a document, and return it with the lines that were drawn."""
    from report.press.engine.document import workshop, write_pdf
    from report.press.fetch import HouseFetcher
    from report.press.structure import structure
    from report.press.text_layer import text_layer

    fetcher = HouseFetcher([*roots, *(sheet.base for sheet in stylesheets), assets()])
    rtl = _right_to_left(metadata)
    with (
        _log() as records,
        text_layer(rtl=rtl) as layer,
        structure(rtl=rtl) as tree,
        markers_in_place(),
        workshop(fetcher, PictureCache()) as shop,
    ):
        lane: Lane | None = None
        try:
            sheets = [shop.sheet(sheet.css, _folder_url(sheet.base)) for sheet in stylesheets]
            if registers:
                from report.press.register.lane import Lane

                lane = Lane(registers, layer, shop, sheets, metadata.language)
            source = shop.source(html, _folder_url(roots[0]) if roots else None)
            _judge(markup_findings(source.root))
            with nullcontext() if lane is None else lane.looking():
                document = source.lay_out(sheets)
            show_continued(document)
            if lane is not None:
                lane.settle(document)
                need_pages(len(document.pages) + lane.more)
            _judge(ink_findings(document))
            _describe(document, metadata)
            drawn: list[DrawnText] = []
            set_registers: list[SetRegister] = []

            def finish(pdf: Pdf) -> None:
                _finish(pdf, layer, tree, metadata)
                drawn.extend(layer.drawn(pdf))
                if lane is not None:
                    set_registers.extend(lane.set_registers(pdf, document, tree))

            # Whoever finishes the file compresses it: WeasyPrint would do that twice, once for its identifier.
            data = write_pdf(document, metadata.identifier, finish)
            _judge(fetcher.findings, layer.findings, _bad_links(document), records)
        except Exception as error:
            if lane is not None:
                lane.close()
            if isinstance(error, MujazError):
                raise
            _judge(fetcher.findings, layer.findings, records)
            raise _failed(error, paged=lane is None) from error
    pages = len(document.pages) + (0 if lane is None else lane.more)
    made = SetPdf(
        data=data,
        pages=pages,
        fonts=layer.fonts(),
        registers=tuple(set_registers),
        pictures=tuple(fetcher.loaded),
    )
    return made, drawn


def _failed(error: Exception, *, paged: bool) -> PressError:
    """Return what is told of an error of WeasyPrint; ``paged`` says whether it counts the pages of the document."""
    page = error.page if isinstance(error, PageFailed) else None
    inner = error.error if isinstance(error, PageFailed) else error
    where = Where(page=page if paged else None)
    if isinstance(inner, RecursionError | MemoryError | SyntaxError):
        return PressError.of("press-too-much", where)
    return PressError.of("press-failed", where, code=f"{type(inner).__name__} {raised_at(inner)}")


def _judge(*findings: list[Finding]) -> None:
    """Raise the first group of findings that is not empty: the later ones often follow from it."""
    for group in findings:
        if group:
            raise PressError(*group)


def _describe(document: Document, metadata: PdfMetadata) -> None:
    """Put the metadata in place of what WeasyPrint read from the HTML's head."""
    date = metadata.created.isoformat(timespec="seconds")
    about = document.metadata
    about.title = metadata.title
    about.authors = [metadata.author] if metadata.author else []
    about.description = metadata.subject
    about.keywords = list(metadata.keywords)
    about.generator = "Mujaz"
    about.created = about.modified = date
    about.lang = metadata.language


def _finish(pdf: Pdf, layer: Any, tree: Any, metadata: PdfMetadata) -> None:
    """Finish the PDF just before it is written: our codes in its fonts, its structure, the direction of its pages."""
    layer.write_codes(pdf)
    write_texts(pdf, layer.lines, layer.page_numbers(pdf))
    tree.finish(pdf)
    part_texts(pdf)
    pdf.catalog["ViewerPreferences"]["DisplayDocTitle"] = "true"
    if _right_to_left(metadata):
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"


def _right_to_left(metadata: PdfMetadata) -> bool:
    return metadata.language.partition("-")[0] == "ar"


def _link_rule(target: str) -> str:
    return "local-link" if target.lower().startswith("file:") else "unsafe-link"


def _bad_links(document: Document) -> list[Finding]:
    """Find the links that lead into this machine, and would lead nowhere on any other, and those that open programs."""
    return [
        Finding(
            "local-link" if target.lower().startswith("file:") else "unsafe-link",
            Where(page=number),
            {"url": target},
        )
        for number, page in enumerate(document.pages, 1)
        for kind, target, *_ in page.links
        if kind != "internal" and opens_program(target)
    ]


def _folder_url(folder: Path) -> str:
    return folder.resolve().as_uri() + "/"


class _Records(logging.Handler):
    """Keeps what is logged, from warnings up, as findings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.findings.append(Finding("press-warning", Where(), {"text": record.getMessage()}))


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
