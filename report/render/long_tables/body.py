"""The rows of a long table in the HTML."""

from __future__ import annotations

from itertools import chain
from xml.etree.ElementTree import Element

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
