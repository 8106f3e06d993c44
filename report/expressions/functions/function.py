"""What a row function is: a name, a signature, its help, and its work on whole columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from report.registry import Registry

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.expressions.kinds import Signature, Type
    from report.expressions.vectors import Mask, Vector

#: An argument: a vector, or the constants of a list.
Argument = "Vector | tuple[Value, ...]"


class Help(NamedTuple):
    """What a function gives, in a sentence of each language."""

    en: str
    ar: str


@dataclass(eq=False)
class Context:
    """What an evaluation knows beside the columns, and what it finds.

    :param length: the number of rows.
    :param period: the period of the brief.
    :param zero_divisions: the rows that were divided by zero so far, whose quotient is blank;
        ``None`` for no rows.
    """

    length: int
    period: Interval | None = None
    zero_divisions: Mask | None = None


@dataclass(frozen=True, eq=False)
class Function:
    """A function of the values of a row.

    :param name: the name that an expression calls it by.
    :param signature: its parameters, and the type of its result.
    :param evaluate: returns the vector of its results. Arguments are vectors of equal length or of
        one row, lists are tuples of constants. A blank argument makes a blank result unless the
        help says otherwise.
    :param help: what it gives.
    :param examples: expressions over constants, which the documentation shows with their values.
    :param is_window: it reads other rows, so that the rows must have an order.
    """

    name: str
    signature: Signature
    evaluate: Callable[[Sequence[Vector], Context], Vector]
    help: Help
    examples: tuple[str, ...] = ()
    is_window: bool = False

    def type_of(self, types: Sequence[Type]) -> Type:
        """Return the type of the result for arguments of these types."""
        return self.signature.result_of(types)


FUNCTIONS: Registry[Function] = Registry(
    "functions",
    "report.expressions.functions:FUNCTIONS",
    "report.expressions.functions.function:Function",
)
