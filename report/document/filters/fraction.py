"""``fraction``: a part of a whole, in words."""

from __future__ import annotations

from fractions import Fraction

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import grammatical_case, whole_number_of


def _fraction(context: FilterContext, value: object, whole: object, case: str = "nom") -> str:
    """``{{ measures.named | fraction(measures.declared) }}``: a part of a whole, «ثلاثة أرباع».

    It is in lowest terms if these have their own words, and else as counted, «عشرون من أصل أربعة
    وأربعين», in figures of 100 and more.
    """
    numerator, total = whole_number_of(value), whole_number_of(whole)
    lowest = Fraction(numerator, total) if total else Fraction(0)
    if lowest.denominator <= arabic.LARGEST_PART:
        numerator, total = lowest.numerator, lowest.denominator
    text = arabic.fraction(numerator, total, grammatical_case(case), locale=context.locale)
    return context.note(whole, context.note(value, text))


FRACTION = ProseFilter(_fraction)
