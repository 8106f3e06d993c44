"""Reads an expression into its tree, by the precedence of its signs (Pratt's method).

The grammar, from what binds least::

    expression = expression or expression | expression and expression | not expression
               | value (== | != | < | <= | > | >=) value …        chained as in a < b <= c
               | value [not] in (period | [value, …]) | value is [not] missing
    value      = value (+ | -) value | value (* | / | %) value | -value
               | 12.5 | 'text' | "text" | true | false | missing
               | name | `name with spaces` | table.column
               | function(value, …) | aggregate(value, … where expression) | (expression)

A quote inside a text is doubled. An expression is never run as a program.
"""

from __future__ import annotations

from decimal import Decimal

from report.expressions import syntax
from report.expressions.faults import ExpressionFault, Span
from report.expressions.syntax import Node
from report.expressions.tokens import Token, tokens

#: The most characters of an expression.
LONGEST = 2_000
#: The most levels of a tree.
DEEPEST = 100
#: The most digits of a number, before and after the point.
MOST_DIGITS = 30
COMPARISONS = frozenset(["==", "!=", "<", "<=", ">", ">="])
#: How tightly each sign and word between two values binds.
_BINDING = {
    "or": 1, "and": 2, "in": 4, "not": 4, "is": 4, **dict.fromkeys(COMPARISONS, 4),
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_NOT_OPERAND, _COMPARED, _NEGATED = 3, 5, 7


def parse(text: str) -> Node:
    """Return the tree of an expression.

    :raises ExpressionFault: ``long-expression`` for more than 2,000 characters,
        ``deep-expression`` for more than 100 levels, ``big-number`` for more than 30 digits,
        ``unclosed-text``, ``unclosed-bracket``, ``wrong-sign`` for a sign of another language
        (``=`` for ``==``), ``western-digits``, ``decimal-comma`` for ``4,75``, ``percent-sign``
        for ``5%``, ``named-argument`` for ``share = 0.9``, ``where-not-last`` for a value
        after a condition, ``unreadable-expression`` for anything else that is outside the grammar.
    """
    if len(text) > LONGEST:
        span = Span(LONGEST, len(text))
        raise ExpressionFault("long-expression", span, text, length=len(text), limit=LONGEST)
    return _Parser(text).whole()


class _Parser:
    """The tokens of a text, and how far they are read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._place = 0
        self._level = 0
        #: The levels of each tree that was built, by the identity of its root.
        self._levels: dict[int, int] = {}
        self._nodes: list[Node] = []

    def whole(self) -> Node:
        """Return the tree of the whole text."""
        node = self._expression(0)
        if self._next.kind != "end":
            raise self._fault(self._next)
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._tokens[self._place]
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return token

    def _is(self, *values: str) -> bool:
        """Return whether the next token is one of these signs or words."""
        return self._next.kind in ("sign", "word") and self._next.value in values

    def _fault(self, token: Token) -> ExpressionFault:
        span = token.span
        if token.kind == "end":
            return ExpressionFault("unfinished-expression", span, self._text)
        if token.value == "=":
            return ExpressionFault("wrong-sign", span, self._text, meant="==")
        if (decimal := self._decimal_comma(token)) is not None:
            return decimal
        return ExpressionFault(
            "unreadable-expression", Span(span.start, len(self._text)), self._text
        )

    def _decimal_comma(self, comma: Token) -> ExpressionFault | None:
        """Return the fault of a comma between two numbers without a space, ``4,75``; otherwise
        ``None``."""
        index = self._tokens.index(comma)
        if comma.value != "," or not 0 < index < len(self._tokens) - 1:
            return None
        first, second = self._tokens[index - 1], self._tokens[index + 1]
        span = first.span.to(second.span)
        is_number = first.kind == second.kind == "number" and first.value.isdigit()
        if not is_number or span.end - span.start != len(f"{first.value},{second.value}"):
            return None
        meant = f"{first.value}.{second.value}"
        return ExpressionFault("decimal-comma", span, self._text, meant=meant)

    def _built(self, node: Node, *children: Node) -> Node:
        """Return a node, whose children are within the most levels."""
        levels = 1 + max((self._levels[id(child)] for child in children), default=0)
        if levels > DEEPEST:
            raise ExpressionFault("deep-expression", node.span, self._text, limit=DEEPEST)
        self._levels[id(node)] = levels
        self._nodes.append(node)
        return node

    def _expression(self, least: int) -> Node:
        """Return the expression that begins here, as far as its signs bind more than ``least``."""
        self._level += 1
        if self._level > DEEPEST:
            raise ExpressionFault("deep-expression", self._next.span, self._text, limit=DEEPEST)
        node = self._prefix()
        while self._next.kind in ("sign", "word"):
            binding = _BINDING.get(self._next.value, 0)
            if binding <= least:
                break
            node = self._infix(node, binding)
        self._level -= 1
        return node

    def _prefix(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._built(syntax.Number(token.span, self._number(token)))
        if token.kind == "text":
            return self._built(syntax.Text(token.span, token.value))
        if token.kind == "name":
            return self._call(token) if self._is("(") else self._name(token)
        if token.kind == "word":
            return self._word(token)
        if token.value == "-":
            operand = self._expression(_NEGATED - 1)
            return self._built(syntax.Negative(token.span.to(operand.span), operand), operand)
        if token.value == "(":
            return self._parenthesised(token)
        if token.value == "[":
            items, end = self._items(token, "]")
            return self._built(syntax.Items(token.span.to(end.span), items), *items)
        raise self._fault(token)

    def _word(self, token: Token) -> Node:
        if token.value == "not":
            operand = self._expression(_NOT_OPERAND - 1)
            return self._built(syntax.Not(token.span.to(operand.span), operand), operand)
        if token.value in ("true", "false"):
            return self._built(syntax.Truth(token.span, token.value == "true"))
        if token.value == "missing" and not self._is("("):
            return self._built(syntax.Missing(token.span))
        raise self._fault(token)

    def _number(self, token: Token) -> Decimal:
        exponent = token.value.lower().partition("e")[2]
        if len(exponent) <= 4:
            value = Decimal(token.value)
            digits = f"{value:f}".partition(".")
            if max(len(digits[0]), len(digits[2])) <= MOST_DIGITS:
                return value
        raise ExpressionFault("big-number", token.span, self._text, limit=MOST_DIGITS)

    def _name(self, token: Token) -> Node:
        path, last = [token.value], token
        while self._is("."):
            self._take()
            last = self._take()
            if last.kind not in ("name", "word"):
                raise self._fault(last)
            path.append(last.value)
        if self._is("("):
            raise self._fault(self._next)
        return self._built(syntax.Name(token.span.to(last.span), tuple(path)))

    def _parenthesised(self, opening: Token) -> Node:
        """Return what is in parentheses; several values, or one with a comma, are a list."""
        first = self._expression(0)
        if not self._is(","):
            self._close(opening, ")")
            return first
        self._take()
        items, end = ((), self._take()) if self._is(")") else self._items(opening, ")")
        node = syntax.Items(opening.span.to(end.span), (first, *items))
        return self._built(node, first, *items)

    def _items(self, opening: Token, closing: str) -> tuple[tuple[Node, ...], Token]:
        """Return the values up to a bracket, a last comma allowed, and the bracket."""
        items = []
        while not self._is(closing):
            items.append(self._expression(0))
            if not self._is(","):
                break
            self._take()
        return tuple(items), self._close(opening, closing)

    def _close(self, opening: Token, closing: str) -> Token:
        if self._is(closing):
            return self._take()
        if self._next.kind == "end":
            raise ExpressionFault(
                "unclosed-bracket",
                Span(opening.span.start, len(self._text)),
                self._text,
                sign=closing,
            )
        raise self._fault(self._next)

    def _call(self, name: Token) -> Node:
        opening = self._take()
        arguments: list[Node] = []
        where = same = None
        while not self._is(")", "where"):
            if self._is_same():
                self._place += 2
                same = self._expression(0)
                break
            self._refuse_name(name)
            arguments.append(self._expression(0))
            if not self._is(","):
                break
            self._take()
        if self._is("where"):
            self._take()
            where = self._expression(0)
            if self._is(","):
                span = self._next.span
                if (decimal := self._decimal_comma(self._next)) is not None:
                    raise decimal
                raise ExpressionFault("where-not-last", span, self._text, function=name.value)
        end = self._close(opening, ")")
        call = syntax.Call(name.span.to(end.span), name.value, tuple(arguments), where, same)
        children = [*arguments, *(child for child in (where, same) if child is not None)]
        return self._built(call, *children)

    def _refuse_name(self, function: Token) -> None:
        """Refuse a value with the name of a parameter, ``share = 0.9``."""
        following = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        if following.value != "=":
            return
        from report.expressions.signatures import signature_of

        called, signature = self._next, signature_of(function.value)
        if signature is None:
            return
        names = {parameter.name for parameter in signature.parameters}
        if called.value in names:
            raise ExpressionFault(
                "named-argument",
                called.span.to(following.span),
                self._text,
                given=called.value,
                function=function.value,
                signature=signature.text(function.value),
            )

    def _is_same(self) -> bool:
        """Return whether ``same =`` comes next."""
        following = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        return self._next.value == "same" and following.value == "="

    def _infix(self, left: Node, binding: int) -> Node:
        token = self._next
        if token.value in ("and", "or"):
            return self._logic(left, token.value, binding)
        if token.value in COMPARISONS:
            return self._comparison(left)
        self._take()
        if token.value == "is":
            return self._is_missing(left)
        if token.value in ("in", "not"):
            return self._membership(left, token)
        if token.value == "%" and isinstance(left, syntax.Number) and self._ends_value():
            share = f"{left.value / 100:f}"
            span, whole = left.span.to(token.span), f"{left.value:f}"
            raise ExpressionFault("percent-sign", span, self._text, whole=whole, share=share)
        right = self._expression(binding)
        span = left.span.to(right.span)
        return self._built(syntax.Arithmetic(span, token.value, left, right), left, right)

    def _ends_value(self) -> bool:
        """Return whether no value begins here; ``-`` begins a negative one."""
        signs = _BINDING.keys() - {"-"}
        return self._next.kind == "end" or self._is(")", "]", ",", "where", *signs)

    def _logic(self, left: Node, word: str, binding: int) -> Node:
        operands = [left]
        while self._is(word):
            self._take()
            operands.append(self._expression(binding))
        span = left.span.to(operands[-1].span)
        return self._built(syntax.Logic(span, word, tuple(operands)), *operands)

    def _comparison(self, left: Node) -> Node:
        operands, signs = [left], []
        while self._is(*COMPARISONS):
            signs.append(self._take().value)
            operands.append(self._expression(_COMPARED - 1))
        if self._is("in", "not", "is"):
            raise self._fault(self._next)
        span = left.span.to(operands[-1].span)
        node = syntax.Comparison(span, tuple(operands), tuple(signs))
        return self._built(node, *operands)

    def _is_missing(self, operand: Node) -> Node:
        is_negative = self._is("not")
        if is_negative:
            self._take()
        end = self._take()
        if end.value != "missing" or end.kind != "word":
            raise self._fault(end)
        node = syntax.IsMissing(operand.span.to(end.span), operand, is_negative)
        return self._built(node, operand)

    def _membership(self, operand: Node, token: Token) -> Node:
        if token.value == "not":
            if not self._is("in"):
                raise self._fault(self._next)
            self._take()
        if self._is("("):
            container = self._parenthesised(self._take())
            if not isinstance(container, syntax.Items):  # a list of a single value
                container = self._built(syntax.Items(container.span, (container,)), container)
        else:
            container = self._expression(_NEGATED)  # a single value
        span = operand.span.to(container.span)
        node = syntax.Membership(span, operand, container, token.value == "not")
        return self._built(node, operand, container)
