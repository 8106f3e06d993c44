"""Each cell that the long-table renderer sets itself is set as WeasyPrint sets it: the same codes, at the same places."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render.long_tables.mixed_texts import DIVIDED, mixed_text
from render.long_tables.registers import write_brief

from report.building import build
from report.errors import RenderError, Severity
from report.render.codes import Codes
from report.render.fonts import BUNDLED
from report.render.long_tables import pages
from report.render.long_tables.cell_streams import without_stream
from report.render.long_tables.cells import Cells
from report.render.long_tables.code_operators import CodeOperators
from report.render.long_tables.glyph_arrays import Shaper, of_objects
from report.render.long_tables.model import SCALE, ColumnStyle, LaidOutCell
from report.render.long_tables.strings import select_font
from report.render.long_tables.typeface import UNITS, Typeface
from report.render.pieces import left_to_right_pieces
from report.render.runs import RunEncoder
from report.render.text_layer import TextLayer
from report.tables.model import BLANK

#: How far apart the two may be, in hundredths of a point.
NEAR = 2
#: A long move of the pen: several numbers, or one where a space is anyway, as at the end of a line,
#: which only the long-table renderer knows.
_LONG_MOVE = re.compile(r"(?:(?:99 )+|(?:-99 )+)-?\d+(?:\.\d+)?|-?\d{3,}(?:\.\d+)?(?![^<]*>)")
#: The last figures of a number are rounding.
_FRACTION = re.compile(r"-?\d+\.\d+")
Written = list[list[str | tuple[int, int]]]


def written(cell: LaidOutCell, cells: Cells) -> Written:
    """Return a cell's lines as what is shown, and where, from the cell's left edge."""
    width = round((cells.column.right - cells.column.left) * SCALE)
    lines: Written = []
    for line in cell.lines:
        body = (
            line.body
            if line.chooses
            else f"{select_font(cells.face.name, cells.face.size)}\n{line.body}"
        )
        x, y, result = width - line.reach, 0, list[str | tuple[int, int]]()
        for piece in re.split(r"\n|(?<=Td)", body.replace("> <", "").replace("BDC", "BDC\n")):
            if moved := re.fullmatch(r"(-?[.\d]+) (-?[.\d]+) Td", piece.strip()):
                right, up = (round(float(number) * 100) for number in moved.groups())
                x, y = x + right, y + up
                result.append((x, y))
            elif piece.strip():
                if piece.startswith("[") and not any(isinstance(item, tuple) for item in result):
                    result.append((x, y))
                shown = piece.strip().replace("ActualText ", "ActualText")
                shown = _LONG_MOVE.sub(
                    lambda move: f"{sum(map(float, move[0].split())):.6f}", shown
                )
                result.append(_FRACTION.sub(lambda move: f"{float(move[0]):.2f}", shown))
        lines.append(result)
    return lines


def alike(item: Written, second: Written) -> bool:
    """Say whether two cells are written alike, to :data:`NEAR`."""
    pairs = [list(zip(a, b, strict=False)) for a, b in zip(item, second, strict=False)]
    return [len(line) for line in item] == [len(line) for line in second] and all(
        max(abs(a[0] - b[0]), abs(a[1] - b[1])) <= NEAR
        if isinstance(a, tuple) and isinstance(b, tuple)
        else a == b
        for line in pairs
        for a, b in line
    )


@pytest.mark.parametrize(("seed", "rows"), [(1, 200), pytest.param(2, 600, marks=pytest.mark.slow)])
def test_each_cell_is_written_as_weasyprint_writes_it(
    seed: int, rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[tuple[str, Written, Written]] = []
    counted = {"set here": 0, "set by WeasyPrint": 0}
    stock = pages.Pages._cells

    def compared(
        self: pages.Pages,
        batch: list[tuple[str | None, ...]],
        following: list[tuple[str | None, ...]],
    ) -> Iterator[tuple[LaidOutCell, ...]]:
        texts = []
        for index in range(len(batch[0])):
            texts.append(list(dict.fromkeys(row[index] or BLANK for row in batch)))
        for cells, truth in zip(self.columns, self.offscreen.cells(texts), strict=True):
            for text, true in truth.items():
                result = cells.cell(text)
                counted["set by WeasyPrint" if result is None else "set here"] += 1
                if result is not None and not alike(
                    written(without_stream(result), cells), written(true, cells)
                ):
                    wrong.append(
                        (text, written(without_stream(result), cells), written(true, cells))
                    )
        return stock(self, batch, following)

    monkeypatch.setattr(pages.Pages, "_cells", compared)
    keys = 'engine = "fast"'
    folder = write_brief(tmp_path / "brief", rows, careful=True, seed=seed, keys=keys)
    build(folder, tmp_path / "brief.pdf", text_gate=False)
    assert wrong == []
    assert counted["set here"] > 2.5 * rows
    assert counted["set by WeasyPrint"] == 0


@pytest.mark.parametrize(("seed", "count"), [(1, 25), pytest.param(2, 400, marks=pytest.mark.slow)])
def test_mixed_texts_are_broken_and_written_as_weasyprint_does(
    seed: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In wide and narrow columns, so that lines break everywhere; no text is left to WeasyPrint."""
    chance = random.Random(seed)
    texts = list(dict.fromkeys([*DIVIDED, *(mixed_text(chance) for _ in range(count))]))
    wrong: list[tuple[str, Written, Written]] = []
    left: list[str] = []

    class Compared(Exception):
        pass

    def compared(self: pages.Pages, batch: object, following: object) -> None:
        for index in (3, 6):
            cells = self.columns[index]
            asked = [texts if place == index else [] for place in range(len(self.columns))]
            for text, true in self.offscreen.cells(asked)[index].items():
                result = cells.cell(text)
                if result is None:
                    left.append(text)
                elif not alike(written(without_stream(result), cells), written(true, cells)):
                    wrong.append(
                        (text, written(without_stream(result), cells), written(true, cells))
                    )
        raise Compared

    monkeypatch.setattr(pages.Pages, "_cells", compared)
    folder = write_brief(tmp_path / "brief", 205, careful=False, keys='engine = "fast"')
    with pytest.raises(RenderError) as caught:
        build(folder, tmp_path / "brief.pdf", text_gate=False)
    assert isinstance(caught.value.__cause__, Compared)
    assert left == []
    assert len(wrong) <= len(texts) / 100, wrong[:3]


