"""``[tables.NAME]``: where a table is read from, and what its columns hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from report.brief.base import FilePath, Strict, Text


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
        for value in self.values:
            if self.values.count(value) > 1:
                raise PydanticCustomError("twice_value", "values are told apart", {"given": value})
        return self


class Table(Strict):
    """``[tables.NAME]``: an event table, a row per event."""

    source: FilePath
    label: Text
    encoding: Literal["utf-8", "utf-16", "windows-1256", "iso-8859-6"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|", "،", "؛"] = ","
    columns: dict[str, Column] = Field(default_factory=dict)
