"""The texts of a brief that conventions hold for, each with its place: prose, the cells of tables, ``brief.toml``."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from report.arabic.conventions_text import ARABIC, Span
from report.brief.blocks import Block, Prose
from report.brief.load import LoadedBrief
from report.brief.locate import dotted
from report.brief.model import Brief
from report.brief.tables import Table
from report.errors import Where
from report.intake.cells import clean
from report.lint.csv_source import csv_cells
from report.lint.located import Located
from report.lint.markup import kept_in_plain, kept_in_prose
from report.lint.toml_source import KeyPath, toml_texts

#: The keys of ``brief.toml`` whose texts are read by people; the others name things, or are codes.
_READ = frozenset(
    [
        *["title", "subtitle", "place", "issuer", "classification", "notice", "short", "detail", "label"],
        *["lead", "caption", "note", "unit", "singular", "dual", "dual_oblique", "plural", "accusative"],
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the brief as it stands: ``text`` under ``codec`` is, byte by byte, ``data``.

    A byte order mark is the text's first character. ``table`` is the table that a CSV file is read as.
    """

    path: Path
    kind: Literal["toml", "prose", "table"]
    codec: str
    text: str
    table: Table | None = None

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.codec)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a source. A ``value`` is compared with others when the brief is counted: a cell, or what it must equal.

    ``column`` says in which column of which file's table a value is compared.
    """

    located: Located
    value: bool
    where: Where
    column: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """The text itself."""
        return self.located.text

    def kept(self, text: str) -> Sequence[Span]:
        """Return what of ``text``, this passage's or what becomes of it, is no Arabic text."""
        return kept_in_plain(text) if self.value else kept_in_prose(text)


def read_sources(brief: LoadedBrief) -> tuple[Source, ...]:
    """Return every file of the brief that has texts, each once, ``brief.toml`` first.

    :raises BriefError: when a file is not there, or not in the folder.
    :raises OSError: when it cannot be read.
    :raises UnicodeDecodeError: when it is not in its encoding. The intake refuses all three before.
    """
    sources = {brief.file.resolve(): _source(brief.file, "toml", "utf-8")}
    for name, table in brief.model.tables.items():
        path = brief.resolve(table.source, brief.where("tables", name, "source"))
        sources.setdefault(path.resolve(), _source(path, "table", table.encoding, table))
    for block in _blocks(brief.model):
        if isinstance(block, Prose):
            path = brief.resolve(block.prose, Where(file=str(brief.file)))
            sources.setdefault(path.resolve(), _source(path, "prose", "utf-8"))
    return tuple(sources.values())


def _source(path: Path, kind: Literal["toml", "prose", "table"], encoding: str, table: Table | None = None) -> Source:
    data = path.read_bytes()
    if encoding == "utf-16":
        # Python's own «utf-16» drops the mark, and writes another one.
        encoding = "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    return Source(path, kind, encoding, data.decode(encoding), table)


def _blocks(model: Brief) -> Iterator[Block]:
    if model.summary is not None:
        yield from model.summary.blocks
    for section in (*model.sections, *model.appendices):
        yield from section.blocks


def passages(source: Source, model: Brief) -> Iterator[Passage]:
    """Yield the texts of a source in order; of a table only the cells with Arabic in columns of texts."""
    if source.kind == "toml":
        yield from _of_toml(source, model)
    elif source.table is not None:
        yield from _of_table(source, source.table)
    else:
        start = 1 if source.text.startswith("\ufeff") else 0
        yield Passage(Located.plain(source.text[start:], start), False, Where(file=str(source.path)))


def _of_table(source: Source, table: Table) -> Iterator[Passage]:
    header: list[str] = []
    file = str(source.path)
    for cell in csv_cells(source.text, table.delimiter):
        if cell.row == 1:
            header.append(clean(cell.text))
        elif cell.column < len(header) and ARABIC.search(cell.text):
            name = header[cell.column]
            column = table.columns.get(name)
            if column is None or column.type in ("text", "category"):
                yield Passage(cell.located(), True, Where(file=file, row=cell.row, column=name), (table.source, name))


def _of_toml(source: Source, model: Brief) -> Iterator[Passage]:
    for found in toml_texts(source.text):
        where = Where(file=str(source.path), key=dotted(found.path))
        if _is_value(found.path):
            yield Passage(found.located, True, where, _compared(found.path, model))
        elif _is_read(found.path):
            yield Passage(found.located, False, where)


def _is_value(path: KeyPath) -> bool:
    """Tell whether a text is one of a category's ``values``, or of a condition."""
    return _condition(path) is not None or (path[0] == "tables" and path[4:5] == ("values",))


def _condition(path: KeyPath) -> int | None:
    """Return where ``where`` stands in a path, of a measure or of a block; ``None`` where there is no condition."""
    at = path.index("blocks") + 2 if "blocks" in path else 2
    return at if path[0] != "tables" and path[at : at + 1] == ("where",) and len(path) > at + 1 else None


def _is_read(path: KeyPath) -> bool:
    """Tell whether a text is for people; the ``label`` of a time line is not: it names a column."""
    return path[:2] == ("brief", "keywords") or (
        path[-1] in _READ and not (path[-1] == "label" and "blocks" in path[-3:])
    )


def _compared(path: KeyPath, model: Brief) -> tuple[str, str] | None:
    """Return the column that a value of ``brief.toml`` is compared with."""
    at = _condition(path)
    if at is None:
        return model.tables[str(path[1])].source, str(path[3])
    if path[0] == "measures":
        name = model.measures[str(path[1])].table
    else:
        block = _block_at(path[:at], model)
        name = getattr(block, "table", None) or getattr(block, "register_", None)
    return (model.tables[name].source, str(path[at + 1])) if name in model.tables else None


def _block_at(path: KeyPath, model: Brief) -> object:
    part: object = model
    for key in path:
        part = part[key] if isinstance(part, tuple) and isinstance(key, int) else getattr(part, str(key))
    return part
