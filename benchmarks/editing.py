"""What a warm process pays for one edit: ``python benchmarks/editing.py [ROUNDS]``.

A new process builds the first brief without a cache, then a word of its prose, a cell of a table
and a colour (a design token) are changed in turn, each ROUNDS times, and it is built again after
each change. A figure is the processor time of such a build as a share of the first one, which
loads the libraries. The last build of each edit has the bytes of a build by a new process.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.build import stages  # noqa: E402
from benchmarks.measuring import apart, bar, build_brief, spread  # noqa: E402

BRIEF = ROOT / "data/marrakech-2025"
#: The stages of a build. The layout and the drawing are those inside the stage ``set``.
STAGES = ("read", "count", "compose", "set", "write")
INSIDE = ("layout", "drawing")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file of the brief: ``old`` becomes ``new``, which has the number of the round.

    A file that the brief lacks is written: ``old`` is its whole text before the change.
    """

    name: str
    file: str
    old: str
    new: str

    def apply(self, folder: Path, number: int) -> None:
        """Change the file of a copy of the brief.

        :raises SystemExit: if the brief no longer has the text that is changed.
        """
        source, target = BRIEF / self.file, folder / self.file
        text = source.read_text("utf-8") if source.is_file() else self.old
        if self.old not in text:
            raise SystemExit(f"{self.file} has no {self.old!r}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace(self.old, self.new.format(number), 1), "utf-8")

    def undo(self, folder: Path) -> None:
        """Restore the file of the copy."""
        source, target = BRIEF / self.file, folder / self.file
        if source.is_file():
            shutil.copy2(source, target)
        else:
            target.unlink()


EDITS = (
    Edit("word", "text/summary.md", " ", " كلمة{} "),
    Edit("cell", "unknowns.csv", "أيام انعقاد الجمعية العامة", "أيام انعقاد الجمعية العامة {}"),
    Edit("colour", "templates/css/tokens.css", ":root {}", ":root {{ --accent: #0b5d3{}; }}"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The builds of one process: of each, its name, and its seconds by stage."""

    builds: tuple[tuple[str, dict[str, float]], ...]

    def of(self, name: str) -> list[dict[str, float]]:
        """Return the builds of a name."""
        return [seconds for label, seconds in self.builds if label == name]


@contextmanager
def timed_inside(seconds: dict[str, float]) -> Iterator[None]:
    """Add the time of the layout and of the drawing to ``seconds`` while the context lasts."""
    from report.render.engine import document

    def timed(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            start = time.process_time()
            try:
                return function(*arguments)
            finally:
                seconds[name] = seconds.get(name, 0.0) + time.process_time() - start

        return call

    stored = document.Source.lay_out, document.write_pdf
    setattr(document.Source, "lay_out", timed("layout", stored[0]))  # noqa: B010
    setattr(document, "write_pdf", timed("drawing", stored[1]))  # noqa: B010
    try:
        yield
    finally:
        setattr(document.Source, "lay_out", stored[0])  # noqa: B010
        setattr(document, "write_pdf", stored[1])  # noqa: B010


def built(folder: Path, output: Path) -> dict[str, float]:
    """Build without a cache in this process, and return the processor time by stage."""
    start = time.process_time()
    inside: dict[str, float] = {}
    with timed_inside(inside):
        seconds = dict(stages(folder, output, time.process_time))
    return {**seconds, **inside, "whole": time.process_time() - start}


def measure(folder: Path, output: Path, rounds: int) -> Measured:
    """Build once, then after each edit, in one process.

    :raises SystemExit: if the bytes after an edit are not those of a new process.
    """
    builds = [("first", built(folder, output)), ("unchanged", built(folder, output))]
    for edit in EDITS:
        for number in range(1, rounds + 1):
            edit.apply(folder, number)
            builds.append((edit.name, built(folder, output)))
        alone = output.with_name("alone.pdf")
        build_brief(folder, alone)
        if alone.read_bytes() != output.read_bytes():
            raise SystemExit(f"After an edit ({edit.name}) a warm process writes other bytes.")
        edit.undo(folder)
    return Measured(tuple(builds))


def line(name: str, runs: Sequence[dict[str, float]], first: float) -> str:
    """Return the line of a build: its share of the first one, and the seconds by stage."""
    middle = {key: median(run.get(key, 0.0) for run in runs) for key in (*STAGES, *INSIDE)}
    stages = ", ".join(f"{stage} {middle[stage]:.2f}" for stage in STAGES)
    inside = ", ".join(f"{stage} {middle[stage]:.2f}" for stage in INSIDE)
    shares = [run["whole"] / first for run in runs]
    return f"  {name:<10} {spread(shares, '')} of the first; {stages} s ({inside})"


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(BRIEF, Path(temporary) / BRIEF.name))
        measured = apart(measure, folder, Path(temporary) / "edited.pdf", rounds)
    first = measured.of("first")[0]["whole"]
    print(
        f"{BRIEF.name}, one warm process, {rounds} builds after each edit; median (least to most)"
    )
    print(f"  the first build, from a cold start: {first:.2f} s of processor time")
    for name in ("first", "unchanged", *(edit.name for edit in EDITS)):
        print(line(name, measured.of(name), first))
    for edit in EDITS:
        bar(edit.name, median(run["whole"] for run in measured.of(edit.name)) / first)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
