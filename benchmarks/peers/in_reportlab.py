"""The table in ReportLab: a long table of paragraphs, its letters joined and turned round before:
it does neither."""

from __future__ import annotations

from html import escape
from pathlib import Path

from benchmarks.peers.common import (
    ABOVE,
    BESIDE,
    BOLD,
    LEAD,
    LINE,
    MARGINS,
    REGULAR,
    SIZE,
    TINT,
    TITLE,
    Table,
    main,
)


def write(table: Table, path: Path) -> None:
    """Write the PDF. Text is wrapped before it is turned round, so that lines are in their
    order."""
    from arabic_reshaper import reshape
    from bidi import get_display
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("Plex", str(REGULAR)))
    pdfmetrics.registerFont(TTFont("Plex-Bold", str(BOLD)))
    top, outer, bottom, spine = (value * mm for value in MARGINS)
    width = A4[0] - outer - spine
    style = ParagraphStyle("cell", fontName="Plex", fontSize=SIZE, leading=LEAD, alignment=TA_RIGHT)
    room = [width * share / 100 - 2 * BESIDE * mm for share in table.widths]

    def cell(text: str, index: int) -> Paragraph:
        lines: list[str] = []
        for word in reshape(text).split():
            if lines and pdfmetrics.stringWidth(f"{lines[-1]} {word}", "Plex", SIZE) <= room[index]:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return Paragraph("<br/>".join(escape(get_display(line)) for line in lines), style)

    body = [list(map(cell, row, range(len(row))))[::-1] for row in (table.head, *table.rows)]
    long = LongTable(
        body, colWidths=[width * share / 100 for share in table.widths][::-1], repeatRows=1
    )
    long.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *((f"{side}PADDING", (0, 0), (-1, -1), ABOVE * mm) for side in ("TOP", "BOTTOM")),
                *((f"{side}PADDING", (0, 0), (-1, -1), BESIDE * mm) for side in ("LEFT", "RIGHT")),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.HexColor(LINE)),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.HexColor(TINT)]),
            ]
        )
    )
    title = Paragraph(get_display(reshape(TITLE)), style)
    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=outer,
        rightMargin=spine,
        topMargin=top,
        bottomMargin=bottom,
    ).build([title, long])


if __name__ == "__main__":
    main(write)
