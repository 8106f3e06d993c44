"""``figures``: key figures, large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup
from pydantic import Field, model_validator

from report.brief.asking import AskedMeasure, idle_key
from report.brief.base import Markdown, Name, Scalar, Strict, Text, Where
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.document.blocks.chart import (
    LineView,
    chart_context,
    collected_chart,
    drawing_of,
    image_of,
)
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.room import figure_rows, line_width
from report.errors import ExpressionError, Location
from report.measures import Measure, require_measure
from report.measures.model import Cell, Result
from report.measures.query import Asked, Query
from report.measures.show import parse_show
from report.messages import page_text, texts
from report.tables.pivots import note_texts

#: What a change is from, by the words of the brief; else it is a member.
_BASES = {
    "previous": "figure.previous",
    "last year": "figure.last-year",
    "member before": "figure.member-before",
}


class Figure(Strict):
    """One key figure."""

    measure: Name
    label: Markdown | None = None
    detail: Markdown | None = None
    where: Where = Field(
        default_factory=dict,
        description="the conditions on rows: an expression, or values by columns",
    )
    by: Text | None = Field(
        default=None, description="the dimension of which one member is shown, such as year(date)"
    )
    at: Scalar | None = Field(
        default=None, description="the member that is shown; default: the last one"
    )
    change: Text | None = Field(
        default=None,
        description="what the change is from, in percent, or in points for a percentage: "
        "previous, last year, member before, or a member in quotes, '2010'",
    )

    line: Text | None = Field(
        default=None,
        description="a small line of the measure under its value: a dimension of time, such as "
        "year(date)",
    )

    @model_validator(mode="after")
    def _needs_by(self) -> Figure:
        if self.by is None and self.at is not None:
            raise idle_key("at", "by")
        if self.by is None and self.change is not None:
            raise idle_key("change", "by")
        return self


class KeyFigures(Block):
    """Two to six key figures."""

    figures: tuple[Figure, ...] = Field(min_length=2, max_length=6)

    def measure_names(self) -> Iterator[str]:
        """Yield the measure of each figure."""
        yield from (figure.measure for figure in self.figures)


@dataclass(frozen=True, slots=True)
class FigureView:
    """One key figure: its printed value, its label, its change, what is said under it.

    ``notes`` are those of its result, as a table or a chart has them.
    """

    value: str
    label: Markup
    change: str
    detail: Markup | None
    notes: tuple[str, ...] = ()
    line: LineView | None = None


class _Figures(BlockKind[KeyFigures]):
    model = KeyFigures
    template = "figures"
    views = (FigureView, LineView)

    def view(
        self, context: RenderContext, block: KeyFigures, path: BlockPath
    ) -> Mapping[str, object]:
        figures = [
            _figure(context, figure, (*path, "figures", index))
            for index, figure in enumerate(block.figures)
        ]
        size, per_row = figure_rows(
            [figure.value for figure in figures], context.templates.pages.portrait.width
        )
        room = line_width(context.templates.pages.portrait.width, per_row)
        for index, (figure, shown) in enumerate(zip(block.figures, figures, strict=True)):
            if figure.line is not None:
                line = _line(context, figure, figure.line, (*path, "figures", index), room)
                said = shown.notes if line is None else (*shown.notes, *line.notes)
                figures[index] = replace(shown, line=line, notes=tuple(dict.fromkeys(said)))
        starts = range(0, len(figures), per_row)
        return {"rows": [tuple(figures[start : start + per_row]) for start in starts], "size": size}


def _figure(context: RenderContext, figure: Figure, path: BlockPath) -> FigureView:
    place = context.brief.where(*path, "measure")
    measure = require_measure(context.measures, figure.measure, place)
    detail = context.inline(figure.detail, (*path, "detail")) if figure.detail else None
    if figure.by is None and not figure.where:
        label = context.inline(figure.label or measure.label, (*path, "label"))
        value = context.mark(_value(context, measure), measure.provenance)
        return FigureView(value, label, "", detail)
    result = _result(context, figure, path)
    row = _row(context, figure, result, path)
    cell = result.cell(row, 0, 0)
    words = [measure.label, *(member.label for member in result.rows[row] if member.label)]
    label = context.inline(figure.label or "، ".join(words), (*path, "label"))
    value = context.mark(cell.text(context.locale), cell.provenance)
    change, notes = "", result.notes
    if figure.change is not None:
        shown = result.cell(row, 0, 1)
        text = _change(shown, _base(figure.change, result), context.locale)
        change = context.mark(text, shown.provenance)
        if shown.value is not None:  # a note of another member
            notes = tuple(note for note in notes if note.key != "note.no-percentage")
    return FigureView(value, label, change, detail, note_texts(notes, context.locale))


def _line(
    context: RenderContext, figure: Figure, dimension: str, path: BlockPath, width: float
) -> LineView | None:
    """Return the small line of a figure; ``None``, with a warning, where it has no values.

    :raises ExpressionError: what is wrong with the dimension, as for any chart over time.
    """
    from report.charts.kinds.sparklines import SPARKLINES, Sparklines, bare

    measure = context.measures[figure.measure]
    asked = AskedMeasure(measure=figure.measure)
    caption = page_text("chart.line-of", label=measure.label)
    chart = Sparklines(
        chart="sparklines",
        measures=(asked,),
        by=dimension,
        where=figure.where,
        caption=caption,
        missing="hide",
    )

    def place(*keys: str | int) -> Location:
        """Return the place of a key of the chart: of the figure that it is of."""
        return context.brief.where(*path, "where" if keys[:1] == ("where",) else "line")

    data = SPARKLINES.data(chart, chart_context(context, place))
    notes = tuple(SPARKLINES.notes(data))
    data = bare(data)
    drawing = drawing_of("sparklines", data, width, context, place())
    if drawing is None:
        return None
    drawing = replace(drawing, alt=f"{caption}، {drawing.alt}")
    key = dotted((*path, "line"))
    collected_chart(context, key, caption, drawing, SPARKLINES.table(data))
    return LineView(drawing, image_of(drawing), key, notes)


def _value(context: RenderContext, measure: Measure) -> str:
    """Return the printed form of a measure, with its unit, its currency and its scale."""
    style = None if measure.cell is None else measure.cell.style
    if style is None or not style.has_unit:
        return context.printed(measure)
    assert measure.cell is not None
    return context.expressions.note(measure, measure.cell.text(context.locale))


def _result(context: RenderContext, figure: Figure, path: BlockPath) -> Result:
    asked = [Asked(measure=figure.measure)]
    if figure.change is not None:
        place = context.brief.where(*path, "change")
        style = context.measures.engine.formulas[figure.measure].style
        kind = "difference" if style.is_percentage else "change"
        show = (parse_show(f"{kind} from {figure.change}", None, place),)
        asked.append(Asked(measure=figure.measure, show=show, name="change", change="arrow"))
    query = Query(
        measures=tuple(asked),
        rows=() if figure.by is None else (figure.by,),
        where=figure.where or None,
        locate=lambda key: context.brief.where(*path, "by" if key == "rows" else key),
    )
    result = context.measures.engine.result(query)
    context.collected.warnings.add(*result.findings)
    return result


def _row(context: RenderContext, figure: Figure, result: Result, path: BlockPath) -> int:
    """Return the row of the member that is shown: the one that is named, else the last one.

    :raises ExpressionError: ``figure-no-member``.
    """
    if figure.by is None:
        return 0
    rows = [row for row, line in enumerate(result.rows) if line[0].kind == "value"]
    if figure.at is not None:
        name = str(figure.at)
        rows = [row for row in rows if result.rows[row][0].is_called(name)]
    if not rows:
        key = "by" if figure.at is None else "at"
        asked = figure.by if figure.at is None else str(figure.at)
        labels = tuple(line[0].label for line in result.rows[:12])
        place = context.brief.where(*path, key)
        raise ExpressionError.of("figure-no-member", place, given=asked, known=labels)
    return rows[-1]


def _base(change: str, result: Result) -> str:
    """Return what a change is from, in words: «عن السنة السابقة»."""
    words = " ".join(change.split())
    if words not in _BASES:
        return page_text("figure.member", member=words.strip("'\""))
    calendar = result.axes[0].calendar
    if words == "previous" and calendar is not None:
        key = f"figure.previous.{calendar.part}"
        if key in texts():
            return page_text(key)
    return page_text(_BASES[words])


def _change(cell: Cell, base: str, locale: str) -> str:
    """Return a change with its sign and its word: «▲ ارتفاع 22% عن السنة السابقة»."""
    text, spoken = cell.text(locale), cell.spoken(locale)
    sign = f"{text[0]}\u00a0" if text[:1] in ("▲", "▼") else ""
    return f"{sign}{spoken} {base}"


FIGURES = _Figures()
