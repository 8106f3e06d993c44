"""What counting yields: a number with the rule it follows and the rows it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from report.errors import ExpressionError
from report.messages import page_text
from report.rows import RowRanges

#: The value of a share of nothing. It is printed as a dash, and so is every value derived from it.
UNDEFINED = Decimal("NaN")


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table, by their numbers in its file."""

    table: str
    rows: RowRanges


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a printed value comes from: of a measure, a count in a table or chart, a cell of a row.

    :param label: what it is the value of, as the page calls it: «فاس، حريق».
    :param rule: in Arabic, how it was made.
    :param find_rows: returns the rows that it was made from; they are looked up when they are
        asked for, so that a table of many cells costs no more than its texts.
    :param value: the exact number; empty for a cell of a row.
    :param measure: the name of the measure, where it is the value of one.
    """

    label: str
    rule: str
    find_rows: Callable[[], tuple[TableRows, ...]]
    value: str = ""
    measure: str | None = None

    @property
    def rows(self) -> tuple[TableRows, ...]:
        """The rows that the value was made from, by their numbers in their source."""
        return self.find_rows()

    @classmethod
    def of_row(cls, table: str, table_label: str, number: int, label: str) -> Provenance:
        """Return the provenance of the cells of one row, whose number in its source is
        ``number``."""

        def find_rows() -> tuple[TableRows, ...]:
            return (TableRows(table, RowRanges.run(number, number)),)

        return cls(label, page_text("rule.row", table=table_label), find_rows)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that was counted, printed with ``decimals``; ``None`` of them for a count and a
    share.

    ``value`` is a count or a sum, or for a share a ratio (0.25 is a quarter) or :data:`UNDEFINED`.
    ``parts`` holds the same measure for each value of the column it was counted ``by``. With
    ``is_percent`` it is in hundredths, the sum of a column of percentages, and is printed with the
    sign.
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

    @property
    def is_defined(self) -> bool:
        """Whether the measure has a value: a share of nothing has none."""
        return not (isinstance(self.value, Decimal) and self.value.is_nan())

    @property
    def provenance(self) -> Provenance:
        """Where its value comes from."""
        value = str(self.value) if self.is_defined else ""
        return Provenance(self.label, self.rule, lambda: self.rows, value, self.name)

    def __getitem__(self, value: str) -> Measure:
        """Return the measure of one value of the column that it was counted by.

        :raises ExpressionError: ``no-part`` when the column has no such value.
        """
        if value not in self.parts:
            raise ExpressionError.of(
                "no-part", None, measure=self.name, given=value, known="، ".join(self.parts)
            )
        return self.parts[value]
