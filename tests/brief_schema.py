"""The JSON Schema of ``brief.toml``, made once in a process. Tests only read it."""

from __future__ import annotations

from report.brief.model import Brief

SCHEMA = Brief.model_json_schema(by_alias=True)
