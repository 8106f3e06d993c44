"""What the boxes of a document have of the texts and the attributes of its elements, and what other
texts and attributes change in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure.build import set_content_lists

from report.render.engine.box_tree import UnknownTreeError
from report.render.engine.boxes import TextBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from report.render.engine.box_memory import BuildArguments

#: The most texts and attributes that may differ from those of the document before.
MOST_EDITS = 20
#: What WeasyPrint takes for one space.
_SPACES = frozenset(" \t\n\r\f")
#: The attributes that HTML gives no meaning.
_DATA = "data-"
#: The properties whose values may be attributes.
_OF_ATTRIBUTES = ("anchor", "lang", "link")
#: What a label or a string may be made of, if it is made of attributes alone.
_NO_TEXTS = frozenset(("attr()", "string"))


@dataclass(frozen=True, slots=True)
class ReadElements:
    """The elements of a document: their attributes and texts.

    ``text_boxes`` are the places of the boxes that have a text, and nothing else: by the place of
    an element, and 0 for its text or 1 for what follows it. ``labelled`` are the places of elements
    whose attributes are repeated in bookmarks or at the head of pages, ``generated`` those of
    elements with content that is not in the document.
    """

    attributes: list[dict[str, str]]
    texts: list[tuple[str | None, str | None]]
    text_boxes: dict[tuple[int, int], int]
    labelled: frozenset[int]
    generated: frozenset[int]

    @classmethod
    def of(
        cls, elements: list[Element], places: Mapping[Element, int], boxes: list[Any]
    ) -> ReadElements:
        """Return what was read of the elements of a document that has these boxes."""
        labelled = {box.element for box in boxes if _has_label(box)}
        return cls(
            [dict(element.attrib) for element in elements],
            _texts(elements),
            _text_boxes(elements, places, boxes),
            frozenset(places[element] for element in labelled),
            frozenset(places[box.element] for box in boxes if _is_generated(box)),
        )

    def edits(self, elements: list[Element], style_for: Any) -> Edits:
        """Return what differs in the elements of another document.

        :raises UnknownTreeError: if it cannot be told what that changes.
        """
        texts, changed = [], []
        if [element.attrib for element in elements] != self.attributes:
            changed = list(self._changed(elements, style_for))
        if (now := _texts(elements)) != self.texts:
            texts = list(self._other_texts(now))
        if len(texts) + len(changed) > MOST_EDITS:
            raise UnknownTreeError
        return Edits(texts, changed, self.labelled.intersection(changed))

    def _changed(self, elements: list[Element], style_for: Any) -> Iterator[int]:
        for place, element in enumerate(elements):
            now, old = element.attrib, self.attributes[place]
            if now == old:
                continue
            names = [name for name in {*now, *old} if now.get(name) != old.get(name)]
            cascaded = style_for(element).cascaded
            values = [cascaded[name][0] for name in _OF_ATTRIBUTES if name in cascaded]
            if (
                place in self.generated
                or not all(name.startswith(_DATA) for name in names)
                or any(name in repr(values) for name in names)
            ):
                raise UnknownTreeError
            yield place

    def _other_texts(self, texts: list[tuple[str | None, str | None]]) -> Iterator[tuple[int, str]]:
        for place, (now, earlier) in enumerate(zip(texts, self.texts, strict=True)):
            for side, (text, old) in enumerate(zip(now, earlier, strict=True)):
                if text == old:
                    continue
                box = self.text_boxes.get((place, side))
                if box is None or not text or not _are_alike(old, text):
                    raise UnknownTreeError
                yield box, text


@dataclass(frozen=True, slots=True)
class Edits:
    """What differs in the elements of a document: texts, each with the place of its box, and the
    places of elements whose attributes differ, those of ``labelled`` ones among them."""

    texts: list[tuple[int, str]]
    elements: list[int]
    labelled: frozenset[int]

    def apply(
        self, boxes: list[Any], elements: list[Element], arguments: BuildArguments
    ) -> frozenset[int]:
        """Make the boxes those of the document, and return the places of those that differ."""
        for place, text in self.texts:
            boxes[place].text = _processed(boxes[place], text)
        changed = {place for place, _ in self.texts}
        if self.elements:
            own = {elements[place] for place in self.elements}
            labelled = {elements[place] for place in self.labelled}
            for place, box in enumerate(boxes):
                if box.element in own:
                    changed.add(place)
                    if box.element in labelled and _has_label(box):
                        set_content_lists(
                            box.element, box, box.style, box.cached_counter_values or {},
                            arguments.collector, arguments.counter_style,
                        )  # fmt: skip
        return frozenset(changed)


def _texts(elements: list[Element]) -> list[tuple[str | None, str | None]]:
    return [(element.text, element.tail) for element in elements]


def _is_generated(box: Any) -> bool:
    return "::" in (box.element_tag or "")


def _content_lists(box: Any) -> list[Any]:
    """Return what the label of a bookmark and the strings at the head of pages are made of, if a
    box has any."""
    style, lists = box.style, []
    if style["string_set"] != "none":
        lists += [content for _, content in style["string_set"]]
    if style["bookmark_level"] != "none":
        lists.append(style["bookmark_label"])
    return lists


def _has_label(box: Any) -> bool:
    """Return whether a box has a label or a string, and none that is made of texts or counters."""
    lists = _content_lists(box)
    return bool(lists) and not any(map(_repeats_text, lists))


def _repeats_text(content: Any) -> bool:
    """Return whether a label or a string is made of the text of its box or of counters."""
    return not isinstance(content, tuple | list) or not {kind for kind, *_ in content} <= _NO_TEXTS


def _are_alike(old: str | None, now: str) -> bool:
    """Return whether two texts have a word, and spaces at the same ends."""
    if not old or old.isspace() or now.isspace():
        return False
    return (old[0] in _SPACES, old[-1] in _SPACES) == (now[0] in _SPACES, now[-1] in _SPACES)


def _text_boxes(
    elements: list[Element], places: Mapping[Element, int], boxes: list[Any]
) -> dict[tuple[int, int], int]:
    """Return the places of the boxes of texts, as :class:`ReadElements` has them.

    A text of a footnote has none, and none that stands elsewhere too, in a bookmark or at the head
    of pages.
    """
    repeated = {box.element for box in boxes if any(map(_repeats_text, _content_lists(box)))}
    candidates: dict[Any, list[int]] = defaultdict(list)
    of_boxes = {id(box): place for place, box in enumerate(boxes)}
    for box in _processed_texts(boxes[0]):
        if not _is_generated(box):
            candidates[box.element].append(of_boxes[id(box)])
    single: dict[tuple[int, int], int] = {}
    waiting = [(elements[0], False)]
    while waiting:
        element, is_repeated = waiting.pop()
        is_repeated = is_repeated or element in repeated
        waiting += [(child, is_repeated) for child in element]
        if is_repeated or element not in candidates:
            continue
        texts = [((places[element], 0), element.text)]
        texts += [((places[child], 1), child.tail) for child in element]
        for key, text in texts:
            matching = [
                place
                for place in candidates[element]
                if text and _processed(boxes[place], text) == boxes[place].text
            ]
            if len(matching) == 1:
                single[key] = matching[0]
    return single


def _processed_texts(root: Any) -> Iterator[Any]:
    """Yield the text boxes of a tree whose texts WeasyPrint processes before layout: not those of
    footnotes, and not those at the head of pages."""
    waiting = [root]
    while waiting:
        box = waiting.pop()
        if isinstance(box, TextBox):
            yield box
        elif not (box.is_running() or box.is_footnote() or box.is_note()):
            waiting += box.children


def _processed(box: Any, text: str) -> str:
    """Return a text as WeasyPrint processes it in a text box; the space at its beginning goes if
    that of the text of the box has gone."""
    copy = box.copy_with_text(text)
    copy.process_whitespace(box.leading_collapsible_space and not box.text.startswith(" "))
    copy.process_text_transform()
    processed: str = copy.text
    return processed
