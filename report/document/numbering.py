"""Numbers and anchors of sections, charts and tables, fixed before a line of prose is rendered.

Charts and tables are numbered through the whole brief, sections by digits, appendices by letters
(أ، ب، ج).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from report.arabic import digits, letter
from report.brief import LoadedBrief
from report.brief.blocks import Captioned
from report.brief.model import Section
from report.brief.printed import blocks_of
from report.errors import BriefError, DistinctFindings, ExpressionError, Finding, Location
from report.measures import CountedMeasures, unknown_measure
from report.messages import page_text

if TYPE_CHECKING:
    from report.document.scopes import Scope

#: A condition that is the name of a measure alone.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
BlockPath = tuple[str | int, ...]

CHART = page_text("entry.chart")
TABLE = page_text("entry.table")
SECTION = page_text("entry.section")
APPENDIX = page_text("entry.appendix")
#: How a block is called in references, and the beginning of its anchor.
_NUMBERED = {"chart": (CHART, "chart"), "table": (TABLE, "table")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered thing: what it is called in a reference («الجدول 3»), its number, its title, its
    anchor."""

    kind: str
    number: str
    title: str
    anchor: str

    @property
    def reference(self) -> str:
        """The words of a cross reference, as «الشكل 2»."""
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Numbering:
    """Every numbered thing of a brief: by its path in ``brief.toml``, and by its id.

    ``left_out`` are the ids of what ``when`` leaves out, where nothing else has them.
    """

    by_path: Mapping[BlockPath, Entry]
    by_id: Mapping[str, Entry]
    left_out: frozenset[str] = frozenset()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that the brief gives, also of what is left out."""
        return (*self.by_id, *sorted(self.left_out))

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, in order."""
        return tuple(entry for entry in self.by_path.values() if entry.kind == kind)


def id_of_value(name: str, value: str | None) -> str:
    """Return the id of a part of a section that is repeated: ``regions[آسيا]``."""
    return name if value is None else f"{name}[{value}]"


def left_out(
    brief: LoadedBrief,
    measures: CountedMeasures,
    scopes: Mapping[BlockPath, Scope] = MappingProxyType({}),
) -> frozenset[BlockPath]:
    """Return the paths of the sections and blocks that ``when`` leaves out.

    :param scopes: what repeated sections are about, by their paths.
    :raises ExpressionError: ``unknown-measure``, or what is wrong with a condition, with a finding
        for each.
    """
    omitted: set[BlockPath] = set()
    findings = DistinctFindings()
    conditions: list[tuple[BlockPath, str | None]] = [
        (path, section.when) for path, section in sections_of(brief)
    ]
    conditions += [(path, block.when) for path, block in blocks_of(brief.model)]
    for path, condition in conditions:
        if path[:2] in omitted:
            omitted.add(path)
        elif condition is not None:
            scope = scopes.get(path[:2])
            counted = measures if scope is None else scope.measures
            try:
                if not _holds(condition, counted, brief.where(*path, "when")):
                    omitted.add(path)
            except ExpressionError as error:
                findings.add(*error.findings)
    if findings:
        raise ExpressionError(*findings)
    return frozenset(omitted)


def _holds(condition: str, measures: CountedMeasures, place: Location) -> bool:
    """Return whether a measure has a value that is not zero, or a condition on measures is true."""
    name = condition.removeprefix("measures.")
    if name in measures:
        return bool(measures[name].is_defined and measures[name].value)
    if _NAME.fullmatch(name):
        raise ExpressionError(unknown_measure(name, measures, place))
    return measures.engine.holds(condition, place)


def sections_of(brief: LoadedBrief) -> Iterator[tuple[BlockPath, Section]]:
    """Yield the sections, then the appendices, each with its path."""
    for division in ("sections", "appendices"):
        for number, section in enumerate(getattr(brief.model, division)):
            yield (division, number), section


def _sections(
    brief: LoadedBrief,
    without: frozenset[BlockPath] = frozenset(),
    titles: Mapping[BlockPath, str] = MappingProxyType({}),
) -> Iterator[tuple[BlockPath, Section, Entry]]:
    locale = brief.model.brief.locale
    sections = [
        (index, section)
        for index, section in enumerate(brief.model.sections)
        if ("sections", index) not in without
    ]
    for number, (index, section) in enumerate(sections, 1):
        title = titles.get(("sections", index), section.title)
        entry = Entry(SECTION, digits(number, locale), title, f"section-{number}")
        yield ("sections", index), section, entry
    appendices = [
        (index, section)
        for index, section in enumerate(brief.model.appendices)
        if ("appendices", index) not in without
    ]
    for number, (index, section) in enumerate(appendices, 1):
        title = titles.get(("appendices", index), section.title)
        entry = Entry(APPENDIX, letter(number), title, f"appendix-{number}")
        yield ("appendices", index), section, entry


def number_all(
    brief: LoadedBrief,
    without: frozenset[BlockPath] = frozenset(),
    titles: Mapping[BlockPath, str] = MappingProxyType({}),
) -> Numbering:
    """Return the numbering of a brief.

    :param without: the paths of sections and blocks that are left out.
    :param titles: the titles of sections, their expressions evaluated, by their paths.
    :raises BriefError: ``twice-id`` when two blocks or sections share an id.
    """
    by_path: dict[BlockPath, Entry] = {}
    by_id: dict[str, Entry] = {}
    findings: list[Finding] = []

    def take(path: BlockPath, name: str | None, entry: Entry) -> None:
        by_path[path] = entry
        if name is not None:
            if name in by_id:
                findings.append(Finding("twice-id", brief.where(*path, "id"), {"given": name}))
            by_id[name] = entry

    for path, section, entry in _sections(brief, without, titles):
        take(path, section.id, entry)
    counts = {CHART: 0, TABLE: 0}
    for path, block in blocks_of(brief.model):
        if isinstance(block, Captioned) and path not in without:
            kind, slug = _NUMBERED[block.numbered_as]
            counts[kind] += 1
            take(
                path,
                block.id,
                Entry(
                    kind,
                    digits(counts[kind], brief.model.brief.locale),
                    block.caption,
                    f"{slug}-{counts[kind]}",
                ),
            )
    if findings:
        raise BriefError(*findings)
    return Numbering(by_path, by_id, _ids_of(brief, without) - by_id.keys())


def _ids_of(brief: LoadedBrief, paths: frozenset[BlockPath]) -> frozenset[str]:
    """Return the ids of these sections and blocks."""
    every = [*((path, section.id) for path, section in sections_of(brief)), *_block_ids(brief)]
    return frozenset(
        name for path, name in every if name is not None and (path in paths or path[:2] in paths)
    )


def _block_ids(brief: LoadedBrief) -> Iterator[tuple[BlockPath, str | None]]:
    yield from (
        (path, block.id) for path, block in blocks_of(brief.model) if isinstance(block, Captioned)
    )
