"""Numbers that are written in the expressions of a text: those that ``typed()`` declares, and
others that reach the page, as in ``{{ 57 }}``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from report.arabic.numerals import numerals
from report.sandbox.syntax import parsed

#: The name of the function that declares a number.
TYPED = "typed"
#: Filters of numbers whose result states no quantity.
_NO_QUANTITY = frozenset({"ordinal", "date", "hijri"})


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in an expression.

    :ivar value: the number, or the text that holds one.
    :ivar line: its line in the text, from 1.
    :ivar source: the name of its source; ``None`` if it is not declared.
    """

    value: int | float | str
    line: int
    source: str | None


def written_numbers(text: str) -> tuple[WrittenNumber, ...]:
    """Return the numbers that are written in the expressions of a text.

    A text that cannot be parsed has none: composing reports the fault.
    """
    tree = parsed(text)
    if tree is None:
        return ()
    try:
        return tuple(_written_in(tree))
    except RecursionError:  # deeper than the sandbox evaluates: its finding says so
        return ()


def _written_in(tree: nodes.Template) -> Iterator[WrittenNumber]:
    for call in tree.find_all(nodes.Call):
        declared = declaration(call)
        if declared is not None:
            yield declared
    for output in tree.find_all(nodes.Output):
        for expression in output.nodes:
            yield from map(_written, _printed(expression))
    for loop in tree.find_all(nodes.For):
        yield from map(_written, _printed(loop.iter))


def declaration(call: nodes.Call) -> WrittenNumber | None:
    """Return what a call of ``typed()`` declares; ``None`` for any other call, and for one whose
    number or source is not written out."""
    if not is_declaration(call):
        return None
    keywords = {keyword.key: keyword.value for keyword in call.kwargs}
    arguments = dict(zip(("value", "source"), call.args, strict=False)) | keywords
    if arguments.keys() != {"value", "source"} or len(call.args) + len(call.kwargs) != 2:
        return None
    value, source = _literal(arguments["value"]), _literal(arguments["source"])
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return WrittenNumber(value, call.lineno, source) if isinstance(source, str) else None


def _literal(node: nodes.Node) -> object:
    """Return the value of a literal, with its sign; ``None`` for anything else."""
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
        value = node.node.value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return -value if is_number else None
    return node.value if isinstance(node, nodes.Const) else None


def is_declaration(node: nodes.Node) -> bool:
    """Say whether a node is a call of ``typed()``."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == TYPED
    )


def _written(constant: nodes.Const) -> WrittenNumber:
    return WrittenNumber(constant.value, constant.lineno, None)


def _printed(node: nodes.Node) -> Iterator[nodes.Const]:
    """Yield the constants of an expression that are numbers and reach the page.

    Arguments, indices and conditions do not; neither does a factor that is a power of ten.
    """
    if isinstance(node, nodes.Const):
        if _has_number(node.value):
            yield node
    elif isinstance(node, nodes.Filter):
        if node.node is not None and node.name not in _NO_QUANTITY:
            yield from _printed(node.node)
    elif isinstance(node, nodes.Mul | nodes.Div | nodes.FloorDiv | nodes.Mod):
        for operand in (node.left, node.right):
            if not _is_power_of_ten(operand):
                yield from _printed(operand)
    else:
        for child in _parts(node):
            yield from _printed(child)


def _parts(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the parts of an expression whose values its own value is made of."""
    if isinstance(node, nodes.BinExpr):
        yield from (node.left, node.right)
    elif isinstance(node, nodes.Neg | nodes.Pos):
        yield node.node
    elif isinstance(node, nodes.CondExpr):
        yield node.expr1
        if node.expr2 is not None:
            yield node.expr2
    elif isinstance(node, nodes.Getattr | nodes.Getitem):
        yield node.node
    elif isinstance(node, nodes.List | nodes.Tuple):
        yield from node.items
    elif isinstance(node, nodes.Concat):
        yield from node.nodes
    elif isinstance(node, nodes.Dict):
        yield from (pair.value for pair in node.items)


def _has_number(value: object) -> bool:
    if isinstance(value, str):
        return bool(numerals(value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_power_of_ten(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Const) or not isinstance(node.value, int):
        return False
    digits = str(node.value)
    return digits[0] == "1" and not digits[1:].strip("0")
