"""A brief to one HTML document: cover, summary, contents, sections, appendices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from markupsafe import Markup

from report import arabic
from report.arabic import Forms, Lexicon
from report.brief import LoadedBrief
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.brief.model import Section
from report.brief.plugins import plugins_in
from report.document.blocks.index import Index, index_place, index_terms, row_place
from report.document.blocks.kind import kind_of
from report.document.blocks.method import Method
from report.document.context import HeadingView, LetterView, SectionView, SummaryView
from report.document.expressions import Expressions
from report.document.index import IndexEntry, MarkedPart, first_letter, first_rows, mark_terms
from report.document.model import Composition, ReplacedSign
from report.document.numbering import (
    CHART,
    TABLE,
    BlockPath,
    Numbering,
    blocks_of,
    left_out,
    number_all,
)
from report.document.prose import Prose
from report.document.rendering import Collected, RenderContext
from report.document.room import cover_size
from report.document.sheets import Templates
from report.document.typed_numbers import has_typed_numbers
from report.errors import ExpressionError, Finding, MujazError
from report.intake.model import EventTable
from report.measures import Measure
from report.tables import ROWS_IN_HTML


def compose_document(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    measures: Mapping[str, Measure],
    replaced: tuple[ReplacedSign, ...] = (),
) -> Composition:
    """Return the document of a brief.

    :param replaced: the signs that the page shows differently, for the data-quality block.
    :raises MujazError: with a finding for every block that cannot be rendered.
    """
    without = left_out(brief, measures)
    numbering = number_all(brief, without)
    kinds = tuple(dict.fromkeys(kind_of(block) for _, block in blocks_of(brief)))
    templates = Templates(brief.folder, brief.model.brief.locale, kinds)
    findings: list[Finding] = []
    period = arabic.interval_text(
        arabic.parse_edtf(brief.model.brief.period), brief.model.brief.locale
    )
    expressions = Expressions(
        tables, measures, numbering, _lexicon(brief), brief.model.brief.locale, period
    )
    prose = Prose(expressions, brief.model.sources, templates.pages)
    collected = Collected()
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
    )
    lead, summary = _summary(context, findings)
    sections = [
        _section(context, "sections", index, findings) for index in _kept(context, "sections")
    ]
    appendices = [
        _section(context, "appendices", index, findings) for index in _kept(context, "appendices")
    ]
    if findings:
        raise ExpressionError(*findings)
    summary, sections, appendices = _indexed(context, summary, sections, appendices)
    html = templates.render(
        "brief.html",
        heading=HeadingView.of(brief.model.brief),
        heading_summary=brief.model.summary and SummaryView(brief.model.summary.title),
        cover_size=cover_size(
            brief.model.brief, templates.pages.portrait, brief.where("brief", "title")
        ),
        period=period,
        all_computed=not has_typed_numbers(brief),
        has_method=any(
            isinstance(block, Method) for path, block in blocks_of(brief) if path not in without
        ),
        issued=arabic.date_text(brief.model.brief.issued, context.locale),
        lead=lead,
        summary=summary,
        sections=sections,
        appendices=appendices,
        charts=numbering.of_kind(CHART),
        table_entries=numbering.of_kind(TABLE),
        captions=_captions(context, numbering),
    )
    measure_uses = tuple(dict.fromkeys(expressions.measure_uses))
    return Composition(
        html,
        tuple(templates.sheets()),
        (brief.folder, *templates.folders),
        measure_uses,
        collected.long_tables,
        tuple(collected.warnings),
        tuple(sorted(plugins_in(brief.model) | expressions.plugins)),
    )


def _lexicon(brief: LoadedBrief) -> Lexicon:
    declared = {name: Forms(**noun.model_dump()) for name, noun in brief.model.nouns.items()}
    return Lexicon.shipped().with_forms(declared)


def _summary(
    context: RenderContext, findings: list[Finding]
) -> tuple[Markup | None, Markup | None]:
    summary = context.brief.model.summary
    if summary is None:
        return None, None
    try:
        path = ("summary", "lead")
        with context.expressions.within(dotted(path)):
            lead = context.inline(summary.lead, path)
    except MujazError as error:
        findings.extend(error.findings)
        lead = Markup()
    return lead, _blocks(context, ("summary",), summary.blocks, findings)


def _blocks(
    context: RenderContext, path: BlockPath, given: tuple[Block, ...], findings: list[Finding]
) -> Markup:
    rendered = []
    for index, block in enumerate(given):
        if (*path, "blocks", index) in context.without:
            continue
        try:
            rendered.append(context.render(block, (*path, "blocks", index)))
        except MujazError as error:
            findings.extend(error.findings)
    return Markup("\n").join(rendered)


def _kept(context: RenderContext, part: str) -> list[int]:
    """Return the places, from 0, of the sections or appendices that ``when`` does not leave out."""
    return [
        index
        for index in range(len(getattr(context.brief.model, part)))
        if (part, index) not in context.without
    ]


def _section(context: RenderContext, part: str, at: int, findings: list[Finding]) -> SectionView:
    section: Section = getattr(context.brief.model, part)[at]
    entry = context.numbering.by_path[(part, at)]
    html = _blocks(context, (part, at), section.blocks, findings)
    landscape = (
        part,
        at,
        "blocks",
        0,
    ) in context.collected.landscape  # a heading is on the page of what it is of
    title = arabic.isolate(arabic.bind(section.title, heading=True))
    return SectionView(entry, title, html, section.new_page, landscape)


def _captions(context: RenderContext, numbering: Numbering) -> dict[str, Markup]:
    """Return every caption by its anchor, for the lists of charts and tables."""
    return {
        entry.anchor: context.inline(entry.title, path, notes=False)
        for path, entry in numbering.by_path.items()
        if entry.kind in (CHART, TABLE)
    }


def _indexed(
    context: RenderContext,
    summary: Markup | None,
    sections: list[SectionView],
    appendices: list[SectionView],
) -> tuple[Markup | None, list[SectionView], list[SectionView]]:
    """Put anchors before the terms of the brief's indexes, and insert each index."""
    terms: dict[str, list[str]] = {}
    for path, block in blocks_of(context.brief):
        if isinstance(block, Index) and path not in context.without:
            terms[index_place(path)] = [
                term for column in block.index for term in index_terms(context, column, path)
            ]
    if not terms:
        return summary, sections, appendices
    every = [*sections, *appendices]
    marked_parts = [MarkedPart("summary", str(summary or ""), True)]
    marked_parts += [
        MarkedPart(section.entry.anchor, str(section.html), section.new_page) for section in every
    ]
    marked, entries = mark_terms(
        marked_parts,
        [term for found_terms in terms.values() for term in found_terms],
        context.locale,
    )
    marked, entries = _in_rows(
        context,
        marked_parts,
        marked,
        entries,
        [term for found_terms in terms.values() for term in found_terms],
    )
    for place, found_terms in terms.items():
        listing = _index_html(context, [entry for entry in entries if entry.term in found_terms])
        marked = [html.replace(place, listing) for html in marked]
    done = [
        replace(section, html=Markup(html)) for section, html in zip(every, marked[1:], strict=True)
    ]
    marked_summary = None if summary is None else Markup(marked[0])
    return marked_summary, done[: len(sections)], done[len(sections) :]


