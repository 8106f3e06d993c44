"""Read the pages of an edition: each text of the structure tree, and the text of its glyphs.

The tree gives the order, the block of the brief and the words (``ActualText``, ISO 32000-1,
14.9.4). pdfium, the renderer of Chrome, reads what the glyphs of the same marked content represent.
Mujaz writes the two equal: if they differ, one of them was changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from report.archive.leaves import RowsElsewhere, leaves
from report.archive.marked import PageTexts
from report.archive.pdf_objects import (
    ObjectNumber,
    destinations,
    entry,
    texts_of_codes,
)
from report.errors import DamageError

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

_CODE_BYTES = 2


class TextOnPage(NamedTuple):
    """A text on a page.

    ``said`` is its text in the structure tree, and ``drawn`` the text of its glyphs. ``key`` is the
    block of the brief (``sections[1].blocks[2]``), and ``page`` counts from 1. ``heads`` are the
    ids of the headers of its cell. ``row`` counts the rows of a table and ``note`` the footnotes,
    both from 1 through the whole document. ``cell`` is the place of its cell in the row, from 0,
    and ``box`` the number of the paragraph, list item or cell around it, 0 if that is not known.

    The cells of a row may be at once, if their glyphs show what the tree says: ``texts`` are then
    their texts instead of ``said`` and ``drawn``, and ``cells`` the headers of each that has one.
    """

    said: str
    drawn: str
    key: str | None
    page: int
    role: str
    note: int | None = None
    row: int | None = None
    heads: tuple[str, ...] = ()
    id: str | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    cell: int | None = None
    box: int = 0
    texts: tuple[str, ...] = ()

    @property
    def number_of_texts(self) -> int:
        """How many texts it is."""
        return len(self.cells) or 1


class _Kept(dict[int, int | None]):
    """The mapping of :meth:`str.translate` for each character: blanks and format characters are
    removed."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        dropped = character.isspace() or unicodedata.category(character) == "Cf"
        self[code] = None if dropped else code
        return self[code]


_KEPT = _Kept()
#: Format characters: the glyphs of a figure have marks of direction around it.
_MARKS = re.compile("[\u200b\u200e\u200f\u2066-\u2069\ufeff]")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text in Unicode NFC without blanks and format characters (category Cf)."""
    if text.isascii():
        return "".join(text.split())
    if text.isprintable():  # it has no format character, and no blank except the usual one
        return unicodedata.normalize("NFC", text).replace(" ", "")
    return unicodedata.normalize("NFC", text).translate(_KEPT)


def same_texts(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether the texts of two sequences of one length are equal, as :func:`plain` returns
    them."""
    for text, twin in zip(first, second, strict=True):
        if text == twin or (text.isascii() and text == _MARKS.sub("", twin)):
            continue
        if plain(text) != plain(twin):
            return False
    return True


def iter_texts(
    pdf: pikepdf.Pdf, pages: Sequence[PageTexts], rows: RowsElsewhere | None = None
) -> Iterator[TextOnPage]:
    """Yield every text of ``pdf`` in the order of the structure tree, one by one.

    The parameters and errors are those of :func:`read_texts`; ``rows`` reads the rows that are not
    in ``pdf``.
    """
    try:
        yield from _printed(pdf, pages, rows)
    except (KeyError, AttributeError, TypeError, RuntimeError, IndexError) as error:
        raise ValueError(str(error)) from error


def read_texts(
    pdf: pikepdf.Pdf, pages: Sequence[PageTexts], rows: RowsElsewhere | None = None
) -> tuple[TextOnPage, ...]:
    """Return every text of ``pdf`` in the order of the structure tree; ``pages`` are the drawn
    texts.

    Bullets of lists are left out.

    :raises ValueError: if the tree does not have the form that Mujaz writes.
    """
    return tuple(iter_texts(pdf, pages, rows))


def _printed(
    pdf: pikepdf.Pdf, pages: Sequence[PageTexts], rows: RowsElsewhere | None
) -> Iterator[TextOnPage]:
    numbers = page_numbers(pdf)
    for leaf in leaves(pdf, numbers, rows):
        if isinstance(leaf, TextOnPage):
            yield leaf
            continue
        text = "".join([pages[page - 1].marked.get(mark, "") for page, mark in leaf.marks])
        if not plain(text) and not plain(leaf.said):
            continue
        if leaf.role == "Lbl" and not any(map(str.isdigit, leaf.said)):
            continue
        yield TextOnPage(
            leaf.said,
            text,
            leaf.key,
            leaf.page,
            leaf.role,
            leaf.note,
            leaf.row,
            leaf.heads,
            leaf.id,
            (),
            leaf.cell,
            leaf.box,
        )


