"""A page that begins inside a group of rows says so at its top: the heads of the groups that it continues."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import slow
from render.long_tables.test_both_renderers import NEAR, letters
from render.test_carried import checked_pages

from brief.minimal import heading_of
from report.archive.marked import read_page_texts
from report.archive.printed import plain, read_texts
from report.building import build
from report.render.group_heads import continued_mark, heads_in_force

MARK = continued_mark()
REGIONS = ("آسيا", "إفريقيا", "Acme Holdings Inc.", "أوروبا (الغربية)")
BRIEF = (
    heading_of("2016-01-01/2025-12-31")
    + """\
[tables.events]
source = "events.csv"
label = "الأحداث"
[tables.events.columns]
number = {{ label = "الرقم" }}
region = {{ label = "المنطقة" }}
country = {{ label = "الدولة" }}
city = {{ label = "المدينة" }}
amount = {{ label = "المبلغ", type = "number" }}
notes = {{ label = "ملاحظات" }}
[measures.all]
label = "الأحداث"
count = "events"
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
caption = "جدول"
{keys}
"""
)
PIVOT = 'table = "events"\nrows = [{rows}]\nmeasures = ["all"]\ntotals = ["groups", "columns"]\n'
REGISTER = """register = "events"
columns = ["number", "city", "amount", "notes"]
group = "region"
sums = ["amount"]
totals = ["groups", "pages", "end"]
engine = "{engine}"
"""


def write_brief(
    folder: Path, rows: int, keys: str, *, words: int = 3, tall: int = 0, seed: int = 1
) -> Path:
    """Write a brief of one block; ``tall`` is the number of rows that break across pages."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / "brief.toml").write_text(BRIEF.format(keys=keys), "utf-8")
    high = set(chance.sample(range(rows), tall))
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "region", "country", "city", "amount", "notes"])
        for index in range(rows):
            region = chance.choice(REGIONS)
            country = f"دولة {chance.randint(1, 3)} في {region}"
            count = 900 if index in high else chance.randint(1, words)
            notes = " ".join(chance.choices(("اجتماع", "الرباط", "مع الوفد", "(3)"), k=count))
            city = f"مدينة {chance.randint(1, 12)}"
            amount = chance.randint(1, 999)
            writer.writerow([f"MJ-{index:04}", region, country, city, amount, notes])
    return folder


def heads_of(path: Path) -> list[tuple[list[str], list[str]]]:
    """Return of each page of the table the repeated heads, and those that it should repeat.

    The structure tree says which group heads and rows begin on each page.
    """
    drawn = read_page_texts(path.read_bytes())
    with pikepdf.open(path) as pdf:
        texts = [text for text in read_texts(pdf, drawn) if text.row is not None]
    rows: dict[int, tuple[int, str]] = {}
    for text in texts:
        assert text.row is not None
        page, said = rows.get(text.row, (text.page, ""))
        rows[text.row] = page, said + text.said
    force: list[str] = []
    due: dict[int, list[str]] = {}
    for page, whole in rows.values():
        said = " ".join(whole.split())
        level = 0 if said in REGIONS else 1 if said.startswith("دولة") and "في" in said else None
        level = 0 if said.startswith("المجموع العام") else level
        if level is not None:
            del force[level:]
        for turned in range(max(due, default=page - 1) + 1, page + 1):
            due[turned] = list(force)
        if level is not None and not said.startswith("المجموع"):
            force.append(said)
    first = min(due)
    due[first] = []
    pages = []
    names = [
        *REGIONS,
        *(f"دولة {number} في {region}" for region in REGIONS for number in (1, 2, 3)),
    ]
    for page, heads in sorted(due.items()):
        running = plain("".join(drawn[page - 1].apart))
        printed = [name for name in names if plain(name + MARK) in running]
        # The head of a country ends as that of its region does.
        printed = [
            name
            for name in printed
            if running.count(plain(name + MARK))
            > sum(longer != name and longer.endswith(name) for longer in printed)
        ]
        order = sorted(printed, key=lambda name: running.index(plain(name + MARK)))
        pages.append((order, heads))
    return pages


