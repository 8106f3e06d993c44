"""Large cells have their operators in a stream that pages share, and none is lost by it."""

from __future__ import annotations

import random
import re
import subprocess
import zlib
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from archive.long_files import written_again
from render.long_tables.registers import write_brief
from render.long_tables.test_cells_ahead import built_twice, needs_two
from render.long_tables.test_renderer import texts
from render.test_readers import pdfjs, plain

from report.archive.registers.skeleton import divided
from report.archive.registers.table import Streams
from report.archive.verify import Verification
from report.building import build, rebuild, verify
from report.render.long_tables.cell_cache import CellCache, LargeCells
from report.render.long_tables.cell_streams import line_places, with_stream, without_stream
from report.render.long_tables.model import LaidOutCell, ShapedLine

FONT = "/F 9 Tf"
LEADING = 1387.5


def cell(text: str, lines: int, *, chooses: bool = True, neutral: bool = False) -> LaidOutCell:
    body = f"\n[<{text.encode().hex()}>]TJ" * 40
    shaped = tuple(ShapedLine(100 + line, body, chooses) for line in range(lines))
    return LaidOutCell(shaped, text.encode(), neutral=neutral)


def test_a_cell_is_the_same_without_its_stream() -> None:
    laid_out = cell("some text", 8)
    streamed = with_stream(laid_out, LEADING, FONT)
    assert streamed.stream is not None
    assert not any(line.body for line in streamed.lines)
    assert without_stream(streamed) == laid_out


def test_a_stream_has_each_line_where_it_is_on_a_page() -> None:
    streamed = with_stream(cell("some text", 8), LEADING, FONT)
    assert streamed.stream is not None
    content = zlib.decompress(streamed.stream.data)
    assert content.startswith(b"BT\n100 0 0 100 -100 0 Tm\n")
    assert content.endswith(b"\nET\n")
    on_page = line_places(50_000.4, LEADING, 8)
    for line, place in enumerate(on_page):
        assert b"100 0 0 100 %d %d Tm\n" % (-100 - line, place - on_page[0]) in content


def test_a_stream_selects_the_font_that_lines_do_not_choose() -> None:
    streamed = with_stream(cell("some text", 8, chooses=False), LEADING, FONT)
    assert streamed.stream is not None
    content = zlib.decompress(streamed.stream.data)
    assert content.count(FONT.encode()) == 1
    assert content.index(FONT.encode()) < content.index(b"Tm")


def test_a_small_cell_has_no_stream() -> None:
    small = cell("a", 1)
    assert with_stream(small, LEADING, FONT) is small


def test_a_cell_that_may_need_a_mark_before_it_has_no_stream() -> None:
    neutral = cell("some text", 8, chooses=False, neutral=True)
    assert with_stream(neutral, LEADING, FONT) is neutral


def test_cells_with_streams_have_a_cache_of_the_table() -> None:
    large = LargeCells()
    first, second = CellCache(large), CellCache(large=large)
    streamed = with_stream(cell("some text", 8), LEADING, FONT)
    first.put("some text", streamed)
    assert not first.cells
    assert first.get("some text") is streamed
    assert "some text" not in second
    light = cell("a", 1)
    first.put("a", light)
    assert first.cells == {"a": light}
    assert second.get("a") is None


# In an edition ---------------------------------------------------------------------------------

SENTENCES = (
    "Two robbers boarded an anchored ship, and the crew raised the alarm; 3 ropes were cut.",
    "NW of Nipah (01:11N - 103:37E): Local authorities, informed at 1430 LT, found the boat [1]",
    "وصل إلى Port of Rotterdam ثم غادر إلى Rio de Janeiro في رحلة Maersk Line رقم MJZ-2025-01",
    "Letter 7. Committee of the Whole on Trade, Development and Finance: 2015 - 2016",
)
#: Notes with streams, which recur, and one that is too short for a stream.
NOTES = (
    *(f"{number}) {first} {second}" for number, (first, second) in enumerate(
        zip(SENTENCES, SENTENCES[1:] + SENTENCES[:1], strict=True), 1
    )),
    "كلمة Word",
)  # fmt: skip
ROWS = 320


def note(chance: random.Random) -> str:
    return chance.choice(NOTES)


