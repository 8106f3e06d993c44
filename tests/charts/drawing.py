"""Charts drawn over the tables and measures of the gallery, which are read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from charts.contexts import context_of

from report.brief.base import as_tuples
from report.brief.blocks import CHARTS
from report.brief.load import load_brief
from report.charts import ChartDrawing, draw
from report.charts.kind import ChartContext
from report.gallery import entries, write_gallery
from report.intake import read_tables
from report.measures import count_measures

#: The width of a chart on a page of the house, in points.
WIDTH = 459.0


@dataclass(frozen=True)
class Gallery:
    """The brief of the gallery, and what its charts are drawn from.

    :ivar toml: the brief as TOML has it.
    """

    toml: Mapping[str, Any]
    context: ChartContext

    @classmethod
    def written(cls, folder: Path) -> Gallery:
        """Return the gallery, written in an empty folder and read."""
        write_gallery(folder, entries())
        brief = load_brief(folder)
        tables = read_tables(brief)
        context = context_of(brief, tables, count_measures(brief, tables))
        return cls(tomllib.loads(brief.text), context)

    def data(self, block: Mapping[str, Any]) -> Any:
        """Return what a chart is drawn from; the keys of the block are validated."""
        kind = CHARTS[block["chart"]]
        return kind.data(kind.model.model_validate(as_tuples(block)), self.context)

    def drawing(self, block: Mapping[str, Any]) -> ChartDrawing:
        """Return the chart of a block, on the whole width of a page."""
        return draw(block["chart"], self.data(block), width=WIDTH, tallest=620.0)
