"""What an expression may ask of a value: attributes by the value's type, items of collections,
listed functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Protocol, cast

from jinja2 import StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.utils import missing
from markupsafe import Markup

from report.errors import ExpressionError


class _Indexed(Protocol):
    """A value with items."""

    def __getitem__(self, key: object, /) -> object:
        """Return an item by its position or its key."""


#: Values that have no attributes at all.
PLAIN: frozenset[type] = frozenset({str, Markup, int, float, Decimal, bool, type(None)})
#: Collections, whose items are read by position or by key.
COLLECTIONS: frozenset[type] = frozenset({tuple, list, dict, range})
#: What is in ``loop``.
_LOOP = frozenset(
    {
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "previtem",
        "nextitem",
        "depth",
    }
)
_METHODS: Mapping[type, frozenset[str]] = {
    dict: frozenset({"items", "keys", "values"}),
    LoopContext: frozenset({"cycle"}),
}
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call; they see nothing else of it."""

    function: Callable[..., object]

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Return what the function returns."""
        return self.function(*args, **kwargs)


#: What can be called: listed functions, and the macros and blocks of templates.
CALLABLE: frozenset[type] = frozenset({Function, Macro, BlockReference})


class Missing(StrictUndefined):
    """A name, an attribute or an item that is not given: every use of it is an error that says
    which."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] | None = None,
    ) -> None:
        def refusal(_message: str) -> ExpressionError:
            if obj is missing:
                values = {"given": name or hint or "", "advice": "", "advice_ar": ""}
                return ExpressionError.of("unknown-name", None, **values)
            return ExpressionError.of("not-given", None, given=_shown(name), kind=kind_of(obj))

        super().__init__(hint, obj, name, exc or UndefinedError)
        self._undefined_exception = refusal  # type: ignore[assignment]


def _shown(name: object) -> str:
    return str(name)[:80] if isinstance(name, str | int) else kind_of(name)


class Access:
    """The list of what can be read of each type.

    :param attributes: the attributes of each type of view object, by name.
    :param named: types whose items are read as attributes too; their ``[]`` raises what is wrong
        with a name.
    """

    def __init__(
        self, attributes: Mapping[type, frozenset[str]], named: frozenset[type] = frozenset()
    ) -> None:
        self._attributes: dict[type, frozenset[str]] = {**attributes, LoopContext: _LOOP}
        self._named = named | {dict}
        self._indexed = COLLECTIONS | named

    def attribute(self, value: object, name: str) -> object:
        """Return ``value.name`` where the list has it, and :data:`~jinja2.utils.missing` where
        not."""
        kind = type(value)
        if name in self._attributes.get(kind, _NONE):
            return getattr(value, name)
        if name in _METHODS.get(kind, _NONE):
            return Function(getattr(value, name))
        if kind in self._named:
            return self.item(value, name)
        if kind is TemplateModule and not name.startswith("_"):
            return vars(value).get(name, missing)
        return missing

    def item(self, value: object, key: object) -> object:
        """Return ``value[key]`` of a collection, and :data:`~jinja2.utils.missing` if it has
        none."""
        if type(value) in self._indexed or isinstance(value, str):
            items = cast(_Indexed, value)
            try:
                return items[key]
            except (TypeError, LookupError):
                return missing
        return missing

    def names(self, kind: type) -> frozenset[str]:
        """Return the attributes that can be read of a type."""
        return self._attributes.get(kind, _NONE) | _METHODS.get(kind, _NONE)


def field_names(view: type) -> frozenset[str]:
    """Return the names of the fields of a dataclass."""
    return frozenset(field.name for field in fields(view))


def kind_of(value: object) -> str:
    """Return the name of a value's kind, as messages say it."""
    return type(value).__name__.lstrip("_")