def _in_rows(
    context: RenderContext,
    parts: list[MarkedPart],
    marked: list[str],
    entries: list[IndexEntry],
    terms: list[str],
) -> tuple[list[str], list[IndexEntry]]:
    """Find the terms of the indexes in the rows of long registers that are not in the HTML.

    Their anchors are in the register's probe, each with the row that it is of.
    """
    anchors = {entry.term: list(entry.anchors) for entry in entries}
    order = [marked_part.anchor for marked_part in parts]
    numbers = count()  # several registers may be in one section
    for key, table in context.collected.long_tables.items():
        index = next(index for index, html in enumerate(marked) if row_place(key) in html)
        own = f"{parts[index].anchor}-ix"
        left = [
            term
            for term in dict.fromkeys(terms)
            if not any(anchor.startswith(own) for anchor in anchors.get(term, ()))
        ]
        spans = []
        for term, row in first_rows(table, left, ROWS_IN_HTML).items():
            anchor = f"{own}-row{next(numbers)}"
            spans.append(f'<span id="{anchor}" data-row="{row}"></span>')
            anchors.setdefault(term, []).append(anchor)
        marked[index] = marked[index].replace(row_place(key), "".join(spans))
    found_entries = []
    for term, names in anchors.items():
        names.sort(key=lambda name: order.index(name.partition("-ix")[0]))
        found_entries.append(IndexEntry(term, tuple(names)))
    return marked, sorted(
        found_entries,
        key=lambda entry: arabic.sort_key(entry.term, context.locale, ignore_article=True),
    )


def _index_html(context: RenderContext, entries: list[IndexEntry]) -> str:
    """Return the index, its terms in the locale's order under their first letters."""
    letters: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        letters.setdefault(first_letter(entry.term), []).append(entry)
    shown = [LetterView(letter, tuple(under)) for letter, under in letters.items()]
    return context.templates.render("blocks/index_entries.html", letters=shown)
