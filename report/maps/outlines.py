"""The outlines that come with Mujaz (``assets/maps``): pieces of territories as rings of
longitudes and latitudes. ``assets/maps/make.py`` writes them; ``decisions.toml`` says where each
comes from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Literal

from report.places import assets

Ring = tuple[tuple[float, float], ...]
#: The outer ring of a polygon, then the rings of its holes.
Polygon = tuple[Ring, ...]
SetName = Literal["world", "countries", "regions", "morocco", "algeria"]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The pieces of a set in degrees, and the names of each in Arabic, English and French, where
    they are no countries."""

    pieces: Mapping[str, tuple[Polygon, ...]]
    names: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def load(name: SetName) -> Outlines:
    """Return the outlines of a set."""
    content = gzip.decompress((assets() / "maps" / f"{name}.json.gz").read_bytes())
    data = json.loads(content)
    quantum = data["quantum"]
    pieces = {code: _polygons(drawn, quantum) for code, drawn in data["pieces"].items()}
    names = {code: tuple(names) for code, names in data.get("names", {}).items()}
    return Outlines(pieces, names)


@lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """Return what ``worldviews.json`` says: the territory of each piece, the continent of each
    territory, the Arab states, the worldviews."""
    path = assets() / "maps" / "worldviews.json"
    stated: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stated


def _polygons(polygons: Sequence[Sequence[Sequence[int]]], quantum: float) -> tuple[Polygon, ...]:
    return tuple(_polygon(rings, quantum) for rings in polygons)


def _polygon(rings: Sequence[Sequence[int]], quantum: float) -> Polygon:
    return tuple(_ring(steps, quantum) for steps in rings)


def _ring(steps: Sequence[int], quantum: float) -> Ring:
    """Return the vertices of a ring from its first vertex and the steps to each next one."""
    columns = (accumulate(steps[0::2]), accumulate(steps[1::2]))
    return tuple((x * quantum, y * quantum) for x, y in zip(*columns, strict=True))
