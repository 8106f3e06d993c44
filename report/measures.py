"""Named numbers, counted from tables, each with the rule it follows and the rows it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING

from report.arabic.dates import Interval
from report.arabic.figures import decimals_of
from report.brief import base, model
from report.brief.load import LoadedBrief
from report.errors import ExpressionError, Finding, MujazError, Where
from report.intake.conditions import Value, condition_value
from report.intake.model import EventTable
from report.nearest import nearest
from report.rows import Rows

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

MISSING = "غير مذكور"
#: A measure made from measures, they from others, and so on: beyond this it is a mistake, or an attack.
DEEPEST = 50
#: The value of a share of nothing. It is printed as a dash, and so is whatever is worked out from it.
UNDEFINED = Decimal("NaN")
#: Cells have up to 18 whole figures and 12 decimals: in so many figures their sums are exact.
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class RowSet:
    """Rows of one table, by their numbers in its file."""

    table: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that was counted, printed with ``decimals``; ``None`` of them for a count and a share.

    ``value`` is a count or a sum, or for a share a ratio (0.25 is a quarter) or :data:`UNDEFINED`. ``parts`` holds the
    same measure for each value of the column it was counted ``by``. With ``is_percent`` it is in hundredths, the sum
    of a column of percentages, and is printed with the sign.
    """

    name: str
    label: str
    value: int | Decimal
    rule: str
    rows: tuple[RowSet, ...]
    noun: str | None = None
    is_share: bool = False
    parts: Mapping[str, Measure] = field(default_factory=dict)
    decimals: int | None = None
    is_percent: bool = False

    @property
    def is_defined(self) -> bool:
        """Whether the measure has a value: a share of nothing has none."""
        return not (isinstance(self.value, Decimal) and self.value.is_nan())

    def __getitem__(self, part: str) -> Measure:
        """Return the measure of one value of the column that it was counted by.

        :raises ExpressionError: ``no-part`` when the column has no such value.
        """
        if part not in self.parts:
            raise ExpressionError.of(
                "no-part", None, measure=self.name, given=part, known="، ".join(self.parts)
            )
        return self.parts[part]


def select(table: EventTable, where: base.Conditions, place: Where) -> pd.DataFrame:
    """Return the rows of ``table`` that meet every condition of ``where``.

    A cell that says in words that it is blank (:data:`MISSING`) is a blank one, as it is wherever cells are counted.
    A condition of a month, a year or days from one to another is met by all dates within.

    :raises ExpressionError: ``unknown-column`` when a condition names a column that the table does not have; what
        :func:`report.intake.conditions.condition_value` raises when it asks for what no cell can hold.
    """
    import numpy as np

    from report.intake.values import values_of_column

    kept = np.ones(len(table.frame), dtype=bool)
    for column, condition in where.items():
        require_column(table, column, place)
        here = replace(place, key=f"{place.key}.{column}")
        values = values_of_column(table.frame, column)
        if not isinstance(condition, base.Condition):
            kept &= values.equal(asked_values(condition, table, column, here))
            continue
        if condition.missing is not None:
            kept &= values.equal(_as_held({None})) == condition.missing
        if condition.not_ is not None:
            kept &= ~values.equal(asked_values(condition.not_, table, column, here))
    return table.frame if kept.all() else table.frame[kept]


def asked_values(
    condition: base.Scalar | tuple[base.Scalar, ...], table: EventTable, column: str, place: Where
) -> frozenset[Value]:
    """Return the values of a column that meet a condition on it, as its cells are asked for them.

    A date of more than a day, as the month ``2026-02``, is met by every date that lies within it.

    :raises ExpressionError: what :func:`report.intake.conditions.condition_value` raises.
    """
    from report.intake.values import values_of_column

    asked = _as_held(_listed(condition, table, column, place))
    spans = [one for one in asked if isinstance(one, Interval) and one.start != one.end]
    if not spans:
        return asked
    cells = values_of_column(table.frame, column).distinct().cells
    return asked | {
        cell
        for cell in cells
        if isinstance(cell, Interval) and any(_lies_within(cell, span) for span in spans)
    }


def _lies_within(date: Interval, span: Interval) -> bool:
    after = span.start is None or (date.start is not None and date.start >= span.start)
    return after and (span.end is None or (date.end is not None and date.end <= span.end))


def _as_held(values: Iterable[Value]) -> frozenset[Value]:
    """Return the values by which a column is asked for these: a blank one may be blank in so many words."""
    return frozenset(
        one for value in values for one in ((None, MISSING) if value is None else (value,))
    )


def _listed(
    value: base.Scalar | tuple[base.Scalar, ...], table: EventTable, column: str, place: Where
) -> frozenset[Value]:
    values = value if isinstance(value, tuple) else (value,)
    read = (condition_value(value, table.columns[column], table.locale, place) for value in values)
    return frozenset(None if value == MISSING else value for value in read)


