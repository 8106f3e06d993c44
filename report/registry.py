"""Registries of kinds: those of Mujaz by an explicit table, those of other packages by entry
points.

A kind (of block, chart, column, measure, prose filter or command) is one object. A room lists its
own kinds in a table of names and import paths, and nothing is imported before it is asked for. A
name that the table lacks is looked up among the entry points of the installed distributions, under
``[project.entry-points."mujaz.GROUP"]``. A brief names kinds; it never brings code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from report.errors import Location, MujazError, raised_at
from report.lazy import imported

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

T_co = TypeVar("T_co", covariant=True)
#: The groups of entry points: ``mujaz.blocks``, and so on.
GROUPS = ("blocks", "charts", "columns", "functions", "measures", "filters", "commands")
#: The distribution and the module of each plug-in that this process has loaded.
_LOADED: set[tuple[str, str]] = set()
#: Parts of an installation that differ from one machine to the next.
_NOT_HASHED = (".dist-info", ".egg-info", "__pycache__")


@dataclass(frozen=True, slots=True, order=True)
class Plugin:
    """A kind of another package: its group and name, and the distribution that installs it.

    ``sha256`` is the digest of the distribution's files, in hexadecimal.
    """

    group: str
    name: str
    distribution: str
    version: str
    sha256: str


class Registry(Generic[T_co]):
    """The kinds of one group, by name.

    :param group: one of :data:`GROUPS`.
    :param table: the import path of the room's own table, ``package.module:ATTRIBUTE``. The table
        maps the name of each kind to the import path of its object.
    :param base: the import path of the class that every object of the group is an instance of.
    """

    def __init__(self, group: str, table: str, base: str) -> None:
        self.group = group
        self._table_path = table
        self._base_path = base
        self._loaded: dict[str, T_co] = {}

    @property
    def builtin(self) -> Mapping[str, str]:
        """The kinds of Mujaz itself: names and import paths."""
        return cast(Mapping[str, str], imported(self._table_path))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (
            name in self._loaded or name in self.builtin or bool(_entry_points(self.group, name))
        )

    def __getitem__(self, name: str) -> T_co:
        """Return the kind of a name.

        :raises KeyError: when neither Mujaz nor an installed distribution has it.
        :raises MujazError: ``bad-plugin`` or ``twice-plugin`` when an entry point gives no kind.
        """
        if name not in self._loaded:
            if name in self.builtin:
                self._loaded[name] = cast(T_co, imported(self.builtin[name]))
            else:
                self._loaded[name] = self._from_plugin(name)
        return self._loaded[name]

    def _from_plugin(self, name: str) -> T_co:
        point = self._entry_point(name)
        if point is None:
            raise KeyError(name)
        try:
            kind = point.load()
            base = cast(type, imported(self._base_path))
        except Exception as error:  # the code of another package may raise anything
            raise self._bad(name, point, f"{type(error).__name__}: {error}") from error
        if not isinstance(kind, base):
            raise self._bad(name, point, f"{point.value} is no {base.__name__}")
        if point.dist is not None:
            _LOADED.add((point.dist.name, point.module))
        return cast(T_co, kind)

    def _bad(self, name: str, point: EntryPoint, reason: str) -> MujazError:
        values = {"group": self.group, "given": name, "package": _owner(point)}
        return MujazError.of("bad-plugin", None, **values, reason=reason[:200])

    def _entry_point(self, name: str) -> EntryPoint | None:
        points = _entry_points(self.group, name)
        if len({_owner(point) for point in points}) > 1:
            packages = tuple(sorted({_owner(point) for point in points}))
            values = {"group": self.group, "given": name, "packages": packages}
            raise MujazError.of("twice-plugin", None, **values)
        return points[0] if points else None

    @contextmanager
    def guarded(self, name: str, where: Location | None = None) -> Iterator[None]:
        """Run the code of a kind; what the code of a plug-in raises is said to be the plug-in's.

        :raises MujazError: ``plugin-failed`` for any exception of a plug-in that is no MujazError.
        """
        try:
            yield
        except MujazError:
            raise
        except Exception as error:
            if name in self.builtin:
                raise
            point = self._entry_point(name)
            values = {
                "group": self.group,
                "given": name,
                "package": _owner(point) if point else "?",
            }
            reason = f"{type(error).__name__}: {str(error)[:200]}, {raised_at(error)}"
            raise MujazError.of("plugin-failed", where, **values, reason=reason) from error

    @property
    def loaded(self) -> Mapping[str, T_co]:
        """The kinds that were asked for so far, by name."""
        return self._loaded

    def names(self) -> tuple[str, ...]:
        """Return the names of all kinds: those of Mujaz, then those that are installed."""
        plugin_names = {point.name for point in _entry_points(self.group)} - set(self.builtin)
        return (*self.builtin, *sorted(plugin_names))

    def all(self) -> Iterator[T_co]:
        """Yield every kind, in the order of :meth:`names`."""
        for name in self.names():
            yield self[name]

    def plugin(self, name: str) -> Plugin | None:
        """Return the plug-in that a name comes from; ``None`` for a kind of Mujaz.

        :raises KeyError: as :meth:`__getitem__`.
        """
        if name in self.builtin:
            return None
        point = self._entry_point(name)
        if point is None or point.dist is None:
            raise KeyError(name)
        digest = _digest_of(point.dist.name, point.module, tuple(sys.path))
        return Plugin(self.group, name, point.dist.name, point.dist.version, digest)


def installed(group: str, name: str) -> Plugin | None:
    """Return the plug-in that is installed under a group and a name; ``None`` if none exists.

    Nothing is imported from it.
    """
    points = _entry_points(group, name)
    if not points or points[0].dist is None:
        return None
    dist = points[0].dist
    return Plugin(
        group,
        name,
        dist.name,
        dist.version,
        _digest_of(dist.name, points[0].module, tuple(sys.path)),
    )


def plugin_files() -> tuple[Path, ...]:
    """Return the files of the plug-ins that this process has loaded, with templates and all else
    that they bring."""
    paths = (_files_of(name, module).values() for name, module in _LOADED)
    return tuple(sorted(set(chain.from_iterable(paths))))


def may_have_plugins(group: str) -> bool:
    """Return whether a distribution on the path may have entry points of a group.

    It reads the files of entry points only, in a fiftieth of the time that importlib.metadata
    takes to be imported; distributions in archives are not seen.
    """
    heading = f"[mujaz.{group}]".encode()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if not entry.name.endswith((".dist-info", ".egg-info")):
                    continue
                with suppress(OSError), open(f"{entry.path}/entry_points.txt", "rb") as file:  # noqa: PTH123 (start-up)
                    if heading in file.read():
                        return True
    return False


def _entry_points(group: str, name: str | None = None) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group, of each distribution once, in the order of their
    names."""
    points = _of_path(group, tuple(sys.path))
    return tuple(point for point in points if name is None or point.name == name)


