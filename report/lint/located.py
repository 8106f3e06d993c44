"""A text of a file, and where each of its characters is in the file's source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.arabic.conventions_text import Edit


@dataclass(frozen=True, slots=True)
class Located:
    """A decoded text; character ``n`` of it is written in its source from ``starts[n]`` to
    ``ends[n]``.

    In a source each character of an escaped text may take several, and what is between two may be
    skipped.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def plain(cls, text: str, start: int) -> Located:
        """Return a text that is unescaped in its source, from ``start`` on."""
        return cls(text, range(start, start + len(text)), range(start + 1, start + len(text) + 1))

    def in_source(self, edit: Edit) -> Edit | None:
        """Return the edit of the source that makes ``edit`` in the text; ``None`` where the source
        skips something."""
        span = range(edit.start, edit.end)
        if any(self.ends[index] != self.starts[index + 1] for index in span[:-1]):
            return None
        return Edit(self.starts[edit.start], self.ends[edit.end - 1], edit.text)
