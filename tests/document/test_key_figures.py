"""Key figures: any measure with its unit, one member of a dimension, and its change in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from document.small import SmallBrief

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
    ],
)
def test_what_a_figure_cannot_show_is_refused(tmp_path: Path, rule: str, figure: str) -> None:
    findings = brief_with(tmp_path, figure).findings()
    assert [finding.rule for finding in findings] == [rule]
