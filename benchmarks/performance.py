"""Every bench, one after the other, into ``docs/performance.md``: ``python benchmarks/performance.py``.

A bench prints Markdown or plain lines; what it prints stands in the page as it is. The machine is named by its cores
and its memory alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Bench:
    """A part of the page: its title, what it says, the script with its arguments; ``plain`` lines are set as code."""

    title: str
    about: str
    script: tuple[str, ...]
    plain: bool = True


BENCHES = (
    Bench(
        "The first brief against its floor",
        "The floor imports the same libraries and sets the same HTML with plain WeasyPrint. Pairs in turn.",
        ("build.py", "data/marrakech-2025"),
    ),
    Bench("Reading a million rows", "Against pandas alone, with pyarrow. Pairs in turn.", ("intake.py",)),
    Bench(
        "A register of many rows",
        "The same rows in Mujaz, tagged, with the data inside, and in other programs. Words of `zipf` recur as in a "
        "real text; of `unique` none comes twice. ReportLab neither joins letters nor turns lines round: that is done "
        "before it.",
        ("registers.py", "1000"),
        plain=False,
    ),
    Bench(
        "Two hundred briefs",
        "By `mujaz batch`, against one warm process, a process each, and Dask, in turn; see [scale.md](scale.md).",
        ("batch.py",),
    ),
)


def main() -> None:
    """Run every bench and write the page."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    parts = [
        "# Performance\n",
        "Made by `make bench`; ratios are of paired runs, one after the other on the same machine, and figures are "
        f"medians where there is more than one run. The machine: {os.cpu_count()} cores, {memory:.0f} GiB of memory.\n",
    ]
    for bench in BENCHES:
        command = [sys.executable, str(ROOT / "benchmarks" / bench.script[0]), *bench.script[1:]]
        print(f"{bench.title} …", file=sys.stderr, flush=True)
        printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        body = f"```\n{printed}\n```" if bench.plain else printed
        parts.append(f"## {bench.title}\n\n{bench.about}\n\n{body}\n")
    PAGE.write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
