"""Characters that no bundled font can draw: found in a composed brief, located in its sources, and
replaced if asked.

``unprintable`` under ``[text]`` of ``brief.toml`` decides: ``error`` stops the build with every
place, ``drop`` leaves the signs out, ``□`` prints that box for each. The data and the sources keep
the signs in either case.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from report.brief.printed import printed_columns
from report.coverage import RARE, characters_in, code_points, unprintable_characters
from report.document.expected import with_signs
from report.document.model import Composition, ReplacedSign
from report.errors import ExpressionError, Finding, Location, Severity
from report.tables.model import SumRow

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.intake import EventTable
    from report.intake.values import Values
    from report.tables.model import Item, LongTable

#: A build with more signs than this is reported their number, not every place.
MOST_FINDINGS = 5_000
BOX = "□"
#: The selectors of text and emoji style choose between two looks of a sign. The faces of the house
#: have one.
_PRESENTATION = "\ufe0e\ufe0f"
#: Two of these letters are a flag.
_FLAGS = "\U0001f1e6-\U0001f1ff"
#: What may follow the first character of an emoji (Unicode Technical Standard 51).
_MODIFIERS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"


def settle_unprintable(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    compose: Callable[[tuple[ReplacedSign, ...]], Composition],
) -> tuple[Composition, tuple[Finding, ...]]:
    """Compose a brief, and treat its unprintable signs as ``unprintable`` under ``[text]`` says.

    :param compose: returns the document; it is given the signs that the page shows differently.
    :returns: the document, and a warning for each place where a sign is dropped or replaced.
    :raises ExpressionError: ``unprintable-sign``, ``unprintable-like`` and ``unprintable-more`` if
        the rule is ``error``; and what ``compose`` raises.
    """
    document = compose(())
    present = characters_in(document.html).union(*_printed_characters(brief, tables))
    if not present.isdisjoint(_PRESENTATION):
        document = _without_selectors(document)
    characters = unprintable_characters(present)
    if not characters:
        return document, ()
    pattern = _pattern(characters)
    rule = brief.model.text.unprintable
    located = list(_locate(brief, tables, pattern))
    if rule == "error":
        raise ExpressionError(*_errors(located or _nowhere(brief, document, pattern)))
    replaced = tuple(_grouped(located))
    shown = "" if rule == "drop" else BOX
    document = _replaced(compose(replaced), pattern, shown, _first_of(characters))
    return _without_selectors(document), tuple(_warnings(replaced, rule))


def _pattern(characters: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a sign: a character without a glyph, with all that belongs to it in an
    emoji sequence."""
    single = f"[{_class_of(characters)}]"
    unit = f"(?:[{_FLAGS}]{{2}}|{single}){_MODIFIERS}"
    return re.compile(f'{unit}(?:\u200d[^\\s<>&"]{_MODIFIERS})*')


