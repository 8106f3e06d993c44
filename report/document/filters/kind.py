"""What a filter of prose is: one function of a value, and what it may ask of the brief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from report.arabic import Lexicon
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


FILTERS: Registry[ProseFilter] = Registry(
    "filters", "report.document.filters:FILTERS", "report.document.filters.kind:ProseFilter"
)
