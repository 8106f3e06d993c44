"""The structure of a tagged PDF: the roles, table headers, languages and artifacts that WeasyPrint
leaves out.

WeasyPrint builds a structure tree. This module corrects its elements as they are created, and
completes the tree before it is written, by ISO 32000-1, 14.7 and 14.8, as ISO 14289-1 (PDF/UA-1)
requires; see ``docs/conformance.md``.

Templates use attributes for what HTML has no element for:

``data-pdf-tag="ROLE"`` gives the structure type of an element: ``TOC``, ``TOCI``, ``Note``,
``Figure``, ``Caption``...; ``Artifact`` removes a purely visual element from the tree;

``data-alt="TEXT"`` gives the alternative text of a ``Figure``; ``data-spoken="TEXT"`` that of a
text with signs, such as an arrow, for those who hear it;

``data-level="N"`` on the header of a group of rows, or of the first row of a section, says in how
many groups it is;

``data-key="PATH"`` names the block of the brief that an element shows. It is written as a user
property, so that the page can be compared with its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from report.arabic import foreign_language
from report.messages import text
from report.render.annotations import finish_page, link_targets, take_away
from report.render.artifacts import Furniture
from report.render.engine.boxes import MarginBox, PageBox, ParentBox, TextBox, whole
from report.render.engine.patches import Patch, Replacement, replaced
from report.render.engine.pdf import (
    Array,
    Dictionary,
    Pdf,
    String,
    pages,
    resolve,
    with_page_references,
)
from report.render.headers import write_headers
from report.render.model import KEY
from report.render.tree import (
    kids,
    level_headings,
    nest_lists,
    place_captions,
    place_notes,
    prune,
    remove_unreached,
    walk,
    wrap,
)

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, Tags
    from report.render.engine.patches import BuildTags

    #: The annotations of a page, each with its structure element.
    Annotations = list[tuple[bytes, Dictionary]]

#: CSS pixels to points.
_POINTS = 0.75
#: HTML's scopes as PDF scopes. The header of a row group applies to the columns below it.
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Column"}
_NUMBERINGS = {"ul": "Disc", "ol": "Decimal"}
_INNER = frozenset(["/LI", "/LBody", "/Lbl", "/Span", "/Link", "/NonStruct"])
_PSEUDO = {"footnote-call": "Reference", "footnote-marker": "Lbl"}
#: The structure types of elements for which WeasyPrint has none (ISO 32000-1, 14.8.4).
_ROLES = (
    dict.fromkeys(["aside", "details", "figure", "footer", "header", "nav"], "/Div")
    | dict.fromkeys(
        ["abbr", "b", "bdi", "bdo", "cite", "em", "i", "mark", "q", "s", "small", "strong"], "/Span"
    )
    | dict.fromkeys(["sub", "sup", "time", "u", "var"], "/Span")
    | {"code": "/Code", "kbd": "/Code", "pre": "/P", "samp": "/Code"}
)
#: Elements that isolate a run from the Arabic around it, in its own language.
_RUNS = frozenset(["a", "bdi", "code", "kbd", "samp"])


@dataclass(slots=True)
class Structure:
    """The structure tree under construction: the HTML element of each structure element, and the
    work left for the end."""

    rtl: bool
    _pdf: Pdf | None = None
    _open: list[int] = field(default_factory=list)
    _first: dict[tuple[int, str], Dictionary] = field(default_factory=dict)
    _origin: dict[int, int] = field(default_factory=dict)
    _figures: list[tuple[Dictionary, tuple[float, float, float, float]]] = field(
        default_factory=list
    )
    _anchors: dict[str, Dictionary] = field(default_factory=dict)
    _references: list[tuple[Dictionary, str]] = field(default_factory=list)
    _calls: dict[int, Dictionary] = field(default_factory=dict)
    _notes: dict[int, Dictionary] = field(default_factory=dict)
    _levels: dict[int, int] = field(default_factory=dict)
    _nested: list[tuple[Dictionary, Dictionary, bytes | None]] = field(default_factory=list)
    _furniture: Furniture = field(default_factory=Furniture)
    _bookmarked: list[Dictionary] = field(default_factory=list)
    _links: int = 0
    _repeated: int = 0
    _spoken: int = 0
    _kept: list[Element] = field(default_factory=list)

    def build(
        self,
        original: BuildTags,
        box: Box,
        parent: Dictionary,
        pdf: Pdf,
        page_number: int,
        numbers: dict[int, bytes],
        annotations: Annotations,
        tags: Tags,
    ) -> Iterator[Dictionary]:
        """Yield the corrected structure elements of ``box``; replaces a function of WeasyPrint.

        One HTML element becomes one structure element, on any number of pages (ISO 32000-1,
        14.7.2). A repeated table head is an artifact.
        """
        if self._pdf is None:
            self._pdf = with_page_references(pdf)
        pdf = self._pdf
        box = whole(box)
        html = box.element
        own = html is not None and box.element_tag == html.tag and id(html) not in self._open
        if html is not None and own:
            self._open.append(id(html))
            self._kept.append(html)  # keep the HTML element alive, so that its id stays unique
        if self._links and box.link_annotation:
            take_away(pdf, page_number, box.link_annotation)
            box.link_annotation = None
        link = bool(box.link_annotation)
        key = id(html)
        again = own and ((key, "/THead") in self._first or (key, "/TFoot") in self._first)
        again = again or (html is not None and own and html.get("data-pdf-tag") == "Artifact")
        spoken = html is not None and own and html.tag != "html" and bool(html.get("lang"))
        self._links += link
        self._repeated += again
        self._spoken += spoken
        inside = (
            _item_around(pdf, parent)
            if html is not None and own and html.tag in _NUMBERINGS and parent["S"] == "/L"
            else None
        )
        annotated = len(annotations)
        self._furniture.see(box, page_number, tags)
        earlier_numbers = set(numbers) if isinstance(box, MarginBox) else set()
        elements = list(original(box, parent, pdf, page_number, numbers, annotations, tags))
        if isinstance(box, MarginBox):
            new_numbers = numbers.keys() - earlier_numbers
            self._furniture.add_margin(box.at_keyword, page_number, new_numbers)
        self._links -= link
        self._repeated -= again
        self._spoken -= spoken
        if html is not None and own:
            self._open.pop()
        if html is None or html.tag in ("html", "body") or isinstance(box, (PageBox, MarginBox)):
            yield from elements
            return
        for element in elements:
            self._origin[element.number] = id(html)
            if element["S"] == "/Link" and not link:
                element["S"] = (
                    "/Span"  # the generated content of a link, or a link without a target on paper
                )
            if box.link_annotation and element["S"] == "/Link":
                self._describe_link(box.link_annotation, box)
            if not own:
                self._put_anonymous(element, box)
                yield element
            elif html.get("data-pdf-tag") != "Artifact" and not self._goes_on(
                element, html, pdf, annotations, annotated
            ):
                self._put_right(element, box, html, pdf)
                self._nested += [(element, *inside)] if inside is not None else []
                refers = element["S"] == "/Link" and "Dest" in (box.link_annotation or ())
                yield wrap(pdf, element, "Reference") if refers else element

    def made_of(self, html: Element, role: str) -> Dictionary:
        """Return the structure element with a role that was created from an HTML element.

        :raises KeyError: if there is no such element.
        """
        return self._first[id(html), role]

    def finish(self, pdf: Pdf) -> list[Dictionary]:
        """Complete the tree of a PDF that is about to be written, after its text is written, and
        return its elements in reading order."""
        root = resolve(pdf, pdf.catalog["StructTreeRoot"])
        document = resolve(pdf, root["K"][0])
        elements = self._arrange(pdf, document)
        reached = {id(element): element for element in elements}
        for element, (left, top, right, bottom) in self._figures:
            page = resolve(pdf, element["Pg"])["MediaBox"]
            box = (
                left * _POINTS,
                page[3] - bottom * _POINTS,
                right * _POINTS,
                page[3] - top * _POINTS,
            )
            element["A"] = _attributes(
                "Layout", BBox=Array(round(value, 2) for value in box), Placement="/Block"
            )
        for element, name in self._references:
            # For readers of later versions than PDF 1.7 (ISO 32000-2, 14.7.2).
            if name in self._anchors:
                element["Ref"] = Array([self._anchors[name].reference])
        self._name_targets(pdf)
        ids = sorted(
            (item["ID"].string, item.reference) for item in reached.values() if "ID" in item
        )
        if ids:
            names = Array(chain.from_iterable((String(name), ref) for name, ref in ids))
            tree = Dictionary({"Names": names})
            pdf.add_object(tree)
            root["IDTree"] = tree.reference
        pdf.catalog["MarkInfo"]["UserProperties"] = "true"
        self._furniture.put_aside(pdf, root, reached)
        for page in pages(pdf):
            finish_page(pdf, page)
        remove_unreached(pdf, root, reached)
        return elements

    def _arrange(self, pdf: Pdf, document: Dictionary) -> list[Dictionary]:
        """Put the elements in reading order, give table cells their headers, and return the
        elements."""
        nest_lists(pdf, document, self._nested)
        place_captions(pdf, list(walk(pdf, document)))
        place_notes(pdf, self._calls, self._notes)
        elements = list(walk(pdf, document))
        level_headings(elements)
        for element in elements:
            if element["S"] == "/Table":
                write_headers(pdf, element, self._levels)
        linked = {name: self._anchors[name] for name in link_targets(pdf) if name in self._anchors}
        elements = prune(pdf, document, linked)
        self._anchors |= linked
        return elements

    def _put_right(self, element: Dictionary, box: Box, html: Element, pdf: Pdf) -> None:
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self._bookmarked.append(element)
        if name := html.get("id"):
            self._anchors.setdefault(name, element)
        if language := html.get("lang") or (None if self._spoken else _language(html)):
            element["Lang"] = String(language)
        if element["S"] == "/NonStruct":
            element["S"] = _ROLES.get(html.tag, "/NonStruct")
        if role := html.get("data-pdf-tag"):
            element["S"] = f"/{role}"
            element.pop("A", None)
            element.pop("Alt", None)
        if key := html.get("data-key"):
            entry = Dictionary({"N": String(KEY), "V": String(key)})
            element["A"] = _attributes("UserProperties", P=Array([entry]))
        kind = element["S"]
        if kind == "/Figure":
            if alternative := html.get("data-alt"):
                element["Alt"] = String(alternative)
            left, top = box.content_box_x(), box.content_box_y()
            self._figures.append((element, (left, top, left + box.width, top + box.height)))
        elif kind == "/Note":
            element["ID"] = String(f"note-{element.number}")
            self._notes[id(html)] = element
        elif kind in ("/TH", "/TD"):
            self._describe_cell(element, html)
        elif kind == "/L" and html.tag in _NUMBERINGS:
            element["A"] = _attributes("List", ListNumbering="/" + _NUMBERINGS[html.tag])
        elif kind == "/TOCI":
            self._references += [(element, a.get("href", "")[1:]) for a in html.iter("a")]

    def _describe_cell(self, cell: Dictionary, html: Element) -> None:
        """Say of which cells a head is, and what those hear who do not see a sign."""
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/" + _SCOPES.get(html.get("scope", ""), "Column")
            level = html.get("data-level", "")
            self._levels[cell.number] = int(level) if level.isdecimal() else 0
        if spoken := html.get("data-spoken"):
            cell["Alt"] = String(spoken)

    def _describe_link(self, link: Dictionary, box: Box) -> None:
        """Describe the target of a link by its words, or by the page if these are a number."""
        words = " ".join("".join(_texts(box)).split())
        key = "link.page" if words.isdigit() else "link.place"
        link["Contents"] = String(text(key, "ar" if self.rtl else "en", target=words))

    def _name_targets(self, pdf: Pdf) -> None:
        """Let named places and bookmarks refer to structure elements too: by the id of the element,
        and by ``SE`` in the outline."""
        for name, element in self._anchors.items():
            element.setdefault("ID", String(name))
        outlines = [
            item
            for item in pdf.objects
            if isinstance(item, dict) and "Title" in item and "Dest" in item
        ]
        for outline, element in zip(outlines, self._bookmarked, strict=True):
            outline["SE"] = element.reference

    def _put_anonymous(self, element: Dictionary, box: Box) -> None:
        """Give a role to a box without an HTML element of its own: generated content, or a part of
        the element around it."""
        _, _, pseudo = (box.element_tag or "").partition("::")
        if pseudo in _PSEUDO:
            element["S"] = "/" + _PSEUDO[pseudo]
            if pseudo == "footnote-call":
                self._calls.setdefault(id(box.element), element)
        elif element["S"] not in _INNER:
            element["S"] = "/NonStruct"  # otherwise a heading would contain a heading

    def _goes_on(
        self,
        element: Dictionary,
        html: Element,
        pdf: Pdf,
        annotations: Annotations,
        annotated: int,
    ) -> bool:
        """Return whether ``element`` continues one from an earlier page or line; if so, its kids
        are moved there, and its annotation: those of its box begin at ``annotated``."""
        key = id(html), element["S"]
        first = self._first.setdefault(key, element)
        if first is element or any(isinstance(kid, int) for kid in element["K"]):
            return False
        if not self._repeated and element["S"] not in ("/THead", "/TFoot"):
            self._join(pdf, first, element)
            for index in range(annotated, len(annotations)):
                reference, annotation = annotations[index]
                if reference == element.reference:
                    annotations[index] = first.reference, annotation
        return True

    def _join(self, pdf: Pdf, first: Dictionary, second: Dictionary) -> None:
        below = kids(pdf, second)
        first_kids = kids(pdf, first)
        if below and first_kids and self._one(first_kids[-1], below[0]):
            self._join(pdf, first_kids[-1], below.pop(0))
        for kid in below:
            if "P" in kid:
                kid["P"] = first.reference
            first["K"].append(kid.reference)

    def _one(self, first: Dictionary, second: Dictionary) -> bool:
        """Return whether two structure elements are parts of one that shares its HTML element: the
        body of a list item."""
        same = first.get("S") == second.get("S") != "/Link" and first.get("S") == "/LBody"
        return same and self._origin.get(first.number) == self._origin.get(second.number)


def _language(html: Element) -> str | None:
    """Return the language of an isolated left-to-right run, as far as its letters show."""
    apart = html.tag in _RUNS and (html.get("dir") == "ltr" or html.tag not in ("a", "bdi"))
    return foreign_language("".join(html.itertext())) if apart else None


def _item_around(pdf: Pdf, outer: Dictionary) -> tuple[Dictionary, bytes | None]:
    """Return the unfinished item of the list ``outer``, and the reference of its last kid so
    far."""
    item = next(
        item
        for item in reversed(pdf.objects)
        if isinstance(item, Dictionary)
        and item.get("S") == "/LI"
        and item.get("P") == outer.reference
    )
    return item, item["K"][-1] if item["K"] else None


def _attributes(owner: str, **entries: object) -> Dictionary:
    return Dictionary({"O": f"/{owner}", **entries})


def _texts(box: Box) -> Iterator[str]:
    """Yield the texts in a box that are not artifacts."""
    if isinstance(box, TextBox):
        yield box.text
    elif isinstance(box, ParentBox):
        for child in box.children:
            if child.element is None or child.element.get("data-pdf-tag") != "Artifact":
                yield from _texts(child)
                yield " "


@contextmanager
def structure(*, rtl: bool) -> Iterator[Structure]:
    """Correct the tree that WeasyPrint builds while the context lasts."""
    built = Structure(rtl)
    with replaced(Replacement(Patch.TAGS, lambda stock: partial(built.build, stock))):
        yield built
