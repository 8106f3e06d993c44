"""The interface of a column type, which reads, stores, compares and describes its columns.

Each method is called once for a column, and works on the distinct cells or on the whole column.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from report.brief.column_types import COLUMNS, ColumnFacts
from report.errors import ExpressionError, Location
from report.messages import in_both

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from report.brief.base import Scalar
    from report.brief.tables import Column
    from report.intake.normalise.distinct import Distinct
    from report.intake.normalise.model import NormalColumn, Policy, Reading
    from report.intake.stores import Store

Value = object


class ColumnType(ColumnFacts, ABC):
    """A type of columns.

    :cvar reads_text: whether numbers, dates and booleans of a spreadsheet are read as text.
    :cvar is_free_text: whether the cells are free text, in which line breaks stay.
    :cvar holds_text: whether the values are texts, held once for each distinct one.
    :cvar fault: the rule of a condition whose value no cell can hold.
    :cvar schema: the type's name in Table Schema, for normalised values.
    :cvar packed: the type's name in Table Schema, as the data inside an edition are written.
    """

    reads_text: ClassVar[bool] = False
    is_free_text: ClassVar[bool] = False
    holds_text: ClassVar[bool] = False
    fault: ClassVar[str]
    schema: ClassVar[str] = "string"
    packed: ClassVar[str] = "string"

    # Read.

    def whole(
        self,
        raw: pd.Series,
        texts: pa.ChunkedArray | None,
        typed: pa.ChunkedArray | None,
        column: Column,
        policy: Policy,
        by_cells: Callable[[Distinct], NormalColumn],
    ) -> NormalColumn | None:
        """Return a column that can be read as a whole; ``None`` when its cells need individual
        treatment.

        :param texts: the column, if all its cells are text.
        :param typed: the column, if the file stores it in another single type.
        """
        return None

    def are_codes(self, cells: Sequence[object]) -> bool:
        """Return whether cells of two letters are codes and not words for a blank."""
        return False

    @abstractmethod
    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        """Return the values of the distinct cells of a column.

        :param counts: returns the number of occurrences of each cell.
        """

    # Store.

    @abstractmethod
    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        """Return a column of values: for each of the distinct cells its value."""

    def store(self, cells: pd.Series, locale: str) -> Store:
        """Return the normal values of a column in the form in which they take the least."""
        from report.intake.frames import texts_store

        return texts_store(cells, None)  # a column without values stays text

    # Compare.

    def condition(self, value: Scalar, column: Column, locale: str, where: Location) -> Value:
        """Return what a cell must equal to meet a condition of the brief.

        :raises ExpressionError: the rule :attr:`fault` when no cell can ever equal it.
        """
        from report.intake.conditions import read_as_cell

        read = read_as_cell(value, column, locale) if self.may_be(value) else None
        if read is None:
            raise ExpressionError.of(self.fault, where, given=str(value)[:80])
        return read

    def may_be(self, value: Scalar) -> bool:
        """Return whether a value of TOML can represent a cell: true and false are no numbers."""
        return not isinstance(value, bool)

    def nearest(self, value: str, column: Column) -> str | None:
        """Return the value that an unreadable cell is spelt nearly as."""
        from report.nearest import nearest

        return nearest(value, column.values)

    # Print, order and describe.

    def shown(self, column: Column, locale: str) -> Column:
        """Return the column with its declared values in display form, which is also their order."""
        return column

    def constraints(self, column: Column) -> dict[str, object]:
        """Return the constraints of Table Schema beside those that every type has."""
        return {}

    def schema_properties(self, column: Column) -> tuple[dict[str, object], dict[str, object]]:
        """Return further properties of the field in Table Schema, and those under ``mujaz``."""
        return {}, {}


class TextType(ColumnType):
    """A type whose values are texts; distinct cells are read, each once."""

    reads_text = True
    holds_text = True
    keys = frozenset({"pattern"})
    fault = "bad-value"

    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        """Return the normal values as a column of texts."""
        from report.intake.normalise.distinct import text_series

        return text_series(values, distinct.codes)

    def store(self, cells: pd.Series, locale: str) -> Store:
        """Return the store of a column of texts."""
        from report.intake.frames import texts_store

        return texts_store(cells, self.shown_value(locale))

    def shown_value(self, locale: str) -> Callable[[str], str] | None:
        """Return the function from a value to its display text; ``None`` for the identity."""
        return None

    def condition(self, value: Scalar, column: Column, locale: str, where: Location) -> Value:
        """Return the text that a cell must equal.

        :raises ExpressionError: ``bad-value`` for anything but a text; further rules of the type
            for a text that no cell holds.
        """
        from report.intake.conditions import clean

        if not isinstance(value, str) or not clean(value):
            raise ExpressionError.of(
                "bad-value",
                where,
                given=value,
                **in_both("wanted", "value.text-or-missing"),
            )
        return self.meant(value, column, locale, where)

    def meant(self, text: str, column: Column, locale: str, where: Location) -> Value:
        """Return the value that a text of a condition represents.

        :raises ExpressionError: ``bad-cell`` when no cell can ever hold it.
        """
        from report.brief.tables import Normalise
        from report.intake.conditions import clean
        from report.intake.normalise.model import Policy

        policy = Policy(Normalise(), (), locale)
        value = self.read([clean(text)], lambda: [1], column, policy).values[0]
        if value is None:
            raise ExpressionError.of("bad-cell", where, given=text[:80], type=self.name)
        return value

    def constraints(self, column: Column) -> dict[str, object]:
        """Return the constraints of a column for its Table Schema: the pattern."""
        return {} if column.pattern is None else {"pattern": f"^(?:{column.pattern})$"}


class NumericType(ColumnType):
    """A type whose values are numbers.

    :cvar longest: the most characters of a number that is read with its whole column.
    """

    kind = "number"
    keys = frozenset({"grouping", "minimum", "maximum"})
    longest: ClassVar[int]

    def whole(
        self,
        raw: pd.Series,
        texts: pa.ChunkedArray | None,
        typed: pa.ChunkedArray | None,
        column: Column,
        policy: Policy,
        by_cells: Callable[[Distinct], NormalColumn],
    ) -> NormalColumn | None:
        """Return the texts, or numbers, of a column as whole numbers of this kind."""
        from report.intake.normalise.quick import quick_numbers, quick_typed

        if texts is not None:
            return quick_numbers(texts, column, policy, self)
        if typed is None or column.missing or policy.missing:
            return None
        return quick_typed(typed, self)

    def fits(self, numbers: np.ndarray) -> bool:
        """Return whether all of these numbers can be values of the type."""
        return True

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        """Return the numbers that the cells hold, and the faults of the rest."""
        from report.intake.normalise.numbers import read_numbers

        return read_numbers(cells, counts(), column, policy.locale, whole=self.is_whole)

    def series(self, values: Sequence[object], distinct: Distinct) -> pd.Series:
        """Return the normal values as a column of whole numbers with blanks."""
        from report.intake.normalise.distinct import masked_series

        return masked_series(values, distinct.codes, "Int64")

    def constraints(self, column: Column) -> dict[str, object]:
        """Return the constraints of a column for its Table Schema: minimum and maximum."""
        bounds = {key: getattr(column, key) for key in ("minimum", "maximum")}
        return {key: bound for key, bound in bounds.items() if bound is not None}


def type_of(column: Column | None) -> ColumnType:
    """Return the type of a column; that of texts where nothing is declared."""
    kind = COLUMNS["text" if column is None else column.type]
    assert isinstance(kind, ColumnType)
    return kind


def shown_columns(columns: Mapping[str, Column], locale: str) -> dict[str, Column]:
    """Return columns with their declared values in display form, as event tables have them."""
    return {name: type_of(column).shown(column, locale) for name, column in columns.items()}
