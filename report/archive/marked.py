"""Read the texts drawn on the pages of a PDF by pdfium, grouped by their marked content.

pdfium is the renderer of Chrome. The text of a text object is what its glyphs represent: the
ToUnicode text of their font, or the replacement text (``ActualText``) of the content around them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

    from report.file_bytes import Source

#: The marked content of texts outside all elements: running heads, page numbers, marking.
FURNITURE = -1
#: The maximum length of a text, in bytes, that is read with one call.
_USUAL = 2048


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The texts of a page: ``marked`` by the number of their marked content, ``apart`` those
    outside of all."""

    marked: Mapping[int, str]
    apart: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[tuple[int, str]]) -> PageTexts:
        """Return the texts of a page from texts in painting order, each after its marked
        content."""
        by_mark: dict[int, list[str]] = {}
        for mark, text in texts:
            by_mark.setdefault(mark, []).append(text)
        apart = tuple(by_mark.pop(FURNITURE, ()))
        return cls({mark: "".join(texts) for mark, texts in by_mark.items()}, apart)


class TextReader:
    """Reads the text objects of one page while ``text_page``, of pdfium, is open."""

    def __init__(self, text_page: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._read = raw.FPDFTextObj_GetText
        self._text_page = text_page
        self._buffer = (ctypes.c_ushort * (_USUAL // 2))()

    def text(self, handle: FPDF_PAGEOBJECT) -> str:
        """Return the text that the glyphs of a text object represent."""
        buffer: ctypes.Array[ctypes.c_ushort] = self._buffer
        size = self._read(handle, self._text_page, buffer, _USUAL)
        if size > _USUAL:
            buffer = (ctypes.c_ushort * (size // 2))()
            self._read(handle, self._text_page, buffer, size)
        return ctypes.string_at(buffer, size).decode("utf-16-le", "replace").rstrip("\0")


def read_page_texts(data: Source, blank: Container[int] = ()) -> tuple[PageTexts, ...]:
    """Return the texts of every page of a PDF.

    :param blank: the numbers of the pages, from 1, that are known to have no content.
    :raises ValueError: if pdfium cannot read it.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data if isinstance(data, bytes) else data.opened())
        try:
            return tuple(
                PageTexts({}, ()) if index + 1 in blank else PageTexts.of(_texts(document[index]))
                for index in range(len(document))
            )
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def _texts(page: PdfPage) -> Iterator[tuple[int, str]]:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    reader = TextReader(text_page)
    try:
        for index in range(raw.FPDFPage_CountObjects(page)):
            handle = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_TEXT:
                yield raw.FPDFPageObj_GetMarkedContentID(handle), reader.text(handle)
    finally:
        text_page.close()
        page.close()
