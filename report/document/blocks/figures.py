"""``figures``: key figures, large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from pydantic import Field

from report.brief.base import Name, Strict, Words
from report.brief.blocks import Block
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.room import figure_rows
from report.measures import require_measure


class Figure(Strict):
    """One key figure."""

    measure: Name
    label: Words | None = None
    detail: Words | None = None


class KeyFigures(Block):
    """Two to six key figures."""

    figures: tuple[Figure, ...] = Field(min_length=2, max_length=6)


@dataclass(frozen=True, slots=True)
class FigureView:
    """One key figure: its printed value, its label, what is said under it."""

    value: str
    label: Markup
    detail: Markup | None


class _Figures(BlockKind[KeyFigures]):
    model = KeyFigures
    template = "figures"
    views = (FigureView,)

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
        starts = range(0, len(figures), per_row)
        return {"rows": [tuple(figures[start : start + per_row]) for start in starts], "size": size}


def _figure(context: RenderContext, figure: Figure, path: BlockPath) -> FigureView:
    place = context.brief.where(*path, "measure")
    measure = require_measure(context.measures, figure.measure, place)
    label = context.inline(figure.label or measure.label, (*path, "label"))
    detail = context.inline(figure.detail, (*path, "detail")) if figure.detail else None
    value = context.mark(context.printed(measure), measure.provenance)
    return FigureView(value, label, detail)


FIGURES = _Figures()
