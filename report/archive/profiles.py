"""The conformance profiles of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The contents of an edition limited to one value of a column: the rows of that value, or all files
#: whole.
Attach = Literal["own", "all"]
ATTACH: tuple[Attach, ...] = ("own", "all")
#: The last second of the year 9999, counted from 1970: dates in a PDF have years of four digits.
LAST_SECOND = 253_402_300_799
Profile = Literal["archive", "pdfa-2u", "pdfa-4f", "draft"]
PROFILES: tuple[Profile, ...] = ("archive", "pdfa-2u", "pdfa-4f", "draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The conformance claims of a PDF, and their consequences.

    ``part``, ``level`` and ``revision`` are those of PDF/A (ISO 19005), ``accessible`` and
    ``accessible_revision`` the part of PDF/UA (ISO 14289) and its year; ``version`` is that of the
    PDF. ``flavours`` are veraPDF's names.
    """

    part: int
    level: str
    revision: int | None = None
    accessible: int
    accessible_revision: int | None = None
    version: str
    holds_files: bool
    flavours: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The names of the claims: ``PDF/A-3a``, ``PDF/UA-1``."""
        return f"PDF/A-{self.part}{self.level.lower()}", f"PDF/UA-{self.accessible}"


#: The claims of each profile; a draft makes none. PDF/A-2 allows only PDF/A attachments: a copy of
#: that profile shows its pages, and proves nothing.
CLAIMS: dict[Profile, Claims] = {
    "archive": Claims(
        part=3, level="A", accessible=1, version="1.7", holds_files=True, flavours=("3a", "ua1")
    ),
    "pdfa-2u": Claims(
        part=2, level="U", accessible=1, version="1.7", holds_files=False, flavours=("2u", "ua1")
    ),
    "pdfa-4f": Claims(
        part=4,
        level="F",
        revision=2020,
        accessible=2,
        accessible_revision=2024,
        version="2.0",
        holds_files=True,
        flavours=("4f", "ua2"),
    ),
}
