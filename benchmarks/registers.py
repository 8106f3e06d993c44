"""A register of many rows in Mujaz and in other programs: ``python benchmarks/registers.py [--peers
ROWS] ROWS ...``.

Each program sets the same rows (``rows.py``) in its own process, in turn, with words as
frequent as in a real text (``zipf``), with words without repetition (``unique``), with codes,
ranges and foreign names among the words (``mixed``), and, where their folder is known
(``--tables``), with the free texts of real tables (``real``). Mujaz's
row is its whole build, without the cache, of a brief with the register, tagged, as PDF/A-3a and
PDF/UA-1 with the table inside; before it stands the same brief with the same table, not printed;
the difference is what the register costs. More than 100,000 rows are set by Mujaz alone, from a CSV
and from Parquet.

Typst is measured in each round; each of the compared programs is measured in the first alone, and
plain WeasyPrint sets more than 5,000 rows only as ``zipf``. Programs that are not installed are
named and left out. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import (  # noqa: E402
    MIB,
    Run,
    apart,
    bar,
    better,
    build_brief,
    growth,
    page_count,
    run,
)
from benchmarks.peers import in_chromium, in_xelatex  # noqa: E402
from benchmarks.peers.common import GIVEN, program  # noqa: E402
from benchmarks.rows import TABLES, Kind  # noqa: E402

KINDS: tuple[Kind, ...] = ("zipf", "unique", "mixed")
#: Above this number of rows a size is measured once, a slow program sets one kind, and Mujaz is
#: alone.
ONCE, SLOW, ALONE = 20_000, 5_000, 100_000
#: Above this number of rows a register has more objects than PDF/A-3 allows (8,388,607), so it is
#: built in a profile without such a limit.
MANY, UNLIMITED = 500_000, "pdfa-4f"
#: The growth is reckoned from this number of rows, or from the least number that was measured.
FROM = 20_000

BRIEF = """\
[brief]
title = "سجل تجريبي"
period = "2016-01-01/2025-12-31"
issued = 2026-01-02
reference = "BENCH-1"
issuer = "برنامج قياس"
classification = "معطيات من صنع البرنامج"
[tables.events]
source = "{source}"
label = "الأحداث"
[tables.events.columns]
number = {{ label = "الرقم", required = true, unique = true, width = {0} }}
date = {{ label = "التاريخ", width = {1} }}
place = {{ label = "المكان", width = {2} }}
kind = {{ label = "النوع", width = {3} }}
amount = {{ label = "المبلغ", type = "number", width = {4} }}
notes = {{ label = "ملاحظات" }}
[measures.all]
label = "الأحداث"
count = "events"
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
figures = [{{ measure = "all" }}, {{ measure = "all" }}]
"""
REGISTER = """\
[[appendices]]
title = "السجل"
[[appendices.blocks]]
register = "events"
columns = ["number", "date", "place", "kind", "amount", "notes"]
caption = "جميع الأحداث"
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: its name, its module in ``peers``, and whether it is installed."""

    name: str
    module: str
    installed: Callable[[], bool]
    paired: bool = False
    slow: bool = False

    def rounds(self, rows: int, kind: Kind, rounds: int) -> int:
        """Return in how many rounds it takes part."""
        if self.slow and rows > SLOW and kind != "zipf":
            return 0
        return rounds if self.paired else 1


PEERS = (
    Peer("Typst", "in_typst", lambda: find_spec("typst") is not None, paired=True),
    Peer("ReportLab", "in_reportlab", lambda: find_spec("reportlab") is not None),
    Peer("Chromium", "in_chromium", lambda: program(in_chromium.PROGRAMS) is not None),
    Peer("XeLaTeX", "in_xelatex", lambda: program(in_xelatex.PROGRAMS) is not None),
    Peer(
        "plain WeasyPrint",
        "plain_weasyprint",
        lambda: find_spec("weasyprint") is not None,
        slow=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A program's runs, and the pages and MiB of its PDF."""

    runs: list[Run]
    pages: int
    size: float

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def memory(self) -> float:
        return median(run.memory for run in self.runs)


