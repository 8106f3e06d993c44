"""The outline of each worldview, territory by territory, and the places that worldviews dispute."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from report.errors import ExpressionError
from report.maps import find_worldview, worldview_names
from report.maps.outlines import facts, load
from report.maps.projecting import multi_polygon
from report.places import assets

HELD = Path(__file__).with_name("territories.csv")
#: Square kilometres of the statistics of the United Nations, where no boundary or count is in question.
AREAS = {
    ("UN", "EH"): 266_000,
    ("MA", "EG"): 1_002_450,
    ("MA", "SO"): 637_657,
    ("MA", "JO"): 89_342,
    ("MA", "PS"): 6_020,
    ("MA", "SY"): 185_180,
    ("MA", "RS"): 88_361,
    ("MA", "UA"): 603_550,
    ("MA", "FR"): 543_940,
    ("UN", "BR"): 8_515_767,
}
#: Longitude and latitude of places, and the territory that each worldview sees them in.
PLACES = {
    "El Aaiún": ((-13.0, 27.0), {"MA": "MA", "UN": "EH"}),
    "Dakhla": ((-15.5, 23.3), {"MA": "MA", "UN": "EH"}),
    "Tifariti": ((-10.5, 26.2), {"MA": "MA", "UN": "EH"}),
    "Tarfaya": ((-12.8, 27.9), {"MA": "MA", "UN": "MA"}),
    "Quneitra": ((35.78, 32.98), {"MA": "SY", "UN": "SY"}),
    "East Jerusalem": ((35.25, 31.79), {"MA": "PS", "UN": "PS"}),
    "West Jerusalem": ((35.15, 31.77), {"MA": "IL", "UN": "IL"}),
    "Gaza": ((34.4, 31.43), {"MA": "PS", "UN": "PS"}),
    "Pristina": ((21.1, 42.6), {"MA": "RS", "UN": "RS"}),
    "Taichung": ((120.9, 24.1), {"MA": "CN", "UN": "CN"}),
    "Simferopol": ((34.1, 45.0), {"MA": "UA", "UN": "UA"}),
    "Kyrenia": ((33.4, 35.25), {"MA": "CY", "UN": "CY"}),
    "Hargeisa": ((44.1, 9.6), {"MA": "SO", "UN": "SO"}),
    "Abyei": ((28.4, 9.7), {"MA": "SD", "UN": "SD"}),
    "Halaib": ((36.3, 22.3), {"MA": "EG", "UN": "EG"}),
    "Sukhumi": ((41.1, 43.0), {"MA": "GE", "UN": "GE"}),
    "Siachen": ((77.1, 35.4), {"MA": "IN", "UN": ""}),
    "Sebta": (None, {"MA": "MA", "UN": "ES"}),
}


@cache
def outlines(view: str, name: str) -> dict[str, shapely.MultiPolygon]:
    """The outline of each territory of a worldview."""
    territories, shapes = find_worldview(view).territories, defaultdict(list)
    for code, polygons in load(name).pieces.items():
        shapes[territories[code]].append(multi_polygon(polygons))
    return {code: shapely.union_all(shapes[code]) for code in sorted(shapes)}


def facts_of(outline: shapely.MultiPolygon) -> list[str]:
    """What is held of an outline: square kilometres, the box around it, a digest of its vertices."""
    area = (
        abs(Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(outline))[0]) / 1e6
    )
    box = " ".join(f"{side:.1f}" for side in outline.bounds)
    corners = shapely.get_coordinates(outline).round(3)
    vertices = sorted(map(tuple, corners.tolist()))
    digest = sha256(repr(vertices).encode()).hexdigest()[:12]
    return [f"{area:.0f}", box, digest]


def rows() -> list[list[str]]:
    lines = []
    for view in worldview_names():
        for code, outline in outlines(view, "countries").items():
            lines.append([view, code, *facts_of(outline)])
    return lines


def test_the_outline_of_each_worldview_is_held_territory_by_territory() -> None:
    # Written by: python tests/maps/test_worldviews.py
    held = list(csv.reader(HELD.read_text(encoding="utf-8").splitlines()))
    assert rows() == held[1:]


def test_worldviews_differ_only_where_a_decision_says_so() -> None:
    stated = {tuple(row) for row in rows()}
    both = {row[1:] for row in stated if ("MA", *row[1:]) in stated and ("UN", *row[1:]) in stated}
    differing = {row[1] for row in stated if row[1:] not in both}
    assert differing == {"MA", "EH", "ES", "IN", ""}


@pytest.mark.parametrize(
    ("key", "area"), AREAS.items(), ids=lambda key: "-".join(key) if isinstance(key, tuple) else ""
)
def test_areas_are_those_that_are_published(key: tuple[str, str], area: float) -> None:
    view, code = key
    drawn = float(facts_of(outlines(view, "countries")[code])[0])
    # Lakes, islets and the simplification are within four parts in a hundred.
    assert drawn == pytest.approx(area, rel=0.04)


@pytest.mark.parametrize("view", ["MA", "UN"])
@pytest.mark.parametrize("name", ["world", "countries"])
@pytest.mark.parametrize("place", PLACES)
def test_places_lie_in_the_territory_that_a_worldview_sees(
    place: str, name: str, view: str
) -> None:
    spot, seen = PLACES[place]
    if spot is None:
        # The two towns are below the detail of the outlines, so they are asked for by their piece.
        assert find_worldview(view).territories["ES.presides"] == seen[view]
        return
    point = shapely.Point(spot)
    inside = [code for code, outline in outlines(view, name).items() if outline.contains(point)]
    near = [
        code for code, outline in outlines(view, name).items() if outline.distance(point) < 0.15
    ]
    assert inside == [seen[view]] or (name == "world" and seen[view] in near)


def test_morocco_is_whole_in_its_own_worldview() -> None:
    whole, north = (outlines(view, "countries")["MA"] for view in ("MA", "UN"))
    sahara = outlines("UN", "countries")["EH"]
    assert whole.area == pytest.approx(north.area + sahara.area, rel=1e-4)
    assert (
        len(shapely.get_parts(shapely.union_all([north, sahara])))
        == len(shapely.get_parts(whole))
        == 1
    )


def test_territories_of_a_worldview_do_not_overlap() -> None:
    for view in worldview_names():
        shapes = list(outlines(view, "countries").values())
        whole = shapely.union_all(shapes).area
        assert sum(shape.area for shape in shapes) == pytest.approx(whole, rel=1e-5)


def test_no_worldview_is_the_default_and_an_unknown_one_lists_those_that_there_are() -> None:
    with pytest.raises(ExpressionError) as error:
        find_worldview("XX")
    (finding,) = error.value.findings
    assert finding.rule == "map-worldview"
    assert "MA" in finding.text("en") and "UN" in finding.text("ar")


def test_territories_without_an_outline_say_whose_part_they_are() -> None:
    assert find_worldview("MA").is_part_of("EH") == "MA"
    assert find_worldview("UN").is_part_of("EH") is None
    for view in worldview_names():
        assert find_worldview(view).is_part_of("TW") == "CN"
        assert find_worldview(view).is_part_of("XK") == "RS"


def test_each_decision_names_its_source() -> None:
    decisions = tomllib.loads((assets() / "maps" / "decisions.toml").read_text(encoding="utf-8"))
    entries = list(
        chain.from_iterable(decisions[key] for key in ("moved", "cut", "override", "line"))
    )
    assert len(entries) > 40
    assert all(len(entry["source"]) > 9 for entry in entries)
    # What is loaded is what is decided.
    for view, worldview in facts()["worldviews"].items():
        lines = {
            tuple(sorted(entry["between"]))
            for entry in decisions["line"]
            if view in entry["worldviews"]
        }
        assert lines == find_worldview(view).dashed
        moved = {
            entry["piece"]: entry["to"]
            for entry in decisions["override"]
            if entry["worldview"] == view
        }
        assert worldview["pieces"] == moved


def test_files_are_small_and_hold_what_their_read_me_says() -> None:
    folder = assets() / "maps"
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.gz")}
    assert sum(sizes.values()) < 1_000_000
    read_me = (folder / "README.md").read_text(encoding="utf-8")
    assert all(name in read_me for name in sizes)
    assert "ODbL" in read_me and "public domain" in read_me


if __name__ == "__main__":
    with HELD.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["worldview", "territory", "km2", "west south east north", "digest"])
        table.writerows(rows())
