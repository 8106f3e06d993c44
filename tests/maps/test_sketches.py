"""Sketches of areas: equal areas, one line between neighbours, the same on each run; classes and clusters."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import chain
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from report.errors import ExpressionError
from report.maps import (
    Cluster,
    Sketch,
    area_names,
    classes_of,
    clusters_of,
    find_area,
    find_worldview,
    gathered,
    gathering,
    radius_of,
    sketch,
    territory_code,
    territory_name,
)
from report.maps.outlines import load
from report.maps.projecting import multi_polygon
from report.maps.sketch import _sketch

WIDTH, TALLEST = 453.5, 560.0
AREAS = [(name, "MA") for name in area_names()] + [
    (name, "UN") for name in ("world", "arab-states", "EG-regions")
]
VALUES = st.lists(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3)),
    min_size=1,
    max_size=60,
)


def points_of(
    picture: Sketch, places: list[tuple[float, float]]
) -> list[tuple[float, float] | None]:
    """Return the points of longitudes and latitudes; ``None`` for one outside of the sketch."""
    longitudes, latitudes = np.array(places, dtype=float).T
    x, y, is_inside = picture.placing.points(picture.placing.near(longitudes), latitudes)
    points = zip(x.tolist(), y.tolist(), is_inside.tolist(), strict=True)
    return [(right, below) if is_shown else None for right, below, is_shown in points]


def drawn(name: str, view: str = "MA") -> Sketch:
    return sketch(find_area(name, find_worldview(view)), WIDTH, TALLEST)


def polygon(rings: tuple[tuple[tuple[float, float], ...], ...]) -> shapely.Geometry:
    """The shape of rings by the rule that holes run the other way."""
    outer = [shapely.Polygon(ring) for ring in rings if shapely.LinearRing(ring).is_ccw]
    holes = [shapely.Polygon(ring) for ring in rings if not shapely.LinearRing(ring).is_ccw]
    return shapely.union_all(outer).difference(shapely.union_all(holes))


@pytest.mark.parametrize(("name", "view"), AREAS)
def test_sketches_fit_their_room_and_hold_each_member(name: str, view: str) -> None:
    area, picture = find_area(name, find_worldview(view)), drawn(name, view)
    assert 0 < picture.width <= WIDTH + 0.01 and 0 < picture.height <= TALLEST + 0.01
    assert max(picture.width / WIDTH, picture.height / TALLEST) > 0.999
    codes = {outline.code for outline in picture.members}
    # Overseas territories may be out of sight of a continent; in all other areas each member is drawn.
    assert codes <= set(area.members)
    if area.is_world or area.country is not None or name == "arab-states":
        assert codes == set(area.members)
    for outline in (*picture.members, *picture.around):
        x, y = outline.anchor
        assert -0.01 <= x <= picture.width + 0.01 and -0.01 <= y <= picture.height + 0.01
        for px, py in chain.from_iterable(outline.rings):
            assert -0.01 <= px <= picture.width + 0.01 and -0.01 <= py <= picture.height + 0.01


@pytest.mark.parametrize("name", ["world", "arab-states", "africa", "MA-regions", "EG"])
def test_areas_on_paper_are_in_proportion_to_those_on_earth(name: str) -> None:
    picture, ellipsoid = drawn(name), Geod(ellps="WGS84")
    area = find_area(name, find_worldview("MA"))
    for outline in picture.members:
        if outline.area < 150 or not _is_whole(picture, outline.rings):
            continue
        codes = [
            code
            for code in load(area.outlines).pieces
            if area.worldview.territories.get(code, code) == outline.code
        ]
        earth = sum(
            abs(
                ellipsoid.geometry_area_perimeter(
                    shapely.orient_polygons(multi_polygon(load(area.outlines).pieces[code]))
                )[0]
            )
            for code in codes
        )
        assert outline.area / picture.placing.scale**2 == pytest.approx(earth, rel=0.03), (
            outline.code
        )


def _is_whole(picture: Sketch, rings: tuple[tuple[tuple[float, float], ...], ...]) -> bool:
    points = chain.from_iterable(rings)
    return all(0.5 < x < picture.width - 0.5 and 0.5 < y < picture.height - 0.5 for x, y in points)


@pytest.mark.parametrize("name", ["world", "arab-states", "MA-regions"])
def test_territories_on_paper_do_not_overlap_and_anchors_lie_inside(name: str) -> None:
    picture = drawn(name)
    shapes = {outline.code: polygon(outline.rings) for outline in picture.members}
    total = sum(shape.area for shape in shapes.values())
    assert total == pytest.approx(shapely.union_all(list(shapes.values())).area, rel=2e-3)
    for outline in picture.members:
        if outline.area > 4:
            assert shapes[outline.code].buffer(0.02).contains(shapely.Point(outline.anchor)), (
                outline.code
            )


def test_morocco_has_no_line_inside_in_its_own_worldview_and_a_dashed_one_in_the_other() -> None:
    for view, expected in (("MA", False), ("UN", True)):
        picture = drawn("MA", view)
        (spot,) = points_of(picture, [(-11.0, 27.66147)])
        assert spot is not None
        near = [
            line
            for line in picture.disputed
            if shapely.LineString(line).distance(shapely.Point(spot)) < 1.0
        ]
        solid = [
            line
            for line in picture.borders
            if shapely.LineString(line).distance(shapely.Point(spot)) < 1.0
        ]
        assert bool(near) is expected
        assert solid == []


def test_places_are_where_the_projection_puts_them_and_nowhere_outside() -> None:
    picture = drawn("arab-states")
    rabat, paris, cairo = points_of(picture, [(-6.84, 34.02), (2.35, 48.86), (31.24, 30.04)])
    assert rabat is not None and cairo is not None and paris is None
    assert rabat[0] < cairo[0]
    codes = {outline.code: polygon(outline.rings) for outline in picture.members}
    assert codes["MA"].contains(shapely.Point(rabat)) and codes["EG"].contains(shapely.Point(cairo))
    # A longitude may be counted round the Earth.
    assert points_of(picture, [(353.16, 34.02)]) == [rabat]


def test_sketches_are_the_same_on_each_run() -> None:
    first = drawn("arab-states")
    _sketch.cache_clear()
    assert drawn("arab-states") == first


def test_unknown_areas_and_regions_of_another_worldview_are_errors() -> None:
    with pytest.raises(ExpressionError) as error:
        find_area("arab-state", find_worldview("MA"))
    assert [finding.rule for finding in error.value.findings] == ["map-area"]
    assert "arab-states" in str(error.value)
    with pytest.raises(ExpressionError) as error:
        find_area("MA-regions", find_worldview("UN"))
    assert [finding.rule for finding in error.value.findings] == ["map-regions-view"]


def test_regions_are_called_by_their_names_in_three_languages_and_by_their_codes() -> None:
    for name in ("MA-regions", "EG-regions", "DZ-regions"):
        area = find_area(name, find_worldview("MA"))
        for code in area.members:
            assert territory_code(area, code) == code
            for locale in ("ar-MA", "en", "fr"):
                assert territory_code(area, territory_name(area, code, locale)) == code
    egypt = find_area("EG-regions", find_worldview("MA"))
    assert territory_code(egypt, "أسوان") == territory_code(egypt, "محافظة أسوان") == "EG-ASN"
    morocco = find_area("MA-regions", find_worldview("MA"))
    assert territory_code(morocco, "فاس - مكناس") == "MA-03"
    assert territory_code(morocco, "لا شيء") is None
    world = find_area("world", find_worldview("MA"))
    assert territory_code(world, "المغرب") == "MA" and territory_name(world, "EG", "ar-MA") == "مصر"


def test_packages_of_maps_are_loaded_when_the_first_map_is_drawn() -> None:
    code = (
        "import sys, report.maps as maps\n"
        "import report.charts.kinds.map, report.charts.kinds.symbols, report.charts.kinds.points\n"
        "area = maps.find_area('MA-regions', maps.find_worldview('MA'))\n"
        "assert not {'shapely', 'pyproj'} & set(sys.modules), sorted(sys.modules)\n"
        "maps.sketch(area, 100, 100)\n"
        "assert {'shapely', 'pyproj'} <= set(sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(VALUES)
def test_each_class_has_values_and_classes_are_in_order(values: list[float]) -> None:
    classes = classes_of(values)
    places = [classes.of(value) for value in sorted(values)]
    assert places == sorted(places)
    assert set(places) == set(range(len(classes))) and 1 <= len(classes) <= 5
    assert (classes.bounds[0], classes.bounds[-1]) == (min(values), max(values))
    for value, index in zip(sorted(values), places, strict=True):
        assert classes.bounds[index] <= value <= classes.bounds[index + 1]


def test_bounds_of_an_author_are_kept_where_they_part_values() -> None:
    assert classes_of([1, 5, 50, 500], [10, 100, 1000]).bounds == (1, 10, 100, 500)


def test_quantiles_are_round() -> None:
    assert classes_of([3, 14, 22, 98, 102, 205, 1170, 8020, 9110, 12345]).bounds == (
        3,
        20,
        100,
        1000,
        9000,
        12345,
    )


@given(
    st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(1, 50)), max_size=60),
    st.randoms(),
)
def test_clusters_hold_each_spot_once_stand_apart_and_need_no_order(
    places: list[tuple[float, float, int]], chance: Random
) -> None:
    clusters, of_spot = clusters_at(places)
    held = [0] * len(clusters)
    for index, (_, _, count) in zip(of_spot, places, strict=True):
        held[index] += count
    assert held == [cluster.count for cluster in clusters]
    for first in clusters:
        for second in clusters:
            assert first is second or math.dist((first.x, first.y), (second.x, second.y)) > 13.9
    order = list(range(len(places)))
    chance.shuffle(order)
    shuffled, of_shuffled = clusters_at([places[index] for index in order])
    assert shuffled == clusters
    assert [of_spot[index] for index in order] == of_shuffled


def clusters_at(
    places: list[tuple[float, float, int]],
) -> tuple[tuple[Cluster, ...], list[int]]:
    """Return the clusters of spots, and the cluster of each of them."""
    x, y, counts = (np.array([place[axis] for place in places]) for axis in range(3))
    clusters, of_spot = clusters_of(x, y, counts.astype(np.int64), 14.0)
    return clusters, of_spot.tolist()


@pytest.mark.parametrize("name", ["world", "arab-states", "MA", "europe"])
def test_many_rows_are_where_each_of_them_is(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many rows those near each other are projected together; each is on the right side of the edge, and within a
    point of its place."""
    placing = sketch(find_area(name, find_worldview("MA")), 453.0, 475.0).placing
    random = np.random.default_rng(7)
    longitudes, latitudes = random.uniform(-180, 360, 20_000), random.uniform(-90, 90, 20_000)
    window = placing.window
    longitudes[5_000:] = random.uniform(window.west, window.east, 15_000)
    latitudes[5_000:] = random.uniform(window.south, window.north, 15_000)
    turned = placing.near(longitudes)
    x, y, is_inside = placing.points(turned, latitudes)
    spots = gathering._by_lattice(placing, turned, latitudes)
    assert ((spots.of_row >= 0) == is_inside).all()
    assert np.bincount(spots.of_row[is_inside]).tolist() == spots.counts.tolist()
    off = np.hypot(spots.x[spots.of_row] - x, spots.y[spots.of_row] - y)[is_inside]
    assert off.max() < 3.0
    few = gathered(placing, longitudes, latitudes, 13.0)
    monkeypatch.setattr(gathering, "_MANY", 0)
    many = gathered(placing, longitudes, latitudes, 13.0)
    assert sum(cluster.count for cluster in many.clusters) == is_inside.sum()
    assert ((many.of_row >= 0) == (few.of_row >= 0)).all()


@given(st.floats(0.001, 1e9), st.floats(0, 1))
def test_symbols_have_areas_in_proportion_to_their_values(largest: float, share: float) -> None:
    assert radius_of(largest * share, largest, 20) ** 2 == pytest.approx(400 * share, abs=1e-6)
