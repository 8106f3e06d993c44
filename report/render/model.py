"""What the renderer is given and what it yields: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.long_tables.model import LaidOutRegister

#: The entry of a PDF's catalog in which the renderer says which of its objects are of registers; the archive takes it out.
REGISTERS = "MujazRegisters"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfMetadata:
    """What the PDF says of itself.

    ``language`` is a BCP 47 tag; ``created`` has a time zone and is written as both dates of the document;
    ``identifier`` is the permanent half of the file's ``/ID`` (ISO 32000-1, 14.4), and ``identifier_uri`` what names
    the document in the world; ``rights`` says who may read it.

    :raises ValueError: when ``created`` has no time zone: the bytes would depend on the machine's.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPdf:
    """A set document: its bytes, how many pages, and the PostScript names of the fonts embedded, sorted.

    The pages of ``registers`` are counted, and are not in ``data``: whoever finishes the file puts them in.
    ``pictures`` are the files that the pages show and that are not Mujaz's own.
    """

    data: bytes
    pages: int
    fonts: tuple[str, ...]
    registers: tuple[LaidOutRegister, ...] = ()
    pictures: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """One line box's text as drawn: logical order, the font it is in, its page counted from 1."""

    text: str
    font: str
    page: int
