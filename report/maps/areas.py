"""What a map shows: the world, a continent, the Arab states, a country, or the regions of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report.errors import ExpressionError, Location
from report.maps.outlines import SetName, facts, load
from report.maps.worldviews import Worldview
from report.nearest import nearest

#: The window of an area of several territories: west, south, east and north in degrees. What lies
#: outside, as overseas territories do, does not widen the map.
_WINDOWS: Mapping[str, tuple[float, float, float, float]] = {
    "africa": (-26.0, -35.5, 58.0, 37.8),
    "asia": (26.0, -11.0, 150.0, 56.0),
    "europe": (-25.0, 34.5, 45.0, 71.5),
    "north-america": (-168.0, 7.0, -52.0, 75.0),
    "oceania": (112.0, -48.0, 182.0, 8.0),
    "south-america": (-82.0, -56.0, -34.0, 13.0),
    "arab-states": (-17.2, -12.5, 60.0, 37.5),
}
_REGIONS = "-regions"
#: The sets of regions that are of one country, and the worldviews that their outlines are of.
_SETS_OF_REGIONS: Mapping[str, SetName] = {"MA": "morocco", "DZ": "algeria"}
#: Regions whose outlines cross a line that other worldviews draw.
_REGIONS_OF_ONE_VIEW = {"MA": "MA"}
#: The sets from OpenStreetMap, whose licence wants it named under the map.
_FROM_OSM = frozenset(["morocco", "algeria"])


@dataclass(frozen=True, slots=True)
class Area:
    """An area as a worldview sees it.

    :param members: the codes of its territories, or of its regions.
    :param outlines: the set of their outlines; ``around`` that of the territories around them.
    :param window: west, south, east and north in degrees; ``None`` to take that of the members.
    :param is_world: whether it is the world, in Equal Earth.
    :param is_from_osm: whether OpenStreetMap is to be named.
    """

    name: str
    worldview: Worldview
    members: tuple[str, ...]
    outlines: SetName
    around: SetName = "countries"
    window: tuple[float, float, float, float] | None = None
    is_world: bool = False
    is_from_osm: bool = False

    @property
    def country(self) -> str | None:
        """The country whose regions are shown."""
        return self.name.removesuffix(_REGIONS) if self.name.endswith(_REGIONS) else None


def area_names() -> tuple[str, ...]:
    """Return the areas that have a name; a country is called by its code besides."""
    regions = (f"{code}{_REGIONS}" for code in countries_with_regions())
    return ("world", *sorted(_WINDOWS), *regions)


def countries_with_regions() -> tuple[str, ...]:
    """Return the codes of the countries whose regions have outlines."""
    codes = {code[:2] for code in load("regions").pieces}
    return tuple(sorted(codes | set(_SETS_OF_REGIONS)))


def find_area(name: str, worldview: Worldview, where: Location | None = None) -> Area:
    """Return an area by its name as a worldview sees it.

    :raises ExpressionError: ``map-area`` for a name that is not known; ``map-regions-view`` for
        regions whose outlines are of another worldview.
    """
    codes = worldview.codes()
    if name == "world":
        return Area(name, worldview, tuple(sorted(codes - {"AQ"})), "world", "world", is_world=True)
    if name in _WINDOWS:
        return Area(name, worldview, _members(name, codes), "countries", window=_WINDOWS[name])
    country = name.removesuffix(_REGIONS)
    if name.endswith(_REGIONS) and country in countries_with_regions():
        return _regions(name, country, worldview, where)
    if name in codes:
        return Area(name, worldview, (name,), "countries")
    near = nearest(name, area_names())
    names = area_names() if near is None else (near,)
    raise ExpressionError.of("map-area", where, given=name, known=names)


def _regions(name: str, country: str, worldview: Worldview, where: Location | None) -> Area:
    view = _REGIONS_OF_ONE_VIEW.get(country, worldview.code)
    if view != worldview.code:
        raise ExpressionError.of(
            "map-regions-view", where, area=name, given=worldview.code, needed=view
        )
    outlines = _SETS_OF_REGIONS.get(country, "regions")
    members = tuple(sorted(code for code in load(outlines).pieces if code[:2] == country))
    is_from_osm = outlines in _FROM_OSM
    return Area(name, worldview, members, outlines, is_from_osm=is_from_osm)


def _members(name: str, codes: frozenset[str]) -> tuple[str, ...]:
    if name == "arab-states":
        return tuple(sorted(set(facts()["arab_states"]) & codes))
    of = facts()["continents"]
    return tuple(sorted(code for code in codes if of.get(code) == name))
