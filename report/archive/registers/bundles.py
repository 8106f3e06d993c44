"""Many object streams of a file at once, as arrays: so the objects of rows are told from others by
their first bytes, without reading them one by one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from report.archive.registers.rows import BEGIN
from report.archive.registers.table import FIGURES, ObjectTable, OtherForm, Streams

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

#: How many object streams are read at once. They take some 20 kB each.
_AT_ONCE = 64
#: How many first bytes tell what an object is; a bundle has as many behind its last object.
_FIRST_BYTES = 8
_ROW = int.from_bytes(BEGIN, "little")
_CELLS = tuple(int.from_bytes(b"<</S/%b/" % kind, "little") for kind in (b"TD", b"TH"))
_LINE_END = ord("\n")
#: What is between the heads of two object streams: no head has it.
_BETWEEN = -1


class Bundle(NamedTuple):
    """The objects of some object streams: their numbers, their places in ``data`` (one more than
    there are numbers), and which of them count."""

    numbers: NDArray[int64]
    places: NDArray[int64]
    live: NDArray[bool_]
    data: bytes


class RowsInside(NamedTuple):
    """The rows of a bundle: the indexes of the first object of each, and behind its last, and how
    many cells it has."""

    starts: NDArray[int64]
    stops: NDArray[int64]
    cells: NDArray[int64]


def bundles(table: ObjectTable) -> Iterator[Bundle]:
    """Yield the objects of all object streams in the order of the file.

    :raises OtherForm: if a stream is no object stream without further keys, or has bytes before its
        first object.
    """
    listed = table.object_streams
    for begin in range(0, len(listed), _AT_ONCE):
        streams = listed[begin : begin + _AT_ONCE]
        yield _bundle(table.streams, streams, partial(_live, table, streams))


@dataclass(slots=True)
class ReadBundles:
    """Bundles that are read again, without the table of the file, which takes seven bytes for each
    of its objects.

    :param streams: the streams of the file.
    :param listed: the object streams, in the order of the file.
    """

    streams: Streams
    listed: array[int]
    #: Which objects of each bundle count, a bit for each.
    _live: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, table: ObjectTable) -> ReadBundles:
        """Return those of a file before any is read."""
        return cls(table.streams, array("I", table.object_streams))

    def add(self, bundle: Bundle) -> None:
        """Take the next bundle, when it is read for the first time."""
        import numpy

        self._live.append(numpy.packbits(bundle.live).tobytes())

    def again(self) -> Iterator[Bundle]:
        """Yield the bundles again."""
        for index, live in enumerate(self._live):
            begin = index * _AT_ONCE
            streams = self.listed[begin : begin + _AT_ONCE]
            yield _bundle(self.streams, streams, partial(_unpacked, live))


#: Tells which objects count, from their numbers, and from the place among the streams of a bundle
#: and the index there of each.
_Live = Callable[["NDArray[int64]", "NDArray[int64]", "NDArray[int64]"], "NDArray[bool_]"]


def _live(
    table: ObjectTable,
    streams: Sequence[int],
    numbers: NDArray[int64],
    own: NDArray[int64],
    indexes: NDArray[int64],
) -> NDArray[bool_]:
    """Return which objects count by the table of their file."""
    import numpy

    if numbers.max(initial=0) >= len(table.kinds):
        raise OtherForm("object stream")
    live: NDArray[bool_] = table.kinds[numbers] == 2
    live &= table.first[numbers] == numpy.array(streams)[own]
    live &= table.second[numbers] == indexes
    return live


def _unpacked(
    live: bytes, numbers: NDArray[int64], _own: NDArray[int64], _indexes: NDArray[int64]
) -> NDArray[bool_]:
    """Return which objects count, as they did before."""
    import numpy

    bits = numpy.unpackbits(numpy.frombuffer(live, numpy.uint8), count=len(numbers))
    return bits.astype(numpy.bool_)


def _bundle(source: Streams, streams: Sequence[int], live_of: _Live) -> Bundle:
    import numpy

    heads, bodies, listed = [], [], []
    for stream in streams:
        count, first, data = source.objects_of(stream)
        listed.append(count)
        heads.append(data[:first])
        bodies.append(memoryview(data)[first:])  # joined without a copy
    counts, sizes = numpy.array(listed), numpy.array(list(map(len, bodies)))
    if not counts.all() or b"".join(heads).translate(None, FIGURES):
        raise OtherForm("object stream")
    pairs = _pairs(heads, counts)
    own = numpy.repeat(numpy.arange(len(streams)), counts)
    first_of = numpy.cumsum(counts) - counts
    if pairs[first_of, 1].any() or (pairs[:, 1] > sizes[own]).any():
        raise OtherForm("object stream")
    begins = numpy.cumsum(sizes + 1) - sizes - 1  # a line end is between two streams
    numbers = pairs[:, 0]
    places = numpy.append(pairs[:, 1] + begins[own], begins[-1] + sizes[-1])
    if (places[1:] < places[:-1]).any():
        raise OtherForm("object stream")
    live = live_of(numbers, own, numpy.arange(len(own)) - first_of[own])
    return Bundle(numbers, places, live, b"\n".join([*bodies, b"\n" * _FIRST_BYTES]))


def _pairs(heads: Sequence[bytes], counts: NDArray[int64]) -> NDArray[int64]:
    """Return the number and the place of each object, as the heads of object streams list them.

    :raises OtherForm: if a head lists another number of objects.
    """
    import numpy

    listed = numpy.fromstring((b" %d " % _BETWEEN).join(heads), dtype=numpy.int64, sep=" ")
    between = (numpy.cumsum(2 * counts + 1) - 1)[:-1]
    if len(listed) != 2 * counts.sum() + len(between) or (listed[between] != _BETWEEN).any():
        raise OtherForm("object stream")
    return numpy.delete(listed, between).reshape(-1, 2)


def rows_inside(bundle: Bundle) -> RowsInside:
    """Return the rows of a bundle: of each, the element of the row, those of its cells, and as many
    of the marked content in these.

    :raises OtherForm: if a row is not whole, or if an object of one does not count.
    """
    import numpy

    count = len(bundle.numbers)
    windows = numpy.ndarray(
        len(bundle.data) - _FIRST_BYTES + 1, dtype="<u8", buffer=bundle.data, strides=(1,)
    )
    begins = windows[bundle.places[:-1]]
    starts = numpy.flatnonzero(begins == _ROW)
    ends = numpy.append(numpy.flatnonzero(~numpy.isin(begins, _CELLS)), count)
    cells = ends[numpy.searchsorted(ends, starts + 1)] - starts - 1
    stops = starts + 1 + 2 * cells
    dead = numpy.append(0, numpy.cumsum(~bundle.live))
    if not cells.all() or stops.max(initial=0) > count or (stops[:-1] > starts[1:]).any():
        raise OtherForm("row")
    if (dead[stops] != dead[starts]).any() or _are_parted(bundle, starts, stops):
        raise OtherForm("row")
    return RowsInside(starts, stops, cells)


def _are_parted(bundle: Bundle, starts: NDArray[int64], stops: NDArray[int64]) -> bool:
    """Return whether the objects of a row have numbers that do not follow each other, or do not
    begin each on a new line."""
    import numpy

    written = numpy.frombuffer(bundle.data, dtype=numpy.uint8)
    apart = numpy.diff(bundle.numbers) != 1
    apart |= written[bundle.places[1:-1] - 1] != _LINE_END
    apart |= bundle.places[1:-1] <= bundle.places[:-2]
    count = numpy.append(0, numpy.cumsum(apart))
    return bool((count[stops - 1] != count[starts]).any())


def not_of_rows(bundle: Bundle, rows: RowsInside) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each object that counts and is not of a row."""
    import numpy

    change = numpy.zeros(len(bundle.numbers) + 1, dtype=numpy.int8)
    change[rows.starts] += 1
    change[rows.stops] -= 1
    indexes = numpy.flatnonzero((numpy.cumsum(change)[:-1] == 0) & bundle.live)
    spans = (bundle.numbers[indexes], bundle.places[indexes], bundle.places[indexes + 1])
    for number, start, stop in zip(*(span.tolist() for span in spans), strict=True):
        yield number, bundle.data[start:stop].rstrip(b"\n")


def runs_of(rows: RowsInside) -> Iterator[tuple[int, int]]:
    """Yield the first and behind the last of rows that follow each other without other objects."""
    import numpy

    if len(rows.starts):
        breaks = (numpy.flatnonzero(rows.starts[1:] != rows.stops[:-1]) + 1).tolist()
        yield from zip([0, *breaks], [*breaks, len(rows.starts)], strict=True)
