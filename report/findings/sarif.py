"""Findings as SARIF 2.1.0 (OASIS), for the viewers of editors and of code hosts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import report
from report.errors import Finding, Location

if TYPE_CHECKING:
    from report.messages import Language

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def to_sarif(findings: Sequence[Finding], language: Language) -> str:
    """Return a SARIF log of one run, its messages in ``language``, the second language under each
    result's properties.

    A line of a text file is a region. A cell is a logical location, ``sheet!C17``: SARIF has no
    cells, and the row of a table is not the line of its file where a cell holds line ends.
    """
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Mujaz",
                        "semanticVersion": report.__version__,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "language": language,
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, rules.index(finding.rule), language) for finding in findings
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, index: int, language: Language) -> dict[str, object]:
    second: Language = "en" if language == "ar" else "ar"
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": f"{finding.what(language)} {finding.do(language)}"},
        "properties": {
            second: f"{finding.what(second)} {finding.do(second)}",
            "where": finding.where.as_dict(),
        },
    }
    location = _location(finding.where)
    if location:
        result["locations"] = [location]
    return result


def _location(where: Location) -> dict[str, object]:
    location: dict[str, object] = {}
    if where.file is not None:
        physical: dict[str, object] = {"artifactLocation": {"uri": _uri(where.file)}}
        if where.line is not None:
            physical["region"] = {"startLine": where.line}
        location["physicalLocation"] = physical
    name = where.cell or where.column or where.key
    if name is not None:
        full = f"{where.sheet}!{name}" if where.sheet is not None else name
        kind = "cell" if where.cell else "column" if where.column else "key"
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": kind}]
    return location


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
