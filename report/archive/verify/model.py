"""What a verification yields: a line for each thing that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from report.errors import Finding

CheckName = Literal[
    "structure", "seal", "files", "metadata", "tables", "measures", "pages", "text", "signatures", "conformance"
]
CHECKS: tuple[CheckName, ...] = (
    "structure", "seal", "files", "metadata", "tables", "measures", "pages", "text", "signatures", "conformance",
)  # fmt: skip
Verdict = Literal["ok", "failed", "left-out"]
#: Why something was not looked at: the file could not be read so far, it holds no files by its profile, what it was
#: made of is not in it, it has no signature, veraPDF is not here, there is no claim to
#: judge, nobody asked.
Reason = Literal["unreadable", "holds-no-files", "not-inside", "unsigned", "no-judge", "no-claim", "not-asked"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what is wrong with it, or what was found to be right.

    ``facts`` are counts and names that a line of the report is filled with.
    """

    name: CheckName
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    left_out: Reason | None = None

    @property
    def verdict(self) -> Verdict:
        """``failed`` where something is wrong, ``left-out`` where it could not be looked at."""
        return "failed" if self.findings else "left-out" if self.left_out else "ok"


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of an edition, in the order of :data:`CHECKS`."""

    checks: tuple[Check, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing that was looked at is wrong."""
        return all(check.verdict != "failed" for check in self.checks)
