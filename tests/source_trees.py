"""The syntax trees of the project's modules: each is parsed once in a process. Tests only read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import report

#: The folder of the package.
HOUSE = Path(report.__file__).parent


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of the syntax tree of a module, as :func:`ast.walk` has them."""
    return tuple(ast.walk(tree_of(path)))


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the paths and trees of the modules of some rooms, or of the whole package."""
    for room in rooms or ("",):
        for path in sorted((HOUSE / room).rglob("*.py")):
            yield path, tree_of(path)
