"""What a warm worker does: import once, then build briefs in order; a table is read once for
all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.batches.collecting import peak_memory
from report.batches.model import Job, Outcome
from report.batches.plan import content_of, refuse_server
from report.bounds import memory_passed
from report.composing import Read, read
from report.errors import BriefError, Finding, Location, MujazError
from report.findings.weight import build_warnings

if TYPE_CHECKING:
    from report.building import Edition

#: The most findings of a brief that its line of the manifest has; it counts the rest.
MOST_FINDINGS = 3

#: What building a brief imports on its way.
_HEAVY = (
    "matplotlib.figure",
    "pandas",
    "weasyprint",
    "report.archive.finish",
    "report.archive.package",
    "report.building",
    "report.charts",
    "report.document",
    "report.intake.normalise",
    "report.intake.quality",
    "report.intake.sources",
    "report.intake.validate",
    "report.render",
)

#: What was read last, by its key: the briefs of one folder are built in sequence.
_last: tuple[tuple[str, str | None], Read] | None = None


def warm() -> None:
    """Import what building a brief imports, so that the first one does not wait for it."""
    for name in _HEAVY:
        import_module(name)


def build_job(job: Job, target: Path) -> Outcome:
    """Build the PDF of a job at ``target``; a failure is reported in the outcome and stops nothing
    else."""
    start, used = time.perf_counter(), time.process_time()
    try:
        edition = _build(job, target)
        data = target.read_bytes()
    except MujazError as error:
        return failed(job, start, error.findings)
    except MemoryError:
        return failed(job, start, (memory_passed(Location(file=str(job.folder))),))
    except Exception as error:  # a fault of Mujaz, or of the machine: one brief's, and no other's
        finding = Finding(
            "batch-crashed",
            Location(file=str(job.folder)),
            {"reason": f"{type(error).__name__}: {error}"},
        )
        return failed(job, start, (finding,))
    warnings, unsaid = as_json(build_warnings(edition.findings))
    return Outcome(
        name=job.name,
        seconds=time.perf_counter() - start,
        processor=time.process_time() - used,
        path=target,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=edition.pages,
        memory=peak_memory(),
        warnings=warnings,
        unsaid=unsaid,
    )


def failed(job: Job, start: float, findings: tuple[Finding, ...]) -> Outcome:
    """Return the outcome of a job that failed; ``start`` is when it began."""
    described, unsaid = as_json(findings)
    return Outcome(
        name=job.name,
        seconds=time.perf_counter() - start,
        memory=peak_memory(),
        findings=described,
        unsaid=unsaid,
    )


def as_json(findings: Sequence[Finding]) -> tuple[tuple[dict[str, Any], ...], int]:
    """Return the findings that the manifest has, and the number of those left out.

    The first of each rule comes before the second of any.
    """
    seen = Counter[str]()
    ranked = []
    for finding in findings:
        ranked.append((seen[finding.rule], finding))
        seen[finding.rule] += 1
    ranked.sort(key=lambda item: item[0])
    chosen = ranked[:MOST_FINDINGS]
    return tuple(finding.as_dict() for _, finding in chosen), len(findings) - len(chosen)


def _build(job: Job, target: Path) -> Edition:
    from report.building import build

    options = job.options
    edition = build(
        job.folder, target, digits=options.digits, profile=options.profile, epoch=options.epoch,
        row_filter=options.row_filter, attach=options.attach, preloaded=_read(job),
        lists_inputs=False,
    )  # fmt: skip
    if edition.excluded_rows is not None:
        # The excluded rows are those of the whole table, the same beside every brief: `mujaz
        # check` reports them.
        edition.excluded_rows.unlink()
    return edition


def _read(job: Job) -> Read:
    """Return the brief and its tables of the time when the batch was planned.

    :raises MujazError: ``batch-changed``, ``batch-asks-server``; and what reading raises.
    """
    global _last
    key = (job.content, job.options.digits)
    if _last is None or _last[0] != key or _last[1].brief.folder != job.folder:
        _last = None  # the tables of two folders are never held at once
        if content_of(job.folder).digest != job.content:
            raise BriefError.of("batch-changed", Location(file=str(job.folder)))
        preloaded = read(job.folder, job.options.digits)
        refuse_server(preloaded.brief)
        _last = key, preloaded
    return _last[1]
