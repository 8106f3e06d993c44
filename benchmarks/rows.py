"""Rows of made-up events for the benches: seeded, six columns, notes that wrap.

``python benchmarks/rows.py ROWS FILE [KIND]`` writes them, as Parquet where the file's name ends
so.

Words are made of letters by rule, so that none is a fact. In ``zipf`` they recur as those of a real
text do: the word of rank r about 1/r as often as the first (Zipf), among 6,000. In ``unique`` no
word of a note comes twice, so that no cache of words can flatter.
"""

from __future__ import annotations

import csv
import random
import sys
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Literal, cast

Kind = Literal["zipf", "unique"]

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
    words = _zipf(chance) if kind == "zipf" else _unique(chance)
    for index in range(1, count + 1):
        date = f"{chance.randint(2016, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        amount = f"{chance.randint(1_000, 9_999_999) / 100:.2f}"
        note = " ".join(next(words) for _ in range(chance.randint(4, 22)))
        yield f"HW-{index:07}", date, chance.choice(PLACES), chance.choice(KINDS), amount, note


def words_of(chance: random.Random) -> Iterator[str]:
    """Yield words as frequent as in a real text, without end."""
    return _zipf(chance)


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
