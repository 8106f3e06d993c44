"""Rows of made-up events for the benches: seeded, six columns, notes that wrap.

``python benchmarks/rows.py ROWS FILE [KIND]`` writes them, as Parquet where the file's name ends
so.

Words are made of letters by rule, so that none is a fact. In ``zipf`` they recur as those of a real
text do: the word of rank r about 1/r as often as the first (Zipf), among 6,000. In ``unique`` no
word of a note comes twice, so that no cache of words can flatter. In ``mixed`` every second note
has a code, a range, an address, a foreign name or a signed number, each a different one.
"""

from __future__ import annotations

import csv
import os
import random
import sys
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, cycle, islice
from pathlib import Path
from typing import Literal, cast

Kind = Literal["zipf", "unique", "mixed", "real"]

#: The environment variable that names the folder of real tables.
TABLES = "MUJAZ_BENCH_TABLES"
#: A column of real texts has this many characters on average, and a note this many at most.
_LONG, _LONGEST = 30, 400
#: A full-width sign of these texts, which no bundled font draws, and what Mujaz advises instead.
_WIDE = str.maketrans("？", "?")

HEAD = ("الرقم", "التاريخ", "المكان", "النوع", "المبلغ", "ملاحظات")
NAMES = ("number", "date", "place", "kind", "amount", "notes")
PLACES = (
    "فاس",
    "طنجة",
    "الرباط",
    "وجدة",
    "أكادير",
    "مراكش",
    "الدار البيضاء",
    "العيون",
    "تطوان",
    "مكناس",
)
KINDS = ("اجتماع", "زيارة", "توقيع اتفاق", "ندوة صحفية", "بلاغ")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_VOCABULARY = 6000

Row = tuple[str, str, str, str, str, str]


def rows(count: int, kind: Kind = "zipf", seed: int = 1447) -> Iterator[Row]:
    """Yield ``count`` rows, the same for the same arguments; a note has 4 to 22 words."""
    chance = random.Random(seed)
    notes = NOTES[kind](chance)
    for index in range(1, count + 1):
        date, amount, note = date_of(chance), amount_of(chance), next(notes)
        yield f"HW-{index:07}", date, chance.choice(PLACES), chance.choice(KINDS), amount, note


def date_of(chance: random.Random) -> str:
    """Return a day of ten years."""
    return f"{chance.randint(2016, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def amount_of(chance: random.Random) -> str:
    """Return an amount with two decimals."""
    return f"{chance.randint(1_000, 9_999_999) / 100:.2f}"


def words_of(chance: random.Random) -> Iterator[str]:
    """Yield words as frequent as in a real text, without end."""
    return _zipf(chance)


def rare_words_of(chance: random.Random) -> Iterator[str]:
    """Yield words that never repeat, without end."""
    return _unique(chance)


def _word(chance: random.Random) -> str:
    return chance.choice(("", "", "ال", "وال", "بال")) + "".join(
        chance.choices(_LETTERS, k=chance.randint(3, 7))
    )


def _zipf(chance: random.Random) -> Iterator[str]:
    vocabulary = list(dict.fromkeys(_word(chance) for _ in range(2 * _VOCABULARY)))[:_VOCABULARY]
    vocabulary.sort(key=len)  # frequent words are short
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    while True:
        yield vocabulary[bisect(weights, chance.random() * weights[-1], 0, len(vocabulary) - 1)]


def _unique(chance: random.Random) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        digits, rest = "", number
        while rest:
            rest, digit = divmod(rest, len(_LETTERS))
            digits += _LETTERS[digit]
        yield _word(chance)[:4] + digits


def _notes(words: Iterator[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield " ".join(next(words) for _ in range(chance.randint(4, 22)))


def real_notes(folder: Path) -> Iterator[str]:
    """Yield the free texts of the tables in a folder, without end: one of each column of such texts
    in turn. A text that is longer than a note of a register is cut at a space.

    :raises SystemExit: if there is none.
    """
    columns = list(chain.from_iterable(map(_free_texts, sorted(folder.iterdir()))))
    if not columns:
        raise SystemExit(f"{folder} has no table with a column of free texts.")
    return chain.from_iterable(zip(*map(cycle, columns), strict=False))


def _free_texts(path: Path) -> Iterator[list[str]]:
    """Yield the columns of long texts of a CSV, a workbook or a Parquet file."""
    import pandas as pd

    if path.suffix == ".csv":
        frame = pd.read_csv(path)
    elif path.suffix == ".xls":
        frame = pd.read_excel(path)
    elif path.suffix == ".parquet":
        frame = pd.read_parquet(path)
    else:
        return
    for _, column in frame.items():
        texts = (cell.translate(_WIDE) for cell in column if isinstance(cell, str))
        cells = [" ".join(text.split()) for text in texts]
        if cells and sum(map(len, cells)) >= _LONG * len(cells):
            yield [_cut(cell) for cell in cells if cell]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]


def _mixed(notes: Iterator[str], chance: random.Random) -> Iterator[str]:
    """Yield notes; every second one has a text between its words that no other one has."""
    for index, note in enumerate(notes):
        if index % 2:
            year = chance.randint(1950, 2020)
            texts = (
                f"({1266 + index} ref-{index})",
                f"MJZ-{year}-{index:05}",
                f"{year}-{year + index % 9 + 1}",
                f"https://example.org/notes/{index}?year={year}",
                f"info{index}@example.org",
                f"Office {index} of the United Nations",
                f"{index},5%",
                f"−{index}",
                f"«A/RES/{index}/9»",
            )
            words = note.split(" ")
            words.insert(chance.randint(1, len(words)), chance.choice(texts))
            note = " ".join(words)
        yield note


def _real(_: random.Random) -> Iterator[str]:
    folder = os.environ.get(TABLES)
    if not folder:
        raise SystemExit(f"Set {TABLES} to the folder of the real tables.")
    return real_notes(Path(folder))


#: The notes of each kind of rows.
NOTES: dict[Kind, Callable[[random.Random], Iterator[str]]] = {
    "zipf": lambda chance: _notes(_zipf(chance), chance),
    "unique": lambda chance: _notes(_unique(chance), chance),
    "mixed": lambda chance: _mixed(_notes(_zipf(chance), chance), chance),
    "real": _real,
}


def write_csv(path: Path, count: int, kind: Kind = "zipf") -> None:
    """Write rows with the names of their columns, as a brief's table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(NAMES)
        writer.writerows(rows(count, kind))


def write_parquet(path: Path, count: int, kind: Kind = "zipf") -> None:
    """Write the same rows as Parquet; amounts are numbers there."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        [(name, pa.float64() if name == "amount" else pa.string()) for name in NAMES]
    )
    left = rows(count, kind)
    with parquet.ParquetWriter(path, schema) as writer:
        while piece := list(islice(left, 50_000)):
            columns = [list(column) for column in zip(*piece, strict=True)]
            columns[NAMES.index("amount")] = [
                float(text) for text in columns[NAMES.index("amount")]
            ]
            writer.write_table(pa.table(columns, schema=schema))


def main(count: int, path: Path, kind: Kind) -> None:
    """Write rows to a file."""
    (write_parquet if path.suffix == ".parquet" else write_csv)(path, count, kind)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), cast(Kind, (sys.argv[3:] or ["zipf"])[0]))
