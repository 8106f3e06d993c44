"""CSV files, good and broken: rows numbered as a spreadsheet shows them, encodings told by name."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, TOML, findings_of, loaded, rules_of
from report.errors import Finding, Where
from report.intake import read_tables

ARABIC = "المكان,العدد\nفاس,1\nطنجة,2\n"


def _read(folder: Path, data: str | bytes, toml: str = TOML) -> dict[int, list[object]]:
    """Return the cells of each row of the table, by the row's number."""
    frame = read_tables(loaded(folder, toml, data))["meetings"].frame
    return {int(number): row for number, row in zip(frame.index, frame.to_numpy().tolist(), strict=True)}


def _finding(folder: Path, data: str | bytes, toml: str = TOML) -> Finding:
    brief = loaded(folder, toml, data)
    (finding,) = findings_of(lambda: read_tables(brief))
    return finding


def _with(option: str) -> str:
    return TOML.replace('encoding = "utf-8"\n' if option.startswith("encoding") else 'delimiter = ","\n', f"{option}\n")


def test_a_table_keeps_its_names_its_rows_and_its_fingerprint(tmp_path: Path) -> None:
    table = read_tables(loaded(tmp_path, TOML, "name,بلد\nx,فاس\n"))["meetings"]
    assert (table.name, table.label, table.path) == ("meetings", "الاجتماعات", tmp_path / "meetings.csv")
    assert table.sha256 == "9a18f8083a0acd9fbfdb2b1576175ecaa32a56f39f80cd85acb08c5c11af9428"
    assert list(table.frame.columns) == list(table.columns) == ["name", "بلد"]
    assert table.columns["بلد"].label == "بلد"
    assert table.frame.index.name == "row"


def test_blank_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    assert _read(tmp_path, "a,b\n\n1,2\n,\n \t,\u200f\n3,4\n\n") == {3: ["1", "2"], 6: ["3", "4"]}


def test_a_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    assert _read(tmp_path, 'a,b\n"1\n\n2",3\n4,5\n') == {2: ["1\n\n2", "3"], 3: ["4", "5"]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark(tmp_path: Path, end: str, mark: str) -> None:
    data = mark + ARABIC.replace("\n", end)
    assert _read(tmp_path, data) == {2: ["فاس", "1"], 3: ["طنجة", "2"]}
    assert list(read_tables(loaded(tmp_path, TOML, data))["meetings"].frame.columns) == ["المكان", "العدد"]


def test_signs_that_only_python_takes_for_line_ends_stay_in_their_cell(tmp_path: Path) -> None:
    assert _read(tmp_path, "a,b\n1\u20282,3\x0b4\n") == {2: ["1\u20282", "3\x0b4"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_declared_encodings(tmp_path: Path, encoding: str) -> None:
    assert _read(tmp_path, ARABIC.encode(encoding), _with(f'encoding = "{encoding}"'))[2] == ["فاس", "1"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "،", "؛"])
def test_declared_delimiters(tmp_path: Path, delimiter: str) -> None:
    toml = _with(f'delimiter = "{delimiter}"')
    assert _read(tmp_path, f'a{delimiter}b\n"1{delimiter}2"{delimiter}3,4\n', toml) == {2: [f"1{delimiter}2", "3,4"]}


@pytest.mark.parametrize(("encoding", "byte"), [("windows-1256", "0xd8"), ("iso-8859-6", "0xd7"), ("utf-16", "0xff")])
def test_a_wrong_encoding_names_the_likely_one(tmp_path: Path, encoding: str, byte: str) -> None:
    text = "name,place\n1,طريق\n2,تطوان\n" if encoding != "utf-16" else ARABIC
    finding = _finding(tmp_path, text.encode(encoding))
    assert (finding.rule, finding.where.file) == ("wrong-encoding", str(tmp_path / "meetings.csv"))
    assert finding.where.line == (1 if encoding == "utf-16" else 2)
    assert finding.values == {"encoding": "utf-8", "byte": byte, "other": encoding}
    assert f'encoding = "{encoding}"' in finding.do("ar")


def test_utf8_in_the_place_of_another_encoding(tmp_path: Path) -> None:
    finding = _finding(tmp_path, ARABIC, _with('encoding = "iso-8859-6"'))
    assert (finding.rule, finding.values["encoding"], finding.values["other"]) == (
        "wrong-encoding",
        "iso-8859-6",
        "utf-8",
    )


def test_the_declared_encoding_is_never_called_the_likely_one(tmp_path: Path) -> None:
    finding = _finding(tmp_path, ARABIC.encode("utf-16")[:-1], _with('encoding = "utf-16"'))
    assert finding.rule == "wrong-encoding"
    assert finding.values["other"] != "utf-16"


def test_a_nul_is_refused_with_its_line(tmp_path: Path) -> None:
    finding = _finding(tmp_path, b"a,b\n1,2\n3,\x004\n")
    assert (finding.rule, finding.where.line, finding.values["byte"]) == ("wrong-encoding", 3, "0x00")
    assert _finding(tmp_path, "a,b\n1,2\n".encode("utf-16-le")).values["other"] == "utf-16"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b",,\n1,2,3\n", b"\na,b\n1,2\n"])
