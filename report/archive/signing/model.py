"""What signing is given and what it yields: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from report.errors import Finding

#: The levels that Mujaz signs at (ETSI EN 319 142-1, 6.1): the bare signature, with a time stamp, and with what it is
#: validated by in the file too, so that it can be proved when the services are gone.
Level = Literal["b-b", "b-t", "b-lt"]
LEVELS: tuple[Level, ...] = ("b-b", "b-t", "b-lt")

#: The most places that a first signature may set apart.
MOST_PLACES = 6

#: What a signature covers: the whole file; an earlier revision, with nothing after it but what it permits; an earlier
#: revision that was changed afterwards; or less than a whole revision.
Coverage = Literal["file", "revision", "changed", "unclear"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in millimetres from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return how wide it is, in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return how high it is, in millimetres."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRequest:
    """How a file is to be signed.

    ``level`` follows from what is given, where it is ``None``: B-LT with a time stamp service and trusted certificates,
    B-T with the service alone, else B-B. ``trust`` holds the files of roots and intermediates, PEM or DER. ``page`` is
    counted from 1. ``places`` is how many visible signatures the file is to have room for; it, ``page`` and ``box`` are
    for the first signature alone, which covers where the later ones stand.
    """

    level: Level | None = None
    timestamp_url: str | None = None
    trust: tuple[Path, ...] = ()
    reason: str = ""
    place: str = ""
    page: int | None = None
    box: Box | None = None
    places: int | None = None
    visible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A file that was signed: the field's name, the signer, the level, the page of the mark (``None``: no mark)."""

    path: Path
    field: str
    who: str
    level: Level
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature as it is found in a file.

    ``who`` is the subject of the signer's certificate: name, office, organisation, country. ``when`` is the signing
    time with its time zone; ``attested_by`` names the time stamp authority that it comes from, and is ``None`` where
    only the signer says so. ``level`` is that of PAdES, ``time-stamp`` for a document time stamp, ``None`` for what is
    neither. ``whole`` tells whether the signature fits the bytes that it covers. ``trusted`` is ``None`` where no
    trusted certificates were given. ``problems`` say what is wrong, in both languages.
    """

    field: str
    who: str
    when: datetime | None
    attested_by: str | None
    level: Level | Literal["time-stamp"] | None
    whole: bool
    covers: Coverage
    trusted: bool | None
    reason: str = ""
    place: str = ""
    problems: tuple[Finding, ...] = ()
