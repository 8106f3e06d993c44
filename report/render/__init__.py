"""The renderer: convert HTML to a tagged PDF with bundled fonts only and a searchable text layer.

WeasyPrint and Pango are loaded only when a page is rendered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.render.fonts import font_faces
    from report.render.machine import check_machine
    from report.render.model import DrawnText, PdfMetadata, RenderedPdf
    from report.render.rendering import render_pdf
    from report.render.text_check import check_text

_HOME = {
    "DrawnText": "model",
    "PdfMetadata": "model",
    "RenderedPdf": "model",
    "check_machine": "machine",
    "check_text": "text_check",
    "font_faces": "fonts",
    "render_pdf": "rendering",
}

__all__ = [
    "DrawnText",
    "PdfMetadata",
    "RenderedPdf",
    "check_machine",
    "check_text",
    "font_faces",
    "render_pdf",
]

__getattr__ = lazy_names(__name__, {name: f"{__name__}.{home}" for name, home in _HOME.items()})
