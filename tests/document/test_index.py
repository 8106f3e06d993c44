"""The index: which places of a term are marked, and the order of its entries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from document.small import SmallBrief
from report.design import house_geometry
from report.document.index import IndexedSection, IndexEntry, first_letter, first_rows, mark_terms
from report.document.passages import read_passages
from report.tables.model import HeadCell, LongTable


def mark(html: str, *terms: str) -> tuple[str, list[IndexEntry]]:
    """Return a section's HTML with its anchors as ``^``, and the entries."""
    section = IndexedSection("s", (Markup(html),), True)
    ((marked,),), entries = mark_terms([section], terms, "ar-MA")
    return re.sub(r'<span id="[^"]*"></span>', "^", marked), list(entries)


def test_the_longest_term_wins() -> None:
    marked, entries = mark("<p>زار كوريا الجنوبية ثم كوريا.</p>", "كوريا", "كوريا الجنوبية")
    assert marked == "<p>زار ^كوريا الجنوبية ثم ^كوريا.</p>"
    assert [entry.term for entry in entries] == ["كوريا", "كوريا الجنوبية"]


def test_a_part_of_a_longer_term_is_not_the_term() -> None:
    marked, entries = mark("<p>زار كوريا الجنوبية.</p>", "كوريا", "كوريا الجنوبية")
    assert marked == "<p>زار ^كوريا الجنوبية.</p>"
    assert [entry.term for entry in entries] == ["كوريا الجنوبية"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("والهند", "الهند"), ("فالهند", "الهند"), ("بالهند", "الهند"), ("كالهند", "الهند"), ("للهند", "الهند"),
        ("وللهند", "الهند"), ("وبالهند", "الهند"), ("لمالي", "مالي"), ("وبمالي", "مالي"), ("للجنة", "اللجنة"),
        ("للنرويج", "النرويج"), ("«الهند»", "الهند"), ("الهند،", "الهند"), ("(الهند)", "الهند"),
    ],
)  # fmt: skip
def test_prefixes_and_stops_belong_to_the_word(text: str, term: str) -> None:
    marked, entries = mark(f"<p>كان {text} حاضرا</p>", term)
    assert marked.count("^") == 1
    assert marked.replace("^", "") == f"<p>كان {text} حاضرا</p>"
    assert marked[: marked.index("^")] in ("<p>كان ", "<p>كان «", "<p>كان (")
    assert len(entries) == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("الماليزي", "مالي"), ("ماليزيا", "مالي"), ("إجمالي", "مالي"), ("هندسة", "هند"), ("مالِيّ", "مالي"),
        ("amp", "amp"), ("a&amp;b", "amp"), ("&#1605;", "1605"), ('<bdi dir="ltr">x</bdi>', "ltr"),
    ],
)  # fmt: skip
def test_nothing_inside_a_word_a_tag_or_a_reference(text: str, term: str) -> None:
    marked, entries = mark(f"<p>كان{text} حاضرا {text}ات</p>", term)
    assert ("^" in marked, entries) == (False, [])


@pytest.mark.parametrize(
    "between", [" ", "\u00a0", "\n", "  ", ' <bdi dir="ltr">', '</bdi>\u00a0<bdi dir="rtl">']
)
def test_the_words_of_a_term_may_be_split_by_more_than_a_space(between: str) -> None:
    marked, _ = mark(f"<p>مجلس{between}Europol الأعلى</p>", "مجلس Europol")
    assert marked == f"<p>^مجلس{between}Europol الأعلى</p>"


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "figure", "thead", "nav"])
def test_headings_charts_and_heads_are_passed_over(tag: str) -> None:
    marked, _ = mark(f"<{tag}>الهند <b>الهند</b> الهند</{tag}><p>الهند الهند</p>", "الهند")
    assert marked == f"<{tag}>الهند <b>الهند</b> الهند</{tag}><p>^الهند الهند</p>"


