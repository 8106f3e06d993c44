"""``definite``, ``construct`` and ``verb``: nouns and verbs that agree with a number."""

from __future__ import annotations

from report import arabic
from report.arabic.definite import construct, definite
from report.arabic.forms import Forms
from report.arabic.verbs import none_of, verb_for
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import (
    choice,
    grammatical_case,
    is_undefined,
    whole_number_of,
)
from report.errors import ExpressionError
from report.measures import Measure
from report.measures.model import BLANK


def _definite(
    context: FilterContext,
    value: object,
    noun: str | None = None,
    case: str = "nom",
    form: str = "words",
    of: str | None = None,
) -> str:
    """``{{ measures.meetings | definite }}``: «الاجتماعات الثلاثة والأربعون»; in digits
    «الاجتماعات الـ43»; ``of`` adds a noun: «مذكرات التفاهم الثلاث»."""
    forms = _forms(context, value, noun)
    if is_undefined(value):
        return context.note(value, BLANK)
    text = definite(
        whole_number_of(value),
        forms,
        grammatical_case(case),
        choice(form, "words", "digits"),
        of,
        context.locale,
    )
    return context.note(value, text)


def _construct(
    context: FilterContext,
    value: object,
    genitive: str,
    noun: str | None = None,
    case: str = "nom",
    form: str = "digits",
) -> str:
    """``{{ measures.memos | construct("تفاهم") }}``: «مذكرتا تفاهم», «43 مذكرة تفاهم»."""
    forms = construct(_forms(context, value, noun), genitive)
    if is_undefined(value):
        return context.note(value, BLANK)
    text = arabic.counted(
        whole_number_of(value),
        forms.singular,
        lexicon=context.lexicon.with_forms({forms.singular: forms}),
        case=grammatical_case(case),
        form=choice(form, "digits", "words"),
        locale=context.locale,
    )
    return context.note(value, text)


def _verb(
    context: FilterContext,
    value: object,
    verb: str,
    noun: str | None = None,
    counted: bool = False,
    form: str = "digits",
) -> str:
    """``{{ measures.attacks | verb("سُجّل") }}``: the verb before what is counted, «سُجّلت» before
    «43 هجمة».

    ``counted=true`` adds what is counted, and denies nothing: «لم تُسجَّل أية هجمة».
    """
    forms = _forms(context, value, noun)
    agreed = verb_for(verb, forms.gender)
    if not counted:
        return agreed
    if is_undefined(value):
        return context.note(value, BLANK)
    number = whole_number_of(value)
    denied = none_of(verb, forms) if number == 0 else None
    if denied is not None:
        return context.note(value, denied)
    text = arabic.counted(
        number,
        _noun(value, noun),
        lexicon=context.lexicon,
        form=choice(form, "digits", "words"),
        locale=context.locale,
    )
    return f"{agreed} {context.note(value, text)}"


def _noun(value: object, noun: str | None) -> str:
    counted = value.noun if noun is None and isinstance(value, Measure) else noun
    if counted is None:
        raise ExpressionError.of("no-noun")
    return counted


def _forms(context: FilterContext, value: object, noun: str | None) -> Forms:
    return context.lexicon[_noun(value, noun)]


DEFINITE = ProseFilter(_definite)
CONSTRUCT = ProseFilter(_construct)
VERB = ProseFilter(_verb)