def _first_of(characters: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of the first character of a sign: it is searched for much faster than the
    whole sign."""
    return re.compile(f"[{_class_of(characters)}{_FLAGS}]")


def _class_of(characters: frozenset[str]) -> str:
    return "".join(map(re.escape, sorted(characters)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A sign at a place; ``table`` is the name of the table and ``column`` its column, if it is in
    one."""

    sign: str
    where: Location
    table: str | None = None
    column: str | None = None


def _printed_characters(
    brief: LoadedBrief, tables: Mapping[str, EventTable]
) -> Iterator[frozenset[str]]:
    """Yield the rare characters of every printed column: a long table is not in the HTML as a
    whole."""
    for _, _, values in _printed_columns(brief, tables):
        yield from map(characters_in, values.joined(RARE))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The distinct texts of a column, and a function that returns the positions of some of them."""

    cells: Sequence[str]
    positions: Callable[[Sequence[int]], Iterable[int]]


def _printed_columns(
    brief: LoadedBrief, tables: Mapping[str, EventTable]
) -> Iterator[tuple[EventTable, str, Values]]:
    """Yield every printed column of texts, with its table and its name."""
    from report.intake.values import values_of_column

    for name, columns in printed_columns(brief.model).items():
        table = tables.get(name)
        for column in sorted(columns if table is not None else ()):
            if table is None or column not in table.frame.columns:
                continue
            if column in table.columns and table.columns[column].facts.kind != "text":
                continue
            yield table, column, values_of_column(table.frame, column)


def _locate(
    brief: LoadedBrief, tables: Mapping[str, EventTable], pattern: re.Pattern[str]
) -> Iterator[_Found]:
    """Yield each sign of the brief's sources with its place: ``brief.toml``, prose, file names,
    cells."""
    from report.lint.passages import passages, text_sources
    from report.lint.tell import line_starts, place_in_lines

    for source in text_sources(brief):
        lines = line_starts(source.text)
        for passage in passages(source, brief.declared, every=True):
            for match in pattern.finditer(passage.text):
                yield _Found(match[0], place_in_lines(lines, passage, match.start()))
    yield from _in_names(tables, pattern)
    for table, column, values in _printed_columns(brief, tables):
        distinct = values.distinct()
        texts = _Texts([str(cell) for cell in distinct.cells], distinct.positions)
        yield from _in_cells(table, column, texts, pattern)


def _in_names(tables: Mapping[str, EventTable], pattern: re.Pattern[str]) -> Iterator[_Found]:
    """Yield the signs in names of files, sheets and columns: the brief prints these names as
    well."""
    for table in tables.values():
        for grid in table.grids:
            for match in pattern.finditer(f"{grid.path.name} {grid.sheet or ''}"):
                yield _Found(match[0], Location(file=str(grid.path), sheet=grid.sheet), table.name)
            for name in grid.header:
                for match in pattern.finditer(name):
                    yield _Found(
                        match[0],
                        Location(file=str(grid.path), sheet=grid.sheet, column=name),
                        table.name,
                    )


def _in_cells(
    table: EventTable, column: str, texts: _Texts, pattern: re.Pattern[str]
) -> Iterator[_Found]:
    signs = {code: pattern.findall(text) for code, text in enumerate(texts.cells)}
    signs = {code: rows for code, rows in signs.items() if rows}
    if not signs:
        return
    places = _places(table, column)
    for code, rows in signs.items():
        for position in texts.positions([code]):
            for sign in rows:
                yield _Found(sign, places(int(position)), table.name, column)


def _places(table: EventTable, column: str) -> Callable[[int], Location]:
    """Return a function from a position in a table's frame to the place of its cell."""
    if table.is_derived:
        return lambda position: Location(
            key=f"tables.{table.name}", row=position + 1, column=column
        )
    starts = [0]
    for grid in table.grids:
        starts.append(starts[-1] + len(grid.rows))

    def place(position: int) -> Location:
        line = next(number for number, end in enumerate(starts[1:]) if position < end)
        grid = table.grids[line]
        row = int(grid.rows[position - starts[line]])
        letters = dict(zip(grid.header, grid.letters, strict=True)).get(column)
        cell = f"{letters}{row}" if letters else None
        return Location(file=str(grid.path), sheet=grid.sheet, row=row, column=column, cell=cell)

    return place


def _nowhere(brief: LoadedBrief, document: Composition, pattern: re.Pattern[str]) -> list[_Found]:
    """Return the signs of the document that no source holds in printed form: those of entities in
    Markdown."""
    return [_Found(sign, brief.place) for sign in dict.fromkeys(pattern.findall(document.html))]


def _errors(signs: Sequence[_Found]) -> Iterator[Finding]:
    for sign in signs[:MOST_FINDINGS]:
        like = unicodedata.normalize("NFKC", sign.sign)
        values = {
            "sign": sign.sign,
            "code": code_points(sign.sign),
            "name": _name(sign.sign),
            "like": like,
        }
        printable = like != sign.sign and not unprintable_characters([like])
        yield Finding("unprintable-like" if printable else "unprintable-sign", sign.where, values)
    if len(signs) > MOST_FINDINGS:
        yield Finding("unprintable-more", values={"count": len(signs) - MOST_FINDINGS})


def _name(sign: str) -> str:
    return unicodedata.name(sign[0], "")


def _grouped(signs: Iterable[_Found]) -> Iterator[ReplacedSign]:
    """Yield each sign once for each file, sheet and column, with its first place and how often it
    occurs there."""
    times: Counter[tuple[str | None, str | None, str | None, str]] = Counter()
    first: dict[tuple[str | None, str | None, str | None, str], _Found] = {}
    for sign in signs:
        key = (sign.where.file, sign.where.sheet, sign.column, sign.sign)
        times[key] += 1
        first.setdefault(key, sign)
    for key, sign in first.items():
        yield ReplacedSign(sign.table, sign.column, sign.where, code_points(sign.sign), times[key])


def _warnings(replaced: Iterable[ReplacedSign], rule: str) -> Iterator[Finding]:
    name = "sign-dropped" if rule == "drop" else "sign-replaced"
    for sign in replaced:
        yield Finding(name, sign.where, {"code": sign.code, "count": sign.count}, Severity.WARNING)


def _without_selectors(document: Composition) -> Composition:
    """Return the document without the selectors of a style."""
    pattern = re.compile(f"[{_PRESENTATION}]")
    return _replaced(document, pattern, "", pattern)


def _replaced(
    document: Composition, pattern: re.Pattern[str], shown: str, first: re.Pattern[str]
) -> Composition:
    """Return the document with ``shown`` instead of each match; a match that is left out takes one
    space with it. ``first`` matches a character of each match."""
    if not shown:
        pattern = re.compile(rf" (?:{pattern.pattern})+(?=[\s<\"]|$)|{pattern.pattern}")
    registers = {
        key: _with_signs(table, pattern, shown, first) for key, table in document.registers.items()
    }
    change = partial(pattern.sub, shown)
    return replace(
        document,
        html=change(document.html),
        registers=registers,
        expected=with_signs(document.expected, change),
    )


def _with_signs(
    table: LongTable, pattern: re.Pattern[str], shown: str, first: re.Pattern[str]
) -> LongTable:
    def items() -> Iterator[Item]:
        for item in table.items():
            if isinstance(item, str):
                yield pattern.sub(shown, item)
            elif isinstance(item, SumRow) or not first.search("".join(filter(None, item))):
                yield item
            else:
                yield tuple(text if text is None else pattern.sub(shown, text) for text in item)

    return replace(table, items=items)