def test_a_table_without_names_of_columns(tmp_path: Path, data: bytes) -> None:
    finding = _finding(tmp_path, data)
    assert (finding.rule, finding.where.row) == ("no-header", 1)


def test_a_header_alone_is_a_table_of_no_rows(tmp_path: Path) -> None:
    table = read_tables(loaded(tmp_path, TOML, "a,b\n"))["meetings"]
    assert table.frame.shape == (0, 2)


@pytest.mark.parametrize("header", ["a,b,a", "a,b, a\u200f", "\u00e9,b,e\u0301"])
def test_a_name_that_stands_twice(tmp_path: Path, header: str) -> None:
    finding = _finding(tmp_path, f"{header}\n1,2,3\n")
    assert (finding.rule, finding.where.row) == ("twice-column", 1)
    assert finding.values == {"given": unicodedata.normalize("NFC", header.split(",")[0])}


def test_a_column_without_a_name(tmp_path: Path) -> None:
    finding = _finding(tmp_path, "a, ,c\n1,2,3\n")
    assert (finding.rule, finding.values) == ("nameless-column", {"position": 2})


def test_ragged_rows_are_told_each_with_its_row(tmp_path: Path) -> None:
    brief = loaded(tmp_path, TOML, 'a,b\n1\n\n"x\ny",2\n3,4,5\n')
    findings = findings_of(lambda: read_tables(brief))
    assert [(finding.rule, finding.where.row, finding.values["found"]) for finding in findings] == [
        ("ragged-row", 2, 1),
        ("ragged-row", 5, 3),
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('a,b\n1,"2\n' + "3,4\n" * 50, 2),
        ('a,b\n"1\n2",3\n4,"5\n6,7\n', 4),
        ('a,b\n1,2\n"x"y,4\n', 3),
        ('"a,b\n1,2\n', 1),
        ("a,b\n1,2\n3," + "x" * 1_000_001 + "\n", 3),
    ],
)
def test_a_quote_that_is_not_closed_is_told_where_its_row_begins(tmp_path: Path, data: str, line: int) -> None:
    finding = _finding(tmp_path, data)
    assert (finding.rule, finding.where.line) == ("broken-csv", line)


@pytest.mark.parametrize("instead", ["nothing", "folder"])
def test_a_file_that_is_not_there_is_told_with_its_key(tmp_path: Path, instead: str) -> None:
    brief = loaded(tmp_path)
    brief.resolve("meetings.csv", Where()).unlink()
    if instead == "folder":
        (tmp_path / "meetings.csv").mkdir()
    (finding,) = findings_of(lambda: read_tables(brief))
    assert (finding.rule, finding.where) == ("no-file", brief.where("tables", "meetings", "source"))
    assert finding.where.line is not None


def test_a_file_that_may_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    brief = loaded(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (finding,) = findings_of(lambda: read_tables(brief))
    assert (finding.rule, finding.where.file) == ("no-table", str(tmp_path / "meetings.csv"))
    assert finding.values == {"reason": "Permission denied"}


def test_a_table_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    with (tmp_path / "meetings.csv").open("wb") as file:
        file.truncate(513 * 2**20)
    (finding,) = findings_of(lambda: read_tables(brief))
    assert (finding.rule, finding.values) == ("table-too-large", {"size": 513, "limit": 512})


def test_the_faults_of_every_table_are_told_at_once(tmp_path: Path) -> None:
    second = TABLE.replace("tables.meetings", "tables.second").replace("meetings.csv", "second.csv")
    third = TABLE.replace("tables.meetings", "tables.third").replace("meetings.csv", "third.csv")
    brief = loaded(tmp_path, HEADING + TABLE + second + third + SECTION, "a,b\n1\n")
    (tmp_path / "third.csv").write_text("a,a\n", "utf-8")
    assert rules_of(lambda: read_tables(brief)) == [("ragged-row", 2), ("no-file", 14), ("twice-column", 1)]


#: Neither what ends lines nor what no file of text holds.
CELLS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
EDGE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _clean(text: str) -> str | None:
    """Return what is left of a cell, written otherwise than in the room: unseen signs fall from both ends."""
    signs = list(text)
    while signs and EDGE.match(signs[0]):
        signs.pop(0)
    while signs and EDGE.match(signs[-1]):
        signs.pop()
    return unicodedata.normalize("NFC", "".join(signs)) or None


@given(
    rows=st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|", "،", "؛"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_is_written_as_csv_is_read_back(
    rows: list[list[str]], encoding: str, delimiter: str, end: str, quoting: int
) -> None:
    header = [f"c{number}" for number in range(len(rows[0]) if rows else 1)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([header, *rows])  # type: ignore[arg-type]
    toml = TOML.replace('"utf-8"', f'"{encoding}"').replace('delimiter = ","', f'delimiter = "{delimiter}"')
    expected = {number: [_clean(cell) for cell in row] for number, row in enumerate(rows, start=2)}
    with tempfile.TemporaryDirectory() as folder:
        read = _read(Path(folder), text.getvalue().encode(encoding), toml)
    assert read == {number: row for number, row in expected.items() if any(row)}
