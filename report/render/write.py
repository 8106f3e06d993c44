"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO

from report.beside import beside
from report.errors import Location, OutputError

_CHUNK = 1024 * 1024


def replace_file(path: Path, data: bytes | IO[bytes]) -> None:
    """Write ``data``, or what stands in a file, to ``path``: into a temporary file beside it, synced to the disk, then
    renamed over it.

    A missing folder is made. Where anything fails, what stood at ``path`` is untouched and nothing is left
    beside it, nor what a killed writer has left there.

    :raises OutputError: ``cannot-write``, with the operating system's reason.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path.name} is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as temporary:
            with temporary.open("wb") as file:
                if isinstance(data, bytes):
                    file.write(data)
                else:
                    data.seek(0)
                    shutil.copyfileobj(data, file, _CHUNK)
                file.flush()
                os.fsync(file.fileno())
            # The file is made for its owner alone; a report is as readable as any new file.
            temporary.chmod(_mode(path))
            temporary.replace(path)
    except OSError as error:
        raise OutputError.of(
            "cannot-write", Location(file=str(path)), reason=error.strerror or str(error)
        ) from error


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
