"""What an aggregate is: a name, the kinds of its arguments, the type of its result, its words.

An aggregate takes expressions over the rows of a group and gives one value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.expressions.functions.function import Help

if TYPE_CHECKING:
    from report.expressions.aggregates.groups import Groups
    from report.expressions.kinds import Signature, Type
    from report.expressions.vectors import Vector


@dataclass(frozen=True, eq=False)
class Aggregate:
    """An aggregate.

    :param name: the name that an expression calls it by.
    :param signature: its parameters and the type of its result.
    :param help: what it gives.
    :param rule: the key of the words, in :mod:`report.messages.page_texts`, that say on the page
        how the number is made.
    :param example: an expression over the columns ``killed``, ``crew``, ``region`` and ``date``.
    :param over: returns the value of each group. Each argument has a value for each row, a constant
        a single one; blank values are passed over.
    :param is_count: the result is a count: a count of nothing is 0, where other aggregates of
        nothing are blank.
    """

    name: str
    signature: Signature
    help: Help
    rule: str
    example: str
    over: Callable[[Groups, Sequence[Vector]], Vector]
    is_count: bool = False

    def type_of(self, types: Sequence[Type]) -> Type:
        """Return the type of the result for arguments of these types."""
        return self.signature.result_of(types)
