"""The filters and tests that every template may use: plain, bounded, and none that reads attributes
by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Reversible
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.filters import do_default
from jinja2.tests import TESTS as _JINJA
from markupsafe import Markup, escape, soft_str

from report.errors import ExpressionError
from report.sandbox.limits import Meter, bounded_number

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparisonT

#: Jinja's tests that look at a value alone. ``filter``, ``test``, ``callable`` and ``sameas`` are
#: not among them.
TESTS: dict[str, Any] = {
    name: _JINJA[name]
    for name in (
        "defined", "undefined", "none", "boolean", "true", "false", "string", "number", "integer",
        "float", "mapping", "iterable", "sequence", "odd", "even", "divisibleby", "in", "eq", "ne",
        "lt", "le", "gt", "ge", "equalto", "==", "!=", "<", "<=", ">", ">=", "lessthan",
        "greaterthan",
    )
}  # fmt: skip
_WITH_LENGTH = (str, tuple, list, dict, range)
#: One conversion of ``format``: a sign, a width of two figures, a precision of two, and the kind.
_CONVERSION = re.compile(r"%(?:%|[-+ 0#]{0,3}\d{0,2}(?:\.\d{1,2})?[sdfge])")


def plain_filters(meter: Meter) -> dict[str, Callable[..., object]]:
    """Return the filters by name; those that make more than they are given are charged for that."""

    def joined(values: Iterable[object], between: str = "") -> Markup:
        texts = [escape(value) for value in map(_text, values)]
        meter.spend(len(texts), sum(map(len, texts)) + len(between) * len(texts))
        return escape(_text(between)).join(texts)

    def replaced(text: str, old: str, new: str) -> str:
        times = _text(text).count(_text(old))
        meter.spend(times, times * len(_text(new)))
        return text.replace(old, new)

    filters: dict[str, Callable[..., object]] = {
        "abs": lambda value: abs(_number(value)), "count": len, "default": do_default,
        "escape": lambda value: escape(_text(value)), "first": _first, "float": _float,
        "format": _formatted, "int": _int, "join": joined, "last": _last, "length": len,
        "list": list, "lower": lambda text: _text(text).lower(), "max": max, "min": min,
        "replace": replaced, "reverse": _reversed, "round": _rounded, "sort": _sorted,
        "string": _text, "sum": lambda values: sum(map(_number, values)),
        "trim": lambda text: _text(text).strip(),
        "unique": lambda values: list(dict.fromkeys(values)),
        "upper": lambda text: _text(text).upper(),
    }  # fmt: skip
    return {**filters, "d": filters["default"], "e": filters["escape"]}


def charged(function: Callable[..., object], meter: Meter, steps: int) -> Callable[..., object]:
    """Return a filter that is charged, before it looks at what it is given, ``steps`` steps for
    each part of it."""

    def filtered(value: object, *args: object, **keywords: object) -> object:
        if isinstance(value, _WITH_LENGTH):
            meter.spend(len(value) * steps)
        return function(value, *args, **keywords)

    return filtered


def _text(value: object) -> str:
    """Return a text or a number as text."""
    if isinstance(value, str | Undefined):
        return soft_str(value)
    return soft_str(_number(value))


def _number(value: object) -> int | float | Decimal:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return bounded_number(value)
    raise ExpressionError.of(
        "number-wanted", None, given=str(value)[:80] if isinstance(value, str) else "…"
    )


def _float(value: object) -> float:
    return float(bounded_number(float(value if isinstance(value, str) else _number(value))))


def _int(value: object) -> int:
    return int(bounded_number(int(value if isinstance(value, str) else _number(value))))


def _rounded(value: object, precision: int = 0) -> float | Decimal:
    return round(_float(value), min(max(int(precision), 0), 15))


def _formatted(pattern: str, *values: object) -> str:
    """Fill a pattern as C's ``printf`` does. Widths have two figures at most, so that no number
    sets a length."""
    if "%" in _CONVERSION.sub("", pattern):
        raise ExpressionError.of("bad-format", None, given=pattern[:80])
    return pattern % tuple(value if isinstance(value, str) else _number(value) for value in values)


def _first(values: Iterable[object]) -> object:
    return next(iter(values), None)


def _last(values: Reversible[object]) -> object:
    return next(iter(reversed(values)), None)


def _reversed(values: Reversible[object]) -> object:
    return values[::-1] if isinstance(values, str) else list(reversed(values))


def _sorted(
    values: Iterable[SupportsRichComparisonT], descending: bool = False
) -> list[SupportsRichComparisonT]:
    return sorted(values, reverse=descending)
