"""Page content that is not read: running heads and feet, repeated table heads (ISO 32000-1,
14.8.2.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.render.engine.boxes import LineBox, TextBox
from report.render.engine.pdf import Dictionary, Pdf, String, pages, resolve

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, Tags

#: The sides of a page margin that hold its head and its foot (ISO 14289-1, 7.8).
_SUBTYPES = {"@top": "Header", "@bottom": "Footer"}


def margin_subtype(at_keyword: str) -> str:
    """Return what a margin box is in the structure, ``Header`` or ``Footer``; empty for one at a
    side.

    :param at_keyword: the box's name in CSS, as ``@top-left``.
    """
    return _SUBTYPES.get(at_keyword.partition("-")[0], "")


@dataclass(slots=True)
class Furniture:
    """Records which marked content belongs to a page margin, and which holds only a blank, each by
    page and number."""

    _margins: dict[tuple[int, int], str] = field(default_factory=dict)
    _blanks: list[tuple[int, int]] = field(default_factory=list)

    def see(self, box: Box, page_number: int, tags: Tags) -> None:
        """Record the blanks in a box, before WeasyPrint takes them from ``tags``."""
        for child in getattr(box, "children", ()):
            for line in child.children if isinstance(child, LineBox) else [child]:
                if isinstance(line, TextBox) and line in tags and not line.text.strip():
                    self._blanks.append((page_number, tags[line]["mcid"]))

    def add_margin(self, at_keyword: str, page_number: int, numbers: Iterable[int]) -> None:
        """Record the numbers of the marked content of the margin box with a name."""
        name = margin_subtype(at_keyword)
        subtype = f"/{name}" if name else ""
        self._margins |= {(page_number, mcid): subtype for mcid in numbers}

    def put_aside(self, pdf: Pdf, root: Dictionary, reached: dict[int, Dictionary]) -> None:
        """Turn the content that no structure element holds into artifacts, and give blanks their
        text."""
        numbers = resolve(pdf, root["ParentTree"])["Nums"]
        contents = [page["Contents"] for page in pages(pdf)]
        blanks: dict[int, set[int]] = {}
        for page_number, mcid in self._blanks:
            blanks.setdefault(page_number, set()).add(mcid)
        for page_number, parents in zip(numbers[::2], numbers[1::2], strict=True):
            if not isinstance(parents, list):
                continue
            dead = {
                mcid
                for mcid, parent in enumerate(parents)
                if id(resolve(pdf, parent)) not in reached
            }
            for mcid in blanks.get(page_number, set()) - dead:
                element = resolve(pdf, parents[mcid])
                if len(element["K"]) == 1:  # the words around it have none
                    element.setdefault("ActualText", String(" "))
            operators = resolve(pdf, contents[page_number]).stream
            for index, operator in enumerate(operators):
                if (
                    operator == b"BDC"
                    and isinstance(operators[index - 1], dict)
                    and operators[index - 1].get("MCID") in dead
                ):
                    subtype = self._margins.get((page_number, operators[index - 1]["MCID"]))
                    kind = {"Type": "/Pagination"} | ({"Subtype": subtype} if subtype else {})
                    operators[index - 2], operators[index - 1] = "/Artifact", Dictionary(kind)
            for mcid in dead:
                parents[mcid] = b"null"  # keeps the numbers of the following ones
