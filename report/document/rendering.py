"""What blocks are rendered from, and what they leave for the rest of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from report.brief import LoadedBrief
from report.brief.blocks import BLOCKS, Block, Captioned
from report.brief.kinds import name_of
from report.brief.locate import dotted
from report.document.blocks.kind import kind_of
from report.document.expressions import Expressions, printed
from report.document.index import IndexEntry
from report.document.marks import MarkedText
from report.document.model import ReplacedSign, ShownChart
from report.document.numbering import BlockPath, Numbering
from report.document.prose import Prose
from report.document.scopes import Scope
from report.document.sheets import Templates
from report.errors import BriefError, DistinctFindings, ExpressionError
from report.expressions.faults import faults_at
from report.intake.model import EventTable
from report.lint import DeclaredNumber
from report.measures import CountedMeasures, Measure, Provenance

if TYPE_CHECKING:
    from report.measures.engine import Engine
    from report.tables import LongTable
    from report.tables.sums import Sums


#: The signs that end a sentence.
_ENDS = (".", "؟", "!", "…")


@dataclass(slots=True)
class Collected:
    """What the blocks that were rendered so far leave for the rest of the document.

    ``first_registers`` are the paths of the first register of each table, by the table's name.
    ``long_tables`` are the tables whose HTML has the first rows only, by the keys of their
    blocks. ``landscape`` are the paths of blocks on wide pages. ``warnings`` say what is printed as
    empty. ``values`` say where the marked values come from, by the numbers of their marks.
    ``index_entries`` are the terms of all indexes, known when all other blocks are rendered.
    ``carried`` are the sums that the pages of tables carry forward, by the keys of the tables.
    ``charts`` are the charts.
    """

    first_registers: dict[str, BlockPath] = field(default_factory=dict)
    long_tables: dict[str, LongTable] = field(default_factory=dict)
    landscape: set[BlockPath] = field(default_factory=set)
    warnings: DistinctFindings = field(default_factory=DistinctFindings)
    values: list[tuple[Provenance, ...]] = field(default_factory=list)
    index_entries: tuple[IndexEntry, ...] = ()
    carried: dict[str, Sums] = field(default_factory=dict)
    charts: list[ShownChart] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Everything a block is rendered from. What a block leaves for others goes to ``collected``.

    :ivar method: the anchor of the method block; empty in a document without one.
    """

    brief: LoadedBrief
    tables: Mapping[str, EventTable]
    measures: CountedMeasures
    numbering: Numbering
    expressions: Expressions
    prose: Prose
    templates: Templates
    collected: Collected
    replaced: tuple[ReplacedSign, ...] = ()
    without: frozenset[BlockPath] = frozenset()
    declared: tuple[DeclaredNumber, ...] = ()
    scopes: Mapping[BlockPath, Scope] = field(default_factory=dict)
    method: str = ""

    @contextmanager
    def section(self, path: BlockPath) -> Iterator[RenderContext]:
        """Return the context of the blocks of a section, over the rows that it is about."""
        scope = self.scopes.get(path[:2])
        with self.expressions.scoped(scope):
            if scope is None:
                yield self
            else:
                yield replace(self, tables=scope.tables, measures=scope.measures)

    @property
    def engine(self) -> Engine:
        """What answers the queries of blocks."""
        return self.measures.engine

    @property
    def locale(self) -> str:
        """The brief's locale, with its digits."""
        return self.brief.model.brief.locale

    def render(self, block: Block, path: BlockPath) -> Markup:
        """Return a block's HTML.

        :raises MujazError: a fault of the block, with its place.
        """
        kind, key = kind_of(block), dotted(path)
        with self.expressions.within(key):
            where = self.brief.where(*path)
            with BLOCKS.guarded(name_of(BLOCKS, block), where), faults_at(where):
                values = kind.view(self, block, path)
            captions = self._captions(block, path) if isinstance(block, Captioned) else {}
        if isinstance(block, Captioned) and block.title:
            captions["spoken"] = self._spoken(block.title, path)
        template = f"blocks/{kind.template}.html"
        return Markup(self.templates.render(template, key=key, **{**captions, **values}))

    def inline(self, text: str, path: BlockPath, *, notes: bool = True) -> Markup:
        """Return one line of Markdown from ``brief.toml``, its expressions evaluated.

        :param notes: whether its footnotes are set.
        """
        return self.prose.inline(text, self.brief.where(*path), notes=notes)

    def _captions(self, block: Captioned, path: BlockPath) -> dict[str, object]:
        source = None
        if block.source is not None:
            spec = self.brief.model.sources.get(block.source)
            if spec is None:
                place = self.brief.where(*path, "source")
                sources = tuple(self.brief.model.sources)
                raise BriefError.of("unknown-source", place, given=block.source, known=sources)
            source = spec.short or spec.title
        return {
            "entry": self.numbering.by_path[path],
            "caption": self.inline(block.caption, (*path, "caption")),
            "finding": self.inline(block.title, (*path, "title")) if block.title else None,
            "spoken": "",
            "source": source,
            "stop": "." if source and not source.endswith(_ENDS) else "",
            "note": self.inline(block.note, (*path, "note")) if block.note else None,
            "notes": (),
            "data": None,
        }

    def _spoken(self, title: str, path: BlockPath) -> str:
        """Return the finding of a block as a sentence of its alternative text, without notes."""
        html = self.inline(title, (*path, "title"), notes=False)
        sentence = html.striptags()
        return sentence if sentence.endswith(_ENDS) else f"{sentence}."

    def mark(self, text: str, *provenance: Provenance) -> str:
        """Return a text that carries where it comes from through any template.

        :param provenance: more than one if it is not known which it is; none for a label.
        """
        if not provenance:
            return text
        self.collected.values.append(provenance)
        return MarkedText.of(text, len(self.collected.values) - 1)

    def printed(self, measure: Measure) -> str:
        """Return the printed form of a measure in a block that is being rendered."""
        return self.expressions.note(measure, printed(measure, self.locale))

    def table(self, name: str, path: BlockPath) -> EventTable:
        """Return a table by name.

        :raises ExpressionError: ``unknown-table``.
        """
        if name not in self.tables:
            place = self.brief.where(*path)
            names = tuple(self.tables)
            raise ExpressionError.of("unknown-table", place, given=name, known=names)
        return self.tables[name]