def require_column(table: EventTable, column: str, place: Where) -> None:
    """Raise ``unknown-column``, with the nearest name, unless ``table`` has ``column``."""
    if column not in table.frame.columns:
        known = list(table.frame.columns)
        values = {
            "table": table.name,
            "given": column,
            "nearest": nearest(column, known),
            "known": "، ".join(known),
        }
        raise ExpressionError(Finding("unknown-column", place, values))


def unknown_measure(given: str, measures: Iterable[str], place: Where | None = None) -> Finding:
    """Return the finding that there is no such measure, with the one that is spelt nearly so and with all."""
    known = list(measures)
    values = {"given": given, "nearest": nearest(given, known), "known": "، ".join(known)}
    return Finding("unknown-measure", place or Where(), values)


def values_in_order(table: EventTable, column: str, frame: pd.DataFrame) -> list[Value]:
    """Return the values of a column in the order to show: as the brief declares, else as they first appear.

    ``None`` comes last when a cell is blank, or says in so many words that it is (:data:`MISSING`).
    """
    return _in_order(table, column, _coded(frame, column)[0])


def _in_order(table: EventTable, column: str, found: Iterable[Value]) -> list[Value]:
    found = dict.fromkeys(found)
    declared = [value for value in table.columns[column].values if value in found]
    others = [value for value in found if value is not None and value not in declared]
    return [*declared, *others, *([None] if None in found else [])]


def _coded(frame: pd.DataFrame, column: str) -> tuple[list[Value], npt.NDArray[np.int64]]:
    """Return the values of a column as they first appear, ``None`` last, and for each row which it holds."""
    import numpy as np

    from report.intake.values import values_of_column

    distinct = values_of_column(frame, column).distinct()
    codes = distinct.codes.astype(np.int64)
    values: list[Value] = [value for value in distinct.cells if value != MISSING]
    if len(values) < len(distinct.cells):
        said = distinct.cells.index(MISSING)
        codes[codes == said] = -1
        codes[codes > said] -= 1
    if (codes < 0).any():
        codes[codes < 0] = len(values)
        values.append(None)
    return values, codes


def grouped(
    table: EventTable, column: str, frame: pd.DataFrame
) -> Iterator[tuple[Value, pd.DataFrame]]:
    """Yield each of :func:`values_in_order` with the rows that hold it, in their order: the rows are parted once."""
    import numpy as np

    values, codes = _coded(frame, column)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(values))).tolist()
    places = {
        value: slice(start, end)
        for value, start, end in zip(values, [0, *ends], ends, strict=False)
    }
    for value in _in_order(table, column, values):
        yield value, frame.take(order[places[value]])


def values_of(frame: pd.DataFrame, column: str) -> list[Value]:
    """Return the value of each row, ``None`` where it is blank or :data:`MISSING`."""
    values, codes = _coded(frame, column)
    return list(map(values.__getitem__, codes.tolist()))


def rows_with(frame: pd.DataFrame, column: str, value: Value) -> pd.DataFrame:
    """Return the rows that hold ``value``, one of :func:`values_in_order`."""
    from report.intake.values import values_of_column

    return frame[values_of_column(frame, column).equal(_as_held({value}))]


def part_name(value: Value) -> str:
    """Return how a value is written as the name of a part: ``measures.NAME["2025-11-24"]``."""
    if isinstance(value, bool):
        return "نعم" if value else "لا"
    return MISSING if value is None else value.text if isinstance(value, Interval) else str(value)


