"""What maps are drawn from: values by territory, or rows by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pydantic import Field

from report.arabic import join
from report.brief.base import Strict, Text
from report.charts.grammar.data import ChartData, Member
from report.charts.grammar.words import alt_text
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.maps import Area, Sketch

#: The tallest map, as a share of its width.
TALLEST = 1.05
#: The most territories that a note names.
_MOST_NAMED = 6


class MapKeys(Strict):
    """The keys that all maps have."""

    area: Text = Field(
        description="what is shown: world, a continent, arab-states, MA-regions, or the two "
        "letters of a country"
    )
    worldview: Text = Field(
        description="how disputed boundaries are drawn: MA as Morocco sees them, UN as the maps of "
        "the United Nations do. There is no default, and the map says it"
    )


@dataclass(frozen=True, kw_only=True)
class MapData(ChartData):
    """Values on a map.

    :param area: the name of the area; ``worldview`` the code of the worldview.
    :param codes: the territory of each category; empty for one that is not drawn.
    :param places: where each category is, as shares of the width of the map, for points.
    :param bounds: the inner bounds of classes that the author chose.
    """

    area: str
    worldview: str
    codes: tuple[str, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    bounds: tuple[float, ...] = ()

    def sketch(self, width: float) -> Sketch:
        """Return the map without values, ``width`` points wide at most."""
        from report import maps

        return maps.sketch(self.found_area(), width, width * TALLEST)

    def found_area(self) -> Area:
        """Return the area as the worldview sees it."""
        from report import maps

        return maps.find_area(self.area, maps.find_worldview(self.worldview))


def of_map(data: ChartData) -> MapData:
    """Return the data of a map.

    :raises TypeError: when they are those of another kind.
    """
    if not isinstance(data, MapData):
        raise TypeError(f"a map is not drawn from {type(data).__name__}")
    return data


def map_alt(kind: str, data: MapData, noun: str) -> str:
    """Return the alternative text of a map: its kind, its worldview, its values.

    :param noun: what has a value on the map, as the lexicon has it.
    """
    worldview = data.found_area().worldview.names["ar"]
    return alt_text(page_text("map.alt", kind=kind, worldview=worldview), data, noun=noun)


def area_of(chart: MapKeys, context: ChartContext) -> Area:
    """Return the area of a map as its worldview sees it.

    :raises ExpressionError: ``map-worldview``, ``map-area``, ``map-regions-view``.
    """
    from report import maps

    worldview = maps.find_worldview(chart.worldview, context.place("worldview"))
    return maps.find_area(chart.area, worldview, context.place("area"))


def located(data: ChartData, area: Area, context: ChartContext, bounds: Sequence[float]) -> MapData:
    """Return the values of territories with the code of each.

    Categories without a name are not drawn, and neither are territories outside the area: a note
    says so.

    :raises ExpressionError: ``map-territory`` for a category that is no territory; ``map-part``
        for one that is a part of another in this worldview; ``map-twice`` for one that occurs
        under two names.
    """
    codes = tuple(_code(member, area, context) for member in data.categories)
    drawn = [code for code in codes if code in area.members]
    for code, count in Counter(drawn).items():
        if count > 1:
            names = tuple(
                member.label
                for member, other_code in zip(data.categories, codes, strict=True)
                if other_code == code
            )
            raise ExpressionError.of("map-twice", context.place("by"), names=names)
    inside = tuple(code if code in area.members else "" for code in codes)
    notes = (*data.notes, *_notes(data, codes, area))
    values = {item.name: getattr(data, item.name) for item in fields(data)}
    return MapData(
        **{**values, "notes": notes},
        area=area.name,
        worldview=area.worldview.code,
        codes=inside,
        bounds=tuple(bounds),
    )


def _code(member: Member, area: Area, context: ChartContext) -> str:
    """Return the code of a category; empty for one that is no value."""
    from report import maps

    if member.kind != "value":
        return ""
    code = maps.territory_code(area, member.key) or maps.territory_code(area, member.label)
    place = context.place("by")
    if code is None:
        raise ExpressionError.of("map-territory", place, given=member.label, area=area.name)
    whole = area.worldview.is_part_of(code) if area.country is None else None
    if whole is not None:
        names = [maps.territory_name(area, key, context.locale) for key in (code, whole)]
        raise ExpressionError.of(
            "map-part",
            place,
            given=names[0],
            whole=names[1],
            worldview=area.worldview.code,
        )
    return code


def _notes(data: ChartData, codes: Sequence[str], area: Area) -> Iterator[str]:
    """Yield what is not on the map: categories without a territory, territories elsewhere."""
    unnamed = [
        f"{member.label} {data.text(row)}"
        for row, member in enumerate(data.categories)
        if not codes[row]
    ]
    if unnamed:
        yield page_text("map.unnamed", values="، ".join(unnamed))
    outside = [
        member.label
        for member, code in zip(data.categories, codes, strict=True)
        if code and code not in area.members
    ]
    if len(outside) > _MOST_NAMED:
        yield page_text("map.outside-many", count=len(outside))
    elif outside:
        yield page_text("map.outside", names=join(outside))


def map_notes(data: MapData) -> Iterator[str]:
    """Yield what is said under each map: the worldview, and the source of the outlines where their
    licence asks for it."""
    area = data.found_area()
    yield page_text("map.worldview", worldview=area.worldview.names["ar"])
    if area.is_from_osm:
        yield page_text("map.osm")