@pytest.mark.slow
def test_the_build_says_how_many_cells_weasyprint_sets(tmp_path: Path) -> None:
    """Letters of another font are left to it."""
    folder = write_brief(tmp_path / "brief", 205, careful=True, keys='engine = "fast"')
    edition = build(folder, tmp_path / "brief.pdf", text_gate=False)
    assert not any(finding.rule == "slow-cells" for finding in edition.findings)
    table = folder / "events.csv"
    table.write_text(table.read_text("utf-8").rstrip("\n") + " Łódź\n", "utf-8")
    edition = build(folder, tmp_path / "brief.pdf", text_gate=False)
    (finding,) = [finding for finding in edition.findings if finding.rule == "slow-cells"]
    assert finding.severity is Severity.NOTE
    assert finding.values["count"] == 1


TABLES = Path(__file__).parents[4] / "shared" / "tables"


@pytest.mark.slow
@pytest.mark.skipif(not TABLES.exists(), reason="../shared/tables is not here")
def test_fewer_than_one_cell_in_a_thousand_of_real_tables_is_left_to_weasyprint() -> None:
    style = ColumnStyle(0.0, 200.0, True, False, False, None, "", "", 0.0)
    texts: list[str] = []
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        sample = rows[:: max(1, len(rows) // 300)]
        texts += [text.strip() for text in chain.from_iterable(sample) if text.strip()]
    cells = Cells(style, typeface("IBMPlexSansArabic-Regular"), TextLayer(RunEncoder(True)))
    left = [text for text, cell in zip(texts, cells.cells(texts), strict=True) if cell is None]
    assert len(texts) > 5000
    assert len(left) <= len(texts) / 1000, left


def typeface(name: str) -> Typeface:
    """Return a bundled font, by its PostScript name, at 12 pixels."""
    font = type("Font", (), {"hash": "ABCDEF", "widths": {}, "to_unicode": {}})()
    bundled = next(font for font in BUNDLED if font.postscript == name)
    return Typeface(font, bundled, 12.0, Codes(), "ar")


@pytest.mark.parametrize(
    "text",
    [
        "MJZ-2025-01",
        "HW-0000001",
        "-12.5%",
        "A4",
        "ISO-9001",
        "+212",
        "WAV-70",
        "8086-ZaB-Z",
        "53-cX",
    ],
)
def test_a_code_put_together_from_its_cuts_is_one_shaped_whole(text: str) -> None:
    assert whole_operators(typeface("IBMPlexSansArabic-Regular"), text)


PROSE = "aefilortwyAFLPTVWfi0123456789 .,:;-–’'\"()/%&+é\u00a0"


@pytest.mark.parametrize("name", ["IBMPlexSansArabic-Regular", "IBMPlexSansArabic-SemiBold"])
@given(st.text(PROSE, min_size=1, max_size=60), st.booleans(), st.booleans())
def test_prose_put_together_from_its_cuts_is_one_shaped_whole(
    name: str, text: str, separated: bool, parted: bool
) -> None:
    """Also with ligatures, with letters whose distance is closed, and with signs beyond ASCII."""
    whole_operators(typeface(name), text, separated=separated, parted=parted)


def whole_operators(
    face: Typeface, text: str, *, separated: bool = False, parted: bool = False
) -> bool:
    """Compare the operators of a text with those of its pieces as one shaped text; say whether it is set by cuts."""
    codes = CodeOperators(face)
    operators = codes.operators(text, separated=separated, parted=parted)
    if operators is None:
        assert codes.units(text) is None
        return False
    script = face.glyph_codes.script_of(text)
    assert script is not None
    whole = face.left_to_right_glyphs(text, script)
    assert whole is not None
    glyphs, advance, units = whole
    pieces = left_to_right_pieces(
        glyphs,
        advance,
        face.invisible_glyph,
        inside=False,
        separated=separated,
        parted=parted,
    )
    assert operators == codes.of_pieces(pieces)
    assert codes.units(text) == units
    return True


LETTERS = st.text("ابتجحدرزسصعفقلمنهويءأإئةىپگڤـ", min_size=1, max_size=12)
STOPS = st.sampled_from(["", "", "", ".", "،", "؛", ":", "؟", "!"])


@pytest.mark.parametrize("font", [font.postscript for font in BUNDLED])
@given(st.lists(st.builds(str.__add__, LETTERS, STOPS), max_size=40))
def test_a_word_shaped_among_others_is_the_word_shaped_alone(font: str, words: list[str]) -> None:
    face = typeface(font)
    words += ["لا", "والأحوال", "ورزازات", "الله", "لالا", "للّه", "2025"]
    face.shape(words)
    assert set(face.words) <= set(words[:-2])
    for word, result in face.words.items():
        assert result == face._word(word)
        assert (word in face.few) == (result is not None and result.few)


@pytest.mark.parametrize("name", ["IBMPlexSansArabic-Regular", "IBMPlexSansArabic-SemiBold"])
@given(st.lists(LETTERS, max_size=300))
def test_the_faces_of_tables_shape_all_words_of_letters_together(
    name: str, words: list[str]
) -> None:
    face = typeface(name)
    face.shape(words)
    assert list(face.words) == list(dict.fromkeys(words))


@pytest.mark.parametrize("font", [font.postscript for font in BUNDLED])
@given(st.text("ابتلهوكم ًُّ.،", min_size=1, max_size=60))
def test_glyphs_of_harfbuzz_by_itself_are_those_of_uharfbuzz(font: str, text: str) -> None:
    face = typeface(font)
    data = face.face.path.read_bytes()
    arrays = Shaper(data, round(face.size * UNITS), face.language, face.buffer).glyphs(text)
    for column, objects in zip(arrays, of_objects(face.buffer(text)), strict=True):
        assert column.tolist() == objects.tolist()


def test_a_word_that_the_space_beside_it_changes_is_shaped_alone() -> None:
    face = typeface("Amiri-Regular")
    face.shape(["به", "كب"])  # Amiri moves such a kaf towards such a heh
    assert face.words == {}
    face.shape(["به", "ب", "كب"])
    assert set(face.words) == {"به", "ب", "كب"}


def test_a_typeface_does_not_keep_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.render.long_tables.typeface._MOST_WORDS", 10)
    face = typeface("IBMPlexSansArabic-Regular")
    words = ["".join(letters) for letters in product("ابت", repeat=3)]
    assert [face.word(word) for word in words] == [face.word(word) for word in words]
    assert len(face.words) == 10
    for start in range(0, len(words), 4):
        face.shape(words[start : start + 4])
        assert set(words[start : start + 4]) <= set(face.words)
        assert len(face.words) <= 10
