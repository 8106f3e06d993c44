"""Briefs to build many of: small, made up, seeded; and workers that die."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from pathlib import Path

from document.small import SmallBrief
from report.batches import Job, Outcome
from report.batches.manifest import MANIFEST
from report.batches.work import as_json
from report.errors import Finding, Location, Severity

#: What to build of is slow: tests of the order of things do with this instead of a PDF.
PAGE = b"%PDF-1.7 made up\n"


def towns(folder: Path, *names: str, rows: int = 2) -> Path:
    """Return the folder of a brief with a given number of rows for each town, made up."""
    chance = random.Random(7)
    lines = ["id,place,kind,date,injured"]
    for index in range(len(names) * rows):
        kind = "حريق" if index % 2 else "حادث سير"
        name = names[index // rows].replace('"', '""')
        lines.append(
            f'{index + 1},"{name}",{kind},2026-01-{chance.randint(1, 31):02},{chance.randint(0, 5)}'
        )
    return SmallBrief.copied(folder).write("incidents.csv", "\n".join(lines) + "\n").folder


def manifest(output: Path) -> list[str]:
    """Return the lines of a manifest."""
    return (output / MANIFEST).read_text("utf-8").splitlines()


def made_up(job: Job, target: Path) -> Outcome:
    """Write a few bytes for a PDF."""
    from hashlib import sha256

    data = PAGE + job.inputs.encode()
    target.write_bytes(data)
    return Outcome(
        name=job.name,
        seconds=0.0,
        path=target,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=1,
        memory=1,
    )


def slow(job: Job, target: Path) -> Outcome:
    """Take a while."""
    time.sleep(0.2)
    return made_up(job, target)


def deadly(job: Job, target: Path) -> Outcome:
    """Die at the value «قاتل», as a process does that runs out of memory."""
    if job.name == "قاتل":
        os.kill(os.getpid(), signal.SIGKILL)
    return made_up(job, target)


def endless(job: Job, target: Path) -> Outcome:
    """Never come to an end with the value «طويل»."""
    while job.name == "طويل":
        time.sleep(1)
    return made_up(job, target)


def large(job: Job, target: Path) -> Outcome:
    """Say which process worked, instead of its memory."""
    return replace(made_up(job, target), pages=os.getpid())


def hungry(job: Job, target: Path) -> Outcome:
    """Take more and more memory with the value «نهم»."""
    held = []
    while job.name == "نهم":
        held.append(b"x" * 10_000_000)
    return made_up(job, target)


VALUES = {"column": "kind", "given": "حريق", "nearest": "", "table": "الحوادث", "known": "زيارة"}


def warned(job: Job, target: Path) -> Outcome:
    """Write a made-up PDF with five warnings, two of them of every brief."""
    places = [Location(file="جدول.csv", row=row, column="kind") for row in (2, 3)]
    own = Location(key=f"measures.{job.name}")
    findings = [
        *(Finding("value-nowhere", place, VALUES, Severity.WARNING) for place in places),
        *(Finding("chart-empty", own, {}, Severity.WARNING) for _ in range(3)),
    ]
    reported, unsaid = as_json(findings)
    return replace(made_up(job, target), warnings=reported, unsaid=unsaid)
