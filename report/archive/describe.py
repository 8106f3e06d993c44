"""The metadata of an edition, from its brief."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from report.render import PdfMetadata

if TYPE_CHECKING:
    from report.brief import LoadedBrief


def describe(brief: LoadedBrief, epoch: int | None = None) -> PdfMetadata:
    """Return the PDF metadata of a brief; ``epoch`` as in :func:`report.building.build`."""
    heading = brief.model.brief
    issued = datetime.combine(heading.issued, time(), tzinfo=UTC)
    identifier = hashlib.sha256(f"{heading.reference}\n{heading.issued}".encode()).hexdigest()
    return PdfMetadata(
        title=heading.title,
        author=heading.issuer,
        subject=heading.subtitle or "",
        keywords=heading.keywords,
        language=heading.language,
        created=issued if epoch is None else datetime.fromtimestamp(epoch, UTC),
        identifier=identifier[:32],
        identifier_uri=uuid.uuid5(
            uuid.NAMESPACE_OID, f"{heading.issuer}\n{heading.reference}\n{heading.issued}"
        ).urn,
        rights=heading.classification,
    )
