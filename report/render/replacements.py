"""Compare the replacement texts in a PDF with the text of their glyphs.

pdfium reads the replacement text of a piece (:mod:`report.render.pieces`) and not its glyphs, so
reading a page back does not verify the glyph codes.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

import pikepdf

from report.render.pieces import TAG

#: A change of font; a piece with its replacement text and the strings that it shows.
_SHOWN = re.compile(
    rb"/(?P<font>\w+) [-.\d]+ Tf"
    rb"|/%b\n<</ActualText (?P<text>\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>)>>\nBDC\n"
    rb"(?:\[<\w{4}>\] TJ\n[-. \d]+ Tm\n)?\[(?P<shown>[^\]]*)\] TJ" % TAG.encode(),
    re.DOTALL,
)
_STRING = re.compile(rb"<([0-9a-f]+)>")
_CODE = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


def false_replacements(pdf: bytes, pages: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Yield each replacement text that differs from its glyphs: the page, counted from 1, the text,
    and the PostScript name of the font.

    Format characters (Unicode category Cf) are ignored on both sides.
    """
    verdicts: dict[tuple[bytes, bytes, bytes], bool] = {}
    texts: dict[bytes, dict[bytes, str]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for number in pages:
            page = file.pages[number - 1]
            fonts = page.obj.Resources.get("/Font", pikepdf.Dictionary())
            font = b""
            for match in _SHOWN.finditer(page.Contents.read_bytes()):
                if match["font"]:
                    font = match["font"]
                    continue
                key = font, match["text"], match["shown"]
                if key not in verdicts:
                    if font not in texts:
                        texts[font] = _texts(fonts[f"/{font.decode()}"])
                    verdicts[key] = _visible(_said(match["text"])) == _visible(
                        _drawn(match["shown"], texts[font])
                    )
                if not verdicts[key]:
                    name = str(fonts[f"/{font.decode()}"].BaseFont).rpartition("+")[2]
                    yield number, _visible(_said(match["text"])), name.lstrip("/")


def _texts(font: pikepdf.Object) -> dict[bytes, str]:
    """Return the text of each code of a font, by its ``ToUnicode``."""
    table = font.ToUnicode.read_bytes()
    return {
        code: bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CODE.findall(table)
    }


def _said(text: bytes) -> str:
    """Return a text string (ISO 32000-1, 7.9.2.2) from its form in page content."""
    return str(pikepdf.Object.parse(text))


def _drawn(shown: bytes, texts: dict[bytes, str]) -> str:
    codes = "".join(code.decode() for code in _STRING.findall(shown))
    return "".join(
        texts.get(codes[index : index + 4].encode(), "\ufffd") for index in range(0, len(codes), 4)
    )


def _visible(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Cf")
