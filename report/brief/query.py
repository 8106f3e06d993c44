"""What a block or a measure asks of a table: other rooms read it instead of the keys of each
kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.brief.base import Condition, Scalar, Scalars


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Rows of a table, or with ``by`` their counts.

    ``columns`` and ``group`` name columns whose values are printed; ``by`` the one whose values the
    rows are counted by. ``where`` are the conditions on rows.
    """

    table: str
    where: Mapping[str, Scalar | Scalars | Condition] | str = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    group: str | None = None
    by: str | None = None

    @property
    def printed(self) -> tuple[str, ...]:
        """The names of the columns whose values are printed."""
        named = (*self.columns, self.group, self.by)
        return tuple(name for name in named if name is not None)
