"""Commands that read what others made.

Each has bounds, which its options set, and does its work in a process that can be ended.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer

from report.bounds import MIB, Bounds, memory_passed, within
from report.command.help import Command
from report.errors import Finding, MujazError

if TYPE_CHECKING:
    from typer._click.core import Context as ClickContext
    from typer._click.core import Parameter

#: Whether commands fork; in a process that calls :func:`report.command.app.run` itself they do not.
SUPERVISED: ContextVar[bool] = ContextVar("supervised", default=False)

_NAMES = ("max_seconds", "max_memory", "max_pages")
#: The parameters of commands that name what is read.
_READ = ("folder", "folders", "file", "trust")


def _bounds(
    max_seconds: Annotated[
        int | None,
        typer.Option(
            help="Seconds that the work may take. Default: 600, plus 10 for each MiB of input.",
            min=1,
            metavar="<int>",
            show_default=False,
        ),
    ] = None,
    max_memory: Annotated[
        int | None,
        typer.Option(
            help="MiB of memory that a process may take. Default: 4096, or 3/4 of the memory if "
            "less.",
            min=1,
            metavar="<int>",
            show_default=False,
        ),
    ] = None,
    max_pages: Annotated[
        int | None,
        typer.Option(
            help="Pages that a PDF may have. Default: 100,000, at most 10,000 of them "
            "outside long registers.",
            min=1,
            metavar="<int>",
            show_default=False,
        ),
    ] = None,
) -> Bounds:
    return Bounds(seconds=max_seconds, memory=max_memory and max_memory * MIB, pages=max_pages)


def _options() -> dict[str, Parameter]:
    """Return the options, as Typer makes them of the function's parameters."""
    carrier = typer.Typer(add_completion=False)
    carrier.command(add_help_option=False)(_bounds)
    return {str(parameter.name): parameter for parameter in typer.main.get_command(carrier).params}


_OPTIONS = _options()


class Bounded(Command):
    """A command that reads what others made."""

    names: ClassVar[tuple[str, ...]] = _NAMES
    #: The rule of what is reported when the work is interrupted.
    interrupted: ClassVar[str] = "interrupted"

    def __init__(self, name: str | None, **value: Any) -> None:
        value["params"] = [*(value.get("params") or ()), *(_OPTIONS[name] for name in self.names)]
        super().__init__(name, **value)

    def invoke(self, ctx: ClickContext) -> object:
        """Do the command's work within its bounds, in a child process where the command is
        supervised."""
        bounds = _bounds(**{name: ctx.params.pop(name) for name in self.names})
        if SUPERVISED.get():
            from report.command.supervise import supervised

            code = supervised(bounds, _given(ctx.params), ctx.obj)
            if code is not None:
                raise typer.Exit(code)
        try:
            with within(bounds):
                return self._invoke_bounded(ctx)
        except KeyboardInterrupt as error:
            typer.echo(Finding(self.interrupted).text(ctx.obj), err=True)
            raise typer.Exit(130) from error

    def _invoke_bounded(self, ctx: ClickContext) -> object:
        """Do the work; out of memory is an error that names the bound of this command.

        :raises MujazError: ``bound-memory``.
        """
        try:
            return super().invoke(ctx)
        except MemoryError as error:
            raise MujazError(memory_passed()) from error


class BoundedReading(Bounded):
    """A command that reads a brief and makes no PDF."""

    names = _NAMES[:2]


class BoundedBatch(Bounded):
    """A batch, which bounds the time of each brief by its own option."""

    names = _NAMES[1:]
    interrupted = "batch-interrupted"


def _given(parameters: dict[str, Any]) -> list[Path]:
    """Return the files and folders that a command reads."""
    paths: list[Path] = []
    for name in _READ:
        value = parameters.get(name)
        paths += [value] if isinstance(value, Path) else value or []
    return paths
