"""What one piece of work may take: seconds, memory, pages.

Whoever runs the work sets the bounds; nothing that is read can raise them. Pages are counted while
they are laid out, in any process. Time and memory are watched from outside, by the process that
started the work (:mod:`report.command.supervise`, :mod:`report.batches.local`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from report.errors import Finding, Location, RenderError

MIB = 1024**2
#: Pages of an edition. A million rows take 75,633.
MOST_PAGES = 100_000
#: Pages that WeasyPrint lays out, which it holds in memory; the rows of long registers are not
#: among them.
MOST_LAID_PAGES = 10_000
#: Bytes of resident memory. A million rows take 765 MiB.
MOST_MEMORY = 4096 * MIB
#: Seconds for any input, seconds more for each MiB of it, and the most. A million rows take 116 s.
BASE_SECONDS = 600
SECONDS_PER_MIB = 10
MOST_SECONDS = 3600
#: The share of the machine's memory that work may take if that is less than ``MOST_MEMORY``.
_SHARE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The bounds of one piece of work; ``None`` represents the default.

    ``seconds`` are those of the clock, ``memory`` is in bytes, ``pages`` are those of the edition.
    """

    seconds: float | None = None
    memory: int | None = None
    pages: int | None = None

    @property
    def most_memory(self) -> int:
        """The bytes of resident memory that a process may take."""
        return (
            self.memory
            if self.memory is not None
            else min(MOST_MEMORY, int(_installed_memory() * _SHARE))
        )

    @property
    def most_pages(self) -> int:
        """The pages that an edition may have."""
        return MOST_PAGES if self.pages is None else self.pages

    @property
    def most_laid_pages(self) -> int:
        """The pages that WeasyPrint may lay out."""
        return MOST_LAID_PAGES if self.pages is None else self.pages

    def most_seconds(self, size: int) -> float:
        """Return the seconds that work on an input of ``size`` bytes may take."""
        if self.seconds is not None:
            return self.seconds
        return min(MOST_SECONDS, BASE_SECONDS + SECONDS_PER_MIB * size / MIB)


_DEFAULT = Bounds()
_CURRENT: ContextVar[Bounds] = ContextVar("bounds", default=_DEFAULT)


def current_bounds() -> Bounds:
    """Return the bounds that hold here."""
    return _CURRENT.get()


@contextmanager
def within(bounds: Bounds) -> Iterator[None]:
    """Let ``bounds`` hold while the context lasts."""
    token = _CURRENT.set(bounds)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def memory_passed(where: Location | None = None) -> Finding:
    """Return the finding ``bound-memory`` with the bound that holds here."""
    limit = current_bounds().most_memory // MIB
    return Finding("bound-memory", where or Location(), {"limit": limit})


def need_pages(count: int, where: Location | None = None) -> None:
    """Refuse an edition of ``count`` pages when that is too many.

    :raises RenderError: ``bound-pages``.
    """
    most = current_bounds().most_pages
    if count > most:
        raise RenderError.of("bound-pages", where, limit=most)


def size_of(paths: Sequence[Path]) -> int:
    """Return how much files take on the disk together, in bytes; a folder takes what the files in
    it take.

    Links are not followed and holes are not counted: neither makes work.
    """
    return sum(_on_disk(str(path)) + sum(map(_on_disk, _below(path))) for path in paths)


def _below(folder: Path) -> Iterator[str]:
    with suppress(OSError, ValueError):
        for root, _, names in os.walk(folder):
            yield from (f"{root}/{name}" for name in names)


def _on_disk(path: str) -> int:
    try:
        about = os.lstat(path)
    except (OSError, ValueError):  # gone meanwhile, or no name
        return 0
    return min(about.st_size, about.st_blocks * 512)


def _installed_memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):  # a system that does not tell
        return MOST_MEMORY * 2