@dataclass(frozen=True, slots=True)
class Case:
    """A size and a kind of words: Mujaz without the register and with it, and each peer, or why
    that was not measured."""

    rows: int
    kind: Kind
    source: str
    without: Made
    whole: Made
    peers: dict[str, Made | str]

    @property
    def beyond(self) -> float:
        """The seconds that the register costs: the median of the rounds' differences."""
        pairs = zip(self.whole.runs, self.without.runs, strict=True)
        return median(run.seconds - base.seconds for run, base in pairs)

    @property
    def memory_beyond(self) -> float:
        """The MiB that the register costs."""
        pairs = zip(self.whole.runs, self.without.runs, strict=True)
        return median(run.memory - base.memory for run, base in pairs)

    def ratios(self, peer: Made) -> tuple[float, float]:
        """Return how many times a peer takes what the register costs, and what the whole build
        takes, by rounds."""
        pairs = list(zip(peer.runs, self.whole.runs, self.without.runs, strict=False))
        beyond = median(
            run.seconds / (whole.seconds - without.seconds) for run, whole, without in pairs
        )
        return beyond, median(run.seconds / whole.seconds for run, whole, _ in pairs)


def made(runs: list[Run], output: Path) -> Made:
    """Return the runs with what they wrote."""
    return Made(runs, apart(page_count, output), output.stat().st_size / MIB)


def write_rows(path: Path, rows: int, kind: Kind) -> None:
    """Write the file of a table, in another process, so that this one stays small."""
    run([sys.executable, ROOT / "benchmarks/rows.py", str(rows), path, kind])


def write_brief(folder: Path, source: str, *, register: bool = True) -> None:
    """Write the brief of a table, with its register or without."""
    text = BRIEF.format(*GIVEN, source=source) + (REGISTER if register else "")
    (folder / "brief.toml").write_text(text, "utf-8")


def mujaz(folder: Path, source: str, rows: int, *, register: bool) -> Run:
    """Build the brief in ``folder``, with its register or without."""
    write_brief(folder, source, register=register)
    profile = UNLIMITED if rows > MANY else ""
    return build_brief(folder, folder / f"{register}.pdf", profile=profile)


def measure(rows: int, kind: Kind, source: str, rounds: int, peers: bool) -> Case:
    """Measure a size with a kind of words, round after round."""
    without: list[Run] = []
    whole: list[Run] = []
    rest: dict[str, list[Run]] = {}
    measured: dict[str, Made | str] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_rows(folder / source, rows, kind)
        for index in range(rounds):
            without.append(mujaz(folder, source, rows, register=False))
            whole.append(mujaz(folder, source, rows, register=True))
            for peer in PEERS if peers else ():
                if index >= peer.rounds(rows, kind, rounds) or peer.name in measured:
                    continue
                if not peer.installed():
                    measured[peer.name] = "not installed"
                    continue
                command = [sys.executable, "-m", f"benchmarks.peers.{peer.module}"]
                try:
                    process_run = run([*command, folder / source, folder / f"{peer.module}.pdf"])
                    rest.setdefault(peer.name, []).append(process_run)
                except subprocess.CalledProcessError as error:
                    measured[peer.name] = f"failed ({error.returncode})"
        for peer in PEERS:
            if peer.name in rest and peer.name not in measured:
                measured[peer.name] = made(rest[peer.name], folder / f"{peer.module}.pdf")
        both = made(without, folder / "False.pdf"), made(whole, folder / "True.pdf")
    return Case(
        rows,
        kind,
        source.rpartition(".")[2],
        *both,
        {
            process_run.name: measured[process_run.name]
            for process_run in PEERS
            if process_run.name in measured
        },
    )


def cases(sizes: Sequence[int]) -> Iterator[tuple[int, Kind, str]]:
    """Yield what is measured: each size with its kinds of words and the file that the rows come
    from. The texts of real tables are measured where their folder is known."""
    kinds: tuple[Kind, ...] = (*KINDS, "real") if os.environ.get(TABLES) else KINDS
    for rows in sizes:
        if rows > ALONE:
            yield from ((rows, "zipf", f"events.{kind}") for kind in ("csv", "parquet"))
        else:
            yield from ((rows, kind, "events.csv") for kind in kinds)


def lines(case: Case) -> Iterator[str]:
    """Yield the lines of the table."""
    start = f"| {case.rows:,} | {case.kind} | {'Parquet' if case.source == 'parquet' else 'CSV'} |"
    yield f"{start} Mujaz, without the register | {figures(case.without)} |"
    whole = case.whole
    time = f"{whole.seconds:.2f} | {case.beyond:.2f}"
    memory = f"{whole.memory:.0f} | {case.memory_beyond:.0f}"
    yield f"{start} Mujaz | {time} | {memory} | {whole.pages:,} | {whole.size:.1f} |"
    for name, peer in case.peers.items():
        cells = f"{peer} | | | | |" if isinstance(peer, str) else figures(peer)
        yield f"{start} {name} | {cells} |"


