"""Names of files in a brief's folder, however a disk or a keyboard composes their letters."""

from __future__ import annotations

import unicodedata
from pathlib import Path


def named_file(folder: Path, relative: str) -> Path:
    """Return the path of the file ``relative`` in ``folder``, or that of the file whose name equals
    it in Unicode NFC.

    The text of ``brief.toml`` is composed (NFC) when it is read; a disk keeps the names that it was
    given, and some programs decompose them (NFD). Where no such file is there, ``folder /
    relative`` is returned.
    """
    exact = folder / relative
    if relative.isascii() or _exists(exact):
        return exact
    resolved = folder
    for segment in Path(relative).parts:
        if not _exists(resolved / segment):
            alike = [name for name in _names(resolved) if _composed(name) == _composed(segment)]
            if not alike:
                return exact
            segment = min(alike)
        resolved /= segment
    return resolved


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
