"""What the archive is given and what it yields: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.archive.packed import Packed

#: How a file inside is related to the pages (``AFRelationship``, ISO 19005-3, 6.8; ISO 32000-2, 7.11.3): what they were
#: made of, the data that they show, their content in another form, or what else reports them.
Relationship = Literal["Source", "Data", "Alternative", "Supplement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside a PDF.

    ``path`` is where it stands among the rest, with forward slashes: ``brief/text/summary.md``. It is the key in the
    PDF's name tree; the name that viewers show and save under is made of it, flat. ``description`` is in Arabic.
    """

    path: str
    content: Packed
    relationship: Relationship
    media_type: str
    description: str

    @property
    def data(self) -> bytes:
        """The whole file."""
        return b"".join(self.content.parts())
