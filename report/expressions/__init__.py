"""The expression language of ``brief.toml``: one grammar for rules of rows, computed columns,
conditions, dimensions and measures.

An expression is parsed (:func:`parse`), checked against a schema (:func:`check`) and evaluated on
whole columns (:func:`evaluate`); it never runs as Python::

    schema = Schema("attacks", {"killed": SchemaColumn(WHOLE), "date": SchemaColumn(DATE)})
    expression = check("killed > 0 and date >= '2010'", Scope(schema))
    truths = evaluate(expression.tree, frame)          # a BooleanVector

In the scope of groups (``Scope(schema, names, AGGREGATES)``) the same language has aggregates and
measures. Their nodes are :class:`~report.expressions.typed.Aggregated` and
:class:`~report.expressions.typed.Named`; the frame of groups answers them, and evaluation does the
arithmetic between.

Numbers are exact. Dates are spans of days: a comparison that the known days do not settle is
*uncertain*, and a condition keeps only the rows for which it is true.

:class:`ExpressionFault` has the rule, the place in the text, and the values of the message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.expressions.aggregates import AGGREGATES as AGGREGATES
    from report.expressions.aggregates import Aggregate as Aggregate
    from report.expressions.evaluation import Frame as Frame
    from report.expressions.evaluation import evaluate as evaluate
    from report.expressions.expression import Expression as Expression
    from report.expressions.expression import check as check
    from report.expressions.expression import check_condition as check_condition
    from report.expressions.faults import ExpressionFault as ExpressionFault
    from report.expressions.functions.function import FUNCTIONS as FUNCTIONS
    from report.expressions.functions.function import Context as Context
    from report.expressions.functions.function import Function as Function
    from report.expressions.functions.function import Help as Help
    from report.expressions.kinds import Parameter as Parameter
    from report.expressions.kinds import Signature as Signature
    from report.expressions.kinds import Type as Type
    from report.expressions.parser import parse as parse
    from report.expressions.schema import Schema as Schema
    from report.expressions.schema import SchemaColumn as SchemaColumn
    from report.expressions.schema import Scope as Scope
    from report.expressions.syntax import text_of as text_of
    from report.expressions.typed import Aggregated as Aggregated
    from report.expressions.typed import Column as Column
    from report.expressions.typed import Link as Link
    from report.expressions.typed import Named as Named

_HOMES = {
    "aggregates": ("AGGREGATES", "Aggregate"),
    "evaluation": ("Frame", "evaluate"),
    "expression": ("Expression", "check", "check_condition"),
    "faults": ("ExpressionFault",),
    "functions.function": ("FUNCTIONS", "Context", "Function", "Help"),
    "kinds": ("Parameter", "Signature", "Type"),
    "parser": ("parse",),
    "schema": ("Schema", "SchemaColumn", "Scope"),
    "syntax": ("text_of",),
    "typed": ("Aggregated", "Column", "Link", "Named"),
}
_HOME: dict[str, str] = {}
for _module, _names in _HOMES.items():
    _HOME |= dict.fromkeys(_names, _module)

__all__ = sorted(_HOME)

__getattr__ = lazy_names(__name__, {name: f"{__name__}.{home}" for name, home in _HOME.items()})