def test_once_from_one_new_page_to_the_next() -> None:
    pieces = [
        IndexedSection("a", (Markup("<p>الهند الهند</p>"),), True),
        IndexedSection("b", (Markup("<p>الهند ومالي</p>"),), False),
        IndexedSection("c", (Markup("<p>مالي</p>"), Markup("<p>الهند ومالي</p>")), True),
    ]
    blocks, entries = mark_terms(pieces, ["الهند", "مالي"], "ar-MA")
    marked = ["".join(section) for section in blocks]
    assert [html.count("<span") for html in marked] == [1, 1, 2]
    pairs = []
    for entry in entries:
        pairs.append((entry.term, [anchor[0] for anchor in entry.anchors]))
    assert pairs == [
        ("مالي", ["b", "c"]),
        ("الهند", ["a", "c"]),
    ]
    anchors = []
    for entry in entries:
        for anchor in entry.anchors:
            anchors.append(anchor)
    assert len(set(anchors)) == len(anchors)
    assert [
        anchor for anchor in anchors if f'<span id="{anchor}"></span>' not in "".join(marked)
    ] == []


def test_entries_are_in_arabic_order_without_the_article() -> None:
    terms = ["الهند", "بنين", "إثيوبيا", "البرازيل", "مالي"]
    _, entries = mark("<p>" + " ".join(terms) + "</p>", *terms)
    assert [entry.term for entry in entries] == ["إثيوبيا", "البرازيل", "بنين", "مالي", "الهند"]
    assert [first_letter(entry.term) for entry in entries] == ["ا", "ب", "ب", "م", "ه"]


def test_a_term_that_stands_nowhere_is_no_entry() -> None:
    assert mark("<p>الهند</p>", "الهند", "مالي")[1] == [IndexEntry("الهند", ("s-ix0",))]


INDEX = '\n[[{0}.blocks]]\nindex = ["incidents.{1}"]\n'


def test_a_brief_with_an_index(brief: SmallBrief) -> None:
    html = brief.prose("حريق بطنجة، ثم بطنجة.\n").add(INDEX.format("appendices", "place")).html()
    index = html[html.index('<div class="index"') :]
    entries = dict(re.findall(r'<span class="term">([^<]*)</span> (.*?)</p>', index))
    assert list(entries) == ["أكادير", "الرباط", "طنجة", "فاس", "وجدة"]
    assert re.findall(r'href="#([^"]*)"', entries["طنجة"]) == re.findall(
        r'href="#([^"]*)" data-to="#\1"', entries["طنجة"]
    )
    anchors = re.findall(r'href="#([^"]*)"', entries["طنجة"])
    assert [anchor.split("-ix")[0] for anchor in anchors] == ["section-1", "appendix-1"]
    assert [html.count(f'id="{anchor}"') for anchor in anchors] == [1, 1]


def test_each_of_two_indexes_has_its_own_terms(brief: SmallBrief) -> None:
    html = brief.add(
        INDEX.format("appendices", "place") + INDEX.format("appendices", "kind")
    ).html()
    first, second = html.split('<div class="index"')[1:]
    assert 'class="term">طنجة<' in first
    assert 'class="term">حريق<' not in first
    assert re.findall('class="term">([^<]*)<', second) == ["حادث سير", "حريق"]


def test_an_index_in_the_summary_is_filled_too(brief: SmallBrief) -> None:
    html = brief.add(
        '\n[summary]\ntitle = "خلاصة"\nlead = "س"\n' + INDEX.format("summary", "place")
    ).html()
    summary = html[html.index('id="summary"') : html.index('class="contents"')]
    assert 'class="term">طنجة<' in summary


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("incidents.plase", "unknown-column"),
        ("incident.place", "unknown-table"),
        ("incidents", "unknown-column"),
    ],
)
def test_an_index_of_what_is_not_there(brief: SmallBrief, column: str, rule: str) -> None:
    finding = brief.add(
        f'\n[[appendices.blocks]]\nindex = ["incidents.place", "{column}"]\n'
    ).finding()
    assert (finding.rule, finding.where.key) == (rule, "appendices[1].blocks[2].index[2]")


