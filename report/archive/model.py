"""The input and output of the archive: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.archive.packed import Packed

#: The relation of an attachment to the pages (``AFRelationship``, ISO 19005-3, 6.8; ISO 32000-2,
#: 7.11.3): their source, the data that they show, their content in another form, or a supplement.
Relationship = Literal["Source", "Data", "Alternative", "Supplement"]

#: The path of the attachment with the origin of an edition.
PROVENANCE = "provenance.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment of a PDF.

    ``path`` is its path among the attachments, with forward slashes: ``brief/text/summary.md``. It
    is the key in the PDF's name tree. The name that viewers show and save under is derived from it,
    flat. ``description`` is in Arabic.
    """

    path: str
    content: Packed
    relationship: Relationship
    media_type: str
    description: str

    @property
    def data(self) -> bytes:
        """The whole content."""
        return b"".join(self.content.parts())
