"""What is to be built: a job for each value of a column, or for each folder, with the digest of
what goes into it."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from report.archive.provenance import Options
from report.archive.versions import versions
from report.batches.model import BuildOptions, Job, Plan
from report.brief import LoadedBrief
from report.composing import read
from report.errors import BriefError, Location
from report.inputs import inputs
from report.limiting import RowFilter, find_column, values_of_batch

#: Names of files may have 255 bytes, an Arabic letter has two; the number, the suffix and a
#: signature's want room too.
_LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a folder, each by its path in it with its SHA-256; ``digest`` is that of them
    all."""

    files: tuple[tuple[str, str], ...]
    digest: str


def content_of(folder: Path) -> Content:
    """Return what is in a folder, except for hidden files.

    :raises BriefError: ``unreadable``.
    """
    try:
        files = list(inputs(folder))
    except OSError as error:
        where = Location(file=str(error.filename or folder))
        raise BriefError.of("unreadable", where, reason=error.strerror or str(error)) from error
    return Content(tuple(files), _digest(files))


def _digest(value: object) -> str:
    # A name of a file may be no text: its bytes are used unchanged.
    return sha256(
        json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape")
    ).hexdigest()


def plan_by(folder: Path, column: str, build_options: BuildOptions, output: Path) -> Plan:
    """Plan a brief for each value of ``column``, ``TABLE.COLUMN`` or a name that one table alone
    has.

    A blank cell is a value too, «غير مذكور»: no row is in none of the briefs.

    :raises MujazError: what is wrong with the brief or its tables; ``column-of-several``,
        ``unknown-column``, ``batch-of-nothing``, ``batch-asks-server``, ``batch-inside``.
    """
    _outside(folder, output)
    content = content_of(folder)
    taken = read(folder, build_options.digits)
    refuse_server(taken.brief)
    table, column = find_column(taken.brief, taken.tables, column)
    values = values_of_batch(taken.tables[table], column)
    if not values:
        raise BriefError.of("batch-of-nothing", taken.brief.place)
    jobs = [
        _job(
            value,
            value,
            folder,
            content,
            build_options,
            RowFilter(table, column, value, number),
            number,
            len(values),
        )
        for number, value in enumerate(values, 1)
    ]
    return Plan(f"{table}.{column}", tuple(jobs))


def plan_each(folders: Sequence[Path], build_options: BuildOptions, output: Path) -> Plan:
    """Plan a brief for each folder; a folder without ``brief.toml`` represents the briefs that are
    folders in it.

    :raises BriefError: ``no-brief``, ``unreadable``, ``batch-inside``.
    """
    by_name: dict[str, Path] = {}
    for folder in folders:
        for folder_path in _briefs(folder):
            _outside(folder_path, output)
            by_name.setdefault(os.path.normpath(folder_path), folder_path)
    jobs = [
        _job(
            name,
            Path(os.path.realpath(folder_path)).name,
            folder_path,
            content_of(folder_path),
            build_options,
            None,
            number,
            len(by_name),
        )
        for number, (name, folder_path) in enumerate(by_name.items(), 1)
    ]
    return Plan("folders", tuple(jobs))


def _outside(folder: Path, output: Path) -> None:
    """Raise ``batch-inside`` when the PDFs would become files of the brief that they are made
    from."""
    if Path(os.path.realpath(output)).is_relative_to(os.path.realpath(folder)):
        raise BriefError.of("batch-inside", Location(file=str(output)), folder=str(folder))


def _briefs(folder: Path) -> list[Path]:
    if (folder / "brief.toml").is_file():
        return [folder]
    inner = sorted(
        file.parent for file in folder.glob("*/brief.toml") if not file.parent.name.startswith(".")
    )
    if not inner:
        raise BriefError.of(
            "no-brief", Location(file=str(folder / "brief.toml")), folder=str(folder)
        )
    return inner


def _job(
    name: str,
    title: str,
    folder: Path,
    content: Content,
    build_options: BuildOptions,
    row_filter: RowFilter | None,
    number: int,
    of: int,
) -> Job:
    options = Options(
        profile=build_options.profile,
        digits=build_options.digits,
        epoch=build_options.epoch,
        row_filter=row_filter,
        attach=build_options.attach,
    )
    inputs = _digest([content.digest, options.as_dict(), versions()])
    return Job(name, folder, content.digest, inputs, options, file_name(number, of, title))


def file_name(number: int, of: int, title: str) -> str:
    """Return the name of the PDF of ``title``, a value or a folder, the ``number``-th of ``of``.

    Letters of any script, figures and marks stay, all else becomes a hyphen: no name leads out of
    its folder, hides, or equals another.
    """
    composed = unicodedata.normalize("NFC", title)
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in composed)
    slug = "-".join(letters.split())
    while len(slug.encode()) > _LONGEST_SLUG:
        slug = slug[:-1]
    width = max(4, len(str(of)))
    return "-".join(filter(None, [f"{number:0{width}}", slug.strip("-")])) + ".pdf"


def refuse_server(brief: LoadedBrief) -> None:
    """Raise ``batch-asks-server`` when a table is read from a database server: each worker could
    read different rows."""
    for name, table in brief.model.tables.items():
        if table.url is not None and not table.url.startswith("sqlite:"):
            raise BriefError.of("batch-asks-server", brief.where("tables", name, "url"), table=name)
