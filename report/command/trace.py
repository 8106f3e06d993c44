"""``mujaz trace``: from a number or words on a page to the measure and the rows behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from report.command.bounded import SUPERVISED
from report.command.kind import CommandKind
from report.messages import said, text

if TYPE_CHECKING:
    from report.archive.trace import Origin, Trace
    from report.errors import Finding
    from report.messages import Language


def trace(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    text: Annotated[
        str, typer.Argument(help="A number or words in their printed form.", show_default=False)
    ],
    page: Annotated[
        int | None,
        typer.Option(
            help="Search only this page, counted from 1.",
            min=1,
            metavar="<int>",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="The format of the report.", show_default=False),
    ] = "text",
) -> None:
    """Show the rule and the rows behind a printed number."""
    from report.building import trace as trace_edition

    def warn(finding: Finding) -> None:
        typer.echo(finding.text(context.obj), err=True)

    traces = trace_edition(file, text, page, warn=warn, side_process=SUPERVISED.get())
    if form == "json":
        typer.echo(_json(traces))
        return
    for found_trace in traces:
        for line in _lines(found_trace, context.obj):
            typer.echo(line)


def _lines(item: Trace, language: Language) -> list[str]:
    pages = ", ".join(map(str, item.pages))
    place = text("trace.running" if item.is_running else "trace.page", language, page=pages)
    lines = [f"{place}{f', {item.key}' if item.key else ''}: {item.context}"]
    if item.match != "exact":
        match = text(f"trace.match.{item.match}", language)
        lines.append(f"   {text('trace.printed', language)}: {item.printed} ({match})")
    for origin in item.origins:
        lines += [f"   {line}" for line in _origin(origin, language)]
    if not item.origins:
        words = text("trace.brief", language)
        lines.append(f"   {words}{f': {item.source}' if item.source else ''}")
    return lines


def _origin(origin: Origin, language: Language) -> list[str]:
    from report.archive.provenance import row_runs

    rows = "; ".join(f"{table} {runs or '—'}" for table, runs in row_runs(origin.rows).items())
    words = _words(origin, language)
    measure = said(origin.measure, language) if origin.measure else ""
    group = (" = ".join(pair) for pair in words.group)
    values = {
        "measure": ", ".join(filter(None, (measure, words.label))),
        "value": origin.value,
        "group": "; ".join(group),
        "filter": "; ".join(words.filter),
        "show": ", ".join(origin.show),
        "rule": words.rule,
        "rows": rows,
    }
    return [f"{text(f'trace.{key}', language)}: {value}" for key, value in values.items() if value]


class _Words(NamedTuple):
    """What of an origin is words, in one language."""

    label: str
    group: list[list[str]]
    filter: list[str]
    rule: str


def _words(origin: Origin, language: Language) -> _Words:
    return _Words(
        said(origin.label, language),
        [[said(word, language) for word in pair] for pair in origin.group],
        [said(condition, language) for condition in origin.conditions],
        said(origin.rule, language),
    )


def _json(traces: tuple[Trace, ...]) -> str:
    import json

    from report.archive.provenance import row_runs

    records = []
    for place in traces:
        origins = [
            {
                "measure": origin.measure, "value": origin.value, **_words(origin, "ar")._asdict(),
                "show": list(origin.show), "rows": row_runs(origin.rows),
                "en": _words(origin, "en")._asdict(),
            }
            for origin in place.origins
        ]  # fmt: skip
        records.append(
            {
                "page": place.page,
                "pages": list(place.pages),
                "match": place.match,
                "printed": place.printed,
                "running": place.is_running,
                "block": place.key,
                "context": place.context,
                "source": place.source,
                "origins": origins,
            }
        )
    return json.dumps(records, ensure_ascii=False, indent=2)


TRACE = CommandKind(trace, "building")
