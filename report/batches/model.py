"""What goes between the plan, the workers and the manifest."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from report.arabic import Digits
from report.archive.profiles import Attach, Profile
from report.archive.provenance import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """The options of all briefs of a batch; see :func:`report.building.build`."""

    profile: Profile = "archive"
    digits: Digits | None = None
    epoch: int | None = None
    attach: Attach = "own"


@dataclass(frozen=True, slots=True)
class Job:
    """A brief that is to be built.

    ``name`` tells it from all others of the batch: the value, or the folder. ``content`` is the
    digest of the folder's files, ``inputs`` that of all the PDF depends on: the files, the options,
    the versions of Mujaz and its libraries. ``file`` is the name of the PDF.
    """

    name: str
    folder: Path
    content: str
    inputs: str
    options: Options
    file: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The briefs of a batch, grouped by folder; ``batch`` says what they are briefs of."""

    batch: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a job.

    The PDF is at ``path`` or in ``data``; a job without either failed, and ``findings`` are the
    reasons, in both languages. ``warnings`` are those of a brief that was built, as ``mujaz build``
    prints them. ``unsaid`` is the number of further findings or warnings. ``seconds`` is wall-clock
    time, ``processor`` processor time; ``memory`` is the peak resident size of the worker in bytes.
    """

    name: str
    seconds: float
    processor: float = 0.0
    path: Path | None = None
    data: bytes | None = None
    sha256: str = ""
    size: int = 0
    pages: int = 0
    memory: int = 0
    findings: tuple[dict[str, Any], ...] = ()
    warnings: tuple[dict[str, Any], ...] = ()
    unsaid: int = 0


Work = Callable[[Job, Path], Outcome]


class Pool(Protocol):
    """Those who work: they take jobs as they have hands for them, never many more, and give each
    outcome once."""

    def run(self, jobs: Iterable[Job], folder: Path) -> Generator[Outcome]:
        """Yield what came of each job, as it comes; PDFs lie in ``folder``, which is of this run
        alone.

        :raises MujazError: when there is no one left who works.
        """
        ...
