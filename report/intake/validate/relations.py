"""Checks across rows, across tables, and of a whole table."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from report.brief.column_types import COLUMNS
from report.errors import Finding
from report.intake.validate.columns import comparable, first_row
from report.intake.validate.severity import weight
from report.intake.validate.table_check import TableCheck
from report.nearest import nearest

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column, ForeignKey, Table, TableRule
    from report.errors import Location
    from report.intake.validate.table_under_test import Context, TableUnderTest

#: The comparison family of each column type; values of one family can be equal.


def unknown_column(where: Location, value: str, names: Collection[str]) -> Finding:
    """Return the finding about an unknown column, with the nearest name and all names."""
    values = {"given": value, "nearest": nearest(value, names), "known": tuple(names)}
    return Finding("no-such-column", where, values)


def key_check(subject: TableUnderTest, context: Context) -> Iterator[TableCheck | Finding]:
    """Yield the check that keys are unique; blanks in a key are reported as missing cells."""
    key = subject.spec.key
    names = _known(subject.name, context, subject.frame)
    for number, column in enumerate(key):
        if column not in names:
            yield unknown_column(
                context.where("tables", subject.name, "key", number), column, names
            )
    if not key or not set(key) <= set(subject.frame.columns):
        return

    def passes(frame: pd.DataFrame) -> pd.Series:
        codes = combined(frame, key)
        return ~codes.duplicated() | codes.isna()

    at_first = first_row(subject, key[0], lambda: combined(subject.frame, key))

    def detail(position: int) -> dict[str, object]:
        return {
            "key": tuple(subject.cell_text(position, column) for column in key),
            **at_first(position),
        }

    yield TableCheck(
        "repeated-key", key[0], passes, {"columns": tuple(key)}, detail, key, rows=True
    )


def combined(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Return a number for each row, equal for equal rows in ``columns``; ``<NA>`` for a blank."""
    import pandas as pd

    keys = pd.DataFrame(
        {number: comparable(frame[column]) for number, column in enumerate(columns)}
    )
    codes = keys.groupby(list(keys.columns), sort=False, dropna=True).ngroup()
    blank = keys.isna().any(axis="columns")
    return codes.astype("Int64").mask(blank)


def foreign_checks(subject: TableUnderTest, context: Context) -> Iterator[TableCheck | Finding]:
    """Yield a check for each foreign key, or a finding when its target is missing or of another
    type.
    """
    for number, foreign in enumerate(subject.spec.foreign_keys):
        faults = list(
            _foreign_faults(
                subject, context, foreign, ("tables", subject.name, "foreign_keys", number)
            )
        )
        yield from faults
        target = context.frames.get(foreign.table)
        if faults or target is None:
            continue
        if set(foreign.columns) <= set(subject.frame.columns) and set(foreign.references) <= set(
            target.columns
        ):
            yield _foreign(subject, context, foreign, target)


