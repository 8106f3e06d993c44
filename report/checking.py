"""Check a brief without setting its pages, and correct what can be corrected safely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report.composing import Given, count_and_compose, read_and_compose
from report.errors import Finding, MujazError, Severity

if TYPE_CHECKING:
    from report.arabic import Conventions
    from report.brief import LoadedBrief
    from report.intake import EventTable
    from report.lint import Fixed


@dataclass(frozen=True, slots=True)
class Examination:
    """What is wrong with a brief, and its tables as far as they could be read."""

    findings: tuple[Finding, ...]
    tables: tuple[EventTable, ...] = ()


def check(folder: Path | str) -> tuple[Finding, ...]:
    """Return everything that is wrong with a brief: the findings of :func:`examine`."""
    return examine(folder).findings


def examine(subject: Path | str | Given) -> Examination:
    """Return everything that is wrong with a brief, as far as it can be known without setting
    pages.

    Where it violates the conventions of Arabic print (:mod:`report.lint`) is reported when all
    else is right.

    :param subject: the brief's folder, or all that it is made of.
    """
    from report.archive.package import unfit_names
    from report.intake import examine_tables
    from report.lint import lint
    from report.measures import spelling_groups
    from report.unmatched import unmatched_values

    source = subject if isinstance(subject, Given) else Given(Path(subject))
    findings: tuple[Finding, ...] = ()
    tables: Mapping[str, EventTable] = {}
    try:
        brief = source.load()
        tables, findings = examine_tables(brief, source.frames)
        if not any(finding.severity is Severity.ERROR for finding in findings):
            composed = count_and_compose(brief, tables)
            findings = (
                *findings,
                *composed.findings,
                *unmatched_values(brief, tables, composed.measures),
                *spelling_groups(brief, tables, composed.measures),
                *unfit_names(brief, tables),
                *lint(brief, tables, _conventions(brief)),
            )
    except MujazError as error:
        findings = (*findings, *error.findings)
    return Examination(findings, tuple(tables.values()))


def fix_conventions(folder: Path | str) -> Fixed:
    """Fix where a brief violates the conventions, as far as that is safe; all its files are
    rewritten, or none.

    :raises MujazError: what is wrong with the brief, or ``cannot-write``, ``changed-meanwhile``;
        nothing is written.
    """
    from report.lint import fix_conventions as fix_brief

    composed = read_and_compose(Path(folder))
    return fix_brief(composed.brief, composed.tables, _conventions(composed.brief), _composes)


def _composes(folder: Path) -> bool:
    try:
        read_and_compose(folder)
    except MujazError:
        return False
    return True


def _conventions(brief: LoadedBrief) -> Conventions:
    from report.arabic import Conventions

    silenced = brief.model.conventions
    words, allow = frozenset(silenced.words), frozenset(silenced.allow)
    return Conventions(brief.model.brief.locale, allow=allow, words=words)
