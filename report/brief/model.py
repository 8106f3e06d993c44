"""The brief's model: what ``brief.toml`` may say. Strict: an unknown key is an error with the
nearest known one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from report.arabic import LOCALES
from report.brief.asking import OneOrMore
from report.brief.base import Markdown, Name, Strict, Template, Text, Where, Words, as_tuples
from report.brief.blocks import WHEN, AnyBlock
from report.brief.faults import Reading, findings_of
from report.brief.locate import dotted
from report.brief.measures import AnyMeasure
from report.brief.tables import Table
from report.errors import BriefError, Finding, Location


def _language(value: str) -> str:
    """Take a language tag that the ``arabic`` room has a locale for."""
    if value not in LOCALES:
        expected = ", ".join(f"'{tag}'" for tag in LOCALES)
        raise PydanticKnownError("literal_error", {"expected": expected})
    return value


LanguageTag = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "enum": list(LOCALES)})
]


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


class Heading(Strict):
    """``[brief]``: the content of the cover, and the locale of digits, month names and sorting."""

    title: Words
    subtitle: Words | None = None
    language: LanguageTag = "ar-MA"
    digits: Literal["latn", "arab"] | None = Field(
        default=None,
        description="the digits: latn 123, arab ١٢٣; default: those of the language",
    )
    kashida: bool = Field(
        default=False,
        description="lengthen words to justify lines, instead of only widening spaces",
    )
    period: Annotated[Text, AfterValidator(_period)] = Field(
        description="the period of the brief, in EDTF level 0: 2025-11-24/2025-11-27"
    )
    place: Words | None = None
    issued: dt.date = Field(description="the date of the edition, and of the PDF")
    reference: Text
    issuer: Words
    classification: Words = Field(description="the classification, printed on every page")
    notice: Words | None = Field(
        default=None, description="a short statement on the back of the cover"
    )
    keywords: tuple[Words, ...] = ()

    @property
    def locale(self) -> str:
        """The locale that numbers, dates and order follow from: the language, with its digits if
        they are chosen."""
        from report.arabic import with_digits

        return with_digits(self.language, self.digits)


class Source(Strict):
    """``[sources.NAME]``: a source of facts; prose cites it as a footnote, ``[^NAME]``."""

    title: Words
    short: Words | None = Field(
        default=None, description="the form used from the second footnote on"
    )
    detail: Words | None = None


class Noun(Strict):
    """``[nouns.NAME]``: the forms of a counted noun that the lexicon lacks."""

    singular: Words
    dual: Words
    dual_oblique: Words
    plural: Words
    accusative: Words
    gender: Literal["masculine", "feminine"]
    human: bool = Field(
        default=False, description="the noun means people, so adjectives take the sound plural"
    )


def _convention(value: str) -> str:
    """Take the name of a convention."""
    from report.arabic import CONVENTIONS

    if value not in CONVENTIONS:
        raise PydanticKnownError(
            "literal_error", {"expected": ", ".join(f"'{name}'" for name in CONVENTIONS)}
        )
    return value


class Silenced(Strict):
    """``[conventions]``: what ``mujaz check`` ignores; ``docs/conventions.md`` lists the
    conventions."""

    allow: tuple[Annotated[Text, AfterValidator(_convention)], ...] = Field(
        default=(), description="the names of conventions to ignore"
    )
    words: tuple[Text, ...] = Field(
        default=(),
        description="words and phrases that the conventions do not change; names that hold a "
        "number, such as a place",
    )
    numbers: Literal["report", "strict", "allow"] = Field(
        default="report",
        description="what happens to a number that is typed and not declared by typed(): report "
        "warns, strict stops the build, allow notes it",
    )


class TextSettings(Strict):
    """``[text]``: how texts are printed."""

    unprintable: Literal["error", "drop", "□"] = Field(
        default="error",
        description="characters that no bundled font has, such as emoji: error stops the build "
        "and lists each place, drop omits them, □ prints a box for each",
    )


class Batch(Strict):
    """``[batch]``: the title of each brief that ``mujaz batch --by`` builds."""

    title: Words = Field(
        description="the title instead of the brief's own; {value} is replaced by the value"
    )

    @model_validator(mode="after")
    def _says_the_value(self) -> Batch:
        if "{value}" not in self.title:
            raise PydanticCustomError("no_value", "{{value}} is wanted")
        return self


class Section(Strict):
    """An ordered list of blocks under a heading; appendices are sections with letters."""

    title: Template = Field(description="the heading; expressions over measures are allowed")
    id: Name | None = None
    when: Text | None = Field(default=None, description=WHEN)
    for_each: Text | None = Field(
        default=None,
        description="a dimension: the section is repeated for each of its values, and is about "
        "the rows of that value; the title and the prose say it by {{ value }}",
    )
    table: Name | None = Field(
        default=None, description="the table of for_each, if several have the dimension"
    )
    top: int | None = Field(
        default=None,
        ge=1,
        le=1000,
        description="how many values of for_each are kept, those with the largest measure of sort",
    )
    sort: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(),
        description="by what the values of for_each are sorted: a measure, label or declared; a "
        "minus in front for descending order",
    )
    where: Where = Field(
        default_factory=dict,
        description="the rows that repeated sections are about: an expression, or values by "
        "columns",
    )
    new_page: bool = Field(default=True, description="whether the section starts on a new page")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_have_an_effect(self) -> Self:
        for key in ("table", "top", "sort", "where"):
            if self.for_each is None and getattr(self, key):
                values = {"key": key, "wanted": "for_each"}
                raise PydanticCustomError("idle_key", "does nothing", values)
        return self


class Summary(Strict):
    """``[summary]``: one page with the finding, then blocks."""

    title: Words
    lead: Markdown = Field(
        description="the finding in one sentence; an expression over measures is allowed"
    )
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Brief(Strict):
    """The whole of ``brief.toml``, also to be made in Python: ``Brief(brief={...}, tables={...},
    sections=[...])``.

    Keys and values are those of the file; lists represent arrays, dicts for tables. A table that is
    given as a frame needs no ``source``.

    :raises BriefError: with a finding for every fault, each under its key.
    """

    model_config = ConfigDict(json_schema_extra={"description": "The whole of ``brief.toml``."})

    brief: Heading
    sources: dict[Name, Source] = Field(default_factory=dict)
    nouns: dict[Text, Noun] = Field(default_factory=dict)
    conventions: Silenced = Field(default_factory=Silenced)
    text: TextSettings = Field(default_factory=TextSettings)
    batch: Batch | None = None
    tables: dict[Name, Table] = Field(min_length=1)
    measures: dict[Name, AnyMeasure] = Field(default_factory=dict)
    summary: Summary | None = None
    sections: tuple[Section, ...] = Field(min_length=1)
    appendices: tuple[Section, ...] = ()

    if TYPE_CHECKING:

        def __init__(self, **keys: object) -> None:
            """Take dicts and lists for parts that are models and tuples, which checkers of types
            would refuse."""

    @model_validator(mode="wrap")
    @classmethod
    def _as_findings(
        cls, data: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """Raise the faults as findings; they are located by the context, a :class:`Reading`, if one
        is given."""
        reading = info.context if isinstance(info.context, Reading) else None
        place = reading.place if reading is not None else _key_alone
        findings: list[Finding] = []
        try:
            brief = handler(as_tuples(data))
        except ValidationError as error:
            findings += findings_of(error, place)
        if reading is not None:
            findings += _without_table(data, reading)
            findings += _without_source(data, reading, findings)
        if findings:
            raise BriefError(*sorted(findings, key=lambda finding: finding.where.line or 0))
        return brief


def _key_alone(*path: str | int) -> Location:
    return Location(key=dotted(path))


def _without_table(data: object, reading: Reading) -> Iterator[Finding]:
    """Yield a finding for each table in memory that the brief does not declare, or derives from
    another table."""
    tables = data.get("tables") if isinstance(data, dict) else None
    if not isinstance(tables, dict):
        return
    declared = tuple(name for name, table in tables.items() if not _is_derived(table))
    for name in sorted(reading.in_memory.difference(declared)):
        values = {"given": name, "known": declared}
        yield Finding("unknown-table", reading.place("tables"), values)


def _is_derived(table: object) -> bool:
    return isinstance(table, dict) and "from" in table


def _without_source(
    data: object, reading: Reading, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a finding for each table that is read from nowhere, unless another one of that table
    explains it."""
    tables = data.get("tables") if isinstance(data, dict) else None
    keys = [f"{finding.where.key or ''}." for finding in findings]
    for name, table in tables.items() if isinstance(tables, dict) else ():
        read = not isinstance(table, dict) or bool({"source", "url", "from"} & table.keys())
        explained = any(key.startswith(f"{dotted(('tables', name))}.") for key in keys)
        supplied = name in reading.in_memory or name in reading.carried
        if not (read or explained or supplied):
            yield Finding("one-of", reading.place("tables", name), {"keys": "source, url, from"})
