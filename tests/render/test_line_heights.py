"""Lines with characters of another face are as high as their neighbours."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from render.long_tables.registers import write_brief

from report.arabic import isolate
from report.building import build
from report.render import RenderedPdf

Set = Callable[..., RenderedPdf]
MIXED = [
    "قال ▲ INTERPOL هنا",
    "قال □ FBI هنا",
    "محمد ﷺ INTERPOL هنا",
    "ⵜⴰⴳⵍⴷⵉⵜ ثم INTERPOL",
    "بقدر 5 ≤ 7 ﷽ km²",
]


def baselines(pdf: bytes) -> list[float]:
    """Return the heights of the lines of the first page, in its own units."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        instructions = pikepdf.parse_content_stream(file.pages[0])
        places = {float(operands[5]) for operands, sign in instructions if str(sign) == "Tm"}
    return sorted({round(place, 2) for place in places})


@pytest.mark.parametrize("family", ["Amiri", "IBM Plex Sans Arabic"])
def test_lines_are_equally_far_apart(family: str, set_body: Set) -> None:
    faces = "'IBM Plex Sans Arabic', Amiri, 'Noto Sans Tifinagh', 'Noto Sans Symbols 2'"
    css = f"html,p,bdi{{font-family:'{family}',{faces};text-align:right}} p{{margin:0}}"
    lines = ["نص أول", *MIXED, "نص أخير"]
    pdf = set_body("".join(f"<p>{isolate(line)}</p>" for line in lines), family, css).data
    heights = baselines(pdf)
    assert len(heights) == len(lines)
    gaps = [upper - lower for lower, upper in pairwise(heights)]
    assert max(gaps) - min(gaps) < 0.02


def test_a_long_register_begins_with_characters_of_another_face(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=False)
    table = folder / "events.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    rows[:5] = [row.rpartition(",")[0] + f",{text}" for row, text in zip(rows, MIXED, strict=False)]
    table.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    assert build(folder, tmp_path / "brief.pdf").pages > 3
