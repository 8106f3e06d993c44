"""What counting yields: a number with the rule it follows and the rows it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from report.arabic.amounts import NumberFormat, amount_spoken, amount_text
from report.arabic.dates import Interval, interval_text
from report.errors import ExpressionError, Finding
from report.measures.exact import exact_text
from report.messages import page_text, phrase
from report.rows import RowRanges

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from report.intake.model import EventTable
    from report.measures.members import Dimension

#: The value of a share of nothing. It is printed as a dash, and so is every value derived from it.
UNDEFINED = Decimal("NaN")
#: What is printed for a value that is missing.
BLANK = "—"
#: One value: a number is ``int`` if whole, else ``Fraction``; ``None`` for a blank.
Value = int | Fraction | str | bool | Interval | None
#: What a row or column of a result is of: a value of its dimension, the rows that have none, all
#: that are not shown, a whole, or a whole of a group.
MemberKind = Literal["value", "missing", "others", "total", "subtotal"]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table, by their numbers in its file."""

    table: str
    rows: RowRanges

    @classmethod
    def of(cls, table: EventTable, rows: RowRanges) -> TableRows:
        """Return rows of a table; those of a derived one as the rows that they are made of."""
        return cls(*table.source_rows(rows))


@dataclass(frozen=True, slots=True)
class Description:
    """What a printed value is, in words.

    :param label: what it is the value of, as the page calls it: «فاس، حريق».
    :param rule: in Arabic, how it was made.
    :param value: the exact number; empty for a cell of a row.
    :param group: the label of each dimension with that of its member.
    """

    label: str
    rule: str
    value: str = ""
    group: tuple[tuple[str, str], ...] = ()


class Provenance:
    """Where a printed value comes from: of a measure, a count in a table or chart, a cell of a row.

    :ivar find_rows: returns the rows that it was made from.
    :ivar measure: the name of the measure, if the value is of a measure.
    :ivar conditions: in Arabic, the conditions on the rows besides the group.
    :ivar show: what of the measure is shown, in the words of the brief.
    :ivar find_places: returns the places of those rows in the frame of a table, by its name;
        ``None`` where nothing is to be read from the rows themselves.
    """

    __slots__ = ("_description", "conditions", "find_places", "find_rows", "measure", "show")

    def __init__(
        self,
        description: Description | Callable[[], Description],
        find_rows: Callable[[], tuple[TableRows, ...]],
        *,
        measure: str | None = None,
        conditions: tuple[str, ...] = (),
        show: tuple[str, ...] = (),
        find_places: Callable[[str], npt.NDArray[np.intp]] | None = None,
    ) -> None:
        """Take the description, or what makes it when it is first asked for: like the rows, so
        that a table or chart of many cells costs no more than its texts."""
        self._description = description
        self.find_rows = find_rows
        self.measure = measure
        self.conditions = conditions
        self.show = show
        self.find_places = find_places

    @property
    def description(self) -> Description:
        """What the value is, in words."""
        if not isinstance(self._description, Description):
            self._description = self._description()
        return self._description

    @property
    def label(self) -> str:
        """What it is the value of."""
        return self.description.label

    @property
    def rule(self) -> str:
        """How the value was made, in Arabic."""
        return self.description.rule

    @property
    def value(self) -> str:
        """The exact number; empty for a cell of a row."""
        return self.description.value

    @property
    def group(self) -> tuple[tuple[str, str], ...]:
        """The label of each dimension with that of its member."""
        return self.description.group

    @property
    def rows(self) -> tuple[TableRows, ...]:
        """The rows that the value was made from, by their numbers in their source."""
        return self.find_rows()

    def __repr__(self) -> str:
        """Return what the value is."""
        return f"Provenance({self.description!r})"

    def called(self, label: str) -> Provenance:
        """Return the provenance of the same value, called by another label."""
        return Provenance(
            lambda: replace(self.description, label=label),
            self.find_rows,
            measure=self.measure,
            conditions=self.conditions,
            show=self.show,
            find_places=self.find_places,
        )

    @classmethod
    def of_row(cls, table: EventTable, number: int, label: str) -> Provenance:
        """Return the provenance of the cells of one row, whose number in its source is
        ``number``."""

        def find_rows() -> tuple[TableRows, ...]:
            return (TableRows.of(table, RowRanges.run(number, number)),)

        return cls(Description(label, phrase("rule.row", table=table.label)), find_rows)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that was counted, printed with ``decimals``; ``None`` of them for a count and a
    share.

    ``value`` is a count or a sum, or for a share a ratio (0.25 is a quarter) or :data:`UNDEFINED`.
    ``parts`` holds the same measure for each value of the column it was counted ``by``. With
    ``is_percent`` it is in hundredths, the sum of a column of percentages, and is printed with the
    sign. ``cell`` has the exact value, which may also be a text or a date, with its format.
    ``group``, ``conditions`` and ``show`` are those of :class:`Provenance`.
    """

    name: str
    label: str
    value: int | Decimal
    rule: str
    rows: tuple[TableRows, ...]
    noun: str | None = None
    is_share: bool = False
    parts: Mapping[str, Measure] = field(default_factory=dict)
    decimals: int | None = None
    is_percent: bool = False
    cell: Cell | None = field(default=None, compare=False)
    group: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    conditions: tuple[str, ...] = field(default=(), compare=False)
    show: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_defined(self) -> bool:
        """Whether the measure has a value: a share of nothing has none."""
        return not (isinstance(self.value, Decimal) and self.value.is_nan())

    @property
    def provenance(self) -> Provenance:
        """Where its value comes from."""
        value = exact_text(self.value) if self.is_defined else ""
        return Provenance(
            Description(self.label, self.rule, value, self.group),
            lambda: self.rows,
            measure=self.name,
            conditions=self.conditions,
            show=self.show,
        )

    def __getitem__(self, value: str) -> Measure:
        """Return the measure of one value of the column that it was counted by.

        :raises ExpressionError: ``no-part`` when the column has no such value.
        """
        if value not in self.parts:
            raise ExpressionError.of(
                "no-part", None, measure=self.name, given=value, known=tuple(self.parts)
            )
        return self.parts[value]


class Member:
    """A value of a dimension, as the head of a row or column of a result.

    :ivar value: the value; ``None`` unless ``kind`` is ``value``.
    :ivar kind: what the head is of.
    """

    __slots__ = ("_label", "kind", "value")

    def __init__(
        self, value: Value, label: str | Callable[[Value], str], kind: MemberKind = "value"
    ) -> None:
        """``label`` is the printed value, or makes it of the value when it is first asked for: a
        dimension may have many more members than a result shows."""
        self.value = value
        self.kind = kind
        self._label = label

    @property
    def label(self) -> str:
        """The printed value."""
        if not isinstance(self._label, str):
            self._label = self._label(self.value)
        return self._label

    def __eq__(self, other: object) -> bool:
        """Return whether both are the same value, printed in the same way."""
        if self is other:
            return True
        if not isinstance(other, Member):
            return NotImplemented
        of_values = self.kind == other.kind and self.value == other.value
        return of_values and self.label == other.label

    def __hash__(self) -> int:
        """Return a hash of the value."""
        return hash((self.value, self.kind))

    def __repr__(self) -> str:
        """Return the value and what is printed."""
        return f"Member({self.value!r}, {self.label!r}, {self.kind!r})"

    def is_called(self, name: object) -> bool:
        """Return whether this is the member of a value, or of a label."""
        is_value = self.kind == "value" and name in (self.value, str(self.value))
        return is_value or name == self.label


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a result.

    :param value: the exact value, in hundredths where the format says percent; ``None`` is a blank.
    :param style: how a number is printed.
    :param provenance: the rule in words, and the rows that the value was made from.
    :param rounded: the number that is printed instead of the value rounded by itself, so that the
        printed shares of a whole add up.
    """

    value: Value
    style: NumberFormat
    provenance: Provenance
    rounded: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether the value is a number."""
        return isinstance(self.value, int | Fraction) and not isinstance(self.value, bool)

    def text(self, locale: str, *, with_unit: bool = True) -> str:
        """Return what is printed: «1.234», «12,5%», «مليون», a date in words, «—» for a blank."""
        if self.value is None:
            return BLANK
        if isinstance(self.value, bool):
            return page_text("yes" if self.value else "no")
        if isinstance(self.value, Interval):
            return interval_text(self.value, locale)
        if isinstance(self.value, str):
            return self.value
        number = self.value if self.rounded is None else self.rounded
        return amount_text(number, self.style, locale, with_unit=with_unit)

    def spoken(self, locale: str) -> str:
        """Return the text for those who hear it: an arrow is a word."""
        if not self.is_number or self.rounded is not None:
            return self.text(locale)
        return amount_spoken(self.value, self.style, locale)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class MeasureHead:
    """What the values of one measure are called and how they are printed.

    :param name: the name of the measure, or the one that the query gives it.
    :param measure: the name of the measure in the brief.
    :param label: what its column is called.
    :param unit: what the head says of the numbers below: «بالملايين، د.م.».
    """

    name: str
    measure: str
    label: str
    style: NumberFormat
    noun: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence under a result: the key of a page text, and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in Arabic."""
        return page_text(self.key, **self.values)


