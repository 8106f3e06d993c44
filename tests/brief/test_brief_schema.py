"""The JSON Schema of ``brief.toml``: what an editor reads."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from report.brief.blocks import BLOCKS
from report.brief.schema import schema_text


@cache
def schema() -> Any:
    """Return the schema as a reader of its text has it."""
    return json.loads(schema_text())


def test_the_schema_is_text_that_does_not_change() -> None:
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_part_is_closed_to_unknown_keys() -> None:
    objects = [schema(), *schema()["$defs"].values()]
    assert len(objects) > 15
    assert [
        definition["title"]
        for definition in objects
        if definition["additionalProperties"] is not False
    ] == []


def test_keys_have_the_names_of_the_file_and_not_of_python() -> None:
    names = set()
    for definition in schema()["$defs"].values():
        for name in definition["properties"]:
            names.add(name)
    assert {"not", "register", "missing", "blocks"} <= names
    assert [name for name in names if name.endswith("_")] == []


def test_every_kind_of_block_is_described_by_its_key() -> None:
    required = set()
    for definition in schema()["$defs"].values():
        for key in definition.get("required", ()):
            required.add(key)
    assert set(BLOCKS.builtin) <= required


def test_what_a_brief_must_have() -> None:
    assert set(schema()["required"]) == {"brief", "tables", "sections"}
    assert set(schema()["$defs"]["Heading"]["required"]) == {
        "title", "period", "issued", "reference", "issuer", "classification"
    }  # fmt: skip
