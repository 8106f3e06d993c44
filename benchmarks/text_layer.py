"""How much of the text each reader gets back from a set PDF: prints the table of ``docs/text-layer.md``.

Needs ``pdftotext`` and ``pdfinfo`` of poppler. For the pdf.js rows give the folder of an unpacked ``pdfjs-dist``
and have ``node``: ``python benchmarks/text_layer.py --pdfjs FOLDER``. An article may be given to measure on:
``--text FILE``, a paragraph a line.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from report.document import Stylesheet
from report.press import PdfMetadata, font_faces, set_pdf

PAGE = '<!doctype html><html lang="ar" dir="rtl"><title>قياس</title><body>'
FAMILIES = ("IBM Plex Sans Arabic", "Amiri")

PROSE = (
    "عقد المدير العام ما مجموعه ثلاثة وأربعين اجتماعا ثنائيا مع رؤساء وفود الدول والمنظمات الدولية المشاركة.",
    "وامتدت المشاورات لتشمل تبادل الخبرات الأمنية وتعزيز التنسيق العملياتي والاستخباراتي، لا سيما الأولى والآتية.",
    "للجنة أن تطلب الإيضاحات اللازمة، ولها ألا تلتزم بالآجال إلا إذا لزم الأمر؛ والله ولي التوفيق.",
)
VOCALISED = (
    "إِنَّ الحَمْدَ لِلَّهِ نَحْمَدُهُ وَنَسْتَعِينُهُ، وَمَنْ يَعْمَلْ صَالِحًا فَلِنَفْسِهِ.",
    "وَقَدْ بُنِيَتِ الدَّوْلَةُ عَلَى العَدْلِ، فَلَا يُظْلَمُ أَحَدٌ شَيْئًا، وَلَا تَضِيعُ الحُقُوقُ.",
    "يُحَدِّدُ القَانُونُ الإِجْرَاءَاتِ المُتَّبَعَةَ، وَتُؤَمِّنُ السُّلُطَاتُ الأَمْنَ لِكُلِّ مُوَاطِنٍ.",
)
MIXED = (
    'وقعت المذكرة مع منظمة <bdi dir="ltr">INTERPOL</bdi> سنة 2025، بنسبة <bdi dir="ltr">12.5%</bdi> من المجموع.',
    'للتواصل: <bdi dir="ltr">+212 537 00 00 00</bdi>، والمرجع <bdi dir="ltr">DGSN-2025/43</bdi> بتاريخ 24 نونبر.',
    "بلغ العدد 1.250 طلبا، منها 43 اجتماعا و(7) مذكرات.",
)
READER_OF_PDFJS = """
import { readFileSync } from "fs";
globalThis.DOMMatrix ??= class {};  // drawing only, and reading text draws nothing
const { getDocument } = await import("PDFJS/legacy/build/pdf.mjs");
const data = new Uint8Array(readFileSync(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
let plain = "", tree = "";
for (let n = 1; n <= pdf.numPages; n++) {
  const page = await pdf.getPage(n);
  for (const i of (await page.getTextContent()).items) plain += i.str + (i.hasEOL ? "\\n" : "");
  plain += "\\n";
  const texts = {}; const open = [];
  for (const i of (await page.getTextContent({ includeMarkedContent: true })).items) {
    if (i.type?.startsWith("begin")) open.push(i.id ?? null);
    else if (i.type) open.pop();
    else { const id = open.findLast(x => x); if (id) texts[id] = (texts[id] ?? "") + i.str + (i.hasEOL ? " " : ""); }
  }
  const walk = (node) => {
    if (!node) return;
    if (node.type === "content") tree += (texts[node.id] ?? "");
    for (const child of node.children ?? []) walk(child);
    if (["P", "TD", "TH", "H1"].includes(node.role)) tree += "\\n";
    else if (node.role === "Span") tree += " ";
  };
  walk(await page.getStructTree());
}
console.log(JSON.stringify({ plain, tree }));
"""


def documents(article: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Return for each kind of text its HTML and its plain text."""
    cells = [word for line in PROSE for word in line.split()]
    rows = "".join(
        f"<tr><td>{cells[i]}</td><td>{cells[i + 1]}</td><td>{i * 37}</td></tr>" for i in range(0, len(cells) - 1, 2)
    )
    kinds = {
        "article": "".join(f"<p>{escape(line)}</p>" for line in article),
        "vocalised": "".join(f"<p>{line}</p>" for line in VOCALISED),
        "mixed": "".join(f"<p>{line}</p>" for line in MIXED),
        "table": f"<table>{rows}</table>",
    }
    return {kind: (html, re.sub(r"<[^>]+>", "", re.sub(r"</(p|td|tr)>", " ", html))) for kind, html in kinds.items()}


def look(family: str) -> str:
    """Return the CSS of the measured pages: one family, justified lines, a line at the foot."""
    return (
        f'{font_faces()} html{{font-family:"{family}";font-size:12pt;line-height:1.75;text-align:justify}} '
        '@page{size:A4;margin:24mm 25mm;@bottom-center{content:"الصفحة " counter(page)}}'
    )


def set_ours(body: str, family: str) -> bytes:
    """Set a body with the text layer, and return the PDF."""
    metadata = PdfMetadata(
        title="قياس", language="ar-MA", created=datetime(2025, 12, 1, tzinfo=UTC), identifier="text-layer"
    )
    sheet = Stylesheet(css=look(family), base=Path.cwd())
    return set_pdf(PAGE + body, stylesheets=[sheet], roots=[], metadata=metadata, text_gate=False).data


def set_stock(body: str, family: str) -> bytes:
    """Set a body by WeasyPrint alone, and return the PDF."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(string=look(family), font_config=fonts)
    pdf: bytes = HTML(string=PAGE + body).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)
    return pdf


def pdfium(path: Path) -> str:
    """Return what pdfium (Chrome, Edge) reads."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def poppler(path: Path) -> str:
    """Return what poppler (Evince, Okular) reads."""
    return _run("pdftotext", "-enc", "UTF-8", str(path), "-")


def structure(path: Path) -> str:
    """Return the structure tree as a reader gets it that honours replacement text (ISO 32000-1, 14.9.4)."""
    import pikepdf

    texts: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if "/ActualText" in element:
            texts.append(str(element.ActualText))
            return
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)
        if element.get("/S") in ("/P", "/TD", "/TH"):
            texts.append("\n")

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return "".join(texts)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", errors="replace").stdout


def normal(text: str) -> str:
    """Drop what steers bidi and compose the letters; keep every other invisible character, as a search would."""
    controls = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x61C])
    return " ".join(unicodedata.normalize("NFC", text.translate(controls)).split())


