"""Put a finished structure tree in reading order (ISO 32000-1, 14.8.4; ISO 14289-1, 7).

WeasyPrint's tree follows its boxes. This module corrects what a box cannot express: a list inside
an item, the caption of a table, a note after its reference, heading levels without a gap, and no
empty element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from report.render.engine.pdf import Array, Dictionary, Pdf, number_of, remove, resolve

HEADINGS = frozenset(["/H1", "/H2", "/H3", "/H4", "/H5", "/H6"])
#: The elements that cannot contain a note; it follows them instead.
_WHOLE = HEADINGS | {"/TOCI", "/Link", "/Reference"}
#: A cell keeps its position in the row, empty or not.
_PLACES = frozenset(["/TD", "/TH"])


def kids(pdf: Pdf, element: Dictionary) -> list[Dictionary]:
    """Return the kids of ``element`` that are not marked content: elements and references to
    annotations."""
    return [resolve(pdf, kid) for kid in element["K"] if not isinstance(kid, int)]


def elements_in(pdf: Pdf, element: Dictionary) -> list[Dictionary]:
    """Return the child elements of ``element``."""
    below = element["K"]
    if len(below) == 1 and isinstance(below[0], int):
        return []
    return [kid for kid in kids(pdf, element) if kid.get("Type") == "/StructElem"]


def walk(pdf: Pdf, element: Dictionary) -> Iterator[Dictionary]:
    """Yield ``element`` and all elements below it, in reading order."""
    objects, waiting = pdf.objects, [element]
    while waiting:
        node = waiting.pop()
        yield node
        below = node["K"]
        if len(below) == 1 and isinstance(below[0], int):
            continue
        for kid in reversed(below):
            if not isinstance(kid, int):
                item = objects[number_of(kid)]
                if item.get("Type") == "/StructElem":
                    waiting.append(item)


def wrap(pdf: Pdf, element: Dictionary, role: str) -> Dictionary:
    """Return a new element around ``element``, which replaces it in its parent."""
    around = Dictionary(
        {
            "Type": "/StructElem",
            "S": f"/{role}",
            "K": Array([element.reference]),
            "Pg": element["Pg"],
            "P": element["P"],
        }
    )
    pdf.add_object(around)
    element["P"] = around.reference
    return around


def nest_lists(
    pdf: Pdf, document: Dictionary, nested: Iterable[tuple[Dictionary, Dictionary, bytes | None]]
) -> None:
    """Move a nested list into its item, because WeasyPrint puts it after the item; move all of an
    item except its label into its body (Table 336).

    ``nested`` are these lists, each with its item and the reference of the preceding kid there, if
    any.
    """
    for inner, item, previous in nested:
        outer = item if previous is None else resolve(pdf, resolve(pdf, previous)["P"])
        if previous is None or previous in outer["K"]:
            _move(pdf, inner, outer, 0 if previous is None else outer["K"].index(previous) + 1)
    for element in list(walk(pdf, document)):
        if element["S"] == "/L":
            items = elements_in(pdf, element)
            for first, second in pairwise(items):
                if (
                    first["S"] == "/LI" and second["S"] == "/L"
                ):  # an item that began on an earlier page
                    _move(pdf, second, first, len(first["K"]))
        elif element["S"] == "/LI":
            _fill_item(pdf, element)


def _fill_item(pdf: Pdf, item: Dictionary) -> None:
    body = None
    for kid in elements_in(pdf, item):
        if kid["S"] == "/LBody":
            body = kid
        elif kid["S"] != "/Lbl":
            if body is None:
                index = item["K"].index(kid.reference)
                body = wrap(pdf, kid, "LBody")
                item["K"][index] = body.reference
            else:
                _move(pdf, kid, body, len(body["K"]))


def place_captions(pdf: Pdf, elements: Iterable[Dictionary]) -> None:
    """Move a caption before a table, or a row of its head that is a caption, into the table as its
    first kid (Table 337)."""
    for element in elements:
        beside = elements_in(pdf, element)
        for first, second in pairwise(beside):
            if first["S"] == "/Caption" and second["S"] == "/Table":
                _move(pdf, first, second, 0)
        if element["S"] == "/Table":
            _lift_captions(pdf, element)


def _lift_captions(pdf: Pdf, table: Dictionary) -> None:
    rows_of_table = elements_in(pdf, table)
    caption = rows_of_table[0] if rows_of_table and rows_of_table[0]["S"] == "/Caption" else None
    for head in [child for child in rows_of_table if child["S"] == "/THead"]:
        for row in [
            child_row for child_row in elements_in(pdf, head) if child_row["S"] == "/Caption"
        ]:
            for cell in elements_in(pdf, row):
                target = row if caption is None else caption
                for kid in elements_in(pdf, cell):
                    _move(pdf, kid, target, len(target["K"]))
                row["K"].remove(cell.reference)
            if caption is None:
                caption = row
                _move(pdf, row, table, 0)
            else:
                head["K"].remove(row.reference)


def place_notes(pdf: Pdf, calls: dict[int, Dictionary], notes: dict[int, Dictionary]) -> None:
    """Move each note after its reference, and let the two refer to each other.

    WeasyPrint puts the notes of all pages after the text, where no one reads them.
    """
    for key, note in notes.items():
        call = calls.get(key)
        if call is None:
            continue
        previous = call
        parent = resolve(pdf, previous["P"])
        while parent["S"] in _WHOLE:
            previous, parent = parent, resolve(pdf, parent["P"])
        _move(pdf, note, parent, parent["K"].index(previous.reference) + 1)
        call["Ref"], note["Ref"] = Array([note.reference]), Array([call.reference])


def level_headings(elements: Iterable[Dictionary]) -> None:
    """Give headings the levels of their nesting, without gaps (ISO 14289-1, 7.4.2).

    A heading of level 4 directly below one of level 1 becomes level 2, and so does a following one
    of level 3.
    """
    above: list[int] = []
    for element in elements:
        if element["S"] in HEADINGS:
            level = int(element["S"][2:])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            element["S"] = f"/H{len(above)}"


def prune(pdf: Pdf, document: Dictionary, targets: dict[str, Dictionary]) -> list[Dictionary]:
    """Remove the elements without content, and return the others in reading order.

    ``targets`` are the elements that links refer to, by name. If a target is empty, the next
    element replaces it, or else the parent; if both are targets already, the empty element stays.
    """
    named = {id(element): name for name, element in targets.items()}
    #: By the numbers of parents: the first kid so far that stays, and the references of the others.
    following: dict[int, Dictionary] = {}
    removed: dict[int, set[bytes]] = {}
    staying: list[Dictionary] = []
    # The kids of an element come before it, the last of them first.
    for element in reversed(list(walk(pdf, document))):
        if gone := removed.pop(element.number, None):
            element["K"][:] = [kid for kid in element["K"] if kid not in gone]
        if element is document:
            staying.append(element)
            continue
        parent = resolve(pdf, element["P"])
        if element["K"] or element["S"] in _PLACES:
            following[parent.number] = element
            staying.append(element)
            continue
        if id(element) in named:
            beside = following.get(parent.number)
            free = [
                item
                for item in (beside, parent)
                if item is not None and id(item) not in named and "ID" not in item
            ]
            if not free or not free[0]["K"]:
                following[parent.number] = element
                staying.append(element)
                continue
            name = named.pop(id(element))
            targets[name], named[id(free[0])] = free[0], name
        removed.setdefault(parent.number, set()).add(element.reference)
    staying.reverse()
    return staying


def remove_unreached(pdf: Pdf, root: Dictionary, reached: Mapping[int, Dictionary]) -> None:
    """Leave the elements out of the file that are in no tree: repeated heads, texts of margins.

    :param root: the root of the tree, ``reached`` its elements by their identity.
    """
    items = [item for item in pdf.objects if isinstance(item, Dictionary)]
    unreached = [
        item for item in items if item.get("Type") == "/StructElem" and id(item) not in reached
    ]
    parents = resolve(pdf, root["ParentTree"])["Nums"]
    named = {item["SE"] for item in items if "SE" in item}
    named.update(parent for parent in parents[1::2] if isinstance(parent, bytes))
    if not any(item.reference in named for item in unreached):
        for item in unreached:
            remove(item)


def _move(pdf: Pdf, element: Dictionary, parent: Dictionary, index: int) -> None:
    resolve(pdf, element["P"])["K"].remove(element.reference)
    parent["K"].insert(index, element.reference)
    element["P"] = parent.reference
