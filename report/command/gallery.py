"""``mujaz gallery``: every kind of chart and table beside the TOML that makes it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from report.command.arguments import DigitsOption, QuietOption
from report.command.bounded import SUPERVISED
from report.command.counts import counted_text
from report.command.kind import CommandKind


def gallery(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The PDF to write.", show_default=False)
    ],
    digits: DigitsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Build the gallery: every kind of chart and table beside the TOML that makes it."""
    from report.building import build
    from report.command.progress import Progress
    from report.gallery import entries, write_gallery

    with TemporaryDirectory() as folder, Progress(context.obj, quiet) as progress:
        write_gallery(Path(folder), entries())
        edition = build(
            folder, output, progress.stage, digits=digits, side_process=SUPERVISED.get()
        )
    # The warnings are of data that ship with Mujaz, in files that are gone by now: tests hold them.
    if not quiet:
        typer.echo(f"{output}: {counted_text(edition.pages, 'page', context.obj)}")


GALLERY = CommandKind(gallery, "building")
