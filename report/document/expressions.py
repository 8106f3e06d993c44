"""Expressions in prose: measures, counted nouns and references, in a sandbox.

Prose is untrusted: the sandbox (:mod:`report.document.sandbox`) sees measures and a handful of functions, loads no
other file, and every value that it prints has its punctuation kept from HTML and Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from report import arabic
from report.arabic import Lexicon
from report.document.model import Print
from report.document.numbering import Numbering
from report.document.sandbox import Sandbox
from report.errors import ExpressionError, MujazError, Where
from report.intake.model import EventTable
from report.measures import Measure, require_column
from report.tables import value_text

#: Every sign of ASCII punctuation: CommonMark lets each be escaped, and no other sign can be markup.
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")


class Expressions:
    """Renders the expressions of a brief's prose."""

    def __init__(
        self,
        tables: Mapping[str, EventTable],
        measures: Mapping[str, Measure],
        numbering: Numbering,
        lexicon: Lexicon,
        locale: str,
        period: str,
    ) -> None:
        self._tables = tables
        self._measures = measures
        self._numbering = numbering
        self._lexicon = lexicon
        self._locale = locale
        self._period = period
        #: The block of the brief that is rendered, and each measure that was printed in one so far.
        self.block: str | None = None
        self.prints: list[Print] = []

    def note(self, value: object, text: str) -> str:
        """Return ``text``, and keep that it is how ``value`` is printed in this block, where that is a measure."""
        if isinstance(value, Measure) and self.block is not None:
            self.prints.append(Print(self.block, value.name, text))
        return text

    def render(self, text: str, where: Where) -> str:
        """Return ``text`` with its expressions evaluated, as Markdown.

        :raises ExpressionError: ``bad-expression``, or what the expression itself raised, with file and line.
        """
        if "{" not in text:
            return text
        try:
            return self._environment.from_string(text).render(measures=_Names(self._measures))
        except MujazError as error:
            raise ExpressionError(*(_placed(finding, where, error) for finding in error.findings)) from error
        except TemplateSyntaxError as error:
            place = Where(file=where.file, key=where.key, line=(where.line or 1) + error.lineno - 1)
            raise ExpressionError.of("bad-expression", place, reason=_reason(error)) from error
        except Exception as error:  # an expression is the user's: whatever it raises is to be told, not to be traced
            place = Where(file=where.file, key=where.key, line=_line_of(error, where))
            raise ExpressionError.of("bad-expression", place, reason=_reason(error)) from error

    @cached_property
    def _environment(self) -> Sandbox:
        environment = Sandbox(_Names, finalize=self._printed)
        environment.globals = {"ref": self._reference, "period": self._period}
        environment.filters = {
            "counted": self._counted,
            "words": self._words,
            "names": self._listed,
            "percent": self._percent,
            "ordinal": self._ordinal,
            "fraction": self._fraction,
            "date": self._date,
            "hijri": self._hijri,
            "join_ar": self._joined,
        }
        return environment

    @pass_context  # else Jinja prints what is constant before it is asked how
    def _printed(self, _context: Context, value: Any) -> Markup:
        return value if isinstance(value, Markup) else escape_markdown(self._text(value))

    def _text(self, value: Any) -> str:
        """Return a value as it is printed: numbers in the locale's digits, a share as a percentage."""
        if isinstance(value, Measure):
            return self.note(value, printed(value, self._locale))
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return arabic.number(value, self._locale)
        if isinstance(value, str | Undefined):
            return str(value)
        raise ExpressionError.of("not-printable", None, given=type(value).__name__)

    def _counted(
        self, value: Any, noun: str | None = None, case: str = "nom", form: str = "digits", adjective: str | None = None
    ) -> str:
        """``{{ measures.named | counted("وفد", adjective="مسمى") }}``: the number, its noun, and what describes it."""
        if noun is None:
            noun = value.noun if isinstance(value, Measure) else None
        if noun is None:
            raise ExpressionError.of("no-noun")
        number, forms, chosen = _whole(value), self._lexicon[noun], _case(case)
        text = arabic.counted(number, noun, lexicon=self._lexicon, case=chosen, form=_form(form), locale=self._locale)
        if adjective is not None:
            text = f"{text} {arabic.agree(adjective, number, forms.gender, chosen, human=forms.human)}"
        return self.note(value, text)

    def _words(self, value: Any, noun: str | None = None, case: str = "nom", adjective: str | None = None) -> str:
        """``{{ measures.declared | words("اجتماع") }}``: the same, the number in words."""
        return self._counted(value, noun, case, "words", adjective)

    def _listed(self, value: Any, column: str) -> str:
        """``{{ measures.states["آسيا"] | names("counterpart") }}``: what a column holds in the rows counted."""
        if not isinstance(value, Measure):
            raise ExpressionError.of("number-wanted", None, given=str(value)[:80])
        names: dict[str, None] = {}
        for rowset in value.rows:
            table = self._tables[rowset.table]
            require_column(table, column, Where())
            cells = table.frame.loc[list(rowset.rows), column]
            names |= dict.fromkeys(value_text(cell, table.columns[column], self._locale) for cell in cells.dropna())
        return self.note(value, arabic.join(list(names)))

    def _percent(self, value: Any, decimals: int = 0) -> str:
        return self.note(value, arabic.percent(_plain(value), locale=self._locale, decimals=decimals))

    def _ordinal(self, value: Any, gender: str = "masculine", case: str = "nom") -> str:
        """``{{ 3 | ordinal("feminine") }}``: «الثالثة»."""
        return self.note(value, arabic.ordinal(_whole(value), _gender(gender), case=_case(case)))

    def _fraction(self, value: Any, whole: Any, case: str = "nom") -> str:
        """``{{ measures.named | fraction(measures.declared) }}``: one in the other in lowest terms, «ثلاثة أرباع»."""
        part = Fraction(_whole(value), _whole(whole)) if _whole(whole) else Fraction(0)
        return self.note(whole, self.note(value, arabic.fraction(part.numerator, part.denominator, _case(case))))

    def _date(self, value: str, weekday: bool = False) -> str:
        """``{{ "2025-11-24" | date }}``: a day or an interval in words; ``date(weekday=true)`` names its day too."""
        interval = arabic.parse_edtf(value)
        if weekday:
            return arabic.date_text(_day(interval, value), self._locale, weekday=True)
        return arabic.interval_text(interval, self._locale)

    def _hijri(self, value: str) -> str:
        """``{{ "2025-11-24" | hijri }}``: the Hijri date of a day, «3 جمادى الآخرة 1447»."""
        return arabic.hijri_text(_day(arabic.parse_edtf(value), value), self._locale)

    def _joined(self, values: Any) -> str:
        return arabic.join([self._text(value) for value in values])

    def _reference(self, name: str) -> Markup:
        """``{{ ref("regions") }}``: a link that says «الجدول 3»."""
        entry = self._numbering.by_id.get(name)
        if entry is None:
            raise ExpressionError.of("unknown-reference", None, given=name, known="، ".join(self._numbering.by_id))
        return Markup(f"[{entry.reference}](#{entry.anchor})")


