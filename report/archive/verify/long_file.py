"""An edition with long registers: the libraries read its skeleton, and
:mod:`report.archive.registers` its rows and their pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from report.archive.marked import PageTexts
from report.archive.pdf_objects import ObjectNumber, entry
from report.archive.printed import plain
from report.archive.registers.content import PageReader
from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.page_content import shared_streams
from report.archive.registers.pages_ahead import PagesAhead, ReadPage
from report.archive.registers.placed_rows import PlacedRows
from report.archive.registers.proved import RegisterCounts, rows_are_shown
from report.archive.registers.reading import RegisterReading
from report.archive.registers.skeleton import Divided, originals
from report.archive.registers.table import OtherForm
from report.archive.verify.container import MOST
from report.archive.verify.drawn import Pages
from report.archive.verify.glyphs import Fonts
from report.archive.verify.model import Check
from report.archive.verify.rooms import is_doubtful
from report.archive.verify.seen import Shown, look_at_pages, unseen_on
from report.errors import Location
from report.file_bytes import Source, start_of

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

    from report.document import Composition


class LongFile:
    """An edition that is divided into its skeleton and its rows.

    :param pdf: the opened skeleton.
    :param data: the bytes of the whole file.
    :param side_process: whether a child process reads some of its pages; for a process that has
        started no thread.
    :param is_early: whether it reads them from now on, before they are asked for.
    :raises OtherForm: if a page that others share does not end as it begins.
    """

    def __init__(
        self,
        divided: Divided,
        pdf: pikepdf.Pdf,
        data: Source,
        where: Location,
        *,
        side_process: bool = False,
        is_early: bool = False,
    ) -> None:
        self.divided, self._pdf, self._data, self._where = divided, pdf, data, where
        self._numbers = divided.page_numbers(pdf)
        self._skeleton = divided.skeleton
        self.objects = divided.objects
        self._fonts = Fonts()
        self._glyphs: dict[ObjectNumber, GlyphTexts] = {}
        self._fonts_of: dict[tuple[bytes, int], Mapping[str, GlyphTexts]] = {}
        self._fonts_named: dict[frozenset[tuple[str, int]], Mapping[str, GlyphTexts]] = {}
        self._heads: dict[int, tuple[str, ...]] = {}
        self._side_process = side_process
        self._ahead: PagesAhead | None = None
        self._doubtful: list[int] = []
        self._count = 0
        self._by_pdfium: tuple[int, PageTexts] | None = None
        self._opened: Pages | None = None
        #: The replacement texts in the content that differ from their glyphs: the page, the text,
        #: the text of the glyphs.
        self.replaced: list[tuple[int, str, str]] = []
        #: The page that each page of a register is alike but for its rows: the first of them.
        self.models = originals(divided.pages, self._numbers)
        for number in sorted(set(self.models.values())):
            _need_balanced(pdf.pages[number - 1])
        self._shown: Shown | None = None
        if side_process and is_early:
            self.look()
            self._ahead = self._pages_ahead(is_early=True)

    def look(self) -> Shown:
        """Check the texts of the pages that are visible without the rows.

        :raises OtherForm: if the page that others share has marked content of its own.
        """
        if self._shown is not None:
            return self._shown
        shown = look_at_pages(self._pdf, self._skeleton, self._where, self.models)
        if any(shown.texts[number - 1].marked for number in shown.models):
            raise OtherForm("marks of a model page")
        self._shown = shown
        return shown

    def shown_rows(self, document: Composition) -> RegisterCounts | None:
        """Return how many cells show the rows of a document; ``None`` if that is not certain. The
        file must be proved to be what Mujaz makes of that document."""
        return rows_are_shown(self.divided, document, self._fonts_at)

    def rows(self) -> RegisterReading:
        """Return the reader of the rows; what their pages show is added to the result of
        :meth:`look`."""
        if self._ahead is None:
            self._ahead = self._pages_ahead(is_early=False)
        self._reading = RegisterReading(
            divided=self.divided,
            numbers=self._numbers,
            read=self._ahead.page,
            heads=self._heads_at,
            seen=self._add,
            by_pdfium=self._read_by_pdfium,
        )
        return self._reading

    def _pages_ahead(self, *, is_early: bool) -> PagesAhead:
        """Return what reads the pages, when :meth:`look` was called."""
        pages = self.divided.pages
        self._reader = PageReader(self.divided.content, shared_streams(pages.values()))
        for page in pages:
            self._fonts_at(page)  # by both processes: libraries must not read one file in two
        order = sorted(pages, key=self._numbers.__getitem__)
        return PagesAhead(self._read, order, side_process=self._side_process, is_early=is_early)

    @property
    def first_skeleton(self) -> Source:
        """The first revision of the skeleton."""
        return start_of(self.divided.skeleton, self.divided.first_length)

    @property
    def repeated(self) -> Collection[int]:
        """The pages of registers that differ from an earlier one only in their rows, by their
        numbers from 1."""
        return frozenset(number for number, first in self.models.items() if number != first)

    def contents(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number of each page of a register, from 1, and the content of its rows."""
        of_pages = {self._numbers[number]: own for number, own in self.divided.pages.items()}
        for number, own in sorted(of_pages.items()):
            yield number, b"".join(map(self.divided.content, own.streams))

    def placed_rows(self, *, is_placed: bool) -> PlacedRows:
        """Return a reader of the rows, with the places of their texts if ``is_placed``."""
        return PlacedRows(
            self.divided, self._numbers, self._fonts_at, self._attributes_at, is_placed
        )

    @property
    def named(self) -> Collection[tuple[str, int]]:
        """The objects of the skeleton that only rows refer to, each with its kind, when all rows
        were read."""
        small = self.divided.numbering.small
        return {(kind, small(number)) for kind, number in self._reading.named}

    def in_file(self, number: int) -> int:
        """Return the number in the file of an object of the skeleton."""
        return self.divided.numbering.in_file(number)

    def seen(self) -> Check:
        """Return whether all texts are visible, when all rows were read."""
        check = self.look().check
        findings = list(check.findings)
        for number in self._doubtful:
            if len(findings) < MOST:
                findings += unseen_on(self._pages, self._pdf, number, self._where)
        facts = {"texts": self._count + int(str(check.facts["texts"]))}
        return Check("seen", tuple(findings[:MOST]), facts)

    def close(self) -> None:
        """Release the memory of pdfium, and end the child process."""
        if self._ahead is not None:
            self._ahead.close()
        if self._opened is not None:
            self._opened.close()

    @property
    def _pages(self) -> Pages:
        if self._opened is None:
            self._opened = Pages(self._data)
        return self._opened

    def _read(self, page: int) -> ReadPage:
        """Return what a page shows, by the number of its object."""
        content = self._reader.read(self.divided.pages[page].streams, self._fonts_at(page))
        replaced = [
            text
            for text in content.replaced
            if text.said != text.drawn and plain(text.said) != plain(text.drawn)
        ]
        model = self.look().models[self.models[self._numbers[page]]]
        return ReadPage(
            content.marked, content.apart, replaced, content.count, is_doubtful(content, model)
        )

    def _add(self, number: int, page: ReadPage) -> None:
        """Take what the rows add to a page."""
        texts = self.look().texts
        texts[number - 1] = PageTexts({}, (*texts[number - 1].apart, *page.apart))
        self._count += page.painted
        self.replaced += [(number, said, drawn) for said, drawn in page.replaced]
        if page.is_doubtful:
            self._doubtful.append(number)

    def _fonts_at(self, page: int) -> Mapping[str, GlyphTexts]:
        alike = self.divided.pages[page].alike
        if alike not in self._fonts_of:
            fonts = entry(entry(self._object(page), "/Resources"), "/Font")
            named = {str(name)[1:]: self._font(font) for name, font in fonts.items()}
            same = frozenset([(name, id(font)) for name, font in named.items()])
            # Pages with the same fonts have one mapping: shared streams are read with it once.
            self._fonts_of[alike] = self._fonts_named.setdefault(same, named)
        return self._fonts_of[alike]

    def _object(self, number: int) -> Object:
        """Return the object of the skeleton that has a number in the file."""
        return self._pdf.get_object(self.divided.numbering.small(number), 0)

    def _font(self, font: Object) -> GlyphTexts:
        number = font.objgen
        if number not in self._glyphs:
            self._glyphs[number] = GlyphTexts.of(*self._fonts.of(font))
        return self._glyphs[number]

    def _heads_at(self, attributes: int) -> tuple[str, ...]:
        if attributes not in self._heads:
            headers = self._object(attributes).get("/Headers", ())
            self._heads[attributes] = tuple(map(str, headers))
        return self._heads[attributes]

    def _attributes_at(self, number: int) -> bytes:
        return self._object(number).unparse(resolved=True)

    def _read_by_pdfium(self, number: int) -> PageTexts:
        if self._by_pdfium is None or self._by_pdfium[0] != number:
            with self._pages.drawn(number) as page:
                self._by_pdfium = number, page.texts
        return self._by_pdfium[1]


def _need_balanced(page: pikepdf.Page) -> None:
    """Check that the content before the rows ends where it begins, so that it has no effect on what
    follows.

    :raises OtherForm: if it does not.
    """
    import pikepdf

    depth = marked = texts = 0
    instructions = list(pikepdf.parse_content_stream(page, "q Q BT ET BDC BMC EMC"))
    for place, instruction in enumerate(instructions, 1):
        name = str(instruction.operator)
        depth += {"q": 1, "Q": -1}.get(name, 0)
        marked += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        texts += {"BT": 1, "ET": -1}.get(name, 0)
        if marked < 0 or texts not in (0, 1) or (depth < 1 and place < len(instructions)):
            raise OtherForm("content of a model page")
    if depth or marked or texts:
        raise OtherForm("content of a model page")
