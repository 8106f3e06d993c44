"""The brief's model: what ``brief.toml`` may say. Strict: an unknown key is an error with the nearest known one."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError, PydanticKnownError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=60)]
#: A language tag that the ``arabic`` room has a locale for.
LanguageTag = Literal["ar-MA", "ar-DZ", "ar-TN", "ar-EG", "ar-SA", "ar-AE", "ar-IQ", "ar-LB"]


def _inside(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
        raise PydanticCustomError("outside_brief", "a path inside the brief's folder is wanted", {"path": value})
    return value


def _again(detail: ErrorDetails) -> InitErrorDetails:
    """Return a fault that was already told, to be told again beside others."""
    kind = PydanticCustomError(detail["type"], detail["msg"], detail.get("ctx"))
    return InitErrorDetails(type=kind, loc=detail["loc"], input=detail["input"])


def _explained(detail: ErrorDetails, meant: Collection[str]) -> bool:
    """Tell whether a misspelt key explains a fault: the key that was meant is missing, or no rule is chosen."""
    missing = detail["type"] == "missing" and len(detail["loc"]) == 1 and detail["loc"][0] in meant
    return missing or not detail["loc"]


class Strict(BaseModel):
    """The base of every part of a brief: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="wrap")
    @classmethod
    def _known_keys(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Tell of each unknown key, with the nearest, beside whatever else is wrong with the object."""
        if not isinstance(data, dict):
            return handler(data)
        known = [field.alias or name for name, field in cls.model_fields.items()]
        nearest = {key: difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0] for key in data if key not in known}
        if not nearest:
            return handler(data)
        errors = [
            InitErrorDetails(
                type=PydanticCustomError("unknown_key", "unknown key", {"key": key, "nearest": meant}), input=data[key]
            )
            for key, meant in nearest.items()
        ]
        try:
            handler({key: value for key, value in data.items() if key in known})
        except ValidationError as error:
            errors += [_again(detail) for detail in error.errors() if not _explained(detail, nearest.values())]
        raise ValidationError.from_exception_data(cls.__name__, errors)


def _period(value: str) -> str:
    """Take a period that has a first and a last day."""
    from report.arabic import parse_edtf
    from report.errors import MujazError

    try:
        whole = parse_edtf(value)
    except MujazError:
        whole = None
    if whole is None or whole.start is None or whole.end is None:
        raise PydanticCustomError("bad_period", "a period in EDTF is wanted", {"given": value})
    return value


class FilePath(str):
    """A relative path inside the brief's folder, with forward slashes."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            lambda value: cls(_inside(value)), core_schema.str_schema(min_length=1, strict=True)
        )


class Heading(Strict):
    """``[brief]``: what the cover says, and the locale that digits, months and sorting follow from."""

    title: Text
    subtitle: Text | None = None
    language: LanguageTag = "ar-MA"
    digits: Literal["latn", "arab"] | None = Field(
        default=None, description="the figures: latn 123, arab ١٢٣; those usual in the language if not given"
    )
    kashida: bool = Field(default=False, description="draw words out to justify lines, instead of spaces alone")
    period: Annotated[Text, AfterValidator(_period)] = Field(
        description="the days the brief covers, EDTF level 0: 2025-11-24/2025-11-27"
    )
    place: Text | None = None
    issued: dt.date = Field(description="the edition's date; also the date inside the PDF")
    reference: Text
    issuer: Text
    classification: Text = Field(description="the marking, printed on every page")
    notice: Text | None = Field(default=None, description="a short statement on the back of the cover")
    keywords: tuple[Text, ...] = ()

    @property
    def locale(self) -> str:
        """The locale that numbers, dates and order follow from: the language, with its digits if they are chosen."""
        from report.arabic import with_digits

        return with_digits(self.language, self.digits)


class Source(Strict):
    """``[sources.NAME]``: where facts come from; cited in prose as a footnote, ``[^NAME]``."""

    title: Text
    short: Text | None = Field(default=None, description="the form used from the second footnote on")
    detail: Text | None = None


class Noun(Strict):
    """``[nouns.NAME]``: the forms of a counted noun that the shipped lexicon lacks."""

    singular: Text
    dual: Text
    dual_oblique: Text
    plural: Text
    accusative: Text
    gender: Literal["masculine", "feminine"]


def _convention(value: str) -> str:
    """Take the name of a convention."""
    from report.arabic import CONVENTIONS

    if value not in CONVENTIONS:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(f"'{name}'" for name in CONVENTIONS)})
    return value


class Silenced(Strict):
    """``[conventions]``: what ``mujaz check`` passes over; ``docs/conventions.md`` lists the conventions."""

    allow: tuple[Annotated[Text, AfterValidator(_convention)], ...] = Field(
        default=(), description="the names of conventions that are not looked at"
    )
    words: tuple[Text, ...] = Field(default=(), description="words and phrases that stand as they are")


class Column(Strict):
    """``[tables.NAME.columns]``: what a column holds."""

    label: Text
    type: Literal["text", "category", "integer", "number", "date", "boolean"] = "text"
    required: bool = False
    unique: bool = False
    values: tuple[Text, ...] = Field(default=(), description="the allowed values of a category, in the order to show")
    width: float | None = Field(default=None, gt=0, le=100, description="share of the table's width, in percent")

    @model_validator(mode="after")
    def _values_of_category(self) -> Column:
        if self.type == "category" and not self.values:
            raise PydanticCustomError("empty_values", "values are wanted", {"key": "values"})
        return self


