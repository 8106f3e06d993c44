"""The commands of ``mujaz``, found through the registry: each is loaded when it is asked for."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from report.command.bounded import Bounded, BoundedBatch, BoundedReading
from report.command.help import Command, Context, take_words
from report.command.kind import COMMANDS, CommandKind, Work
from report.errors import MujazError
from report.registry import may_have_plugins

_CLASSES: dict[Work, type[Command]] = {
    "building": Bounded,
    "reading": BoundedReading,
    "batch": BoundedBatch,
    "unbounded": Command,
}


class Group(TyperGroup):
    """The application with its help in both languages, and the commands of the registry."""

    context_class = Context

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, those of Mujaz first."""
        return list(COMMANDS.names() if may_have_plugins("commands") else COMMANDS.builtin)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command; ``None`` where there is none.

        A command of another package that cannot be loaded says so when it is run, and in the help.
        """
        if cmd_name not in COMMANDS:
            return None
        try:
            return _command(cmd_name, COMMANDS[cmd_name])
        except MujazError as error:
            return _failing(cmd_name, error, ctx.obj)


def _command(name: str, kind: CommandKind) -> Any:
    carrier = typer.Typer(add_completion=False, rich_markup_mode=None)
    carrier.command(name, cls=_CLASSES[kind.work])(kind.function)
    take_words(kind.arabic)
    return typer.main.get_command(carrier)


def _failing(name: str, error: MujazError, language: Any) -> Any:
    def failing() -> None:
        raise error

    failing.__doc__ = error.text("ar" if language == "ar" else "en")
    return _command(name, CommandKind(failing, "unbounded"))
