"""``mujaz batch``: many briefs, one for each value of a column or for each folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from report.archive.profiles import Attach
from report.command.arguments import DigitsOption, ProfileOption, QuietOption
from report.command.kind import CommandKind
from report.command.progress import Bar
from report.command.supervise import lift_deadline
from report.errors import MujazError
from report.messages import text

if TYPE_CHECKING:
    from report.batches import Done, Plan, Tally
    from report.messages import Language

#: The number of failures, and of warnings, that are reported one by one; the manifest has them all.
_MOST_SHOWN = 10
#: The number of briefs that are named beside a warning that several have.
_MOST_NAMED = 3


Folders = Annotated[
    list[Path],
    typer.Argument(
        help="The folder of the brief; with --each, one or more folders.", show_default=False
    ),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="The folder of the PDFs and of manifest.jsonl.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        help="A brief for each value of this column, TABLE.COLUMN or COLUMN.",
        show_default=False,
    ),
]
AttachOption = Annotated[
    Attach | None,
    typer.Option(
        help="With --by, what a PDF carries: its own rows, or all files. Default: own.",
        show_default=False,
    ),
]
EachOption = Annotated[
    bool,
    typer.Option("--each", help="A brief for each folder, or for each brief in a folder."),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        min=1, help="The number of workers. Default: one for each core.", show_default=False
    ),
]
TimeoutOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Seconds that a brief may take. Default: 600.",
        show_default=False,
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        help="A Dask scheduler, tcp://HOST:PORT; local starts one on this machine.",
        show_default=False,
    ),
]
SharedOption = Annotated[
    bool,
    typer.Option(
        "--shared",
        help="Let workers write into the folder, which all of them see under this path.",
    ),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Build everything again.")]


def batch(
    context: typer.Context,
    folders: Folders,
    output: Output,
    by: ByOption = None,
    attach: AttachOption = None,
    each: EachOption = False,
    workers: WorkersOption = None,
    timeout: TimeoutOption = None,
    scheduler: SchedulerOption = None,
    shared: SharedOption = False,
    fresh: FreshOption = False,
    digits: DigitsOption = None,
    profile: ProfileOption = "archive",
    quiet: QuietOption = False,
) -> None:
    """Build many briefs, by column or by folder."""
    if each == (by is not None) or (by is not None and len(folders) > 1):
        raise MujazError.of("by-or-each")
    if attach is not None and each:
        raise MujazError.of("not-together", option="--attach", other="--each")
    from report.batches import BuildOptions, make_pool, plan_by, plan_each, run_batch
    from report.command.epoch import source_date_epoch

    pool = make_pool(workers, timeout, scheduler, shared=shared)
    options = BuildOptions(
        profile=profile, digits=digits, epoch=source_date_epoch(), attach=attach or "own"
    )
    plan: Plan = (
        plan_each(folders, options, output)
        if by is None
        else plan_by(folders[0], by, options, output)
    )
    lift_deadline()  # from here on each brief has its own time
    with _Progress(context.obj, quiet) as progress:
        done = run_batch(plan, output, pool, progress.show, fresh=fresh)
    for line in _failures(done, context.obj):
        typer.echo(line, err=True)
    if not quiet:
        for line in _warnings(done, context.obj):
            typer.echo(line, err=True)
        typer.echo(_summary(done, output, context.obj))
    if done.tally.failed:
        raise typer.Exit(1)


def _failures(done: Done, language: Language) -> list[str]:
    lines = []
    for line in done.failures[:_MOST_SHOWN]:
        said = line["findings"][0][language]
        lines.append(f"{line['name']}: {said['what']} {said['do']}")
    if more := len(done.failures) - len(lines):
        lines.append(text("batch.more", language, more=more))
    return lines


def _warnings(done: Done, language: Language) -> list[str]:
    """Return a line for each warning, with the names of the briefs that have it."""
    from report.batches.manifest import warning_text

    names: dict[str, list[str]] = {}
    unsaid = 0
    for line in done.warned:
        unsaid += line.get("more", 0)
        for warning in line["warnings"]:
            names.setdefault(warning_text(warning, language), []).append(line["name"])
    lines = [f"{_named(briefs, language)}: {said}" for said, briefs in names.items()]
    if more := max(0, len(lines) - _MOST_SHOWN) + unsaid:
        lines[_MOST_SHOWN:] = [text("batch.more", language, more=more)]
    return lines


def _named(briefs: Sequence[str], language: Language) -> str:
    names = text("list.values", language).join(briefs[:_MOST_NAMED])
    more = len(briefs) - _MOST_NAMED
    return text("batch.and", language, names=names, more=more) if more > 0 else names


def _summary(done: Done, output: Path, language: Language) -> str:
    tally = done.tally
    return text(
        "batch.summary",
        language,
        output=output,
        done=tally.done,
        kept=tally.kept,
        failed=tally.failed,
        size=f"{done.size / 1024**2:.1f}",
        seconds=f"{done.seconds:.0f}",
    )


class _Progress(Bar):
    """What is done, failed and left of a batch, and an estimate."""

    def __init__(self, language: Language, quiet: bool) -> None:
        super().__init__(quiet=quiet, timed=True)
        self._language = language

    def show(self, tally: Tally) -> None:
        """Show how far the batch is; what stood before it is no part of the estimate."""
        past = tally.done + tally.failed
        done = tally.done + tally.kept
        said = text(
            "batch.progress", self._language, done=done, failed=tally.failed, left=tally.left
        )
        self.update(said, past, past + tally.left)


BATCH = CommandKind(batch, "batch")
