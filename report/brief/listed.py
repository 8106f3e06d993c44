"""The keys of listings: the order of rows, how many of them, and the sums of columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from report.brief.asking import OneOrMore, Texts
from report.brief.base import Strict, Text

#: Where sums stand: below each group, at the feet and heads of pages, at the end.
Totals = Annotated[tuple[Literal["groups", "pages", "end"], ...], OneOrMore()]


class Listed(Strict):
    """What a listing of rows says about their order, their number and their sums."""

    sort: Texts = Field(
        default=(),
        description="what rows are sorted by: columns or expressions, the first key first; - "
        "before a key makes it descending: -date",
    )
    limit: int | None = Field(
        default=None, ge=1, description="how many rows are listed, after sorting"
    )
    sums: Texts = Field(default=(), description="the columns of numbers that are summed")
    totals: Totals = Field(
        default=(),
        description="where sums are printed: groups, below each group; pages, carried forward from "
        "page to page; end, after the last row; default: end",
    )

    @property
    def printed_totals(self) -> tuple[str, ...]:
        """Where sums are printed."""
        return self.totals or (("end",) if self.sums else ())


def check_sums(block: Listed, columns: Collection[Text], group: Text | None) -> None:
    """Raise an error if a key of the sums of a listing does nothing.

    :raises PydanticCustomError: ``idle_key``; ``not_summed`` for a column that is not listed, or
        that names the rows.
    """
    if block.totals and not block.sums:
        raise PydanticCustomError("idle_key", "idle", {"key": "totals", "wanted": "sums"})
    if "groups" in block.totals and group is None:
        raise PydanticCustomError("idle_key", "idle", {"key": "totals", "wanted": "group"})
    allowed = list(columns)[1:]
    for name in block.sums:
        if name not in allowed:
            values = {"given": name, "known": tuple(allowed)}
            raise PydanticCustomError("not_summed", "not a column that can be summed", values)
