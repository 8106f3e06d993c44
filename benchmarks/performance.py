"""Run every bench and write ``docs/performance.md``: ``python benchmarks/performance.py [NAME
...]``.

With names, only those sections are measured; the rest stay. A bench prints Markdown or plain
lines, which the page shows unchanged, except for bar lines (``measuring.bar``): these make the
table at the head of the page. The page names the machine only by its cores and memory.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import BAR as MARK  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Bench:
    """A section of the page: its title, its introduction, the script with its arguments. ``plain``
    output is a code block."""

    title: str
    about: str
    script: tuple[str, ...]
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """The goal for a figure: its section, its name there, the limit, and whether this is a
    maximum."""

    asked: str
    part: str
    name: str
    limit: float
    unit: str
    most: bool = True
    digits: int = 2

    def met(self, value: float) -> bool:
        """Return whether a figure is within the limit."""
        return value <= self.limit if self.most else value >= self.limit

    def line(self, value: float | None) -> str:
        """Return the line of the table for a measured value."""
        bound = f"at {'most' if self.most else 'least'} {self.limit:g}{self.unit}"
        if value is None or math.isnan(value):
            return f"| {self.asked} | {bound} | not measured | |"
        met = "yes" if self.met(value) else "**no**"
        return f"| {self.asked} | {bound} | {value:,.{self.digits}f}{self.unit} | {met} |"


ABOUT = (
    "`make bench` writes this page. Figures are medians if there is more than one run. Ratios are "
    "of alternating runs on the same machine, which each section names. 1 MB is a million bytes. "
    "*Beyond* and *faster* compare with the cost of the register: the build less a build of the "
    "same brief without it. The tables also have the whole build."
)
REGISTERS = (
    "The same rows in Mujaz and in other programs, each in its own process. Words of `zipf` recur "
    "as in a real text; words of `unique` occur once. The figure for Mujaz is a whole build from "
    "the command line, without cache: it reads and checks the table, and makes a brief with cover "
    "and contents, tags, PDF/A-3a and PDF/UA-1, checked text, embedded data and a seal. *Beyond* "
    "is the difference to the same brief with the same table but without the register, in pairs. "
)
#: The parts in the order of the page: the short ones first.
BENCHES = {
    "floor": Bench(
        "The first brief against its floor",
        "The floor imports the same libraries and lays out the same HTML with plain WeasyPrint. "
        "Alternating pairs.",
        ("build.py", "data/marrakech-2025", "3"),
    ),
    "intake": Bench(
        "Reading a million rows",
        "Compared with pandas and pyarrow, by processor time. Alternating pairs.",
        ("intake.py", "1000000", "7"),
    ),
    "measures": Bench(
        "Grouping a million rows",
        "Five measures by two dimensions, compared with the `groupby` of pandas, by processor time "
        "in user mode. Alternating pairs; both give the same numbers, those of Mujaz exactly.",
        ("measures.py", "1000000", "7"),
    ),
    "charts": Bench(
        "Charts of a million rows",
        "The measures, the data and the drawing of a chart, compared with the `groupby` of pandas, "
        "by processor time in user mode. Alternating pairs. `scatter` has 300 points with three "
        "texts each, `calendar` 730 days of 10,950, `points` the rows by latitude and longitude. "
        "The last line is of all charts of `mujaz gallery`.",
        ("charts.py", "1000000", "7"),
    ),
    "registers": Bench(
        "A register of many rows",
        REGISTERS
        + "The other programs read the same CSV and lay out the same text in the same font and "
        "size, 9 pt on 13.5 pt, with the same column widths, padding and margins, with a running "
        "head and page numbers. Page counts differ by the pages that Mujaz adds: cover, "
        "contents, heads and feet. The other programs embed no data and do not conform to PDF/A. "
        "Typst, Chromium and plain WeasyPrint write tags; ReportLab and XeLaTeX do not. "
        "ReportLab does not shape or reorder Arabic: other libraries do this first, and their "
        "time is included. Typst is measured in each round, next to Mujaz; the others once. The "
        "memory of Chromium is that of its largest process.",
        ("registers.py", "--peers", "1000", "--peers", "20000", "1000", "20000"),
        plain=False,
    ),
    "batch": Bench(
        "Two hundred briefs",
        "`mujaz batch` compared with one warm process, one process for each brief, and Dask, "
        "alternating. See [scale.md](scale.md).",
        ("batch.py", "200", "2", "4"),
    ),
    "large": Bench(
        "A register of a million rows",
        REGISTERS + "Three rounds for 20,000 rows, one for more.",
        ("registers.py", "20000", "100000", "1000000"),
        plain=False,
    ),
}

BARS = (
    Bar("The first brief, as a multiple of its floor", "floor", "floor", 1.1, " times"),
    Bar("Nothing changed", "floor", "nothing", 0.3, " s"),
    Bar(
        "A million rows grouped, as a multiple of pandas",
        "measures",
        "measures",
        1.5,
        " times",
    ),
    Bar(
        "A chart of a million rows beyond pandas, of 12 kinds the median",
        "charts",
        "median",
        0.05,
        " s",
    ),
    Bar("The same, of the slowest kind", "charts", "slowest", 0.05, " s"),
    Bar("30 charts of a brief", "charts", "thirty", 3, " s"),
    Bar(
        "20,000 rows, time beyond the same brief without them",
        "registers",
        "beyond-20000-zipf-csv",
        4,
        " s",
    ),
    Bar(
        "20,000 rows, memory beyond the same brief",
        "registers",
        "memory-20000-zipf-csv",
        250,
        " MB",
        digits=0,
    ),
    Bar(
        "20,000 rows, faster than Typst",
        "registers",
        "Typst-20000-zipf",
        5,
        " times",
        most=False,
        digits=1,
    ),
    Bar(
        "20,000 rows, faster than plain WeasyPrint",
        "registers",
        "plain-WeasyPrint-20000-zipf",
        50,
        " times",
        False,
        1,
    ),
    Bar(
        "20,000 rows without repeated words, faster than Typst",
        "registers",
        "Typst-20000-unique",
        1,
        " times",
        most=False,
        digits=1,
    ),
    Bar(
        "Growth from 20,000 to 1,000,000 rows",
        "large",
        "growth-1000000-zipf-csv",
        1.05,
        "",
        digits=3,
    ),
    Bar(
        "The same, for the whole build",
        "large",
        "growth-whole-1000000-zipf-csv",
        1.05,
        "",
        digits=3,
    ),
    Bar(
        "1,000,000 rows from CSV, peak memory",
        "large",
        "peak-1000000-zipf-csv",
        1000,
        " MB",
        digits=0,
    ),
    Bar(
        "1,000,000 rows from Parquet, peak memory",
        "large",
        "peak-1000000-zipf-parquet",
        1000,
        " MB",
        digits=0,
    ),
    Bar(
        "200 briefs, faster than one process each",
        "batch",
        "one-process-each",
        4,
        " times",
        most=False,
    ),
    Bar(
        "200 briefs, faster than one warm process",
        "batch",
        "one-warm-process",
        1.8,
        " times",
        most=False,
    ),
)
#: The figures of a section for the table, in a comment, so that the page can be written again
#: without measuring.
_KEPT = re.compile(r"^<!-- (\S+) (.*) -->$", re.MULTILINE)


def bars_of(printed: str) -> tuple[str, dict[str, float]]:
    """Return the output of a bench without its bar lines, and the figures of these lines by
    name."""
    bars: dict[str, float] = {}
    rest = []
    for line in printed.splitlines():
        if line.startswith(MARK):
            name, value = line.removeprefix(MARK).rsplit(" ", 1)
            bars[name] = float(value)
        else:
            rest.append(line)
    return "\n".join(rest).strip(), bars


def section(name: str, printed: str) -> str:
    """Return a section of the page from the output of its bench, with the figures in a comment at
    its end."""
    bench = BENCHES[name]
    body, bars = bars_of(printed)
    figures = " ".join(f"{key}={value:.3f}" for key, value in bars.items())
    shown = f"```\n{body}\n```" if bench.plain else body
    about = f"{wrapped(bench.about)}\n\n{machine()}.\n\n{shown}"
    return f"## {bench.title}\n\n{about}\n\n<!-- {name} {figures} -->\n"


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page by name, unchanged."""
    sections = {}
    for name in re.split(r"^(?=## )", page, flags=re.MULTILINE):
        if (mark := _KEPT.search(name)) and mark[1] in BENCHES:
            sections[mark[1]] = name.rstrip("\n") + "\n"
    return sections


