"""Expressions in prose: measures, counted nouns and references, in a sandbox.

Prose is untrusted: the sandbox (:mod:`report.sandbox`) sees measures and a handful of functions,
loads no other file, and every value that it prints has its punctuation kept from HTML and Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from jinja2 import Undefined, nodes
from markupsafe import Markup

from report import arabic
from report.arabic import Lexicon
from report.document.filters.kind import FILTERS, FilterContext, ProseFilter
from report.document.measure_views import (
    OF_MEASURES,
    OF_MEMBERS,
    MeasureNames,
    MeasureView,
    MembersView,
)
from report.document.model import MeasureUse
from report.document.numbering import Numbering, id_of_value
from report.document.scopes import Scope, SectionValue
from report.errors import ExpressionError, Finding, Location
from report.lint.typed_expressions import TYPED, declaration, is_declaration
from report.measures import Measure, unknown_measure
from report.measures.questions import Question
from report.registry import Plugin
from report.sandbox import PROSE, Function, Sandbox
from report.sandbox.access import Access, kind_of
from report.sandbox.limits import bounded_number
from report.tables.model import BLANK

#: Every sign of ASCII punctuation: CommonMark lets each be escaped, and no other sign can be
#: markup.
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
#: The functions that are given an id.
_OF_IDS = ("ref", "shown")
_SPACES = re.compile(r"\s+")


class Expressions:
    """Renders the expressions of a brief's prose."""

    def __init__(
        self,
        scope: Scope,
        numbering: Numbering,
        lexicon: Lexicon,
        locale: str,
        period: str,
        sources: Collection[str] = (),
        escape: Callable[[str], Markup] | None = None,
        noun_places: Mapping[str, Location] = MappingProxyType({}),
    ) -> None:
        """Take what expressions read.

        :param noun_places: where a measure declares a noun, by the noun: an unknown one is reported
            there, not wherever the measure is printed.
        """
        self._noun_places = noun_places
        self._escape = escape or escape_markdown
        self._whole = scope
        self._scope = scope
        self._names = self._names_of(scope)
        self._numbering = numbering
        self._lexicon = lexicon
        self._locale = locale
        self._period = period
        self._sources = sources
        #: The block of the brief that is rendered, and each measure that was printed in one so far.
        self._block: str | None = None
        #: The place of the text that is evaluated, and the lines of the conditions in it.
        self._text_place = Location()
        self._condition_lines: dict[str, int] = {}
        self.measure_uses: list[MeasureUse] = []
        #: The filters of other packages that were used so far.
        self.plugins: set[Plugin] = set()

    @contextmanager
    def within(self, block: str) -> Iterator[None]:
        """Keep the measures that are printed meanwhile as printed in a block of the brief."""
        self._block = block
        try:
            yield
        finally:
            self._block = None

    @contextmanager
    def scoped(self, scope: Scope | None) -> Iterator[None]:
        """Evaluate expressions meanwhile over the rows that a section is about; ``None`` for
        all."""
        previous = self._scope, self._names
        scope = self._whole if scope is None else scope
        if scope is not self._scope:
            self._scope, self._names = scope, self._names_of(scope)
        try:
            yield
        finally:
            self._scope, self._names = previous

    def _names_of(self, scope: Scope) -> MeasureNames:
        def ask(name: str) -> Question:
            counting = scope.measures.counting
            return Question(counting, name, spend=self._spend, locate=self._place_of_condition)

        return MeasureNames(scope.measures, ask)

    def _spend(self, steps: int) -> None:
        self._environment.meter.spend(steps)

    def note(self, value: object, text: str) -> str:
        """Return ``text``; if ``value`` is a measure, record that this block prints it so."""
        if isinstance(value, Measure) and self._block is not None:
            asked = None if is_declared(value.name, self._whole.measures) else value
            self.measure_uses.append(MeasureUse(self._block, value.name, text, asked))
        return text

    def examine(self, text: str, where: Location) -> tuple[str, tuple[Finding, ...]]:
        """Return ``text`` with its expressions evaluated, as Markdown, and what is wrong with each
        that fails.

        An expression that fails is left out, and the rest are evaluated. Names of measures and
        references are looked at wherever they stand, also where a condition leaves them out. The
        findings have their file and line.
        """
        if "{" not in text:
            return text, ()
        values: dict[str, object] = {"measures": self._names}
        if self._scope.value is not None:
            values["value"] = self._scope.value
        self._text_place, self._condition_lines = where, {}
        filled, findings = self._environment.examine(text, values)
        return filled, tuple(
            replace(finding, where=self._place(finding, where)) for finding in findings
        )

    def _place(self, finding: Finding, text: Location) -> Location:
        """Return the place of a finding in a text: its line, or the noun of a measure."""
        noun = str(finding.values["noun"]) if finding.rule == "unknown-noun" else ""
        if noun in self._noun_places:
            return self._noun_places[noun]
        return _in_file(finding.where, text)

    def _place_of_condition(self, condition: str) -> Location:
        """Return the place of a condition in the text that is evaluated: its line if it is written
        out, else that of the text."""
        line = self._condition_lines.get(condition)
        return _in_file(Location(line=line), self._text_place)

    @cached_property
    def _environment(self) -> Sandbox:
        return Sandbox(
            Access(
                {MeasureView: OF_MEASURES, MembersView: OF_MEMBERS},
                frozenset({MeasureView, MembersView, MeasureNames}),
            ),
            statements=PROSE,
            filters={name: self._filter(name, FILTERS[name]) for name in FILTERS.builtin},
            find=self._find,
            findable=FILTERS.names,
            functions={
                "ref": Function(self._reference),
                "shown": Function(self._is_shown),
                TYPED: Function(_typed),
                "period": self._period,
            },
            known_names=frozenset({"measures", "value"}),
            look=self._look,
            text=self._text,
            escape_text=self._escape,
            syntax_rule="bad-expression",
            cache_size=0,
        )

    def _look(self, node: nodes.Node) -> tuple[str, dict[str, object], int] | None:
        """Tell what is wrong with a declared number, or with the name of a measure or of a
        reference that is written out."""
        if is_declaration(node):
            return self._look_at_declaration(node)
        if isinstance(node, nodes.Call) and getattr(node.node, "attr", None) == "where":
            for argument in node.args[:1]:
                if isinstance(argument, nodes.Const):
                    self._condition_lines.setdefault(argument.value, node.lineno)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            name = (
                node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
            )
            if (
                _named(node.node, "measures")
                and isinstance(name, str)
                and name not in self._whole.measures
            ):
                finding = unknown_measure(name, self._whole.measures)
                return finding.rule, dict(finding.values), 0
        elif (
            isinstance(node, nodes.Call)
            and len(node.args) == 1
            and any(_named(node.node, function) for function in _OF_IDS)
        ):
            name = getattr(node.args[0], "value", None)
            if isinstance(name, str) and self._id(name) not in self._numbering.ids:
                return (
                    "unknown-reference",
                    {"given": name, "known": tuple(self._numbering.ids)},
                    0,
                )
        return None

    def _look_at_declaration(self, call: nodes.Node) -> tuple[str, dict[str, object], int] | None:
        """Tell what is wrong with a call of ``typed()``: its number, or the name of its source."""
        assert isinstance(call, nodes.Call)
        declared = declaration(call)
        if declared is None:
            return "typed-call", {}, 0
        if declared.source not in self._sources:
            sources = tuple(self._sources)
            return "unknown-source", {"given": str(declared.source), "known": sources}, 0
        return None

    def _text(self, value: object) -> str:
        """Return the printed form of a value: numbers in the locale's digits, a share as a
        percentage."""
        if isinstance(value, Measure):
            return self.note(value, printed(value, self._locale))
        if isinstance(value, SectionValue):
            return self._noted_value(value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return arabic.number(bounded_number(value), self._locale)
        if isinstance(value, str | Undefined):
            return str(value)
        raise ExpressionError.of("not-printable", None, given=kind_of(value))

    def _noted_value(self, value: SectionValue) -> str:
        """Return the value of a section; if it has digits, record that this block prints it."""
        text = str(value)
        if self._block is not None and any(map(str.isdigit, text)):
            measure = value.measure
            use = MeasureUse(self._block, measure.name, text, measure, is_section_value=True)
            self.measure_uses.append(use)
        return text

    @property
    def _context(self) -> FilterContext:
        return FilterContext(
            self._scope.tables, self._lexicon, self._locale, self.note, self._text, self._spend
        )

    def _filter(self, name: str, chosen: ProseFilter) -> Callable[..., str]:
        def filtered(value: object, *args: object, **keywords: object) -> str:
            chosen.check_arguments(name, args, keywords)
            return chosen.function(self._context, value, *args, **keywords)

        return filtered

    def _find(self, name: str) -> Callable[..., str] | None:
        """Return the filter of a plug-in, and keep that the brief uses it."""
        if name not in FILTERS:
            return None
        plugin = FILTERS.plugin(name)
        if plugin is not None:
            self.plugins.add(plugin)
        return self._filter(name, FILTERS[name])

    def _reference(self, name: str) -> Markup:
        """``{{ ref("regions") }}``: a link that says «الجدول 3»."""
        if not self._is_shown(name):
            raise ExpressionError.of("reference-left-out", None, given=name)
        entry = self._numbering.by_id[self._id(name)]
        return Markup(f"[{entry.reference}](#{entry.anchor})")

    def _is_shown(self, name: str) -> bool:
        """``{% if shown("regions") %}``: whether this section, chart or table is in the edition."""
        if self._id(name) not in self._numbering.ids:
            raise ExpressionError.of(
                "unknown-reference", None, given=name, known=tuple(self._numbering.ids)
            )
        return self._id(name) in self._numbering.by_id

    def _id(self, name: str) -> str:
        """Return the id that a name means here: in a section of one value that section's own."""
        own = id_of_value(name, self._scope.value)
        return own if own in self._numbering.ids else name


def _typed(value: int | float | str, source: str) -> int | float | str:
    """``{{ typed(57, source="article") }}``: a number from a source. The method block lists it."""
    return value


def printed(measure: Measure, locale: str) -> str:
    """Return the printed form of a measure, with its unit: a share as a percentage with one
    decimal where no decimals are declared."""
    cell = measure.cell
    if cell is not None and (cell.style.has_unit or not cell.is_number):
        return cell.text(locale)
    if not measure.is_defined:
        return BLANK
    if measure.is_share:
        declared = None if cell is None else cell.style.decimals
        decimals = 1 if declared is None else declared
        return arabic.percent(measure.value, locale=locale, decimals=decimals)
    text = arabic.number(measure.value, locale, measure.decimals)
    return arabic.with_percent_sign(text, locale) if measure.is_percent else text


def is_declared(name: str, measures: Mapping[str, Measure]) -> bool:
    """Return whether a name is that of a declared measure, or of a part of one."""
    whole, _, piece = name.partition("[")
    measure = measures.get(whole)
    return measure is not None and (not piece or piece.removesuffix("]") in measure.parts)


def escape_markdown(text: str) -> Markup:
    """Return ``text`` as one line in which neither HTML nor Markdown reads a sign as markup.

    The Markdown renderer escapes what HTML would read; here each sign is only kept from Markdown.
    """
    return Markup(_MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text)))


def _named(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _in_file(where: Location, text: Location) -> Location:
    """Return the place of a finding in a text that begins at ``text``; its lines are counted from
    1."""
    line = text.line if where.line is None else (text.line or 1) + where.line - 1
    return Location(file=text.file, key=text.key, line=line)
