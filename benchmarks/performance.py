"""Run every bench and write ``docs/performance.md``: ``python benchmarks/performance.py [NAME
...]``.

With names, only those sections are measured; the rest stay. The sections are modules in
``sections/``. A bench prints Markdown or plain lines, which the page shows unchanged, except for
two kinds of line: figures (``measuring.bar``), which the table of claims at the head of the page
judges, and cases in which another program is better (``measuring.better``), which make the table
after it. The page names the machine only by its cores and memory, and by the load of other work.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from textwrap import fill

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.claims import Figure  # noqa: E402
from benchmarks.measuring import BAR, BETTER  # noqa: E402
from benchmarks.sections import all_sections  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"
SECTIONS = all_sections()

ABOUT = (
    "`make bench` writes this page. Figures are medians if there is more than one run. Ratios are "
    "of alternating runs on the same machine, which each section names. 1 MB is a million bytes. "
    "*Beyond* and *faster* compare with the cost of the register: the build less a build of the "
    "same brief without it. The tables also have the whole build."
)
WORST = "Beside each claim are the cases that make it look worst, each with a goal of its own."
CLAIMS = (
    "| claim | goal | measured | met | worst case | goal | measured | met |\n" + "|---" * 8 + "|"
)
ELSEWHERE = (
    "All cases of the registers in which another program takes less time, memory or bytes than a "
    "whole build of Mujaz. The other programs check no text, embed no data and do not conform to "
    "PDF/A. What plain WeasyPrint takes for the HTML of other documents is in their sections."
)
BETTER_HEAD = "| program | case | what | theirs | Mujaz |\n|---|---|---|---|---|"
#: What a section keeps for the tables of the head, in comments, so that the page can be written
#: again without measuring: its figures, and the cases in which another program is better.
_FIGURES = re.compile(r"^<!-- (\S+) (.*) -->$", re.MULTILINE)
_BETTER = re.compile(r"^<!-- better: (.*) -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Output:
    """What a bench printed: the lines for the page, its figures by name, and the rows of the cases
    in which another program is better."""

    body: str
    figures: Mapping[str, float]
    better: Sequence[str]


def read_output(printed: str) -> Output:
    """Return what a bench printed, taken apart."""
    figures: dict[str, float] = {}
    better, rest = [], []
    for line in printed.splitlines():
        if line.startswith(BAR):
            name, value = line.removeprefix(BAR).rsplit(" ", 1)
            figures[name] = float(value)
        elif line.startswith(BETTER):
            better.append(line.removeprefix(BETTER))
        else:
            rest.append(line)
    return Output("\n".join(rest).strip(), figures, better)


def section(name: str, printed: str, load: float) -> str:
    """Return a section of the page from the output of its bench and the load before it, with
    comments for the tables of the head at its end."""
    bench = SECTIONS[name]
    output = read_output(printed)
    figures = " ".join(f"{key}={value:.3f}" for key, value in output.figures.items())
    shown = f"```\n{output.body}\n```" if bench.plain else output.body
    about = f"{wrapped(bench.about)}\n\n{machine(load)}.\n\n{shown}"
    better = "".join(f"<!-- better: {row} -->\n" for row in output.better)
    return f"## {bench.title}\n\n{about}\n\n{better}<!-- {name} {figures} -->\n"


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page by name, unchanged."""
    sections = {}
    for text in re.split(r"^(?=## )", page, flags=re.MULTILINE):
        for mark in _FIGURES.finditer(text):
            if mark[1] in SECTIONS:
                sections[mark[1]] = text.rstrip("\n") + "\n"
    return sections


def figures_of(name: str, section_text: str) -> dict[str, float]:
    """Return the figures in the comment of a section."""
    marks = (mark[2] for mark in _FIGURES.finditer(section_text) if mark[1] == name)
    words = (word.rpartition("=") for word in next(marks, "").split())
    return {key: float(value) for key, _, value in words}


def claims(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the lines of the table of claims, from the figures of each section."""

    def cells(figure: Figure | None, section_name: str) -> str:
        if figure is None:
            return " | | | "
        return figure.cells(figures.get(figure.section or section_name, {}).get(figure.name))

    lines = []
    for name, bench in SECTIONS.items():
        for claimed, worst in chain.from_iterable(claim.pairs() for claim in bench.claims):
            lines.append(f"| {cells(claimed, name)} | {cells(worst, name)} |")
    return lines


def page_of(sections: Mapping[str, str]) -> str:
    """Return the page: the table of claims, that of the cases in which another program is better,
    and the sections in their order."""
    figures = {name: figures_of(name, text) for name, text in sections.items()}
    ordered = [sections[name] for name in SECTIONS if name in sections]
    better = [f"| {row} |" for row in chain.from_iterable(map(_BETTER.findall, ordered))]
    head = [
        f"# Performance\n\n{wrapped(ABOUT)}\n\n{wrapped(WORST)}\n",
        "\n".join((CLAIMS, *claims(figures))) + "\n",
    ]
    if better:
        head.append(f"## Where another program is better\n\n{wrapped(ELSEWHERE)}\n")
        head.append("\n".join((BETTER_HEAD, *better)) + "\n")
    return "\n".join((*head, *ordered))


def wrapped(text: str) -> str:
    """Return a paragraph in the lines of the docs."""
    return fill(text, 128, break_long_words=False, break_on_hyphens=False)


def machine(load: float) -> str:
    """Return the machine's cores and memory, and the load of other work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"Measured on {os.cpu_count()} cores, {memory:.0f} GiB of memory; load of other work "
        f"before: {load:.1f}"
    )


def main(names: Sequence[str], page: Path = PAGE) -> list[str]:
    """Run benches, and write the page after each; return the failed sections, which stay unchanged
    in the page."""
    texts = sections_of(page.read_text("utf-8")) if page.is_file() else {}
    failed = []
    for name in (name for name in SECTIONS if name in names):
        script, *arguments = SECTIONS[name].script
        print(f"{name}: {SECTIONS[name].title} …", file=sys.stderr, flush=True)
        start, load = time.perf_counter(), os.getloadavg()[0]
        command = [sys.executable, str(ROOT / "benchmarks" / script), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False
        )
        if done.returncode:
            failed.append(name)
        else:
            texts[name] = section(name, done.stdout, load)
            page.write_text(page_of(texts), "utf-8")
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run the benches and write docs/performance.md.")
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"sections to measure: {', '.join(SECTIONS)} (all)",
    )
    parser.add_argument(
        "--write-again",
        action="store_true",
        help="write the page from its own figures, and measure nothing",
    )
    options = parser.parse_args()
    if unknown := set(options.names) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    if options.write_again:
        PAGE.write_text(page_of(sections_of(PAGE.read_text("utf-8"))), "utf-8")
    elif failed := main(options.names or list(SECTIONS)):
        sys.exit(f"Failed: {', '.join(failed)}.")
