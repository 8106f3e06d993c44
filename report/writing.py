"""Files are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from report.beside import written
from report.errors import Location, OutputError


def replace_file(path: Path, data: bytes | IO[bytes]) -> None:
    """Write ``data``, or what is in a file, to ``path``: into a temporary file beside it, synced to
    the disk, then renamed over it.

    A missing folder is made. Where anything fails, what stood at ``path`` is untouched and nothing
    is left beside it, nor what a killed writer has left there.

    :raises OutputError: ``cannot-write``, with the operating system's reason.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path.name} is a folder")
        if path.exists() and not path.is_file():
            # A device such as /dev/null would be replaced by a file.
            raise OSError(f"{path.name} is a device or a pipe, not a file")
        path.parent.mkdir(parents=True, exist_ok=True)
        with written(path, data) as temporary:
            temporary.replace(path)
    except OSError as error:
        raise OutputError.of(
            "cannot-write", Location(file=str(path)), reason=error.strerror or str(error)
        ) from error
