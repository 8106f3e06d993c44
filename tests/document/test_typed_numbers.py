"""What the imprint says of the numbers of a brief, and where declared numbers are listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.minimal import HEADING, TABLE, findings_of, written
from report.building import compose

SENTENCE = "محسوب من جداول المعطيات المرفقة به"
MEASURE = '[measures.all]\nlabel = "الاجتماعات"\ncount = "meetings"\nnoun = "اجتماع"\n'
SOURCE = '[sources.article]\ntitle = "مقال طويل"\n'
METHOD = (
    '[[appendices]]\ntitle = "م"\n[[appendices.blocks]]\nmethod = "measures"\ncaption = "المنهج"\n'
)


def brief(folder: Path, prose: str, *, heading: str = HEADING, more: str = "") -> Path:
    (folder / "text").mkdir(parents=True)
    (folder / "text/a.md").write_text(prose, "utf-8")
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nprose = "text/a.md"\n'
    return written(folder, heading + TABLE + MEASURE + SOURCE + section + more)


def html(folder: Path, prose: str, *, heading: str = HEADING, more: str = "") -> str:
    text = compose(brief(folder, prose, heading=heading, more=more)).html
    return re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").replace("\u2068", "")


def declared(*numbers: object) -> str:
    return " و".join(f'{{{{ typed({number}, source="article") }}}}' for number in numbers)


@pytest.mark.parametrize(
    "prose",
    [
        "سُجل {{ measures.all | counted }} خلال المدة.",
        "1. أولا\n2. ثانيا",
        "{% if measures.all.value > 3 %}كثير{% endif %}",
        "المساحة بوحدة م².",
        "في سنة 2025، وفق المادة 5.",
    ],
)
def test_a_brief_without_typed_numbers_says_so(tmp_path: Path, prose: str) -> None:
    assert f"كل رقم في هذا الموجز {SENTENCE}" in html(tmp_path / "b", prose)


@pytest.mark.parametrize(
    "prose",
    ["حضر 12 وفدا.", "حضر ١٢ وفدا.", "حضر سبعة وخمسون.", "{{ measures.all }} من 9", "{{ 57 }}"],
)
def test_a_typed_number_in_prose_takes_the_sentence_away(tmp_path: Path, prose: str) -> None:
    assert SENTENCE not in html(tmp_path / "b", prose)


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        (HEADING.replace("حصيلة", "حصيلة 57 وفدا"), ""),
        (HEADING, '[[sections.blocks]]\nnote = "حضر 12"\n'),
        (HEADING, '[[appendices]]\ntitle = "ملاحق 3"\n[[appendices.blocks]]\nnote = "نص"\n'),
        (HEADING + '[conventions]\nnumbers = "allow"\n', '[[sections.blocks]]\nnote = "حضر 12"\n'),
    ],
)
def test_a_typed_number_in_a_title_or_note_does_too(
    tmp_path: Path, heading: str, more: str
) -> None:
    assert SENTENCE not in html(tmp_path / "b", "نص", heading=heading, more=more)


def test_rules_and_rows_are_promised_only_where_they_are_printed(tmp_path: Path) -> None:
    promise = "وقاعدة حسابه وصفوفه مبينة في الملاحق"
    assert promise in html(tmp_path / "with", "نص", more=METHOD)
    assert promise not in html(tmp_path / "without", "نص")


@pytest.mark.parametrize(
    ("count", "phrase"),
    [
        (1, "رقم واحد منقول"),
        (2, "رقمين منقولين"),
        (3, "3 أرقام منقولة"),
        (11, "11 رقما منقولا"),
        (100, "100 رقم منقول"),
    ],
)
def test_declared_numbers_are_counted_in_good_arabic(
    tmp_path: Path, count: int, phrase: str
) -> None:
    text = html(tmp_path / "b", declared(*range(500, 500 + count)), more=METHOD)
    assert f"كل رقم في هذا الموجز، باستثناء {phrase} من المصادر، {SENTENCE}" in text
    assert "وبيان المنقول في الجدول 1." in text


def test_without_a_method_block_the_imprint_names_the_sections(tmp_path: Path) -> None:
    lead = (
        '[[appendices]]\ntitle = "م"\n[[appendices.blocks]]\n'
        "note = \"{{ typed(7, source='article') }}\"\n"
    )
    text = html(tmp_path / "b", declared(57), more=lead)
    assert "باستثناء رقمين منقولين من المصادر" in text
    assert "وبيان المنقول في القسم 1 والملحق أ." in text


def test_declared_beside_undeclared_numbers_are_said_and_not_vouched_for(tmp_path: Path) -> None:
    text = html(tmp_path / "b", f"{declared(57)} و999", more=METHOD)
    assert "في هذا الموجز رقم واحد منقول من المصادر. وبيان المنقول في الجدول 1." in text
    assert SENTENCE not in text


def test_the_method_lists_each_declared_number_with_its_source(tmp_path: Path) -> None:
    prose = declared(57, 57, '"سبعة وخمسون"') + '، {{ typed(1234.5, "article") }}'
    text = html(tmp_path / "b", prose, more=METHOD)
    listed = text[text.rindex("أرقام منقولة من المصادر") :]
    assert listed.count("منقول من: مقال طويل") == 3
    assert "القسم 1" in listed and "سبعة وخمسون" in listed and "1.234,5" in listed


def test_declared_numbers_go_through_filters(tmp_path: Path) -> None:
    text = html(tmp_path / "b", '{{ typed(57, source="article") | words("وفد") }}')
    assert "سبعة وخمسون وفدا" in text


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("typed(57)", "typed-call"),
        ("typed(measures.all, source='article')", "typed-call"),
        ("typed(57, source=measures.all.name)", "typed-call"),
        ("typed(57, source='article', more=1)", "typed-call"),
        ("typed(true, source='article')", "typed-call"),
        ("typed('x' * 1000000000, source='article')", "typed-call"),
        ("typed(57, source='nowhere')", "unknown-source"),
    ],
)
def test_a_wrong_declaration_is_an_error_with_its_line(
    tmp_path: Path, call: str, rule: str
) -> None:
    folder = brief(tmp_path / "b", f"نص\n{{{{ {call} }}}}")
    (finding,) = findings_of(lambda: compose(folder))
    assert (finding.rule, finding.where.line) == (rule, 2)


def test_strict_stops_the_work(tmp_path: Path) -> None:
    heading = HEADING + '[conventions]\nnumbers = "strict"\n'
    folder = brief(tmp_path / "b", "حضر 57 و999.", heading=heading)
    composed = findings_of(lambda: compose(folder))
    assert [finding.rule for finding in composed] == ["typed-number", "typed-number"]


def test_a_text_that_cannot_be_read_is_not_vouched_for(tmp_path: Path) -> None:
    more = '[[sections.blocks]]\nprose = "text/none.md"\nwhen = "none"\n'
    none = '[measures.none]\nlabel = "لا شيء"\ncount = "meetings"\nwhere = { name = "طنجة" }\n'
    assert SENTENCE not in html(tmp_path / "b", "نص", heading=HEADING + none, more=more)
