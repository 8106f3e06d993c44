"""What a whole ``mujaz build`` costs, against its floor: ``python benchmarks/build.py FOLDER
[RUNS]``.

The floor (``floor.py``) imports the same libraries and sets the same HTML with plain WeasyPrint.
Build and floor run in turn, A B A B, each in its own process; each pair gives a ratio, so that
a slow moment of the machine weighs on both. Prints medians with the least and the greatest, the
time by stage, and the peak memory.

Then a copy of the brief is built with its own cache: after one changed word of prose, and
after no change, each beside a build without the cache of the same brief, whose bytes must be equal.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import Run, apart, bar, build_brief, page_count, run, spread  # noqa: E402

FLOOR = Path(__file__).with_name("floor.py")


def stages(
    folder: Path, output: Path, clock: Callable[[], float] = time.perf_counter
) -> list[tuple[str, float]]:
    """Build once in this process, and return each stage with its seconds, in their order."""
    from report.building import build

    marks: list[tuple[str, float]] = []
    build(folder, output, progress=lambda stage: marks.append((stage, clock())))
    ends = [start for _, start in marks[1:]] + [clock()]
    return [(stage, end - start) for (stage, start), end in zip(marks, ends, strict=True)]


@contextmanager
def stock_text() -> Iterator[None]:
    """Let WeasyPrint draw text by itself, without the text layer, while the context lasts."""
    from weasyprint.draw.text import draw_first_line

    from report.render.text_layer import TextLayer

    stock: dict[str, Callable[..., object]] = {
        "draw_first_line": lambda _layer, *arguments: draw_first_line(*arguments),
        "write_codes": lambda _layer, _pdf: None,
        "drawn": lambda _layer, _pdf: [],
    }
    stored = {name: getattr(TextLayer, name) for name in stock}
    for name, function in stock.items():
        setattr(TextLayer, name, function)
    try:
        yield
    finally:
        for name, function in stored.items():
            setattr(TextLayer, name, function)


def text_layer_costs(folder: Path, output: Path, count: int) -> list[float]:
    """Return the ratios of processor time, of a build with text layer and text check to one
    without, alternating."""
    from report.building import build

    def seconds(*, layer: bool) -> float:
        start = time.process_time()
        if layer:
            build(folder, output)
        else:
            with stock_text():
                build(folder, output, text_gate=False)
        return time.process_time() - start

    seconds(layer=True)
    return [seconds(layer=True) / seconds(layer=False) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Rebuilds:
    """A brief with one word changed: built without a cache, then with one, then once more with
    nothing changed."""

    full: Run
    word: Run
    nothing: Run


def rebuilds(folder: Path, work: Path, count: int) -> list[Rebuilds]:
    """Change a word of the brief's prose ``count`` times, in a copy, and build after each
    change."""
    copy = Path(shutil.copytree(folder, work / folder.name))
    prose = min(copy.rglob("*.md"))
    text = prose.read_text("utf-8")
    environment = {**os.environ, "MUJAZ_CACHE": str(work / "cache")}

    def build(name: str, *more: str) -> Run:
        return run(
            (sys.executable, "-m", "report", "build", copy, "-o", work / name, *more), environment
        )

    build("warm.pdf")
    ratios = []
    for number in range(count):
        prose.write_text(text.replace(" ", f" كلمة{'ا' * number} ", 1), "utf-8")
        full, word = build("full.pdf", "--no-cache"), build("warm.pdf")
        ratios.append(Rebuilds(full, word, build("again.pdf")))
        if (
            not (work / "full.pdf").read_bytes()
            == (work / "warm.pdf").read_bytes()
            == (work / "again.pdf").read_bytes()
        ):
            raise SystemExit("The cache gives other bytes than a build without it.")
    return ratios


def save_composition(folder: Path, target: Path) -> None:
    """Write the final HTML of a brief and its stylesheets, as ``floor.py`` reads them."""
    from report.building import compose
    from report.places import assets
    from report.render import font_faces

    composition = compose(folder)
    sheets = [{"css": sheet.css, "base": f"{sheet.base}/"} for sheet in composition.stylesheets]
    # The same fonts too: other fonts make other pages, and another floor.
    sheets.insert(0, {"css": font_faces(), "base": f"{assets()}/"})
    content = {"html": composition.html, "base": f"{composition.roots[0]}/", "stylesheets": sheets}
    (target / "composition.json").write_text(json.dumps(content), encoding="utf-8")


def pairs(
    folder: Path,
    work: Path,
    count: int,
    *,
    libraries: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    warm: bool = True,
) -> tuple[list[tuple[Run, Run]], int]:
    """Build a brief and run its floor ``count`` times in turn, each in its own process; return the
    runs, and the number of pages.

    :param work: the folder that takes ``build.pdf`` and what the floor reads and writes.
    :param libraries: what the floor imports, if that is not what a build imports.
    :param warm: whether a run of each comes before, which warms the disk and is not counted.
    :raises SystemExit: if the floor sets other pages: the figures cannot be compared then.
    """
    apart(save_composition, folder, work)
    output = work / "build.pdf"
    floor: Sequence[str | Path] = (sys.executable, FLOOR, work, *libraries)
    runs = [
        (build_brief(folder, output, environment), run(floor, environment))
        for _ in range(count + warm)
    ]
    pages = apart(page_count, output)
    if pages != apart(page_count, work / "floor.pdf"):
        raise SystemExit(f"The floor of {folder.name} sets other pages than the build.")
    return runs[warm:], pages


def main(folder: Path, count: int) -> None:
    """Measure one brief and print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        runs, _ = pairs(folder, work, count)
        again = rebuilds(folder, work, count)
        helps = [run((sys.executable, "-m", "report", "--help")).seconds for _ in range(count)]
        by_stage = apart(stages, folder, work / "stages.pdf")
        costs = apart(text_layer_costs, folder, work / "layer.pdf", count)
    print(f"mujaz build {folder.name}, {count} pairs of runs: median (least to greatest)")
    print(f"  build        {spread([item.seconds for item, _ in runs], ' s')}")
    print(f"  floor        {spread([another.seconds for _, another in runs], ' s')}")
    print(
        f"  ratio        {spread([item.seconds / another.seconds for item, another in runs], '')}"
    )
    print(f"  build memory {spread([item.memory for item, _ in runs], ' MiB', 0)}")
    print(f"  floor memory {spread([another.memory for _, another in runs], ' MiB', 0)}")
    print(
        f"  text layer   {spread(costs, '')}: a build with text layer and text check, to one "
        f"without"
    )
    words = [item.word.seconds / item.full.seconds for item in again]
    nothings = [item.nothing.seconds / item.full.seconds for item in again]
    print(
        f"  a word       {spread(words, '')}: a build after one changed word, to a build without "
        f"the cache"
    )
    print(
        f"  nothing      {spread(nothings, '')}: a build after no change, to a build without the "
        f"cache"
    )
    print(f"               {spread([item.nothing.seconds for item in again], ' s')}")
    print(f"  --help       {spread(helps, ' s')}")
    print("by stage, one run in one process, imports included:")
    for stage, seconds in by_stage:
        print(f"  {stage:<12} {seconds:6.2f} s")
    bar("floor", median(item.seconds / another.seconds for item, another in runs))
    bar("memory", median(item.memory / another.memory for item, another in runs))
    bar("word", median(words))
    bar("nothing", median(item.nothing.seconds for item in again))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
