"""``rank_text`` and ``share_text``: a place among others, and a part of a whole, in words that stay
true."""

from __future__ import annotations

from fractions import Fraction

from report import arabic
from report.arabic.amounts import NumberFormat, amount_text, round_exact
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import choice, number_of, whole_number_of
from report.document.measure_views import MeasureView
from report.errors import ExpressionError
from report.measures import Measure
from report.measures.model import BLANK
from report.messages import page_text


def _rank_text(context: FilterContext, value: object, order: str = "descending") -> str:
    """``{{ measures.attacks.at(region="آسيا") | rank_text }}``: «المرتبة الأولى»; with others in
    the same place «المرتبة الثانية بالتساوي مع أوروبا».

    A measure is ranked among the members of its last dimension; a number is a rank itself.
    """
    is_descending = choice(order, "descending", "ascending") == "descending"
    if not isinstance(value, MeasureView):
        return page_text("rank", ordinal=arabic.ordinal(whole_number_of(value), "feminine"))
    exact, question = value.exact, value.question
    if exact is None:
        raise ExpressionError.of("undefined-measure", None, given=value.name)
    if question.outer is None or question.dimension is None:
        raise ExpressionError.of("no-rank", None, measure=value.name)
    rank, equal = 1, []
    for member, measure, _ in question.outer.by(question.dimension):
        theirs = MeasureView.exact_of(measure)
        if member.kind != "value" or theirs is None:
            continue
        if theirs == exact and not member.is_called(value.member):
            equal.append(member.label)
        rank += theirs > exact if is_descending else theirs < exact
    text = page_text("rank", ordinal=arabic.ordinal(rank, "feminine"))
    if equal:
        text = page_text("rank.equal", rank=text, names=arabic.join(equal))
    return context.note(value, text)


def _share_text(context: FilterContext, value: object, of: object = None, decimals: int = 0) -> str:
    """``{{ measures.covered | share_text }}``, ``{{ measures.fires | share_text(measures.all) }}``:
    «22%»; what is more than nothing is never 0%, «أقل من 1%», and less than all never 100%, «أكثر
    من 99%»."""
    ratio = _ratio(value, of)
    if ratio is None:
        return context.note(value, BLANK)
    shown = _rounded(ratio, decimals, context.locale)
    text = context.note(value, shown)
    return text if of is None else context.note(of, text)


def _ratio(value: object, of: object) -> Fraction | None:
    ours = _exact(value)
    if of is not None:
        whole = _exact(of)
        return None if ours is None or not whole else ours / whole
    if isinstance(value, Measure) and not (value.is_share or value.is_percent):
        raise ExpressionError.of("not-a-share", None, given=value.name)
    is_hundredths = isinstance(value, Measure) and value.is_percent
    return ours / 100 if ours is not None and is_hundredths else ours


def _exact(value: object) -> Fraction | None:
    if isinstance(value, Measure):
        return MeasureView.exact_of(value)
    return Fraction(str(number_of(value)))


def _rounded(ratio: Fraction, decimals: int, locale: str) -> str:
    style = NumberFormat(decimals=choice_of_decimals(decimals), is_percent=True)
    percent = ratio * 100
    shown = round_exact(percent, decimals)
    least = Fraction(1, 10**decimals)
    if percent > 0 and not shown:
        return page_text("share.less", share=amount_text(least, style, locale))
    if percent < 100 <= shown:
        return page_text("share.more", share=amount_text(100 - least, style, locale))
    return amount_text(percent, style, locale)


def choice_of_decimals(decimals: object) -> int:
    """Return a number of decimals, 0 to 10.

    :raises ExpressionError: ``bad-choice``.
    """
    if not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= 10:
        raise ExpressionError.of("bad-choice", None, given=str(decimals)[:80], wanted="0-10")
    return decimals


RANK = ProseFilter(_rank_text)
SHARE = ProseFilter(_share_text)
