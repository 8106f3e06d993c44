"""A brief's own tokens and page rules reach charts, tables, both table renderers of registers, the cover and signatures."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from archive.signing.conftest import Desk, authority, desk, keys
from render.ink import sheets

from document.small import SmallBrief
from report.archive.signing.design import edition_design
from report.archive.signing.places import POINTS
from report.building import build
from report.design import house_geometry

__all__ = ["authority", "desk", "keys"]

#: A spine of 60 mm and an outer margin of 25 mm leave 125 mm for text.
COLORS = ":root { --accent: #8a1c1c; --grey: #333333 }"
BY_TOKEN = ":root { --margin-spine: 60mm; --margin-outer: 25mm; --margin-foot: 50mm }"
BY_RULE = "@page :left { margin: 24mm 60mm 50mm 25mm } @page :right { margin: 24mm 25mm 50mm 60mm }"


@pytest.fixture(params=["tokens.css", "brief.css"])
def narrow(request: pytest.FixtureRequest, brief: SmallBrief) -> SmallBrief:
    margins = BY_TOKEN if request.param == "tokens.css" else BY_RULE
    brief.write(f"templates/css/{request.param}", f"{COLORS} {margins}")
    return brief


def test_charts_and_tables_are_as_wide_as_the_pages(narrow: SmallBrief, tmp_path: Path) -> None:
    width = 125 * POINTS
    charts = [
        float(width)
        for width in re.findall(r'class="drawing" style="width: ([\d.]+)pt', narrow.composed().html)
    ]
    assert charts and all(chart in (int(width), (int(width) - 15) / 2) for chart in charts)
    edition = build(narrow.folder, tmp_path / "out.pdf")
    for sheet in sheets(edition.path):
        spine, outer = (60, 25) if sheet.number % 2 == 0 else (25, 60)
        for piece in sheet.pieces:
            assert (
                spine * POINTS - 1.5 <= piece.left
                and piece.right <= sheet.width - outer * POINTS + 1.5
            ), piece


def test_the_mark_of_a_signature_follows_the_edition(
    narrow: SmallBrief, tmp_path: Path, desk: Desk
) -> None:
    edition = build(narrow.folder, tmp_path / "out.pdf", text_gate=False).path
    design = edition_design(edition.read_bytes())
    assert "--accent:#8a1c1c;" in design.colors
    with pikepdf.open(desk.sign(edition)) as pdf:
        fields = []
        for field in pdf.Root.AcroForm.Fields:
            fields.append([float(edge) / POINTS for edge in field.Rect])
        marks = [
            bytes(field.AP.N.read_bytes()) for field in pdf.Root.AcroForm.Fields if "/AP" in field
        ]
        forms = []
        for field in pdf.Root.AcroForm.Fields:
            if "/AP" in field:
                for form in _forms(field.AP.N):
                    forms.append(form)
    shown = []
    for field in fields:
        if field[2] > field[0]:
            shown.append([round(edge, 1) for edge in field])
    assert shown and all(
        left >= 60 and right <= 185 and bottom >= 50 for left, bottom, right, _ in shown
    ), shown
    assert any(b"0.541176 0.109804 0.109804" in mark for mark in (*marks, *forms))


def _forms(stream: pikepdf.Object) -> list[bytes]:
    resources = stream.get("/Resources", {})
    return [bytes(form.read_bytes()) for form in dict(resources.get("/XObject", {})).values()]


def test_a_file_without_style_sheets_has_the_design_of_the_house(
    brief: SmallBrief, tmp_path: Path
) -> None:
    edition = build(brief.folder, tmp_path / "out.pdf", text_gate=False).path
    assert edition_design(edition.read_bytes()).pages == house_geometry()


@pytest.mark.parametrize(
    "css",
    [
        b"\xff",
        b":root{--accent:nothing}",
        b"@page{margin:1em}",
        b"a{" * 9_000,
        b":root{--a:calc(" + b"(" * 9_000,
    ],
)
def test_style_sheets_that_no_build_made_are_left_aside(
    css: bytes, small_pdf: bytes, tmp_path: Path
) -> None:
    edition = tmp_path / "out.pdf"
    edition.write_bytes(small_pdf)
    with pikepdf.open(edition, allow_overwriting_input=True) as pdf:
        name = "brief/templates/css/tokens.css"
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, css, filename=name)
        pdf.save(edition)
    assert edition_design(edition.read_bytes()).pages == house_geometry()


def test_pages_without_room_for_text_are_reported(brief: SmallBrief) -> None:
    finding = brief.write("templates/css/tokens.css", ":root { --margin-spine: 18cm }").finding()
    assert finding.rule == "bad-template" and "10 × 247 mm" in str(finding.values["reason"])
