"""The members of a dimension: dates of one table are ordered by their days at once, as all others are one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import parse_edtf
from report.expressions import distinct as searching
from report.expressions.distinct import distinct
from report.expressions.kinds import Type
from report.expressions.vectors import DateVector, TextVector
from report.measures.dimensions import _dates, _ordered
from report.measures.model import Description, Member, Provenance

DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    st.sampled_from(["2025", "2025-11", "2025-11?", "2025-01-01/2025-03-31", "../2020", "2020/.."]),
)


@given(st.lists(st.none() | DATES, max_size=30))
def test_dates_of_one_table_have_the_codes_of_any_values(texts: list[str | None]) -> None:
    vector = DateVector.of([None if text is None else parse_edtf(text) for text in texts])
    values, codes = _ordered({"events": vector}, Type("date"), ())
    quick = _dates({"events": vector}, ())
    if quick is None:
        filled = [parse_edtf(text) for text in texts if text is not None]
        assert len({(each.start, each.end) for each in filled}) < len(filled)
    else:
        assert quick[0] == values
        assert np.array_equal(quick[1]["events"], codes["events"])


@given(st.lists(st.none() | st.sampled_from("abcde"), max_size=30))
def test_texts_have_the_code_of_their_first_row(texts: list[str | None]) -> None:
    values, codes = _ordered({"events": TextVector.of(texts)}, Type("text"), ())
    assert values == list(dict.fromkeys(text for text in texts if text is not None))
    codes_of = [len(values) if text is None else values.index(text) for text in texts]
    assert codes["events"].tolist() == codes_of


@given(st.lists(st.none() | st.sampled_from("abcde"), max_size=30), st.integers(1, 31))
def test_values_are_as_they_first_appear_however_few_rows_have_all(
    texts: list[str | None], rows: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(searching, "_FIRST_ROWS", rows)
        values, codes = distinct(TextVector.of(texts))
    assert values == list(dict.fromkeys(text for text in texts if text is not None))
    assert [values[code] if code >= 0 else None for code in codes.tolist()] == texts


def test_the_label_of_a_member_is_made_when_it_is_asked_for() -> None:
    asked: list[object] = []

    def label(value: object) -> str:
        asked.append(value)
        return f"«{value}»"

    member = Member(1, label)
    assert (asked, hash(member)) == ([], hash(Member(1, "«1»")))
    assert member == Member(1, "«1»") and member != Member(1, "1") and member != Member(2, label)
    assert member.label == "«1»" and asked == [1]


def test_the_words_of_a_provenance_are_made_once_when_they_are_asked_for() -> None:
    asked: list[str] = []

    def describe() -> Description:
        asked.append("فاس")
        return Description("فاس", "عدد الصفوف", "3")

    provenance = Provenance(describe, tuple)
    assert not asked
    assert (provenance.label, provenance.rule, provenance.value) == ("فاس", "عدد الصفوف", "3")
    assert asked == ["فاس"]
    renamed = provenance.called("طنجة")
    assert renamed.description == Description("طنجة", "عدد الصفوف", "3")
    assert provenance.label == "فاس"
