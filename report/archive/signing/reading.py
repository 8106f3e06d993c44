"""Read the signatures of a file: signer, time, level, coverage, integrity and trust.

The file may come from anyone: none of its content raises an error, and no service is queried.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from report.archive.signing.deep import deep
from report.archive.signing.keys import SIGNING_USAGES, anchors, name_of, subject
from report.archive.signing.model import Coverage, Signature
from report.archive.signing.quiet import quiet
from report.errors import Finding, Location, first_line
from report.file_bytes import Source, file_of

if TYPE_CHECKING:
    from datetime import datetime

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import (
        DocumentTimestampStatus,
        PdfSignatureStatus,
        TimestampSignatureStatus,
    )
    from pyhanko_certvalidator import ValidationContext

#: The maximum number of signatures that are read in a file.
MOST_SIGNATURES = 100


def read_signatures(data: Source, trust: Sequence[Certificate] = ()) -> tuple[Signature, ...]:
    """Return the signatures of a PDF in the order of signing, or an empty tuple.

    ``trust`` holds the roots, and if necessary intermediates, from which a trusted signer's
    certificate must descend (:func:`report.archive.signing.load_certificates`). Revocation is
    judged by the data in the file. A signature with a trusted time stamp is judged as of that time,
    any other as of now (ETSI EN 319 102-1, 5.5 and 5.3). This function never raises: an unreadable
    signature is one that is not whole, with the problem ``signature-unreadable``.
    """
    with quiet():
        try:
            return deep(lambda: _read(data, trust))
        except Exception as error:
            return (_unreadable("", error),)


def _read(data: Source, trust: Sequence[Certificate]) -> tuple[Signature, ...]:
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation import EmbeddedPdfSignature

    from report.archive.signing.long_table import LongReader

    reader = LongReader(file_of(data))
    signatures: list[tuple[int, Signature]] = []
    for name, _, reference in enumerate_sig_fields(reader, filled_status=True):
        if len(signatures) == MOST_SIGNATURES:
            break
        revision = reader.xrefs.total_revisions
        try:
            embedded = EmbeddedPdfSignature(reader, reference.get_object(), name)
            revision = embedded.signed_revision
            signature = _signature(embedded, trust)
        except Exception as error:
            signature = _unreadable(name, error)
        signatures.append((revision, signature))
    return tuple(signature for _, signature in sorted(signatures, key=lambda pair: pair[0]))


def _signature(embedded: EmbeddedPdfSignature, trust: Sequence[Certificate]) -> Signature:
    """Return the description of one signature."""
    from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    stamp_of_all = embedded.sig_object_type == "/DocTimeStamp"
    status: PdfSignatureStatus | DocumentTimestampStatus
    stamp: TimestampSignatureStatus | None
    if stamp_of_all:
        status = stamp = asyncio.run(
            async_validate_pdf_timestamp(embedded, _context(embedded, trust, None))
        )
    else:
        usage = KeyUsageConstraints(key_usage=set(SIGNING_USAGES), match_all_key_usages=False)
        validated = async_validate_pdf_signature(
            embedded,
            signer_validation_context=_context(embedded, trust, _stamped(embedded, trust)),
            ts_validation_context=_context(embedded, trust, None),
            key_usage_settings=usage,
        )
        status = asyncio.run(validated)
        stamp = status.timestamp_validity
    certificate = embedded.signer_cert
    proof = stamp if stamp is not None and _proves(stamp, trust) else None
    when = embedded.self_reported_timestamp if proof is None else proof.timestamp
    covers, later = _coverage(embedded)
    whole = bool(status.intact and status.valid)
    problems = _problems(embedded.field_name, status, whole, covers, later, trust)
    if stamp is not None and proof is None:
        problems.append(
            _problem(
                "time-stamp-unproved",
                embedded.field_name,
                authority=_seen(subject(stamp.signing_cert)),
            )
        )
    return Signature(
        field=_seen(embedded.field_name),
        who=_seen(subject(certificate)),
        when=when,
        attested_by=None if proof is None else _seen(name_of(proof.signing_cert)),
        level="time-stamp" if stamp_of_all else _level(embedded, stamp is not None),
        whole=whole,
        covers=covers,
        trusted=bool(status.trusted) if trust else None,
        reason=_seen(str(embedded.sig_object.get("/Reason", ""))),
        place=_seen(str(embedded.sig_object.get("/Location", ""))),
        problems=tuple(problems),
    )


def _proves(stamp: TimestampSignatureStatus, trust: Sequence[Certificate]) -> bool:
    """Return whether a time stamp is whole, and trusted if certificates to trust are known."""
    return bool(stamp.intact and stamp.valid and (stamp.trusted or not trust))


def _context(
    embedded: EmbeddedPdfSignature, trust: Sequence[Certificate], moment: datetime | None
) -> ValidationContext:
    """Return the context for validating certificates: the roots of ``trust``, and the file's
    security store."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko_certvalidator import ValidationContext

    roots, between = anchors(trust)
    try:
        store = DocumentSecurityStore.read_dss(embedded.reader)
        context: ValidationContext = store.as_validation_context(
            {"trust_roots": roots, "allow_fetching": False, "moment": moment}
        )
    except NoDSSFoundError:
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    context.certificate_registry.register_multiple(between)
    return context


