"""Numbers and anchors of sections, charts and tables, fixed before a line of prose is rendered.

Charts and tables are numbered through the whole brief, sections by digits, appendices by letters (أ، ب، ج).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report.arabic import digits, letter
from report.brief import LoadedBrief
from report.brief.blocks import Block, Captioned, Chart
from report.brief.model import Section
from report.errors import BriefError, Finding

BlockPath = tuple[str | int, ...]

CHART = "الشكل"
TABLE = "الجدول"
SECTION = "القسم"
APPENDIX = "الملحق"


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered thing: what it is called in a reference («الجدول 3»), its number, its title, its anchor."""

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
    """Every numbered thing of a brief: by its path in ``brief.toml``, and by its id."""

    by_path: Mapping[BlockPath, Entry]
    by_id: Mapping[str, Entry]

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, in order."""
        return tuple(entry for entry in self.by_path.values() if entry.kind == kind)


def blocks_of(brief: LoadedBrief) -> Iterator[tuple[BlockPath, Block]]:
    """Yield every block with its path, in the order of the pages: summary, sections, appendices."""
    if brief.model.summary is not None:
        for index, block in enumerate(brief.model.summary.blocks):
            yield ("summary", "blocks", index), block
    for part, sections in (("sections", brief.model.sections), ("appendices", brief.model.appendices)):
        for at, section in enumerate(sections):
            for index, block in enumerate(section.blocks):
                yield (part, at, "blocks", index), block


def _sections(brief: LoadedBrief) -> Iterator[tuple[BlockPath, Section, Entry]]:
    locale = brief.model.brief.locale
    for index, section in enumerate(brief.model.sections):
        entry = Entry(SECTION, digits(index + 1, locale), section.title, f"section-{index + 1}")
        yield ("sections", index), section, entry
    for index, section in enumerate(brief.model.appendices):
        entry = Entry(APPENDIX, letter(index + 1), section.title, f"appendix-{index + 1}")
        yield ("appendices", index), section, entry


def number_all(brief: LoadedBrief) -> Numbering:
    """Return the numbering of a brief.

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

    for path, section, entry in _sections(brief):
        take(path, section.id, entry)
    counts = {CHART: 0, TABLE: 0}
    for path, block in blocks_of(brief):
        if isinstance(block, Captioned):
            kind, slug = (CHART, "chart") if isinstance(block, Chart) else (TABLE, "table")
            counts[kind] += 1
            take(
                path,
                block.id,
                Entry(kind, digits(counts[kind], brief.model.brief.locale), block.caption, f"{slug}-{counts[kind]}"),
            )
    if findings:
        raise BriefError(*findings)
    return Numbering(by_path, by_id)
