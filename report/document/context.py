"""What templates are given: frozen view objects of plain data, kind by kind, and the list of what can be read of each.

A view object holds texts, numbers and other view objects. None holds a model of the brief, a data frame, a path or a
function: ``tests/document/test_context.py`` goes through everything that can be reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from markupsafe import Markup

from report.brief import blocks, model
from report.charts.model import ChartDrawing, OverlayText
from report.document.index import IndexEntry
from report.document.numbering import Entry
from report.document.quality_view import Part
from report.intake.model import EventTable
from report.sandbox.access import Access
from report.tables.model import Cell, Group, HeadCell, Row, TableModel


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """What the cover and the imprint say."""

    title: str
    subtitle: str | None
    language: str
    place: str | None
    reference: str
    issuer: str
    classification: str
    notice: str | None
    keywords: tuple[str, ...]

    @classmethod
    def of(cls, heading: model.Heading) -> HeadingView:
        """Return the view of ``[brief]``."""
        return cls(**{name.name: getattr(heading, name.name) for name in fields(cls)})


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The head of the summary."""

    title: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section or an appendix, rendered."""

    entry: Entry
    title: Markup
    html: Markup
    new_page: bool
    landscape: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    """What is declared of a note, beside its text."""

    kind: str
    title: str | None

    @classmethod
    def of(cls, note: blocks.Note) -> NoteView:
        """Return the view of a note."""
        return cls(note.kind, note.title)


@dataclass(frozen=True, slots=True)
class ChartView:
    """What is declared of a chart's looks."""

    chart: str
    width: str

    @classmethod
    def of(cls, chart: blocks.Chart) -> ChartView:
        """Return the view of a chart."""
        return cls(chart.chart, chart.width)


@dataclass(frozen=True, slots=True)
class FigureView:
    """One key figure: its value as it is printed, its label, what is said under it."""

    value: str
    label: Markup
    detail: Markup | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, as the list of sources says it."""

    title: str
    detail: str | None

    @classmethod
    def of(cls, source: model.Source) -> SourceView:
        """Return the view of a source."""
        return cls(source.title, source.detail)


@dataclass(frozen=True, slots=True)
class DataFileView:
    """A file of a table: its name without its folder, its sheet, its number of rows, its SHA-256 in hexadecimal."""

    table: str
    name: str
    sheet: str | None
    rows: int
    digest: str

    @classmethod
    def all_of(cls, table: EventTable) -> list[DataFileView]:
        """Return the views of every file of a table."""
        return [
            cls(table.label, grid.path.name, grid.sheet, len(grid.rows), grid.sha256)
            for grid in table.grids
        ]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter of the index, and the terms under it."""

    letter: str
    entries: tuple[IndexEntry, ...]


#: The types that templates may read, each with its attributes.
ATTRIBUTES: Mapping[type, frozenset[str]] = {
    **{
        view: frozenset(field.name for field in fields(view))
        for view in (
            HeadingView, SummaryView, SectionView, NoteView, ChartView, FigureView, SourceView, DataFileView,
            LetterView,
        )
    },
    Entry: frozenset({"kind", "number", "title", "anchor", "reference"}),
    IndexEntry: frozenset({"term", "anchors"}),
    Part: frozenset({"title", "table"}),
    ChartDrawing: frozenset({"texts", "width", "height", "alt"}),
    OverlayText: frozenset({"text", "x", "y", "width", "size", "align", "weight", "color"}),
    TableModel: frozenset(
        {"columns", "groups", "total", "heading", "long", "row_count", "size", "landscape", "part", "short"}
    ),
    HeadCell: frozenset({"label", "numeric", "width", "language"}),
    Group: frozenset({"head", "rows"}),
    Row: frozenset({"cells", "number", "turns", "probe", "tall"}),
    Cell: frozenset({"text", "missing", "breaks"}),
}  # fmt: skip


def template_access() -> Access:
    """Return what templates can read."""
    return Access(ATTRIBUTES)
