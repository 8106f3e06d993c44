"""``mujaz rebuild``: an edition built again from itself alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from report.command.kind import CommandKind

if TYPE_CHECKING:
    from report.archive.rebuild import Rebuilt


def rebuild(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The PDF to write.", show_default=False)
    ],
) -> None:
    """Build a PDF again from itself alone."""
    from report.building import rebuild as rebuild_edition

    rebuilt = rebuild_edition(file, output)
    for finding in rebuilt.warnings:
        typer.echo(finding.text(context.obj), err=True)
    for line in _lines(rebuilt, context.obj == "ar"):
        typer.echo(line)
    if not rebuilt.equal:
        raise typer.Exit(1)


def _lines(rebuilt: Rebuilt, arabic: bool) -> list[str]:
    nothing = "لا شيء" if arabic else "none"
    lines = [
        ("متطابق: نعم" if rebuilt.equal else "متطابق: لا") if arabic
        else ("equal bytes: yes" if rebuilt.equal else "equal bytes: no")
    ]  # fmt: skip
    for one in rebuilt.versions:
        label = "نسخة مختلفة" if arabic else "other version"
        lines.append(f"{label}: {one.name}: {one.then or nothing} → {one.now or nothing}")
    if not rebuilt.equal:
        for name, pages in (
            ("صفحات اختلف نصها" if arabic else "pages whose text differs", rebuilt.texts),
            ("صفحات اختلفت صورتها" if arabic else "pages whose picture differs", rebuilt.pictures),
        ):
            lines.append(f"{name}: {', '.join(map(str, pages)) or nothing}")
    return lines


REBUILD = CommandKind(rebuild, "building")
