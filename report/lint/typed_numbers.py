"""Numbers that a brief's author typed: in prose and in the printed texts of ``brief.toml``.

A number on a page is a measure, a cell, a date, a reference, part of a name or code, or it is
declared by ``{{ typed(57, source="article") }}``. Any other is reported (rule ``typed-number``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from report.arabic.conventions_text import Span
from report.arabic.lexicon import Lexicon
from report.arabic.numerals import is_bare_scale, is_in_name, numerals, phrases_around
from report.brief.kinds import words_in
from report.brief.load import LoadedBrief
from report.brief.model import Brief
from report.errors import Finding, Location, MujazError, Severity
from report.intake.model import EventTable
from report.intake.values import values_of_column
from report.lint.markup import kept_in_plain, kept_in_prose, kept_in_template
from report.lint.passages import Passage, Source, passages, text_sources
from report.lint.tell import line_starts, place_in_lines
from report.lint.typed_expressions import WrittenNumber, written_numbers
from report.messages import in_both

#: Printed texts of ``brief.toml`` that are names, codes or references of documents.
_NAMES = re.compile(r"(?:sources|nouns)\..*|brief\.(?:place|issuer|classification|keywords\[\d+\])")
_LIST_MARK = re.compile(r"[ \t]*(\d{1,9})[.)][ \t]+")
_EXPRESSION = re.compile(r"\{[{%](?:(?!\{[{%]).)*?[}%]\}", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
#: Keys whose texts are units, or may say one; ``labels`` is a table or a list of them.
_OF_UNITS = re.compile(r"(?:^|\.)(?:unit|label|labels(?:\[\d+\]|\..+))$")
#: What a typed number weighs, by ``numbers`` under ``[conventions]``.
_SEVERITIES = {
    "allow": Severity.NOTE,
    "report": Severity.WARNING,
    "strict": Severity.ERROR,
}


@dataclass(frozen=True, slots=True)
class DeclaredNumber:
    """A number that ``typed()`` declares.

    :ivar value: the number, or a text that holds it.
    :ivar source: the name of its source in ``[sources]``.
    :ivar where: the file and the key or the line of the expression.
    """

    value: int | float | str
    source: str
    where: Location


@dataclass(frozen=True, slots=True)
class TypedNumbers:
    """The typed numbers of a brief: those that are declared, and a finding for each other.

    :ivar is_complete: whether all texts were searched. A file that cannot be read is reported by
        composing, unless its block is left out.
    """

    declared: tuple[DeclaredNumber, ...]
    findings: tuple[Finding, ...]
    is_complete: bool = True


def typed_numbers(
    brief: LoadedBrief, tables: Mapping[str, EventTable], lexicon: Lexicon
) -> TypedNumbers:
    """Return the numbers that are typed in the texts of a brief.

    Cells, category values and conditions are data. The findings are warnings; ``numbers`` under
    ``[conventions]`` makes them errors or notes.

    :param lexicon: the counted nouns, with those of the brief.
    """
    try:
        sources = text_sources(brief)
    except (MujazError, OSError, UnicodeDecodeError):
        return TypedNumbers((), (), is_complete=False)
    names = declared_names(brief.model)
    typed: list[_Typed] = []
    for source in sources:
        lines = line_starts(source.text)
        for passage in _printed_passages(source, brief):
            typed += _typed_in(passage, lines, lexicon, names)
    cells = _equal_cells(frozenset(chain.from_iterable(item.phrases for item in typed)), tables)
    severity = _SEVERITIES[brief.model.conventions.numbers]
    return TypedNumbers(
        tuple(
            DeclaredNumber(item.value, item.source, item.where)
            for item in typed
            if item.source is not None
        ),
        tuple(
            Finding("typed-number", item.where, _values(item), severity)
            for item in typed
            if item.source is None and cells.isdisjoint(item.phrases)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed number, its place, and what declares it.

    :ivar phrases: the phrases that hold it. A cell that equals one of them is its name.
    :ivar takes_expressions: whether an expression may stand in its place.
    """

    value: int | float | str
    where: Location
    source: str | None = None
    phrases: tuple[str, ...] = ()
    takes_expressions: bool = True


def _values(item: _Typed) -> dict[str, object]:
    """Return what the message of a typed number says of it."""
    place = "in-prose" if item.takes_expressions else "without-expressions"
    return {"found": str(item.value), **in_both("advice", f"typed-number.{place}")}


