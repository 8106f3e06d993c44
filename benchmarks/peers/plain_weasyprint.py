"""The table in WeasyPrint as it comes: one HTML table, tagged, with a running head and page numbers."""

from __future__ import annotations

from html import escape
from pathlib import Path

from benchmarks.peers.common import BOLD, LEAD, MARGINS, REGULAR, SIZE, TITLE, WIDTHS, main
from benchmarks.rows import HEAD, Kind, rows


def write(count: int, kind: Kind, path: Path) -> None:
    """Write the PDF."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    columns = "".join(f'<col style="width:{width}%">' for width in WIDTHS)
    head = "".join(f"<th>{escape(name)}</th>" for name in HEAD)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows(count, kind))
    table = f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    html = f'<html lang="ar" dir="rtl"><title>{TITLE}</title><h1>{TITLE}</h1>{table}</html>'
    top, outer, bottom, spine = MARGINS
    css = f"""
    @font-face {{ font-family: Plex; src: url("{REGULAR.as_uri()}") }}
    @font-face {{ font-family: Plex; font-weight: 600; src: url("{BOLD.as_uri()}") }}
    @page {{ size: A4; margin: {top}mm {spine}mm {bottom}mm {outer}mm; font-family: Plex; font-size: 8pt;
      @top-right {{ content: "{TITLE}" }} @bottom-left {{ content: counter(page) " من " counter(pages) }} }}
    body {{ font-family: Plex; font-size: {SIZE}pt; line-height: {LEAD}pt }}
    table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
    th, td {{ text-align: right; vertical-align: top; padding: 1mm 1.5mm; border-bottom: .5pt solid #cfd6d4 }}
    tr {{ break-inside: avoid }} tr:nth-child(even) td {{ background: #f2f5f3 }}
    """
    HTML(string=html).write_pdf(
        path, stylesheets=[CSS(string=css, font_config=fonts)], font_config=fonts, pdf_tags=True
    )


if __name__ == "__main__":
    main(write)
