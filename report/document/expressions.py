"""Expressions in prose: measures, counted nouns and references, in a sandbox.

Prose is untrusted: the sandbox (:mod:`report.sandbox`) sees measures and a handful of functions, loads no other
file, and every value that it prints has its punctuation kept from HTML and Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from jinja2 import Undefined, nodes
from markupsafe import Markup

from report import arabic
from report.arabic import Lexicon
from report.document.model import Print
from report.document.numbering import Numbering
from report.errors import ExpressionError, Finding, Where
from report.intake.model import EventTable
from report.measures import Measure, require_column, unknown_measure
from report.sandbox import PROSE, Function, Sandbox
from report.sandbox.access import Access, kind_of
from report.sandbox.limits import bounded_number
from report.tables import value_text
from report.tables.model import BLANK

#: Every sign of ASCII punctuation: CommonMark lets each be escaped, and no other sign can be markup.
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
#: What prose can read of a measure: not the rows that it was counted from.
_OF_MEASURES = frozenset({"name", "label", "value", "rule", "noun", "parts"})
#: The functions that are given an id.
_OF_IDS = ("ref", "shown")
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
        self._block: str | None = None
        self.prints: list[Print] = []

    @contextmanager
    def within(self, block: str) -> Iterator[None]:
        """Keep the measures that are printed meanwhile as printed in a block of the brief."""
        self._block = block
        try:
            yield
        finally:
            self._block = None

    def note(self, value: object, text: str) -> str:
        """Return ``text``, and keep that it is how ``value`` is printed in this block, where that is a measure."""
        if isinstance(value, Measure) and self._block is not None:
            self.prints.append(Print(self._block, value.name, text))
        return text

    def examine(self, text: str, where: Where) -> tuple[str, tuple[Finding, ...]]:
        """Return ``text`` with its expressions evaluated, as Markdown, and what is wrong with each that fails.

        An expression that fails is left out, and the others are evaluated. Names of measures and references are looked
        at wherever they stand, also where a condition leaves them out. The findings have their file and line.
        """
        if "{" not in text:
            return text, ()
        filled, findings = self._environment.examine(text, {"measures": _Names(self._measures)})
        return filled, tuple(
            replace(finding, where=_in_file(finding.where, where)) for finding in findings
        )

    @cached_property
    def _environment(self) -> Sandbox:
        return Sandbox(
            Access(
                {Measure: frozenset({"name", "label", "value", "rule", "noun", "parts"})},
                frozenset({Measure, _Names}),
            ),
            statements=PROSE,
            filters={
                "counted": self._counted,
                "words": self._words,
                "names": self._listed,
                "percent": self._percent,
                "ordinal": self._ordinal,
                "fraction": self._fraction,
                "date": self._date,
                "hijri": self._hijri,
                "join_ar": self._joined,
            },
            functions={
                "ref": Function(self._reference),
                "shown": Function(self._is_shown),
                "period": self._period,
            },
            known=frozenset({"measures"}),
            look=self._look,
            text=self._text,
            escape_text=escape_markdown,
            syntax_rule="bad-expression",
            cache_size=0,
        )

    def _look(self, node: nodes.Node) -> tuple[str, dict[str, object], int] | None:
        """Tell what is wrong with the name of a measure or of a reference that is written out."""
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            name = (
                node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
            )
            if (
                _named(node.node, "measures")
                and isinstance(name, str)
                and name not in self._measures
            ):
                finding = unknown_measure(name, self._measures)
                return finding.rule, dict(finding.values), 0
        elif (
            isinstance(node, nodes.Call)
            and len(node.args) == 1
            and any(_named(node.node, one) for one in _OF_IDS)
        ):
            name = getattr(node.args[0], "value", None)
            if isinstance(name, str) and name not in self._numbering.ids:
                return (
                    "unknown-reference",
                    {"given": name, "known": "، ".join(self._numbering.ids)},
                    0,
                )
        return None

    def _text(self, value: Any) -> str:
        """Return a value as it is printed: numbers in the locale's digits, a share as a percentage."""
        if isinstance(value, Measure):
            return self.note(value, printed(value, self._locale))
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return arabic.number(bounded_number(value), self._locale)
        if isinstance(value, str | Undefined):
            return str(value)
        raise ExpressionError.of("not-printable", None, given=kind_of(value))

    def _counted(
        self,
        value: Any,
        noun: str | None = None,
        case: str = "nom",
        form: str = "digits",
        adjective: str | None = None,
    ) -> str:
        """``{{ measures.named | counted("وفد", adjective="مسمى") }}``: the number, its noun, and what describes it."""
        if noun is None:
            noun = value.noun if isinstance(value, Measure) else None
        if noun is None:
            raise ExpressionError.of("no-noun")
        if _is_undefined(value):
            return self.note(value, BLANK)
        number, forms, chosen = _whole(value), self._lexicon[noun], _case(case)
        text = arabic.counted(
            number, noun, lexicon=self._lexicon, case=chosen, form=_form(form), locale=self._locale
        )
        if adjective is not None:
            agreed: arabic.Case = chosen if number >= 0 else "obl"
            shown = arabic.agree(
                adjective,
                number,
                forms.gender,
                agreed,
                human=forms.human,
                words=_form(form) == "words",
            )
            text = f"{text} {shown}"
        return self.note(value, text)

    def _words(
        self, value: Any, noun: str | None = None, case: str = "nom", adjective: str | None = None
    ) -> str:
        """``{{ measures.declared | words("اجتماع") }}``: the same, the number in words."""
        return self._counted(value, noun, case, "words", adjective)

    def _listed(self, value: Any, column: str) -> str:
        """``{{ measures.states["آسيا"] | names("counterpart") }}``: what a column holds in the rows counted."""
        if not isinstance(value, Measure):
            raise ExpressionError.of("number-wanted", None, given=str(value)[:80])
        names: dict[str, None] = {}
        self._environment.meter.spend(sum(len(rowset.rows) for rowset in value.rows) // 10)
        for rowset in value.rows:
            table = self._tables[rowset.table]
            require_column(table, column, Where())
            cells = table.frame.loc[list(rowset.rows), column]
            names |= dict.fromkeys(
                value_text(cell, table.columns[column], self._locale) for cell in cells.dropna()
            )
        return self.note(value, arabic.join(list(names)))

    def _percent(self, value: Any, decimals: int = 0) -> str:
        if _is_undefined(value):
            return self.note(value, BLANK)
        if isinstance(value, Measure) and not (value.is_share or value.is_percent):
            raise ExpressionError.of("not-a-share", None, given=value.name)
        ratio = (
            _plain(value) / 100
            if isinstance(value, Measure) and value.is_percent
            else _plain(value)
        )
        return self.note(value, arabic.percent(ratio, locale=self._locale, decimals=decimals))

    def _ordinal(self, value: Any, gender: str = "masculine", case: str = "nom") -> str:
        """``{{ 3 | ordinal("feminine") }}``: «الثالثة»."""
        return self.note(value, arabic.ordinal(_whole(value), _gender(gender), case=_case(case)))

    def _fraction(self, value: Any, whole: Any, case: str = "nom") -> str:
        """``{{ measures.named | fraction(measures.declared) }}``: one in the other, «ثلاثة أرباع».

        It is in lowest terms where these have words of their own, and else as counted, «عشرون من أصل أربعة وأربعين».
        """
        part, all_ = _whole(value), _whole(whole)
        lowest = Fraction(part, all_) if all_ else Fraction(0)
        if lowest.denominator <= arabic.LARGEST_PART:
            part, all_ = lowest.numerator, lowest.denominator
        return self.note(whole, self.note(value, arabic.fraction(part, all_, _case(case))))

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
        if not self._is_shown(name):
            raise ExpressionError.of("reference-left-out", None, given=name)
        entry = self._numbering.by_id[name]
        return Markup(f"[{entry.reference}](#{entry.anchor})")

    def _is_shown(self, name: str) -> bool:
        """``{% if shown("regions") %}``: whether this section, chart or table is in the edition."""
        if name not in self._numbering.ids:
            raise ExpressionError.of(
                "unknown-reference", None, given=name, known="، ".join(self._numbering.ids)
            )
        return name in self._numbering.by_id


class _Names:
    """``measures`` in an expression: a name that is not there is an error that says which are."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = measures

    def __getitem__(self, name: str) -> Measure:
        if name not in self._measures:
            raise ExpressionError(unknown_measure(name, self._measures))
        return self._measures[name]


def printed(measure: Measure, locale: str) -> str:
    """Return a measure as it is printed, wherever it is: a share as a percentage with one decimal."""
    if not measure.is_defined:
        return BLANK
    if measure.is_share:
        return arabic.percent(measure.value, locale=locale, decimals=1)
    text = arabic.number(measure.value, locale, measure.decimals)
    return arabic.with_percent_sign(text, locale) if measure.is_percent else text


def escape_markdown(text: str) -> Markup:
    """Return ``text`` as one line in which neither HTML nor Markdown reads a sign as markup.

    The Markdown renderer escapes what HTML would read; here each sign is only kept from Markdown.
    """
    return Markup(_MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text)))


def _plain(value: Any) -> int | Decimal | float:
    if isinstance(value, Measure):
        return value.value
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return value
    raise ExpressionError.of("number-wanted", None, given=str(value)[:80])


def _is_undefined(value: Any) -> bool:
    """Return whether a value is a measure without a value, such as a share of nothing."""
    return isinstance(value, Measure) and not value.is_defined


def _whole(value: Any) -> int:
    number = _plain(value)
    if _is_undefined(value):
        raise ExpressionError.of("undefined-measure", None, given=value.name)
    if number != int(number):
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


def _named(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _in_file(where: Where, text: Where) -> Where:
    """Return the place of a finding in a text that begins at ``text``; its lines are counted from 1."""
    line = text.line if where.line is None else (text.line or 1) + where.line - 1
    return Where(file=text.file, key=text.key, line=line)
