"""The drawing as a file: equal bytes, no text, nothing of the machine in it; and the cost of a start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import matplotlib
import pytest
from charts.chart_data import chart_data, group_data, matrix_data
from charts.test_colours import lab_of

from report.charts import draw
from report.charts.palette import house_palette
from report.charts.style import SERIES_FILLS

ROOT = Path(__file__).parents[2]

SCRIPT = """
import hashlib, logging
from charts.chart_data import group_data, matrix_data
from report.charts import draw
from report.charts.grammar.data import ChartData, Datum, Member, Panel
plain = ChartData(
    categories=tuple(Member(label=label, position=place) for place, label in enumerate("أب")),
    series=tuple(map(lambda label: Member(label=label), "سصع")),
    panels=(Panel(label="", cells=(
        tuple((Datum(value=value, text=str(value)),) for value in (1, 2, 3)),
        tuple((Datum(value=value, text=str(value)),) for value in (4, None, 6)),
    )),),
)
cells = {(row, column) for row in range(9) for column in range(9) if (row * column) % 3}
names = tuple("ابتثجحخدذ")
units = group_data(("أ", 3), ("ب", 4))
for kind, data in (
    ("grouped", plain), ("stacked", plain), ("units", units),
    ("matrix", matrix_data(names, names, cells)),
):
    print(hashlib.sha256(repr(draw(kind, data, width=300)).encode()).hexdigest())
"""

ACCENT = house_palette().color("accent")
SECOND = house_palette().color("second")


def run(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {
        "PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "MPLCONFIGDIR": str(tmp_path), "HOME": str(tmp_path),
        **environment,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=variables,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )


def test_same_bytes_under_any_hash_seed_zone_and_user_style(tmp_path: Path) -> None:
    result = run(tmp_path, PYTHONHASHSEED="1", TZ="UTC")
    # A style file in the working folder is read by Matplotlib before all others.
    style = "svg.hashsalt: other\nlines.scale_dashes: True\npath.sketch: 1, 100, 2\nfigure.autolayout: True\n"
    (tmp_path / "matplotlibrc").write_text(style, encoding="utf-8")
    two = run(tmp_path, PYTHONHASHSEED="2", TZ="Africa/Casablanca", SOURCE_DATE_EPOCH="0")
    assert len(result.stdout.split()) == 4
    assert result.stdout == two.stdout


def test_first_start_says_nothing_even_without_a_folder_to_write(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    started = run(tmp_path, MPLCONFIGDIR=str(blocked / "below"), HOME=str(blocked))
    assert started.stderr == ""


def test_importing_the_room_loads_no_matplotlib() -> None:
    probe = "import json, sys, report.charts; print(json.dumps([n for n in sys.modules if n in ('matplotlib', 'numpy')]))"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("width", [222.0, 459.0])
def test_svg_is_well_formed_shapes_only(width: float) -> None:
    nasty = "<script>alert(1)</script>&\x01\ufffe"
    data = chart_data([nasty], ["س"], [[3]], axis_label=nasty)
    drawing = draw("bars", data, width=width)
    root = ElementTree.fromstring(drawing.svg)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "g", "path", "defs", "style"}
    assert "script" not in drawing.svg
    assert root.get("viewBox") == f"0 0 {width:g} {drawing.height:g}"


def test_svg_names_no_maker_no_date_and_no_address_but_its_namespaces() -> None:
    drawing = draw("units", group_data(("أ", 3)), width=222)
    bare = drawing.svg.replace("http://www.w3.org/2000/svg", "").replace(
        "http://www.w3.org/1999/xlink", ""
    )
    assert "http" not in bare
    assert "matplotlib" not in bare.lower()
    assert "<!" not in bare


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were() -> None:
    earlier = dict(matplotlib.rcParams)
    draw("matrix", matrix_data(("أ",), ("ب",), ()), width=222)
    assert dict(matplotlib.rcParams) == earlier


def test_fills_are_told_apart_in_greyscale() -> None:
    assert abs(lab_of(ACCENT)[0] - lab_of(SECOND)[0]) >= 20
    plain = [house_palette().color(fill.tone) for fill in SERIES_FILLS if fill.hatch == "none"]
    for index, tone in enumerate(plain):
        assert all(abs(lab_of(tone)[0] - lab_of(second)[0]) >= 20 for second in plain[:index])
    hatches = [fill.hatch for fill in SERIES_FILLS if fill.hatch != "none"]
    assert len(hatches) == len(set(hatches))
