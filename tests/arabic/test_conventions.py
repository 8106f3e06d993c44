"""The conventions of print: what violates them, what does not, and what fixing does to a text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from arabic_texts import TEXTS
from hypothesis import example, given
from hypothesis import strategies as st

from report.arabic import conventions as rules
from report.arabic.conventions import (
    CONVENTIONS,
    Conventions,
    apply,
    edits,
    fixed,
    violations,
)
from report.arabic.conventions_text import ARABIC
from report.arabic.locales import LOCALES
from report.errors import ExpressionError
from report.lint.markup import kept_in_prose

ROOT = Path(__file__).parents[2]
MA, EG = Conventions("ar-MA"), Conventions("ar-EG")


def found(text: str, conventions: Conventions = MA) -> list[tuple[str, str, str]]:
    return [
        (violation.rule, text[violation.start : violation.end], violation.wanted)
        for violation in violations(text, conventions)
    ]


def documented() -> list[tuple[str, str, str, str]]:
    text = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
    lines = text.partition("\n## Exceptions of each rule")[0].splitlines()
    rows = [
        re.split(r" \| ", line.strip("| ")) for line in lines if re.match(r"\| `[a-z-]+` \|", line)
    ]
    pairs = []
    for rule, wrong, right, done in (row for row in rows):
        pairs.append((rule.strip("`"), wrong.replace("[U+200F]", "\u200f"), right, done))
    return pairs


def test_every_rule_has_an_example() -> None:
    assert [rule for rule, *_ in documented()] == list(CONVENTIONS)


@pytest.mark.parametrize(("rule", "wrong", "right", "done"), documented())
def test_the_documented_examples_are_true(rule: str, wrong: str, right: str, done: str) -> None:
    (violation,) = violations(wrong, MA)
    assert violation.rule == rule
    assert wrong[: violation.start] + violation.wanted + wrong[violation.end :] == right
    assert CONVENTIONS[rule] == bool(violation.edits) == (done == "fixed")
    assert fixed(wrong, MA) == (right if violation.edits else wrong)
    assert violations(right, MA) == ()
    assert violations(wrong, Conventions("ar-MA", allow=frozenset([rule]))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "شهر رجب 1447هـ، وعام 1447هـ/2025م",
        "بـ INTERPOL والـ43 و«الـ«نص»»",
        "الرحمـٰن الرحيم ﷺ ﴿الحمد﴾",
        "«قال “نعم” وانصرف»",
        'قال 5" وعاد',
        '"INTERPOL" في مراكش',
        "التعاون جنوب-جنوب وتحت .NET وغيرها ...",
        "إنتاج وإتقان وإنجاز وإنذار وإطلاع الرأي العام وإستراتيجية",
        "أستقبل الوفد، وأعتبر ذلك، وأعتمد عليه",
        "استقبل واجتمع واتفق على الاتفاق والاجتماع",
        "امام المحكمة في اثر ذلك واعداد واحداث",
        "مارس مهامه، وآب إلى بلده، وزار جوان نيسان",
        "نوفمبر/تشرين الثاني، تشرين الثاني (نوفمبر)",
        "مالي وعمان وبنين والكونغو وكوريا وسورية",
        "المادة 3.5 من الصفحة 1.234، سنة 2025، الساعة 10:30",
        "المبلغ 1.234.567,5 بنسبة 3,5% أو 1,234",
        "رقم 12-18 و2025-11-24 وISO 3166-1",
        "الفقيه والتنبيه والوجيه",
        "واو ووفى بوعده ووالى",
        "ا\u0654كتوبر ا\u0655لى\u064e",
        "ڤيينا وپاريس وݣلميم وأڭادير وڨفصة",
        "ٹوکیو",
        "INTERPOL said , 43  times",
        'The words «اجتماع», «وفد» and "لقاء" stood 1,234,567 times',
        'اكتبوا counted("اجتماع") في النص',
        "ه\u200d",
        "سالم وخالد في الثالثة إلا ربعا، لألف سنة، آلاف الآلات والإلقاء وإلى آل سعود",
    ],
)
def test_what_is_right_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("علی", ("look-alike", "ی", "ي / ى")),
        ("وبالإستثمارات", ("hamza", "وبالإستثمارات", "وبالاستثمارات")),
        ("للإجتماع", ("hamza", "للإجتماع", "للاجتماع")),
        ("إستقبلت", ("hamza", "إستقبلت", "استقبلت")),
        ("ان شاء الله", ("hamza", "ان شاء", "إن شاء")),
        ("وقّع فِى الرباط", ("ya", "فِى", "في")),
        ("بإسم الملك", ("hamza", "بإسم", "باسم")),
        ("24 اكتوبر", ("hamza", "اكتوبر", "أكتوبر")),
        ("شهر أيار 2025", ("month", "أيار", "ماي")),
        ("24 و27 كانون الثاني", ("month", "كانون الثاني", "يناير")),
        ("وفود لتشيلي", ("country", "لتشيلي", "للشيلي")),
        ("وفد جنوب أفريقيا", ("country", "جنوب أفريقيا", "جنوب إفريقيا")),
        ("في القارة الأفريقية", ("variant", "الأفريقية", "الإفريقية")),
        ("بلغ 1,234,567 درهما", ("separators", "1,234,567", "1.234.567")),
        ("بنسبة 3.5 في المائة", ("separators", "3.5", "3,5")),
        ("يوم 11/24/2025 بالرباط", ("numeric-date", "11/24/2025", "24 نونبر 2025")),
    ],
)
def test_advice_is_reported_and_not_applied(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]
    assert fixed(text, MA) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("مصـــر زارهـا الوفد", "مصر زارها الوفد"),
        ("بــ INTERPOL", "بـ INTERPOL"),
        ("ﻻ ﷲ ﹰ", "لا الله \u064b"),
        ("مکتبة فی وزارة التی", "مكتبة في وزارة التي"),
        ("حضر ,ثم غادر", "حضر، ثم غادر"),
        ("عام 2025 , ثم غادر", "عام 2025، ثم غادر"),
        ("هل حضر?", "هل حضر؟"),
        ("بلغ ١٬٢٣٤٫٥ و۴٣", "بلغ 1.234,5 و43"),
        ('قال: "نعم" و"لا"', "قال: «نعم» و«لا»"),
        ("بـ”سعي المغرب” و“أنتربول”", "بـ«سعي المغرب» و«أنتربول»"),
        ("حضر \u202bالوفد\u202c", "حضر الوفد"),
        (
            "البرنامج االنتخابي واألول فاإلدارة باألمر واآلن",
            "البرنامج الانتخابي والأول فالإدارة بالأمر والآن",
        ),
        ("ثالثة آالف إال واحدا", "ثالثة آلاف إلا واحدا"),
    ],
)
def test_fixing(text: str, right: str) -> None:
    assert fixed(text, MA) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("حضر 43 وفدا في 2025، بنسبة 12%", "حضر ٤٣ وفدا في ٢٠٢٥، بنسبة ١٢٪"),
        ("رقم 12-18 وF1 وISO 19005 و2025-11-24 وهاتف +212 537 00 00 00", None),
        ("النسبة 3.5 والمادة 10.2", None),
        ("الصفحة ۴", "الصفحة ٤"),
    ],
)
def test_eastern_digits_leave_codes(text: str, right: str | None) -> None:
    for conventions in (EG, Conventions("ar-MA-u-nu-arab")):
        assert fixed(text, conventions) == (right or text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ar-EG", "مسئول في شئون نوفمبر وتشيلي وأنجولا وجنوب أفريقيا"),
        ("ar-TN", "مسؤول في جويلية، ومائة وإفريقيا"),
        ("ar-LB", "في ٢٤ تشرين الثاني ٢٠٢٥، مئة مسؤول"),
        ("ar-AE", "بلغ 1,234.5 في نوفمبر"),
    ],
)
def test_each_locale_has_its_own(locale: str, text: str) -> None:
    assert found(text, Conventions(locale)) == []
    assert {rule for rule, _, _ in found(text)} & {"month", "variant", "separators"}


def test_an_unknown_locale_is_an_error() -> None:
    with pytest.raises(ExpressionError):
        Conventions("fr-MA")


def test_spared_words_stand_as_whole_words() -> None:
    spared = Conventions("ar-MA", words=frozenset(["هجمات 11 سبتمبر", "الى"]))
    assert found("هجمات 11 سبتمبر الى", spared) == []
    assert [rule for rule, *_ in found("في 11 سبتمبر", spared)] == ["month"]


def test_the_lists_agree_with_each_other() -> None:
    """No list calls a spelling wrong that it, or another, wants."""
    for locale in ("ar-MA", "ar-EG", "ar-LB"):
        conventions = Conventions(locale)
        for name in ("spellings.csv", "wasl.csv"):
            with (ROOT / "report" / "arabic" / name).open(encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    if (
                        locale.removeprefix("ar-")
                        in (row.get("locales") or locale.removeprefix("ar-")).split()
                    ):
                        assert found(row.get("right") or row["stem"], conventions) == [], row


@given(TEXTS)
@example("أ،ب ,ج")
@example('ا "ب" "ج')
def test_fixing_twice_is_fixing_once(text: str) -> None:
    for conventions in (MA, EG):
        for keep in (lambda _text: (), kept_in_prose):
            once = fixed(text, conventions, keep)
            assert fixed(once, conventions, keep) == once
            assert edits(violations(once, conventions, keep(once))) == ()


@given(TEXTS)
def test_nothing_outside_the_spans_changes(text: str) -> None:
    matches = violations(text, MA, kept_in_prose(text))
    changes = edits(matches)
    inside = set()
    for violation in matches:
        for index in range(violation.start, violation.end):
            inside.add(index)
    protected = set()
    for start, end in kept_in_prose(text):
        for index in range(start, end):
            protected.add(index)
    touched = set()
    for edit in changes:
        for index in range(edit.start, edit.end):
            touched.add(index)
    assert touched <= inside - protected
    assert all(
        edit.start < edit.end and text[edit.start : edit.end] != edit.text for edit in changes
    )
    position = moved = 0
    result = apply(text, changes)
    for edit in changes:
        assert result[position + moved : edit.start + moved] == text[position : edit.start]
        position, moved = edit.end, moved + len(edit.text) - (edit.end - edit.start)
    assert result[position + moved :] == text[position:]
    if not matches:
        assert fixed(text, MA, kept_in_prose) == text


def test_a_source_article_has_no_false_alarm() -> None:
    article = ROOT.parent / "shared" / "first-brief" / "source-article-ar.txt"
    if not article.is_file():
        pytest.skip("../shared is not here")
    assert [rule for rule, *_ in found(article.read_text(encoding="utf-8"))] == ["quotes", "quotes"]


def test_every_rule_is_looked_for() -> None:
    all_rules = set()
    for _, wrong, *_ in documented():
        for violation in rules.violations(wrong, MA):
            all_rules.add(violation.rule)
    assert all_rules == set(CONVENTIONS)


#: A line with what each kind of violation needs: after it no text is too plain to be searched.
SEARCHED = 'فِى بـها  ، االم \u200f 1,2 ٣ ؟ب , " “ .'


@given(TEXTS, st.sampled_from([MA, EG]))
@example("آالف", MA)
@example("إال", MA)
@example("1.234.567", MA)
@example("كوريا الشمالية", MA)
def test_a_plain_text_is_passed_over_only_without_violations(
    text: str, conventions: Conventions
) -> None:
    start = len(SEARCHED) + 1
    behind = [
        (violation.rule, violation.start - start, violation.end - start, violation.wanted)
        for violation in violations(f"{SEARCHED}\n{text}", conventions)
        if violation.start >= start
    ]
    alone = [
        (violation.rule, violation.start, violation.end, violation.wanted)
        for violation in violations(text, conventions)
    ]
    assert alone == (behind if ARABIC.search(text) else [])


def test_the_searched_line_has_what_each_kind_needs() -> None:
    for text in (SEARCHED, f"\n{SEARCHED}\nب"):
        answers = []
        for may_find, _ in rules._finders():
            for tag in LOCALES:
                answers.append(may_find(text, tag))
        assert all(answers)


@pytest.mark.parametrize("amount", ["$1,200.50", "1,200.50", "€1,234,567.89", "12.5%"])
def test_amounts_among_latin_words_keep_their_separators(amount: str) -> None:
    """An English sentence in an Arabic line keeps its own signs; an Arabic one does not."""
    arabic = "وجاء في تقرير البنك الدولي الصادر في السنة الماضية حول حصيلة البرنامج"
    line = f"{arabic}: “The cost was {amount} per unit”، ثم {arabic}"
    policy = Conventions("ar-MA")
    assert [
        violation.rule for violation in violations(line, policy) if violation.rule == "separators"
    ] == []
    line = f"{arabic} {amount.strip('$€')} في {arabic}"
    assert "separators" in [violation.rule for violation in violations(line, policy)]
