"""The application: its commands, its languages, its exit codes (0 fine, 1 findings, 2 usage)."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

import report
from report.archive.profiles import Profile
from report.bounds import MIB, current_bounds
from report.command.bag import bag
from report.command.batch import batch
from report.command.bounded import SUPERVISED, Bounded, BoundedBatch, BoundedReading
from report.command.epoch import source_date_epoch
from report.command.findings import Form, is_told_only, report_findings, tell_warnings
from report.command.help import Command, Group
from report.command.rebuild import rebuild
from report.command.sign import sign
from report.command.trace import trace
from report.command.verify import verify
from report.errors import MujazError, Severity, raised_at, system_error
from report.messages import Language

app = typer.Typer(
    name="mujaz",
    cls=Group,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Mujaz (موجز): tables of events into a print-ready Arabic PDF briefing.",
    epilog="Exit codes: 0 fine, 1 findings, 2 usage. Messages follow --lang, else the locale.",
)

Folder = Annotated[
    Path,
    typer.Argument(help="The brief's folder: the one that holds brief.toml.", show_default=False),
]


def _language(chosen: str | None) -> Language:
    """Return the language of messages: as chosen, else Arabic in an Arabic locale, else English."""
    if chosen in ("ar", "en"):
        return "ar" if chosen == "ar" else "en"
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "ar" if re.split("[_.@-]", locale)[0].lower() == "ar" else "en"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(report.__version__)
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    lang: Annotated[
        Literal["en", "ar"] | None,
        typer.Option(
            help="The language of messages; by the locale if not given.", show_default=False
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command(cls=Bounded)
def build(
    context: typer.Context,
    folder: Folder,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The PDF; out/NAME.pdf if not given.", show_default=False
        ),
    ] = None,
    depfile: Annotated[
        Path | None,
        typer.Option(
            help="Also write what the PDF depends on, as a Makefile rule.", show_default=False
        ),
    ] = None,
    digits: Annotated[
        Literal["latn", "arab"] | None,
        typer.Option(
            help="The figures, 123 or ١٢٣; as the brief says if not given.", show_default=False
        ),
    ] = None,
    text_gate: Annotated[
        bool,
        typer.Option(
            "--text-gate/--no-text-gate",
            help="Read the PDF back and fail when a word is lost; drafts may go without.",
            show_default=False,
        ),
    ] = True,
    profile: Annotated[
        Profile,
        typer.Option(
            help="What the PDF conforms to: archive is PDF/A-3a and PDF/UA-1; a draft claims nothing."
        ),
    ] = "archive",
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache",
            help="Make everything anew: take nothing from the cache, keep nothing in it.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Build the PDF of a brief, and tell the warnings that check tells, but for conventions."""
    from report.building import build as build_brief
    from report.building import depfile as rule
    from report.command.progress import Progress
    from report.press.write import replace_file

    # Path.resolve() raises for a link that leads to itself; that is for the build to tell.
    target = output or Path("out") / f"{Path(os.path.realpath(folder)).name}.pdf"
    with Progress(context.obj, quiet) as progress:
        edition = build_brief(
            folder, target, progress.stage,
            digits=digits, text_gate=text_gate, profile=profile, epoch=source_date_epoch(), cached=not no_cache,
        )  # fmt: skip
        if depfile is not None:
            replace_file(depfile, rule(edition).encode())
    if not quiet:
        tell_warnings(edition.findings, context.obj)
        typer.echo(_built(context.obj, target, edition.pages))
        if edition.aside is not None:
            typer.echo(
                f"صفوف مستبعدة: {edition.aside}"
                if context.obj == "ar"
                else f"rows set aside: {edition.aside}"
            )


def _built(language: Language, target: Path, pages: int) -> str:
    if language == "ar":
        from report.arabic import Lexicon, counted

        return f"{target}: {counted(pages, 'صفحة', lexicon=Lexicon.shipped())}"
    return f"{target}: {pages} page{'' if pages == 1 else 's'}"


@app.command(cls=BoundedReading)
def check(
    context: typer.Context,
    folder: Folder,
    form: Annotated[
        Form,
        typer.Option(
            "--format", help="The form of findings; text if not given.", show_default=False
        ),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Where findings are written; for xlsx a folder, out/NAME-findings if not given.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="First mend what can be mended without knowing the meaning."),
    ] = False,
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="As text, list all findings, not ten of a kind; the other forms always do.",
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit with 1 also where there are only corrections, conventions and notes.",
        ),
    ] = False,
) -> None:
    """Say all that is wrong with a brief."""
    from report.building import examine, mend

    examined = examine(folder)
    if fix and not any(finding.severity is Severity.ERROR for finding in examined.findings):
        mended = mend(folder)
        for file in mended.files:
            typer.echo(f"صُحح: {file}" if context.obj == "ar" else f"mended: {file}", err=True)
        again = examine(folder)
        examined = replace(again, findings=(*again.findings, *mended.findings))
    report_findings(
        examined, form, output, Path(os.path.realpath(folder)).name, context.obj, every=every
    )
    if not all(is_told_only(finding) and not strict for finding in examined.findings):
        raise typer.Exit(1)


@app.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of brief.toml."""
    from report.brief.schema import schema_text

    typer.echo(schema_text(), nl=False)


@app.command("table-schema", cls=BoundedReading)
def table_schema(
    folder: Folder,
    table: Annotated[
        str, typer.Argument(help="The table's name in brief.toml.", show_default=False)
    ],
) -> None:
    """Print the Table Schema of a table."""
    import json

    from report.brief import load_brief
    from report.errors import ExpressionError
    from report.intake.validate import table_schema as published

    brief = load_brief(folder)
    tables = brief.model.tables
    if table not in tables:
        raise ExpressionError.of(
            "unknown-table", brief.where("tables"), given=table, known="، ".join(tables)
        )
    typer.echo(json.dumps(published(tables[table]), ensure_ascii=False, indent=2))


app.command(cls=Bounded)(rebuild)
app.command(cls=Bounded)(bag)
app.command(cls=BoundedBatch)(batch)
app.command(cls=Bounded)(sign)
app.command(cls=Bounded)(trace)
app.command(cls=Bounded)(verify)


def run(arguments: Sequence[str], *, supervised: bool = False) -> int:
    """Run the command and return its exit code; every error is turned into words here, and nowhere else.

    With ``supervised`` the work is done in a child process, in which this function returns as well; what is a fault of
    Mujaz is told in words too, and is raised otherwise.
    """
    SUPERVISED.set(supervised)
    chosen, arguments = _chosen(arguments)
    language = _language(chosen)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no Arabic, or a file's name that is no text, must not stop a message.
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
        limit = current_bounds().most_memory // MIB
        typer.echo(MujazError.of("bound-memory", limit=limit).text(language), err=True)
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
    """Return the value of ``--lang``, and the arguments with it in front: it may stand after the command too."""
    for position, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and position + 1 < len(arguments):
            value, after = arguments[position + 1], position + 2
        elif word.startswith("--lang="):
            value, after = word.partition("=")[2], position + 1
        else:
            continue
        return value, ["--lang", value, *arguments[:position], *arguments[after:]]
    return None, list(arguments)


def _reason(error: Exception) -> str:
    """Return what a fault is and where it arose: its report is worth something by that."""
    return f"{type(error).__name__}: {str(error)[:200]}, {raised_at(error)}"