def page_numbers(pdf: pikepdf.Pdf) -> dict[ObjectNumber, int]:
    """Return the number of each page, from 1, by its object and generation number."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def page_finder(pdf: pikepdf.Pdf) -> Callable[[str], int | None]:
    """Return a function from the name of a destination to its page, from 1."""
    numbers = page_numbers(pdf)
    places = destinations(pdf)

    def page_of(anchor: str) -> int | None:
        try:
            return numbers[places[anchor][0].objgen]
        except (KeyError, AttributeError, TypeError, IndexError):
            return None

    return page_of


def replacements(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    """Yield each replacement text inside page content: the page from 1, the text, and the text of
    its glyphs.

    A piece that readers would reverse has one (``docs/text-layer.md``); pdfium then reads it
    instead of the glyphs.
    """
    shared: dict[ObjectNumber | None, _CodeTexts] = {}
    for number, page in enumerate(pdf.pages, 1):
        content = _Content(entry(entry(page.obj, "/Resources"), "/Font"), shared)
        for said, drawn in content.pairs(page):
            yield number, said, drawn


class _Content:
    """The replacement texts of a page's content, with the texts of the codes under them.

    Pages share fonts: ``shared`` has the texts of their codes by the number of the object.
    """

    def __init__(self, fonts: Object, shared: dict[ObjectNumber | None, _CodeTexts]) -> None:
        self._shared = shared
        self._fonts = {str(name): font for name, font in fonts.items()}
        self._maps: dict[str, _CodeTexts] = {}

    def pairs(self, page: pikepdf.Page) -> Iterator[tuple[str, str]]:
        """Yield each text and the text drawn under it.

        :raises ValueError: if the content does not have the form that Mujaz writes.
        """
        import pikepdf

        open_: list[list[str] | None] = []
        replaced: list[tuple[str, list[str]]] = []
        texts = _CodeTexts({})
        for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
            name = str(instruction.operator)
            if name == "Tf":
                texts = self._map(str(instruction.operands[0]))
            elif name in ("BDC", "BMC"):
                operands = instruction.operands
                dictionary = name == "BDC" and isinstance(operands[1], pikepdf.Dictionary)
                said = operands[1].get("/ActualText") if dictionary else None
                glyph_texts: list[str] | None = None if said is None else []
                open_.append(glyph_texts)
                if glyph_texts is not None:
                    replaced.append((str(said), glyph_texts))
            elif name == "EMC":
                if not open_:
                    raise DamageError("no-texts.marked-content")
                if open_.pop() is not None:
                    words, pieces = replaced.pop()
                    yield words, "".join(pieces)
            elif replaced:
                shown = _shown(
                    instruction.operands[0] if name == "TJ" else instruction.operands, texts
                )
                for _, pieces in replaced:
                    pieces.append(shown)

    def _map(self, name: str) -> _CodeTexts:
        if name not in self._maps:
            font = self._fonts[name]
            key = font.objgen if font.is_indirect else None
            if key is None or key not in self._shared:
                self._shared[key] = _CodeTexts.of(font)
            self._maps[name] = self._shared[key]
        return self._maps[name]


class _CodeTexts(dict[bytes, str]):
    """The text of each string of codes of a font. Those of single codes are in its ToUnicode
    table."""

    @classmethod
    def of(cls, font: Object) -> _CodeTexts:
        """Return the texts of a font."""
        texts = texts_of_codes(font).items()
        return cls({code.to_bytes(_CODE_BYTES, "big"): text for code, text in texts})

    def __missing__(self, codes: bytes) -> str:
        if len(codes) <= _CODE_BYTES:
            return "\ufffd" if codes else ""
        pieces = [codes[index : index + _CODE_BYTES] for index in range(0, len(codes), _CODE_BYTES)]
        self[codes] = "".join([self[piece] for piece in pieces])
        return self[codes]


def _shown(pieces: Iterable[Object], texts: _CodeTexts) -> str:
    """Return the text of the strings among the operands of a text operator."""
    from pikepdf import String

    return "".join([texts[bytes(piece)] for piece in pieces if isinstance(piece, String)])
