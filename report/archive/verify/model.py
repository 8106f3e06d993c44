"""What a verification yields: a line for each thing that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from report.errors import Finding

CheckName = Literal[
    "structure", "seal", "objects", "files", "metadata", "tables", "measures", "pages", "text", "seen", "rebuild",
    "signatures", "conformance",
]  # fmt: skip
CHECKS: tuple[CheckName, ...] = (
    "structure", "seal", "objects", "files", "metadata", "tables", "measures", "pages", "text", "seen", "rebuild",
    "signatures", "conformance",
)  # fmt: skip
Verdict = Literal["ok", "failed", "left-out"]
#: Why something was not looked at: the file could not be read so far, it holds no files by its profile, what it was
#: made of is not in it, it has no signature, veraPDF is not here, there is no claim to
#: judge, no one asked, the versions that are here are others than those of the build, or do not build it.
Reason = Literal[
    "unreadable", "holds-no-files", "not-inside", "unsigned", "no-judge", "no-claim", "not-asked", "other-versions",
    "not-built",
]  # fmt: skip
#: How much is known of an edition: its bytes are those that were sealed; what it shows was counted again from the data
#: inside; it was built again, and is the same file.
Level = Literal["sealed", "counted", "rebuilt"]
_COUNTED: tuple[CheckName, ...] = ("files", "metadata", "tables", "measures", "pages", "text")


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
    """All checks of an edition, in the order of :data:`CHECKS`.

    ``warnings`` say which plug-ins differ from those of the build.
    """

    checks: tuple[Check, ...]
    warnings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing that was looked at is wrong."""
        return all(check.verdict != "failed" for check in self.checks)

    @property
    def level(self) -> Level | None:
        """How much is known of an edition that is sound; ``None`` of one that is not, or has no seal."""
        by_name = {check.name: check for check in self.checks}
        if not self.sound or by_name["seal"].verdict != "ok":
            return None
        if by_name["rebuild"].facts.get("equal"):
            return "rebuilt"
        return "counted" if all(by_name[name].verdict == "ok" for name in _COUNTED) else "sealed"

    @property
    def author_proved(self) -> bool:
        """Whether somebody who is trusted has signed: a seal alone proves no author, since anybody can make one."""
        by_name = {check.name: check for check in self.checks}
        signed: Any = by_name["signatures"].facts.get("signatures", ())
        return self.sound and any(signature["trusted"] for signature in signed)
