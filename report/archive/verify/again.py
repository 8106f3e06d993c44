"""Rebuild the edition from its attachments, and compare the two: by their bytes, else by their
objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO, TYPE_CHECKING

from report.archive.provenance import PROVENANCE, Options, Software
from report.archive.rebuild import Version, other_versions
from report.archive.registers.table import OtherForm
from report.archive.verify.appearance import Appearance
from report.archive.verify.container import MOST
from report.archive.verify.graph import differences, reported
from report.archive.verify.long_again import LongEdition, divided_edition, long_differences
from report.archive.verify.model import Check
from report.archive.verify.recount import findings_inside
from report.archive.verify.relaid import relaid_differences
from report.errors import Finding, Location, MujazError
from report.file_bytes import Source, pieces

if TYPE_CHECKING:
    import pikepdf

    from report.archive.model import Attachment
    from report.cache.edition import Finished
    from report.composing import Composed

#: Renders a composed brief with the given options; its provenance records the given versions.
SetAgain = Callable[["Composed", Options, Software], "Finished"]


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition to verify: the bytes of the first revision, and the attachments; ``long`` is the
    divided file if it has long registers."""

    first: Source
    files: Sequence[Attachment]
    long: LongEdition | None = None


def check_again(
    edition: Edition, composed: Composed, options: Options, set_again: SetAgain, where: Location
) -> Check:
    """Rebuild the edition and compare.

    Equal bytes prove it equal. If they differ although the versions are those recorded, every
    differing object is a finding. With other versions, only what does not depend on them is
    compared (:mod:`report.archive.verify.relaid`).
    """
    try:
        software = Software.of_graph(json.loads(_provenance(edition.files))["@graph"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return Check("rebuild", left_out="not-inside")
    differing = other_versions(software)
    facts: dict[str, object] = {
        "equal": False,
        "versions": [_as_json(version) for version in differing],
    }
    try:
        finished = set_again(composed, options, software)
    except MujazError as error:
        if differing:
            return Check("rebuild", facts=facts, left_out="not-built")
        return Check("rebuild", tuple(findings_inside(error, composed.brief.folder)), facts)
    with closing(finished):
        if _same(finished.pdf, edition.first):
            return Check("rebuild", facts=facts | {"equal": True})
        findings = _findings(edition, finished.pdf, where, is_relaid=bool(differing))
    if differing:
        return Check("rebuild", findings, facts, None if findings else "other-versions")
    return Check("rebuild", findings or (Finding("written-otherwise", where),), facts)


def _findings(
    edition: Edition, built: bytes | IO[bytes], where: Location, *, is_relaid: bool
) -> tuple[Finding, ...]:
    """Return where an edition differs from what was built, up to a number of findings.

    :param is_relaid: whether only what does not depend on versions is compared.
    """
    if edition.long is not None:
        with suppress(OtherForm), divided_edition(built) as expected:
            every = long_differences(edition.long, expected, where, is_relaid=is_relaid)
            return tuple(islice(every, MOST))
    first, again = edition.first[:], _all(built)
    with _opened(first) as pdf, _opened(again) as rebuilt:
        if not is_relaid:
            return tuple(islice(reported(differences(pdf, rebuilt), where), MOST))
        looks = Appearance.of(pdf, first), Appearance.of(rebuilt, again)
        return tuple(islice(relaid_differences(pdf, rebuilt, *looks, where), MOST))


def _provenance(files: Sequence[Attachment]) -> bytes:
    return next((attachment.data for attachment in files if attachment.path == PROVENANCE), b"")


def _as_json(version: Version) -> dict[str, str]:
    return {"name": version.name, "then": version.then, "now": version.now}


def _same(built: bytes | IO[bytes], first: Source) -> bool:
    """Return whether a file holds exactly these bytes; it is read in chunks."""
    file = BytesIO(built) if isinstance(built, bytes) else built
    file.seek(0)
    blocks = pieces(first, 0, len(first))
    return all(file.read(len(block)) == block for block in blocks) and not file.read(1)


def _all(built: bytes | IO[bytes]) -> bytes:
    if isinstance(built, bytes):
        return built
    built.seek(0)
    return built.read()


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        yield pdf


def proves_pages(composed: Composed, options: Options) -> bool:
    """Return whether equal bytes prove what the pages show.

    They prove that a revision is what Mujaz makes of the attached data. The pages then show that
    data if the brief sets no custom styles, which may hide a text, and if the text check of the
    build was on.
    """
    return options.text_gate and not (composed.brief.folder / "templates").exists()
