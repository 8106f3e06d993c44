"""The renderer: HTML to a tagged PDF with bundled fonts only and a text layer that can be searched.

WeasyPrint, and Pango behind it, are loaded only when a page is set.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.fonts import font_faces
    from report.render.machine import check_machine
    from report.render.model import DrawnText, PdfMetadata, RenderedPdf
    from report.render.rendering import render_pdf
    from report.render.text_check import check_text
    from report.render.write import replace_file

_HOME = {
    "DrawnText": "model",
    "PdfMetadata": "model",
    "RenderedPdf": "model",
    "check_machine": "machine",
    "check_text": "text_check",
    "font_faces": "fonts",
    "replace_file": "write",
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
    "replace_file",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"report.render.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
