"""The brief that this process read last, for the next build of the same folder.

After an edit of its prose, a brief has the tables that it had: they are read and checked again only
if a file of the folder has other bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from report.inputs import contents, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report.arabic import Digits
    from report.brief import LoadedBrief
    from report.intake import EventTable

#: The most bytes in the folder of a brief that is remembered: its tables stay in memory.
MOST_BYTES = 4 * 1024 * 1024
#: The files that are read when a brief is composed, not when it is read.
_PROSE = ".md"
#: The suffixes of files that hold a table in themselves.
_ALONE = frozenset((".csv", ".feather", ".ods", ".parquet", ".tsv", ".xls", ".xlsx"))


class ReadBrief(Protocol):
    """A brief and its tables after reading."""

    @property
    def brief(self) -> LoadedBrief:
        """The brief."""

    @property
    def tables(self) -> Mapping[str, EventTable]:
        """Its tables by name."""


Read = TypeVar("Read", bound=ReadBrief)


@dataclass(frozen=True, slots=True)
class _Key:
    """What a brief is read from: its folder, by the path that findings name and by its place, its
    files without the prose, and the digits that are asked for."""

    folder: Path
    place: Path
    digits: Digits | None
    files: str


@dataclass(slots=True)
class ReadingMemory:
    """The last brief that was read. It is remembered when a folder is read for the second time."""

    _last: tuple[Path, Digits | None] | None = None
    _stored: tuple[_Key, ReadBrief] | None = None

    def recall(self, folder: Path, digits: Digits | None, make: Callable[[], Read]) -> Read:
        """Return a brief and its tables, from ``make`` unless its folder has the files that it had
        when they were read.

        :raises MujazError: as ``make``.
        """
        asked = folder, digits
        last, self._last = self._last, asked
        key = _key(folder, digits) if last == asked else None
        stored, self._stored = self._stored, None
        if key is not None and stored is not None and stored[0] == key:
            self._stored = stored
            return cast(Read, stored[1])
        read = make()
        # A file may have changed while the tables were read.
        if key is not None and _is_settled(read) and _key(folder, digits) == key:
            self._stored = key, read
        return read

    def forget(self) -> None:
        """Forget what was read."""
        self._last = self._stored = None


def _key(folder: Path, digits: Digits | None) -> _Key | None:
    """Return what a brief is read from, or ``None`` if that cannot be told, or is too much."""
    try:
        size = sum(file.path.stat().st_size for file in walk(folder, hidden=True))
        if size > MOST_BYTES:
            return None
        return _Key(folder, folder.absolute(), digits, contents(folder, but=(_PROSE,)))
    except OSError:
        return None


def _is_settled(read: ReadBrief) -> bool:
    """Return whether a brief and its tables depend on nothing but the files of the folder."""
    from report.brief.plugins import plugins_in

    model = read.brief.model
    sources = [table.source for table in model.tables.values() if not table.is_derived]
    files = [Path(source) for source in sources if source is not None]
    # A package may name other files.
    grids = chain.from_iterable(table.grids for table in read.tables.values())
    files += [grid.path for grid in grids]
    return (
        not plugins_in(model)
        and None not in sources
        and all(file.suffix in _ALONE for file in files)
    )


#: The memory of this process.
READINGS = ReadingMemory()
