"""Finished editions: an unchanged brief is not built again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from report.cache.build_cache import BuildCache
from report.cache.machine import Stamp, stamps, surroundings
from report.errors import Finding, Location, Severity
from report.inputs import contents, walk
from report.toml import LARGEST_BRIEF, parse_toml

#: A PDF larger than this is not kept, in bytes.
_LARGEST = 64 * 1024 * 1024
#: What a path inside the brief's folder begins with while it is kept.
_INSIDE = "\0"


@dataclass(frozen=True, slots=True)
class Finished:
    """An edition: the PDF, its pages and fonts, the excluded rows (empty if there are none), and
    the findings.

    The PDF of one with long registers is a temporary file.
    """

    pdf: bytes | IO[bytes]
    pages: int
    fonts: tuple[str, ...]
    excluded_rows: bytes
    findings: tuple[Finding, ...] = ()

    def close(self) -> None:
        """Give a temporary file back."""
        if not isinstance(self.pdf, bytes):
            self.pdf.close()

    @property
    def size(self) -> int:
        """How large the PDF is, in bytes."""
        return len(self.pdf) if isinstance(self.pdf, bytes) else self.pdf.seek(0, os.SEEK_END)

    def packed(self, folder: Path) -> bytes:
        """Return all of it as bytes; findings name files of the brief's ``folder`` without that
        folder."""
        pdf = self.pdf
        if not isinstance(pdf, bytes):
            pdf.seek(0)
            pdf = pdf.read()
        findings = [_packed(finding, folder) for finding in self.findings]
        about = {"pages": self.pages, "fonts": self.fonts, "pdf": len(pdf), "findings": findings}
        return json.dumps(about).encode() + b"\n" + pdf + self.excluded_rows

    @classmethod
    def unpacked(cls, data: bytes, folder: Path) -> Finished:
        """Return what :meth:`packed` packed, with files of ``folder``: the brief may stand
        elsewhere by now."""
        head, _, rest = data.partition(b"\n")
        about = json.loads(head)
        findings = tuple(_unpacked(finding, folder) for finding in about["findings"])
        return cls(
            rest[: about["pdf"]],
            about["pages"],
            tuple(about["fonts"]),
            rest[about["pdf"] :],
            findings,
        )


def _packed(finding: Finding, folder: Path) -> list[object]:
    """Return a finding as JSON has it; a file inside ``folder`` is marked by a NUL, which no path
    holds."""
    where = finding.where.as_dict()
    file = where.get("file")
    if isinstance(file, str) and Path(file).is_relative_to(folder):
        where["file"] = _INSIDE + str(Path(file).relative_to(folder))
    values = {name: _json_value(value) for name, value in finding.values.items()}
    return [finding.rule, where, values, finding.severity]


def _json_value(value: object) -> object:
    if isinstance(value, tuple):
        return list(map(_json_value, value))
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _unpacked(packed: list[Any], folder: Path) -> Finding:
    rule, where, values, severity = packed
    if str(where.get("file", "")).startswith(_INSIDE):
        where["file"] = str(folder / where["file"].removeprefix(_INSIDE))
    # JSON has no tuples.
    values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Finding(rule, Location(**where), values, Severity(severity))


@dataclass(frozen=True, slots=True)
class EditionCache:
    """The edition of the current brief and the options of its build; ``key`` is ``None`` if it
    cannot be stored."""

    memory: BuildCache
    folder: Path
    key: str | None
    seen: tuple[Stamp, ...]

    @classmethod
    def of(cls, folder: Path, *options: object) -> EditionCache:
        """Look at a brief and at the machine. ``options`` is what steers the build besides them.

        :raises OSError: when Mujaz's own files cannot be read.
        """
        memory = BuildCache.of_user()
        seen = tuple(stamps(_files(folder)))
        return cls(memory, folder, _key(memory, folder, options), seen)

    def find(self) -> Finished | None:
        """Return the stored edition."""
        stored = self.memory.find(self.key) if self.key is not None else None
        return None if stored is None else Finished.unpacked(stored, self.folder)

    def keep(self, finished: Finished) -> None:
        """Keep the edition and what was made on the way to it, unless something changed while it
        was built."""
        if surroundings() != self.memory.machine or tuple(stamps(_files(self.folder))) != self.seen:
            return
        if self.key is not None and finished.size <= _LARGEST:
            self.memory.keep(self.key, finished.packed(self.folder))
        self.memory.settle()


def _key(memory: BuildCache, folder: Path, options: tuple[object, ...]) -> str | None:
    """Return the key of a brief's edition: ``None`` when a database is asked, whose answer may be
    another each time."""
    try:
        with (folder / "brief.toml").open("rb") as file:
            brief = parse_toml(file.read(LARGEST_BRIEF).decode("utf-8"))
        tables = brief.get("tables", {}).values()
        return (
            None
            if any("url" in table for table in tables)
            else memory.key("edition", contents(folder), options)
        )
    except (
        OSError,
        ValueError,
        AttributeError,
        TypeError,
    ):  # what is wrong with it is for the build to tell
        return None


def _files(folder: Path) -> Iterator[str]:
    return (str(file.path) for file in walk(folder, hidden=True))
