"""Rebuild an edition from its attachments alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from report.archive.attached import open_edition
from report.archive.bounded import damage_reported
from report.archive.model import PROVENANCE, Attachment
from report.archive.plugins import (
    differing_plugins,
    missing_plugins,
    other_plugins,
    version_text,
)
from report.archive.provenance import Options, Software
from report.archive.seal import read_seal
from report.archive.versions import own_version, versions
from report.errors import ArchiveError, Finding, Location, reason_of_error
from report.intake.sources.as_read import no_server

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

#: The fraction of a page's pixels that must differ for the page to differ, at 72 dots an inch.
_SAME_PICTURE = 0.001
#: The maximum number of pixels of a page's picture; A0 has 8 million at 72 dots an inch.
_MOST_DOTS = 16_000_000


@dataclass(frozen=True, slots=True)
class Version:
    """A software whose version differs: the version of the build, and that of the rebuild; empty if
    there is none."""

    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The comparison of a rebuilt edition with the original.

    ``texts`` and ``pictures`` are the differing pages, from 1; they are compared only if the bytes
    differ. ``warnings`` name the plug-ins that differ from those of the build.
    """

    equal: bool
    versions: tuple[Version, ...]
    texts: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    warnings: tuple[Finding, ...] = ()


def unpack(files: Sequence[Attachment], folder: Path, where: Location) -> Options:
    """Unpack the brief into ``folder``, which is empty, and return the options of its build.

    :raises ArchiveError: ``not-an-edition``, ``unsafe-inside``, ``plugin-missing``.
    """
    by_path = {attachment.path: attachment for attachment in files}
    for required in ("brief/brief.toml", PROVENANCE):
        if required not in by_path:
            raise ArchiveError.of("not-an-edition", where, missing=required)
    try:
        provenance = json.loads(by_path[PROVENANCE].data)
        options = _options(provenance)
        for path, attachment in by_path.items():
            top, _, inner = path.partition("/")
            if top == "brief" and inner:
                target = folder / inner
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as file:
                    file.writelines(attachment.content.parts())
    except (ValueError, KeyError, TypeError, StopIteration, OSError) as error:
        raise ArchiveError.of("unsafe-inside", where, **reason_of_error(error)) from error
    software = recorded_software(files, where)
    if missing := tuple(missing_plugins(software.plugins, where)):
        raise ArchiveError(*missing)
    if software.versions.get("mujaz") == own_version():
        return options
    return replace(options, recorded={str(node["@id"]): node for node in provenance["@graph"]})


@contextmanager
def unpacked(files: Sequence[Attachment], where: Location) -> Iterator[tuple[Path, Options]]:
    """Yield the unpacked folder of the brief, and the options of its build, while the context
    lasts.

    No database server is queried while it lasts, regardless of the brief: the answers are read from
    the folder.

    :raises ArchiveError: as :func:`unpack`.
    """
    with TemporaryDirectory(prefix="mujaz-") as temporary, no_server():
        folder = Path(temporary) / "brief"
        yield folder, unpack(files, folder, where)


def _options(provenance: Mapping[str, Any]) -> Options:
    return Options.of_dict(_node(provenance, "#build")["mujaz:options"])


def _node(provenance: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(node for node in provenance["@graph"] if node["@id"] == name)


def rebuild(path: Path, output: Path, build: Callable[[Path, Path, Options], None]) -> Rebuilt:
    """Rebuild the edition at ``path`` from its attachments into ``output``, and compare the two.

    ``build`` is called with the brief's folder, the PDF to write and the options. Signatures and
    other additions after the first revision are not compared.

    :raises ArchiveError: ``not-a-pdf``, ``not-an-edition``, ``unsafe-inside``; and the errors of a
        build.
    """
    where = Location(file=str(path))
    data, files = open_edition(path)
    with unpacked(files, where) as (folder, options):
        build(folder, output, options)
    seal = read_seal(data)
    first = data if seal is None else data[: seal.end]
    new = output.read_bytes()
    software = recorded_software(files, where)
    differing = other_versions(software)
    warnings = tuple(differing_plugins(software.plugins, where))
    if new == first:
        return Rebuilt(True, differing, warnings=warnings)
    with damage_reported(where):
        texts, pictures = _compared(first, new)
    return Rebuilt(False, differing, texts, pictures, warnings=warnings)


def recorded_software(files: Sequence[Attachment], where: Location) -> Software:
    """Return the software of an edition's build, from its provenance.

    :raises ArchiveError: ``unsafe-inside``.
    """
    provenance = next(attachment for attachment in files if attachment.path == PROVENANCE)
    try:
        return Software.of_graph(json.loads(provenance.data)["@graph"])
    except ValueError as error:
        raise ArchiveError.of("unsafe-inside", where, **reason_of_error(error)) from error


def other_versions(software: Software) -> tuple[Version, ...]:
    """Return the software whose installed version differs from that of ``software``."""
    then, now = dict(software.versions), versions()
    for plugin, installed_plugin in other_plugins(software.plugins):
        then[plugin.distribution], now[plugin.distribution] = (
            version_text(plugin),
            version_text(installed_plugin),
        )
    return tuple(
        Version(name, then.get(name, ""), now.get(name, ""))
        for name in sorted(then.keys() | now.keys())
        if then.get(name) != now.get(name)
    )


def _compared(first: bytes, second: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the pages whose texts differ, and those whose pictures differ."""
    import pypdfium2

    texts, pictures = [], []
    old, new = pypdfium2.PdfDocument(first), pypdfium2.PdfDocument(second)
    try:
        for number in range(max(len(old), len(new))):
            if number >= min(len(old), len(new)):
                texts.append(number + 1)
                pictures.append(number + 1)
                continue
            old_page, two = old[number], new[number]
            if old_page.get_textpage().get_text_range() != two.get_textpage().get_text_range():
                texts.append(number + 1)
            if _look_different(old_page, two):
                pictures.append(number + 1)
    finally:
        old.close()
        new.close()
    return tuple(texts), tuple(pictures)


def _look_different(first: PdfPage, second: PdfPage) -> bool:
    """Return whether two pages of pdfium differ in size or in their pictures.

    A page is drawn at 72 dots an inch, or fewer if it would exceed ``_MOST_DOTS``.
    """
    import numpy as np

    if first.get_size() != second.get_size():
        return True
    width, height = first.get_size()
    scale = min(1.0, (_MOST_DOTS / (width * height)) ** 0.5)
    pictures = [page.render(scale=scale).to_numpy() for page in (first, second)]
    return bool(np.mean(pictures[0] != pictures[1]) > _SAME_PICTURE)
