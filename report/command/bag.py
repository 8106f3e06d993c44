"""``mujaz bag``: an edition as an archive takes it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from report.command.counts import counted_text
from report.command.kind import CommandKind
from report.messages import text

if TYPE_CHECKING:
    from report.archive.bag import Bagged
    from report.messages import Language


def bag(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The bag's folder, new or empty.", show_default=False),
    ],
    layout: Annotated[
        Literal["bagit", "e-ark"],
        typer.Option(
            help="The content of the bag: only the files, or an E-ARK package (SIP) of them."
        ),
    ] = "bagit",
) -> None:
    """Put a PDF into a BagIt bag, for an archive."""
    from report.archive.bag import bag as make

    bagged = make(file, output, layout)
    typer.echo(_line(bagged, output, context.obj))
    if not all(judgement.compliant for judgement in bagged.judgements.values()):
        raise typer.Exit(1)


def _line(bagged: Bagged, output: Path, language: Language) -> str:
    verdicts = text("list.values", language).join(
        text(f"bag.compliant.{judgement.compliant}", language, flavour=flavour)
        for flavour, judgement in bagged.judgements.items()
    )
    return text(
        "bag.line",
        language,
        output=output,
        files=counted_text(bagged.files, "file", language),
        verdicts=verdicts or text("bag.no-judge", language),
    )


BAG = CommandKind(bag, "building")
