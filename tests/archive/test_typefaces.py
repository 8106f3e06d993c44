"""The fonts of an edition are compared with the bundled ones: no false alarm, and no forgery that passes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import ascii_uppercase

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from document.small import SmallBrief
from report.archive.verify.typefaces import unlike_bundled
from report.building import build, verify
from report.errors import Location

HERE = Location(file="a.pdf")
#: What a full stop, a comma or a percent sign is kerned with, in either direction of the line.
SIGNS = (".", ",", "%", "+", "-", "٫", "٬", "٪", "1", "7", "٧")
LETTERS = "دورزلاكمي«»"

ARROWS = """
[[sections.blocks]]
table = "incidents"
rows = "kind"
measures = [{ measure = "all", show = "difference from previous", change = "arrow" }]
caption = "الحوادث حسب النوع"
"""


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0":
            yield item


def rules(pdf: pikepdf.Pdf) -> list[str]:
    return [finding.rule for finding in unlike_bundled(list(fonts(pdf)), HERE)]


@pytest.fixture
def edition(every_pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(every_pdf)) as pdf:
        yield pdf


def _more_rows(places: list[str], last: int) -> Iterator[str]:
    for number, place in enumerate(places, last + 1):
        yield f'{number},"{place}",حريق,2026-01-05,0'


def test_kerned_signs_and_arrows_are_those_of_the_fonts(brief: SmallBrief, tmp_path: Path) -> None:
    lines = []
    for sign in SIGNS:
        latin = " ".join(f"{letter}{sign}{letter}" for letter in ascii_uppercase)
        arabic = " ".join(f"{letter}{sign} {sign}{letter}" for letter in LETTERS)
        lines += [latin, arabic, f"{latin.lower()} «{sign}» ({sign}) …{sign}،"]
    head, *rows = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    brief.write("incidents.csv", "\n".join([head, *rows, *_more_rows(lines, len(rows))]))
    brief.prose("\n\n".join(lines)).add(ARROWS)
    path = build(brief.folder, tmp_path / "a.pdf").path
    verification = verify(path, judge=False, rebuild=False)
    findings = [finding for check in verification.checks for finding in check.findings]
    assert findings == [] and verification.level == "counted"
    with pikepdf.open(path) as pdf:
        names = {str(font.BaseFont).partition("+")[2] for font in fonts(pdf)}
    assert "Noto-Sans-Symbols-2" in names


def test_tables_of_vertical_lines_do_not_matter(edition: pikepdf.Pdf) -> None:
    file = next(fonts(edition)).DescendantFonts[0].FontDescriptor.FontFile2
    font = TTFont(BytesIO(file.read_bytes()), recalcBBoxes=False)
    for tag, size in (("vhea", 36), ("vmtx", 3)):
        font[tag] = DefaultTable(tag)
        font[tag].data = bytes(size)
    written = BytesIO()
    font.save(written)
    file.write(written.getvalue())
    assert rules(edition) == []


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + bytes(40)])
def test_a_font_that_cannot_be_read_is_reported_as_such(
    content: bytes, edition: pikepdf.Pdf
) -> None:
    font = next(fonts(edition))
    font.DescendantFonts[0].FontDescriptor.FontFile2.write(content)
    (finding,) = unlike_bundled(list(fonts(edition)), HERE)
    assert (finding.rule, finding.values["font"]) == (
        "font-unreadable",
        str(font.BaseFont).partition("+")[2],
    )
    assert finding.values["reason"] and all(map(finding.text, ("ar", "en")))


def test_a_sign_of_a_width_that_no_kerning_gives_is_found(edition: pikepdf.Pdf) -> None:
    for font in fonts(edition):
        descendant = font.DescendantFonts[0]
        first, widths = descendant.W
        descendant.W = pikepdf.Array([first, pikepdf.Array([int(width) + 333 for width in widths])])
    assert set(rules(edition)) == {"font-differs"}
