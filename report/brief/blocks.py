"""The blocks of a section: prose, key figures, charts, tables, registers, notes and the rest."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from report.brief.base import Conditions, FilePath, Name, Strict, Text

LANDSCAPE = "on pages of its own, wider than they are high; a table that is too wide for a page is so without it"


class Block(Strict):
    """What every block may have."""

    id: Name | None = Field(default=None, description="the name that {{ ref('…') }} links to")
    when: Name | None = Field(
        default=None, description="a measure: the block is left out if it is zero or has no value"
    )


class Captioned(Block):
    """A block that is numbered and listed: a chart or a table."""

    caption: Text
    title: Text | None = Field(
        default=None, description="the finding, in one sentence, above the caption"
    )
    source: Name | None = Field(default=None, description="a name from [sources]")
    note: Text | None = None


class Prose(Block):
    """Markdown from a file; numbers in it are measures."""

    prose: FilePath


class Note(Block):
    """A boxed remark, from Markdown in place; a warning is set in red."""

    note: Text
    title: Text | None = None
    kind: Literal["note", "warning"] = "note"


class Figure(Strict):
    """One key figure."""

    measure: Name
    label: Text | None = None
    detail: Text | None = None


class KeyFigures(Block):
    """Two to six measures, large."""

    figures: tuple[Figure, ...] = Field(min_length=2, max_length=6)


class UnitSpec(Strict):
    """One group of a unit chart."""

    measure: Name
    label: Text | None = None
    known: bool = True


class Chart(Captioned):
    """A chart drawn from a table (``by``, ``series``) or, for units, from measures."""

    chart: Literal["bars", "grouped", "stacked", "matrix", "units", "timeline"]
    table: Name | None = None
    by: Text | None = None
    series: Text | None = None
    where: Conditions = Field(default_factory=dict)
    order: Literal["declared", "value", "alphabet"] = "declared"
    groups: tuple[UnitSpec, ...] = ()
    label: Text | None = Field(
        default=None, description="timeline: the column with the events' names"
    )
    date: Text | None = Field(default=None, description="timeline: the column with the dates")
    remark: Text | None = Field(
        default=None, description="timeline: the column shown where there is no date"
    )
    unit: Text | None = Field(
        default=None, description="what a mark, or the figure at a bar's end, stands for"
    )
    width: Literal["full", "half"] = "full"

    @model_validator(mode="after")
    def _needs(self) -> Chart:
        needs = {
            "units": ("groups",),
            "timeline": ("table", "label", "date"),
            "bars": ("table", "by"),
        }
        for key in needs.get(self.chart, ("table", "by", "series")):
            if not getattr(self, key):
                raise PydanticCustomError(
                    "missing_for", "missing", {"key": key, "kind": self.chart}
                )
        return self


class Listing(Captioned):
    """A table of a table's rows (``columns``) or of their counts (``by``, and ``series`` across)."""

    table: Name
    columns: tuple[Text, ...] = ()
    by: Text | None = None
    series: Text | None = None
    where: Conditions = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    total: bool = False
    unit: Text | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)

    @model_validator(mode="after")
    def _rows_or_counts(self) -> Listing:
        if bool(self.columns) == bool(self.by):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "columns, by"})
        idle = ("sort", "group") if self.by else ("series", "total")
        for key in idle:
            if getattr(self, key):
                wanted = "columns" if self.by else "by"
                raise PydanticCustomError(
                    "idle_key", "the key does nothing here", {"key": key, "wanted": wanted}
                )
        return self


class Register(Captioned):
    """A full, numbered listing of a table's rows, which the index leads to."""

    register_: Name = Field(alias="register")
    columns: tuple[Text, ...] = Field(min_length=1)
    where: Conditions = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    unit: Text | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)
    lane: Literal["auto", "weasyprint", "register"] = Field(
        default="auto",
        description="what sets its pages: by its length, WeasyPrint, or the lane for long registers",
    )


class Method(Captioned):
    """Every measure: its rule, its value, its rows."""

    method: Literal["measures"]


class Quality(Captioned):
    """How good the tables are: how full each column is, what was corrected, set aside, worked out, repeated."""

    quality: Text = Field(description="a table's name, or all")


class Sources(Block):
    """The list of ``[sources]``."""

    sources: Literal["all"]


class Index(Block):
    """An index of the values of columns, with the pages they stand on."""

    index: tuple[Text, ...] = Field(min_length=1, description="columns, each as TABLE.COLUMN")


BLOCK_KINDS: dict[str, type[Block]] = {
    "prose": Prose,
    "figures": KeyFigures,
    "chart": Chart,
    "register": Register,
    "method": Method,
    "quality": Quality,
    "sources": Sources,
    "index": Index,
    "table": Listing,
    "note": Note,
}


def _kind(data: Any) -> str | None:
    if isinstance(data, dict):
        return next((kind for kind in BLOCK_KINDS if kind in data), None)
    return next((kind for kind, model in BLOCK_KINDS.items() if isinstance(data, model)), None)


AnyBlock = Annotated[
    Annotated[Prose, Tag("prose")]
    | Annotated[KeyFigures, Tag("figures")]
    | Annotated[Chart, Tag("chart")]
    | Annotated[Register, Tag("register")]
    | Annotated[Method, Tag("method")]
    | Annotated[Quality, Tag("quality")]
    | Annotated[Sources, Tag("sources")]
    | Annotated[Index, Tag("index")]
    | Annotated[Listing, Tag("table")]
    | Annotated[Note, Tag("note")],
    Discriminator(
        _kind,
        custom_error_type="no_block",
        custom_error_message="no such block",
        custom_error_context={"kinds": ", ".join(BLOCK_KINDS)},
    ),
]
