"""The files that a brief's PDF depends on, and the rule of them for make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from report.inputs import own_files, walk


def dependencies(folder: Path) -> tuple[Path, ...]:
    """Return every file that a brief's PDF depends on: its folder, the templates, the assets and
    the code.

    Hidden files are not included: editors and office suites leave their locks beside what they have
    open.
    """
    paths = [file.path for file in (*walk(folder), *own_files())]
    return tuple(dict.fromkeys(paths))


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
