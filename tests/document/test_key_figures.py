"""Key figures: any measure with its unit, one member of a dimension, and its change in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from document.small import SmallBrief
from report.document.room import line_width

COST = """
[measures.cost]
label = "الكلفة"
from = "incidents"
value = "1000 * sum(injured)"
scale = "thousand"
currency = "MAD"
"""
FIGURES = '{ measure = "all" },\n'


def brief_with(folder: Path, *figures: str) -> SmallBrief:
    brief = SmallBrief.copied(folder / "every", of="every").add(COST)
    text = ",\n".join(figures)
    return brief.edit("brief.toml", FIGURES, f"{FIGURES}{text},\n")


def test_a_figure_has_its_unit_its_member_and_its_change(tmp_path: Path) -> None:
    html = brief_with(
        tmp_path,
        '{ measure = "all", by = "week_start(date)", change = "previous" }',
        '{ measure = "cost", where = "injured > 0" }',
    ).html()
    assert "د.م." in html
    assert html.count('<p class="figure-change">') == 1
    assert "عن الأسبوع السابق" in html


def test_the_change_of_a_percentage_is_in_points(tmp_path: Path) -> None:
    figure = '{ measure = "injured_share", by = "kind", at = "فيضان", change = "\'حريق\'" }'
    brief = brief_with(tmp_path, figure).add(
        '[measures.injured_share]\nlabel = "الحصة"\nfrom = "incidents"\nvalue = "share(injured > 0)"\n'
    )
    (change,) = re.findall(r'<p class="figure-change">(.*?)</p>', brief.html(), flags=re.DOTALL)
    assert "مئوية" in change
    assert "%" not in change


def test_a_change_from_a_member_is_said_by_its_name(tmp_path: Path) -> None:
    figure = '{ measure = "all", by = "kind", at = "فيضان", change = "\'حريق\'" }'
    html = brief_with(tmp_path, figure).html()
    assert "▼ انخفاض" in html
    assert "عن حريق" in html
    assert "جميع الحوادث، فيضان" in html


@pytest.mark.parametrize(
    ("rule", "figure"),
    [
        ("figure-no-member", '{ measure = "all", by = "kind", at = "زلزال" }'),
        ("bad-show", '{ measure = "all", by = "kind", change = "yesterday" }'),
        ("idle-key", '{ measure = "all", change = "previous" }'),
        ("idle-key", '{ measure = "all", at = 2010 }'),
        ("chart-no-order", '{ measure = "all", line = "kind" }'),
    ],
)
def test_what_a_figure_cannot_show_is_refused(tmp_path: Path, rule: str, figure: str) -> None:
    findings = brief_with(tmp_path, figure).findings()
    assert [finding.rule for finding in findings] == [rule]


def notes_of(html: str) -> list[str]:
    """Return what is printed under the figures, by figure."""
    return re.findall(r'<p class="figure-detail">(.*?)</p>', html, flags=re.DOTALL)


UNCERTAIN = "لم يحتسب ما تاريخه غير مؤكد (عدد الصفوف: 1)."
NO_PERCENTAGE = "لا تحسب النسبة المئوية إذا كانت القيمة أو أساسها بالسالب."


@pytest.mark.parametrize("by", ["", ', by = "kind"'])
def test_a_figure_counts_the_rows_that_an_uncertain_date_leaves_out(
    tmp_path: Path, by: str
) -> None:
    certain, split = "date >= '1900'", "date <= '2026-01-09'"
    figures = [f'{{ measure = "all", where = "{where}"{by} }}' for where in (certain, split)]
    assert UNCERTAIN not in notes_of(brief_with(tmp_path / "certain", figures[0]).html())
    assert notes_of(brief_with(tmp_path / "split", *figures).html()).count(UNCERTAIN) == 1


@pytest.mark.parametrize(("member", "has_note"), [("حريق", True), ("فيضان", False)])
def test_a_change_without_a_percentage_says_why(
    tmp_path: Path, member: str, has_note: bool
) -> None:
    signed = "if(kind == 'حريق', 0 - 5, if(kind == 'فيضان', 4, 2))"
    measure = f'[measures.signed]\nlabel = "الرصيد"\nfrom = "incidents"\nvalue = "max({signed})"\n'
    figure = f'{{ measure = "signed", by = "kind", at = "{member}", change = "\'حادث سير\'" }}'
    html = brief_with(tmp_path, figure).add(measure).html()
    assert (NO_PERCENTAGE in notes_of(html)) == has_note


def test_a_figure_has_a_small_line_with_its_data_and_its_alternative_text(tmp_path: Path) -> None:
    figure = '{ measure = "all", line = "date", where = "date >= \'1900\'" }'
    brief = brief_with(tmp_path, figure)
    html = brief.html()
    (key, alt), _ = re.findall(
        r'<div class="figure-line" data-key="([^"]*)"><div [^>]*data-alt="([^"]*)"', html
    )
    assert key.endswith(".figures[2].line")
    assert alt.startswith("الخط الصغير تحت «جميع الحوادث»")


def test_a_small_line_is_no_wider_than_the_box_of_its_figure() -> None:
    widths = [line_width(453.0, count) for count in range(1, 7)]
    assert widths == sorted(widths, reverse=True)
    assert all(width <= 453.0 / count for count, width in enumerate(widths, 1))
    assert widths[-1] > 50
