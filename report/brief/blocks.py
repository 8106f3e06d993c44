"""The blocks of a section: what every block may have, and the registry of their kinds.

The kinds of Mujaz are in :mod:`report.document.blocks`, a module each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, NoReturn

from pydantic import Field
from pydantic_core import PydanticCustomError

from report.brief.base import FilePath, Markdown, Name, Strict, Text, Words
from report.brief.kinds import ByKind, Kind, by_key, keys_of, unknown_kind
from report.brief.query import Query
from report.registry import Registry

WHEN = (
    "a measure: what has it is left out if it is zero or has no value; or a condition on measures: "
    "measures.attacks > 0"
)
LANDSCAPE = "use landscape pages; a table that is too wide for the page does so by default"

BLOCKS: Registry[Kind] = Registry(
    "blocks", "report.document.blocks:KINDS", "report.document.blocks.kind:BlockKind"
)
CHARTS: Registry[Kind] = Registry("charts", "report.charts:KINDS", "report.charts.kind:ChartKind")


class Block(Strict):
    """What every block may have."""

    id: Name | None = Field(default=None, description="the name that {{ ref('…') }} links to")
    when: Text | None = Field(default=None, description=WHEN)

    def queries(self) -> Iterator[Query]:
        """Yield what the block asks of tables."""
        yield from ()

    def measure_names(self) -> Iterator[str]:
        """Yield the measures that the block names in its own keys."""
        yield from ()

    def files(self) -> Iterator[FilePath]:
        """Yield the files of Markdown that the block prints."""
        yield from ()


class Captioned(Block):
    """A block that is numbered and listed: a chart or a table."""

    #: Whether it is numbered among the charts or among the tables.
    numbered_as: ClassVar[Literal["chart", "table"]] = "table"

    caption: Markdown
    title: Markdown | None = Field(
        default=None, description="the finding, in one sentence, above the caption"
    )
    source: Name | None = Field(default=None, description="a name from [sources]")
    note: Markdown | None = None


class Chart(Captioned):
    """What every chart may have; ``chart`` names its kind."""

    numbered_as: ClassVar[Literal["chart", "table"]] = "chart"
    chart: str
    unit: Words | None = Field(
        default=None, description="what a mark, or the number at the end of a bar, counts"
    )
    width: Literal["full", "half"] = "full"

    @classmethod
    def foreign_key(cls, key: str, data: Mapping[str, object]) -> PydanticCustomError | None:
        """Return the fault of a key that only charts of other kinds take."""
        kinds = takers(key)
        if not kinds:
            return None
        values = {"key": key, "kind": data.get("chart", ""), "kinds": kinds}
        return PydanticCustomError("chart_key", "the kind does not take the key", values)


def takers(key: str) -> tuple[str, ...]:
    """Return the kinds of chart that take a key."""
    models = ((name, CHARTS[name].model) for name in CHARTS.names())
    return tuple(name for name, model in models if key in keys_of(model) - model.idle_keys())


def _chosen(data: object) -> Strict:
    name = by_key(BLOCKS, data)
    if name is None or not isinstance(data, dict):
        _no_block(data)
    return BLOCKS[name].validated(data)


def _no_block(data: object) -> NoReturn:
    names = BLOCKS.names()
    missing = PydanticCustomError("no_block", "no such block", {"kinds": tuple(names)})
    own = {*Captioned.model_fields}
    remaining = (
        {key: data[key] for key in data if key not in own} if isinstance(data, dict) else data
    )
    raise unknown_kind(remaining, names, "Block", missing)


AnyBlock = Annotated[Block, ByKind(Block, _chosen, BLOCKS)]
