"""An edition of a table that is several sheets of a workbook: it verifies, is traced to its sheets, and is rebuilt."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import openpyxl

from brief.minimal import HEADING
from report.building import build, rebuild, trace, verify

TOML = (
    HEADING
    + """
[tables.t]
source = "t.xlsx"
label = "الحوادث"
sheet = "*"
sheet_column = "الشهر"
[tables.t.columns]
"العدد" = { label = "العدد", type = "integer" }
[measures.all]
label = "كل الحوادث"
sum = "t"
column = "العدد"
by = "الشهر"
noun = "حادث"
[[sections]]
title = "القسم"
[[sections.blocks]]
register = "t"
columns = ["المدينة", "العدد", "الشهر"]
caption = "السجل"
[[sections.blocks]]
method = "measures"
caption = "المنهج"
"""
)


def test_an_edition_of_several_sheets_is_proved(tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, name in enumerate(("يناير", "فبراير")):
        page = book.create_sheet(name)
        for row in (["المدينة", "العدد"], ["فاس", 40 + number], ["سلا", 7]):
            page.append(row)
    book.save(folder / "t.xlsx")
    (folder / "brief.toml").write_text(TOML, "utf-8")
    pdf = build(folder, tmp_path / "a.pdf").path
    assert verify(pdf, judge=False).sound
    origins = chain.from_iterable(traced.origins for traced in trace(pdf, "95"))
    (origin,) = {origin.measure: origin for origin in origins}.values()
    assert (origin.measure, [list(rows.rows) for rows in origin.rows]) == ("all", [[1, 2, 3, 4]])
    origins = chain.from_iterable(traced.origins for traced in trace(pdf, "48"))
    assert {origin.measure for origin in origins} == {"all[فبراير]"}
    rebuild(pdf, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == pdf.read_bytes()
