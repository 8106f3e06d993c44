"""The printed values of an edition as entities of its provenance (W3C PROV).

A value is recorded with its label, its exact number and its printed text. Its rule and its rows
follow from the data inside, and are computed on demand: the record of a value stays short however
many rows it was counted from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

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


def cell_nodes(expected: Iterable[Expected], known_ids: Collection[str]) -> list[dict[str, Any]]:
    """Return a node for each block that prints values: a collection of entities.

    :param expected: the texts of the document, in reading order.
    :param known_ids: the names of the other nodes; a value is derived from its measure's node.
    """
    members: dict[str, list[dict[str, Any]]] = {}
    for key, text, provenance in _values(expected):
        block = _INDEX.sub(r".\1", key)
        cells = members.setdefault(block, [])
        cell: dict[str, Any] = {
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


def _values(expected: Iterable[Expected]) -> Iterator[tuple[str, str, Provenance]]:
    """Yield the printed values: the key of their block, their text, where they come from.

    A cell that is copied from a row is no value: the table in the data inside has it.
    """
    for item in expected:
        if isinstance(item, Words) and item.place.key is not None:
            for provenance in item.provenance:
                if provenance.value or provenance.measure:
                    yield item.place.key, item.text.strip(), provenance
