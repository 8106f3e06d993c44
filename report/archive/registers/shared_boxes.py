"""The boxes of pages as objects that many pages share: qpdf takes three kilobytes for those of a
page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: A box, or another array of numbers, as an entry of a page.
_BOX = re.compile(rb"(/[A-Za-z]+\s*)(\[[-.\d\s]*\])")
#: What entries have in which arrays are not sought: strings, dictionaries, comments.
_UNUSUAL = (b"(", b"<", b"%")


@dataclass(slots=True)
class SharedBoxes:
    """Boxes that are written once."""

    _numbers: dict[bytes, int] = field(default_factory=dict)
    _entries: dict[bytes, bytes] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._numbers)

    def within(self, entries: bytes, bodies: dict[int, bytes], first: int) -> bytes:
        """Return the entries of a page with references to boxes.

        :param bodies: the objects to which new boxes are added.
        :param first: the number of the first box.
        """
        shared = self._entries.get(entries)
        if shared is None:
            shared = self._with_references(entries, bodies, first)
            self._entries[entries] = shared
        return shared

    def _with_references(self, entries: bytes, bodies: dict[int, bytes], first: int) -> bytes:
        if any(sign in entries for sign in _UNUSUAL):
            return entries

        def reference(match: re.Match[bytes]) -> bytes:
            number = self._numbers.setdefault(match[2], first + len(self._numbers))
            bodies[number] = match[2]
            return b"%b %d 0 R" % (match[1], number)

        return _BOX.sub(reference, entries)
