"""The structure of a tagged PDF: the roles, headings of tables, languages and artifacts that WeasyPrint leaves out.

Stands around one private function of WeasyPrint 70.0, ``weasyprint.pdf.tags._build_box_tree``, and finishes its tree
before it is written. What it follows is ISO 32000-1, 14.7 and 14.8, as ISO 14289-1 (PDF/UA-1) asks for it; see
``docs/conformance.md``. Templates say what HTML has no element for:

``data-pdf-tag="ROLE"``
    the structure type of an element: ``TOC``, ``TOCI``, ``Note``, ``Figure``, ``Caption``...; ``Artifact`` for what
    is only seen: it leaves the tree;
``data-alt="TEXT"``
    the alternative text of an element that is a ``Figure``;
``data-key="PATH"``
    which block of the brief an element is: written as a user property, so that what stands on the page can be held
    against what it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from report.errors import PressError
from report.press.codes import resolve
from report.press.headers import write_headers
from report.press.machine import WEASYPRINT

#: The user property that says which block of the brief an element is.
KEY = "MujazKey"
#: CSS pixels to points.
_POINTS = 0.75
#: HTML's scopes as PDF has them. The head of a group of rows stands over the columns below it.
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Column"}
_NUMBERINGS = {"ul": "Disc", "ol": "Decimal"}
_INNER = frozenset(["/LI", "/LBody", "/Lbl", "/Span", "/Link", "/NonStruct"])
_PSEUDO = {"footnote-call": "Reference", "footnote-marker": "Lbl"}


@dataclass(slots=True)
class Structure:
    """The tree while it is built: which element of HTML each of its elements came from, and what awaits the end."""

    rtl: bool
    _open: list[int] = field(default_factory=list)
    _first: dict[tuple[int, str], Any] = field(default_factory=dict)
    _origin: dict[int, int] = field(default_factory=dict)
    _figures: list[tuple[Any, tuple[float, float, float, float]]] = field(default_factory=list)
    _anchors: dict[str, Any] = field(default_factory=dict)
    _references: list[tuple[Any, str]] = field(default_factory=list)
    _bookmarked: list[Any] = field(default_factory=list)
    _links: int = 0
    _repeated: int = 0
    _kept: list[Any] = field(default_factory=list)

    def build(self, original: Any, box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any) -> Iterator[Any]:
        """Yield the elements of ``box``, as the function of WeasyPrint in whose place this stands, put right.

        One element of HTML becomes one element of the tree, on however many pages it stands (ISO 32000-1, 14.7.2);
        the head of a table that is repeated on a later page is an artifact.
        """
        box = getattr(box, "_box", box)
        html = box.element
        own = html is not None and box.element_tag == html.tag and id(html) not in self._open
        if html is not None and own:
            self._open.append(id(html))
            self._kept.append(html)  # with the element, so that its id stays its own
        if self._links and box.link_annotation:
            _take_away(pdf, page_number, box)
        link = bool(box.link_annotation)
        again = own and ((id(html), "/THead") in self._first or (id(html), "/TFoot") in self._first)
        self._links += link
        self._repeated += again
        elements = list(original(box, parent, pdf, page_number, *rest))
        self._links -= link
        self._repeated -= again
        if html is not None and own:
            self._open.pop()
        if html is None or html.tag in ("html", "body") or _is_furniture(box):
            yield from elements
            return
        for element in elements:
            self._origin[element.number] = id(html)
            if element["S"] == "/Link" and not link:
                element["S"] = "/Span"  # a link's generated content, or one that leads nowhere on paper
            if not own:
                self._put_anonymous(element, box)
                yield element
            elif html.get("data-pdf-tag") != "Artifact" and not self._goes_on(element, html, pdf):
                self._put_right(element, box, html, pdf)
                yield element

    def finish(self, pdf: Any) -> None:
        """Finish the tree of a ``pydyf.PDF`` that is about to be written, after its text is written."""
        import pydyf  # type: ignore[import-untyped]

        root = resolve(pdf, pdf.catalog["StructTreeRoot"])
        document = resolve(pdf, root["K"][0])
        reached = {id(element): element for element in _walk(pdf, document)}
        for element in [one for one in reached.values() if one["S"] == "/Table"]:
            write_headers(pdf, element)
        for element, (left, top, right, bottom) in self._figures:
            page = resolve(pdf, element["Pg"])["MediaBox"]
            box = (left * _POINTS, page[3] - bottom * _POINTS, right * _POINTS, page[3] - top * _POINTS)
            element["A"] = _attributes("Layout", BBox=pydyf.Array(round(value, 2) for value in box), Placement="/Block")
        for element, name in self._references:
            if name in self._anchors:  # what a later reader than PDF 1.7's finds it by (ISO 32000-2, 14.7.2)
                element["Ref"] = pydyf.Array([self._anchors[name].reference])
        self._name_targets(pdf)
        ids = sorted((one["ID"].string, one.reference) for one in reached.values() if "ID" in one)
        if ids:
            names = pydyf.Array(part for name, reference in ids for part in (pydyf.String(name), reference))
            tree = pydyf.Dictionary({"Names": names})
            pdf.add_object(tree)
            root["IDTree"] = tree.reference
        pdf.catalog["MarkInfo"]["UserProperties"] = "true"
        self._put_aside(pdf, root, reached)
        for page in _pages(pdf):
            _finish_page(pdf, page)

    def _put_right(self, element: Any, box: Any, html: Any, pdf: Any) -> None:
        import pydyf

        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self._bookmarked.append(element)
        if name := html.get("id"):
            self._anchors.setdefault(name, element)
        if language := html.get("lang"):
            element["Lang"] = pydyf.String(language)
        if role := html.get("data-pdf-tag"):
            element["S"] = f"/{role}"
            element.pop("A", None)
            element.pop("Alt", None)
        if key := html.get("data-key"):
            entry = pydyf.Dictionary({"N": pydyf.String(KEY), "V": pydyf.String(key)})
            element["A"] = _attributes("UserProperties", P=pydyf.Array([entry]))
        kind = element["S"]
        if kind == "/Figure":
            if alternative := html.get("data-alt"):
                element["Alt"] = pydyf.String(alternative)
            left, top = box.content_box_x(), box.content_box_y()
            self._figures.append((element, (left, top, left + box.width, top + box.height)))
        elif kind == "/Note":
            element["ID"] = pydyf.String(f"note-{element.number}")
        elif kind == "/TH":
            element["A"]["Scope"] = "/" + _SCOPES.get(html.get("scope", ""), "Column")
        elif kind == "/L" and html.tag in _NUMBERINGS:
            element["A"] = _attributes("List", ListNumbering="/" + _NUMBERINGS[html.tag])
        elif kind == "/TOCI":
            self._references += [(element, a.get("href", "")[1:]) for a in html.iter("a")]
            _interpose(pdf, element, "Reference")
        if kind == "/Link" and box.link_annotation:
            text = " ".join("".join(_texts(box)).split())
            before = "الانتقال إلى: " if self.rtl else "Go to: "
            box.link_annotation["Contents"] = pydyf.String(before + text)

    def _name_targets(self, pdf: Any) -> None:
        """Let links and bookmarks lead to elements too: by the element's id, and the outline's ``SE``."""
        import pydyf

        annotations = [resolve(pdf, one) for page in _pages(pdf) for one in page.get("Annots", ())]
        for name in dict.fromkeys(one["Dest"].string for one in annotations if "Dest" in one):
            if name in self._anchors:
                self._anchors[name].setdefault("ID", pydyf.String(name))
        outlines = [one for one in pdf.objects if isinstance(one, dict) and "Title" in one and "Dest" in one]
        for outline, element in zip(outlines, self._bookmarked, strict=True):
            outline["SE"] = element.reference

    def _put_anonymous(self, element: Any, box: Any) -> None:
        """Give a box that is no element of HTML its role: generated content, or a part of the element around it."""
        _, _, pseudo = (box.element_tag or "").partition("::")
        if pseudo in _PSEUDO:
            element["S"] = "/" + _PSEUDO[pseudo]
        elif element["S"] not in _INNER:
            element["S"] = "/NonStruct"  # else a heading would hold a heading

    def _goes_on(self, element: Any, html: Any, pdf: Any) -> bool:
        """Whether ``element`` goes on with one from an earlier page or line, in which case its kids are put there."""
        key = id(html), element["S"]
        first = self._first.setdefault(key, element)
        if first is element or any(isinstance(kid, int) for kid in element["K"]):
            return False
        if not self._repeated and element["S"] not in ("/THead", "/TFoot"):
            self._join(pdf, first, element)
        return True

    def _join(self, pdf: Any, first: Any, second: Any) -> None:
        kids = _kids(pdf, second)
        before = _kids(pdf, first)
        if kids and before and self._one(before[-1], kids[0]):
            self._join(pdf, before[-1], kids.pop(0))
        for kid in kids:
            if "P" in kid:
                kid["P"] = first.reference
            first["K"].append(kid.reference)

    def _one(self, first: Any, second: Any) -> bool:
        """Whether two elements are parts of one that has no element of HTML to itself: the body of a list's item."""
        same = first.get("S") == second.get("S") != "/Link" and first.get("S") == "/LBody"
        return same and self._origin.get(first.number) == self._origin.get(second.number)

    def _put_aside(self, pdf: Any, root: Any, reached: dict[int, Any]) -> None:
        """Make artifacts of the content that no element of the tree holds: page furniture, repeated heads."""
        import pydyf

        numbers = resolve(pdf, root["ParentTree"])["Nums"]
        for page_number, parents in zip(numbers[::2], numbers[1::2], strict=True):
            if not isinstance(parents, list):
                continue
            page = _pages(pdf)[page_number]
            dead = {mcid for mcid, parent in enumerate(parents) if id(resolve(pdf, parent)) not in reached}
            operators = resolve(pdf, page["Contents"]).stream
            for at, operator in enumerate(operators):
                if operator == b"BDC" and isinstance(operators[at - 1], dict) and operators[at - 1].get("MCID") in dead:
                    operators[at - 2], operators[at - 1] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
            for mcid in dead:
                parents[mcid] = b"null"  # in its place, so that the others keep theirs


