"""How much of the text each reader gets back from a set PDF: prints the tables of
``docs/text-layer.md``.

Needs ``pdftotext`` of poppler, and ``node`` with pdfjs-dist: the one that the tests use, or an
unpacked one given by ``--pdfjs FOLDER``. An article may be given to measure on, a paragraph a line:
``--text FILE``.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from report.arabic import isolate
from report.building import compose
from report.document import Stylesheet
from report.places import assets
from report.render import PdfMetadata, font_faces, render_pdf
from report.render.fonts import FAMILIES, has_character
from report.render.lines import Line
from report.render.text_layer import TextLayer

ROOT = Path(__file__).resolve().parents[1]
READ_PDF = ROOT / "tests/render/read_pdf.mjs"
MIXED = ROOT / "tests/arabic/mixed_lines.csv"

PROSE = (
    (
        "عقد المدير العام ما مجموعه ثلاثة وأربعين اجتماعا ثنائيا مع رؤساء وفود الدول والمنظمات "
        "الدولية المشاركة."
    ),
    (
        "وامتدت المشاورات لتشمل تبادل الخبرات الأمنية وتعزيز التنسيق العملياتي والاستخباراتي، لا "
        "سيما الأولى والآتية."
    ),
    "للجنة أن تطلب الإيضاحات اللازمة، ولها ألا تلتزم بالآجال إلا إذا لزم الأمر؛ والله ولي التوفيق.",
)
VOCALISED = (
    "إِنَّ الحَمْدَ لِلَّهِ نَحْمَدُهُ وَنَسْتَعِينُهُ، وَمَنْ يَعْمَلْ صَالِحًا فَلِنَفْسِهِ.",
    "وَقَدْ بُنِيَتِ الدَّوْلَةُ عَلَى العَدْلِ، فَلَا يُظْلَمُ أَحَدٌ شَيْئًا، وَلَا تَضِيعُ الحُقُوقُ.",
    "يُحَدِّدُ القَانُونُ الإِجْرَاءَاتِ المُتَّبَعَةَ، وَتُؤَمِّنُ السُّلُطَاتُ الأَمْنَ لِكُلِّ مُوَاطِنٍ.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to set: its kind, its HTML with its style sheets, and what must be read, a string a
    line.

    ``ordered`` says that readers find the lines in the order of ``lines``, so that characters can
    be compared.
    """

    kind: str
    html: str
    sheets: tuple[Stylesheet, ...]
    roots: tuple[Path, ...]
    lines: tuple[str, ...]
    ordered: bool = True


def samples(family: str, article: tuple[str, ...]) -> Iterator[Sample]:
    """Yield each kind of text in a family."""
    drawn = partial(has_character, family)
    mixed = [line for line in mixed_lines() if all(map(drawn, "".join(line.split())))]
    kinds = {
        "article": article,
        "prose": PROSE,
        "vocalised": VOCALISED,
        "mixed lines": tuple(mixed),
    }
    for kind, lines in kinds.items():
        if lines:
            yield sample(kind, family, "".join(f"<p>{isolate(line)}</p>" for line in lines), lines)
    narrow = "p{width:52mm}"
    yield sample(
        "narrow column", family, "".join(f"<p>{isolate(line)}</p>" for line in PROSE), PROSE, narrow
    )
    words = " ".join(PROSE).split()
    cells = [
        (first, second, f"F{place}", str(37 * place))
        for place, (first, second) in enumerate(pairwise(words))
    ]
    isolated = ("</td><td>".join(map(str, map(isolate, row))) for row in cells)
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in isolated)
    yield sample("table", family, f"<table>{rows}</table>", tuple(" ".join(row) for row in cells))


def sample(kind: str, family: str, body: str, lines: tuple[str, ...], css: str = "") -> Sample:
    """Return a sample on plain A4 pages in one family, justified."""
    look = (
        f"{font_faces()} "
        f'html{{font-family:"{family}";font-size:12pt;line-height:1.75;text-align:justify;'
        f"font-kerning:none}} @page{{size:A4;margin:24mm 25mm}} {css}"
    )
    html = f'<!doctype html><html lang="ar" dir="rtl"><title>{kind}</title><body>{body}'
    return Sample(kind, html, (Stylesheet(css=look, base=ROOT),), (ROOT,), lines)