@dataclass(frozen=True, slots=True)
class Result:
    """Measures by groups: a table of cells, and what is to be said about it.

    :param rows: the heads of the rows, each a member of every dimension of the rows.
    :param columns: those of the columns; one that is empty where the query has no columns.
    :param notes: what the reader has to know: rows that are left out, rounding.
    :param findings: warnings to the author of the brief: divisions by zero.
    :param axes: the dimensions of the rows, then those of the columns.
    """

    rows: tuple[tuple[Member, ...], ...]
    columns: tuple[tuple[Member, ...], ...]
    measures: tuple[MeasureHead, ...]
    row_dimensions: tuple[str, ...]
    column_dimensions: tuple[str, ...]
    notes: tuple[Note, ...]
    findings: tuple[Finding, ...]
    find_cell: Callable[[int, int, int], Cell] = field(repr=False, compare=False)
    find_rows: Callable[[int, int], bool] = field(repr=False, compare=False)
    axes: tuple[Dimension, ...] = field(default=(), repr=False, compare=False)

    def cell(self, row: int, column: int = 0, measure: int = 0) -> Cell:
        """Return a cell, by the positions of its row, its column and its measure."""
        return self.find_cell(row, column, measure)

    def has_rows(self, row: int, column: int = 0) -> bool:
        """Return whether the cells of a row and a column have rows."""
        return self.find_rows(row, column)

    def row(self, *members: object) -> int | None:
        """Return the position of the row whose members have these values or labels."""
        return _find(self.rows, members)

    def column(self, *members: object) -> int | None:
        """Return the position of the column whose members have these values or labels."""
        return _find(self.columns, members)


def _find(lines: Sequence[tuple[Member, ...]], names: Sequence[object]) -> int | None:
    for index, members in enumerate(lines):
        pairs = zip(members, names, strict=False)
        if len(members) == len(names) and all(member.is_called(name) for member, name in pairs):
            return index
    return None
