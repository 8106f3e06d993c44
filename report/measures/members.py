"""The dimensions of a query: an expression whose values are the groups, in the order to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.errors import ExpressionError
from report.measures.calendar import Calendar
from report.measures.model import Member

if TYPE_CHECKING:
    from report.expressions.kinds import Type
    from report.expressions.syntax import Node

#: The code of a line that holds the rows of all members.
ALL = -1


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """An expression that rows are grouped by.

    :param text: the expression as the brief writes it.
    :param label: what it is called.
    :param members: its values in the order to show; a value's place is its code. The one of the
        rows without a value is last, if there are such rows.
    :param calendar: the positions of its values, where they are time.
    """

    text: str
    node: Node
    type: Type
    label: str
    members: tuple[Member, ...]
    calendar: Calendar | None

    @property
    def others(self) -> int:
        """The code of the members that are not shown."""
        return len(self.members)

    @property
    def missing(self) -> int | None:
        """The code of the rows without a value; ``None`` if there is no such member."""
        is_last = bool(self.members) and self.members[-1].kind == "missing"
        return len(self.members) - 1 if is_last else None

    def find(self, label: str) -> int | None:
        """Return the code of the member of this label, or whose value is written so; a text is
        read as a cell of the column is."""
        texts = (label, self._as_cell(label))
        for code, member in enumerate(self.members):
            if member.kind == "value" and any(map(member.is_called, texts)):
                return code
        return None

    def _as_cell(self, label: str) -> str:
        """Return the cell that a text means; the text itself if no cell can hold it."""
        if self.type.as_cell is None:
            return label
        try:
            return self.type.as_cell(label)
        except ExpressionError:
            return label
