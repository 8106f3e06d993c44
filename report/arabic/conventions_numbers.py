"""Digits of one system, separators of one locale, and dates in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from report.arabic.bidi import Run, ltr_runs
from report.arabic.conventions_text import ARABIC, SPACE, Violation, violation
from report.arabic.dates import date_text
from report.arabic.figures import digits
from report.arabic.locales import rules, with_digits

#: Arabic-Indic digits, those of Persian and Urdu, and the separators that stand between them.
_EASTERN = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9]+(?:[\u066b\u066c][\u0660-\u0669\u06f0-\u06f9]+)*"
)
_WHOLE = re.compile("[0-9]+")
_FOREIGN_EASTERN = re.compile("[\u06f0-\u06f9]+")

_DIGIT = "[0-9\u0660-\u0669]"
#: A number may stand against an Arabic conjunction, «و3,5», but is no part of a code or of a longer
#: number.
_ALONE = "(?<![0-9\u0660-\u0669A-Za-z.,٬٫/:_-])"
#: A number whose own shape tells which sign groups it and which parts its decimals.
_GROUPED = re.compile(
    rf"{_ALONE}{_DIGIT}{{1,3}}(?:(?P<group>[.,٬]){_DIGIT}{{3}})(?:(?P=group){_DIGIT}{{3}})*"
    rf"(?:(?P<decimal>(?!(?P=group))[.,٫]){_DIGIT}+)?(?![\w/:-]|[.,٬٫]{_DIGIT})"
)
#: One or two decimals, known for such by what is counted.
_MEASURED = re.compile(
    rf"{_ALONE}{_DIGIT}+(?P<decimal>[.,٫،]){_DIGIT}{{1,2}}"
    r"(?=\s?[%٪]|\s(?:في المائة|في المئة|بالمائة|بالمئة|مليون|مليار|ملايين))"
)
#: A text without a match of the first has no violation of this module; without one of the second
#: none of ``separators`` and ``numeric-date``.
_FIGURE = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
_JOINED_FIGURES = re.compile(f"{_DIGIT}[.,٬٫،/-]{_DIGIT}")
_DATE = re.compile(
    rf"(?<![\w./-])({_DIGIT}{{1,2}})([/.-])({_DIGIT}{{1,2}})\2({_DIGIT}{{4}})(?![\w/-]|[.]{_DIGIT})"
)


def searched(locale: str) -> tuple[str, ...]:
    """Return regular expressions for Python and for RE2: a text with a violation of this module
    matches one."""
    dates = (f"{_DIGIT}{sign}{_DIGIT}{{1,2}}{sign}{_DIGIT}{{4}}" for sign in ("/", "-", r"\."))
    decimals = ".,٫،".replace(rules(locale).symbols.decimal, "")
    of_measures = rf"{SPACE}?[%٪]|{SPACE}(?:في الم|بالم|مليون|مليار|ملايين)"
    return (
        "[\u0660-\u0669\u06f0-\u06f9]" if rules(locale).digits == "latn" else "[0-9\u06f0-\u06f9]",
        f"{_DIGIT}[.,٬]{_DIGIT}{{3}}[.,٬٫]{_DIGIT}",
        f"{_DIGIT}[{decimals}]{_DIGIT}{{1,2}}(?:{of_measures})",
        *dates,
    )


def may_have_number_violations(text: str, locale: str) -> bool:
    """Return ``False`` only for a text without a violation of this module.

    It is ``True`` for a text of several lines if it is for one of them.
    """
    figure = _EASTERN if rules(locale).digits == "latn" else _FIGURE
    return bool(figure.search(text) or _JOINED_FIGURES.search(text))


def number_violations(text: str, locale: str) -> Iterator[Violation]:
    """Yield digits of the unused system, separators of another locale, and dates such as
    24/11/2025.

    Only figures that belong to the Arabic line are looked at: codes, phone numbers and figures
    among Latin words are not (:func:`report.arabic.bidi.ltr_runs`). A lone ``1,234`` or ``3.5``
    could be either and is left.
    """
    yield from _to_latn(text, locale) if rules(locale).digits == "latn" else _to_arab(text, locale)
    if not _JOINED_FIGURES.search(text):
        return
    yield from _separators(text, locale)
    for match in _DATE.finditer(text):
        day = _date(*(int(match[group]) for group in (1, 3, 4)))
        if day is not None:
            yield Violation("numeric-date", *match.span(), date_text(day, locale))


def _to_latn(text: str, locale: str) -> Iterator[Violation]:
    symbols = rules(locale).symbols
    for match in _EASTERN.finditer(text):
        correct = digits(match[0], locale).replace("٬", symbols.group).replace("٫", symbols.decimal)
        yield violation("digits", *match.span(), correct)


def _to_arab(text: str, locale: str) -> Iterator[Violation]:
    percent = rules(locale).symbols.percent
    for match in _FOREIGN_EASTERN.finditer(text):
        yield violation(
            "digits", *match.span(), digits(digits(match[0], with_digits(locale, "latn")), locale)
        )
    for start, run in _runs(text):
        figures = text[start + run.start : start + run.end]
        amount = figures.removesuffix("%").rstrip(" \u00a0")
        if not (run.latin or run.eastern) and _WHOLE.fullmatch(amount):
            correct = digits(figures, locale).replace("%", percent)
            yield violation("digits", start + run.start, start + run.end, correct)


def _runs(text: str) -> Iterator[tuple[int, Run]]:
    """Yield the runs of each line that has Arabic in it, with where the line starts."""
    start = 0
    for line in text.split("\n"):
        if ARABIC.search(line):
            for run in ltr_runs(line):
                yield start, run
        start += len(line) + 1


def _separators(text: str, locale: str) -> Iterator[Violation]:
    symbols = rules(locale).symbols
    latin = [range(start + run.start, start + run.end) for start, run in _runs(text) if run.latin]
    for match in _GROUPED.finditer(text):
        if any(match.start() in run for run in latin):
            continue
        group, decimal = match["group"], match["decimal"]
        # One group alone, «1,234», could be decimals; a second group or a second sign tells.
        if (decimal or match[0].count(group) > 1) and (
            group != symbols.group or decimal not in (None, symbols.decimal)
        ):
            signs = {group: symbols.group, decimal: symbols.decimal}
            yield _renamed(match, signs, locale)
    for match in _MEASURED.finditer(text):
        in_latin = any(match.start() in run for run in latin)
        if match["decimal"] != symbols.decimal and not in_latin:
            yield _renamed(match, {match["decimal"]: symbols.decimal}, locale)


def _renamed(match: re.Match[str], signs: dict[str | None, str], locale: str) -> Violation:
    correct = "".join(signs.get(character, character) for character in match[0])
    return Violation("separators", *match.span(), digits(correct, locale))


def _date(first: int, second: int, year: int) -> date | None:
    """Return the day that figures mean, the day first as these locales write it; ``None`` when they
    mean none."""
    for day, month in ((first, second), (second, first)):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
