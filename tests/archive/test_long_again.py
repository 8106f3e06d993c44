"""An edition with long registers is compared with a rebuild row by row: what the comparison of all objects and pages
finds is found, and editions that only end their lines and pages elsewhere are not stopped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from archive.long_files import written_again
from archive.test_register_forgeries import (
    IN_STRUCTURE,
    ON_PAGE,
    in_objects,
    replaced,
)
from properties import one_in
from render.long_tables.registers import write_brief

from report.archive.registers.placed_rows import PlacedRow, PlacedText
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import OtherForm
from report.archive.verify import again
from report.archive.verify.again import Edition
from report.archive.verify.long_again import _moved, divided_edition, long_differences
from report.building import build
from report.errors import Finding, Location

WHERE = Location(file="edition.pdf")


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again") / "b"
    return write_brief(folder, 310, careful=True, keys='group = "place"')


@pytest.fixture(scope="module")
def edition(brief: Path) -> bytes:
    return build(brief, brief.parent / "e.pdf").path.read_bytes()


@pytest.fixture(scope="module")
def file(edition: bytes) -> Divided:
    return divided(edition)


def by_rows(data: bytes, expected: bytes, *, is_relaid: bool) -> tuple[Finding, ...]:
    """Return the differences of two editions with long registers, compared row by row."""
    with divided_edition(data) as first, divided_edition(expected) as second:
        return tuple(long_differences(first, second, WHERE, is_relaid=is_relaid))


def in_whole(data: bytes, expected: bytes, *, is_relaid: bool) -> tuple[Finding, ...]:
    """Return the differences of two editions, compared by all their objects and pages."""
    return again._findings(Edition(data, ()), expected, WHERE, is_relaid=is_relaid)


@pytest.mark.parametrize("is_relaid", [False, True])
def test_an_edition_does_not_differ_from_itself(edition: bytes, is_relaid: bool) -> None:
    assert by_rows(edition, edition, is_relaid=is_relaid) == ()


_PLACE = re.compile(rb"(100 0 0 100 -?\d+ )(-?\d+)(?= Tm)")


def exchanged_lines(content: bytes) -> bytes:
    """Exchange the heights of the first two lines of a cell."""
    begin = content.index(b"/MCID")
    for cell in content[begin:].split(b"/MCID "):
        lines = list(_PLACE.finditer(cell.partition(b"/Artifact")[0]))
        if len(lines) > 1 and lines[0][2] != lines[1][2]:
            first, second = lines[:2]
            changed = (
                cell[: first.start(2)] + second[2] + cell[first.end() : second.start(2)]
                + first[2] + cell[second.end() :]
            )  # fmt: skip
            return content.replace(cell, changed, 1)
    raise AssertionError


OTHER_PAGES = {
    "two lines of a cell exchange their heights": exchanged_lines,
    "a text in another colour": replaced(rb"BT\n[\d.]+ [\d.]+ [\d.]+ rg", b"BT\n.5 0 0 rg"),
    "a ground in another colour": replaced(
        rb"BT\n([\d.]+ [\d.]+ [\d.]+ rg)\n",
        rb"/Artifact BMC\n.9 .8 .9 rg\n5000 20000 45000 40000 re f\nEMC\nBT\n\1\n",
    ),
}
OTHER_STRUCTURE = {
    "another language of a cell": in_objects(rb"/Lang\(zxx\)", b"/Lang(fr)", skip=9),
    "a cell that names its row": in_objects(rb"^<</S/TD", b"<</S/TH", skip=33),
    "a cell that is no head": in_objects(
        rb"^<</S/TH(/P \d+ 0 R/K \d+ 0 R/A \d)", rb"<</S/TD\1", skip=3
    ),
    "other heads of a cell": in_objects(
        rb"^<</O/Table/Headers\[\(head-\d+\)", b"<</O/Table/Headers[", skip=2
    ),
}
PAGES = {name: change for name, (change, _) in ON_PAGE.items()} | OTHER_PAGES
STRUCTURE = {name: change for name, (change, _) in IN_STRUCTURE.items()} | OTHER_STRUCTURE
FORGERIES = [*PAGES, *STRUCTURE]


def on_stream(change: Callable[[bytes], bytes], edition: bytes, file: Divided) -> bytes:
    """Change a stream of the second page of the register: the first that the change fits."""
    for own in sorted(file.pages.values())[1].streams:
        with suppress(AssertionError, StopIteration, ValueError):
            content = change(file.content(own))
            return written_again(
                edition,
                streams=lambda number, old, own=own, content=content: (
                    content if number == own else old
                ),
            )
    raise AssertionError


@pytest.fixture(scope="module")
def forgeries(edition: bytes, file: Divided) -> Callable[[str], bytes]:
    """Return a function that makes a forgery: a change of the structure counts objects, and is made once."""

    @cache
    def forged(name: str) -> bytes:
        data = (
            on_stream(PAGES[name], edition, file)
            if name in PAGES
            else written_again(edition, objects=STRUCTURE[name])
        )
        assert data != written_again(edition)
        return data

    return forged


#: The forgeries that the comparison finds although lines and pages may end elsewhere. The others are found without a
#: rebuild.
FOUND_RELAID = {
    *OTHER_PAGES,
    *OTHER_STRUCTURE,
    "a white box over the rows",
    "a cell without the matrix of texts",
    "a text moved off the page by its glyphs",
    "a text in the colour of the paper",
    "another number is read",
    "a row is taken out of its table",
}


@pytest.mark.parametrize("is_relaid", [False, True])
@pytest.mark.parametrize("name", one_in(2, FORGERIES))
def test_a_forgery_is_found(
    name: str, is_relaid: bool, edition: bytes, forgeries: Callable[[str], bytes]
) -> None:
    try:
        differs = bool(by_rows(forgeries(name), edition, is_relaid=is_relaid))
    except OtherForm:  # the whole files are compared then
        assert name not in FOUND_RELAID
        return
    assert differs == (not is_relaid or name in FOUND_RELAID)


@pytest.mark.slow
@pytest.mark.parametrize("is_relaid", [False, True])
@pytest.mark.parametrize("name", FORGERIES)
def test_what_is_found_in_the_whole_files_is_found_by_rows(
    name: str, is_relaid: bool, edition: bytes, forgeries: Callable[[str], bytes]
) -> None:
    data = forgeries(name)
    whole = in_whole(data, edition, is_relaid=is_relaid)
    with suppress(OtherForm):
        assert by_rows(data, edition, is_relaid=is_relaid) or not whole


def laid_out_again(brief: Path, folder: Path, token: str) -> bytes:
    """Build a brief with another design token."""
    copytree(brief, folder)
    tokens = folder / "templates/css/tokens.css"
    tokens.parent.mkdir(parents=True)
    tokens.write_text(f":root {{ {token} }}", "utf-8")
    return build(folder, folder / "other.pdf").path.read_bytes()


def rows_by_page(data: bytes) -> Counter[int]:
    return Counter(row.places[0][0] for row in divided(data).rows())


def test_pages_that_end_elsewhere_are_no_difference(
    brief: Path, edition: bytes, tmp_path: Path
) -> None:
    built = laid_out_again(brief, tmp_path / "b", "--margin-foot: 30mm")
    assert list(rows_by_page(built).values()) != list(rows_by_page(edition).values())
    places = {str(finding.values["place"]) for finding in by_rows(edition, built, is_relaid=True)}
    assert places and not places & {"TR", "BT", "path", "text", "StructTreeRoot", "Outlines"}
    assert by_rows(edition, built, is_relaid=False)


def test_another_number_of_first_rows_makes_the_whole_files_be_compared(
    brief: Path, edition: bytes, tmp_path: Path
) -> None:
    built = laid_out_again(brief, tmp_path / "b", "--margin-outer: 15mm")
    with pytest.raises(OtherForm, match="rows of the skeleton"):
        by_rows(edition, built, is_relaid=True)


def _row(*lines: tuple[str, float, float]) -> PlacedRow:
    texts = tuple(PlacedText(text, 1, left, up) for text, left, up in lines)
    return PlacedRow(1, b"", ("",), ((1, 0),), (texts,))


def test_lines_that_end_elsewhere_still_go_down() -> None:
    two = _row(("one two", 90, 50), ("three", 95, 40))
    three = _row(("one", 95, 50), ("two", 95, 40), ("three", 95, 30))
    upwards = _row(("one", 95, 40), ("two", 95, 50), ("three", 95, 30))
    assert (
        not _moved(None, three, two) and not _moved(None, two, three) and not _moved(None, two, two)
    )
    assert _moved(None, upwards, two) == "two" and _moved(None, upwards, three) == "two"
