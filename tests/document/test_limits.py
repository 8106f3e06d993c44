"""Which rows of each table the sections of ``for_each`` are about, and what is said where nothing limits a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from brief.minimal import HEADING
from document.small import bare
from report.building import build, trace, verify
from report.composing import Composed, read_and_compose
from report.intake import column_vectors, table_frames

TABLES = """\
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
encoding = "utf-8"
delimiter = ","
foreign_keys = [{ columns = ["country"], table = "countries", references = ["code"] }]
[tables.attacks.columns]
id = { label = "الرقم" }
country = { label = "الرمز" }
killed = { type = "integer", label = "القتلى" }
[tables.countries]
source = "countries.csv"
label = "البلدان"
encoding = "utf-8"
delimiter = ","
[tables.countries.columns]
code = { label = "الرمز" }
name = { label = "البلد" }
region = { label = "المنطقة" }
[tables.victims]
source = "victims.csv"
label = "الضحايا"
encoding = "utf-8"
delimiter = ","
foreign_keys = [{ columns = ["attack"], table = "attacks", references = ["id"] }]
[tables.victims.columns]
attack = { label = "الهجوم" }
name = { label = "الاسم" }
[tables.prices]
source = "prices.csv"
label = "الأسعار"
encoding = "utf-8"
delimiter = ","
[tables.prices.columns]
good = { label = "السلعة" }
[tables.deadly]
from = "attacks"
label = "المميتة"
where = "killed > 0"
[tables.by_code]
from = "attacks"
label = "بحسب الرمز"
by = ["country"]
[tables.by_code.columns]
n = { value = "count()", label = "العدد" }
[tables.by_name]
from = "countries"
label = "بحسب المنطقة"
by = ["name"]
[tables.by_name.columns]
places = { value = "count()", label = "العدد" }
[measures.attacks]
label = "الهجمات"
value = "count(attacks)"
[measures.places]
label = "عدد البلدان"
value = "count(countries)"
[measures.prices]
label = "عدد الأسعار"
value = "count(prices)"
"""
FILES = {
    "attacks.csv": "id,country,killed\n1,ID,0\n2,ID,3\n3,NG,1\n4,YE,2\n",
    "countries.csv": "code,name,region\nID,إندونيسيا,آسيا\nYE,اليمن,آسيا\nNG,نيجيريا,إفريقيا\nPE,بيرو,أمريكا\n",
    "victims.csv": "attack,name\n2,سامي\n3,داود\n4,ليث\n",
    "prices.csv": "good\nنفط\nغاز\n",
}
SECTION = '\n[[sections]]\ntitle = "منطقة {{ value }}"\n'
#: The same dimension, as it is called in each table that may be the main one.
BY_ATTACKS = 'for_each = "countries.region"\ntable = "attacks"\n'
BY_COUNTRIES = 'for_each = "region"\ntable = "countries"\n'


def listed(table: str, column: str) -> str:
    return f'[[sections.blocks]]\ntable = "{table}"\ncolumns = ["{column}"]\ncaption = "قائمة"\n'


def composed(
    folder: Path,
    sections: str,
    tables: str = TABLES,
    files: Mapping[str, str] = MappingProxyType({}),
) -> Composed:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **files}.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "brief.toml").write_text(HEADING + tables + sections, "utf-8")
    return read_and_compose(folder)


def cells(html: str) -> dict[str, list[str]]:
    """Return the names of the rows of the table in each section, by the value of the section."""
    rows = {}
    for section in html.split("<section")[1:]:
        title = re.search(r'<span class="name">منطقة (.*?)</span></h1>', section)
        if title is not None:
            rows[title[1]] = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', section)
    return rows


@pytest.mark.parametrize("keys", [BY_ATTACKS, BY_COUNTRIES], ids=["along-a-key", "of-the-lookup"])
@pytest.mark.parametrize(
    ("table", "column", "asia", "africa"),
    [
        ("attacks", "id", ["1", "2", "4"], ["3"]),
        ("countries", "name", ["إندونيسيا", "اليمن"], ["نيجيريا"]),
        ("victims", "name", ["سامي", "ليث"], ["داود"]),
        ("deadly", "id", ["2", "4"], ["3"]),
        ("by_code", "country", ["ID", "YE"], ["NG"]),
        ("by_name", "name", ["إندونيسيا", "اليمن"], ["نيجيريا"]),
    ],
)
def test_every_table_that_leads_to_the_dimension_is_limited(
    tmp_path: Path, keys: str, table: str, column: str, asia: list[str], africa: list[str]
) -> None:
    result = composed(tmp_path, SECTION + keys + listed(table, column))
    rows = cells(bare(result.document.html))
    assert (rows["آسيا"], rows["إفريقيا"]) == (asia, africa)
    assert [finding.rule for finding in result.findings] == []


@pytest.mark.parametrize(
    ("block", "table"),
    [
        (listed("prices", "good"), "prices"),
        ('[[sections.blocks]]\nregister = "prices"\ncolumns = ["good"]\ncaption = "س"\n', "prices"),
        ('[[sections.blocks]]\ntable = "prices"\nrows = ["good"]\ncaption = "س"\n', "prices"),
        (
            '[[sections.blocks]]\nfigures = [{ measure = "attacks" }, { measure = "prices" }]\n',
            "prices",
        ),
        (
            '[[sections.blocks]]\nchart = "bars"\nmeasures = "prices"\nby = "good"\ncaption = "س"\n',
            "prices",
        ),
    ],
    ids=["listing", "register", "measures", "figures", "chart"],
)
def test_a_block_that_stays_whole_is_reported_once(tmp_path: Path, block: str, table: str) -> None:
    note = '[[sections.blocks]]\nnote = "ملاحظة"\n'
    result = composed(tmp_path, SECTION + BY_ATTACKS + note + block)
    (finding,) = [finding for finding in result.findings if finding.rule == "not-limited"]
    assert (finding.values["table"], finding.values["dimension"]) == (table, "countries.region")
    assert finding.where.key == "sections[1].blocks[2]" and finding.where.line is not None


def test_what_rows_look_up_stays_whole(tmp_path: Path) -> None:
    """A section of one attack's number still finds the name of the country of the row."""
    keys = 'for_each = "killed"\ntable = "attacks"\n'
    tables = TABLES.replace(
        "killed = { type", 'place = { label = "المكان", value = "countries.name" }\nkilled = { type'
    )
    block = '[[sections.blocks]]\ntable = "attacks"\nrows = ["countries.name", "place"]\ncaption = "س"\n'
    html = bare(composed(tmp_path, SECTION + keys + block, tables).document.html)
    rows = cells(html)
    assert rows["3"] == ["إندونيسيا"] and rows["1"] == ["نيجيريا"]