def figures(program: Made) -> str:
    """Return the cells of a program without a base to subtract."""
    return (
        f"{program.seconds:.2f} | | {program.memory:.0f} | | {program.pages:,} | {program.size:.1f}"
    )


def compared(measured: Sequence[Case]) -> Iterator[str]:
    """Yield the table of ratios."""
    yield "| rows | words | program | cost of the register | whole build of Mujaz | rounds |"
    yield "|---|---|---|---|---|---|"
    for case in measured:
        for name, peer in case.peers.items():
            if isinstance(peer, Made):
                beyond, whole = case.ratios(peer)
                start = f"| {case.rows:,} | {case.kind} | {name} |"
                yield f"{start} {beyond:.1f} times | {whole:.1f} times | {len(peer.runs)} |"
                bar(f"{name.replace(' ', '-')}-{case.rows}-{case.kind}", beyond)
                report_better(case, name, peer)


def report_better(case: Case, name: str, peer: Made) -> None:
    """Report where a peer takes less than the whole build of Mujaz."""
    label, whole = f"{case.rows:,} rows of `{case.kind}` words", case.whole
    better(name, label, "time (s)", peer.seconds, whole.seconds)
    better(name, label, "peak memory (MiB)", peer.memory, whole.memory)
    better(name, label, "size of the PDF (MiB)", peer.size, whole.size)


def grown(measured: Sequence[Case]) -> Iterator[str]:
    """Yield the table of exponents: of each kind of words, from 20,000 rows to more."""
    yield "| words | source | rows | cost of the register | whole build |\n|---|---|---|---|---|"
    first = (
        FROM if any(case.rows == FROM for case in measured) else min(case.rows for case in measured)
    )
    for case in measured:
        small = next(
            (
                case_before
                for case_before in measured
                if case_before.rows == first and case_before.kind == case.kind
            ),
            case,
        )
        if case.rows > small.rows:
            times = case.rows / small.rows
            beyond = growth(small.beyond, case.beyond, times)
            whole = growth(small.whole.seconds, case.whole.seconds, times)
            source = "Parquet" if case.source == "parquet" else "CSV"
            yield (
                f"| {case.kind} | {source} | {small.rows:,} to {case.rows:,} | {beyond:.3f} | "
                f"{whole:.3f} |"
            )
            bar(f"growth-{case.rows}-{case.kind}-{case.source}", beyond)
            bar(f"growth-whole-{case.rows}-{case.kind}-{case.source}", whole)


def main(sizes: Sequence[int], peers: Sequence[int], rounds: int | None) -> None:
    """Print the tables."""
    measured: list[Case] = []
    measure(100, "zipf", "events.csv", 1, False)  # the disk is warm after that
    print(
        "| rows | words | source | program | seconds | beyond | peak MiB | beyond | pages | PDF "
        "MiB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for rows, kind, source in cases(sizes):
        count = rounds or (3 if rows <= ONCE else 1)
        case = measure(rows, kind, source, count, rows in peers)
        measured.append(case)
        print(*lines(case), sep="\n", flush=True)
        name = f"{case.rows}-{case.kind}-{case.source}"
        bar(f"beyond-{name}", case.beyond)
        # Bars are in millions of bytes.
        bar(f"memory-{name}", case.memory_beyond * MIB / 1e6)
        bar(f"peak-{name}", case.whole.memory * MIB / 1e6)
    if peers:
        print(
            "",
            "Time of each program as a multiple of the time of Mujaz:",
            "",
            *compared(measured),
            sep="\n",
        )
    if len(set(sizes)) > 1:
        print(
            "",
            "Growth: the exponent; 1 means that twice the rows take twice the time:",
            "",
            *grown(measured),
            sep="\n",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Measure a register of many rows in Mujaz and in other programs."
    )
    parser.add_argument("rows", type=int, nargs="+", help="how many rows, of each size")
    parser.add_argument(
        "--peers",
        type=int,
        action="append",
        default=[],
        help="a size that the other programs also lay out",
    )
    parser.add_argument(
        "--rounds", type=int, help="how many (by default 3 up to 20,000 rows, 1 above)"
    )
    parser.add_argument(
        "--tables",
        type=Path,
        help=f"a folder of real tables, whose free texts are notes too (by default ${TABLES})",
    )
    given = parser.parse_args()
    if given.tables is not None:
        os.environ[TABLES] = str(given.tables.resolve())
    main(sorted(given.rows), given.peers, given.rounds)
