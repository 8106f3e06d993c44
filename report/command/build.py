"""``mujaz build``: the PDF of a brief."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from report.command.arguments import DigitsOption, Folder, ProfileOption, QuietOption
from report.command.bounded import SUPERVISED
from report.command.counts import counted_text
from report.command.epoch import source_date_epoch
from report.command.findings import tell_warnings
from report.command.kind import CommandKind
from report.messages import text


def build(
    context: typer.Context,
    folder: Folder,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The PDF to write. Default: out/NAME.pdf.", show_default=False
        ),
    ] = None,
    depfile: Annotated[
        Path | None,
        typer.Option(
            help="Also write the dependencies of the PDF as a Makefile rule.", show_default=False
        ),
    ] = None,
    digits: DigitsOption = None,
    text_gate: Annotated[
        bool,
        typer.Option(
            "--text-gate/--no-text-gate",
            help="Read the PDF back and fail if a word is lost. Drafts can skip this.",
            show_default=False,
        ),
    ] = True,
    profile: ProfileOption = "archive",
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache",
            help="Ignore the cache: build everything again and store nothing.",
        ),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Build the PDF of a brief, and print its warnings."""
    from report.building import build as build_brief
    from report.command.progress import Progress
    from report.dependencies import depfile as make_rule
    from report.writing import replace_file

    # Path.resolve() raises for a link that leads to itself; that is for the build to tell.
    target = output or Path("out") / f"{Path(os.path.realpath(folder)).name}.pdf"
    with Progress(context.obj, quiet) as progress:
        edition = build_brief(
            folder, target, progress.stage, digits=digits, text_gate=text_gate, profile=profile,
            epoch=source_date_epoch(), cached=not no_cache, side_process=SUPERVISED.get(),
        )  # fmt: skip
        if depfile is not None:
            replace_file(depfile, make_rule(edition.path, edition.inputs).encode())
    if not quiet:
        tell_warnings(edition.findings, context.obj)
        typer.echo(f"{target}: {counted_text(edition.pages, 'page', context.obj)}")
        if edition.excluded_rows is not None:
            typer.echo(text("build.excluded", context.obj, file=edition.excluded_rows))


BUILD = CommandKind(build, "building")
