"""What a workbook has that a copy made with openpyxl has not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: What a workbook may unfold to: openpyxl takes some fifty times as much memory.
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Loss:
    """A thing that is lost, in both languages, and the rule that reports it."""

    rule: str
    en: str
    ar: str


#: By the names of the parts that hold them (ECMA-376, and Microsoft's extensions of it).
_PARTS = (
    (r"/vbaProject\.bin$", Loss("lost-in-copy", "macros", "وحدات الماكرو")),
    (r"^xl/(ctrlProps|activeX)/", Loss("lost-in-copy", "form controls", "عناصر تحكم النموذج")),
    (r"^xl/(slicers|timelines)/", Loss("lost-in-copy", "slicers", "مقسمات طرق العرض")),
    (r"^xl/(threadedComments|persons)/", Loss("lost-in-copy", "threads of comments", "سلاسل "
                                                                                     "التعليقات")),
    (r"^xl/embeddings/", Loss("lost-in-copy", "embedded objects", "الكائنات المضمنة")),
    (r"^xl/(connections\.xml|queryTables/)", Loss("lost-in-copy", "data connections", "الاتصالات "
                                                                                      "بالبيانات")),
    (r"^xl/diagrams/", Loss("lost-in-copy", "diagrams", "الرسوم التخطيطية")),
    (r"^xl/charts/chart", Loss("changed-in-copy", "charts", "الرسوم البيانية")),
    (r"^xl/pivotTables/", Loss("changed-in-copy", "pivot tables", "الجداول المحورية")),
)  # fmt: skip
_SHAPES = Loss("lost-in-copy", "shapes and text boxes", "الأشكال ومربعات النص")
_BUTTONS = Loss("lost-in-copy", "form controls", "عناصر تحكم النموذج")
_OTHER = Loss("lost-in-copy", "extensions of Excel", "امتدادات Excel")
_SPARKLINES = Loss("lost-in-copy", "sparklines", "خطوط المؤشرات")


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