class _Names:
    """``measures`` in an expression: a name that is not there is an error that says which are."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = measures

    def __getattr__(self, name: str) -> Measure:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Measure:
        import difflib

        if name not in self._measures:
            nearest = difflib.get_close_matches(name, self._measures, n=1, cutoff=0.0)
            raise ExpressionError.of("unknown-measure", None, given=name, nearest=nearest[0] if nearest else "—")
        return self._measures[name]


def printed(measure: Measure, locale: str) -> str:
    """Return a measure as it is printed, wherever it is: a share as a percentage with one decimal."""
    if measure.is_share:
        return arabic.percent(measure.value, locale=locale, decimals=1)
    return arabic.number(measure.value, locale, measure.decimals)


def escape_markdown(text: str) -> Markup:
    """Return ``text`` as one line in which neither HTML nor Markdown reads a sign as markup.

    The Markdown renderer escapes what HTML would read; here each sign is only kept from Markdown.
    """
    return Markup(_MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text)))


def _reason(error: Exception) -> str:
    """Return what an error says, without the stop that the message has already."""
    return (str(getattr(error, "message", None) or error) or type(error).__name__).rstrip(".")


def _plain(value: Any) -> int | Decimal | float:
    if isinstance(value, Measure):
        return value.value
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return value
    raise ExpressionError.of("number-wanted", None, given=str(value)[:80])


def _whole(value: Any) -> int:
    number = _plain(value)
    if number != int(number) or number < 0:
        raise ExpressionError.of("not-a-count", None, given=str(number))
    return int(number)


def _day(interval: arabic.Interval, given: str) -> date:
    if interval.start is None or interval.start != interval.end:
        raise ExpressionError.of("one-day", None, given=given)
    return interval.start


def _gender(gender: str) -> Any:
    if gender not in ("masculine", "feminine"):
        raise ExpressionError.of("bad-choice", None, given=gender, wanted="masculine, feminine")
    return gender


def _case(case: str) -> Any:
    if case not in ("nom", "obl", "acc"):
        raise ExpressionError.of("bad-choice", None, given=case, wanted="nom, obl, acc")
    return case


def _form(form: str) -> Any:
    if form not in ("digits", "words"):
        raise ExpressionError.of("bad-choice", None, given=form, wanted="digits, words")
    return form


def _line_of(error: BaseException, where: Where) -> int | None:
    """Return the line of the template in which ``error`` was raised: Jinja rewrites tracebacks to template lines."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return (where.line or 1) + line - 1 if line is not None else where.line


def _placed(finding: Any, where: Where, error: BaseException) -> Any:
    from dataclasses import replace

    return replace(finding, where=Where(file=where.file, key=where.key, line=_line_of(error, where)))
