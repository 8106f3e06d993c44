"""The gallery: a brief that shows every kind of chart and table beside the TOML that makes it.

Its entries are the files of ``assets/gallery/entries``; its tables and measures are those of the
briefs that ship.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    :ivar group: the section that it is in: a key of ``[groups]`` in ``gallery.toml``.
    :ivar title: its heading.
    :ivar text: what the kind is good for, in a sentence.
    :ivar toml: the keys of the block, as they are printed.
    """

    name: str
    group: str
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
    """Return the entries by the names of their files."""
    files = sorted((_folder() / "entries").glob("*.toml"))
    return tuple(
        Entry(name=file.stem, **parse_toml(file.read_text(encoding="utf-8"))) for file in files
    )


def write_gallery(folder: Path, shown: Iterable[Entry]) -> None:
    """Write the brief of the gallery in an empty folder: ``brief.toml``, tables and texts.

    Equal entries give equal bytes.
    """
    import tomlkit

    own = parse_toml((_folder() / "gallery.toml").read_text(encoding="utf-8"))
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


def _sections(groups: Mapping[str, str], shown: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """Return a section for each group that has entries, in the order of the groups."""
    sections = []
    for group, title in groups.items():
        blocks: list[dict[str, Any]] = []
        for entry in shown:
            if entry.group == group:
                blocks += [{"prose": _text_of(entry)}, entry.block]
        if blocks:
            sections.append({"title": title, "id": group, "blocks": blocks})
    return sections


def _text_of(entry: Entry) -> str:
    return f"text/{entry.name}.md"


def _folder() -> Path:
    return places.assets() / "gallery"
