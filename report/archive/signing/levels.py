"""The levels of PAdES (ETSI EN 319 142-1): their requirements, the services that they use, and the
accepted answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.archive.signing.keys import anchors, subject
from report.archive.signing.model import Level, SignatureRequest
from report.errors import SigningError, first_line
from report.messages import reason

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.timestamps import TimeStamper
    from pyhanko_certvalidator import ValidationContext

#: The timeout of a service, in seconds.
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Services:
    """The services of a level: the time stamp service, and the context for validating
    certificates."""

    level: Level
    timestamper: TimeStamper | None
    context: ValidationContext | None


def level_of(request: SignatureRequest) -> Level:
    """Return the level to sign at.

    :raises SigningError: ``level-wants`` if the named level needs an option that is missing, and
        ``not-of-level`` if it does not use an option that is present.
    """
    implied: Level = "b-b"
    if request.timestamp_url is not None:
        implied = "b-lt" if request.trust else "b-t"
    level = request.level or implied
    options = {
        "--timestamp-url": request.timestamp_url is not None,
        "--trust": bool(request.trust),
    }
    wants = {"b-b": (), "b-t": ("--timestamp-url",), "b-lt": ("--timestamp-url", "--trust")}[level]
    for option, present in options.items():
        if option in wants and not present:
            raise SigningError.of("level-wants", level=level.upper(), option=option)
        if present and option not in wants:
            raise SigningError.of("not-of-level", level=level.upper(), option=option)
    return level


def services(
    request: SignatureRequest,
    trust: Sequence[Certificate],
    more_certificates: Sequence[Certificate],
) -> Services:
    """Return the services of the level ``request``; ``more_certificates`` are certificates that
    came with the key.

    :raises SigningError: ``level-wants``, ``not-of-level``, ``no-time-stamp``.
    """
    level = level_of(request)
    timestamper: TimeStamper | None = None
    context: ValidationContext | None = None
    if request.timestamp_url is not None:
        from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

        if not request.timestamp_url.startswith(("http://", "https://")):
            raise SigningError.of(
                "no-time-stamp", url=request.timestamp_url, **reason("no-time-stamp.scheme")
            )
        timestamper = RequestsHTTPTimeStamper(request.timestamp_url, timeout=PATIENCE)
    if level == "b-lt":
        from pyhanko_certvalidator import ValidationContext
        from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

        roots, between = anchors(trust)
        # «require»: without revocation data of every certificate, a later proof is impossible.
        context = ValidationContext(
            trust_roots=roots,
            other_certs=[*between, *more_certificates],
            allow_fetching=True,
            revocation_mode="require",
            fetcher_backend=RequestsFetcherBackend(per_request_timeout=PATIENCE),
        )
    return Services(level, timestamper, context)


def signing_error(error: Exception, request: SignatureRequest, signer: Certificate) -> SigningError:
    """Return an error with advice for an exception of pyHanko during signing."""
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.errors import (
        InsufficientRevinfoError,
        PathBuildingError,
        PathValidationError,
        RevokedError,
        ValidationError,
    )

    chain = list(_causes(error))
    if stamp := next((cause for cause in chain if isinstance(cause, TimestampRequestError)), None):
        reason = "; ".join(dict.fromkeys(_line(cause) for cause in (stamp, chain[-1])))
        return SigningError.of("no-time-stamp", url=request.timestamp_url or "", reason=reason)
    cause = next(
        (cause for cause in chain if isinstance(cause, ValidationError | PathBuildingError)), None
    )
    if cause is None:
        return SigningError.of("signing-failed", reason=_line(chain[-1]))
    who = _who(cause) or subject(signer)
    if isinstance(cause, RevokedError):
        return SigningError.of(
            "certificate-revoked", who=who, day=f"{cause.revocation_dt:%Y-%m-%d}"
        )
    if isinstance(cause, InsufficientRevinfoError):
        return SigningError.of("no-revocation-data", who=who, reason=_line(cause))
    if isinstance(cause, PathBuildingError | PathValidationError):
        return SigningError.of("no-chain", who=who, reason=_line(cause))
    return SigningError.of("signing-failed", reason=_line(cause))


def _who(error: BaseException) -> str | None:
    path = getattr(error, "current_path", None)
    last = getattr(path, "last", None)
    return subject(last) if hasattr(last, "subject") else None


def _causes(error: BaseException | None) -> list[BaseException]:
    causes: list[BaseException] = []
    while error is not None and error not in causes:
        causes.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return causes


def _line(error: BaseException) -> str:
    return first_line(error).rstrip(".")
