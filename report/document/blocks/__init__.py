"""The kinds of blocks of Mujaz, a module each; ``KINDS`` says where each is.

:mod:`report.document.blocks.kind` says what a kind is.
"""

from __future__ import annotations

KINDS = {
    "prose": "report.document.blocks.prose:PROSE",
    "figures": "report.document.blocks.figures:FIGURES",
    "chart": "report.document.blocks.chart:CHART",
    "register": "report.document.blocks.register:REGISTER",
    "method": "report.document.blocks.method:METHOD",
    "quality": "report.document.blocks.quality:QUALITY",
    "sources": "report.document.blocks.sources:SOURCES",
    "index": "report.document.blocks.index:INDEX",
    "table": "report.document.blocks.table:TABLE",
    "note": "report.document.blocks.note:NOTE",
}
