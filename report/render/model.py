"""The input and output of the renderer: plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.errors import Finding
    from report.render.long_tables.model import LaidOutRegister

#: The catalog entry in which the renderer lists the objects of long tables; the archive removes it.
REGISTERS = "MujazRegisters"
#: The user property that names the block of an element.
KEY = "MujazKey"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfMetadata:
    """The metadata of a PDF.

    ``language`` is a BCP 47 tag. ``created`` has a time zone and is written as both dates of the
    document. ``identifier`` is the permanent half of the file's ``/ID`` (ISO 32000-1, 14.4), and
    ``identifier_uri`` is a globally unique name of the document. ``rights`` says who may read it.

    :raises ValueError: if ``created`` has no time zone, because the bytes would depend on that of
        the machine.
    """

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str
    created: datetime
    identifier: str
    identifier_uri: str = ""
    rights: str = ""

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("PdfMetadata.created needs a time zone")


def _confirmed() -> None:
    """Do nothing: the text is already checked, or is not checked at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPdf:
    """A rendered document: its bytes, its number of pages, and the PostScript names of its embedded
    fonts, sorted.

    The pages of ``registers`` are counted but are not in ``data``; the archive appends them.
    ``pictures`` are the files on the pages that are not Mujaz's own. ``confirm`` waits for the text
    check, where a side process does it, and raises what it finds. ``findings`` are notes.
    """

    data: bytes
    pages: int
    fonts: tuple[str, ...]
    registers: tuple[LaidOutRegister, ...] = ()
    pictures: tuple[Path, ...] = ()
    confirm: Callable[[], None] = _confirmed
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """The text of a line box as drawn: in logical order, with its font and its page counted from
    1."""

    text: str
    font: str
    page: int
