"""Words that never repeat, and how far they are from HarfBuzz alone: ``python benchmarks/words.py
ROWS [ROUNDS]``.

The words are those of the notes of ``rows.py`` (``unique``). HarfBuzz, through uharfbuzz, shapes
each word, or the words of a column together; then its result is thrown away. The long-table
renderer shapes them and returns each as what a page shows. All are alternated, by processor time,
each with another part of the words, in turn.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

import uharfbuzz

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import bar, spread  # noqa: E402
from benchmarks.rows import rows  # noqa: E402
from report.processes import COLLECTIONS  # noqa: E402
from report.render.codes import Codes  # noqa: E402
from report.render.fonts import BUNDLED  # noqa: E402
from report.render.long_tables.typeface import UNITS, Typeface  # noqa: E402

FACE, SIZE = "IBMPlexSansArabic-Regular", 12.0
#: The words that the renderer takes at once, about those of 2,000 rows.
_TOGETHER = 26_000


class PlainFont:
    """What the renderer needs of a font of a document."""

    def __init__(self) -> None:
        self.hash = "ABCDEF"
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}


def alone(font: uharfbuzz.Font, texts: Sequence[str]) -> None:
    """Shape texts with HarfBuzz alone."""
    for text in texts:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        uharfbuzz.shape(font, buffer)


def ways() -> dict[str, Callable[[Sequence[str]], None]]:
    """Return what is compared."""
    bundled = next(font for font in BUNDLED if font.postscript == FACE)
    font = uharfbuzz.Font(uharfbuzz.Face(bundled.path.read_bytes()))
    font.scale = (round(SIZE * UNITS), round(SIZE * UNITS))
    face = Typeface(PlainFont(), bundled, SIZE, Codes(), "ar")  # type: ignore[arg-type]

    def rendered(words: Sequence[str]) -> None:
        face.words.clear()
        face.shape(words)

    return {
        "HarfBuzz, word by word": lambda words: alone(font, words),
        "HarfBuzz, 500 words together": lambda words: alone(font, list(joined(words, 500))),
        "Mujaz, to what the page shows": rendered,
    }


def joined(words: Sequence[str], count: int) -> Iterator[str]:
    """Yield words together, separated by spaces."""
    for start in range(0, len(words), count):
        yield " ".join(words[start : start + count])


def main(count: int, rounds: int) -> None:
    """Print the time of each way, for a word."""
    gc.set_threshold(*COLLECTIONS)  # as in a build
    texts = (row[-1] for row in islice(rows(count, "unique"), count))
    words = " ".join(texts).split(" ")
    batches = [words[start : start + _TOGETHER] for start in range(0, len(words), _TOGETHER)]
    compared = ways()
    for shape in compared.values():
        shape(batches[0])
    times: dict[str, list[float]] = {name: [] for name in compared}
    for batch in batches[1:] * rounds:
        for name, shape in compared.items():
            start = time.process_time()
            shape(batch)
            times[name].append((time.process_time() - start) / len(batch) * 1e6)
    print(f"{len(words):,} words, microseconds of processor time for a word:\n")
    for name, each in times.items():
        print(f"{name:32} {spread(each, ' µs')}")
    single, together, mujaz = (median(each) for each in times.values())
    bar("word", mujaz)
    bar("word-by-word", mujaz / single)
    bar("together", mujaz / together)


if __name__ == "__main__":
    main(int(sys.argv[1]), int((sys.argv[2:] or ["3"])[0]))
