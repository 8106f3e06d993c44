"""What the brief, and every room that prints, need to know of a column's type.

The types of Mujaz are in :mod:`report.intake.types`, a module each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic_core import PydanticKnownError

from report.registry import Registry

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class ColumnFacts:
    """The facts of a column type that do not depend on a table.

    :cvar name: the type's name, as the brief writes it.
    :cvar kind: what values are in rules of rows and in foreign keys: texts, numbers, dates or
        booleans.
    :cvar is_amount: numbers that can be added up, and that may be percentages.
    :cvar is_whole: numbers without decimals.
    :cvar is_words: texts in the words of the source, for which the conventions of Arabic print
        hold.
    :cvar is_closed: the brief says what values there can be.
    :cvar keys: which of ``decimals``, ``grouping``, ``percent``, ``pattern``, ``within``,
        ``minimum`` and ``maximum`` go with the type.
    :cvar date_part: the part of a date that whole numbers are, such as ``year``.
    :cvar groups_thousands: whether thousands are separated where the brief does not say.
    """

    name: ClassVar[str]
    kind: ClassVar[Literal["text", "number", "date", "boolean"]] = "text"
    is_amount: ClassVar[bool] = False
    is_whole: ClassVar[bool] = False
    is_words: ClassVar[bool] = False
    is_closed: ClassVar[bool] = False
    keys: ClassVar[frozenset[str]] = frozenset()
    date_part: ClassVar[str | None] = None
    groups_thousands: ClassVar[bool] = True

    def needed_keys(self) -> tuple[str, ...]:
        """Return the keys that a column of the type must have."""
        return ()


COLUMNS: Registry[ColumnFacts] = Registry(
    "columns", "report.intake.types:TYPES", "report.intake.types.kind:ColumnType"
)


class TypeName:
    """The annotation of the name of a column type (pydantic)."""

    def __get_pydantic_core_schema__(
        self, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def _known(self, name: str) -> str:
        if name not in COLUMNS:
            expected = ", ".join(f"'{names}'" for names in COLUMNS.names())
            raise PydanticKnownError("literal_error", {"expected": expected})
        return name

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": list(COLUMNS.names())}
