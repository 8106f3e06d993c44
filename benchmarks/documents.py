"""Documents of many pages that are not registers: ``python benchmarks/documents.py [--small]
[--rounds N] [KIND ...]``.

Each kind of brief (``long_briefs.py``) is built at three sizes, and its HTML is laid out by plain
WeasyPrint, which imports the same libraries (``floor.py``): in turn, each in its own process, by
processor time, which other work on the machine changes less. The exponent of growth is that of the
two larger sizes, less a brief of the same kind of size 1: what every brief costs would hide it.
Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import long_briefs  # noqa: E402
from benchmarks.build import pairs  # noqa: E402
from benchmarks.measuring import Run, bar, growth  # noqa: E402


@dataclass(frozen=True, slots=True)
class Scale:
    """A kind of brief: what its size counts, and its three sizes."""

    kind: str
    counts: str
    sizes: tuple[int, int, int]

    def smaller(self) -> Scale:
        """Return the same kind with a tenth of its sizes."""
        small, middle, large = (max(2, size // 10) for size in self.sizes)
        return Scale(self.kind, self.counts, (small, middle, large))


SCALES = (
    Scale("pages", "pages of prose, tables and charts", (30, 100, 300)),
    Scale("charts", "charts", (10, 30, 100)),
    Scale("footnotes", "footnotes", (100, 300, 1_000)),
    Scale("index", "entries of an index", (500, 1_500, 5_000)),
    Scale("measures", "measures", (50, 150, 500)),
    Scale("sections", "sections", (20, 60, 200)),
    Scale("pivot", "rows of a pivot table", (100, 300, 1_000)),
)
HEAD = (
    "| brief | pages | Mujaz (s) | plain WeasyPrint (s) | Mujaz / WeasyPrint | peak of Mujaz (MiB) "
    "| peak of WeasyPrint (MiB) |"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A brief of a kind and a size: its builds, and the layouts of its HTML, in pairs."""

    scale: Scale
    size: int
    pages: int
    builds: Sequence[Run]
    floors: Sequence[Run]

    @property
    def seconds(self) -> tuple[float, float]:
        """The processor time of both, the median of the rounds."""
        return (
            median(item.processor for item in self.builds),
            median(item.processor for item in self.floors),
        )

    @property
    def ratio(self) -> float:
        """The time of a build as a multiple of that of plain WeasyPrint."""
        pairs = zip(self.builds, self.floors, strict=True)
        return median(item.processor / another.processor for item, another in pairs)

    def line(self) -> str:
        """Return the line of the table."""
        ours, theirs = self.seconds
        memory, floor_memory = (
            median(item.memory for item in runs) for runs in (self.builds, self.floors)
        )
        return (
            f"| {self.size:,} {self.scale.counts} | {self.pages:,} | {ours:.1f} | {theirs:.1f} | "
            f"{self.ratio:.2f} | {memory:.0f} | {floor_memory:.0f} |"
        )


def measure(scale: Scale, size: int, rounds: int, work: Path) -> Case:
    """Build a brief and lay out its HTML, in turn."""
    folder, both = work / f"{scale.kind}-{size}", work / f"{scale.kind}-{size}-pdf"
    both.mkdir()
    long_briefs.write(scale.kind, size, folder)
    runs, pages = pairs(folder, both, rounds, warm=False)
    builds, floors = zip(*runs, strict=True)
    return Case(scale, size, pages, builds, floors)


def exponents(base: Case, middle: Case, large: Case) -> tuple[float, float]:
    """Return the exponents of growth of a build and of plain WeasyPrint, from the middle to the
    large size, less the smallest brief."""
    ours, theirs = (
        growth(
            middle.seconds[index] - base.seconds[index],
            large.seconds[index] - base.seconds[index],
            large.size / middle.size,
        )
        for index in (0, 1)
    )
    return ours, theirs


def grown(measured: Sequence[tuple[Case, Case, Case]]) -> Iterator[str]:
    """Yield the table of exponents, and report them."""
    yield "| from | to | Mujaz | plain WeasyPrint |"
    yield "|---|---|---|---|"
    worst = []
    for base, middle, large in measured:
        ours, theirs = exponents(base, middle, large)
        worst.append(ours)
        kind = large.scale.kind
        bar(f"growth-{kind}", ours)
        bar(f"ratio-{kind}", large.ratio)
        sizes = f"| {middle.size:,} | {large.size:,} {large.scale.counts} |"
        yield f"{sizes} {ours:.2f} | {theirs:.2f} |"
    bar("growth-worst", max(worst))
    bar("ratio-worst", max(large.ratio for *_, large in measured))


def main(scales: Sequence[Scale], rounds: int) -> None:
    """Print the tables."""
    measured = []
    print(HEAD)
    print("|---" * HEAD.count(" | ") + "|---|")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for scale in scales:
            base = measure(scale, 1, rounds, work)
            cases = [measure(scale, size, rounds, work) for size in scale.sizes]
            print(*(case.line() for case in cases), sep="\n", flush=True)
            measured.append((base, cases[1], cases[2]))
    print("", "Growth: the exponent; 1 means that twice the size takes twice the time.", sep="\n")
    print("", *grown(measured), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure documents of many pages.")
    names = [scale.kind for scale in SCALES]
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(names)} (all)")
    parser.add_argument("--rounds", type=int, default=1, help="how many (1)")
    parser.add_argument("--small", action="store_true", help="a tenth of the sizes")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(names):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    chosen = [scale for scale in SCALES if not options.kinds or scale.kind in options.kinds]
    main([scale.smaller() if options.small else scale for scale in chosen], options.rounds)
