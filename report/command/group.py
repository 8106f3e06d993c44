"""The commands of ``mujaz``, found through the registry: each is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from report.command.bounded import Bounded, BoundedBatch, BoundedReading
from report.command.help import Command, Context, take_words
from report.command.kind import COMMANDS, CommandKind, Work
from report.errors import MujazError
from report.registry import may_have_plugins

if TYPE_CHECKING:
    from typer._click.core import Command as ClickCommand
    from typer._click.core import Context as ClickContext

    from report.messages import Language

_CLASSES: dict[Work, type[Command]] = {
    "building": Bounded,
    "reading": BoundedReading,
    "batch": BoundedBatch,
    "unbounded": Command,
}


class Group(TyperGroup):
    """The application with its help in both languages, and the commands of the registry."""

    context_class = Context

    def list_commands(self, ctx: ClickContext) -> list[str]:
        """Return the names of all commands, those of Mujaz first."""
        return list(COMMANDS.names() if may_have_plugins("commands") else COMMANDS.builtin)

    def get_command(self, ctx: ClickContext, cmd_name: str) -> ClickCommand | None:
        """Return a command; ``None`` if none exists.

        A command of another package that cannot be loaded says so when it is run, and in the help.
        """
        if cmd_name not in COMMANDS:
            return None
        try:
            kind = COMMANDS[cmd_name]
            return _command(cmd_name, replace(kind, function=_guarded(cmd_name, kind.function)))
        except MujazError as error:
            return _failing(cmd_name, error, ctx.obj)


def _command(name: str, kind: CommandKind) -> ClickCommand:
    carrier = typer.Typer(add_completion=False, rich_markup_mode=None)
    carrier.command(name, cls=_CLASSES[kind.work])(kind.function)
    take_words(kind.arabic)
    return typer.main.get_command(carrier)


def _guarded(name: str, function: Callable[..., None]) -> Callable[..., None]:
    """Return the function of a command; a fault of a plug-in is said to be the plug-in's."""
    if name in COMMANDS.builtin:
        return function

    @wraps(function)
    def guarded(*arguments: object, **options: object) -> None:
        with COMMANDS.guarded(name):
            function(*arguments, **options)

    return guarded


def _failing(name: str, error: MujazError, language: Language | None) -> ClickCommand:
    def failing() -> None:
        raise error

    failing.__doc__ = error.text("ar" if language == "ar" else "en")
    return _command(name, CommandKind(failing, "unbounded"))
