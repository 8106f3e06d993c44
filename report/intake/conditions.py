"""What a cell must equal to meet a condition of the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.errors import ExpressionError, Location

if TYPE_CHECKING:
    from report.brief.base import Scalar
    from report.brief.tables import Column

Value = object


def clean(text: str) -> str:
    """Return a text as a cell with it is read, every step of the normalisation being on."""
    from report.brief.tables import Normalise
    from report.intake.normalise.characters import clean as cleaned

    return cleaned(text, Normalise())[0]


def condition_value(value: Scalar, column: Column, locale: str, where: Location) -> Value:
    """Return what a cell of ``column`` must equal to meet a condition of the brief.

    :raises ExpressionError: when no cell can ever equal it: ``bad-category``, ``bad-country``, ``bad-integer``,
        ``bad-number``, ``bad-year``, ``bad-boolean``, ``bad-date-cell``, or ``bad-value`` for anything but a text
        on a column of texts.
    """
    if column.type in ("text", "category", "country"):
        if not isinstance(value, str) or not clean(value):
            wanted, wanted_ar = (
                "text in quotes, or { missing = true }",
                "نص بين علامتي اقتباس أو { missing = true }",
            )
            raise ExpressionError.of(
                "bad-value", where, given=value, wanted=wanted, wanted_ar=wanted_ar
            )
        if column.type == "country":
            return _country(value, locale, where)
        if column.type == "category":
            meant = next((one for one in column.values if clean(one) == clean(value)), None)
            if meant is None:
                raise ExpressionError.of(
                    "bad-category", where, given=value, values="، ".join(column.values)
                )
            return meant
        return clean(value)
    rule = {"date": "bad-date-cell"}.get(column.type, f"bad-{column.type}")
    flag = isinstance(value, bool)
    read = (
        None
        if flag != (column.type == "boolean") and not isinstance(value, str)
        else _read(value, column, locale)
    )
    if read is None:
        raise ExpressionError.of(rule, where, given=str(value)[:80])
    return read


def _country(value: str, locale: str, where: Location) -> Value:
    from report.intake.frames import country_text
    from report.intake.normalise.words import nearest_country, read_countries

    code = read_countries([clean(value)], locale).values[0]
    if code is None:
        raise ExpressionError.of(
            "bad-country", where, given=value[:80], nearest=nearest_country(value)
        )
    return country_text(str(code), locale)


def _read(value: Scalar, column: Column, locale: str) -> Value | None:
    """Read a value as a cell of the column with that text is read."""
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
