"""Keys and certificates: from a PKCS#12 file (RFC 7292), from a PKCS#11 token, and trusted ones.

A passphrase or a PIN is never part of an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Location, SigningError, first_line
from report.messages import reason

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pkcs11 import Session
    from pyhanko.sign.signers import Signer as Signer

#: A certificate with either key usage may sign documents (RFC 5280, 4.2.1.3).
SIGNING_USAGES = frozenset(["non_repudiation", "digital_signature"])
#: The object identifier of PKCS#7 data in DER, with which the contents of every PKCS#12 file begin.
_DATA = bytes.fromhex("06092a864886f70d0107")


def load_pkcs12(path: Path, passphrase: str | None) -> Signer:
    """Return a signer with the key of a PKCS#12 file.

    :raises SigningError: ``not-pkcs12``, ``wrong-passphrase``, ``no-key``.
    :raises OSError: if the file cannot be read.
    """
    from pyhanko.sign.signers import SimpleSigner

    data = path.read_bytes()
    where = Location(file=str(path))
    if data[:1] != b"\x30" or _DATA not in data[:40]:
        raise SigningError.of("not-pkcs12", where)
    try:
        secret = None if passphrase is None else passphrase.encode()
        signer: Signer = SimpleSigner.load_pkcs12_data(data, other_certs=(), passphrase=secret)
    except ValueError as error:
        raise SigningError.of("wrong-passphrase", where) from error
    except (
        AttributeError,
        TypeError,
    ) as error:  # pyHanko assumes that there are a key and a certificate
        raise SigningError.of("no-key", where) from error
    return signer


@contextmanager
def open_token(library: Path, token: str, certificate: str, pin: str | None) -> Iterator[Signer]:
    """Open a PKCS#11 token, and yield a signer with the key of the certificate with that label.

    The key is the one with the certificate's ``CKA_ID``, or, if it has none, the one with the same
    label.

    :raises SigningError: ``no-pkcs11``, ``no-token-library``, ``no-token``, ``wrong-pin``,
        ``no-token-certificate``, ``no-token-key``, ``token-failed``.
    """
    try:
        import pkcs11
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import open_pkcs11_session
    except ImportError as error:
        raise SigningError.of("no-pkcs11") from error
    where = Location(file=str(library))
    try:
        labels = [
            slot.get_token().label
            for slot in pkcs11.lib(str(library)).get_slots(token_present=True)
        ]
    except pkcs11.PKCS11Error as error:
        raise SigningError.of("no-token-library", where, reason=first_line(error)) from error
    if token not in labels:
        raise SigningError.of("no-token", where, token=token, known=tuple(sorted(labels)))
    try:
        with open_pkcs11_session(
            str(library), token_criteria=TokenCriteria(label=token), user_pin=pin
        ) as session:
            yield _of_token(session, certificate, where)
    except (
        pkcs11.exceptions.PinIncorrect,
        pkcs11.exceptions.PinInvalid,
        pkcs11.exceptions.PinLenRange,
    ) as error:
        raise SigningError.of("wrong-pin", where, token=token) from error
    except pkcs11.exceptions.PinLocked as error:
        raise SigningError.of("token-failed", where, **reason("token-failed.locked")) from error
    except pkcs11.PKCS11Error as error:
        raise SigningError.of("token-failed", where, reason=first_line(error)) from error


def _of_token(session: Session, label: str, where: Location) -> Signer:
    from pkcs11 import Attribute, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    by_label = {
        token_object[Attribute.LABEL]: token_object
        for token_object in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    }
    if label not in by_label:
        raise SigningError.of(
            "no-token-certificate", where, certificate=label, known=tuple(sorted(by_label))
        )
    number = bytes(by_label[label][Attribute.ID])
    by = {Attribute.ID: number} if number else {Attribute.LABEL: label}
    if len(list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, **by}))) != 1:
        raise SigningError.of("no-token-key", where, certificate=label)
    names = (
        {"cert_id": number, "key_id": number}
        if number
        else {"cert_label": label, "key_label": label}
    )
    return PKCS11Signer(session, other_certs_to_pull=None, **names)


def load_certificates(paths: Sequence[Path]) -> tuple[Certificate, ...]:
    """Return the certificates of files, in PEM with any number of them, or in DER.

    :raises SigningError: ``not-certificates``.
    :raises OSError: if a file cannot be read.
    """
    from pyhanko.keys import load_certs_from_pemder_data

    certificates: list[Certificate] = []
    for path in paths:
        data = path.read_bytes()
        try:
            loaded = list(load_certs_from_pemder_data(data))
            for certificate in loaded:  # the certificate is parsed lazily
                certificate.subject.native, certificate.not_valid_after  # noqa: B018
        except (ValueError, TypeError, KeyError) as error:
            raise SigningError.of("not-certificates", Location(file=str(path))) from error
        if not loaded:
            raise SigningError.of("not-certificates", Location(file=str(path)))
        certificates += loaded
    return tuple(certificates)


def anchors(certificates: Sequence[Certificate]) -> tuple[list[Certificate], list[Certificate]]:
    """Divide trusted certificates into roots and intermediates; if none is self-issued, all are
    roots."""
    roots = [certificate for certificate in certificates if certificate.self_issued]
    return (
        (roots, [certificate for certificate in certificates if not certificate.self_issued])
        if roots
        else (list(certificates), [])
    )


def check_certificate(certificate: Certificate, moment: datetime) -> None:
    """Check that a certificate is valid for signing at ``moment``, which has a time zone.

    :raises SigningError: ``certificate-expired``, ``certificate-not-yet``,
        ``certificate-not-for-signing``.
    """
    who = subject(certificate)
    if certificate.not_valid_after < moment:
        raise SigningError.of(
            "certificate-expired", who=who, until=_day(certificate.not_valid_after)
        )
    if certificate.not_valid_before > moment:
        raise SigningError.of(
            "certificate-not-yet", who=who, since=_day(certificate.not_valid_before)
        )
    usage = certificate.key_usage_value
    if usage is not None and not SIGNING_USAGES & set(usage.native):
        raise SigningError.of(
            "certificate-not-for-signing", who=who, usage=tuple(sorted(usage.native))
        )


def subject(certificate: Certificate) -> str:
    """Return the subject of a certificate: name, office, organisation, country."""
    names = (
        "common_name",
        "title",
        "organizational_unit_name",
        "organization_name",
        "country_name",
    )
    return _joined(_parts(certificate, *names)) or "?"


def name_of(certificate: Certificate) -> str:
    """Return the name in a certificate's subject."""
    return _joined(_parts(certificate, "common_name")) or subject(certificate)


def office_of(certificate: Certificate) -> str:
    """Return the office and the organisation in a certificate's subject, or an empty text."""
    return _joined(_parts(certificate, "title", "organizational_unit_name", "organization_name"))


def _parts(certificate: Certificate, *names: str) -> list[str]:
    named = certificate.subject.native
    values: list[str] = []
    for name in names:
        value = named.get(name, ())
        values += [value] if isinstance(value, str) else [str(item) for item in value]
    return [item.strip() for item in values if item.strip()]


def _joined(pieces: list[str]) -> str:
    """Return the distinct parts as a list, with the comma of the script in which they begin."""
    comma = "، " if pieces and "\u0600" <= pieces[0][0] <= "\u06ff" else ", "
    return comma.join(dict.fromkeys(pieces))


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d")
