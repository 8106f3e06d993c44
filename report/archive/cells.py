"""The printed values of an edition as entities of its provenance (W3C PROV).

A value is recorded with its label, its exact number and its printed text. Its rule and its rows
follow from the data inside, and are computed on demand: the record of a value stays short however
many rows it was counted from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeGuard, cast

from report.document.expected import Words

if TYPE_CHECKING:
    from report.document.expected import Expected
    from report.measures import Provenance

#: What the names of nodes with values begin with.
CELLS = "#cells-"
_INDEX = re.compile(r"\[(\d+)\]")


def measure_id(name: str) -> str:
    """Return the name of the node of a measure."""
    return f"#measure-{name}"


def cell_nodes(expected: Iterable[Expected], known_ids: Collection[str]) -> list[dict[str, object]]:
    """Return a node for each block that prints values: a collection of entities.

    :param expected: the texts of the document, in reading order.
    :param known_ids: the names of all further nodes; a value is derived from its measure's node.
    """
    members: dict[str, list[dict[str, object]]] = {}
    for key, text, provenance in _values(expected):
        block = _INDEX.sub(r".\1", key)
        cells = members.setdefault(block, [])
        cell: dict[str, object] = {
            "@id": f"#cell-{block}-{len(cells) + 1}",
            "@type": "prov:Entity",
            "name": provenance.label,
            "value": provenance.value or None,
            "mujaz:text": text,
        }
        source = measure_id(provenance.measure or "")
        if source in known_ids:
            cell["prov:wasDerivedFrom"] = {"@id": source}
        cells.append(cell)
    return [
        {
            "@id": f"{CELLS}{block}",
            "@type": "prov:Collection",
            "prov:wasGeneratedBy": {"@id": "#build"},
            "prov:hadMember": cells,
        }
        for block, cells in members.items()
    ]


def as_recorded(
    nodes: Iterable[dict[str, object]], recorded: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    """Yield nodes of :func:`cell_nodes`, in their recorded form where an earlier version recorded
    other values of a block.

    A version may record more of the places where a value is printed, or another text of the same
    value. What it recorded is kept if each of its values is counted again with the same label, and
    each of its texts is printed for the same value.

    :param recorded: the nodes of the edition, by name.
    """
    for node in nodes:
        earlier = recorded.get(str(node["@id"]))
        yield earlier if earlier != node and _is_counted(earlier, node) else node


def _is_counted(earlier: object, node: Mapping[str, object]) -> TypeGuard[dict[str, object]]:
    """Return whether a recorded node has the form of ``node``, and no value that is not in it."""
    if not isinstance(earlier, dict) or earlier.keys() != node.keys():
        return False
    key = "prov:hadMember"
    members = earlier[key]
    if any(earlier[name] != node[name] for name in node if name != key):
        return False
    if not isinstance(members, list) or not members:
        return False
    own = cast("list[dict[str, object]]", node[key])
    counted, printed = set(map(_statement, own)), set(map(_text_of_value, own))
    prefix = f"#cell-{str(node['@id']).removeprefix(CELLS)}"
    return all(
        isinstance(cell, dict)
        and cell.get("@id") == f"{prefix}-{number}"
        and _statement(cell) in counted
        and _text_of_value(cell) in printed
        for number, cell in enumerate(members, 1)
    )


def _statement(cell: Mapping[str, object]) -> str:
    """Return what a node says of a value, without its name and its text."""
    return json.dumps({**cell, "@id": "", "mujaz:text": ""}, sort_keys=True)


def _text_of_value(cell: Mapping[str, object]) -> str:
    return json.dumps([cell.get("mujaz:text"), cell.get("value")])


def _values(expected: Iterable[Expected]) -> Iterator[tuple[str, str, Provenance]]:
    """Yield the printed values: the key of their block, their text, where they come from.

    A cell that is copied from a row is no value: the table in the data inside has it.
    """
    for item in expected:
        if isinstance(item, Words) and item.place.key is not None:
            for provenance in item.provenance:
                if provenance.value or provenance.measure:
                    yield item.place.key, item.text.strip(), provenance
