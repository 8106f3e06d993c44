"""The files that a build is made of: one walk, in one order, for every digest and list of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from report.places import assets, package, templates

#: The files of the package that an edition is made of.
CODE_SUFFIXES = (".py", ".csv")
#: Where the templates and assets of an installed wheel are, which are walked by themselves.
_BUNDLED = "_bundled/"
#: The number of bytes that are read at a time.
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file: its path, and its name below the folder that was walked, with ``/`` between the
    parts."""

    path: Path
    name: str

    def sha256(self) -> str:
        """Return the SHA-256 of its bytes in hexadecimal.

        :raises OSError: when it cannot be read.
        """
        digest = sha256()
        with self.path.open("rb", buffering=0) as file:
            # The loop ends at a piece of no bytes; one piece is the whole of most files.
            while piece := file.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()


def walk(root: Path, *, hidden: bool = False) -> Iterator[InputFile]:
    """Yield the files below a folder, sorted by their paths; links to folders are not followed.

    :param hidden: whether files and folders whose names begin with a stop are among them. Editors
        and office suites leave their locks beside what they have open under such names.
    """
    for entry, name in _below(root, hidden=hidden):
        if _is_file(entry):
            yield InputFile(Path(entry.path), name)


def inputs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the SHA-256 of each file of a brief's folder, without hidden ones.

    :raises OSError: when a file cannot be read.
    """
    for file in walk(folder):
        yield file.name, file.sha256()


def contents(folder: Path, but: Collection[str] = ()) -> str:
    """Return the SHA-256 of a folder: the name and bytes of each file, hidden ones too, and where
    each link leads.

    :param but: the suffixes of files whose bytes are left out.
    :raises OSError: when a file or a link cannot be read.
    """
    digest = sha256()
    for entry, name in _below(folder, hidden=True):
        path = Path(entry.path)
        if entry.is_symlink():
            digest.update(b"link %r %r\n" % (os.fsencode(name), os.fsencode(path.readlink())))
        if path.suffix not in but and _is_file(entry):
            data = InputFile(path, name).sha256().encode()
            digest.update(b"file %r %s\n" % (os.fsencode(name), data))
    return digest.hexdigest()


def own_files() -> tuple[InputFile, ...]:
    """Return the code, templates and assets of Mujaz; names are the same in a checkout and in an
    installed wheel. What Python compiles is no file of Mujaz: pip compiles scripts of assets too.

    A process lists the files again only when one of their folders has changed.
    """
    global _listing
    roots = package(), templates(), assets()
    if _listing is None or not _listing.stands(roots):
        folders: list[tuple[str, int]] = []
        files = tuple(_own_files(roots, folders))
        _listing = _Listing(roots, tuple(folders), files)
    return _listing.files


def _own_files(roots: Sequence[Path], folders: list[tuple[str, int]]) -> Iterator[InputFile]:
    """Yield the files of :func:`own_files`, and add each folder with its time to ``folders``."""
    for kind, root in zip(("report", "templates", "assets"), roots, strict=True):
        for entry, below in _below(root, hidden=False, folders=folders):
            if kind == "report" and (
                below.startswith(_BUNDLED) or not below.endswith(CODE_SUFFIXES)
            ):
                continue
            if not below.endswith(".pyc") and _is_file(entry):
                yield InputFile(Path(entry.path), f"{kind}/{below}")


@dataclass(frozen=True, slots=True)
class _Listing:
    """The files of Mujaz, and the folders that were searched for them, with their times."""

    roots: tuple[Path, ...]
    folders: tuple[tuple[str, int], ...]
    files: tuple[InputFile, ...]

    def stands(self, roots: tuple[Path, ...]) -> bool:
        """Return whether no file of these roots was added, removed or renamed since."""
        return roots == self.roots and all(
            _time(folder) == changed for folder, changed in self.folders
        )


_listing: _Listing | None = None


def _time(folder: str) -> int:
    """Return when a folder was changed; a folder that is not there was at no time."""
    try:
        return Path(folder).stat().st_mtime_ns
    except OSError:
        return 0


def own_digest() -> str:
    """Return the SHA-256 of all that Mujaz itself puts into an edition.

    A process reads the files again only when the size or the time of one of them has changed.
    """
    files = own_files()
    return _digest(files, tuple(_size_and_time(file.path) for file in files))


def _size_and_time(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=1)
def _digest(files: tuple[InputFile, ...], _state: tuple[tuple[int, int], ...]) -> str:
    """Return the SHA-256 of the names and the bytes of files in a state."""
    digest = sha256()
    for file in files:
        digest.update(f"{file.name}\n{file.sha256()}\n".encode())
    return digest.hexdigest()


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file or a link to one; a link in a circle leads to no file."""
    return Path(entry.path).is_file() if entry.is_symlink() else entry.is_file()


def _below(
    root: Path | str,
    *,
    hidden: bool,
    prefix: str = "",
    folders: list[tuple[str, int]] | None = None,
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield files and links below a folder with their names below it, sorted by the parts of their
    paths. A folder that cannot be read is empty.

    :param prefix: the name of the folder below the first one, with a ``/`` at its end.
    :param folders: takes each folder that is searched, with its time.
    """
    if folders is not None:
        folders.append((str(root), _time(str(root))))
    try:
        with os.scandir(root) as entries:
            shown = [entry for entry in entries if hidden or not entry.name.startswith(".")]
    except OSError:
        return
    for entry in sorted(shown, key=lambda entry: entry.name):
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, hidden=hidden, prefix=f"{name}/", folders=folders)
        else:
            yield entry, name
