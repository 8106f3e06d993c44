"""``counted`` and ``words``: a number with its noun."""

from __future__ import annotations

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import (
    choice,
    grammatical_case,
    is_undefined,
    whole_number_of,
)
from report.errors import ExpressionError
from report.measures import Measure
from report.tables.model import BLANK


def _counted(
    context: FilterContext,
    value: object,
    noun: str | None = None,
    case: str = "nom",
    form: str = "digits",
    adjective: str | None = None,
) -> str:
    """``{{ measures.named | counted("وفد", adjective="مسمى") }}``: the number, its noun, and what
    describes it."""
    if noun is None:
        noun = value.noun if isinstance(value, Measure) else None
    if noun is None:
        raise ExpressionError.of("no-noun")
    if is_undefined(value):
        return context.note(value, BLANK)
    number, forms, chosen = whole_number_of(value), context.lexicon[noun], grammatical_case(case)
    text = arabic.counted(
        number,
        noun,
        lexicon=context.lexicon,
        case=chosen,
        form=choice(form, "digits", "words"),
        locale=context.locale,
    )
    if adjective is not None:
        agreed: arabic.Case = chosen if number >= 0 else "obl"
        in_words = form == "words"
        shown = arabic.agree(
            adjective, number, forms.gender, agreed, human=forms.human, words=in_words
        )
        text = f"{text} {shown}"
    return context.note(value, text)


def _words(
    context: FilterContext,
    value: object,
    noun: str | None = None,
    case: str = "nom",
    adjective: str | None = None,
) -> str:
    """``{{ measures.declared | words("اجتماع") }}``: the same, the number in words."""
    return _counted(context, value, noun, case, "words", adjective)


COUNTED = ProseFilter(_counted)
WORDS = ProseFilter(_words)
