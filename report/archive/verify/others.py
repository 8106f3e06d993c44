"""Judgements of third parties on the file: its signers, and veraPDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.judge import find_verapdf, judge
from report.archive.profiles import CLAIMS
from report.archive.verify.model import Check
from report.errors import Finding, Location, MujazError
from report.messages import reason

if TYPE_CHECKING:
    from report.archive.profiles import Claims
    from report.archive.signing import Signature

_CLAIM = re.compile(
    rb"<pdfaid:part>(\d)</pdfaid:part>\s*<pdfaid:conformance>(\w)</pdfaid:conformance>"
)


def check_signatures(signatures: Sequence[Signature], where: Location) -> Check:
    """Report who signed, when, and what is covered; the last signature must cover the whole
    file."""
    from dataclasses import replace

    if not signatures:
        return Check("signatures", left_out="unsigned")
    problems = chain.from_iterable(signature.problems for signature in signatures)
    findings = [
        replace(problem, where=replace(problem.where, file=where.file)) for problem in problems
    ]
    for signature in signatures:
        if not signature.problems and (
            not signature.whole or signature.covers in ("changed", "unclear")
        ):
            findings.append(
                Finding(
                    "signature-broken", where, {"who": signature.who, "reason": signature.covers}
                )
            )
    if not findings and signatures[-1].covers != "file":
        findings.append(
            Finding(
                "signature-broken",
                where,
                {"who": signatures[-1].who, **reason("signature-broken.partial")},
            )
        )
    records = [
        {
            "field": signature.field,
            "who": signature.who,
            "when": signature.when.isoformat() if signature.when is not None else None,
            "attested_by": signature.attested_by,
            "level": signature.level,
            "covers": signature.covers,
            "trusted": signature.trusted,
        }
        for signature in signatures
    ]
    return Check("signatures", tuple(findings), {"signatures": records})


def check_conformance(path: Path, claims: Claims | None, where: Location) -> Check:
    """Let veraPDF judge the claims of the file, if veraPDF is installed."""
    try:
        if claims is None or find_verapdf() is None:
            return Check("conformance", left_out="no-claim" if claims is None else "no-judge")
        judgements = tuple(judge([path], claims.flavours)[path].values())
    except MujazError as error:
        return Check("conformance", error.findings)
    findings = tuple(
        Finding(
            "not-conforming",
            where,
            {
                "flavour": judgement.flavour,
                "rules": tuple(judgement.rules[:10]) or judgement.problem or "—",
            },
        )
        for judgement in judgements
        if not judgement.compliant
    )
    return Check(
        "conformance",
        findings,
        {"claims": ", ".join(claims.names), "version": judgements[0].version},
    )


def claims_of(metadata: bytes) -> Claims | None:
    """Return the claims in the XMP of a file, or ``None`` if Mujaz makes no such claim."""
    claim = _CLAIM.search(metadata)
    claims = (
        known_claim
        for known_claim in CLAIMS.values()
        if claim and (str(known_claim.part).encode(), known_claim.level.encode()) == claim.groups()
    )
    return next(claims, None)
