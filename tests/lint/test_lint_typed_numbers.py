"""Typed numbers of a brief: which are found and where, which are declared, and what excuses them."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from planted_numerals import numeral, sibling
from properties import slow

from brief.minimal import HEADING, TABLE, written
from report.arabic import Lexicon
from report.brief import load_brief
from report.checking import check
from report.errors import Finding, Severity
from report.intake import read_tables
from report.lint import TypedNumbers, typed_numbers
from report.lint.markup import kept_in_prose

SHIPPED = sorted((Path(__file__).parents[2] / "data").glob("*/brief.toml"))
MEASURE = '[measures.all]\nlabel = "الاجتماعات"\ncount = "meetings"\nnoun = "اجتماع"\n'
SOURCE = '[sources.article]\ntitle = "مقال من 12 صفحة"\n'
PROSE = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nprose = "text/a.md"\n'


def typed(folder: Path) -> TypedNumbers:
    brief = load_brief(folder)
    return typed_numbers(brief, read_tables(brief), Lexicon.shipped())


def of_prose(
    folder: Path, prose: str, *, more: str = "", csv: str = "name\nفاس\n"
) -> tuple[str, ...]:
    """Return the typed numbers of a text."""
    (folder / "text").mkdir(parents=True, exist_ok=True)
    (folder / "text/a.md").write_text(prose, "utf-8")
    error = typed(written(folder, HEADING + more + TABLE + MEASURE + SOURCE + PROSE, csv))
    return tuple(str(finding.values["found"]) for finding in error.findings)


# --- the bar: of 300 planted numerals 99 % are found, and none in the briefs that ship


def _planted_in_prose(
    folder: Path, rng: Random, count: int, author: Callable[[Random], str] = numeral
) -> dict[tuple[str, int], str]:
    """Plant numerals into the prose of a brief, at most one a line; return them by file and line."""
    planted: dict[tuple[str, int], str] = {}
    files = sorted((folder / "text").glob("*.md"))
    texts = {file: file.read_text("utf-8").split("\n") for file in files}
    places = [
        (file, number)
        for file, lines in texts.items()
        for number, line in enumerate(lines)
        if _spaces(line)
    ]
    for file, number in rng.sample(places, min(count, len(places))):
        line = texts[file][number]
        place = rng.choice(_spaces(line))
        text = author(rng)
        texts[file][number] = f"{line[:place]} {text}{line[place:]}"
        planted[str(file), number + 1] = text
    for file, lines in texts.items():
        file.write_text("\n".join(lines), "utf-8")
    return planted


def _spaces(line: str) -> list[int]:
    """Return the spaces of a line between two words, outside of markup and behind the mark of an
    item."""
    stored = kept_in_prose(line)
    spaces = (match.start() + 1 for match in re.finditer(r"[^\W\d] (?=[^\W\d])", line))
    all_spaces = []
    for space in spaces:
        if not any(start <= space < end for start, end in stored):
            all_spaces.append(space)
    return all_spaces


def _planted_in_toml(folder: Path, rng: Random) -> dict[tuple[str, int], str]:
    """Plant a numeral at the end of each title, caption, note and label of ``brief.toml``."""
    file = folder / "brief.toml"
    planted: dict[tuple[str, int], str] = {}
    lines = file.read_text("utf-8").split("\n")
    section = ""
    for number, line in enumerate(lines):
        section = line if line.startswith("[") else section
        is_text = re.match(r'(title|caption|note|label|lead|subtitle|notice) = ".*"$', line)
        if is_text and not section.startswith("[sources") and len(line) > 25:
            text = numeral(rng)
            lines[number] = f'{line[:-1]} وقدره {text}"'
            planted[str(file), number + 1] = text
    file.write_text("\n".join(lines), "utf-8")
    tomllib.loads("\n".join(lines))
    return planted


#: A range is two numerals; what is written against digits is no part of them.
_DIGITS = re.compile(r"\d+|[½¼¾⅓⅔]")
_WORD = re.compile(r"[^\W\d](?:[\u064b-\u0652]*[^\W\d])+")


def _missed(planted: dict[tuple[str, int], str], findings: tuple[Finding, ...]) -> list[str]:
    by_name: dict[tuple[str, int], str] = {}
    for finding in findings:
        key = str(finding.where.file), int(finding.where.line or 0)
        by_name[key] = f"{by_name.get(key, '')}|{finding.values['found']}"
    return [
        text
        for place, text in planted.items()
        if (_DIGITS.search(text) or _WORD.search(text))[0] not in by_name.get(place, "")
    ]


@pytest.mark.parametrize("author", [numeral, slow(sibling)])
@pytest.mark.parametrize(
    "file", [SHIPPED[0], *map(slow, SHIPPED[1:])], ids=lambda file: file.parent.name
)
def test_of_three_hundred_planted_numerals_ninety_nine_percent_are_found(
    tmp_path: Path, file: Path, author: Callable[[Random], str]
) -> None:
    """The tables are read once: what is planted is in the texts."""
    rng = Random(17)
    total, missed = 0, []
    tables = read_tables(load_brief(file.parent))
    for round_number in range(20):
        folder = tmp_path / str(round_number)
        shutil.copytree(file.parent, folder)
        planted = _planted_in_prose(folder, rng, 60, author)
        if author is numeral:
            planted |= _planted_in_toml(folder, rng)
        error = typed_numbers(load_brief(folder), tables, Lexicon.shipped())
        missed += _missed(planted, error.findings)
        total += len(planted)
        if total >= 300:
            break
    assert total >= 300
    assert len(missed) <= total // 100, missed


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_a_shipped_brief_has_at_most_one_alarm(file: Path) -> None:
    assert len(typed(file.parent).findings) <= 1


# --- where


def test_a_finding_has_its_file_line_and_character(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.md").write_text("سطر\n\nحضر سبعة وخمسون وفدا.\n", "utf-8")
    (finding,) = typed(written(tmp_path, HEADING + TABLE + PROSE)).findings
    assert (finding.rule, finding.severity) == ("typed-number", Severity.WARNING)
    assert (finding.where.line, finding.where.character) == (3, 5)
    assert finding.values["found"] == "سبعة وخمسون"


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        (HEADING.replace('"حصيلة"', '"حصيلة 57 وفدا"') + TABLE, "brief.title"),
        (HEADING + 'notice = "حضر 57"\n' + TABLE, "brief.notice"),
        (HEADING + TABLE.replace('"الاجتماعات"', '"57 اجتماعا"'), "tables.meetings.label"),
        (
            HEADING + TABLE + '[tables.meetings.columns]\nname = { label = "من 57" }\n',
            "tables.meetings.columns.name.label",
        ),
        (HEADING + TABLE + MEASURE.replace('"الاجتماعات"', '"57"'), "measures.all.label"),
        (
            HEADING + TABLE + '[summary]\ntitle = "خلاصة"\nlead = "حضر 57 و999"\n'
            '[[summary.blocks]]\nnote = "نص"\n',
            "summary.lead",
        ),
    ],
)  # fmt: skip
def test_every_printed_text_of_the_brief_is_searched(tmp_path: Path, toml: str, key: str) -> None:
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nnote = "نص"\n'
    result = typed(written(tmp_path, toml + section)).findings
    assert {finding.where.key for finding in result} == {key}
    assert len(result) == (2 if key == "summary.lead" else 1)
    for finding in result:
        for text in (finding.text("en"), finding.text("ar")):
            assert (" {{ typed(57, source=" in text) == (key == "summary.lead")
        assert ("takes no expression" in finding.text()) == (key != "summary.lead")


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("unit", "مليون درهم", 0),
        ("unit", "ألف طن", 0),
        ("unit", "بآلاف الأطنان", 0),
        ("label", "التكلفة بالمليون درهم", 0),
        ("label", "التكلفة بمليون درهم", 0),
        ("label", "التكلفة (مليار درهم)", 0),
        ("unit", "57 مليون درهم", 1),
        ("unit", "مليونان من الدراهم", 1),
        ("label", "التكلفة بمليون ونصف", 1),
        ("label", "الوفود الخمسة", 1),
    ],
)
def test_a_scale_word_alone_is_a_unit(tmp_path: Path, key: str, text: str, expected: int) -> None:
    measure = '[measures.cost]\nvalue = "count(meetings)"\n'
    measure += f'{key} = "{text}"\n' + ('label = "م"\n' if key == "unit" else "")
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nnote = "بلغت مليون درهم"\n'
    result = typed(written(tmp_path, HEADING + TABLE + measure + section)).findings
    keys = [finding.where.key for finding in result]
    assert keys == [f"measures.cost.{key}"] * expected + ["sections[1].blocks[1].note"]


@pytest.mark.parametrize("name", ["city", "year(date)", "countries.income", "الدخل"])
@pytest.mark.parametrize(
    ("text", "expected"), [("السكان (مليون)", 0), ("بالألف", 0), ("السكان (57 مليون)", 1)]
)
def test_a_scale_word_is_a_unit_in_each_of_several_labels(
    tmp_path: Path, name: str, text: str, expected: int
) -> None:
    column = f'[tables.meetings.columns]\nname = {{ label = "{text}" }}\n'
    section = (
        '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\ntable = "meetings"\nrows = "name"\n'
    )
    section += f'caption = "جدول"\nmeasures = ["all"]\nlabels = {{ "{name}" = "{text}" }}\n'
    result = typed(written(tmp_path, HEADING + TABLE + column + MEASURE + section)).findings
    assert len(result) == 2 * expected


@pytest.mark.parametrize(
    ("key", "can_declare"),
    [
        ("measures.all.label", False),
        ("brief.subtitle", False),
        ("sections[1].title", True),
        ("sections[1].blocks[1].note", True),
        ("sections[1].blocks[1].title", False),
    ],
)
def test_the_advice_is_possible_at_its_place(tmp_path: Path, key: str, can_declare: bool) -> None:
    number = "{{ typed(57, source='article') }}"
    for text in ("57", number):
        texts = dict.fromkeys(
            (
                "measures.all.label",
                "brief.subtitle",
                "sections[1].title",
                "sections[1].blocks[1].note",
                "sections[1].blocks[1].title",
            ),
            "نص",
        ) | {key: f"حضر {text}"}
        toml = HEADING + f'subtitle = "{texts["brief.subtitle"]}"\n' + TABLE
        toml += MEASURE.replace('"الاجتماعات"', f'"{texts["measures.all.label"]}"') + SOURCE
        toml += f'[[sections]]\ntitle = "{texts["sections[1].title"]}"\n[[sections.blocks]]\n'
        toml += f'note = "{texts["sections[1].blocks[1].note"]}"\n'
        toml += f'title = "{texts["sections[1].blocks[1].title"]}"\n'
        error = typed(written(tmp_path / str(len(text)), toml))
        if text == number and can_declare:
            assert not error.findings and len(error.declared) == 1
            continue
        (finding,) = error.findings
        assert finding.where.key == key and not error.declared
        for language in ("en", "ar"):
            assert ("typed(57" in finding.do(language)) == can_declare
            assert "words" in finding.do(language)


# --- expressions


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ 57 }}", ("57",)),
        ("{{ 57 | counted('وفد') }}", ("57",)),
        ('{{ "سبعة وخمسون" }}', ("سبعة وخمسون",)),
        ("{{ measures.all.value + 57 }}", ("57",)),
        ("{{ measures.all.value * 57 }}", ("57",)),
        ("{{ 57 if measures.all.value else 58 }}", ("57", "58")),
        ("{% for n in [57, 58] %}{{ n }}{% endfor %}", ("57", "58")),
        ("{{ measures.all }}57", ("57",)),
        ("{{ measures.all.value * 100 }}", ()),
        ("{{ measures.all.value / 1000 }}", ()),
        ("{% if measures.all.value > 57 %}كثير{% endif %}", ()),
        ("{{ 93 | ordinal }}", ()),
        ('{{ "2025-11-24" | date }}', ()),
        ("{{ measures.all | counted }}", ()),
        ("{# 57 #}", ()),
        ("{{ typed(57, source='article') }}", ()),
        ("{{ typed(-57.5, 'article') | words }}", ()),
    ],
)
def test_numbers_in_expressions_are_typed_where_they_reach_the_page(
    tmp_path: Path, expression: str, expected: tuple[str, ...]
) -> None:
    assert of_prose(tmp_path, f"نص {expression} نص") == expected


def test_a_declared_number_has_its_source_and_place(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.md").write_text('نص\nحضر {{ typed(57, source="article") }} وفدا', "utf-8")
    (declared,) = typed(written(tmp_path, HEADING + TABLE + SOURCE + PROSE)).declared
    assert (declared.value, declared.source, declared.where.line) == (57, "article", 2)


@pytest.mark.parametrize(
    "expression",
    ["{{ typed(57, source='article') }}", "{{ 57 }}", "{{ measures.all }}"],
)
def test_a_text_without_expressions_is_searched_as_it_is_printed(
    tmp_path: Path, expression: str
) -> None:
    measure = MEASURE.replace('label = "الاجتماعات"', f'label = "{expression}"')
    toml = HEADING + TABLE + measure + SOURCE + PROSE
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.md").write_text("نص", "utf-8")
    error = typed(written(tmp_path, toml))
    assert error.declared == ()
    assert len(error.findings) == ("57" in expression)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('note = "{{ 57 }}"', 1),
        ('note = "نص"\ntitle = "{{ measures.all[57] }}"', 1),  # printed verbatim
        (
            'figures = [{ measure = "all", label = "{{ measures.all[57] }}" }, { measure = "all" }]',
            0,
        ),
        ('table = "meetings"\ncaption = "{{ measures.all[57] }}"\nmeasures = "all"', 0),
        (
            'table = "meetings"\ncaption = "س"\nmeasures = { measure = "all", label = "من 57" }',
            1,
        ),
    ],
)
def test_the_model_says_which_texts_have_expressions(
    tmp_path: Path, block: str, expected: int
) -> None:
    section = f'[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\n{block}\n'
    result = typed(written(tmp_path, HEADING + TABLE + MEASURE + section)).findings
    assert len(result) == expected


# --- Markdown


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("1. أولا\n2. ثانيا\n3. ثالثا", ()),
        ("1. أولا\n1. ثانيا", ()),
        ("57. وفدا", ("57",)),
        ("انظر [الموقع](https://example.org/57) أو https://example.org/7.", ()),
        ("نص[^7]\n\n[^7]: حاشية", ()),
        ("نص[^n]\n\n[^n]: حضر 57", ("57",)),
        ("الأمر `x57`", ()),
        ("الأمر `57`", ("57",)),
        ("| أ | ب |\n|---|---|\n| نص | 57 |", ("57",)),
        ("> حضر 57 وفدا", ("57",)),
        ("## حضر 57", ("57",)),
        ("المادة **57**", ()),
    ],
)
def test_marks_of_markdown_state_no_number(
    tmp_path: Path, prose: str, expected: tuple[str, ...]
) -> None:
    assert of_prose(tmp_path, prose) == expected


# --- names


def test_a_name_of_a_cell_is_a_name_in_prose(tmp_path: Path) -> None:
    csv = "name\nالدار البيضاء 2\nفاس\n"
    assert of_prose(tmp_path / "a", "زار الدار البيضاء 2، ثم فاس.", csv=csv) == ()
    assert of_prose(tmp_path / "b", "زار البيضاء 2.", csv=csv) == ("2",)
    assert of_prose(tmp_path / "c", "حضر 2 وفد.", csv="name\n2\nسبعة\n") == ("2",)


def test_a_declared_name_and_a_source_hold_numbers(tmp_path: Path) -> None:
    words = '[conventions]\nwords = ["الدار البيضاء 2"]\n'
    assert of_prose(tmp_path / "a", "زار الدار البيضاء 2.", more=words) == ()
    assert of_prose(tmp_path / "b", "زار الدار البيضاء 2.") == ("2",)
    assert of_prose(tmp_path / "c", "نقله مقال من 12 صفحة.") == ()


# --- strict


def _summary(folder: Path, numbers: str) -> Path:
    summary = (
        '[summary]\ntitle = "خلاصة"\nlead = "حضر 57 وفدا و999 شخصا"\n'
        '[[summary.blocks]]\nnote = "نص"\n[[sections]]\ntitle = "القسم"\n'
        '[[sections.blocks]]\nnote = "نص"\n'
    )
    return written(folder, HEADING + numbers + TABLE + summary)


@pytest.mark.parametrize(
    ("numbers", "severity"),
    [
        ("", Severity.WARNING),
        ('[conventions]\nnumbers = "report"\n', Severity.WARNING),
        ('[conventions]\nnumbers = "strict"\n', Severity.ERROR),
        ('[conventions]\nnumbers = "allow"\n', Severity.NOTE),
    ],
)
def test_check_tells_them_with_the_weight_that_the_brief_gives(
    tmp_path: Path, numbers: str, severity: Severity
) -> None:
    findings = [
        finding for finding in check(_summary(tmp_path, numbers)) if finding.rule == "typed-number"
    ]
    assert [finding.values["found"] for finding in findings] == ["57", "999"]
    assert {finding.severity for finding in findings} == {severity}
