"""The numbers that objects of a file have in a small PDF of some of them.

They are counted from 1: libraries have an entry for each number up to the highest, and a file with
long registers has millions.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.archive.pdf_objects import references
from report.archive.registers.table import OtherForm

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

#: The highest number of an object of a PDF.
_HIGHEST = (1 << 31) - 1
_TEXT = rb"\((?:[^\\()]|\\.)*\)"
_STRING = re.compile(_TEXT, re.DOTALL)
#: What may be read as a reference, and the form in which Mujaz and its libraries write one.
_LIKE = re.compile(rb"\d+\s+\d+\s+R(?![A-Za-z])")
_BLANK_R = re.compile(rb"\sR")
_EXACT = rb"(?<=[\s\[\]>])(\d+)(?= 0 R[\s\[\]<>/])"
_REFERENCE = re.compile(_EXACT)
_STRING_OR_REFERENCE = re.compile(_TEXT + b"|" + _EXACT, re.DOTALL)
#: What replaces a string; no reference is next to it.
_IN_PLACE = b"$"
#: What an object does not have outside of strings: a comment, half of a string, the end of another.
_STRANGE = (b"%", b"(", b")", b"\0", b"obj", b"stream")


def referred(written: bytes) -> array[int] | None:
    """Return the numbers of references that are written in a row with spaces between them;
    ``None`` for anything else. They may be a million."""
    import numpy

    figures = written.replace(b" 0 R", b"")
    if figures.translate(None, b"0123456789 "):
        return None
    numbers = numpy.fromstring(figures, dtype=numpy.int64, sep=" ")
    if not len(numbers) or numbers.max() > _HIGHEST:
        return None
    listed = array("I", numbers.astype(numpy.uint32).tobytes())
    return listed if references(listed) == written.rstrip(b" ") else None


@dataclass(slots=True)
class Renumbering:
    """Numbers objects in the order in which they, or references to them, are met."""

    _new: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """A number that no object has, nor any above it."""
        return len(self._new) + 1

    def new(self, number: int) -> int:
        """Return the new number of an object.

        :raises OtherForm: if no object may have such a number.
        """
        if number > _HIGHEST:
            raise OtherForm("number of an object")
        return self._new.setdefault(number, len(self._new) + 1)

    def body(self, body: bytes) -> bytes:
        """Return an object, without the content of a stream, in which references are renumbered.

        :raises OtherForm: if it has something that may be read in several ways.
        """
        begin = b" " + body + b"\n"
        has_strings = b"(" in begin
        plain = _STRING.sub(_IN_PLACE, begin) if has_strings else begin
        if any(sign in plain for sign in _STRANGE):
            raise OtherForm("an object")
        if not has_strings:
            body, count = _REFERENCE.subn(self._renumbered, begin)
            # Most objects have no other blank before an R, which is faster to see.
            if len(_BLANK_R.findall(plain)) != count and len(_LIKE.findall(plain)) != count:
                raise OtherForm("a reference")
            return body[1:-1]
        if len(_LIKE.findall(plain)) != len(_REFERENCE.findall(plain)):
            raise OtherForm("a reference")
        return _STRING_OR_REFERENCE.sub(self._renumbered, begin)[1:-1]

    def done(self) -> Numbering:
        """Return all numbers."""
        import numpy

        old = numpy.fromiter(self._new, numpy.int64, len(self._new))
        order = numpy.argsort(old)
        return Numbering(old, old[order], order + 1)

    def _renumbered(self, match: re.Match[bytes]) -> bytes:
        return match[0] if match[1] is None else b"%d" % self.new(int(match[1]))


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of the objects of a small PDF.

    :param old: the number in the file of each object of the small PDF, from the first on.
    :param ordered: these numbers in order.
    :param new: the numbers in the small PDF, in that order.
    """

    old: NDArray[int64]
    ordered: NDArray[int64]
    new: NDArray[int64]

    def in_file(self, number: int) -> int:
        """Return the number in the file of an object of the small PDF; 0 if it has none."""
        return int(self.old[number - 1]) if 0 < number <= len(self.old) else 0

    def small(self, number: int) -> int:
        """Return the number in the small PDF of an object of the file; one that no object has if it
        is not there."""
        return self.every_small([number])[0]

    def every_small(self, numbers: Iterable[int]) -> list[int]:
        """Return what :meth:`small` returns for each number."""
        import numpy

        sought = numpy.fromiter(numbers, numpy.int64)
        places = numpy.searchsorted(self.ordered, sought).clip(max=len(self.ordered) - 1)
        is_there = self.ordered[places] == sought
        small: list[int] = numpy.where(is_there, self.new[places], len(self.old) + 1).tolist()
        return small
