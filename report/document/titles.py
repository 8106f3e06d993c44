"""Titles of sections, with their expressions evaluated before anything is numbered."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from report.brief.locate import dotted
from report.document.expressions import Expressions
from report.document.numbering import BlockPath, Numbering, sections_of
from report.errors import DistinctFindings, ExpressionError, Location

if TYPE_CHECKING:
    from report.arabic import Lexicon
    from report.brief import LoadedBrief
    from report.document.model import MeasureUse
    from report.document.scopes import Scope
    from report.registry import Plugin

#: Blanks that a line of a title may end with; a no-break space stays.
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of the sections of a brief, by the paths of the sections.

    :param measure_uses: the numbers that expressions print in them.
    :param plugins: the plug-ins that the expressions use.
    """

    texts: Mapping[BlockPath, str]
    measure_uses: tuple[MeasureUse, ...]
    plugins: frozenset[Plugin]


def noun_places(brief: LoadedBrief) -> dict[str, Location]:
    """Return where each noun of a measure is declared first."""
    nouns = {spec.noun: name for name, spec in reversed(brief.model.measures.items())}
    return {
        noun: brief.where("measures", name, "noun")
        for noun, name in nouns.items()
        if noun is not None
    }


def evaluated_titles(
    brief: LoadedBrief,
    whole: Scope,
    scopes: Mapping[BlockPath, Scope],
    without: Collection[BlockPath],
    lexicon: Lexicon,
    period: str,
) -> Titles:
    """Return the titles of the sections that are in the edition.

    A title is evaluated before the numbers of sections, charts and tables are known, so that it
    refers to none.

    :param whole: all rows; a section without an entry in ``scopes`` is about them.
    :raises ExpressionError: with a finding for every expression that fails.
    """
    expressions = Expressions(
        whole,
        Numbering({}, {}),
        lexicon,
        brief.model.brief.locale,
        period,
        brief.model.sources,
        escape=Markup,
        noun_places=noun_places(brief),
    )
    texts: dict[BlockPath, str] = {}
    findings = DistinctFindings()
    for path, section in sections_of(brief):
        if path in without:
            continue
        own = (*path, "title")
        with expressions.scoped(scopes.get(path)), expressions.within(dotted(own)):
            title, wrong = expressions.examine(section.title, brief.where(*own))
        texts[path] = _SPACES.sub(" ", title).strip()
        findings.add(*wrong)
    if findings:
        raise ExpressionError(*findings)
    uses = tuple(dict.fromkeys(expressions.measure_uses))
    return Titles(texts, uses, frozenset(expressions.plugins))
