"""Rules over the columns of a row, such as ``seats is missing or seats > 0``.

Python's parser reads the text, and only this grammar is accepted; a rule never runs as Python
code::

    condition  = comparison | condition and condition | condition or condition
               | not condition | (condition)
    comparison = value (== | != | < | <= | > | >=) value
               | value [not] in (literal, ...) | column is [not] missing
    value      = column | literal | value (+ | - | * | /) value | -value
               | len(text) | start(date) | end(date)

A column whose name is no Python identifier is in backticks: `` `عدد الوفود` > 0 ``. A date is an
EDTF text. A comparison with a blank is neither true nor false, and a row breaks a rule only when
the rule is false for it.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from report.brief.column_types import COLUMNS
from report.intake.validate import terms
from report.intake.validate.terms import Term

if TYPE_CHECKING:
    import pandas as pd

#: The longest rule, in characters: Python's parser needs much time and depth for longer ones.
LONGEST_RULE = 500

_QUOTED = re.compile(r"`([^`]+)`|(\"[^\"]*\"|'[^']*')")
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip

Kind = Literal["text", "number", "date", "boolean"]


class RuleFault(Exception):
    """An invalid rule, as the name and values of its message. It never leaves this package."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A parsed rule: the columns it uses, in order, and the function that evaluates it on every
    row.
    """

    columns: tuple[str, ...]
    met: Callable[[pd.DataFrame], pd.Series]


def understand(text: str, kinds: Mapping[str, Kind]) -> RowCheck:
    """Return the rule that ``text`` states over columns of these kinds.

    :raises RuleFault: ``bad-rule`` for text outside the grammar, ``no-such-column``, ``unfit-rule``
        for a comparison of incompatible kinds.
    """
    if len(text) > LONGEST_RULE:
        raise RuleFault("bad-rule", given=f"{text[:40]}…", near=f"{len(text)} > {LONGEST_RULE}")
    reader = _Reader(text, kinds)
    term = reader.condition(reader.tree)
    if not reader.columns:
        raise RuleFault("bad-rule", given=text, near=text)
    return RowCheck(tuple(reader.columns), term.values)


class _Reader:
    def __init__(self, text: str, kinds: Mapping[str, Kind]) -> None:
        self.text = text
        self.kinds = kinds
        self.columns: dict[str, None] = {}
        self.names: dict[str, str] = {}
        code = _QUOTED.sub(self._placeholder, text)
        try:
            with warnings.catch_warnings():
                # Python warns about «is» before a literal, which the grammar refuses.
                warnings.simplefilter("ignore")
                self.tree = ast.parse(code.strip(), mode="eval").body
        except SyntaxError as error:
            raise RuleFault("bad-rule", given=text, near=self._near(code, error.offset)) from None
        except (ValueError, RecursionError, MemoryError):
            raise RuleFault("bad-rule", given=text, near=text[:20]) from None

    def _placeholder(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        name = f"_quoted_{len(self.names)}_"
        self.names[name] = unicodedata.normalize("NFC", match[1])
        return name

    def _near(self, code: str, offset: int | None) -> str:
        near = code[max((offset or 1) - 1, 0) :][:20].strip() or code[-20:].strip()
        for name, column in self.names.items():
            near = near.replace(name, f"`{column}`")
        return near

    def _refused(self, node: ast.AST) -> RuleFault:
        near = ast.unparse(node)
        for name, column in self.names.items():
            near = near.replace(name, f"`{column}`")
        return RuleFault("bad-rule", given=self.text, near=near[:60])

    def condition(self, node: ast.expr) -> Term:
        """Return a term that is true or false of each row."""
        if isinstance(node, ast.BoolOp):
            conditions = [self.condition(value) for value in node.values]
            return (
                terms.both(conditions) if isinstance(node.op, ast.And) else terms.either(conditions)
            )
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return terms.negated(self.condition(node.operand))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.Name):
            term = self.value(node)
            if term.kind == "boolean":
                return term
        raise self._refused(node)

    def _comparison(self, node: ast.Compare) -> Term:
        comparisons, left = [], node.left
        for sign, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(sign, ast.Is | ast.IsNot):
                comparisons.append(self._missing(left, right, node, isinstance(sign, ast.IsNot)))
            elif isinstance(sign, ast.In | ast.NotIn):
                comparisons.append(self._member(left, right, node, isinstance(sign, ast.NotIn)))
            else:
                comparisons.append(
                    self._compared(self.value(left), self.value(right), _SIGNS[type(sign)], node)
                )
            left = right
        return terms.both(comparisons)

    def _missing(self, left: ast.expr, right: ast.expr, node: ast.AST, negative: bool) -> Term:
        if not (
            isinstance(right, ast.Name) and right.id == "missing" and isinstance(left, ast.Name)
        ):
            raise self._refused(node)
        term = terms.missing(self.value(left))
        return terms.negated(term) if negative else term

    def _member(self, left: ast.expr, right: ast.expr, node: ast.AST, negative: bool) -> Term:
        if not isinstance(right, ast.Tuple | ast.List | ast.Set) or not right.elts:
            raise self._refused(node)
        value = self.value(left)
        term = terms.either(
            [self._compared(value, self._literal(literal), "==", node) for literal in right.elts]
        )
        return terms.negated(term) if negative else term

    def _literal(self, node: ast.expr) -> Term:
        term = self.value(node)
        if term.literal is None:
            raise self._refused(node)
        return term

    def _compared(self, left: Term, right: Term, sign: str, node: ast.AST) -> Term:
        left, right = self._as_date(left, right), self._as_date(right, left)
        if left.kind != right.kind or (
            left.kind in ("text", "boolean") and sign not in ("==", "!=")
        ):
            near = self._refused(node).values["near"]
            raise RuleFault(
                "unfit-rule", given=self.text, near=near, left=left.kind, right=right.kind
            )
        return terms.compared(left, right, sign)

    def _as_date(self, term: Term, partner: Term) -> Term:
        """Return a text literal as a date when it is compared with a date."""
        if term.kind != "text" or term.literal is None or partner.kind != "date":
            return term
        from report.arabic import parse_edtf
        from report.errors import ExpressionError

        try:
            return terms.date_literal(parse_edtf(str(term.literal)))
        except ExpressionError:
            raise RuleFault("bad-rule", given=self.text, near=str(term.literal)) from None

    def value(self, node: ast.expr) -> Term:
        """Return a term that has a value for each row."""
        if isinstance(node, ast.Name):
            return self._column(node)
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return terms.negative(self._number(node.operand))
        if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
            return self._arithmetic(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        raise self._refused(node)

    def _column(self, node: ast.Name) -> Term:
        if node.id in ("true", "false"):
            return terms.boolean_literal(node.id == "true")
        name = self.names.get(node.id, node.id)
        if name not in self.kinds:
            raise RuleFault("no-such-column", given=name)
        self.columns[name] = None
        return terms.column(name, self.kinds[name])

    def _constant(self, node: ast.Constant) -> Term:
        value = node.value
        if isinstance(value, bool):
            return terms.boolean_literal(value)
        if isinstance(value, str):
            return terms.text_literal(unicodedata.normalize("NFC", value))
        if isinstance(value, int | float) and abs(value) < 2**62:
            return terms.number_literal(value)
        raise self._refused(node)

    def _number(self, node: ast.expr) -> Term:
        term = self.value(node)
        if term.kind != "number":
            raise self._refused(node)
        return term

    def _arithmetic(self, node: ast.BinOp) -> Term:
        left, right, sign = self.value(node.left), self.value(node.right), _SIGNS[type(node.op)]
        if left.kind == right.kind == "date" and sign == "-" and left.day and right.day:
            return terms.days_between(left, right)
        if left.kind == right.kind == "number" and sign in "+-*/":
            return terms.arithmetic(left, right, sign)
        raise self._refused(node)

    def _call(self, node: ast.Call) -> Term:
        kinds = {"len": "text", "start": "date", "end": "date"}
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in kinds or len(node.args) != 1 or node.keywords:
            raise self._refused(node)
        term = self.value(node.args[0])
        if term.kind != kinds[name]:
            raise self._refused(node)
        return terms.length(term) if name == "len" else terms.end_of(term, last=name == "end")


def kinds_of(types: Mapping[str, str], columns: Collection[str]) -> dict[str, Kind]:
    """Return the kind of each column by its type, text where none is declared."""
    return {name: COLUMNS[types.get(name, "text")].kind for name in columns}
