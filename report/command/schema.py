"""``mujaz schema`` and ``mujaz table-schema``: the JSON Schema of a brief, the Table Schema of a
table."""

from __future__ import annotations

from typing import Annotated

import typer

from report.command.arguments import Folder
from report.command.kind import CommandKind


def schema() -> None:
    """Print the JSON Schema of brief.toml."""
    from report.brief.schema import schema_text

    typer.echo(schema_text(), nl=False)


def table_schema(
    folder: Folder,
    table: Annotated[
        str, typer.Argument(help="The table's name in brief.toml.", show_default=False)
    ],
) -> None:
    """Print the Table Schema of a table."""
    import json

    from report.brief import load_brief
    from report.errors import ExpressionError
    from report.intake.validate import table_schema as published

    brief = load_brief(folder)
    tables = brief.model.tables
    if table not in tables:
        raise ExpressionError.of(
            "unknown-table", brief.where("tables"), given=table, known=tuple(tables)
        )
    typer.echo(json.dumps(published(tables[table]), ensure_ascii=False, indent=2))


SCHEMA = CommandKind(schema, "unbounded")
TABLE_SCHEMA = CommandKind(table_schema, "reading")
