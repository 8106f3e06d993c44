"""What templates are given: frozen view objects of plain data, kind by kind, and the list of what
can be read of each.

A view object holds texts, numbers and other view objects. None holds a model of the brief, a data
frame, a path or a function: ``tests/document/test_context.py`` goes through everything that can be
reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from markupsafe import Markup

from report.brief import model
from report.charts.model import ChartDrawing, OverlayText
from report.document.blocks.kind import BlockKind
from report.document.numbering import Entry
from report.document.typed_numbers import NumbersView
from report.sandbox.access import Access, field_names
from report.tables.model import (
    CarriedLine,
    Cell,
    Group,
    HeadCell,
    PlacedHead,
    Row,
    TableModel,
)


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
    """A section or an appendix, rendered; ``key`` is that of its title in ``brief.toml``."""

    entry: Entry
    key: str
    title: Markup
    html: Markup
    new_page: bool
    landscape: bool


@dataclass(frozen=True, slots=True)
class CaptionView:
    """The caption of a chart or table in the list of contents; ``key`` is that of its block."""

    key: str
    html: Markup


#: The types that every template may read, each with its attributes. Those of a kind of block are in
#: its object.
ATTRIBUTES: Mapping[type, frozenset[str]] = {
    HeadingView: field_names(HeadingView),
    SummaryView: field_names(SummaryView),
    SectionView: field_names(SectionView),
    CaptionView: field_names(CaptionView),
    NumbersView: field_names(NumbersView),
    Entry: frozenset({"kind", "number", "title", "anchor", "reference"}),
    ChartDrawing: frozenset({"texts", "width", "height", "alt"}),
    OverlayText: frozenset(
        {"text", "x", "y", "width", "size", "align", "weight", "color", "opening", "closing"}
    ),
    TableModel: frozenset(
        {"columns", "groups", "total", "heading", "long", "row_count", "size", "landscape"}
        | {"part", "short", "head_rows", "first_heading", "carried_line"}
    ),
    HeadCell: frozenset({"label", "numeric", "width", "language"}),
    CarriedLine: field_names(CarriedLine),
    PlacedHead: field_names(PlacedHead),
    Group: frozenset({"head", "rows", "outer", "level"}),
    Row: frozenset({"cells", "number", "turns", "probe", "tall", "subtotal", "level"}),
    Cell: frozenset({"text", "missing", "breaks", "spoken", "picture"}),
}  # fmt: skip


def template_access(kinds: Iterable[BlockKind[Any]]) -> Access:
    """Return what templates can read: the types of Mujaz, and the views of these kinds of
    blocks."""
    of_kinds: dict[type, frozenset[str]] = {}
    for kind in kinds:
        of_kinds |= kind.attributes
    return Access({**of_kinds, **ATTRIBUTES})
