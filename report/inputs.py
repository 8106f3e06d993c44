"""The files that a build is made of: one walk, in one order, for every digest and list of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from report.places import assets, package, templates

#: The files of the package that an edition is made of.
CODE_SUFFIXES = frozenset({".py", ".csv"})
#: Where the templates and assets of an installed wheel are, which are walked by themselves.
_BUNDLED = "_bundled/"


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
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


def walk(
    root: Path, *, suffixes: Collection[str] | None = None, hidden: bool = False
) -> Iterator[InputFile]:
    """Yield the files below a folder, sorted by their paths; links to folders are not followed.

    :param suffixes: the only suffixes that are looked for; all, if not given.
    :param hidden: whether files and folders whose names begin with a stop are among them. Editors
        and office suites leave their locks beside what they have open under such names.
    """
    for path in _below(root, hidden=hidden):
        if (suffixes is None or path.suffix in suffixes) and path.is_file():
            yield InputFile(path, path.relative_to(root).as_posix())


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
    for path in _below(folder, hidden=True):
        name = os.fsencode(path.relative_to(folder))
        if path.is_symlink():
            digest.update(b"link %r %r\n" % (name, os.fsencode(path.readlink())))
        if path.suffix not in but and path.is_file():
            digest.update(b"file %r %s\n" % (name, InputFile(path, "").sha256().encode()))
    return digest.hexdigest()


def own_files() -> Iterator[InputFile]:
    """Yield the code, templates and assets of Mujaz; names are the same in a checkout and in an
    installed wheel."""
    for kind, root, suffixes in (
        ("report", package(), CODE_SUFFIXES),
        ("templates", templates(), None),
        ("assets", assets(), None),
    ):
        for file in walk(root, suffixes=suffixes):
            if kind == "report" and file.name.startswith(_BUNDLED):
                continue
            yield InputFile(file.path, f"{kind}/{file.name}")


def own_digest() -> str:
    """Return the SHA-256 of all that Mujaz itself puts into an edition."""
    digest = sha256()
    for file in own_files():
        digest.update(f"{file.name}\n{file.sha256()}\n".encode())
    return digest.hexdigest()


def _below(root: Path, *, hidden: bool) -> Iterator[Path]:
    """Yield files and links below a folder, sorted."""
    paths = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        shown = [name for name in files if hidden or not name.startswith(".")]
        paths += [Path(folder, name) for name in (*shown, *links)]
    yield from sorted(paths)
