"""Temporary files and folders beside what they are to replace, removed by the next writer where one
was killed.

A writer holds a lock on what it writes. The lock goes with its process: what has none is left over.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_SUFFIX = ".mujaz-part"
_CHUNK = 1024 * 1024


@contextmanager
def beside(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a new empty file or folder beside ``path``; when the context ends it is gone, unless it
    was renamed.

    What killed writers of the same ``path`` have left is removed first.

    :raises OSError: when it cannot be made.
    """
    _sweep(path)
    path_beside, lock = _made(path, folder=folder)
    try:
        yield path_beside
    finally:
        _remove(path_beside)
        os.close(lock)


@contextmanager
def written(
    path: Path, data: bytes | IO[bytes], *, synced: bool = True, mode: int | None = None
) -> Iterator[Path]:
    """Yield a new file beside ``path`` with ``data``, or with what is in a file.

    The caller renames it over ``path``; when the context ends it is gone, unless it was renamed.

    :param synced: whether its bytes are on the disk before it is yielded.
    :param mode: its permissions; those of the file that it is to replace, or of any new file, if
        not given.
    :raises OSError: when it cannot be written.
    """
    with beside(path) as temporary:
        with temporary.open("wb") as file:
            if isinstance(data, bytes):
                file.write(data)
            else:
                data.seek(0)
                shutil.copyfileobj(data, file, _CHUNK)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(_mode(path) if mode is None else mode)
        yield temporary


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}-"


def _made(path: Path, *, folder: bool) -> tuple[Path, int]:
    while True:
        if folder:
            created = tempfile.mkdtemp(dir=path.parent, prefix=_prefix(path), suffix=_SUFFIX)
            lock = os.open(created, os.O_RDONLY)
        else:
            lock, created = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_SUFFIX)
        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(OSError):
            if os.path.samestat(os.fstat(lock), os.lstat(created)):
                return Path(created), lock
        os.close(lock)  # a sweep was faster than the lock


def _sweep(path: Path) -> None:
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if (
                entry.name.startswith(_prefix(path))
                and entry.name.endswith(_SUFFIX)
                and not entry.is_symlink()
            ):
                with suppress(OSError):
                    _remove_unlocked(Path(entry.path))


def _remove_unlocked(left: Path) -> None:
    """Remove what no one holds.

    :raises OSError: when it is held, or another user's.
    """
    lock = os.open(left, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(left)
    finally:
        os.close(lock)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()
