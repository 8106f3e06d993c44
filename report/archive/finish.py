"""Finish an edition: its metadata, its colours, its attachments, its seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from os import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from report.archive.inside import attach
from report.archive.model import Attachment
from report.archive.profiles import CLAIMS, Profile
from report.archive.seal import seal, seal_file
from report.archive.xmp import PRODUCER, xmp
from report.deflating import OF_OBJECTS, WELL, deflated
from report.errors import ArchiveError
from report.places import assets
from report.render.model import REGISTERS

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Dictionary, Object

    from report.render import PdfMetadata
    from report.render.long_tables.model import LaidOutRegister

#: The maximum number of indirect objects in PDF/A-2 and 3 (ISO 19005-3, 6.1.13); PDF/A-4 has no
#: such limit.
MOST_OBJECTS, _WITHOUT_LIMITS = 8_388_607, 4
#: A larger edition is a temporary file.
_IN_MEMORY = 16 * 1024 * 1024
#: The number of bytes held in memory before they go to a temporary file.
_BUFFER = 1024 * 1024
_NAMESPACES = {1: "http://iso.org/pdf/ssn", 2: "http://iso.org/pdf2/ssn"}


def finish(
    data: bytes,
    metadata: PdfMetadata,
    attachments: Sequence[Attachment],
    profile: Profile,
    registers: Sequence[LaidOutRegister] = (),
    *,
    side_process: bool = False,
) -> bytes | IO[bytes]:
    """Return ``data``, a tagged PDF of the renderer, as an edition that conforms to the claims of
    ``profile``.

    ``attachments`` are added if the profile allows files. Equal inputs give equal bytes. A draft
    gets only its printing preferences. An edition that is large, or has ``registers``, whose pages
    are appended, is a temporary file. With ``side_process``, a child process writes half of many
    pages.

    :raises ArchiveError: ``too-many-objects``.
    """
    import pikepdf
    from pikepdf import Dictionary, Name

    append = partial(_appended, registers, side_process=side_process) if registers else None
    with _opened(data) as pdf:
        preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
        preferences.PrintScaling = Name("/None")
        preferences.Duplex = Name.DuplexFlipLongEdge
        pdf.Root.ViewerPreferences = preferences
        claims = CLAIMS.get(profile)
        if claims is None:
            return _whole(_saved(pdf, "1.7"), append, sealed=False)
        pdf.Root.Metadata = pdf.make_stream(xmp(metadata, claims))
        pdf.Root.Metadata.Type = Name.Metadata
        pdf.Root.Metadata.Subtype = Name.XML
        pdf.Root.OutputIntents = pdf.make_indirect(pikepdf.Array([_output_intent(pdf)]))
        if claims.holds_files:
            attach(pdf, attachments, metadata.created)
        if claims.part >= 4:
            _modernise(pdf)
        else:
            pdf.docinfo.Producer = PRODUCER
        most = MOST_OBJECTS if claims.part < _WITHOUT_LIMITS else None
        return _whole(_saved(pdf, claims.version), append, sealed=True, most=most)


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Return a PDF while the context lasts.

    qpdf reads it from a temporary file: for each object in memory, it would call Python.
    """
    import pikepdf

    with TemporaryDirectory(prefix="mujaz-") as folder:
        file = Path(folder, "pages.pdf")
        file.write_bytes(data)
        with pikepdf.open(file) as pdf:
            yield pdf


def _whole(
    saved: IO[bytes],
    append: Callable[[IO[bytes], int | None], IO[bytes]] | None,
    *,
    sealed: bool,
    most: int | None = None,
) -> bytes | IO[bytes]:
    """Return an edition with the pages that ``append`` adds, if any, and its seal; ``most`` is the
    maximum number of objects."""
    file = saved if append is None else append(saved, most)
    if append is not None or file.seek(0, SEEK_END) > _IN_MEMORY:
        if sealed:
            seal_file(file)
        return file
    with file:
        file.seek(0)
        data = file.read()
    return seal(data) if sealed else data


def _appended(
    registers: Sequence[LaidOutRegister],
    saved: IO[bytes],
    most: int | None,
    *,
    side_process: bool,
) -> IO[bytes]:
    """Return a temporary file with ``saved``, which is closed, and the pages of its long tables.

    :raises ArchiveError: ``too-many-objects`` if it has more than ``most``.
    """
    from report.archive.append_pages import append_pages

    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile(buffering=_BUFFER))
        with saved:
            count = append_pages(saved, registers, file, side_process=side_process)
        if most is not None and count > most:
            raise ArchiveError.of("too-many-objects", objects=count, most=most)
        stack.pop_all()  # the writer of the edition closes it
    return file


