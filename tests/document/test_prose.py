"""Markdown to HTML: footnotes where they are called, no HTML of the user's, no pictures, no links to the world."""

from __future__ import annotations

import re

import pytest
from properties import one_in

from document.small import SmallBrief


def prose(brief: SmallBrief, text: str) -> str:
    """Return the HTML of a prose text."""
    html = brief.prose(text).html()
    match = re.search(r'<div class="prose"[^>]*>\n(.*?)</div>', html, re.DOTALL)
    assert match is not None
    return match[1].strip()


def test_markdown_becomes_html(brief: SmallBrief) -> None:
    html = prose(
        brief,
        "# أول\n\n## ثان\n\n##### خامس\n\n- بند **قوي**\n- بند *مائل*\n\n| عمود |\n|---|\n| خلية |\n",
    )
    assert list(re.findall(r"<(h\d)>", html)) == ["h2", "h2", "h4"]
    assert "<li>بند <strong>قوي</strong></li>" in html
    assert "<em>مائل</em>" in html
    assert re.search(r"<th[^>]*>عمود</th>.*<td>خلية</td>", html, re.DOTALL)


def test_html_in_prose_prints_as_text(brief: SmallBrief) -> None:
    html = prose(brief, "<script>alert(1)</script>\n\nس <b onclick=x>ص</b> <!-- ع --> &lt;i&gt;\n")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b onclick=x&gt;ص&lt;/b&gt; &lt;!-- ع --&gt; &lt;i&gt;" in html
    assert set(re.findall(r"<(/?\w+)", html)) == {"p", "/p"}


def test_a_source_is_cited_in_full_and_then_short(brief: SmallBrief) -> None:
    first = 'prose = "text/summary.md"\n'
    second = '[[sections.blocks]]\nprose = "text/second.md"\n'
    brief.write("text/second.md", "ص[^bulletin].\n").edit("brief.toml", first, first + second)
    html = brief.prose("أ[^bulletin] ب[^bulletin].\n").html()
    assert re.findall(r'<span class="footnote"[^>]*>([^<]*)</span>', html) == [
        "النشرة الشهرية للوقاية المدنية. العدد 12، يناير 2026",
        "النشرة المذكورة",
        "النشرة المذكورة",
    ]


def test_a_source_without_a_short_form_keeps_its_title(brief: SmallBrief) -> None:
    brief.edit("brief.toml", 'short = "النشرة المذكورة"\n', "")
    html = brief.prose("أ[^bulletin] ب[^bulletin].\n").html()
    notes = re.findall(r'<span class="footnote"[^>]*>([^<]*)</span>', html)
    assert notes[1] == "النشرة الشهرية للوقاية المدنية"


def test_footnotes_of_the_text_stand_where_they_are_called(brief: SmallBrief) -> None:
    html = prose(
        brief, "أ[^n] ب^[في الموضع *مائل*].\n\n[^n]: حاشية {{ measures.all | counted }}.\n"
    )
    assert html == (
        '<p>أ<span class="footnote" data-pdf-tag="Note">حاشية 6 حوادث.</span> '
        'ب<span class="footnote" data-pdf-tag="Note">في الموضع <em>مائل</em></span>.</p>'
    )


def test_the_title_of_a_source_is_text(brief: SmallBrief) -> None:
    brief.edit(
        "brief.toml",
        'title = "النشرة الشهرية للوقاية المدنية"',
        "title = 'نشرة <b>*س*</b> [ص](x) {{ 1 }}'",
    )
    assert (
        '<span class="footnote" data-pdf-tag="Note">نشرة &lt;b&gt;*س*&lt;/b&gt; [ص](x) {{ 1 }}. '
        in prose(brief, "أ[^bulletin]\n")
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("سُجل حادث.[^a]", "<p>سُجل حادث()."),
        ("سُجل حادث، [^a] ثم آخر؛[^a]", "<p>سُجل حادث()،  ثم آخر()؛"),
        ("هل سُجل؟[^a][^b] نعم", "<p>هل سُجل()()؟ نعم"),
        ("هل سُجل؟![^a]", "<p>هل سُجل()؟!"),
        ("**سُجل حادث:**[^a] كذا", "<p><strong>سُجل حادث</strong>(): كذا"),
        ("سُجل **حادث**.[^a]", "<p>سُجل <strong>حادث</strong>()."),
        ("قال: «سُجل حادث.»[^a]", "<p>قال: «سُجل حادث.»()"),
        ("سُجل حادث[^a].", "<p>سُجل حادث()."),
        ("سُجل حادث [^a]", "<p>سُجل حادث() "),
        ("`x.`[^a]", "<p><code>x.</code>()"),
        ("[^a]", "<p>()"),
    ],
)
def test_a_footnote_is_called_before_the_stops(brief: SmallBrief, text: str, html: str) -> None:
    brief.prose(f"{text}\n\n[^a]: كذا\n[^b]: كذا\n")
    called = re.sub(r'<span class="footnote"[^>]*>[^<]*</span>', "()", brief.html())
    assert f"{html}</p>" in called


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A whole paragraph.", '<p dir="ltr" lang="und-Latn">A whole paragraph.</p>'),
        ("MJZ-2025-01", '<p dir="ltr" lang="zxx">MJZ-2025-01</p>'),
        ("A paragraph, وبعده.", "<p>A paragraph, وبعده.</p>"),
        ("2025", "<p>2025</p>"),
        (
            "- One\n- Two\n  - Three",
            '<ul dir="ltr" lang="und-Latn">\n<li>One</li>\n<li>Two\n<ul>\n<li>Three</li>',
        ),
        ("- One\n- اثنان", "<ul>\n<li>One</li>\n<li>اثنان</li>"),
        ("- One\n\n  More\n- اثنان", "<ul>\n<li>\n<p>One</p>\n<p>More</p>"),
        ("2. One", '<ol start="2" dir="ltr" lang="und-Latn" style='),
    ],
)
def test_blocks_wholly_in_latin_are_set_from_the_left(
    brief: SmallBrief, text: str, html: str
) -> None:
    assert html in brief.prose(f"{text}\n").html()


