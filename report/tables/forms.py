"""How the values of a column are printed: decimals, thousands, dates of the locale, and what
represents a blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from report.arabic import interval_text, number, with_percent_sign
from report.arabic.dates import Interval
from report.arabic.figures import decimals_of
from report.intake.values import chunks
from report.measures import MISSING
from report.messages import page_text
from report.tables.model import Cell

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import Column

#: A column that needs at most this many decimals has the same number of them in every cell, so that
#: they stand unit under unit; with more, each number has its own, and no zeros that the file does
#: not have.
EVEN_DECIMALS = 3
#: The number of rows that are turned into texts at a time.
_CHUNK = 1_000
_FRACTION = re.compile(r"\.(\d+)")


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How numbers are printed.

    ``decimals`` is how many each has, ``None`` for as many as it needs; ``grouping`` says whether
    thousands are separated, ``percent`` whether the locale's percent sign is behind them.
    """

    decimals: int | None = None
    grouping: bool = True
    percent: bool = False

    @classmethod
    def of(cls, column: Column, needed: int = 0) -> NumberForm:
        """Return the form of a column whose numbers need at most ``needed`` decimals."""
        percent = column.is_number and column.percent is True
        decimals = needed if 0 < needed <= EVEN_DECIMALS else None
        return cls(
            decimals if column.decimals is None else column.decimals,
            column.groups_thousands,
            percent,
        )

    def text(self, value: int | Decimal, locale: str) -> str:
        """Return the printed form of a number: no decimal is cut off unless the brief sets how many
        there are."""
        decimals = decimals_of(value) if self.decimals is None else self.decimals
        text = number(value, locale, decimals, grouping=self.grouping)
        return with_percent_sign(text, locale) if self.percent else text


_PLAIN = NumberForm()


def printed_text(value: object, locale: str, form: NumberForm = _PLAIN) -> str | None:
    """Return the printed form of a value: digits, separators and months of the locale; ``None``
    when it is missing."""
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return page_text("yes" if value else "no")
    if isinstance(value, int | Decimal):
        return form.text(value, locale)
    if isinstance(value, Interval):
        return interval_text(value, locale)
    return str(value)


def cell_of(value: object, locale: str, form: NumberForm = _PLAIN) -> Cell:
    """Return the cell of a value: its printed form, a dash when it is missing."""
    return Cell.of(printed_text(value, locale, form))


@dataclass(slots=True)
class TextOf:
    """Prints the values of a column as :func:`printed_text` does; dates, which recur, once."""

    locale: str
    form: NumberForm = _PLAIN
    _dates: dict[Interval, str] = field(default_factory=dict)

    def each(self, values: Iterable[object]) -> list[str | None]:
        """Return the printed form of each value, ``None`` if it is missing."""
        return [value if type(value) is str else self._one(value) for value in values]

    def _one(self, value: object) -> str | None:
        if isinstance(value, Interval):
            if value not in self._dates:
                self._dates[value] = interval_text(value, self.locale)
            return self._dates[value]
        return printed_text(value, self.locale, self.form)


def printed_chunks(
    frame: pd.DataFrame, columns: Sequence[str], printers: Sequence[TextOf]
) -> Iterator[tuple[Sequence[int], list[list[str | None]]]]:
    """Yield some rows of a frame at a time: their numbers in the source, and the printed texts of
    each column."""
    for chunk in chunks(frame, columns, _CHUNK):
        yield (
            chunk.rows,
            [printer.each(values) for printer, values in zip(printers, chunk.columns, strict=True)],
        )


def value_text(value: object, column: Column, locale: str) -> str:
    """Return a value of ``column`` as the head of a group or the name of a count; :data:`MISSING`
    for none."""
    return MISSING if value is None else cell_of(value, locale, NumberForm.of(column)).text


def needed_decimals(values: Iterable[object]) -> int:
    """Return how many decimals the numbers of a column need, at the most."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    written = " ".join(map(str, numbers))
    if "E" in written:
        return max(map(decimals_of, numbers))
    fractions = set(_FRACTION.findall(written))  # few of many numbers
    return max((len(fraction.rstrip("0")) for fraction in fractions), default=0)
