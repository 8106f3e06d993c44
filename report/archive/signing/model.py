"""The input and output of signing: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from report.errors import Finding

#: The levels that Mujaz signs at (ETSI EN 319 142-1, 6.1): the bare signature; with a time stamp;
#: and with validation data in the file, so that it can be proved when the services no longer exist.
Level = Literal["b-b", "b-t", "b-lt"]

#: The maximum number of fields that a first signature may reserve.
MOST_PLACES = 6

#: The coverage of a signature: the whole file; an earlier revision, with only permitted additions
#: after it; an earlier revision that was changed afterwards; or less than a whole revision.
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
        """The width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in millimetres."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRequest:
    """The options for signing a file.

    If ``level`` is ``None``, it is B-LT with a time stamp service and trusted certificates, B-T
    with only the service, else B-B. ``trust`` holds the files of roots and intermediates, PEM or
    DER. ``page`` is counted from 1. ``places`` is the number of visible signatures that the file
    reserves fields for. It, ``page`` and ``box`` apply only to the first signature, which covers
    the fields of the later ones.
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
    """A signed file: the name of the field, the signer, the level, and the page of the mark
    (``None``: no mark)."""

    path: Path
    field: str
    who: str
    level: Level
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature in a file.

    ``who`` is the subject of the signer's certificate: name, office, organisation, country.
    ``when`` is the signing time with its time zone; ``attested_by`` names the time stamp authority
    that it comes from, and is ``None`` for a time that only the signer claims. ``level`` is that of
    PAdES, ``time-stamp`` for a document time stamp, and ``None`` for any other signature. ``whole``
    is whether the signature matches the bytes that it covers. ``trusted`` is ``None`` if no trusted
    certificates were passed. ``problems`` are the faults, in both languages.
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