def figures_of(section_text: str) -> dict[str, float]:
    """Return the figures in the comment of a section."""
    mark = _KEPT.search(section_text)
    words = (word.rpartition("=") for word in (mark[2] if mark else "").split())
    return {name: float(value) for name, _, value in words}


def page_of(sections: Mapping[str, str]) -> str:
    """Return the page: the table of bars, and the given sections in their order."""
    figures = {name: figures_of(text) for name, text in sections.items()}
    table = [bar.line(figures.get(bar.part, {}).get(bar.name)) for bar in BARS]
    head = (
        "# Performance\n",
        wrapped(ABOUT) + "\n",
        "| what | goal | measured | met |\n|---|---|---|---|",
        *table,
        "",
    )
    return "\n".join(("\n".join(head), *(sections[name] for name in BENCHES if name in sections)))


def wrapped(text: str) -> str:
    """Return a paragraph in the lines of the docs."""
    return fill(text, 128, break_long_words=False, break_on_hyphens=False)


def machine() -> str:
    """Return the machine's cores and memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"Measured on {os.cpu_count()} cores, {memory:.0f} GiB of memory"


def main(names: Sequence[str], page: Path = PAGE) -> list[str]:
    """Run benches, and write the page after each; return the failed sections, which stay unchanged
    in the page."""
    texts = sections_of(page.read_text("utf-8")) if page.is_file() else {}
    failed = []
    for name in (name for name in BENCHES if name in names):
        script, *arguments = BENCHES[name].script
        print(f"{name}: {BENCHES[name].title} …", file=sys.stderr, flush=True)
        start = time.perf_counter()
        command = [sys.executable, str(ROOT / "benchmarks" / script), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False
        )
        if done.returncode:
            failed.append(name)
        else:
            texts[name] = section(name, done.stdout)
            page.write_text(page_of(texts), "utf-8")
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run the benches and write docs/performance.md.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"sections to measure: {', '.join(BENCHES)} (all)"
    )
    given = parser.parse_args().names
    if unknown := set(given) - set(BENCHES):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if failed := main(given or list(BENCHES)):
        sys.exit(f"Failed: {', '.join(failed)}.")
