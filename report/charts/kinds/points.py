"""``points``: the rows of a table at their latitude and longitude; rows that are near are one
disc, whose area shows how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from report.charts.mapping.discs import Disc, disc_notes, draw_disc_map, size_legend
from report.errors import ExpressionError
from report.intake.values import values_of_column
from report.measures import Provenance, require_column
from report.measures.model import Description, TableRows
from report.messages import page_text
from report.rows import RowRanges

if TYPE_CHECKING:
    import pandas as pd

    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.errors import Location
    from report.intake.model import EventTable
    from report.maps import Area, Gathered, Sketch
    from report.maps.clusters import Integers
    from report.maps.placing import Floats, Mask

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
            columns.append(_numbers(frame, column, context.place(key)))
        rows = _rows_of(columns, frame.index.to_numpy())
        _check_places(rows, chart, context)
        return _gathered(rows, len(frame) - len(rows.numbers), table, area, chart, context)

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

        def discs_on(picture: Sketch, corner: tuple[float, float]) -> list[Disc]:
            left, first = corner
            return [
                Disc(left + x * picture.width, first + y * picture.width, value, row)
                for row, ((x, y), value) in enumerate(zip(data.places, values, strict=True))
            ]

        return draw_disc_map(sheet, data, top, discs_on, is_named=False)

    def alt(self, data: MapData, number: Number) -> str:
        """Return the number of rows at each place; of many places what they span."""
        return map_alt(self.name, data, page_text("noun.place"))

    def table(self, data: MapData) -> tuple[tuple[str, ...], ...]:
        """Return a row for each disc: its place, and how many rows it is of."""
        return data_table(data)

    def size(self, data: MapData) -> int:
        """Return the number of discs."""
        return len(data.categories)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows with both a latitude and a longitude; ``numbers`` are those in the table."""

    latitudes: Floats
    longitudes: Floats
    numbers: Integers


def _numbers(frame: pd.DataFrame, column: str, place: Location) -> tuple[Floats, Mask]:
    """Return the numbers of a column, and which cells are blank.

    :raises ExpressionError: ``map-not-numbers``.
    """
    try:
        return values_of_column(frame, column).floats()
    except ValueError:
        raise ExpressionError.of("map-not-numbers", place, column=column) from None


def _rows_of(columns: Sequence[tuple[Floats, Mask]], numbers: Integers) -> _Rows:
    (latitudes, no_latitude), (longitudes, no_longitude) = columns
    is_blank = no_latitude | no_longitude
    if not is_blank.any():
        return _Rows(latitudes, longitudes, numbers)
    return _Rows(latitudes[~is_blank], longitudes[~is_blank], numbers[~is_blank])


def _check_places(rows: _Rows, chart: Points, context: ChartContext) -> None:
    """Check that each row is on Earth.

    :raises ExpressionError: ``map-places``.
    """
    north, east = rows.latitudes, rows.longitudes
    if not len(north) or (
        north.min() >= -90 and north.max() <= 90 and east.min() >= -180 and east.max() <= 360
    ):
        return
    is_wrong = (north < -90) | (north > 90) | (east < -180) | (east > 360)
    first = int(is_wrong.argmax())
    raise ExpressionError.of(
        "map-places",
        context.place("latitude"),
        latitude=chart.latitude,
        longitude=chart.longitude,
        row=int(rows.numbers[first]),
        value=float(north[first]),
    )


def _gathered(
    rows: _Rows,
    blank: int,
    table: EventTable,
    area: Area,
    chart: Points,
    context: ChartContext,
) -> MapData:
    """Return rows as clusters, the largest first."""
    from report import maps

    sketch = maps.sketch(area, _WIDTH, _WIDTH * TALLEST)
    gathered = maps.gathered(sketch.placing, rows.longitudes, rows.latitudes, _NEAR)
    clusters, locale = gathered.clusters, context.locale
    members, cells = [], []
    for index, (cluster, label) in enumerate(
        zip(clusters, _labels(gathered, rows, locale), strict=True)
    ):
        source = _provenance(index, gathered, rows, table, label)
        members.append(Member(label=label, provenance=source))
        text = printed_number(cluster.count, locale)
        cells.append(((Datum(value=float(cluster.count), text=text, provenance=source),),))
    outside = len(rows.numbers) - sum(cluster.count for cluster in clusters)
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


def _labels(gathered: Gathered, rows: _Rows, locale: str) -> Iterator[str]:
    """Yield where each cluster is: the mean latitude and longitude of its rows."""
    import numpy as np

    # The rows that are not on the map are counted first, at 0.
    places, size = gathered.of_row + 1, len(gathered.clusters) + 1
    means = [
        np.bincount(places, weights=degrees, minlength=size)[1:]
        for degrees in (rows.latitudes, rows.longitudes)
    ]
    for cluster, latitude, longitude in zip(gathered.clusters, *means, strict=True):
        yield page_text(
            "map.place",
            latitude=printed_number(round(float(latitude) / cluster.count, 1), locale),
            longitude=printed_number(round(float(longitude) / cluster.count, 1), locale),
        )


def _provenance(
    cluster: int, gathered: Gathered, rows: _Rows, table: EventTable, label: str
) -> Provenance:
    def find_rows() -> tuple[TableRows, ...]:
        return (TableRows.of(table, RowRanges(rows.numbers[gathered.of_row == cluster])),)

    rule = page_text("rule.count", table=table.label)
    count = str(gathered.clusters[cluster].count)
    return Provenance(Description(label, rule, count), find_rows)


POINTS = _Points()
