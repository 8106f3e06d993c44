"""Where the findings of ``mujaz check`` go: the terminal, a file, or marked copies of the
workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

if TYPE_CHECKING:
    from report.checking import Examination
    from report.errors import Finding
    from report.intake.grid import Grid
    from report.messages import Language

Form = Literal["text", "json", "sarif", "html", "xlsx"]


def tell_warnings(findings: Sequence[Finding], language: Language) -> None:
    """Print the warnings of a build on standard error: :func:`report.findings.build_warnings`."""
    from report.findings import build_warnings, to_text

    warnings = build_warnings(findings)
    if warnings:
        typer.echo(to_text(warnings, language), nl=False, err=True)


def report_findings(
    examined: Examination,
    form: Form,
    output: Path | None,
    name: str,
    language: Language,
    *,
    every: bool = False,
) -> None:
    """Print findings, or write them to ``output``; ``name`` is the brief's. As text, ``every`` one
    or ten of a kind.

    :raises OutputError: ``cannot-write``.
    """
    from report.writing import replace_file

    if form == "xlsx":
        _marked_copies(examined, output or Path("out") / f"{name}-findings", language)
        return
    text = _text(examined.findings, form, language, every=every)
    if output is None:
        typer.echo(text, nl=False)
    else:
        replace_file(output, text.encode())


def _text(findings: tuple[Finding, ...], form: Form, language: Language, *, every: bool) -> str:
    from report import findings as room

    if form == "json":
        return room.to_json(findings)
    if form == "sarif":
        return room.to_sarif(findings, language)
    return (
        room.to_html(findings) if form == "html" else room.to_text(findings, language, every=every)
    )


def _marked_copies(examined: Examination, folder: Path, language: Language) -> None:
    """Write a marked copy of each table's file in which something was found, and print their names.

    What is found elsewhere, in ``brief.toml`` for instance, has no cell to be marked, and is
    printed.
    """
    from report.findings import mark_copy, to_text
    from report.writing import replace_file

    grids: dict[Path, Sequence[Grid]] = {}
    for table in examined.tables:
        grids |= dict.fromkeys((grid.path for grid in table.grids), table.grids)
    marked = {str(path) for path in grids}
    for path, read in grids.items():
        own = [finding for finding in examined.findings if finding.where.file == str(path)]
        if own:
            copy = mark_copy(path, read, own, language)
            target = folder / f"{path.stem}.xlsx"
            replace_file(target, copy.data)
            typer.echo(str(target))
            for lost in copy.lost:
                typer.echo(lost.text(language), err=True)
    rest = tuple(finding for finding in examined.findings if finding.where.file not in marked)
    if rest or not examined.findings:
        typer.echo(to_text(rest, language), nl=False)