def _stamped(embedded: EmbeddedPdfSignature, trust: Sequence[Certificate]) -> datetime | None:
    """Return the time of the signature's time stamp if that is whole and trusted, else ``None``."""
    from pyhanko.sign.validation import generic_cms

    status = asyncio.run(
        generic_cms.collect_timing_info(
            embedded.signer_info,
            _context(embedded, trust, None),
            raw_digest=embedded.compute_digest,
        )
    )
    stamp = status.get("timestamp_validity")
    return (
        stamp.timestamp
        if stamp is not None and stamp.intact and stamp.valid and stamp.trusted
        else None
    )


def _coverage(embedded: EmbeddedPdfSignature) -> tuple[Coverage, str]:
    """Return the coverage of a validated signature, and why a later change is not permitted."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "file", ""
    if embedded.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "unclear", ""
    result = embedded.diff_result
    if not isinstance(result, DiffResult):
        return "changed", first_line(result)
    allowed = embedded.docmdp_level
    level = result.modification_level
    if level == ModificationLevel.OTHER or (allowed is not None and level.value > allowed.value):
        return "changed", level.name
    return "revision", ""


def _level(embedded: EmbeddedPdfSignature, stamped: bool) -> Literal["b-b", "b-t", "b-lt"] | None:
    """Return the level of PAdES: a signature with a time stamp is B-LT if the file holds revocation
    data for it."""
    if embedded.sig_object.get("/SubFilter") != "/ETSI.CAdES.detached":
        return None
    if not stamped:
        return "b-b"
    return "b-lt" if _revocation_is_inside(embedded) else "b-t"


def _revocation_is_inside(embedded: EmbeddedPdfSignature) -> bool:
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError

    try:
        store = DocumentSecurityStore.read_dss(embedded.reader)
    except NoDSSFoundError:
        return False
    context = store.as_validation_context({"trust_roots": [], "allow_fetching": False})
    certificate = embedded.signer_cert
    if any(crl.issuer == certificate.issuer for crl in context.crls):
        return True
    for response in context.ocsps:
        for single in response.basic_ocsp_response["tbs_response_data"]["responses"]:
            if single["cert_id"]["serial_number"].native == certificate.serial_number:
                return True
    return False


def _problems(
    field: str,
    status: PdfSignatureStatus | DocumentTimestampStatus,
    whole: bool,
    covers: Coverage,
    later: str,
    trust: Sequence[Certificate],
) -> list[Finding]:
    problems = []
    if not whole:
        problems.append(_problem("signature-mismatch", field))
    if covers == "changed":
        problems.append(_problem("changed-after-signature", field, reason=_seen(later)))
    if covers == "unclear":
        problems.append(_problem("signature-covers-less", field))
    revocation = status.revocation_details
    if revocation is not None:
        day = f"{revocation.revocation_date:%Y-%m-%d}"
        problems.append(
            _problem("signer-revoked", field, who=_seen(subject(status.signing_cert)), day=day)
        )
    elif trust and whole and not status.trusted:
        indication = status.trust_problem_indic
        reason = str(getattr(indication, "name", "-"))
        problems.append(
            _problem(
                "signer-untrusted", field, who=_seen(subject(status.signing_cert)), reason=reason
            )
        )
    return problems


def _unreadable(field: str, error: BaseException) -> Signature:
    reason = _seen(first_line(error))
    return Signature(
        field=_seen(field),
        who="",
        when=None,
        attested_by=None,
        level=None,
        whole=False,
        covers="unclear",
        trusted=None,
        problems=(_problem("signature-unreadable", field, reason=reason),),
    )


def _problem(rule: str, field: str, **values: object) -> Finding:
    return Finding(rule, Location(), {"field": _seen(field) or "-", **values})


def _seen(text: str) -> str:
    """Return a text of the file without characters that control a terminal or the direction of a
    line."""
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") else sign
        for sign in text
    )