def test_a_footnote_to_an_unknown_source(brief: SmallBrief) -> None:
    finding = brief.prose("أ\n\nب\nج[^buletin].\n").finding()
    assert (finding.rule, finding.where.line) == ("unknown-source", 4)
    assert finding.where.file == str(brief.folder / "text/summary.md")
    assert "[sources.buletin]" in finding.do("en")
    assert "bulletin" in finding.do("ar")


@pytest.mark.parametrize(
    "text",
    [
        "![س](chart.png)",
        "![](http://x.ma/x.png)",
        "ص[^n]\n\n[^n]: ![س](x.png)",
        "## ![س](x.png)",
        "- ![س](x)",
    ],
)
def test_an_image_is_refused(brief: SmallBrief, text: str) -> None:
    finding = brief.prose(f"أ\n\n{text}\n").finding()
    assert (finding.rule, finding.where.line) == ("image-in-prose", 3)
    assert finding.where.file == str(brief.folder / "text/summary.md")


def test_a_footnote_in_a_footnote_is_refused(brief: SmallBrief) -> None:
    finding = brief.prose("أ\n\nب[^n]\n\n[^n]: ج[^bulletin]\n").finding()
    assert (finding.rule, finding.where.line) == ("nested-footnote", 3)


@pytest.mark.parametrize(
    "target",
    ["http://example.org/", "https://example.org", "//example.org/x", "mailto:a@b.ma", "x.html"],
)
def test_a_link_to_the_world_is_its_text_alone(brief: SmallBrief, target: str) -> None:
    assert prose(brief, f"[نص]({target})\n") == "<p><a>نص</a></p>"


def test_a_link_by_reference_is_its_text_alone(brief: SmallBrief) -> None:
    assert prose(brief, "[نص][r]\n\n[r]: http://example.org/\n") == "<p><a>نص</a></p>"


def test_an_automatic_link_is_its_text_alone(brief: SmallBrief) -> None:
    html = brief.prose("<http://example.org/>\n").html()
    assert 'href="http' not in html
    assert "http://example.org/" in html


UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:x",
    "vbscript:x",
    "file:///etc/passwd",
    "data:text/html,x",
    "ftp://x.ma",
    "xx:y",
]


@pytest.mark.parametrize("target", UNSAFE)
@pytest.mark.parametrize(
    "text",
    [
        "س\n\nس [نص]({})\n",
        "س\n\nس <{}>\n",
        "س\n\nس [نص]\n\n[نص]: {}\n",
        "س\n\nس^[س [نص]({})]\n",
        "|س|\n|-|\n|[نص]({})|\n",
    ],
)
def test_a_link_that_opens_a_program_is_refused_with_its_line(
    brief: SmallBrief, text: str, target: str
) -> None:
    finding = brief.prose(text.format(target)).finding()
    assert (finding.rule, finding.where.line) == ("unsafe-link", 3)
    assert finding.where.file == str(brief.folder / "text/summary.md")


@pytest.mark.parametrize("target", ["java&#10;script:x", "%6Aavascript:x", "<java\tscript:x>"])
def test_a_scheme_in_disguise_is_refused(brief: SmallBrief, target: str) -> None:
    assert brief.prose(f"[نص]({target})\n").finding().rule == "unsafe-link"


