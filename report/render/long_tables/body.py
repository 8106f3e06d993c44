"""The rows of a long table in the HTML, and the links to them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from xml.etree.ElementTree import Element

from report.render.engine.pdf import Array, Pdf
from report.render.html_classes import classes_of


def anchors_of(table: Element, begin: int) -> dict[str, int]:
    """Return the names in the rows of a table after its first page, with the indexes of the rows.

    A row may state the index of another row that is not in the document.
    """
    anchors = {}
    rows = [row for row in _body_rows(table) if _is_data(row)]
    for index, row in enumerate(rows):
        for element in row.iter():
            if (name := element.get("id")) and index >= begin:
                anchors[name] = int(element.get("data-row", index))
    return anchors


def _is_data(row: Element) -> bool:
    return not {"odd", "even"}.isdisjoint(classes_of(row))


def _body_rows(table: Element) -> list[Element]:
    return list(chain.from_iterable(body.iter("tr") for body in table.iter("tbody")))


def last_row(table: Element) -> Element:
    """Return the last row of a table's bodies."""
    return _body_rows(table)[-1]


def own_objects(pdf: Pdf, names: Iterable[str]) -> Array:
    """Store the destinations of these names as indirect objects, and return each name with its
    object."""
    own = Array()
    tree = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for index in range(0, len(tree), 2):
        if tree[index].string in names:
            pdf.add_object(tree[index + 1])
            tree[index + 1] = tree[index + 1].reference
            own.extend([tree[index], tree[index + 1]])
    return own
