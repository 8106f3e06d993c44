"""Definite counted nouns, «الاجتماعات الثلاثة والأربعون», and nouns in the construct state,
«مذكرتا تفاهم»."""

from __future__ import annotations

from typing import Literal, get_args

from report.arabic.article import ARTICLE
from report.arabic.cardinals import Case, cardinal, check_range
from report.arabic.figures import number as figure
from report.arabic.forms import Forms
from report.errors import ExpressionError

#: Nouns that lose the alif of their beginning with the article.
_WITH_ARTICLE = {"امرأة": "المرأة", "امرؤ": "المرء"}
#: Nouns of defective plurals that their own ends do not tell: أراض، ليال.
_DEFECTIVE = frozenset({"أرض", "ليلة"})
#: The ends of singulars whose plural of four letters with a third alif is defective: ثانية، ثوان.
_DEFECTIVE_ENDS = ("ية", "ى", "ي")
_CONJUNCTION = " و"
#: The defective number eight, and its form with the article: «الدول الثماني».
_EIGHT, _THE_EIGHT = "ثمان", "ثماني"


def definite(
    number: int,
    forms: Forms,
    case: Case = "nom",
    form: Literal["words", "digits"] = "words",
    genitive: str | None = None,
    locale: str = "ar-MA",
) -> str:
    """Return a noun with its article, and the number after it, which agrees as an adjective does.

    «الاجتماع الواحد», «الاجتماعان», «الدول الثلاث», «الاجتماعات الأحد عشر», «الاجتماعات الثلاثة
    والأربعون»; in digits «الاجتماعات الـ43». Zero has no definite form: «لا اجتماعات».

    :param genitive: an indefinite noun that follows in the construct state; it takes the article:
        «مذكرات التفاهم الثلاث».
    :raises ExpressionError: ``number-range``, ``unknown-case``.
    """
    check_range(number)
    if case not in get_args(Case):
        cases = tuple(get_args(Case))
        raise ExpressionError.of("unknown-case", case=case, known=cases)
    if number == 0:
        plural = forms.plural if genitive is None else construct(forms, genitive).plural
        return f"لا {plural}"
    noun = _definite_noun(_noun(number, forms, case), number, forms, genitive)
    if number == 2:
        return noun
    if form == "digits" and number > 2:
        return f"{noun} {ARTICLE}ـ{figure(number, locale)}"
    return f"{noun} {definite_cardinal(number, forms, case)}"


def _noun(number: int, forms: Forms, case: Case) -> str:
    if number == 1:
        return forms.singular
    return forms.dual_in(case) if number == 2 else plural_in(forms, case)


def _definite_noun(noun: str, number: int, forms: Forms, genitive: str | None) -> str:
    if genitive is not None:
        loses_nun = number == 2 or (number > 2 and _is_sound_masculine(forms))
        head = _without_nun(noun) if loses_nun else noun
        return f"{head} {with_article(genitive)}"
    is_plural = number > 2
    return with_article(with_ya(forms) if is_plural and noun == forms.plural else noun)


def definite_cardinal(number: int, forms: Forms, case: Case = "nom") -> str:
    """Return a number in words with the article, as it follows its noun: «الثلاثة والأربعون».

    Each of the joined numbers takes the article; eleven to nineteen, hundreds and thousands take it
    once: «الأحد عشر», «الثلاثمائة», «الثلاثة آلاف والثلاث».
    """
    indefinite = cardinal(number, forms.gender, "nom" if case == "nom" else "obl")
    pieces = indefinite.split(_CONJUNCTION)
    return _CONJUNCTION.join(
        f"{ARTICLE}{_THE_EIGHT if item == _EIGHT else item}" for item in pieces
    )


def plural_in(forms: Forms, case: Case) -> str:
    """Return the plural in a case: مسؤولون in the nominative, else مسؤولين."""
    if case == "nom" and _is_sound_masculine(forms):
        return forms.plural.removesuffix("ين") + "ون"
    return forms.plural


def definite_plural(forms: Forms, case: Case = "obl") -> str:
    """Return the plural with its article: «الهجمات», «المسؤولين», «الثواني»."""
    plural = plural_in(forms, case)
    return with_article(with_ya(forms) if plural == forms.plural else plural)


def with_article(noun: str) -> str:
    """Return an indefinite noun with the article: «الاجتماع», «المرأة»."""
    return _WITH_ARTICLE.get(noun, noun if noun.startswith(ARTICLE) else ARTICLE + noun)


def with_ya(forms: Forms) -> str:
    """Return the plural that follows the article: a defective one has its ya, ثوان and ثواني."""
    plural, singular = forms.plural, forms.singular
    is_short = len(plural) == 4 and plural[2] == "ا" and not plural.endswith("ة")
    is_defective = singular in _DEFECTIVE or singular.endswith(_DEFECTIVE_ENDS)
    return plural + "ي" if is_short and is_defective else plural


def construct(forms: Forms, genitive: str) -> Forms:
    """Return the forms of a noun that another one follows in the genitive: «مذكرتا تفاهم».

    Duals and sound masculine plurals lose their nun, accusatives their tanwin: «43 اجتماع عمل»,
    «3 مسؤولي أمن».
    """
    plural = with_ya(forms)
    plural = _without_nun(plural) if _is_sound_masculine(forms) else plural
    return Forms(
        f"{forms.singular} {genitive}",
        f"{_without_nun(forms.dual)} {genitive}",
        f"{_without_nun(forms.dual_oblique)} {genitive}",
        f"{plural} {genitive}",
        f"{forms.singular} {genitive}",
        forms.gender,
        forms.human,
    )


def _without_nun(noun: str) -> str:
    return noun.removesuffix("ن")


def _is_sound_masculine(forms: Forms) -> bool:
    return forms.plural == f"{forms.singular}ين" and forms.gender == "masculine"