def _pages(pdf: Any) -> list[Any]:
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]  # a reference is held flat: number, 0, R


def _finish_page(pdf: Any, page: Any) -> None:
    page["Tabs"] = "/S"
    for reference in page.get("Annots", ()):
        annotation = resolve(pdf, reference)
        annotation["F"] = 4  # it is printed (ISO 19005-3, 6.3.2)


def _take_away(pdf: Any, page_number: int, box: Any) -> None:
    """Take away the annotation of a box inside a link, which is a second one over the same place."""
    annotations = resolve(pdf, pdf.page_references[page_number])["Annots"]
    annotations[:] = [item for item in annotations if item != box.link_annotation.reference]
    box.link_annotation = None


def _is_furniture(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.PageBox | boxes.MarginBox)


def _attributes(owner: str, **entries: Any) -> Any:
    import pydyf

    return pydyf.Dictionary({"O": f"/{owner}", **entries})


def _interpose(pdf: Any, element: Any, role: str) -> None:
    """Put an element between ``element`` and its kids."""
    import pydyf

    between = pydyf.Dictionary(
        {"Type": "/StructElem", "S": f"/{role}", "K": element["K"], "Pg": element["Pg"], "P": element.reference}
    )
    pdf.add_object(between)
    for kid in _kids(pdf, between):
        if "P" in kid:
            kid["P"] = between.reference
    element["K"] = pydyf.Array([between.reference])