@pytest.mark.parametrize("term", ["Oman", "INTERPOL", "Saint-Louis", "école"])
def test_a_cell_that_is_latin_from_end_to_end_is_found_under_its_letter(term: str) -> None:
    marked, entries = mark(
        f'<td><bdi dir="ltr">{term}</bdi></td><th scope="row">فاس</th>', term, "فاس"
    )
    assert marked.count("^") == 2 and marked.index("^") < marked.index(term)
    assert [entry.term for entry in entries] == ["فاس", term]
    assert first_letter(term) == term[0].upper().replace("É", "E")


@given(
    st.lists(st.sampled_from(["&", "<", ">", '"', "'", "س", " ", "&amp;", "ء\u0651"]), max_size=8),
    st.sampled_from(["", '<bdi dir="ltr">x&gt;</bdi>', "&nbsp;", "&#39;", "&copy "]),
)
def test_an_anchor_is_at_its_term_any_is_escaped_before(signs: list[str], html: str) -> None:
    lead = f"{escape(''.join(signs))}{html} "
    marked, (entry,) = mark(f"<p>{lead}الهند &amp; بنين</p>", "الهند", "لا شيء")
    assert marked == f"<p>{lead}^الهند &amp; بنين</p>" and entry.term == "الهند"


def test_a_term_with_signs_of_markup_is_found() -> None:
    marked, _ = mark("<p>شركة R&amp;D &lt;تجربة&gt;</p>", "R&D", "تجربة")
    assert marked == "<p>شركة ^R&amp;D &lt;^تجربة&gt;</p>"


def test_no_term_goes_over_from_one_cell_or_row_to_the_next() -> None:
    rows = [("كوريا", "الجنوبية"), ("س", "كوريا"), ("الجنوبية", "ص"), ("كوريا\nالجنوبية", None)]
    table = LongTable((HeadCell("أ"),) * 2, 4, lambda: iter(rows), house_geometry().portrait)
    assert first_rows(table, ["كوريا الجنوبية", "كوريا", "ص"], 0) == {
        "كوريا": 0,
        "ص": 2,
        "كوريا الجنوبية": 3,
    }


def test_a_brief_may_print_the_entries_in_its_own_way(brief: SmallBrief) -> None:
    """Templates of briefs built before call the entries ``placeholder``."""
    own = '<div class="own" data-key="{{ key }}">{{ placeholder }}</div>'
    brief.write("templates/blocks/index.html", own)
    html = brief.add(INDEX.format("appendices", "place")).html()
    assert 'class="term">طنجة<' in html[html.index('class="own"') :]


@given(
    st.lists(
        st.sampled_from(["الهند", "باريس", "موسكو", "Interpol", "9001"]), min_size=2, unique=True
    ),
    st.sampled_from(["(", "«", "+", "“", '"', "[", "#", "…", "- "]),
)
def test_signs_before_a_term_change_neither_its_letter_nor_its_place(
    terms: list[str], sign: str
) -> None:
    """The Unicode collation algorithm, too, compares signs only between texts that are otherwise the same."""
    text = escape("، ".join(f"{sign}{term}" for term in terms))
    _, bare = mark(f"<p>{text}</p>", *terms)
    _, signed = mark(f"<p>{text}</p>", f"{sign}{terms[0]}", *terms[1:])
    assert [entry.term.removeprefix(sign) for entry in signed] == [entry.term for entry in bare]
    letters = [first_letter(entry.term) for entry in signed]
    assert letters == [first_letter(entry.term) for entry in bare]


def test_a_term_of_signs_alone_stands_under_its_first_sign() -> None:
    assert first_letter("++") == "+"


def test_html_that_was_read_is_not_read_again() -> None:
    html = "<p>جملة عن المجلس</p>"
    assert read_passages(html) is read_passages("".join(html))
    long = html * 2_000
    assert read_passages(long) is not read_passages(long)
