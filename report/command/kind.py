"""What a command is: one function with its options, the bounds of its work, and its help in
Arabic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from report.registry import Registry

Work = Literal["building", "reading", "batch", "unbounded"]


@dataclass(frozen=True, slots=True)
class CommandKind:
    """A command of ``mujaz``.

    ``function`` is a function as Typer takes it. Its first parameter may be ``context:
    typer.Context``, whose ``obj`` is the language of messages, ``"en"`` or ``"ar"``. Its docstring
    is the help, in English. It raises ``MujazError`` for what is wrong.

    :param work: what the command does, which chooses its bounds. ``building`` and ``reading`` run
        in a child process with ``--max-seconds`` and ``--max-memory``, and ``building`` also with
        ``--max-pages``; ``unbounded`` runs without bounds, and reads no foreign file.
    :param arabic: the Arabic for each English sentence of the help and of its options.
    """

    function: Callable[..., None]
    work: Work = "reading"
    arabic: Mapping[str, str] = field(default_factory=dict)


COMMANDS: Registry[CommandKind] = Registry(
    "commands", "report.command:COMMANDS", "report.command.kind:CommandKind"
)
