"""``mujaz trace`` in long registers reads only the rows that may have what is asked for, and says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archive.long_files import written_again
from properties import slow
from render.long_tables.registers import write_brief

from report import side_process
from report.archive import edition_texts, search_ahead
from report.archive.edition_texts import EditionTexts
from report.archive.registers.needles import Needles
from report.archive.registers.table import ObjectTable
from report.archive.registers.written import written
from report.archive.search_ahead import SearchedEdition
from report.archive.signing.later import Revisions
from report.archive.trace import Trace, _sought, trace
from report.building import build
from report.composing import Composed, read_and_compose
from report.document.expected import RegisterRows
from report.errors import Location, MujazError

SUMMED = 'group = "kind"\nsort = "-date"\nsums = ["amount"]\ntotals = ["groups", "end"]'
QUERIES = (
    "MJ-00200", "MJ-00001", "MJ-00400", "12", "-3", "3.5", "٣٫٥", "Rabat", "(فاس)", "فاس", "اجتماع (3)", "3",
    "وزارة الخارجية", "شكراً", "ISO 3166-1", "المجموع", "المجموع العام", "زيارة", "جميع الأحداث", "2025", "400", "0",
    "399", "2016-01-01", "لله الآن", "+212", "…", "K", "Kelvin",
)  # fmt: skip


@pytest.fixture(scope="module", params=["", slow(SUMMED)], ids=["plain", "summed"])
def brief(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced")
    return write_brief(folder / "b", 400, careful=True, keys=request.param)


@pytest.fixture(scope="module")
def composed(brief: Path) -> Composed:
    return read_and_compose(brief)


@pytest.fixture(scope="module")
def edition(brief: Path) -> bytes:
    return build(brief, brief.parent / "e.pdf").path.read_bytes()


def searched(data: bytes, composed: Composed, text: str) -> EditionTexts:
    return edition_texts.edition_texts(data, Location(), _sought(composed, text))


@pytest.fixture(scope="module")
def whole(edition: bytes) -> EditionTexts:
    return edition_texts.edition_texts(edition, Location())


def numbers_of(composed: Composed) -> list[str]:
    """Return the printed amounts and sums of a register."""
    (item,) = (item for item in composed.document.expected if isinstance(item, RegisterRows))
    amounts: list[str] = []
    for row in item.items(composed.document.registers):
        cells = row if isinstance(row, tuple) else () if isinstance(row, str) else row.texts
        amounts += [text for text in cells if text and re.fullmatch(r"[\d.,]{5,}", text)]
    return amounts


def test_the_answer_is_that_of_all_rows(
    edition: bytes, composed: Composed, whole: EditionTexts
) -> None:
    amounts = numbers_of(composed)
    assert len(amounts) > 100
    for text in (*QUERIES, *amounts[::60], *amounts[-3:], amounts[5].replace(".", "")):
        chosen = searched(edition, composed, text)
        assert trace(chosen, composed, text) == trace(whole, composed, text), text
        assert trace(chosen, composed, text, 3) == trace(whole, composed, text, 3), text


def test_few_rows_are_read(edition: bytes, composed: Composed, whole: EditionTexts) -> None:
    chosen = searched(edition, composed, "MJ-00200")
    assert chosen.gaps and chosen.rows
    assert len(chosen.texts) < len(whole.texts) / 4


BRIEF_INSIDE = ["brief/brief.toml", "brief/events.csv", "provenance.json"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_child_process_finds_the_same(
    processes: int, edition: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "e.pdf"
    path.write_bytes(edition)
    monkeypatch.setattr(search_ahead, "_LARGE", 0)
    monkeypatch.setattr(side_process, "processors", lambda: processes)
    file, asked = Revisions(ObjectTable.of(edition)), search_ahead.needles_of("MJ-00200")
    with closing(SearchedEdition(path, "MJ-00200", side_process=True)) as searched_edition:
        for needles in (asked, asked.with_texts([["Rabat"]])):
            expected = edition_texts.searched_texts(file, Location(), needles)
            assert [file.path for file in searched_edition.files] == BRIEF_INSIDE
            assert searched_edition.search(file, needles) == expected
    # A file of another form is refused in the same way.
    path.write_bytes(edition.replace(b"/Type/XRef/Size", b"/Type/XRef /Size"))
    with closing(SearchedEdition(path, "MJ-00200", side_process=True)) as refused:
        assert refused.revisions is None


def test_only_texts_that_are_not_found_already_are_searched_too() -> None:
    asked = search_ahead.needles_of("12500")
    assert asked.with_texts([["12.500"], ["1,25", "مليون"]]) == asked
    assert asked.with_texts([["1", "250"]]) != asked
    assert search_ahead.needles_of("فاس").with_texts([["فاس"]]) == search_ahead.needles_of("فاس")


def test_every_row_is_read_at_its_place(composed: Composed) -> None:
    registers = composed.document.registers
    for rows in (0, 1, 41, 399):
        (key,) = registers
        (item,) = (item for item in composed.document.expected if isinstance(item, RegisterRows))
        item = RegisterRows(key, rows, item.place)
        placed = item.placed(registers)
        assert placed is not None
        every = [(text, source and source.rows) for text, source in item.traced(registers)]
        assert len(every) == len(placed)
        for places in (range(len(every)), range(0, len(every), 7), [len(every) - 1]):
            read = [(text, source and source.rows) for _, text, source in placed.at(places)]
            assert read == [every[place] for place in places]


# Forgeries ---------------------------------------------------------------------------------------

Change = Callable[[bytes], bytes]


def forged(edition: bytes, change: Change) -> bytes:
    data = written_again(edition, objects=lambda _number, body: change(body))
    assert data != edition
    return data


def traced(data: bytes, composed: Composed, text: str) -> tuple[Trace, ...]:
    return trace(searched(data, composed, text), composed, text)


def test_a_row_that_says_something_else_has_no_source(edition: bytes, composed: Composed) -> None:
    data = forged(edition, lambda body: body.replace(b"(MJ-00200)", b"(MJ-99999)"))
    (place,) = traced(data, composed, "MJ-99999")
    assert place.origins == () and "MJ-99999" in place.context
    assert traced(data, composed, "MJ-00200") == ()
    (neighbour,) = traced(data, composed, "MJ-00201")
    assert [list(rows.rows) for rows in neighbour.origins[0].rows] == [[202]]


@pytest.mark.parametrize(
    "written_text",
    [
        b"<4d4a2d3939393939>", slow(b"(MJ-\\071\\071999)"), slow(b"(\\115J-99999)"), slow(b"(MJ-\\\n99999)"),
        slow(b"(\xfe\xff" + "MJ-9\u200e9\u2066999".encode("utf-16-be") + b")"),
        b"(\xfe\xff" + "MJ-9\U000e00219999".encode("utf-16-be") + b")",
    ],
)  # fmt: skip
def test_a_text_is_found_however_it_is_written(
    written_text: bytes, edition: bytes, composed: Composed
) -> None:
    data = forged(edition, lambda body: body.replace(b"(MJ-00200)", written_text))
    (place,) = traced(data, composed, "MJ-99999")
    assert place.origins == ()


def test_a_row_that_is_listed_twice_is_refused(edition: bytes, composed: Composed) -> None:
    def first_twice(body: bytes) -> bytes:
        if b"/TBody" not in body or body.count(b" 0 R") < 100:
            return body
        return re.sub(rb"( \d+ 0 R)( \d+ 0 R)\]", rb"\1\1]", body)

    data = forged(edition, first_twice)
    with pytest.raises(MujazError, match="twice"):
        traced(data, composed, "MJ-00201")


# What is searched --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Fraction(1_234_567), "1.234.567"), (Fraction(1_234_567), "1 234\u202f567,00"),
        (Fraction(1_234_567), "١٬٢٣٤٬٥٦٧"), (Fraction(12, 10), "1,20"), (Fraction(1_200_000), "1,2 مليون"),
        (Fraction(-75, 10), "(−7,5)"), (Fraction(19_500), "\u2066١٩\u2069٬\u2068٥٠٠\u2069"), (Fraction(97), "۹۷"),
    ],
)  # fmt: skip
def test_a_number_is_found_in_the_bytes_of_a_text(amount: Fraction, text: str) -> None:
    needles = Needles.of([["XYZ"]], [amount])
    raw = text.encode("utf-16-be")
    assert needles.are_in(re.sub(rb"([()\\])", rb"\\\1", raw))
    assert not Needles.of([["XYZ"]], [Fraction(86_421)]).are_in(raw)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ب(", "ب("), ("مؤتمر", "مو\u0654تمر"), ("K12", "\u212a12"), ("Å5", "A\u030a5"), ("Å5", "\u212b5"),
        ("فاس", "ف\u200dا\u200cس"), ("HW-7", "HW\u00ad-7"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_the_bytes_of_a_text(word: str, text: str) -> None:
    raw = re.sub(rb"([()\\])", rb"\\\1", text.encode("utf-16-be"))
    assert Needles.of([[word]], ()).are_in(raw)


def test_a_small_file_of_high_numbers_is_read(edition: bytes) -> None:
    """qpdf reads no object whose number is more than a third of the length of the file."""
    table = ObjectTable.of(edition)
    number = 10 * len(edition)
    objects = [
        (table.root, b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (table.root, number)),
        (number, b"%d 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n" % number),
    ]
    data = written(table, objects).data
    assert isinstance(data, bytes)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Pages.Count == 0
