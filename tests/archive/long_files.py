"""Change the rows of a long register in the file itself, in the form in which Mujaz writes them, and seal it again."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy

from report.archive.objects import _packed
from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.seal import blank, seal

#: Return the new body of an object of an object stream, or the new content of a stream.
Change = Callable[[int, bytes], bytes]


def written_again(
    data: bytes,
    objects: Change = lambda _number, body: body,
    streams: Change = lambda _number, content: content,
) -> bytes:
    """Return a file with other objects and streams, and with its cross-reference table and its seal made anew."""
    table = ObjectTable.of(data)
    together = set(table.object_streams)
    first, second = table.first.copy(), table.second.copy()
    out = bytearray()
    numbers = [int(number) for number in numpy.flatnonzero(table.kinds == 1)]
    numbers.sort(key=lambda number: int(table.first[number]))
    ends = [*(int(table.first[number]) for number in numbers[1:]), table.start]
    out += data[: int(table.first[numbers[0]])]
    for number, end in zip(numbers, ends, strict=True):
        place = int(table.first[number])
        first[number] = len(out)
        if number == table.number:
            continue
        if number in together:
            out += _together(table, number, objects)
        else:
            out += _stream(table, number, data[place:end], streams)
    first[table.number] = len(out)
    out += _table(table, first, second)
    return seal(blank(bytes(out)))


def _together(table: ObjectTable, number: int, objects: Change) -> bytes:
    items = table.together(number)
    bodies = [
        objects(item, items.body(index)) if items.live[index] else items.body(index)
        for index, item in enumerate(items.numbers)
    ]
    return b"%d 0 obj\n%b\nendobj\n" % _packed(number, items.numbers, bodies)


def _stream(table: ObjectTable, number: int, whole: bytes, streams: Change) -> bytes:
    try:
        content = table.streams.stream(number)[1]
    except OtherForm:  # an object that is no stream, or has further keys
        return whole
    new = streams(number, content)
    if new == content:
        return whole
    packed = zlib.compress(new)
    form = b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n"
    return form % (number, len(packed), packed)


def _table(table: ObjectTable, first: numpy.ndarray, second: numpy.ndarray) -> bytes:
    rows = zip(table.kinds.tolist(), first.tolist(), second.tolist(), strict=True)
    raw = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(5, "big") + index.to_bytes(2, "big")
        for kind, place, index in rows
    )
    packed = zlib.compress(raw)
    keys = b"/Type/XRef/Size %d/W[1 5 2]/Root %d 0 R%b/Filter/FlateDecode/Length %d" % (
        len(table.kinds), table.root, table.rest, len(packed),
    )  # fmt: skip
    start = int(first[table.number])
    return b"%d 0 obj\n<<%b>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        table.number, keys, packed, start,
    )  # fmt: skip
