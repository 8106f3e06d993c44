"""Read a brief's folder: ``brief.toml`` into the model, every fault with its key and line."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.brief.faults import Place, Reading
from report.brief.locate import dotted, line_of
from report.brief.model import Brief
from report.brief.names import named_file
from report.brief.toml_faults import fault_values
from report.errors import BriefError, Location
from report.toml import LARGEST_BRIEF, parse_toml

#: Bytes of a text of the brief.
LARGEST_PROSE = 8 * 1024 * 1024
#: The folder of a brief that was made in Python and has none: no file is in it.
NOWHERE = Path(os.devnull) / "brief"


@dataclass(frozen=True, slots=True)
class LoadedBrief:
    """A brief, with the folder of its files and the text of its ``brief.toml``.

    ``made`` says that it was made in Python: ``text`` is then written from the model, and
    ``folder`` has no such file, or another one. ``texts`` has the prose that was given in memory,
    by the path that a block names. Where sections are repeated, ``written`` has the number of each
    section in ``brief.toml``, and ``unrepeated`` is the model before.
    """

    folder: Path
    text: str
    model: Brief
    made: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[tuple[str, int], int] = field(default_factory=dict)
    unrepeated: Brief | None = None

    @property
    def file(self) -> Path:
        """The path of ``brief.toml``."""
        return self.folder / "brief.toml"

    @property
    def declared(self) -> Brief:
        """The model that has the paths of ``brief.toml``: each section once."""
        return self.unrepeated or self.model

    def where(self, *path: str | int) -> Location:
        """Return the place of a key in ``brief.toml``; of a brief that was made in Python the key
        alone."""
        if len(path) > 1 and (path[0], path[1]) in self.written:
            path = (path[0], self.written[str(path[0]), int(path[1])], *path[2:])
        if self.made:
            return Location(key=dotted(path))
        return Location(file=str(self.file), key=dotted(path), line=line_of(self.text, path))

    @property
    def place(self) -> Location:
        """The place of the whole brief."""
        return Location() if self.made else Location(file=str(self.file))

    def resolve(self, relative: str, where: Location) -> Path:
        """Return the path of a file of the brief.

        :raises BriefError: ``no-file`` when it is not there, ``outside-brief`` when a link leads
            out of the folder, ``no-folder`` when the brief has none.
        """
        if self.folder == NOWHERE:
            raise BriefError.of("no-folder", where, path=relative)
        path = named_file(self.folder, relative)
        try:
            exists = path.is_file()
        except OSError:  # a name too long, a folder that may not be entered
            exists = False
        if not exists:
            raise BriefError.of("no-file", where, path=relative, folder=str(self.folder))
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise BriefError.of("outside-brief", where, path=relative)
        return path

    def name_of_text(self, relative: str) -> str:
        """Return the name of a prose file in findings; a text that was given in memory has no
        folder."""
        return relative if relative in self.texts else str(self.folder / relative)

    def read_text(self, relative: str, where: Location) -> str:
        """Return the text of a prose file, or the text that replaces it.

        :raises BriefError: when it cannot be read, is not UTF-8, or is too large.
        """
        if relative in self.texts:
            return self.texts[relative]
        return _text(self.resolve(relative, where), LARGEST_PROSE)


def _text(path: Path, limit: int) -> str:
    where = Location(file=str(path))
    try:
        if path.stat().st_size > limit:
            raise BriefError.of("too-large", where, limit=limit // 1024)
        data = path.read_bytes()
    except OSError as error:
        raise BriefError.of("unreadable", where, reason=error.strerror or str(error)) from error
    try:
        return composed_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BriefError.of(
            "not-utf8", Location(file=str(path), line=line), byte=f"{data[error.start]:#04x}"
        ) from error


def composed_text(text: str) -> str:
    """Return a text with composed characters, so that its names and values equal those of the
    tables."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _text_of_line(text: str, line: int | None) -> str:
    lines = text.split("\n")
    return lines[line - 1] if line is not None and 0 < line <= len(lines) else ""


def load_brief(
    folder: Path | str, in_memory: Collection[str] = (), carried: Collection[str] = ()
) -> LoadedBrief:
    """Read ``brief.toml`` of ``folder``.

    :param in_memory: names of the tables in memory, which need no ``source``; each must be one of
        the brief.
    :param carried: names of the tables whose cells the folder carries, which need no ``source``.
    :raises BriefError: with a finding for every fault of the file, in the order they are in it.
    """
    folder = Path(folder)
    file = folder / "brief.toml"
    if not file.is_file():
        raise BriefError.of("no-brief", Location(file=str(file)), folder=str(folder))
    text = _text(file, LARGEST_BRIEF)
    try:
        data = parse_toml(text)
    except ValueError as error:
        line = getattr(error, "lineno", None) or _line_in(str(error), text)
        raise BriefError.of(
            "not-toml",
            Location(file=str(file), line=line),
            **fault_values(str(error), _text_of_line(text, line)),
        ) from error
    context = Reading(_where_in(file, text), frozenset(in_memory), frozenset(carried))
    return LoadedBrief(folder, text, Brief.model_validate(data, context=context))


def loaded_from_model(
    model: Brief, folder: Path | None, in_memory: Collection[str] = ()
) -> LoadedBrief:
    """Return a brief that was made in Python, as if its ``brief.toml`` had been read.

    It is written as TOML and read again, so that it is the same brief when the edition is built
    again from that text.

    :param folder: where its files are; without one it can name none.
    :param in_memory: as for :func:`load_brief`.
    :raises BriefError: ``one-of`` for each table that has neither a source nor a frame,
        ``unknown-table`` for each frame without a table.
    """
    from report.brief.written import toml_of

    text = unicodedata.normalize("NFC", toml_of(model))
    context = Reading(lambda *path: Location(key=dotted(path)), frozenset(in_memory))
    again = Brief.model_validate(parse_toml(text), context=context)
    return LoadedBrief(folder or NOWHERE, text, again, made=True)


def _where_in(file: Path, text: str) -> Place:
    def place(*path: str | int) -> Location:
        return Location(file=str(file), key=dotted(path), line=line_of(text, path))

    return place


def _line_in(message: str, text: str) -> int | None:
    """Return the line that Python's own message names: before Python 3.14 the error has no
    attribute for it.

    What is missed at the end of the document is reported at its last line.
    """
    _, separator, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    if separator and digits.isdigit():
        return int(digits)
    return text.rstrip().count("\n") + 1 if "end of document" in message else None