def brief(folder: Path) -> Sample:
    """Return a brief that ships, as it is set: its lines are those that were drawn."""
    document = compose(folder)
    sheets = (Stylesheet(css=font_faces(), base=assets()), *document.stylesheets)
    return Sample(folder.name, document.html, sheets, tuple(document.roots), (), ordered=False)


def mixed_lines() -> tuple[str, ...]:
    """Return the lines of the tests that mix Arabic with codes, numbers and signs."""
    table = csv.DictReader(
        MIXED.read_text("utf-8").splitlines(), delimiter="|", quoting=csv.QUOTE_NONE
    )
    return tuple(row["text"] for row in table)


def set_sample(sample: Sample) -> tuple[bytes, tuple[Line, ...]]:
    """Set a sample; return the PDF and the line boxes that were drawn."""
    layers: list[TextLayer] = []
    remember = TextLayer.drawn

    def drawn(self: TextLayer, pdf: Any) -> Any:
        layers.append(self)
        return remember(self, pdf)

    metadata = PdfMetadata(
        title=sample.kind,
        language="ar-MA",
        created=datetime(2025, 12, 1, tzinfo=UTC),
        identifier="text-layer",
    )
    with replaced(TextLayer, "drawn", drawn):
        pdf = render_pdf(
            sample.html,
            stylesheets=sample.sheets,
            roots=sample.roots,
            metadata=metadata,
            text_gate=False,
        )
    return pdf.data, tuple(layers[0].lines)


def drawn_texts(lines: Sequence[Line], *, tagged: bool) -> tuple[str, ...]:
    """Return what was drawn, with boxes that touch as one text.

    With ``tagged``, what is no marked content of the structure tree is left out, such as running
    heads.
    """
    texts: list[str] = []
    previous: Line | None = None
    for line in lines:
        if tagged and line.mcid is None:
            continue
        touching = previous is not None and (
            line.continues(previous)
            or (line.surface is previous.surface and line.touches(previous))
        )
        if touching:
            texts[-1] += line.text
        else:
            texts.append(line.text)
        previous = line
    return tuple(texts)


@contextmanager
def replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    """Replace an attribute by ``value``, and take it away again."""
    stock = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, stock)


def set_stock(sample: Sample) -> bytes:
    """Set a sample by WeasyPrint alone."""
    from weasyprint import CSS, HTML
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    shared = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    sheets = [CSS(string=sheet.css, base_url=f"{sheet.base}/", **shared) for sheet in sample.sheets]
    page = HTML(string=sample.html, base_url=f"{sample.roots[0]}/")
    pdf: bytes = page.write_pdf(stylesheets=sheets, pdf_tags=True, **shared)
    return pdf


def pdfium(path: Path) -> str:
    """Return what pdfium (Chrome, Edge) reads."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def poppler(path: Path) -> str:
    """Return what poppler (Evince, Okular) reads."""
    return run("pdftotext", "-enc", "UTF-8", str(path), "-")


def structure(path: Path) -> str:
    """Return the structure tree as a reader gets it that honours replacement text (ISO 32000-1,
    14.9.4)."""
    import pikepdf

    texts: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if "/ActualText" in element:
            texts.append(str(element.ActualText))
        else:
            kids: Any = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary):
                    walk(kid)
        if element.get("/S") not in ("/Span", "/Link", "/Em", "/Strong", "/Reference", "/Lbl"):
            texts.append("\n")

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return "".join(texts)


def run(*command: str) -> str:
    """Run a command and return what it prints."""
    return subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", errors="replace"
    ).stdout


def read(pdf: bytes, pdfjs: Path | None) -> dict[str, str]:
    """Return what each reader gets from a PDF, by the reader's name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.pdf"
        path.write_bytes(pdf)
        both = json.loads(run("node", str(READ_PDF), str(path), *([str(pdfjs)] if pdfjs else [])))
        return {
            "pdfium": pdfium(path),
            "pdf.js": "\n".join(both["pages"]),
            "poppler": poppler(path),
            "structure tree": structure(path),
            "structure tree, pdf.js": both["tree"],
        }


