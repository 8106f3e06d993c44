"""Convert the values in conditions of the brief into the cell values that they match."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.brief.base import Scalar
    from report.brief.tables import Column
    from report.errors import Location

Value = object


def clean(text: str) -> str:
    """Return a text as a cell with that text is read, with every normalisation step on."""
    from report.brief.tables import Normalise
    from report.intake.normalise.characters import clean as cleaned

    return cleaned(text, Normalise())[0]


def condition_value(value: Scalar, column: Column, locale: str, where: Location) -> Value:
    """Return what a cell of ``column`` must equal to meet a condition of the brief.

    :raises ExpressionError: when no cell can ever equal it: ``bad-category``, ``bad-country``,
        ``bad-integer``, ``bad-number``, ``bad-year``, ``bad-boolean``, ``bad-date-cell``, or
        ``bad-value`` for anything but a text on a column of texts.
    """
    from report.intake.types.kind import type_of

    return type_of(column).condition(value, column, locale, where)


def read_as_cell(value: Scalar, column: Column, locale: str) -> Value | None:
    """Read a value as a cell with that text is read; ``None`` when it is unreadable."""
    import pandas as pd

    from report.brief.tables import Normalise
    from report.intake.frames import values_frame
    from report.intake.normalise import Policy, normalise_column

    cell = pd.Series(
        pd.array([str(value).lower() if isinstance(value, bool) else str(value)], dtype="string")
    )
    decimal = column.decimal if isinstance(value, str) else "."  # a number of TOML is plain
    plain = column.model_copy(update={"missing": (), "decimal": decimal})
    normal = normalise_column(cell, plain, Policy(Normalise(missing_words=False), (), locale))
    frame = values_frame(
        pd.DataFrame({"x": normal.values}), {"x": column}, pd.RangeIndex(1), locale
    )
    read: Value | None = frame["x"].iloc[0]
    return read