@pytest.fixture(scope="module", params=["last", "third"])
def brief(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register whose notes are in the last column, or have columns on both sides."""
    folder = write_brief(
        tmp_path_factory.mktemp("streams") / "brief", ROWS, careful=True, note_of=note
    )
    if request.param == "third":
        text = (folder / "brief.toml").read_text("utf-8")
        first = '"number", "date", "place", "kind", "amount", "notes"'
        second = '"number", "date", "notes", "place", "kind", "amount"'
        assert first in text
        (folder / "brief.toml").write_text(text.replace(first, second), "utf-8")
    return folder


@pytest.fixture(scope="module")
def path(brief: Path) -> Path:
    return build(brief, brief.parent / "edition.pdf").path


def shared(path: Path) -> dict[int, int]:
    """Return how many pages have each stream of a cell that several pages have, by its number."""
    counts: Counter[int] = Counter()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            if isinstance(page.Contents, pikepdf.Array):
                numbers = {stream.objgen[0] for stream in page.Contents}
                counts.update(
                    number
                    for number in numbers
                    if pdf.get_object(number, 0).read_bytes().startswith(b"BT\n100 0 0 100 ")
                )
    return {number: count for number, count in counts.items() if count > 1}


def test_pages_share_the_streams_of_their_cells(path: Path) -> None:
    streams = shared(path)
    assert len(streams) == len(NOTES) - 1
    assert sum(streams.values()) > 40


def by_poppler(path: Path) -> str:
    command = ["pdftotext", "-enc", "UTF-8", path, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_each_reader_reads_them_as_often_as_they_are_printed(
    brief: Path, path: Path, tmp_path: Path
) -> None:
    table = (brief / "events.csv").read_text("utf-8")
    readers = {
        "pdfium": "".join(texts(path)),
        "pdf.js": "".join(plain(page) for page in pdfjs(path.read_bytes(), tmp_path)),
        "poppler": plain(by_poppler(path)),
    }
    for word in ("alarm", "Nipah", "MJZ-2025-01", "Development"):
        printed = table.count(word)
        assert printed > 50
        assert {name: text.count(word) for name, text in readers.items()} == dict.fromkeys(
            readers, printed
        ), word


def rules(verification: Verification) -> set[str]:
    names: set[str] = set()
    for check in verification.checks:
        names |= {finding.rule for finding in check.findings}
    return names


@pytest.mark.parametrize("again", [True, False])
def test_an_edition_with_shared_streams_is_verified(path: Path, again: bool) -> None:
    verification = verify(path, judge=False, rebuild=again)
    assert rules(verification) == set()


def test_an_edition_with_shared_streams_is_rebuilt(path: Path, tmp_path: Path) -> None:
    assert rebuild(path, tmp_path / "again.pdf").equal


FORGERIES = {
    "two letters": (
        rb"<([0-9a-f]{4})([0-9a-f]{4})(?!\2)([0-9a-f]{4})([0-9a-f]{4})",
        rb"<\1\3\2\4",
    ),
    "the place of a line": (rb"100 0 0 100 -\d+ 0 Tm", b"100 0 0 100 90000 0 Tm"),
    "a state that is restored too often": (rb"ET\n\Z", b"ET\nQ\n"),
    "a second text": (rb"ET\n\Z", b"ET\nBT\nET\nBX\nEX\n"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_in_a_shared_stream_is_found(name: str, path: Path, tmp_path: Path) -> None:
    old, new = FORGERIES[name]
    stream = next(iter(shared(path)))

    def changed(number: int, content: bytes) -> bytes:
        return re.sub(old, new, content, count=1) if number == stream else content

    original = path.read_bytes()
    forged = written_again(original, streams=changed)
    assert divided(forged).content(stream) != divided(original).content(stream)
    (tmp_path / "forged.pdf").write_bytes(forged)
    verification = verify(tmp_path / "forged.pdf", judge=False, rebuild=False)
    assert not verification.sound and rules(verification)


@needs_two
def test_equal_bytes_with_one_and_two_processes(tmp_path: Path) -> None:
    folder = write_brief(tmp_path / "brief", 320, careful=True, note_of=note)
    built_twice(folder)
    assert shared(folder / "two.pdf")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb"\AQ\nEMC\n", b"Q\nEMC\n1 1 1 rg\n"),
        (rb"\nq\n1 0 0 1 (\d+) (\d+) cm\n\Z", rb"\nq\n1 0 0 1 90000 \2 cm\n"),
        (rb"\nq\n1 0 0 1 (\d+) (\d+) cm\n\Z", rb"\nq\n1 0 0 1 \1 90000 cm\n"),
        (rb"\nq\n1 0 0 1 (\d+) (\d+) cm\n\Z", b"\n"),
    ],
    ids=["colour", "beside the page", "above the page", "no origin"],
)
def test_a_forgery_around_a_shared_stream_is_found(
    old: bytes, new: bytes, path: Path, tmp_path: Path
) -> None:
    original = path.read_bytes()
    file = divided(original)
    own = sorted(file.pages.values())[1].streams
    target = next(number for number in own if re.search(old, file.content(number)))

    def changed(number: int, content: bytes) -> bytes:
        return re.sub(old, new, content, count=1) if number == target else content

    forged = written_again(original, streams=changed)
    assert divided(forged).content(target) != file.content(target)
    (tmp_path / "forged.pdf").write_bytes(forged)
    verification = verify(tmp_path / "forged.pdf", judge=False, rebuild=False)
    assert not verification.sound and rules(verification)


def test_a_shared_stream_is_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading of the glyphs, and one of all that the pages show, in the very form of a long file."""
    read: Counter[int] = Counter()
    stock = Streams.content

    def content(streams: Streams, number: int) -> bytes:
        read[number] += 1
        return stock(streams, number)

    monkeypatch.setattr(Streams, "content", content)
    for again in (True, False):
        read.clear()
        assert verify(path, judge=False, rebuild=again).sound
        assert {read[number] for number in shared(path)} == {1}
