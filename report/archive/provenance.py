"""The origin of an edition: ``provenance.json``, an RO-Crate 1.1 graph in the terms of schema.org
and W3C PROV."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import report
from report.archive.cells import as_recorded, cell_nodes, measure_id
from report.archive.model import PROVENANCE as PROVENANCE
from report.archive.model import Attachment
from report.archive.packed import pack
from report.archive.plugins import plugin_id, plugin_nodes, plugins_of_graph
from report.archive.profiles import ATTACH, Attach
from report.archive.versions import versions
from report.limiting import RowFilter
from report.measures.exact import exact_text
from report.messages import page_text
from report.registry import Plugin
from report.rows import RowRanges

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.archive.profiles import Profile
    from report.brief import LoadedBrief
    from report.document import Composition, MeasureUse
    from report.measures import Measure, TableRows

#: Names of distributions (PyPA, core metadata) and versions (PEP 440, and those of Mujaz and of C
#: libraries).
_DISTRIBUTION = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!_-]{0,99}")
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"prov": "http://www.w3.org/ns/prov#", "mujaz": "urn:mujaz:provenance:1#"},
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a build besides the brief.

    ``digits`` replaces that of the brief. ``epoch`` is ``SOURCE_DATE_EPOCH``, in seconds since
    1970, and replaces the issue date of the brief. ``row_filter`` is the column value to which the
    brief was limited. Such an edition carries only its own rows, or the whole files with ``attach``
    set to ``all``. ``cells`` is whether the provenance records each printed value, and ``titles``
    whether it records the numbers of titles of sections and the values that sections are of;
    editions of versions before that are rebuilt without. ``recorded`` has the nodes of the
    provenance of an edition of another version, by name: they are kept where its values are counted
    again.
    """

    profile: Profile
    digits: Digits | None = None
    text_gate: bool = True
    epoch: int | None = None
    row_filter: RowFilter | None = None
    attach: Attach = "own"
    cells: bool = True
    titles: bool = True
    recorded: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def own_rows(self) -> bool:
        """Whether the edition carries only the rows of one value."""
        return self.row_filter is not None and self.attach == "own"

    def as_dict(self) -> dict[str, object]:
        """Return the options in the form of ``provenance.json``."""
        options: dict[str, object] = {
            "profile": self.profile, "digits": self.digits, "textGate": self.text_gate,
            "epoch": self.epoch,
        }  # fmt: skip
        for name in ("cells", "titles"):
            if getattr(self, name):
                options[name] = True
        if self.row_filter is not None:
            options["only"] = {**asdict(self.row_filter), "attach": self.attach}
        return options

    @classmethod
    def of_dict(cls, stored: Mapping[str, Any]) -> Options:
        """Return the options from the form of :meth:`as_dict`.

        :raises KeyError, TypeError: if they have another form.
        """
        limited = dict(stored.get("only") or {})
        attach = limited.pop("attach", "all")
        row_filter = RowFilter(**limited) if limited else None
        texts = (
            () if row_filter is None else (row_filter.table, row_filter.column, row_filter.value)
        )
        if not all(isinstance(text, str) for text in texts) or attach not in ATTACH:
            raise TypeError("only")
        if row_filter is not None and not isinstance(row_filter.number, int | None):
            raise TypeError("only")
        return cls(
            profile=stored["profile"],
            digits=stored["digits"],
            text_gate=stored["textGate"],
            epoch=stored.get("epoch"),
            row_filter=row_filter,
            attach=attach if row_filter is not None else "own",
            cells=stored.get("cells") is True,
            titles=stored.get("titles") is True,
        )


@dataclass(frozen=True, slots=True)
class Software:
    """The software of a build: the version of each part that affects the bytes, and plug-ins."""

    version: str
    versions: Mapping[str, str]
    plugins: tuple[Plugin, ...] = ()

    @classmethod
    def here(cls, plugins: tuple[Plugin, ...] = ()) -> Software:
        """Return the installed software, with the plug-ins that a brief uses."""
        return cls(report.__version__, versions(), plugins)

    @classmethod
    def of_graph(cls, graph: Sequence[Mapping[str, Any]]) -> Software:
        """Return the software that the graph of a ``provenance.json`` records.

        :raises ValueError: if it does not have the form of :func:`pack_provenance`.
        """
        try:
            node = next(node for node in graph if node["@id"] == "#mujaz")
            version, recorded = node["softwareVersion"], dict(node["mujaz:versions"])
        except (StopIteration, KeyError, TypeError, ValueError) as error:
            raise ValueError("#mujaz") from error
        if not all(
            isinstance(version_text, str) and _VERSION.fullmatch(version_text)
            for version_text in (version, *recorded.values())
        ):
            raise ValueError("#mujaz")
        if not all(_DISTRIBUTION.fullmatch(name) for name in recorded):
            raise ValueError("#mujaz")
        return cls(version, recorded, plugins_of_graph(graph))