@pytest.mark.parametrize(
    "keys",
    [
        PIVOT.format(rows='"region", "country", "city"'),
        slow(PIVOT.format(rows='"region", "country", "number"') + "landscape = true"),
        slow(REGISTER.format(engine="weasyprint")),
        REGISTER.format(engine="fast"),
        slow(REGISTER.format(engine="fast") + "landscape = true"),
    ],
    ids=["pivot", "landscape pivot", "slow register", "fast register", "landscape register"],
)
def test_each_page_repeats_the_heads_of_the_groups_that_it_continues(
    keys: str, tmp_path: Path
) -> None:
    folder = write_brief(tmp_path / "b", 210, keys)
    edition = build(folder, tmp_path / "e.pdf").path
    pages = heads_of(edition)
    assert len(pages) > 3
    assert [printed for printed, _ in pages] == [due for _, due in pages]
    assert sum(map(bool, (due for _, due in pages))) >= 3
    assert checked_pages(edition)[0] == []


@pytest.mark.parametrize(
    ("words", "tall", "more"),
    [slow(12, 0, ""), (30, 3, ""), slow(30, 2, "landscape = true")],
    ids=["short rows", "tall rows", "landscape"],
)
def test_both_engines_repeat_the_heads_alike(
    words: int, tall: int, more: str, tmp_path: Path
) -> None:
    pages = {}
    for engine in ("weasyprint", "fast"):
        keys = REGISTER.format(engine=engine) + more
        folder = write_brief(tmp_path / engine, 200, keys, words=words, tall=tall)
        edition = build(folder, tmp_path / f"{engine}.pdf").path
        heads = heads_of(edition)
        assert [printed for printed, _ in heads] == [due for _, due in heads]
        pages[engine] = letters(edition)
    assert len(pages["weasyprint"]) == len(pages["fast"])
    both = zip(pages["weasyprint"], pages["fast"], strict=True)
    for number, (first, second) in enumerate(both, 1):
        assert [letter.sign for letter in first] == [letter.sign for letter in second], number
        pairs = zip(first, second, strict=True)
        apart = [max(abs(a.left - b.left), abs(a.up - b.up)) for a, b in pairs]
        assert max(apart, default=0) <= NEAR, number


@pytest.mark.parametrize("engine", [slow("weasyprint"), "fast"])
def test_a_head_of_another_group_is_found(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report.archive.verify import pages

    folder = write_brief(tmp_path / "b", 200, REGISTER.format(engine=engine))
    edition = build(folder, tmp_path / "e.pdf").path
    assert checked_pages(edition)[0] == []
    stock = pages.repeated_heads

    def of_other_groups(*arguments: Any) -> dict[int, frozenset[str]]:
        names = stock(*arguments)
        every = frozenset().union(*names.values())
        return {page: every - own for page, own in names.items()}

    monkeypatch.setattr(pages, "repeated_heads", of_other_groups)
    findings, _ = checked_pages(edition)
    assert {finding.rule for finding in findings} == {"furniture-differs"}
    assert len(findings) == sum(bool(heads) for heads, _ in heads_of(edition))


# Which heads are in force -------------------------------------------------------------------


@dataclass(eq=False)
class StandIn:
    """A box with what the search for heads reads of it."""

    children: list[StandIn] = field(default_factory=list)
    is_header: bool = False
    is_footer: bool = False
    element: Element | None = None


def row(kind: str, level: int, *, first: bool) -> StandIn:
    """Return a row as the template writes it: only the first row of a group says its level."""
    element = Element("tr", {"class": kind})
    cell = SubElement(element, "th")
    if level and first:
        cell.set("data-level", str(level))
    return StandIn(element=element)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=8
    ),
    st.data(),
)
def test_the_heads_in_force_are_those_around_the_row(
    groups: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    table = StandIn([StandIn([StandIn()], is_header=True)])
    force: list[StandIn] = []
    expected: dict[tuple[int, int], list[StandIn]] = {}
    order = [table.children[0].children[0]]
    for outermost, more, count in groups:
        level = min(outermost, len(force))
        del force[level:]
        rows: list[StandIn] = []
        for depth in range(level, level + more):
            head = row("group inner" if depth else "group", depth, first=True)
            expected[len(table.children), len(rows)] = list(force)
            rows.append(head)
            force.append(head)
        for index in range(count):
            expected[len(table.children), len(rows)] = list(force)
            is_first = not more and not index
            rows.append(row("odd", level, first=is_first))
        table.children.append(StandIn(rows))
        order += rows
    (group, index), due = data.draw(st.sampled_from(list(expected.items())))
    rest: Any = {index: data.draw(st.sampled_from([None, {0: None}]))}
    place: Any = {group: rest if index or data.draw(st.booleans()) else None}
    heads: Any = heads_in_force(table, place)  # type: ignore[arg-type]
    assert [head for _, head in heads] == due
    assert [order[number] for number, _ in heads] == due
    assert heads_in_force(table, None) == []  # type: ignore[arg-type]
