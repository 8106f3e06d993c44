"""The manifest of a batch, ``manifest.jsonl``: JSON Lines (UTF-8), a line for each brief, written
as each is done.

The first line says what the batch is of, the last how it ended. A line is synced to the disk before
the next is begun: a batch that is stopped at any moment has lost no line but the one it was at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

import report
from report.batches.model import Job, Outcome
from report.errors import BriefError, Location, OutputError, Severity
from report.findings.plain import severity_word
from report.messages import Language
from report.writing import replace_file

MANIFEST = "manifest.jsonl"
_FORM = 1

Line = Mapping[str, Any]


def line_of(job: Job, outcome: Outcome) -> Line:
    """Return the line of a job that was done."""
    fields: dict[str, Any] = {
        "name": job.name,
        "status": "failed" if outcome.findings else "ok",
        "inputs": job.inputs,
        "seconds": round(outcome.seconds, 3),
        "processor": round(outcome.processor, 3),
    }
    if outcome.findings:
        fields["findings"] = list(outcome.findings)
    else:
        fields |= {
            "file": job.file,
            "sha256": outcome.sha256,
            "bytes": outcome.size,
            "pages": outcome.pages,
        }
        if outcome.warnings:
            fields["warnings"] = list(outcome.warnings)
    if outcome.unsaid:
        fields["more"] = outcome.unsaid
    return fields


class Manifest:
    """The manifest in a folder of PDFs, while the batch ``batch`` is written there; ``fresh`` takes
    another's place.

    :raises BriefError: ``not-a-manifest``; ``other-batch`` when the folder holds a batch of
        something else.
    :raises OutputError: ``cannot-write``.
    """

    def __init__(self, folder: Path, batch: str, *, fresh: bool = False) -> None:
        self._path = folder / MANIFEST
        self._batch = batch
        self._fresh = fresh
        self._file: IO[bytes] | None = None
        self.lines: tuple[Line, ...] = self._read()

    def _read(self) -> tuple[Line, ...]:
        """Return the lines of an earlier run, by job; a line cut off in the middle is ignored."""
        where = Location(file=str(self._path))
        try:
            rows = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        read = [record for row in rows if (record := _object(row)) is not None]
        if not read or read[0].get("mujaz-batch") != _FORM:
            raise BriefError.of("not-a-manifest", where)
        if read[0].get("of") != self._batch and not self._fresh:
            raise BriefError.of("other-batch", where, of=str(read[0].get("of")), wanted=self._batch)
        return tuple(record for record in read[1:] if isinstance(record.get("name"), str))

    def standing(self, jobs: Iterable[Job]) -> dict[str, Line]:
        """Return the lines, by job, of the PDFs that need not be built again: of the same inputs,
        and as written."""
        by_name = {job.name: job for job in jobs}
        standing = {}
        for line in self.lines:
            job = by_name.get(line["name"])
            if job is None or (line.get("status"), line.get("inputs"), line.get("file")) != (
                "ok",
                job.inputs,
                job.file,
            ):
                continue
            if self._is_whole(line) and _has_readable_warnings(line):
                standing[job.name] = line
        return standing

    def forget(self, names: Iterable[str]) -> None:
        """Remove the PDFs of an earlier run whose names are not ``kept``; one that somebody changed
        since stays."""
        names = set(names)
        for line in self.lines:
            name = line.get("file")
            if isinstance(name, str) and name not in names and self._is_whole(line):
                (self._path.parent / name).unlink(missing_ok=True)

    def _is_whole(self, line: Line) -> bool:
        name = line.get("file")
        if not isinstance(name, str) or Path(name).name != name:
            return False
        path = self._path.parent / name
        try:
            with path.open("rb") as file:
                same_size = os.fstat(file.fileno()).st_size == line.get("bytes")
                return same_size and file_digest(file, "sha256").hexdigest() == line.get("sha256")
        except OSError:
            return False

    def begin(self, lines: Iterable[Line]) -> None:
        """Write the manifest again with the lines that stand; :meth:`add` adds to it."""
        self.close()
        self._write(lines)
        try:
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise self._cannot(error) from error

    def add(self, line: Line) -> None:
        """Add a line, which is on the disk when this returns.

        :raises OutputError: ``cannot-write``.
        """
        assert self._file is not None, "begin comes first"
        try:
            self._file.write(_bytes(line))
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._cannot(error) from error

    def end(self, lines: Iterable[Line], summary: Line) -> None:
        """Write the whole manifest in order, one line a job, and how the batch ended."""
        self.close()
        self._write([*lines, {"summary": summary}])

    def close(self) -> None:
        """Close the file; what was added stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, lines: Iterable[Line]) -> None:
        head = {"mujaz-batch": _FORM, "of": self._batch, "mujaz": report.__version__}
        replace_file(self._path, b"".join(map(_bytes, [head, *lines])))

    def _cannot(self, error: OSError) -> OutputError:
        return OutputError.of(
            "cannot-write", Location(file=str(self._path)), reason=error.strerror or str(error)
        )


def warning_text(warning: Mapping[str, Any], language: Language) -> str:
    """Return a warning of a line as ``mujaz build`` prints it.

    :raises KeyError: when the manifest was changed, and the warning is incomplete.
    :raises TypeError: when a part of it has another type.
    :raises ValueError: when its severity does not exist.
    """
    severity = severity_word(Severity(warning["severity"]), language)
    place = Location(**warning["where"]).text(language)
    sentences = " ".join(warning[language][key] for key in ("what", "do"))
    return f"{severity} [{warning['rule']}] " + (f"{place}: {sentences}" if place else sentences)


def _has_readable_warnings(line: Line) -> bool:
    try:
        for warning in line.get("warnings", ()):
            warning_text(warning, "en")
            warning_text(warning, "ar")
    except (KeyError, TypeError, ValueError):
        return False
    return isinstance(line.get("more", 0), int)


def _bytes(line: Line) -> bytes:
    return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogateescape")


def _object(row: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(row)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