def pack_provenance(
    brief: LoadedBrief,
    measures: Mapping[str, Measure],
    document: Composition,
    files: Sequence[Attachment],
    fonts: Sequence[str],
    options: Options,
    software: Software | None = None,
) -> Attachment:
    """Return ``provenance.json``: each attachment with its SHA-256, the versions, the fonts, the
    measures, and the values that are printed of them.

    It names no folder, user or machine. ``software`` is recorded as the software of the build; with
    ``None``, it is the installed software.
    """
    software = software or Software.here()
    files = sorted(files, key=lambda attachment: attachment.path)
    graph = [
        *_edition_nodes(brief, measures, files, fonts, options, software),
        *plugin_nodes(software.plugins),
        *map(_file_node, files),
        *measure_nodes(measures, _recorded_uses(document, options)),
    ]
    if options.cells:
        cells = cell_nodes(document.expected, frozenset(str(node["@id"]) for node in graph))
        graph += as_recorded(cells, options.recorded)
    return Attachment(
        path=PROVENANCE,
        content=pack([provenance_json({"@context": _CONTEXT, "@graph": graph})]),
        relationship="Supplement",
        media_type="application/ld+json",
        description=page_text("attached.provenance"),
    )


def _recorded_uses(document: Composition, options: Options) -> Sequence[MeasureUse]:
    uses = document.measure_uses
    return uses if options.titles else [use for use in uses if not use.is_recorded_since_titles]


def _edition_nodes(
    brief: LoadedBrief,
    measures: Mapping[str, Measure],
    files: Sequence[Attachment],
    fonts: Sequence[str],
    options: Options,
    software: Software,
) -> list[dict[str, object]]:
    """Return the nodes of the edition, its issuer, its build and Mujaz."""
    heading = brief.model.brief
    return [
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
            "hasPart": [{"@id": attachment.path} for attachment in files],
            "variableMeasured": [{"@id": f"#measure-{name}"} for name in measures],
            "prov:wasGeneratedBy": {"@id": "#build"},
        },
        {"@id": "#issuer", "@type": "Organization", "name": heading.issuer},
        {
            "@id": "#build",
            "@type": ["CreateAction", "prov:Activity"],
            "name": "mujaz build",
            "instrument": _instrument(software),
            "object": [
                {"@id": attachment.path}
                for attachment in files
                if attachment.relationship == "Source"
            ],
            "mujaz:options": options.as_dict(),
        },
        {
            "@id": "#mujaz",
            "@type": ["SoftwareApplication", "prov:SoftwareAgent"],
            "name": "Mujaz",
            "softwareVersion": software.version,
            "mujaz:versions": dict(software.versions),
            "mujaz:fonts": list(fonts),
        },
    ]


def _file_node(attachment: Attachment) -> dict[str, object]:
    """Return the node of a file that is attached."""
    return {
        "@id": attachment.path,
        "@type": ["File", "prov:Entity"],
        "encodingFormat": attachment.media_type,
        "contentSize": str(attachment.content.size),
        "sha256": attachment.content.sha256,
        "mujaz:relationship": attachment.relationship,
    }


def _instrument(software: Software) -> object:
    mujaz = {"@id": "#mujaz"}
    plugins_used = [{"@id": plugin_id(plugin)} for plugin in software.plugins]
    return [mujaz, *plugins_used] if plugins_used else mujaz


def provenance_json(whole: Mapping[str, Any]) -> bytes:
    """Return a graph with its context as the bytes of ``provenance.json``."""
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def measure_nodes(
    measures: Mapping[str, Measure], measure_uses: Sequence[MeasureUse]
) -> list[dict[str, object]]:
    """Return the measures as nodes of the graph: rule, value, rows, and printed locations.

    Those that prose asked for follow the declared ones.
    """
    places: dict[str, list[MeasureUse]] = {}
    asked: dict[str, Measure] = {}
    for use in measure_uses:
        places.setdefault(use.measure, []).append(use)
        if use.asked is not None:
            asked.setdefault(use.measure, use.asked)
    return [_measure(measure, places) for measure in (*measures.values(), *asked.values())]


def row_runs(rows: Sequence[TableRows]) -> dict[str, str]:
    """Return rows by their table, as ranges of a first and a last row: ``2-10,14``; a million rows
    are a short text."""
    merged: dict[str, RowRanges] = {}
    for rowset in rows:
        merged[rowset.table] = merged.get(rowset.table, RowRanges()).union(rowset.rows)
    return {table: _as_text(numbers) for table, numbers in merged.items()}


def _as_text(numbers: RowRanges) -> str:
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in numbers.runs
    )


def _measure(measure: Measure, places: Mapping[str, Sequence[MeasureUse]]) -> dict[str, object]:
    node: dict[str, object] = {
        "@id": measure_id(measure.name),
        "@type": ["PropertyValue", "prov:Entity"],
        "name": measure.label,
        "value": exact_text(measure.value) if measure.is_defined else None,
        "measurementTechnique": measure.rule,
        "mujaz:rows": row_runs(measure.rows),
    }
    if measure.name in places:
        node["mujaz:printed"] = [
            {"block": item.key, "text": item.text} for item in places[measure.name]
        ]
    if measure.noun:
        node["unitText"] = measure.noun
    if measure.is_share:
        node["mujaz:share"] = True
    if measure.parts:
        node["mujaz:parts"] = {name: _measure(item, places) for name, item in measure.parts.items()}
    return node
