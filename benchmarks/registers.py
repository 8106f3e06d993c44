"""A register of many rows in Mujaz and in other programs: ``python benchmarks/registers.py [ROWS ...]``.

Each program sets the same rows (``rows.py``) in a process of its own, in turn, with words as frequent as in a real text
and with words of which none comes twice. Mujaz's row is its whole build of a brief with the register, tagged, as
PDF/A-3a and PDF/UA-1 with the table inside; beside it stands what the same brief costs without the register.
Programs that are not installed are named and left out. Prints a Markdown table.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.rows import HEAD, NAMES, Kind, write_csv  # noqa: E402

RSS_UNIT = 1 if sys.platform == "darwin" else 1024
MIB = 1024 * 1024
#: The programs beside Mujaz: module in ``peers``, the package that it needs.
PEERS = (("plain_weasyprint", "weasyprint"), ("in_typst", "typst"), ("in_reportlab", "reportlab"))
KINDS: tuple[Kind, ...] = ("zipf", "unique")

BRIEF = """\
[brief]
title = "سجل تجريبي"
period = "2016-01-01/2025-12-31"
issued = 2026-01-02
reference = "BENCH-1"
issuer = "برنامج قياس"
classification = "معطيات من صنع البرنامج"
[tables.events]
source = "events.csv"
label = "الأحداث"
[tables.events.columns]
number = { label = "الرقم", required = true, unique = true, width = 14 }
date = { label = "التاريخ", width = 12 }
place = { label = "المكان", width = 12 }
kind = { label = "النوع", width = 12 }
amount = { label = "المبلغ", type = "number", width = 11 }
notes = { label = "ملاحظات" }
[measures.all]
label = "الأحداث"
count = "events"
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
figures = [{ measure = "all" }, { measure = "all" }]
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
class Run:
    """One process: seconds, the greatest resident memory in MiB, and the PDF's pages and MiB."""

    seconds: float
    memory: float
    pages: int
    size: float


def run(command: list[str], output: Path) -> Run:
    """Run a command that writes ``output``.

    :raises subprocess.CalledProcessError: when it fails.
    """
    import pypdfium2

    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    with pypdfium2.PdfDocument(output) as document:
        pages = len(document)
    return Run(seconds, usage.ru_maxrss * RSS_UNIT / MIB, pages, output.stat().st_size / MIB)


def mujaz(folder: Path, register: bool) -> Run:
    """Build the brief in ``folder``, with its register or without."""
    (folder / "brief.toml").write_text(BRIEF + (REGISTER if register else ""), "utf-8")
    output = folder / "out.pdf"
    return run([sys.executable, "-m", "report", "build", str(folder), "-o", str(output), "--quiet"], output)


def programs(rows: int, kind: Kind, folder: Path) -> Iterator[tuple[str, Run | None]]:
    """Yield each program's name and run, ``None`` where it is not installed."""
    write_csv(folder / "events.csv", rows, kind)
    yield "Mujaz, without the register", mujaz(folder, False)
    yield "Mujaz", mujaz(folder, True)
    for name, package in PEERS:
        output = folder / f"{name}.pdf"
        command = [sys.executable, "-m", f"benchmarks.peers.{name}", str(rows), kind, str(output)]
        title = name.removeprefix("in_").replace("_", " ")
        yield title, run(command, output) if find_spec(package) is not None else None


def main(sizes: list[int]) -> None:
    """Print a table."""
    assert len(HEAD) == len(NAMES)
    print("| rows | words | program | seconds | peak MiB | pages | PDF MiB |\n|---|---|---|---|---|---|---|")
    for rows in sizes:
        for kind in KINDS:
            with tempfile.TemporaryDirectory() as temporary:
                for name, one in programs(rows, kind, Path(temporary)):
                    if one is None:
                        print(f"| {rows:,} | {kind} | {name} | not installed | | | |", flush=True)
                    else:
                        figures = f"{one.seconds:.1f} | {one.memory:.0f} | {one.pages:,} | {one.size:.1f}"
                        print(f"| {rows:,} | {kind} | {name} | {figures} |", flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1000, 20_000])
