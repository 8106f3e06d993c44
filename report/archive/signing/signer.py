"""Sign a file: append its field, its mark and the signature to its earlier content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import report
from report.archive.signing.design import edition_design
from report.archive.signing.keys import (
    check_certificate,
    load_certificates,
    name_of,
    office_of,
    subject,
)
from report.archive.signing.levels import Services, services, signing_error
from report.archive.signing.mark import Words, locale_of, set_mark
from report.archive.signing.model import Box, SignatureRequest, Signed
from report.archive.signing.places import apart, check_box, free_places, page_size
from report.archive.signing.readable import Readable, readable
from report.design import PageGeometry
from report.errors import ArchiveError, Location, SigningError
from report.messages import page_text, reason

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers import Signer
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

    from report.archive.signing.field import Revision

#: The default number of visible signatures that a file reserves fields for: the signer's and a
#: countersigner's.
USUAL_PLACES = 2
#: The number of bytes that are hashed at a time.
_CHUNK = 1024 * 1024
_LABEL = page_text("signature.label")
_LATER = page_text("signature.later")


@dataclass(frozen=True, slots=True)
class _Place:
    """The field to sign in, and the box of its mark; without a page it is invisible."""

    field: str
    page: int | None = None
    box: Box | None = None


def sign(
    path: Path,
    output: Path,
    signer: Signer,
    request: SignatureRequest,
    moment: datetime | None = None,
) -> Signed:
    """Sign the PDF at ``path`` and write it to ``output``, which may be the same path.

    The signature is in the encoding ``ETSI.CAdES.detached`` (ETSI EN 319 142-1). Every byte of the
    file keeps its offset, and the new revision follows. ``moment`` is the claimed signing time,
    with its time zone; with ``None``, it is now.

    :raises SigningError: if the file cannot be signed; a file at ``output`` is then unchanged.
    :raises ArchiveError: ``not-a-pdf``, ``pdf-too-much``.
    :raises RenderError: ``bound-pages``; if the mark cannot be rendered, ``missing-glyph`` for a
        name in another script.
    :raises OutputError: ``cannot-write``.
    """
    from report.archive.bounded import copied_pdf
    from report.archive.signing.quiet import quiet
    from report.writing import replace_file

    where = Location(file=str(path))
    moment = moment or datetime.now().astimezone()
    with copied_pdf(path) as data:
        file = readable(data, where)
        with quiet():
            certificate = _certificate(signer)
            check_certificate(certificate, moment)
            trust = load_certificates(request.trust)
            reached = services(request, trust, list(signer.cert_registry))
            revision = _opened(data.file, where)
            place = _marked(revision, file, certificate, request, moment, where)
            _write(revision, signer, certificate, request, reached, place, moment)
        replace_file(output, data.file)
    return Signed(
        path=output,
        field=place.field,
        who=subject(certificate),
        level=reached.level,
        page=place.page,
    )


def _marked(
    revision: Revision,
    file: Readable,
    certificate: Certificate,
    request: SignatureRequest,
    moment: datetime,
    where: Location,
) -> _Place:
    """Return the field to sign in, with its mark if it is on a page."""
    from report.archive.bounded import damage_reported

    with damage_reported(where, Exception):
        design, locale = edition_design(file.data), locale_of(file.data)
        place = _placed(revision, file, request, design.pages, where)
    if place.box is not None:
        from report.archive.signing.field import show

        words = Words(
            name=name_of(certificate),
            office=office_of(certificate),
            moment=moment,
            reason=request.reason,
            place=request.place,
            locale=locale,
        )
        mark = set_mark(words, place.box, design, where)
        with damage_reported(where, Exception):
            show(revision, place.field, mark)
    return place


def _certificate(signer: Signer) -> Certificate:
    certificate = signer.signing_cert
    if certificate is None:
        raise SigningError.of("no-key")
    return certificate


def _opened(file: IO[bytes], where: Location) -> Revision:
    """Return the next revision of a file.

    :raises SigningError: ``pdf-encrypted``, ``pdf-locked``.
    :raises ArchiveError: ``not-a-pdf``.
    """
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import read_certification_data

    from report.archive.bounded import damage_reported
    from report.archive.signing.field import Revision, page_of
    from report.archive.signing.long_table import LongReader

    # A file of unknown origin may fail pyHanko's reader anywhere.
    with damage_reported(where, Exception):
        revision = Revision(file, prev=LongReader(file))
        if revision.security_handler is not None:
            raise SigningError.of("pdf-encrypted", where)
        if revision.prev.xrefs.hybrid_xrefs_present:
            raise ArchiveError.of("not-a-pdf", where, **reason("not-a-pdf.hybrid"))
        page_of(revision, 1)
        certified = read_certification_data(revision.prev)
    if certified is not None and certified.permission == MDPPerm.NO_CHANGES:
        raise SigningError.of("pdf-locked", where)
    return revision


def _placed(
    revision: Revision,
    file: Readable,
    request: SignatureRequest,
    pages: PageGeometry,
    where: Location,
) -> _Place:
    """Return the field to sign in: an empty field, or, for the first signature, a new one along
    with those reserved for later.

    A visible field is in the structure tree, so that adding one changes the content that the
    earlier signatures cover; filling an existing field does not.
    """
    from report.archive.signing.field import add_field, add_unseen_field, empty_field, has_field

    fixed = {"--places": request.places, "--page": request.page, "--box": request.box}
    if has_field(revision):
        for option, value in fixed.items():
            if value is not None:
                raise SigningError.of("places-are-fixed", where, option=option)
        if not request.visible:
            return _Place(add_unseen_field(revision, _LABEL))
        field = empty_field(revision)
        if field is None:
            raise SigningError.of("no-place-left", where)
        return _Place(*field)
    boxes = _boxes(file, request, pages, where)
    first = _Place(add_unseen_field(revision, _LABEL)) if not request.visible else None
    for number, box in boxes:
        name = add_field(revision, number, box, _LATER if first else _LABEL)
        first = first or _Place(name, number, box)
    if first is None:
        raise SigningError.of("no-free-place", where)
    return first


def _boxes(
    file: Readable, request: SignatureRequest, pages: PageGeometry, where: Location
) -> list[tuple[int, Box]]:
    """Return the pages and boxes of all marks that the file reserves, starting with that of this
    signature.

    Without an explicit request, later ones are left out if they do not fit.
    """
    import pypdfium2

    count = USUAL_PLACES if request.places is None else request.places
    boxes: list[tuple[int, Box]] = []
    page = request.page if request.box is None else None
    pdf = pypdfium2.PdfDocument(file.with_page(page))
    try:
        if request.box is not None:
            number, width, height = page_size(pdf, request.page, where)
            check_box(request.box, width, height, where)
            boxes.append((number, request.box))
        number, width, height = page_size(pdf, page, where)
        try:
            free = free_places(pdf, number, (width, height), pages, count, where)
        except SigningError:
            if request.places is not None or (request.visible and request.box is None):
                raise
            return boxes
    finally:
        pdf.close()
    taken = [box for page, box in boxes if page == number]
    boxes += [(number, box) for box in free if all(map(partial(apart, box), taken))]
    return boxes[:count]


def _write(
    revision: Revision,
    signer: Signer,
    certificate: Certificate,
    request: SignatureRequest,
    reached: Services,
    place: _Place,
    moment: datetime,
) -> None:
    """Write the new revision at the end of its file."""
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_byterange import BuildProps
    from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
    from pyhanko.stamp import BaseStampStyle

    class NoStamp(BaseStampStyle):
        """Leaves the appearance of the field unchanged."""

        def create_stamp(self, *_: object) -> None:
            return None

    class AtMoment(PdfSigner):
        """Signs at the time that the mark states."""

        def init_signing_session(
            self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
        ) -> PdfSigningSession:
            session = super().init_signing_session(pdf_out, existing_fields_only)
            session.system_time = moment
            return session

    # In the signature's own revision, so that one signature is one revision, all of it covered.
    together = DSSContentSettings(
        include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
    )
    metadata = PdfSignatureMetadata(
        field_name=place.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=name_of(certificate),
        reason=request.reason or None,
        location=request.place or None,
        embed_validation_info=reached.context is not None,
        validation_context=reached.context,
        signer_key_usage=set(),  # report.archive.signing.keys has already checked it
        app_build_props=BuildProps("Mujaz", report.__version__),
        dss_settings=together,
    )
    try:
        work = AtMoment(metadata, signer, timestamper=reached.timestamper, stamp_style=NoStamp())
        work.sign_pdf(revision, existing_fields_only=True, in_place=True, chunk_size=_CHUNK)
    except (
        Exception
    ) as error:  # pyHanko's errors, and those of a service, of a token, or of the file's content
        raise signing_error(error, request, certificate) from error
