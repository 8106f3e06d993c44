"""The kinds of values, and what an expression is known to give before any row is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

#: ``missing`` is the kind of the word ``missing``, a blank that fits every kind.
Kind = Literal["number", "text", "boolean", "date", "missing"]
KINDS: tuple[Kind, ...] = ("number", "text", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Type:
    """What an expression gives for each row.

    :param kind: the kind of the values.
    :param is_whole: numbers without decimals.
    :param is_list: several constants in brackets.
    :param part: the function that took the value from a date, such as ``year`` or
        ``year_month``; it says what comes before a value on the calendar.
    :param values: the values of a text in their declared order, where they are declared.
    :param as_cell: of a text that is a cell of a column: returns the cell that a text of an
        expression means when it is compared with it, such as a country's name for its code.
        :raises ExpressionError: when no cell can hold it.
    """

    kind: Kind
    is_whole: bool = False
    is_list: bool = False
    part: str | None = None
    values: tuple[str, ...] = ()
    as_cell: Callable[[str], str] | None = field(default=None, compare=False, repr=False)


NUMBER = Type("number")
WHOLE = Type("number", is_whole=True)
TEXT = Type("text")
BOOLEAN = Type("boolean")
DATE = Type("date")
MISSING = Type("missing")


def is_kind(kind: Kind, kinds: Sequence[Kind]) -> bool:
    """Return whether a value of a kind fits a place that takes ``kinds``; a blank fits all."""
    return kind == "missing" or not kinds or kind in kinds


def common(types: Sequence[Type]) -> Type | None:
    """Return the type of a value that is one of several; ``None`` when their kinds differ."""
    kinds = {item.kind for item in types} - {"missing"}
    if len(kinds) > 1:
        return None
    filled = [item for item in types if item.kind != "missing"]
    if not filled:
        return MISSING
    values = tuple(dict.fromkeys(chain.from_iterable(item.values for item in filled)))
    readers = {item.as_cell for item in filled}
    return Type(
        filled[0].kind,
        is_whole=all(item.is_whole for item in filled),
        part=filled[0].part if len({item.part for item in filled}) == 1 else None,
        values=values if all(item.values for item in filled) else (),
        as_cell=filled[0].as_cell if len(readers) == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function.

    :param name: its name in the help.
    :param kinds: the kinds that it takes; all if empty.
    :param is_list: it is several constants in brackets.
    :param is_constant: it is a constant, known before any row is read.
    :param bounds: the least and the greatest value of a constant number.
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    is_list: bool = False
    is_constant: bool = False
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a function and the type of its result.

    :param parameters: the parameters in order.
    :param result: the type of the result, or a function of the types of the arguments.
    :param required: how many arguments are required; all if ``None``.
    :param repeats: whether the last parameter can be repeated.
    :param same: the positions of the arguments whose kinds are the same, from ``same[0]`` on to
        the last if ``repeats``.
    """

    parameters: tuple[Parameter, ...]
    result: Type | Callable[[Sequence[Type]], Type]
    required: int | None = None
    repeats: bool = False
    same: tuple[int, ...] = ()

    @property
    def least(self) -> int:
        """The fewest arguments."""
        return len(self.parameters) if self.required is None else self.required

    def fits_count(self, count: int) -> bool:
        """Return whether this many arguments can be passed."""
        return self.least <= count and (self.repeats or count <= len(self.parameters))

    def parameter(self, index: int) -> Parameter:
        """Return the parameter of an argument."""
        return self.parameters[min(index, len(self.parameters) - 1)]

    def result_of(self, types: Sequence[Type]) -> Type:
        """Return the type of the result for arguments of these types."""
        return self.result if isinstance(self.result, Type) else self.result(types)

    def text(self, name: str) -> str:
        """Return the signature as the help shows it: ``round(number, [decimals])``."""
        names = [
            parameter.name if index < self.least else f"[{parameter.name}]"
            for index, parameter in enumerate(self.parameters)
        ]
        return f"{name}({', '.join([*names, '…'] if self.repeats else names)})"
