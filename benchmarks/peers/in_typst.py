"""The table in Typst, from PyPI: its table function, a repeated head, tagged as Typst does from
0.14 on."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers.common import (
    ABOVE,
    BESIDE,
    FONTS,
    LEAD,
    LINE,
    MARGINS,
    SIZE,
    TINT,
    TITLE,
    Table,
    main,
)


def write(table: Table, path: Path) -> None:
    """Write the PDF."""
    import typst

    top, outer, bottom, spine = MARGINS
    columns = ", ".join(f"{width}fr" for width in table.widths)
    # A line of Typst is as high as the type: half of the leading stands above the first and half
    # below the last.
    above = f"{ABOVE}mm + {(LEAD - SIZE) / 2}pt"
    source = f"""
#set page("a4", margin: (top: {top}mm, bottom: {bottom}mm, right: {spine}mm, left: {outer}mm),
  header: align(right)[{TITLE}],
  footer: context align(left)[#counter(page).display() من #counter(page).final().first()])
#set text(lang: "ar", dir: rtl, font: "IBM Plex Sans Arabic", size: {SIZE}pt, top-edge: .75em, bottom-edge: -.25em)
#set par(leading: {LEAD - SIZE}pt)
#set document(title: "{TITLE}")
= {TITLE}
#let data = json("rows.json")
#set table.cell(breakable: false)
#table(columns: ({columns}), inset: (x: {BESIDE}mm, y: {above}),
  stroke: (x: none, top: none, bottom: .5pt + rgb("{LINE}")),
  fill: (_, y) => if calc.even(y) {{ rgb("{TINT}") }}, align: start + top,
  table.header(..data.head.map(strong)), ..data.rows.flatten())
"""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        cells = {"head": table.head, "rows": table.rows}
        (folder / "rows.json").write_text(json.dumps(cells, ensure_ascii=False), "utf-8")
        (folder / "main.typ").write_text(source, "utf-8")
        typst.compile(folder / "main.typ", output=path, root=folder, font_paths=[FONTS])


if __name__ == "__main__":
    main(write)
