"""A brief's folder to its document: read, count, compose. No page is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.brief import LoadedBrief
    from report.document import Composition
    from report.intake import EventTable
    from report.measures import Measure

Stage = Literal["read", "count", "compose", "set", "write"]
STAGES: tuple[Stage, ...] = ("read", "count", "compose", "set", "write")


def silent(_stage: Stage) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A brief as it was declared, its tables as they were read, and its document."""

    brief: LoadedBrief
    tables: Mapping[str, EventTable]
    measures: Mapping[str, Measure]
    document: Composition


def read_and_compose(
    folder: Path, progress: Callable[[Stage], None] = silent, digits: Digits | None = None
) -> Composed:
    """Read a brief, count its measures and compose its document.

    :param digits: ``latn`` or ``arab``, in place of what the brief says.
    :raises MujazError: with every finding of the stage that failed.
    """
    progress("read")
    from report.brief import load_brief
    from report.intake import read_tables

    brief = load_brief(folder)
    if digits is not None:
        heading = brief.model.brief.model_copy(update={"digits": digits})
        brief = replace(brief, model=brief.model.model_copy(update={"brief": heading}))
    tables = read_tables(brief)
    return count_and_compose(brief, tables, progress)


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

    return Composed(brief, tables, measures, compose_document(brief, tables, measures))
