"""The tree of a parsed expression, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal

from report.expressions.faults import Span
from report.expressions.tokens import is_plain_name


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of an expression; trees are equal when they mean the same, wherever they stand."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, at least 0."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class Missing(Node):
    """``missing``, a blank."""


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A column, or a column of another table along foreign keys: ``countries.region``."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items(Node):
    """Several values in brackets."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """``-x``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not x``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left sign right`` for one of ``+ - * / %``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``x and y and z``, or with ``or``."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``a < b <= c``: all comparisons hold; the signs are ``== != < <= > >=``."""

    operands: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsMissing(Node):
    """``x is missing``, ``x is not missing``."""

    operand: Node
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """``x in y``, ``x not in y``."""

    operand: Node
    container: Node
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``name(arguments)``; in an aggregate ``name(arguments where condition)``.

    ``same`` is the argument ``same = …`` of ``prior``.
    """

    name: str
    arguments: tuple[Node, ...]
    where: Node | None = None
    same: Node | None = None


def children(node: Node) -> Iterator[Node]:
    """Yield the pieces directly inside a piece of a tree."""
    for item in fields(node):
        value = getattr(node, item.name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, Node):
                yield child


def names_in(node: Node) -> Iterator[Name]:
    """Yield the names in a tree, from left to right."""
    if isinstance(node, Name):
        yield node
    for child in children(node):
        yield from names_in(child)


#: How tightly a piece binds; a piece that binds less than its place wants is in parentheses.
_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _NEGATIVE, _ATOM = range(1, 9)


def text_of(node: Node) -> str:
    """Return the text of a tree; parsing it gives an equal tree."""
    return _text(node, 0)


def _text(node: Node, least: int) -> str:
    binding, text = _bound_text(node)
    return text if binding >= least else f"({text})"


def _bound_text(node: Node) -> tuple[int, str]:
    """Return how tightly a node binds, and its text without parentheses around."""
    match node:
        case Logic():
            binding = _AND if node.word == "and" else _OR
            pieces = [_text(operand, binding + 1) for operand in node.operands]
            return binding, f" {node.word} ".join(pieces)
        case Not():
            return _NOT, f"not {_text(node.operand, _NOT)}"
        case Comparison():
            pieces = [_text(operand, _SUM) for operand in node.operands]
            signed = zip(node.signs, pieces[1:], strict=True)
            return _COMPARISON, " ".join([pieces[0], *(f"{sign} {text}" for sign, text in signed)])
        case IsMissing():
            words = "is not missing" if node.is_negative else "is missing"
            return _COMPARISON, f"{_text(node.operand, _SUM)} {words}"
        case Membership():
            words = "not in" if node.is_negative else "in"
            container = _text(node.container, _ATOM)
            return _COMPARISON, f"{_text(node.operand, _SUM)} {words} {container}"
        case Arithmetic():
            binding = _SUM if node.sign in "+-" else _PRODUCT
            left, right = _text(node.left, binding), _text(node.right, binding + 1)
            return binding, f"{left} {node.sign} {right}"
        case Negative():
            return _NEGATIVE, f"-{_text(node.operand, _NEGATIVE)}"
    return _ATOM, _atom_text(node)


def _atom_text(node: Node) -> str:
    match node:
        case Number():
            return f"{node.value:f}"
        case Text():
            escaped = node.value.replace("'", "''")
            return f"'{escaped}'"
        case Truth():
            return "true" if node.value else "false"
        case Name():
            return ".".join(map(_name_text, node.path))
        case Items():
            return f"[{', '.join(_text(item, 0) for item in node.items)}]"
        case Call():
            return _call_text(node)
    return "missing"


def _call_text(node: Call) -> str:
    pieces = [_text(argument, 0) for argument in node.arguments]
    if node.same is not None:
        pieces.append(f"same = {_text(node.same, 0)}")
    inside = ", ".join(pieces)
    if node.where is not None:
        inside = f"{inside} where {_text(node.where, 0)}".strip()
    return f"{node.name}({inside})"


def _name_text(name: str) -> str:
    escaped = name.replace("`", "``")
    return name if is_plain_name(name) else f"`{escaped}`"
