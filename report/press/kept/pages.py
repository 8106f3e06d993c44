"""The pages of a document that are as they were: found before they are laid out, kept after they are drawn."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from report.cache.memory import Memory
from report.press.kept import boxes, drawing
from report.press.kept.drawing import Loaded, Stale, Watch
from report.press.kept.parts import Parts, Place, Resume, Unit, Unknowable
from report.press.kept.reading import ReadPages

#: So many pages of a document are kept: those of a larger one would take the room of all others.
_MOST = 300


@dataclass(slots=True)
class Half:
    """One of the two things on a page that are kept: what flows (``root``), and its footnotes (``foot``).

    ``known`` is what was kept of it before, with its boxes, or ``None`` while it is laid out and drawn; ``text`` is
    what is to be kept of it, as JSON.
    """

    sheet: Sheet
    page: Any = None
    top: Any = None
    known: dict[str, Any] | None = None
    tree: boxes.Tree | None = None
    gathered: dict[str, Any] | None = None
    text: str | None = None


@dataclass(slots=True)
class Sheet:
    """A page, its key, where it leads, and its halves."""

    key: str
    place: Place
    leads: dict[str, Any]
    halves: dict[str, Half] = field(default_factory=dict)
    usable: bool = True


@dataclass(slots=True)
class KeptPages:
    """Stands in the place of WeasyPrint's functions that lay out, gather and draw, for one document.

    ``made_of`` is all that decides how its pages come out besides their boxes; ``element`` is the root of its HTML, for
    others may be set meanwhile. ``used`` says whether any page was found.
    """

    memory: Memory
    made_of: object
    layer: Any = None
    element: Any = None
    used: bool = False
    read: ReadPages = field(init=False)
    _parts: Parts | None = None
    _root: Any = None
    _loaded: Loaded | None = None
    _fresh: list[Sheet] = field(default_factory=list)
    _replayed: Sheet | None = None

    def __post_init__(self) -> None:
        self.read = ReadPages(self.memory)

    # --- layout -----------------------------------------------------------------------------------------------------

    def make_page(
        self, stock: Callable[..., Any], context: Any, root_box: Any, page_type: Any, resume_at: Resume,
        page_number: int, page_state: Any,
    ) -> Any:  # fmt: skip
        """Make a page: of what was kept of it, where that is known; the signature is that of WeasyPrint's function."""
        given = context, root_box, page_type, resume_at, page_number, page_state
        if (
            root_box.element is not self.element
            or page_type.blank
            or not _is_calm(context)
            or _names_pages(context)
        ):
            return stock(*given)
        found = self._key(context, root_box, page_type, resume_at, page_number)
        if found is None:
            return stock(*given)
        key, place = found
        if self._loaded is None:
            self._loaded = Loaded(context.font_config.font_map)
        known = self._find(key)
        if known is not None:
            return self._again(stock, given, Sheet(key, place, known["leads"]), known)
        page, leads_to, next_page = stock(*given)
        leads = self._leads(place, leads_to, next_page)
        if (
            leads is not None
            and _is_calm(context)
            and _is_simple(page)
            and len(self._fresh) < _MOST
        ):
            sheet = Sheet(key, place, leads)
            for name, box in zip(("root", "foot"), page.children, strict=False):
                sheet.halves[name] = box.kept_half = Half(sheet, page, box)
            self._fresh.append(sheet)
        return page, leads_to, next_page

    def block_level_layout(
        self, stock: Callable[..., Any], context: Any, box: Any, *given: Any, **named: Any
    ) -> Any:
        """Return the boxes that were kept in the place of those that are to be laid out."""
        sheet = self._replayed
        name = "root" if box is self._root else "foot" if hasattr(box, "page") else ""
        half = None if sheet is None else sheet.halves.get(name)
        if sheet is None or half is None or half.tree is None:
            return stock(context, box, *given, **named)
        return half.tree.top, self._resume(sheet), sheet.leads["next"], None, None, None

    def _again(
        self, stock: Callable[..., Any], given: tuple[Any, ...], sheet: Sheet, known: dict[str, Any]
    ) -> Any:
        assert self._parts is not None
        for name, half in known["halves"].items():
            tree = boxes.make(half["boxes"], self._parts.around(sheet.place.unit))
            sheet.halves[name] = tree.top.kept_half = Half(sheet, known=half, tree=tree)
            if name == "foot":
                tree.top.translate, tree.top.margin_height = _nothing, _nothing
        self._replayed = sheet
        try:
            return stock(*given)
        finally:
            self._replayed = None

    def _key(
        self, context: Any, root_box: Any, page_type: Any, resume_at: Resume, page_number: int
    ) -> tuple[str, Place] | None:
        if self._root is not root_box:
            self._root, self._parts = root_box, Parts.of(root_box)
        place = None if self._parts is None else self._parts.unit_of(resume_at)
        if place is None or self._parts is None:
            return None
        styles = [
            context.style_for(page_type, pseudo) for pseudo in (None, "@footnote", "@note-area")
        ]
        try:
            told = (
                self.made_of, self._parts.made_of(place.unit), place.part, place.levels, place.rest, page_type.side,
                [style if style is None else self._parts.styles.of(style) for style in styles],
                context.style_for.initial_page_sizes, context.forced_break, root_box.viewport_overflow,
                context.page_maker[page_number - 1][1],
            )  # fmt: skip
        except Unknowable:
            return None
        return self.memory.key("page", told), place

    def _leads(self, place: Place, resume_at: Resume, next_page: Any) -> dict[str, Any] | None:
        """Return where a page leads, told from its unit; ``None`` where that cannot be told."""
        assert self._parts is not None
        last = place.unit.last + 1 == len(self._parts.paths)
        if resume_at is None:
            part = place.unit.last + 1 - place.unit.first
            return {"part": part, "levels": 0, "rest": None, "next": next_page} if last else None
        after = self._parts.unit_of(resume_at)
        if after is None:
            return None
        part = after.unit.first + after.part - place.unit.first
        if after.unit != place.unit and (
            after.unit.first != place.unit.last + 1 or after.part or after.rest
        ):
            return None
        return {"part": part, "levels": after.levels, "rest": after.rest, "next": next_page}

    def _resume(self, sheet: Sheet) -> Resume:
        """Return where a page that was kept leads in this document.

        :raises Stale: when that is neither in its unit nor where the next one begins.
        """
        assert self._parts is not None
        leads = sheet.leads
        after = sheet.place.unit.last + 1 - sheet.place.unit.first
        if not sheet.place.part <= leads["part"] <= after or (
            leads["part"] == after and leads["rest"] is not None
        ):
            raise Stale
        return self._parts.resume(sheet.place.unit, leads["part"], leads["levels"], leads["rest"])

    # --- what is gathered of a page ---------------------------------------------------------------------------------

    def gather_anchors(
        self,
        stock: Callable[..., Any],
        box: Any,
        anchors: Any,
        links: Any,
        bookmarks: Any,
        forms: Any,
        *rest: Any,
    ) -> None:
        """Gather the links, anchors and bookmarks of a box; the signature is that of WeasyPrint's function."""
        half: Half | None = getattr(box, "kept_half", None)
        if half is None:
            stock(box, anchors, links, bookmarks, forms, *rest)
        elif half.known is None:
            before = len(links), len(bookmarks), set(anchors)
            stock(box, anchors, links, bookmarks, forms, *rest)
            half.sheet.usable = half.sheet.usable and list(forms) == [None] and not forms[None]
            half.gathered = {
                "links": links[before[0] :],
                "bookmarks": bookmarks[before[1] :],
                "anchors": {
                    name: place for name, place in anchors.items() if name not in before[2]
                },
            }
        else:
            assert half.tree is not None
            known = half.known["gathered"]
            links.extend(
                (kind, to, tuple(area), half.tree.boxes[at])
                for kind, to, area, at in known["links"]
            )
            bookmarks.extend(
                (level, label, tuple(at), state) for level, label, at, state in known["bookmarks"]
            )
            anchors.update((name, tuple(place)) for name, place in known["anchors"].items())

    def layout_box_backgrounds(
        self, stock: Callable[..., Any], page: Any, box: Any, *given: Any, **named: Any
    ) -> None:
        """Leave the backgrounds of what is drawn already."""
        half: Half | None = getattr(box, "kept_half", None)
        if half is None or half.known is None:
            stock(page, box, *given, **named)
        else:
            for one in (box, *box.children):
                one.background = None

    # --- drawing ----------------------------------------------------------------------------------------------------

    def from_box(
        self, stock: Callable[..., Any], box: Any, page: Any, *given: Any, **named: Any
    ) -> Any:
        """Return the stacking context of a box: of what is drawn already, one without children."""
        from weasyprint.stacking import StackingContext

        half: Half | None = getattr(box, "kept_half", None)
        if half is None or half.known is None:
            return stock(box, page, *given, **named)
        return StackingContext(box, [], [], [], {}, page)

    def draw_stacking_context(self, stock: Callable[..., Any], stream: Any, context: Any) -> None:
        """Draw a stacking context, or draw again what was kept of it."""
        half: Half | None = getattr(context.box, "kept_half", None)
        if half is None:
            stock(stream, context)
            return
        start = len(stream.stream)
        if half.known is None:
            self._watched(stock, stream, context, half)
        elif half.tree is None or self._loaded is None or half.known["drawn"] is None:
            raise Stale
        else:
            drawing.draw(stream, half.known["drawn"], half.tree.boxes, self.layer, self._loaded)
        self.read.note(stream, start, half.sheet.key)

    def _watched(self, stock: Callable[..., Any], stream: Any, context: Any, half: Half) -> None:
        start, marked, line = len(stream.stream), len(stream._tags), len(self.layer.lines)
        plain = drawing.is_plain(stream) and half.page.canvas_background is None
        watch = self.layer.watch = Watch()
        try:
            stock(stream, context)
        finally:
            self.layer.watch = None
        places = {id(box): at for at, box in enumerate(boxes.every(half.top))}
        drawn = (
            drawing.take(stream, start, marked, self.layer, line, watch, places) if plain else None
        )
        half.text = self._told(half, drawn)
        half.sheet.usable = half.sheet.usable and drawn is not None and half.text is not None

    # --- keeping ----------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the pages that were laid out anew, when the document has come out right."""
        changed = {
            unit for unit in {sheet.place.unit for sheet in self._fresh} if self._is_changed(unit)
        }
        for sheet in self._fresh:
            if sheet.place.unit in changed:
                continue
            parts = []
            for name, half in sheet.halves.items():
                if name == "foot" and not half.top.children:
                    continue
                text = half.text or self._told(half, None)
                if not sheet.usable or text is None:
                    break
                parts.append(f'"{name}":{text}')
            else:
                told = f'{{"leads":{_json(sheet.leads)},"halves":{{{",".join(parts)}}}}}'
                self.memory.keep(sheet.key, zlib.compress(told.encode(), 1))

    def _is_changed(self, unit: Unit) -> bool:
        assert self._parts is not None
        return self._parts.is_changed(unit)

    def _told(self, half: Half, drawn: dict[str, Any] | None) -> str | None:
        """Return what is to be kept of a half, ``drawn`` with it where it was; ``None`` where that cannot be told."""
        assert self._parts is not None
        gathered = half.gathered or {"links": [], "bookmarks": [], "anchors": {}}
        places = {id(box): at for at, box in enumerate(boxes.every(half.top))}
        try:
            told = boxes.take(half.top, self._parts.around(half.sheet.place.unit))
            links = [
                (kind, to, area, places[id(getattr(box, "_box", box))])
                for kind, to, area, box in gathered["links"]
            ]
        except KeyError:
            return None
        return _json({"boxes": told, "gathered": gathered | {"links": links}, "drawn": drawn})

    def _find(self, key: str) -> dict[str, Any] | None:
        found = self.memory.find(key)
        if found is None:
            return None
        self.used = True
        known: dict[str, Any] = json.loads(zlib.decompress(found))
        return known


