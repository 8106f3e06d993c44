"""``points``: the rows of a table at their latitude and longitude; rows that are near are one
disc, whose area shows how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic import number as printed_number
from report.brief.base import Name, Text, Where
from report.brief.blocks import Chart
from report.brief.query import Query
from report.charts.check import check_labels
from report.charts.grammar.data import Datum, Head, Member, Panel
from report.charts.grammar.data_table import data_table
from report.charts.kind import ChartContext, ChartKind
from report.charts.mapping.data import TALLEST, MapData, MapKeys, area_of, map_alt, map_notes
from report.charts.mapping.discs import Disc, disc_notes, draw_discs, size_legend
from report.charts.mapping.look import draw_land
from report.errors import ExpressionError
from report.measures import Provenance, require_column
from report.measures.model import TableRows
from report.messages import page_text
from report.rows import RowRanges

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.intake.model import EventTable
    from report.maps import Area, Cluster

#: The width of the map that rows are gathered on, in points; clusters stay the same at any width.
_WIDTH = 453.0
#: Rows that are nearer than this, in points of that width, are one disc.
_NEAR = 13.0


class Points(Chart, MapKeys):
    """The rows of a table where they are on Earth."""

    chart: Literal["points"]
    table: Name
    where: Where = Field(default_factory=dict)
    latitude: Text = Field(description="the column with the latitude, in degrees to the north")
    longitude: Text = Field(description="the column with the longitude, in degrees to the east")

    def queries(self) -> Iterator[Query]:
        """Yield the rows that are on the map."""
        columns = (self.latitude, self.longitude)
        yield Query(table=self.table, where=self.where, columns=columns)


class _Points(ChartKind[Points, MapData]):
    model = Points
    data_type = MapData
    name = page_text("chart.points")

    def data(self, chart: Points, context: ChartContext) -> MapData:
        """Return the clusters of the rows.

        :raises ExpressionError: ``map-not-numbers``, ``map-places``; what
            :func:`~report.charts.mapping.data.area_of` raises; what names what is not there.
        """
        area = area_of(chart, context)
        table, frame = context.rows(chart.table, chart.where)
        columns = []
        for key in ("latitude", "longitude"):
            column = getattr(chart, key)
            require_column(table, column, context.place(key))
            columns.append(_numbers(frame[column], column, context.place(key)))
        rows = [
            (latitude, longitude, row)
            for latitude, longitude, row in zip(*columns, frame.index.tolist(), strict=True)
            if latitude is not None and longitude is not None
        ]
        _check_places(rows, chart, context)
        return _gathered(rows, len(frame) - len(rows), table, area, chart, context)

    def marks(self, data: MapData) -> dict[str, Provenance]:
        """Return the rows of each disc."""
        return dict(data.marks)

    def notes(self, data: MapData) -> Iterable[str]:
        """Return what is said under the map: the worldview, and the rows that are not on it."""
        return (*data.notes, *disc_notes(data.numbers()), *map_notes(data))

    def check(self, data: MapData) -> None:
        """Check that there is a row on the map.

        :raises ExpressionError: ``chart-empty``, ``chart-label-long``.
        """
        if not data.categories:
            raise ExpressionError.of("chart-empty")
        check_labels((data.axis_label,))

    def draw(self, sheet: Sheet, data: MapData, number: Number) -> float:
        """Draw the legend, the map, and the discs; return the height used, in points."""
        values = [data.value(row) or 0.0 for row in range(len(data.categories))]
        top = size_legend(sheet, data, max(values))
        picture = draw_land(sheet, data, top)
        left = (sheet.width - picture.width) / 2
        discs = [
            Disc(left + x * picture.width, top + y * picture.width, value, row)
            for row, ((x, y), value) in enumerate(zip(data.places, values, strict=True))
        ]
        draw_discs(sheet, data, discs, (top, top + picture.height), is_named=False)
        return top + picture.height

    def alt(self, data: MapData, number: Number) -> str:
        """Return the number of rows at each place; of many places what they span."""
        return map_alt(self.name, data, page_text("noun.place"))

    def table(self, data: MapData) -> tuple[tuple[str, ...], ...]:
        """Return a row for each disc: its place, and how many rows it is of."""
        return data_table(data)

    def size(self, data: MapData) -> int:
        """Return the number of discs."""
        return len(data.categories)


def _numbers(cells: Iterable[object], column: str, place: object) -> list[float | None]:
    """Return the numbers of a column.

    :raises ExpressionError: ``map-not-numbers``.
    """
    numbers: list[float | None] = []
    for cell in cells:
        if cell is None:
            numbers.append(None)
            continue
        try:
            numbers.append(float(cell))  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ExpressionError.of("map-not-numbers", place, column=column) from None  # type: ignore[arg-type]
    return numbers


def _check_places(
    rows: Sequence[tuple[float, float, int]], chart: Points, context: ChartContext
) -> None:
    for latitude, longitude, row in rows:
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 360):
            raise ExpressionError.of(
                "map-places",
                context.place("latitude"),
                latitude=chart.latitude,
                longitude=chart.longitude,
                row=row,
                value=latitude,
            )


def _gathered(
    rows: Sequence[tuple[float, float, int]],
    blank: int,
    table: EventTable,
    area: Area,
    chart: Points,
    context: ChartContext,
) -> MapData:
    """Return rows as clusters, the largest first."""
    from report import maps

    sketch = maps.sketch(area, _WIDTH, _WIDTH * TALLEST)
    points = sketch.placing.points([(longitude, latitude) for latitude, longitude, _ in rows])
    spots = [
        maps.Spot(point[0], point[1], 1.0, index)
        for index, point in enumerate(points)
        if point is not None
    ]
    clusters = maps.clusters_of(spots, _NEAR)
    locale = context.locale
    members, cells = [], []
    for cluster in clusters:
        label = _place(cluster, rows, locale)
        source = _provenance(cluster, rows, table, label)
        members.append(Member(label=label, provenance=source))
        text = printed_number(len(cluster.members), locale)
        cells.append(((Datum(value=float(cluster.value), text=text, provenance=source),),))
    outside = len(rows) - len(spots)
    counts = (("map.rows-without-place", blank), ("map.rows-outside", outside))
    notes = tuple(
        page_text(key, count=printed_number(count, locale)) for key, count in counts if count
    )
    return MapData(
        categories=tuple(members),
        series=(Member(label=table.label),),
        panels=(Panel(label="", cells=tuple(cells)),),
        heads=(Head(label=table.label),),
        axis_label=chart.unit or table.label,
        locale=locale,
        notes=notes,
        area=area.name,
        worldview=area.worldview.code,
        places=tuple(
            (round(cluster.x / sketch.width, 5), round(cluster.y / sketch.width, 5))
            for cluster in clusters
        ),
    )


def _place(cluster: Cluster, rows: Sequence[tuple[float, float, int]], locale: str) -> str:
    """Return where a cluster is: the mean latitude and longitude of its rows."""
    places = [rows[index] for index in cluster.members]
    latitude = sum(place[0] for place in places) / len(places)
    longitude = sum(place[1] for place in places) / len(places)
    return page_text(
        "map.place",
        latitude=printed_number(round(latitude, 1), locale),
        longitude=printed_number(round(longitude, 1), locale),
    )


def _provenance(
    cluster: Cluster, rows: Sequence[tuple[float, float, int]], table: EventTable, label: str
) -> Provenance:
    numbers = [rows[index][2] for index in cluster.members]

    def find_rows() -> tuple[TableRows, ...]:
        return (TableRows.of(table, RowRanges(sorted(numbers))),)

    rule = page_text("rule.count", table=table.label)
    return Provenance(label, rule, find_rows, value=str(len(numbers)))


POINTS = _Points()