def _output_intent(pdf: pikepdf.Pdf) -> Dictionary:
    """Return an output intent of sRGB, with its profile (ISO 19005-3, 6.2.3)."""
    from pikepdf import Dictionary, Name, String

    profile = pdf.make_stream((assets() / "icc" / "sRGB2014.icc").read_bytes())
    profile.N = 3
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )


def _modernise(pdf: pikepdf.Pdf) -> None:
    """Convert a PDF 1.7 to PDF 2.0: no information dictionary, structure types in a namespace."""
    from pikepdf import Array, Dictionary, Name, String

    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _lead_to_elements(pdf)
    root = pdf.Root.StructTreeRoot
    spaces = {
        prefix: pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(uri)))
        for prefix, uri in _NAMESPACES.items()
    }
    root.Namespaces = Array([spaces[1], spaces[2]])
    waiting = list(root.K)
    while waiting:
        element = waiting.pop()
        if element.get("/Type") != Name.StructElem:
            continue
        kind = str(element.S)
        if kind == "/Note":
            element.S = Name.FENote
            kind = "/FENote"
        element.NS = spaces[1] if kind in _OF_FIRST else spaces[2]
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary):
                waiting.append(kid)


def _lead_to_elements(pdf: pikepdf.Pdf) -> None:
    """Give links and bookmarks structure destinations (ISO 14289-2, 8.8), in addition to page
    destinations."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    ids = pdf.Root.StructTreeRoot.get("/IDTree", Dictionary(Names=Array())).Names
    elements = {
        str(name): element for name, element in zip(list(ids)[::2], list(ids)[1::2], strict=True)
    }
    places = (
        pikepdf.NameTree(pdf.Root.Names.Dests)
        if "/Dests" in pdf.Root.get("/Names", Dictionary())
        else {}
    )
    for register in pdf.Root.get(f"/{REGISTERS}", Array()):  # rows have no elements yet
        elements |= {
            str(name): register.Table for name in list(register.get("/Names", Array()))[::2]
        }
    links = chain.from_iterable(page.get("/Annots", Array()) for page in pdf.pages)
    leading = [(link, elements.get(str(link.Dest))) for link in links if "/Dest" in link]
    leading += [(outline, outline.get("/SE")) for outline in _outlines(pdf)]
    for link, element in leading:
        if element is None:
            continue
        place = places[str(link.Dest)] if not isinstance(link.Dest, Array) else link.Dest
        link.A = Dictionary(S=Name.GoTo, D=link.Dest, SD=Array([element, *list(place)[1:]]))
        del link.Dest


def _outlines(pdf: pikepdf.Pdf) -> Iterator[Object]:
    waiting = [pdf.Root.Outlines.First] if "/First" in pdf.Root.get("/Outlines", {}) else []
    while waiting:
        outline = waiting.pop()
        yield outline
        waiting += [outline[key] for key in ("/Next", "/First") if key in outline]


#: The structure types that PDF 2.0 no longer has in its own namespace (ISO 32000-2, annex L; ISO
#: 14289-2, 8.2.4).
_OF_FIRST = frozenset(
    ["/TOC", "/TOCI", "/Index", "/Reference", "/BlockQuote", "/Art", "/Note", "/Code", "/Quote"]
)


def _saved(pdf: pikepdf.Pdf, version: str) -> IO[bytes]:
    import pikepdf

    _deflate(pdf)
    target = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 — as above
    # The level of all files that the process writes; -1 is the choice of zlib.
    pikepdf.settings.set_flate_compression_level(OF_OBJECTS)
    try:
        pdf.save(
            target,
            force_version=version,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,  # pikepdf would rewrite the XMP in its own form
        )
    finally:
        pikepdf.settings.set_flate_compression_level(-1)
    return target


def _deflate(pdf: pikepdf.Pdf) -> None:
    """Compress the streams that are not compressed yet, except for metadata, which any program is
    to find: zlib, which qpdf would do it with, takes three times as long."""
    from pikepdf import Name, Stream

    for item in pdf.objects:
        if isinstance(item, Stream) and "/Filter" not in item and item.get("/Type") != "/Metadata":
            data = deflated(bytes(item.read_raw_bytes()), WELL)
            item.write(data, filter=Name.FlateDecode)
