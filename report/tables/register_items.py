"""The heads of groups, rows and sums of a long register, read from the first on or at given
places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from report.arabic import number
from report.tables.forms import TextOf, printed_chunks
from report.tables.model import Item

if TYPE_CHECKING:
    import pandas as pd

    from report.tables.forms import NumberForm
    from report.tables.sums import Sums


@dataclass(frozen=True, slots=True)
class RegisterItems:
    """The items of a register.

    :param pieces: the head and the rows of each group; one group without a head if there are none.
    """

    pieces: Sequence[tuple[str | None, pd.DataFrame]]
    columns: Sequence[str]
    forms: Sequence[NumberForm]
    locale: str
    sums: Sums | None

    def __call__(self) -> Iterator[Item]:
        """Yield every item."""
        serial = 0
        for index, (head, rows) in enumerate(self.pieces):
            if head is not None:
                yield head
            yield from self._rows(rows, serial)
            serial += len(rows)
            yield from self._sums(index)

    def __len__(self) -> int:
        """Return how many items there are."""
        return sum(self._sizes())

    def between(self, start: int, stop: int) -> Iterator[tuple[int, Item, int | None]]:
        """Yield the items at the places from ``start`` to ``stop``: the place, the item, and of a
        row its number in the source."""
        serial = 0
        ends = list(accumulate(self._sizes()))
        for index, ((head, rows), end) in enumerate(zip(self.pieces, ends, strict=True)):
            place = ends[index - 1] if index else 0
            if start < end and place < stop:
                if head is not None and place >= start:
                    yield place, head, None
                place += head is not None
                first, last = max(start - place, 0), min(stop - place, len(rows))
                piece = rows.iloc[first:last]
                texts = self._rows(piece, serial + first)
                numbers = piece.index.tolist()
                for row, item, source in zip(range(first, last), texts, numbers, strict=True):
                    yield place + row, item, source
                for below, sum_row in enumerate(self._sums(index), place + len(rows)):
                    if start <= below < stop:
                        yield below, sum_row, None
            serial += len(rows)

    def behind(self, rows: int) -> int:
        """Return the place of the item that follows the first ``rows`` rows."""
        place = 0
        if not rows:
            return place
        for index, (head, frame) in enumerate(self.pieces):
            place += head is not None
            if rows <= len(frame):
                return place + rows
            rows -= len(frame)
            place += len(frame) + len(self._sums(index))
        return place

    def sum_places(self) -> list[int]:
        """Return the places of the rows of sums."""
        places: list[int] = []
        for index, end in enumerate(accumulate(self._sizes())):
            places += range(end - len(self._sums(index)), end)
        return places

    def _sizes(self) -> Iterator[int]:
        for index, (head, rows) in enumerate(self.pieces):
            yield (head is not None) + len(rows) + len(self._sums(index))

    def _sums(self, index: int) -> Sequence[Item]:
        return () if self.sums is None else self.sums.after_group(index)

    def _rows(self, rows: pd.DataFrame, serial: int) -> Iterator[Item]:
        """Yield rows, numbered from behind ``serial``."""
        printers = [TextOf(self.locale, form) for form in self.forms]
        for places, texts in printed_chunks(rows, self.columns, printers):
            numbers = [number(serial + place, self.locale) for place in range(1, len(places) + 1)]
            serial += len(places)
            yield from zip(numbers, *texts, strict=True)
