"""The brief's model: what ``brief.toml`` may say. Strict: an unknown key is an error with the nearest known one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from report.brief.base import Conditions, Name, Strict, Text
from report.brief.blocks import AnyBlock
from report.brief.tables import Table

#: A language tag that the ``arabic`` room has a locale for.
LanguageTag = Literal["ar-MA", "ar-DZ", "ar-TN", "ar-EG", "ar-SA", "ar-AE", "ar-IQ", "ar-LB"]


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
    """``[brief]``: what the cover says, and the locale that digits, months and sorting follow from."""

    title: Text
    subtitle: Text | None = None
    language: LanguageTag = "ar-MA"
    digits: Literal["latn", "arab"] | None = Field(
        default=None,
        description="the figures: latn 123, arab ١٢٣; those usual in the language if not given",
    )
    kashida: bool = Field(
        default=False, description="draw words out to justify lines, instead of spaces alone"
    )
    period: Annotated[Text, AfterValidator(_period)] = Field(
        description="the days the brief covers, EDTF level 0: 2025-11-24/2025-11-27"
    )
    place: Text | None = None
    issued: dt.date = Field(description="the edition's date; also the date inside the PDF")
    reference: Text
    issuer: Text
    classification: Text = Field(description="the marking, printed on every page")
    notice: Text | None = Field(
        default=None, description="a short statement on the back of the cover"
    )
    keywords: tuple[Text, ...] = ()

    @property
    def locale(self) -> str:
        """The locale that numbers, dates and order follow from: the language, with its digits if they are chosen."""
        from report.arabic import with_digits

        return with_digits(self.language, self.digits)


class Source(Strict):
    """``[sources.NAME]``: where facts come from; cited in prose as a footnote, ``[^NAME]``."""

    title: Text
    short: Text | None = Field(
        default=None, description="the form used from the second footnote on"
    )
    detail: Text | None = None


class Noun(Strict):
    """``[nouns.NAME]``: the forms of a counted noun that the shipped lexicon lacks."""

    singular: Text
    dual: Text
    dual_oblique: Text
    plural: Text
    accusative: Text
    gender: Literal["masculine", "feminine"]
    human: bool = Field(default=False, description="people, whose adjectives take the sound plural")


def _convention(value: str) -> str:
    """Take the name of a convention."""
    from report.arabic import CONVENTIONS

    if value not in CONVENTIONS:
        raise PydanticKnownError(
            "literal_error", {"expected": ", ".join(f"'{name}'" for name in CONVENTIONS)}
        )
    return value


class Silenced(Strict):
    """``[conventions]``: what ``mujaz check`` passes over; ``docs/conventions.md`` lists the conventions."""

    allow: tuple[Annotated[Text, AfterValidator(_convention)], ...] = Field(
        default=(), description="the names of conventions that are not looked at"
    )
    words: tuple[Text, ...] = Field(
        default=(), description="words and phrases that stand as they are"
    )


class TextSettings(Strict):
    """``[text]``: how texts are printed."""

    unprintable: Literal["error", "drop", "□"] = Field(
        default="error",
        description="what is done with signs that no bundled font draws, such as emoji: error stops the build with "
        "every place, drop leaves them out, □ prints a box for each",
    )


class Batch(Strict):
    """``[batch]``: what a brief of one value says, of those that ``mujaz batch --by`` builds."""

    title: Text = Field(
        description="the title, in the place of the brief's own: {value} stands for the value"
    )

    @model_validator(mode="after")
    def _says_the_value(self) -> Batch:
        if "{value}" not in self.title:
            raise PydanticCustomError("no_value", "{{value}} is wanted")
        return self


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
    where: Conditions = Field(default_factory=dict)
    by: Text | None = Field(
        default=None, description="also count each value of this column: measures.NAME['value']"
    )
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
            raise PydanticCustomError(
                "needs_column", "column goes with sum or distinct", {"key": "column"}
            )
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


class Section(Strict):
    """An ordered list of blocks under a heading; appendices are sections with letters."""

    title: Text
    id: Name | None = None
    when: Name | None = Field(
        default=None, description="a measure: the section is left out if it is zero or has no value"
    )
    new_page: bool = Field(default=True, description="whether the section opens a page of its own")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Summary(Strict):
    """``[summary]``: one page an official can act on: the finding, then blocks."""

    title: Text
    lead: Text = Field(
        description="the finding in one sentence; an expression over measures is allowed"
    )
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)


class Brief(Strict):
    """The whole of ``brief.toml``."""

    brief: Heading
    sources: dict[Name, Source] = Field(default_factory=dict)
    nouns: dict[Text, Noun] = Field(default_factory=dict)
    conventions: Silenced = Field(default_factory=Silenced)
    text: TextSettings = Field(default_factory=TextSettings)
    batch: Batch | None = None
    tables: dict[Name, Table] = Field(min_length=1)
    measures: dict[Name, Measure] = Field(default_factory=dict)
    summary: Summary | None = None
    sections: tuple[Section, ...] = Field(min_length=1)
    appendices: tuple[Section, ...] = ()
