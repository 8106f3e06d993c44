"""What a block asks of the measures: which ones, by which dimensions, in which rows.

Tables, charts and other blocks share the model; :mod:`report.measures.asking` makes queries of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError, core_schema

from report.brief.base import Name, Scalar, Strict, Text, Where, Words
from report.brief.query import Query
from report.expressions.faults import ExpressionFault
from report.expressions.parser import parse
from report.expressions.syntax import names_in

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

#: Groups that a block shows at most: ``top`` and ``bottom`` keep no more.
MOST_GROUPS = 100_000


class OneOrMore:
    """The annotation of a tuple that a brief may write as its one item: ``sort = "-attacks"``."""

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: value if isinstance(value, tuple | list) else (value,), handler(source)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = dict(handler(schema["schema"]))
        item = several["items"]
        return {"anyOf": [item, several]}


class ShortForm:
    """The annotation of a part that a brief may write as the text of one of its keys."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._as_table, handler(source))

    def _as_table(self, value: object) -> object:
        if isinstance(value, str):
            return {self._key: value}
        if isinstance(value, Mapping | BaseModel):
            return value
        raise PydanticCustomError("text_or_table", "a text or a table is wanted")

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema["schema"])]}


class AskedMeasure(Strict):
    """A measure, and what of it is shown: ``{ measure = "attacks", show = "share of total" }``."""

    measure: Name = Field(description="a name from [measures]")
    show: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(),
        description="what of the measure is shown: share of total, running total, rank, change "
        "from previous; several from left to right",
    )
    of: Text | None = Field(
        default=None, description="the dimension that show is about, as the block writes it"
    )
    name: Name | None = Field(
        default=None, description="what having and sort call it; default: the name of the measure"
    )
    label: Words | None = Field(
        default=None, description="what it is called; default: the label of the measure"
    )
    decimals: int | None = Field(
        default=None,
        ge=0,
        le=15,
        description="how many decimals are printed, rounded half away from zero",
    )
    change: Literal["plus", "arrow"] | None = Field(
        default=None,
        description="how a change is marked: plus for +22%, arrow for ▲ 22%; default: plus for "
        "what show compares",
    )

    @model_validator(mode="after")
    def _of_with_show(self) -> AskedMeasure:
        if self.of is not None and not self.show:
            raise idle_key("of", "show")
        return self


Measures = Annotated[tuple[Annotated[AskedMeasure, ShortForm("measure")], ...], OneOrMore()]
#: One dimension is an expression, or a list of expressions whose values are its members together.
Dimension = Annotated[tuple[Text, ...], Field(min_length=1), OneOrMore()]
#: Dimensions from the outermost; a single one may be written without brackets.
Dimensions = Annotated[tuple[Dimension, ...], OneOrMore()]
Texts = Annotated[tuple[Text, ...], OneOrMore()]
Pair = Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=2)]


def _form_of_range(value: object) -> str:
    return "[range]" if isinstance(value, tuple | list) else "[flag]"


def _form_of_complete(value: object) -> str:
    return "[by-dimension]" if isinstance(value, Mapping) else _form_of_range(value)


def _form_of_others(value: object) -> str:
    return "[label]" if isinstance(value, str) else "[flag]"


Range = Annotated[
    Annotated[bool, Tag("[flag]")] | Annotated[Pair, Tag("[range]")],
    Discriminator(_form_of_range),
]
Complete = Annotated[
    Annotated[bool, Tag("[flag]")]
    | Annotated[Pair, Tag("[range]")]
    | Annotated[dict[Text, Range], Tag("[by-dimension]")],
    Discriminator(_form_of_complete),
]
Others = Annotated[
    Annotated[bool, Tag("[flag]")] | Annotated[Words, Tag("[label]")],
    Discriminator(_form_of_others),
]


def idle_key(key: str, needed: str) -> PydanticCustomError:
    """Return the fault of a key that has no effect without another one."""
    return PydanticCustomError("idle_key", "does nothing", {"key": key, "wanted": needed})


class Asking(Strict):
    """What a block asks of the measures; the block itself names the dimensions."""

    measures: Measures = Field(
        default=(),
        description="measures by name, or { measure = …, show = …, label = … }; default: the "
        "count of the rows of the table",
    )
    where: Where = Field(
        default_factory=dict,
        description="the conditions on rows: an expression, or values by columns",
    )
    having: Text | None = Field(
        default=None,
        description="the groups that are kept: an expression over dimensions and measures",
    )
    top: int | None = Field(
        default=None,
        ge=1,
        le=MOST_GROUPS,
        description="how many members are kept, those with the largest value of the first "
        "measure of sort, else of the first measure",
    )
    bottom: int | None = Field(
        default=None, ge=1, le=MOST_GROUPS, description="the same of the smallest values"
    )
    top_of: Text | None = Field(
        default=None,
        description="the dimension of top and bottom, as the block writes it; default: the last "
        "one of the rows",
    )
    ties: Literal["label", "keep"] = Field(
        default="label",
        description="keep: top and bottom keep all members that equal the last one",
    )
    others: Others = Field(
        default=False,
        description="what the members that are not kept are called together; true for the usual "
        "word; default: they are left out",
    )
    sort: Texts = Field(
        default=(),
        description="by what the rows are sorted: a measure, a dimension, label or declared; a "
        "minus in front for descending order",
    )
    sort_columns: Texts = Field(
        default=(), description="by what the columns or the series are sorted, likewise"
    )
    complete: Complete = Field(
        default=False,
        description="which members are shown though no row has them: true for all between the "
        "first and the last, [from, to], or a table of these by dimension",
    )
    missing: Literal["show", "hide"] = Field(
        default="show",
        description="hide: rows without a value of a dimension are left out, and counted in a note",
    )
    totals: Annotated[tuple[Literal["groups", "rows", "columns"], ...], OneOrMore()] = Field(
        default=(),
        description="groups: a subtotal of each outer group; rows: the total of each row, in a "
        "column; columns: the total of each column, in a row",
    )
    round_to_total: bool = Field(
        default=False,
        description="whether printed shares add up to the whole, by the largest remainder method",
    )
    labels: dict[Text, Words] = Field(
        default_factory=dict,
        description="what dimensions are called, by their expressions as the block writes them",
    )

    @model_validator(mode="after")
    def _keys_have_an_effect(self) -> Asking:
        if self.top is not None and self.bottom is not None:
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "top, bottom"})
        is_selected = self.top is not None or self.bottom is not None
        if not is_selected and self.ties == "keep":
            raise idle_key("ties", "top")
        if not is_selected and self.top_of is not None:
            raise idle_key("top_of", "top")
        if not is_selected and self.others is not False and self.having is None:
            raise idle_key("others", "top")
        return self

    def row_query(self, table: str, *dimensions: tuple[tuple[str, ...], ...]) -> Query:
        """Return what the block reads of a table: the columns that its dimensions name."""
        texts = chain.from_iterable(chain.from_iterable(dimensions))
        columns = dict.fromkeys(chain.from_iterable(map(columns_named, texts)))
        where = {} if isinstance(self.where, str) else self.where
        return Query(table=table, where=where, columns=tuple(columns))


def columns_named(text: str) -> Iterator[str]:
    """Yield the plain names in an expression; one without brackets may be a name with blanks."""
    try:
        node = parse(text)
    except ExpressionFault:
        if "(" not in text:
            yield text
        return
    for name in names_in(node):
        if len(name.path) == 1:
            yield name.path[0]
