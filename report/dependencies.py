"""The files that a brief's PDF depends on, and the rule of them for make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from report.inputs import own_files, walk


def dependencies(folder: Path, written: Collection[Path] = ()) -> tuple[Path, ...]:
    """Return every file that a brief's PDF depends on: its folder, the templates, the assets and
    the code.

    Hidden files are not included: editors and office suites leave their locks beside what they have
    open.

    :param written: the files that the build wrote, which are no dependencies. They may be in the
        folder, under other names too.
    """
    identities = set(map(_identity, written))
    names = {path.name for path in written}
    paths = [
        *(file.path for file in walk(folder) if _identity(file.path) not in identities),
        *(
            file.path
            for file in own_files()
            if file.path.name not in names or _identity(file.path) not in identities
        ),
    ]
    return tuple(dict.fromkeys(paths))


def _identity(path: Path) -> tuple[int, int]:
    """Return what is the same for all paths of a file."""
    status = path.stat()
    return status.st_dev, status.st_ino


def depfile(target: Path, sources: Iterable[Path]) -> str:
    """Return the dependencies of a PDF as a Makefile rule.

    Each input also has an empty rule, so that a file taken away rebuilds the PDF instead of
    stopping make.
    """
    names = [_escaped(path) for path in sources]
    rule = f"{_target(_escaped(target))}: " + " \\\n  ".join(names)
    return rule + "\n\n" + "".join(f"{_target(name)}:\n" for name in names)


def _escaped(path: Path) -> str:
    """Return a path as GNU make reads a prerequisite; ``;``, ``|`` and ``=`` it cannot quote, and
    says so itself."""
    text = re.sub(r"(\\*)([ \t#:])", r"\1\1\\\2", str(path)).replace("$", "$$")
    return re.sub(r"([\[\]*?])", r"\\\1", text)


def _target(name: str) -> str:
    return name.replace("%", "\\%")
