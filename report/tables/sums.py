"""Sums of columns of a listing: of groups, of pages, of all rows; exact until they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from report.arabic.amounts import round_exact
from report.expressions.exact import MOST, decimals_needed
from report.measures.model import Description, Provenance, TableRows
from report.messages import joined, page_text, phrase
from report.rows import RowRanges
from report.tables.forms import EVEN_DECIMALS, NumberForm
from report.tables.model import BLANK, CarriedLine, Cell, Row, SumRow

if TYPE_CHECKING:
    import pandas as pd

    from report.expressions.vectors import NumberVector
    from report.intake.model import EventTable

#: A sum of each summed column, ``None`` where every cell is blank; empty for no row.
Amounts = tuple[Fraction | None, ...]
#: Where sums stand: below each group, at the feet and heads of pages, at the end.
TOTALS = ("groups", "pages", "end")


@dataclass(frozen=True, eq=False)
class _Column:
    """A column that is summed, its rows in printed order.

    :param position: its position among the columns of the table.
    """

    position: int
    label: str
    vector: NumberVector
    form: NumberForm

    @cached_property
    def _running(self) -> np.ndarray[Any, Any]:
        """The sums of the first 0, 1, 2 … rows."""
        numbers: np.ndarray[Any, Any] = self.vector.numbers
        if self.vector.is_integers and self.vector.most * max(len(numbers), 1) > MOST:
            numbers = numbers.astype(object)
        zero = np.zeros(1, dtype=numbers.dtype)
        return np.concatenate([zero, np.cumsum(numbers)])

    @cached_property
    def _filled(self) -> np.ndarray[Any, Any]:
        """How many of the first 0, 1, 2 … rows are not blank."""
        return np.concatenate([[0], np.cumsum(~self.vector.blank)])

    def value(self, start: int, end: int) -> Fraction | None:
        """Return the sum of the rows from ``start`` up to ``end``, ``None`` if all are blank."""
        if self._filled[start] == self._filled[end]:
            return None
        return self._exact(self._running[end] - self._running[start])

    def added(self, rows: Sequence[int]) -> Fraction | None:
        """Return the sum of single rows, added one by one."""
        indexes = np.asarray(rows, dtype=np.int64)
        indexes = indexes[~self.vector.blank[indexes]]
        if not len(indexes):
            return None
        total: Any = sum(self.vector.numbers[indexes].tolist())
        return self._exact(total)

    def text(self, value: Fraction | None, locale: str) -> str:
        """Return the printed form of a sum."""
        if value is None:
            return BLANK
        decimals = self.form.decimals
        if decimals is None:
            decimals = _needed(value)
        return replace(self.form, decimals=decimals).text(round_exact(value, decimals), locale)

    def longest(self, locale: str) -> str:
        """Return the longest printed form of a sum of the first rows."""
        running = self._running
        ends = [running.min(), running.max(), running[-1]]
        return max((self.text(self._exact(end), locale) for end in ends), key=len)

    def _exact(self, number: int | np.integer[Any] | Fraction) -> Fraction:
        exact = number if isinstance(number, Fraction) else Fraction(int(number))
        return exact / Fraction(10**self.vector.decimals)


@dataclass(frozen=True, eq=False)
class Sums:
    """The sums of a listing whose rows are in printed order.

    :param width: how many columns the table has.
    :param heading: the position of the column that names the rows, where a sum is called a total.
    :param sizes: how many rows each group has.
    :param numbers: the rows in the source, in printed order.
    :param totals: where sums are printed, of :data:`TOTALS`.
    """

    table: EventTable
    width: int
    heading: int
    sizes: tuple[int, ...]
    has_heads: bool
    numbers: np.ndarray[Any, Any]
    totals: tuple[str, ...]
    locale: str
    columns: tuple[_Column, ...]

    @classmethod
    def of(
        cls,
        table: EventTable,
        groups: Sequence[tuple[str | None, pd.DataFrame]],
        columns: Sequence[str],
        forms: Sequence[NumberForm],
        asked: Sequence[str],
        totals: Sequence[str],
        locale: str,
        *,
        heading: int,
    ) -> Sums:
        """Return the sums of the columns ``asked`` of a listing.

        :param columns: the printed columns, ``forms`` how their numbers are printed.
        :param heading: how many columns are before the first of them.
        """
        numbers = np.concatenate([rows.index.to_numpy() for _, rows in groups] or [np.zeros(0)])
        index: Any = table.frame.index
        places = index.get_indexer(numbers)
        summed = []
        for name in dict.fromkeys(asked):
            position = list(columns).index(name)
            vector = _vector(table, name).take(places)
            label = table.columns[name].label
            summed.append(_Column(position + heading, label, vector, forms[position]))
        summed.sort(key=lambda column: column.position)
        return cls(
            table, len(columns) + heading, heading, tuple(len(rows) for _, rows in groups),
            any(head is not None for head, _ in groups), numbers, tuple(totals), locale,
            tuple(summed),
        )  # fmt: skip

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of the summed columns."""
        return tuple(column.position for column in self.columns)

    @property
    def is_carried(self) -> bool:
        """Whether pages carry sums forward."""
        return "pages" in self.totals and bool(self.columns)

    @property
    def line(self) -> CarriedLine:
        """The room of the sums that pages carry forward."""
        span = self.positions[0]
        texts = [self.longest(position) for position in range(span, self.width)]
        return CarriedLine(
            page_text("table.brought"), page_text("table.carried"), span, tuple(texts)
        )

    @property
    def longest_label(self) -> str:
        """The longest name of a row of sums."""
        both = len(self.printed_kinds) == len(("subtotal", "total"))
        return phrase("table.grand-total" if both else "table.total")

    @property
    def printed_kinds(self) -> frozenset[str]:
        """The kinds of rows of sums that are printed: ``subtotal``, ``total``."""
        kinds = {"subtotal"} if "groups" in self.totals and self.has_heads else set()
        kinds |= {"total"} if "end" in self.totals else set()
        return frozenset(kinds)

    def only(self, piece: Sequence[int]) -> Sums:
        """Return the sums of a table that has the columns ``piece`` alone.

        A part without a column that is summed has the names of its rows of sums.
        """
        places = {position: place for place, position in enumerate(piece)}
        columns = tuple(
            replace(column, position=places[column.position])
            for column in self.columns
            if column.position in places
        )
        return replace(self, columns=columns, width=len(piece))

    def longest(self, position: int) -> str:
        """Return the longest sum in a column; empty if it is not summed."""
        return max(
            (column.longest(self.locale) for column in self.columns if column.position == position),
            default="",
            key=len,
        )

    def carried(self, rows: int) -> tuple[str, ...]:
        """Return the printed sums of the first rows, of each summed column."""
        return tuple(column.text(column.value(0, rows), self.locale) for column in self.columns)

    def added(self, sums: Amounts, rows: Sequence[int]) -> Amounts:
        """Return sums with the numbers of rows, counted from 0, added to them one by one."""
        more = [column.added(rows) for column in self.columns]
        pairs = zip(sums or [None] * len(more), more, strict=True)
        return tuple([_plus(first, second) for first, second in pairs])

    def texts(self, sums: Amounts) -> tuple[str, ...]:
        """Return the printed form of sums, one of each summed column."""
        pairs = zip(self.columns, sums, strict=True)
        return tuple([column.text(value, self.locale) for column, value in pairs])

    def carried_provenance(self, rows: int, label: str) -> tuple[Provenance, ...]:
        """Return where the sums of the first rows come from."""
        return tuple(self._provenance(column, 0, rows, label) for column in self.columns)

    def after_group(self, group: int) -> tuple[SumRow, ...]:
        """Return the rows of sums below a group, by its position: its own, and that of the end."""
        ends = np.cumsum(self.sizes)
        end = int(ends[group])
        rows = []
        is_divided = self.has_heads and "groups" in self.totals
        if is_divided:
            label = phrase("table.total")
            rows.append(self._row("subtotal", label, end - self.sizes[group], end))
        if "end" in self.totals and group == len(self.sizes) - 1:
            label = phrase("table.grand-total" if is_divided else "table.total")
            rows.append(self._row("total", label, 0, self.rows))
        return tuple(rows)

    def kinds(self) -> Iterator[str]:
        """Yield what each line of the table is, in order: ``head``, ``row`` or ``sum``."""
        for group, size in enumerate(self.sizes):
            if not size:
                continue
            if self.has_heads:
                yield "head"
            for _ in range(size):
                yield "row"
            for _ in self.after_group(group):
                yield "sum"

    def _row(self, kind: str, label: str, start: int, end: int) -> SumRow:
        texts = [""] * self.width
        provenance: list[Provenance | None] = [None] * self.width
        texts[self.heading] = label
        for column in self.columns:
            texts[column.position] = column.text(column.value(start, end), self.locale)
            provenance[column.position] = self._provenance(column, start, end, label)
        return SumRow(kind, tuple(texts), tuple(provenance))

    def _provenance(self, column: _Column, start: int, end: int, label: str) -> Provenance:
        value = column.value(start, end)
        description = Description(
            joined("list.values", (column.label, label)),
            phrase("rule.listing-sum", column=column.label, table=self.table.label),
            "" if value is None else _plain(value),
        )
        return Provenance(description, partial(self._rows, column, start, end))

    def _rows(self, column: _Column, start: int, end: int) -> tuple[TableRows, ...]:
        """Return the rows that a sum is made of: those in which the cell is not blank."""
        numbers = self.numbers[start:end][~column.vector.blank[start:end]]
        return (TableRows.of(self.table, RowRanges(np.sort(numbers).tolist())),)


def row_of(row: SumRow) -> Row:
    """Return a row of sums as a row of cells."""
    provenance = row.provenance or (None,) * len(row.texts)
    pairs = zip(row.texts, provenance, strict=True)
    cells = tuple([Cell(text, provenance=source) for text, source in pairs])
    return Row(cells, subtotal=row.kind == "subtotal")


def _vector(table: EventTable, name: str) -> NumberVector:
    """Return a column of exact numbers; a computed one before any rounding."""
    return cast("NumberVector", table.rows.own(name))


def _plus(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    """Return the sum of two sums; a blank one adds nothing."""
    if first is None or second is None:
        return second if first is None else first
    return first + second


def _needed(value: Fraction) -> int:
    """Return how many decimals a number has; :data:`EVEN_DECIMALS` if they do not end."""
    decimals = decimals_needed(value)
    return EVEN_DECIMALS if decimals is None else decimals


def _plain(value: Fraction) -> str:
    """Return a number as the provenance gives it: decimal if it ends, else a fraction."""
    decimals = _needed(value)
    exact = round_exact(value, decimals)
    return f"{exact:f}" if Fraction(exact) == value else str(value)
