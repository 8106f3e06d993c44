"""What a package with plug-ins for Mujaz may import; ``docs/extending.md`` explains each.

The names are loaded when they are first used. They are the public interface for plug-ins: what
else is in :mod:`report` may change with any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.brief import load_brief as load_brief
    from report.brief.base import Conditions as Conditions
    from report.brief.base import FilePath as FilePath
    from report.brief.base import Markdown as Markdown
    from report.brief.base import Name as Name
    from report.brief.base import Strict as Strict
    from report.brief.base import Text as Text
    from report.brief.base import Words as Words
    from report.brief.blocks import Block as Block
    from report.brief.blocks import Captioned as Captioned
    from report.brief.blocks import Chart as Chart
    from report.brief.measures import ColumnMeasure as ColumnMeasure
    from report.brief.measures import TableMeasure as TableMeasure
    from report.brief.printed import texts_of as texts_of
    from report.brief.query import Query as Query
    from report.brief.tables import Column as Column
    from report.charts.grammar.asking import Needs as Needs
    from report.charts.grammar.axes import bare_axis as bare_axis
    from report.charts.grammar.axes import fitted_scale as fitted_scale
    from report.charts.grammar.axes import rows_of as rows_of
    from report.charts.grammar.data import ChartData as ChartData
    from report.charts.grammar.kind import PlotChart as PlotChart
    from report.charts.grammar.kind import PlotKind as PlotKind
    from report.charts.grammar.level import draw_level as draw_level
    from report.charts.grammar.marks import Bar as Bar
    from report.charts.grammar.marks import Dot as Dot
    from report.charts.grammar.marks import Segment as Segment
    from report.charts.grammar.place import Label as Label
    from report.charts.grammar.place import Spot as Spot
    from report.charts.grammar.place import write_label as write_label
    from report.charts.kind import ChartContext as ChartContext
    from report.charts.kind import ChartKind as ChartKind
    from report.charts.numbers import Number as Number
    from report.charts.overlay import Sheet as Sheet
    from report.charts.style import LABEL_SIZE as LABEL_SIZE
    from report.charts.style import Fill as Fill
    from report.charts.style import Pen as Pen
    from report.command.kind import CommandKind as CommandKind
    from report.document.blocks.kind import BlockKind as BlockKind
    from report.document.filters.kind import FilterContext as FilterContext
    from report.document.filters.kind import ProseFilter as ProseFilter
    from report.document.filters.values import number_of as number_of
    from report.document.numbering import BlockPath as BlockPath
    from report.document.rendering import RenderContext as RenderContext
    from report.errors import Location as Location
    from report.expressions import Context as Context
    from report.expressions import Function as Function
    from report.expressions import Help as Help
    from report.expressions import Parameter as Parameter
    from report.expressions import Signature as Signature
    from report.expressions import Type as Type
    from report.expressions.functions.texts import text_function as text_function
    from report.intake.model import EventTable as EventTable
    from report.intake.normalise.model import Policy as Policy
    from report.intake.normalise.model import Reading as Reading
    from report.intake.types.kind import ColumnType as ColumnType
    from report.intake.types.kind import NumericType as NumericType
    from report.intake.types.kind import TextType as TextType
    from report.measures import numbers_in as numbers_in
    from report.measures import require_column as require_column
    from report.measures import require_numbers as require_numbers
    from report.measures.function import DerivedFunction as DerivedFunction
    from report.measures.function import FormulaFunction as FormulaFunction
    from report.measures.function import Result as Result
    from report.measures.function import TableFunction as TableFunction
    from report.measures.model import UNDEFINED as UNDEFINED
    from report.measures.model import Measure as Measure
    from report.plugin_errors import problem as problem

_PLACES = {
    "number_text": "report.arabic:number",
    "load_brief": "report.brief",
    "Conditions": "report.brief.base",
    "FilePath": "report.brief.base",
    "Markdown": "report.brief.base",
    "Name": "report.brief.base",
    "Strict": "report.brief.base",
    "Text": "report.brief.base",
    "Words": "report.brief.base",
    "Block": "report.brief.blocks",
    "Captioned": "report.brief.blocks",
    "Chart": "report.brief.blocks",
    "ColumnMeasure": "report.brief.measures",
    "TableMeasure": "report.brief.measures",
    "MeasureModel": "report.brief.measures:Measure",
    "texts_of": "report.brief.printed",
    "Column": "report.brief.tables",
    "Query": "report.brief.query",
    "Needs": "report.charts.grammar.asking",
    "bare_axis": "report.charts.grammar.axes",
    "fitted_scale": "report.charts.grammar.axes",
    "rows_of": "report.charts.grammar.axes",
    "ChartData": "report.charts.grammar.data",
    "PlotChart": "report.charts.grammar.kind",
    "PlotKind": "report.charts.grammar.kind",
    "draw_level": "report.charts.grammar.level",
    "Bar": "report.charts.grammar.marks",
    "Dot": "report.charts.grammar.marks",
    "Segment": "report.charts.grammar.marks",
    "Label": "report.charts.grammar.place",
    "Spot": "report.charts.grammar.place",
    "write_label": "report.charts.grammar.place",
    "ChartContext": "report.charts.kind",
    "ChartKind": "report.charts.kind",
    "text_width": "report.charts.lettering:advance",
    "Number": "report.charts.numbers",
    "Sheet": "report.charts.overlay",
    "LABEL_SIZE": "report.charts.style",
    "Fill": "report.charts.style",
    "Pen": "report.charts.style",
    "CommandKind": "report.command.kind",
    "BlockKind": "report.document.blocks.kind",
    "FilterContext": "report.document.filters.kind",
    "ProseFilter": "report.document.filters.kind",
    "number_of": "report.document.filters.values",
    "BlockPath": "report.document.numbering",
    "RenderContext": "report.document.rendering",
    "Location": "report.errors",
    "Context": "report.expressions",
    "Function": "report.expressions",
    "Help": "report.expressions",
    "Parameter": "report.expressions",
    "Signature": "report.expressions",
    "Type": "report.expressions",
    "text_function": "report.expressions.functions.texts",
    "EventTable": "report.intake.model",
    "Policy": "report.intake.normalise.model",
    "Reading": "report.intake.normalise.model",
    "ColumnType": "report.intake.types.kind",
    "NumericType": "report.intake.types.kind",
    "TextType": "report.intake.types.kind",
    "numbers_in": "report.measures",
    "require_column": "report.measures",
    "require_numbers": "report.measures",
    "DerivedFunction": "report.measures.function",
    "FormulaFunction": "report.measures.function",
    "Result": "report.measures.function",
    "TableFunction": "report.measures.function",
    "UNDEFINED": "report.measures.model",
    "Measure": "report.measures.model",
    "problem": "report.plugin_errors",
}
__all__ = tuple(_PLACES)

__getattr__ = lazy_names(__name__, _PLACES)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(_PLACES)
