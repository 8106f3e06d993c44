"""What is empty or undefined: a dash, «لا شيء», and blocks and sections that ``when`` leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from brief.minimal import HEADING, TABLE, findings_of, written
from report.building import build, compose, verify
from report.checking import check
from report.document import Composition

MEASURES = """\
[measures.all]
label = "الاجتماعات"
count = "meetings"
noun = "اجتماع"
[measures.none]
label = "المعدومة"
count = "meetings"
where = { name = { missing = true } }
[measures.share]
label = "النسبة"
share = ["all", "none"]
[measures.twice]
label = "الفرق"
difference = ["share", "all"]
"""
CHART = 'chart = "bars"\ntable = "meetings"\nby = "name"\ncaption = "{caption}"\n'
NOWHERE = "where = { name = { missing = true } }\n"


def brief(folder: Path, blocks: str, *, csv: str = "name\nفاس\nطنجة\n") -> Path:
    return written(folder, HEADING + TABLE + MEASURES + blocks, csv)


def section(*blocks: str, title: str = "القسم", keys: str = "") -> str:
    return f'[[sections]]\ntitle = "{title}"\n{keys}' + "".join(
        f"[[sections.blocks]]\n{block}" for block in blocks
    )


def composed(folder: Path, blocks: str) -> Composition:
    return compose(brief(folder, blocks))


def test_a_share_of_nothing_is_a_dash_wherever_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "b/text").mkdir(parents=True)
    (tmp_path / "b/text/a.md").write_text(
        "أ{{ measures.share }}ب{{ measures.share | percent }}ج{{ measures.twice }}"
        "د{{ measures.twice | counted('وفد') }}",
        "utf-8",
    )
    figures = 'figures = [{ measure = "share" }, { measure = "twice" }]\n'
    html = composed(tmp_path / "b", section('prose = "text/a.md"\n', figures)).html
    assert "أ—ب—ج—د—" in html
    assert html.count('<p class="figure-value">—</p>') == 2


def test_a_dash_in_the_method_verifies(tmp_path: Path) -> None:
    folder = brief(tmp_path / "b", section('method = "measures"\ncaption = "المنهج"\n'))
    path = build(folder, tmp_path / "b.pdf").path
    all_findings = []
    for done in verify(path, judge=False).checks:
        for finding in done.findings:
            all_findings.append(finding)
    assert not all_findings


def test_an_undefined_measure_cannot_be_counted_in_a_fraction(tmp_path: Path) -> None:
    note = 'note = "{{ measures.share | ordinal }}"\n'
    (finding,) = findings_of(lambda: composed(tmp_path / "b", section(note)))
    assert finding.rule == "undefined-measure"


def test_an_empty_chart_says_so_on_the_page_and_in_check(tmp_path: Path) -> None:
    folder = brief(tmp_path / "b", section(CHART.format(caption="الشكل") + NOWHERE))
    assert '<p class="nothing">لا شيء</p>' in compose(folder).html
    (result,) = (finding for finding in check(folder) if finding.rule == "chart-empty")
    assert result.severity == "warning" and result.where.key == "sections[1].blocks[1].chart"
    path = build(folder, tmp_path / "b.pdf").path
    all_findings = []
    for done in verify(path, judge=False).checks:
        for finding in done.findings:
            all_findings.append(finding)
    assert not all_findings


@pytest.mark.parametrize("measure", ["none", "share"])
def test_when_leaves_a_block_out_and_the_others_are_numbered_on(
    tmp_path: Path, measure: str
) -> None:
    blocks = section(
        CHART.format(caption="الأول") + f'id = "first"\nwhen = "{measure}"\n',
        CHART.format(caption="الثاني") + 'when = "all"\n',
    )
    html = composed(tmp_path / "b", blocks).html
    assert "الأول" not in html
    assert html.count("الشكل 1") and "الشكل 2" not in html
    assert 'data-key="sections[1].blocks[2]"' in html


def test_when_leaves_a_section_out(tmp_path: Path) -> None:
    note = 'note = "نص"\n'
    blocks = section(note, title="الأول", keys='when = "none"\n') + section(note, title="الثاني")
    html = composed(tmp_path / "b", blocks).html
    assert "الأول" not in html and 'id="section-1"' in html and 'id="section-2"' not in html


@pytest.mark.parametrize(("measure", "shown"), [("none", False), ("all", True)])
@pytest.mark.parametrize("of", ["block", "section"])
def test_a_sentence_refers_only_to_what_is_in_the_edition(
    tmp_path: Path, measure: str, shown: bool, of: str
) -> None:
    text = 'بداية{% if shown("x") %}، كما في {{ ref("x") }}{% endif %}، {{ "نعم" if shown("x") else "لا" }}.'
    keys = f'id = "x"\nwhen = "{measure}"\n'
    chart = CHART.format(caption="ش")
    second = section(chart + keys) if of == "block" else section(chart, title="آخر", keys=keys)
    html = composed(tmp_path / "b", section(f"note = {json.dumps(text)}\n") + second).html
    assert ("كما في" in html) == shown and ("نعم" in html) == shown and ("لا." in html) != shown


def test_a_reference_to_what_is_left_out_is_reported_with_what_to_write(tmp_path: Path) -> None:
    left = CHART.format(caption="ش") + 'id = "x"\nwhen = "none"\n'
    blocks = section("note = \"انظر {{ ref('x') }}\"\n", left)
    (finding,) = findings_of(lambda: composed(tmp_path / "b", blocks))
    assert (finding.rule, finding.where.key) == ("reference-left-out", "sections[1].blocks[1].note")
    for language in ("en", "ar"):
        advice = finding.do(language)
        assert '{% if shown("x") %}' in advice and "{% endif %}" in advice
    assert (*compose_with(tmp_path / "c", finding.do("en"), left),) == ()


def compose_with(folder: Path, advice: str, left: str) -> tuple[str, ...]:
    """Do as the advice says, and return the rules of what is wrong then."""
    opened, closed = re.findall(r"\{%.*?%\}", advice)
    note = json.dumps(f"أ {opened}انظر {{{{ ref('x') }}}}{closed}")
    return tuple(
        finding.rule
        for finding in check(brief(folder, section(f"note = {note}\n", left)))
        if finding.severity == "error"
    )


@pytest.mark.parametrize("call", ["ref", "shown"])
def test_an_id_that_nothing_has_is_reported_any_is_left_out(tmp_path: Path, call: str) -> None:
    left = CHART.format(caption="ش") + 'id = "first"\nwhen = "none"\n'
    for name in ("'frist'", "'frist' ~ ''"):
        blocks = section(f'note = "{{{{ {call}({name}) }}}}"\n', left)
        (finding,) = findings_of(
            lambda blocks=blocks, name=name: composed(tmp_path / str(len(name)), blocks)
        )
        assert finding.rule == "unknown-reference" and "first" in str(finding.values["known"])


def test_two_blocks_one_of_which_is_left_out_may_share_an_id(tmp_path: Path) -> None:
    chart = CHART.format(caption="ش") + 'id = "x"\n'
    blocks = section(
        chart + 'when = "none"\n', chart + 'when = "all"\n', "note = \"{{ ref('x') }}\"\n"
    )
    assert "الشكل 1</a>" in composed(tmp_path / "b", blocks).html.replace("\u00a0", " ")


def test_a_misspelt_measure_of_when_is_reported_with_its_place(tmp_path: Path) -> None:
    blocks = section('note = "نص"\nwhen = "al"\n', keys='when = "nine"\n')
    result = findings_of(lambda: composed(tmp_path / "b", blocks))
    assert [(finding.rule, finding.where.key) for finding in result] == [
        ("unknown-measure", "sections[1].when"),
        ("unknown-measure", "sections[1].blocks[1].when"),
    ]


def test_a_brief_without_rows_builds_and_verifies(tmp_path: Path) -> None:
    method = 'method = "measures"\ncaption = "المنهج"\n'
    register = 'register = "meetings"\ncolumns = ["name"]\ncaption = "السجل"\n'
    listing = 'table = "meetings"\nby = "name"\ntotal = true\ncaption = "العد"\n'
    blocks = section(CHART.format(caption="ش"), method, register, listing)
    folder = brief(tmp_path / "b", blocks, csv="name\n")
    path = build(folder, tmp_path / "b.pdf").path
    all_findings = []
    for done in verify(path, judge=False).checks:
        for finding in done.findings:
            all_findings.append(finding)
    assert not all_findings
