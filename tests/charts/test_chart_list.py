"""Each entry of ``docs/charts.md`` that can be drawn is drawn from its TOML; the count on the page is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from brief_schema import SCHEMA
from charts.drawing import Gallery
from jsonschema import Draft202012Validator

from report.charts import KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs/charts.md").read_text("utf-8")
_ENTRY = re.compile(r"^### (?P<name>.+?)\n(?P<body>.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"```toml\n(.*?)```", re.DOTALL)
_LEFT_OUT = re.compile(r"^\| (?P<name>[^|`]+?) \| (?P<why>[^|]+?) \|$", re.MULTILINE)


#: The entries of the poster (Visual-vocabulary-en.pdf, 2016 to 2019) by its groups.
POSTER = {
    "Deviation": "Diverging bar; Diverging stacked bar; Spine; Surplus/deficit filled line",
    "Correlation": "Scatterplot; Column + line timeline; Connected scatterplot; Bubble; XY heatmap",
    "Ranking": "Ordered bar; Ordered column; Ordered proportional symbol; Dot strip plot; Slope; "
    "Lollipop; Bump",
    "Distribution": "Histogram; Dot plot; Dot strip plot; Barcode plot; Boxplot; Violin plot; "
    "Population pyramid; Cumulative curve; Frequency polygons; Beeswarm",
    "Change over time": "Line; Column; Column + line timeline; Slope; Area chart; Candlestick; "
    "Fan chart (projections); Connected scatterplot; Calendar heatmap; Priestley timeline; "
    "Circle timeline; Vertical timeline; Seismogram; Streamgraph",
    "Magnitude": "Column; Bar; Paired column; Paired bar; Marimekko; Proportional symbol; "
    "Isotype (pictogram); Lollipop; Radar; Parallel coordinates; Bullet; Grouped symbol",
    "Part-to-whole": "Stacked column/bar; Marimekko; Pie; Donut; Treemap; Voronoi; Arc; Gridplot; "
    "Venn; Waterfall",
    "Spatial": "Basic choropleth (rate/ratio); Proportional symbol (count/magnitude); Flow map; "
    "Contour map; Equalised cartogram; Scaled cartogram (value); Dot density; Heat map",
    "Flow": "Sankey; Waterfall; Chord; Network",
}


def _drawn() -> list[Any]:
    """Return each TOML of the page with the group and the name of its entry."""
    drawn = []
    for group in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        title = group.partition("\n")[0]
        for entry in _ENTRY.finditer(group):
            fences = _FENCE.findall(entry["body"])
            assert fences, entry["name"]
            for index, toml in enumerate(fences):
                drawn.append(pytest.param(toml, id=f"{title}, {entry['name']}, {index}"))
    return drawn


def _left_out(text: str = PAGE) -> list[str]:
    rows = (row["name"] for row in _LEFT_OUT.finditer(text))
    return [name for name in rows if name not in {"left out", "---"}]


DRAWN = _drawn()
BRIEFS = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery.written(tmp_path_factory.mktemp("gallery"))


@pytest.mark.parametrize("toml", DRAWN)
def test_the_toml_of_each_entry_is_valid_and_is_drawn(gallery: Gallery, toml: str) -> None:
    block = tomllib.loads(toml)
    drawing = gallery.drawing(block)
    assert drawing.height > 0
    assert drawing.alt
    model = {**gallery.toml, "sections": [{"title": "رسوم", "blocks": [block]}]}
    assert [error.message for error in BRIEFS.iter_errors(_as_json(model))] == []


def test_the_page_counts_what_it_lists() -> None:
    names = re.findall(r"^### (.+)$", PAGE, re.MULTILINE)
    said = re.search(r"\*\*(\d+) of the (\d+) entries\*\*", PAGE)
    assert said is not None
    assert int(said[1]) == len(names)
    assert int(said[2]) == len(names) + len(_left_out())


def test_the_entries_are_those_of_the_poster() -> None:
    listed = {}
    for group in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        names = [*re.findall(r"^### (.+)$", group, re.MULTILINE), *_left_out(group)]
        listed[group.partition("\n")[0]] = sorted(names)
    assert listed == {group: sorted(names.split("; ")) for group, names in POSTER.items()}
    assert sum(map(len, listed.values())) == 74
    assert len(re.findall(r"^### ", PAGE, re.MULTILINE)) >= 40


def test_every_kind_is_on_the_page() -> None:
    drawn = {tomllib.loads(str(param.values[0]))["chart"] for param in DRAWN}
    assert drawn == set(KINDS)


def _as_json(value: object) -> Any:
    """Return TOML as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {key: _as_json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_as_json(child) for child in value]
    return value if isinstance(value, str | int | float) else str(value)
