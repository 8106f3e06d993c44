"""The result of a verification: a line for each check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from report.errors import Finding

CheckName = Literal[
    "structure", "seal", "objects", "files", "metadata", "tables", "measures", "pages", "text",
    "seen", "ink", "rebuild", "signatures", "conformance",
]  # fmt: skip
CHECKS: tuple[CheckName, ...] = (
    "structure", "seal", "objects", "files", "metadata", "tables", "measures", "pages", "text",
    "seen", "ink", "rebuild", "signatures", "conformance",
)  # fmt: skip
Verdict = Literal["ok", "failed", "left-out"]
#: The reasons for leaving out a check: the file could not be read that far, its profile allows no
#: attachments, its sources are not attached, it has no signature, veraPDF is not installed, it
#: makes no claim to judge, the check was not requested, or the installed versions differ from those
#: of the build or do not build it.
Reason = Literal[
    "unreadable", "holds-no-files", "not-inside", "unsigned", "no-judge", "no-claim", "not-asked",
    "other-versions", "not-built", "no-charts",
]  # fmt: skip
#: The levels of proof of an edition: its bytes are those that were sealed; its numbers follow from
#: the attached data; a rebuild gives the same file.
Level = Literal["sealed", "counted", "rebuilt"]
_COUNTED: tuple[CheckName, ...] = ("files", "metadata", "tables", "measures", "pages", "text")


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its findings, or the facts that it confirmed.

    ``facts`` are counts and names that fill a line of the report.
    """

    name: CheckName
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    left_out: Reason | None = None

    @property
    def verdict(self) -> Verdict:
        """``failed`` if there are findings, ``left-out`` if it could not be made."""
        if self.findings:
            return "failed"
        return "left-out" if self.left_out else "ok"


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of an edition, in the order of :data:`CHECKS`. ``warnings`` say which plug-ins
    differ from those of the build."""

    checks: tuple[Check, ...]
    warnings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether no check failed."""
        return all(check.verdict != "failed" for check in self.checks)

    @property
    def level(self) -> Level | None:
        """The level of proof of a sound edition; ``None`` for one with a failed check or without a
        seal."""
        by_name = {check.name: check for check in self.checks}
        if not self.sound or by_name["seal"].verdict != "ok":
            return None
        if by_name["rebuild"].facts.get("equal"):
            return "rebuilt"
        return "counted" if all(by_name[name].verdict == "ok" for name in _COUNTED) else "sealed"

    @property
    def author_proved(self) -> bool:
        """Whether a trusted signer has signed. A seal alone proves no author, since anybody can
        write one."""
        by_name = {check.name: check for check in self.checks}
        signed = by_name["signatures"].facts.get("signatures", ())
        return (
            self.sound
            and isinstance(signed, Sequence)
            and any(signature["trusted"] for signature in signed)
        )


def unread(findings: tuple[Finding, ...]) -> Verification:
    """Return the verification of a file that is read no further."""
    unreached = (Check(name, left_out="unreadable") for name in CHECKS[1:])
    return Verification((Check("structure", findings), *unreached))
