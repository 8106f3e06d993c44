"""Progress by stage, on a terminal that can show it; elsewhere nothing is printed but the result."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from report.composing import STAGES, Stage
from report.messages import Language

if TYPE_CHECKING:
    import rich.progress

_NAMES: dict[Language, dict[Stage, str]] = {
    "en": {
        "read": "Reading the brief and its tables",
        "count": "Counting the measures",
        "compose": "Drawing charts, composing the document",
        "set": "Setting the pages",
        "write": "Writing the PDF",
    },
    "ar": {
        "read": "قراءة الموجز وجداوله",
        "count": "حساب المؤشرات",
        "compose": "رسم الأشكال وتأليف الوثيقة",
        "set": "تنضيد الصفحات",
        "write": "كتابة ملف PDF",
    },
}


class Progress:
    """A bar on standard error, a step per stage; silent when ``quiet`` or when no person watches."""

    def __init__(self, language: Language, quiet: bool) -> None:
        self._names = _NAMES[language]
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: rich.progress.Progress | None = None
        self._done = -1

    def __enter__(self) -> Progress:
        if self._shown:
            import rich.progress
            from rich.console import Console

            self._bar = rich.progress.Progress(console=Console(stderr=True), transient=True)
            self._bar.add_task("", total=len(STAGES))
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

    def stage(self, stage: Stage) -> None:
        """Say that ``stage`` begins."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0], description=self._names[stage], completed=self._done
            )
