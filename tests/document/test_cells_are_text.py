"""What a table holds is text wherever it is shown: in tables, charts and their alternative text, and in the index."""

from __future__ import annotations

import re

import pytest

from document.small import SmallBrief

MARKUP = '<b>س</b> & "ص" *ع* [غ](http://x.ma) {{ 1 }} ^[ف]'
AS_TEXT = "&lt;b&gt;س&lt;/b&gt; &amp; &#34;ص&#34; *ع* [غ](http://x.ma) {{ 1 }} ^[ف]"

BLOCKS = """
[[appendices.blocks]]
table = "incidents"
by = "place"
caption = "الحوادث حسب المكان"
unit = "<i>وحدة</i>"
[[appendices.blocks]]
chart = "bars"
table = "incidents"
by = "place"
caption = "أعمدة الأماكن"
unit = "<i>وحدة</i>"
[[appendices.blocks]]
index = ["incidents.place"]
[[appendices.blocks]]
table = "incidents"
columns = ["kind", "place"]
group = "place"
caption = "الحوادث مجموعة"
[[appendices.blocks]]
method = "measures"
caption = "المنهج"
[[appendices.blocks]]
sources = "all"
"""


@pytest.fixture
def html(brief: SmallBrief) -> str:
    cell = '"' + MARKUP.replace('"', '""') + '"'
    brief.edit("incidents.csv", "4,وجدة", f"4,{cell}").add(BLOCKS)
    return brief.edit("brief.toml", 'label = "جميع الحوادث"', "label = '''" + MARKUP + "'''").html()


def _section(html: str, caption: str, ends: str = "</table>|</figure>") -> str:
    """Return the block with a caption, as its quotes are in an attribute."""
    start = html.rindex(caption)
    start = max(
        html.rindex(opening, 0, start)
        for opening in ('<div class="table', "<figure")
        if opening in html[:start]
    )
    match = re.compile(ends).search(html, start)
    assert match is not None
    return html[start : match.end()]


@pytest.mark.parametrize(
    "caption", ["الحوادث المسجلة", "الحوادث حسب المكان", "الحوادث مجموعة", "المنهج"]
)
def test_in_tables(html: str, caption: str) -> None:
    assert AS_TEXT in _section(html, caption)


def test_over_a_chart_and_in_its_alternative_text(html: str) -> None:
    chart = _section(html, "أعمدة الأماكن", "</figure>")
    alt = re.search(r'alt="([^"]*)"', chart)
    assert alt is not None
    assert AS_TEXT in alt[1]
    assert "(&lt;i&gt;وحدة&lt;/i&gt;)" in alt[1]
    spans = re.sub(
        r"\s+",
        " ",
        " ".join(re.findall(r"<span class=\"(?:right|left|center)\"[^>]*>(.*?)</span>", chart)),
    )
    assert "&lt;b&gt;س&lt;/b&gt;" in spans


def test_no_markup_of_a_cell_is_markup_anywhere(html: str) -> None:
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'href="http' not in html


def test_in_the_index(brief: SmallBrief) -> None:
    brief.edit("incidents.csv", "4,وجدة", "4,<فريق & ركب>").add(BLOCKS).prose(
        "حضر <فريق & ركب> الميدان.\n"
    )
    html = brief.html()
    assert '<span class="term">&lt;فريق &amp; ركب&gt;</span>' in html
    assert re.search(r'حضر <span id="section-1-ix\d+"></span>&lt;فريق &amp; ركب&gt; الميدان', html)


def test_a_caption_is_markdown_without_html(brief: SmallBrief) -> None:
    html = brief.edit("brief.toml", "الحوادث حسب النوع", "الحوادث <b>حسب</b> *النوع*").html()
    assert (
        html.count("الحوادث &lt;b&gt;حسب&lt;/b&gt; <em>النوع</em>") == 2
    )  # the chart's, and in the list


def test_titles_and_the_cover_are_text(brief: SmallBrief) -> None:
    brief.edit("brief.toml", 'title = "حوادث يناير"', "title = '<b>حوادث</b> *يناير* {{ 1 }}'")
    html = brief.edit("brief.toml", 'title = "الحصيلة"', "title = '<b>الحصيلة</b> *س*'").html()
    assert "<h1>&lt;b&gt;حوادث&lt;/b&gt; *يناير* {{ 1 }}</h1>" in html
    assert '<span class="name">&lt;b&gt;الحصيلة&lt;/b&gt; *س*</span>' in html
    assert "<b>" not in html