def _json(thing: dict[str, Any]) -> str:
    return json.dumps(thing, separators=(",", ":"))


def _names_pages(context: Any) -> bool:
    """Say whether bookmarks or running heads are made of page numbers: they are told of a page before those are known.

    Where they are content, their boxes are looked at again once they are known.
    """
    return any(token != "content" for _, token in context.target_collector.counter_lookup_items)


def _is_calm(context: Any) -> bool:
    """Say whether nothing is left over from another page: footnotes, floats, what runs from page to page."""
    return not (
        context.reported_footnotes
        or context.broken_out_of_flow
        or any(context.running_elements.values())
    )


def _is_simple(page: Any) -> bool:
    """Say whether a page has no more than what flows and its footnotes."""
    return not page.fixed_boxes and not page.children[2].children


def _nothing(**_: Any) -> int:
    return 0


@contextmanager
def kept_pages(kept: KeptPages | None, layer: Any) -> Iterator[None]:
    """Let pages be found and kept while the context lasts, their texts drawn by ``layer``; with ``None``, none is.

    The caller has checked WeasyPrint's release.
    """
    if kept is None:
        yield
        return
    from weasyprint import anchors, draw, stacking
    from weasyprint.layout import background, page

    kept.layer = layer
    functions: list[tuple[Any, str]] = [
        (page, "make_page"), (page, "block_level_layout"), (background, "layout_box_backgrounds"),
        (anchors, "gather_anchors"), (stacking.StackingContext, "from_box"), (draw, "draw_stacking_context"),
    ]  # fmt: skip
    stock = [vars(owner)[name] for owner, name in functions]
    for owner, name in functions:
        setattr(owner, name, partial(getattr(kept, name), getattr(owner, name)))
    try:
        yield
    finally:
        for (owner, name), function in zip(functions, stock, strict=True):
            setattr(owner, name, function)