@pytest.mark.parametrize(
    "target", ["https://x.ma/a:b", "mailto:a@x.ma", "tel:+212537000000", "a/b:c", "x.html", "?a:b"]
)
def test_other_links_are_their_text_alone(brief: SmallBrief, target: str) -> None:
    assert prose(brief, f"[نص]({target})\n") == "<p><a>نص</a></p>"


def test_a_link_of_the_toml_is_refused_with_its_key(brief: SmallBrief) -> None:
    finding = brief.edit("brief.toml", "الحوادث حسب النوع", "[الحوادث](javascript:x)").finding()
    assert (finding.rule, finding.where.key) == ("unsafe-link", "sections[1].blocks[2].caption")


def test_a_link_into_the_brief_stays(brief: SmallBrief) -> None:
    assert prose(brief, "[نص](#section-1)\n") == '<p><a href="#section-1">نص</a></p>'


def test_captions_are_listed_without_their_footnotes(brief: SmallBrief) -> None:
    html = brief.edit("brief.toml", "الحوادث حسب النوع", "الحوادث حسب النوع[^bulletin]").html()
    contents = html[html.index('<section class="contents">') : html.index("<main>")]
    assert "footnote" not in contents
    assert re.search(r'class="caption">.*الحوادث حسب النوع<span class="footnote"[^>]*>', html)


def test_captions_are_listed_without_their_links(brief: SmallBrief) -> None:
    caption = "الحوادث حسب النوع، انظر [القسم](#section-1)"
    html = brief.edit("brief.toml", "الحوادث حسب النوع", caption).html()
    contents = html[html.index('<section class="contents">') : html.index("<main>")]
    listed = re.findall(r"<a [^>]*>.*?</a>", contents)
    assert all(line.count("<a") == 1 for line in listed)
    assert any("انظر القسم" in line for line in listed)


def test_an_empty_prose_file_is_no_error(brief: SmallBrief) -> None:
    assert prose(brief, "") == ""


@pytest.mark.parametrize(
    "short", ["د.م.", "S.A.", "ق.م.", "د.", "Acme Inc.", "U.S.A.", "e.g.", "هـ.", "م.ب.ع."]
)
@pytest.mark.parametrize("end", one_in(3, ["", " ثم", "، ثم", ". ثم", "؛"]))
@pytest.mark.parametrize("form", ["أ {}", "- أ {}", "| ب |\n|---|\n| أ {} |", "أ **{}**"])
def test_the_stop_of_an_abbreviation_stays_before_the_call(
    brief: SmallBrief, short: str, end: str, form: str
) -> None:
    """Behind the call it would be the stop of the sentence, and the abbreviation would have none."""
    plain = re.sub(
        "</?(?:bdi|strong)[^>]*>", "", prose(brief, form.format(f"{short}^[حاشية]{end}"))
    )
    call = '<span class="footnote" data-pdf-tag="Note">حاشية</span>'
    if "**" not in form:
        assert f"{short}{call}{end}" in plain


@pytest.mark.parametrize("word", ["المدينة", "2025", "INTERPOL", "إلخ..", "file.csv", "«نص»"])
def test_the_stop_of_a_sentence_goes_behind_the_call(brief: SmallBrief, word: str) -> None:
    plain = re.sub("</?bdi[^>]*>", "", prose(brief, f"أ {word}.^[حاشية] ثم"))
    call = '<span class="footnote" data-pdf-tag="Note">حاشية</span>'
    assert f"{word.rstrip('.')}{call}." in plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- 2025.\n- 2026.", "<ul> <li>2025.</li> <li>2026.</li> </ul>"),
        ("- 3.", "<ul> <li>3.</li> </ul>"),
        ("- 2025. نص *مائل*", "<ul> <li>2025. نص <em>مائل</em></li> </ul>"),
        ("- 2025)", "<ul> <li>2025)</li> </ul>"),
        ("1. 2025.", "<ol> <li>2025.</li> </ol>"),
        ("- - 2025.", "<ul> <li><ul> <li>2025.</li> </ul></li> </ul>"),
    ],
)
def test_a_number_that_opens_an_item_is_text(brief: SmallBrief, text: str, html: str) -> None:
    """Markdown takes it for a list inside the item, empty or with a number that has no room."""
    plain = re.sub("</?bdi[^>]*>", "", " ".join(prose(brief, text).split()))
    assert re.sub(r">\s+(?=<[/uo])", ">", plain) == re.sub(r">\s+(?=<[/uo])", ">", html)


def test_a_numbered_list_inside_an_item_stays_one(brief: SmallBrief) -> None:
    html = prose(brief, "- 1. أول\n  2. ثان\n- 3. ثالث")
    assert html.count("<ol") == 2
