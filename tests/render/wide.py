"""Briefs whose tables are made up by chance: many columns, long words, addresses, codes, long heads, mixed scripts."""

from __future__ import annotations

import csv
import random
import string
from collections.abc import Callable
from pathlib import Path

HEADING = """\
[brief]
title = "جداول عريضة"
period = "2026-01-01/2026-01-31"
issued = 2026-02-02
reference = "WT-1"
issuer = "برنامج اختبار"
classification = "معطيات من صنع البرنامج"
"""
_WORDS = "الرباط مراسلة استعجالية تتعلق بالمستفيدين من برامج التأهيل الاجتماعي والاقتصادي في الجماعات الترابية"
WORDS = _WORDS.split()
_LATIN = "programme d'urgence headquarters infrastructures INTERPOL (phase) développement rural"
LATIN = _LATIN.split()
#: The letters of words that no line is broken in.
LETTERS = (
    string.ascii_letters + string.digits,
    string.ascii_lowercase,
    "ابتثجحخدرزسشصضطعغفقكلمنهوي",
)


def _words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 9)))


def _mixed(chance: random.Random) -> str:
    return " ".join(
        chance.choice(WORDS if chance.random() < 0.6 else LATIN)
        for _ in range(chance.randint(1, 12))
    )


def _unbroken(chance: random.Random) -> str:
    letters = chance.choice(LETTERS)
    return "".join(chance.choice(letters) for _ in range(chance.randint(20, 160)))


def _address(chance: random.Random) -> str:
    path = "/".join(_name(chance) for _ in range(chance.randint(1, 6)))
    return f"https://www.{_name(chance)}.ma/{path}?id={chance.randint(1, 10**12)}"


def _code(chance: random.Random) -> str:
    return f"{_name(chance).upper()[:4]}-{chance.randint(1, 99)}-{chance.randint(1000, 10**9)}"


def _number(chance: random.Random) -> str:
    return str(chance.randint(-(10**6), 10 ** chance.randint(1, 15)))


def _date(chance: random.Random) -> str:
    return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _name(chance: random.Random) -> str:
    signs = (chance.choice(string.ascii_lowercase + "_-.") for _ in range(chance.randint(2, 14)))
    return "".join(signs).strip("_-.") or "a"


KINDS: dict[Callable[[random.Random], str], str] = {
    _words: "text", _mixed: "text", _unbroken: "text", _address: "text", _code: "text", _number: "integer",
    _date: "date",
}  # fmt: skip


def write_wide(
    folder: Path, seed: int, *, tables: int = 6, rows: int | None = None, keys: str = ""
) -> Path:
    """Write a brief of a given number of tables, the same for the same arguments; return its folder.

    :param rows: how many rows each has; up to eight by chance when it is not given, and registers where it is.
    """
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    brief, blocks = [HEADING], []
    for number in range(tables):
        name = f"t{number}"
        kinds = [chance.choice(list(KINDS)) for _ in range(chance.choice([1, 2, 3, 5, 8, 13, 21]))]
        count = chance.randint(0, 8) if rows is None else rows
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", *(f"c{index}" for index in range(len(kinds)))])
            for row in range(count):
                writer.writerow(
                    [row + 1, *("" if chance.random() < 0.1 else kind(chance) for kind in kinds)]
                )
        brief.append(
            f'[tables.{name}]\nsource = "{name}.csv"\nlabel = "جدول"\n[tables.{name}.columns]'
        )
        for index, kind in enumerate(kinds):
            label = chance.choice([_words, _mixed, _name, lambda _: "م", _words])(chance)[
                :60
            ].strip()
            brief.append(f'c{index} = {{ label = "{label}", type = "{KINDS[kind]}" }}')
        columns = ", ".join(f'"c{index}"' for index in range(len(kinds)))
        block = "table" if rows is None else "register"
        caption = chance.choice([_words, _unbroken])(chance)
        blocks.append(
            f'[[sections.blocks]]\n{block} = "{name}"\ncolumns = [{columns}]\ncaption = "{caption}"\n{keys}'
        )
    title = _unbroken(chance)
    text = "\n".join([*brief, f'[[sections]]\ntitle = "{title}"', *blocks])
    (folder / "brief.toml").write_text(text, "utf-8")
    return folder