class Table(Strict):
    """``[tables.NAME]``: an event table, a row per event."""

    source: FilePath
    label: Text
    encoding: Literal["utf-8", "utf-16", "windows-1256", "iso-8859-6"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|", "،", "؛"] = ","
    columns: dict[str, Column] = Field(default_factory=dict)


Scalar = str | int | float | bool


class Condition(Strict):
    """A condition on one column that is more than "equals": not these values, or missing."""

    not_: Scalar | tuple[Scalar, ...] | None = Field(default=None, alias="not")
    missing: bool | None = None


Where = dict[str, Scalar | tuple[Scalar, ...] | Condition]


class Measure(Strict):
    """``[measures.NAME]``: a named number, counted from a table or worked out from other measures.

    One of ``count``, ``sum``, ``distinct`` (each names a table), ``difference``, ``total`` or ``share`` (each
    names measures) says how.
    """

    label: Text
    noun: Text | None = None
    count: Name | None = None
    sum: Name | None = None
    distinct: Name | None = None
    column: Text | None = None
    where: Where = Field(default_factory=dict)
    by: Text | None = Field(default=None, description="also count each value of this column: measures.NAME['value']")
    difference: tuple[Name, Name] | None = None
    total: tuple[Name, ...] | None = Field(default=None, min_length=2)
    share: tuple[Name, Name] | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Measure:
        ways = ("count", "sum", "distinct", "difference", "total", "share")
        given = [way for way in ways if getattr(self, way) is not None]
        if len(given) != 1:
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": ", ".join(ways)})
        if (self.column is not None) != (given[0] in ("sum", "distinct")):
            raise PydanticCustomError("needs_column", "column goes with sum or distinct", {"key": "column"})
        if given[0] in ("difference", "total", "share") and (self.where or self.by):
            raise PydanticCustomError("no_filter", "where and by go with a table", {"key": "where"})
        return self

    @property
    def way(self) -> str:
        """The rule's name: ``count``, ``sum``, ``distinct``, ``difference``, ``total`` or ``share``."""
        ways = ("count", "sum", "distinct", "difference", "total", "share")
        return next(way for way in ways if getattr(self, way) is not None)

    @property
    def table(self) -> str | None:
        """The table it is counted from, or ``None`` when it comes from other measures."""
        return self.count or self.sum or self.distinct


class Block(Strict):
    """What every block may have."""

    id: Name | None = Field(default=None, description="the name that {{ ref('…') }} links to")


class Captioned(Block):
    """A block that is numbered and listed: a chart or a table."""

    caption: Text
    title: Text | None = Field(default=None, description="the finding, in one sentence, above the caption")
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
    where: Where = Field(default_factory=dict)
    order: Literal["declared", "value", "alphabet"] = "declared"
    groups: tuple[UnitSpec, ...] = ()
    label: Text | None = Field(default=None, description="timeline: the column with the events' names")
    date: Text | None = Field(default=None, description="timeline: the column with the dates")
    remark: Text | None = Field(default=None, description="timeline: the column shown where there is no date")
    unit: Text | None = Field(default=None, description="what a mark, or the figure at a bar's end, stands for")
    width: Literal["full", "half"] = "full"

    @model_validator(mode="after")
    def _needs(self) -> Chart:
        needs = {"units": ("groups",), "timeline": ("table", "label", "date"), "bars": ("table", "by")}
        for key in needs.get(self.chart, ("table", "by", "series")):
            if not getattr(self, key):
                raise PydanticCustomError("missing_for", "missing", {"key": key, "kind": self.chart})
        return self


class Listing(Captioned):
    """A table of a table's rows (``columns``) or of their counts (``by``, and ``series`` across)."""

    table: Name
    columns: tuple[Text, ...] = ()
    by: Text | None = None
    series: Text | None = None
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    total: bool = False
    unit: Text | None = None

    @model_validator(mode="after")
    def _rows_or_counts(self) -> Listing:
        if bool(self.columns) == bool(self.by):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "columns, by"})
        return self


class Register(Captioned):
    """A full, numbered listing of a table's rows; the index and the measures link to its rows."""

    register_: Name = Field(alias="register")
    columns: tuple[Text, ...] = Field(min_length=1)
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    unit: Text | None = None


class Method(Captioned):
    """Every measure: its rule, its value, its rows."""

    method: Literal["measures"]


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


class Section(Strict):
    """An ordered list of blocks under a heading; appendices are sections with letters."""

    title: Text
    id: Name | None = None
    new_page: bool = Field(default=True, description="whether the section opens a page of its own")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Summary(Strict):
    """``[summary]``: one page an official can act on: the finding, then blocks."""

    title: Text
    lead: Text = Field(description="the finding in one sentence; an expression over measures is allowed")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Brief(Strict):
    """The whole of ``brief.toml``."""

    brief: Heading
    sources: dict[Name, Source] = Field(default_factory=dict)
    nouns: dict[Text, Noun] = Field(default_factory=dict)
    conventions: Silenced = Field(default_factory=Silenced)
    tables: dict[Name, Table] = Field(min_length=1)
    measures: dict[Name, Measure] = Field(default_factory=dict)
    summary: Summary | None = None
    sections: tuple[Section, ...] = Field(min_length=1)
    appendices: tuple[Section, ...] = ()
