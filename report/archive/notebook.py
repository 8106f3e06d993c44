"""Show the pages of a PDF as pictures in HTML, for notebooks."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

#: The width of a page in pixels.
WIDTH = 560
#: The maximum number of pages shown.
MOST_PAGES = 8
_PICTURE = (
    '<img alt="page {number}" width="{width}" height="{height}" style="border: 1px solid #ccc; '
    'margin: 4px" src="data:image/png;base64,{data}">'
)


def pages_html(pdf: bytes | Path, title: str) -> str:
    """Return the first pages of a PDF under its title, with the number of all pages.

    For a PDF that cannot be read, return its title and the reason, so that a notebook shows these
    instead of pages.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            count = len(document)
            shown = [_page(document[index]) for index in range(min(count, MOST_PAGES))]
    except (OSError, pypdfium2.PdfiumError) as error:
        return message_html(f"{title}: {error}")
    pages = f"{count} page{'' if count == 1 else 's'}"
    if len(shown) < count:
        pages = f"pages 1 to {len(shown)} of {count}"
    pictures = "".join(_picture(number, page) for number, page in enumerate(shown, start=1))
    return f'<div dir="ltr"><p>{escape(title)}: {pages}</p>{pictures}</div>'


def message_html(text: str) -> str:
    """Return a text as HTML that keeps its line breaks."""
    return f'<pre dir="auto">{escape(text)}</pre>'


def _page(page: PdfPage) -> Image:
    """Return a page, :data:`WIDTH` pixels wide."""
    picture: Image = page.render(scale=WIDTH / page.get_width()).to_pil()
    return picture


def _picture(number: int, page: Image) -> str:
    file = BytesIO()
    # 64 colours are enough to read text and charts, in a third of the bytes.
    page.quantize(64).save(file, "PNG", optimize=True)
    data = b64encode(file.getvalue()).decode("ascii")
    return _PICTURE.format(number=number, width=page.width, height=page.height, data=data)
