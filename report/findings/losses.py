"""What a workbook has that a copy made with openpyxl has not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from report.messages import in_both

#: What a workbook may unfold to: openpyxl takes some fifty times as much memory.
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Loss:
    """A thing that is lost, as the key of its name, and the rule that reports it.

    ``thing`` is empty for a rule that names none.
    """

    rule: str
    thing: str = ""

    def values(self) -> dict[str, str]:
        """Return the thing in both languages, as the values of the rule's message."""
        return in_both("thing", f"loss.{self.thing}") if self.thing else {}


#: By the names of the parts that hold them (ECMA-376, and Microsoft's extensions of it).
_PARTS = (
    (r"/vbaProject\.bin$", Loss("lost-in-copy", "macros")),
    (r"^xl/(ctrlProps|activeX)/", Loss("lost-in-copy", "form-controls")),
    (r"^xl/(slicers|timelines)/", Loss("lost-in-copy", "slicers")),
    (r"^xl/(threadedComments|persons)/", Loss("lost-in-copy", "threads-comments")),
    (r"^xl/embeddings/", Loss("lost-in-copy", "embedded-objects")),
    (r"^xl/(connections\.xml|queryTables/)", Loss("lost-in-copy", "data-connections")),
    (r"^xl/diagrams/", Loss("lost-in-copy", "diagrams")),
    (r"^xl/charts/chart", Loss("changed-in-copy", "charts")),
    (r"^xl/pivotTables/", Loss("changed-in-copy", "pivot-tables")),
)
_SHAPES = Loss("lost-in-copy", "shapes-text-boxes")
_BUTTONS = Loss("lost-in-copy", "form-controls")
_OTHER = Loss("lost-in-copy", "extensions-excel")
_SPARKLINES = Loss("lost-in-copy", "sparklines")


def losses(path: Path) -> list[Loss] | None:
    """Return what a copy of a workbook loses; ``None`` where the file is no XLSX workbook, or a
    huge one."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if (
                "xl/workbook.xml" not in archive.namelist()
                or sum(member.file_size for member in members) > _MOST_BYTES
            ):
                return None
            names = [member.filename for member in members]
            reasons = [loss for pattern, loss in _PARTS if _has_part(pattern, names)]
            drawn = [
                archive.read(member)
                for member in members
                if re.match(r"xl/drawings/[^/]+\.(xml|vml)$", member.filename)
            ]
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    if any(re.search(rb"<(\w+:)?(sp|grpSp|cxnSp)[ >]", member) for member in drawn):
        reasons.append(_SHAPES)
    if any(re.search(rb'ObjectType="(?!Note)', member) for member in drawn):
        reasons.append(_BUTTONS)
    return list(dict.fromkeys(reasons))


def of_warning(text: str) -> Loss:
    """Return what is lost by openpyxl's own warning: «Sparkline Group extension is not supported
    …»."""
    return _SPARKLINES if text.startswith("Sparkline") else _OTHER


def _has_part(pattern: str, names: Iterable[str]) -> bool:
    return any(re.search(pattern, name) for name in names)
