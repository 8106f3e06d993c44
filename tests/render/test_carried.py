"""The sums that pages carry forward are those of the rows that are on the pages, in both engines.

The pages are read back by pdfium: the codes of the rows say which rows stand where, and the sums are
counted from the file of the table.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from properties import slow
from render.long_tables.registers import write_brief

from report.arabic import number
from report.archive.marked import read_page_texts
from report.archive.printed import plain
from report.building import build
from report.errors import RenderError
from report.tables.sums import Sums

KEYS = 'sort = ["-date", "number"]\nsums = ["amount"]\ntotals = ["groups", "pages", "end"]'
#: The rows of a register of some pages; the fast engine sets no shorter one.
ROWS = {"fast": 205, "weasyprint": 70}
CODE = re.compile(r"MJ-\d{5}")


def pages_of(path: Path) -> list[tuple[list[str], str]]:
    """Return of each page the codes of its rows and its running texts."""
    pages = []
    for page in read_page_texts(path.read_bytes()):
        codes = []
        for text in page.marked.values():
            for match in CODE.finditer(plain(text)):
                codes.append(match[0])
        pages.append((codes, plain("".join(page.apart))))
    return pages


def amounts_of(folder: Path) -> dict[str, Decimal | None]:
    """Return the amounts of rows by code."""
    with (folder / "events.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {row["number"]: Decimal(row["amount"]) if row["amount"] else None for row in rows}


def printed(amounts: list[Decimal | None]) -> str:
    """Return a sum in its printed form."""
    filled = [amount for amount in amounts if amount is not None]
    return plain(number(sum(filled), "ar-MA", 2)) if filled else "—"


@pytest.mark.parametrize(
    ("rows", "engine", "keys", "seed"),
    [
        (60, "auto", KEYS, 1),
        slow(130, "auto", KEYS, 1),
        (205, "fast", f'group = "kind"\n{KEYS}', 2),
        slow(210, "fast", f'group = "kind"\n{KEYS}', 2),
        (60, "weasyprint", f'group = "place"\n{KEYS}', 3),
        slow(310, "auto", KEYS, 4),
        *(
            slow(ROWS[engine] + 7 * seed, engine, f'group = "{group}"\n{KEYS}', seed)
            for seed, group in enumerate(("kind", "place") * 3, 10)
            for engine in ("fast", "weasyprint")
        ),
    ],
)
def test_each_page_carries_the_sum_of_the_rows_so_far(
    rows: int, engine: str, keys: str, seed: int, tmp_path: Path
) -> None:
    if "group =" not in keys:
        keys = keys.replace('"groups", ', "")
    keys = f'{keys}\nengine = "{engine}"'
    folder = write_brief(tmp_path / "b", rows, careful=seed % 2 == 0, keys=keys, seed=seed)
    pages = pages_of(build(folder, tmp_path / "e.pdf").path)
    amounts = amounts_of(folder)
    own = [index for index, (codes, _) in enumerate(pages) if codes]
    assert own == list(range(own[0], own[-1] + 1)) and len(own) > 2
    so_far: list[Decimal | None] = []
    for index in own:
        codes, running = pages[index]
        brought = f"المنقول{printed(so_far)}"
        so_far += [amounts[code] for code in codes]
        carried = f"المرحّل{printed(so_far)}"
        assert (brought in running) == (index > own[0]), (index, brought, running)
        assert (carried in running) == (index < own[-1]), (index, carried, running)
        assert ("المنقول" in running, "المرحّل" in running) == (index > own[0], index < own[-1])
    assert len(so_far) == rows


@pytest.mark.parametrize("engine", ["weasyprint", "fast"])
def test_a_sum_that_is_not_that_of_the_rows_stops_the_build(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = f'sums = ["amount"]\ntotals = "pages"\nengine = "{engine}"'
    folder = write_brief(tmp_path / "b", ROWS[engine], careful=False, keys=keys)
    stock = Sums.carried

    def one_row_short(sums: Sums, rows: int) -> tuple[str, ...]:
        return stock(sums, max(0, rows - 1 - (rows == sums.rows)))

    monkeypatch.setattr(Sums, "carried", one_row_short)
    with pytest.raises(RenderError) as caught:
        build(folder, tmp_path / "e.pdf")
    assert {finding.rule for finding in caught.value.findings} == {"carried-differs"}
    assert caught.value.findings[0].where.key == "appendices[1].blocks[1]"
    assert not (tmp_path / "e.pdf").exists()


@pytest.fixture(scope="module", params=["weasyprint", "fast"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a register of two tables, since its columns are too many for one."""
    folder = tmp_path_factory.mktemp("carried")
    keys = f'group = "kind"\n{KEYS}\nengine = "{request.param}"'
    write_brief(folder / "b", ROWS[request.param], careful=False, keys=keys)
    return build(folder / "b", folder / "e.pdf").path


def test_the_edition_is_verified_without_building_it_again(edition: Path) -> None:
    findings, _ = checked_pages(edition)
    assert findings == []


