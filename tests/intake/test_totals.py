"""Totals among the rows: known by label and by sum, excluded and reported; what is only like one stays."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.brief.tables import Table
from report.errors import Location, Severity
from report.intake import read_tables
from report.intake.grid import Grid
from report.intake.recognise import total_rows
from report.intake.recognise.total_rows import labelled_rows
from report.intake.recognise.total_words import label_of, mentions_total
from report.intake.sources import read_grids

EXACT = (
    *(
        "المجموع",
        "المجمــوع",
        "المجمُوع",
        "الاجمالى",
        "الإجمالي",
        "إجمالي",
        "المجموع الفرعي",
        "مجموع عام",
        "المجموع الكلّي",
    ),
    *(
        "Total",
        "TOTAL",
        "Sous-total",
        "Subtotal",
        "Sub total",
        "Total général",
        "Totaux",
        "Grand Total",
        "S/Total",
    ),
    *(
        "14- الإجمالي",
        "** المجموع **",
        "المجموع:",
        "المجموع (درهم)",
        "Total (MAD)",
        "\u200fالمجموع",
        "ﺍﻟﻤﺠﻤﻮﻉ",
    ),
    *(
        "المجموع الجزئي",
        "المجموع النهائي",
        "المجموع الأسبوعي",
        "المجموع / Total",
        "Total général | المجموع العام",
        "المجموع - Total",
        "= المجموع",
        "م ج م و ع",
        "ا ل م ج م و ع",
        "T O T A L",
        "اﻟﻤﺠﻤﻮع",
        "ا\u200fلمجموع",
    ),
)
NAMED = (
    "مجموع فاس",
    "مجموع وجدة",
    "Total Fès",
    "فاس - المجموع",
    "فاس الإجمالي",
    "Fès Total",
    "Total Energies",
)
WEAK = (
    "الجملة",
    "جملة",
    "Ensemble",
    "Ensemble du Maroc",
    "Cumul",
    "مج.",
    "Tot.",
    "الحاصل",
    "المحصلة",
)
NEITHER = (
    "فاس",
    "مجموعة العمل",
    "الجمعة",
    "totalitaire",
    "الجمالية",
    "سجل الجمعية",
    "المعدل",
    "ا ب ج د ه",
    "Total2020x" * 20,
)
MENTIONS = ("الجملة والتقسيط", "total and partial")


def read(folder: Path, text: str, **keys: object) -> Grid:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    (grid,) = read_grids(
        Table.model_validate({"source": "t.csv", "label": "t", **keys}), folder, Location()
    )
    return grid


def totals(grid: Grid) -> list[int]:
    return [value.row for value in grid.excluded_rows if value.why == "total"]


def told(grid: Grid) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.where.row) for finding in grid.notes]


@pytest.mark.parametrize(
    ("texts", "label"),
    [(EXACT, "exact"), (NAMED, "named"), (WEAK, "weak"), (NEITHER, None), (MENTIONS, None)],
)
def test_labels(texts: tuple[str, ...], label: str | None) -> None:
    assert {text: label_of(text) for text in texts} == dict.fromkeys(texts, label)
    assert all(mentions_total(text) == (texts is MENTIONS) for text in texts)


@pytest.mark.parametrize("dtype", ["object", "string[pyarrow]"])
def test_a_label_is_found_in_a_column(dtype: str) -> None:
    """Also by the bytes of a column of Arrow, at its very end too."""
    for text in (*EXACT, *NAMED, *WEAK, *MENTIONS):
        column = pd.Series(["س" * 30, text, "x" * 20, None, text], dtype=dtype)
        assert sorted(labelled_rows(column)) == [1, 4], text
    assert labelled_rows(pd.Series([*NEITHER, None], dtype=dtype)) == {}


@given(
    st.lists(
        st.sampled_from(
            [*EXACT, *NAMED, *WEAK, *NEITHER, *MENTIONS, "12.5", "2024-03-01", "", "س", None]
        )
    ),
    st.sampled_from([1, 9, 40]),
    st.integers(1, 60),
)
def test_labels_are_found_alike_however_often_a_text_recurs(
    texts: list[str | None], times: int, rows: int
) -> None:
    texts = texts * times
    actual = {index: (label_of(text), text) for index, text in enumerate(texts) if text is not None}
    expected = {
        index: value
        for index, value in actual.items()
        if value[0] is not None or mentions_total(value[1])
    }
    with pytest.MonkeyPatch.context() as patched:  # texts looked at in parts
        patched.setattr("report.intake.recognise.total_rows._ROWS", rows)
        assert labelled_rows(pd.Series(texts, dtype="string[pyarrow]")) == expected


@pytest.mark.parametrize("label", EXACT)
def test_a_last_row_that_says_total_is_excluded(tmp_path: Path, label: str) -> None:
    grid = read(tmp_path, f"city,n\nفاس,10\nطنجة,20\n{label},30\n")
    assert totals(grid) == [4] and grid.rows.tolist() == [2, 3] and told(grid) == []
    assert grid.excluded_rows[-1].cells == (label, "30")


@pytest.mark.parametrize(
    ("text", "rows", "notes"),
    [
        # In the middle, of groups, and of all; the label behind a number; after a blank row; at the top.
        ("city,n\nفاس,10\nطنجة,20\nالمجموع,30\nسلا,5\nآسفي,6\nالمجموع,11\n", [4, 7], []),
        ("c,k,n\nفاس,حريق,1\nفاس,سير,2\nمجموع فاس,,3\nطنجة,حريق,4\nطنجة,سير,5\nمجموع طنجة,,9\nالمجموع,,12\n",
         [4, 7, 8], []),
        ("c,k,n\nفاس,حريق,1\nفاس,سير,2\nفاس,المجموع,3\nطنجة,حريق,4\nطنجة,سير,5\nطنجة,المجموع,9\n", [4, 7], []),
        ("م,city,n\n1,فاس,13\n2,طنجة,14\n3,سلا,15\n14,الإجمالي,42\n", [5], []),
        ("city,n\nفاس,10\nطنجة,20\n\nالمجموع,30\n\nالمصدر: الوزارة,\n", [5], []),
        ("city,n\nالمجموع,30\nفاس,10\nطنجة,20\n", [2], []),
        ("city,n,m\nفاس,10,1\nطنجة,20,2\n,30,3\n", [4], []),
        ("city,n\nفاس,10.5\nطنجة,20.25\nEnsemble,30.75\n", [4], []),
        ("city,p\nفاس,33.3\nطنجة,33.3\nسلا,33.3\nالمجموع,100\n", [5], []),
        ("city,n,mean\nفاس,10,2\nطنجة,20,4\nالمجموع,30,3\n", [4], []),
        ("city,n,m\nفاس,10,2\nطنجة,20,4\nالمجموع,30,7\n", [4], [("total-differs", 4)]),
        ("city,kind\nفاس,حريق\nالمجموع,\n", [3], []),
        # Not what it says, told; only like one, kept and told; names that have the word in them.
        ("city,n\nفاس,10\nطنجة,20\nالمجموع,31\n", [4], [("total-differs", 4)]),
        ("item,n\nأجور,10\nالإجمالي المنقول من السنة السابقة,20\nالجملة والتقسيط,30\n", [], [("total-kept", 3)]),
        ("firm,n\nTotal Energies,10\nShell,20\nTotal Maroc,5\n", [], [("total-kept", 2)]),
        ("kind,n\nتقسيط,10\nجملة,25\n", [], [("total-kept", 3)]),
        ("city,n\nفاس,10\nطنجة,20\nسلا,5\nالمغرب,35\n", [], [("adds-up", 5)]),
        ("city,n\nفاس,1\nطنجة,1\nسلا,1\nآسفي,3\n", [], []),
        ("city,n\nفاس,10\nطنجة,20\n,7\n", [], []),
        # One row is of no other; a group of one row; a name after a row with the same number.
        ("item,n\nمجموع الاجتماعات المعلن,43\n", [], []),
        ("item,n\nالمجموع,43\n", [], []),
        ("item,note\nالمجموع المعلن,نص\nأخرى,نص\n", [], []),
        ("c,k,n\nفاس,حريق,7\nمجموع فاس,,7\nطنجة,سير,9\nمجموع طنجة,,9\n", [3, 5], []),
        ("firm,n\nShell,10\nTotal Energies,10\nAfriquia,30\n", [], [("total-kept", 3)]),
    ],
)  # fmt: skip
def test_totals_are_reported_from_rows(
    tmp_path: Path, text: str, rows: list[int], notes: list[tuple[str, int | None]]
) -> None:
    grid = read(tmp_path, text)
    assert (totals(grid), told(grid)) == (rows, notes)
    assert all(value.severity is Severity.WARNING for value in grid.notes)


@pytest.mark.parametrize(
    "label",
    [
        "المعدل",
        "المتوسط العام",
        "Moyenne / المعدل",
        "MAX",
        "أعلى قيمة",
        "الحد الأدنى",
        "Écart-type",
    ],
)
def test_a_mean_or_an_extreme_at_the_end_is_reported(tmp_path: Path, label: str) -> None:
    rows = "city,n\nفاس,10\nطنجة,20\nسلا,30\n"
    for end, expected in ((f"{label},20\n", 5), (f"المجموع,60\n{label},20\n", 6)):
        grid = read(tmp_path, rows + end)
        assert told(grid) == [("summary-kept", expected)]
        # The advice names the rows of totals too.
        advised = tuple(map(int, str(grid.notes[0].values["totals"]).split(", ")))
        assert read(tmp_path, rows + end, totals=advised).rows.tolist() == [2, 3, 4]
    assert told(read(tmp_path, f"city,n\n{label},10\nطنجة,20\nسلا,35\n")) == []
    assert told(read(tmp_path, f"city,n\nفاس,10\n{label} التشغيل,20\nسلا 2,35\n")) == []


def test_the_brief_has_the_last_word(tmp_path: Path) -> None:
    text = "city,n\nفاس,10\nطنجة,20\nالمجموع,30\nسلا,5\n"
    assert totals(read(tmp_path, text, totals="keep")) == []
    assert totals(read(tmp_path, text, totals=(5, 9))) == [5]
    assert told(read(tmp_path, text, totals=(5, 9))) == [("no-total-there", 9)]


_NUMBERS = st.integers(1, 10**6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(_NUMBERS, min_size=2, max_size=5), min_size=1, max_size=5),
    st.lists(st.sampled_from(EXACT), min_size=6, max_size=6),
    st.booleans(),
)
def test_groups_and_their_totals(
    tmp_path: Path, groups: list[list[int]], labels: list[str], whole: bool
) -> None:
    """However they are spelt, subtotals and the total of all go, and what is left sums to what there is."""
    lines, expected, row = ["city,n"], [], 1
    for index, group in enumerate(groups):
        lines += [f"مدينة {index}-{place},{number}" for place, number in enumerate(group)]
        row += len(group) + 1
        lines.append(f"{labels[index]},{sum(group)}")
        expected.append(row)
    if whole:
        lines.append(f"{labels[-1]},{sum(map(sum, groups))}")
        expected.append(row + 1)
    grid = read(tmp_path, "\n".join(lines))
    assert totals(grid) == expected and told(grid) == []
    assert sum(int(cell) for cell in grid.columns[1]) == sum(map(sum, groups))


def test_what_is_counted_leaves_totals_out_and_the_block_tells(tmp_path: Path) -> None:
    columns = (
        '[tables.meetings.columns]\nn = { type = "integer", label = "x" }\ncity = { label = "y" }\n'
    )
    csv = "city,n\nفاس,10\nطنجة,20\nالمجمــوع,30\nسلا,5\n"
    table = read_tables(loaded(tmp_path, HEADING + TABLE + columns + SECTION, csv))["meetings"]
    assert table.frame["n"].tolist() == [10, 20, 5] and table.frame.index.tolist() == [2, 3, 5]
    assert [(finding.why, finding.rows) for finding in table.quality.excluded_rows] == [
        ("total", (4,))
    ]
    assert [finding.rule for finding in table.findings if finding.rule == "excluded-rows"] == [
        "excluded-rows"
    ]


def test_labels_are_judged_once_for_all_columns_as_column_by_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = (
        "مجموع", "الإجمالي", "total", "Sous total", "2025", "مراكش", "جملة", "فاس الإجمالي", "",
        "الجملة والتقسيط", "م ج م و ع", "14- الإجمالي", "Łódź", "somme", "ا", "Fès Total", "م" * 300,
    )  # fmt: skip
    texts = [f"{word}{number or ''}" for number, word in product(range(30), words)]
    columns = [
        pd.Series(texts[start::step], dtype=pd.StringDtype("pyarrow"))
        for start, step in ((0, 1), (5, 3), (0, 100), (len(texts), 1))
    ]
    monkeypatch.setattr(total_rows, "_FEW", -1)
    alone = [labelled_rows(column) for column in columns]
    assert alone[0]
    for few, most in ((2_000, 20_000), (2_000, 3), (10, 20_000)):
        monkeypatch.setattr(total_rows, "_FEW", few)
        monkeypatch.setattr(total_rows, "_MOST_JUDGED", most)
        monkeypatch.setattr(total_rows, "_JUDGED", {})
        for _ in range(2):
            total_rows.learn_labels(columns)
            assert [labelled_rows(column) for column in columns] == alone
