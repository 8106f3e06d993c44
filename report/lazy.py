"""Names that are loaded when they are first used, of a package (PEP 562) or by a path."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def imported(path: str, name: str = "") -> object:
    """Return what ``path`` names, ``module:name``, and import the module.

    :param name: the name, if ``path`` is only ``module``.
    """
    module, _, attribute = path.partition(":")
    value: object = getattr(import_module(module), attribute or name)
    return value


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a package.

    :param package: the full name of the package or module, its ``__name__``.
    :param homes: the full name of the module that each name is defined in, as ``module``, or as
        ``module:name`` where it has another name there.
    """

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = imported(homes[name], name)
        setattr(sys.modules[package], name, value)
        return value

    return load
