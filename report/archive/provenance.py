"""Where an edition comes from: ``provenance.json``, an RO-Crate 1.1 graph in the terms of schema.org and W3C PROV."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from typing import TYPE_CHECKING, Any

import report
from report.archive.model import Attachment

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.archive.profiles import Profile
    from report.brief import LoadedBrief
    from report.measures import Measure

PROVENANCE = "provenance.json"
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"prov": "http://www.w3.org/ns/prov#", "mujaz": "urn:mujaz:provenance:1#"},
]
#: What Mujaz needs, as pyproject.toml has it: what these need in turn is looked up.
LIBRARIES = (
    "babel",
    "bagit",
    "fonttools",
    "hijridate",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "matplotlib",
    "mdit-py-plugins",
    "openpyxl",
    "pandas",
    "pandera",
    "pikepdf",
    "pyarrow",
    "pydantic",
    "pyhanko",
    "pypdfium2",
    "python-calamine",
    "rich",
    "sqlalchemy",
    "typer",
    "uharfbuzz",
    "weasyprint",
)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the build was told besides the brief: the profile, and digits in place of the brief's own."""

    profile: Profile
    digits: Digits | None = None
    text_gate: bool = True


def pack_provenance(
    brief: LoadedBrief,
    measures: Mapping[str, Measure],
    files: Sequence[Attachment],
    fonts: Sequence[str],
    options: Options,
) -> Attachment:
    """Return ``provenance.json``: each file inside with its SHA-256, the versions, the fonts, the measures.

    It names no folder, no user and no machine.
    """
    heading = brief.model.brief
    graph: list[dict[str, Any]] = [
        {
            "@id": PROVENANCE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": heading.title,
            "description": heading.subtitle or heading.title,
            "identifier": heading.reference,
            "datePublished": heading.issued.isoformat(),
            "inLanguage": heading.locale,
            "license": heading.classification,
            "publisher": {"@id": "#issuer"},
            "hasPart": [{"@id": one.path} for one in files],
            "variableMeasured": [{"@id": f"#measure-{name}"} for name in measures],
            "prov:wasGeneratedBy": {"@id": "#build"},
        },
        {"@id": "#issuer", "@type": "Organization", "name": heading.issuer},
        {
            "@id": "#build",
            "@type": ["CreateAction", "prov:Activity"],
            "name": "mujaz build",
            "instrument": {"@id": "#mujaz"},
            "object": [{"@id": one.path} for one in files if one.relationship == "Source"],
            "mujaz:options": {
                "profile": options.profile, "digits": options.digits, "textGate": options.text_gate,
            },
        },
        {
            "@id": "#mujaz",
            "@type": ["SoftwareApplication", "prov:SoftwareAgent"],
            "name": "Mujaz",
            "softwareVersion": report.__version__,
            "mujaz:versions": versions(),
            "mujaz:fonts": list(fonts),
        },
    ]  # fmt: skip
    for one in files:
        graph.append(
            {
                "@id": one.path,
                "@type": ["File", "prov:Entity"],
                "encodingFormat": one.media_type,
                "contentSize": str(len(one.data)),
                "sha256": sha256(one.data).hexdigest(),
                "mujaz:relationship": one.relationship,
            }
        )
    graph += [_measure(measure, f"#measure-{name}") for name, measure in measures.items()]
    data = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"
    return Attachment(
        path=PROVENANCE,
        data=data.encode(),
        relationship="Supplement",
        media_type="application/ld+json",
        description="مصدر الموجز: ملفاته وبصماتها، والبرامج، والمؤشرات بقواعدها وصفوفها",
    )


def _measure(measure: Measure, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@id": name,
        "@type": ["PropertyValue", "prov:Entity"],
        "name": measure.label,
        "value": str(measure.value),
        "measurementTechnique": measure.rule,
        "mujaz:rows": {rowset.table: list(rowset.rows) for rowset in measure.rows},
    }
    if measure.noun:
        found["unitText"] = measure.noun
    if measure.is_share:
        found["mujaz:share"] = True
    if measure.parts:
        found["mujaz:parts"] = {
            part: {"value": str(one.value), "rows": {rowset.table: list(rowset.rows) for rowset in one.rows}}
            for part, one in measure.parts.items()
        }
    return found


def versions() -> dict[str, str]:
    """Return the versions of all that an edition's bytes depend on: Python, Pango, qpdf, every library of the lock."""
    import pikepdf
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    found = {
        "python": ".".join(map(str, sys.version_info[:3])),
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
        "qpdf": pikepdf.__libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return found | dict(sorted(_required(LIBRARIES).items()))


def _required(names: Sequence[str]) -> dict[str, str]:
    """Return the versions of distributions, and of those that they need in turn, without extras; those installed."""
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        one = waiting.pop()
        try:
            known = metadata.distribution(one)
        except metadata.PackageNotFoundError:
            continue  # of another system, or another Python
        key = one.lower().replace("_", "-")
        if key in found:
            continue
        found[key] = known.version
        for line in known.requires or ():
            wanted = _NAME.match(line)
            if wanted is not None and "extra ==" not in line:
                waiting.append(wanted[0])
    return found