def _foreign_faults(
    subject: TableUnderTest, context: Context, foreign: ForeignKey, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    if foreign.table not in context.tables:
        listed = tuple(context.tables)
        yield Finding(
            "unknown-table",
            context.where(*path, "table"),
            {"given": foreign.table, "known": listed},
        )
        return
    if len(foreign.columns) != len(foreign.references):
        values = {"columns": len(foreign.columns), "references": len(foreign.references)}
        yield Finding("uneven-reference", context.where(*path), values)
        return
    ours, theirs = subject.spec, context.tables[foreign.table]
    own_columns = _known(subject.name, context, subject.frame)
    target_columns = _known(foreign.table, context, context.frames.get(foreign.table))
    for number, (column, reference) in enumerate(
        zip(foreign.columns, foreign.references, strict=True)
    ):
        if column not in own_columns:
            yield unknown_column(context.where(*path, "columns", number), column, own_columns)
        elif reference not in target_columns:
            yield unknown_column(
                context.where(*path, "references", number), reference, target_columns
            )
        elif _family(ours.columns.get(column)) != _family(theirs.columns.get(reference)):
            types = {"type": _type(ours, column), "other_type": _type(theirs, reference)}
            yield Finding(
                "unfit-reference",
                context.where(*path),
                {"given": column, "other": reference, **types},
            )


def _known(table: str, context: Context, frame: pd.DataFrame | None) -> tuple[str, ...]:
    """Return the columns that a table has or declares."""
    declared = context.tables[table].columns if table in context.tables else {}
    return tuple(dict.fromkeys([*(frame.columns if frame is not None else ()), *declared]))


def _type(spec: Table, column: str) -> str:
    return spec.columns[column].type if column in spec.columns else "text"


def _family(column: Column | None) -> str:
    return "text" if column is None else column.facts.kind


def _foreign(
    subject: TableUnderTest, context: Context, foreign: ForeignKey, target: pd.DataFrame
) -> TableCheck:
    import pandas as pd

    def passes(frame: pd.DataFrame) -> pd.Series:
        pairs = zip(foreign.columns, foreign.references, strict=True)
        both = pd.DataFrame(
            {
                number: _joined(frame[ours], target[theirs])
                for number, (ours, theirs) in enumerate(pairs)
            }
        )
        codes = combined(both, tuple(both.columns))
        mine, theirs = codes.iloc[: len(frame)], codes.iloc[len(frame) :]
        return (mine.isin(theirs) | mine.isna()).set_axis(frame.index)

    def detail(position: int) -> dict[str, object]:
        return {"key": tuple(subject.cell_text(position, column) for column in foreign.columns)}

    label = context.tables[foreign.table].label
    values = {"table": label, "references": tuple(foreign.references)}
    return TableCheck(
        "no-such-row", foreign.columns[0], passes, values, detail, foreign.columns, rows=True
    )


def _joined(ours: pd.Series, theirs: pd.Series) -> pd.Series:
    """Return two columns as one comparable column: mixed numbers as decimals, others as texts."""
    import pandas as pd

    if ours.dtype != theirs.dtype:
        numeric = [
            column for column in (ours, theirs) if pd.api.types.is_numeric_dtype(column.dtype)
        ]
        kind = _exact if numeric else (lambda column: column.astype("string[pyarrow]"))
        ours, theirs = kind(ours), kind(theirs)
    return pd.concat([ours, theirs], ignore_index=True)


def _exact(column: pd.Series) -> pd.Series:
    """Return a column of numbers as ``Decimal`` objects, blanks as ``None``."""
    if column.dtype == object:
        return column
    blank = column.isna().tolist()
    cells = [
        None if empty else Decimal(str(cell))
        for cell, empty in zip(column.tolist(), blank, strict=True)
    ]
    return type(column)(cells, index=column.index, dtype=object)


def table_rules(subject: TableUnderTest, context: Context) -> Iterator[Finding]:
    """Yield a finding for each unmet or invalid rule of ``expect``."""
    for number, rule in enumerate(subject.spec.expect):
        yield from _table_rule(subject, context, rule, ("tables", subject.name, "expect", number))


def _table_rule(
    subject: TableUnderTest, context: Context, rule: TableRule, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    expected: int | float | Decimal | Finding | None = _declared(
        rule.equals, subject, context, path
    )
    actual: int | float | Decimal | Finding | None = len(subject.frame)
    if rule.sum is not None:
        actual = _sum(subject.name, rule.sum, subject.frame, context, (*path, "sum"))
        if len(subject.faulty(rule.sum)):
            actual = actual if isinstance(actual, Finding) else None
    faults = [result for result in (expected, actual) if isinstance(result, Finding)]
    yield from faults
    if faults or expected is None or actual is None or _same(actual, expected):  # type: ignore[arg-type]
        return
    name = "wrong-row-count" if rule.rows else "wrong-sum"
    severity = weight(subject, name)
    if severity is not None:
        values = {"found": _figure(actual), "wanted": _figure(expected), "declared": rule.equals}
        yield Finding(name, subject.whole(rule.sum), values, severity)


def _declared(
    equals: int | float | str,
    subject: TableUnderTest,
    context: Context,
    path: tuple[str | int, ...],
) -> int | float | Decimal | Finding | None:
    """Return the declared number, a finding if invalid, ``None`` if its table was not read."""
    if not isinstance(equals, str):
        return equals
    table, _, column = equals.partition(".")
    where = (*path, "equals")
    if table not in context.tables:
        return Finding(
            "unknown-table",
            context.where(*where),
            {"given": table, "known": tuple(context.tables)},
        )
    return _sum(table, column, context.frames.get(table), context, where)


def _sum(
    table: str,
    column: str,
    frame: pd.DataFrame | None,
    context: Context,
    where: tuple[str | int, ...],
) -> int | float | Decimal | Finding | None:
    names = _known(table, context, frame)
    if column not in names:
        return unknown_column(context.where(*where), column, names)
    kind = _type(context.tables[table], column)
    if COLUMNS[kind].kind != "number":
        return Finding(
            "unfit-key", context.where(*where), {"key": "sum", "given": column, "type": kind}
        )
    if frame is None or column not in frame.columns:
        return None
    cells = frame[column].dropna()
    if cells.dtype == object:
        return sum(cells.tolist(), Decimal(0))
    return sum(cells.tolist()) if cells.dtype == "Int64" else math.fsum(cells.tolist())


def _same(actual: int | float | Decimal, expected: int | float | Decimal) -> bool:
    """Return whether two numbers are equal, floats within the rounding of sums."""
    if isinstance(actual, float) or isinstance(expected, float):
        return math.isclose(actual, expected, rel_tol=1e-12, abs_tol=1e-9)
    return actual == expected


def _figure(number: object) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)
