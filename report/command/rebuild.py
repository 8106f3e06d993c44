"""``mujaz rebuild``: an edition built again from itself alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from report.command.kind import CommandKind
from report.messages import text

if TYPE_CHECKING:
    from report.archive.rebuild import Rebuilt
    from report.messages import Language


def rebuild(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The PDF to write.", show_default=False)
    ],
) -> None:
    """Rebuild a PDF from its embedded files alone."""
    from report.building import rebuild as rebuild_edition

    rebuilt = rebuild_edition(file, output)
    for finding in rebuilt.warnings:
        typer.echo(finding.text(context.obj), err=True)
    for line in _lines(rebuilt, context.obj):
        typer.echo(line)
    if not rebuilt.equal:
        raise typer.Exit(1)


def _lines(rebuilt: Rebuilt, language: Language) -> list[str]:
    nothing = text("nothing", language)
    lines = [text(f"rebuild.equal.{rebuilt.equal}", language)]
    for version in rebuilt.versions:
        label = text("rebuild.version", language)
        lines.append(
            f"{label}: {version.name}: {version.then or nothing} → {version.now or nothing}"
        )
    if not rebuilt.equal:
        for key, pages in (("texts", rebuilt.texts), ("pictures", rebuilt.pictures)):
            shown = ", ".join(map(str, pages)) or nothing
            lines.append(f"{text(f'rebuild.{key}', language)}: {shown}")
    return lines


REBUILD = CommandKind(rebuild, "building")