def test_a_sum_that_the_page_lacks_is_found(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Sums.carried

    def other(sums: Sums, rows: int) -> tuple[str, ...]:
        return stock(sums, max(0, rows - 1))

    monkeypatch.setattr(Sums, "carried", other)
    findings, pages = checked_pages(edition)
    assert {finding.rule for finding in findings} >= {"page-differs"}
    assert {finding.where.page for finding in findings} <= set(pages)


def checked_pages(edition: Path) -> tuple[list[Any], list[int]]:
    """Return the findings of the pages of an edition, and the pages of the register."""
    import pikepdf

    from report.archive.attached import open_edition
    from report.archive.printed import read_texts
    from report.archive.rebuild import unpacked
    from report.archive.verify.pages import check_pages
    from report.composing import read_and_compose
    from report.errors import Location

    data, files = open_edition(edition)
    where = Location()
    with pikepdf.open(edition) as pdf, unpacked(files, where) as (folder, _):
        pages = read_page_texts(data)
        composed = read_and_compose(folder)
        check = check_pages(pdf, read_texts(pdf, pages), pages, composed, where)
    own = [number for number, (codes, _) in enumerate(pages_of(edition), 1) if codes]
    return list(check.findings), own


def test_a_carried_sum_is_traced_to_its_rows(edition: Path) -> None:
    from report.api import trace

    pages = pages_of(edition)
    first = next(index for index, (codes, _) in enumerate(pages) if codes)
    amounts = amounts_of(edition.parent / "b")
    own = [amounts[code] for code in pages[first][0]]
    traces = trace(edition, printed(own), page=first + 1)
    (origin,) = next(item.origins for item in traces if item.context.startswith("المرحّل"))
    expected = sorted(int(code[3:]) + 1 for code in pages[first][0] if amounts[code] is not None)
    assert sorted(origin.rows[0].rows) == expected
    assert origin.label == "المبلغ، المرحّل"


def with_tall_rows(folder: Path, tall: dict[int, int], columns: int = 0) -> Path:
    """Lengthen the notes of some rows, by their places from 0 (or from the end), to so many words.

    :param columns: further columns of text, which make the table one of several parts.
    """
    with (folder / "events.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for place, words in tall.items():
        rows[place]["notes"] = " ".join(["التوقيع على اتفاقية التعاون"] * (words // 4))
    names = [f"column{number}" for number in range(columns)]
    for row in rows:
        row.update(dict.fromkeys(names, "وزارة الخارجية والتعاون"))
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    if names:
        text = (folder / "brief.toml").read_text("utf-8")
        listed = ", ".join(f'"{name}"' for name in names)
        text = text.replace('"amount", "notes"]', f'"amount", {listed}, "notes"]')
        labels = "".join(f'{name} = {{ label = "عمود" }}\n' for name in names)
        text = text.replace("[measures.all]", f"{labels}[measures.all]")
        (folder / "brief.toml").write_text(text, "utf-8")
    return folder


#: Words of a note that fills some of a page, most of one, and more than one.
SOME, MOST, MORE = 100, 330, 700
PAGES_ONLY = 'sums = ["amount"]\ntotals = ["pages", "end"]'


@pytest.mark.parametrize("engine", [slow("weasyprint"), "fast"])
@pytest.mark.parametrize(
    ("tall", "keys"),
    [
        ({-1: MORE}, PAGES_ONLY),
        slow({-1: MOST}, PAGES_ONLY),
        slow({-1: SOME}, PAGES_ONLY),
        slow({0: MORE, -1: SOME}, PAGES_ONLY),
        slow({40: MORE, 41: MORE, -2: MOST}, PAGES_ONLY),
        slow({20: MOST, -1: MORE}, f"landscape = true\n{PAGES_ONLY}"),
        slow({30: MORE, -1: MORE}, f'group = "kind"\n{PAGES_ONLY}'),
    ],
)
def test_a_row_that_is_split_is_in_the_sum_of_the_page_where_it_begins(
    tall: dict[int, int], keys: str, engine: str, tmp_path: Path
) -> None:
    keys, rows = f'{keys}\nengine = "{engine}"', ROWS[engine]
    folder = write_brief(tmp_path / "b", rows, careful=False, keys=keys, seed=5)
    with_tall_rows(folder, tall)
    pages = pages_of(build(folder, tmp_path / "e.pdf").path)
    amounts = amounts_of(folder)
    first = next(index for index, (codes, _) in enumerate(pages) if codes)
    so_far: list[Decimal | None] = []
    split = 0
    for codes, running in pages[first:]:
        split += not codes
        if len(so_far) == rows and "المنقول" not in running:
            break
        brought = f"المنقول{printed(so_far)}"
        assert (brought in running) == bool(so_far), (brought, running)
        so_far += [amounts[code] for code in codes]
        is_last = "المرحّل" not in running
        assert is_last or f"المرحّل{printed(so_far)}" in running, (printed(so_far), running)
        if is_last:
            break
    assert len(so_far) == rows
    assert split or tall.get(-1) != MORE  # the last page begins no row


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["weasyprint", "fast"])
def test_each_part_of_a_split_register_carries_the_sums(engine: str, tmp_path: Path) -> None:
    keys = f'{PAGES_ONLY}\nengine = "{engine}"'
    folder = write_brief(tmp_path / "b", ROWS[engine], careful=False, keys=keys, seed=6)
    with_tall_rows(folder, {-1: MOST}, columns=9)
    edition = build(folder, tmp_path / "e.pdf").path
    findings, own = checked_pages(edition)
    assert findings == [] and len(own) > 3
