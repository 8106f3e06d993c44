"""Recompute the attached data, and compare it with the recorded results of the edition."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.archive.cells import CELLS
from report.archive.charts import pack_chart_tables
from report.archive.package import data_parts, pack_findings
from report.archive.packed import digest
from report.archive.provenance import (
    PROVENANCE,
    Options,
    Software,
    pack_provenance,
    provenance_json,
)
from report.archive.verify.container import MOST
from report.archive.verify.model import Check
from report.archive.verify.text_inside import text_differs
from report.document.expected import Words
from report.errors import Finding, Location, MujazError
from report.measures.model import BLANK
from report.messages import phrase_values
from report.registry import Plugin

if TYPE_CHECKING:
    from report.archive.model import Attachment
    from report.composing import Composed

#: The longest text of a recorded value in a finding.
_MOST_CHARACTERS = 100


def check_tables(composed: Composed, files: Sequence[Attachment], where: Location) -> Check:
    """Compare the tables, read again from their sources, with the attached ones; and the plain text
    with them."""
    inside = {attachment.path: attachment.content.sha256 for attachment in files}
    # Editions of before have no files of charts. The record of the marks is compared mark by mark
    # (:func:`report.archive.verify.ink.check_ink`).
    charts = (file for file in pack_chart_tables(composed.document) if file.path in inside)
    data = data_parts(composed.brief, composed.tables)
    again = [(path, digest(content)) for path, _, content in data]
    again += [
        (attachment.path, attachment.content.sha256)
        for attachment in (pack_findings(composed.tables), *charts)
    ]
    differing = (path for path, counted in again if inside.get(path) != counted)
    findings = [Finding("data-differ", where, {"path": path}) for path in differing]
    findings += text_differs(composed, files, where)
    return Check("tables", tuple(findings[:MOST]), facts_of_tables(composed))


def facts_of_tables(composed: Composed) -> dict[str, object]:
    """Return how many tables and rows there are."""
    rows = sum(len(table.frame) for table in composed.tables.values())
    return {"tables": len(composed.tables), "rows": rows}


def facts_of_measures(composed: Composed, files: Sequence[Attachment]) -> dict[str, object]:
    """Return how many measures and printed values the provenance of an edition records.

    Equal bytes prove that it records those of ``composed``.
    """
    graph = json.loads(_recorded(files))["@graph"]
    return _facts(composed, {str(node["@id"]): node for node in graph})


def _facts(composed: Composed, graph: Mapping[str, Any]) -> dict[str, object]:
    count = sum(1 + len(measure.parts) for measure in composed.measures.values())
    cells = sum(
        len(node["prov:hadMember"]) for name, node in graph.items() if name.startswith(CELLS)
    )
    return {"measures": count, "cells": cells}


def _recorded(files: Sequence[Attachment]) -> bytes:
    return next((attachment.data for attachment in files if attachment.path == PROVENANCE), b"")


def check_measures(
    composed: Composed,
    files: Sequence[Attachment],
    fonts: Sequence[str],
    options: Options,
    where: Location,
) -> Check:
    """Compare the recomputed measures with those of the provenance, and all its other statements.

    ``fonts`` are those in the PDF, by the renderer's names. The versions of the build are taken
    unchanged from the provenance, because no other record of them exists.
    """
    recorded = _recorded(files)
    try:
        graph = {str(node["@id"]): node for node in json.loads(recorded)["@graph"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return Check("measures", (Finding("provenance-differs", where, {"node": PROVENANCE}),))
    data_files = [attachment for attachment in files if attachment.path != PROVENANCE]
    named = graph.get("#mujaz", {}).get("mujaz:fonts", [])
    if set(map(_bare, named)) != set(map(_bare, fonts)):
        named = list(fonts)  # fonts that differ from those in the PDF are reported below
    try:
        software = Software.of_graph(list(graph.values()))
    except ValueError:
        return Check("measures", (Finding("provenance-differs", where, {"node": "#mujaz"}),))
    used, recorded_plugins = composed.document.plugins, software.plugins
    if _names(used) != _names(recorded_plugins):
        return Check("measures", (Finding("provenance-differs", where, {"node": "#plugin"}),))
    packed = pack_provenance(
        composed.brief,
        composed.measures,
        composed.document,
        data_files,
        named,
        options,
        software,
    )
    whole = json.loads(packed.data)
    again = {str(node["@id"]): node for node in whole["@graph"]}
    findings: list[Finding] = []
    phrases = _phrases(composed)
    for name in (*again, *(name for name in graph if name not in again)):
        if again.get(name) == graph.get(name):
            continue
        if name.startswith(CELLS):
            differing = _differing_cells(again.get(name), graph.get(name), phrases, where)
            findings += islice(differing, MOST)
        elif name.startswith("#measure-"):
            measure = name.removeprefix("#measure-")
            values = {
                **phrase_values("measure", phrases.get(measure, measure)),
                "counted": again.get(name, {}).get("value", "—"),
                "recorded": graph.get(name, {}).get("value", "—"),
            }
            findings.append(Finding("measure-differs", where, values))
        else:
            findings.append(Finding("provenance-differs", where, {"node": name}))
    if not findings and provenance_json(whole) != recorded:
        findings.append(Finding("provenance-differs", where, {"node": PROVENANCE}))
    return Check("measures", tuple(findings[:MOST]), _facts(composed, again))


def _phrases(composed: Composed) -> dict[str, str]:
    """Return the labels of printed values, and the names of measures that prose asks for, each as a
    phrase that has both languages."""
    document = composed.document
    words = (item for item in document.expected if isinstance(item, Words))
    labels = (source.label for item in words for source in item.provenance)
    names = (use.measure for use in document.measure_uses)
    return {str(phrase): phrase for phrase in chain(labels, names)}


def _differing_cells(
    again: object, recorded: object, phrases: Mapping[str, str], where: Location
) -> Iterator[Finding]:
    """Yield the values of a block that differ; the block itself if it has another form.

    :param phrases: the labels of values as phrases.
    """
    pairs = zip_longest(_cells(again), _cells(recorded))
    is_any = False
    for cell, recorded_cell in pairs:
        if cell == recorded_cell:
            continue
        is_any = True
        named = cell or recorded_cell or {}
        values = {
            "cell": _shortened(named.get("@id")),
            **_label(named.get("name"), phrases),
            "counted": _cell_text(cell),
            "recorded": _cell_text(recorded_cell),
        }
        yield Finding("cell-differs", where, values)
    if not is_any:
        node = again if isinstance(again, dict) else recorded
        name = node.get("@id") if isinstance(node, dict) else CELLS
        yield Finding("provenance-differs", where, {"node": name})


def _label(name: object, phrases: Mapping[str, str]) -> dict[str, str]:
    """Return the label of a cell as the values ``label`` and ``label_ar`` of a finding."""
    values = phrase_values("label", phrases.get(str(name), BLANK if name is None else str(name)))
    return {key: _shortened(value) for key, value in values.items()}


def _cells(node: object) -> list[dict[str, object]]:
    members = node.get("prov:hadMember") if isinstance(node, dict) else None
    if not isinstance(members, list):
        return []
    return [member if isinstance(member, dict) else {} for member in members]


def _cell_text(cell: dict[str, object] | None) -> str:
    """Return the exact value of a cell with its printed text: «12,5% (1/8)»."""
    if cell is None:
        return BLANK
    printed, value = _shortened(cell.get("mujaz:text")), _shortened(cell.get("value"))
    return printed if printed == value else f"{printed} ({value})"


def _shortened(text: object) -> str:
    return str(BLANK if text is None else text)[:_MOST_CHARACTERS]


def _names(plugins: Sequence[Plugin]) -> list[tuple[str, str]]:
    return [(plugin.group, plugin.name) for plugin in plugins]


def _bare(font: str) -> str:
    """Return the common form of a font's PostScript name and the renderer's name of it."""
    letters = "".join(character for character in str(font).lower() if character.isalnum())
    return letters.removesuffix("oblique").removesuffix("regular")


def findings_inside(error: MujazError, folder: Path) -> Iterator[Finding]:
    """Yield the findings about a brief that was unpacked into ``folder``, with locations named as
    in the PDF."""
    from dataclasses import replace

    for finding in error.findings[:MOST]:
        file = finding.where.file
        if file is not None and Path(file).is_relative_to(folder):
            file = (Path("brief") / Path(file).relative_to(folder)).as_posix()
        yield replace(finding, where=replace(finding.where, file=file))
