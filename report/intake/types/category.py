"""``category``: one of the values that the brief declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Location
from report.intake.types.kind import TextType, Value

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.normalise.model import Policy, Reading


class _Category(TextType):
    name = "category"
    is_words = True
    is_closed = True

    def needed_keys(self) -> tuple[str, ...]:
        return ("values",)

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.words import read_categories

        return read_categories(cells, column)

    def meant(self, text: str, column: Column, locale: str, where: Location) -> Value:
        """Return the declared value.

        :raises ExpressionError: ``bad-category``.
        """
        from report.intake.conditions import clean

        for value in column.values:
            if clean(value) == clean(text):
                return value
        raise ExpressionError.of("bad-category", where, given=text, values=tuple(column.values))


CATEGORY = _Category()