def normal(text: str) -> str:
    """Drop what only steers the setting (Unicode category Cf), compose the letters, leave one space
    for many."""
    signs = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(unicodedata.normalize("NFC", signs).split())


def characters(expected: str, text: str) -> float:
    """Return 100 less the edits that turn what was read into what was written, per 100 characters
    without spaces."""
    want, got = expected.replace(" ", ""), text.replace(" ", "")
    return max(0.0, 100 - 100 * distance(want, got) / len(want))


def distance(first: str, second: str) -> int:
    """Return the Levenshtein distance (Hyyro's bit-parallel form of Myers' algorithm, J. ACM 46,
    1999)."""
    size = len(first)
    full = (1 << size) - 1
    places: dict[str, int] = {}
    for place, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << place
    plus, minus, score = full, 0, size
    for character in second:
        equal = places.get(character, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = (minus | ~(horizontal | plus)) & full, plus & horizontal
        score += (up >> (size - 1) & 1) - (down >> (size - 1) & 1)
        up, down = (up << 1 | 1) & full, down << 1 & full
        plus, minus = (down | ~(vertical | up)) & full, up & vertical
    return score


def words(lines: tuple[str, ...], text: str) -> float:
    """Return the share of words found by a search, in percent, without the stops, brackets and
    signs around them."""
    in_lines = chain.from_iterable(normal(line).split() for line in lines)
    want = list(filter(None, map(without_stops, in_lines)))
    return 100 * sum(word in text for word in want) / len(want)


def without_stops(word: str) -> str:
    """Return a word without the punctuation and the symbols around it."""
    letters = [
        place for place, sign in enumerate(word) if unicodedata.category(sign)[0] not in "PS"
    ]
    return word[letters[0] : letters[-1] + 1] if letters else ""


def whole(lines: tuple[str, ...], text: str) -> float:
    """Return the share of words that stand between spaces exactly as they were written, stops and
    all, in percent."""
    want = list(chain.from_iterable(normal(line).split() for line in lines))
    got = set(text.split())
    return 100 * sum(word in got for word in want) / len(want)


def row(
    label: str, reader: str, cell: Sample, lines: tuple[str, ...], stock: str, ours: str
) -> str:
    """Return a row of the table."""
    written = " ".join(normal(line) for line in lines)
    cells = [label, cell.kind, reader]
    for text in (normal(stock), normal(ours)):
        cells += [
            f"{characters(written, text):.1f}" if cell.ordered else "",
            f"{words(lines, text):.1f}",
        ]
        cells.append(f"{whole(lines, text):.1f}")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Set each text by WeasyPrint alone and with the text layer, read both back with each reader,
    print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdfjs", type=Path, help="folder of an unpacked pdfjs-dist")
    parser.add_argument("--text", type=Path, help="an article, a paragraph a line")
    arguments = parser.parse_args()
    article: tuple[str, ...] = ()
    if arguments.text:
        article = tuple(
            line for line in arguments.text.read_text("utf-8").splitlines() if line.strip()
        )
    print(
        "| font | text | reader | WeasyPrint: characters | words | as written "
        "| Mujaz: characters | words | as written |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    families = [family for family in sorted(FAMILIES) if has_character(family, "ب")]
    texts = []
    for family in families:
        texts += [(family, item) for item in samples(family, article)]
    texts += [("both", brief(path.parent)) for path in sorted(ROOT.glob("data/*/brief.toml"))]
    for family, item in texts:
        pdf, drawn = set_sample(item)
        stock = read(set_stock(item), arguments.pdfjs)
        for reader, text in read(pdf, arguments.pdfjs).items():
            lines = item.lines or drawn_texts(drawn, tagged=reader.startswith("structure"))
            print(row(family, reader, item, lines, stock[reader], text), flush=True)


if __name__ == "__main__":
    main()
