"""The JSON Schema of ``brief.toml`` (draft 2020-12), for editors; ``mujaz schema`` prints it."""

from __future__ import annotations

import json

from report.brief.model import Brief


def schema_text() -> str:
    """Return the schema as JSON, ending in a line feed. Equal models give equal text."""
    schema = Brief.model_json_schema(by_alias=True)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "brief.toml",
        **schema,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
