"""Pages that a document has in common with the one before it in the process.

A page is laid out from the boxes that are on it and on the next ones, from its style and from the
state at its beginning. Where these are those of a page of the document before, a copy of that page
is taken: its boxes get the elements of this document. Margin boxes and what continues from page to
page are made again by WeasyPrint.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from weasyprint.layout.page import set_page_type_computed_styles

from report.render.engine.box_memory import remembered_boxes
from report.render.engine.box_numbers import BoxNumbers, Numbers
from report.render.engine.boxes import TableBox, TextBox, boxes_in, whole
from report.render.engine.page_backgrounds import Backgrounds, reused_backgrounds
from report.render.engine.painted_pages import Painting
from report.render.engine.patches import Patch, Replacement, replaced
from report.render.engine.sources import is_known_release

if TYPE_CHECKING:
    from report.render.engine.box_numbers import Place

#: The most pages of a document that are remembered, and the most different boxes of all documents.
MOST_PAGES, MOST_BOXES = 100, 100_000
#: How many documents in a row share next to no page with the one before, and how many are not
#: compared then.
MOST_UNLIKE, PAUSE = 2, 8
#: The parts of a page whose styles layout reads.
_PARTS = (None, "@footnote", "@note-area")
#: How many pages after a page may have been looked at to end it.
AHEAD = 2


@dataclass(slots=True)
class Start:
    """The state at the beginning of a page, as WeasyPrint describes it."""

    place: Place
    next_page: dict[str, Any]
    right: bool
    state: Any

    @classmethod
    def of(cls, context: Any, index: int) -> Start:
        """Return the start of a page of a document."""
        place, next_page, right, state, _ = context.page_maker[index]
        return cls(place, next_page, right, deepcopy(state))


@dataclass(slots=True)
class LaidOutPage:
    """A page after its layout, without margin boxes, and what it was laid out from.

    ``numbers`` are those of the boxes of its document between ``start`` and ``end``. ``notes`` are
    the places of its footnotes among these boxes; ``links`` the places of those that print
    something of another page, with what they print. The boxes of the page have places where a
    document has elements, pictures, notes and links (:func:`_with_places`), so that they hold
    nothing else of their document.
    """

    page: Any
    style: int
    start: Start
    after: Start
    end: Place
    numbers: tuple[object, ...]
    notes: tuple[int, ...]
    links: tuple[tuple[int, str], ...]
    painting: Painting
    backgrounds: Backgrounds


@dataclass(slots=True)
class _NewPage:
    """A page of a document whose last page is not laid out yet."""

    page: Any
    start: Start
    after: Start
    notes: list[Any]
    links: dict[int, str]
    painting: Painting
    backgrounds: Backgrounds

    def whole(self, document: _Document, index: int) -> LaidOutPage | None:
        """Return the page for the next document, or ``None`` if it is not known what it was laid
        out from."""
        end = _end(document.context, index)
        place, root = self.start.place, document.root
        boxes = document.numbers.walk(root, place, end)
        places = {id(box): number for number, box in enumerate(boxes)}
        linked = [number for number, box in enumerate(boxes) if box.missing_link is not None]
        if {id(boxes[number]) for number in linked} != self.links.keys():
            return None
        noted = all(id(note) in places for note in self.notes)
        if not (noted and document.numbers.are_unchanged(boxes)):
            return None
        style = _style(document, self.page.page_type)
        _with_places(self.page, boxes, places)
        return LaidOutPage(
            self.page, style, self.start, self.after, end,
            document.numbers.between(root, place, end),
            tuple([places[id(note)] for note in self.notes]),
            tuple([(number, self.links[id(boxes[number])]) for number in linked]), self.painting,
            self.backgrounds,
        )  # fmt: skip


@dataclass(slots=True)
class _Document:
    """A document that is being laid out: its boxes, and its pages so far."""

    context: Any
    root: Any
    numbers: BoxNumbers
    new: list[tuple[int, _NewPage]] = field(default_factory=list)
    reused: list[tuple[int, LaidOutPage]] = field(default_factory=list)


@dataclass(slots=True)
class PageMemory:
    """The pages of the document before, by their index, and those of the current one."""

    _numbers: Numbers = field(default_factory=Numbers)
    _earlier: dict[int, list[LaidOutPage]] = field(default_factory=dict)
    _document: _Document | None = None
    _kind: object = None
    _unlike: int = 0
    _pause: int = 0

    def begin_document(self, context: Any, root: Any, kind: object) -> None:
        """Read the boxes of a document whose first page is laid out next."""
        if self._document is not None or self._pause:
            return
        if kind != self._kind or len(self._numbers) > MOST_BOXES:
            self._earlier, self._kind = {}, kind
            self._numbers.clear()
        fonts = context.font_config
        numbers = BoxNumbers(self._numbers, fonts.styles.numbers, root, fonts.boxes.known())
        fonts.boxes.note_numbers(numbers)
        self._document = _Document(context, root, numbers)

    def lay_out(self, index: int, context: Any, root: Any, html: Any, stock: Any) -> Any:
        """Return a page and where the next one begins; ``stock`` lays out a page."""
        document = self._document
        if document is None or document.context is not context or index >= MOST_PAGES:
            return stock(index, context, root, html)
        for stored in self._earlier.get(index, ()):
            page = None if _unsettled(context) else _again(document, stored, index, html)
            if page is not None:
                document.reused.append((index, stored))
                page.painting, stored.painting.numbers = stored.painting, document.numbers
                page.stored_backgrounds = stored.backgrounds
                return page, stored.after.place
        start, unsettled = Start.of(context, index), _unsettled(context)
        footnotes = list(context.footnotes)
        page, resume_at = stock(index, context, root, html)
        if not unsettled and not _unsettled(context) and not page.fixed_boxes:
            next_start = Start.of(context, index + 1)
            notes = [note for note in footnotes if note not in context.footnotes]
            painting = Painting(None, document.numbers)
            copy = copied(page)
            backgrounds = Backgrounds(copy)
            new = _NewPage(copy, start, next_start, notes, _links(page), painting, backgrounds)
            document.new.append((index, new))
            page.painting, page.stored_backgrounds = painting, backgrounds
        return page, resume_at

    def end_document(self) -> None:
        """Keep the pages of this document for the next one."""
        self._pause = max(self._pause - 1, 0)
        document, self._document = self._document, None
        if document is None:
            return
        if self._earlier:
            shares = 4 * len(document.reused) >= len(document.new)
            self._unlike = 0 if shares else self._unlike + 1
        if self._unlike == MOST_UNLIKE:
            self._earlier, self._unlike, self._pause = {}, 0, PAUSE
            return
        pages = dict[int, list[LaidOutPage]]()
        for index, page in document.reused:
            page.painting.numbers = None
            pages.setdefault(index, []).append(page)
        for index, new in document.new:
            new.painting.numbers = None
            if (whole := new.whole(document, index)) is not None:
                pages.setdefault(index, []).append(whole)
        self._earlier = pages


def reused_pages(kind: object) -> AbstractContextManager[None]:
    """Take pages of the document before in the same fonts while the context lasts.

    :param kind: what else decides how pages are laid out.
    """

    def make(stock: Any) -> Any:
        def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
            memory: PageMemory | None = context.font_config.pages
            if memory is None or not is_known_release():
                return stock(index, context, root_box, html)
            if index == 0:
                memory.begin_document(context, root_box, kind)
            return memory.lay_out(index, context, root_box, html, stock)

        return remake

    return replaced(remembered_boxes(), Replacement(Patch.PAGE, make), reused_backgrounds())


def copied(box: Any) -> Any:
    """Return a copy of a laid-out box with copies of the boxes inside it."""
    copy = box.copy()
    inner: Any = whole(copy)
    inner.children = type(inner.children)([copied(child) for child in inner.children])
    if isinstance(inner, TableBox):
        inner.column_groups = [copied(group) for group in inner.column_groups]
    return copy


def _again(document: _Document, stored: LaidOutPage, index: int, html: Any) -> Any:
    """Return a page of the document before for this one, or ``None`` if it would be another."""
    context, root, start = document.context, document.root, stored.start
    if context.page_maker[index][:-1] != (start.place, start.next_page, start.right, start.state):
        return None
    if document.numbers.between(root, start.place, stored.end) != stored.numbers:
        return None
    boxes = document.numbers.walk(root, start.place, stored.end)
    links = [(boxes[number], text) for number, text in stored.links]
    notes = [boxes[number] for number in stored.notes]
    if not _are_equal(context, links) or any(note not in context.footnotes for note in notes):
        return None
    page_type = stored.page.page_type
    set_page_type_computed_styles(page_type, html, context.style_for)
    style = context.style_for(page_type)
    style["overflow"] = root.viewport_overflow
    if _style(document, page_type) != stored.style:
        return None
    page = _moved(stored, boxes, style)
    for note in notes:
        context.footnotes.remove(note)
    if index == 0:
        sizes = context.style_for.initial_page_sizes
        sizes["box"], sizes["area"] = style["size"], (page.width, page.height)
    context.current_page, context.page_bottom = index + 1, page.content_box_y() + page.height
    _settle(context, index, page, deepcopy(stored.after))
    return page


def _are_equal(context: Any, links: list[tuple[Any, str]]) -> bool:
    """Return whether each of these boxes, which print something of another page, prints a text."""
    items = context.target_collector.counter_lookup_items
    lookups = [items.get((box, "content")) for box, _ in links]
    return all(map(_is_settled, lookups)) and all(_text(box) == text for box, text in links)


def _is_settled(lookup: Any) -> bool:
    """Return whether a box prints nothing but the pages of its targets."""
    return (
        lookup is not None
        and not lookup.pending
        and not lookup.missing_counters
        and all("pages" not in names for names in lookup.missing_target_counters.values())
    )


def _with_places(page: Any, boxes: list[Any], places: dict[int, int]) -> None:
    """Let the boxes of a page have the places of boxes where they have something of a document."""
    elements = {id(box.element): place for place, box in enumerate(boxes)}
    pictures = {
        id(box.replacement): place for place, box in enumerate(boxes) if hasattr(box, "replacement")
    }
    for box in boxes_in(page):
        box.element = elements.get(id(box.element))
        if box.missing_link is not None:
            box.missing_link = places[id(box.missing_link)]
        if box.footnote is not None:
            box.footnote = places[id(box.footnote)]
        if hasattr(box, "replacement"):
            box.replacement = pictures[id(box.replacement)]
    for child in page.children:
        if hasattr(child, "page"):
            child.page = None


def _moved(stored: LaidOutPage, boxes: list[Any], style: Any) -> Any:
    """Return the copy of a page for a document that has these boxes."""
    page = copied(stored.page)
    for box in boxes_in(page):
        if box.element is not None:
            box.element = boxes[box.element].element
        if box.missing_link is not None:
            box.missing_link = boxes[box.missing_link]
        if box.footnote is not None:
            box.footnote = boxes[box.footnote]
        if hasattr(box, "replacement"):
            box.replacement = boxes[box.replacement].replacement
    page.style = style
    _settle_areas(page)
    return page


def _settle_areas(page: Any) -> None:
    """Let the areas of a copied page, such as that of its footnotes, be those of the copy."""
    for child in page.children:
        if hasattr(child, "page"):
            child.page = page


def _settle(context: Any, index: int, page: Any, next_start: Start) -> None:
    """Do what WeasyPrint does after the layout of a page: note its anchors, its links, and how the
    next page begins.

    A link before its anchor is laid out again with the page of the anchor.
    """
    lookups = context.target_collector.counter_lookup_items
    maker = context.page_maker
    remake = maker[index][-1]
    earlier = [entry[-1] for entry in maker[:index]]
    # Lists, as in WeasyPrint: what is in them may be equal to several anchors (``page_marks``).
    anchors = list(chain.from_iterable(state["anchors"] for state in earlier))
    collected = list(chain.from_iterable(state["content_lookups"] for state in earlier))
    for box in boxes_in(page):
        anchor = box.style["anchor"]
        if anchor and anchor not in anchors:
            remake["anchors"].append(anchor)
            anchors.append(anchor)
            context.target_collector.cache_target_page_counters(
                anchor, next_start.state[1], index, maker
            )
        lookup = lookups.get((box.missing_link, "content")) if box.missing_link else None
        if lookup is not None and id(lookup) not in collected:
            remake["content_lookups"].append(id(lookup))
            collected.append(id(lookup))
            lookup.page_maker_index = index
    changed = {"content_changed": next_start.place is not None, "pages_wanted": False}
    following = (
        next_start.place, next_start.next_page, next_start.right, next_start.state,
        {**changed, "anchors": [], "content_lookups": []},
    )  # fmt: skip
    if index + 1 >= len(maker):
        maker.append(following)
    elif maker[index + 1][:-1] != following[:-1]:
        maker[index + 1] = following


def _unsettled(context: Any) -> bool:
    """Return whether anything continues from page to page beside the flow."""
    return bool(
        context.reported_footnotes
        or context.broken_out_of_flow
        or any(context.running_elements.values())
    )


def _style(document: _Document, page_type: Any) -> int:
    """Return the number of the styles of a page."""
    style_for = document.context.style_for
    styles = [document.numbers.style(style_for(page_type, name)) for name in _PARTS]
    return document.numbers.of(tuple(styles))


def _links(page: Any) -> dict[int, str]:
    """Return what a page prints of other pages, by the identity of the box."""
    texts: dict[int, str] = {}
    for box in page.descendants():
        if box.missing_link is not None:
            key = id(box.missing_link)
            texts[key] = texts.get(key, "") + _text(box)
    return texts


def _text(box: Any) -> str:
    return "".join([child.text for child in box.descendants() if isinstance(child, TextBox)])


def _end(context: Any, index: int) -> Place:
    """Return where the boxes end from which a page was made: at the next forced page break, or at
    the end of a later page."""
    maker = context.page_maker
    last = index + 1
    while last < min(index + 1 + AHEAD, len(maker) - 1):
        next_page = maker[last][1]
        if next_page["break"] != "any":
            break
        last += 1
    place: Place = maker[last][0]
    return place
