"""The press: HTML to a tagged PDF with bundled fonts only and a text layer that can be searched.

WeasyPrint, and Pango behind it, are loaded only when a page is set.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.press.fonts import font_faces
    from report.press.gate import check_text
    from report.press.machine import check_machine
    from report.press.model import DrawnText, PdfMetadata, SetPdf
    from report.press.setting import set_pdf
    from report.press.write import replace_file

_HOME = {
    "DrawnText": "model",
    "PdfMetadata": "model",
    "SetPdf": "model",
    "check_machine": "machine",
    "check_text": "gate",
    "font_faces": "fonts",
    "replace_file": "write",
    "set_pdf": "setting",
}

__all__ = [
    "DrawnText",
    "PdfMetadata",
    "SetPdf",
    "check_machine",
    "check_text",
    "font_faces",
    "replace_file",
    "set_pdf",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"report.press.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
