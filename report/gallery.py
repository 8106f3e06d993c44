"""The gallery: a brief that shows every kind of chart and table beside the TOML that makes it.

Its entries are the files of ``assets/gallery/entries``; its tables and measures are those of the
briefs that ship.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from report import places
from report.toml import parse_toml

#: What the gallery takes from each brief that ships.
_SHARED = ("sources", "nouns", "tables", "measures")


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the gallery.

    :ivar name: the name of its file.
    :ivar title: its heading.
    :ivar text: what the kind is good for, in a sentence.
    :ivar toml: the keys of the block, in their printed form.
    """

    name: str
    title: str
    text: str
    toml: str

    @property
    def block(self) -> dict[str, Any]:
        """The keys of the block."""
        return parse_toml(self.toml)

    @property
    def prose(self) -> str:
        """The heading, the sentence and the TOML in Markdown."""
        return f"## {self.title}\n\n{self.text}\n\n```toml\n{self.toml.strip()}\n```\n"


def entries() -> tuple[Entry, ...]:
    """Return the entries in their order on the pages."""
    folder = _folder() / "entries"
    listed = chain.from_iterable(group["entries"] for group in _settings()["groups"].values())
    return tuple(
        Entry(name=name, **parse_toml((folder / f"{name}.toml").read_text(encoding="utf-8")))
        for name in listed
    )


def write_gallery(folder: Path, shown: Iterable[Entry]) -> None:
    """Write the brief of the gallery in an empty folder: ``brief.toml``, tables and texts.

    Equal entries give equal bytes.
    """
    import tomlkit

    own = _settings()
    groups = own.pop("groups")
    brief: dict[str, Any] = {**own, **{key: own.get(key, {}) for key in _SHARED}}
    for shipped in sorted(places.data().glob("*/brief.toml")):
        model = parse_toml(shipped.read_text(encoding="utf-8"))
        for key in _SHARED:
            brief[key] = {**model.get(key, {}), **brief[key]}
        for table in model["tables"].values():
            shutil.copyfile(shipped.parent / table["source"], folder / table["source"])
    chosen = tuple(shown)
    brief["sections"] = _sections(groups, chosen)
    (folder / "text").mkdir()
    for entry in chosen:
        (folder / _text_of(entry)).write_text(entry.prose, encoding="utf-8")
    (folder / "brief.toml").write_text(tomlkit.dumps(brief), encoding="utf-8")


def _settings() -> dict[str, Any]:
    """Return ``gallery.toml``: the keys of the brief, and the groups with their entries."""
    return parse_toml((_folder() / "gallery.toml").read_text(encoding="utf-8"))


def _sections(groups: Mapping[str, Any], shown: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return a section for each group that has entries, in the order of the groups."""
    by_name = {entry.name: entry for entry in shown}
    sections = []
    for name, group in groups.items():
        blocks: list[dict[str, Any]] = []
        for entry in map(by_name.get, group["entries"]):
            if entry is not None:
                blocks += [{"prose": _text_of(entry)}, entry.block]
        if blocks:
            sections.append({"title": group["title"], "id": name, "blocks": blocks})
    return sections


def _text_of(entry: Entry) -> str:
    return f"text/{entry.name}.md"


def _folder() -> Path:
    return places.assets() / "gallery"
