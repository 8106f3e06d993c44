"""Briefs of tables at the ends of what tables are: without rows, with rows higher than a page, wider than the paper."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from render.wide import HEADING

TABLE = '[tables.t]\nsource = "t.csv"\nlabel = "جدول"\n[tables.t.columns]\n'
WORD = "نص يصف الحادث بالتفصيل ولا ينتهي سريعا "


def _write(folder: Path, columns: str, rows: list[list[str]], blocks: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = f'{HEADING}{TABLE}{columns}[measures.all]\nlabel = "العدد"\ncount = "t"\n[[sections]]\ntitle = "القسم"\n'
    (folder / "brief.toml").write_text(text + blocks, "utf-8")
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


def write_empty(folder: Path) -> Path:
    """Write a brief of every kind of table without rows."""
    kinds = (
        'table = "t"\ncolumns = ["place", "kind"]',
        'table = "t"\nby = "kind"',
        'table = "t"\nby = "kind"\ntotal = true',
        'table = "t"\nby = "kind"\nseries = "place"\ntotal = true',
        'register = "t"\ncolumns = ["place", "kind"]',
        'register = "t"\ncolumns = ["place"]\ngroup = "kind"',
    )
    where = 'where = { place = "طنجة" }\ncaption = "لا شيء"\n'
    blocks = "".join(f"[[sections.blocks]]\n{kind}\n{where}" for kind in kinds)
    rows = [["place", "kind"], ["طنجة", "أ"]]
    keys = 'place = { label = "المكان" }\nkind = { label = "النوع" }\n'
    blocks = blocks.replace('"طنجة"', '{ not = "طنجة" }')
    return _write(folder, keys, rows, blocks)


def write_tall(folder: Path, *, kind: str = "table", tall_row: int = 1, words: int = 500) -> Path:
    """Write a brief of a table of four rows, where row ``tall_row`` from 0 is higher than a page."""
    rows = [[f"مدينة {number}", WORD * (words if number == tall_row else 1)] for number in range(4)]
    keys = 'place = { label = "المكان" }\ntext = { label = "الوصف" }\n'
    block = f'[[sections.blocks]]\n{kind} = "t"\ncolumns = ["place", "text"]\ncaption = "طويل"\n'
    return _write(folder, keys, [["place", "text"], *rows], block)


def write_counts(folder: Path, count: int) -> Path:
    """Write a brief of counts of a given number of kinds by as many regions, with totals."""
    names = [
        f"{WORD.split()[index % 6]} {WORD.split()[(index + 1) % 6]} {index}"
        for index in range(count)
    ]
    rows = [
        ["kind", "place"],
        *([name, names[(index * 7) % count]] for index, name in enumerate(names)),
    ]
    keys = 'kind = { label = "النوع" }\nplace = { label = "الجهة" }\n'
    block = '[[sections.blocks]]\ntable = "t"\nby = "kind"\nseries = "place"\ntotal = true\ncaption = "كل الجهات"\n'
    return _write(folder, keys, rows, block)


def write_columns(folder: Path, columns: int, rows: int, keys: str = "") -> Path:
    """Write a brief of a register of a given number of columns and rows."""
    names = [f"c{index}" for index in range(columns)]
    declared = "".join(
        f'{name} = {{ label = "{WORD.split()[index % 6]} {index}" }}\n'
        for index, name in enumerate(names)
    )
    texts = []
    for row in range(rows):
        texts.append([f"{WORD.split()[(index + row) % 6]}ات{row % 9}" for index in range(columns)])
    shown = ", ".join(f'"{name}"' for name in names)
    block = f'[[sections.blocks]]\nregister = "t"\ncolumns = [{shown}]\ncaption = "عريض"\n{keys}\n'
    return _write(folder, declared, [names, *texts], block)


def write_wide(folder: Path, *, columns: int, blocks: str, rows: int) -> Path:
    """Write a brief of a table of places and of further columns, without the blocks of a section."""
    names = [f"c{index}" for index in range(1, columns)]
    keys = 'place = { label = "المكان" }\n'
    keys += "".join(f'{name} = {{ label = "عمود {name[1:]}" }}\n' for name in names)
    lines = [[f"مكان {row}", *(f"قيمة {row}" for _ in names)] for row in range(rows)]
    written = _write(folder, keys, [["place", *names], *lines], "")
    text = (folder / "brief.toml").read_text("utf-8")
    text = text.replace('[[sections]]\ntitle = "القسم"\n', blocks)
    (folder / "brief.toml").write_text(text, "utf-8")
    return written


def write_many(folder: Path, sizes: Sequence[int], *, group: bool) -> Path:
    """Write a brief of a table of each size, one after another, each of the rows of its own kind.

    :param group: whether the rows are in groups of five, with subtotals and a total.
    """
    rows, blocks = [["kind", "part", "place"]], ""
    for kind, size in enumerate(sizes):
        rows += [[f"ن{kind}", f"قسم {row // 5}", f"مكان {kind}-{row}-"] for row in range(size)]
        keys = (
            'rows = ["part", "place"]\nmeasures = ["all"]\ntotals = ["groups", "columns"]\n'
            if group
            else 'columns = ["place", "part"]\n'
        )
        where = f'where = {{ kind = "ن{kind}" }}\ncaption = "جدول"\n'
        blocks += f'[[sections.blocks]]\nnote = "{"ملاحظة " * 14 * (kind % 4)}ملاحظة"\n'
        blocks += f'[[sections.blocks]]\ntable = "t"\n{keys}{where}'
    named = 'kind = { label = "النوع" }\npart = { label = "القسم" }\nplace = { label = "المكان" }\n'
    return _write(folder, named, rows, blocks)
