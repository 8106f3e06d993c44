"""What a package needs that brings kinds of its own to Mujaz; ``docs/extending.md`` explains each.

The names are loaded when they are first used. They are the public interface for plug-ins: what
else stands in :mod:`report` may change with any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.brief.base import Conditions as Conditions
    from report.brief.base import FilePath as FilePath
    from report.brief.base import Name as Name
    from report.brief.base import Strict as Strict
    from report.brief.base import Text as Text
    from report.brief.base import Words as Words
    from report.brief.blocks import Block as Block
    from report.brief.blocks import Captioned as Captioned
    from report.brief.blocks import Chart as Chart
    from report.brief.measures import ColumnMeasure as ColumnMeasure
    from report.brief.measures import TableMeasure as TableMeasure
    from report.brief.query import Query as Query
    from report.charts.kind import ChartContext as ChartContext
    from report.charts.kind import ChartKind as ChartKind
    from report.charts.model import SeriesData as SeriesData
    from report.charts.numbers import Number as Number
    from report.charts.overlay import Sheet as Sheet
    from report.charts.series import SeriesChart as SeriesChart
    from report.charts.series import SeriesKind as SeriesKind
    from report.document.blocks.kind import BlockKind as BlockKind
    from report.document.filters.kind import FilterContext as FilterContext
    from report.document.filters.kind import ProseFilter as ProseFilter
    from report.document.numbering import BlockPath as BlockPath
    from report.document.rendering import RenderContext as RenderContext
    from report.intake.model import EventTable as EventTable
    from report.measures.function import DerivedFunction as DerivedFunction
    from report.measures.function import Result as Result
    from report.measures.function import TableFunction as TableFunction
    from report.measures.model import UNDEFINED as UNDEFINED
    from report.measures.model import Measure as Measure
    from report.plugin_errors import problem as problem

_MODULES = {
    "brief.base": ("Conditions", "FilePath", "Name", "Strict", "Text", "Words"),
    "brief.blocks": ("Block", "Captioned", "Chart"),
    "brief.measures": ("ColumnMeasure", "TableMeasure"),
    "brief.query": ("Query",),
    "charts.kind": ("ChartContext", "ChartKind"),
    "charts.model": ("SeriesData",),
    "charts.numbers": ("Number",),
    "charts.overlay": ("Sheet",),
    "charts.series": ("SeriesChart", "SeriesKind"),
    "document.blocks.kind": ("BlockKind",),
    "document.filters.kind": ("FilterContext", "ProseFilter"),
    "document.numbering": ("BlockPath",),
    "document.rendering": ("RenderContext",),
    "intake.model": ("EventTable",),
    "measures.function": ("DerivedFunction", "Result", "TableFunction"),
    "measures.model": ("UNDEFINED", "Measure"),
    "plugin_errors": ("problem",),
}
_PLACES = {name: f"report.{module}" for module, names in _MODULES.items() for name in names}
_PLACES["MeasureModel"] = "report.brief.measures:Measure"
__all__ = tuple(_PLACES)

__getattr__ = lazy_names(__name__, _PLACES)
