"""Forgeries on the pages of a long register, in the very form in which Mujaz writes them: each is found without building again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archive.long_files import Change, written_again
from properties import one_in
from render.long_tables.registers import write_brief

from report.archive import edition_texts
from report.archive import verify as verifying
from report.archive.printed import TextOnPage
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.verify import Verification
from report.archive.verify.long_file import LongFile
from report.building import build, compose, verify
from report.errors import Location


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    return write_brief(folder / "b", 310, careful=True, keys='group = "place"')


@pytest.fixture(scope="module")
def edition(brief: Path) -> bytes:
    return build(brief, brief.parent / "e.pdf").path.read_bytes()


@pytest.fixture(scope="module")
def file(edition: bytes) -> Divided:
    return divided(edition)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How a verification read the file: whether each reading was of its rows as they are written."""
    used: list[bool] = []
    stock = verifying._looked

    def looked(data: bytes, long: Divided | None, **options: object) -> object:
        used.append(long is not None)
        return stock(data, long, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(verifying, "_looked", looked)
    return used


def verified(data: bytes, folder: Path) -> Verification:
    path = folder / "edition.pdf"
    path.write_bytes(data)
    return verify(path, judge=False, rebuild=False)


def rules(verification: Verification) -> set[str]:
    return {finding.rule for check in verification.checks for finding in check.findings}


def facts(verification: Verification) -> dict[str, object]:
    return {check.name: dict(check.facts) for check in verification.checks}


@pytest.mark.usefixtures("memory")
def test_the_rows_as_they_are_written_and_the_whole_file_read_alike(
    edition: bytes, tmp_path: Path, readings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = verified(edition, tmp_path)

    def other_form(*_: object, **__: object) -> Divided:
        raise OtherForm("not this way")

    monkeypatch.setattr(verifying, "divided", other_form)
    slow = verified(edition, tmp_path)
    assert readings == [True, False]
    assert fast.sound and slow.sound and facts(fast) == facts(slow)


def _place(text: TextOnPage) -> tuple[object, ...]:
    return text.said, text.key, text.page, text.role, text.note, text.row, text.id


def test_a_trace_reads_the_same_texts_either_way(
    edition: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = edition_texts.edition_texts(edition, Location())

    def other_form(_data: bytes, _table: object = None) -> Divided:
        raise OtherForm("not this way")

    monkeypatch.setattr(edition_texts, "divided", other_form)
    slow = edition_texts.edition_texts(edition, Location())
    first, second = (list(map(_place, texts)) for texts in (fast.texts, slow.texts))
    assert first == second and len(first) > 310 * 6
    assert [fast.page_of(name) for name in ("table-1", "none")] == [
        slow.page_of(name) for name in ("table-1", "none")
    ]
    figures = str.maketrans("", "", "0123456789")
    pairs = zip(fast.running, slow.running, strict=True)
    assert all(
        whole.translate(figures).startswith(head.translate(figures)[:9]) for head, whole in pairs
    )


def test_writing_again_changes_nothing_else(edition: bytes) -> None:
    again = written_again(edition)
    assert len(ObjectTable.of(again).kinds) == len(ObjectTable.of(edition).kinds)
    assert divided(again).skeleton.count(b"obj") == divided(edition).skeleton.count(b"obj")


# What is changed on a page ---------------------------------------------------------------------


def on_page(change: Callable[[bytes], bytes]) -> Callable[[bytes, Divided], bytes]:
    """Change the content of the second page of the register; all of it goes into the first of its streams."""

    def forged(edition: bytes, file: Divided) -> bytes:
        own = sorted(file.pages.values())[1].streams
        changed = change(b"".join(map(file.content, own)))

        def stream(number: int, content: bytes) -> bytes:
            if number not in own:
                return content
            return changed if number == own[0] else b""

        return written_again(edition, streams=stream)

    return forged


def replaced(
    old: bytes, new: bytes | Callable[[re.Match[bytes]], bytes]
) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        changed, count = re.subn(old, new, content, count=1)
        assert count == 1 and changed != content
        return changed

    return change


def swapped_codes(match: re.Match[bytes]) -> bytes:
    first, second = match[2][:4], match[2][4:8]
    return match[1] + (second + first if first != second else b"0001" + second) + match[2][8:]


def with_end(addition: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.rstrip() + b"\n" + addition


def whole_cell_elsewhere(content: bytes) -> bytes:
    """Exchange the glyphs of two cells of one line."""
    cells = list(re.finditer(rb"(Tm)(\[<[0-9a-f]{8,}>\]TJ)(\nEMC)", content))
    first = cells[0]
    second = next(cell for cell in cells if cell[2] != first[2])
    return (
        content[: first.start(2)] + second[2] + content[first.end(2) : second.start(2)]
        + first[2] + content[second.end(2) :]
    )  # fmt: skip


def without_matrix(content: bytes) -> bytes:
    """Draw the first cell in the matrix of a new text object: a hundredth as large, where no one looks."""
    cell = re.search(rb"(/T[DH] <</MCID 0>>BDC\n)100 0 0 100 (\d+) (\d+) Tm", content)
    assert cell is not None
    place = b"%.2f %.2f Td " % (int(cell[2]) / 100, int(cell[3]) / 100)
    return content[: cell.start()] + cell[1] + place + content[cell.end() :]


def word_in_margin(content: bytes) -> bytes:
    font = re.search(rb"/[A-Z]+ 9 Tf", content)
    word = re.search(rb"Tm(\[<[0-9a-f]{8,}>\]TJ)", content)
    assert font is not None and word is not None
    text = b"BT\n%b\n100 0 0 100 9000 5000 Tm%b\nET" % (font[0], word[1])
    return content.rstrip() + b"\n/Artifact BMC\n" + text + b"\nEMC\n"


def other_page_number(content: bytes) -> bytes:
    """Write a figure of the number of all pages in place of that of the page."""
    start = content.index(b"/Footer>>BDC")
    foot = content[start:]
    page = re.search(rb"<([0-9a-f]{4})>\]TJ", foot)
    total = re.search(rb"<([0-9a-f]{4})([0-9a-f]{4})>\]TJ\nET", foot)
    assert page is not None and total is not None
    figure = next(code for code in total.groups() if code != page[1])
    return content[: start + page.start(1)] + figure + foot[page.end(1) :]


_TEXT = rb"(MCID \d+>>BDC\n100 0 0 100 \d+ \d+ Tm\[<)([0-9a-f]{12,})"
ON_PAGE: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "two letters exchanged": (replaced(_TEXT, swapped_codes), {"text-differs"}),
    "the glyphs of two cells exchanged": (whole_cell_elsewhere, {"text-differs"}),
    "a replacement text that the glyphs do not show": (
        replaced(rb"(Piece <</ActualText \()MJ-?", rb"\1MK"),
        {"text-differs"},
    ),
    "a white box over the rows": (
        with_end(b"/Artifact BMC\n1 1 1 rg\n5000 20000 45000 40000 re f\nEMC\n"),
        {"text-covered"},
    ),
    "a white box over the rows, from another origin": (
        with_end(
            b"/Artifact BMC\nq\n1 0 0 1 0 60000 cm\n1 1 1 rg\n5000 -40000 45000 40000 re f\nQ\nEMC\n"
        ),
        {"text-covered"},
    ),
    "a cell without the matrix of texts": (without_matrix, {"text-invisible", "text-outside"}),
    "a row outside of the page": (
        replaced(rb"(MCID \d+>>BDC\n100 0 0 100 )\d+ (\d+ Tm)", rb"\g<1>90000 \2"),
        {"text-outside"},
    ),
    "a text moved off the page by its glyphs": (
        replaced(rb"(MCID \d+>>BDC\n100 0 0 100 \d+ \d+ Tm\[)<", rb"\1 90000 <"),
        {"text-outside"},
    ),
    "a text in the colour of the paper": (
        replaced(rb"BT\n[\d.]+ [\d.]+ [\d.]+ rg", b"BT\n1 1 1 rg"),
        {"text-invisible"},
    ),
    "a ground in the colour of the letters": (
        replaced(
            rb"BT\n([\d.]+ [\d.]+ [\d.]+ rg)\n",
            rb"/Artifact BMC\n\1\n5000 20000 45000 40000 re f\nEMC\nBT\n\1\n",
        ),
        {"text-invisible"},
    ),
    "letters too small to read": (
        replaced(rb"(/[A-Z]+) 9 Tf", rb"\1 .9 Tf"),
        {"text-invisible"},
    ),
    "a text that is not painted": (replaced(rb"BT\n", b"BT\n3 Tr\n"), {"text-invisible"}),
    "a text that is clipped away": (
        replaced(rb"BT\n", b"0 0 10 10 re W n\nBT\n"),
        {"text-clipped"},
    ),
    "an operator that no page has": (with_end(b"BX\nEX\n"), {"not-of-the-press"}),
    "a word in the margin": (word_in_margin, {"furniture-differs"}),
    "another page number": (other_page_number, {"furniture-differs"}),
}  # fmt: skip


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("name", one_in(3, ON_PAGE))
def test_a_forgery_on_a_page_is_found(
    name: str, edition: bytes, file: Divided, tmp_path: Path
) -> None:
    change, expected = ON_PAGE[name]
    forged = on_page(change)(edition, file)
    assert forged != edition
    verification = verified(forged, tmp_path)
    assert not verification.sound and rules(verification) & expected, rules(verification)


SIGNS = ("\\", "C:\\data\\2025", "(", ")(", "\u065c", "Ŝ", "é", "½", "«", "\N{NO-BREAK SPACE}")


def test_texts_of_any_sign_are_read_as_they_are_written(
    tmp_path: Path, readings: list[bool]
) -> None:
    """None makes a verification read the whole file with the libraries, which takes many times as long."""

    def note(chance: random.Random) -> str:
        words = chance.choices((*SIGNS, "word", "ref-1", "كلمة", "مُشَكَّلة", "12"), k=6)
        return chance.choice(("", " ")).join(words)

    brief = write_brief(tmp_path / "b", 310, careful=False, note_of=note)
    verification = verified(build(brief, tmp_path / "e.pdf").path.read_bytes(), tmp_path)
    assert verification.sound and readings == [True]


def shown(brief: Path, data: bytes) -> tuple[int, int] | None:
    """Return how many cells show the rows of a brief, and on how many pages, if that is certain."""
    file = divided(data)
    with pikepdf.open(BytesIO(file.skeleton[:])) as pdf:
        counts = LongFile(file, pdf, data, Location()).shown_rows(compose(brief))
    return None if counts is None else (counts.texts, counts.pages)


def test_equal_bytes_are_read_for_their_glyphs_alone(
    brief: Path, edition: bytes, file: Divided
) -> None:
    expected = sum(len(row.said) * len(row.places) for row in file.rows())
    assert shown(brief, edition) == (expected, len(file.pages))
    for change in (replaced(_TEXT, swapped_codes), whole_cell_elsewhere, lambda _: b"Q\n"):
        assert shown(brief, on_page(change)(edition, file)) is None


def test_long_rows_are_read_for_their_glyphs_alone(tmp_path: Path) -> None:
    """The rows that the document itself holds fill many pages of the register."""
    brief = write_brief(
        tmp_path / "b", 310, careful=False, note_of=lambda chance: " ".join(["كلمة word"] * 40)
    )
    edition = build(brief, tmp_path / "e.pdf").path.read_bytes()
    counts = shown(brief, edition)
    assert counts is not None and counts[1] == len(divided(edition).pages) > 40


# What is changed in the structure ----------------------------------------------------------------


def in_objects(old: bytes, new: bytes, skip: int = 20) -> Change:
    """Change the object after the first ``skip`` that have a form."""
    left = [skip]

    def change(_number: int, body: bytes) -> bytes:
        if re.search(old, body) is None:
            return body
        left[0] -= 1
        return re.sub(old, new, body, count=1) if left[0] == 0 else body

    return change


IN_STRUCTURE: dict[str, tuple[Change, set[str]]] = {
    "another number is read": (
        in_objects(rb"\(MJ-(\d{4})\d\)/Lang", rb"(MJ-\g<1>x)/Lang"),
        {"page-differs"},
    ),
    "a cell leads to another place": (
        in_objects(rb"(<</S/Span/P \d+ 0 R/Pg \d+ 0 R/K )(\d+)>>", rb"\g<1>0>>"),
        {"text-differs", "no-texts"},
    ),
    "a key that no row has": (
        in_objects(rb"^<</S/TD(.*)>>$", rb"<</S/TD/Alt(1)/Hidden 1\1>>"),
        {"not-of-the-press"},
    ),
    "a row is taken out of its table": (
        in_objects(rb"(/S\s*/TBody.*/K\s*\[.*?)(\d+ 0 R )(\d+ 0 R)", rb"\1\3", skip=1),
        {"page-differs"},
    ),
}  # fmt: skip


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("name", one_in(4, IN_STRUCTURE))
def test_a_forgery_of_the_structure_is_found(name: str, edition: bytes, tmp_path: Path) -> None:
    change, expected = IN_STRUCTURE[name]
    forged = written_again(edition, objects=change)
    assert forged != edition
    verification = verified(forged, tmp_path)
    assert not verification.sound and rules(verification) & expected, rules(verification)


@pytest.mark.usefixtures("memory")
def test_another_meaning_of_a_glyph_is_found(edition: bytes, tmp_path: Path) -> None:

    def change(_number: int, content: bytes) -> bytes:
        return re.sub(rb"(<[0-9A-Fa-f]{4}>\s*)<0646>", rb"\1<0645>", content)

    forged = written_again(edition, streams=change)
    assert "text-differs" in rules(verified(forged, tmp_path))
