"""``trend`` and ``compared``: sentences about two values of a measure that stay true when the data
changes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from report import arabic
from report.arabic.amounts import NumberFormat, amount_text, round_exact
from report.arabic.forms import Gender
from report.arabic.subjects import Subject, gender_of, number_of, subject_of
from report.arabic.verbs import verb_for
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import grammatical_gender
from report.document.measure_views import MeasureView
from report.errors import ExpressionError
from report.measures import Measure
from report.measures.changes import percent_change
from report.measures.opaque import decimal_of
from report.messages import page_text, phrase

#: The most decimals of a small change in percent.
_MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class _Value:
    """One of the two values: its measure, its exact number, and how a sentence prints it."""

    view: MeasureView
    exact: Fraction
    text: str


def _trend(
    context: FilterContext,
    value: object,
    first: object,
    second: object,
    by: str | None = None,
    subject: str | None = None,
    gender: str | None = None,
) -> str:
    """``{{ measures.attacks | trend("2019", "2020") }}``: «ارتفع عدد الهجمات من 160 هجمة إلى 195
    هجمة (+22%)».

    :param by: the dimension that the two are values of.
    :param subject: what rises or falls, if not the measure's noun or label.
    """
    view = _view(value)
    about = _subject(context, view, subject, gender)
    earlier, later = _value(context, view, by, first), _value(context, view, by, second)
    values = {"subject": about.text, "first": earlier.text, "second": later.text}
    if earlier.exact == later.exact:
        return page_text("trend.same", verb=_verb("change", about.gender), **values)
    if earlier.text == later.text:
        return page_text("trend.near", verb=_verb("stay", about.gender), **values)
    direction = "rise" if later.exact > earlier.exact else "fall"
    change = _change(context, earlier, later, f"trend.{direction}-by")
    verb = _verb(direction, about.gender)
    return page_text("trend.moved", verb=verb, change=change, **values)


def _compared(
    context: FilterContext,
    value: object,
    first: object,
    second: object,
    by: str | None = None,
    subject: str | None = None,
    gender: str | None = None,
    preposition: str | None = None,
) -> str:
    """``{{ measures.attacks | compared("آسيا", "إفريقيا") }}``: «يفوق عدد الهجمات في آسيا (195
    هجمة) نظيره في إفريقيا (160 هجمة) بنسبة 22%».

    :param preposition: what is before the two names, «في» if not given.
    """
    view = _view(value)
    about = _subject(context, view, subject, gender)
    ours, theirs = _value(context, view, by, first), _value(context, view, by, second)
    names = page_text("in") if preposition is None else preposition
    values = {
        "subject": about.text,
        "one": f"{names} {ours.view.member}",
        "two": f"{names} {theirs.view.member}",
        "first": ours.text,
        "second": theirs.text,
        "counterpart": page_text(f"compared.counterpart.{about.gender}"),
    }
    if ours.exact == theirs.exact:
        return page_text("compared.equal", verb=_verb("equal", about.gender), **values)
    if ours.text == theirs.text:
        return page_text("compared.near", verb=_verb("near", about.gender), **values)
    is_more = ours.exact > theirs.exact
    key = "more" if is_more else "less"
    difference = _difference(context, ours, theirs)
    return page_text(
        f"compared.{key}", verb=_verb(key, about.gender), difference=difference, **values
    )


def _view(value: object) -> MeasureView:
    if not isinstance(value, MeasureView):
        raise ExpressionError.of("measure-wanted", None, given=str(value)[:80])
    return value


def _value(context: FilterContext, view: MeasureView, by: str | None, key: object) -> _Value:
    if by is None:
        member = view[key]
    else:
        question = view.question
        dimension = question.dimension_named(by)
        member = MeasureView.answering(question.member(dimension, key), str(key))
    exact = member.exact
    if exact is None:
        raise ExpressionError.of("undefined-measure", None, given=member.name)
    return _Value(member, exact, _amount(context, member, exact))


def _amount(context: FilterContext, view: MeasureView, exact: Fraction) -> str:
    """Return the form of a value after a preposition: with its noun, if it counts one."""
    if view.noun is None or not _is_count(view, exact):
        return context.text(view)
    noun = arabic.counted(
        int(exact), view.noun, lexicon=context.lexicon, case="obl", locale=context.locale
    )
    return context.note(view, noun)


def _is_count(view: MeasureView, exact: Fraction) -> bool:
    has_unit = view.cell is not None and view.cell.style.has_unit
    return exact.denominator == 1 and not (view.is_share or view.is_percent or has_unit)


def _subject(
    context: FilterContext, view: MeasureView, text: str | None, gender: str | None
) -> Subject:
    """Return what a sentence is about, and its gender.

    :raises ExpressionError: ``gender-wanted`` for a subject whose gender its letters do not tell.
    """
    chosen: Gender | None = None
    if gender is not None:
        chosen = grammatical_gender(gender)
    if text is None:
        is_counted = view.noun is not None and view.exact is not None
        if is_counted and view.noun is not None and _is_count(view, view.exact or Fraction(0)):
            return number_of(view.noun, context.lexicon, view.question.label)
        label = view.question.label
        return subject_of(label, context.lexicon) if chosen is None else Subject(label, chosen)
    if chosen is None:
        chosen = gender_of(text, context.lexicon)
    if chosen is None:
        raise ExpressionError.of("gender-wanted", None, given=text)
    return Subject(text, chosen)


def _verb(name: str, gender: Gender) -> str:
    return verb_for(page_text(f"verb.{name}"), gender)


def _change(context: FilterContext, earlier: _Value, later: _Value, points: str) -> str:
    """Return the change in brackets: in percent, or in points of a percentage; nothing where no
    percentage compares the two values."""
    view = later.view
    if view.is_share or view.is_percent:
        text = _points(context, earlier, later)
        return page_text(points, points=text) if text else ""
    change = percent_change(later.exact, earlier.exact)
    if change is None:
        return ""
    ratio = Fraction(change)
    shown = _percent(ratio, context.locale, has_sign=True)
    text = page_text("trend.by", change=shown) if shown else ""
    return _noted(context, earlier, later, ratio, shown, text)


def _difference(context: FilterContext, ours: _Value, theirs: _Value) -> str:
    view = ours.view
    if view.is_share or view.is_percent:
        text = _points(context, theirs, ours)
        return page_text("compared.points", points=text) if text else ""
    change = percent_change(ours.exact, theirs.exact)
    if change is None:
        return ""
    ratio = abs(Fraction(change))
    shown = _percent(ratio, context.locale, has_sign=False)
    text = page_text("compared.by", change=shown) if shown else ""
    return _noted(context, theirs, ours, ratio, shown, text)


def _percent(ratio: Fraction, locale: str, *, has_sign: bool) -> str:
    """Return a change in percent, with the decimals that it needs so as not to be zero; empty for
    less than a hundredth."""
    for decimals in range(_MOST_DECIMALS + 1):
        if round_exact(ratio, decimals):
            style = NumberFormat(
                decimals=decimals, is_percent=True, change="plus" if has_sign else None
            )
            return amount_text(ratio, style, locale)
    return ""


def _points(context: FilterContext, earlier: _Value, later: _Value) -> str:
    """Return the difference of two percentages: «3 نقط مئوية», «2,5 نقطة مئوية»."""
    scale = 1 if later.view.is_percent else 100
    points = abs(later.exact - earlier.exact) * scale
    cell = later.view.cell
    decimals = 1 if cell is None or cell.style.decimals is None else cell.style.decimals
    shown = round_exact(points, decimals)
    noun, adjective = page_text("points.noun"), page_text("points.adjective")
    if not shown:
        return ""
    if shown == int(shown):
        number = int(shown)
        counted = arabic.counted(
            number, noun, lexicon=context.lexicon, case="obl", locale=context.locale
        )
        described = arabic.agree(adjective, number, "feminine", "obl")
        text = f"{counted} {described}"
    else:
        described = arabic.agree(adjective, 1, "feminine")
        text = f"{arabic.number(shown, context.locale, decimals)} {noun} {described}"
    return _noted(context, earlier, later, points, text, text)


def _noted(
    context: FilterContext,
    earlier: _Value,
    later: _Value,
    change: Fraction,
    shown: str,
    text: str,
) -> str:
    """Return a text, and keep that a change is printed in it, with the rows of both values."""
    names = f"{earlier.view.name} → {later.view.name}"
    values = {"first": earlier.view.label, "second": later.view.label}
    rule = phrase("rule.change", **values)
    rows = tuple(dict.fromkeys((*earlier.view.rows, *later.view.rows)))
    context.note(Measure(names, rule, decimal_of(change), rule, rows), shown)
    return text


TREND = ProseFilter(_trend)
COMPARED = ProseFilter(_compared)