def words(text: str) -> list[str]:
    """Return the words without the punctuation around them."""
    return re.findall(r"[^\s.,،؛:!?؟()“”«»\"]+", normal(text))


def recall(wanted: str, read: str) -> float:
    """Return the share of words that came back whole, in percent."""
    want, got = Counter(words(wanted)), Counter(words(read))
    return 100 * (want & got).total() / want.total()


def found(wanted: str, read: str) -> float:
    """Return the share of words that a search finds, in percent; a search minds no space lost beside a word."""
    text = normal(read)
    want = words(wanted)
    return 100 * sum(word in text for word in want) / len(want)


def phrases(wanted: str, read: str) -> float:
    """Return the share of pairs of neighbouring words that a search for the two, with a space between, finds."""
    text = normal(read)
    pairs = [f"{a} {b}" for a, b in re.findall(r"(?<!\S)(?=(\S*\w) (\w+))", normal(wanted))]
    return 100 * sum(pair in text for pair in pairs) / len(pairs)


def main() -> None:
    """Set each kind of text in each family, read it back with each reader, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdfjs", type=Path, help="folder of an unpacked pdfjs-dist")
    parser.add_argument("--text", type=Path, help="an article, a paragraph a line")
    arguments = parser.parse_args()
    article = PROSE
    if arguments.text:
        article = tuple(line for line in arguments.text.read_text("utf-8").splitlines() if line.strip())
    print(
        "| font | text | reader | stock: words found | words found | words whole | pairs found |",
        "|---|---|---|---|---|---|---|",
        sep="\n",
    )
    for family in FAMILIES:
        for kind, (html, text) in documents(article).items():
            stock = read(set_stock(html, family), arguments.pdfjs)
            for name, got in read(set_ours(html, family), arguments.pdfjs).items():
                figures = (found(text, stock[name]), found(text, got), recall(text, got), phrases(text, got))
                print(f"| {family} | {kind} | {name} |", " | ".join(f"{figure:.1f}" for figure in figures), "|")


def read(pdf: bytes, pdfjs: Path | None) -> dict[str, str]:
    """Return what each reader gets from a PDF, by the reader's name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.pdf"
        path.write_bytes(pdf)
        got = {"pdfium": pdfium(path), "poppler": poppler(path), "tree": structure(path)}
        if pdfjs:
            script = Path(folder) / "read.mjs"
            script.write_text(READER_OF_PDFJS.replace("PDFJS", str(pdfjs.resolve())))
            both = json.loads(_run("node", str(script), str(path)).splitlines()[-1])
            got |= {"pdf.js": both["plain"], "tree (pdf.js)": both["tree"]}
    return got


if __name__ == "__main__":
    main()
