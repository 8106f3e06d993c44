"""Compiled templates, which later documents of the same process use again, and which templates lead
to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import CodeType


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """The code of a template in which nothing is wrong.

    ``targets`` are the names of the templates that it includes, extends or imports.
    """

    code: CodeType
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledTemplates:
    """Compiled templates by name, file and source; beyond a number the oldest is dropped.

    The code depends on the language of a sandbox too: its statements, the names of its filters, and
    Jinja's options. Only sandboxes that agree in these share an object of this class.
    """

    most: int = 200
    _compiled: dict[tuple[str, str | None, str], CompiledTemplate] = field(default_factory=dict)

    def get(self, name: str, filename: str | None, source: str) -> CompiledTemplate | None:
        """Return the compiled template of a source, if there is one."""
        return self._compiled.get((name, filename, source))

    def add(self, name: str, filename: str | None, source: str, template: CompiledTemplate) -> None:
        """Keep the compiled template of a source."""
        self._compiled[name, filename, source] = template
        for oldest in list(self._compiled)[: -self.most]:
            self._compiled.pop(oldest, None)


@dataclass(frozen=True, slots=True)
class References:
    """The loaded templates that each template includes or extends."""

    _targets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the names of the templates that a template leads to."""
        return self._targets.get(name, ())

    def add(self, name: str, targets: Sequence[str]) -> None:
        """Say what a template leads to."""
        self._targets[name] = tuple(targets)

    def leads_back(self, name: str, target: str) -> bool:
        """Return whether a template leads back to itself by way of ``target``."""
        left, seen = [target], {target}
        while left and name not in seen:
            reached = chain.from_iterable(self.of(current) for current in left)
            left = [reference for reference in reached if reference not in seen]
            seen.update(left)
        return name in seen
