"""A folder of cached files. Each file carries a checksum; a truncated or damaged file counts as
missing."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from report.beside import written

#: How much is kept, in bytes; what was used longest ago goes first.
LIMIT = 256 * 1024 * 1024
_SUFFIX = ".kept"
#: A file that was not finished after this time, in seconds, never will be.
_GIVEN_UP = 3600


def users_folder() -> Path:
    """Return where the user's own cache stands: ``MUJAZ_CACHE``, else ``mujaz`` in the cache folder
    of XDG."""
    if own := os.environ.get("MUJAZ_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification has relative paths ignored.
    return (Path(base) if Path(base).is_absolute() else Path("~/.cache").expanduser()) / "mujaz"


@dataclass(frozen=True, slots=True)
class Store:
    """Bytes by key. Nothing here raises: what cannot be read was never there, what cannot be
    written is not kept.

    A file holds the SHA-256 of its key and its data before the data, so that neither a broken file
    nor one under another's name is taken for what it is not. It is renamed into place, so that many
    may write at once.
    """

    folder: Path
    limit: int = LIMIT

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a key, and note that it was used."""
        path = self._path(key)
        try:
            if not self._is_ours():
                return None
            whole = path.read_bytes()
            if whole[:32] != _digest(key, whole[32:]):
                path.unlink()
                return None
            os.utime(path)
        except OSError:
            return None
        return whole[32:]

    def write(self, key: str, data: bytes) -> None:
        """Keep ``data`` under a key, instead of what was there."""
        if len(data) > self.limit:
            return
        path = self._path(key)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_ours():
                return
            with written(path, _digest(key, data) + data, synced=False, mode=0o600) as temporary:
                temporary.replace(path)
        except OSError:
            return
        self._prune()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _is_ours(self) -> bool:
        """Say whether no one but the user may put files into the folder: what others write is not
        to be built on."""
        about = self.folder.stat()
        return about.st_uid == os.geteuid() and not about.st_mode & 0o022

    def _prune(self) -> None:
        """Remove what was used longest ago, down to the limit, and what was never finished."""
        files: list[tuple[float, int, str]] = []
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                about = entry.stat()
                if entry.name.endswith(_SUFFIX):
                    files.append((about.st_mtime, about.st_size, entry.path))
                elif about.st_mtime < time.time() - _GIVEN_UP:
                    Path(entry.path).unlink()
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self.limit:
                return
            with suppress(OSError):
                Path(path).unlink()
            total -= size


def _digest(key: str, data: bytes) -> bytes:
    return sha256(key.encode() + b"\n" + data).digest()
