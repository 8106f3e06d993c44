"""The keys that charts have beside what they ask of the measures, and which kinds take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from report.brief.asking import OneOrMore
from report.brief.base import Name, Strict, Text, Words
from report.charts.grammar.scales import Spread
from report.charts.grammar.stack import Piling

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Number = Annotated[int, Field(ge=-(10**18), le=10**18)] | float
#: A number is a value of the measure; a text is a category, or a date as the data write it.
Place = Number | Text


class Line(Strict):
    """A reference line: ``{ at = 100, label = "الهدف" }``."""

    at: Place = Field(description="a value of the measure, or a category or a date as text")
    label: Words = Field(description="what the line is")


class Stripe(Strict):
    """A reference band: ``{ from = "2008", to = "2012", label = "الأزمة" }``."""

    from_: Place = Field(alias="from", description="where the band begins, as at of a line")
    to: Place = Field(description="where the band ends")
    label: Words = Field(description="what the band is")


class Remark(Strict):
    """An annotation at a value: ``{ at = "2010", text = "فتح المضيق" }``."""

    at: Text = Field(description="the category or the date that is annotated")
    text: Words = Field(description="what is written there")
    series: Text | None = Field(default=None, description="the series; default: the first")


class ChartKeys(Strict):
    """Keys that a kind of chart may take; :attr:`takes` names those that it does."""

    #: The keys of this model that the kind takes.
    takes: ClassVar[frozenset[str]] = frozenset()

    facet: Text | None = Field(
        default=None,
        description="small multiples: a dimension, for each of whose values the chart is drawn",
    )
    highlight: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="the categories or series in the accent; the rest is grey"
    )
    lines: tuple[Line, ...] = Field(
        default=(), max_length=6, description="reference lines with words"
    )
    bands: tuple[Stripe, ...] = Field(
        default=(), max_length=6, description="reference bands with words"
    )
    notes: tuple[Remark, ...] = Field(
        default=(), max_length=12, description="annotations at values"
    )
    scale: Spread = Field(
        default="linear",
        description="how the axis of values is spread; symlog is a log scale with zero and both "
        "signs",
    )
    time: Literal["right-to-left", "left-to-right"] = Field(
        default="right-to-left",
        description="where time runs to; default: from the right, as Arabic is read",
    )
    stack: Piling = Field(
        default="plain",
        description="how series are stacked: percent for their shares of the total",
    )
    target: Name | None = Field(
        default=None, description="a measure whose value is marked by a tick"
    )
    previous: Name | None = Field(
        default=None, description="a measure, such as a former value, that is marked by a grey tick"
    )
    between: Annotated[tuple[Name, ...], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="two measures, the lower and the upper edge of a range around the value",
    )

    @classmethod
    def idle_keys(cls) -> frozenset[str]:
        """Return the keys of every chart that the kind does not take."""
        return CHART_KEYS - cls.takes

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema without the keys that the kind does not take."""
        schema: dict[str, Any] = handler(core_schema)
        described = handler.resolve_ref_schema(schema)
        for key in cls.idle_keys():
            described.get("properties", {}).pop(key, None)
        return schema


CHART_KEYS = frozenset(ChartKeys.model_fields)
