"""``mujaz check``: all that is wrong with a brief."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from report.command.arguments import Folder
from report.command.findings import Form, report_findings
from report.command.kind import CommandKind
from report.errors import Severity
from report.messages import text


def check(
    context: typer.Context,
    folder: Folder,
    form: Annotated[
        Form,
        typer.Option("--format", help="The format of findings. Default: text.", show_default=False),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file of findings; for xlsx a folder. Default of xlsx: out/NAME-findings.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="First fix what does not depend on the meaning."),
    ] = False,
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="As text, list all findings instead of ten of a rule. All further formats always "
            "do.",
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit with 1 also for corrections, conventions and notes.",
        ),
    ] = False,
) -> None:
    """Report every fault of a brief."""
    from report.checking import examine, fix_conventions

    examined = examine(folder)
    if fix and not any(finding.severity is Severity.ERROR for finding in examined.findings):
        fixed = fix_conventions(folder)
        for file in fixed.files:
            typer.echo(text("check.fixed", context.obj, file=file), err=True)
        again = examine(folder)
        examined = replace(again, findings=(*again.findings, *fixed.findings))
    report_findings(
        examined, form, output, Path(os.path.realpath(folder)).name, context.obj, every=every
    )
    from report.findings import failing

    if failing(examined.findings) or (strict and examined.findings):
        raise typer.Exit(1)


CHECK = CommandKind(check, "reading")
