"""Sections that are repeated for each value, and conditions on measures (``when``)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.minimal import HEADING, findings_of
from document.small import bare
from report.building import build, compose, trace, verify
from report.checking import check

TABLES = """\
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
encoding = "utf-8"
delimiter = ","
[tables.attacks.columns]
date = { type = "date", label = "التاريخ" }
region = { label = "المنطقة" }
killed = { type = "integer", label = "القتلى" }
[measures.attacks]
label = "الهجمات"
noun = "هجمة"
value = "count(attacks)"
[measures.yearly]
label = "الهجمات"
noun = "هجمة"
value = "count(attacks)"
by = "year(date)"
[measures.deadly]
label = "الهجمات المميتة"
value = "count(attacks)"
where = "killed > 0"
"""
ROWS = [("آسيا", 2019, 0, 3), ("آسيا", 2020, 2, 4), ("أوروبا", 2020, 0, 2), ("", 2019, 0, 1)]
NOTE = """
[[sections.blocks]]
note = "{{ value }}: {{ measures.attacks | counted }}، {{ measures.yearly | trend('2019', '2020') }}، انظر {{ ref('list') }}"
[[sections.blocks]]
table = "attacks"
columns = ["date", "region"]
caption = "هجمات {{ value }}"
id = "list"
[[sections.blocks]]
chart = "bars"
table = "attacks"
by = "date"
caption = "شكل {{ value }}"
when = "measures.deadly > 0"
"""
REPEATED = '\n[[sections]]\ntitle = "منطقة {{ value }}"\nid = "region"\nfor_each = "region"\n'


def brief(folder: Path, sections: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["date,region,killed"]
    for region, year, killed, count in ROWS:
        lines += [f"{year}-01-{1 + day:02},{region},{killed}" for day in range(count)]
    (folder / "attacks.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "brief.toml").write_text(HEADING + TABLES + sections, "utf-8")
    return folder


def test_a_key_figure_is_called_by_its_label(tmp_path: Path) -> None:
    figures = '[[sections.blocks]]\nfigures = [{ measure = "attacks" }, { measure = "deadly" }]\n'
    html = html_of(tmp_path, REPEATED + figures)
    assert html.count('<p class="figure-label">الهجمات المميتة</p>') == 3


def titles(html: str) -> list[str]:
    return re.findall(r'<h1[^>]*>.*?<span class="name">(.*?)</span></h1>', html)


def html_of(folder: Path, sections: str) -> str:
    return bare(compose(brief(folder, sections)).html)


def test_a_section_for_each_value_is_about_its_rows(tmp_path: Path) -> None:
    html = html_of(tmp_path, REPEATED + NOTE)
    assert titles(html) == ["منطقة آسيا", "منطقة أوروبا", "منطقة غير مذكور"]
    assert "آسيا: 7 هجمات، ارتفع عدد الهجمات من 3 هجمات إلى 4 هجمات (+33%)" in html
    assert "أوروبا: هجمتان، ارتفع عدد الهجمات من 0 هجمة إلى هجمتين، انظر" in html
    assert html.count("شكل آسيا") and "شكل أوروبا" not in html
    for number, region in enumerate(("آسيا", "أوروبا", "غير مذكور"), 1):
        assert f'<a href="#table-{number}">الجدول {number}</a>' in html
        assert f"هجمات {region}" in html
    sections = html.split("<section")[1:]
    asia = next(section for section in sections if 'id="section-1"' in section)
    assert asia.count("آسيا</td>") == 7 and "أوروبا" not in asia


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('sort = "-attacks"\ntop = 1\nwhere = "not (region is missing)"\n', ["منطقة آسيا"]),
        ('sort = "attacks"\nwhere = "not (region is missing)"\n', ["منطقة أوروبا", "منطقة آسيا"]),
        ('where = "killed > 0"\n', ["منطقة آسيا"]),
        ('when = "measures.attacks > 2"\n', ["منطقة آسيا"]),
        ('when = "deadly"\n', ["منطقة آسيا"]),
    ],
)
def test_which_values_have_a_section(tmp_path: Path, keys: str, expected: list[str]) -> None:
    assert titles(html_of(tmp_path, REPEATED + keys + NOTE)) == expected


def test_parts_of_dates_and_references_from_outside(tmp_path: Path) -> None:
    outside = (
        '\n[[sections]]\ntitle = "آخر"\n[[sections.blocks]]\nnote = "{{ ref(\'list[2020]\') }}"\n'
    )
    years = REPEATED.replace('for_each = "region"', 'for_each = "year(date)"')
    html = html_of(tmp_path, years + NOTE + outside)
    assert titles(html) == ["منطقة 2019", "منطقة 2020", "آخر"]
    assert '<a href="#table-2">الجدول 2</a>' in html


def test_each_number_leads_to_its_rows_and_verifies(tmp_path: Path) -> None:
    method = '\n[[sections]]\ntitle = "المنهج"\n[[sections.blocks]]\nmethod = "measures"\ncaption = "المنهج"\n'
    folder = brief(tmp_path / "b", REPEATED + NOTE + method)
    path = build(folder, tmp_path / "b.pdf").path
    checks = verify(path, judge=False).checks
    all_findings = []
    for verify_check in checks:
        for finding in verify_check.findings:
            all_findings.append(finding)
    assert all_findings == []
    (place,) = trace(path, "+33%")
    (origin,) = place.origins
    assert sum(len(rows.rows) for rows in origin.rows) == 7 and "آسيا" in str(origin.measure)
    (place, *_) = trace(path, "7 هجمات")
    assert {sum(len(rows.rows) for rows in origin.rows) for origin in place.origins} == {7}


@pytest.mark.parametrize(
    ("keys", "rule", "key"),
    [
        ('for_each = "regoin"\n', "no-such-name", "for_each"),
        ('for_each = "region"\nsort = "-atacks"\n', "bad-sort", "sort"),
        ('for_each = "region"\nwhere = "kiled > 0"\n', "no-such-name", "where"),
        ('for_each = "region"\ntable = "x"\n', "unknown-table", "table"),
        ("top = 3\n", "idle-key", ""),
        ('for_each = "region"\nwhen = "measures.atacks > 0"\n', "no-such-name", "when"),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(
    tmp_path: Path, keys: str, rule: str, key: str
) -> None:
    sections = f'\n[[sections]]\ntitle = "س"\n{keys}{NOTE.split("[[sections.blocks]]")[0]}'
    sections += '[[sections.blocks]]\nnote = "ملاحظة"\n'
    (finding,) = findings_of(lambda: compose(brief(tmp_path, sections)))
    assert (finding.rule, finding.where.line is not None) == (rule, True)
    assert finding.where.key is not None and finding.where.key.startswith("sections[1]")
    assert finding.where.key.endswith(key)


@pytest.mark.parametrize(
    ("condition", "is_shown"),
    [
        ("measures.attacks > 9", True),
        ("measures.attacks > 10", False),
        ("measures.attacks", True),
        ("attacks", True),
        ("measures.deadly == 4 and measures.attacks >= 10", True),
        ("not measures.deadly > 0", False),
    ],
)
def test_conditions_of_blocks(tmp_path: Path, condition: str, is_shown: bool) -> None:
    block = f'[[sections.blocks]]\nnote = "مشروط"\nwhen = "{condition}"\n'
    section = f'\n[[sections]]\ntitle = "س"\n[[sections.blocks]]\nnote = "ثابت"\n{block}'
    assert ("مشروط" in html_of(tmp_path, section)) == is_shown


def test_the_value_is_known_in_repeated_sections_only(tmp_path: Path) -> None:
    section = '\n[[sections]]\ntitle = "س"\n[[sections.blocks]]\nnote = "{{ value }}"\n'
    (finding,) = findings_of(lambda: compose(brief(tmp_path, section)))
    assert finding.rule == "unknown-name"


@pytest.mark.parametrize(
    "keys",
    ["", 'where = "killed > 99"\n', 'where = { region = ["آسيا", "أوروبا"] }\n'],
    ids=["three-copies", "no-copy", "values-of-a-column"],
)
def test_the_text_of_a_brief_is_read_by_the_sections_that_it_declares(
    tmp_path: Path, keys: str
) -> None:
    note = '[[sections.blocks]]\nnote = "{{ value }}"\n'
    last = (
        '\n[[sections]]\ntitle = "آخر"\n[[sections.blocks]]\nnote = "ثابت"\n[[sections.blocks]]\n'
        'figures = [{ measure = "attacks", where = { region = "آسيا" } }, { measure = "deadly" }]\n'
        '[[sections.blocks]]\nnote = "وقعت 57 مرة"\n'
    )
    (finding,) = check(brief(tmp_path, REPEATED + keys + note + last))
    assert finding.rule == "typed-number" and finding.where.key == "sections[2].blocks[3].note"


def test_the_title_of_a_repeated_section_has_expressions(tmp_path: Path) -> None:
    title = "{{ value }} منذ {{ measures.yearly[2019] | counted }} و57"
    sections = REPEATED.replace("منطقة {{ value }}", title) + NOTE
    (finding,) = check(brief(tmp_path, sections))
    assert (finding.rule, finding.values["found"]) == ("typed-number", "57")


def test_a_declared_number_is_in_the_section_that_is_printed(tmp_path: Path) -> None:
    note = "[[sections.blocks]]\nnote = \"{{ typed(57, source='article') }}\"\n"
    sections = REPEATED + note.replace("{{", "{{ value }} {{")
    sections += '\n[[sections]]\ntitle = "آخر"\n' + note.replace("57", "58")
    html = html_of(tmp_path, sections + '[sources.article]\ntitle = "مقال"\n')
    assert "وبيان المنقول في القسم 1 والقسم 4." in html
