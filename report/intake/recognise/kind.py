"""Detect the format of a table from its content; the file name is not trusted."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
#: The exceptions of ``zipfile`` for damaged files.
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError),
    *(ValueError, IndexError, KeyError, NotImplementedError, RuntimeError),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: The first bytes of each format.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "feather"),
    (b"FEA1", "feather"),
    (b"SQLite format 3\x00", "sqlite"),
)
#: Formats that are refused by name.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "zstd"),
    (b"7z\xbc\xaf'\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"PK\x05\x06", "ZIP (0)"),
)
#: Markup at the start of a text; «.xls» files of web programs are often HTML.
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<table", "HTML"),
    (b"<meta", "HTML"),
    (b"<?xml", "XML"),
)


def zip_kind(data: bytes) -> str:
    """Return the kind of a zip file: ``xlsx``, ``ods``, ``zip``, or the capitalised name of another
    format.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _office(names)
            if "mimetype" in names and "content.xml" in names:
                info = archive.getinfo("mimetype")
                mime = archive.read(info)[:100] if info.file_size < 100 else b""
                return "ods" if b"opendocument.spreadsheet" in mime else "OpenDocument"
    except ZIP_FAULTS:
        pass
    return "zip"


def _office(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    for prefix, kind in (("xl/workbook.bin", "XLSB"), ("word/", "DOCX"), ("ppt/", "PPTX")):
        if any(name.startswith(prefix) for name in names):
            return kind
    # The workbook part may have any name; calamine finds it by its relations.
    return "xlsx" if any(name.startswith("xl/") for name in names) else "OOXML"


def kind_of(data: bytes) -> tuple[str | None, str | None]:
    """Return the format of ``data`` and ``None``, or ``None`` and the name of an unsupported
    format.

    Two ``None`` mean a text or an unknown format; the encoding decides. Gzip and zip are unpacked
    before.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind, None
    if data.startswith(ZIP):
        kind = zip_kind(data)
        return (kind, None) if kind in ("xlsx", "ods") else (None, kind)
    if data.startswith(_OLE):
        return _ole(data)
    for magic, name in _REFUSED:
        if data.startswith(magic):
            return None, name
    head = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, name in _MARKUP:
        if head.startswith(magic):
            return None, name
    return None, None


def _ole(data: bytes) -> tuple[str | None, str | None]:
    """Distinguish an Excel 97 workbook from other OLE files by its UTF-16 stream names."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return None, "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return None, "DOC"
    return "xls", None
