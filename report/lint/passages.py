"""The texts of a brief that conventions hold for, each with its place: prose, the cells of tables,
``brief.toml``."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report.arabic.conventions_text import ARABIC, Span
from report.brief.base import ForReaders
from report.brief.blocks import Block
from report.brief.kinds import mark_for_readers
from report.brief.load import LoadedBrief
from report.brief.locate import KeyPath, dotted
from report.brief.measures import Measure
from report.brief.model import Brief
from report.brief.printed import all_blocks
from report.brief.tables import Table
from report.errors import Location
from report.intake.grid import Grid
from report.intake.model import EventTable
from report.intake.recognise.cells import column_of
from report.intake.recognise.encoding import pinned
from report.lint.csv_source import csv_cells
from report.lint.located import Located
from report.lint.markup import kept_in_plain, kept_in_prose
from report.lint.toml_source import toml_texts

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the brief unchanged: ``text`` under ``codec`` is, byte by byte, ``data``.

    A byte order mark is the text's first character. ``table`` is the table that a CSV file is read
    as, with its delimiter, and ``grid`` what was read. A ``grid`` without a text is that of a
    workbook or of any other file whose cells cannot be rewritten where they stand: ``text`` is
    empty.
    """

    path: Path
    kind: Literal["toml", "prose", "table", "grid"]
    codec: str
    text: str
    table: Table | None = None
    grid: Grid | None = None

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.codec)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a source. A ``value`` is compared with others when the brief is counted: a cell, or
    what it must equal.

    ``column`` says the file and the column of the table that a value is compared with.
    ``has_expressions`` says that its expressions are evaluated, and ``is_markdown`` that it is
    Markdown.
    """

    located: Located
    value: bool
    where: Location
    column: tuple[str, str] | None = None
    has_expressions: bool = False
    is_markdown: bool = False

    @property
    def text(self) -> str:
        """The text itself."""
        return self.located.text

    def kept(self, text: str) -> Sequence[Span]:
        """Return what of ``text``, this passage's or what becomes of it, is no Arabic text."""
        return kept_in_plain(text) if self.value else kept_in_prose(text)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The cells of a file or of a sheet, with the declaration of its table.

    ``in_memory`` says that the cells come from a frame and are in no file.
    """

    grid: Grid
    spec: Table
    in_memory: bool

    @property
    def is_csv(self) -> bool:
        """Whether the cells are those of a CSV file."""
        return not self.in_memory and "csv" in (self.spec.format, self.recognised.get("format"))

    @property
    def recognised(self) -> Mapping[str, str]:
        """What was detected of the file, by the key that sets it."""
        return {item.what: item.value for item in self.grid.recognised}


def read_sources(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> tuple[Source, ...]:
    """Return every file of the brief that has texts, each once, ``brief.toml`` first.

    :raises BriefError: when a file is not there, or not in the folder.
    :raises OSError: when it cannot be read.
    :raises UnicodeDecodeError: when it is not in its encoding. The intake refuses all three before.
    """
    first, *prose = text_sources(brief)
    return (first, *map(_table_source, read_grids(brief, tables)), *prose)


def text_sources(brief: LoadedBrief) -> tuple[Source, ...]:
    """Return ``brief.toml`` and every file of prose, each once.

    :raises BriefError: and other exceptions as :func:`read_sources`.
    """
    sources = {
        brief.file.resolve(): Source(brief.file, "toml", "utf-8", brief.text)
        if brief.made
        else _source(brief.file, "toml")
    }
    for file in chain.from_iterable(block.files() for block in all_blocks(brief.model)):
        if file in brief.texts:
            sources[Path(file)] = Source(Path(file), "prose", "utf-8", brief.texts[file])
            continue
        path = brief.resolve(file, brief.place)
        if path.resolve() not in sources:
            sources[path.resolve()] = _source(path, "prose")
    return tuple(sources.values())


def read_grids(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> tuple[ReadTable, ...]:
    """Return the cells of every file and sheet that tables are read from, each once."""
    grids: dict[tuple[Path, str | None], ReadTable] = {}
    for name, spec in brief.model.tables.items():
        for grid in tables[name].grids:
            key = grid.path.resolve(), grid.sheet
            grids.setdefault(key, ReadTable(grid, spec, tables[name].in_memory))
    return tuple(grids.values())


def _source(path: Path, kind: Literal["toml", "prose"]) -> Source:
    return Source(path, kind, "utf-8", path.read_bytes().decode("utf-8"))


def _table_source(read: ReadTable) -> Source:
    """Return a CSV file as its text, and any other file, or a frame, as its cells alone."""
    grid, spec, recognised = read.grid, read.spec, read.recognised
    as_cells = Source(grid.path, "grid", "utf-8", "", spec, grid)
    if not read.is_csv:
        return as_cells
    data = grid.path.read_bytes()
    codec = pinned(data, recognised.get("encoding", spec.encoding)).codec
    delimiter = recognised.get("delimiter", spec.delimiter)
    table = spec.model_copy(update={"delimiter": "," if delimiter == "auto" else delimiter})
    try:
        text = data.decode(codec)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True)
        deque(
            chain(rows, csv_cells(text, table.delimiter)), maxlen=0
        )  # both read to the end, or not
        if text.encode(codec) != data:
            return as_cells
    except (
        csv.Error,
        ValueError,
    ):  # compressed, or quotes that stand alone: read, but not to be rewritten
        return as_cells
    return Source(grid.path, "table", codec, text, table, grid)


def passages(source: Source, model: Brief, *, every: bool = False) -> Iterator[Passage]:
    """Yield the texts of a source in order; of a table only the cells with Arabic in columns of
    texts.

    :param every: yield each text of ``brief.toml``, also those that name things and are read by no
        one.
    """
    if source.kind == "toml":
        yield from _of_toml(source, model, every=every)
    elif source.kind == "grid" and source.table is not None and source.grid is not None:
        yield from _of_grid(source.grid, source.table)
    elif source.table is not None and source.grid is not None:
        yield from _of_table(source, source.table, source.grid)
    else:
        start = 1 if source.text.startswith("\ufeff") else 0
        located = Located.plain(source.text[start:], start)
        where = Location(file=str(source.path))
        yield Passage(located, False, where, has_expressions=True, is_markdown=True)


def _of_table(source: Source, table: Table, grid: Grid) -> Iterator[Passage]:
    names = {
        column_of(letters) - 1: name
        for letters, name in zip(grid.letters, grid.header, strict=True)
        if letters
    }
    rows = frozenset(grid.rows.tolist())
    file = str(source.path)
    for cell in csv_cells(source.text, table.delimiter):
        name = names.get(cell.column)
        if (
            name is not None
            and cell.row in rows
            and _is_words(table, name)
            and ARABIC.search(cell.text)
        ):
            where = Location(file=file, row=cell.row, column=name)
            yield Passage(cell.located(), True, where, (str(table.source), name))


def _of_grid(grid: Grid, table: Table) -> Iterator[Passage]:
    for name, letters, cells in columns_of_words(grid, table):
        for row, cell in zip(grid.rows.tolist(), cells, strict=True):
            if isinstance(cell, str) and ARABIC.search(cell):
                where = Location(
                    file=str(grid.path),
                    sheet=grid.sheet,
                    row=row,
                    column=name,
                    cell=f"{letters}{row}",
                )
                yield Passage(Located.plain(cell, 0), True, where, (str(table.source), name))


def columns_of_words(grid: Grid, table: Table) -> Iterator[tuple[str, str, pd.Series]]:
    """Yield the name, the letters and the cells of each column of a file that may hold words."""
    for name, letters, cells in zip(grid.header, grid.letters, grid.columns, strict=True):
        if letters and _is_words(table, name):
            yield name, letters, cells


def _is_words(table: Table, name: str) -> bool:
    column = table.columns.get(name)
    return column is None or column.facts.is_words


def _of_toml(source: Source, model: Brief, *, every: bool) -> Iterator[Passage]:
    for item in toml_texts(source.text):
        where = Location(file=str(source.path), key=dotted(item.path))
        if _is_value(item.path):
            yield Passage(item.located, True, where, _compared(item.path, model))
            continue
        mark = mark_for_readers(model, item.path)
        if every or mark is not None:
            mark = mark or ForReaders()
            yield Passage(
                item.located,
                False,
                where,
                has_expressions=mark.has_expressions,
                is_markdown=mark.is_markdown,
            )


def unprinted(source: Source, model: Brief) -> Iterator[str]:
    """Yield the keys of ``brief.toml``, and its texts that are neither printed nor values: names
    and expressions. Other sources have none.
    """
    for item in toml_texts(source.text) if source.kind == "toml" else ():
        yield from (key for key in item.path if isinstance(key, str))
        if not _is_value(item.path) and mark_for_readers(model, item.path) is None:
            yield item.located.text


def _is_value(path: KeyPath) -> bool:
    """Say whether a text is one of a category's ``values``, or of a condition."""
    return _condition(path) is not None or (path[0] == "tables" and path[4:5] == ("values",))


def _condition(path: KeyPath) -> int | None:
    """Return where ``where`` is in a path, of a measure, a section, a block or a part of a block;
    ``None`` if there is no condition."""
    start = 1 if path[0] == "summary" else 2
    while start + 1 < len(path) and isinstance(path[start + 1], int):  # blocks[0].figures[1]
        start += 2
    is_condition = path[0] != "tables" and path[start : start + 1] == ("where",)
    return start if is_condition and len(path) > start + 1 else None


def _compared(path: KeyPath, model: Brief) -> tuple[str, str] | None:
    """Return the column that a value of ``brief.toml`` is compared with; ``None`` if the part with
    the condition names no table."""
    start = _condition(path)
    if start is None:
        return str(model.tables[str(path[1])].source), str(path[3])
    owner = _part_at(path[:start], model)
    queries = owner.queries() if isinstance(owner, Block | Measure) else ()
    name = next((query.table for query in queries), None)
    return (str(model.tables[name].source), str(path[start + 1])) if name in model.tables else None


def _part_at(path: KeyPath, model: Brief) -> object:
    node: object = model
    for key in path:
        is_item = isinstance(node, tuple | Mapping)
        node = node[key] if is_item else getattr(node, str(key))  # type: ignore[index]
    return node
