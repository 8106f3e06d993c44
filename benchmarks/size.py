"""What is in a file, by kind: ``python benchmarks/size.py FOLDER ...``.

Builds each brief as an edition (PDF/A-3a, with its files) and counts the bytes of the file: as
stored, and unpacked. Prints a Markdown table for each.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import bar, build_brief, page_count  # noqa: E402

KINDS = {
    "/ObjStm": "structure and other objects",
    "/XRef": "cross-reference table",
    "/EmbeddedFile": "attachments",
    "/Metadata": "metadata",
    "/Image": "images",
    "/Form": "repeated drawings",
    "/Pattern": "repeated drawings",
}
OTHER, OUTSIDE = "other streams", "objects outside streams"
#: What a font refers to, and what that is.
PARTS = {
    "/FontFile2": "fonts: outlines",
    "/FontFile3": "fonts: outlines",
    "/CIDToGIDMap": "fonts: codes",
    "/ToUnicode": "fonts: codes",
}


class Stored(NamedTuple):
    """A stream: its kind, its bytes in the file, and unpacked."""

    kind: str
    stored: int
    unpacked: int


def kinds_of(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """Return the kinds of the streams whose dictionary does not tell: by what refers to them."""
    kinds: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        contents = page.obj.get("/Contents", pikepdf.Array())
        for stream in [contents] if isinstance(contents, pikepdf.Stream) else list(contents):
            kinds[stream.objgen] = "content of pages"
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key, kind in PARTS.items():
                if isinstance(item.get(key), pikepdf.Stream):
                    kinds[item[key].objgen] = kind
    return kinds


def streams(pdf: pikepdf.Pdf) -> Iterator[Stored]:
    """Yield the streams of a file."""
    kinds = kinds_of(pdf)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            names = (str(item.get("/Subtype", "")), str(item.get("/Type", "")))
            possible = [kinds.get(item.objgen, ""), *(KINDS.get(name, "") for name in names)]
            kind = next(filter(None, possible), OTHER)
            yield Stored(kind, len(item.read_raw_bytes()), len(item.read_bytes()))


def table(path: Path) -> Iterator[str]:
    """Yield the lines of a table of the kinds in a file."""
    whole = path.stat().st_size
    with pikepdf.open(path) as pdf:
        every_stream, pages = list(streams(pdf)), len(pdf.pages)
    stored, unpacked, count = Counter[str](), Counter[str](), Counter[str]()
    for item in every_stream:
        stored[item.kind] += item.stored
        unpacked[item.kind] += item.unpacked
        count[item.kind] += 1
    outside = whole - sum(stored.values())
    stored[OUTSIDE], unpacked[OUTSIDE] = outside, outside
    yield f"{pages} pages, {whole / 1000:.1f} kB, {whole / 1000 / pages:.1f} kB a page:\n"
    yield "| kind | streams | kB | share | kB unpacked |\n|---|---|---|---|---|"
    for kind, size in stored.most_common():
        share = f"{100 * size / whole:.1f} %"
        sizes = f"{size / 1000:.1f} | {share} | {unpacked[kind] / 1000:.1f}"
        yield f"| {kind} | {count[kind]} | {sizes} |"


def main(folders: list[Path]) -> None:
    """Print a table for each brief, and its size for the bars."""
    for folder in folders:
        with tempfile.TemporaryDirectory() as temporary:
            output = Path(temporary) / "edition.pdf"
            build_brief(folder, output)
            print(f"`{folder.name}`,", *table(output), sep="\n", end="\n\n")
            size = output.stat().st_size / 1000
            bar(f"size-{folder.name}", size)
            bar(f"a-page-{folder.name}", size / page_count(output))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