def test_two_keys_to_the_dimension_limit_nothing_and_are_reported(tmp_path: Path) -> None:
    tables = TABLES.replace(
        'foreign_keys = [{ columns = ["attack"]',
        'foreign_keys = [{ columns = ["from"], table = "countries", references = ["code"] }, '
        '{ columns = ["flag"], table = "countries", references = ["code"] }, '
        '{ columns = ["attack"]',
    ).replace("victims.csv", "crew.csv")
    tables = tables.replace(
        "attack = {", 'from = { label = "من" }\nflag = { label = "العلم" }\nattack = {'
    )
    block = listed("victims", "name")
    crew = {"crew.csv": "attack,name,from,flag\n2,سامي,ID,NG\n3,داود,NG,ID\n"}
    result = composed(tmp_path, SECTION + BY_COUNTRIES + block, tables, crew)
    assert [finding.rule for finding in result.findings] == ["not-limited"]


def test_the_rows_behind_a_limited_number_are_those_of_the_file(tmp_path: Path) -> None:
    block = (
        '[[sections.blocks]]\nnote = "{{ value }}: {{ measures.places }} من البلدان"\n'
        + listed("by_code", "n")
    )
    method = '\n[[sections]]\ntitle = "المنهج"\n[[sections.blocks]]\nmethod = "measures"\ncaption = "المنهج"\n'
    composed(tmp_path / "b", SECTION + BY_COUNTRIES + block + method)
    path = build(tmp_path / "b", tmp_path / "b.pdf").path
    checks = verify(path, judge=False).checks
    all_findings = []
    for check in checks:
        for finding in check.findings:
            all_findings.append(finding)
    assert all_findings == []
    (place, *_) = trace(path, "2 من البلدان")
    (origin, *_) = place.origins
    assert sum(len(rows.rows) for rows in origin.rows) == 2


def test_sections_convert_no_column_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column of a file becomes a vector once, however many sections the brief has."""
    converted: list[int] = []
    convert = column_vectors.vector_of

    def counted(array: object, column: object) -> object:
        converted.append(id(array))
        return convert(array, column)  # type: ignore[arg-type]

    monkeypatch.setattr(table_frames, "vector_of", counted)
    figures = '[[sections.blocks]]\nfigures = [{ measure = "attacks" }, { measure = "places" }]\n'
    tables = (
        TABLES.split("[tables.deadly]")[0]
        + "[measures.attacks]"
        + TABLES.split("[measures.attacks]")[1]
    )
    composed(tmp_path / "one", SECTION + BY_COUNTRIES + "top = 1\n" + figures, tables)
    item, converted[:] = len(converted), []
    composed(tmp_path / "all", SECTION + BY_COUNTRIES + figures, tables)
    assert item == len(converted) > 0
