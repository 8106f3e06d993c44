"""A brief's folder to its document: read, count, compose. No page is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report.errors import DistinctFindings, Finding, MujazError

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.brief import Brief, LoadedBrief
    from report.document import Composition
    from report.intake import EventTable
    from report.limiting import RowFilter
    from report.measures import CountedMeasures

Stage = Literal["read", "count", "compose", "set", "write"]
STAGES: tuple[Stage, ...] = ("read", "count", "compose", "set", "write")


def silent(_stage: Stage) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A declared brief, its tables and its document.

    ``findings`` are warnings of composing: what is printed as empty, and the signs that are left
    out or replaced. ``row_filter`` is the value of a column that the brief is limited to, with its
    number.
    """

    brief: LoadedBrief
    tables: Mapping[str, EventTable]
    measures: CountedMeasures
    document: Composition
    findings: tuple[Finding, ...] = ()
    row_filter: RowFilter | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A brief and its tables after reading. Many briefs can be made of one reading, one for each
    value."""

    brief: LoadedBrief
    tables: Mapping[str, EventTable]


@dataclass(frozen=True, slots=True)
class Given:
    """What a brief is made of: a folder, or a model instead of its ``brief.toml``; frames instead
    of tables, texts instead of prose files.

    :param folder: ``None`` where a model needs no files.
    :param model: a brief that was made in Python.
    :param frames: data frames, by the names of the tables that they take the place of.
    :param prose: Markdown, by the path that a block names.
    """

    folder: Path | None
    model: Brief | None = None
    frames: Mapping[str, object] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)

    def load(self) -> LoadedBrief:
        """Return the brief.

        :raises BriefError: with every finding.
        """
        from report.brief.given_texts import with_texts

        return with_texts(self._loaded(), self.prose) if self.prose else self._loaded()

    def located(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return findings without places in the file of a brief that was made in Python."""
        from report.brief.load import NOWHERE

        if self.model is None:
            return tuple(findings)
        files = (str((self.folder or NOWHERE) / "brief.toml"), None)
        return tuple(
            replace(finding, where=replace(finding.where, file=None, line=None, character=None))
            if finding.where.file in files
            else finding
            for finding in findings
        )

    @contextmanager
    def errors_located(self) -> Iterator[None]:
        """Raise errors with the findings of :meth:`located` while the context lasts."""
        try:
            yield
        except MujazError as error:
            raise type(error)(*self.located(error.findings)) from None

    def _loaded(self) -> LoadedBrief:
        from report.brief.load import load_brief, loaded_from_model

        if self.model is not None:
            return loaded_from_model(self.model, self.folder, self.frames)
        if self.folder is None:
            raise TypeError("a folder or a model is wanted")
        from report.intake.extract import carried_tables

        return load_brief(self.folder, tuple(self.frames), carried_tables(self.folder))


def read(subject: Path | Given, digits: Digits | None = None) -> Read:
    """Read a brief and its tables.

    :param subject: the brief's folder, or all that it is made of.
    :param digits: ``latn`` or ``arab``, instead of what the brief says.
    :raises MujazError: with every finding.
    """
    if isinstance(subject, Path):
        from report.readings import READINGS

        return READINGS.recall(subject, digits, partial(_read_given, Given(subject), digits))
    return _read_given(subject, digits)


def _read_given(subject: Given, digits: Digits | None) -> Read:
    """Read a brief and its tables, as :func:`read` does."""
    from report.intake import read_tables

    brief = subject.load()
    if digits is not None:
        heading = brief.model.brief.model_copy(update={"digits": digits})
        brief = replace(brief, model=brief.model.model_copy(update={"brief": heading}))
    return Read(brief, read_tables(brief, subject.frames))


def read_and_compose(
    folder: Path,
    progress: Callable[[Stage], None] = silent,
    digits: Digits | None = None,
    *,
    row_filter: RowFilter | None = None,
    own: bool = False,
    preloaded: Read | None = None,
    on_read: Callable[[Read], None] | None = None,
) -> Composed:
    """Read a brief, count its measures and compose its document.

    :param digits: as :func:`read`.
    :param row_filter: the value of a column that the brief is limited to.
    :param own: whether the excluded rows are then unknown (:func:`report.limiting.limit`).
    :param preloaded: what :func:`read` returned of ``folder`` and ``digits``, if it is known.
    :param on_read: called with what was read, before it is counted.
    :raises MujazError: with every finding of the stage that failed.
    """
    progress("read")
    preloaded = preloaded or read(folder, digits)
    if on_read is not None:
        on_read(preloaded)
    brief, tables = preloaded.brief, preloaded.tables
    if row_filter is not None:
        from report.limiting import limit

        brief, tables, row_filter = limit(brief, tables, row_filter, own=own)
    return replace(count_and_compose(brief, tables, progress), row_filter=row_filter)


def count_and_compose(
    brief: LoadedBrief, tables: Mapping[str, EventTable], progress: Callable[[Stage], None] = silent
) -> Composed:
    """Count the measures of a brief that was read, and compose its document.

    :raises MujazError: as :func:`read_and_compose`.
    """
    progress("count")
    from report.measures import count_measures

    measures = count_measures(brief, tables)
    progress("compose")
    from report.document import compose_document
    from report.document.repeating import with_repeated_sections
    from report.unprintable import settle_unprintable

    repeated = with_repeated_sections(brief, tables, measures)
    brief = repeated.brief
    compose = partial(compose_document, brief, tables, measures, scopes=repeated.scopes)
    document, findings = settle_unprintable(brief, tables, compose)
    of_scopes = chain.from_iterable(scope.measures.findings for scope in repeated.scopes.values())
    warnings = tuple(
        DistinctFindings(
            (*measures.findings, *repeated.findings, *of_scopes, *document.warnings, *findings)
        )
    )
    return Composed(brief, tables, measures, document, warnings)
