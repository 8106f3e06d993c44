"""What a filter of prose is: one function of a value, and what it may ask of the brief."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from report.arabic import Lexicon
from report.errors import ExpressionError
from report.intake.model import EventTable
from report.registry import Registry


@dataclass(frozen=True, slots=True)
class FilterContext:
    """What a filter may ask of the brief.

    :param locale: the brief's locale, with its digits.
    :param lexicon: the counted nouns, with those of the brief.
    :param note: returns a text, and keeps that a measure is printed so: ``note(value, text)``.
        ``mujaz trace`` leads from the text to the measure.
    :param text: returns a value as prose prints it without a filter.
    :param spend: counts steps of work against the bound of the text.
    """

    tables: Mapping[str, EventTable]
    lexicon: Lexicon
    locale: str
    note: Callable[[object, str], str]
    text: Callable[[object], str]
    spend: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ProseFilter:
    """A filter of prose: ``{{ value | name(argument) }}``.

    ``function`` is given the context, the value and the arguments, and returns a text, in which no
    sign is markup. It raises ``ExpressionError`` for what it cannot print.
    """

    function: Callable[..., str]

    def check_arguments(
        self, name: str, arguments: tuple[object, ...], keywords: Mapping[str, object]
    ) -> None:
        """Check that the function takes these arguments.

        :raises ExpressionError: ``filter-lacks`` with the names of those that are missing,
            ``filter-arguments`` where there are too many, or an unknown name.
        """
        signature = inspect.signature(self.function)
        own = list(signature.parameters.values())[2:]
        try:
            signature.bind(None, None, *arguments, **keywords)
        except TypeError:
            required = [item.name for item in own if item.default is inspect.Parameter.empty]
            missing = tuple(key for key in required[len(arguments) :] if key not in keywords)
            shown = [item.name if item.name in required else f"{item.name}=…" for item in own]
            usage = f"{name}({', '.join(shown)})"
            rule = "filter-lacks" if missing else "filter-arguments"
            values = {"given": name, "usage": usage}
            raise ExpressionError.of(rule, None, **values, missing=missing) from None


FILTERS: Registry[ProseFilter] = Registry(
    "filters", "report.document.filters:FILTERS", "report.document.filters.kind:ProseFilter"
)
