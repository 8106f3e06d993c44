"""Collect the attachments of an edition: its sources, its data, and reports about both.

``brief/`` is the folder of the brief that was read, no more and no less, so that it can be
unpacked again (relationship ``Source``). ``data/`` holds the counted tables as a Frictionless data
package (``Data``). ``text.txt`` is the text of the pages (``Alternative``).
``findings.json`` and ``provenance.json`` describe them (``Supplement``). See ``docs/inside.md``.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from report.archive.data_csv import ROW, csv_parts
from report.archive.inside import is_fit
from report.archive.model import Attachment, Relationship
from report.archive.packed import pack, read_parts
from report.archive.plain_text import plain_text
from report.brief.names import named_file
from report.brief.printed import all_blocks
from report.errors import BriefError, Finding, Location
from report.intake.types.kind import type_of
from report.messages import page_text

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.document import Composition
    from report.intake.model import EventTable
    from report.limiting import RowFilter

#: The path of the plain text.
TEXT = "text.txt"
_PASSWORD = re.compile(r"(?<=://)([^\s/@:\"']*):([^\s@\"']*)@")
_MEDIA = {
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
}


def pack_sources(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    pictures: Sequence[Path] = (),
    *,
    own_rows: RowFilter | None = None,
    packed: Sequence[Attachment] = (),
) -> tuple[Attachment, ...]:
    """Return the source files of the brief, under their own paths in ``brief/``.

    :param pictures: files that the pages show; those in the brief's folder are added.
    :param own_rows: the row filter of the brief. The tables are then attached as the cells of
        ``tables``, and none of their files, because these hold other rows.
    :param packed: what this function returned for fewer pictures. It is not packed again.

    A table that was passed in memory is attached as its cells too, without the file that it
    replaced. Passwords of databases are removed from ``brief.toml``; the answers of a server are in
    ``brief/as-read``.

    :raises BriefError: ``unfit-file-name``, with a finding for each file.
    """
    ready = {source.path: source for source in packed}
    # Two tables may have the same query.
    return tuple(
        {
            path: ready.get(path) or attachment(path, content, "Source", description)
            for path, description, content in _source_parts(brief, tables, pictures, own_rows)
        }.values()
    )


def _source_parts(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    pictures: Sequence[Path],
    own_rows: RowFilter | None,
) -> Iterator[tuple[str, str, Iterable[bytes]]]:
    """Yield the path, the description and the content of each file of :func:`pack_sources`."""
    from report.intake.extract import extract_name
    from report.intake.sources.as_read import as_read_name

    as_cells = {
        name
        for name, table in tables.items()
        if (own_rows is not None or table.in_memory) and not table.is_derived
    }
    as_files = [name for name in brief.model.tables if name not in as_cells]
    left_out = _table_files(brief, tables, as_cells) - _table_files(brief, tables, as_files)
    left_out |= {named_file(brief.folder, path) for path in brief.texts}
    files = sorted(_files(brief, tables, pictures) - left_out)
    if unfit := _unfit(brief, files):
        raise BriefError(*unfit)
    for name in brief.model.tables:
        if name in as_cells:
            table = tables[name]
            cells = page_text("attached.cells", table=table.label)
            yield f"brief/{extract_name(table.name)}", cells, _cells(brief, table, own_rows)
    for name in as_files:
        spec = brief.model.tables[name]
        if spec.url is not None and spec.query is not None and not spec.url.startswith("sqlite:"):
            path = f"brief/{as_read_name(spec.url, spec.query)}"
            yield path, page_text("attached.rows-as-read"), _as_read(tables[name])
    table_files = _grid_paths(tables.values())
    of_brief = page_text("attached.file-of-brief")
    for file in files:
        path = f"brief/{file.relative_to(brief.folder).as_posix()}"
        if file == brief.file:
            yield path, page_text("attached.brief"), _brief_file(brief)
        elif file in table_files:
            yield path, page_text("attached.table-as-read"), read_parts(file)
        else:
            yield path, of_brief, read_parts(file)
    for path, text in brief.texts.items():
        yield f"brief/{path}", of_brief, [text.encode()]


def unfit_names(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> tuple[Finding, ...]:
    """Return ``unfit-file-name`` for each file of the brief whose name is not valid for an
    attachment."""
    return _unfit(brief, sorted(_files(brief, tables, ())))


def _unfit(brief: LoadedBrief, files: Sequence[Path]) -> tuple[Finding, ...]:
    names = (*(file.relative_to(brief.folder).as_posix() for file in files), *brief.texts)
    unfit = (name for name in names if not is_fit(name))
    return tuple(
        Finding("unfit-file-name", Location(file=name.encode("utf-8", "backslashreplace").decode()))
        for name in unfit
    )


def _cells(brief: LoadedBrief, table: EventTable, own_rows: RowFilter | None) -> Iterator[bytes]:
    """Yield a table as its cells: that of one value of a column, or of a frame passed in memory."""
    from report.intake.extract import supplied, to_json, whole

    limited = own_rows is not None and own_rows.table == table.name
    extract = supplied(table) if own_rows is None else whole(table, pinned=limited)
    yield to_json(extract, brief.folder)


def _as_read(table: EventTable) -> Iterator[bytes]:
    """Yield the answer of a server that a table was read from."""
    from report.intake.sources.as_read import as_read

    (grid,) = table.grids
    yield as_read(grid)


def _brief_file(brief: LoadedBrief) -> Iterator[bytes]:
    """Yield the file of the brief without passwords."""
    text = brief.text if brief.made else brief.file.read_bytes().decode("utf-8")
    yield _PASSWORD.sub(r"\1:***@", text).encode()


def _table_files(
    brief: LoadedBrief, tables: Mapping[str, EventTable], names: Collection[str]
) -> frozenset[Path]:
    """Return every file that these tables are read from, and the files that lead to it: packages,
    several files as one."""
    specs = (brief.model.tables[name] for name in names)
    sources = [str(spec.source) for spec in specs if spec.source is not None]
    named = {brief.folder / source for source in sources}
    patterned = chain.from_iterable(_matching(brief, source) for source in sources)
    read = _grid_paths(tables[name] for name in names if name in tables)
    return frozenset({*named, *patterned, *read})


def _grid_paths(tables: Iterable[EventTable]) -> set[Path]:
    """Return the files that tables are read from."""
    grids = chain.from_iterable(table.grids for table in tables)
    return {grid.path for grid in grids}


def _matching(brief: LoadedBrief, pattern: str) -> Iterator[Path]:
    with suppress(ValueError, OSError, NotImplementedError):  # a name, not a pattern
        yield from brief.folder.glob(pattern)


def _files(
    brief: LoadedBrief, tables: Mapping[str, EventTable], pictures: Sequence[Path]
) -> set[Path]:
    read = (table for table in tables.values() if not table.in_memory)
    paths = {brief.file, *_grid_paths(read)}
    printed = chain.from_iterable(block.files() for block in all_blocks(brief.model))
    texts = (text for text in _texts(brief.model.model_dump()) if _may_be_file(text))
    named = (named_file(brief.folder, text) for text in (*printed, *texts))
    paths |= {path for path in named if _is_inside(path, brief.folder)}
    folder = brief.folder.resolve()
    paths |= {
        brief.folder / path.relative_to(folder) for path in pictures if path.is_relative_to(folder)
    }
    own = brief.folder / "templates"
    paths |= {
        path for path in own.rglob("*") if not path.name.startswith(".") and _is_inside(path, own)
    }
    return paths


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from _texts(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _texts(child)


def _may_be_file(text: str) -> bool:
    """Return whether a text of a brief may be the name of a file in its folder."""
    path = PurePosixPath(text)
    return bool(path.suffix and len(text) < 300 and not path.is_absolute()) and (
        ".." not in path.parts
    )


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a text that is not a name
        return False


def pack_data(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> tuple[Attachment, ...]:
    """Return the counted tables as CSV in UTF-8, and the data package that describes
    them."""
    return tuple(
        attachment(path, content, "Data", description)
        for path, description, content in data_parts(brief, tables)
    )


def data_parts(
    brief: LoadedBrief, tables: Mapping[str, EventTable]
) -> Iterator[tuple[str, str, Iterable[bytes | memoryview]]]:
    """Yield the path, the description and the content of each file of :func:`pack_data`."""
    resources = []
    for name, table in sorted(tables.items()):
        if table.is_derived:
            continue
        path = f"data/{name}.csv"
        yield path, page_text("attached.table", table=table.label), csv_parts(table)
        resources.append(
            {
                "name": name,
                "title": table.label,
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "profile": "tabular-data-resource",
                "schema": {"fields": _fields(table), "primaryKey": ROW, "missingValues": [""]},
            }
        )
    heading = brief.model.brief
    package = {
        "name": "brief",
        "title": heading.title,
        "profile": "tabular-data-package",
        "resources": resources,
    }
    yield "data/datapackage.json", page_text("attached.package"), [_json(package)]


def _fields(table: EventTable) -> list[dict[str, str]]:
    fields = [{"name": ROW, "type": "integer", "description": "the row's number in its source"}]
    for name in table.source_columns:
        column = table.columns[name]
        fields.append({"name": name, "type": type_of(column).packed, "title": column.label})
    return fields


def pack_text(document: Composition) -> Attachment:
    """Return the text of the pages in reading order, in UTF-8
    (:mod:`report.archive.plain_text`)."""
    return attachment(TEXT, plain_text(document), "Alternative", page_text("attached.text"))


def pack_findings(tables: Mapping[str, EventTable]) -> Attachment:
    """Return the findings in the tables, as JSON in the form of ``mujaz check --format json``."""
    findings = chain.from_iterable(table.findings for table in tables.values())
    records = [_portable(finding) for finding in findings]
    return attachment(
        "findings.json", [_json(records)], "Supplement", page_text("attached.findings")
    )


def _portable(finding: Finding) -> dict[str, object]:
    """Return a finding as plain data whose file names do not contain the folders of the machine."""
    where = finding.where
    if where.file is not None:
        where = replace(where, file=Path(where.file).name)
    return {**finding.as_dict(), "where": where.as_dict()}


def attachment(
    path: str, content: Iterable[bytes | memoryview], relationship: Relationship, description: str
) -> Attachment:
    """Return a file as an attachment; its media type follows from the end of its name."""
    suffix = Path(path).suffix.lower()
    media = _MEDIA.get(suffix) or mimetypes.types_map.get(suffix) or "application/octet-stream"
    return Attachment(
        path=path,
        content=pack(content),
        relationship=relationship,
        media_type=media,
        description=description,
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
