"""The application: its commands, its languages, its exit codes (0 fine, 1 findings, 2 usage)."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

import report
from report.bounds import memory_passed
from report.command.bounded import SUPERVISED
from report.command.group import Group
from report.errors import MujazError, raised_at, system_error
from report.messages import Language

app = typer.Typer(
    name="mujaz",
    cls=Group,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Mujaz builds print-ready Arabic PDF reports from tables of events.",
    epilog="Exit codes: 0 success, 1 findings, 2 wrong usage. --lang or the locale sets the "
    "language.",
)


def _language(chosen: str | None) -> Language:
    """Return the language of messages: as chosen, else Arabic in an Arabic locale, else English."""
    if chosen in ("ar", "en"):
        return "ar" if chosen == "ar" else "en"
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "ar" if re.split("[_.@-]", locale)[0].lower() == "ar" else "en"


def _version(requested: bool) -> None:
    if requested:
        typer.echo(report.__version__)
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    lang: Annotated[
        Literal["en", "ar"] | None,
        typer.Option(help="The language of messages. Default: the locale.", show_default=False),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def run(arguments: Sequence[str], *, supervised: bool = False) -> int:
    """Run the command and return its exit code; every error is turned into words here, and nowhere
    else.

    With ``supervised`` the work is done in a child process, in which this function returns as well;
    what is a fault of Mujaz is reported in words too, and is raised otherwise.
    """
    SUPERVISED.set(supervised)
    chosen, arguments = _chosen(arguments)
    language = _language(chosen)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no Arabic, or a file's name that is no text, must not stop a
            # message.
            stream.reconfigure(errors="backslashreplace")
    try:
        return app(args=arguments, prog_name="mujaz", standalone_mode=False, obj=language) or 0
    except MujazError as error:
        from report.findings.plain import to_paragraphs

        typer.echo(to_paragraphs(error.findings, language), err=True)
        return 1
    except typer.TyperException as error:
        from report.command.usage import usage_finding

        typer.echo(usage_finding(error).text(language), err=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("", err=True)
        return 130
    except MemoryError:
        typer.echo(memory_passed().text(language), err=True)
        return 1
    except OSError as error:
        typer.echo(system_error(error).text(language), err=True)
        return 1
    except Exception as error:
        if not supervised:
            raise
        typer.echo(MujazError.of("fault", reason=_reason(error)).text(language), err=True)
        return 1


def _chosen(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the value of ``--lang``, and the arguments with it in front: it may stand after the
    command too."""
    for position, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and position + 1 < len(arguments):
            value, next_position = arguments[position + 1], position + 2
        elif word.startswith("--lang="):
            value, next_position = word.partition("=")[2], position + 1
        else:
            continue
        return value, ["--lang", value, *arguments[:position], *arguments[next_position:]]
    return None, list(arguments)


def _reason(error: Exception) -> str:
    """Return what a fault is and where it arose: its report is worth something by that."""
    return f"{type(error).__name__}: {str(error)[:200]}, {raised_at(error)}"
