"""The table in WeasyPrint as it comes: one HTML table, tagged, with a running head and page
numbers."""

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


def page(table: Table) -> str:
    """Return the table as a page of HTML with its styles."""
    columns = "".join(f'<col style="width:{width}%">' for width in table.widths)
    head = "".join(f"<th>{escape(name)}</th>" for name in table.head)
    cells = ("</td><td>".join(map(escape, row)) for row in table.rows)
    body = "".join(f"<tr><td>{row}</td></tr>" for row in cells)
    top, outer, bottom, spine = MARGINS
    css = f"""
    @font-face {{ font-family: Plex; src: url("{REGULAR.as_uri()}") }}
    @font-face {{ font-family: Plex; font-weight: 600; src: url("{BOLD.as_uri()}") }}
    @page {{ size: A4; margin: {top}mm {spine}mm {bottom}mm {outer}mm; font-family: Plex; font-size: 8pt;
      @top-right {{ content: "{TITLE}" }} @bottom-left {{ content: counter(page) " من " counter(pages) }} }}
    body {{ margin: 0; font-family: Plex; font-size: {SIZE}pt; line-height: {LEAD}pt }}
    table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
    th, td {{ text-align: right; vertical-align: top; padding: {ABOVE}mm {BESIDE}mm; border-bottom: .5pt solid {LINE} }}
    th {{ font-weight: 600 }} tr {{ break-inside: avoid }} tr:nth-child(even) td {{ background: {TINT} }}
    """
    head = f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
    rows = f"<table>{head}<tbody>{body}</tbody></table>"
    start = f'<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>{TITLE}</title>'
    return f"{start}<style>{css}</style><h1>{TITLE}</h1>{rows}</html>"


def write(table: Table, path: Path) -> None:
    """Write the PDF."""
    from weasyprint import HTML

    HTML(string=page(table)).write_pdf(path, pdf_tags=True)


if __name__ == "__main__":
    main(write)
