"""Progress on a terminal that can show it; elsewhere nothing is printed but the result."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from report.composing import STAGES, Stage
from report.messages import Language, text

if TYPE_CHECKING:
    import rich.progress


class Bar:
    """A bar on standard error; silent when ``quiet`` or when standard error is no terminal.

    :param timed: whether the time that has passed and an estimate of what is left are behind it.
    """

    def __init__(self, *, quiet: bool, timed: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._timed = timed
        self._bar: rich.progress.Progress | None = None

    def __enter__(self) -> Self:
        if self._shown:
            from rich import progress
            from rich.console import Console

            timed = (
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.TimeElapsedColumn(),
                progress.TimeRemainingColumn(),
            )
            columns = timed if self._timed else progress.Progress.get_default_columns()
            console = Console(stderr=True)
            self._bar = progress.Progress(*columns, console=console, transient=True)
            self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, description: str, completed: int, total: int) -> None:
        """Show how many of all steps are done, and words before the bar."""
        if self._bar is not None:
            task = self._bar.task_ids[0]
            self._bar.update(task, description=description, completed=completed, total=total)


class Progress(Bar):
    """The stages of a build, a step each."""

    def __init__(self, language: Language, quiet: bool) -> None:
        super().__init__(quiet=quiet)
        self._language = language
        self._done = -1

    def stage(self, stage: Stage) -> None:
        """Show that ``stage`` begins."""
        self._done += 1
        self.update(text(f"stage.{stage}", self._language), self._done, len(STAGES))
