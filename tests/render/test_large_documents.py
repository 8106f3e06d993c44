"""What a document of many pages costs: as many steps for each of its pages as for those of a small
one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from report.render import RenderedPdf, tree
from report.render.engine.pdf import Array, Dictionary, Pdf
from report.render.engine.targets import Collector
from report.render.structure import Structure

SMALL, TIMES = 8, 4
#: Pages so small that each chapter goes over two of them.
CSS = (
    "@page{size:60mm 40mm;margin:5mm} h1{bookmark-level:none}"
    " a::after{content:target-counter(attr(href url),page)}"
)


def body(chapters: int) -> str:
    """Return a document of some chapters, each with a link to the next one and an empty target."""
    texts = []
    for number in range(chapters):
        link = f"<a href='#c{(number + 1) % chapters}'>{'نص الباب ' * 30}</a>"
        texts.append(f"<h1 id=c{number}>باب</h1><p><span id=e{number}></span>{link}</p>")
    return "".join(texts)


def test_the_references_of_the_pages_are_made_once(
    set_body: Callable[..., RenderedPdf], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pydyf

    calls: list[int] = []
    stock = pydyf.PDF.page_references

    def counted(pdf: Any) -> Any:
        calls.append(1)
        return stock.fget(pdf)

    monkeypatch.setattr(pydyf.PDF, "page_references", property(counted))
    assert set_body(body(SMALL), css=CSS).pages > SMALL
    assert len(calls) == 1


@pytest.mark.parametrize("wide", [False, True])
def test_empty_elements_are_removed_in_as_many_steps_as_there_are_elements(
    wide: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty targets of links, as those of an index: in one parent, or in one each."""
    steps: list[bytes] = []
    stock = tree.resolve

    def counted(pdf: Pdf, reference: bytes) -> Any:
        steps.append(reference)
        return stock(pdf, reference)

    monkeypatch.setattr(tree, "resolve", counted)

    def pruned(count: int) -> int:
        pdf, document, targets = targets_of_links(count, wide=wide)
        steps.clear()
        tree.prune(pdf, document, targets)
        assert len(targets) == count
        return len(steps)

    assert pruned(TIMES * SMALL) <= TIMES * pruned(SMALL)


def targets_of_links(count: int, *, wide: bool) -> tuple[Pdf, Dictionary, dict[str, Dictionary]]:
    """Return a tree with empty elements, each with a text after it, and these elements by name."""
    pdf = Pdf()

    def element(role: str, parent: Dictionary | None, *content: int) -> Dictionary:
        new_element = Dictionary({"Type": "/StructElem", "S": f"/{role}", "K": Array(content)})
        pdf.add_object(new_element)
        if parent is not None:
            new_element["P"] = parent.reference
            parent["K"].append(new_element.reference)
        return new_element

    document = element("Document", None)
    targets = {}
    shared = element("P", document)
    for number in range(count):
        parent = shared if wide else element("P", document)
        targets[f"e{number}"] = element("Span", parent)
        element("Span", parent, number)
    return pdf, document, targets


def test_an_empty_target_gives_its_name_to_the_text_after_it() -> None:
    pdf, document, targets = targets_of_links(3, wide=True)
    tree.prune(pdf, document, targets)
    (paragraph,) = tree.kids(pdf, document)
    assert [kid["K"] for kid in tree.kids(pdf, paragraph)] == [[0], [1], [2]]
    assert [target["K"] for target in targets.values()] == [[0], [1], [2]]


def test_a_target_refreshes_the_numbers_that_are_its_own() -> None:
    """Not those of all targets."""
    refreshed: list[int] = []
    collector = linked(SMALL, refreshed)
    looked_at = collector.looked_at
    for number in range(SMALL):
        collector.cache_target_page_counters(f"c{number}", {"page": [number + 1]}, 0, [])
    assert refreshed == list(range(SMALL))
    assert looked_at == refreshed


class Seen(dict[str, list[str]]):
    """The counters of the targets of a box; notes when they are looked up."""

    def __init__(self, number: int, name: str, looked_at: list[int]) -> None:
        super().__init__({name: ["page"]})
        self._number, self._looked_at = number, looked_at

    def __getitem__(self, name: str) -> list[str]:
        self._looked_at.append(self._number)
        return super().__getitem__(name)

    def get(self, name: str, *default: Any) -> Any:
        self._looked_at.append(self._number)
        return super().get(name, *default)


class Linked(Collector):
    """A collector that knows which boxes were looked at."""

    looked_at: list[int]


def linked(count: int, refreshed: list[int]) -> Linked:
    """Return the targets of a document with as many links to as many targets, after its boxes are
    made."""
    from weasyprint.css.targets import TargetCollector, TargetLookupItem

    collector = Linked(TargetCollector())
    collector.looked_at = []
    for number in range(count):
        target = TargetLookupItem("up-to-date")
        collector.target_lookup_items[f"c{number}"] = target

        class Box:
            missing_link = None

        def parse_again(_: object, number: int = number) -> None:
            refreshed.append(number)

        seen = Seen(number, f"c{number}", collector.looked_at)
        collector.collect_missing_counters(Box(), "content", parse_again, [], seen)
    collector.check_pending_targets()
    return collector


def test_after_the_last_page_the_printed_numbers_are_not_gone_through_for_each_box() -> None:
    """Titles of bookmarks that lack a counter are, as in WeasyPrint."""
    collector = linked(SMALL, [])
    assert len(collector.counter_lookup_items) == SMALL
    assert not collector.counter_lookup_items.items()

    class Heading:
        missing_link = None

    heading = Heading()
    collector.collecting = True
    collector.collect_missing_counters(heading, "bookmark-label", lambda _: None, ["page"], {})
    assert [key for key, _ in collector.counter_lookup_items.items()] == [
        (heading, "bookmark-label")
    ]


class CountedList(list[tuple[bytes, Dictionary]]):
    """Annotations that count how many of them are read."""

    read = 0

    def __getitem__(self, index: Any) -> Any:
        self.read += 1
        return super().__getitem__(index)

    def __iter__(self) -> Any:
        self.read += len(self)
        return super().__iter__()


@pytest.mark.parametrize("links", [SMALL, TIMES * SMALL])
def test_a_continued_element_reads_its_own_annotations_alone(links: int) -> None:
    from xml.etree.ElementTree import Element

    pdf, built, html = Pdf(), Structure(rtl=True), Element("a")
    first, second = (Dictionary({"S": "/Link", "K": Array()}) for _ in range(2))
    for element in (first, second):
        pdf.add_object(element)
    foreign, own = Dictionary(), Dictionary()
    annotations = CountedList([(b"0 0 R", foreign)] * links + [(second.reference, own)])
    assert not built._goes_on(first, html, pdf, annotations, 0)
    assert built._goes_on(second, html, pdf, annotations, links)
    assert annotations.read == 1
    assert list(annotations) == [*[(b"0 0 R", foreign)] * links, (first.reference, own)]
