"""Compare two editions by what does not depend on where their lines and pages end.

With other versions of a library, the same data may be laid out with other breaks. The comparison
then covers all document-level data, the outline, the structure with its roles, languages,
alternative texts and links, the boxes of the pages, the drawings of figures, every other curve and
picture, and the relative positions of glyphs in equal texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report.archive.verify.appearance import Appearance, appearance_differences
from report.archive.verify.graph import document_differences, reported
from report.archive.verify.logical import logical_differences
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf


def relaid_differences(
    actual: pikepdf.Pdf,
    expected: pikepdf.Pdf,
    actual_look: Appearance,
    expected_look: Appearance,
    where: Location,
) -> Iterator[Finding]:
    """Yield where ``actual`` differs from ``expected``, each with its appearance."""
    yield from reported(document_differences(actual, expected), where)
    yield from logical_differences(actual, expected, where)
    yield from appearance_differences(actual_look, expected_look, where)
