"""What an aggregate is: a name, the kinds of its arguments, the type of its result, its words.

An aggregate takes expressions over the rows of a group and gives one value. Its work on groups is
in :mod:`report.measures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.expressions.functions.function import Help

if TYPE_CHECKING:
    from report.expressions.kinds import Signature, Type


@dataclass(frozen=True, eq=False)
class Aggregate:
    """An aggregate.

    :param name: the name that an expression calls it by.
    :param signature: its parameters and the type of its result.
    :param help: what it gives.
    :param rule: the key of the words, in :mod:`report.messages.page_texts`, that say on the page
        how the number is made.
    :param example: an expression over the columns ``killed``, ``crew``, ``region`` and ``date``.
    :param is_count: the result is a count: a count of nothing is 0, where other aggregates of
        nothing are blank.
    """

    name: str
    signature: Signature
    help: Help
    rule: str
    example: str
    is_count: bool = False

    def type_of(self, types: Sequence[Type]) -> Type:
        """Return the type of the result for arguments of these types."""
        return self.signature.result_of(types)