def _kids(pdf: Any, element: Any) -> list[Any]:
    return [resolve(pdf, kid) for kid in element["K"] if not isinstance(kid, int)]


def _walk(pdf: Any, element: Any) -> Iterator[Any]:
    """Yield ``element`` and all elements below it."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(kid for kid in _kids(pdf, one) if kid.get("Type") == "/StructElem")


def _texts(box: Any) -> Iterator[str]:
    """Yield the texts in a box, but for those that are artifacts."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box.text
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            if child.element is None or child.element.get("data-pdf-tag") != "Artifact":
                yield from _texts(child)
                yield " "


@contextmanager
def structure(*, rtl: bool) -> Iterator[Structure]:
    """Put the structure around WeasyPrint's own building of the tree, and take it away again.

    :raises PressError: ``wrong-weasyprint`` unless it is the release that this module is written for.
    """
    import weasyprint
    from weasyprint.pdf import tags

    if weasyprint.__version__ != WEASYPRINT:
        raise PressError.of("wrong-weasyprint", found=weasyprint.__version__, wanted=WEASYPRINT)
    made = Structure(rtl)
    stock = tags._build_box_tree

    def build(box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any) -> Iterator[Any]:
        return made.build(stock, box, parent, pdf, page_number, *rest)

    tags._build_box_tree = build
    try:
        yield made
    finally:
        tags._build_box_tree = stock
