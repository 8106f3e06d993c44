"""What a sentence about a number is about: its subject, and the gender that verbs agree with."""

from __future__ import annotations

from dataclasses import dataclass

from report.arabic.article import ARTICLE
from report.arabic.definite import definite_plural
from report.arabic.forms import Gender
from report.arabic.lexicon import Lexicon

_NUMBER = "عدد"
#: Heads of labels that are masculine by themselves: «مجموع القتلى».
_MASCULINE = frozenset({
    "عدد", "مجموع", "إجمالي", "متوسط", "معدل", "وسيط", "حجم", "مبلغ", "ثمن", "سعر", "مستوى",
    "مؤشر", "رصيد", "حد", "مدى", "انحراف", "ناتج", "دخل", "رقم", "عجز", "فائض", "صافي", "تغير",
    "ارتفاع", "انخفاض", "فارق", "فرق", "معامل",
})  # fmt: skip
_FEMININE_ENDS = ("ة", "ات", "اء")
#: Masculine words with the ending of a feminine.
_NOT_FEMININE = frozenset({
    "أداء", "انتهاء", "إنهاء", "إجراء", "بقاء", "وفاء", "غذاء", "دواء", "ماء", "هواء", "لقاء",
    "عطاء",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a sentence: its words, definite, and their gender."""

    text: str
    gender: Gender


def number_of(noun: str, lexicon: Lexicon, label: str = "") -> Subject:
    """Return the subject that counts a noun: «عدد الهجمات», masculine for any noun.

    A label in the plural says more than the noun, «عدد الهجمات المميتة»; one that is a number by
    itself is the subject: «مجموع الهجمات».

    :raises ExpressionError: ``unknown-noun``.
    """
    forms = lexicon[noun]
    head, _, rest = label.partition(" ")
    bare = head.removeprefix(ARTICLE)
    if head in _MASCULINE:
        return Subject(label, "masculine")
    if not head or bare in lexicon:
        return Subject(f"{_NUMBER} {definite_plural(forms)}", "masculine")
    is_sound = bare.endswith("ون") and _is_plural(f"{bare.removesuffix('ون')}ين", lexicon)
    genitive = f"{head.removesuffix('ون')}ين" if is_sound else head
    return Subject(" ".join(filter(None, (_NUMBER, genitive, rest))), "masculine")


def _is_plural(word: str, lexicon: Lexicon) -> bool:
    return any(lexicon[noun].plural == word for noun in lexicon)


def subject_of(label: str, lexicon: Lexicon) -> Subject:
    """Return a label as a subject: itself where its gender is known, «نسبة القتلى»; else it is
    named, «المؤشر «القتلى لكل هجوم»»."""
    gender = gender_of(label, lexicon)
    if gender is None:
        return Subject(f"المؤشر «{label}»", "masculine")
    return Subject(label, gender)


def gender_of(label: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender that a verb before a label agrees with, by its first word.

    The plural of things is feminine: «ارتفعت الحوادث». ``None`` where neither the lexicon nor the
    ending tells, and for a plural of people, which does not rise or fall itself.
    """
    words = label.split()
    if not words:
        return None
    head = words[0].removeprefix(ARTICLE) or words[0]
    if head in _MASCULINE or head in _NOT_FEMININE:
        return "masculine"
    if head in lexicon:
        return lexicon[head].gender
    for noun in lexicon:
        forms = lexicon[noun]
        if head in (forms.plural, forms.plural.removesuffix("ين") + "ون"):
            return None if forms.human else "feminine"
    return "feminine" if head.endswith(_FEMININE_ENDS) else None
