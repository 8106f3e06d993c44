"""The parts of workbooks: XML in any way of writing, hostile parts, compound files that are not whole."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.workbooks import ods, ole, xls, xlsx, xml_parts
from report.workbooks.cells import PercentCell, SheetState, mark_percent

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/>'
    '<numFmt numFmtId="171" formatCode="[Red]0.0%;-0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)


def archive_of(sheet: str | bytes, *, styles: str = STYLES, more: str = "") -> zipfile.ZipFile:
    """Return a workbook with one sheet, its parts under unusual names."""
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_KINDS}/{{}}" Target="{{}}"/>'
    files: dict[str, str | bytes] = {
        "_rels/.rels": relation.format("officeDocument", "/book/main.xml") + "</Relationships>",
        "book/main.xml": f'<x:workbook xmlns:x="{_MAIN}" xmlns:k="{_KINDS}">{more}<x:sheets>'
        '<x:sheet name="ورقة" sheetId="1" k:id="r1"/></x:sheets></x:workbook>',
        "book/_rels/main.xml.rels": relation.format("worksheet", "Sheets/one.xml")
        + f'<Relationship Id="r2" Type="{_KINDS}/styles" Target="styles.xml"/></Relationships>',
        "book/sheets/one.xml": sheet,
        "book/styles.xml": styles,
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return zipfile.ZipFile(whole)


def state_of(rows: str, *, head: str = "", long: bool = False) -> SheetState:
    sheet = f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData></worksheet>'
    return xlsx.states(archive_of(sheet), {"ورقة": long})[0]["ورقة"]


def test_each_kind_of_cell() -> None:
    state = state_of(
        '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>A1</f><v></v></c><c r="D2"><f>A2</f></c>'
        '<c r="E2"><f t="shared" si="0"/></c><c r="F2" t="str"><f>""</f><v></v></c><c r="G2"><f>7</f><v>7</v></c></row>'
        '<row r="3"><c r="A3" s="1"><v>1</v></c><c r="B3" s="2"><v>1</v></c><c r="C3" s="3"><v>1</v></c>'
        '<c r="D3" s="2" t="s"><v>0</v></c></row><row r="4" hidden="1"/><row r="5" ht="0"/><row r="9" hidden="true"/>',
        head='<sheetPr filterMode="1"/><cols><col min="2" max="4" hidden="1"/><col min="9" max="9" width="0"/></cols>',
    )
    assert state.errors == {(2, 2): "#DIV/0!"}
    assert state.unstored == {(2, 3): "=A1", (2, 4): "=A2", (2, 5): "="}
    assert state.percent == {2: [[3, 3]], 3: [[3, 3]]}
    assert (state.hidden_rows, state.hidden_columns) == (
        [(4, 5), (9, 9)],
        [(2, 4), (9, 9)],
    ) and state.filtered


#: How a cell is written, and whether it holds a number in a percent format (the styles 2 and 3 are).
_CELLS = st.sampled_from([
    ('<c r="{}" s="2"><v>0.5</v></c>', True), ('<c r="{}" s="3"><f>A1</f><v>0.5</v></c>', True),
    ('<c r="{}" s="3" t="n"><v>2</v></c>', True), ('<c r="{}"><v>0.5</v></c>', False),
    ('<c r="{}" s="1"><v>0.5</v></c>', False), ('<c r="{}" s="2" t="s"><v>0</v></c>', False),
    ('<c r="{}" s="2"/>', False), ('<c r="{}" s="22"><v>0.5</v></c>', False), ("", False),
])  # fmt: skip
_UNUSUAL = st.sampled_from([
    "", '<c t="n" s="2" r="{}"><v>0.5</v></c>', '<c s="2"><v>0.5</v></c>', "<!-- -->",
    '<c\nr="{}"\ts="3"><v>0.5</v></c>', "<c r='{}' s='2'><v>0.5</v></c>",
])  # fmt: skip


def _percent_spots(state: SheetState) -> set[tuple[int, int]]:
    pairs = set()
    for position, runs in state.percent.items():
        for first, last in runs:
            for row in range(first, last + 1):
                pairs.add((row, position))
    return pairs


@given(
    st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=9), _UNUSUAL, st.integers(40, 400)
)
def test_percentages_are_found_alike_with_and_without_parsing(
    rows: list[list[tuple[str, bool]]], unusual: str, size: int
) -> None:
    cells = []
    for row, line in enumerate(rows, 1):
        cells.append([(cell, (row, place)) for place, cell in enumerate(line, 1)])
    expected = set()
    for line in cells:
        for (_, percent), spot in line:
            if percent:
                expected.add(spot)
    plain_spots = set()
    for line in cells:
        for (_, percent), spot in line:
            if not percent:
                plain_spots.add(spot)
    written = []
    for line in cells:
        written.append(
            "".join(text.format(f"{'ABCD'[place - 1]}{row}") for (text, _), (row, place) in line)
        )
    if unusual:
        written.append(unusual.format(f"A{len(rows) + 1}"))
        expected |= {(len(rows) + 1, 1)} if "<c" in unusual else set()
    body = "".join(f'<row r="{row}" s="2">{line}</row>' for row, line in enumerate(written, 1))
    with (
        pytest.MonkeyPatch.context() as patched
    ):  # cells that begin in one part of the XML and end in the next
        patched.setattr(xml_parts, "_CHUNK", size)
        quick, whole = state_of(body), state_of(body, long=True)
    assert _percent_spots(whole) == expected
    assert (
        expected <= _percent_spots(quick) <= expected | plain_spots
    )  # blanks and texts stay what they are


def test_only_plain_numbers_become_percentages() -> None:
    rows = [[0.5, None, "x"], [True, 2, 0.25]]
    mark_percent(
        rows, 3, 2, {1: [[1, 9]], 2: [[1, 3]], 3: [[3, 4]], 4: [[4, 4], [7, 9]], 9: [[3, 3]]}
    )
    assert rows == [[0.5, None, "x"], [True, 2, 0.25]]
    kinds = []
    for row in rows:
        kinds.append([type(cell) is PercentCell for cell in row])
    assert kinds == [[True, False, False], [False, True, True]]


def test_cells_without_addresses_and_long_numbers() -> None:
    cells = '<c><v>1</v></c><c t="e"><v>#N/A</v></c><c r="E1"><v>12345678901234567890</v></c><c><v>1.5</v></c><c t="e"/>'
    state = state_of(f"<row>{cells}</row>", long=True)
    assert state.errors == {(1, 2): "#N/A", (1, 7): "#VALUE!"}
    assert state.numbers == {(1, 5): 12345678901234567890}


def test_any_way_of_writing_is_read_alike() -> None:
    cell = '<c r="A1" t="e"><v>#REF!</v></c>'
    plain = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    single = plain.replace('"', "'")
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    wide = f"<?xml version='1.0' encoding='utf-16'?>{plain}".encode("utf-16")
    for sheet in (plain, single, prefixed, wide, f"<?xml version='1.0'?>\n{plain}"):
        state = xlsx.states(archive_of(sheet), {"ورقة": False})[0]["ورقة"]
        assert state.errors == {(1, 1): "#REF!"}


@settings(max_examples=share(25))
@given(st.integers(0, 700), st.booleans())
def test_nothing_is_missed_between_two_chunks(offset: int, stored: bool) -> None:
    filler = '<c r="A1"><v>1</v></c>' * ((xml_parts._CHUNK - offset) // 22)
    value = "<v>2</v>" if stored else "<v></v>"
    state = state_of(
        f'<row r="1">{filler}<c r="B1"><f>A1+A1+A1+A1</f>{value}</c></row><row r="2">{filler}</row>'
    )
    assert state.unstored == ({} if stored else {(1, 2): "=A1+A1+A1+A1"})


def test_a_sheet_without_anything_to_tell_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_SheetScan", None)
    state = state_of(
        '<row r="1"><c r="A1" s="1"><f>A2</f><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    )
    assert state == SheetState()


@pytest.mark.parametrize(("second", "result"), [("0", True), ("7", False)])
def test_formulas_that_a_program_gave_the_value_0_are_reported(second: str, result: bool) -> None:
    cells = f'<c r="A1"><f>B1</f><v>0</v></c><c r="C1"><f>B2</f><v>{second}</v></c>'
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    )
    written = archive_of(sheet, more='<x:calcPr fullCalcOnLoad="1"/>')
    state = xlsx.states(written, {"ورقة": False})[0]["ورقة"]
    assert state.unstored == ({(1, 1): "=B1", (1, 3): "=B2"} if result else {})
    assert xlsx.states(archive_of(sheet), {"ورقة": False})[0]["ورقة"].unstored == {}


def test_days_from_1904_are_reported() -> None:
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'
    assert not xlsx.states(archive_of(sheet), {})[1]
    for value in ("1", "true"):
        assert xlsx.states(archive_of(sheet, more=f'<x:workbookPr date1904="{value}"/>'), {})[1]


def test_hostile_parts_are_refused() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    cell = '<worksheet><row r="1"><c r="A1" t="e"><v>&b;</v></c></row></worksheet>'
    for sheet in (laughs + cell, "<worksheet hidden", '<worksheet><c t="e"></worksheet>'):
        with pytest.raises(xml_parts.BrokenPart):
            xlsx.states(archive_of(sheet), {"ورقة": False})
    with pytest.raises(xml_parts.BrokenPart):
        xlsx.states(archive_of("<worksheet/>", styles="<styleSheet>"), {})


def test_a_part_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "_LARGEST", 3000)
    with pytest.raises(xml_parts.BrokenPart, match="too large"):
        state_of('<row r="1"><c r="A1"><v>1</v></c></row>' * 100)


def content(table: str) -> dict[str, SheetState]:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c">'
            f'<table:table table:name="ا">{table}</table:table></office:document-content>',
        )
    return ods.states(zipfile.ZipFile(whole), {"ا": False})


def test_repeated_rows_and_columns_of_ods() -> None:
    state = content(
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell table:number-columns-repeated="2" table:formula="of:=1/0" office:value-type="float"'
        ' office:value="0" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell table:formula="of:=[.A1]"/></table:table-row>'
    )["ا"]
    assert set(state.errors) == {(3, 4), (3, 5), (4, 4), (4, 5)} and set(state.errors.values()) == {
        "#DIV/0!"
    }
    assert state.unstored == {(5, 1): "=[.A1]"}
    assert (state.hidden_rows, state.hidden_columns, state.filtered) == ([(3, 4)], [(3, 5)], True)


def test_a_cell_that_is_repeated_without_end_takes_no_memory() -> None:
    blank = '<table:table-cell table:number-columns-repeated="999999999"/>'
    row = f'<table:table-row table:visibility="collapse" table:number-rows-repeated="999999999">{blank}</table:table-row>'
    assert content(row)["ا"].hidden_rows == [(1, 999999999)]
    percent = blank.replace("/>", ' office:value-type="percentage" office:value="1"/>')
    with pytest.raises(MemoryError):
        content(row.replace(blank, percent))


def small_xls() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("ورقة")
    page.write(0, 0, "a")
    page.row(1).set_cell_error(0, 7)
    page.write(2, 0, xlwt.Formula("A1"))
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def test_formulas_of_xls_without_any_value_are_reported() -> None:
    state = xls.states(small_xls(), ["ورقة"])[0]["ورقة"]
    assert state.errors == {(2, 1): "#DIV/0!"} and state.unstored == {(3, 1): "="}


@settings(max_examples=share(60))
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_a_damaged_compound_file_ends_in_an_error_or_a_state(index: int, noise: bytes) -> None:
    data = bytearray(small_xls())
    data[index : index + len(noise)] = noise
    try:
        states, _ = xls.states(bytes(data), ["ورقة"])
    except ole.BrokenContainer:
        return
    assert all(isinstance(state, SheetState) for state in states.values())


def test_sectors_in_a_circle_are_refused() -> None:
    data = bytearray(small_xls())
    (table,) = struct.unpack_from("<I", data, 76)
    (directory,) = struct.unpack_from("<I", data, 48)
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * directory, directory)
    with pytest.raises(ole.BrokenContainer, match="circle"):
        ole.stream(bytes(data), ("Workbook",))
