"""The temporary folder of one run of the command: removed however the run ends, by the next run if
need be.

The folder is locked while its run lasts. The lock goes with the last process of the run, so a
folder without one belongs to a run that was killed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PREFIX = "mujaz-"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Scratch:
    """A temporary folder that only this user may enter, with the descriptor of its lock."""

    folder: Path
    lock: int

    @classmethod
    def make(cls) -> Scratch:
        """Make a folder in the system's temporary folder, and lock it.

        :raises OSError: when there is no place for it.
        """
        while True:
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            with suppress(OSError):  # a sweep was faster: the folder is its own to remove
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return cls(folder, lock)
            os.close(lock)

    def use(self) -> None:
        """Let temporary files of this process, and of those that it starts, lie in the folder."""
        os.environ["TMPDIR"] = str(self.folder)
        tempfile.tempdir = None

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)


def sweep(base: Path) -> None:
    """Remove the folders in ``base`` of runs that were killed; those of other users and of running
    ones stay."""
    with suppress(OSError):
        for folder in _own(base):
            with suppress(OSError):
                _remove_unlocked(folder)


def _own(base: Path) -> Iterator[Path]:
    with os.scandir(base) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                if about.st_uid == os.geteuid() and stat.S_ISDIR(about.st_mode):
                    yield Path(entry.path)


def _remove_unlocked(folder: Path) -> None:
    """Remove a folder whose lock is free.

    :raises OSError: when it has no lock, or one that is held.
    """
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)
