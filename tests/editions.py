"""Editions that tests share: each is built once in a run, by the worker that asks for it first."""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Editions:
    """Built editions, addressed by what they are built from: the files of a brief and the options.

    Ask for an edition before anything is patched: other tests receive the same bytes.

    :param folder: where the editions are; all workers of a run share it.
    """

    folder: Path

    def pdf(self, brief: Path, **options: Any) -> bytes:
        """Return the PDF of the brief in a folder, built with the options of :func:`report.build`."""
        return self._path(brief, options).read_bytes()

    def write(self, brief: Path, target: Path, **options: Any) -> Path:
        """Write the PDF of the brief to ``target``, and return that."""
        target.write_bytes(self.pdf(brief, **options))
        return target

    def _path(self, brief: Path, options: dict[str, Any]) -> Path:
        """Return the PDF's path; build it if it is the first time that this brief is asked for."""
        path = self.folder / f"{digest_of(brief, options)}.pdf"
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                from report.building import build

                build(brief, path, **options)
        return path


def digest_of(brief: Path, options: dict[str, Any]) -> str:
    """Return the SHA-256 of the brief's files, by their names, and of the options, in hexadecimal."""
    digest = sha256(repr(sorted(options.items())).encode())
    for path in sorted(path for path in brief.rglob("*") if path.is_file()):
        name = path.relative_to(brief).as_posix().encode("utf-8", "surrogateescape")
        digest.update(b"%d %b %d " % (len(name), name, path.stat().st_size))
        digest.update(path.read_bytes())
    return digest.hexdigest()
