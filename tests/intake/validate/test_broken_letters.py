"""Letters that were broken before a file was written: found by column and told with what they were."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.errors import Finding
from report.intake import examine_tables
from report.intake.validate.broken import _of_column, broken, meant

ARABIC = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ ،"), min_size=4, max_size=30
).map(str.strip)
SOUND = (
    *(
        "ماذا؟",
        "أهلا؟؟؟",
        "What???",
        "«فاس» – 2025",
        "créée à Fès",
        "Øystein Ærø",
        "Zürich",
        "پاکستان",
    ),
    *("محافظ،", "حافظ»", "ÇA VA", "São Tomé", "naïve", "°C", "10 %", "", "ﷺ"),
)


def misread(text: str, codec: str) -> str:
    """Return the UTF-8 of a text as a program shows it that takes it for another encoding."""
    return "".join(
        char if (char := bytes([byte]).decode(codec, errors="replace")) != "\ufffd" else chr(byte)
        for byte in text.encode()
    )


@given(ARABIC.filter(lambda text: len(text) > 3), st.sampled_from(["cp1256", "cp1252", "latin-1"]))
def test_misread_text_is_reported_with_what_it_was(text: str, codec: str) -> None:
    actual = misread(text, codec)
    assert broken(actual) == "misread-letters" and meant(actual) == text
    assert broken(text) is None


LETTERS = st.sampled_from("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
STOPS = st.text(st.sampled_from("،؛؟»›”’…–—.!:)"), min_size=1, max_size=3)
CELL = st.one_of(
    st.tuples(LETTERS, STOPS).map("".join),
    st.tuples(st.text(LETTERS, min_size=1, max_size=8), STOPS).map("".join),
    st.tuples(st.sampled_from("«(“"), LETTERS, STOPS).map("".join),
    st.text(LETTERS, min_size=1, max_size=8),
)


@given(st.lists(CELL, min_size=1, max_size=5).map(" ".join))
def test_correct_arabic_with_its_stops_is_left(text: str) -> None:
    assert broken(text) is None


@pytest.mark.parametrize("text", ["أ؛", "ط؟", "د،", "غ»", "أ؛ ب؛ ج؛", "ط\u200d", "أ\u00a0", "تک"])
def test_short_cells_whose_bytes_are_utf8_are_left(text: str) -> None:
    text.encode("cp1256").decode("utf-8")
    assert broken(text) is None


@pytest.mark.parametrize("text", ["à Fès", "Grenoble à Paris", "tú", "fête", "é", "°", "غغ", "ف"])
def test_short_misread_cells_are_still_found(text: str) -> None:
    assert broken(misread(text, "cp1256")) == "misread-letters"


@given(
    st.lists(
        st.sampled_from(["المدينة", "الرباط", "العتيقة", "الجديدة", "اللقاءات"]),
        min_size=1,
        max_size=4,
    )
)
def test_windows_1256_read_as_a_european_encoding_is_reported(words: list[str]) -> None:
    text = " ".join(words)
    assert meant(text.encode("cp1256").decode("cp1252")) == text


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left(text: str) -> None:
    assert broken(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [("فاس ????", "question-marks"), ("???? ???", "question-marks"), ("مرا\ufffdش", "lost-letters"),
     ("CafÃ© Ã\xa0 SalÃ©", "misread-letters"), ("ظپط§ط³", "misread-letters")],
)  # fmt: skip
@pytest.mark.parametrize("dtype", ["object", "string[pyarrow]"])
def test_a_column_is_looked_through(text: str, rule: str, dtype: str) -> None:
    column = pd.Series([*SOUND, None, text], dtype=dtype)
    assert [(index, broken(cell)) for index, cell in _of_column(column) if broken(cell)] == [
        (len(SOUND) + 1, rule)
    ]


@given(
    st.lists(
        st.sampled_from(["فاس", "a" * 7, "??", "مرا\ufffdش", "????", "Ã©Ã©Ã©", ""]), max_size=12
    ),
    st.integers(1, 9),
)
def test_a_mark_is_found_where_two_parts_of_a_column_meet(texts: list[str], boundary: int) -> None:
    column = pd.Series(texts, dtype="string[pyarrow]")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("report.intake.validate.broken._PART", boundary)
        actual = [index for index, text in _of_column(column) if broken(text)]
    assert actual == [index for index, text in enumerate(texts) if broken(text)]


#: What a cell needs to be suspected when any sign up to U+2122 may be a continuation byte.
WIDE = (
    r"\x{fffd}|\?{3}|[\x{c0}-\x{ff}]{3}|[\x{d8}-\x{db}\x{c2}-\x{c5}][^\x{00}-\x{7f}]"
    r"|[طظعغأآؤإÂ][\x{80}-\x{2122}]"
)
MIXED = st.text(st.sampled_from("طظعغأآؤإÂØÙÃâفس،؛؟چکپé§¹²\x81\u200cœ€™–?\ufffd a"), max_size=6)


@given(st.lists(st.one_of(MIXED, ARABIC.map(lambda text: misread(text, "cp1256"))), max_size=30))
def test_a_narrow_search_yields_every_broken_cell_of_a_wide_one(texts: list[str]) -> None:
    column = pd.Series([*texts, "é", "Ã©"], dtype="string[pyarrow]")
    narrow = [item for item in _of_column(column) if broken(item[1])]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("report.intake.validate.broken._SUSPECT", WIDE)
        wide = [item for item in _of_column(column) if broken(item[1])]
    assert narrow == wide and narrow


def test_no_word_of_a_valid_cell_is_a_suspect() -> None:
    column = pd.Series(["محافظ", "طنجة", "المغرب أو غيره", "café"], dtype="string[pyarrow]")
    assert not list(_of_column(column))


def found_in(folder: Path, csv: str) -> list[Finding]:
    columns = '[tables.meetings.columns]\nplace = { label = "x" }\n'
    _, findings = examine_tables(loaded(folder, HEADING + TABLE + columns + SECTION, csv))
    return [
        finding
        for finding in findings
        if finding.rule in ("misread-letters", "lost-letters", "question-marks")
    ]


def test_one_finding_a_column_at_its_first_cell(tmp_path: Path) -> None:
    bad = misread("الرباط", "cp1256")
    csv = f"id,place,note\n1,فاس,????\n2,{bad},س\n3,{bad},س\n4,س,مرا\ufffdش\n"
    reported = [
        (value.rule, value.where.cell, value.values["count"], value.severity.value)
        for value in found_in(tmp_path, csv)
    ]
    assert reported == [
        ("misread-letters", "B3", 2, "error"), ("question-marks", "C2", 1, "warning"),
        ("lost-letters", "C5", 1, "error"),
    ]  # fmt: skip
    assert "«الرباط»" in found_in(tmp_path, csv)[0].what("ar")


@pytest.mark.parametrize(
    ("broken_cells", "whole", "blank", "said", "severity"),
    [
        (1, 99, 0, "", "warning"), (1, 98, 0, "", "error"), (1, 98, 50, "", "error"), (3, 297, 20, "", "warning"),
        (4, 295, 0, "", "error"), (1, 99, 0, "error", "error"), (9, 1, 0, "warning", "warning"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rule", ["misread-letters", "lost-letters"])
def test_a_rare_broken_cell_is_a_warning_at_its_place(
    tmp_path: Path, rule: str, broken_cells: int, whole: int, blank: int, said: str, severity: str
) -> None:
    bad = misread("الرباط", "cp1256") if rule == "misread-letters" else "الر\ufffdاط"
    cells = [*["فاس"] * whole, *[""] * blank, *[bad] * broken_cells]
    rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells, 1))
    table = TABLE + (f'severity = {{ {rule} = "{said}" }}\n' if said else "")
    columns = '[tables.meetings.columns]\nplace = { label = "x" }\n'
    tables, findings = examine_tables(
        loaded(tmp_path, HEADING + table + columns + SECTION, f"id,place\n{rows}")
    )
    (finding,) = (finding for finding in findings if finding.rule == rule)
    assert (finding.severity.value, finding.values["count"]) == (severity, broken_cells)
    assert (
        finding.where.cell == f"B{whole + blank + 2}"
        and tables["meetings"].findings.count(finding) == 1
    )


def test_the_name_of_a_column_is_looked_at_too(tmp_path: Path) -> None:
    (finding,) = found_in(tmp_path, f"place,{misread('المدينة', 'cp1256')}\nفاس,1\n")
    assert finding.rule == "misread-letters" and finding.values["found"] == "المدينة"


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [(misread("الرباط", "cp1256"), "الرباط"), ("مرا\ufffdش", ""), ("من ????", "")],
)
def test_the_broken_part_of_a_long_cell_is_shown(
    tmp_path: Path, damaged: str, repaired: str
) -> None:
    text = "the plain beginning of a long cell " * 6 + damaged
    (finding,) = found_in(tmp_path, f"id,place\n1,{text}\n2,س\n")
    shown = str(finding.values["given"])
    assert damaged in shown and repaired in str(finding.values["found"])
    assert len(shown) <= 60
