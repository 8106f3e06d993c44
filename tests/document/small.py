"""The small brief of ``tests/document/brief``, to be changed: what most tests of the whole way start from."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from report.building import compose
from report.document import Composition
from report.errors import Finding, MujazError

HERE = Path(__file__).parent
#: The small brief, and the one that has every kind of block.
SMALL, EVERY = HERE / "brief", HERE / "every"


@dataclass(frozen=True)
class SmallBrief:
    """A copy of the small brief."""

    folder: Path

    @classmethod
    def copied(cls, folder: Path, of: str = "brief") -> SmallBrief:
        """Return a copy in ``folder``, of the small brief or of another one beside it."""
        return cls(Path(shutil.copytree(HERE / of, folder)))

    def edit(self, file: str, old: str, new: str) -> SmallBrief:
        """Put ``new`` instead of ``old``, which must be in ``file`` once."""
        text = (self.folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        return self.write(file, text.replace(old, new))

    def write(self, file: str, text: str) -> SmallBrief:
        """Put ``text`` instead of what ``file`` holds."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return self

    def add(self, text: str) -> SmallBrief:
        """Add ``text`` to the end of ``brief.toml``."""
        return self.write("brief.toml", (self.folder / "brief.toml").read_text("utf-8") + text)

    def prose(self, text: str) -> SmallBrief:
        """Put ``text`` instead of the prose."""
        return self.write("text/summary.md", text)

    def composed(self) -> Composition:
        """Compose the document."""
        return compose(self.folder)

    def html(self) -> str:
        """Return the document's HTML, bare of what only sets direction, its no-break blanks as blanks."""
        return bare(self.composed().html)

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong; nothing wrong is an error of the test."""
        try:
            compose(self.folder)
        except MujazError as error:
            return error.findings
        raise AssertionError("nothing was found wrong")

    def finding(self) -> Finding:
        """Return the one thing that is wrong."""
        findings = self.findings()
        assert len(findings) == 1, [finding.text() for finding in findings]
        return findings[0]


def bare(html: str) -> str:
    """Return HTML without direction, texts for bookmarks, joiners and no-break blanks: what is read on a page."""
    html = re.sub(
        r"</?bdi[^>]*>| data-(?:plain|head)=\"[^\"]*\"|[\u2060\u2066-\u2069\u200e\u200f]", "", html
    )
    return html.replace("\u00a0", " ").replace("\u202f", " ")
