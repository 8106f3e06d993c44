"""The plug-ins of an edition: record them in its provenance, and compare them with the installed
ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from report.errors import Finding, Location, Severity
from report.registry import GROUPS, Plugin, installed

_PREFIX = "#plugin-"
_NAME = re.compile(r"[^\x00-\x20\x7f]{1,100}")
_DISTRIBUTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!_-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def plugin_id(plugin: Plugin) -> str:
    """Return the name of a plug-in's node in the graph of ``provenance.json``."""
    return f"{_PREFIX}{plugin.group}-{quote(plugin.name)}"


def plugin_nodes(plugins: Sequence[Plugin]) -> list[dict[str, object]]:
    """Return the nodes of plug-ins in the graph of ``provenance.json``."""
    return [
        {
            "@id": plugin_id(plugin),
            "@type": ["SoftwareApplication", "prov:SoftwareAgent"],
            "name": plugin.name,
            "softwareVersion": plugin.version,
            "mujaz:group": f"mujaz.{plugin.group}",
            "mujaz:distribution": plugin.distribution,
            "mujaz:sha256": plugin.sha256,
        }
        for plugin in plugins
    ]


def plugins_of_graph(graph: Sequence[object]) -> tuple[Plugin, ...]:
    """Return the plug-ins that a graph records.

    :raises ValueError: if the node of a plug-in does not have the form of :func:`plugin_nodes`.
    """
    nodes = (
        node
        for node in graph
        if isinstance(node, Mapping) and str(node.get("@id", "")).startswith(_PREFIX)
    )
    return tuple(_plugin(node) for node in nodes)


def _plugin(node: Mapping[str, object]) -> Plugin:
    group = str(node.get("mujaz:group", "")).removeprefix("mujaz.")
    keys = ("name", "mujaz:distribution", "softwareVersion", "mujaz:sha256")
    texts = [str(node.get(key, "")) for key in keys]
    plugin = Plugin(group, *texts)
    rules = (_NAME, _DISTRIBUTION, _VERSION, _SHA256)
    is_right = all(rule.fullmatch(text) for rule, text in zip(rules, texts, strict=True))
    if group not in GROUPS or not is_right or node["@id"] != plugin_id(plugin):
        raise ValueError(str(node["@id"])[:80])
    return plugin


def missing_plugins(recorded: Sequence[Plugin], where: Location) -> Iterator[Finding]:
    """Yield a finding for each distribution with a recorded plug-in that is not installed."""
    for plugins in _by_distribution(recorded):
        missing = [plugin for plugin in plugins if not _is_installed(plugin)]
        if missing:
            yield Finding("plugin-missing", where, _values(missing))


def _is_installed(plugin: Plugin) -> bool:
    candidate = installed(plugin.group, plugin.name)
    return candidate is not None and candidate.distribution == plugin.distribution


def other_plugins(recorded: Sequence[Plugin]) -> Iterator[tuple[Plugin, Plugin]]:
    """Yield each recorded plug-in whose files differ from the installed one, with the installed
    one."""
    for plugin in recorded:
        candidate = installed(plugin.group, plugin.name)
        if candidate is not None and candidate != plugin:
            yield plugin, candidate


def differing_plugins(recorded: Sequence[Plugin], where: Location) -> Iterator[Finding]:
    """Yield a warning for each distribution with recorded plug-ins whose files differ from the
    installed ones."""
    for plugins in _by_distribution(recorded):
        pairs = list(other_plugins(plugins))
        if pairs:
            then, now = pairs[0]
            digests = {"other": now.version, "then": then.sha256[:16], "now": now.sha256[:16]}
            values = _values([plugin for plugin, _ in pairs]) | digests
            yield Finding("plugin-differs", where, values, Severity.WARNING)


def _by_distribution(plugins: Sequence[Plugin]) -> Iterator[list[Plugin]]:
    for name in dict.fromkeys(plugin.distribution for plugin in plugins):
        yield [plugin for plugin in plugins if plugin.distribution == name]


def version_text(plugin: Plugin) -> str:
    """Return the version of a plug-in followed by a digest of its files, as in the version of
    Mujaz."""
    return f"{plugin.version}+sha256.{plugin.sha256[:16]}"


def _values(plugins: Sequence[Plugin]) -> dict[str, object]:
    names = tuple(f"{plugin.name} (mujaz.{plugin.group})" for plugin in plugins)
    first = plugins[0]
    return {"plugins": names, "package": first.distribution, "version": first.version}
