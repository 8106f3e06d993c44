"""Findings and errors: the place in words, both languages, plain data, and what a hostile value may not do."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from report.errors import (
    LONGEST_QUOTE,
    BriefError,
    DistinctFindings,
    ExpressionError,
    Finding,
    Location,
    MujazError,
    OutputError,
    RenderError,
    Severity,
    TableError,
    first_few,
    first_line,
    listed,
    quoted_change,
)

WHOLE = Location(file="a.csv", sheet="أولى", row=4, column="name", key="tables.a", line=7, page=2)


def test_a_place_in_words() -> None:
    assert WHOLE.text("en") == "a.csv, sheet أولى, row 4, column name, key tables.a, line 7, page 2"
    assert (
        WHOLE.text("ar")
        == "a.csv، الورقة أولى، الصف 4، العمود name، المفتاح tables.a، السطر 7، الصفحة 2"
    )
    assert Location().text("en") == Location().text("ar") == ""


def test_a_place_as_data_says_only_what_is_known() -> None:
    assert WHOLE.as_dict() == {
        "file": "a.csv", "sheet": "أولى", "row": 4, "column": "name", "key": "tables.a", "line": 7, "page": 2
    }  # fmt: skip
    assert Location(file="a.csv", row=0).as_dict() == {"file": "a.csv", "row": 0}


def test_a_finding_is_one_paragraph_of_place_fault_and_advice() -> None:
    finding = Finding("bad-integer", Location(file="a.csv", row=4), {"given": "ب"})
    assert finding.text() == "a.csv, row 4: «ب» is not a whole number. Write digits only, as 43."
    assert (
        finding.text("ar") == "a.csv، الصف 4: القيمة «ب» ليست عددا صحيحا. اكتب أرقاما فقط، مثل 43."
    )
    assert Finding("missing-cell").text() == (
        "The cell is empty, and the column is required. Fill it, or take required out of brief.toml."
    )


def test_a_finding_as_data_is_json_in_both_languages() -> None:
    data = Finding("bad-integer", Location(row=4), {"given": "ب"}, Severity.WARNING).as_dict()
    assert json.loads(json.dumps(data)) == {
        "rule": "bad-integer",
        "severity": "warning",
        "where": {"row": 4},
        "en": {"what": "«ب» is not a whole number.", "do": "Write digits only, as 43."},
        "ar": {"what": "القيمة «ب» ليست عددا صحيحا.", "do": "اكتب أرقاما فقط، مثل 43."},
    }


def test_a_rule_or_a_value_that_is_not_there_is_a_fault_of_mujaz() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        Finding("no-such-rule").text()
    with pytest.raises(KeyError, match="given"):
        Finding("bad-integer").text("ar")


def test_an_error_holds_its_findings_and_says_each() -> None:
    findings = (
        Finding("missing-cell", Location(row=2)),
        Finding("bad-number", Location(row=3), {"given": "x"}),
    )
    error = TableError(*findings)
    assert error.findings == findings
    assert str(error) == error.text() == "\n".join(finding.text() for finding in findings)
    assert error.text("ar").startswith("الصف 2: الخلية فارغة")


def test_of_makes_an_error_of_one_finding() -> None:
    error = TableError.of("repeated-cell", Location(row=9), given="ب", first=4)
    assert type(error) is TableError
    assert error.findings == (
        Finding("repeated-cell", Location(row=9), {"given": "ب", "first": 4}),
    )
    assert BriefError.of("no-brief").findings[0].where == Location()


@pytest.mark.parametrize(
    "kind", [BriefError, TableError, ExpressionError, RenderError, OutputError]
)
def test_every_error_is_caught_as_one_of_mujaz(kind: type[MujazError]) -> None:
    with pytest.raises(MujazError, match="«x» is not a number"):
        raise kind.of("bad-number", given="x")


def test_values_are_never_templates() -> None:
    finding = Finding("bad-number", values={"given": "{0.__class__} {given} %s"})
    assert finding.what("en") == "«{0.__class__} {given} %s» is not a number."


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", r"\u001b[2J\u001b]0;title\u0007"),
        ("a\rb\x00\x85\u2028", r"a\u000db\u0000\u0085\u2028"),
        ("\u202etxet\u2066", r"\u202etxet\u2066"),
        ("می‌خواهم\nثم\tهنا", "می‌خواهم\nثم\tهنا"),
    ],
)
def test_a_value_steers_neither_the_terminal_nor_the_line(hostile: str, shown: str) -> None:
    finding = Finding("bad-number", Location(file=hostile, column=hostile), {"given": hostile})
    assert finding.text() == (
        f"{shown}, column {shown}: «{shown}» is not a number. Write digits with a point, as 12.5."
    )
    assert finding.as_dict()["where"] == {"file": hostile, "column": hostile}


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("first\nsecond"), "first"),
        (ValueError("\n \n third "), "third"),
        (KeyError(), "KeyError"),
        (ValueError(""), "ValueError"),
        (ValueError("x" * 300), "x" * 200),
    ],
)
def test_the_first_line_of_an_error_is_reported(error: Exception, line: str) -> None:
    assert first_line(error) == line


@given(st.text("ab ", max_size=200), st.text("ab ", max_size=40), st.text("ab ", max_size=40))
@example("a" * 100, "b", "c")
@example("a" * 100, "", "b")
def test_a_change_in_a_long_text_is_shown(same: str, old: str, new: str) -> None:
    old_text, new_text = f"{same}{old}x", f"{same}{new}y"
    shown = quoted_change(old_text, new_text)
    assert shown[0] != shown[1]
    assert all(len(text) <= LONGEST_QUOTE for text in shown)
    if len(old_text) <= LONGEST_QUOTE and len(new_text) <= LONGEST_QUOTE:
        assert shown == (old_text, new_text)


_VALUES = st.dictionaries(
    st.sampled_from("ab"), st.integers(0, 2) | st.sampled_from("xy") | st.lists(st.integers(0, 1))
)
_FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["unknown-key", "twice-id"]),
        st.builds(Location, file=st.sampled_from([None, "a.csv"])),
        _VALUES,
        st.sampled_from(Severity),
    )
)


@given(_FINDINGS)
def test_distinct_findings_are_the_findings_without_repetition(findings: list[Finding]) -> None:
    expected: list[Finding] = []
    for finding in findings:
        if finding not in expected:
            expected.append(finding)
    distinct = DistinctFindings(findings[:1])
    distinct.add(*findings)
    assert list(distinct) == expected
    assert (len(distinct), bool(distinct)) == (len(expected), bool(expected))
    assert all(finding in distinct for finding in findings)


@given(_FINDINGS)
def test_equal_findings_have_equal_hashes(findings: list[Finding]) -> None:
    for first in findings:
        assert all(hash(first) == hash(second) for second in findings if first == second)


NAMES = st.lists(st.text(st.characters(exclude_characters=",،"), min_size=1, max_size=30))


@given(NAMES, st.integers(40, 120))
def test_a_list_of_names_is_cut_between_names_and_says_how_many_more(
    names: list[str], longest: int
) -> None:
    for language, comma, more in (("en", ", ", " and "), ("ar", "، ", "، وأسماء أخرى عددها ")):
        text = listed(names, language, longest)
        whole = comma.join(names) or "—"
        if len(whole) <= longest:
            assert text == whole
            continue
        shown = next(
            count
            for count in range(len(names))
            if text == f"{comma.join(names[:count])}{more}{len(names) - count}"
            or text == f"{comma.join(names[:count])}{more}{len(names) - count} more"
        )
        assert shown >= 1 and len(comma.join(names[:shown])) <= longest
        assert len(comma.join(names[: shown + 1])) > longest


def test_a_first_name_that_is_too_long_is_cut_with_an_ellipsis() -> None:
    assert listed(["a" * 50, "b"], "en", 10) == f"{'a' * 9}… and 1 more"


def test_each_language_joins_the_names_of_a_finding_with_its_comma() -> None:
    finding = Finding("which-table", values={"count": 2, "known": ("أ", "b\x1b")})
    assert "أ, b\\u001b" in finding.text("en") and "أ، b\\u001b" in finding.text("ar")
    given_names = Finding("header-is-data", values={"given": ("1", "2")})
    assert given_names.given == "1, 2" and "1، 2" in given_names.text("ar")
    assert {finding: 1}[Finding("which-table", values={"count": 2, "known": ("أ", "b\x1b")})]


@given(st.lists(st.integers()), st.integers(1, 8))
def test_the_first_few_end_in_an_ellipsis_if_there_are_more(numbers: list[int], most: int) -> None:
    texts = first_few(numbers, most, lambda number: f"<{number}>")
    rest = ("…",) if len(numbers) > most else ()
    assert texts == (*(f"<{number}>" for number in numbers[:most]), *rest)
