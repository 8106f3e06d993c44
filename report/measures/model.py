"""What counting yields: a number with the rule it follows and the rows it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from report.errors import ExpressionError
from report.rows import RowRanges

#: The value of a share of nothing. It is printed as a dash, and so is every value derived from it.
UNDEFINED = Decimal("NaN")


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table, by their numbers in its file."""

    table: str
    rows: RowRanges


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

    def __getitem__(self, part: str) -> Measure:
        """Return the measure of one value of the column that it was counted by.

        :raises ExpressionError: ``no-part`` when the column has no such value.
        """
        if part not in self.parts:
            raise ExpressionError.of(
                "no-part", None, measure=self.name, given=part, known="، ".join(self.parts)
            )
        return self.parts[part]
