"""Make a bag of an edition: its payload, its manifests, and its folder."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import report
from report.archive.bag.eark import sip
from report.archive.bag.edition import Described, read_edition
from report.archive.bag.premis import Part, pdf_part, premis, standard
from report.archive.bounded import copied_pdf
from report.archive.judge import Judgement, find_verapdf, judge
from report.beside import beside
from report.errors import Location, OutputError

Layout = Literal["bagit", "e-ark"]
LAYOUTS: tuple[Layout, ...] = ("bagit", "e-ark")
_ALGORITHMS = ["sha256", "sha512"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bagged:
    """A bag: its folder, the number of files in its payload, and veraPDF's judgements by flavour
    (none without veraPDF)."""

    folder: Path
    files: int
    judgements: Mapping[str, Judgement]


def bag(path: Path, folder: Path, layout: Layout = "bagit") -> Bagged:
    """Put the edition at ``path`` into a bag (RFC 8493) in ``folder``, which is new or empty.

    The bag is written beside ``folder``, checked, and then moved to it. The same edition, Mujaz and
    veraPDF give the same bytes, file names and file dates; the name of ``path`` does not matter.

    :raises ArchiveError: see :func:`report.archive.bag.edition.read_edition` and
        :func:`report.archive.judge.judge`.
    :raises OutputError: ``bag-folder-taken``, ``cannot-write``.
    :raises OSError: if ``path`` cannot be read.
    """
    folder = folder.absolute()  # the library changes the working folder
    _need_free(folder)
    with copied_pdf(path) as data:
        edition = read_edition(data, Location(file=str(path)))
        judgements = _judgements(path, edition)
        payload = _payload(edition, layout, judgements)
        try:
            _write(edition, payload, judgements, folder)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                raise OutputError.of("bag-folder-taken", Location(file=str(folder))) from error
            raise OutputError.of(
                "cannot-write", Location(file=str(folder)), reason=error.strerror or str(error)
            ) from error
    return Bagged(folder=folder, files=len(payload), judgements=judgements)


def _need_free(folder: Path) -> None:
    """Refuse a folder with content, which must not be replaced."""
    if folder.is_symlink() or (
        folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    ):
        raise OutputError.of("bag-folder-taken", Location(file=str(folder)))


def _judgements(path: Path, edition: Described) -> dict[str, Judgement]:
    if find_verapdf() is None:
        return {}
    return judge([path], edition.claims.flavours)[path]


def _payload(
    edition: Described, layout: Layout, judgements: Mapping[str, Judgement]
) -> tuple[Part, ...]:
    sources = [
        Part.of(
            f"sources/{attachment.path}",
            attachment.content,
            attachment.media_type or "application/octet-stream",
            "source",
        )
        for attachment in edition.files
    ]
    reports = [
        Part.of(f"reports/verapdf-{flavour}.xml", attachment.report, "text/xml", "report")
        for flavour, attachment in sorted(judgements.items())
        if attachment.report
    ]
    if layout == "e-ark":
        return sip(edition, sources, reports, judgements)
    payload = [pdf_part(edition, "edition.pdf"), *sources, *reports]
    history = premis(edition, payload, judgements)
    return (*payload, Part.of("premis.xml", history, "text/xml", "metadata"))


def _write(
    edition: Described, parts: Sequence[Part], judgements: Mapping[str, Judgement], folder: Path
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with beside(folder, folder=True) as temporary:
        # A temporary folder is private to its owner; a bag has the permissions of any new folder.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o777 & ~mask)
        for item in parts:
            target = temporary / item.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.writelines(item.blocks())
        _close(temporary, _information(edition, judgements))
        _date(temporary, edition.issued.timestamp())
        temporary.rename(folder)


def _close(folder: Path, information: dict[str, str]) -> None:
    """Make a bag of a folder, and validate it."""
    with _silent():
        import bagit  # type: ignore[import-untyped]

        try:
            bagit.make_bag(str(folder), information, checksums=_ALGORITHMS)
            for algorithm in _ALGORITHMS:
                _sort(folder / f"tagmanifest-{algorithm}.txt")
            bagit.Bag(str(folder)).validate()
        except (bagit.BagError, RuntimeError, ValueError) as error:
            raise OSError(errno.EIO, str(error)) from error


def _sort(manifest: Path) -> None:
    """Sort the lines of a manifest by file, with two blanks between digest and name.

    The library writes them in the order of the disk, with one blank, which ``sha512sum -c`` does
    not read.
    """
    lines = [line.split(maxsplit=1) for line in manifest.read_text("utf-8").splitlines()]
    text = "".join(
        f"{digest}  {name}\n" for digest, name in sorted(lines, key=lambda line: line[1])
    )
    manifest.write_text(text, "utf-8", newline="\n")


def _information(edition: Described, judgements: Mapping[str, Judgement]) -> dict[str, str]:
    """Return ``bag-info.txt``; the library adds the Payload-Oxum."""
    fields = {
        "External-Identifier": edition.identifier,
        "External-Description": edition.title,
        "Bagging-Date": edition.issued.date().isoformat(),
        "Bag-Software-Agent": f"Mujaz {report.__version__}",
        "Conformance": _conformance(edition, judgements),
    }
    return fields | ({"Source-Organization": edition.issuer} if edition.issuer else {})


def _conformance(edition: Described, judgements: Mapping[str, Judgement]) -> str:
    if not judgements:
        claimed = ", ".join(standard(flavour) for flavour in edition.claims.flavours)
        return f"{claimed} claimed; veraPDF was not run"
    version = next(
        (judgement.version for judgement in judgements.values() if judgement.version), ""
    )
    verdicts = ", ".join(
        f"{standard(flavour)} {'compliant' if judgement.compliant else 'not compliant'}"
        for flavour, judgement in judgements.items()
    )
    return f"{verdicts} (veraPDF {version})"


def _date(folder: Path, moment: float) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        os.utime(path, (moment, moment))
    os.utime(folder, (moment, moment))


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the library from writing to the terminal: errors report what goes wrong."""
    logger = logging.getLogger("bagit")
    was_disabled = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = was_disabled
