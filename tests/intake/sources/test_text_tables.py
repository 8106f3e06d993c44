"""CSV and TSV: both ways of reading give the table that was written, with the rows of a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.brief.tables import Table
from report.errors import Location, TableError
from report.intake.grid import Grid
from report.intake.sources import read_grids

WHERE = Location(file="brief.toml", key="tables.t.source")
PLAIN = "id,المدينة,العدد\n1,الرباط,5\n2,فاس,7\n3,طنجة,9\n"


def read(folder: Path, data: bytes | str, **keys: object) -> Grid:
    """Write a file and read it back as a table of the brief."""
    (folder / "t.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    (grid,) = read_grids(Table(source="t.csv", label="t", **keys), folder, WHERE)
    return grid


def cells(grid: Grid) -> list[tuple[object, ...]]:
    """The rows of a grid, blank cells as None."""
    items = []
    for c in grid.columns:
        items.append(
            [
                None if cell is None or cell != cell else cell
                for cell in c.astype(object).where(c.notna(), None)
            ]
        )
    return list(
        zip(
            *items,
            strict=True,
        )
    )


def rule(folder: Path, data: bytes | str, **keys: object) -> str:
    """The one rule that reading breaks; its words exist in both languages."""
    with pytest.raises(TableError) as caught:
        read(folder, data, **keys)
    (finding,) = caught.value.findings
    assert finding.text("ar") and finding.text("en")
    return finding.rule


def told(grid: Grid) -> dict[str, str]:
    return {item.what: item.value for item in grid.recognised}


def test_plain(tmp_path: Path) -> None:
    grid = read(tmp_path, PLAIN)
    assert grid.header == ("id", "المدينة", "العدد")
    assert cells(grid) == [("1", "الرباط", "5"), ("2", "فاس", "7"), ("3", "طنجة", "9")]
    assert grid.rows.tolist() == [2, 3, 4] and grid.letters == ("A", "B", "C")
    assert told(grid) == {"format": "csv", "encoding": "utf-8", "delimiter": ",", "header": "1"}
    assert all(str(column.dtype) == "string" for column in grid.columns)


def test_what_is_pinned_is_not_recognised(tmp_path: Path) -> None:
    grid = read(tmp_path, PLAIN, format="csv", encoding="utf-8", delimiter=",", header=1)
    assert grid.recognised == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "،", "؛"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    grid = read(tmp_path, PLAIN.replace(",", delimiter).replace("\n", end))
    assert cells(grid)[1] == ("2", "فاس", "7") and told(grid)["delimiter"] == delimiter


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        *(
            ("utf-8", "utf-8-sig"),
            ("utf-16", "utf-16"),
            ("utf-16", "utf-16-le"),
            ("utf-16", "utf-16-be"),
        ),
        *(("windows-1256", "cp1256"), ("iso-8859-6", "iso8859_6")),
    ],
)
def test_encodings(tmp_path: Path, name: str, codec: str) -> None:
    grid = read(tmp_path, PLAIN.encode(codec))
    assert grid.header[1] == "المدينة" and told(grid)["encoding"] == name
    assert cells(read(tmp_path, PLAIN.encode(codec), encoding=name)) == cells(grid)


def test_decimal_commas_do_not_part_cells(tmp_path: Path) -> None:
    grid = read(tmp_path, "المدينة;القيمة\nالرباط;1,5\nفاس;2,25\n")
    assert cells(grid) == [("الرباط", "1,5"), ("فاس", "2,25")]


def test_commas_of_prose_in_one_column(tmp_path: Path) -> None:
    grid = read(tmp_path, "الملاحظة\nاجتماع مع الوفد, ثم غداء\nزيارة\nلقاء\n")
    assert cells(grid)[0] == ("اجتماع مع الوفد, ثم غداء",)


def test_rows_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    grid = read(tmp_path, 'id,text\n1,"two\nlines"\n\n2,b\n,\n3,c\n')
    assert grid.rows.tolist() == [2, 4, 6]
    assert cells(grid)[0] == ("1", "two\nlines")


def test_ragged_rows_are_excluded_with_their_numbers(tmp_path: Path) -> None:
    grid = read(tmp_path, "a,b,c\n1,x,y\n2,x\n3,x,y,z\n4,x,y,\n5,x,y\n")
    assert grid.rows.tolist() == [2, 5, 6]
    assert [(item.row, item.why, item.cells) for item in grid.excluded_rows] == [
        (3, "ragged", ("2", "x")),
        (4, "ragged", ("3", "x", "y", "z")),
    ]


def test_rows_far_too_long_do_not_hide_the_header(tmp_path: Path) -> None:
    grid = read(tmp_path, "a,b,c\n1,x,y,z,z,z,z,z,z\n2,x,y\n,,,9\n3,x,y\n")
    assert grid.header == ("a", "b", "c") and grid.rows.tolist() == [3, 5]
    assert [(item.row, item.why) for item in grid.excluded_rows] == [(2, "ragged"), (4, "ragged")]


def test_titles_totals_and_notes_are_excluded(tmp_path: Path) -> None:
    text = "حصيلة اللقاءات\n\nid,city,n\n1,a,5\n2,b,7\nالمجموع,,12\n\nالمصدر: الوزارة\n"
    grid = read(tmp_path, text)
    assert grid.header == ("id", "city", "n") and grid.rows.tolist() == [4, 5]
    assert [(item.row, item.why) for item in grid.excluded_rows] == [
        (1, "title"),
        (6, "total"),
        (8, "note"),
    ]
    assert told(grid)["header"] == "3"


def test_total_is_found_below_a_long_plain_table(tmp_path: Path) -> None:
    rows = "".join(f"{index},{index % 7}\n" for index in range(1, 500))
    grid = read(tmp_path, f"id,n\n{rows}Total,999\n")
    assert (
        len(grid.rows) == 499
        and grid.excluded_rows[0].why == "total"
        and grid.excluded_rows[0].row == 501
    )


def test_two_header_rows_are_joined(tmp_path: Path) -> None:
    text = "الجهة,2024,,2025,\n,ذكور,إناث,ذكور,إناث\nفاس,1,2,3,4\nطنجة,5,6,7,8\n"
    grid = read(tmp_path, text)
    assert grid.header == ("الجهة", "2024 ذكور", "2024 إناث", "2025 ذكور", "2025 إناث")
    assert told(grid)["header"] == "1, 2" and grid.rows.tolist() == [3, 4]


def test_range_and_header_are_obeyed(tmp_path: Path) -> None:
    text = "x,y,z\na,b,c\n1,2,3\n4,5,6\n7,8,9\n"
    assert read(tmp_path, text, header=2).header == ("a", "b", "c")
    grid = read(tmp_path, text, range="B2:C4")
    assert grid.header == ("b", "c") and grid.letters == ("B", "C") and grid.rows.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("data", "keys", "expected"),
    [
        ('a,b\n1,"x\n2,y\n', {}, "broken-csv"),
        ('a,b\n1,"x"y\n2,z\n', {}, "broken-csv"),
        ("", {}, "empty-file"),
        ("\n\n,,\n", {}, "no-table-here"),
        ("1,2,3\n4,5,6\n", {}, "header-is-data"),
        ("a,b,a\n1,2,3\n4,5,6\n", {}, "twice-column"),
        ("a,b\n1,2\n", {"header": 9}, "header-beyond"),
        ("a,b\n1,2\n", {"range": "K9:L12"}, "empty-range"),
        (b"%PDF-1.7 x", {}, "refused-format"),
        ("<html><table><tr><td>1</td></tr></table></html>", {}, "refused-format"),
        (bytes(range(1, 32)) * 50, {}, "unknown-format"),
        (b"a\x00b\x00\x01\xff\x00", {}, "unknown-format"),
        ("München,Köln,Zürich,Düsseldorf\n1,2,3,4\n".encode("cp1252"), {}, "latin-encoding"),
        ("المدينة,id\nالرباط,1\n".encode() * 20 + b"\xd1\xda,2\n", {}, "broken-utf8"),
        ("المدينة,id\nالرباط,1\n".encode("cp1256"), {"encoding": "utf-8"}, "wrong-encoding"),
        (PLAIN, {"format": "xlsx"}, "other-format"),
    ],
)
def test_the_true_fault_is_named(
    tmp_path: Path, data: bytes | str, keys: dict[str, object], expected: str
) -> None:
    assert rule(tmp_path, data, **keys) == expected


def test_unclosed_quote_names_the_row_where_it_opens(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, 'a,b\n1,x\n2,"y\n3,z\n4,"w"\n')
    assert caught.value.findings[0].where.row == 3 and caught.value.findings[0].where.line == 3


TEXTS = st.text(st.sampled_from('ابتثجحالرمن كسé"\n,;|\t،'), max_size=12).map(str.strip)
WORDS = st.text(st.sampled_from("ابتجحدرسعفقكلمنهوي"), min_size=2, max_size=9)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(WORDS, min_size=2, max_size=6, unique=True),
    data=st.data(),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1256"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    every=st.booleans(),
)
def test_what_is_written_is_read_back(
    tmp_path: Path,
    names: list[str],
    data: st.DataObject,
    codec: str,
    delimiter: str,
    end: str,
    every: bool,
) -> None:
    """The first column holds numbers, so that no row is blank or a remark."""
    bodies = data.draw(
        st.lists(
            st.lists(TEXTS, min_size=len(names) - 1, max_size=len(names) - 1),
            min_size=1,
            max_size=8,
        )
    )
    rows = [[str(index), *body] for index, body in enumerate(bodies, start=1)]
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([names, *rows])
    pinned = {"encoding": "windows-1256"} if codec == "cp1256" else {}
    grid = read(
        tmp_path, out.getvalue().encode(codec), delimiter=delimiter, totals="keep", **pinned
    )
    assert grid.header == tuple(names)
    all_rows = []
    for row in rows:
        all_rows.append(tuple(cell or None for cell in row))
    assert cells(grid) == all_rows
    assert grid.rows.tolist() == list(range(2, len(rows) + 2)) and grid.excluded_rows == ()


ANY = st.text(st.sampled_from("اب \"',;\n\r\t12\xa0\u200f"), max_size=6)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=6),
    raw=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_quick_way_and_the_exact_way_agree(
    tmp_path: Path, rows: list[tuple[str, str, str]], raw: bool, end: str
) -> None:
    """This also holds for files with unescaped quotes, which the fast reader must refuse."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([("x", "y", "z"), *rows])
    text = f"x,y,z{end}" + "".join(",".join(row) + end for row in rows) if raw else out.getvalue()

    def outcome() -> object:
        try:
            grid = read(tmp_path, text, delimiter=",")
        except TableError as error:
            return [(finding.rule, finding.where) for finding in error.findings]
        return grid.header, cells(grid), grid.rows.tolist(), grid.excluded_rows, grid.letters

    both = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report.intake.sources.text.by_arrow", lambda *_: None)
        assert outcome() == both
