"""``mujaz bag``: an edition as an archive takes it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from report.command.kind import CommandKind

if TYPE_CHECKING:
    from report.archive.bag import Bagged


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
            help="What the bag holds: the files alone, or an E-ARK package (SIP) of them."
        ),
    ] = "bagit",
) -> None:
    """Put a PDF into a BagIt bag, for an archive."""
    from report.archive.bag import bag as make

    bagged = make(file, output, layout)
    typer.echo(_line(bagged, output, context.obj == "ar"))
    if not all(one.compliant for one in bagged.judgements.values()):
        raise typer.Exit(1)


def _line(bagged: Bagged, output: Path, arabic: bool) -> str:
    told = [(flavour, one) for flavour, one in bagged.judgements.items()]
    if arabic:
        from report.arabic import Lexicon, counted

        files = counted(bagged.files, "ملف", lexicon=Lexicon.shipped())
        verdicts = "، ".join(
            f"{flavour} {'مطابق' if one.compliant else 'غير مطابق'}" for flavour, one in told
        )
        return f"{output}: {files}؛ veraPDF: {verdicts or 'لم يُشغَّل لأنه غير موجود'}"
    verdicts = ", ".join(
        f"{flavour} {'compliant' if one.compliant else 'not compliant'}" for flavour, one in told
    )
    files = f"{bagged.files} file{'' if bagged.files == 1 else 's'}"
    return f"{output}: {files}; veraPDF: {verdicts or 'not found, not run'}"


BAG = CommandKind(bag, "building")
