"""Measure the cost of a batch: ``python benchmarks/batch.py [BRIEFS] [ROUNDS] [SAMPLE]``.

The bench makes a folder with a table of seeded random rows for BRIEFS values. Each round builds a
brief for each value in four ways, one by one, so that other load on the machine affects
all of them:

- ``mujaz batch`` with one worker for each core;
- one warm process, ``report.building.build`` in a loop;
- one ``mujaz build`` process for each brief, on SAMPLE folders, and scaled;
- Dask, ``mujaz batch --scheduler local``.

It prints medians, the ratios within each round, and the cost of a brief.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import bar, spread  # noqa: E402

#: The brief of which there are many: one section with prose and a chart, one appendix with a
#: register.
SMALL = ROOT / "tests/document/brief"
ROWS = 6
WARM = """
import sys
from pathlib import Path
from report.building import build
from report.limiting import RowFilter
for number in range(int(sys.argv[1])):
    row_filter = RowFilter("incidents", "place", f"مدينة {number}")
    build(sys.argv[2], Path(sys.argv[3]) / f"{number}.pdf", row_filter=row_filter)
"""


def make(folder: Path, values: range) -> Path:
    """Make the folder of a brief with some rows for each value."""
    chance = random.Random(6)
    rows = ["id,place,kind,date,injured"]
    for value in values:
        for _ in range(ROWS):
            kind = (
                chance.choice(["حريق", "حادث سير"])
                if len(rows) % ROWS > 1
                else ("حريق", "حادث سير")[len(rows) % ROWS]
            )
            rows.append(
                f"{len(rows)},مدينة "
                f"{value},{kind},2026-01-{chance.randint(1, 31):02},{chance.randint(0, 5)}"
            )
    shutil.copytree(SMALL, folder)
    (folder / "incidents.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def run(*arguments: str | Path) -> float:
    """Run Python with some arguments to its end, and return the seconds.

    :raises subprocess.CalledProcessError: when it fails.
    """
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def batch(folder: Path, output: Path, *more: str) -> float:
    """Build every brief as ``mujaz batch`` does."""
    return run("-m", "report", "batch", folder, "--by", "place", "-o", output, "--fresh", *more)


def costs(output: Path) -> str:
    """Return what a brief has cost, by the manifest."""
    _, *lines, end = (
        json.loads(line) for line in (output / "manifest.jsonl").read_text("utf-8").splitlines()
    )
    columns = zip(
        *((line["processor"], line["bytes"], line["pages"]) for line in lines), strict=True
    )
    seconds, size, pages = map(median, columns)
    memory = end["summary"]["memory"] / 1024**2
    work = f"{seconds:.2f} s of processor time; a worker has {memory:.0f} MiB"
    return f"{pages:.0f} pages, {size / 1000:.0f} kB, {work}"


def main(briefs: int, rounds: int, sample: int) -> None:
    """Measure and print."""
    result: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        folder = make(work / "all", range(briefs))
        alone = [make(work / f"alone-{index}", range(index, index + 1)) for index in range(sample)]
        for _ in range(rounds):
            each = [
                run("-m", "report", "build", item, "-o", work / "alone.pdf", "--no-cache")
                for item in alone
            ]
            result.append(
                {
                    "batch": batch(folder, work / "out"),
                    "one warm process": run("-c", WARM, str(briefs), folder, work / "warm"),
                    "one process each": sum(each) * briefs / sample,
                    "batch by Dask": batch(folder, work / "dask", "--scheduler", "local"),
                }
            )
        about = costs(work / "out")
    print(f"{briefs} briefs on {os.cpu_count()} cores, {rounds} rounds: median (least to greatest)")
    print(f"  a brief: {about}")
    for way in result[0]:
        print(f"  {way:<17} {spread([item[way] for item in result], ' s')}")
    for way in list(result[0])[1:]:
        ratios = [item[way] / item["batch"] for item in result]
        print(f"  batch is faster than {way:<17} {spread(ratios, ' times')}")
        bar(way.replace(" ", "-"), median(ratios))
    print(f"  one process each: measured on {sample} briefs, and scaled")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*[*given, *(200, 2, 10)[len(given) :]])