def _printed_passages(source: Source, brief: LoadedBrief) -> Iterator[Passage]:
    for passage in passages(source, brief.declared):
        if not passage.value and not _NAMES.fullmatch(passage.where.key or ""):
            yield passage


def _typed_in(
    passage: Passage, lines: Sequence[int], lexicon: Lexicon, names: tuple[str, ...]
) -> Iterator[_Typed]:
    kind = _Kind(passage.is_markdown, passage.has_expressions, _names_unit(passage))
    for value, index, source, phrases in _numbers_in(passage.text, kind, lexicon, names):
        where = place_in_lines(lines, passage, index)
        yield _Typed(value, where, source, phrases, source is not None or kind.has_expressions)


class _Kind(NamedTuple):
    """What a passage is: Markdown, with expressions, a unit."""

    is_markdown: bool
    has_expressions: bool
    is_unit: bool


@lru_cache(maxsize=2_000)
def _numbers_in(
    text: str, kind: _Kind, lexicon: Lexicon, names: tuple[str, ...]
) -> tuple[tuple[int | float | str, int, str | None, tuple[str, ...]], ...]:
    """Return the numbers in a text: their value, index and source, and the phrases that hold them.
    Texts of briefs that follow each other are often the same."""
    if kind.is_markdown:
        objects: Sequence[Span] = objects_in(text)
    else:
        objects = kept_in_template(text) if kind.has_expressions else kept_in_plain(text)
    numbers: list[tuple[int | float | str, int, str | None, tuple[str, ...]]] = []
    for numeral in numerals(text, objects, lexicon):
        is_unit = kind.is_unit and is_bare_scale(numeral.text)
        if not is_unit and not is_in_name(text, numeral, names):
            phrases = tuple(phrases_around(text, numeral))
            numbers.append((numeral.text.strip(), numeral.start, None, phrases))
    if kind.has_expressions and any(map(_may_have_number, _EXPRESSION.findall(text))):
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for written in written_numbers(text):
            index = _place(text, starts[written.line - 1], written)
            numbers.append((written.value, index, written.source, ()))
    return tuple(numbers)


def _names_unit(passage: Passage) -> bool:
    """Say whether a text is a unit or a label: «مليون» alone is a unit there, as in «التكلفة بمليون
    درهم»."""
    return bool(_OF_UNITS.search(passage.where.key or ""))


def _may_have_number(expression: str) -> bool:
    return any(map(str.isdigit, expression)) or bool(numerals(expression))


def _place(text: str, start: int, written: WrittenNumber) -> int:
    """Return the index of a written number, or of the expression that its line begins or has."""
    index = text.find(str(written.value), start)
    return index if index >= 0 else max(start, text.find("{", start))


def objects_in(text: str) -> list[Span]:
    """Return the spans of Markdown that are no words to read.

    Code without a letter is printed as a number, and so is the mark of a list's item that does not
    continue its list: both stay.
    """
    spans: list[Span] = []
    last_mark = 0
    for start, end in sorted(kept_in_prose(text)):
        piece = text[start:end]
        if piece[0] in "`~" and not _LETTER.search(piece):
            continue
        if mark := _LIST_MARK.fullmatch(piece):
            number = int(mark[1])
            is_next = number in (0, 1, last_mark, last_mark + 1)
            last_mark = number
            if not is_next:
                continue
        spans.append((start, end))
    return spans


def declared_names(model: Brief) -> tuple[str, ...]:
    """Return the phrases of ``brief.toml`` that are names, codes or references of documents."""
    heading = model.brief
    phrases = (
        *model.conventions.words,
        *words_in(model.sources),
        heading.place,
        heading.issuer,
        heading.reference,
        heading.classification,
        *heading.keywords,
    )
    return tuple(phrase for phrase in phrases if phrase and _LETTER.search(phrase))


def _equal_cells(phrases: frozenset[str], tables: Mapping[str, EventTable]) -> frozenset[str]:
    """Return those of some phrases that are the whole text of a cell."""
    equal: set[str] = set()
    for table in tables.values() if phrases else ():
        for name, column in table.columns.items():
            if column.facts.is_words and name in table.frame.columns:
                cells = values_of_column(table.frame, name)
                equal.update(map(str, cells[cells.equal(phrases)].distinct().cells))
    return frozenset(equal)
