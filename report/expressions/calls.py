"""Checks the calls of functions and aggregates, and fits constants to the kinds they are used
as."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from report.errors import ExpressionError
from report.expressions import syntax
from report.expressions.aggregates import AGGREGATES
from report.expressions.faults import ExpressionFault
from report.expressions.functions.function import FUNCTIONS
from report.expressions.kinds import KINDS, Kind, Parameter, Signature, Type, common, is_kind
from report.expressions.typed import Aggregated, Apply, Column, Constant, Constants, Typed
from report.messages import in_both
from report.messages import text as words
from report.nearest import nearest

if TYPE_CHECKING:
    from report.expressions.aggregates.aggregate import Aggregate
    from report.expressions.functions.function import Function
    from report.expressions.schema import Scope
    from report.expressions.syntax import Node


#: How a value of each kind is compared, as an example.
_COMPARED: dict[Kind, str] = {"number": "> 5", "text": "== '…'", "date": ">= '2020'"}


#: How a number is made of a value of another kind: the key of the advice.
_AS_NUMBER: dict[Kind, str] = {"text": "advice.number-of-text", "boolean": "advice.number-of-truth"}
#: Whole numbers beside a date that are meant as years.
_YEARS = range(1000, 3000)
_SILENT = {"advice": "", "advice_ar": ""}


class Calls:
    """The part of the checker that knows functions; :mod:`report.expressions.checking` has
    names."""

    def __init__(self, scope: Scope, text: str) -> None:
        self.scope = scope
        self.text = text

    @abstractmethod
    def typed(self, node: Node) -> Typed:
        """Return the typed tree of a node."""

    @abstractmethod
    def condition(self, node: Node) -> Typed:
        """Return the typed tree of a node that is a truth."""

    def fault(self, rule: str, node: Node | Typed, /, **values: object) -> ExpressionFault:
        """Return a fault at a node."""
        return ExpressionFault(rule, node.span, self.text, **values)

    def kind_words(self, key: str, *kinds: Kind) -> dict[str, object]:
        """Return the names of kinds in both languages: ``key`` and ``key_ar``."""
        english = [words(f"kind.{kind}", "en") for kind in kinds]
        arabic = [words(f"kind.{kind}", "ar") for kind in kinds]
        return {
            key: words("or", "en").join(english),
            f"{key}_ar": words("or", "ar").join(arabic),
        }

    def advice(self, typed: Typed, kinds: Sequence[Kind]) -> dict[str, str]:
        """Return how a value becomes one of the kinds that are expected: ``advice`` and
        ``advice_ar`` after a space, or empty."""
        if len(kinds) == 1 and (advice := self._type_advice(typed, kinds[0])):
            return _after_space(advice)
        if tuple(kinds) == ("number",) and (key := _AS_NUMBER.get(typed.type.kind)):
            piece = self.text[typed.span.start : typed.span.end]
            return _after_space(in_both("advice", key, near=piece))
        return _SILENT

    def _type_advice(self, typed: Typed, kind: Kind) -> dict[str, str]:
        if typed.type.kind != "text" or kind == "text" or not isinstance(typed, Column):
            return {}
        schema = self.scope.schema
        owner = schema.tables[typed.path[-1].table] if typed.path else schema
        table = owner.columns[typed.name].declared_in
        if not table:
            return {}
        key, named = "advice.column-type", {"column": typed.name, "table": table, "type": kind}
        return {
            "advice": words(key, "en", kind=words(f"kind.{kind}", "en"), **named),
            "advice_ar": words(key, "ar", kind=words(f"kind.{kind}", "ar"), **named),
        }

    def unfit(self, node: Node, left: Typed, right: Typed) -> ExpressionFault:
        """Return the fault that two values do not go together."""
        values = {
            **self.kind_words("left", left.type.kind),
            **self.kind_words("right", right.type.kind),
            **self._unfit_advice(left, right),
        }
        return self.fault("unfit-kinds", node, **values)

    def _unfit_advice(self, left: Typed, right: Typed) -> dict[str, str]:
        """Return the advice about a text beside a value of another kind, a year beside a date, or a
        column of texts beside a text that is a date: ``advice`` and ``advice_ar`` after a space, or
        empty."""
        sides = (left, right) if left.type.kind == "text" else (right, left)
        years = [each.value for each in sides if isinstance(each, Constant)]
        kinds = {left.type.kind, right.type.kind}
        if kinds == {"date", "number"} and years and years[0] in _YEARS:
            return _after_space(in_both("advice", "advice.year-of-date", year=years[0]))
        if sides[0].type.kind != "text":
            return _SILENT
        if sides[1].type.kind == "number" and isinstance(sides[0], Constant):
            return _after_space(in_both("advice", "advice.bare-number"))
        kind = sides[1].type.kind
        if isinstance(right, Constant) and isinstance(right.value, str):
            try:
                kind = self.as_date(right, Type("date")).type.kind
            except ExpressionFault:
                return _SILENT
        return self.advice(sides[0], (kind,))

    def as_date(self, typed: Typed, expected: Type) -> Typed:
        """Return a text as a date where a date is wanted.

        :raises ExpressionFault: ``bad-date-text``.
        """
        if expected.kind != "date" or not isinstance(typed, Constant):
            return typed
        if not isinstance(typed.value, str):
            return typed
        from report.arabic.dates import parse_edtf

        try:
            return Constant(typed.span, Type("date"), parse_edtf(typed.value))
        except ExpressionError:
            raise self.fault("bad-date-text", typed, given=typed.value) from None

    def as_cell(self, typed: Constant, read: Callable[[str], str]) -> str:
        """Return the cell that a text means.

        :raises ExpressionFault: ``no-cell-holds`` for a text that no cell can hold.
        """
        try:
            return read(str(typed.value))
        except ExpressionError as error:
            finding = error.findings[0]
            advice = {"advice": finding.do("en"), "advice_ar": finding.do("ar")}
            raise self.fault("no-cell-holds", typed, given=typed.value, **advice) from None

    def fitted(self, typed: Typed, kind: Kind) -> Typed:
        """Return a tree with the word ``missing`` as a blank of a kind."""
        if typed.type.kind != "missing" or kind == "missing":
            return typed
        return replace(typed, type=Type(kind))

    def call(self, node: syntax.Call) -> Typed:
        """Return the typed tree of a call."""
        aggregate = self._aggregate(node)
        if aggregate is not None:
            return self._aggregated(node, aggregate)
        if node.name not in FUNCTIONS:
            if node.name in AGGREGATES:
                raise self.fault("aggregate-in-row", node, given=node.name)
            self._refuse_foreign(node)
            names = [*FUNCTIONS.names(), *self.scope.aggregates]
            values = {"given": node.name, "nearest": nearest(node.name, names)}
            raise self.fault("unknown-function", node, **values, known=tuple(names))
        function = FUNCTIONS[node.name]
        if node.where is not None:
            rule = "where-in-function" if node.name not in AGGREGATES else "aggregate-in-row"
            raise self.fault(rule, node, given=node.name)
        if function.is_window and not self.scope.is_ordered:
            raise self.fault("needs-order", node, given=node.name)
        return self._applied(node, function)

    def _refuse_foreign(self, node: syntax.Call) -> None:
        """Refuse a function of spreadsheets, with what replaces it."""
        from report.expressions.foreign import is_lookup, written_as

        if is_lookup(node.name):
            raise self.fault("foreign-lookup", node, given=node.name)
        if (written := written_as(node.name)) is not None:
            raise self.fault("foreign-function", node, given=node.name, meant=written)

    def _aggregate(self, node: syntax.Call) -> Aggregate | None:
        """Return the aggregate that a call means; ``min(a, b)`` means the function."""
        aggregate = self.scope.aggregates.get(node.name)
        if aggregate is None:
            return None
        is_function = node.name in FUNCTIONS and node.where is None
        if is_function and not aggregate.signature.fits_count(len(node.arguments)):
            return None
        return aggregate

    def _aggregated(self, node: syntax.Call, aggregate: Aggregate) -> Typed:
        table = self._table(node)
        scope = self.scope.of_rows(table)
        inside = type(self)(scope, self.text)
        arguments = () if table is not None else inside._arguments(node, aggregate.signature)
        where = None if node.where is None else inside.condition(node.where)
        result = aggregate.type_of([argument.type for argument in arguments])
        name = table or self.scope.schema.name
        conditions = _conditions(node, arguments, where)
        return Aggregated(node.span, result, aggregate, name, arguments, where, conditions)

    def _table(self, node: syntax.Call) -> str | None:
        """Return the table that ``count(table)`` names; ``None`` where it names none."""
        if node.name != "count" or len(node.arguments) != 1:
            return None
        argument = node.arguments[0]
        if not isinstance(argument, syntax.Name) or len(argument.path) > 1:
            return None
        name, schema = argument.path[0], self.scope.schema
        if name in schema.columns:
            return None
        return name if name in schema.tables or name == schema.name else None

    def _applied(self, node: syntax.Call, function: Function) -> Typed:
        arguments = self._arguments(node, function.signature)
        if node.same is not None:
            if not function.is_window:
                raise self.fault("wrong-sign", node.same, meant="==")
            arguments = (*arguments, *self._same(node.same))
        result = function.type_of([argument.type for argument in arguments])
        return Apply(node.span, result, function, arguments)

    def _same(self, node: Node) -> tuple[Typed, ...]:
        items = node.items if isinstance(node, syntax.Items) else (node,)
        return tuple(self.typed(item) for item in items)

    def _arguments(self, node: syntax.Call, signature: Signature) -> tuple[Typed, ...]:
        count = len(node.arguments)
        if not signature.fits_count(count):
            values = {"function": node.name, "signature": signature.text(node.name)}
            raise self.fault("wrong-argument-count", node, **values, count=count)
        arguments = [
            self._argument(node, argument, signature.parameter(index), signature)
            for index, argument in enumerate(node.arguments)
        ]
        return self._of_same_kind(node, tuple(arguments), signature)

    def _argument(
        self, node: syntax.Call, argument: Node, parameter: Parameter, signature: Signature
    ) -> Typed:
        if parameter.is_list:
            return self._list(node, argument, parameter, signature)
        typed = self.typed(argument)
        if parameter.kinds == ("date",):
            typed = self.as_date(typed, Type("date"))
        if not is_kind(typed.type.kind, parameter.kinds):
            raise self._unfit_argument(node, argument, parameter, signature, typed)
        if parameter.is_constant:
            if not isinstance(typed, Constant) or typed.value is None:
                values = {"function": node.name, "parameter": parameter.name}
                raise self.fault("not-a-constant", argument, **values)
            self._require_bounds(node, typed, parameter, signature)
            return Constants(typed.span, typed.type, (typed.value,))
        is_open = signature.same and len(parameter.kinds) != 1  # the other arguments say the kind
        return typed if is_open or not parameter.kinds else self.fitted(typed, parameter.kinds[0])

    def _require_bounds(
        self, node: syntax.Call, constant: Constant, parameter: Parameter, signature: Signature
    ) -> None:
        """Check that a number is between the bounds of its parameter."""
        if parameter.bounds is None or not isinstance(constant.value, int | Fraction):
            return
        least, greatest = parameter.bounds
        if not least <= constant.value <= greatest:
            values = {"function": node.name, "parameter": parameter.name}
            values["signature"] = signature.text(node.name)
            raise self.fault("outside-range", constant, **values, least=least, greatest=greatest)

    def _unfit_argument(
        self,
        node: syntax.Call,
        argument: Node,
        parameter: Parameter,
        signature: Signature,
        typed: Typed,
    ) -> ExpressionFault:
        kind = typed.type.kind
        if parameter.kinds == ("boolean",) and kind in _COMPARED:
            sample = f"{syntax.text_of(argument)} {_COMPARED[kind]}"
            values: dict[str, object] = {
                "function": node.name,
                "sample": sample,
                "parameter": parameter.name,
                **self.kind_words("found", kind),
                **self.advice(typed, ("boolean",)),
            }
            return self.fault("condition-argument", argument, **values)
        values = {
            "signature": signature.text(node.name),
            "parameter": parameter.name,
            **self.kind_words("expected", *(parameter.kinds or KINDS)),
            **self.kind_words("found", typed.type.kind),
            **self.advice(typed, parameter.kinds),
        }
        return self.fault("unfit-argument", argument, **values)

    def _list(
        self, node: syntax.Call, argument: Node, parameter: Parameter, signature: Signature
    ) -> Typed:
        """Return constants in brackets; numbers ascend."""
        values = {"function": node.name, "parameter": parameter.name}
        if not isinstance(argument, syntax.Items) or not argument.items:
            raise self.fault("not-a-constant", argument, **values)
        items = [self.typed(item) for item in argument.items]
        for item, piece in zip(items, argument.items, strict=True):
            if not isinstance(item, Constant) or item.value is None:
                raise self.fault("not-a-constant", piece, **values)
            if item.type.kind not in parameter.kinds:
                raise self._unfit_argument(node, piece, parameter, signature, item)
        constants = tuple(item.value for item in items if isinstance(item, Constant))
        if parameter.kinds == ("number",):
            pairs = itertools.pairwise(constants)
            if not all(low < high for low, high in pairs):  # type: ignore[operator]
                raise self.fault("not-ascending", argument, **values)
        from report.expressions.functions.texts import plain_text

        shown = tuple(map(plain_text, constants))
        return Constants(
            argument.span, Type(parameter.kinds[0], is_list=True, values=shown), constants
        )

    def _of_same_kind(
        self, node: syntax.Call, arguments: tuple[Typed, ...], signature: Signature
    ) -> tuple[Typed, ...]:
        """Return arguments whose kinds must be the same, blanks as blanks of that kind."""
        if node.name == "cut" and len(arguments) > 2:
            self._require_names(node, arguments)
        if not signature.same:
            return arguments
        first = signature.same[0]
        kinds = signature.parameter(first).kinds
        return (*arguments[:first], *self._alike(node, arguments[first:], kinds))

    def _alike(
        self, node: syntax.Call, arguments: Sequence[Typed], kinds: Sequence[Kind]
    ) -> tuple[Typed, ...]:
        """Return arguments of one kind; if all are blank, of the first kind that is possible."""
        if any(argument.type.kind == "date" for argument in arguments):
            arguments = [self.as_date(argument, Type("date")) for argument in arguments]
        alike = common([argument.type for argument in arguments])
        if alike is None:
            kinds = [argument.type.kind for argument in arguments]
            index = next(index for index, kind in enumerate(kinds) if kind != kinds[0])
            raise self.unfit(node, arguments[0], arguments[index])
        kind = kinds[0] if alike.kind == "missing" and kinds else alike.kind
        return tuple(self.fitted(argument, kind) for argument in arguments)

    def _require_names(self, node: syntax.Call, arguments: Sequence[Typed]) -> None:
        """Check that there is one name of a class more than bounds, or one less."""
        bounds, names = arguments[1], arguments[2]
        assert isinstance(bounds, Constants)
        assert isinstance(names, Constants)
        if abs(len(names.values) - len(bounds.values)) != 1:
            values = {"bounds": len(bounds.values), "names": len(names.values)}
            raise self.fault("uneven-classes", node, **values)


def _after_space(advice: Mapping[str, str]) -> dict[str, str]:
    """Return texts that follow another sentence."""
    return {name: f" {text}" for name, text in advice.items()}


def _conditions(
    node: syntax.Call, arguments: Sequence[Typed], where: Typed | None
) -> tuple[tuple[str, Typed], ...]:
    """Return the conditions of an aggregate with their texts: its arguments, its ``where``."""
    placed = [*zip(node.arguments, arguments, strict=False), (node.where, where)]
    return tuple(
        (syntax.text_of(piece), typed)
        for piece, typed in placed
        if piece is not None and typed is not None and typed.type.kind == "boolean"
    )
