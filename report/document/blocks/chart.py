"""``chart``: a chart of any kind; :mod:`report.charts` has the kinds."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from report import arabic
from report.brief.base import Strict
from report.brief.blocks import CHARTS, Chart
from report.brief.kinds import bad_choice
from report.brief.locate import dotted
from report.cache.build_cache import recall
from report.charts import ChartDrawing, draw
from report.charts.check import KEYS_OF_LIMITS
from report.charts.kind import ChartContext, ChartKind, chart_kind
from report.document.blocks.kind import BlockKind
from report.document.model import ShownChart
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.room import AROUND_CHART
from report.errors import ExpressionError, Location, Severity
from report.recent import Recent

#: The drawings of this process, about 50 KB each, by the digest of what they were made of.
DRAWN: Recent[bytes, ChartDrawing] = Recent(100)


@dataclass(frozen=True, slots=True)
class ChartView:
    """What is declared of a chart's looks."""

    chart: str
    width: str


@dataclass(frozen=True, slots=True)
class DataLink:
    """The file with the data of a chart, and the row of the method that describes it.

    :ivar target: the anchor of that row; empty in a document without a method.
    """

    file: str
    target: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A small line beside words: its drawing, the address of its shapes, its key, and what is said
    of it."""

    drawing: ChartDrawing
    image: str
    key: str
    notes: tuple[str, ...] = ()


class _Chart(BlockKind[Chart]):
    model = Chart
    template = "chart"
    views = (ChartView, DataLink)

    def models(self) -> Iterable[type[Strict]]:
        return (kind.model for kind in CHARTS.all())

    def model_for(self, data: Mapping[str, object]) -> type[Strict]:
        name = data.get("chart")
        return chart_kind(name).model if isinstance(name, str) and name in CHARTS else Chart

    def validated(self, data: Mapping[str, object]) -> Strict:
        if data["chart"] not in CHARTS:
            raise bad_choice("chart", data["chart"], CHARTS.names(), "Chart")
        return super().validated(data)

    def view(self, context: RenderContext, block: Chart, path: BlockPath) -> Mapping[str, object]:
        kind = chart_kind(block.chart)
        brief = context.brief
        source = chart_context(context, lambda *keys: brief.where(*path, *keys))
        where = brief.where(*path, "chart")
        with CHARTS.guarded(block.chart, where):
            data = kind.data(block, source)
        view = ChartView(block.chart, block.width)
        width = context.templates.chart_width(block.width)

        def place(rule: str) -> Location:
            keys = KEYS_OF_LIMITS.get(rule, ())
            own = (key for key in keys if key in block.model_fields_set)
            return source.place(next(own, "chart"))

        drawing = drawing_of(block.chart, data, width, context, where, place)
        if drawing is None:
            return {"block": view, "drawing": None, "image": None, "notes": ()}
        for name in kind.measures(block):
            measure = context.measures[name]
            context.expressions.note(measure, arabic.number(measure.value, context.locale))
        name = context.numbering.by_path[path].reference
        shown = collected_chart(context, dotted(path), name, drawing, kind.table(data))
        notes = (*kind.notes(data), *kind.notes_of_drawing(data, drawing))
        drawing = _marked(context, drawing, kind, data)
        return {
            "block": view,
            "drawing": drawing,
            "image": image_of(drawing),
            "notes": notes,
            "data": data_link(context, shown),
        }


def collected_chart(
    context: RenderContext,
    key: str,
    name: str,
    drawing: ChartDrawing,
    table: tuple[tuple[str, ...], ...],
) -> ShownChart:
    """Return a chart as the next one of the document, which it is now one of."""
    earlier = context.collected.charts
    number = sum(bool(chart.table) for chart in earlier) + 1
    shown = ShownChart(key, name, drawing, table, number)
    earlier.append(shown)
    return shown


def data_link(context: RenderContext, chart: ShownChart) -> DataLink | None:
    """Return where the data of a chart are; ``None`` for a kind without a table."""
    if not chart.table:
        return None
    method = context.method
    return DataLink(chart.file_name, f"{method}-{chart.number}" if method else "")


def chart_context(context: RenderContext, place: Callable[..., Location]) -> ChartContext:
    """Return what the data of a chart are taken from.

    :param place: returns the place of a key of the chart.
    """
    return ChartContext(
        context.tables,
        context.measures,
        context.locale,
        arabic.parse_edtf(context.brief.model.brief.period),
        place,
        context.engine,
        context.collected.warnings.add,
    )


def image_of(drawing: ChartDrawing) -> str:
    """Return the address of the shapes of a drawing, which holds them."""
    svg = base64.b64encode(drawing.svg.encode("utf-8")).decode("ascii")
    return f"data:image/svg+xml;base64,{svg}"


def _marked(
    context: RenderContext, drawing: ChartDrawing, kind: ChartKind[Any, Any], data: object
) -> ChartDrawing:
    """Return a chart whose texts carry where they come from into the template."""
    marks = kind.marks(data)
    texts = (
        replace(text, text=context.mark(text.text, marks[text.mark]))
        if text.mark in marks
        else text
        for text in drawing.texts
    )
    return replace(drawing, texts=tuple(texts))


def drawing_of(
    kind: str,
    data: object,
    width: float,
    context: RenderContext,
    where: Location,
    place: Callable[[str], Location] | None = None,
) -> ChartDrawing | None:
    """Return the drawing of a chart; ``None``, with a warning, where there is nothing to draw.

    :param where: the place of the chart, for what is wrong with it.
    :param place: returns the place of what a rule is about; ``where`` if not given.
    :raises ExpressionError: when the data cannot be drawn so.
    """
    try:
        with CHARTS.guarded(kind, where):
            return _stored_or_drawn(kind, data, width, context)
    except ExpressionError as error:
        findings = [
            replace(finding, where=where if place is None else place(finding.rule))
            for finding in error.findings
        ]
        if any(finding.rule != "chart-empty" for finding in findings):
            raise ExpressionError(*findings) from error
        warnings = (replace(finding, severity=Severity.WARNING) for finding in findings)
        context.collected.warnings.add(*warnings)
        return None


def _stored_or_drawn(kind: str, data: object, width: float, context: RenderContext) -> ChartDrawing:
    """Return the stored drawing of the same data, or draw the chart."""
    locale, palette = context.locale, context.templates.palette
    tallest = context.templates.pages.portrait.height - AROUND_CHART

    def drawn() -> dict[str, Any]:
        shown = draw(
            kind,
            data,
            width=width,
            tallest=tallest,
            number=lambda value: arabic.number(value, locale),
            palette=palette,
        )
        return asdict(shown)

    plugin = CHARTS.plugin(kind)
    made_by = (kind,) if plugin is None else (kind, plugin.sha256)
    made_of = (*made_by, data, width, tallest, locale, palette)
    key = sha256(repr(made_of).encode()).digest()
    return DRAWN.recall(key, lambda: ChartDrawing.of_json(recall("chart", lambda: made_of, drawn)))


CHART = _Chart()
