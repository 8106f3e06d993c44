"""From an area and a width to a sketch in points: the outlines of its territories, those around
them, the lines between them, and where a place on Earth is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from report.maps.areas import Area, find_area
from report.maps.outlines import Polygon, SetName, load
from report.maps.placing import Placing
from report.maps.projecting import (
    WORLD_CENTRE,
    Projection,
    multi_polygon,
    polygonal,
    projected,
    recentred,
)
from report.maps.worldviews import find_worldview

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Line = tuple[Point, ...]
Box = tuple[float, float, float, float]

#: The air around the territories of an area, as a share of the longer side.
_AIR = 0.02
#: The root of the area, in square points, that simplification may remove at a vertex.
_DETAIL = 0.45
#: Degrees around the window that are projected: what lies further is outside of any map.
_AROUND = 12.0
#: Outlines of a smaller area, in square points, are drawn as dots.
LEAST_AREA = 3.0
#: Rings of a smaller area, in square points, are not drawn, except the largest of a territory.
_LEAST_RING = 0.12
#: Polygons that are nearer to the largest of a country than this share of its diagonal widen its
#: map.
_NEAR = 0.3


@dataclass(frozen=True, slots=True)
class Outline:
    """A territory on a sketch.

    :param code: its code; empty for land of no territory.
    :param rings: rings that are not closed; holes run in the opposite direction to the rings
        around them.
    :param area: in square points.
    :param anchor: a place well inside its largest polygon, for a label or a symbol.
    """

    code: str
    rings: tuple[Line, ...]
    area: float
    anchor: Point

    @property
    def is_small(self) -> bool:
        """Whether it is too small to be seen as an area."""
        return self.area < LEAST_AREA

    def holds(self, point: Point) -> bool:
        """Return whether a point is inside, by the rule of crossings."""
        x, y = point
        is_inside = False
        for ring in self.rings:
            for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
                if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                    is_inside = not is_inside
        return is_inside


@dataclass(frozen=True, slots=True)
class Sketch:
    """A map without values, in points from its top left, ``width`` wide and ``height`` tall.

    :param members: the territories or regions of the area; ``around`` all else in sight.
    :param borders: the lines between two territories; ``disputed`` those that are dashed.
    """

    width: float
    height: float
    members: tuple[Outline, ...]
    around: tuple[Outline, ...]
    borders: tuple[Line, ...]
    disputed: tuple[Line, ...]
    placing: Placing


@lru_cache(maxsize=8)
def _sketch(name: str, view: str, width: float, tallest: float) -> Sketch:
    return _drawn(find_area(name, find_worldview(view)), width, tallest)


def sketch(area: Area, width: float, tallest: float) -> Sketch:
    """Return the sketch of an area: ``width`` points wide, or less where it would be taller than
    ``tallest``. Equal arguments give equal sketches."""
    return _sketch(area.name, area.worldview.code, round(width, 2), round(tallest, 2))


def _drawn(area: Area, width: float, tallest: float) -> Sketch:
    projection = _projection(area)
    frame = _frame(area, projection)
    scale = min(width / (frame[2] - frame[0]), tallest / (frame[3] - frame[1]))
    size = (round((frame[2] - frame[0]) * scale, 2), round((frame[3] - frame[1]) * scale, 2))
    placing = Placing(projection, frame[0], frame[3], scale, *size)
    own = _pieces(area, placing, area.outlines)
    members, borders, disputed = _outlines(own, area)
    around: tuple[Outline, ...] = ()
    if area.country is not None:
        near = _pieces(area, placing, area.around)
        land, lines, dashed = _outlines(near, area, is_around=True)
        around = tuple(outline for outline in land if outline.code != area.country)
        borders, disputed = (*lines, *borders), (*dashed, *disputed)
    inside = frozenset(area.members)
    return Sketch(
        width=size[0],
        height=size[1],
        members=tuple(outline for outline in members if outline.code in inside),
        around=around or tuple(outline for outline in members if outline.code not in inside),
        borders=borders,
        disputed=disputed,
        placing=placing,
    )


# The frame ----------------------------------------------------------------------------------------


def _projection(area: Area) -> Projection:
    if area.is_world:
        return Projection(WORLD_CENTRE, is_world=True)
    west, south, east, north = area.window or _reach(area)
    return Projection(round((west + east) / 2, 1), round((south + north) / 2, 1))


def _reach(area: Area) -> Box:
    """Return the window of a country: of its largest polygon, and of those near it; or that of all
    its regions."""
    pieces = load(area.outlines).pieces
    polygons = chain.from_iterable(pieces[code] for code in _codes(area))
    boxes = sorted(map(_bounds, polygons), key=_size, reverse=True)
    if area.country is not None:
        return _box_around(boxes)
    reach = boxes[0]
    near = _NEAR * max(reach[2] - reach[0], reach[3] - reach[1])
    for box in boxes[1:]:
        if _gap(box, reach) <= near:
            reach = _box_around([reach, box])
    return reach


def _box_around(boxes: Sequence[Box]) -> Box:
    """Return the least box that holds others."""
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))


def _codes(area: Area) -> list[str]:
    """Return the pieces of the members of an area."""
    if area.country is not None:
        return list(area.members)
    territories, members = area.worldview.territories, frozenset(area.members)
    return [code for code in load(area.outlines).pieces if territories[code] in members]


def _bounds(rings: Polygon) -> Box:
    xs, ys = zip(*rings[0], strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _gap(box: Box, other: Box) -> float:
    across = max(box[0] - other[2], other[0] - box[2], 0.0)
    return max(across, box[1] - other[3], other[1] - box[3])


def _frame(area: Area, projection: Projection) -> Box:
    """Return the frame of a map in metres: what its members fill, within its window."""
    import shapely

    window = None if area.is_world else shapely.box(*(area.window or _reach(area)))
    boxes = []
    for code in _codes(area):
        geometry = recentred(_geometry(area.outlines, code), projection.longitude)
        seen = geometry if window is None else polygonal(geometry.intersection(window))
        if not seen.is_empty:
            boxes.append(projected(seen, projection).bounds)
    west, south, east, north = _box_around(boxes)
    air = _AIR * max(east - west, north - south)
    return (west - air, south - air, east + air, north + air)


# Outlines -----------------------------------------------------------------------------------------


def _pieces(area: Area, placing: Placing, outlines: SetName) -> dict[str, MultiPolygon]:
    """Return the pieces of a set in sight, in points, simplified as one: neighbours keep one line
    between them."""
    import shapely

    window = _window(area, placing.projection)
    frame = (0.0, 0.0, placing.width, placing.height)
    seen: dict[str, BaseGeometry] = {}
    for code in load(outlines).pieces:
        if code == "AQ" or (window is not None and not _meets(_box(outlines, code), window)):
            continue
        geometry = recentred(_geometry(outlines, code), placing.projection.longitude)
        if window is not None:
            geometry = shapely.clip_by_rect(geometry, *window)
        if geometry.is_empty:
            continue
        flat = shapely.transform(
            projected(geometry, placing.projection),
            lambda metres: (metres - (placing.left, placing.top)) * (placing.scale, -placing.scale),
        )
        if shapely.box(*frame).intersects(shapely.box(*flat.bounds)):
            seen[code] = flat
    simple = shapely.coverage_simplify(list(map(polygonal, seen.values())), _DETAIL)
    pieces_in_sight = {}
    for code, geometry in zip(seen, simple, strict=True):
        clipped = polygonal(shapely.clip_by_rect(shapely.make_valid(geometry), *frame))
        if not clipped.is_empty:
            pieces_in_sight[code] = clipped
    return pieces_in_sight


@lru_cache(maxsize=1024)
def _geometry(outlines: SetName, code: str) -> MultiPolygon:
    """Return a piece of a set in degrees, repaired; equal arguments give the same object."""
    return multi_polygon(load(outlines).pieces[code])


@lru_cache(maxsize=1024)
def _box(outlines: SetName, code: str) -> Box:
    """Return what a piece of a set fills in degrees."""
    return _box_around([_bounds(polygon) for polygon in load(outlines).pieces[code]])


def _meets(box: Box, window: Box) -> bool:
    """Return whether a box meets a window in degrees, also after a turn to the east or west."""
    west, south, east, north = window
    if box[3] < south or box[1] > north:
        return False
    return any(box[2] + turn >= west and box[0] + turn <= east for turn in (-360.0, 0.0, 360.0))


def _window(area: Area, projection: Projection) -> Box | None:
    """Return what is projected at all, in degrees."""
    if area.is_world:
        return None
    west, south, east, north = area.window or _reach(area)
    wide = _AROUND + 0.4 * max(east - west, north - south)
    low, high = projection.longitude - 180, projection.longitude + 180
    return (
        max(west - wide, low),
        max(south - wide, -89.0),
        min(east + wide, high),
        min(north + wide, 89.0),
    )


def _outlines(
    pieces: Mapping[str, MultiPolygon], area: Area, *, is_around: bool = False
) -> tuple[tuple[Outline, ...], tuple[Line, ...], tuple[Line, ...]]:
    """Return the outlines of territories, the lines between them, and those that are disputed."""
    is_of_regions = area.country is not None and not is_around
    territories = {} if is_of_regions else area.worldview.territories
    shapes: dict[str, list[MultiPolygon]] = defaultdict(list)
    for code, piece in pieces.items():
        shapes[territories.get(code, code)].append(piece)
    outlines = tuple(_outline(territory, shapes[territory]) for territory in sorted(shapes))
    solid, dashed = [], []
    for pair, lines in _shared(pieces).items():
        first, second = (territories.get(code, code) for code in pair)
        if not is_of_regions and pair in area.worldview.dashed:
            dashed += lines
        elif first != second:
            solid += lines
    return outlines, tuple(solid), tuple(dashed)


def _outline(code: str, pieces: Sequence[MultiPolygon]) -> Outline:
    import shapely
    from shapely.geometry.polygon import orient
    from shapely.ops import polylabel

    whole = pieces[0] if len(pieces) == 1 else polygonal(shapely.union_all(pieces))
    polygons = sorted(whole.geoms, key=lambda polygon: (-polygon.area, polygon.bounds))
    islands = [polygon for polygon in polygons[1:] if polygon.area > _LEAST_RING]
    shown = [polygons[0], *islands]
    rings = []
    for polygon in map(orient, shown):
        rings += [_rounded(ring.coords[:-1]) for ring in (polygon.exterior, *polygon.interiors)]
    largest = shown[0]
    spot = polylabel(largest, max(0.5, largest.area**0.5 / 40)) if largest.area > 1 else None
    centre = largest.representative_point() if spot is None else spot
    return Outline(code, tuple(rings), whole.area, (round(centre.x, 2), round(centre.y, 2)))


def _rounded(points: Iterable[Sequence[float]]) -> Line:
    return tuple((round(point[0], 2), round(point[1], 2)) for point in points)


def _shared(pieces: Mapping[str, MultiPolygon]) -> dict[tuple[str, str], list[Line]]:
    """Return the lines that each two pieces share, by the codes of both in order."""
    owners: dict[tuple[Point, Point], set[str]] = defaultdict(set)
    for code, geometry in pieces.items():
        for polygon in geometry.geoms:
            for ring in (polygon.exterior, *polygon.interiors):
                points = _rounded(ring.coords)
                for first, second in pairwise(points):
                    if first != second:
                        owners[min(first, second), max(first, second)].add(code)
    edges: dict[tuple[str, str], list[tuple[Point, Point]]] = defaultdict(list)
    for edge, codes in owners.items():
        if len(codes) == 2:
            low, high = sorted(codes)
            edges[low, high].append(edge)
    return {pair: _chained(edges[pair]) for pair in sorted(edges)}


def _chained(edges: Sequence[tuple[Point, Point]]) -> list[Line]:
    """Return edges as lines, each as long as it can be."""
    import shapely

    merged = shapely.line_merge(shapely.MultiLineString(sorted(edges)))
    return sorted(_rounded(line.coords) for line in shapely.get_parts(merged))
