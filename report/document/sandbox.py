"""The sandbox of expressions: a small part of Jinja, of which no text can escape or run away.

Jinja's sandbox keeps an expression from Python's insides, but not from a loop in a loop in a loop, a macro that calls
itself, ``"x" * 10**9``, or a name that doubles itself again and again. So prose gets values, filters, conditions, and
loops that are not in one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from report.measures import Measure

_REFUSED = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set",
    nodes.Assign: "set",
    nodes.With: "with",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Pow: "**",
}
#: What an expression may ask of a value, by the value's type.
_ATTRIBUTES: Mapping[type, frozenset[str]] = {
    Measure: frozenset({"name", "label", "value", "rule", "noun", "parts"}),
    dict: frozenset({"items", "keys", "values"}),
    LoopContext: frozenset({"index", "first", "last", "length"}),
}


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with what is in ``_REFUSED`` taken out, and attributes only of ``_ATTRIBUTES`` and of ``names``."""

    intercepted_binops = frozenset({"*", "%"})

    def __init__(self, names: type, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, cache_size=0, **options)
        self._names = names

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node, loops in _nodes(tree):
            if type(node) in _REFUSED:
                raise TemplateSyntaxError(f"«{_REFUSED[type(node)]}» has no place in prose", node.lineno)
            if loops > 1 or (isinstance(node, nodes.For) and node.recursive):
                raise TemplateSyntaxError("a loop in a loop has no place in prose", node.lineno)
            if isinstance(node, nodes.Name) and node.name == "self":
                raise TemplateSyntaxError("«self» has no place in prose", node.lineno)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an expression may see ``obj.attr``."""
        if isinstance(obj, self._names):
            return not attr.startswith("_")
        return attr in _ATTRIBUTES.get(type(obj), ())

    def wrap_str_format(self, value: Any) -> None:
        """Let ``format`` of a text be refused like its other methods: ``"{:999999999}"`` pads as far as it is told."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply and divide numbers only: a text times a number can be as long as the number says."""
        if not all(isinstance(side, int | float | Decimal) for side in (left, right)):
            raise SecurityError(f"«{operator}» is for numbers")
        return super().call_binop(context, operator, left, right)


def _nodes(node: nodes.Node, loops: int = 0) -> Iterator[tuple[nodes.Node, int]]:
    """Yield a node and all below it, each with the number of loops that it is in, itself included."""
    loops += isinstance(node, nodes.For)
    yield node, loops
    for child in node.iter_child_nodes():
        yield from _nodes(child, loops)