@lru_cache(maxsize=32)
def _of_path(group: str, _path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    points = entry_points(group=f"mujaz.{group}")
    return tuple(sorted(points, key=lambda point: (point.name, _owner(point))))


def _owner(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "?"


@cache
def _digest_of(distribution: str, module: str, _path: tuple[str, ...]) -> str:
    """Return the SHA-256 of a distribution's files and of the package of one of its modules.

    The files are those of its RECORD, without what the installer writes, and those in the folder
    of the package, which are all that an editable installation has. It is the digest of lines
    ``SHA-256  path``, sorted by path.
    """
    digest = sha256()
    for name, path in sorted(_files_of(distribution, module).items()):
        digest.update(f"{sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def _files_of(distribution: str, module: str) -> dict[str, Path]:
    """Return the files of a distribution, and of the package of one of its modules, by their names
    in them."""
    from importlib.metadata import distribution as find

    return {**dict(_recorded(find(distribution))), **dict(_of_package(module.partition(".")[0]))}


def _recorded(distribution: Distribution) -> Iterator[tuple[str, Path]]:
    for file in distribution.files or ():
        path = Path(str(distribution.locate_file(file)))
        outside = file.parts[0] == ".." or file.suffix in (".pyc", ".pth")
        if not outside and not _is_not_hashed(file.parts) and path.is_file():
            yield file.as_posix(), path


def _of_package(package: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of an importable package, or its one module."""
    from importlib.util import find_spec

    spec = find_spec(package)
    if spec is None:
        return
    for folder in spec.submodule_search_locations or ():
        for path in Path(folder).rglob("*"):
            name = path.relative_to(Path(folder).parent)
            if path.is_file() and path.suffix != ".pyc" and not _is_not_hashed(name.parts):
                yield name.as_posix(), path
    if not spec.submodule_search_locations and spec.origin is not None:
        yield Path(spec.origin).name, Path(spec.origin)


def _is_not_hashed(pieces: tuple[str, ...]) -> bool:
    return any(name.endswith(_NOT_HASHED) for name in pieces)