def count_measures(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> Mapping[str, Measure]:
    """Count every measure of the brief.

    :raises ExpressionError: with a finding for every measure that cannot be counted.
    """
    counted: dict[str, Measure] = {}
    findings: list[Finding] = []
    for name in brief.model.measures:
        try:
            _count(name, brief, tables, counted, ())
        except MujazError as error:
            findings.extend(finding for finding in error.findings if finding not in findings)
    if findings:
        raise ExpressionError(*findings)
    return counted


def _count(
    name: str,
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    counted: dict[str, Measure],
    above: tuple[str, ...],
) -> Measure:
    if name in counted:
        return counted[name]
    spec = brief.model.measures[name]
    place = brief.where("measures", name, spec.way)
    if name in above:
        raise ExpressionError.of("circle", place, path=" → ".join([*above, name]))
    if len(above) > DEEPEST:
        raise ExpressionError.of("too-deep", place, measure=above[0], limit=DEEPEST)
    if spec.table is not None:
        if spec.table not in tables:
            raise ExpressionError.of(
                "unknown-table", place, given=spec.table, known="، ".join(tables)
            )
        counted[name] = _from_table(name, spec, tables[spec.table], brief)
    else:
        parents = []
        for parent in spec.difference or spec.total or spec.share or ():
            if parent not in brief.model.measures:
                raise ExpressionError(unknown_measure(parent, brief.model.measures, place))
            parents.append(_count(parent, brief, tables, counted, (*above, name)))
        counted[name] = _from_measures(name, spec, parents)
    return counted[name]


def _from_table(name: str, spec: model.Measure, table: EventTable, brief: LoadedBrief) -> Measure:
    frame = select(table, spec.where, brief.where("measures", name, "where"))
    if spec.column is not None:
        place = brief.where("measures", name, "column")
        require_column(table, spec.column, place)
        if spec.sum is not None and table.columns[spec.column].type not in ("integer", "number"):
            raise ExpressionError.of("not-numbers", place, column=spec.column)
    rule = rule_text(spec, table)
    parts: dict[str, Measure] = {}
    if spec.by is not None:
        require_column(table, spec.by, brief.where("measures", name, "by"))
        for value, part in grouped(table, spec.by, frame):
            key = part_name(value)
            label = f"{spec.label}: {key}"
            part_rule = f"{rule}؛ {table.columns[spec.by].label} = {key}"
            parts[key] = _counted(f"{name}[{key}]", label, part_rule, spec, table, part)
    return replace(_counted(name, spec.label, rule, spec, table, frame), parts=parts)


def _counted(
    name: str, label: str, rule: str, spec: model.Measure, table: EventTable, frame: pd.DataFrame
) -> Measure:
    """Return a measure of these rows; a sum has the decimals that its column is printed with, or all that it needs."""
    value = _number(spec, frame)
    told = (
        table.columns[spec.column].decimals
        if spec.sum is not None and spec.column is not None
        else None
    )
    decimals = decimals_of(value) if told is None else told
    percent = (
        spec.sum is not None
        and spec.column is not None
        and table.columns[spec.column].percent is True
    )
    rows = _rows(table, frame)
    return Measure(name, label, value, rule, rows, spec.noun, decimals=decimals, is_percent=percent)


def _rows(table: EventTable, frame: pd.DataFrame) -> tuple[RowSet, ...]:
    index = frame.index
    whole = (
        index.size > 0 and index[-1] - index[0] == len(index) - 1
    )  # ascending, so none is left out
    return (
        RowSet(
            table.name, Rows.run(int(index[0]), int(index[-1])) if whole else Rows(index.to_numpy())
        ),
    )


def _number(spec: model.Measure, frame: pd.DataFrame) -> int | Decimal:
    if spec.column is None:
        return len(frame)
    if spec.distinct is not None:
        return sum(value is not None for value in _coded(frame, spec.column)[0])
    from report.intake.values import values_of_column

    return _total(values_of_column(frame, spec.column).addends())


def _total(values: Iterable[int | Decimal]) -> int | Decimal:
    """Return the exact sum, a whole one as ``int``."""
    with localcontext(_EXACT):
        total = sum(values)
    whole = not (isinstance(total, Decimal) and total.is_nan()) and total == int(total)
    return int(total) if whole else total


def _from_measures(name: str, spec: model.Measure, parents: list[Measure]) -> Measure:
    rows = tuple(dict.fromkeys(row for parent in parents for row in parent.rows))
    labels = [f"«{parent.label}»" for parent in parents]
    first, second = parents[0], parents[1]
    decimals, percent = _most_decimals(parents), all(parent.is_percent for parent in parents)
    if spec.difference is not None:
        rule = f"{labels[0]} ناقص {labels[1]}"
        value = _total([first.value, -second.value])
        return Measure(
            name, spec.label, value, rule, rows, spec.noun, decimals=decimals, is_percent=percent
        )
    if spec.total is not None:
        value = _total(parent.value for parent in parents)
        rule = " زائد ".join(labels)
        return Measure(
            name, spec.label, value, rule, rows, spec.noun, decimals=decimals, is_percent=percent
        )
    share = Decimal(first.value) / Decimal(second.value) if second.value else UNDEFINED
    return Measure(
        name, spec.label, share, f"نسبة {labels[0]} إلى {labels[1]}", rows, spec.noun, is_share=True
    )


def _most_decimals(parents: Iterable[Measure]) -> int | None:
    """Return how many decimals are printed of what is made of measures by adding and taking away."""
    return max((parent.decimals for parent in parents if parent.decimals is not None), default=None)


def rule_text(spec: model.Measure, table: EventTable) -> str:
    """Return, in Arabic, how a measure is counted from its table."""
    column = table.columns[spec.column].label if spec.column is not None else ""
    ways = {
        "count": f"عدد صفوف جدول «{table.label}»",
        "sum": f"مجموع عمود «{column}» في جدول «{table.label}»",
        "distinct": f"عدد القيم المختلفة في عمود «{column}» من جدول «{table.label}»",
    }
    conditions = [_condition_text(table, key, condition) for key, condition in spec.where.items()]
    return ways[spec.way] + (f" بشرط: {'؛ '.join(conditions)}" if conditions else "")


def _condition_text(table: EventTable, column: str, condition: object) -> str:
    label = table.columns[column].label
    if not isinstance(condition, base.Condition):
        return f"{label} = {_choices(condition)}"
    texts = []
    if condition.missing is not None:
        texts.append(f"{label} {MISSING}" if condition.missing else f"{label} مذكور")
    if condition.not_ is not None:
        texts.append(f"{label} غير {_choices(condition.not_, ' ولا ')}")
    return "؛ ".join(texts)


def _choices(condition: object, joint: str = " أو ") -> str:
    return joint.join(
        part_name(value) for value in (condition if isinstance(condition, tuple) else (condition,))
    )
