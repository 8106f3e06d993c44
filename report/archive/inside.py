"""Write and read the attachments of a PDF."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, cast

from report.archive import bounded
from report.archive.model import Attachment, Relationship
from report.archive.packed import Packed, adopt, pack
from report.errors import DamageError

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object, String

#: The maximum number of bytes of all attachments taken out of a PDF of unknown origin.
LARGEST_SUM = 1024 * 1024 * 1024


def attach(pdf: pikepdf.Pdf, attachments: Iterable[Attachment], modified: datetime) -> None:
    """Attach files to ``pdf``, each listed once in the catalog's ``/AF`` and in its name tree (ISO
    19005-3, 6.8).

    ``modified`` has a time zone. It is the date of each file, so that the bytes do not depend on
    the disk.
    """
    from pikepdf import Array, Dictionary, Name, String
    from pikepdf.models.metadata import encode_pdf_date

    files = sorted(attachments, key=lambda attachment: attachment.path)
    names = flat_names([attachment.path for attachment in files])
    listed = []
    for number, attachment in enumerate(files, 1):
        name = names[attachment.path]
        stream = attachment.content.stream(pdf)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/" + attachment.media_type)
        stream.Params = Dictionary(
            Size=attachment.content.size,
            ModDate=String(encode_pdf_date(modified)),
            CheckSum=String(attachment.content.md5),
        )
        suffix = _suffix(name)
        plain = name if name.isascii() else f"file-{number:03}{suffix if suffix.isascii() else ''}"
        spec = Dictionary(
            Type=Name.Filespec,
            F=String(plain),
            UF=String(name),
            Desc=String(attachment.description),
            EF=Dictionary(F=stream, UF=stream),
            AFRelationship=Name("/" + attachment.relationship),
        )
        listed.append((attachment.path, pdf.make_indirect(spec)))
    if not listed:
        return
    keys = _name_keys([path for path, _ in listed])
    pdf.Root.AF = Array([spec for _, spec in listed])
    pairs = zip(keys, (spec for _, spec in listed), strict=True)
    tree = Dictionary(Names=Array(chain.from_iterable(pairs)))
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(tree)


def _name_keys(paths: list[str]) -> list[String]:
    """Return ``paths``, sorted by code point, as keys of a name tree whose bytes are in the same
    order.

    ISO 32000-1, 7.9.6, sorts keys by their bytes, qpdf by their code points. The two orders agree
    if all keys are ASCII, or all are UTF-16BE. If some are in PDFDocEncoding and some in UTF-16BE
    they differ, and qpdf calls the tree damaged.
    """
    from pikepdf import String

    if all(path.isascii() for path in paths):
        return [String(path) for path in paths]
    return [String(codecs.BOM_UTF16_BE + path.encode("utf-16-be")) for path in paths]


def read_inside(
    pdf: pikepdf.Pdf, is_needed: Callable[[str], bool] = lambda _path: True
) -> tuple[Attachment, ...]:
    """Return the attachments of a PDF in the order of their paths; a hostile one is read no further
    than the limits.

    :param is_needed: whether the attachment at a path is read.

    :raises ValueError: if a file, or all of them, exceed the limits, or if a path leads out of its
        folder.
    """
    attachments = []
    total = 0
    for path, spec in sorted(pdf.attachments.items()):
        if not is_fit(path):
            raise DamageError("unsafe-inside.path", path=path)
        if not is_needed(path):
            continue
        stream = spec.obj.EF.F
        content = _bounded(stream, path, min(bounded.LARGEST_FILE, LARGEST_SUM - total))
        total += content.size
        relationship = cast(Relationship, str(spec.obj.get("/AFRelationship", ""))[1:])
        attachments.append(
            Attachment(
                path=path,
                content=content,
                relationship=relationship,
                media_type=str(stream.get("/Subtype", ""))[1:],
                description=str(spec.obj.get("/Desc", "")),
            )
        )
    return tuple(attachments)


def is_fit(path: str) -> bool:
    """Return whether a relative path is valid for an attachment that can be saved on any system.

    A backslash separates folders on some systems, programs change or lose control characters
    (Unicode Cc), and half of a surrogate pair represents a byte of a name that is not UTF-8.
    """
    if any(segment in ("", ".", "..") for segment in path.split("/")):
        return False
    return not any(sign == "\\" or unicodedata.category(sign) in ("Cc", "Cs") for sign in path)


def _bounded(stream: Object, path: str, limit: int) -> Packed:
    """Return the content of a stream, inflated no further than ``limit`` bytes; Mujaz uses no
    filter except Flate."""
    from pikepdf import Array

    raw = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter", Array())
    names = [str(name) for name in (filters if isinstance(filters, Array) else [filters])]
    if not names and len(raw) <= limit:
        return pack([raw])
    if names != ["/FlateDecode"] or "/DecodeParms" in stream:
        key = "unsafe-inside.filter" if names else "unsafe-inside.stream"
        raise DamageError(key, path=path, most=limit)
    try:
        return adopt(raw, limit)
    except ValueError as error:
        raise DamageError("unsafe-inside.stream", path=path, most=limit) from error


def flat_name(path: str, taken: Iterable[str]) -> str:
    """Return the name that a viewer shows for the file at ``path``: its folders and its name, with
    hyphens.

    Programs that save every file of a PDF into one folder stop at a slash.
    """
    name = path.replace("/", "-")
    used = set(taken)
    suffix = _suffix(name)
    stem = name.removesuffix(suffix)
    count = 2
    while name in used:
        name = f"{stem}-{count}{suffix}"
        count += 1
    return name


def flat_names(paths: Iterable[str]) -> dict[str, str]:
    """Return the name that viewers show for each of ``paths``, assigned in the order of the
    paths."""
    names: dict[str, str] = {}
    for path in sorted(paths):
        names[path] = flat_name(path, names.values())
    return names


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2] if "." in name else ""


__all__ = [
    "Relationship",
    "attach",
    "flat_name",
    "flat_names",
    "is_fit",
    "read_inside",
]
