"""Numbers run through the whole brief, and what refers to them says the same."""

from __future__ import annotations

import re

from document.small import SmallBrief

MORE = """
[[sections]]
title = "الأماكن"
id = "places"
[[sections.blocks]]
id = "by-place"
table = "incidents"
by = "place"
caption = "الحوادث حسب المكان"
[[sections.blocks]]
id = "second"
chart = "bars"
table = "incidents"
by = "place"
caption = "أعمدة الأماكن"

[[appendices]]
title = "المنهج"
id = "how"
[[appendices.blocks]]
method = "measures"
id = "rules"
caption = "كيف حُسب كل رقم"

[summary]
title = "خلاصة"
lead = "عدد الحوادث {{ measures.all }}"
[[summary.blocks]]
id = "first"
chart = "bars"
table = "incidents"
by = "kind"
caption = "رسم الخلاصة"
"""
NAMES = (
    "outcome",
    "places",
    "list",
    "how",
    "first",
    "kinds",
    "second",
    "by-place",
    "register",
    "rules",
)


def test_numbers_run_through_summary_sections_and_appendices(brief: SmallBrief) -> None:
    html = brief.add(MORE).prose(" - ".join(f'{{{{ ref("{name}") }}}}' for name in NAMES)).html()
    prose = re.search(r'<div class="prose"[^>]*>\s*<p>(.*?)</p>', html)
    assert prose is not None
    said = [re.sub("<[^>]*>", "", piece) for piece in prose[1].split(" - ")]
    assert said == [
        "القسم 1", "القسم 2", "الملحق أ", "الملحق ب",
        "الشكل 1", "الشكل 2", "الشكل 3", "الجدول 1", "الجدول 2", "الجدول 3",
    ]  # fmt: skip


def test_every_reference_leads_to_the_block_of_its_number(brief: SmallBrief) -> None:
    html = brief.add(MORE).prose(" - ".join(f'{{{{ ref("{name}") }}}}' for name in NAMES)).html()
    anchors = re.findall(r'<a href="#([^"]*)">(?:القسم|الملحق|الشكل|الجدول)', html)
    assert len(anchors) == len(NAMES)
    assert [anchor for anchor in anchors if html.count(f'id="{anchor}"') != 1] == []
    assert f'id="{anchors[4]}"' in html[html.index('id="summary"') : html.index("<main>")]


def test_contents_and_lists_have_every_caption_with_its_number(brief: SmallBrief) -> None:
    html = brief.add(MORE).html()
    contents = html[html.index('<section class="contents">') : html.index("<main>")]
    rows = re.findall(
        r'<span class="no">([^<]*)</span><span class="name"[^>]*>([^<]*)</span>', contents
    )
    assert rows == [
        ("", "خلاصة"), ("1", "الحصيلة"), ("2", "الأماكن"), ("أ", "سجل الحوادث"), ("ب", "المنهج"),
        ("1", "رسم الخلاصة"), ("2", "الحوادث حسب النوع"), ("3", "أعمدة الأماكن"),
        ("1", "الحوادث حسب المكان"), ("2", "الحوادث المسجلة"), ("3", "كيف حُسب كل رقم"),
    ]  # fmt: skip


def test_numbers_have_the_digits_of_the_brief(brief: SmallBrief) -> None:
    html = brief.edit("brief.toml", 'reference = "HW', 'digits = "arab"\nreference = "HW').html()
    assert "الشكل ١" in html
    assert "القسم ١" in brief.prose('{{ ref("outcome") }}').html()
    assert not re.search(r"الشكل [0-9]", html)


def test_an_id_that_two_blocks_have(brief: SmallBrief) -> None:
    finding = brief.edit("brief.toml", 'id = "kinds"', 'id = "outcome"').finding()
    assert finding.rule == "twice-id"
    assert finding.where.key == "sections[1].blocks[2].id"
    assert finding.where.line == 1 + (brief.folder / "brief.toml").read_text("utf-8")[
        : _second(brief)
    ].count("\n")


def _second(brief: SmallBrief) -> int:
    text = (brief.folder / "brief.toml").read_text("utf-8")
    return text.rindex('id = "outcome"')


def test_a_reference_to_nothing_names_what_there_is(brief: SmallBrief) -> None:
    finding = brief.prose('س\n\nانظر {{ ref("kindz") }}\n').finding()
    assert (finding.rule, finding.where.line) == ("unknown-reference", 3)
    assert finding.where.file == str(brief.folder / "text/summary.md")
    assert all(name in finding.do("en") for name in ("outcome", "kinds", "list", "register"))
