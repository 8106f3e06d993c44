"""The words of structure elements in logical order, as replacement text.

Glyphs are in visual order, as plain-text readers expect; ``ActualText`` (ISO 32000-1, 14.9.4) gives
their text to a reader of the structure, such as a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from report.render.engine.pdf import Array, Dictionary, Pdf, String, resolve
from report.render.lines import Line


def write_texts(pdf: Pdf, lines: Sequence[Line], page_numbers: Mapping[int, int]) -> None:
    """Give each structure element with text its words, as replacement text.

    ``lines`` are those of a PDF before it is written, and ``page_numbers`` the numbers of their
    surfaces.
    """
    parents = _parents(pdf)
    texts: dict[bytes, list[str]] = {}
    following = [*lines[1:], None]
    for line, following_line in zip(lines, following, strict=False):
        if line.mcid is not None:
            goes_on = (
                following_line is not None
                and following_line.y == line.y
                and following_line.surface is line.surface
            )
            whole = goes_on or line.ends_inside or line.text.endswith(" ")
            text = line.text if whole else line.text + " "
            parent = parents[2 * page_numbers[id(line.surface)] - 1][line.mcid]
            texts.setdefault(parent, []).append(text)
    for reference, pieces in texts.items():
        element = resolve(pdf, reference)
        if len(pieces) == sum(isinstance(kid, int) for kid in element["K"]):
            element["ActualText"] = String("".join(pieces).replace("\u200b", ""))


def part_texts(pdf: Pdf, elements: Iterable[Dictionary]) -> None:
    """Put an element between each replacement text and its marked content; the tree of these
    elements is complete.

    MuPDF takes the replacement text of the direct parent of marked content for text in visual
    order, and reverses it (``begin_metatext`` in its ``pdf-op-run.c``). It ignores that of elements
    further up.
    """
    between: dict[bytes, bytes] = {}
    for element in elements:
        if (
            "ActualText" in element
            and element["K"]
            and all(isinstance(kid, int) for kid in element["K"])
        ):
            fragment = Dictionary(
                {"Type": "/StructElem", "S": "/Span", "P": element.reference, "Pg": element["Pg"]}
            )
            fragment["K"] = element["K"]
            pdf.add_object(fragment)
            element["K"] = Array([fragment.reference])
            between[element.reference] = fragment.reference
    for parents in _parents(pdf)[1::2]:
        if isinstance(parents, list):
            parents[:] = [between.get(parent, parent) for parent in parents]


def _parents(pdf: Pdf) -> Array:
    """Return the keys and values of the parent tree (ISO 32000-1, 14.7.4.4)."""
    root = resolve(pdf, pdf.catalog["StructTreeRoot"])
    parents: Array = resolve(pdf, root["ParentTree"])["Nums"]
    return parents
