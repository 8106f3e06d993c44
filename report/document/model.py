"""What the room yields: a document, and the style sheets that it is set with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.charts import ChartDrawing
from report.document.expected import Expected
from report.errors import Finding, Location
from report.measures import Measure
from report.registry import Plugin
from report.tables.model import LongTable
from report.tables.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """CSS source, and the folder that its relative URLs start from."""

    css: str
    base: Path


@dataclass(frozen=True, slots=True)
class MeasureUse:
    """A printed measure: the block of the brief, as ``sections[1].blocks[2]``, or the title of a
    section, as ``sections[1].title``, and the words or figures.

    ``measure`` is its name; that of a part is ``named[أوروبا]``. ``asked`` is the measure itself
    where the brief does not declare it: prose asked for it, as ``attacks[السنة = 2010]``.
    ``is_section_value`` says that it is the value that a repeated section is of.
    """

    key: str
    measure: str
    text: str
    asked: Measure | None = field(default=None, compare=False)
    is_section_value: bool = field(default=False, compare=False)

    @property
    def is_recorded_since_titles(self) -> bool:
        """Whether it is a number of the title of a section, or the value of one, which the
        provenance of earlier versions does not record."""
        return self.is_section_value or self.key.endswith(".title")


@dataclass(frozen=True, slots=True)
class ReplacedSign:
    """A sign that no font draws and that the page leaves out or shows as a box.

    ``table`` and ``column`` are names, ``None`` outside of a table. ``where`` is the first place in
    that column or file, ``code`` the sign's code points and ``count`` how often it occurs there.
    """

    table: str | None
    column: str | None
    where: Location
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart of the document.

    ``key`` is the block of the brief, ``name`` how it is referred to («الشكل 3»), ``table`` its
    data, the heads in the first row; empty for a kind that has none. The first line of a table has
    the data of all its lines. ``number`` is its place among the charts that have data, from 1.
    """

    key: str
    name: str
    drawing: ChartDrawing
    table: tuple[tuple[str, ...], ...] = ()
    number: int = 1

    @property
    def file(self) -> str:
        """The path of the table inside the edition."""
        return f"charts/{self.number}.csv"

    @property
    def file_name(self) -> str:
        """The name of that file in viewers, which show no folders."""
        return self.file.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Composition:
    """A brief as one document, ready for the renderer: its HTML, its style sheets, the folders it
    may read from.

    ``expected`` is what it is expected to say, in reading order. ``measure_uses`` says which
    measures are in it, in the order of the blocks. ``registers`` are the tables, by the keys of
    their blocks, whose HTML has the first rows only. ``warnings`` say what is printed as empty.
    ``plugins`` are the plug-ins that the brief uses. ``carried`` are the sums that the pages of a
    table carry forward, by the keys of the tables. ``charts`` are the charts, in the order in which
    they are rendered.
    """

    html: str
    stylesheets: tuple[Stylesheet, ...]
    roots: tuple[Path, ...]
    measure_uses: tuple[MeasureUse, ...] = ()
    registers: Mapping[str, LongTable] = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()
    plugins: tuple[Plugin, ...] = ()
    expected: tuple[Expected, ...] = ()
    carried: Mapping[str, Sums] = field(default_factory=dict)
    charts: tuple[ShownChart, ...] = ()
