"""A brief to one HTML document: cover, summary, contents, sections, appendices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup

from report import arabic
from report.arabic import Forms, Lexicon
from report.brief import LoadedBrief
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.brief.model import Section
from report.brief.plugins import plugins_in
from report.brief.printed import blocks_of
from report.document.blocks.index import Index, block_terms
from report.document.blocks.kind import kind_of
from report.document.blocks.method import Method
from report.document.context import CaptionView, HeadingView, SectionView, SummaryView
from report.document.expressions import Expressions
from report.document.index import IndexedSection, mark_terms
from report.document.marks import without_marks
from report.document.model import Composition, ReplacedSign
from report.document.numbering import (
    CHART,
    TABLE,
    BlockPath,
    Numbering,
    left_out,
    number_all,
)
from report.document.prose import Prose
from report.document.reading import read_document
from report.document.rendering import Collected, RenderContext
from report.document.room import are_short_facts, cover_size
from report.document.scopes import Scope
from report.document.sheets import Templates
from report.document.titles import evaluated_titles, noun_places
from report.document.typed_numbers import numbers_view
from report.errors import DistinctFindings, ExpressionError, MujazError, Severity
from report.intake.model import EventTable
from report.lint import typed_numbers
from report.lint.typed_numbers import TypedNumbers
from report.measures import CountedMeasures

_AnyBlock = TypeVar("_AnyBlock", bound=Block)


def compose_document(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    measures: CountedMeasures,
    replaced: tuple[ReplacedSign, ...] = (),
    scopes: Mapping[BlockPath, Scope] = MappingProxyType({}),
) -> Composition:
    """Return the document of a brief.

    :param replaced: the signs that the page shows differently, for the data-quality block.
    :param scopes: the rows that repeated sections are about, by their paths.
    :raises MujazError: with a finding for every block that cannot be rendered.
    """
    heading = brief.model.brief
    without = left_out(brief, measures, scopes)
    whole = Scope(tables, measures)
    lexicon = _lexicon(brief)
    period = arabic.interval_text(arabic.parse_edtf(heading.period), heading.locale)
    titles = evaluated_titles(brief, whole, scopes, without, lexicon, period)
    numbering = number_all(brief, without, titles.texts)
    kinds = tuple(dict.fromkeys(kind_of(block) for _, block in blocks_of(brief.model)))
    templates = Templates(brief.folder, heading.locale, kinds)
    typed = typed_numbers(brief, tables, lexicon)
    findings = DistinctFindings(
        finding for finding in typed.findings if finding.severity is Severity.ERROR
    )
    expressions = Expressions(
        whole,
        numbering,
        lexicon,
        heading.locale,
        period,
        brief.model.sources,
        noun_places=noun_places(brief),
    )
    expressions.measure_uses += titles.measure_uses
    expressions.plugins |= titles.plugins
    prose = Prose(expressions, brief.model.sources, templates.pages)
    collected = Collected()
    method = _method_block(brief, without)
    context = RenderContext(
        brief,
        tables,
        measures,
        numbering,
        expressions,
        prose,
        templates,
        collected,
        replaced,
        without,
        typed.declared,
        scopes,
        "" if method is None else numbering.by_path[method].anchor,
    )
    return _composition(context, typed, findings, period)


def _composition(
    context: RenderContext, typed: TypedNumbers, findings: DistinctFindings, period: str
) -> Composition:
    """Return the document, rendered from its context.

    :param findings: what is wrong so far.
    """
    brief, templates, numbering = context.brief, context.templates, context.numbering
    heading, without = brief.model.brief, context.without
    collected, expressions = context.collected, context.expressions
    lead = _lead(context, findings)
    rendered = _with_method(context, list(_rendered(context, findings)), findings)
    summary, *rest = _indexed(context, rendered, findings)
    sections = [_view(context, section) for section in rest if section.path[0] == "sections"]
    appendices = [_view(context, section) for section in rest if section.path[0] == "appendices"]
    method = _method_block(brief, without)
    issued = arabic.date_text(heading.issued, context.locale)
    facts = (heading.place or "", period, heading.reference, issued)
    marked = templates.render(
        "brief.html",
        heading=HeadingView.of(heading),
        heading_summary=brief.model.summary and SummaryView(brief.model.summary.title),
        cover_size=cover_size(heading, templates.pages.portrait, brief.where("brief", "title")),
        short_facts=are_short_facts(facts, templates.pages.portrait),
        period=period,
        numbers=numbers_view(brief, typed, numbering, method),
        has_method=method is not None,
        issued=issued,
        lead=lead,
        summary=None if lead is None else summary.html,
        sections=sections,
        appendices=appendices,
        charts=numbering.of_kind(CHART),
        table_entries=numbering.of_kind(TABLE),
        captions=_captions(context, numbering),
    )
    measure_uses = tuple(dict.fromkeys(expressions.measure_uses))
    return Composition(
        without_marks(marked),
        tuple(templates.sheets()),
        (brief.folder, *templates.folders),
        measure_uses,
        collected.long_tables,
        (*collected.warnings, *typed.findings),
        tuple(sorted(plugins_in(brief.model) | expressions.plugins)),
        read_document(marked, context.locale, collected.long_tables, collected.values),
        collected.carried,
        tuple(collected.charts),
    )


def _method_block(brief: LoadedBrief, without: frozenset[BlockPath]) -> BlockPath | None:
    """Return the path of the first method block that is in the edition; ``None`` for none."""
    return next(iter(_blocks_of_kind(brief, without, Method)), None)


def _blocks_of_kind(
    brief: LoadedBrief, without: frozenset[BlockPath], kind: type[_AnyBlock]
) -> dict[BlockPath, _AnyBlock]:
    """Return the blocks of a kind that are in the edition, by their paths."""
    return {
        path: block
        for path, block in blocks_of(brief.model)
        if isinstance(block, kind) and path not in without
    }


def _lexicon(brief: LoadedBrief) -> Lexicon:
    declared = {name: Forms(**noun.model_dump()) for name, noun in brief.model.nouns.items()}
    return Lexicon.shipped().with_forms(declared)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """The summary, a section or an appendix, with the HTML of its blocks by their paths.

    An index has no HTML until the terms of all other blocks are known.
    """

    path: BlockPath
    blocks: Mapping[BlockPath, Markup]
    anchor: str = "summary"
    new_page: bool = True

    @property
    def html(self) -> Markup:
        """The HTML of all blocks."""
        return Markup("\n").join(self.blocks.values())


def _lead(context: RenderContext, findings: DistinctFindings) -> Markup | None:
    """Return the sentence that opens the summary; ``None`` if there is no summary."""
    summary = context.brief.model.summary
    if summary is None:
        return None
    path = ("summary", "lead")
    try:
        with context.expressions.within(dotted(path)):
            return context.inline(summary.lead, path)
    except MujazError as error:
        findings.add(*error.findings)
        return Markup()


def _rendered(context: RenderContext, findings: DistinctFindings) -> Iterator[_Rendered]:
    """Yield the summary, empty if none exists, then each section and appendix, rendered."""
    model = context.brief.model
    blocks = () if model.summary is None else model.summary.blocks
    yield _Rendered(("summary",), _blocks(context, ("summary",), blocks, findings))
    for name, sections in (("sections", model.sections), ("appendices", model.appendices)):
        for number, section in enumerate(sections):
            path = (name, number)
            if path in context.without:
                continue
            rendered = _blocks(context, path, section.blocks, findings)
            anchor = context.numbering.by_path[path].anchor
            yield _Rendered(path, rendered, anchor, section.new_page)


def _blocks(
    context: RenderContext, path: BlockPath, blocks: tuple[Block, ...], findings: DistinctFindings
) -> dict[BlockPath, Markup]:
    """Return the HTML of blocks by their paths; that of an index or a method is empty."""
    rendered: dict[BlockPath, Markup] = {}
    for number, block in enumerate(blocks):
        own = (*path, "blocks", number)
        if own in context.without:
            continue
        rendered[own] = Markup()
        if not isinstance(block, Index | Method):
            rendered[own] = _block(context, own, block, findings)
    return rendered


def _block(
    context: RenderContext, path: BlockPath, block: Block, findings: DistinctFindings
) -> Markup:
    """Return the HTML of a block; empty for one that has faults, which are added to findings."""
    try:
        with context.section(path) as scoped:
            return scoped.render(block, path)
    except MujazError as error:
        findings.add(*error.findings)
        return Markup()


def _with_method(
    context: RenderContext, rendered: Sequence[_Rendered], findings: DistinctFindings
) -> list[_Rendered]:
    """Return sections with their method blocks, which list the charts of all other blocks."""
    blocks = _blocks_of_kind(context.brief, context.without, Method)
    sections = []
    for section in rendered:
        late = {
            path: _block(context, path, blocks[path], findings)
            for path in section.blocks
            if path in blocks
        }
        sections.append(replace(section, blocks={**section.blocks, **late}))
    return sections


def _view(context: RenderContext, rendered: _Rendered) -> SectionView:
    name, number = rendered.path
    section: Section = getattr(context.brief.model, str(name))[number]
    entry = context.numbering.by_path[rendered.path]
    first = (*rendered.path, "blocks", 0)
    landscape = first in context.collected.landscape  # a heading is on the page of its first block
    title = arabic.isolate(arabic.bind(entry.title, heading=True))
    key = dotted((*rendered.path, "title"))
    return SectionView(entry, key, title, rendered.html, section.new_page, landscape)


def _indexed(
    context: RenderContext, rendered: list[_Rendered], findings: DistinctFindings
) -> list[_Rendered]:
    """Put anchors before the terms of the brief's indexes, and render these.

    :raises ExpressionError: with ``findings``, and what is wrong with an index.
    """
    indexes = _blocks_of_kind(context.brief, context.without, Index)
    terms: list[str] = []
    for path, block in indexes.items():
        try:
            terms += block_terms(context, block, path)
        except MujazError as error:
            findings.add(*error.findings)
    if findings:
        raise ExpressionError(*findings)
    if not indexes:
        return rendered
    marked, context.collected.index_entries = mark_terms(
        [_section_to_index(section) for section in rendered],
        terms,
        context.locale,
        context.collected.long_tables,
    )
    return [
        replace(section, blocks=_with_indexes(context, indexes, section, blocks))
        for section, blocks in zip(rendered, marked, strict=True)
    ]


def _section_to_index(section: _Rendered) -> IndexedSection:
    return IndexedSection(section.anchor, tuple(section.blocks.values()), section.new_page)


def _with_indexes(
    context: RenderContext,
    indexes: Mapping[BlockPath, Index],
    section: _Rendered,
    marked: Sequence[Markup],
) -> dict[BlockPath, Markup]:
    """Return the marked blocks of a section, its indexes rendered."""
    return {
        path: context.render(indexes[path], path) if path in indexes else html
        for path, html in zip(section.blocks, marked, strict=True)
    }


def _captions(context: RenderContext, numbering: Numbering) -> dict[str, CaptionView]:
    """Return every caption by its anchor, for the lists of charts and tables."""
    captions = {}
    for path, entry in numbering.by_path.items():
        if entry.kind in (CHART, TABLE):
            with context.section(path) as scoped:
                caption = scoped.inline(entry.title, path, notes=False)
            captions[entry.anchor] = CaptionView(dotted(path), caption)
    return captions
