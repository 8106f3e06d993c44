"""``[tables.NAME]``: where a table is read from, what its columns hold, and what must be true of
it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from report.brief.base import FilePath, Name, Strict, Text, Words
from report.brief.column_types import COLUMNS, ColumnFacts, TypeName

Encoding = Literal["auto", "utf-8", "utf-16", "windows-1256", "iso-8859-6", "mac-arabic", "cp720"]
Format = Literal[
    "csv", "xlsx", "xls", "ods", "parquet", "feather", "json", "jsonl", "sqlite", "datapackage"
]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Column(Strict):
    """``[tables.NAME.columns]``: the content of a column, and the conditions on its cells."""

    label: Words
    value: Text | None = Field(
        default=None,
        description="an expression over the other columns, whose value is the cell: killed > 0; "
        "in a derived table with by an aggregate: count(). The type follows from it if not given",
    )
    type: Annotated[str, TypeName()] = "text"
    required: bool = False
    unique: bool = False
    values: tuple[Text, ...] = Field(
        default=(), description="the allowed values of a category, in display order"
    )
    aliases: dict[Text, tuple[Text, ...]] = Field(
        default_factory=dict, description="other spellings of a value, which are read as that value"
    )
    missing: tuple[Text, ...] = Field(
        default=(), description="words that mean a blank cell, also in this column"
    )
    minimum: int | float | dt.date | None = None
    maximum: int | float | dt.date | None = None
    pattern: Pattern | None = Field(
        default=None, description="a regular expression that the whole cell matches"
    )
    within: Literal["period"] | None = Field(
        default=None, description="the dates must lie within the brief's period"
    )
    order: Literal["dmy", "mdy", "ymd"] | None = Field(
        default=None,
        description="the order of day, month and year in dates of digits; default: detected "
        "from the column",
    )
    calendar: Literal["gregorian", "hijri"] | None = Field(
        default=None,
        description="the calendar of dates in digits; default: Gregorian, and years from 1300 "
        "to 1500 are errors",
    )
    decimal: Literal[".", ",", "٫"] | None = Field(
        default=None, description="the decimal sign; default: detected from the column"
    )
    decimals: int | None = Field(
        default=None,
        ge=0,
        le=15,
        description="the number of printed decimals, rounded half away from zero; default: all "
        "decimals",
    )
    grouping: bool | None = Field(
        default=None,
        description="whether printed numbers have a thousands separator; default: yes, except "
        "for years",
    )
    percent: bool | None = Field(
        default=None,
        description="whether the numbers are percentages (25 for 25%), printed with the sign; "
        "default: detected from the column",
    )
    width: float | None = Field(
        default=None, gt=0, le=100, description="share of the table's width, in percent"
    )
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        description="the language of the cells for screen readers, if it is not that of the "
        "brief: fr",
    )

    @property
    def facts(self) -> ColumnFacts:
        """What is known of the column by its type."""
        return COLUMNS[self.type]

    @property
    def is_number(self) -> bool:
        """Whether the cells are numbers."""
        return self.facts.kind == "number"

    @property
    def groups_thousands(self) -> bool:
        """Whether thousands are separated where the cells are printed: as the brief says, else by
        the type."""
        return self.facts.groups_thousands if self.grouping is None else self.grouping

    @property
    def has_own_type(self) -> bool:
        """Whether the brief says the type."""
        return "type" in self.model_fields_set

    @model_validator(mode="after")
    def _values_of_category(self) -> Column:
        for key in self.facts.needed_keys():
            if not getattr(self, key):
                raise PydanticCustomError("empty_values", "values are wanted", {"key": key})
        for value in self.values:
            if self.values.count(value) > 1:
                raise PydanticCustomError("twice_value", "values are different", {"given": value})
        return self

    @model_validator(mode="after")
    def _printed_as_numbers(self) -> Column:
        if self.value is not None and not self.has_own_type:
            return self  # the type is that of the expression
        for key in ("decimals", "grouping", "percent"):
            if getattr(self, key) is not None and key not in self.facts.keys:
                raise PydanticCustomError(
                    "unfit_key", "does not go with the type", {"key": key, "type": self.type}
                )
        return self


class Normalise(Strict):
    """``[tables.NAME.normalise]``: the corrections of cells; each can be turned off."""

    nfc: bool = True
    presentation_forms: bool = True
    look_alikes: bool = True
    tatweel: bool = True
    bidi_controls: bool = True
    spaces: bool = True
    digits: bool = True
    missing_words: bool = True


class ForeignKey(Strict):
    """Values of ``columns`` are in ``references`` of another table."""

    columns: tuple[Text, ...] = Field(min_length=1)
    table: Name
    references: tuple[Text, ...] = Field(min_length=1)


class RowRule(Strict):
    """A condition that every row must meet: an expression over its columns."""

    check: Text = Field(description="an expression over the columns of the row, as: end >= start")
    message: Text | None = Field(
        default=None, description="the message for a row that violates the rule"
    )


class TableRule(Strict):
    """A condition on the whole table: the number of its rows, or the sum of a column, equals a
    declared number. ``equals`` is that number, or ``TABLE.COLUMN`` for the sum of that column."""

    rows: bool = False
    sum: Text | None = None
    equals: int | float | Text

    @model_validator(mode="after")
    def _one(self) -> TableRule:
        if self.rows == (self.sum is not None):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "rows, sum"})
        return self


#: The keys of a table that say how a file is read.
_OF_FILES = (
    "query", "format", "sheet", "sheet_column", "range", "header", "encoding", "delimiter",
    "missing", "totals", "normalise",
)  # fmt: skip


class Table(Strict):
    """``[tables.NAME]``: a table of events, one row for each event."""

    source: FilePath | None = Field(
        default=None,
        description="a file in the brief's folder, or several as one table: meetings-*.csv",
    )
    from_: Name | None = Field(
        default=None,
        alias="from",
        description="another table, whose rows this table is derived from",
    )
    stack: tuple[dict[Text, Text], ...] = Field(
        default=(),
        description="each row of the other table once for each entry, with the entry's columns: "
        "expressions over the row",
    )
    where: Text | None = Field(
        default=None, description="a condition on the rows of the other table that are taken"
    )
    by: tuple[Text, ...] | dict[Text, Text] = Field(
        default=(),
        description="one row for each group of rows that are equal in these expressions; a table "
        "gives them names",
    )
    complete: Annotated[tuple[Text | int, ...], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="the first and last value of by, a date, period or whole number: a row for "
        "each between them, also where the other table has none",
    )
    order: tuple[Text, ...] = Field(
        default=(),
        description="the order of the rows: columns or expressions, with - before one for "
        "descending; prior(x) reads the row before",
    )
    url: Text | None = Field(
        default=None, description="a database, as an SQLAlchemy URL; query selects the rows"
    )
    query: Text | None = None
    label: Words
    format: Format | None = Field(
        default=None, description="default: detected from the content of the file"
    )
    sheet: Text | int | tuple[Text | int, ...] | None = Field(
        default=None,
        description="a sheet by name or number, or a table of a database; several sheets as one "
        'table: a list, or "*" for all sheets with the same columns',
    )
    sheet_column: Text | None = Field(
        default=None,
        description="add a column with this name; it has the name of the sheet, or of the file "
        "if it has no sheets",
    )
    range: (
        Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}$")]
        | None
    ) = None
    header: tuple[int, ...] | int | None = Field(
        default=None, description="the row, or the two rows, of the header"
    )
    encoding: Encoding = "auto"
    delimiter: Literal["auto", ",", ";", "\t", "|", "،", "؛"] = "auto"
    columns: dict[str, Column] = Field(default_factory=dict)
    missing: tuple[Text, ...] = Field(
        default=(), description="words that mean a blank cell, in every column"
    )
    totals: Literal["auto", "keep"] | Annotated[tuple[int, ...], Field(min_length=1)] = Field(
        default="auto",
        description="totals among the rows: auto finds and excludes them, keep keeps all rows, "
        "a list has their row numbers",
    )
    normalise: Normalise = Field(default_factory=Normalise)
    key: tuple[Text, ...] = Field(
        default=(), description="the columns that together identify a row"
    )
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[RowRule, ...] = ()
    expect: tuple[TableRule, ...] = ()
    severity: dict[Text, Literal["error", "warning", "off"]] = Field(
        default_factory=dict, description="the severity of rules in this table, by name"
    )

    @property
    def is_derived(self) -> bool:
        """Whether the rows are made of those of another table."""
        return self.from_ is not None

    @property
    def of_file(self) -> Table:
        """The table without its computed columns, as its file has it."""
        columns = {name: column for name, column in self.columns.items() if column.value is None}
        return self.model_copy(update={"columns": columns})

    @model_validator(mode="after")
    def _file_or_database(self) -> Table:
        # None is right where the table is given in memory: Brief knows of that.
        origins = (self.source, self.url, self.from_)
        if sum(origin is not None for origin in origins) > 1:
            keys = {"keys": "source, url, from"}
            raise PydanticCustomError("one_of", "exactly one is wanted", keys)
        derived = ("stack", "where", "by", "complete", "order")
        unfit = _OF_FILES if self.is_derived else derived
        key_needed = "source" if self.is_derived else "from"
        for key in unfit:
            if key in self.model_fields_set:
                values = {"key": key, "wanted": key_needed}
                raise PydanticCustomError("idle_key", "does nothing", values)
        if self.complete is not None and len(self.by) != 1:
            raise PydanticCustomError(
                "idle_key", "does nothing", {"key": "complete", "wanted": "by"}
            )
        return self
